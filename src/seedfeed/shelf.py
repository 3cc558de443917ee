"""Rendered entries kept at hand for one run, in a file of SQLite's own that no one sees and nothing outlives.

So that an entry of many feeds is rendered once, however many entries there are: memory stays flat.
"""

import sqlite3

from seedfeed.rows import Fragments


class Shelf:
    """Fragments by entry id."""

    def __init__(self) -> None:
        self._kept: set[str] = set()
        # An empty name is a private temporary file, of which SQLite keeps a few megabytes in memory.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute(
            "CREATE TABLE shelf (id TEXT PRIMARY KEY, rss BLOB, atom BLOB, json BLOB) WITHOUT ROWID"
        )
        self._db.execute("BEGIN")

    def put(self, entry_id: str, fragments: Fragments) -> None:
        """Keep an entry."""
        self._db.execute("INSERT OR REPLACE INTO shelf VALUES (?, ?, ?, ?)", (entry_id, *fragments))
        self._kept.add(entry_id)

    def find(self, entry_id: str) -> Fragments | None:
        """Return an entry that was kept, or None."""
        if entry_id not in self._kept:
            return None
        query = "SELECT rss, atom, json FROM shelf WHERE id = ?"
        row = self._db.execute(query, (entry_id,)).fetchone()
        return None if row is None else Fragments(*row)

    def close(self) -> None:
        """Forget everything."""
        self._db.close()
