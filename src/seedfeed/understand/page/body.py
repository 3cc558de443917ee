"""The article's own text in a page, by trafilatura, without what the site put around it."""

from __future__ import annotations

import logging
from collections import Counter
from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from seedfeed.text import clean, collapse
from seedfeed.understand.lines import Line, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

MOST_BLOCKS = 4_000
# The largest page of the dev set has 2,202 elements; 100,000 took 10 s (2026-11).
MOST_ELEMENTS = 20_000
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6"}
_BLOCKS = frozenset(["p", "head", "item", "quote", "cell", "code", "ab"])


class Block(Struct, frozen=True):
    """One piece of the body: the HTML element it becomes, and its text."""

    tag: str
    text: str


def extract_blocks(tree: HtmlElement) -> list[Block]:
    """Return the body's blocks in order; empty where the page has no text of its own.

    Two readings of trafilatura's and the page's plain paragraphs are compared, and the one that agrees most
    with the other two is taken: each alone fails on some pages, never two in the same way (body F1 .911 ->
    .925 and .894 -> .923 on two groups of the dev set, 2026-11).
    """
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return [Block("p", text) for text in islice(_paragraphs(tree), MOST_BLOCKS)]
    readings = [_read(tree, favor_recall=False), _read(tree, favor_recall=True)]
    if _words(readings[0]) == _words(readings[1]):
        return readings[0]
    paragraphs = [Block("p", text) for text in _paragraphs(tree)]
    bags = [_words(reading) for reading in (*readings, paragraphs)]
    agreement = [sum(_overlap(bag, other) for other in bags) for bag in bags]
    best = max(range(len(bags)), key=lambda number: agreement[number])
    if best == len(readings):  # plain paragraphs have no headings and lists: of the readings, the nearer one
        best = max(range(len(readings)), key=lambda number: _overlap(bags[number], bags[-1]))
    return readings[best]


def _read(tree: HtmlElement, *, favor_recall: bool) -> list[Block]:
    """Read a page once; the library changes what it is given."""
    from copy import deepcopy

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = bare_extraction(deepcopy(tree), favor_recall=favor_recall, include_comments=False)
    body = getattr(document, "body", None)
    return [] if body is None else list(_walk(body))[:MOST_BLOCKS]


def _walk(body: HtmlElement) -> Iterator[Block]:
    """Yield the outermost elements that hold text; line breaks inside them part blocks."""
    for element in body:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS or not len(element):
            kind = _HEADINGS.get(element.get("rend") or "", "h3") if tag == "head" else _KINDS.get(tag, "p")
            yield from (Block(kind, text) for text in _texts_of(element))
        else:
            yield from _walk(element)
        if element.tail and (tail := collapse(clean(element.tail))):
            yield Block("p", tail)


_KINDS = {"item": "li", "quote": "blockquote", "code": "pre", "cell": "p"}


def _texts_of(element: HtmlElement) -> Iterator[str]:
    parts: list[str] = []
    for piece in element.iter():
        if piece.tag == "lb":
            parts.append("\n")
        elif piece.text:
            parts.append(piece.text if piece.tag == "code" else piece.text.replace("\n", " "))
        if piece is not element and piece.tail:
            parts.append(piece.tail.replace("\n", " "))
    for line in "".join(parts).split("\n"):
        text = collapse(clean(line))
        if text:
            yield text


def _paragraphs(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("p"):
        text = collapse(clean(element.text_content()))
        if text:
            yield text


def _words(blocks: Iterable[Block]) -> Counter[str]:
    return Counter(word for block in blocks for word in letters_of(block.text).split())


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    """Return the F1 of two bags of words, from 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def make_lines(blocks: Iterable[Block]) -> list[Line]:
    """Return the blocks as lines, numbered from 1."""
    return [Line(number, block.text, block.tag[0] == "h") for number, block in enumerate(blocks, 1)]


def render_blocks(blocks: Iterable[Block], kept: frozenset[int]) -> str:
    """Return the kept blocks as HTML; items that stand together are one list."""
    parts: list[str] = []
    in_list = False
    for number, block in enumerate(blocks, 1):
        if number not in kept:
            continue
        if (block.tag == "li") != in_list:
            in_list = not in_list
            parts.append("<ul>" if in_list else "</ul>")
        parts.append(f"<{block.tag}>{escape(block.text, quote=False)}</{block.tag}>")
    if in_list:
        parts.append("</ul>")
    return "\n".join(parts)
