"""Entries -> fragments, feeds -> bytes: RSS, Atom, JSON Feed, OPML and pages, one module each.

Importing this package loads neither feedgen nor lxml; the functions do, when something is rendered.
"""

from collections.abc import Sequence

from seedfeed.model import Entry, Feed
from seedfeed.render.jsonfeed import FeedRecord, Published, parse_published, render_item, render_json
from seedfeed.state import Fragments

__all__ = [
    "FeedRecord",
    "Fragments",
    "Published",
    "entry_url",
    "parse_published",
    "render_feed_files",
    "render_fragments",
]


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
    """Return a feed in all three formats, as (file name, bytes), entries in the order given."""
    from seedfeed.render.feedgen_xml import render_atom, render_rss

    return (
        ("rss.xml", render_rss(feed, [fragment.rss for fragment in fragments])),
        ("atom.xml", render_atom(feed, [fragment.atom for fragment in fragments])),
        ("feed.json", render_json(feed, record, [fragment.json for fragment in fragments])),
    )
