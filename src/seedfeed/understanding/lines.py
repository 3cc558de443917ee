"""What one line of an article is, seen by itself and by the line above: a link, a byline, furniture, or text.

Site furniture is short, so only short lines are tried, and most of those by their first word alone. Each
costly pattern waits behind a cheap test, because most lines are text.
"""

import re
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from seedfeed.dates import find_date, has_year
from seedfeed.text import late_pattern
from seedfeed.understanding.byline import (
    is_person,
    names_person_and_role,
    parse_byline,
    starts_with_person,
    unglue,
)
from seedfeed.understanding.lexicon import Known, furniture_lines
from seedfeed.understanding.patterns import Kind, find_rule

# Furniture longer than this is rare, prose shorter than this is common.
LONGEST_ASIDE = 250
LONGEST_PHRASE = 60
# A repeated title may have lost or gained so many characters: punctuation, a site's mark.
MOST_MARKS_BY_A_TITLE = 20
MOST_WORDS_BY_A_DATE = 3
# A path begins with "Home", "News & Opinion"; what begins with more words is a title, and sites behind it.
MOST_WORDS_OF_A_CRUMB = 3
# Widths at which mail programs and editors break lines, and how many breaks make sure that they did.
NARROWEST_BROKEN, WIDEST_BROKEN, FEWEST_BREAKS, BROKEN_SHARE = 50, 100, 3, 0.7
BYLINE_FOLLOWS = frozenset({"by", "written by", "author", "authors", "posted by", "words"})
SENTENCE_ENDS = frozenset(".!?…。\uff01\uff1f؟।॥”\"'\u2019»)")
# What share bars, bylines and paths do not end in, once they are longer than a phrase.
FULL_STOPS = frozenset(".!?")
_BYLINES_AT_THE_END = ("written by", "posted by", "published by", "author:", "authors:", "story by")
_DATES_AT_THE_END = (
    "published", "first published", "originally published", "publication date", "date published",
    "veröffentlicht", "erschienen", "publié le", "publiée le", "paru le", "publicado", "pubblicato",
    "gepubliceerd", "opublikowano", "data publikacji", "опубликовано", "опубліковано", "yayın tarihi",
    "yayınlanma", "publicerad", "publisert", "udgivet", "تاريخ النشر", "نشر في", "تاریخ انتشار", "发布时间",
    "發布時間", "公開日",
)  # fmt: skip
# All white space of Unicode that `text.clean` leaves in a line, but the plain space.
# fmt: off
_ODD_SPACES = (
    "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
# fmt: on
_NOT_LETTERS = late_pattern(r"[\W\d_]+")
# The same for ASCII, in a quarter of the time.
_ONLY_LETTERS = bytes(
    ord(chr(code).lower()) if chr(code).isascii() and chr(code).isalpha() else ord(" ") for code in range(256)
)
_URL_LINE = late_pattern(r"<?(https?://[^\s<>]+)>?\Z", re.IGNORECASE)
# What the last word of a picture's credit is, and then what it is with the words before.
_CREDITED = (
    "getty", "images", "shutterstock", "istock", "istockphoto", "unsplash", "pixabay", "photo", "reuters",
    "afp", "ap", "epa",
)  # fmt: skip
_CREDIT_END = late_pattern(
    r"\b(?:getty(?: images)?|shutterstock|istock(?:photo)?|unsplash|pixabay|ap photo"
    r"|/ ?(?:reuters|afp|ap|epa))"
    r"(?: images)?[)\].]*\Z",
    re.IGNORECASE,
)
_COUNTS = late_pattern(
    r"\d[\d.,]*k? ?(?:comments?|shares?|views?|likes?|repl(?:y|ies)|retweets?|votes?|reactions?|min(?:ute)?s?"
    r"(?: read)?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|komentarz[ey]?"
    r"|комментари(?:й|я|ев)|تعليقات?|دیدگاه|min(?:uten|utes|utos|uti)? (?:lesezeit|de lecture|de lectura"
    r"|de leitura|di lettura))\b[\s|•·.]*",
    re.IGNORECASE,
)
_DIGIT = late_pattern(r"\d")
# "2 days ago", "Updated 3 hours ago": no date, as nobody knows from when it counts.
_AGO = late_pattern(
    r"(?:(?:published|posted|updated|last updated|created)[ :]{1,3})?"
    r"(?:(?:about|over|almost|hace|il y a|vor|há|منذ|قبل) )?(?:\d{1,3}|an?|une?|einem|einer) ?"
    r"(?:min(?:ute)?s?|hours?|hrs?|h|days?|d|weeks?|months?|years?|minutos?|horas?|días?|dias?|semanas?|meses"
    r"|años?|anos?|heures?|jours?|semaines?|mois|ans|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|ore"
    r"|giorni|uur|dagen|دقائق|ساعات|أيام|ساعة|ساعت|روز)(?: (?:ago|fa|geleden|atrás|پیش))?\W{0,3}\Z"
    r"|\d{1,3} ?(?:分钟|小时|天|時間|分|日|시간|분|일) ?[前전]\W{0,3}\Z",
    re.IGNORECASE,
)
# Words of a share bar that scraping put on one line.
_SHARE_WORDS = frozenset([
    "facebook", "twitter", "x", "whatsapp", "threads", "bluesky", "linkedin", "reddit", "flipboard", "copy",
    "link", "email", "e-mail", "mail", "pinterest", "telegram", "mastodon", "messenger", "print", "share",
    "tweet", "post", "pin", "tumblr", "instagram", "youtube", "tiktok", "sms", "save", "url", "on", "via",
    "with", "by", "this", "article", "story", "page", "to", "a", "friend", "follow", "us", "like", "line",
    "viber", "wechat", "weibo", "vk", "xing", "pocket", "opens", "in", "new", "window", "click",
])  # fmt: skip
_ADDRESS_LINE = late_pattern(r"(?:[\w .]{2,30}: ?)?[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,80}\Z")
_BREADCRUMB = late_pattern(r" ?[>»\u203a|/•·→] ?")
_DATE_WORDS = late_pattern(
    r"\b(?:last|first|originally|updated?|modified|revised|published|posted|created|written|release[d]?|date|time|on|at"
    r"|in|by|am|pm|a\.m|p\.m|est|edt|pst|pdt|cst|gmt|utc|bst|cet|ist|et|h|uhr|publié|mis|à|jour|le|veröffentlicht|am"
    r"|aktualisiert|publicado|actualizado|atualizado|em|el|gepubliceerd|op|aggiornato|pubblicato|il|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|admin|staff|news)\b"
    r"|[\d\W_]+",
    re.IGNORECASE,
)
_DATELINE = late_pattern(
    r"[A-Z][A-Z .,'\u2019/-]{2,40}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})? ?(?:\([^()]{2,30}\))? ?"
    r"(?:[:\u2013—-]|--)"
)


LineKind = Kind | Literal["url", "date", "byline", "dateline", "site", "standfirst", "body"]


class Line(Struct, frozen=True, gc=False):
    """One line with something on it.

    Attributes:
        number: 1-based line of the file.
        text: on one line, no space at the ends, never empty.
        heading: the markup says it is one.
    """

    number: int
    text: str
    heading: bool = False


class Mark(Struct, frozen=True, gc=False):
    """A line with its kind: what it is, by which rule, and what it says."""

    kind: LineKind
    rule: str
    value: str
    number: int


def split_lines(text: str, first_line: int) -> list[Line]:
    """Return the lines of a plain text that are not empty."""
    for space in _ODD_SPACES:
        if space in text:
            text = text.replace(space, " ")
    tidy = _tidy if "  " in text else str.strip
    return [
        Line(number, line) for number, raw in enumerate(text.split("\n"), first_line) if (line := tidy(raw))
    ]


def _tidy(raw: str) -> str:
    return " ".join(raw.split()) if "  " in raw else raw.strip()


def unwrap(lines: list[Line]) -> list[Line]:
    """Return the lines of a text whose paragraphs are broken at a width, each paragraph on one line.

    It was broken if no line had room for the first word of the next; a poem and a list have it.
    """
    if any(len(line.text) > WIDEST_BROKEN for line in lines):
        return lines
    width = max((len(line.text) for line in lines), default=0)
    breaks = [
        len(line.text) + len(after.text.partition(" ")[0]) >= width
        for line, after in pairwise(lines)
        if after.number == line.number + 1
    ]
    if width < NARROWEST_BROKEN or sum(breaks) < max(FEWEST_BREAKS, BROKEN_SHARE * len(breaks)):
        return lines
    joined = lines[:1]
    for last, line in pairwise(lines):
        is_full = len(last.text) + len(line.text.partition(" ")[0]) >= width
        if is_full and line.number == last.number + 1:
            joined[-1] = Line(joined[-1].number, f"{joined[-1].text} {line.text}", joined[-1].heading)
        else:
            joined.append(line)
    return joined


def letters_of(text: str) -> str:
    """Return what two ways of writing one line have in common: its letters, casefolded."""
    if text.isascii():
        return " ".join(text.encode().translate(_ONLY_LETTERS).decode().split())
    return _NOT_LETTERS.sub(" ", text.casefold()).strip()


def is_sentence(text: str) -> bool:
    """Tell whether a line ends as sentences do."""
    return text[-1] in SENTENCE_ENDS


def is_url(text: str) -> bool:
    """Tell whether a line is an address and nothing else."""
    return "://" in text and _URL_LINE.match(text) is not None


def classify_line(line: Line, said: str, before: Mark | None, *, near_top: bool) -> Mark | None:
    """Return what a line is, if it is not the article's own text.

    Args:
        line: of at most `LONGEST_ASIDE` characters.
        said: the letters of the title.
        before: what the line above it is, where that is not text.
        near_top: the article may still be introducing itself.
    """
    if len(line.text) <= LONGEST_PHRASE:
        phrase = _classify_phrase(line, near_top=near_top)
        if phrase is not None:
            return phrase
    if near_top and is_title(line.text, said):
        return Mark("title", "repeats the title", line.text, line.number)
    if before is not None and before.rule == "caption label":
        return Mark("caption", "caption follows", line.text, line.number)
    known = _classify_by_rule(line)
    if known is not None or (len(line.text) > LONGEST_PHRASE and line.text[-1] in FULL_STOPS):
        return known
    if len(line.text) <= LONGEST_PHRASE * 3 and _is_share_bar(line.text):
        return Mark("furniture", "share", line.text, line.number)
    return _classify_introduction(line, before) if near_top else _classify_signature(line)


def _classify_by_rule(line: Line) -> Mark | None:
    """Return what a line is by its first words or its last."""
    text = line.text
    if "://" in text and (url := _URL_LINE.match(text)):
        return Mark("url", "line of its own", url[1], line.number)
    found = find_rule(text)
    if found is not None and not (found[0] == "source" and _words_by_date(found[2]) == 0):
        return Mark(found[0], found[1], found[2], line.number)
    return Mark("caption", "photo credit", text, line.number) if _ends_in_credit(text) else None


def is_title(text: str, said: str) -> bool:
    """Tell whether a text says what the title says, whose letters are given."""
    return 0 < len(said) <= len(text) <= len(said) + MOST_MARKS_BY_A_TITLE and letters_of(text) == said


def _is_share_bar(text: str) -> bool:
    """Tell whether a line names but networks and what one does there, three or more."""
    if text.partition(" ")[0].strip(",|:").lower() not in _SHARE_WORDS:
        return False
    words = letters_of(text).split()
    return len(words) > 2 and _SHARE_WORDS.issuperset(words)  # noqa: PLR2004


def _ends_in_credit(text: str) -> bool:
    return (
        text[-20:].lower().rstrip(")]. ").endswith(_CREDITED) and _CREDIT_END.search(text[-30:]) is not None
    )


def _classify_phrase(line: Line, *, near_top: bool) -> Mark | None:
    """Return what a short line is, if it is known as a whole, counts something, or has no letters."""
    letters = letters_of(line.text)
    if not letters:
        return None if near_top else Mark("furniture", "no letters", line.text, line.number)
    known = furniture_lines().get(letters)
    if known is not None:
        return _make_mark(known, letters, line, near_top=near_top)
    if line.text[0].isdigit() and not _COUNTS.sub("", line.text):
        return Mark("furniture", "count", line.text, line.number)
    if _DIGIT.search(line.text) and _AGO.match(line.text):
        return Mark("furniture", "time that passed", line.text, line.number)
    if "@" in line.text and _ADDRESS_LINE.match(line.text):
        return Mark("furniture", "address", line.text, line.number)
    return None


def _make_mark(known: Known, letters: str, line: Line, *, near_top: bool) -> Mark:
    """Return what a known line is."""
    if letters in BYLINE_FOLLOWS and near_top:
        return Mark("furniture", "byline follows", line.text, line.number)
    return Mark(known.kind, known.name, line.text, line.number)


def _classify_introduction(line: Line, before: Mark | None) -> Mark | None:
    """Return what a line near the top is: byline, date, breadcrumb, dateline."""
    is_dated = has_year(line.text)
    text = unglue(line.text) if is_dated or line.text[:2] in {"By", "by"} else line.text
    named = before is not None and before.rule == "byline follows"
    is_byline = parse_byline(text, named=named) or names_person_and_role(text)
    if is_byline or (is_dated and starts_with_person(text)):
        return Mark("byline", "byline", text, line.number)
    if is_dated and is_date_line(text):
        return Mark("date", "date line", text, line.number)
    if is_breadcrumb(text):
        return Mark("furniture", "breadcrumb", text, line.number)
    if text[-1] in ":-\u2013—" and _DATELINE.fullmatch(text):
        return Mark("dateline", "line of its own", text, line.number)
    return None


def _classify_signature(line: Line) -> Mark | None:
    """Return a line further down that names author or day in so many words: "Published: May 3, 2024"."""
    text = line.text
    if len(text) > LONGEST_PHRASE:
        return None
    head = text[:24].lower()
    if head.startswith(_BYLINES_AT_THE_END) and parse_byline(text):
        return Mark("byline", "signature", text, line.number)
    if has_year(text) and head.startswith(_DATES_AT_THE_END) and is_date_line(text):
        return Mark("date", "date line below", text, line.number)
    return None


def is_date_line(text: str) -> bool:
    """Tell whether a line says little more than a date."""
    return 0 <= _words_by_date(text) <= MOST_WORDS_BY_A_DATE


def _words_by_date(text: str) -> int:
    """Return how many words a line says beside dates and what belongs to them; -1 where it states no date."""
    if len(text) > LONGEST_PHRASE * 2 or not has_year(text):
        return -1
    found = find_date(text, day_first=True)
    if found is None:
        return -1
    rest = text
    while found is not None:
        rest = rest[: found[1]] + " " + rest[found[2] :]
        found = find_date(rest, found[1], day_first=True)
    return len(_DATE_WORDS.sub(" ", rest).split())


def is_breadcrumb(text: str) -> bool:
    """Tell whether a line is a path through a site: "Home > World > Africa"."""
    if is_sentence(text) or len(text) > LONGEST_PHRASE * 2:
        return False
    first, *others = _BREADCRUMB.split(text)
    return len(others) > 1 and len(first.split()) <= MOST_WORDS_OF_A_CRUMB


def is_name(text: str) -> bool:
    """Tell whether a line is but a person's name, for sure."""
    return len(text) <= LONGEST_PHRASE and is_person(text)
