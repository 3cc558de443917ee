"""Which of a page's titles is the article's: what heading, head and JSON-LD agree on, without the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedfeed.understanding.lines import letters_of
from seedfeed.understanding.titles import cut_section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedfeed.understanding.page.statements import Statements

# What parts a title from its site.
_SEPARATOR = re.compile(r" ?[|·•»\u203a] ?| [-\u2013—:/\\] |: | :: ")
# Two titles are one where they share this much of the longer one's words (swept .6 to .9, dev set, 2026-11).
SAME = 0.7
SHARED_WORDS, LONG_WORD = 2, 4
# A site's own name is short; what is longer belongs to the title.
MOST_SITE_WORDS = 5


def choose_title(statements: Statements, site: str, hosts: Iterable[str]) -> tuple[str, str]:
    """Return the article's title and where it stands; empty where the page has none.

    Args:
        site: the site's name, where it is stated.
        hosts: domains of the page.
    """
    from seedfeed.understanding.page.statements import texts_of

    names = {letters_of(name) for name in (site, *hosts, *(host.partition(".")[0] for host in hosts)) if name}
    stated = [
        ("JSON-LD", next(iter(texts_of(statements.article.get("headline"))), "")),
        ("og:title", statements.first("og:title", "twitter:title")),
        ("title", statements.page_title),
    ]
    others = [
        (rule, strip_site(text, names)) for rule, text in stated if text and letters_of(text) not in names
    ]
    headings = [text for text in statements.headings if letters_of(text) not in names]
    for agrees in (_is_same_or_held, _shares_words):
        for heading in headings:
            if any(agrees(heading, text) for _, text in others):
                return strip_site(heading, names), "heading"
    supported = [
        (rule, text)
        for number, (rule, text) in enumerate(others)
        if any(_is_same(text, other) or _holds(other, text) for _, other in others[number + 1 :])
    ]
    if supported:
        return supported[0][1], supported[0][0]
    if others:
        return others[-1][1], others[-1][0]
    return (headings[0], "heading") if headings else ("", "")


def strip_site(title: str, names: set[str]) -> str:
    """Return a title without the site's name at either end, and without the section before it.

    Args:
        names: letters of the site's names; the last short part goes also where it is none of them but
            stands behind a bar, which no title has.
    """
    title = cut_section(title)
    parts = _SEPARATOR.split(title)
    if len(parts) == 1:
        return title
    first, last = parts[0], parts[-1]
    if _is_site(last, names) or ("|" in title and _is_short(last, title)):
        kept = title[: title.rindex(last)]
        return strip_site(kept.rstrip(" |·•»\u203a-\u2013—:/\\"), names) or title
    if _is_site(first, names):
        return title[title.index(first) + len(first) :].lstrip(" |·•»\u203a-\u2013—:/\\") or title
    return title


def _is_site(part: str, names: set[str]) -> bool:
    letters = letters_of(part)
    joined = letters.replace(" ", "")
    return any(letters == name or joined == name.replace(" ", "") for name in names)


def _is_short(part: str, title: str) -> bool:
    return len(part.split()) <= MOST_SITE_WORDS and len(part) < len(title) / 2


def _is_same(one: str, other: str) -> bool:
    a, b = set(letters_of(one).split()), set(letters_of(other).split())
    return bool(a and b) and len(a & b) >= SAME * max(len(a), len(b))


def _is_same_or_held(heading: str, text: str) -> bool:
    return _is_same(heading, text) or _holds(text, heading)


def _shares_words(heading: str, text: str) -> bool:
    """Tell whether a heading says the same in other words, as those made for search engines do."""
    a, b = ({word for word in letters_of(one).split() if len(word) >= LONG_WORD} for one in (heading, text))
    return len(a & b) >= SHARED_WORDS or (bool(b) and b <= a)


def _holds(longer: str, shorter: str) -> bool:
    """Tell whether a title of some length stands whole in another."""
    letters = letters_of(shorter)
    return letters.count(" ") > 1 and f" {letters} " in f" {letters_of(longer)} "
