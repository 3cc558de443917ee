"""A text -> its sketch: a few hundred bytes in which two copies of one article are alike.

A text is cut after every `b` and `v` (in other scripts after some bytes that are as frequent), so that the
pieces follow from the text alone and a changed word changes only the piece it stands in. The pieces'
smallest hashes stand for all (bottom-k min-hash). Knows no other text, and compares nothing.
"""

import unicodedata
from hashlib import blake2b
from zlib import crc32

from seedfeed.model import MOST_CHUNKS, MOST_NUMBERS, Sketch
from seedfeed.text import late_pattern

# A text with fewer bytes of letters is a note of some 40 words: what it shares may be all boilerplate.
SHORTEST = 200
# Up to a tenth of other letters (accents, typographic quotes) a text is told by its ASCII alone: one call
# in C instead of case folding and a regular expression, 34 us -> 6 us for 3 KB (2026-11).
_MOSTLY_ASCII = 0.9
_SHORTEST_WORD = 5
_TOLD = 3  # one in so many words of a title
_CJK = 0xE3  # the first byte of U+3000 and all above: there words have no space between them
_CJK_PAIR = 6  # bytes of two such characters
_SPACES = b" \t\n\r\x0b\x0c"
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_NO_LETTERS_BUT_SPACES = bytes(set(_NO_LETTERS) - set(_SPACES))
_PUNCTUATION = late_pattern("[\u0080-\u00bf\u2000-\u206f\u3001-\u303f\uff00-\uff0f]+")
_ONLY_DIGITS = bytes(code if ord("0") <= code <= ord("9") else ord(" ") for code in range(256))
_BEFORE = 3
_CUT = b"v"
# b and v: together 1.5 to 4 % of the letters of every European language in Latin script. 92, a8 and b2 end
# the UTF-8 of letters as frequent in Cyrillic, Arabic, Hebrew, Devanagari, Thai, Chinese and Japanese.
_CUTS = b"bBvV\x92\xa8\xb2"
_FOLD = bytes(
    ord(_CUT) if code in _CUTS else code + 32 if ord("A") <= code <= ord("Z") else code for code in range(256)
)


def make_sketch(title: str, text: str) -> Sketch:
    """Return what is alike in two copies of one article, whatever their punctuation, case and spacing.

    Args:
        text: the article's own lines, without the title and what the site put around it.
    """
    plain = _plain(text)
    letters = plain.translate(_FOLD, _NO_LETTERS)
    heading = _plain(title)
    sketch = Sketch(
        exact=int.from_bytes(blake2b(letters, digest_size=7).digest(), "big"),
        title=crc32(heading.translate(_FOLD, _NO_LETTERS)),
    )
    if len(letters) < SHORTEST or not _is_told(heading, letters):
        return sketch
    numbers = sorted(_find_numbers(letters))
    if len(numbers) > MOST_NUMBERS:
        numbers = [b" ".join(numbers)]
    return Sketch(
        exact=sketch.exact,
        title=sketch.title,
        chunks=tuple(sorted(set(map(crc32, letters.split(_CUT))))[:MOST_CHUNKS]),
        numbers=tuple(map(crc32, numbers)),
    )


def _find_numbers(letters: bytes) -> set[bytes]:
    """Return each number with the letters before it: a 3 elsewhere must not excuse another score."""
    digits = letters.translate(_ONLY_DIGITS)
    found = set()
    at = 0
    for number in digits.split():
        at = digits.index(number, at)
        found.add(letters[max(0, at - _BEFORE) : at + len(number)])
        at += len(number)
    return found


def _plain(text: str) -> bytes:
    """Return a text in one of the ways it can be written."""
    plain = text.encode("ascii", "ignore")
    if len(plain) >= len(text) * _MOSTLY_ASCII:
        return plain
    return unicodedata.normalize("NFKC", _PUNCTUATION.sub("", text.casefold())).encode()


def _is_told(heading: bytes, letters: bytes) -> bool:
    """Tell whether the text speaks of what its title says, at least of a third.

    Where it does not, the text may be what the site shows in place of every article: a request to
    subscribe, to log in, to accept cookies. Nine of ten articles of the dev set tell their titles; of 700
    letters from another article one in 140 does (2026-11).
    """
    words = heading.translate(_FOLD, _NO_LETTERS_BUT_SPACES).split()
    parts = [part for word in words for part in _parts(word)] or words
    wanted = -(-len(parts) // _TOLD)
    for part in parts:
        if not wanted:
            break
        wanted -= part in letters
    return not wanted


def _parts(word: bytes) -> list[bytes]:
    """Return what is looked for of a word: the whole; pairs of characters where words are not set apart."""
    if word[0] >= _CJK:
        return [word[at : at + _CJK_PAIR] for at in range(0, len(word) - _CJK_PAIR + 1, _CJK_PAIR)]
    return [word] if len(word) >= _SHORTEST_WORD else []
