"""JSON Feed 1.1, which is also the record: a lost ledger is restored from what stands here.

What the format has no word for stands under `_seedfeed`, of the feed and of each item.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from seedfeed.model import Author, Category, Entry, Feed, Media, Source, archive_files
from seedfeed.render.markup import body_of, content_html

VERSION = "https://jsonfeed.org/version/1.1"


class ItemRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an item carries beyond JSON Feed: the rest of its Entry.

    Attributes:
        key, hash, seq, page, first_seen: the Entry's.
        body: [start, end) of the body in `content_html` where full text is published.
        authors: the Entry's, where JSON Feed cannot hold all of it.
        image: the Entry's: JSON Feed holds only its address.
        guid, old_link: the Entry's.
    """

    key: str
    hash: str
    seq: int
    page: str
    first_seen: datetime
    source: Source | None = None
    categories: tuple[Category, ...] = ()
    related: tuple[str, ...] = ()
    body: tuple[int, int] | None = None
    authors: tuple[Author, ...] = ()
    image: Media | None = None
    guid: str | None = None
    old_link: str | None = None


class RemovedRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is told of an entry that is gone: enough for it to come back as itself, and no word of it.

    Attributes:
        id, seq, published, updated, first_seen, removed, guid: the Entry's.
        hash: of the article's bytes.
    """

    id: str
    hash: str
    seq: int
    published: datetime
    updated: datetime
    first_seen: datetime
    removed: datetime
    guid: str | None = None


class FeedRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a feed carries beyond JSON Feed.

    Attributes:
        kind, label, updated: the Feed's.
        removed: entries that are gone; each stands where it would stand itself, in the head or on a page.
        site_id: what entry ids are derived from; in the head feed.
        next_seq: the next sequence number; in the head feed.
        config: digest of the settings it was made with; in the head feed.
    """

    kind: str
    label: str
    updated: datetime
    removed: tuple[RemovedRecord, ...] = ()
    site_id: str | None = None
    next_seq: int | None = None
    config: str | None = None


class _Attachment(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A sound or film, in JSON Feed's words."""

    url: str
    mime_type: str
    title: str = ""
    size_in_bytes: int | None = None
    duration_in_seconds: int | None = None


class _Item(Struct, frozen=True, kw_only=True):
    """An item as it is read back."""

    id: str
    title: str
    summary: str = ""
    content_html: str = ""
    external_url: str | None = None
    date_published: datetime
    date_modified: datetime
    authors: tuple[Author, ...] = ()
    language: str | None = None
    attachments: tuple[_Attachment, ...] = ()
    seedfeed: ItemRecord = msgspec.field(name="_seedfeed")


class _Identified(Struct, frozen=True):
    """Of an item its id."""

    id: str


class _Published(Struct, frozen=True, kw_only=True):
    """A feed as it is read back."""

    items: tuple[_Item, ...]
    seedfeed: FeedRecord = msgspec.field(name="_seedfeed")


class Published(Struct, frozen=True, kw_only=True):
    """A feed of ours as it was found: its record, its entries, newest first, and those that are gone."""

    record: FeedRecord
    entries: tuple[Entry, ...]
    removed: tuple[Entry, ...] = ()


def render_item(entry: Entry, url: str | None) -> bytes:
    """Return one entry as a JSON Feed item, on one line.

    Args:
        entry: whole and clean.
        url: the entry's link; left out where it has none.
    """
    content = content_html(entry)
    item: dict[str, Any] = {"id": entry.id}
    if url is not None:
        item["url"] = url
    if entry.link is not None:
        item["external_url"] = entry.link
    item["title"] = entry.title
    item["content_html"] = content
    if entry.summary:
        item["summary"] = entry.summary
    if entry.image is not None:
        item["image"] = entry.image.url
    # Whole seconds in UTC, which an Entry guards: msgspec writes them as RFC 3339 has them.
    item["date_published"] = entry.published
    item["date_modified"] = entry.updated
    if entry.authors:
        item["authors"] = [_author(author) for author in entry.authors]
    if entry.categories:
        item["tags"] = [category.label for category in entry.categories]
    if entry.language is not None:
        item["language"] = entry.language
    if entry.enclosures:
        item["attachments"] = [_attachment(media) for media in entry.enclosures]
    item["_seedfeed"] = _record_of(entry, content)
    return msgspec.json.encode(item)


def _author(author: Author) -> dict[str, str]:
    return {"name": author.name} if author.url is None else {"name": author.name, "url": author.url}


def _attachment(media: Media) -> _Attachment:
    return _Attachment(
        url=media.url,
        mime_type=media.type,
        title=media.alt,
        size_in_bytes=media.length_bytes,
        duration_in_seconds=media.duration_s,
    )


def _record_of(entry: Entry, content: str) -> ItemRecord:
    body = None
    if entry.body_html:
        start = content.index(body_of(entry))
        body = (start, start + len(entry.body_html))
    has_email = any(author.email is not None for author in entry.authors)
    return ItemRecord(
        key=entry.key,
        hash=entry.content_hash,
        seq=entry.seq,
        page=entry.page,
        first_seen=entry.first_seen,
        source=entry.source,
        categories=entry.categories,
        related=entry.related,
        body=body,
        authors=entry.authors if has_email else (),
        image=entry.image,
        guid=entry.guid,
        old_link=entry.old_link,
    )


def render_json(feed: Feed, record: FeedRecord, items: Iterable[bytes]) -> bytes:
    """Return a whole JSON Feed in UTF-8, an item a line, in the order given."""
    head: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": f"{feed.site_url}{feed.files.json}",
        "description": feed.description,
        "authors": [{"name": feed.author}],
        "language": feed.language,
    }
    if feed.previous is not None:
        head["next_url"] = f"{feed.site_url}{archive_files(feed.previous).json}"
    if feed.hubs:
        head["hubs"] = [{"type": "WebSub", "url": hub} for hub in feed.hubs]
    head["_seedfeed"] = record
    opened = msgspec.json.format(msgspec.json.encode(head), indent=2)
    lines = b",\n".join(b"    " + item for item in items)
    listed = b"[\n" + lines + b"\n  ]" if lines else b"[]"
    return opened.removesuffix(b"\n}") + b',\n  "items": ' + listed + b"\n}\n"


def cut_items(data: bytes) -> list[tuple[str, bytes]]:
    """Take a feed that `render_json` made apart into its items, as (id, item), in its order."""
    listed = data.partition(b',\n  "items": [\n')[2].removesuffix(b"\n  ]\n}\n")
    items = [line.removeprefix(b"    ") for line in listed.split(b",\n    ")] if listed else []
    return [(msgspec.json.decode(item, type=_Identified).id, item) for item in items]


def parse_published(data: bytes) -> Published | None:
    """Read back a feed that `render_json` made.

    Returns:
        The feed, or None where it is a sound JSON Feed but not one of ours.

    Raises:
        ValueError: it is damaged.
    """
    if b'"_seedfeed"' not in data:
        whole = msgspec.json.decode(data)
        if isinstance(whole, dict) and str(whole.get("version", "")).startswith("https://jsonfeed.org/"):
            return None
        raise ValueError("not a JSON feed")
    found = msgspec.json.decode(data, type=_Published)
    return Published(
        record=found.seedfeed,
        entries=tuple(_entry_of(item) for item in found.items),
        removed=tuple(_removed_of(record) for record in found.seedfeed.removed),
    )


def record_removed(entry: Entry, removed: datetime) -> RemovedRecord:
    """Return what the record says of an entry that is gone since `removed`."""
    return RemovedRecord(
        id=entry.id,
        hash=entry.content_hash,
        seq=entry.seq,
        published=entry.published,
        updated=entry.updated,
        first_seen=entry.first_seen,
        removed=removed,
        guid=entry.guid,
    )


def _removed_of(record: RemovedRecord) -> Entry:
    return Entry(
        id=record.id,
        key="",
        content_hash=record.hash,
        seq=record.seq,
        page="",
        title="",
        summary="",
        published=_utc(record.published),
        updated=_utc(record.updated),
        first_seen=_utc(record.first_seen),
        removed=_utc(record.removed),
        guid=record.guid,
    )


def _entry_of(item: _Item) -> Entry:
    record = item.seedfeed
    return Entry(
        id=item.id,
        key=record.key,
        content_hash=record.hash,
        seq=record.seq,
        page=record.page,
        title=item.title,
        summary=item.summary,
        body_html=None if record.body is None else item.content_html[slice(*record.body)] or None,
        link=item.external_url,
        source=record.source,
        authors=record.authors or item.authors,
        categories=record.categories,
        related=record.related,
        language=item.language,
        image=record.image,
        enclosures=tuple(_enclosure(found) for found in item.attachments),
        published=_utc(item.date_published),
        updated=_utc(item.date_modified),
        first_seen=_utc(record.first_seen),
        guid=record.guid,
        old_link=record.old_link,
    )


def _enclosure(found: _Attachment) -> Media:
    return Media(
        url=found.url,
        type=found.mime_type,
        alt=found.title,
        length_bytes=found.size_in_bytes,
        duration_s=found.duration_in_seconds,
    )


def _utc(moment: datetime) -> datetime:
    """Return a moment in UTC; all that we write have their zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a date without its zone: {moment!r}")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"an impossible date: {moment!r}") from error
