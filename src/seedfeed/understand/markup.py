"""Markdown: its lines as plain text, and the whole body as sanitised HTML.

Text without a single mark of Markdown, as most articles are, never reaches the parser: it costs 2 ms.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from seedfeed.understand.layout import Line, split_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Deeper quotations and lists are flattened: no reader shows them, and sanitising recurses.
DEEPEST = 20
# A block with more marks is hostile or no Markdown: the parser's time grows with their square
# (1.9 s for 100,000 "[", 2026-11).
MOST_MARKS = 5_000
# What may be Markdown: anywhere in the text, and at the start of a line.
_MARKS = "*_`[]<>|~\\"
_ENTITY = re.compile(r"&[#\w]")
_LINE_STARTS = frozenset(" \t#-+=0123456789")
_LINE_MARK = re.compile(r" {4}|\t| {0,3}(?:#|\t|[-+] |[-=]{2,}|\d{1,9}[.)] )")
_FIRST_HEADING = re.compile(r"\s{0,3}# ([^\n#*_`\[\]<>|~\\&]+)\n")
_SCHEMES = ("http:", "https:", "mailto:")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST}).enable("table")


def split_markdown(text: str, first_line: int) -> list[Line]:
    """Return the lines of a Markdown text as plain text: a paragraph is one line, headings are marked."""
    heading = _FIRST_HEADING.match(text)
    rest = text[heading.end() :] if heading else text
    if _has_marks(rest) and is_parsable(text):
        return list(_walk(_parser().parse(text), first_line))
    before = text[: heading.end()].count("\n") if heading else 0
    lines = _join_paragraphs(rest, first_line + before)
    if heading:
        number = first_line + text[: heading.start(1)].count("\n")
        lines.insert(0, Line(number, " ".join(heading[1].split()), heading=True))
    return lines


def _has_marks(text: str) -> bool:
    """Tell whether a text holds what Markdown may mean; ten searches are cheaper than one pattern."""
    if any(mark in text for mark in _MARKS) or ("&" in text and _ENTITY.search(text)):
        return True
    return any(line[:1] in _LINE_STARTS and _LINE_MARK.match(line) for line in text.split("\n") if line)


def is_parsable(text: str) -> bool:
    """Tell whether no block of a text holds more marks than the parser can bear."""
    if sum(map(text.count, "[*_`")) <= MOST_MARKS:
        return True
    return all(sum(map(block.count, "[*_`")) <= MOST_MARKS for block in text.split("\n\n"))


def _join_paragraphs(text: str, first_line: int) -> list[Line]:
    """Return the paragraphs of a text without marks: lines that no empty line parts are one."""
    joined: list[Line] = []
    last = -1
    for line in split_lines(text, first_line):
        if line.number == last + 1 and joined:
            joined[-1] = Line(joined[-1].number, f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
        last = line.number
    return joined


def _walk(tokens: Sequence[Token], first_line: int) -> Iterable[Line]:
    heading = False
    for token in tokens:
        if token.type == "heading_open":
            heading = True
        elif token.type == "inline":
            text = " ".join("".join(_plain(token.children or [])).split())
            if text:
                yield Line(first_line + (token.map[0] if token.map else 0), text, heading)
            heading = False


def _plain(tokens: Iterable[Token]) -> Iterable[str]:
    """Yield the text of inline tokens; raw HTML and pictures have none."""
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "


def render_text(lines: Iterable[Line]) -> str:
    """Return body lines as paragraphs of HTML."""
    return "\n".join(f"<p>{escape(line.text, quote=False)}</p>" for line in lines)


def render_markdown(text: str, first_line: int, kept: frozenset[int]) -> str:
    """Return Markdown as sanitised HTML, without the blocks whose first line is not kept.

    Args:
        text: the article without front matter.
        first_line: its line in the file.
        kept: numbers of the lines that are the article's own.
    """
    parser = _parser()
    tokens: list[Token] = []
    block: list[Token] = []
    for token in parser.parse(text):
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            if _is_kept(block, first_line, kept):
                tokens += block
            block = []
    return sanitize(parser.renderer.render(_without_html(tokens), parser.options, {}))


def _is_kept(block: Sequence[Token], first_line: int, kept: frozenset[int]) -> bool:
    """Tell whether a block holds a line of the body; code and rules, which hold no lines, stay."""
    numbers = [first_line + token.map[0] for token in block if token.type == "inline" and token.map]
    return not numbers or any(number in kept for number in numbers)


def _without_html(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens without raw HTML, whose nesting nobody has capped."""
    left = []
    for token in tokens:
        if token.type == "html_block":
            continue
        if token.children:
            token.children = [child for child in token.children if child.type != "html_inline"]
        left.append(token)
    return left


def sanitize(html: str) -> str:
    """Return HTML that a feed may hold: no svg, math, style; links only http, https, mailto."""
    import nh3

    tags = nh3.ALLOWED_TAGS - {"svg", "math", "style"}
    return nh3.clean(
        html, tags=tags, url_schemes={"http", "https", "mailto"}, attribute_filter=_keep_attribute
    ).strip()


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Drop addresses that lead nowhere once they stand in a feed: relative ones."""
    del tag
    if name in {"href", "src", "cite"} and not value.lower().startswith(_SCHEMES):
        return None
    return value
