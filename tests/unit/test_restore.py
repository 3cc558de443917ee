"""The published feeds are the record: a lost ledger comes back from them, whole or not at all."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from seedfeed.config import Config, Site
from seedfeed.dates import to_timestamp
from seedfeed.decide import HEAD, feeds_of
from seedfeed.edition import Edition
from seedfeed.errors import RefusedError, StateError
from seedfeed.model import Author, Category, Entry, Source
from seedfeed.restore import has_published_entries, restore_ledger
from seedfeed.state import FeedRow, FileRow, Ledger, memberships_of
from seedfeed.theme import Theme

MakeEntry = Callable[..., Entry]

SITE = "https://news.example/"
ID = "https://first-home.example/"
MAY = datetime(2024, 5, 17, 12, tzinfo=UTC)
NUMBER = 6


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """An empty ledger to restore into."""
    made = Ledger.create(None)
    yield made
    made.close()


@pytest.fixture
def entries(make_entry: MakeEntry) -> list[Entry]:
    """Entries of several categories and a source."""
    sport = Category(kind="tag", term="sport", label="Sport")
    arts = Category(kind="topic", term="01", label="Arts & Culture", scheme="http://x.example/")
    return [
        make_entry(
            id=f"urn:x:{k}",
            key=f"folder/{k}.txt",
            content_hash=f"{k:032}",
            seq=k,
            page=f"entries/p{k}.html",
            authors=(Author(name="Ann", email="ann@crier.example"),),
            categories=(sport, arts) if k % 2 else (sport,),
            source=Source(name="Crier", url="https://crier.example/") if k > 2 else None,
            published=MAY + timedelta(days=k),
            updated=MAY + timedelta(days=k, hours=1),
            first_seen=MAY + timedelta(days=k),
            guid=f"old {k}" if k == 1 else None,
            old_link=f"https://old.example/{k}" if k == 1 else None,
        )
        for k in range(NUMBER)
    ]


def files_of(ledger: Ledger) -> dict[str, FileRow | None]:
    """Return what is known of every path."""
    return {path: ledger.find_file(path) for path in ledger.signatures()}


def publish(folder: Path, entries: list[Entry], *, limit: int = 50, min_entries: int = 1) -> dict[str, bytes]:
    """Publish entries as a run does, into a folder, and return its files."""
    ledger = Ledger.create(None)
    feeds: dict[str, FeedRow] = {HEAD: FeedRow(HEAD, "head", "", 0, 0, 1)}
    for entry in entries:
        for path, kind, label in feeds_of(entry):
            row = feeds.get(path, FeedRow(path, kind, label, 0, 0, 0))
            updated = max(row.updated, to_timestamp(entry.updated))
            published = int(path == HEAD or row.members + 1 >= min_entries)
            feeds[path] = row._replace(members=row.members + 1, updated=updated, published=published)
        ledger.join(memberships_of(entry, feeds_of(entry)))
    ledger.save_entries(entries)
    ledger.save_feeds(feeds.values())
    ledger.set_meta("next_seq", "40")
    ledger.set_lost(set(range(40)) - {entry.seq for entry in entries})
    files = render(ledger, limit=limit)
    ledger.close()
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return files


def render(ledger: Ledger, *, limit: int = 50) -> dict[str, bytes]:
    """Return every file of the site that a ledger describes."""
    config = Config(site=Site(title="News", url=SITE), limit=limit)
    edition = Edition(ledger, config, site_id=ID, digest="c0ffee", theme=Theme(), published=())
    return dict(edition.render(edition.feed_paths(), ledger.live_entries()))


def test_restored_ledger_renders_the_same_bytes(ledger: Ledger, tmp_path: Path, entries: list[Entry]) -> None:
    """Nothing that subscribers see depends on the ledger's having been lost."""
    files = publish(tmp_path, entries)
    restore_ledger(ledger, tmp_path)
    assert len(files_of(ledger)) == NUMBER
    assert ledger.lost() == tuple(range(NUMBER, 40))
    assert render(ledger) == files


def test_entries_files_and_pages_come_back(ledger: Ledger, tmp_path: Path, entries: list[Entry]) -> None:
    """Every entry whole; its article is to be looked at again; its page is known to stand."""
    publish(tmp_path, entries)
    (tmp_path / "entries/p3.html").unlink()
    restore_ledger(ledger, tmp_path)
    assert [ledger.entry(entry.id) for entry in entries] == entries
    assert files_of(ledger) == {
        entry.key: FileRow(entry.key, b"", entry.content_hash, entry.id, None, None) for entry in entries
    }
    assert set(ledger.outputs()) == {entry.page for entry in entries} - {"entries/p3.html"}
    assert ledger.removed() == []


def test_feeds_come_back(ledger: Ledger, tmp_path: Path, entries: list[Entry]) -> None:
    """Their kinds, names, members and times; one that had too few entries is known and not published."""
    publish(tmp_path, entries, min_entries=4)
    restore_ledger(ledger, tmp_path)
    newest = to_timestamp(entries[-1].updated)
    arts = next(path for path in ledger.feeds() if path.startswith("categories/arts"))
    assert ledger.feeds() == {
        "": FeedRow("", "head", "", 6, newest, 1),
        "categories/sport": FeedRow("categories/sport", "tag", "Sport", 6, newest, 1),
        arts: FeedRow(arts, "topic", "Arts & Culture", 3, newest, 0),
        "sources/crier": FeedRow("sources/crier", "source", "Crier", 3, newest, 0),
    }


def test_feed_whose_entries_are_gone_comes_back(ledger: Ledger, tmp_path: Path, entries: list[Entry]) -> None:
    """Its name, and the time at which the last entry left it, stand in its record alone."""
    publish(tmp_path, entries[:1])
    path = tmp_path / "categories/sport/feed.json"
    feed = json.loads(path.read_bytes())
    feed["_seedfeed"] |= {"kind": "place", "label": "Sportsville", "updated": "2030-01-01T00:00:00Z"}
    path.write_text(json.dumps(feed | {"items": []}))
    bare = msgspec.structs.replace(entries[0], categories=())
    publish(tmp_path, [bare])
    restore_ledger(ledger, tmp_path)
    moment = to_timestamp(datetime(2030, 1, 1, tzinfo=UTC))
    assert ledger.feeds()["categories/sport"] == FeedRow(
        "categories/sport", "place", "Sportsville", 0, moment, 1
    )


def test_what_ids_and_numbers_are_made_from_comes_back(
    ledger: Ledger, tmp_path: Path, entries: list[Entry]
) -> None:
    """A new address does not change ids, and no number is given twice."""
    publish(tmp_path, entries)
    restore_ledger(ledger, tmp_path)
    assert [ledger.meta(name) for name in ("site_id", "next_seq", "config")] == [ID, "40", "c0ffee"]


def test_next_number_is_above_every_entry(ledger: Ledger, tmp_path: Path, entries: list[Entry]) -> None:
    """Also when the head feed is an older one that a killed run left."""
    publish(tmp_path, entries)
    head = json.loads((tmp_path / "feed.json").read_bytes())
    head["_seedfeed"]["next_seq"] = 2
    (tmp_path / "feed.json").write_text(json.dumps(head))
    restore_ledger(ledger, tmp_path)
    assert ledger.meta("next_seq") == str(NUMBER)


def test_entries_beyond_the_head_come_back_from_their_feeds(
    ledger: Ledger, tmp_path: Path, entries: list[Entry]
) -> None:
    """Each feed that holds an entry is a record of it."""
    others = [
        msgspec.structs.replace(entry, categories=(Category(kind="tag", term=str(k), label=f"Only {k}"),))
        for k, entry in enumerate(entries)
    ]
    publish(tmp_path, others, limit=2)
    (tmp_path / "feed.json").unlink()
    restore_ledger(ledger, tmp_path)
    assert len(files_of(ledger)) == NUMBER
    assert ledger.lost() == ()
    assert [ledger.entry(entry.id) for entry in others] == others


def test_newest_version_of_an_entry_wins(ledger: Ledger, tmp_path: Path, entries: list[Entry]) -> None:
    """A killed run leaves some feeds new and some old, in either order."""
    later = MAY + timedelta(days=30)
    edited = [msgspec.structs.replace(entry, title="Edited", updated=later) for entry in entries]
    old = publish(tmp_path, entries)
    new = publish(tmp_path, edited)
    for name, data in (("feed.json", old), ("categories/sport/feed.json", new)):
        (tmp_path / name).write_bytes(data[name])
    restore_ledger(ledger, tmp_path)
    assert [ledger.entry(entry.id) for entry in entries] == edited


def test_empty_folder_restores_nothing(ledger: Ledger, tmp_path: Path) -> None:
    """Also one that is not there."""
    restore_ledger(ledger, tmp_path)
    restore_ledger(ledger, tmp_path / "missing")
    assert (ledger.feeds(), files_of(ledger), ledger.meta("next_seq")) == ({}, {}, None)


def test_leftovers_of_ours_are_not_refused(ledger: Ledger, tmp_path: Path, entries: list[Entry]) -> None:
    """Without its JSON feeds a folder of ours is published anew."""
    files = publish(tmp_path, entries)
    for path in files:
        if path.endswith(".json"):
            (tmp_path / path).unlink()
    restore_ledger(ledger, tmp_path)
    assert ledger.meta("next_seq") is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("feed.json", '{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": []}'),
        ("rss.xml", "<rss version='2.0'><channel><title>x</title></channel></rss>"),
        ("atom.xml", "<feed xmlns='http://www.w3.org/2005/Atom'/>"),
        ("index.html", "<!doctype html><title>My home page</title>"),
    ],
)
def test_feeds_of_others_are_never_overwritten(ledger: Ledger, tmp_path: Path, name: str, text: str) -> None:
    """The message names the file, and says what to do."""
    (tmp_path / name).write_text(text)
    with pytest.raises(RefusedError, match=rf"{name}: .*move it away or name another folder"):
        restore_ledger(ledger, tmp_path)


@pytest.mark.parametrize("path", ["feed.json", "categories/sport/feed.json", "sources/crier/feed.json"])
@pytest.mark.parametrize("damage", [b"", b"{", b'{"_seedfeed":{}}'], ids=["empty", "cut", "hollow"])
def test_damaged_record_stops_the_run(
    ledger: Ledger, tmp_path: Path, entries: list[Entry], path: str, damage: bytes
) -> None:
    """Going on would publish entries under new dates; the operator is told which file, and what to do."""
    publish(tmp_path, entries)
    (tmp_path / path).write_bytes(damage)
    with pytest.raises(StateError, match=rf"{path}: damaged, .*backup"):
        restore_ledger(ledger, tmp_path)


@pytest.mark.parametrize("number", [0, NUMBER])
def test_whether_entries_are_published(tmp_path: Path, entries: list[Entry], number: int) -> None:
    """The safety brake asks the head feed, without a ledger."""
    publish(tmp_path, entries[:number])
    assert has_published_entries(tmp_path) is bool(number)


def test_nothing_is_published_where_nothing_is(tmp_path: Path) -> None:
    """A folder that is empty or not there holds none."""
    assert not has_published_entries(tmp_path)
    assert not has_published_entries(tmp_path / "missing")
