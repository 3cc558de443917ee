"""What a process costs, and which files it touched: taken from the kernel, not from the process."""

import os
import subprocess
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from tests.bench.sitting import Cost


def run_measured(command: Sequence[str | Path], log: Path) -> Cost:
    """Run a command to its end and return what it cost; what it says goes to `log`.

    The kernel accounts for the child and for every child that it waited for itself.

    Raises:
        SystemExit: the command failed, so that there is nothing to compare.
    """
    os.sync()  # nobody pays for what another left to be written
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        end = log.read_text(encoding="utf-8", errors="replace")[-2_000:]
        raise SystemExit(f"{command[0]}: exit code {process.returncode}: {end}")
    return Cost(cpu_s=usage.ru_utime + usage.ru_stime, wall_s=wall_s, rss_mib=usage.ru_maxrss / 1024)


def median_cost(costs: Iterable[Cost]) -> Cost:
    """Return the median of each figure by itself."""
    taken = tuple(costs)
    return Cost(
        cpu_s=median(cost.cpu_s for cost in taken),
        wall_s=median(cost.wall_s for cost in taken),
        rss_mib=median(cost.rss_mib for cost in taken),
    )


def read_times(folder: Path) -> dict[Path, int]:
    """Return the mtime of every file below a folder, in ns; of a folder that is not there, nothing."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def count_written(before: dict[Path, int], after: dict[Path, int]) -> int:
    """Return how many files are new, or have another time than before."""
    return len(after.items() - before.items())
