"""Rendered entries kept at hand for one run, so that an entry of many feeds is rendered once.

Some thousands in memory, the others in a file of SQLite's own that no one sees and nothing outlives: memory
stays flat, however many entries and feeds there are.
"""

import sqlite3

from seedfeed.rows import Fragments

# 40 MB. In the file alone, writing and reading cost 25 µs an entry, of 700 that a first build takes for it.
MOST_IN_MEMORY = 8192


class Shelf:
    """Fragments by entry id."""

    def __init__(self, most_in_memory: int = MOST_IN_MEMORY) -> None:
        self._most_in_memory = most_in_memory
        self._held: dict[str, Fragments | None] = {}  # None: it is in the file
        self._file: sqlite3.Connection | None = None

    def put(self, entry_id: str, fragments: Fragments) -> None:
        """Keep an entry."""
        if len(self._held) < self._most_in_memory or self._held.get(entry_id):
            self._held[entry_id] = fragments
            return
        if self._file is None:
            self._file = _open_file()
        self._held[entry_id] = None
        self._file.execute("INSERT OR REPLACE INTO shelf VALUES (?, ?, ?, ?)", (entry_id, *fragments))

    def find(self, entry_id: str) -> Fragments | None:
        """Return an entry that was kept, or None."""
        held = self._held.get(entry_id)
        if held is not None or entry_id not in self._held or self._file is None:
            return held
        query = "SELECT rss, atom, json FROM shelf WHERE id = ?"
        return Fragments(*self._file.execute(query, (entry_id,)).fetchone())

    def close(self) -> None:
        """Forget everything."""
        self._held.clear()
        if self._file is not None:
            self._file.close()


def _open_file() -> sqlite3.Connection:
    # An empty name is a private temporary file, of which SQLite keeps a few megabytes in memory.
    file = sqlite3.connect("", isolation_level=None)
    file.execute("PRAGMA journal_mode = OFF")
    file.execute("PRAGMA synchronous = OFF")
    file.execute("CREATE TABLE shelf (id TEXT PRIMARY KEY, rss BLOB, atom BLOB, json BLOB) WITHOUT ROWID")
    file.execute("BEGIN")
    return file
