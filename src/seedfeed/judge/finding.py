"""What the judge finds in a feed, and the words for it. Knows no format."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, Protocol, TypeAlias, TypeVar

from msgspec import Struct

Level: TypeAlias = Literal["error", "warning"]
MOST_FINDINGS = 1000
_LONGEST_QUOTE, _LONGEST_WHAT = 60, 300


class _HasLevel(Protocol):
    """A finding, whether its line is known or not."""

    @property
    def level(self) -> Level:
        """How bad it is."""
        ...


_Told = TypeVar("_Told", bound=_HasLevel)


class Finding(Struct, frozen=True, order=True):
    """One thing that is wrong with a feed.

    Attributes:
        line: where it stands, from 1.
        level: an error breaks a rule of the format; a warning is what readers trip over.
        what: what is wrong and what to do; plain text, begins in lower case or with a name in `<>`.
        clause: where it is written that it is so.
    """

    line: int
    level: Level
    what: str
    clause: str

    def __str__(self) -> str:
        """Write it as one line, which stands behind a path."""
        return f"{self.line}: {self.level}: {self.what} ({self.clause})"


class Flaw(Struct, frozen=True):
    """What is wrong with one value, whatever holds it.

    Attributes:
        level: as of a Finding.
        what: a predicate: the name of what holds the value goes before it.
    """

    level: Level
    what: str


def wrong(what: str) -> Flaw:
    """Return a flaw that breaks the format."""
    return Flaw("error", what)


def odd(what: str) -> Flaw:
    """Return a flaw that readers trip over."""
    return Flaw("warning", what)


def limit(found: Iterable[_Told]) -> Iterator[_Told]:
    """Yield the first thousand errors and the first thousand warnings: more have the same cause."""
    counts: Counter[str] = Counter()
    for one in found:
        counts[one.level] += 1
        if counts[one.level] <= MOST_FINDINGS:
            yield one


def quote(text: str) -> str:
    """Return a value in quotation marks, cut where it is long, with everything unprintable as escapes."""
    return repr(text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…")


def shorten(text: str) -> str:
    """Return a text that names may be in, cut where no reader of it goes on."""
    return text if len(text) <= _LONGEST_WHAT else f"{text[:_LONGEST_WHAT]}…"
