"""What each line of an article is: title, standfirst, body, or something the site put around it.

A line that no rule knows is body. What a line is by itself stands in `lines`; here is what follows from
where it stands.
"""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from seedfeed.dates import find_date, has_year
from seedfeed.text import late_pattern
from seedfeed.understanding.byline import parse_byline
from seedfeed.understanding.lines import (
    LONGEST_ASIDE,
    Line,
    Mark,
    classify_line,
    is_date_line,
    is_name,
    is_sentence,
    letters_of,
)
from seedfeed.understanding.titles import (
    LONGEST_TITLE,
    NEAR_TOP,
    PROSE_LENGTH,
    Title,
    find_title,
    goes_on,
    is_masthead,
    read_title,
)

SENTENCE_LENGTH = 40
MOST_WORDS_OF_A_NAME = 4
# Lines below the title in which a bare name is the author's: a standfirst and a label may stand between.
BELOW_TITLE = 3
# Paragraphs near the top in which an article may still introduce itself: a standfirst is one.
PROSE_BEFORE_TOP_ENDS = 2
# More lines than a page has; what stands between is taken as body.
LOOKED_AT_FIRST, LOOKED_AT_LAST = 4_000, 1_000
# A standfirst is a sentence or two above byline and date.
SHORTEST_STANDFIRST, LONGEST_STANDFIRST, MOST_STANDFIRSTS = 40, 400, 2
# "… beyond the border. By Jo Doe on May 3, 2024": a byline that scraping glued to a standfirst.
_BYLINE_AT_END = late_pattern(r"(?<=[.!?\u201d\"] )By [^!?]{3,80}\Z")
_LONGEST_BYLINE = 90
# Characters at its end in which a standfirst with such a byline has a year: "3 May 2024, 10:15".
_YEAR_AT_END = 12
# A paragraph that introduces the author; a longer one is the article's own.
_LONGEST_INTRODUCTION = 1_000
# Chinese sites name the source behind the day, on one line.
_SOURCE_BESIDE = late_pattern(
    r"(?:来源|來源|出典|출처|quelle|fuente|fonte|source|источник) ?[:\uff1a] ?(\S[^|]{1,40})", re.IGNORECASE
)
# "Jo is a writer", "Jo has covered": how the author named above is introduced.
_VERBS_OF_A_LIFE = (" is a ", " is an ", " is the ", " has ", " writes ", " covers ", " was a ", " works ")


class Layout(Struct, frozen=True, kw_only=True):
    """An article's lines, sorted.

    Attributes:
        title: without label and site; absent where the text has no line that is one.
        body: the article's own lines, in order.
        standfirst: how many of the first lines of the body introduce the rest, above byline or date.
        marks: all other lines, in order; none of them is body.
        last_top_line: number of the last line before the article has begun for good.
    """

    title: Title | None
    body: tuple[Line, ...]
    standfirst: int = 0
    marks: tuple[Mark, ...]
    last_top_line: int


def find_layout(lines: Sequence[Line], known_title: str | None, split: Callable[[str], list[str]]) -> Layout:
    """Sort an article's lines.

    Args:
        lines: without empty ones.
        known_title: what front matter says, on one line; the first line is then body unless it repeats it.
        split: cuts a paragraph into sentences.
    """
    if known_title is not None:
        return _Sorter(lines, None, known_title).sort(None)
    at = find_title(lines, split)
    if at is None:
        return _Sorter(lines, None, "").sort(None)
    line = lines[at]
    if goes_on(lines, at):
        line = Line(line.number, f"{line.text} {lines[at + 1].text}", line.heading)
        lines = [*lines[:at], line, *lines[at + 2 :]]
    title = read_title(line)
    return _Sorter(lines, at, title.text).sort(title)


class _Sorter:
    """The lines of one article, sorted one by one: what a line is may follow from those before it."""

    def __init__(self, lines: Sequence[Line], title_at: int | None, title: str) -> None:
        self.lines = lines
        self.title_at = title_at
        self.said = letters_of(title[:LONGEST_TITLE])
        self.body: list[Line] = []
        self.marks: list[Mark] = []
        self.names: set[str] = set()
        self.first_names: set[str] = set()
        self.prose = 0
        self.begun = self.ended = False

    def sort(self, title: Title | None) -> Layout:
        """Sort all lines."""
        if title is not None and title.site:
            self.marks.append(Mark("site", "behind the title", title.site, title.number))
        last_top_line = 0
        look_again = len(self.lines) - LOOKED_AT_LAST
        for index, line in enumerate(self.lines):
            near_top = self.prose < PROSE_BEFORE_TOP_ENDS and index < NEAR_TOP and not self.ended
            if near_top or index == self.title_at:
                last_top_line = line.number
            if index == self.title_at:
                continue
            if len(line.text) > LONGEST_ASIDE or LOOKED_AT_FIRST <= index < look_again:
                self._take_text(line, near_top=near_top)
                continue
            mark = self._classify(index, line, near_top=near_top)
            if mark is None:
                self._take_text(line, near_top=near_top)
            else:
                self._take_mark(mark)
        return Layout(
            title=title,
            body=tuple(self.body),
            standfirst=_count_standfirsts(self.body, self.marks, last_top_line),
            marks=tuple(self.marks),
            last_top_line=last_top_line,
        )

    def _classify(self, index: int, line: Line, *, near_top: bool) -> Mark | None:
        if self.title_at is not None and index < self.title_at and is_masthead(line.text):
            return Mark("site", "above the title", line.text, line.number)
        if near_top and is_name(line.text) and self._is_author(index):
            return Mark("byline", "name by itself", line.text, line.number)
        before = self.marks[-1] if self.marks and index else None
        if before is not None and before.number != self.lines[index - 1].number:
            before = None
        return classify_line(line, self.said, before, near_top=near_top)

    def _is_author(self, index: int) -> bool:
        """Tell whether a name near the top is the author's: with a date about it, or below the title.

        Below the title it may be the first of those whom the article is about; then the text says the name
        again.
        """
        lines = self.lines
        around = (index - 1, *range(index + 1, min(index + 4, len(lines))))
        if any(at >= 0 and at != self.title_at and is_date_line(lines[at].text) for at in around):
            return True
        if self.title_at is None or self.prose or index + 1 >= len(lines):
            return False
        if not self.title_at < index <= self.title_at + BELOW_TITLE:
            return False
        name = lines[index].text.split()[-1]
        near = lines[index + 1 : index + 4]
        return name not in lines[self.title_at].text and not any(
            name in line.text[:PROSE_LENGTH] for line in near
        )

    def _take_mark(self, mark: Mark) -> None:
        self.marks.append(mark)
        if mark.kind == "date" and (source := _SOURCE_BESIDE.search(mark.value)):
            self.marks.append(Mark("source", "source:", source[1], mark.number))
        if mark.kind == "trailer":
            self.ended = self.ended or self.begun
        elif mark.kind == "byline":
            names = parse_byline(mark.value, named=True)
            self.names.update(names)
            self.first_names.update(name.partition(" ")[0] for name in names)

    def _take_text(self, line: Line, *, near_top: bool) -> None:
        """Take a line that no rule knows: body, unless the article has ended or its author is spoken of."""
        text = line.text
        is_whole = is_sentence(text)
        is_prose = len(text) >= PROSE_LENGTH and is_whole
        if self.ended and not is_prose:
            self.marks.append(Mark("trailer", "after the end", text, line.number))
            return
        if near_top and len(text) <= _LONGEST_INTRODUCTION and self._is_about_author(text):
            self.marks.append(Mark("furniture", "about the author", text, line.number))
            return
        if near_top and not is_whole and has_year(text[-_YEAR_AT_END:]):
            line = self._split_byline(line)
        self.ended = False
        self.body.append(line)
        self.prose += is_prose
        self.begun = self.begun or (len(text) >= SENTENCE_LENGTH and is_whole)

    def _is_about_author(self, text: str) -> bool:
        """Tell whether a paragraph introduces the author: it begins with a name just said alone."""
        if any(text.startswith((f"{name} ", f"{name},", f"About {name}")) for name in self.names):
            return True
        if any(text.startswith(first + verb) for first in self.first_names for verb in _VERBS_OF_A_LIFE):
            return True
        before = self.body[-1].text if self.body else ""
        return 1 < before.count(" ") + 1 <= MOST_WORDS_OF_A_NAME and text.startswith(
            (before + " is ", before + " has ")
        )

    def _split_byline(self, line: Line) -> Line:
        """Return a standfirst without the byline at its end, which becomes a line of its own."""
        found = _BYLINE_AT_END.search(line.text, max(0, len(line.text) - _LONGEST_BYLINE))
        if found is None or find_date(found[0], day_first=True) is None or not parse_byline(found[0]):
            return line
        self._take_mark(Mark("byline", "after the standfirst", found[0], line.number))
        return Line(line.number, line.text[: found.start()].rstrip(), line.heading)


def _count_standfirsts(body: Sequence[Line], marks: Sequence[Mark], last_top_line: int) -> int:
    """Return how many of the first lines of the body stand above byline or date, as a standfirst does."""
    above = next(
        (mark.number for mark in marks if mark.kind in {"byline", "date"} and mark.number <= last_top_line), 0
    )
    first = body[: MOST_STANDFIRSTS + 1]
    found = [line for line in first if line.number <= above]
    is_short = all(SHORTEST_STANDFIRST <= len(line.text) <= LONGEST_STANDFIRST for line in found)
    return len(found) if is_short and len(found) <= MOST_STANDFIRSTS and len(found) < len(body) else 0
