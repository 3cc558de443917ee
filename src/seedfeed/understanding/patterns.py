"""How lines begin that are not the article's own: furniture, captions, sources, pointers elsewhere.

Every rule is keyed by the first word of the line, so that a line of prose costs one look-up. None is
about a certain site; each is a way of speaking that any site may use.
"""

import re
from functools import cache
from typing import Literal, cast

from msgspec import Struct

from seedfeed.text import late_pattern
from seedfeed.understanding.lexicon import read_lines
from seedfeed.understanding.outlets import find_exact_name

Kind = Literal["furniture", "trailer", "caption", "credit", "source", "related", "title"]

LONGEST_UNSPACED = 6
_FIRST_UNSPACED, _FIRST_RIGHT_TO_LEFT = "\u2e80", "\u0590"
# Marks that say how to read a line of Arabic or Persian, and its direction: many leave them out.
_ARABIC_MARKS = late_pattern("[\u061c\u0640\u064b-\u0652\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_FIRST_WORD = late_pattern(r"[^\w©#]*([\w/\u2019'-]+|©)")


class Rule(Struct):
    """One rule as written: what the line is, what it may begin with, and the parts of its pattern."""

    kind: Kind
    name: str
    words: list[str]
    parts: list[str]


@cache
def _rules() -> list[Rule]:
    """Read the rules, patterns not compiled yet."""
    rules: list[Rule] = []
    named: dict[str, str] = {}
    name = ""
    for line in read_lines("line_rules.txt"):
        if line.startswith("@"):
            name = line[1:]
        elif line.startswith("  ") and not rules:
            named[name] = line[2:]
        elif line.startswith("  "):
            part = line[2:]
            for key, words in named.items():
                part = part.replace("{" + key + "}", words)
            rules[-1].parts.append(part)
        else:
            kind, title, words = line.split(" | ")
            rules.append(Rule(cast("Kind", kind), title, words.split(), []))
    return rules


@cache
def _numbers_by_word() -> dict[str, tuple[int, ...]]:
    """Return the rules a line may follow by its first word, as indices of `_rules`."""
    found: dict[str, list[int]] = {}
    for number, rule in enumerate(_rules()):
        for word in rule.words:
            found.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


@cache
def _compiled(number: int) -> tuple[Kind, str, re.Pattern[str]]:
    """Compile a rule when the first line comes that may follow it."""
    rule = _rules()[number]
    return rule.kind, rule.name, re.compile("".join(rule.parts), re.IGNORECASE)


_CALL = late_pattern(
    r"\b(?:sign(?:ing)? up|subscribe|join|get|free|weekly|daily|delivered|forwarded|straight)\b",
    re.IGNORECASE,
)
_LONGEST_CALL = 180
# A sentence that calls the reader, in a paragraph of some.
_CALLING_SENTENCE = late_pattern(
    r"(?:\A|[.!?:\u2019”] )(?:please )?(?:sign up|subscribe|join)\b[^.!?]{0,100}\b(?:newsletters?|inbox)\b",
    re.IGNORECASE,
)


def _is_call(text: str) -> bool:
    """Tell whether a line calls for a newsletter, whatever its first word."""
    folded = text.lower()
    if "newsletter" not in folded and "inbox" not in folded:
        return False
    if len(text) <= _LONGEST_CALL and _CALL.search(text):
        return True
    return _CALLING_SENTENCE.search(text) is not None


def find_rule(text: str) -> tuple[Kind, str, str] | None:
    """Return kind, rule and value of a line that is not the article's own, or None.

    Args:
        text: one collapsed line of at most a few hundred characters.
    """
    if _is_call(text):
        return "furniture", "newsletter", text
    if text[:1] > _FIRST_RIGHT_TO_LEFT:
        text = _ARABIC_MARKS.sub("", text)
    word = _FIRST_WORD.match(text)
    if word is None:
        return None
    for number in _numbers_for(word[1].casefold()):
        kind, rule, pattern = _compiled(number)
        match = pattern.match(text, word.start(1))
        if match is not None:
            value = next((group for group in match.groups() if group), text)
            if kind == "source" and rule != "source:" and _is_prose(value):
                continue
            return kind, rule, value if kind in {"source", "related"} else text
    return None


def _numbers_for(word: str) -> tuple[int, ...]:
    """Return the rules for a first word; where words run together, for how it begins."""
    numbers = _numbers_by_word()
    if word in numbers or word[0] < _FIRST_UNSPACED:
        return numbers.get(word, ())
    return tuple(
        number for length in range(2, LONGEST_UNSPACED + 1) for number in numbers.get(word[:length], ())
    )


def _is_prose(value: str) -> bool:
    """Tell whether what should be an outlet's name goes on like a sentence: "via a narrow road"."""
    words = value.split(" ", 2)
    if len(words) == 1 or not words[0].islower() or not words[1].islower() or "." in words[0]:
        return False
    return find_exact_name(words[0]) is None
