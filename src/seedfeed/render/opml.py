"""OPML 2.0: every feed of the site in one file that feed readers import."""

from collections.abc import Iterable

from lxml import etree

from seedfeed.model import Feed


def render_opml(head: Feed, feeds: Iterable[Feed]) -> bytes:
    """Return the subscription list: the head feed, then the others in the order given (OPML 2.0).

    Without a date: a new article does not change the list, and leaves the file as it is.
    """
    root = etree.Element("opml", version="2.0")
    about = etree.SubElement(root, "head")
    _line(about, "title", head.title)
    body = etree.SubElement(root, "body")
    for feed in (head, *feeds):
        etree.SubElement(
            body,
            "outline",
            type="rss",
            text=feed.title,
            title=feed.title,
            xmlUrl=f"{feed.url}atom.xml",
            htmlUrl=feed.url,
        )
    etree.indent(root, space="  ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _line(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text
