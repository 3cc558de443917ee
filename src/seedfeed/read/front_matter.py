"""Front matter of Markdown files: YAML, TOML or Pelican's lines, set apart from the text."""

import re
from typing import Any

from msgspec import Struct

from seedfeed.read.values import MOST_CHARACTERS, ValuesError, parse_toml

_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TOML_END = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_PELICAN_LINE = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):(?:[ \t]+(.*))?")
_PELICAN_MORE = ("    ", "\t")
# The names that Pelican's documentation gives to a file's metadata.
# fmt: off
_PELICAN_KEYS = frozenset([
    "title", "date", "modified", "tags", "keywords", "category", "slug", "author", "authors",
    "summary", "lang", "translation", "status", "template", "save_as", "url",
])
# fmt: on


class FrontMatter(Struct, frozen=True, kw_only=True):
    """A Markdown file in two parts.

    Attributes:
        values: names and values as written.
        lines: name -> 1-based line of the file, where known.
        body: the text after the front matter.
        first_line: 1-based line of the file on which `body` starts.
    """

    values: dict[str, Any]
    lines: dict[str, int]
    body: str
    first_line: int


def split_front_matter(text: str) -> FrontMatter:
    """Set a Markdown file's front matter apart; without any, all is body.

    Raises:
        ValuesError: it begins and does not end, or cannot be read; lines are those of the file.
    """
    first, _, rest = text.partition("\n")
    fence = first.rstrip(" \t")
    if fence == "---":
        return _split_fenced(rest, fence, _YAML_END)
    if fence == "+++":
        return _split_fenced(rest, fence, _TOML_END)
    return _split_pelican(text)


def _split_fenced(rest: str, fence: str, end: re.Pattern[str]) -> FrontMatter:
    closing = end.search(rest)
    if closing is None:
        raise ValuesError(f"front matter does not end, expected a line {fence!r} after it", 1)
    block = rest[: closing.start()]
    lines: dict[str, int] = {}
    try:
        if fence == "---":
            from seedfeed.read.yaml_values import parse_yaml

            values, lines = parse_yaml(block)
        else:
            values = parse_toml(block)
    except ValuesError as error:
        # The fence is the file's first line.
        line = None if error.line is None else error.line + 1
        raise ValuesError(f"front matter: {error.what}", line) from error
    return FrontMatter(
        values=values,
        lines={key: line + 1 for key, line in lines.items()},
        body=rest[closing.end() + 1 :],
        first_line=block.count("\n") + 3,
    )


def _split_pelican(text: str) -> FrontMatter:
    """Read `Key: value` lines up to a blank one; one odd line, and they are the article's own text."""
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    nothing = FrontMatter(values={}, lines={}, body=text, first_line=1)
    position, number, last = 0, 0, ""
    while position < len(text):
        if position > MOST_CHARACTERS:
            return nothing
        end = text.find("\n", position)
        line = text[position : end if end >= 0 else len(text)]
        if not line.strip():
            break
        number += 1
        found = _PELICAN_LINE.fullmatch(line)
        if found:
            last = found[1].lower()
            if not values and last not in _PELICAN_KEYS:
                return nothing
            values[last] = (found[2] or "").strip()
            lines[last] = number
        elif values and line.startswith(_PELICAN_MORE):
            values[last] = f"{values[last]} {line.strip()}"
        else:
            return nothing
        position += len(line) + 1
    if not values or (len(values) == 1 and "title" not in values):
        return nothing
    return FrontMatter(values=values, lines=lines, body=text[position:], first_line=number + 1)
