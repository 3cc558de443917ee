"""The ledger says what was written to it, or that it is damaged; there is no third."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from seedfeed.errors import StateError
from seedfeed.model import Author, Category, Entry, Problem, Source
from seedfeed.state import (
    FeedRow,
    FileRow,
    Ledger,
    LedgerDamagedError,
    Membership,
    Output,
    TraceRow,
    format_problem,
    memberships_of,
    parse_problem,
)

MakeEntry = Callable[..., Entry]

MAY = datetime(2024, 5, 17, 12, tzinfo=UTC)
FILES = [
    FileRow("a.txt", b"\x00\xff", "aa", "urn:x:0", None, None),
    FileRow("b.txt", b"", "", None, None, "b.txt\nnot text"),
    FileRow("c.txt", b"sig", "cc", None, 4_000_000_000, None),
    FileRow("ميناء/d e.txt", b"sig", "dd", "urn:x:1", None, None),
    FileRow("z.txt", b"sig", "aa", None, None, None, "urn:x:0"),
]
FEEDS = [
    FeedRow("", "head", "", 30, 1_715_947_200, 1),
    FeedRow("categories/sport", "tag", "Sport", 1, 0, 0),
    FeedRow("sources/crier", "source", "Crier", 2, 5, 1),
]
TRACES = [TraceRow(7, "urn:x:7", b"seven", (1, 2, 3)), TraceRow(8, "urn:x:8", b"eight", (3, 4))]
OUTPUTS = [Output("rss.xml", "0a" * 16, 123, 1_715_947_200_123_456_789), Output("atom.xml", "", -1, -1)]
LIVE = 30


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a ledger may stand."""
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    """A new ledger on a disk."""
    made = Ledger.create(path)
    yield made
    made.close()


def entries_of(make_entry: MakeEntry) -> list[Entry]:
    """Return entries enough to fill several pages of the file."""
    return [
        make_entry(
            id=f"urn:x:{number}",
            key=f"{number}.txt",
            seq=number,
            title=f"The harbour of town number {number} opens " * 5,
            authors=(Author(name="Ann", email="ann@crier.example"),),
            categories=(Category(kind="topic", term="01", label="Arts", scheme="http://x.example/"),),
            source=Source(name="Crier", url="https://crier.example/"),
            related=("One", "Two"),
            body_html="<p>ميناء</p>",
            language="ar",
            published=MAY + timedelta(hours=number),
            updated=MAY + timedelta(hours=number, seconds=1),
            removed=MAY + timedelta(days=30, seconds=number) if number >= LIVE else None,
        )
        for number in range(LIVE + 3)
    ]


def files_of(ledger: Ledger) -> dict[str, FileRow | None]:
    """Return what is known of every path."""
    return {path: ledger.find_file(path) for path in ledger.signatures()}


def fill(ledger: Ledger, make_entry: MakeEntry) -> None:
    """Write something into every table, and bring it to the disk."""
    entries = entries_of(make_entry)
    live = entries[:LIVE]
    ledger.set_meta("next_seq", "33")
    ledger.set_meta("site_id", "https://news.example/")
    ledger.set_meta("last_run", "1715947200")
    ledger.save_files(FILES, [])
    ledger.save_entries(entries)
    for entry in live:
        ledger.join(memberships_of(entry, [("", "head", ""), ("sources/crier", "source", "Crier")]))
    ledger.save_feeds(FEEDS)
    ledger.save_outputs(OUTPUTS, [])
    ledger.save_traces(TRACES, [])
    ledger.commit()


# `is_taken` is not here: no checksum covers its index, and at worst two entries share a second. Nor is
# `count`: an edition compares it with what the feed's own row says, before it publishes anything.
READS: dict[str, Callable[[Ledger], object]] = {
    "meta schema": lambda ledger: ledger.meta("schema"),
    "meta next_seq": lambda ledger: ledger.meta("next_seq"),
    "meta site_id": lambda ledger: ledger.meta("site_id"),
    "meta last_run": lambda ledger: ledger.meta("last_run"),
    "files": files_of,
    "entry": lambda ledger: [ledger.entry(f"urn:x:{number}") for number in range(LIVE + 3)],
    "removed": lambda ledger: ledger.removed(),
    "feeds": lambda ledger: ledger.feeds(),
    "numbered": lambda ledger: ledger.numbered(0, 40),
    "newest": lambda ledger: ledger.newest("", 50),
    "oldest_label": lambda ledger: ledger.oldest_label("sources/crier"),
    "outputs": lambda ledger: ledger.outputs(),
}


# ---- round trips ----------------------------------------------------------------------------------


def test_every_table_comes_back_after_reopening(ledger: Ledger, path: Path, make_entry: MakeEntry) -> None:
    """What was committed is what another run reads."""
    fill(ledger, make_entry)
    ledger.close()
    again = Ledger.open(path)
    entries = entries_of(make_entry)
    live, removed = entries[:LIVE], entries[LIVE:]
    assert [again.meta(name) for name in ("schema", "next_seq", "site_id")] == [
        "3", "33", "https://news.example/",
    ]  # fmt: skip
    assert files_of(again) == {row.path: row for row in FILES}
    assert [again.entry(entry.id) for entry in entries] == entries
    assert again.removed() == removed
    assert again.feeds() == {row.path: row for row in FEEDS}
    assert again.count("") == again.count("sources/crier") == LIVE
    assert [place.id for place in again.newest("", 50)] == [entry.id for entry in reversed(live)]
    assert again.numbered(20, 99) == [*reversed(entries[20:])]
    assert again.outputs() == {output.path: output for output in OUTPUTS}
    again.close()


def test_what_is_not_there_is_none(ledger: Ledger) -> None:
    """Absence is told as None, or as nothing, and for a known id as damage."""
    assert ledger.meta("missing") is None
    assert ledger.find_entry("missing") is None
    assert ledger.oldest_label("missing") is None
    assert (files_of(ledger), ledger.removed(), ledger.feeds(), ledger.outputs()) == ({}, [], {}, {})
    assert (ledger.count("missing"), ledger.newest("missing", 5)) == (0, [])
    assert not ledger.is_taken(0)
    with pytest.raises(LedgerDamagedError, match="entry 'missing' is missing"):
        ledger.entry("missing")


def test_uncommitted_is_gone(ledger: Ledger, path: Path) -> None:
    """A killed run has done nothing."""
    ledger.commit()
    ledger.set_meta("next_seq", "9")
    ledger.close()
    again = Ledger.open(path)
    assert again.meta("next_seq") is None
    again.close()


def test_files_are_replaced_and_forgotten(ledger: Ledger) -> None:
    """The whole is counted anew each time."""
    ledger.save_files(FILES, [])
    moved = FILES[0]._replace(path="new.txt")
    ledger.save_files([moved, FILES[1]._replace(problem=None)], ["a.txt", "never.txt"])
    expected = [moved, FILES[1]._replace(problem=None), *FILES[2:]]
    assert files_of(ledger) == {row.path: row for row in expected}


def test_entry_moves_between_live_and_removed(ledger: Ledger, make_entry: MakeEntry) -> None:
    """One row an id."""
    entry = make_entry()
    gone = msgspec.structs.replace(entry, removed=MAY)
    ledger.save_entries([gone])
    assert ledger.removed() == [gone]
    ledger.save_entries([entry])
    assert (ledger.removed(), ledger.find_entry(entry.id)) == ([], entry)


def test_numbered_entries_are_all_there_or_known_as_lost(ledger: Ledger, make_entry: MakeEntry) -> None:
    """A page of the archive never loses an entry because a row vanished."""
    fill(ledger, make_entry)
    assert [entry.seq for entry in ledger.numbered(0, 10)] == [*range(9, -1, -1)]
    assert ledger.numbered(33, 100) == []
    ledger._write("DELETE FROM entry WHERE id = ?", [("urn:x:4",)])
    with pytest.raises(LedgerDamagedError, match="entries 0 to 10"):
        ledger.numbered(0, 10)
    ledger.set_lost([4, 31])
    assert [entry.seq for entry in ledger.numbered(0, 6)] == [5, 3, 2, 1, 0]
    assert ledger.lost() == (4, 31)


def test_newest_are_the_newest_and_newest_first(ledger: Ledger) -> None:
    """By date, then by number; a feed knows only its own."""
    places = [
        Membership("", 10, 0, "a", "x"),
        Membership("", 10, 1, "b", "x"),
        Membership("", 20, 2, "c", "x"),
        Membership("", -5, 3, "old", "spelled first"),
        Membership("other", 99, 4, "d", "x"),
    ]
    ledger.join(places)
    assert [place.id for place in ledger.newest("", 3)] == ["c", "b", "a"]
    assert ledger.oldest_label("") == "spelled first"
    ledger.leave([places[2], places[3]])
    assert [place.id for place in ledger.newest("", 3)] == ["b", "a"]
    assert ledger.count("") == 2


def test_outputs_are_replaced_and_deleted(ledger: Ledger) -> None:
    """As the files themselves."""
    ledger.save_outputs(OUTPUTS, [])
    new = Output("rss.xml", "ff", 1, 2)
    ledger.save_outputs([new], ["atom.xml"])
    assert ledger.outputs() == {"rss.xml": new}


def test_same_fact_again_writes_nothing(ledger: Ledger, path: Path) -> None:
    """A run without changes does not touch the file."""
    ledger.set_meta("site_id", "x")
    ledger.commit()
    before = path.read_bytes()
    ledger.set_meta("site_id", "x")
    ledger.commit()
    assert path.read_bytes() == before


def test_ledger_in_memory_writes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is forgotten on closing."""
    monkeypatch.chdir(tmp_path)
    ledger = Ledger.create(None)
    ledger.set_meta("x", "y")
    ledger.commit()
    assert ledger.meta("x") == "y"
    ledger.close()
    assert list(tmp_path.iterdir()) == []


def test_copy_holds_everything_and_leaves_the_source_as_it_is(
    ledger: Ledger, path: Path, make_entry: MakeEntry
) -> None:
    """A dry run works on a copy: what it writes never reaches the ledger."""
    fill(ledger, make_entry)
    ledger.close()
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    copy = Ledger.create(None)
    copy.copy_from(path)
    assert files_of(copy) == {row.path: row for row in FILES}
    assert copy.entry("urn:x:3") == entries_of(make_entry)[3]
    copy.set_meta("next_seq", "99")
    copy.save_files([], ["a.txt"])
    copy.commit()
    copy.close()
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before


def test_copying_what_is_not_there_makes_no_file(path: Path) -> None:
    """Looking never leaves a trace on the disk."""
    copy = Ledger.create(None)
    with pytest.raises(StateError, match="unable to open"):
        copy.copy_from(path)
    copy.close()
    assert not path.exists()


def test_problem_survives_its_row() -> None:
    """Where and what are told apart again, whatever they hold."""
    problem = Problem(where="a: b.txt:14", what="not text: NUL\nand: more")
    assert parse_problem(format_problem(problem)) == problem


def test_memberships_of_an_entry(make_entry: MakeEntry) -> None:
    """One a feed, with what the feed is sorted by."""
    entry = make_entry(id="urn:x:7", seq=7, published=MAY)
    assert memberships_of(entry, [("", "head", ""), ("sources/x", "source", "X")]) == [
        Membership("", 1_715_947_200, 7, "urn:x:7", ""),
        Membership("sources/x", 1_715_947_200, 7, "urn:x:7", "X"),
    ]


def test_time_of_change_is_taken_by_any_entry(ledger: Ledger, make_entry: MakeEntry) -> None:
    """Live or removed, to the second; a saved change frees the old one."""
    ledger.save_entries([make_entry(updated=MAY)])
    gone = make_entry(id="urn:x:gone", updated=MAY + timedelta(days=1), removed=MAY + timedelta(days=2))
    ledger.save_entries([gone])
    noon = 1_715_947_200
    assert [ledger.is_taken(noon + s) for s in (-1, 0, 1, 86_400)] == [False, True, False, True]
    ledger.save_entries([make_entry(updated=MAY + timedelta(seconds=1))])
    assert [ledger.is_taken(noon), ledger.is_taken(noon + 1)] == [False, True]


# ---- damage ---------------------------------------------------------------------------------------


@pytest.fixture
def filled(ledger: Ledger, path: Path, make_entry: MakeEntry) -> bytes:
    """The bytes of a full ledger."""
    fill(ledger, make_entry)
    ledger.close()
    return path.read_bytes()


def what_is_read(path: Path) -> dict[str, object]:
    """Return what every read method says of a ledger; damage that is told is left out."""
    try:
        ledger = Ledger.open(path)
    except StateError:
        return {}
    found: dict[str, object] = {}
    try:
        for name, read in READS.items():
            try:
                found[name] = read(ledger)
            except StateError:
                continue
    finally:
        ledger.close()
    return found


@pytest.mark.parametrize("seed", range(200))
def test_flipped_bytes_are_told_or_do_no_harm(filled: bytes, path: Path, seed: int) -> None:
    """A bad disk: each method raises StateError or says what was saved, and never anything else."""
    expected = what_is_read(path)
    assert set(expected) == set(READS)
    chance = random.Random(seed)  # noqa: S311 - repeatable
    broken = bytearray(filled)
    for _ in range(chance.choice([1, 1, 1, 2, 20])):
        broken[chance.randrange(len(broken))] ^= chance.randrange(1, 256)
    path.write_bytes(broken)
    found = what_is_read(path)
    assert found == {name: expected[name] for name in found}


@pytest.mark.parametrize("end", [0, 1, 99, 100, 4096, 8192, -4096], ids=lambda end: f"to {end}")
def test_cut_file_is_damage(filled: bytes, path: Path, end: int) -> None:
    """Whatever the length, nothing is read that was not saved."""
    expected = what_is_read(path)
    path.write_bytes(filled[:end])
    found = what_is_read(path)
    assert found == {name: expected[name] for name in found}
    assert found != expected


@pytest.mark.parametrize(
    "data", [b"", b"not a database, but long enough" * 9], ids=["empty", "something else"]
)
def test_other_file_is_damage(path: Path, data: bytes) -> None:
    """It is told with its path; the caller moves it aside."""
    path.write_bytes(data)
    with pytest.raises(LedgerDamagedError, match=r"ledger\.sqlite: "):
        Ledger.open(path)


def spoil(path: Path, statement: str) -> Ledger:
    """Change a ledger behind its back, as another program would, and open it."""
    connection = sqlite3.connect(path)
    with connection:
        assert connection.execute(statement).rowcount != 0
    connection.close()
    return Ledger.open(path)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("statement", "read"),
    [
        ("DELETE FROM file WHERE path = 'b.txt'", "files"),
        ("UPDATE file SET entry = 'urn:x:9' WHERE path = 'a.txt'", "files"),
        ("UPDATE file SET due = 1 WHERE path = 'c.txt'", "files"),
        ("DELETE FROM meta WHERE name = 'files'", "files"),
        ("UPDATE meta SET value = '5' WHERE name = 'next_seq'", "meta next_seq"),
        ("DELETE FROM meta WHERE name = 'next_seq'", "meta next_seq"),
        ("DELETE FROM meta WHERE name = 'site_id'", "meta site_id"),
        ("DELETE FROM entry WHERE id = 'urn:x:3'", "entry"),
        ("UPDATE entry SET live = 0 WHERE id = 'urn:x:3'", "entry"),
        ("UPDATE entry SET updated = 0 WHERE id = 'urn:x:3'", "entry"),
        ("UPDATE entry SET record = x'80' WHERE id = 'urn:x:3'", "entry"),
        ("DELETE FROM entry WHERE id = 'urn:x:31'", "removed"),
        ("UPDATE feed SET members = 7 WHERE path = 'sources/crier'", "feeds"),
        ("DELETE FROM feed WHERE path = 'sources/crier'", "feeds"),
        ("UPDATE membership SET label = 'x' WHERE seq = 0", "oldest_label"),
        ("UPDATE membership SET id = 'urn:x:9' WHERE seq = 5", "newest"),
        ("UPDATE output SET size = 1 WHERE path = 'rss.xml'", "outputs"),
        ("DELETE FROM output WHERE path = 'rss.xml'", "outputs"),
    ],
    ids=lambda value: value if " SET " in value or "DELETE" in value else "",
)
def test_changed_row_is_damage(path: Path, statement: str, read: str) -> None:
    """SQLite notices damage to its pages, and not to what stands in them: the checksums do."""
    ledger = spoil(path, statement)
    try:
        with pytest.raises(LedgerDamagedError):
            READS[read](ledger)
    finally:
        ledger.close()


def test_other_schema_is_damage(filled: bytes, path: Path) -> None:
    """A ledger of another version is restored, never migrated by guessing."""
    assert filled
    ledger = Ledger.open(path)
    ledger.set_meta("schema", "999")
    ledger.commit()
    ledger.close()
    with pytest.raises(LedgerDamagedError, match="another version"):
        Ledger.open(path)
    copy = Ledger.create(None)
    with pytest.raises(LedgerDamagedError, match="another version"):
        copy.copy_from(path)
    copy.close()


def test_missing_table_is_damage(filled: bytes, path: Path) -> None:
    """Also when the rest is whole."""
    assert filled
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE entry")
    connection.close()
    ledger = Ledger.open(path)
    with pytest.raises(LedgerDamagedError, match="damaged"):
        ledger.entry("urn:x:0")
    ledger.close()


# ---- what is nobody's damage ----------------------------------------------------------------------


def test_folder_at_its_place_is_no_damage(tmp_path: Path) -> None:
    """It cannot be opened, and is not moved aside."""
    (tmp_path / "ledger").mkdir()
    for make in (Ledger.open, Ledger.create):
        with pytest.raises(StateError, match="cannot be read or written") as caught:
            make(tmp_path / "ledger")
        assert not isinstance(caught.value, LedgerDamagedError)


def test_full_disk_is_no_damage(filled: bytes, path: Path, make_entry: MakeEntry) -> None:
    """It is told as what it is, and the ledger on the disk still says what it said."""
    expected = what_is_read(path)
    ledger = Ledger.open(path)
    pages = ledger._db.execute("PRAGMA page_count").fetchone()[0]
    ledger._db.execute(f"PRAGMA max_page_count = {pages}")
    big = [make_entry(id=f"urn:y:{number}", summary="x" * 5000) for number in range(50)]
    with pytest.raises(StateError, match="full") as caught:
        ledger.save_entries(big)
    assert not isinstance(caught.value, LedgerDamagedError)
    ledger.close()
    assert what_is_read(path) == expected
    assert len(path.read_bytes()) == len(filled)


def test_read_only_ledger_is_no_damage(filled: bytes, path: Path) -> None:
    """It can be read; writing says why it cannot."""
    assert filled
    reader = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
    ledger = Ledger(path, reader)
    assert ledger.meta("next_seq") == "33"
    with pytest.raises(StateError, match="readonly") as caught:
        ledger.set_meta("next_seq", "34")
    assert not isinstance(caught.value, LedgerDamagedError)
    ledger.close()


def test_ledger_that_another_process_writes_is_no_damage(filled: bytes, path: Path) -> None:
    """A backup program that holds it is not a reason to move it aside."""
    assert filled
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    impatient = sqlite3.connect(path, isolation_level=None, timeout=0)
    ledger = Ledger(path, impatient)
    with pytest.raises(StateError, match="locked") as caught:
        ledger.meta("schema")
    assert not isinstance(caught.value, LedgerDamagedError)
    ledger.close()
    other.close()


def test_run_killed_before_its_first_commit_leaves_nothing_to_warn_of(path: Path) -> None:
    """A new ledger is made whole or not at all: tables and schema stand in one transaction."""
    Ledger.create(path).close()
    connection = sqlite3.connect(path)
    tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert tables == []


def test_entries_of_any_time_are_kept(ledger: Ledger, make_entry: MakeEntry) -> None:
    """Before 1970, and far from it."""
    entry = make_entry(
        published=datetime(1000, 1, 1, tzinfo=UTC), updated=datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    )
    ledger.save_entries([entry])
    ledger.join(memberships_of(entry, [("", "head", "")]))
    assert ledger.entry(entry.id) == entry
    assert msgspec.structs.asdict(ledger.entry(entry.id))["published"].tzinfo is UTC
    assert ledger.newest("", 1)[0].published < 0


# ---- copies ---------------------------------------------------------------------------------------


def test_traces_are_found_under_each_of_their_keys(ledger: Ledger) -> None:
    """By look-up, the oldest entry first, no more than asked for."""
    ledger.save_traces(TRACES, [])
    assert ledger.find_traces(1, 9) == [("urn:x:7", b"seven")]
    assert ledger.find_traces(3, 9) == [("urn:x:7", b"seven"), ("urn:x:8", b"eight")]
    assert ledger.find_traces(3, 1) == [("urn:x:7", b"seven")]
    assert ledger.find_traces(5, 9) == []
    assert ledger.has_trace(7)
    assert not ledger.has_trace(9)


def test_a_new_trace_takes_the_place_of_the_old_one(ledger: Ledger) -> None:
    """An edited article is found by what it says now, a removed one by nothing."""
    ledger.save_traces(TRACES, [])
    ledger.save_traces([TraceRow(7, "urn:x:7", b"anew", (5,))], [8])
    assert [ledger.find_traces(key, 9) for key in (1, 2, 3, 4)] == [[], [], [], []]
    assert ledger.find_traces(5, 9) == [("urn:x:7", b"anew")]
    assert not ledger.has_trace(8)


def test_a_damaged_trace_is_told(path: Path) -> None:
    """An article is never left out for what was not written."""
    ledger = Ledger.create(path)
    ledger.save_traces(TRACES, [])
    ledger.commit()
    ledger.close()
    database = sqlite3.connect(path)
    database.execute("UPDATE trace SET record = ? WHERE seq = 7", (b"other",))
    database.commit()
    database.close()
    ledger = Ledger.open(path)
    with pytest.raises(LedgerDamagedError):
        ledger.find_traces(1, 9)
    ledger.close()


def test_a_ledger_to_read_is_never_made_or_changed(path: Path) -> None:
    """`explain` may ask where nothing was built yet."""
    with pytest.raises(StateError):
        Ledger.open_to_read(path)
    assert not path.exists()
