"""What a page shows between its heading and its text: the day it appeared, and who wrote it.

The body's readings leave these lines out, and the head of many pages states neither, or another day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from seedfeed.understanding.byline import parse_byline
from seedfeed.understanding.layout import find_layout
from seedfeed.understanding.page.blocks import make_lines
from seedfeed.understanding.sentences import split_sentences
from seedfeed.understanding.when import read_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from seedfeed.understanding.page.blocks import Block

# Some pages show the day above the heading (3 of the dev set's 30 that state none).
ABOVE_HEADING, MOST_LINES = 3, 25
# A longer line is no byline and no date.
LONGEST_LINE = 250
# A first paragraph is longer than what stands above it.
PARAGRAPH = 100
_BARS = re.compile(r" [|•·] ")


class Opening(NamedTuple):
    """What the lines say, each with its line in the page's source."""

    published: tuple[datetime, int] | None
    updated: tuple[datetime, int] | None
    authors: tuple[tuple[str, ...], int]


def read_opening(
    blocks: Sequence[Block], body: Sequence[Block], title: str, *, day_first: bool | None
) -> Opening:
    """Read the lines around a page's heading.

    Args:
        blocks: all of the page.
        body: those of them that are the article's text.
        title: the article's.
        day_first: whether its language writes the day before the month.
    """
    lines = _find_lines(blocks, body)
    layout = find_layout(make_lines(lines), title, lambda text: split_sentences(text, None))
    dates: dict[str, tuple[datetime, str, int]] = {}
    authors: tuple[tuple[str, ...], int] = ((), 0)
    for mark in layout.marks:
        if mark.kind in {"date", "byline"}:
            read_dates(mark, dates, day_first=day_first)
        if mark.kind == "byline" and not authors[0]:
            authors = (parse_byline(mark.value, named=True), lines[mark.number - 1].line)
    if not authors[0]:
        authors = next(_find_bylines(lines), authors)
    published, updated = (
        (dates[field][0], lines[dates[field][2] - 1].line) if field in dates else None
        for field in ("published", "updated")
    )
    return Opening(published, updated, authors)


def _find_bylines(lines: Sequence[Block]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the authors that parts of lines name: of "News | By Jo Marsh | 17 May 2024" the middle one."""
    for line in lines:
        for part in _BARS.split(line.text)[1:]:
            names = parse_byline(part.strip())
            if names:
                yield names, line.line


def _find_lines(blocks: Sequence[Block], body: Sequence[Block]) -> list[Block]:
    """Return the short blocks from just above the last heading to the first paragraph.

    Those nearest to the text: a heading may be the site's, with a menu and the day of the visit below it.
    """
    first = next((block for block in body if len(block.text) >= PARAGRAPH and not block.is_heading), None)
    end = next((number for number, block in enumerate(blocks) if block is first), 0)
    heading = next((number for number in range(end, -1, -1) if blocks and blocks[number].tag == "h1"), None)
    start = max(0, heading - ABOVE_HEADING) if heading is not None else end
    near = [block for block in blocks[start:end] if block.tag != "h1" and len(block.text) <= LONGEST_LINE]
    return near[-MOST_LINES:]
