"""Sitemaps as the protocol describes them; addresses read back by a parser that is not ours."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime

from seedfeed.check import check_file
from seedfeed.render.sitemap import render_sitemap, render_sitemap_index

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_sitemap_lists_pages_with_their_changes() -> None:
    """An address, escaped, and a time in W3C's form (Sitemaps protocol, <url>)."""
    data = render_sitemap([("https://news.example/a?b=1&c=2", datetime(2026, 5, 17, 12, tzinfo=UTC))])
    (line,) = ET.fromstring(data)
    assert line.tag == f"{NAMESPACE}url"
    assert [(part.tag, part.text) for part in line] == [
        (f"{NAMESPACE}loc", "https://news.example/a?b=1&c=2"),
        (f"{NAMESPACE}lastmod", "2026-05-17T12:00:00Z"),
    ]
    assert check_file("00000.xml", data, [], "") == []


def test_index_lists_sitemaps() -> None:
    """Without dates: one more article leaves it as it is (Sitemaps protocol, <sitemapindex>)."""
    data = render_sitemap_index(["https://news.example/sitemaps/00000.xml"])
    root = ET.fromstring(data)
    assert root.tag == f"{NAMESPACE}sitemapindex"
    assert [[part.tag for part in line] for line in root] == [[f"{NAMESPACE}loc"]]
    assert check_file("sitemap.xml", data, [], "") == []
