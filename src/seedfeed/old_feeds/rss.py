"""RSS 0.9x, 1.0 and 2.0 -> old entries."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from lxml import etree
from msgspec import structs

from seedfeed.old_feeds.elements import (
    ATOM_1,
    FEEDBURNER,
    alternate_of,
    children,
    first_text,
    identity_of,
    tag_beside,
    text_of,
)
from seedfeed.old_feeds.entry import OldEntry, first_date, is_legible, plain_title, resolve

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_ATOM = f"{{{ATOM_1}}}"
_PUBLISHED = (f"{_DC}date", f"{_TERMS}issued", f"{_TERMS}created", f"{_ATOM}published")
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_ORIGINAL = f"{{{FEEDBURNER}}}origLink"


class _Item(NamedTuple):
    """What of an item its identity is found by.

    Attributes:
        element: the item.
        address: `<link>`, as readers use it where there is no guid.
        entry: without its guid.
    """

    element: etree._Element
    address: str
    entry: OldEntry


def read_rss(root: etree._Element) -> tuple[OldEntry, ...]:
    """Return the entries of a channel, in its order (RSS 2.0 <item>, RSS 1.0 §5.5)."""
    channel = next(root.iter("{*}channel"), root)
    own = next(children(channel, f"{_ATOM}link"), None)
    site = [first_text(channel, tag_beside(channel, "link")), "" if own is None else own.get("href", "")]
    items = [_read_item(element, site) for element in root.iter("{*}item")]
    titles = Counter(address for address, _ in {(item.address, item.entry.title) for item in items})
    return tuple(_identify(item, is_own=titles[item.address] == 1) for item in items)


def _read_item(item: etree._Element, site: list[str]) -> _Item:
    tag = tag_beside(item, "link")
    links = [link for link in children(item, tag) if text_of(link) or link.get("href")]
    other = links[0] if links else alternate_of(item, f"{_ATOM}link")
    stated = "" if other is None else text_of(other) or other.get("href", "")
    bases = [(item if other is None else other).base or "", *site]
    address = resolve(stated, bases)
    original = resolve(first_text(item, _ORIGINAL), bases)
    return _Item(
        element=item,
        address=stated if stated.startswith(("http://", "https://")) else address or "",
        entry=OldEntry(
            link=original or address or _permalink(item),
            title=plain_title(first_text(item, tag_beside(item, "title"), f"{_DC}title"), markup="some"),
            published=_date(item, tag_beside(item, "pubDate"), *_PUBLISHED),
            updated=_date(item, f"{_ATOM}updated", f"{_TERMS}modified"),
        ),
    )


def _date(item: etree._Element, *tags: str) -> datetime | None:
    return first_date(text_of(child) for child in children(item, *tags))


def _permalink(item: etree._Element) -> str | None:
    """Return the guid as an address, unless it says that it is none (RSS 2.0 <guid> isPermaLink)."""
    guids = children(item, tag_beside(item, "guid"))
    found = next((guid for guid in guids if guid.get("isPermaLink", "true").strip().lower() == "true"), None)
    return None if found is None else resolve(text_of(found), ())


def _identify(item: _Item, *, is_own: bool) -> OldEntry:
    """Give an entry the text that readers compare: guid, `rdf:about`, or link.

    A guid that cannot be read is none, and so is a link that items of other titles have as well. Where a guid
    stands where it should not, its item may have one, and the link is not what readers compare.
    """
    element = item.element
    guid = next((guid for guid in children(element, tag_beside(element, "guid")) if text_of(guid)), None)
    if guid is not None:
        found = identity_of(guid)
    elif is_own and not any(map(text_of, element.iter("{*}guid"))):
        found = element.get(_ABOUT, "").strip() or item.address
    else:
        found = element.get(_ABOUT, "").strip()
    return structs.replace(item.entry, guid=found if found and is_legible(found) else None)
