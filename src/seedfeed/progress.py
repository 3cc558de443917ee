"""How far a run is and how long its stages took. It is told, and knows neither clock nor terminal itself.

A `Stopwatch` measures, a `Bar` draws as well, `Silence` does neither. They are given their clock, and a bar
its terminal.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TextIO, TypeVar

_Item = TypeVar("_Item")

_WAIT_S = 1.0  # what is done sooner needs no bar
_REDRAW_S = 0.1
_MOST_CELLS = 30
_FEWEST_CELLS = 10


class Progress(Protocol):
    """What a run tells of itself."""

    def start(self, stage: str, total: int | None = None) -> None:
        """Begin a stage, which ends the one before.

        Args:
            stage: what is done, as a participle: `reading`.
            total: how many steps it has, where known.
        """
        ...

    def advance(self, steps: int = 1) -> None:
        """Count what is done."""
        ...

    def finish(self) -> None:
        """End the last stage. Without one, nothing happens."""
        ...


class Silence:
    """Tells nobody: for a program that builds, and has no clock to give."""

    def start(self, stage: str, total: int | None = None) -> None:
        """Begin a stage."""

    def advance(self, steps: int = 1) -> None:
        """Count what is done."""

    def finish(self) -> None:
        """End the last stage."""


class Stopwatch:
    """Measures the stages.

    Attributes:
        times_s: seconds of each stage that has ended, in their order; of those of one name, the sum.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.times_s: dict[str, float] = {}
        self._clock = clock
        self._stage: str | None = None
        self._started = 0.0

    def start(self, stage: str, total: int | None = None) -> None:  # noqa: ARG002 - the bar's
        """Begin a stage, which ends the one before."""
        self.finish()
        self._stage = stage
        self._started = self._clock()

    def advance(self, steps: int = 1) -> None:
        """Count what is done, which says nothing about time."""

    def finish(self) -> None:
        """End the last stage."""
        if self._stage is not None:
            elapsed_s = self._clock() - self._started
            self.times_s[self._stage] = self.times_s.get(self._stage, 0.0) + elapsed_s
            self._stage = None


class Bar(Stopwatch):
    """Measures the stages, and shows the one that lasts on a terminal."""

    def __init__(self, clock: Callable[[], float], terminal: TextIO) -> None:
        super().__init__(clock)
        self._terminal = terminal
        self._total: int | None = None
        self._done = 0
        self._due = 0.0
        self._is_drawn = False

    def start(self, stage: str, total: int | None = None) -> None:
        """Begin a stage, which ends the one before."""
        super().start(stage, total)
        self._total = total
        self._done = 0
        self._due = self._started + _WAIT_S

    def advance(self, steps: int = 1) -> None:
        """Count what is done, and show it from time to time."""
        self._done += steps
        now = self._clock()
        if self._stage is None or now < self._due:
            return
        self._due = now + _REDRAW_S
        width = _columns(self._terminal) - 1  # after the last column, some terminals begin a new line
        line = format_line(self._stage, self._done, self._total, now - self._started, width)
        self._terminal.write(f"\r{line}\x1b[K")
        self._terminal.flush()
        self._is_drawn = True

    def finish(self) -> None:
        """End the last stage, and leave nothing of it on the terminal."""
        super().finish()
        if self._is_drawn:
            self._terminal.write("\r\x1b[K")
            self._terminal.flush()
            self._is_drawn = False


def _columns(terminal: TextIO) -> int:
    """Return a terminal's width; shutil alone would ask for that of stdout, which may be a file."""
    try:
        columns = os.get_terminal_size(terminal.fileno()).columns
    except OSError:
        columns = 0
    if columns:
        return columns
    import shutil  # it loads three libraries for archives

    return shutil.get_terminal_size().columns


def wants_bar(terminal: TextIO, kind: str | None) -> bool:
    """Tell whether there is somebody to see a bar, and something that can show it.

    Args:
        kind: what the environment says of the terminal, its TERM.
    """
    return terminal.isatty() and kind not in (None, "", "dumb")


def count(progress: Progress, items: Iterable[_Item]) -> Iterator[_Item]:
    """Yield the items, and tell of each when the next is asked for."""
    for item in items:
        yield item
        progress.advance()


def format_line(stage: str, done: int, total: int | None, elapsed_s: float, width: int) -> str:
    """Return how far a stage is, in at most `width` columns.

    It is `reading  3,412 of 10,000  1,210/s  5 s left`, with a bar in front of the figures where there is
    room, without the last of them where there is not.
    """
    rate = done / elapsed_s if elapsed_s > 0 else 0.0
    figures = [f"{done:,}" if total is None else f"{done:,} of {total:,}", f"{_format_rate(rate)}/s"]
    if total is not None and rate > 0:
        figures.append(f"{_format_time(max(0, total - done) / rate)} left")
    text = "  ".join([stage, *figures])
    while len(text) > width and figures:
        figures.pop()
        text = "  ".join([stage, *figures])
    cells = min(_MOST_CELLS, width - len(text) - 4)
    if total and cells >= _FEWEST_CELLS:
        full = min(cells, cells * done // total)
        text = "  ".join([stage, f"[{'#' * full}{'.' * (cells - full)}]", *figures])
    return text[:width]


def _format_rate(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"  # noqa: PLR2004 - one digit says too little


def _format_time(seconds: float) -> str:
    """Return a time as `5 s`, `2 min 05 s` or `1 h 05 min`."""
    minutes, left = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min {left:02} s" if minutes else f"{left} s"
