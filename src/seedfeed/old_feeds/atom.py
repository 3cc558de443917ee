"""Atom 1.0 and 0.3 -> old entries."""

from typing import Literal

from lxml import etree

from seedfeed.old_feeds.elements import (
    FEEDBURNER,
    alternate_of,
    children,
    first_text,
    identity_of,
    tag_beside,
    text_of,
)
from seedfeed.old_feeds.entry import OldEntry, first_date, keep_id, plain_title, resolve

_ORIGINAL = f"{{{FEEDBURNER}}}origLink"


def read_atom(root: etree._Element) -> tuple[OldEntry, ...]:
    """Return the entries of a feed, in its order (RFC 4287 §4.1.2; Atom 0.3 §4.13)."""
    links = list(children(root, tag_beside(root, "link")))
    # What is relative is so to where the feed was (RFC 3986 §5.1.3), or at least to its site.
    site = [
        link.get("href", "")
        for rel in ("self", "alternate")
        for link in links
        if link.get("rel", "alternate") == rel
    ]
    return tuple(_read_entry(entry, site) for entry in root.iter(tag_beside(root, "entry")))


def _read_entry(entry: etree._Element, site: list[str]) -> OldEntry:
    def tag(name: str) -> str:
        return tag_beside(entry, name)

    alternate = alternate_of(entry, tag("link"))
    link = None if alternate is None else resolve(alternate.get("href", ""), [alternate.base or "", *site])
    ids = [identity for identity in children(entry, tag("id")) if text_of(identity)]
    # Without an id readers tell an entry by its link; one that stands where it should not may be its own.
    is_without = not any(map(text_of, entry.iter(tag("id"))))
    title = next(children(entry, tag("title")), None)
    return OldEntry(
        id=keep_id(identity_of(ids[0]) if ids else link or "" if is_without else ""),
        link=resolve(first_text(entry, _ORIGINAL), ()) or link,
        title="" if title is None else _read_title(title),
        published=first_date(map(text_of, children(entry, tag("published"), tag("issued"), tag("created")))),
        updated=first_date(map(text_of, children(entry, tag("updated"), tag("modified")))),
    )


def _read_title(title: etree._Element) -> str:
    """Return a text construct in plain text (RFC 4287 §3.1; Atom 0.3 §3.1: `mode` says how it is written)."""
    kind = title.get("type", "text").strip().lower()
    if title.get("mode") == "base64":
        return ""
    markup: Literal["none", "all"] = "all" if kind in {"html", "text/html"} else "none"
    return plain_title(text_of(title), markup=markup)
