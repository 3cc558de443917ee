"""The ledger: what was seen, what was published, when. A cache of what the feeds themselves record.

One SQLite file. Each row carries a checksum, because SQLite notices damage to its pages and not to what
stands in them; counts guard against rows that vanish. Whatever cannot be trusted raises LedgerDamagedError,
and the caller restores the ledger from the published feeds. Nothing is ever repaired by guessing.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

import msgspec

from seedfeed.dates import to_timestamp
from seedfeed.model import Entry
from seedfeed.rows import SCHEMA, TABLES, AdoptedRow, FeedRow, FileRow, Membership, Output, TraceRow
from seedfeed.state.connection import (
    LedgerDamagedError,
    connect,
    encode,
    entry_row,
    guarded,
    sum_of,
    summed,
)
from seedfeed.state.migrations import migrate

LEDGER_NAME = "ledger.sqlite"
# What a ledger holds once, empty until it is known; that one of them is missing is damage.
_FACTS = (
    "schema", "files", "removed", "feeds", "outputs",
    "next_seq", "lost", "archived", "site_id", "config", "publishing", "last_run", "seen",
)  # fmt: skip
_AT_ONCE = 100
_TRACES_AT_ONCE = 20_000
_SAVE_ENTRY = "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)"
_Row = TypeVar("_Row")
_decode_entry = msgspec.msgpack.Decoder(Entry).decode
_decode_keys = msgspec.msgpack.Decoder(tuple[int, ...]).decode


class Ledger:
    """The ledger of one SEEDS and FEEDS pair, open for one run under the run's lock."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection

    @classmethod
    def open(cls, path: Path) -> "Ledger":
        """Open the ledger that stands at `path`.

        Raises:
            LedgerDamagedError: it is damaged, or of another version of seedfeed.
            StateError: it cannot be read.
        """
        with guarded(path):
            ledger = cls(path, connect(path))
            try:
                ledger._settle_schema(path)
            except BaseException:
                ledger.close()
                raise
            return ledger

    @classmethod
    def open_to_read(cls, path: Path) -> "Ledger":
        """Open the ledger that stands at `path` and change nothing, not even its version.

        Raises:
            StateError: there is none, or it is damaged, or made by another version of seedfeed.
        """
        with guarded(path):
            ledger = cls(path, sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))
            try:
                ledger._check_schema(path)
            except BaseException:
                ledger.close()
                raise
            return ledger

    @classmethod
    def create(cls, path: Path | None) -> "Ledger":
        """Make an empty ledger at `path`, or one that is forgotten on closing where it is None."""
        where = Path(":memory:") if path is None else path
        with guarded(where):
            ledger = cls(where, connect(where))
            ledger.begin()
            ledger._execute(TABLES)
            ledger._write("INSERT INTO meta VALUES (?, ?, ?)", summed((name, "") for name in _FACTS))
            ledger.set_meta("schema", str(SCHEMA))
            for table in ("files", "removed", "feeds", "outputs"):
                ledger.set_meta(table, "0")
            return ledger

    def copy_from(self, path: Path) -> None:
        """Take over all that another ledger holds, and leave that one as it is."""
        with guarded(path):
            self.commit()
            source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            try:
                source.backup(self._db)
            finally:
                source.close()
            self._settle_schema(path)

    def _settle_schema(self, path: Path) -> None:
        """Bring a ledger of an older version to this one."""
        migrate(self._db, path)
        self._check_schema(path)

    def _check_schema(self, path: Path) -> None:
        if self.meta("schema") != str(SCHEMA):
            raise LedgerDamagedError(str(path), "made by another version of seedfeed")

    def _execute(self, statements: str) -> None:
        """Run statements inside the transaction, which `executescript` would end."""
        for statement in statements.split(";"):
            self._db.execute(statement)

    def close(self) -> None:
        """Close the file; what was not committed is gone."""
        self._db.close()

    def begin(self) -> None:
        """Start the transaction that everything until `commit` belongs to."""
        with guarded(self.path):
            if not self._db.in_transaction:
                self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Bring the transaction to the disk, whole."""
        with guarded(self.path):
            if self._db.in_transaction:
                self._db.execute("COMMIT")

    # ---- meta ---------------------------------------------------------------------------------

    def meta(self, name: str) -> str | None:
        """Return a single fact of the whole ledger, or None where it is not known yet."""
        with guarded(self.path):
            row = self._db.execute("SELECT value, sum FROM meta WHERE name = ?", (name,)).fetchone()
            if row is None:
                self._verify(name not in _FACTS, f"meta {name}")
                return None
            self._verify(row[1] == sum_of(name, row[0]), f"meta {name}")
            return str(row[0]) or None

    def set_meta(self, name: str, value: str) -> None:
        """Write a single fact; the same value again writes nothing."""
        if self.meta(name) != value:
            self._write("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)", [(name, value, sum_of(name, value))])

    # ---- files --------------------------------------------------------------------------------

    def signatures(self) -> dict[str, bytes]:
        """Return the packed stat of every known path; empty where it must be read again.

        Not verified one by one: a wrong one has an article read, and found as it was.
        """
        query = "SELECT path, iif(problem IS NULL, signature, x'') FROM file"
        with guarded(self.path):
            found: dict[str, bytes] = dict(self._db.execute(query))
        self._verify(self.meta("files") == str(len(found)), "a file is missing")
        return found

    def find_file(self, path: str) -> FileRow | None:
        """Return what is known of a path, or None."""
        rows = self._rows("SELECT * FROM file WHERE path = ?", FileRow, (path,))
        return rows[0] if rows else None

    def owner_of(self, entry_id: str) -> str | None:
        """Return the path that an entry was published from, or None."""
        rows = self._rows("SELECT * FROM file WHERE entry = ? LIMIT 1", FileRow, (entry_id,))
        return rows[0].path if rows else None

    def copies(self) -> list[FileRow]:
        """Return the files that are left out for the sake of another, sorted by path."""
        return sorted(self._rows("SELECT * FROM file WHERE duplicate_of IS NOT NULL", FileRow))

    def waiting(self) -> list[FileRow]:
        """Return the files that are held back until a date, the first due one first."""
        return self._rows("SELECT * FROM file WHERE due IS NOT NULL ORDER BY due", FileRow)

    def troubled(self) -> list[FileRow]:
        """Return the files that are left out for a problem, sorted by it."""
        return self._rows("SELECT * FROM file WHERE problem IS NOT NULL ORDER BY problem", FileRow)

    def has_racy_files(self) -> bool:
        """Tell whether a file was read so soon after it was written that it must be read again."""
        with guarded(self.path):
            return self._db.execute("SELECT 1 FROM file WHERE signature = x'' LIMIT 1").fetchone() is not None

    def save_files(self, rows: Iterable[FileRow], forgotten: Iterable[str]) -> None:
        """Write these rows, delete the forgotten, and note the new whole."""
        written = {row[0]: row for row in summed(rows)}
        count = int(self.meta("files") or 0)
        for path in {*written, *forgotten} if count else ():
            count -= self._delete_file(path)
        self._write("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)", list(written.values()))
        self.set_meta("files", str(count + len(written)))

    def _delete_file(self, path: str) -> int:
        self.begin()
        with guarded(self.path):
            return self._db.execute("DELETE FROM file WHERE path = ?", (path,)).rowcount

    # ---- entries ------------------------------------------------------------------------------

    def entry(self, entry_id: str) -> Entry:
        """Return an entry that is known to be there.

        Raises:
            LedgerDamagedError: it is not.
        """
        entry = self.find_entry(entry_id)
        if entry is None:
            raise LedgerDamagedError(str(self.path), f"damaged: entry {entry_id!r} is missing")
        return entry

    def find_entry(self, entry_id: str) -> Entry | None:
        """Return an entry, live or removed, or None."""
        with guarded(self.path):
            row = self._db.execute("SELECT * FROM entry WHERE id = ?", (entry_id,)).fetchone()
            return None if row is None else self._entry(row)

    def has_entries(self) -> bool:
        """Tell whether anything was ever published."""
        with guarded(self.path):
            return self._db.execute("SELECT 1 FROM entry LIMIT 1").fetchone() is not None

    def live_entries(self) -> Iterator[Entry]:
        """Yield all published entries, by their numbers; few at a time are in memory."""
        for first in range(0, int(self.meta("next_seq") or 0), _AT_ONCE):
            for entry in reversed(self.numbered(first, first + _AT_ONCE)):
                if entry.removed is None:
                    yield entry

    def removed(self) -> list[Entry]:
        """Return what is left of the entries whose articles are gone: identity and dates."""
        with guarded(self.path):
            rows = self._db.execute("SELECT * FROM entry WHERE live = 0 ORDER BY id").fetchall()
            self._verify(self.meta("removed") == str(len(rows)), "a removed entry is missing")
            return [self._entry(row) for row in rows]

    def find_removed(self, content_hash: str) -> list[str]:
        """Return the ids of the entries that went and were made of these bytes, sorted."""
        query = "SELECT * FROM entry WHERE live = 0 AND hash = ? ORDER BY id"
        with guarded(self.path):
            return [self._entry(row).id for row in self._db.execute(query, (content_hash,))]

    def numbered(self, first: int, end: int) -> list[Entry]:
        """Return the entries with the numbers [first, end), live and removed, the last number first.

        Raises:
            LedgerDamagedError: a number was given out and is not there, and not known as lost.
        """
        with guarded(self.path):
            query = "SELECT * FROM entry WHERE seq >= ? AND seq < ? ORDER BY seq DESC"
            entries = [self._entry(row) for row in self._db.execute(query, (first, end))]
        given = min(end, int(self.meta("next_seq") or 0)) - first
        lost = sum(first <= seq < end for seq in self.lost())
        self._verify(len(entries) + lost == max(given, 0), f"entries {first} to {end}")
        return entries

    def lost(self) -> tuple[int, ...]:
        """Return the numbers that were given out and are nobody's since a ledger was restored, ascending."""
        return tuple(map(int, (self.meta("lost") or "").split()))

    def set_lost(self, seqs: Iterable[int]) -> None:
        """Note which numbers were given out and are nobody's."""
        self.set_meta("lost", " ".join(map(str, sorted(seqs))))

    def is_taken(self, updated: int) -> bool:
        """Tell whether an entry has this very second as its time of change."""
        with guarded(self.path):
            row = self._db.execute("SELECT 1 FROM entry WHERE updated = ? LIMIT 1", (updated,)).fetchone()
            return row is not None

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        *values, checksum = row
        entry_id, _, _, _, _, record = values
        self._verify(checksum == sum_of(*values), f"entry {entry_id!r}")
        return _decode_entry(record)

    def save_entries(self, entries: Iterable[Entry]) -> None:
        """Write entries, live and removed."""
        self._write(_SAVE_ENTRY, summed(map(entry_row, entries)))
        self._note_number("removed", "SELECT count(*) FROM entry WHERE live = 0")

    # ---- copies -------------------------------------------------------------------------------

    def find_traces(self, key: int, most: int) -> list[tuple[str, bytes]]:
        """Return ids and traces of the entries that are found under a key, the oldest first."""
        query = "SELECT trace.* FROM likeness JOIN trace USING (seq) WHERE key = ? ORDER BY seq LIMIT ?"
        return [(row.id, row.record) for row in self._traces(query, (key, most))]

    def has_traces(self) -> bool:
        """Tell whether copies of any article would be found."""
        with guarded(self.path):
            return self._db.execute("SELECT 1 FROM trace LIMIT 1").fetchone() is not None

    def has_trace(self, seq: int) -> bool:
        """Tell whether copies of an entry's article would be found."""
        return bool(self._traces("SELECT * FROM trace WHERE seq = ?", (seq,)))

    def save_traces(self, rows: Iterable[TraceRow], forgotten: Iterable[int]) -> None:
        """Write what copies of these entries' articles are found by, and forget that of others."""
        rows = list(rows)
        old = []
        with guarded(self.path):
            if self._db.execute("SELECT 1 FROM trace LIMIT 1").fetchone():
                for seq in [*forgotten, *(row.seq for row in rows)]:
                    old += self._traces("SELECT * FROM trace WHERE seq = ?", (seq,))
        self._write("DELETE FROM trace WHERE seq = ?", [(row.seq,) for row in old])
        places = [(key, row.seq) for row in old for key in row.keys]
        self._write("DELETE FROM likeness WHERE key = ? AND seq = ?", places)
        packed = ((row.seq, row.id, row.record, encode(row.keys)) for row in rows)
        self._write("INSERT INTO trace VALUES (?, ?, ?, ?, ?)", summed(packed))
        for start in range(0, len(rows), _TRACES_AT_ONCE):  # in order, as the table is, and not all in memory
            some = rows[start : start + _TRACES_AT_ONCE]
            places = sorted({(key, row.seq) for row in some for key in row.keys})
            self._write("INSERT OR IGNORE INTO likeness VALUES (?, ?)", places)

    def _traces(self, query: str, values: tuple[int, ...]) -> list[TraceRow]:
        return [
            TraceRow(seq, entry_id, record, _decode_keys(keys))
            for seq, entry_id, record, keys in self._rows(query, lambda *fields: fields, values)
        ]

    # ---- old feeds ----------------------------------------------------------------------------

    def adopted(self) -> list[AdoptedRow]:
        """Return the entries of old feeds that no article took over yet, in their order."""
        return self._rows("SELECT * FROM adopted ORDER BY number", AdoptedRow)

    def save_adopted(self, records: Iterable[bytes]) -> None:
        """Take these entries of old feeds for all there are."""
        self._write("DELETE FROM adopted", [()])
        self._write("INSERT INTO adopted VALUES (?, ?, ?)", summed(map(AdoptedRow._make, enumerate(records))))

    def take_adopted(self, numbers: Iterable[int]) -> None:
        """Forget the old entries that an article took over."""
        self._write("DELETE FROM adopted WHERE number = ?", [(number,) for number in numbers])

    # ---- feeds --------------------------------------------------------------------------------

    def feeds(self) -> dict[str, FeedRow]:
        """Return every feed that has or had an entry, published or not."""
        rows = self._rows("SELECT * FROM feed ORDER BY path", FeedRow)
        self._verify(self.meta("feeds") == str(len(rows)), "a feed is missing")
        return {row.path: row for row in rows}

    def find_feed(self, path: str) -> FeedRow | None:
        """Return what is known of a feed, or None."""
        rows = self._rows("SELECT * FROM feed WHERE path = ?", FeedRow, (path,))
        return rows[0] if rows else None

    def save_feeds(self, rows: Iterable[FeedRow]) -> None:
        """Write what is known of these feeds."""
        self._write("INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?, ?, ?)", summed(rows))
        self._note_number("feeds", "SELECT count(*) FROM feed")

    def join(self, memberships: Iterable[Membership]) -> None:
        """Put entries into feeds."""
        self._write("INSERT OR REPLACE INTO membership VALUES (?, ?, ?, ?, ?, ?)", summed(memberships))

    def leave(self, memberships: Iterable[Membership]) -> None:
        """Take entries out of feeds."""
        places = [(place.feed, place.published, place.seq) for place in memberships]
        self._write("DELETE FROM membership WHERE feed = ? AND published = ? AND seq = ?", places)

    def count(self, feed: str) -> int:
        """Return how many entries belong to a feed."""
        with guarded(self.path):
            row = self._db.execute("SELECT count(*) FROM membership WHERE feed = ?", (feed,)).fetchone()
            return int(row[0])

    def newest(self, feed: str, limit: int) -> list[Membership]:
        """Return the newest `limit` entries of a feed, newest first."""
        order = "ORDER BY published DESC, seq DESC LIMIT ?"
        return self._rows(f"SELECT * FROM membership WHERE feed = ? {order}", Membership, (feed, limit))  # noqa: S608 - fixed text

    def oldest_label(self, feed: str) -> str | None:
        """Return the feed's name as its oldest entry spells it, or None for an empty feed."""
        order = "ORDER BY published, seq LIMIT 1"
        rows = self._rows(f"SELECT * FROM membership WHERE feed = ? {order}", Membership, (feed,))  # noqa: S608 - fixed text
        return rows[0].label if rows else None

    # ---- outputs ------------------------------------------------------------------------------

    def outputs(self) -> dict[str, Output]:
        """Return every file that was put in place."""
        rows = self._rows("SELECT * FROM output", Output)
        self._verify(self.meta("outputs") == str(len(rows)), "an output is missing")
        return {row.path: row for row in rows}

    def save_outputs(self, written: Iterable[Output], deleted: Iterable[str]) -> None:
        """Note files that were put in place and files that were deleted."""
        self._write("DELETE FROM output WHERE path = ?", [(path,) for path in deleted])
        self._write("INSERT OR REPLACE INTO output VALUES (?, ?, ?, ?, ?)", summed(written))
        self._note_number("outputs", "SELECT count(*) FROM output")

    def _note_number(self, name: str, query: str) -> None:
        """Keep the number of rows of a table that is always read whole, so that none vanishes unseen."""
        with guarded(self.path):
            number = self._db.execute(query).fetchone()[0]
        self.set_meta(name, str(number))

    # ---- rows ---------------------------------------------------------------------------------

    def _rows(self, query: str, kind: Callable[..., _Row], values: tuple[Any, ...] = ()) -> list[_Row]:
        """Return the rows of a query, each verified."""
        with guarded(self.path):
            rows = []
            for row in self._db.execute(query, values):  # in place: of a site of 100,000 pages, 2 µs a row
                fields = row[:-1]
                if crc32(encode(fields)) != row[-1]:
                    raise LedgerDamagedError(str(self.path), f"damaged: row {row[0]!r}")
                rows.append(kind(*fields))
            return rows

    def _write(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Run a statement for each row, one after the other: of 100,000 few are in memory."""
        rows = iter(rows)
        first = next(rows, None)
        if first is not None:
            self.begin()
            with guarded(self.path):
                self._db.executemany(statement, chain([first], rows))

    def _verify(self, good: bool, what: str) -> None:  # noqa: FBT001 - a condition is the argument
        if not good:
            raise LedgerDamagedError(str(self.path), f"damaged: {what}")


def memberships_of(entry: Entry, feeds: Iterable[tuple[str, str, str]]) -> list[Membership]:
    """Return an entry's places in `feeds`, which are (path, kind, label)."""
    published = to_timestamp(entry.published)
    return [Membership(path, published, entry.seq, entry.id, label) for path, _, label in feeds]
