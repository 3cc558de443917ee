"""The ledger's file: opened, its failures told apart, its rows summed."""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from seedfeed.dates import to_timestamp
from seedfeed.errors import StateError
from seedfeed.model import Entry


class LedgerDamagedError(StateError):
    """The ledger does not say what was written to it."""


encode = msgspec.msgpack.Encoder().encode


def sum_of(*values: object) -> int:
    """Return the checksum of a row's values."""
    return zlib.crc32(encode(values))


def summed(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield rows with their checksums behind them."""
    return ((*row, zlib.crc32(encode(row))) for row in rows)


def entry_row(entry: Entry) -> tuple[Any, ...]:
    """Return an entry as a row of its table, without the checksum."""
    is_live = int(entry.removed is None)
    return (
        entry.id, is_live, entry.seq, entry.content_hash, to_timestamp(entry.updated), encode(entry)
    )  # fmt: skip


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn whatever a damaged file makes Python or SQLite say into one error."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _operational(path, error) from error
    except (sqlite3.Error, msgspec.MsgspecError, ValueError, TypeError, OverflowError) as error:
        raise LedgerDamagedError(str(path), f"damaged: {error}") from error


def _operational(path: Path, error: sqlite3.OperationalError) -> StateError:
    """Tell a full or read-only disk, which is nobody's damage, from a file that is not a ledger."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    outside = {
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM,
    }  # fmt: skip
    if code in outside:
        return StateError(str(path), f"cannot be read or written: {error}")
    return LedgerDamagedError(str(path), f"damaged: {error}")


def has_ledger(path: Path) -> bool:
    """Tell whether anything was ever committed at `path`; a damaged ledger counts."""
    if not path.exists():
        return False
    journal = path.with_name(f"{path.name}-journal")
    if path.stat().st_size and not (journal.exists() and journal.stat().st_size):
        return True  # nothing that a killed run began is to be undone, so it need not be opened for that
    try:
        connection = connect(path)
        try:
            return bool(connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone())
        finally:
            connection.close()
    except (sqlite3.Error, ValueError):  # a damaged schema makes SQLite say what is not even UTF-8
        return True


def connect(path: Path) -> sqlite3.Connection:
    """Open or make the file of a ledger; nothing is written yet."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = FULL")
    # In KiB: with SQLite's 2 MiB, 100,000 articles cost 1 s more of system calls.
    connection.execute("PRAGMA cache_size = -16000")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection
