"""The language of a text, from its script and its commonest words; None where that is not enough."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache

from seedfeed.text import late_pattern
from seedfeed.understanding.lexicon import read_lists

LOOKED_AT = 1_500
# Different stop words that must be found, their share of all words, and how far the best must be ahead of the
# next: no wrong guess on the 1,344 texts of the dev set, whole or cut to 120 characters (2026-11).
MIN_HITS = 5
MIN_SHARE = 0.08
MIN_LEAD = 1.35
# Swedish and Danish share two thirds of theirs: then words that only one of them has decide.
OWN_WORDS = 4
# One range of letters that a single language uses alone, or nearly so.
_SCRIPTS = (
    ("ja", late_pattern("[\u3040-\u30ff]")),
    ("ko", late_pattern("[\uac00-\ud7af]")),
    ("zh", late_pattern("[\u4e00-\u9fff]")),
    ("th", late_pattern("[\u0e00-\u0e7f]")),
    ("el", late_pattern("[\u0370-\u03ff]")),
    ("ka", late_pattern("[\u10a0-\u10ff]")),
    ("hy", late_pattern("[\u0530-\u058f]")),
    ("my", late_pattern("[\u1000-\u109f]")),
    ("km", late_pattern("[\u1780-\u17ff]")),
    ("ta", late_pattern("[\u0b80-\u0bff]")),
    ("te", late_pattern("[\u0c00-\u0c7f]")),
    ("bn", late_pattern("[\u0980-\u09ff]")),
)
# Letters that one language of a script has and the others have not.
_Telling = tuple[tuple[str, frozenset[str], frozenset[str]], ...]
_LETTERS: tuple[tuple[re.Pattern[str], _Telling], ...] = (
    (
        late_pattern("[\u0400-\u04ff]"),
        (
            ("uk", frozenset("іїєґ"), frozenset("ыэёўј")),
            ("ru", frozenset("ыэё"), frozenset("іїєґўјқғңөүһәұ")),
            ("sr", frozenset("јљњћђџ"), frozenset("ыэё")),
        ),
    ),
    (
        late_pattern("[\u0600-\u06ff]"),
        (
            ("ur", frozenset("ٹڈڑںے"), frozenset()),
            ("fa", frozenset("پچژگ"), frozenset("ٹڈڑےۆێڵ")),
            ("ar", frozenset("ةى"), frozenset("پچژگ")),
        ),
    ),
)
# Letters of one language in Latin script, which tell it where a text is too short for its words.
_LATIN = (
    ("tr", frozenset("ğış"), frozenset("əőűřěłățơư")),
    ("pl", frozenset("łąęż"), frozenset("řěűğė")),
    ("cs", frozenset("řěů"), frozenset("łğőľ")),
    ("hu", frozenset("őű"), frozenset("řěłğ")),
    ("ro", frozenset("ățș"), frozenset("ğłřơư")),
    ("vi", frozenset("đơưạảấầậắếềệọồộớờợụứừự"), frozenset("ğłř")),
    ("is", frozenset("þð"), frozenset("ğłř")),
    ("lv", frozenset("ķļņģ"), frozenset("ğłřė")),
    ("lt", frozenset("ėųį"), frozenset("ğłř")),
)
MIN_LETTERS = 4
_NOT_LATIN = late_pattern("[^\x00-\u024f\u2000-\u20cf]")
_SCRIPT_SHARE = 0.3
_KANA_SHARE = 0.05
_BCP47 = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}\Z")


def parse_language(text: str | None) -> str | None:
    """Return a language tag from metadata in the usual case (BCP 47 §2.1.1), or None where it is none."""
    tag = (text or "").strip().replace("_", "-")
    if not _BCP47.match(tag):
        return None
    first, *rest = tag.split("-")
    region = 2
    return "-".join([first.lower(), *(part.upper() if len(part) == region else part for part in rest)])


@cache
def _tallies() -> tuple[tuple[str, ...], frozenset[bytes], dict[bytes, int]]:
    """Return the languages, all stop words, and each with a number: a 1 in the byte of each that uses it.

    The sum of such numbers counts the words of all languages at once: 9 µs -> 7 µs (2026-11). No language has
    as many words as a byte can count; a test holds them to it.
    """
    lists = read_lists("stop_words.txt")
    tallies: dict[bytes, int] = {}
    for at, words in enumerate(lists.values()):
        for word in map(str.encode, words):
            tallies[word] = tallies.get(word, 0) | 1 << 8 * at
    return tuple(lists), frozenset(tallies), tallies


def guess_language(text: str, words: AbstractSet[bytes]) -> str | None:
    """Return the language of a text as a BCP 47 tag, or None where it is not sure.

    Args:
        text: some lines of it.
        words: those of its beginning, as `read_vocabulary` gives them.
    """
    sample = text[:LOOKED_AT]
    if not sample.isascii() and _NOT_LATIN.search(sample):
        script = _guess_by_script(sample)
        if script is not None:
            return script
    found = _most_hits(words)
    return found if found is not None or sample.isascii() else _guess_by_letters(sample)


def _most_hits(words: AbstractSet[bytes]) -> str | None:
    """Return the language with most stop words among `words`, if they are many and far ahead of the next."""
    languages, known, tallies = _tallies()
    # The overlap of two sets costs half of what that of a dictionary and a set does.
    found = [tallies[word] for word in known & words]
    hits = sum(found).to_bytes(len(languages), "little")
    best = max(hits)
    if best < max(MIN_HITS, MIN_SHARE * len(words)):
        return None
    first = hits.index(best)
    rivals = [at for at, times in enumerate(hits) if best < MIN_LEAD * times and at != first]
    return languages[first] if all(_has_own_words(first, rival, found) for rival in rivals) else None


def _has_own_words(first: int, rival: int, found: Iterable[int]) -> bool:
    """Tell whether words stand there that only the first of two languages has, and none of the other's."""
    one, other = 1 << 8 * first, 1 << 8 * rival
    alone = [tally & (one | other) for tally in found]
    return alone.count(one) >= OWN_WORDS and other not in alone


def _guess_by_letters(sample: str) -> str | None:
    """Return the language whose own letters are there, of those that share a script."""
    letters = sum(char.isalpha() for char in sample) or 1
    for script, telling in _LETTERS:
        if len(script.findall(sample)) > _SCRIPT_SHARE * letters:
            return next((language for language, own, foreign in telling if _has(sample, own, foreign)), None)
    folded = sample.lower()
    for language, own, foreign in _LATIN:
        if foreign.isdisjoint(folded) and sum(map(folded.count, own)) >= MIN_LETTERS:
            return language
    return None


def _has(sample: str, own: frozenset[str], foreign: frozenset[str]) -> bool:
    return not own.isdisjoint(sample) and foreign.isdisjoint(sample)


def _guess_by_script(sample: str) -> str | None:
    """Return the language whose script most of the letters are in."""
    letters = sum(char.isalpha() for char in sample) or 1
    kana = len(_SCRIPTS[0][1].findall(sample))
    if kana > _KANA_SHARE * letters:
        return "ja"
    for language, pattern in _SCRIPTS[1:]:
        if len(pattern.findall(sample)) > _SCRIPT_SHARE * letters:
            return language
    return None
