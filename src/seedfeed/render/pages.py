"""Plain, valid HTML: a page for every feed, with autodiscovery, and one for entries that need their own.

A first version: every word is escaped, nothing is loaded from another host, no script. Relative addresses,
so the pages work wherever the folder is served.
"""

from collections.abc import Iterable

from seedfeed.dates import format_rfc3339
from seedfeed.model import Entry, Feed
from seedfeed.render.markup import (
    attribution_of,
    body_of,
    direction_of,
    escape,
    media_of,
    related_of,
    without_pictures,
)

_FORMATS = (
    ("rss.xml", "application/rss+xml", "RSS"),
    ("atom.xml", "application/atom+xml", "Atom"),
    ("feed.json", "application/feed+json", "JSON Feed"),
)


def render_index(head: Feed, feeds: Iterable[Feed], newest: Iterable[tuple[Entry, str | None]]) -> bytes:
    """Return the landing page: how to subscribe, every feed, the newest entries.

    Args:
        head: the site's head feed.
        feeds: the feeds of categories and sources, in the order to list them.
        newest: entries with the address each links to, relative to the page, newest first.
    """
    others = list(feeds)
    sources = [feed for feed in others if feed.kind == "source"]
    categories = [feed for feed in others if feed.kind != "source"]
    parts = [
        f"<h1>{escape(head.title)}</h1>",
        f"<p>{escape(head.description)}</p>" if head.description != head.title else "",
        "<p>Subscribe: copy the address of a feed and add it in your feed reader.</p>",
        _feed_list([head], root=""),
        '<p><a href="feeds.opml">All feeds in one file (OPML)</a></p>' if others else "",
        _entry_list(newest),
        f"<h2>Categories</h2>\n{_feed_list(categories, root='')}" if categories else "",
        f"<h2>Sources</h2>\n{_feed_list(sources, root='')}" if sources else "",
    ]
    return _page(head, title=head.title, root="", discover=[head, *others], parts=parts)


def render_feed_page(head: Feed, feed: Feed, newest: Iterable[tuple[Entry, str | None]]) -> bytes:
    """Return the page of a category's or source's feed."""
    root = "../" * (feed.path.count("/") + 1)
    parts = [
        f"<h1>{escape(feed.label)}</h1>",
        _feed_list([feed], root=root),
        _entry_list(newest),
        f'<p><a href="{root}index.html">{escape(head.title)}</a></p>',
    ]
    return _page(feed, title=feed.title, root=root, discover=[feed, head], parts=parts)


def render_entry_page(head: Feed, entry: Entry) -> bytes:
    """Return an entry's own page: summary, sound and film, attribution, related titles, categories."""
    labels = ", ".join(escape(category.label) for category in entry.categories)
    language = entry.language or head.language
    parts = [
        f'<article lang="{escape(language)}" dir="{direction_of(language)}">',
        f"<h1>{escape(entry.title)}</h1>",
        f"<p>{_byline(entry)}</p>",
        without_pictures(body_of(entry)),
        media_of(entry),
        attribution_of(entry),
        related_of(entry),
        f"<p>Categories: {labels}</p>" if labels else "",
        "</article>",
        f'<p><a href="../index.html">{escape(head.title)}</a></p>',
    ]
    return _page(head, title=entry.title, root="../", discover=[head], parts=parts)


def _byline(entry: Entry) -> str:
    authors = ", ".join(escape(author.name) for author in entry.authors)
    return f"{authors}, {_time(entry)}" if authors else _time(entry)


def _time(entry: Entry) -> str:
    stamp = format_rfc3339(entry.published)
    return f'<time datetime="{stamp}">{stamp[:10]}</time>'


def _feed_list(feeds: list[Feed], *, root: str) -> str:
    rows = []
    for feed in feeds:
        folder = root + (f"{feed.path}/" if feed.path else "")
        links = ", ".join(f'<a href="{folder}{name}">{label}</a>' for name, _, label in _FORMATS)
        name = escape(feed.label or feed.title)
        page = f'<a href="{folder}index.html">{name}</a>' if feed.path else name
        rows.append(f"<li>{page}: {links}</li>")
    return "<ul>\n" + "\n".join(rows) + "\n</ul>"


def _entry_list(newest: Iterable[tuple[Entry, str | None]]) -> str:
    rows = []
    for entry, address in newest:
        title = escape(entry.title)
        linked = f'<a href="{escape(address)}">{title}</a>' if address else title
        direction = direction_of(entry.language)
        language = f' lang="{escape(entry.language)}" dir="{direction}"' if entry.language else ""
        rows.append(f"<li{language}>{linked} ({_time(entry)})<br>{escape(entry.summary)}</li>")
    return (
        "<h2>Newest entries</h2>\n<ul>\n" + "\n".join(rows) + "\n</ul>" if rows else "<p>No entries yet.</p>"
    )


def _page(feed: Feed, *, title: str, root: str, discover: list[Feed], parts: list[str]) -> bytes:
    links = [
        f'<link rel="alternate" type="{kind}" title="{escape(feed.title)} ({label})" '
        f'href="{root}{feed.path + "/" if feed.path else ""}{name}">'
        for feed in discover
        for name, kind, label in _FORMATS
    ]
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(feed.language)}" dir="{direction_of(feed.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="generator" content="seedfeed">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f'<link rel="stylesheet" href="{root}style.css">',
        *links,
        "</head>",
        "<body>",
        "<main>",
        *(part for part in parts if part),
        "</main>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()
