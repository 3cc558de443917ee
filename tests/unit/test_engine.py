from collections.abc import Iterator

import pytest

from seedfeed.engine import Executor, Serial


def test_results_come_in_the_order_of_the_parts() -> None:
    """Where it runs must not be seen in the result."""
    executor: Executor = Serial()
    assert list(executor.map(str.upper, ["c", "a", "b"])) == ["C", "A", "B"]


def test_no_parts_give_no_results() -> None:
    """And the function is never called."""

    def fail(_: str) -> None:
        raise AssertionError

    assert list(Serial().map(fail, [])) == []


def test_error_of_a_part_reaches_the_caller_in_its_turn() -> None:
    """Results before it are not lost."""
    results = Serial().map(int, ["1", "x", "3"])
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
