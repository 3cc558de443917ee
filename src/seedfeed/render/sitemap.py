"""Sitemaps: where a search engine finds the pages (Sitemaps protocol 0.9)."""

from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from seedfeed.dates import format_rfc3339

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def render_sitemap(pages: Iterable[tuple[str, datetime]]) -> bytes:
    """Return a sitemap of these addresses, each with the time of its last change."""
    root = etree.Element("urlset", xmlns=_NAMESPACE)
    for address, updated in pages:
        line = etree.SubElement(root, "url")
        etree.SubElement(line, "loc").text = address
        etree.SubElement(line, "lastmod").text = format_rfc3339(updated)
    return _write(root)


def render_sitemap_index(addresses: Iterable[str]) -> bytes:
    """Return the list of a site's sitemaps; without dates, so that only a new one changes it."""
    root = etree.Element("sitemapindex", xmlns=_NAMESPACE)
    for address in addresses:
        etree.SubElement(etree.SubElement(root, "sitemap"), "loc").text = address
    return _write(root)


def _write(root: etree._Element) -> bytes:
    etree.indent(root, space="  ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
