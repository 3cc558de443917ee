"""Which feeds there are and who is in them, kept in the ledger as entries come and go."""

from seedfeed.dates import to_timestamp
from seedfeed.decide import HEAD, feeds_of
from seedfeed.model import Entry
from seedfeed.state import FeedRow, Ledger, Membership, memberships_of

_AT_ONCE = 5000  # memberships written together: one by one they cost twice as much, all are memory


class Catalog:
    """The feeds of a ledger, in one run.

    Attributes:
        dirty: paths of the feeds that change.
        opened: those of them that are published from now on, and had entries before.
    """

    def __init__(self, ledger: Ledger, *, now: int, min_entries: int) -> None:
        self._ledger = ledger
        self._now = now
        self._min_entries = min_entries
        self._kinds: dict[str, tuple[str, str]] = {}
        self._updated: dict[str, int] = {}
        self._balance: dict[str, int] = {}
        self._leaving: list[Membership] = []
        self._joining: list[Membership] = []
        self.dirty: set[str] = set()
        self.opened: set[str] = set()

    def move(self, before: Entry | None, after: Entry | None) -> None:
        """Carry one entry from its old feeds to its new ones."""
        old = {} if before is None else {feed[0]: feed for feed in feeds_of(before)}
        new = {} if after is None else {feed[0]: feed for feed in feeds_of(after)}
        if before is not None:
            self._leaving += memberships_of(before, old.values())
        if after is not None:
            self._joining += memberships_of(after, new.values())
        for path in old.keys() | new.keys():
            self.dirty.add(path)
            self._kinds[path] = (new.get(path) or old[path])[1:]
            self._balance[path] = self._balance.get(path, 0) + (path in new) - (path in old)
            moment = self._now if after is None or path not in new else to_timestamp(after.updated)
            self._updated[path] = max(self._updated.get(path, 0), moment)
        if len(self._leaving) + len(self._joining) > _AT_ONCE:
            self._write_memberships()

    def save(self) -> None:
        """Write who is where, and the feeds' rows: counts, names, times, and which are published."""
        self._write_memberships()
        known = self._ledger.feeds()
        rows = []
        for path in {*known, *self._kinds, HEAD}:
            row = known.get(path) or FeedRow(path, *self._kinds.get(path, ("head", "")), 0, 0, 0)
            count = row.members + self._balance.get(path, 0)
            label = row.label
            if path in self._kinds and path != HEAD:
                label = self._ledger.oldest_label(path) or row.label
            published = int(bool(row.published) or path == HEAD or count >= self._min_entries)
            if published and row.members and not row.published:
                self.opened.add(path)
            updated = max(row.updated, self._updated.get(path, 0))
            new = FeedRow(path, row.kind, label, count, updated, published)
            if new != known.get(path):
                rows.append(new)
        self._ledger.save_feeds(sorted(rows))

    def _write_memberships(self) -> None:
        self._ledger.leave(self._leaving)
        self._ledger.join(self._joining)
        self._leaving, self._joining = [], []
