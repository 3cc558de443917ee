"""The articles that are measured: made up, the same on every machine, as long and as varied as news.

Article number `n` depends on `n` alone, so a larger corpus begins with the smaller one, and each is newer
than all before it. Words and categories follow Zipf's law, as they do in what people write.
"""

import json
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from msgspec import Struct

BYTES = 3_000  # of an article's text, on average: that of the articles in seeds/
_FIRST = datetime(2016, 1, 1, tzinfo=UTC)
_APART = timedelta(minutes=40)  # so that 100,000 articles end before now: none is held back
_COMMON = """
the of and to in a is that for it as was with be by on not he his but at are this have from had an they
which you one we were all their she there would her or when more will been who has if no out so said what up
its about into than them can only other new some could time these two may then do first any my now such like
our over man me even most made after also did many before must through back years where much your way well
down should because each just those people how too little state good very make world still own see men work
long get here between both life being under never day same another know while last might us great old year
off come since against go came right used take three minister council market school hospital police election
"""
_SYLLABLES = "ba den cor mi sta ver lo nem tri pas gol hu rin fe qua tos wel dar si pon kel ma vi er"
_GIVEN = ("Ada", "Bruno", "Carla", "Denis", "Emma", "Felix", "Greta", "Irene", "Jonas", "Klara", "Lukas")
_FAMILY = ("Aalders", "Bohm", "Carver", "Dorn", "Eklund", "Farkas", "Greene", "Holm", "Jansen", "Keller")
_PLACES = ("Norwick", "Lake Ferris", "Harden Bay", "Corvin Rail", "Olmstead Trust", "Port Amsel", "Zellwood")
_OUTLETS = ("Town Crier", "Coast Mail", "Evening Lamp", "Market Bell", "Valley Record")
_SUBJECTS = """
Art Banks Books Chess Courts Crops Film Fishing Health Housing Law Mines Music Parks Ports Prices Rail Rivers
Roads Schools Ships Trade Voting Water Wool
"""
_WHERE = "North South East West Old New High Low"
CATEGORIES = tuple(f"{where} {what}" for what in _SUBJECTS.split() for where in _WHERE.split())


class Article(Struct, frozen=True, kw_only=True):
    """An article before it has a form.

    Attributes:
        date: aware, UTC, whole minutes.
        categories: one to four, no two alike.
        related: the title of another one.
    """

    title: str
    date: datetime
    categories: tuple[str, ...]
    outlet: str
    link: str
    paragraphs: tuple[str, ...]
    related: str


def _vocabulary() -> list[str]:
    """Return the commonest words of English, which are half of a text, then some thousand made-up ones."""
    syllables = _SYLLABLES.split()
    return [*_COMMON.split(), *(a + b + c for c in syllables[:8] for b in syllables for a in syllables)]


def _zipf(number: int) -> list[float]:
    """Return cumulative weights by which a few of many are drawn most of the time."""
    return list(accumulate(1 / (rank + 3) for rank in range(number)))


_WORDS = _vocabulary()
_WORD_WEIGHTS = _zipf(len(_WORDS))
_CATEGORY_WEIGHTS = _zipf(len(CATEGORIES))


def make_article(number: int) -> Article:
    """Return article `number`, which is a date later than the one before it."""
    random = Random(number)
    outlet = random.choice(_OUTLETS)
    categories = random.choices(CATEGORIES, cum_weights=_CATEGORY_WEIGHTS, k=random.randint(1, 4))
    return Article(
        title=_title(random),
        date=_FIRST + number * _APART,
        categories=tuple(dict.fromkeys(categories)),
        outlet=outlet,
        link=f"https://{outlet.lower().replace(' ', '-')}.example/news/{number}",
        paragraphs=tuple(_paragraphs(random)),
        related=_title(random),
    )


def _title(random: Random) -> str:
    words = random.choices(_WORDS, cum_weights=_WORD_WEIGHTS, k=random.randint(4, 9))
    return " ".join([_name(random), *words])


def _name(random: Random) -> str:
    person = f"{random.choice(_GIVEN)} {random.choice(_FAMILY)}"
    return random.choice((person, random.choice(_PLACES)))


def _paragraphs(random: Random) -> Iterable[str]:
    left = random.gauss(BYTES, BYTES / 6)
    while left > 0:
        paragraph = " ".join(_sentence(random) for _ in range(random.randint(1, 4)))
        left -= len(paragraph)
        yield paragraph


def _sentence(random: Random) -> str:
    words = random.choices(_WORDS, cum_weights=_WORD_WEIGHTS, k=random.randint(8, 28))
    if random.random() < 0.4:  # a name in two of five, as in news
        words[random.randrange(1, len(words))] = _name(random)
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def format_front_matter(article: Article) -> str:
    """Return the article as Markdown whose front matter Hugo and seedfeed both read."""
    head = {
        "title": article.title,
        "date": article.date.isoformat(),
        "categories": article.categories,
        "source": article.outlet,
        "link": article.link,
    }
    lines = [f"{key}: {json.dumps(value)}" for key, value in head.items()]
    return "\n".join(["---", *lines, "---", "", *_body(article), ""])


def format_text(article: Article) -> str:
    """Return the article as it is scraped: its source in a sentence, and what stood around it on the page."""
    trailer = [f"Read the complete article at: {article.outlet}", f"Also read: {article.related}"]
    return "\n".join([article.title, "", *_body(article), *trailer, "", "Latest news", "Related news", ""])


def _body(article: Article) -> Iterable[str]:
    for paragraph in article.paragraphs:
        yield from (paragraph, "")


FORMS: dict[str, tuple[str, Callable[[Article], str]]] = {
    "front": (".md", format_front_matter),
    "text": (".txt", format_text),
}


def write_articles(folder: Path, numbers: Iterable[int]) -> None:
    """Write articles in each form into a folder below `folder`; a file's time is its article's date."""
    for form in FORMS:
        (folder / form).mkdir(parents=True, exist_ok=True)
    for number in numbers:
        article = make_article(number)
        for form, (suffix, format_article) in FORMS.items():
            path = folder / form / f"{number:07}{suffix}"
            path.write_text(format_article(article), encoding="utf-8")
            os.utime(path, (article.date.timestamp(), article.date.timestamp()))
