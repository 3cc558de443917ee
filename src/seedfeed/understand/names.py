"""The places, organisations and people an article names often enough to be about them.

Runs of capitalised words, told apart by tables and by the words inside them. A name that no rule knows
gives nothing. English capitals only: in scripts without them, and in German, nothing is found.
"""

import re
from functools import cache

from msgspec import Struct

from seedfeed.model import Category, CategoryKind
from seedfeed.understand.lexicon import given_names, read_lines, read_lists

LOOKED_AT = 2_500
MOST_NAMES = 5
# Mentions count 1, in the lead 1 more, in the title 3 more.
IN_LEAD, IN_TITLE = 1.0, 3.0
LEAD_LENGTH = 400
# What one word names may be chance; two words that come twice are meant.
MIN_SALIENCE, MIN_SALIENCE_LONG = 3.0, 2.0
MOST_WORDS = 5
SCHEMES: dict[CategoryKind, str] = {
    "place": "https://schema.org/Place",
    "organization": "https://schema.org/Organization",
    "person": "https://schema.org/Person",
}
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞŁŚŠŽČİ](?<![\w@#/-].)(?:\.[A-Z]\.?|[\w\u2019'&-]*)")
_JOINERS = frozenset({" ", " of ", " of the ", " for ", " and ", " de ", " al-", " bin ", ". "})


def _words(title: str) -> frozenset[str]:
    return read_lists("name_words.txt")[title]


class Known(Struct, frozen=True):
    """What a table says of a name as written: whose it is, and of what kind."""

    name: str
    kind: CategoryKind
    unsure: bool = False


@cache
def _known_names() -> dict[str, Known]:
    """Read places and organisations; the first of two equal names wins."""
    known: dict[str, Known] = {}
    country = ""
    for line in read_lines("places.txt"):
        if line.startswith("+"):
            for city in line[1:].split(","):
                name = city.strip().removesuffix("~")
                known.setdefault(name, Known(name, "place", unsure=city.endswith("~")))
            continue
        country, _, variants = line.partition("|")
        country = country.strip()
        known.setdefault(country, Known(country, "place"))
        for variant in filter(None, (part.strip() for part in variants.split(","))):
            known.setdefault(variant.removesuffix("~"), Known(country, "place", unsure=variant.endswith("~")))
    for line in read_lines("organizations.txt"):
        name, _, variants = line.partition("|")
        name = name.strip()
        for variant in (name, *filter(None, (part.strip() for part in variants.split(",")))):
            known.setdefault(variant, Known(name, "organization"))
    return known


class _Run(Struct):
    """Capitalised words that stand together, and where."""

    words: list[str]
    start: int
    end: int


def find_names(title: str, text: str) -> list[Category]:
    """Return at most five names, the most telling first."""
    text = text[:LOOKED_AT]
    scores: dict[str, float] = {}
    kinds: dict[str, CategoryKind] = {}
    first_seen: dict[str, int] = {}
    people: dict[str, str] = {}
    read: dict[str, list[tuple[str, CategoryKind]]] = {}
    for run in _find_runs(text):
        key = " ".join(run.words)
        names = read.get(key)
        if names is None or not names:
            names = read[key] = _read_run(run, people)
        for name, kind in names:
            weight = 1.0 + (IN_LEAD if run.start < LEAD_LENGTH else 0.0)
            scores[name] = scores.get(name, 0.0) + weight
            kinds.setdefault(name, kind)
            first_seen.setdefault(name, run.start)
    for name in {name for run in _find_runs(title) for name, _ in _read_run(run, people)}:
        if name in scores:
            scores[name] += IN_TITLE
    telling = [name for name in scores if _is_telling(name, kinds[name], scores[name])]
    telling.sort(key=lambda name: (-scores[name], first_seen[name]))
    return [
        Category(kind=kinds[name], term=name, label=name, scheme=SCHEMES[kinds[name]])
        for name in telling[:MOST_NAMES]
    ]


def _is_telling(name: str, kind: CategoryKind, score: float) -> bool:
    return score >= (MIN_SALIENCE_LONG if " " in name and kind != "place" else MIN_SALIENCE)


def _find_runs(text: str) -> list[_Run]:
    """Return the runs of capitalised words, joined over "of" and the like."""
    runs: list[_Run] = []
    unnamed = _words("no name")
    for match in _CAPITALISED.finditer(text):
        start, word = match.start(), match[0]
        if word in unnamed and (not runs or start - runs[-1].end > 1):
            continue
        word = word.rstrip("\u2019'-&")
        possessive = word.endswith(("'s", "\u2019s"))
        word = word[:-2] if possessive else word
        last = runs[-1] if runs else None
        gap = text[last.end : start] if last and start - last.end <= len(" of the ") else None
        initial = last is not None and gap == ". " and len(last.words[-1]) == 1
        if last is not None and gap in _JOINERS and (gap != ". " or initial) and len(last.words) < MOST_WORDS:
            if gap not in {" ", ". "}:
                last.words.append(gap.strip() if gap else "")
            elif gap == ". ":
                last.words[-1] += "."
            last.words.append(word)
            last.end = start + len(word)
        else:
            runs.append(_Run([word], start, start + len(word)))
        if possessive:
            runs[-1].end = -LOOKED_AT
    return runs


def _read_run(run: _Run, people: dict[str, str]) -> list[tuple[str, CategoryKind]]:
    """Return the names in a run: known ones, else an organisation, else a person."""
    known = _known_names()
    words = run.words
    found = known.get(" ".join(words))
    if found is not None:
        return [] if found.unsure else [(found.name, found.kind)]
    if len(words) > 1 or words[0] in _words("no name"):
        words = _strip(words)
        found = known.get(" ".join(words))
        if found is not None:
            return [] if found.unsure else [(found.name, found.kind)]
    if len(words) == 1:
        person = people.get(words[0])
        return [(person, "person")] if person else []
    if _is_organization(words):
        return [(" ".join(words), "organization")]
    person = _read_person(words, people)
    if person is not None:
        return [(person, "person")]
    return _read_parts(words)


def _strip(words: list[str]) -> list[str]:
    """Return the words without roles, articles and joining words at the ends."""
    unnamed = _words("no name")
    begin, end = 0, len(words)
    while begin < end and (words[begin] in unnamed or words[begin][0].islower()):
        begin += 1
    while end > begin and (words[end - 1] in unnamed or words[end - 1][0].islower()):
        end -= 1
    return words[begin:end]


def _is_organization(words: list[str]) -> bool:
    telling = _words("organization")
    return len(words) > 1 and "and" not in words and (words[-1] in telling or words[0] in telling)


def _read_person(words: list[str], people: dict[str, str]) -> str | None:
    """Return the full name of a person: a given name or a role says it is one; later the last word does."""
    role = False
    roles = _words("role")
    while len(words) > 1 and words[0].rstrip(".") in roles:
        words, role = words[1:], True
    if any(word[0].islower() for word in words):
        return None
    if len(words) <= 1:
        return people.get(words[0]) if words else None
    longest = 3
    if len(words) <= longest and (role or words[0] in given_names()) and words[-1] not in _known_names():
        name = " ".join(words)
        people.setdefault(words[-1], name)
        return people[words[-1]] if people[words[-1]].endswith(name) else name
    return None


def _read_parts(words: list[str]) -> list[tuple[str, CategoryKind]]:
    """Return the known names inside a run that is none as a whole: "Iraqi Shiite", "France and Germany"."""
    known = _known_names()
    found: list[tuple[str, CategoryKind]] = []
    index = 0
    while index < len(words):
        for length in (3, 2, 1):
            part = known.get(" ".join(words[index : index + length]))
            if part is not None and not part.unsure:
                found.append((part.name, part.kind))
                index += length
                break
        else:
            index += 1
    return found
