"""A page's tree -> its pieces of text, in order: each is what stands between two ends of a line.

Every text that a browser would show is in one block. Which of them are the article's is not asked here.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from seedfeed.text import clean, collapse
from seedfeed.understanding.lines import Line
from seedfeed.understanding.titles import LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

# What these hold is no text for people, or none of the article's.
_SILENT = frozenset(
    [
        "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "input", "math", "noscript",
        "object", "option", "script", "select", "style", "svg", "template", "textarea", "title", "video",
    ]
)  # fmt: skip
# Elements that begin and end a line (HTML §15.3); all others stand within one.
_LINES = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
        "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "label", "legend", "li", "main",
        "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot",
        "th", "thead", "tr", "ul",
    ]
)  # fmt: skip
_TAGS = {
    "h1": "h1", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6", "li": "ul", "pre": "pre",
    "blockquote": "blockquote", "figcaption": "figcaption", "td": "p", "th": "p", "table": "p",
    "caption": "p",
}  # fmt: skip
# Less is the advice to switch scripts on.
LEAST_NOSCRIPT = 500
# What stands beside an article: by HTML §4.3 and WAI-ARIA §5.3.4, and by the names that sites give it.
# Each name was tried alone on the dev set: none lost a line that belongs to an article (2026-11).
_ASIDE_ELEMENTS = frozenset(["aside", "footer", "form", "nav"])
_ASIDE_ROLES = frozenset(["complementary", "contentinfo", "dialog", "navigation", "search"])
_ASIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:comments?|disqus|pop-?up|footer|breadcrumbs?|author-?(?:bio|box|info|card)"
    r"|about-?(?:the-?)?author|bio|newsletters?|share|sharing|social|promo(?:tion)?s?|cta|related|recommended"
    r"|recommendations?|tags|login|subscri(?:be|ption)|teasers?|outbrain|taboola|banner|advert(?:isement)?s?)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_NO_ASIDES = frozenset(["html", "body", "main", "article"])
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
LONGEST_NAMES, MOST_ASIDES = 200, 20
# A longer cell is a column of a page that was laid out as a table, and no value.
LONGEST_CELL = 200


class Block(Struct, frozen=True, kw_only=True):
    """One piece of text.

    Attributes:
        tag: the element it becomes: p, h1 to h6, ul or ol (an item of such a list), blockquote, pre,
            figcaption.
        text: on one line, never empty.
        line: of the page's source, from 1; 0 where it is not known.
        linked: characters of it that stand in links.
        cell: numbers of its table row and its cell in the page, from 1; zeros outside tables.
        asides: numbers of the elements around it that are named as beside the article, outermost first.
        verbatim: what is preformatted, with its line ends; empty in other blocks.
    """

    tag: str
    text: str
    line: int = 0
    linked: int = 0
    cell: tuple[int, int] = (0, 0)
    asides: tuple[int, ...] = ()
    verbatim: str = ""

    @property
    def is_heading(self) -> bool:
        """Tell whether the markup says that it is one."""
        return self.tag[0] == "h"


class _Place(NamedTuple):
    """Where a text stands; see Block."""

    tag: str
    line: int
    cell: tuple[int, int]
    asides: tuple[int, ...]
    in_link: bool


def cut_blocks(tree: HtmlElement) -> list[Block]:
    """Return the page's texts in order. Walks without recursion: a page may be deep."""
    cutter = _Cutter()
    start = _Place("p", tree.sourceline or 0, (0, 0), (), in_link=False)
    # Elements still to be entered, or left where the second place is known.
    todo: list[tuple[HtmlElement, _Place, _Place | None]] = [(tree, start, None)]
    while todo:
        element, outside, inside = todo.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _LINES:
            cutter.end(inside or outside)
        if inside is None and tag and not _is_silent(element, tag):
            inside = cutter.enter(element, tag, outside)
            cutter.add(element.text, inside)
            todo.append((element, outside, inside))
            todo += [(child, inside, None) for child in reversed(element)]
        elif element is not tree:
            cutter.add(element.tail, outside)
    cutter.end(start)
    return cutter.blocks


def _is_silent(element: HtmlElement, tag: str) -> bool:
    """Tell whether an element shows no text; some sites give the article for readers without scripts."""
    return tag in _SILENT and (tag != "noscript" or len(str(element.text_content())) < LEAST_NOSCRIPT)


def _is_aside(element: HtmlElement, tag: str) -> bool:
    """Tell whether an element says that what it holds is beside the article."""
    if tag in _ASIDE_ELEMENTS or element.get("role") in _ASIDE_ROLES:
        return True
    names = f"{element.get('class', '')[:LONGEST_NAMES]} {element.get('id', '')[:LONGEST_NAMES]}"
    return tag not in _NO_ASIDES and _ASIDE_NAMES.search(_CAMEL.sub("-", names)) is not None


class _Cutter:
    """The text since the last block, and the blocks before it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        self.linked = self.rows = self.cells = self.asides = 0

    def enter(self, element: HtmlElement, tag: str, outside: _Place) -> _Place:
        """Return the place inside an element; plain boxes within an item or a quotation belong to it."""
        if tag not in _LINES:
            return outside._replace(in_link=True) if tag == "a" else outside
        cell = outside.cell
        if tag == "tr":
            self.rows += 1
            cell = (self.rows, 0)
        elif tag in {"td", "th"} and cell[0]:
            self.cells += 1
            cell = (cell[0], self.cells)
        asides = outside.asides
        if len(asides) < MOST_ASIDES and _is_aside(element, tag):
            self.asides += 1
            asides = (*asides, self.asides)
        kind = _TAGS.get(tag, outside.tag)
        if tag == "li":
            parent = element.getparent()
            kind = "ol" if parent is not None and parent.tag == "ol" else "ul"
        return outside._replace(tag=kind, line=element.sourceline or 0, cell=cell, asides=asides)

    def add(self, text: str | None, place: _Place) -> None:
        if text:
            self.parts.append(text)
            self.linked += len(text.strip()) if place.in_link else 0

    def end(self, place: _Place) -> None:
        """End the block that stands at this place, if there is any text."""
        written = clean("".join(self.parts)) if self.parts else ""
        text = collapse(written)
        if text:
            tag = "p" if place.tag[0] == "h" and len(text) > LONGEST_TITLE else place.tag
            block = Block(
                tag=tag,
                text=text,
                line=place.line,
                linked=self.linked,
                cell=place.cell,
                asides=place.asides,
                verbatim=written.strip("\n") if tag == "pre" else "",
            )
            self.blocks.append(block)
        self.parts.clear()
        self.linked = 0


def make_lines(blocks: Iterable[Block]) -> list[Line]:
    """Return the blocks as lines, numbered from 1."""
    return [Line(number, block.text, block.is_heading) for number, block in enumerate(blocks, 1)]


def render_blocks(blocks: Iterable[Block], kept: frozenset[int]) -> str:
    """Return the kept blocks as HTML: items that stand together are one list, rows of short cells a table."""
    left = [block for number, block in enumerate(blocks, 1) if number in kept or _is_figure(block)]
    rows = _find_rows(left)
    parts: list[str] = []
    for kind, run in groupby(left, lambda block: "table" if block.cell[0] in rows else block.tag):
        if kind == "table":
            parts += ["<table>", *map(_render_row, _group_by_row(run)), "</table>"]
        elif kind in {"ul", "ol"}:
            parts += [f"<{kind}>", *(f"<li>{_escape(block.text)}</li>" for block in run), f"</{kind}>"]
        else:
            tag = "h2" if kind == "h1" else kind  # the article's title stands above it
            parts += [f"<{tag}>{_escape(block.verbatim or block.text)}</{tag}>" for block in run]
    return "\n".join(parts)


def _escape(text: str) -> str:
    return escape(text, quote=False)


def _is_figure(block: Block) -> bool:
    """Tell whether a cell holds a figure: no line of a text, and a table without it says something else."""
    return block.cell[0] > 0 and not any(map(str.isalpha, block.text))


def _find_rows(blocks: Iterable[Block]) -> set[int]:
    """Return the table rows that hold values: at least two cells, and no paragraph in them."""
    return {
        row[0].cell[0]
        for row in _group_by_row(blocks)
        if row[0].cell[0]
        and len({block.cell for block in row}) > 1
        and not any(len(block.text) > LONGEST_CELL or block.verbatim for block in row)
    }


def _group_by_row(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    for _, row in groupby(blocks, lambda block: block.cell[0]):
        yield list(row)


def _render_row(row: list[Block]) -> str:
    cells = (" ".join(block.text for block in cell) for _, cell in groupby(row, lambda block: block.cell))
    return "<tr>" + "".join(f"<td>{_escape(cell)}</td>" for cell in cells) + "</tr>"
