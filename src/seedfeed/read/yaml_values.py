"""YAML -> plain names and values. Imported only where there is YAML: the library costs 15 ms.

It is read from the parser's events: every value is the text that stands there, so `no` stays Norwegian
and 1.10 is not 1.1. No anchors, no objects, no depth to speak of. Empty and `null` are None.
"""

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from seedfeed.read.plain_yaml import NULLS
from seedfeed.read.values import DEEPEST, MOST_CHARACTERS, ValuesError
from seedfeed.text import late_pattern

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Legal in XML, but to YAML line ends or errors; they come from pages in a wrong encoding.
_FOREIGN = late_pattern("[\x7f-\x9f\u2028\u2029]")


def parse_yaml(text: str) -> tuple[dict[str, Any], dict[str, int]]:
    """Read one YAML mapping; return its values, and the 1-based line of each of its keys.

    Raises:
        ValuesError: too large, too deep, no mapping, with anchors, or not YAML.
    """
    if len(text) > MOST_CHARACTERS:
        raise ValuesError("larger than 64 KiB")
    try:
        return _build_document(yaml.parse(_FOREIGN.sub(" ", text), Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        raise ValuesError(_explain(str(error.problem)), line) from error
    except yaml.YAMLError as error:
        raise ValuesError(f"not YAML: {getattr(error, 'reason', 'unreadable')}") from error
    except (ValueError, OverflowError) as error:
        # Without libyaml, an escape beyond Unicode is left to chr().
        raise ValuesError(f"not YAML: {error}") from error


def _explain(problem: str) -> str:
    """Say it in our words, and add the cure to the mistake that everybody makes."""
    if problem == "mapping values are not allowed in this context":
        return "a second ': ' in one value; put the value in quotes"
    if "nesting depth" in problem:  # newer libraries have a limit of their own
        return f"nested deeper than {DEEPEST} levels"
    return f"not YAML: {problem}"


def _build_document(events: Iterator[Event]) -> tuple[dict[str, Any], dict[str, int]]:
    """Build the one mapping that front matter is; nothing at all is an empty one."""
    lines: dict[str, int] = {}
    values: object = None
    documents = 0
    for event in events:
        if isinstance(event, DocumentStartEvent):
            documents += 1
        elif isinstance(event, NodeEvent):
            values = _build(event, events, DEEPEST, lines)
    if documents > 1:
        raise ValuesError("more than one YAML document")
    if values is None:
        return {}, {}
    if not isinstance(values, dict):
        raise ValuesError("expected lines such as 'title: …' between the fences", 1)
    return values, lines


def _line_of(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _build(event: Event, events: Iterator[Event], depth: int, lines: dict[str, int]) -> object:
    """Build what begins with `event`; `lines` takes the lines of a mapping's own keys."""
    line = _line_of(event)
    if isinstance(event, NodeEvent) and event.anchor is not None:
        raise ValuesError(f"anchors and aliases are refused, got {event.anchor!r}; write the value out", line)
    if isinstance(event, ScalarEvent):
        plain = event.implicit[0]
        return None if plain and event.value in NULLS else str(event.value)
    if not depth:
        raise ValuesError(f"nested deeper than {DEEPEST} levels", line)
    if isinstance(event, SequenceStartEvent):
        items = []
        while not isinstance(inner := next(events), SequenceEndEvent):
            items.append(_build(inner, events, depth - 1, {}))
        return items
    mapping: dict[str, object] = {}
    while not isinstance(inner := next(events), MappingEndEvent):
        key = _build(inner, events, depth - 1, {})
        if not isinstance(key, str):
            raise ValuesError("expected a name before ':'", _line_of(inner))
        lines[key] = _line_of(inner)
        mapping[key] = _build(next(events), events, depth - 1, {})
    return mapping
