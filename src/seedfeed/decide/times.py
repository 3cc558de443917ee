"""The seconds at which entries change, no two the same, and the clock of a run."""

from collections.abc import Callable
from datetime import datetime

from seedfeed.dates import format_rfc3339, from_timestamp, to_timestamp


class Moments:
    """Seconds that no entry has as its time of change yet; each is given out once."""

    def __init__(self, is_taken: Callable[[int], bool]) -> None:
        self._is_taken = is_taken
        self._given: set[int] = set()
        self._next: dict[tuple[int, int], int] = {}

    def at_or_after(self, moment: datetime) -> datetime:
        """Return the moment, or the first free second after it."""
        return self._give(to_timestamp(moment), 1)

    def at_or_before(self, moment: datetime) -> datetime:
        """Return the moment, or the last free second before it."""
        return self._give(to_timestamp(moment), -1)

    def _give(self, wanted: int, step: int) -> datetime:
        second = self._next.get((wanted, step), wanted)  # where the last search from here ended
        while second in self._given or self._is_taken(second):
            second += step
        self._given.add(second)
        self._next[wanted, step] = second
        return from_timestamp(second)


def settle_clock(now: datetime, last_run: int | None) -> tuple[datetime, str | None]:
    """Return the time of this run: the last run's where the clock is over an hour behind, with a warning."""
    if last_run is None or to_timestamp(now) >= last_run - 3600:
        return now, None
    last = from_timestamp(last_run)
    said, before = format_rfc3339(now), format_rfc3339(last)
    return last, f"the clock says {said}, the last run was at {before}: taking the latter"
