from collections.abc import Iterator
from pathlib import Path

import pytest

from seedfeed.engine import Executor, Processes, Serial, _quotas, choose, usable_cpus

EXECUTORS = pytest.mark.parametrize("executor", [Serial(), Processes(2)], ids=["serial", "processes"])


@EXECUTORS
def test_results_come_in_the_order_of_the_parts(executor: Executor) -> None:
    """Where it runs must not be seen in the result."""
    assert list(executor.map(str, range(1000))) == [str(number) for number in range(1000)]


@EXECUTORS
def test_no_parts_give_no_results(executor: Executor) -> None:
    """And the function is never called."""
    assert list(executor.map(int, [])) == []


@EXECUTORS
def test_error_of_a_part_reaches_the_caller_in_its_turn(executor: Executor) -> None:
    """Results before it are not lost."""
    results = executor.map(int, ["1", "x", "3"])
    assert next(results) == 1
    with pytest.raises(ValueError, match="invalid literal"):
        next(results)


def test_parts_are_taken_one_at_a_time() -> None:
    """A folder of a million articles is never in memory at once."""
    taken: list[int] = []

    def parts() -> Iterator[int]:
        for number in range(3):
            taken.append(number)
            yield number

    results = Serial().map(abs, parts())
    next(results)
    assert taken == [0]


@pytest.mark.parametrize(
    ("parts", "jobs", "cpus", "workers"),
    [
        (100, None, 8, 0),
        (499, None, 8, 0),
        (500, None, 8, 2),
        (1_000, None, 8, 4),
        (100_000, None, 8, 8),
        (100_000, None, 1, 0),
        (100_000, 1, 8, 0),
        (100_000, 3, 8, 3),
        (100_000, 4, 2, 4),
        (100_000, None, 256, 16),
        (0, 4, 4, 0),
    ],
)
def test_workers_are_as_many_as_the_work_is_worth(
    parts: int, jobs: int | None, cpus: int, workers: int
) -> None:
    """A worker costs its start, so few articles are sooner done without."""
    executor = choose(parts, jobs=jobs, cpus=cpus)
    assert (executor.workers if isinstance(executor, Processes) else 0) == workers


def test_there_is_a_processor_to_use() -> None:
    """Whatever the system says, somebody runs this."""
    assert usable_cpus() >= 1


def test_quotas_are_those_of_the_group_and_of_all_above(tmp_path: Path) -> None:
    """A service with two processors in a container with one and a half has one to keep busy."""
    service = tmp_path / "system.slice" / "feeds.service"
    service.mkdir(parents=True)
    (service / "cpu.max").write_text("200000 100000\n", encoding="ascii")
    (service.parent / "cpu.max").write_text("max 100000\n", encoding="ascii")
    (tmp_path / "cpu.max").write_text("150000 100000\n", encoding="ascii")
    membership = tmp_path / "cgroup"
    membership.write_text("1:name=systemd:/x\n0::/system.slice/feeds.service\n", encoding="utf-8")
    assert _quotas(membership, tmp_path) == [2, 1]


def test_no_groups_no_quotas(tmp_path: Path) -> None:
    """Other systems than Linux have none."""
    assert _quotas(tmp_path / "cgroup", tmp_path) == []
