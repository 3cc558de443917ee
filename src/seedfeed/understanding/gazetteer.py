"""The tables behind `names`: places, organisations and people that are known by name.

Read when first needed and kept, as plain tuples: making 3,000 objects would cost as much as reading the file.
"""

from functools import cache

from seedfeed.model import CategoryKind
from seedfeed.understanding.lexicon import read_lines, read_lists

# Name, kind, and the name beside which alone it counts; empty where it counts by itself.
Known = tuple[str, CategoryKind, str]


def words(title: str) -> frozenset[str]:
    """Return a list of `name_words.txt`."""
    return read_lists("name_words.txt")[title]


def _note(known: dict[str, Known], written: str, name: str, kind: CategoryKind, anchor: str) -> None:
    """Note a form, which counts beside `anchor` only where it ends in "~"."""
    if written[-1] == "~":
        known.setdefault(written[:-1], (name, kind, anchor))
    elif written not in known:
        known[written] = (name, kind, "")


def _read_places(known: dict[str, Known]) -> None:
    """Read countries and, below each, its cities: "+ Bern, Kyiv = Kiev, Reading~"."""
    country = ""
    for line in read_lines("places.txt"):
        if line[0] != "+":
            country, _, variants = line.partition(" |")
            for variant in (country, *variants.split(",")):
                if variant := variant.strip():
                    _note(known, variant, country, "place", country)
            continue
        for city in line[2:].split(", "):
            if "=" not in city:
                _note(known, city, city.rstrip("~"), "place", country)
                continue
            names = city.split(" = ")
            for name in names:
                _note(known, name, names[0], "place", country)


def _read_others(known: dict[str, Known], file: str, kind: CategoryKind) -> None:
    """Read "Name | other forms"."""
    for line in read_lines(file):
        written, _, variants = line.partition(" |")
        name = written.rstrip("~")
        _note(known, written, name, kind, name)
        if variants:
            for variant in variants.split(","):
                _note(known, variant.strip(), name, kind, name)


@cache
def known_names() -> dict[str, Known]:
    """Return what English texts call places, organisations and people; the first of two equal names wins."""
    known: dict[str, Known] = {}
    _read_places(known)
    _read_others(known, "organizations.txt", "organization")
    _read_others(known, "people.txt", "person")
    # A run of capitalised words ends before its full stop.
    known.update({name[:-1]: value for name, value in known.items() if name[-1] == "."})
    return known
