"""Entries -> fragments, feeds -> bytes: RSS, Atom, JSON Feed, OPML and pages, one module each.

Importing this package loads neither feedgen nor lxml; the functions do, when something is rendered.
"""

from collections.abc import Sequence

from seedfeed.model import Entry, Feed
from seedfeed.render.jsonfeed import (
    FeedRecord,
    Published,
    RemovedRecord,
    cut_items,
    parse_published,
    record_removed,
    render_item,
    render_json,
)
from seedfeed.rows import Fragments

__all__ = [
    "FeedRecord",
    "Fragments",
    "Published",
    "RemovedRecord",
    "cut_feed_files",
    "entry_url",
    "parse_published",
    "record_removed",
    "render_feed_files",
    "render_fragments",
]

# How an entry begins and ends: in what is rendered a `<` is always markup, and each has lines of its own.
_RSS_ITEM = b"\n    <item>", b"\n    </item>"
_ATOM_ENTRY = b"\n  <entry", b"\n  </entry>"


def entry_url(entry: Entry, site_url: str, *, has_page: bool) -> str | None:
    """Return the entry's link: the original article, else its own page where it has one."""
    return entry.link or (site_url + entry.page if has_page else None)


def render_fragments(entry: Entry, head: Feed, *, has_page: bool) -> Fragments:
    """Return one entry as it stands in every feed of the site.

    Args:
        head: the site's head feed, for its address and language.
        has_page: whether the entry has a page of its own.
    """
    from seedfeed.render.feedgen_xml import render_entry

    url = entry_url(entry, head.site_url, has_page=has_page)
    rss, atom = render_entry(entry, url, feed_language=head.language)
    return Fragments(rss, atom, render_item(entry, url))


def render_feed_files(
    feed: Feed, record: FeedRecord, fragments: Sequence[Fragments]
) -> tuple[tuple[str, bytes], ...]:
    """Return a feed in all three formats, as (path below FEEDS, bytes), entries in the order given."""
    from seedfeed.render.feedgen_xml import render_atom, render_rss

    return (
        (feed.files.rss, render_rss(feed, [fragment.rss for fragment in fragments])),
        (feed.files.atom, render_atom(feed, [fragment.atom for fragment in fragments])),
        (feed.files.json, render_json(feed, record, [fragment.json for fragment in fragments])),
    )


def cut_feed_files(rss: bytes, atom: bytes, json: bytes) -> dict[str, Fragments]:
    """Take the three files of a feed apart again into its entries, by id; the inverse of `render_feed_files`.

    Only for bytes that were rendered here; what cannot be told apart gives nothing.
    """
    items = cut_items(json)
    parts = [_cut(rss, *_RSS_ITEM), _cut(atom, *_ATOM_ENTRY), [item for _, item in items]]
    if len({len(part) for part in parts}) != 1:
        return {}
    whole = map(Fragments, *parts)
    return {entry_id: fragments for (entry_id, _), fragments in zip(items, whole, strict=True)}


def _cut(data: bytes, opening: bytes, closing: bytes) -> list[bytes]:
    """Return the whole lines from each opening to its closing, both of which begin with a line's end."""
    pieces = (piece.partition(closing) for piece in data.split(opening)[1:])
    return [opening[1:] + inner + closing + b"\n" for inner, found, _ in pieces if found]
