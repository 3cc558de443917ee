"""What one sitting found: every figure with the machine and the day it belongs to. Kept as JSON."""

from pathlib import Path

import msgspec
from msgspec import Struct

FORMS = ("front", "text")
PHASES = ("cold", "unchanged", "one more")
TOOLS = ("seedfeed", "Hugo", "limits")


class Cost(Struct, frozen=True, kw_only=True):
    """What a process and all its children took.

    Attributes:
        cpu_s: user and system time.
        rss_mib: memory of the largest single process at its largest, never less than the bench's own.
    """

    cpu_s: float
    wall_s: float
    rss_mib: float


class Row(Struct, frozen=True, kw_only=True):
    """The median cost of one tool in one phase.

    Attributes:
        tool: one of TOOLS.
        form: one of FORMS.
        phase: one of PHASES.
        files: output files that stand there afterwards.
        written: those whose time the run moved; the most of any run.
    """

    tool: str
    form: str
    phase: str
    articles: int
    cost: Cost
    files: int
    written: int


class Sitting(Struct, frozen=True, kw_only=True):
    """All that was measured side by side.

    Attributes:
        date: the day, as YYYY-MM-DD in UTC.
        machine: processor, cores and system.
        versions: of each program, by its name.
        runs: of which each figure is the median.
        start: seconds of CPU that a bare Python and `seedfeed --version` take, by name.
    """

    date: str
    machine: str
    versions: dict[str, str]
    runs: int
    start: dict[str, float]
    rows: tuple[Row, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """Numbers of articles, ascending."""
        return tuple(sorted({row.articles for row in self.rows}))

    def find(self, tool: str, form: str, phase: str, articles: int) -> Row:
        """Return the one row with these."""
        wanted = (tool, form, phase, articles)
        return next(row for row in self.rows if (row.tool, row.form, row.phase, row.articles) == wanted)


def save_sitting(path: Path, sitting: Sitting) -> None:
    """Write a sitting as JSON."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(sitting), indent=1) + b"\n")


def load_sitting(path: Path) -> Sitting:
    """Read a sitting that `save_sitting` wrote."""
    return msgspec.json.decode(path.read_bytes(), type=Sitting)
