"""Names in languages other than English: what the table of the language knows, and people by given names.

A country is one name within a language ("Deutschland"), whatever adjective or case it stands in. Labels are
in the article's own language: that is what a subscriber of its feed looks for. A language without a table
gives nothing.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from seedfeed.model import Category, CategoryKind
from seedfeed.text import late_pattern
from seedfeed.understanding.lexicon import given_names, read_lines
from seedfeed.understanding.salience import IN_LEAD, IN_TITLE, LEAD_LENGTH, LOOKED_AT, Mentions
from seedfeed.understanding.words import split_words

LANGUAGES = frozenset((
    "ar", "da", "de", "el", "es", "fa", "fr", "id", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru",
    "sv", "tr", "uk", "zh",
))  # fmt: skip
# Two ways of writing Norwegian.
_SAME = {"nb": "no", "nn": "no"}
# They write no spaces between words.
_UNSPACED = frozenset(("ja", "zh"))
# A person has two surnames there.
_TWO_SURNAMES = frozenset(("es", "pt"))
# Every noun has a capital there, so a name must come again.
_CAPITAL_NOUNS = frozenset(("de",))
MIN_GIVEN, MIN_SURNAME, MOST_GIVEN = 3, 3, 4
# Words that no form begins like are passed over by so many of their letters.
PREFIX = 3
# Common words come again and again: 570 -> 160 us for 2,000 characters of French (2026-11).
KEPT_WORDS = 16_384
# Capitalised words that surnames begin with, and endings of a Polish name in another case, which is no label.
_PARTICLES = frozenset(("Le", "La", "De", "Van", "Von", "Di", "Da", "Del", "El", "Al", "Abd", "Ben", "Bin"))
_OBLIQUE = ("ego", "emu")
_UPPER = "".join(char for char in map(chr, range(ord("A"), 0x530)) if char.isupper())
_WORD = rf"[{_UPPER}][\w\u2019'-]*"
_SMALL = r"(?:d[aeiou]s?|de[lrn]?|v[ao]n(?: de[nr]?)?|y|e|af) "
_PERSON = late_pattern(rf"(?<![\w-]){_WORD}(?: (?:{_SMALL})?{_WORD}){{1,4}}")


class Form(NamedTuple):
    """One way of writing a name.

    Attributes:
        words: in lower case; a stem ends in "*" and takes an ending.
        written: as in the table.
        capital: how the first one begins in the text, where it has a capital; empty for adjectives
            that have none, and in scripts without capitals.
        name: the label.
        kind: what it is the name of.
    """

    words: tuple[str, ...]
    written: str
    capital: str
    name: str
    kind: CategoryKind


class Table(NamedTuple):
    """What is known of a language.

    Attributes:
        forms: by the first word, or its stem with "*"; the longest first.
        endings: what may follow a stem, the empty one too.
        prefixes: what may stand before a word without a space.
        given: given names in the language's own script.
        nouns: words with a capital that are no surname.
        beginnings: how the first words of the forms begin, to pass over other words at once.
        longest: the length of the longest ending.
        starts: forms by their first character, the longest first, where no spaces part words.
    """

    forms: dict[str, list[Form]]
    endings: frozenset[str]
    prefixes: tuple[str, ...]
    given: frozenset[str]
    nouns: frozenset[str]
    beginnings: frozenset[str]
    longest: int
    starts: dict[str, list[Form]]


@cache
def read_table(language: str) -> Table:
    """Return the table of a language: countries, "+" cities, "@" organisations, and lists of words."""
    forms: dict[str, list[Form]] = {}
    lists: dict[str, list[str]] = {"endings": [], "prefixes": [], "given": [], "nouns": []}
    for line in read_lines(f"places.{language}.txt") + read_lines("organizations.world.txt"):
        head, colon, rest = line.partition(":")
        if colon and head in lists:
            lists[head] += rest.split()
            continue
        kind: CategoryKind = "organization" if line[0] == "@" else "place"
        rows = (
            line[1:].split(",") if line[0] == "+" else [line.lstrip("@ ").replace("|", "=").replace(",", "=")]
        )
        for row in rows:
            names = [name for name in map(str.strip, row.split("=")) if name]
            for written in names:
                form = _make_form(written, names[0].rstrip("*"), kind)
                forms.setdefault(form.words[0], []).append(form)
    starts: dict[str, list[Form]] = {}
    for same in forms.values():
        same.sort(key=lambda form: -len(form.words))
        if language in _UNSPACED:
            for form in same:
                starts.setdefault(form.written[0], []).append(form)
    for same in starts.values():
        same.sort(key=lambda form: -len(form.written))
    return Table(
        forms,
        frozenset(("", *lists["endings"])),
        tuple(lists["prefixes"]),
        frozenset(lists["given"]),
        frozenset(lists["nouns"]),
        _beginnings(forms, lists["endings"]),
        max(map(len, lists["endings"]), default=0),
        starts,
    )


def _beginnings(forms: Iterable[str], endings: list[str]) -> frozenset[str]:
    """Return the first letters of every word that may begin a form."""
    return frozenset(
        (stem + ending)[:PREFIX]
        for stem in (first.rstrip("*") for first in forms)
        for ending in (["", *endings] if len(stem) < PREFIX else [""])
    )


def _make_form(written: str, name: str, kind: CategoryKind) -> Form:
    """Return a form as it is looked up: its words as the text's own are split."""
    parts: list[str] = []
    for word in written.split():
        parts += split_words(word.rstrip("*")) or [word]
        if word.endswith("*"):
            parts[-1] += "*"
    first = written.split(maxsplit=1)[0].rstrip("*")
    return Form(tuple(parts), written, first if first[0] != first[0].lower() else "", name, kind)


def find_names_abroad(title: str, text: str, language: str) -> list[Category]:
    """Return at most five names, the most telling first.

    Args:
        title: as the entry has it.
        text: the beginning of the body.
        language: without its region.
    """
    language = _SAME.get(language, language)
    if language not in LANGUAGES:
        return []
    table = read_table(language)
    text = text[:LOOKED_AT]
    mentions = Mentions()
    if language in _UNSPACED:
        _count_within(mentions, table, text, 1.0)
        _count_within(mentions, table, title, IN_TITLE)
        return mentions.choose()
    _count_people(mentions, table, title, text, language)
    _count_words(mentions, language, split_words(text), f"{title}\n{text}")
    of_title = Mentions()
    _count_words(of_title, language, split_words(title), title)
    for name in of_title.scores:
        mentions.add(name, of_title.kinds[name], IN_TITLE)
    return mentions.choose()


def _count_words(mentions: Mentions, language: str, words: list[str], text: str) -> None:
    """Count what the table knows, the longest form that begins at each word."""
    lead = _count_lead(words)
    endings = read_table(language).endings
    has_capital: dict[str, bool] = {"": True}
    skipped = 0
    for index, word in enumerate(words):
        forms = _find_forms(language, word)
        if skipped or not forms:
            skipped -= bool(skipped)
            continue
        for form in forms:
            more = len(form.words) - 1
            if more and not _goes_on(form, words[index + 1 : index + 1 + more], endings):
                continue
            capital = form.capital
            if capital not in has_capital:
                # Nice is not the word "nice", nor PAN bread.
                has_capital[capital] = capital in text or capital.upper() in text
            if has_capital[capital]:
                mentions.add(form.name, form.kind, 1.0 + (IN_LEAD if index < lead else 0.0))
                skipped = more
                break


def _count_lead(words: list[str]) -> int:
    """Return how many words the lead has."""
    length = 0
    for index, word in enumerate(words):
        length += len(word) + 1
        if length > LEAD_LENGTH:
            return index
    return len(words)


@lru_cache(KEPT_WORDS)
def _find_forms(language: str, word: str) -> list[Form]:
    """Return the forms that may begin with a word, as it is or without what is joined to it."""
    table = read_table(language)
    found = _find_plain(table, word)
    if found:
        return found
    for mark in ("'", "-"):
        if mark in word:
            return [form for part in word.split(mark) for form in _find_plain(table, part)]
    for prefix in table.prefixes:
        if word.startswith(prefix):
            found = _find_plain(table, word[len(prefix) :])
            if found:
                return found
    return []


def _find_plain(table: Table, word: str) -> list[Form]:
    if word[:PREFIX] not in table.beginnings:
        return []
    forms = table.forms
    found = list(forms.get(word, ()))
    if table.longest:
        for end in range(len(word), max(0, len(word) - table.longest - 1), -1):
            if word[end:] in table.endings:
                found += forms.get(f"{word[:end]}*", ())
    return found


def _goes_on(form: Form, words: list[str], endings: frozenset[str]) -> bool:
    """Tell whether the rest of a form stands in the words that follow."""
    return len(words) == len(form.words) - 1 and all(
        _fits(part, word, endings) for part, word in zip(form.words[1:], words, strict=True)
    )


def _fits(form: str, word: str, endings: frozenset[str]) -> bool:
    return word == form or (
        form[-1] == "*" and word.startswith(form[:-1]) and word[len(form) - 1 :] in endings
    )


def _count_people(mentions: Mentions, table: Table, title: str, text: str, language: str) -> None:
    """Count people whose given name is known, by full name and then by surname."""
    people: dict[str, str] = {}
    for match in _PERSON.finditer(f"{title}\n{text}"):
        parts = match[0].split(" ")
        size = _count_given(parts, table)
        if size:
            most = len(parts) if language in _TWO_SURNAMES else size + 1
            name = " ".join(parts[:most])
            people.setdefault(parts[size if language == "es" else most - 1], name)
    for surname, name in people.items():
        again = text.count(surname)
        in_lead = 0 <= text.find(surname) < LEAD_LENGTH
        if again > 1 or (in_lead and language not in _CAPITAL_NOUNS):
            in_title = IN_TITLE if surname in title else 0.0
            mentions.add(name, "person", again + in_title + (IN_LEAD if in_lead else 0.0))


def _count_given(parts: list[str], table: Table) -> int:
    """Return how many of the capitalised words stand before a surname; 0 where they are no person's name."""
    given = table.given or given_names()
    if len(parts[0]) < MIN_GIVEN or parts[0] not in given or parts[0].lower() in table.forms:
        return 0
    size = 1
    while size < len(parts) - 1 and (
        parts[size] in given or parts[size] in _PARTICLES or parts[size][0].islower()
    ):
        size += 1
    surname = parts[size]
    if len(surname) < MIN_SURNAME or surname in _PARTICLES or surname.lower() in table.forms:
        return 0
    if size > MOST_GIVEN or surname in parts[:size]:
        return 0
    is_none = surname in table.nouns or surname.isupper() or surname.endswith(_OBLIQUE)
    return 0 if is_none else size


def _count_within(mentions: Mentions, table: Table, text: str, weight: float) -> None:
    """Count names in a script without spaces, the longest that begins at each character."""
    index = 0
    while index < len(text):
        for form in table.starts.get(text[index], ()):
            end = index + len(form.written)
            if text.startswith(form.written, index) and _is_apart(text, index, end):
                mentions.add(form.name, form.kind, weight + (IN_LEAD if index < LEAD_LENGTH else 0.0))
                index = end
                break
        else:
            index += 1


def _is_apart(text: str, start: int, end: int) -> bool:
    """Tell whether an acronym stands by itself among other scripts' letters: EU, not NEUTRAL."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return not text[start].isascii() or not any(char.isascii() and char.isalnum() for char in around)
