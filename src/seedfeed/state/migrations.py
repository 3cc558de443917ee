"""Ledgers of older versions brought to this one, in one transaction and without a loss."""

import sqlite3
from pathlib import Path

import msgspec

from seedfeed.model import Entry
from seedfeed.rows import ADOPTED_TABLE, ENTRY_TABLE, FILE_INDEXES, FILE_TABLE, SCHEMA, TRACE_TABLES
from seedfeed.state.connection import LedgerDamagedError, entry_row, sum_of

_decode_entry = msgspec.msgpack.Decoder(Entry).decode


def migrate(database: sqlite3.Connection, path: Path) -> None:
    """Bring a ledger to this version; one that is newer, or none of ours, stays as it is."""
    if _meta(database, "schema") not in {"1", "2"}:
        return
    database.execute("BEGIN IMMEDIATE")
    if _meta(database, "schema") == "1":
        _migrate_from_1(database, path)
    _migrate_from_2(database, path)
    _set_meta(database, "schema", str(SCHEMA))
    database.execute("COMMIT")


def _migrate_from_1(database: sqlite3.Connection, path: Path) -> None:
    """Add what copies are found by; of what is known already it is added when that is read again."""
    rows = database.execute("SELECT * FROM file").fetchall()
    for *values, checksum in rows:
        _verify(path, f"file {values[0]!r}", good=checksum == sum_of(*values))
    known = f"{len(rows)} {sum(row[-1] for row in rows)}"
    _verify(path, "a file is missing", good=_meta(database, "files") == known)
    _execute(database, f"DROP TABLE file; {FILE_TABLE}{TRACE_TABLES}")
    for *values, _ in rows:
        row = (*values, None)
        database.execute("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, sum_of(*row)))


def _migrate_from_2(database: sqlite3.Connection, path: Path) -> None:
    """Have entries found by their numbers, for the archive, and forget what they were rendered to."""
    _execute(
        database, f"ALTER TABLE entry RENAME TO former; DROP INDEX gone; DROP INDEX moment; {ENTRY_TABLE}"
    )
    _execute(database, FILE_INDEXES + ADOPTED_TABLE)
    number = database.execute("SELECT count(*) FROM file").fetchone()[0]
    _set_meta(database, "files", str(number))
    lost = set(range(int(_meta(database, "next_seq") or 0)))
    for *values, checksum in database.execute("SELECT * FROM former").fetchall():
        entry_id, live, _, record = values
        _verify(path, f"entry {entry_id!r}", good=checksum == sum_of(*values))
        entry = _decode_entry(record)
        if not live:
            entry = msgspec.structs.replace(entry, removed=entry.updated)
        row = entry_row(entry)
        database.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, sum_of(*row)))
        lost.discard(entry.seq)
    _execute(database, "DROP TABLE former; DROP TABLE fragment")
    for name, value in (("archived", ""), ("seen", ""), ("lost", " ".join(map(str, sorted(lost))))):
        _set_meta(database, name, value)


def _execute(database: sqlite3.Connection, statements: str) -> None:
    """Run statements inside the transaction, which `executescript` would end."""
    for statement in statements.split(";"):
        database.execute(statement)


def _meta(database: sqlite3.Connection, name: str) -> str:
    row = database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return "" if row is None else str(row[0])


def _set_meta(database: sqlite3.Connection, name: str, value: str) -> None:
    row = (name, value, sum_of(name, value))
    database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)", row)


def _verify(path: Path, what: str, *, good: bool) -> None:
    if not good:
        raise LedgerDamagedError(str(path), f"damaged: {what}")
