"""Every line of an article with what it is taken for, as one would write it in the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedfeed.understanding.dateline import strip_dateline
from seedfeed.understanding.lines import Mark
from seedfeed.understanding.reading import lay_out, read_contents

if TYPE_CHECKING:
    from seedfeed.model import Article
    from seedfeed.understanding.lines import Line, LineKind


def sort_lines(article: Article) -> list[Mark]:
    """Return what each line of an article is, and by which rule, in order.

    `understand` draws its findings from the same layout. A line of two parts comes twice.
    """
    contents = read_contents(article)
    layout = lay_out(contents)
    found = [*layout.marks]
    if layout.title is not None:
        title = layout.title
        found.append(Mark("title", title.rule, title.text, title.number))
    for at, line in enumerate(layout.body):
        kind, rule = _name_text(line, is_standfirst=at < layout.standfirst)
        found.append(Mark(kind, rule, line.text, line.number))
    found.sort(key=lambda mark: mark.number)
    page = contents.page
    if page is None:
        return found
    return [Mark(mark.kind, mark.rule, mark.value, page.line_of(mark.number) or 0) for mark in found]


def _name_text(line: Line, *, is_standfirst: bool) -> tuple[LineKind, str]:
    """Return kind and rule of a line of the body."""
    if is_standfirst:
        return "standfirst", "above byline or date"
    if strip_dateline(line.text) != line.text:
        return "body", "dateline before it"
    return "body", "heading" if line.heading else ""
