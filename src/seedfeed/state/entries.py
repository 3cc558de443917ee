"""The entries of a ledger as a mapping, of which only those that are asked for are read."""

from collections.abc import Iterable, Iterator, Mapping

from seedfeed.model import Entry
from seedfeed.state.ledger import Ledger


class LedgerEntries(Mapping[str, Entry]):
    """Every entry, live or removed, by id; each is read once."""

    def __init__(self, ledger: Ledger, expected: Iterable[str]) -> None:
        """Read those that files were published as.

        Raises:
            LedgerDamagedError: one of them is not there: its article would be published anew, and dated anew.
        """
        self._ledger = ledger
        self._read: dict[str, Entry | None] = {entry_id: ledger.entry(entry_id) for entry_id in expected}

    def __getitem__(self, entry_id: str) -> Entry:
        if entry_id not in self._read:
            self._read[entry_id] = self._ledger.find_entry(entry_id)
        entry = self._read[entry_id]
        if entry is None:
            raise KeyError(entry_id)
        return entry

    def __iter__(self) -> Iterator[str]:
        return (entry_id for entry_id, entry in self._read.items() if entry is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
