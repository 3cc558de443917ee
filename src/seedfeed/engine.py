"""Runs a pure function over many parts. Where it runs must not be seen in the result.

A first version: one after the other. Whoever adds processes or a cluster keeps the order of the parts.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

_Part = TypeVar("_Part")
_Result = TypeVar("_Result")


class Executor(Protocol):
    """Something that can run a function over parts."""

    def map(self, function: Callable[[_Part], _Result], parts: Iterable[_Part]) -> Iterator[_Result]:
        """Yield the function's result for each part, in the order of the parts."""
        ...


class Serial:
    """Runs one part after the other in this process."""

    def map(self, function: Callable[[_Part], _Result], parts: Iterable[_Part]) -> Iterator[_Result]:
        """Yield the function's result for each part, in the order of the parts."""
        return map(function, parts)
