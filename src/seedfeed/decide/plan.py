"""What a look at the folder asks for, and what a decision is made from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from seedfeed.dates import to_timestamp
from seedfeed.model import Draft, Entry, Problem
from seedfeed.state import FileRow


class Plan(Struct, frozen=True, kw_only=True):
    """What a look at the folder asks for.

    Attributes:
        read: keys to read, sorted.
        gone: rows whose file is no longer there, sorted by path.
    """

    read: tuple[str, ...]
    gone: tuple[FileRow, ...]


class Finding(Struct, frozen=True, kw_only=True):
    """What became of one key that was read.

    Attributes:
        signature: its packed stat; empty where it must be read again next time.
        content_hash: of its bytes; empty when it could not be read.
        outcome: what was understood, why not, or None where nothing changed since it was last read.
        witness: what an unchanged article is understood as, where the ledger lacks its trace.
    """

    key: str
    signature: bytes
    content_hash: str
    outcome: Draft | Problem | None
    witness: Draft | None = None


def _find_none(_key: int, _most: int) -> Sequence[tuple[str, bytes]]:
    return ()


class Known(Struct, frozen=True, kw_only=True):
    """What the ledger knows that bears on a decision.

    Attributes:
        files: every row, by path.
        entries: the live and removed entries that may be touched, by id.
        removed: ids of entries whose articles are gone.
        next_seq: the next sequence number.
        free_seqs: numbers to give out before it, ascending; after a ledger was restored.
        site_id: what ids are derived from.
        is_taken: tells whether an entry has a timestamp as its time of change.
        find_traces: gives the traces under a key with the ids of their live entries, at most so many.
    """

    files: Mapping[str, FileRow]
    entries: Mapping[str, Entry]
    removed: frozenset[str]
    next_seq: int
    free_seqs: tuple[int, ...] = ()
    site_id: str
    is_taken: Callable[[int], bool]
    find_traces: Callable[[int, int], Sequence[tuple[str, bytes]]] = _find_none


def plan_reading(
    signatures: Mapping[str, bytes],
    files: Mapping[str, FileRow],
    *,
    everything: bool,
    hidden: Callable[[str], bool],
    now: datetime,
) -> Plan:
    """Compare the folder with the ledger: one look-up a file, nothing else when nothing changed.

    Args:
        everything: read all files, changed or not.
        hidden: tells whether an article may still be there, unseen: what was published from it stays.
    """
    timestamp = to_timestamp(now)
    orphans = _orphaned_copies(files)
    read = []
    for key, signature in signatures.items():
        row = files.get(key)
        is_known = row is not None and row.signature == signature and row.problem is None
        is_due = row is not None and row.due is not None and row.due <= timestamp
        if everything or not is_known or is_due or key in orphans:
            read.append(key)
    gone = [row for path, row in files.items() if path not in signatures and not hidden(path)]
    return Plan(read=tuple(sorted(read)), gone=tuple(sorted(gone)))


def _orphaned_copies(files: Mapping[str, FileRow]) -> set[str]:
    """Return the copies that could not be looked at when the article they repeat went."""
    copies = [row for row in files.values() if row.duplicate_of is not None]
    held = {row.entry for row in files.values()} if copies else set()
    return {row.path for row in copies if row.duplicate_of not in held}


def plan_again(plan: Plan, findings: Iterable[Finding], files: Mapping[str, FileRow]) -> set[str]:
    """Return the duplicates to understand again, because the article they repeat is gone or was edited."""
    understood = {finding.key for finding in findings if finding.outcome is not None}
    absent = {row.path for row in plan.gone}
    same = {row.entry for row in files.values() if row.path not in understood and row.path not in absent}
    copies = {
        row.path for row in files.values() if row.duplicate_of is not None and row.duplicate_of not in same
    }
    return copies - understood - absent


def touched_entries(plan: Plan, files: Mapping[str, FileRow]) -> set[str]:
    """Return the ids of published entries that a plan may change."""
    rows = [files[key] for key in plan.read if key in files]
    return {row.entry for row in (*rows, *plan.gone) if row.entry is not None}
