"""Runs a pure function over many parts. Where it runs must not be seen in the result.

`Serial` runs in this process, `Processes` in several, `choose` says which is sooner done.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NoReturn, Protocol, TypeVar

_Part = TypeVar("_Part")
_Result = TypeVar("_Result")

# A worker's start costs 0.22 s of processor time, as much as 300 text articles. On a quiet machine, two
# have 10,000 done in 3.9 s instead of 6.5; by these costs, they are sooner done than none from about 500 on.
_PARTS_PER_WORKER = 250
# An article costs its worker 0.7 ms and this process 0.04, so more of them would wait for it.
_MOST_WORKERS = 16


def _refuse(part: object) -> NoReturn:
    raise RuntimeError(f"the process that worked on {part!r} was killed, twice")


class Executor(Protocol):
    """Something that can run a function over parts."""

    def map(
        self,
        function: Callable[[_Part], _Result],
        parts: Iterable[_Part],
        lost: Callable[[_Part], _Result] = _refuse,
        /,
    ) -> Iterator[_Result]:
        """Yield the function's result for each part, in the order of the parts.

        Args:
            function: pure, and can be pickled, as its parts and results can.
            lost: makes the result of a part whose process is killed over it; without it, that is an error.
        """
        ...


class Serial:
    """Runs one part after the other in this process."""

    def map(
        self,
        function: Callable[[_Part], _Result],
        parts: Iterable[_Part],
        _lost: Callable[[_Part], _Result] = _refuse,
        /,
    ) -> Iterator[_Result]:
        """Yield the function's result for each part, in the order of the parts."""
        return map(function, parts)


class Processes:
    """Runs the parts in new processes, which last as long as one `map`.

    They do not import the script that calls it: the function is one of a module.

    Attributes:
        workers: how many processes, at least one.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(
        self,
        function: Callable[[_Part], _Result],
        parts: Iterable[_Part],
        lost: Callable[[_Part], _Result] = _refuse,
        /,
    ) -> Iterator[_Result]:
        """Yield the function's result for each part, in the order of the parts."""
        from seedfeed.workers import run_in_processes

        return run_in_processes(self.workers, function, parts, lost)


def choose(parts: int, *, jobs: int | None, cpus: int, isolated: bool = False) -> Executor:
    """Return what has that many articles done soonest.

    Args:
        parts: how many articles.
        jobs: how many processes at most, where the user says so.
        cpus: how many processors there are for us, see `usable_cpus`.
        isolated: whether a part may kill the process that works on it, and this one must not be it.
    """
    workers = min(cpus if jobs is None else jobs, parts // _PARTS_PER_WORKER, _MOST_WORKERS)
    return Processes(max(workers, 1)) if workers > 1 or isolated else Serial()


# ---- processors -------------------------------------------------------------------------------------


def usable_cpus() -> int:
    """Return how many processors this process may keep busy: those it may run on, within its quota."""
    affine = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min([affine, *_quotas(Path("/proc/self/cgroup"), Path("/sys/fs/cgroup"))]))


def _quotas(membership: Path, root: Path) -> list[int]:
    """Return the processors granted to each group that a process belongs to (cgroup v2), where limited.

    A container, a service and a slice each have one, and the process is in all of them.
    """
    try:
        lines = membership.read_text(encoding="utf-8").splitlines()
    except OSError:  # another system than Linux
        return []
    group = next((PurePosixPath(line[3:]) for line in lines if line.startswith("0::")), PurePosixPath("/"))
    quotas = []
    for folder in (group, *group.parents):
        try:
            quota, period = (root / folder.relative_to("/") / "cpu.max").read_text(encoding="ascii").split()
        except OSError:  # the outermost has none
            continue
        if quota != "max":
            quotas.append(int(quota) // int(period))
    return quotas
