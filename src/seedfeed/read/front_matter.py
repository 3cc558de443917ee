"""Front matter of Markdown files: YAML, TOML, JSON or Pelican's lines, set apart from the text."""

import re
from typing import Any

from msgspec import Struct

from seedfeed.read.plain_yaml import parse_plain_yaml
from seedfeed.read.values import MOST_CHARACTERS, ValuesError, parse_json, parse_toml
from seedfeed.text import late_pattern

_YAML_END = late_pattern(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TOML_END = late_pattern(r"^\+\+\+[ \t]*$", re.MULTILINE)
# Eleventy names the language behind the fence.
_FENCES = {
    "---": "yaml",
    "---yaml": "yaml",
    "---yml": "yaml",
    "---toml": "toml",
    "---json": "json",
    "+++": "toml",
}
# Hugo's JSON has no fence; what else begins with a brace is a template's.
_JSON_START = late_pattern(r"\{\s{0,200}(?:\"[^\"\n]{1,200}\"\s{0,200}:|\}[ \t]*$)", re.MULTILINE)
_BLANK_LINE_END = late_pattern(r"[ \t]*(?:\n|\Z)")
# A post of Jekyll's is named so, and it has a layout.
_JEKYLL_POST = late_pattern(r"(?:^|/)\d{4}-\d\d?-\d\d?-[^/]+\Z")
_PELICAN_LINE = late_pattern(r"([A-Za-z][A-Za-z0-9_-]*):(?:[ \t]+(.*))?")
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
    language = _FENCES.get(fence.replace(" ", ""))
    if language is not None:
        return _split_fenced(rest, fence[:3], language)
    if _JSON_START.match(text):
        return _split_json(text)
    return _split_pelican(text)


def split_jekyll_lists(values: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the values with the lists that Jekyll parts at spaces as lists, where it is a post of Jekyll's.

    So its documentation has it for `tags` and `categories`; elsewhere `open source` is one tag.
    """
    if "layout" not in values or not _JEKYLL_POST.search(key):
        return values
    spaced = {
        name: value.split()
        for name in ("tags", "categories")
        if isinstance(value := values.get(name), str) and not re.search("[,;]", value)
    }
    return {**values, **spaced}


def _split_json(text: str) -> FrontMatter:
    """Read the object that a text begins with; where more follows on its last line, it is no front matter."""
    try:
        values, end = parse_json(text)
    except ValuesError as error:
        raise ValuesError(f"front matter: {error.what}", error.line) from error
    rest = _BLANK_LINE_END.match(text, end)
    if rest is None:
        return FrontMatter(values={}, lines={}, body=text, first_line=1)
    first_line = text.count("\n", 0, rest.end()) + 1
    return FrontMatter(values=values, lines={}, body=text[rest.end() :], first_line=first_line)


def _split_fenced(rest: str, fence: str, language: str) -> FrontMatter:
    closing = (_TOML_END if fence == "+++" else _YAML_END).search(rest)
    if closing is None:
        raise ValuesError(f"front matter does not end, expected a line {fence!r} after it", 1)
    block = rest[: closing.start()]
    try:
        values, lines = _parse_block(block, language)
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


def _parse_block(block: str, language: str) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the values of a block, and the lines of their names where the language tells them."""
    if language == "yaml":
        plain = parse_plain_yaml(block)
        if plain is not None:
            return plain
        from seedfeed.read.yaml_values import parse_yaml

        return parse_yaml(block)
    if language == "toml":
        return parse_toml(block), {}
    block = block.rstrip()
    values, end = parse_json(block) if block else ({}, 0)
    after = block[end:].lstrip()
    if after:
        line = block.count("\n", 0, len(block) - len(after)) + 1
        raise ValuesError("not JSON: expected nothing after its object", line)
    return values, {}


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
