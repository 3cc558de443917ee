"""The article's own text in a page, without what the site put around it."""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import TYPE_CHECKING

from seedfeed.text import clean, collapse
from seedfeed.understanding.byline import parse_byline
from seedfeed.understanding.page.blocks import Block, cut_blocks
from seedfeed.understanding.page.density import find_text
from seedfeed.understanding.page.tree import parse_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

MOST_BLOCKS = 4_000
# A block stands in a reading where it shares this much of its word triples: the library leaves out links and
# parts words elsewhere (swept .3 to .9, atf F1 .940 to .936, the other groups the same, dev set, 2026-11).
SAME = 0.5
MUCH_LONGER = 4
# What holds a larger share of the chosen text is the article, whatever it is named (the same from .2 to .4).
SMALL = 0.2
# Spaces in what is more than a name in a menu.
FEW = 2
SHORTEST_STANDFIRST, LONGEST_STANDFIRST = 50, 400
_WORD = re.compile(r"\w+")
_PARTING = frozenset(["ab", "cell", "code", "head", "item", "lb", "list", "p", "quote", "row", "table"])


def choose_blocks(tree: HtmlElement | None, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a page that are its body; none where the page has no text of its own.

    Two readings of trafilatura's and one by length and links alone vote on each block, and two must agree:
    each alone fails on some pages, never two in the same way.

    Args:
        tree: the page; None where it is too large for the library.
        blocks: all of the page.
    """
    blocks = [block for block in blocks if block.tag != "figcaption"][:MOST_BLOCKS]
    chosen = _vote(tree, blocks)
    chosen = _drop_lonely(blocks, chosen)
    standfirst = _find_standfirst(blocks, chosen)
    if standfirst is not None:
        chosen[standfirst] = True
    return _drop_asides([block for block, is_body in zip(blocks, chosen, strict=True) if is_body])


def read_stated(stated: object, body: Sequence[Block], line: int) -> list[Block]:
    """Return JSON-LD's `articleBody` as blocks where the page's own text is but a start of it.

    Pages that a script draws have it nowhere else. Elsewhere the page is better: what sites state has no
    headings, lists and tables, and may go on with other articles (1 of the dev set's 12 that state it).
    """
    if not isinstance(stated, str) or len(stated) < MUCH_LONGER * sum(len(block.text) for block in body):
        return list(body)
    text = clean(stated)
    if "</" in text:
        tree = parse_page(text)
        found = [] if tree is None else cut_blocks(tree)
        texts = [(block.tag, block.text) for block in found if block.tag != "figcaption"]
    else:
        texts = [("p", collapse(part)) for part in text.split("\n")]
    return [Block(tag=tag, text=text, line=line) for tag, text in texts[:MOST_BLOCKS] if text]


def _vote(tree: HtmlElement | None, blocks: Sequence[Block]) -> list[bool]:
    """Tell for each block whether it is chosen; where nothing has two votes, one is enough."""
    by_density = find_text(blocks)
    if tree is None:
        return by_density if any(by_density) else [block.tag == "p" for block in blocks]
    words = [_words_of(block.text) for block in blocks]
    readings = (_read(tree, favor_recall=False), _read(tree, favor_recall=True))
    votes = (by_density, *(_find_in(words, reading) for reading in readings))
    chosen = [sum(vote) > 1 for vote in zip(*votes, strict=True)]
    return chosen if any(chosen) else [any(vote) for vote in zip(*votes, strict=True)]


def _drop_asides(blocks: Sequence[Block]) -> list[Block]:
    """Drop what lies in elements named as beside the article, unless they hold much of it."""
    sizes: Counter[int] = Counter()
    for block in blocks:
        for number in block.asides:
            sizes[number] += len(block.text)
    most = SMALL * sum(len(block.text) for block in blocks)
    return [block for block in blocks if not any(sizes[number] < most for number in block.asides)]


def _drop_lonely(blocks: Sequence[Block], chosen: Sequence[bool]) -> list[bool]:
    """Leave out single words with nothing chosen beside them: menus have the words of the text, too."""
    around = [False, *chosen, False]
    return [
        is_chosen and (around[at] or around[at + 2] or blocks[at].text.count(" ") >= FEW)
        for at, is_chosen in enumerate(chosen)
    ]


def _find_standfirst(blocks: Sequence[Block], chosen: Sequence[bool]) -> int | None:
    """Return the number of the text between `<h1>` and the first paragraph, if it can be a standfirst.

    The library leaves most of them out, because they are no paragraphs (body recall .970 -> .980 and snippets
    found .952 -> .976 on two groups of the dev set, 2026-11).
    """
    heading = first = None
    for number, block in enumerate(blocks):
        if block.tag == "h1":
            heading = number
        elif chosen[number] and len(block.text) >= LONGEST_STANDFIRST / 4:
            first = number
            break
    if heading is None or first is None:
        return None
    for number in range(heading + 1, first):
        block = blocks[number]
        if len(block.text) >= SHORTEST_STANDFIRST:
            is_plain = not block.linked and not block.asides and len(block.text) <= LONGEST_STANDFIRST
            return number if is_plain and not parse_byline(block.text) else None
    return None


def _read(tree: HtmlElement, *, favor_recall: bool) -> list[list[str]]:
    """Read a page once and return the words of each line; the library changes what it is given."""
    from copy import deepcopy

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = bare_extraction(deepcopy(tree), favor_recall=favor_recall, include_comments=False)
    body = getattr(document, "body", None)
    return [] if body is None else [_words_of(clean(line)) for line in _lines_of(body)]


def _lines_of(body: HtmlElement) -> Iterator[str]:
    """Yield the lines of what the library returns."""
    from lxml.etree import iterwalk

    parts: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _PARTING:
            yield "".join(parts)
            parts.clear()
        parts.append((element.text if event == "start" else element.tail) or "")
    yield "".join(parts)


def _find_in(blocks: Sequence[list[str]], reading: Sequence[list[str]]) -> list[bool]:
    """Tell for the words of each block whether a reading holds them; one word must be a line of its own."""
    lines = {tuple(line) for line in reading}
    words = [word for line in reading for word in line]
    triples = set(_triples_of(words))
    joined = f" {' '.join(words)} "
    return [
        sum(triple in triples for triple in own) >= SAME * len(own)
        if (own := _triples_of(block))
        else bool(block) and (tuple(block) in lines or (len(block) > 1 and f" {' '.join(block)} " in joined))
        for block in blocks
    ]


def _words_of(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _triples_of(words: Sequence[str]) -> list[tuple[str, str, str]]:
    return list(zip(words, words[1:], words[2:], strict=False))
