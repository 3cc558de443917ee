"""The shipped word lists of `seedfeed/data`, read when first needed and kept.

They stand in files because people who know no Python can mend them. Opened by path: to import
importlib.resources costs 27 ms (2026-11).
"""

from functools import cache
from typing import Literal

from msgspec import Struct


class Known(Struct, frozen=True):
    """A whole line that sites show: what it is, and the name of the list it stands in."""

    kind: Literal["furniture", "trailer", "caption"]
    name: str


def read_data(name: str) -> str:
    """Return a shipped data file as text."""
    from pathlib import Path

    return (Path(__file__).parent.parent / "data" / name).read_text(encoding="utf-8")


def read_lines(name: str) -> list[str]:
    """Return the lines of a shipped list, without comments and empty lines."""
    return [line for line in read_data(name).splitlines() if line and not line.startswith("#")]


@cache
def read_lists(name: str) -> dict[str, frozenset[str]]:
    """Return the word lists of a file in which a line in brackets opens each."""
    found: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in read_lines(name):
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), set())
        else:
            words.update(line.split())
    return {title: frozenset(words) for title, words in found.items()}


@cache
def furniture_lines() -> dict[str, Known]:
    """Return whole lines of site furniture, letters only and casefolded -> what they are."""
    lines: dict[str, Known] = {}
    known = Known("furniture", "")
    for line in read_lines("furniture.txt"):
        if line.startswith("["):
            known = _KNOWN.get(name := line.strip("[]")) or Known("furniture", name)
        else:
            lines.setdefault(line, known)
    return lines


_KNOWN = {
    "after the end": Known("trailer", "end of the article"),
    "caption": Known("caption", "photo credit"),
    "caption label": Known("caption", "caption label"),
}


@cache
def given_names() -> frozenset[str]:
    """Return common given names of the world."""
    return frozenset(" ".join(read_lines("given_names.txt")).split())
