"""A lost ledger, restored from the published feeds: they are the record, the ledger is a cache of it.

Every JSON feed of ours holds its entries whole. What stands in none of them is understood again from its
article; its id follows from the article, as it did the first time.
"""

from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from seedfeed.dates import to_timestamp
from seedfeed.decide import HEAD, feeds_of
from seedfeed.errors import RefusedError, StateError
from seedfeed.files import read_if_there
from seedfeed.model import Entry
from seedfeed.render import FeedRecord, Published, parse_published
from seedfeed.state import FeedRow, FileRow, Ledger, Output, memberships_of

_OURS = b"seedfeed"
_HEAD_FILES = ("rss.xml", "atom.xml", "index.html")


def has_published_entries(feeds: Path) -> bool:
    """Tell whether FEEDS holds entries of ours, as far as its head feed can say."""
    head = _read_feed(feeds / "feed.json")
    return head is not None and bool(head.entries)


def published_entries(feeds: Path) -> Iterator[Entry]:
    """Yield every entry that stands in FEEDS, once.

    Raises:
        RefusedError: somebody else's feeds stand there.
        StateError: a feed of ours is damaged.
    """
    yield from _newest_versions(feed for _, feed in _published_feeds(feeds)).values()


def restore_ledger(ledger: Ledger, feeds: Path) -> None:
    """Fill an empty ledger from what stands in FEEDS.

    Where feeds were damaged, or made before there was an archive, numbers were given out that stand in none:
    articles that left every feed's window take them again, so that they stay behind those that are in it.

    Raises:
        RefusedError: somebody else's feeds stand there.
        StateError: a feed of ours is damaged.
    """
    published = dict(_published_feeds(feeds))
    if not published:
        refuse_strangers(feeds)
        return
    entries = _newest_versions(published.values())
    removed = _removed_entries(published.values(), entries)
    ledger.save_entries([*entries.values(), *removed.values()])
    ledger.save_files(_file_rows(entries.values()), [])
    for entry in entries.values():
        ledger.join(memberships_of(entry, feeds_of(entry)))
    ledger.save_feeds(_feed_rows(ledger, published, entries))
    pages = [entry.page for entry in entries.values() if (feeds / entry.page).is_file()]
    ledger.save_outputs([Output(page, "", -1, -1) for page in pages], [])
    known = [*entries.values(), *removed.values()]
    next_seq = _restore_meta(ledger, published.get(HEAD), known)
    ledger.set_lost(set(range(next_seq)) - {entry.seq for entry in known})


def _published_feeds(feeds: Path) -> Iterator[tuple[str, Published]]:
    """Yield what is published below FEEDS as (path, feed); an archive page's path is that of its files."""
    paths = [feeds / "feed.json", *sorted(feeds.glob("categories/*/feed.json"))]
    paths += sorted(feeds.glob("sources/*/feed.json"))
    paths += sorted(path for path in feeds.glob("archive/*.json") if not path.name.startswith("."))
    for path in paths:
        found = _read_feed(path)
        if found is not None:
            place = path.relative_to(feeds).as_posix()
            yield place.removesuffix("feed.json").removesuffix(".json").rstrip("/"), found


def _read_feed(path: Path) -> Published | None:
    data = read_if_there(path)
    if data is None:
        return None
    try:
        found = parse_published(data)
    except (ValueError, RecursionError) as error:
        advice = "bring it back from a backup, or delete it to publish everything anew"
        raise StateError(str(path), f"damaged, and no ledger to make it from: {error}; {advice}") from error
    if found is None:
        raise RefusedError(str(path), "made by another program; move it away or name another folder")
    return found


def refuse_strangers(feeds: Path) -> None:
    """A folder where only somebody else's feeds stand is not ours to overwrite.

    Raises:
        RefusedError: naming the first of them.
    """
    found = {name: read_if_there(feeds / name) for name in _HEAD_FILES}
    present = {name: data for name, data in found.items() if data is not None}
    if present and not any(_OURS in data for data in present.values()):
        where = str(feeds / next(iter(present)))
        raise RefusedError(where, "not made by seedfeed; move it away or name another folder")


def _newest_versions(published: Iterable[Published]) -> dict[str, Entry]:
    """Return every entry once, in its newest version: a killed run may have left two."""
    entries: dict[str, Entry] = {}
    for feed in published:
        for entry in feed.entries:
            known = entries.get(entry.id)
            if known is None or known.updated < entry.updated:
                entries[entry.id] = entry
    return entries


def _removed_entries(published: Iterable[Published], live: Container[str]) -> dict[str, Entry]:
    """Return what is left of every entry that is gone; one that stands in a feed came back."""
    return {entry.id: entry for feed in published for entry in feed.removed if entry.id not in live}


def _file_rows(entries: Iterable[Entry]) -> Iterator[FileRow]:
    """Return a row for every entry, to be read again.

    Where a run was killed, two may claim one path; the older one's article is then looked for by its
    content, as that of any file that is gone.
    """
    taken: set[str] = set()
    for entry in sorted(entries, key=lambda entry: entry.seq, reverse=True):
        path = entry.key if entry.key not in taken else f"{entry.key}/{entry.id}"
        taken.add(entry.key)
        yield FileRow(path, b"", entry.content_hash, entry.id, None, None)


def _feed_rows(
    ledger: Ledger, published: dict[str, Published], entries: dict[str, Entry]
) -> Iterator[FeedRow]:
    """Return a row for every feed that stands there or that an entry belongs to."""
    kinds: dict[str, tuple[str, str]] = {}
    updated: dict[str, int] = {}
    for entry in entries.values():
        for path, kind, label in feeds_of(entry):
            kinds.setdefault(path, (kind, label))
            updated[path] = max(updated.get(path, 0), to_timestamp(entry.updated))
    for path in kinds.keys() | {path for path, feed in published.items() if feed.record.kind != "archive"}:
        kind, label = kinds.get(path, ("", ""))
        record: FeedRecord | None = published[path].record if path in published else None
        if record is not None:
            kind, label = record.kind, record.label
        moments = [updated.get(path, 0), 0 if record is None else to_timestamp(record.updated)]
        yield FeedRow(path, kind, label, ledger.count(path), max(moments), int(path in published))


def _restore_meta(ledger: Ledger, head: Published | None, entries: Iterable[Entry]) -> int:
    next_seq = max((entry.seq + 1 for entry in entries), default=0)
    if head is not None:
        next_seq = max(next_seq, head.record.next_seq or 0)
        if head.record.site_id is not None:
            ledger.set_meta("site_id", head.record.site_id)
        if head.record.config is not None:
            ledger.set_meta("config", head.record.config)
    ledger.set_meta("next_seq", str(next_seq))
    return next_seq
