"""Markdown: its lines as plain text, and the whole body as sanitised HTML.

Text without a single mark of Markdown, as most articles are, never reaches the parser: it costs 2 ms.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from seedfeed.text import late_pattern
from seedfeed.understanding.dialects import tidy
from seedfeed.understanding.lines import Line, split_lines
from seedfeed.understanding.media import Picture, alternative, find_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Deeper quotations and lists are flattened: no reader shows them, and sanitising recurses.
DEEPEST = 20
# A block with more marks is hostile or no Markdown: the parser's time grows with their square
# (1.9 s for 100,000 "[", 2026-11).
MOST_MARKS = 2_000
# A block of raw HTML has many of these; 50,000 took 0.25 s (2026-11).
MOST_ANGLES = 20_000
# Lines this short, and so many of them, are neither prose nor lists: the parser takes 25 µs for each
# (0.85 s for 33,000 in 100 KB, 2026-11).
SHORTEST_LINE, MOST_SHORT_LINES = 12, 5_000
# What may be Markdown: anywhere in the text, and at the start of a line.
_MARKS = "*_`[]<>|~\\"
_ENTITY = late_pattern(r"&[#\w]")
_LINE_STARTS = frozenset(" \t#-+=0123456789")
_LINE_MARK = late_pattern(r" {4}|\t| {0,3}(?:#|\t|[-+] |[-=]{2,}|\d{1,9}[.)] )")
_FIRST_HEADING = late_pattern(r"\s{0,3}# ([^\n#*_`\[\]<>|~\\&]+)\n")
_SCHEMES = ("http:", "https:", "mailto:")
_TASK_BOX = late_pattern(r"\[[ xX]\] ")
# Nobody shows more than the first that is a real one.
MOST_PICTURES = 20


class Reading(NamedTuple):
    """What an article written in a markup holds.

    Attributes:
        lines: its lines as plain text; a paragraph is one line, headings are marked.
        pictures: those it shows, in their order.
        excerpt: the lines that its author set apart as the excerpt.
    """

    lines: list[Line]
    pictures: tuple[Picture, ...] = ()
    excerpt: tuple[Line, ...] = ()


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST}).enable("table")
    # An address that it would refuse stays as text, brackets and all; the sanitiser refuses it later.
    parser.validateLink = _is_link  # type: ignore[method-assign, assignment]
    return parser


def _is_link(_url: str) -> bool:
    return True


def read_markdown(text: str, first_line: int) -> Reading:
    """Return the lines of a Markdown text, its pictures, and the excerpt before its "more" mark."""
    text, more, _ = tidy(text, with_notes=False)
    lines, pictures = _split(text, first_line)
    excerpt = () if more is None else _split(text[:more], first_line)[0]
    return Reading(lines, tuple(pictures), tuple(line for line in excerpt if not line.heading))


def _split(text: str, first_line: int) -> tuple[list[Line], list[Picture]]:
    heading = _FIRST_HEADING.match(text)
    rest = text[heading.end() :] if heading else text
    if _has_marks(rest) and is_parsable(text):
        tokens = _parser().parse(text)
        return list(_walk(tokens, first_line)), _find_pictures(tokens, first_line)
    before = text[: heading.end()].count("\n") if heading else 0
    lines = _join_paragraphs(rest, first_line + before)
    if heading:
        number = first_line + text[: heading.start(1)].count("\n")
        lines.insert(0, Line(number, " ".join(heading[1].split()), heading=True))
    return lines, []


def _has_marks(text: str) -> bool:
    """Tell whether a text holds what Markdown may mean; ten searches are cheaper than one pattern."""
    if any(mark in text for mark in _MARKS) or ("&" in text and _ENTITY.search(text)):
        return True
    return any(line[:1] in _LINE_STARTS and _LINE_MARK.match(line) for line in text.split("\n") if line)


def is_parsable(text: str) -> bool:
    """Tell whether no block of a text holds more marks, and the text no more lines, than the parser bears."""
    if text.count("\n") > max(MOST_SHORT_LINES, len(text) // SHORTEST_LINE):
        return False
    return _is_bearable(text) or all(map(_is_bearable, text.split("\n\n")))


def _is_bearable(block: str) -> bool:
    return sum(map(block.count, "[*_`")) <= MOST_MARKS and block.count("<") <= MOST_ANGLES


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
    """Yield the lines of paragraphs, items and headings; the cells of a table are no text."""
    heading = in_table = False
    for token in tokens:
        if token.type == "heading_open":
            heading = True
        elif token.type in {"table_open", "table_close"}:
            in_table = token.nesting > 0
        elif token.type == "inline" and not in_table:
            text = " ".join("".join(_plain(token.children or [])).split())
            text = text[4:] if _TASK_BOX.match(text) else text
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


def _find_pictures(tokens: Iterable[Token], first_line: int) -> list[Picture]:
    found: list[Picture] = []
    for block in tokens:
        line = first_line + (block.map[0] if block.map else 0)
        for token in [block] if block.type == "html_block" else block.children or ():
            if token.type == "image":
                alt = alternative("".join(_plain(token.children or [])))
                found.append(Picture(str(token.attrs.get("src", "")), alt, line))
            elif token.type in {"html_block", "html_inline"}:
                found += find_tags(token.content, line, MOST_PICTURES)
        if len(found) >= MOST_PICTURES:
            break
    return found[:MOST_PICTURES]


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
    text, _, notes = tidy(text, with_notes=True)
    kept |= {first_line + note for note in notes}
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
    """Tell whether a block holds a line of the body; code, rules and tables, which hold no lines, stay."""
    if block[0].type == "table_open":
        return True
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
            _draw_task_box(token.children)
        left.append(token)
    return left


def _draw_task_box(tokens: Sequence[Token]) -> None:
    """Show the box of an item of a list of tasks as people know it."""
    first = tokens[0] if tokens else None
    if first is not None and first.type == "text" and _TASK_BOX.match(first.content):
        first.content = ("\u2610 " if first.content[1] == " " else "\u2611 ") + first.content[4:]


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
