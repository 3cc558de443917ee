"""What a look at the folder asks for, and what a decision is made from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from msgspec import Struct
from msgspec.structs import replace

from seedfeed.dates import to_timestamp
from seedfeed.model import Draft, Entry, Problem
from seedfeed.state import FileRow


class Plan(Struct, frozen=True, kw_only=True):
    """What a look at the folder asks for.

    Attributes:
        read: keys to read, sorted.
        gone: rows whose file is no longer there, sorted by path.
        rows: what is known of the keys that are read, by key.
    """

    read: tuple[str, ...]
    gone: tuple[FileRow, ...]
    rows: Mapping[str, FileRow]


class PackedTrace(NamedTuple):
    """All that an article is told by as a copy, as the ledger keeps it: a text's Sketch is 3 KB, this is one.

    Attributes:
        record: opaque here.
        keys: what it is found under, the most certain first; two traces of one article share one.
    """

    record: bytes
    keys: tuple[int, ...]


class Finding(Struct, frozen=True, kw_only=True):
    """What became of one key that was read.

    Attributes:
        signature: its packed stat; empty where it must be read again next time.
        content_hash: of its bytes; empty when it could not be read.
        outcome: what was understood, why not, or None where nothing changed since it was last read.
        trace: what it is told by as a copy, also of an unchanged article where the ledger lacks it.
    """

    key: str
    signature: bytes
    content_hash: str
    outcome: Draft | Problem | None
    trace: PackedTrace | None = None


class Files(Protocol):
    """What the ledger knows of the files below SEEDS."""

    def find_file(self, path: str) -> FileRow | None:
        """Return what is known of a path, or None."""
        ...

    def owner_of(self, entry_id: str) -> str | None:
        """Return the path that an entry was published from, or None."""
        ...

    def copies(self) -> Sequence[FileRow]:
        """Return the files that are left out for the sake of another, sorted by path."""
        ...

    def waiting(self) -> Sequence[FileRow]:
        """Return the files that are held back until a date."""
        ...


class Adopted(Struct, frozen=True, kw_only=True):
    """What an old feed gave the article that an article here is.

    Attributes:
        number: of the old entry, in the ledger.
        id: an absolute IRI; absent where it had none that can be kept.
        guid: of RSS; absent where it had none.
        link, published, updated: as they were there.
    """

    number: int
    id: str | None = None
    guid: str | None = None
    link: str | None = None
    published: datetime | None = None
    updated: datetime | None = None


class Known(Struct, frozen=True, kw_only=True):
    """What the ledger knows that bears on a decision.

    Attributes:
        owner_of: gives the path that an entry was published from.
        entries: the live and removed entries that may be touched, by id.
        find_removed: gives the ids of removed entries that were made of these bytes, by their hash, sorted.
        next_seq: the next sequence number.
        free_seqs: numbers to give out before it, ascending; after a ledger was restored.
        site_id: what ids are derived from.
        is_taken: tells whether an entry has a timestamp as its time of change.
        find_traces: gives the traces under a key with the ids of their live entries, at most so many; None
            where there is none.
        find_adopted: gives what an old feed knew an article by; None where there is no old feed.
    """

    owner_of: Callable[[str], str | None]
    entries: Mapping[str, Entry]
    find_removed: Callable[[str], Sequence[str]]
    next_seq: int
    free_seqs: tuple[int, ...] = ()
    site_id: str
    is_taken: Callable[[int], bool]
    find_traces: Callable[[int, int], Sequence[tuple[str, bytes]]] | None = None
    find_adopted: Callable[[Draft], Adopted | None] | None = None

    def is_removed(self, entry_id: str) -> bool:
        """Tell whether an entry's article is gone."""
        entry = self.entries.get(entry_id)
        return entry is not None and entry.removed is not None


def plan_reading(  # noqa: PLR0913 - what is compared, and how
    signatures: Mapping[str, bytes],
    known: Mapping[str, bytes],
    files: Files,
    *,
    everything: bool,
    hidden: Callable[[str], bool],
    now: datetime,
) -> Plan:
    """Compare the folder with the ledger: one look-up a file, nothing else when nothing changed.

    Args:
        signatures: the packed `stat` of each article.
        known: the same as earlier runs saw it; empty where it must be read again.
        everything: read all files, changed or not.
        hidden: tells whether an article may still be there, unseen: what was published from it stays.
    """
    timestamp = to_timestamp(now)
    read = {key for key, signature in signatures.items() if everything or known.get(key) != signature}
    read |= {row.path for row in files.waiting() if row.due is not None and row.due <= timestamp}
    read |= orphaned_copies(files)
    gone = [path for path in known.keys() - signatures.keys() if not hidden(path)]
    rows = [row for row in map(files.find_file, gone) if row is not None]
    keys = tuple(sorted(read & signatures.keys()))
    plan = Plan(read=keys, gone=tuple(sorted(rows)), rows={})
    return with_rows(plan, files, known.keys() & keys)


def with_rows(plan: Plan, files: Files, keys: Iterable[str]) -> Plan:
    """Return a plan that also knows what is known of these keys."""
    found = [row for row in map(files.find_file, keys) if row is not None]
    return replace(plan, rows={**plan.rows, **{row.path: row for row in found}})


def orphaned_copies(files: Files) -> set[str]:
    """Return the copies that could not be looked at when the article they repeat went."""
    return {row.path for row in files.copies() if files.owner_of(row.duplicate_of or "") is None}


def plan_again(plan: Plan, findings: Iterable[Finding], files: Files) -> set[str]:
    """Return the duplicates to understand again, because the article they repeat is gone or was edited."""
    copies = {row.path: files.owner_of(row.duplicate_of or "") for row in files.copies()}
    if not copies:
        return set()
    understood = {finding.key for finding in findings if finding.outcome is not None}
    lost = {None, *understood, *(row.path for row in plan.gone)}
    return {path for path, owner in copies.items() if owner in lost} - lost


def touched_entries(plan: Plan) -> set[str]:
    """Return the ids of published entries that a plan may change."""
    return {row.entry for row in (*plan.rows.values(), *plan.gone) if row.entry is not None}
