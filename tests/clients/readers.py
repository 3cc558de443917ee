"""Three feed readers, none of them ours, each brought to one way of telling what it saw."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from time import struct_time
from types import ModuleType
from typing import Any

import pytest


def load_reader(name: str, extra: str = "test") -> ModuleType:
    """Import a reader, or what else comes with an extra of ours; a developer may lack it, CI may not."""
    if os.environ.get("CI"):
        return import_module(name)
    module: ModuleType = pytest.importorskip(
        name, reason=f'needs {name}: pip install ".[{extra}]"', exc_type=ImportError
    )
    return module


@dataclass(frozen=True, kw_only=True)
class Seen:
    """An entry as a reader shows it; None is what it does not show."""

    title: str
    id: str
    link: str
    published: str
    updated: str | None
    authors: tuple[tuple[str, str | None], ...]
    tags: tuple[tuple[str | None, str | None, str | None], ...] = ()
    summary: str
    content: str
    enclosures: tuple[tuple[str, str, int], ...] = ()
    image: str | None = None


@dataclass(frozen=True, kw_only=True)
class Client:
    """A reader and one format.

    Attributes:
        module: its name.
        path: the feed.
        read: address -> entries, in the feed's order or the reader's own.
        ordered: whether that is the feed's order.
        has_updated: whether it shows when an entry changed: RSS has no word for it.
        summary_is_html: RSS 2.0 <description>.
        tag_parts: what it shows of a category, of term, scheme and label; empty for none at all.
        names: which of several authors it shows, as the bounds of a slice.
        emails: whether it shows an author's address.
        sounds: how many of several enclosures it shows; RSS has room for one.
        shows_image: whether it shows an entry's picture.
        mailbox: what it makes of RSS 2.0's "address (name)", where that is not both.
    """

    module: str
    path: str
    read: Callable[[str], list[Seen]]
    ordered: bool = True
    has_updated: bool = True
    summary_is_html: bool = False
    tag_parts: tuple[bool, ...] = (True, True, True)
    names: tuple[int | None, int | None] = (None, None)
    emails: bool = True
    sounds: int | None = None
    shows_image: bool = True
    mailbox: tuple[str, str | None] | None = None


def read_with_feedparser(url: str) -> list[Seen]:
    """Subscribe with feedparser 6."""
    feed = load_reader("feedparser").parse(url)
    assert not feed.bozo, feed.get("bozo_exception")
    return [
        Seen(
            title=entry.title,
            id=entry.id,
            link=entry.link,
            published=_stamp(entry.published_parsed),
            # `in` and `.get` warn where RSS has no such date.
            updated=_stamp(entry.updated_parsed) if "updated_parsed" in entry.keys() else None,  # noqa: SIM118
            authors=tuple((author.name, author.get("email")) for author in entry.get("authors", [])),
            tags=tuple((tag.term, tag.scheme, tag.label) for tag in entry.get("tags", [])),
            summary=entry.summary,
            content=_only(entry.content).value,
            enclosures=tuple(
                (found.href, found.type, int(found.get("length", 0))) for found in entry.enclosures
            ),
            image=_only(entry.media_thumbnail)["url"] if "media_thumbnail" in entry else None,
        )
        for entry in feed.entries
    ]


def read_with_reader(url: str) -> list[Seen]:
    """Subscribe with lemon24/reader, which keeps what it reads in SQLite and shows no categories."""
    with load_reader("reader").make_reader(":memory:") as reader:
        reader.add_feed(url)
        reader.update_feeds()
        assert reader.get_feed(url).last_exception is None
        return [
            Seen(
                title=entry.title,
                id=entry.id,
                link=entry.link,
                published=_format(entry.published),
                updated=_format(entry.updated) if entry.updated else None,
                authors=tuple((author.name, author.email) for author in entry.authors),
                summary=entry.summary,
                content=_only(entry.content).value,
                enclosures=tuple((found.href, found.type, found.length or 0) for found in entry.enclosures),
            )
            for entry in reader.get_entries()
        ]


def read_with_fastfeedparser(url: str) -> list[Seen]:
    """Subscribe with fastfeedparser."""
    feed = load_reader("fastfeedparser").parse(url)
    return [
        Seen(
            title=entry["title"],
            id=entry["id"],
            link=entry["link"],
            published=_format(datetime.fromisoformat(entry["published"])),
            updated=_format(datetime.fromisoformat(entry["updated"])) if "updated" in entry else None,
            authors=tuple((author["name"], author.get("email")) for author in entry.get("authors", [])),
            tags=tuple((tag["term"], tag["scheme"], tag["label"]) for tag in entry.get("tags", [])),
            summary=entry["description"],
            content=_only(entry["content"])["value"],
            enclosures=tuple(
                (found["url"], found["type"], found.get("length", 0))
                for found in entry.get("enclosures") or ()
            ),
            image=_first_picture(entry),
        )
        for entry in feed.entries
    ]


def _first_picture(entry: Any) -> str | None:  # noqa: ANN401 - fastfeedparser's
    """JSON Feed has a word for an item's picture; else it is the first of Media RSS."""
    media = [found["url"] for found in entry.get("media_content") or () if found.get("medium") == "image"]
    image: str | None = entry.get("image") or next(iter(media), None)
    return image


def _only(parts: Any) -> Any:  # noqa: ANN401 - readers have types of their own
    (part,) = parts
    return part


def _stamp(moment: struct_time) -> str:
    return _format(datetime(*moment[:6], tzinfo=UTC))


def _format(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


CLIENTS = {
    "feedparser-rss": Client(
        module="feedparser",
        path="rss.xml",
        read=read_with_feedparser,
        has_updated=False,
        summary_is_html=True,
        tag_parts=(True, True, False),
        sounds=1,
    ),
    "feedparser-atom": Client(module="feedparser", path="atom.xml", read=read_with_feedparser),
    # reader has a copy of feedparser that shows the last of several authors.
    "reader-rss": Client(
        module="reader",
        path="rss.xml",
        read=read_with_reader,
        ordered=False,
        has_updated=False,
        summary_is_html=True,
        tag_parts=(),
        names=(-1, None),
        sounds=1,
        shows_image=False,
        mailbox=("carla@post.example.org", "Carla Post"),
    ),
    "reader-atom": Client(
        module="reader",
        path="atom.xml",
        read=read_with_reader,
        ordered=False,
        tag_parts=(),
        names=(-1, None),
        shows_image=False,
    ),
    "reader-json": Client(
        module="reader",
        path="feed.json",
        read=read_with_reader,
        ordered=False,
        tag_parts=(),
        emails=False,
        shows_image=False,
    ),
    "fastfeedparser-rss": Client(
        module="fastfeedparser",
        path="rss.xml",
        read=read_with_fastfeedparser,
        has_updated=False,
        summary_is_html=True,
        tag_parts=(True, True, False),
        names=(None, 1),
        sounds=1,
        mailbox=("carla@post.example.org (Carla Post)", None),
    ),
    "fastfeedparser-atom": Client(
        module="fastfeedparser",
        path="atom.xml",
        read=read_with_fastfeedparser,
        names=(None, 1),
        emails=False,
        sounds=0,  # it takes enclosures from RSS and JSON Feed only
    ),
    "fastfeedparser-json": Client(
        module="fastfeedparser",
        path="feed.json",
        read=read_with_fastfeedparser,
        tag_parts=(True, False, False),
        names=(None, 1),
        emails=False,
    ),
}
