"""How lines begin that are not the article's own: furniture, captions, sources, pointers elsewhere.

Every rule is keyed by the first word of the line, so that a line of prose costs one look-up. None is
about a certain site; each is a way of speaking that any site may use.
"""

import re
from functools import cache
from typing import Literal, cast

from msgspec import Struct

from seedfeed.understand.lexicon import read_lines

Kind = Literal["furniture", "trailer", "caption", "credit", "source", "related", "title"]

_FIRST_WORD = re.compile(r"[^\w©#]*([\w/\u2019'-]+|©)")


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


_CALL = re.compile(
    r"\b(?:sign(?:ing)? up|subscribe|join|get|free|weekly|daily|delivered|forwarded|straight)\b",
    re.IGNORECASE,
)
_LONGEST_CALL = 180
# A sentence that calls the reader, in a paragraph of some.
_CALLING_SENTENCE = re.compile(
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
    word = _FIRST_WORD.match(text)
    if word is None:
        return None
    for number in _numbers_by_word().get(word[1].casefold(), ()):
        kind, rule, pattern = _compiled(number)
        match = pattern.match(text, word.start(1))
        if match is not None:
            value = next((group for group in match.groups() if group), text)
            return kind, rule, value if kind in {"source", "related"} else text
    return None
