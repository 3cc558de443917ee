"""What templates are given: entries and feeds as a page shows them, plain values with relative addresses.

These names are what a site's own templates are written against: README, "Change the looks of the pages".
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from seedfeed.dates import format_rfc3339
from seedfeed.model import Category, Entry, Feed, Media, Source
from seedfeed.render.markup import body_of, direction_of, media_name, without_pictures

_FORMATS = (
    ("Atom", "application/atom+xml", "atom.xml"),
    ("RSS", "application/rss+xml", "rss.xml"),
    ("JSON", "application/feed+json", "feed.json"),
)


class FormatView(NamedTuple):
    """One file of a feed: its format's name, its media type, its address relative to the page."""

    name: str
    type: str
    href: str


class FeedView(NamedTuple):
    """A feed that one can subscribe to.

    Attributes:
        title: with the site's; `label` is without.
        kind: `head`, `tag`, `topic`, `place`, `organization`, `person` or `source`.
        page: its page, relative.
        href: its Atom file, relative; `address` is where that is published.
        formats: its files.
    """

    title: str
    label: str
    kind: str
    page: str
    href: str
    address: str
    formats: tuple[FormatView, ...]


class GroupView(NamedTuple):
    """The feeds of one kind."""

    kind: str
    feeds: tuple[FeedView, ...]


class CategoryView(NamedTuple):
    """A category, and its page where it has one."""

    label: str
    kind: str
    page: str | None


class MediaView(NamedTuple):
    """A sound or film: its address, media type and name."""

    url: str
    type: str
    name: str


class EntryView(NamedTuple):
    """An entry in a list.

    Attributes:
        url: the original article, else its own page, relative; None where it has neither.
        date: when it was published, in words; `published` and `updated` are RFC 3339.
    """

    title: str
    summary: str
    url: str | None
    language: str
    direction: str
    date: str
    published: str
    source: Source | None


class WholeEntryView(NamedTuple):
    """An entry on its own page.

    Attributes:
        body: HTML, sanitised.
        link: the original article; `link_host` is its host.
        image: a picture's address.
    """

    title: str
    summary: str
    language: str
    direction: str
    date: str
    published: str
    updated: str
    authors: tuple[str, ...]
    source: Source | None
    link: str | None
    link_host: str
    body: Markup
    media: tuple[MediaView, ...]
    related: tuple[str, ...]
    categories: tuple[CategoryView, ...]
    image: str | None


def view_feed(feed: Feed, root: str) -> FeedView:
    """Return a feed as a page shows it that is `root` away from FEEDS."""
    folder = f"{root}{feed.path}/" if feed.path else root
    return FeedView(
        title=feed.title,
        label=feed.label or feed.title,
        kind=feed.kind,
        page=f"{folder}index.html",
        href=f"{folder}atom.xml",
        address=f"{feed.site_url}{feed.files.atom}",
        formats=tuple(FormatView(name, kind, folder + file) for name, kind, file in _FORMATS),
    )


def view_entry(entry: Entry, url: str | None, language: str, words: Mapping[str, Any]) -> EntryView:
    """Return an entry as a list shows it, on a page of a site in this language."""
    own = entry.language or language
    return EntryView(
        title=entry.title,
        summary=entry.summary,
        url=url,
        language=own,
        direction=direction_of(own),
        date=write_date(entry.published, words),
        published=format_rfc3339(entry.published),
        source=entry.source,
    )


def view_whole_entry(
    entry: Entry, language: str, words: Mapping[str, Any], page_of: Callable[[Category], str | None]
) -> WholeEntryView:
    """Return an entry as its own page shows it.

    Args:
        page_of: gives the relative address of a category's page, where it has one.
    """
    own = entry.language or language
    return WholeEntryView(
        title=entry.title,
        summary=entry.summary,
        language=own,
        direction=direction_of(own),
        date=write_date(entry.published, words),
        published=format_rfc3339(entry.published),
        updated=format_rfc3339(entry.updated),
        authors=tuple(author.name for author in entry.authors),
        source=entry.source,
        link=entry.link,
        link_host=(urlsplit(entry.link).hostname or "").removeprefix("www.") if entry.link else "",
        body=Markup(without_pictures(body_of(entry))),  # noqa: S704 - sanitised, or escaped by body_of
        media=tuple(_view_media(media) for media in entry.enclosures),
        related=entry.related,
        categories=tuple(CategoryView(found.label, found.kind, page_of(found)) for found in entry.categories),
        image=None if entry.image is None else entry.image.url,
    )


def _view_media(media: Media) -> MediaView:
    return MediaView(media.url, media.type, media_name(media))


def write_date(moment: datetime, words: Mapping[str, Any]) -> str:
    """Return a day in the words of a language."""
    month = words["months"][moment.month - 1]
    return str(words["date"]).format(day=moment.day, month=month, year=moment.year)
