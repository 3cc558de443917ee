"""What the elements of a feed say, whatever its format."""

from collections.abc import Iterator

from lxml import etree

from seedfeed.old_feeds.entry import is_legible

ATOM_1 = "http://www.w3.org/2005/Atom"
FEEDBURNER = "http://rssnamespace.org/feedburner/ext/1.0"
_ALTERNATE = ("alternate", "http://www.iana.org/assignments/relation/alternate")


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; that of a reference is empty."""
    # Not by QName, which does not take the names that recovering leaves.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def tag_beside(element: etree._Element, name: str) -> str:
    """Return the tag of a name in the namespace of an element, as its feed writes it."""
    namespace, brace, _ = str(element.tag).rpartition("}")
    return f"{namespace}{brace}{name}"


def children(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Yield the children that have one of these tags, by tag, then as they stand."""
    for tag in tags:
        yield from (child for child in element if child.tag == tag)


def text_of(element: etree._Element) -> str:
    """Return all text in an element, without white space around it."""
    return "".join(map(str, element.itertext())).strip()


def first_text(element: etree._Element, *tags: str) -> str:
    """Return the text of the first of these children that has one."""
    return next((text for child in children(element, *tags) if (text := text_of(child))), "")


def identity_of(element: etree._Element) -> str:
    """Return an id as it is written; empty where it cannot be read whole."""
    if any(not isinstance(inner.tag, str) for inner in element.iter()):
        return ""
    text = text_of(element)
    return text if is_legible(text) else ""


def alternate_of(element: etree._Element, tag: str) -> etree._Element | None:
    """Return the link to what an element is about: to a page before another type (RFC 4287 §4.2.7.2)."""
    links = [
        link
        for link in children(element, tag)
        if link.get("href") and link.get("rel", "alternate") in _ALTERNATE
    ]
    return next((link for link in links if "html" in link.get("type", "html")), links[0] if links else None)
