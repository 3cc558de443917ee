"""Which outlets a text quotes: "reported Reuters", "told the BBC", "LONDON (AFP) -".

None of them is the text's source.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from seedfeed.text import late_pattern
from seedfeed.understanding.outlets import find_exact_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedfeed.understanding.lines import Line

QUOTED_WITHIN = 4_000
MOST_QUOTED = 5
# Of one verb in a text; the articles of the dev set have at most 8 (2026-11).
MOST_PLACES = 50
# As far before a verb as a name can begin, and before an agency as a dateline can.
LONGEST_NAME, LONGEST_PLACE = 60, 60
# By language, what an outlet's name follows. A word is looked for in the whole text, which costs 2 µs for
# 3 KB: all languages together took 40 µs, English alone line by line 20, English alone so 10 (2026-11).
_NAME_FOLLOWS = {
    "en": ("told", "ccording to"),
    "de": ("laut", "nach Angaben"),
    "fr": ("selon", "indiqué à", "déclaré à"),
    "es": ("según", "declaró a", "dijo a"),
    "pt": ("segundo", "de acordo com", "disse à"),
    "it": ("secondo", "detto a"),
    "nl": ("volgens", "tegen"),
    "sv": ("enligt", "säger till"),
    "pl": ("według", "powiedział"),
    "ru": ("по данным", "ссылкой на"),
    "uk": ("за даними", "посиланням на"),
    "ar": ("نقلت", "ذكرت", "بحسب", "أفادت"),
    "fa": ("به گزارش", "به نقل از"),
}
# By language, what stands before or after an outlet's name.
_NAME_BESIDE = {
    "en": ("report",),
    "de": ("berichtet", "meldet"),
    "fr": ("rapporte",),
    "es": ("informó", "reportó"),
    "pt": ("informou",),
    "it": ("riferisce", "riporta"),
    "nl": ("meldt", "bericht"),
    "sv": ("rapporterar",),
    "pl": ("podaje", "informuje"),
    "ru": ("сообщает", "сообщил", "пишет"),
    "uk": ("повідомляє", "пише"),
    "zh": ("报道", "報道", "報導"),
    "ja": ("によると", "が報じ"),
}
_NO_VERBS = frozenset(["reporter", "reporters", "reporting", "reportedly", "report"])
# The rest of the verb, and what may stand between it and a name.
_TO_NAME = late_pattern(
    r"\w*(?:,? (?:by|von|par|por|to))?,? (?:(the|der|die|das|des|le|la|el|il|o|a|de|het|dem|an) )?"
    r"(?:(?:agence|agencia|agenzia|agência|agencja|агентство|газета|وكالة|صحيفة|قناة|خبرگزاری|روزنامه) )?"
    r"[\"«„“‘']?"
)
_NAME = late_pattern(r"(?!\d)\w[\w.&'\u2019\u200c-]*(?: \w[\w.&'\u2019\u200c-]*){0,2}")
_NAME_ENDING = late_pattern(
    r"(?:[^\W_a-z][\w.&'\u2019-]* )?(?:[^\W_a-z][\w.&'\u2019-]* )?"
    r"(?:[^\W_a-z][\w.&'\u2019-]*|\b[a-z]{2,6}) ?\Z"
)
_UNSPACED_ENDING = late_pattern(r"[\u3040-\u30ff\u3400-\u9fff]{2,8}\Z")
_AGENCY = late_pattern(r"\(([A-Z][\w .&-]{1,30})\) ?[-\u2013—]")


def find_quoted(body: tuple[Line, ...], language: str | None) -> list[tuple[str, str, int]]:
    """Return name, rule and line of the outlets the text quotes, in the order of the text."""
    text = "\n".join([line.text for line in body[:QUOTED_WITHIN]])[:QUOTED_WITHIN]
    found = [*_find_said(text, (language or "en").partition("-")[0]), *_find_datelines(text)]
    if not found:
        return []
    starts = list(accumulate((len(line.text) + 1 for line in body), initial=0))
    names: dict[str, tuple[str, str, int]] = {}
    for at, name, rule in sorted(found):
        names.setdefault(name, (name, rule, body[bisect_right(starts, at) - 1].number))
    return list(names.values())[:MOST_QUOTED]


def _find_said(text: str, language: str) -> Iterator[tuple[int, str, str]]:
    for word in _NAME_FOLLOWS.get(language, ()):
        for at in _places_of(text, word):
            yield from _find_after(text, at + len(word))
    for word in _NAME_BESIDE.get(language, ()):
        for at in _places_of(text, word):
            if text[at : at + len(word) + 5].partition(" ")[0].rstrip(".,") not in _NO_VERBS:
                yield from _find_after(text, at + len(word))
                yield from _find_before(text, at)


def _places_of(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(word, at + len(word))


def _find_after(text: str, at: int) -> Iterator[tuple[int, str, str]]:
    """Yield the outlet whose name follows a verb, the longest that is one."""
    between = _TO_NAME.match(text, at)
    match = _NAME.match(text, between.end()) if between else None
    if between is None or match is None:
        return
    # "told Time" means the magazine, "told the City" does not.
    labelled = between[1] is None and match[0][0].isupper()
    words = match[0].split(" ")
    for end in range(len(words), 0, -1):
        known = _known(" ".join(words[:end]), labelled=labelled)
        if known is not None:
            yield at, known, "quoted"
            return


def _find_before(text: str, at: int) -> Iterator[tuple[int, str, str]]:
    """Yield the outlet whose name stands before a verb, the longest that is one."""
    start = max(0, at - LONGEST_NAME)
    match = _UNSPACED_ENDING.search(text, start, at) or _NAME_ENDING.search(text, start, at)
    if match is None:
        return
    words = match[0].split()
    unspaced = len(words) == 1 and words[0][0] > "\u2e80"
    tails = (
        [match[0][cut:] for cut in range(len(match[0]))]
        if unspaced
        else [" ".join(words[cut:]) for cut in range(len(words))]
    )
    for name in tails:
        known = _known(name)
        # "Independent reports say" is about reports, unless "the" stands before.
        if known is not None and (known != f"The {name}" or " " in name or _has_article(text, name, at)):
            yield at, known, "quoted"
            return


def _has_article(text: str, name: str, at: int) -> bool:
    return text[:at].rstrip().removesuffix(name).endswith(("the ", "The "))


def _find_datelines(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the agencies in "LONDON, May 3 (AFP) - ", at the start of a line only."""
    for match in _AGENCY.finditer(text) if "(" in text else ():
        start = text.rfind("\n", 0, match.start()) + 1
        place = text[start : match.start()]
        if 1 < len(place) <= LONGEST_PLACE and "(" not in place and ")" not in place:
            known = _known(match[1], labelled=True)
            if known is not None:
                yield start, known, "dateline"


def _known(name: str, *, labelled: bool = False) -> str | None:
    bare = name.rstrip(".,'\u2019").removesuffix("'s").removesuffix("\u2019s")
    return find_exact_name(bare, labelled=labelled)
