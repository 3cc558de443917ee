"""TOML and JSON -> plain names and values; the limits and the error that YAML shares. Judges no name."""

import re
from datetime import date, time
from typing import Any

from seedfeed.text import late_pattern

MOST_CHARACTERS = 65_536
DEEPEST = 16
_MOST_BITS = 64
_TOML_PLACE = late_pattern(r" \(at (?:line (\d+), column \d+|end of document)\)\Z")
_KEY = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
# tomllib takes time in the square of a dotted key's length: 18 s for one of 60 KB.
_DEEP_KEY = late_pattern(
    rf"(?:^[ \t]*+\[{{0,2}}+|[{{,])[ \t]*+{_KEY}(?:[ \t]*+\.[ \t]*+{_KEY}){{{DEEPEST}}}", re.MULTILINE
)


class ValuesError(Exception):
    """What is written cannot be read.

    Attributes:
        what: the reason, as in every SeedfeedError.
        line: 1-based line of the text given; absent where none is to blame.
    """

    def __init__(self, what: str, line: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


def parse_toml(text: str) -> dict[str, Any]:
    """Read TOML; dates and times become text in ISO 8601.

    Raises:
        ValuesError: too large, too deep, or not TOML.
    """
    import tomllib

    if len(text) > MOST_CHARACTERS:
        raise ValuesError("larger than 64 KiB")
    deep = _DEEP_KEY.search(text)
    if deep:
        raise ValuesError(f"nested deeper than {DEEPEST} levels", text.count("\n", 0, deep.start()) + 1)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else None
        reason = _TOML_PLACE.sub("", str(error))
        raise ValuesError(f"not TOML: {reason[:1].lower()}{reason[1:]}", line) from error
    except RecursionError as error:
        raise ValuesError("not TOML: nested too deep") from error
    except ValueError as error:
        # A number so long that Python refuses to convert it.
        raise ValuesError("not TOML: a number too long; put it in quotes") from error
    return {key: _simplify(value, DEEPEST) for key, value in values.items()}


def parse_json(text: str) -> tuple[dict[str, Any], int]:
    """Read the JSON object that a text begins with; return it, and where it ends.

    Raises:
        ValuesError: too large, too deep, or not an object of JSON.
    """
    import json

    try:
        values, end = json.JSONDecoder(strict=False).raw_decode(text[:MOST_CHARACTERS])
    except json.JSONDecodeError as error:
        if len(text) > MOST_CHARACTERS:
            raise ValuesError("larger than 64 KiB, or not JSON") from error
        raise ValuesError(f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}", error.lineno) from error
    except RecursionError as error:
        raise ValuesError("not JSON: nested too deep") from error
    except ValueError as error:
        raise ValuesError("not JSON: a number too long; put it in quotes") from error
    if not isinstance(values, dict):
        raise ValuesError("not JSON: expected an object such as '{\"title\": …}'")
    return {key: _simplify(value, DEEPEST) for key, value in values.items()}, end


def _simplify(value: object, depth: int) -> object:
    """Write dates out, and refuse what no article needs."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        raise ValuesError("a number of more than 64 bits; put it in quotes")
    if isinstance(value, list | dict) and not depth:
        raise ValuesError(f"nested deeper than {DEEPEST} levels")
    if isinstance(value, list):
        return [_simplify(item, depth - 1) for item in value]
    if isinstance(value, dict):
        return {key: _simplify(item, depth - 1) for key, item in value.items()}
    return value
