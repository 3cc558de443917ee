"""The tables behind `names`: places, organisations and people that are known by name.

Read when first needed and kept, as plain tuples: making 3,000 objects would cost as much as reading the file.
"""

from functools import cache

from seedfeed.model import CategoryKind
from seedfeed.understand.lexicon import read_lines, read_lists

# Name, kind, and the name beside which alone it counts; empty where it counts by itself.
Known = tuple[str, CategoryKind, str]


def words(title: str) -> frozenset[str]:
    """Return a list of `name_words.txt`."""
    return read_lists("name_words.txt")[title]


def _variants(text: str) -> list[tuple[str, bool]]:
    """Return the ways of writing a name and whether each needs the name itself beside it."""
    return [(part.rstrip("~"), part.endswith("~")) for part in map(str.strip, text.split(",")) if part]


def _read_places(known: dict[str, Known]) -> None:
    country = ""
    for line in read_lines("places.txt"):
        if line[0] == "+":
            for city in line[1:].split(","):
                name, *others = (part.strip() for part in city.split("="))
                for variant in (name, *others):
                    plain = variant.rstrip("~")
                    anchor = country if variant.endswith("~") else ""
                    known.setdefault(plain, (name.rstrip("~"), "place", anchor))
            continue
        country, _, variants = (part.strip() for part in line.partition("|"))
        known.setdefault(country, (country, "place", ""))
        for variant, unsure in _variants(variants):
            known.setdefault(variant, (country, "place", country if unsure else ""))


def _read_others(known: dict[str, Known], file: str, kind: CategoryKind) -> None:
    for line in read_lines(file):
        name, _, variants = (part.strip() for part in line.partition("|"))
        for variant, unsure in [*_variants(name), *_variants(variants)]:
            known.setdefault(variant, (name.rstrip("~"), kind, name.rstrip("~") if unsure else ""))


@cache
def known_names() -> dict[str, Known]:
    """Return what English texts call places, organisations and people; the first of two equal names wins."""
    known: dict[str, Known] = {}
    _read_places(known)
    _read_others(known, "organizations.txt", "organization")
    _read_others(known, "people.txt", "person")
    known.update({name[:-1]: value for name, value in known.items() if name[-1] == "."})
    return known
