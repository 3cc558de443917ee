"""Lines that say where an article comes from, and the outlet's name or address in them.

Where a line stands decides what it says: above or below the text "Source: X" is about the article, in between
it is about a chart, a picture or a claim. A title, a person or a publisher of figures is no outlet.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from seedfeed.model import Source
from seedfeed.text import is_web_address, late_pattern
from seedfeed.understanding.byline import is_person
from seedfeed.understanding.lexicon import read_lists
from seedfeed.understanding.lines import Mark, is_sentence
from seedfeed.understanding.media import type_of
from seedfeed.understanding.outlets import domain_of, find_outlet, find_outlet_of, is_ordinary
from seedfeed.understanding.patterns import find_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seedfeed.config import Config
    from seedfeed.understanding.layout import Layout

LONGEST_NAME = 60
MOST_NAME_WORDS = 7
# Words of a name in a script without capitals, where a sentence looks the same.
MOST_UNCASED_WORDS, LONGEST_UNSPACED_NAME = 4, 15
# Lines from the first and from the last in which an address on its own is the article's.
URL_NEAR_TOP, URL_NEAR_END = 3, 3
# Sentences that may follow a source line below the text: who wrote it, what to do next. With any number of
# them 5 of 143 sources of the dev set were a chart's or a claim's, with 2 none, and none was lost (2026-11).
MOST_SENTENCES_BELOW, SENTENCE_LENGTH = 2, 40
# Articles of one folder name the same outlets again: 18 µs -> 6 µs for a line that does (2026-11).
_KEPT_NAMES = 1_024
# Lines of one kind that one article has, at most.
MOST_STATEMENTS = 20
# A name or an address on a line of its own, at most.
LONGEST_BELOW = 200
# Lines from the last whose end may name the source in brackets.
BRACKETS_NEAR_END = 3
ANYWHERE = ("read the complete article at", "originally published")
# What these rules find may be a title or a topic as well as an outlet.
_KNOWN_ONLY = frozenset({"original article", "read more on", "address", "below its label"})
# People are thanked and pointed to in these words.
_OF_PEOPLE = frozenset({"via", "hat tip", "courtesy of", "originally published"})
_MARKS = late_pattern("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_AROUND_NAME = (
    " \"'“”„‟‘’\u201a«»\u2039\u203a<>[]()\uff08\uff09【】《》「」『』*_.,:;،؛。\uff0c、\uff1a\uff1b·|/-–—"
)
_NO_NAME_MARKS = frozenset(":={}<>@#\\?!")
_URL = late_pattern(r"https?://[^\s<>\"'“”«»\uff08\uff09《》【】。\uff0c]+", re.IGNORECASE)
_DOMAIN = late_pattern(
    r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|info|edu|gov|int|news|press|media|today|online"
    r"|world|site|blog|live|report|africa|asia|london|tech|global|network|digital|agency|international|example"
    r"|[a-z]{2}))(?:/\S*)?\Z",
    re.IGNORECASE,
)
# What may follow an outlet's name on its line.
_NAME_ENDS = late_pattern(
    r": |\. |[;!?()\[\]|\uff08\uff09]|[،؛。\uff0c\uff1b] ?"
    r"| (?:on|in) (?=\w+ \d|\d|january|february|march|april|may |june|july|august|september|october|november"
    r"|december)"
    r"|,? and (?:is|was|has|re)|,? under |,? with permission|,? where |,? which |,? as part of "
    r"|,? (?:last|this|earlier) (?:week|month|year)|,? (?:an?|the) |,? (?:written )?by |,? [\u2013—-] "
    r"|,? \(?(?:click )?here\b|,? (?:(?:zuerst|ursprünglich|erstmals) )?"
    r"(?:erschienen|veröffentlicht|publiziert)"
    r"|,? (?:am|le|el|em|il|op|den|du|del|de|vom) \d|,? (?:verschenen|gepubliceerd|publicerad|yay\w{1,2}lan)"
    r"| ?(?:作者|编辑|編輯|责编|責編|责任编辑|責任編輯|记者|記者|撰文)[:\uff1a/]| (?=\d{4}[-/.年])"
    r"| (?:مع|بتاريخ|يوم|بعنوان|در تاریخ|منتشر)\b",
    re.IGNORECASE,
)
_JOINED = late_pattern(r" [/+\uff0b] ")
# In Chinese, the app, the channel or the site of an outlet, or a part of it behind a dash.
_SITE_OF = late_pattern(
    r"[\uff0d\u2014]|(?:客户端|客戶端|微信公众号|公众号|官方微博|微博|网站|網站|官网|官網)\Z"
)
_BETWEEN_NAMES = late_pattern(r", | ?[/|+\uff0b\uff0d\u2014] ?| (?:and|&|und|et|y|e|en|och|og|i|и|و) ")
_POSSESSIVE = late_pattern(r"['’]s\b")
_CITATION = late_pattern(r"\((?:19|20)\d\d[a-z]?\)|\bet al\b|\bpp?\. ?\d", re.IGNORECASE)
_YEAR_BEHIND = late_pattern(r", (?:19|20)\d\d\b")
_DATE = late_pattern(
    r"(?:(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|may|\w+day)\b[ ,]*\d|\d", re.IGNORECASE
)
_BRACKETED = late_pattern(
    r"([.!?…”\"’。]?) ?[(\[\uff08【] ?(?:sources?|v[ií]a|h/t|hat tip|courtesy(?: of)?|quellen?|fuentes?"
    r"|font[ei]s?|bron|źródło|kaynak|источник|джерело|المصدر|منبع|来源|來源|出典|출처) ?[:\uff1a]? ?"
    r"([^()\[\]\uff08\uff09【】]{2,80})[)\]\uff09】][.!。]?\W{0,3}\Z",
    re.IGNORECASE,
)
_BRACKETS_END = frozenset(")].,;\uff09】。")
# Before or after "via" and the like these make a picture's or a film's credit.
_CREDITED = late_pattern(
    r"\b(?:images?|photos?|getty|shutterstock|giphy|flickr|youtube|wikimedia|unsplash|pixabay|pexels|istock"
    r"|screenshots?|screengrab|twitter|instagram|facebook)\b",
    re.IGNORECASE,
)


class Statement(Struct, frozen=True):
    """What a line says of the source, as written, and by which rule."""

    rule: str
    value: str
    line: int


class Stated(Struct, frozen=True):
    """What a statement comes to: the original's address, and the outlet."""

    link: str | None = None
    source: Source | None = None


def find_statements(layout: Layout, config: Config) -> Iterator[Statement]:
    """Yield all that may state the source, the surest first."""
    urls = [mark for mark in layout.marks if mark.kind == "url" and not _is_embed(mark.value)]
    said = [mark for mark in layout.marks if mark.kind == "source"] + _find_below_labels(layout)
    if urls or said:
        numbers = _own_lines(layout)
        top, end = numbers[:URL_NEAR_TOP], numbers[-URL_NEAR_END:]
        yield from _states("address near the top", [mark for mark in urls if mark.number in top])
        for rule in ANYWHERE:
            yield from _agreed([mark for mark in said if mark.rule == rule], config)
        others = _outside([mark for mark in said if mark.rule not in ANYWHERE], layout)
        for rule in dict.fromkeys(mark.rule for mark in others):
            yield from _agreed([mark for mark in others if mark.rule == rule], config)
    yield from _in_brackets(layout)
    if urls:
        at_end = [mark for mark in urls if mark.number in end and _has_path(mark.value)]
        yield from _states("address at the end", at_end)
    yield from _states("site's name", [mark for mark in layout.marks if mark.kind == "site"])


def _states(rule: str, marks: Sequence[Mark]) -> Iterator[Statement]:
    for mark in marks:
        yield Statement(rule, mark.value, mark.number)


def _find_below_labels(layout: Layout) -> list[Mark]:
    """Return the lines below one that announces the source: "Source:", "Read the full article at:"."""
    labels = [
        (line.number, line.text)
        for line in layout.body
        if line.text[-1] in ":\uff1a" and len(line.text) <= LONGEST_NAME
    ]
    labels += [
        (mark.number, mark.value.rstrip(" :\uff1a") + ":")
        for mark in layout.marks
        if mark.kind == "furniture" and mark.rule == "label"
    ]
    if not labels:
        return []
    texts = {mark.number: mark.value for mark in layout.marks}
    texts |= {line.number: line.text for line in layout.body}
    numbers = sorted(texts)
    found = []
    for number, label in sorted(labels)[-MOST_STATEMENTS:]:
        at = bisect_right(numbers, number)
        below = texts[numbers[at]] if at < len(numbers) else ""
        rule = find_rule(f"{label} {below}") if 0 < len(below) <= LONGEST_BELOW else None
        if rule is not None and rule[0] == "source":
            found.append(Mark("source", "below its label", rule[2], numbers[at]))
    return found


def _agreed(marks: Sequence[Mark], config: Config) -> Iterator[Statement]:
    """Yield what lines of one rule say, unless they name several outlets: a digest, or credits of charts."""
    statements = [Statement(mark.rule, mark.value, mark.number) for mark in marks[: MOST_STATEMENTS + 1]]
    if len(statements) > 1:
        sources = [read_statement(statement, config).source for statement in statements]
        named = {source.name for source in sources if source is not None}
        if len(named) > 1 or len(statements) > MOST_STATEMENTS:
            return
    yield from statements


def _outside(marks: Sequence[Mark], layout: Layout) -> list[Mark]:
    """Return the lines that stand above the text, or below all but a few sentences of it."""
    sentences = [
        line.number
        for line in layout.body[layout.standfirst :]
        if len(line.text) >= SENTENCE_LENGTH and is_sentence(line.text)
    ]
    kept = []
    for mark in marks:
        below = len(sentences) - bisect_right(sentences, mark.number)
        most = 0 if mark.rule == "courtesy of" else MOST_SENTENCES_BELOW
        if below <= most or (most and below == len(sentences)):
            kept.append(mark)
    return kept


def _in_brackets(layout: Layout) -> Iterator[Statement]:
    """Yield what stands in brackets behind the last sentence: "… of its pillars. (Source: Daily Heron)"."""
    for line in reversed(layout.body[-BRACKETS_NEAR_END:]):
        match = _BRACKETED.search(line.text[-100:]) if line.text[-1] in _BRACKETS_END else None
        # Without a full stop it is a caption, and a single small word in brackets is a remark: "(via phone)".
        if (
            match is not None
            and (match[1] or line.text[-1] in ".。")
            and (not match[2][0].islower() or "." in match[2])
        ):
            yield Statement("source in brackets", match[2], line.number)
        if len(line.text) >= SENTENCE_LENGTH:
            return


def _own_lines(layout: Layout) -> list[int]:
    """Return the numbers of the lines that are no furniture, in order."""
    own = [line.number for line in layout.body]
    own += [
        mark.number for mark in layout.marks if mark.kind not in {"furniture", "trailer", "caption", "title"}
    ]
    if layout.title is not None:
        own.append(layout.title.number)
    return sorted(own)


def _has_path(url: str) -> bool:
    """Tell whether an address leads to more than a site's home page."""
    rest = url.partition("://")[2].rstrip("/")
    return "/" in rest or "?" in rest


def _is_embed(url: str) -> bool:
    domain = domain_of(url)
    is_file = type_of(url) is not None or url.partition("?")[0].lower().endswith(".pdf")
    embeds = read_lists("source_words.txt")["embed"]
    return domain in embeds or domain.partition(".")[2] in embeds or is_file


def source_of(url: str, config: Config) -> Source | None:
    """Return the outlet of an address; one nobody knows goes by its domain."""
    known = find_outlet_of(url, config)
    if known is not None:
        return known
    domain = domain_of(url)
    scheme, _, rest = url.partition("://")
    host = rest.replace("?", "/").replace("#", "/").partition("/")[0].rpartition("@")[2]
    return Source(name=domain, url=f"{scheme.lower()}://{host.lower()}/") if domain else None


def read_statement(statement: Statement, config: Config) -> Stated:
    """Return link and source that a line states; nothing where it is not sure."""
    value = _MARKS.sub("", statement.value).strip()
    match = _URL.search(value) if "://" in value else None
    if match is not None:
        url = match[0].rstrip(".,;:!?)>]")
        if not is_web_address(url) or _is_embed(url):
            return Stated()
        known = _find_known(value[: match.start()].strip(_AROUND_NAME), config)
        return Stated(url if _has_path(url) else None, known or source_of(url, config))
    if _CREDITED.search(value) or _names_several(value, config):
        return Stated()
    known = _find_known(value, config)
    if known is not None or statement.rule in _KNOWN_ONLY:
        return Stated(None, known or _find_domain(value, config))
    return Stated(None, _find_domain(value, config) or _name_unknown(value, statement.rule))


def _find_known(value: str, config: Config) -> Source | None:
    """Return the outlet of the table or of the operator that a value names."""
    whole = value.strip(_AROUND_NAME)
    cut = _cut_name(whole)
    first, _, second = whole.partition(",")
    second = _NAME_ENDS.split(second.strip(), maxsplit=1)[0] if second else ""
    site = _SITE_OF.split(cut)[0]
    # "Jo Doe, The Guardian" names whom it is by, then the outlet.
    for name in dict.fromkeys(
        (whole, cut, _without_kind(cut), _POSSESSIVE.split(cut)[0], site, first, second)
    ):
        known = find_outlet(name, config) if 0 < len(name) <= LONGEST_NAME else None
        # "Source: people" names no magazine.
        if known is not None and not (name.islower() and is_ordinary(name)):
            return known
    return None


@lru_cache(_KEPT_NAMES)
def _cut_name(whole: str) -> str:
    """Return the name that stands before whatever may follow a name on its line."""
    return _NAME_ENDS.split(whole, maxsplit=1)[0].strip(_AROUND_NAME)


def _names_several(value: str, config: Config) -> bool:
    """Tell whether a value names more than one outlet, "Reuters, AFP", "G1 / Heron": neither is the one."""
    whole = value.strip(_AROUND_NAME)
    parts = _BETWEEN_NAMES.split(whole)
    if len(parts) == 1 or find_outlet(whole, config) is not None:
        return False
    known = {source.name for part in parts if (source := find_outlet(part.strip(_AROUND_NAME), config))}
    return len(known) > 1 or _JOINED.search(whole) is not None


def _find_domain(value: str, config: Config) -> Source | None:
    """Return the outlet of a bare domain, "heron.example/2021/bridge"; it states no address of a page."""
    words = value.strip(_AROUND_NAME).split(maxsplit=1)
    match = _DOMAIN.match(words[0].rstrip(_AROUND_NAME)) if words and "." in words[0] else None
    if match is None or (len(words) > 1 and words[1][:1].isalnum()):
        return None
    domain = match[1].lower()
    return find_outlet_of("https://" + domain, config) or Source(name=domain)


def _name_unknown(value: str, rule: str) -> Source | None:
    """Return the outlet of a name nobody knows, if a name is all it can be."""
    name = parse_name(value)
    if name is None or "," in name:
        return None
    words = [word.casefold() for word in name.split()]
    lists = read_lists("source_words.txt")
    if rule in {"source:", "source in brackets"} and not lists["authority"].isdisjoint(words):
        return None
    if " " not in name and name[0].islower() and (rule != "source:" or is_ordinary(name)):
        return None
    if rule in _OF_PEOPLE and is_person(name) and words[-1] not in lists["paper"]:
        return None
    return Source(name=name)


@lru_cache(_KEPT_NAMES)
def parse_name(value: str) -> str | None:
    """Return the outlet's name at the start of a source line, or None where it is none for sure."""
    if _DATE.match(value) or _CREDITED.search(value) or _CITATION.search(value):
        return None
    name = _cut_name(value.strip(_AROUND_NAME))
    if _YEAR_BEHIND.search(name):
        return None
    name = _without_kind(name.partition(",")[0].strip()).removeprefix("the ")
    if (
        not 1 < len(name) <= LONGEST_NAME
        or not any(map(str.isalpha, name))
        or not _NO_NAME_MARKS.isdisjoint(name)
    ):
        return None
    if not _NO_NAME_MARKS.isdisjoint(name):
        return None
    words = name.split()
    no_outlet = read_lists("source_words.txt")["no outlet"]
    if all(word.casefold() in no_outlet for word in words):
        return None
    return name if _is_written_as_name(words) else None


def _is_written_as_name(words: list[str]) -> bool:
    """Tell whether words are capitals with particles between them, a single word, or a few without case."""
    if len(words) == 1:
        return len(words[0]) <= LONGEST_UNSPACED_NAME or words[0] < "\u2e80"
    if words[0][0] > "\u0400":
        # Scripts without capitals, and Cyrillic, where only the first word has one.
        return len(words) <= MOST_UNCASED_WORDS and not words[0][0].islower()
    particles = read_lists("source_words.txt")["particle"]
    if (words[-1].islower() and "." not in words[-1]) or all(word.islower() for word in words[:2]):
        return False
    return len(words) <= MOST_NAME_WORDS and all(
        not word[0].islower() or word in particles or "." in word for word in words
    )


def _without_kind(name: str) -> str:
    """Return a name without "newspaper" or "صحيفة" before it, written small or before quotes."""
    kind, _, rest = name.removeprefix("the ").partition(" ")
    if not rest or (kind[0].isupper() and rest[0] not in _AROUND_NAME):
        return name
    return rest.strip(_AROUND_NAME) if kind.casefold() in read_lists("source_words.txt")["kind"] else name
