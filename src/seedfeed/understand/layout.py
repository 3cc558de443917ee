"""What each line of an article is: title, body, or something the site put around it.

Site furniture is short, so only short lines are tried, and most of those by their first word alone.
A line that no rule knows is body.
"""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from seedfeed.dates import find_date
from seedfeed.text import collapse
from seedfeed.understand.byline import is_person, parse_byline, starts_with_person, unglue
from seedfeed.understand.lexicon import furniture_lines, read_lists
from seedfeed.understand.patterns import Kind, find_rule

LONGEST_TITLE = 250
# A first line longer than this is a paragraph: no title of the dev set is as long (2026-11).
LONGEST_TITLE_LINE = 200
# Furniture longer than this is rare, prose shorter than this is common.
LONGEST_ASIDE = 250
LONGEST_PHRASE = 60
SENTENCE_LENGTH, PROSE_LENGTH = 40, 120
LONGEST_SECTION = 30
# Sentences that pages show before anything else.
RULES_ABOVE_A_TITLE = frozenset({"cookies", "newsletter", "browser", "log in"})
MOST_WORDS_BY_A_DATE = 3
MOST_WORDS_OF_A_NAME = 4
BYLINE_FOLLOWS = frozenset({"by", "written by", "author"})
# Lines, and paragraphs among them, in which an article may still introduce itself: a standfirst is one.
NEAR_TOP, PROSE_BEFORE_TOP_ENDS = 25, 2
# More lines than a page has; what stands between is taken as body.
LOOKED_AT_FIRST, LOOKED_AT_LAST = 4_000, 1_000
SENTENCE_ENDS = frozenset(".!?…。\uff01\uff1f؟।॥”\"'\u2019»)")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_URL_LINE = re.compile(r"<?(https?://[^\s<>]+)>?\Z", re.IGNORECASE)
_CREDIT_END = re.compile(
    r"\b(?:getty(?: images)?|shutterstock|istock(?:photo)?|unsplash|pixabay|ap photo"
    r"|/ ?(?:reuters|afp|ap|epa))"
    r"(?: images)?[)\].]*\Z",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\d[\d.,]*k? ?(?:comments?|shares?|views?|likes?|repl(?:y|ies)|retweets?|votes?|reactions?|min(?:ute)?s?"
    r"(?: read)?|kommentare?|commentaires?|comentarios?|commenti|reacties)\b[\s|•·.]*",
    re.IGNORECASE,
)
_BREADCRUMB = re.compile(r" ?[>»\u203a|/•·→] ?")
_DATE_WORDS = re.compile(
    r"\b(?:last|first|originally|updated?|modified|revised|published|posted|created|written|release[d]?|date|time|on|at"
    r"|in|by|am|pm|a\.m|p\.m|est|edt|pst|pdt|cst|gmt|utc|bst|cet|ist|et|h|uhr|publié|mis|à|jour|le|veröffentlicht|am"
    r"|aktualisiert|publicado|actualizado|atualizado|em|el|gepubliceerd|op|aggiornato|pubblicato|il|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|admin|staff|news)\b"
    r"|[\d\W_]+",
    re.IGNORECASE,
)


class Line(Struct, frozen=True):
    """One line with something on it.

    Attributes:
        number: 1-based line of the file.
        text: on one line, no space at the ends, never empty.
        heading: the markup says it is one.
    """

    number: int
    text: str
    heading: bool = False


class Mark(Struct, frozen=True):
    """A line that is not body: what it is, by which rule, and what it says."""

    kind: Kind | Literal["url", "date", "byline"]
    rule: str
    value: str
    number: int


class Layout(Struct, frozen=True, kw_only=True):
    """An article's lines, sorted.

    Attributes:
        title: as it stands; absent where the text has no line that is one.
        body: the article's own lines, in order.
        marks: all other lines, in order.
        last_top_line: number of the last line before the article has begun for good.
    """

    title: Line | None
    body: tuple[Line, ...]
    marks: tuple[Mark, ...]
    last_top_line: int


def split_lines(text: str, first_line: int) -> list[Line]:
    """Return the lines of a plain text that are not empty."""
    return [
        Line(number, line) for number, raw in enumerate(text.split("\n"), first_line) if (line := _tidy(raw))
    ]


def _tidy(raw: str) -> str:
    """Return a line as `text.collapse` does; most lines are tidy, and cheaply seen to be."""
    line = raw.strip()
    return line if "  " not in line and line.isprintable() else collapse(line)


def letters_of(text: str) -> str:
    """Return what two ways of writing one line have in common: its letters, casefolded."""
    return _NOT_LETTERS.sub(" ", text.casefold()).strip()


def is_sentence(text: str) -> bool:
    """Tell whether a line ends as sentences do."""
    return text[-1] in SENTENCE_ENDS


def find_layout(lines: Sequence[Line], known_title: str | None, split: Callable[[str], list[str]]) -> Layout:
    """Sort an article's lines.

    Args:
        lines: without empty ones.
        known_title: what front matter says; the first line is then body unless it repeats it.
        split: cuts a paragraph into sentences.
    """
    title, title_at = None, None
    if known_title is None:
        title_at = _find_title(lines, split)
        title = lines[title_at] if title_at is not None else None
    said = known_title or (title.text if title else "")
    return _sort_lines(lines, title, title_at, letters_of(collapse(said)[:LONGEST_TITLE]))


def _find_title(lines: Sequence[Line], split: Callable[[str], list[str]]) -> int | None:
    """Return the index of the first line that can be a title, or None where a paragraph comes first."""
    section: int | None = None
    for index, line in enumerate(lines[:NEAR_TOP]):
        if not letters_of(line.text[:LONGEST_TITLE_LINE]):
            continue
        if len(line.text) > LONGEST_TITLE_LINE:
            return section
        if len(line.text) > PROSE_LENGTH and is_sentence(line.text) and len(split(line.text)) > 1:
            return section
        if index + 1 < len(lines) and _is_no_title(line.text):
            continue
        if section is None and _is_section(line.text) and index + 1 < len(lines):
            section = index
            continue
        return index
    return section


def _is_no_title(text: str) -> bool:
    """Tell whether a line before the title is a link, a date, a breadcrumb or furniture."""
    if _URL_LINE.match(text) or _read_date_line(text) or _is_breadcrumb(text):
        return True
    if len(text) <= LONGEST_PHRASE and letters_of(text) in furniture_lines():
        return True
    found = find_rule(text) if len(text) <= LONGEST_ASIDE else None
    return is_sentence(text) and found is not None and found[1] in RULES_ABOVE_A_TITLE


def _is_section(text: str) -> bool:
    """Tell whether a line names a part of a site: "World News", "SPORT", "Opinion & Analysis"."""
    words = letters_of(text).split() if len(text) <= LONGEST_SECTION else []
    return bool(words) and all(word in read_lists("name_words.txt")["section"] for word in words)


def _is_breadcrumb(text: str) -> bool:
    if is_sentence(text) or len(text) > LONGEST_PHRASE * 2:
        return False
    return len(_BREADCRUMB.findall(text)) > 1


def _sort_lines(lines: Sequence[Line], title: Line | None, title_at: int | None, said: str) -> Layout:
    body: list[Line] = []
    marks: list[Mark] = []
    names: set[str] = set()
    prose = 0
    begun = ended = False
    last_top_line = 0
    look_again = len(lines) - LOOKED_AT_LAST
    for index, line in enumerate(lines):
        if index == title_at:
            last_top_line = line.number
            continue
        near_top = prose < PROSE_BEFORE_TOP_ENDS and index < NEAR_TOP
        if near_top:
            last_top_line = line.number
        is_prose = len(line.text) >= PROSE_LENGTH and is_sentence(line.text)
        mark = None
        if near_top and _is_name_beside_date(lines, index, title_at):
            marks.append(Mark("byline", "name beside a date", line.text, line.number))
            names.add(line.text)
            continue
        if index < LOOKED_AT_FIRST or index >= look_again:
            before = marks[-1] if marks and index and marks[-1].number == lines[index - 1].number else None
            mark = _classify(line, said, before, near_top=near_top)
        if mark is not None:
            marks.append(mark)
            ended = ended or (mark.kind == "trailer" and begun)
            if mark.kind == "byline":
                names.update(parse_byline(mark.value, named=True))
        elif ended and not is_prose:
            marks.append(Mark("trailer", "after the end", line.text, line.number))
        elif near_top and _is_about_author(line.text, names, body[-1].text if body else ""):
            marks.append(Mark("furniture", "about the author", line.text, line.number))
        else:
            ended = False
            body.append(line)
            prose += is_prose
            begun = begun or (len(line.text) >= SENTENCE_LENGTH and is_sentence(line.text))
    return Layout(title=title, body=tuple(body), marks=tuple(marks), last_top_line=last_top_line)


def _is_name_beside_date(lines: Sequence[Line], index: int, title_at: int | None) -> bool:
    """Tell whether a line is but a person's name, with a date line above or below it."""
    if not is_person(lines[index].text):
        return False
    beside = (
        other
        for other in (index - 1, *range(index + 1, index + 4))
        if 0 <= other < len(lines) and other != title_at
    )
    return any(_read_date_line(lines[other].text) for other in beside)


def _is_about_author(text: str, names: set[str], before: str) -> bool:
    """Tell whether a paragraph introduces the author: it begins with a name just said alone."""
    if any(text.startswith(name) and len(text) > len(name) for name in names):
        return True
    return 1 < before.count(" ") + 1 <= MOST_WORDS_OF_A_NAME and text.startswith(
        (before + " is ", before + " has ")
    )


def _classify(line: Line, said: str, before: Mark | None, *, near_top: bool) -> Mark | None:
    """Return what the line is if it is not body."""
    text = line.text
    if len(text) > LONGEST_ASIDE:
        return None
    phrase = _classify_phrase(line, near_top=near_top) if len(text) <= LONGEST_PHRASE else None
    if phrase is not None:
        return phrase
    if near_top and said and letters_of(text) == said:
        return Mark("title", "repeats the title", text, line.number)
    url = _URL_LINE.match(text)
    if url:
        return Mark("url", "line of its own", url[1], line.number)
    found = find_rule(text)
    if found is not None:
        return Mark(found[0], found[1], found[2], line.number)
    return _classify_loosely(line, before, near_top=near_top)


def _classify_phrase(line: Line, *, near_top: bool) -> Mark | None:
    """Return what a short line is, if it is known as a whole, counts something, or has no letters."""
    letters = letters_of(line.text)
    if not letters:
        return None if near_top else Mark("furniture", "no letters", line.text, line.number)
    ends = furniture_lines().get(letters)
    if ends is not None:
        if letters in BYLINE_FOLLOWS and near_top:
            return Mark("furniture", "byline follows", line.text, line.number)
        return Mark("trailer" if ends else "furniture", "known line", line.text, line.number)
    if line.text[0].isdigit() and not _COUNTS.sub("", line.text):
        return Mark("furniture", "count", line.text, line.number)
    return None


def _classify_loosely(line: Line, before: Mark | None, *, near_top: bool) -> Mark | None:
    """Return what a line is by its end or its parts: photo credit; near the top byline, date, breadcrumb."""
    if _CREDIT_END.search(line.text):
        return Mark("caption", "photo credit", line.text, line.number)
    if not near_top:
        return None
    text = unglue(line.text)
    named = before is not None and before.rule == "byline follows"
    if parse_byline(text, named=named) or starts_with_person(text):
        return Mark("byline", "byline", text, line.number)
    if _read_date_line(text):
        return Mark("date", "date line", text, line.number)
    if _is_breadcrumb(text):
        return Mark("furniture", "breadcrumb", text, line.number)
    return None


def _read_date_line(text: str) -> bool:
    """Tell whether a line says little more than a date."""
    if len(text) > LONGEST_PHRASE * 2 or ("19" not in text and "20" not in text):
        return False
    found = find_date(text)
    if found is None:
        return False
    rest = text
    while found is not None:
        rest = rest[: found[1]] + " " + rest[found[2] :]
        found = find_date(rest, found[1])
    return len(_DATE_WORDS.sub(" ", rest).split()) <= MOST_WORDS_BY_A_DATE
