"""An article of any format -> its lines, sorted, and what it states of itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from seedfeed.text import collapse, decode_references
from seedfeed.understanding.layout import Layout, find_layout
from seedfeed.understanding.lines import split_lines, unwrap
from seedfeed.understanding.sentences import split_sentences

if TYPE_CHECKING:
    from seedfeed.model import Article
    from seedfeed.understanding.lines import Line
    from seedfeed.understanding.media import Picture
    from seedfeed.understanding.page import Page


class Contents(NamedTuple):
    """What an article holds.

    Attributes:
        article: with the metadata that its page states, where it is one.
        page: the page it was read from.
        title: the stated one, plain and on one line; empty without one.
        lines: those with something on them, in order.
        pictures: those it shows, in order.
        excerpt: the lines that its author set apart as the excerpt.
    """

    article: Article
    page: Page | None
    title: str
    lines: list[Line]
    pictures: tuple[Picture, ...] = ()
    excerpt: tuple[Line, ...] = ()


def read_contents(article: Article) -> Contents:
    """Read an article by its format."""
    if article.format == "html":
        page = _read_page(article)
        article = _complete(article, page)
        return Contents(article, page, plain(article.metadata.title or ""), page.lines())
    title = plain(article.metadata.title or "")
    if article.format == "markdown":
        from seedfeed.understanding.markup import read_markdown

        return Contents(article, None, title, *read_markdown(article.text, article.first_line))
    text = _undo_doubling(decode_references(article.text))
    return Contents(article, None, title, unwrap(split_lines(text, article.first_line)))


def _undo_doubling(text: str) -> str:
    """Return a text with single quotation marks where an export as CSV doubled them all (RFC 4180 §2.7)."""
    doubled = text.count('""')
    is_export = doubled > 1 and text.count('"') == 2 * doubled
    return text.replace('""', '"') if is_export else text


def _read_page(article: Article) -> Page:
    from seedfeed.understanding.page import read_page

    # A date in the text that lies after the page was saved is not its own.
    return read_page(article.text, article.mtime + timedelta(days=1))


def _complete(article: Article, page: Page) -> Article:
    """Return the article with its sidecar's statements completed by the page's own."""
    changes = {
        field: getattr(page.metadata, field) for field in page.rules if not getattr(article.metadata, field)
    }
    return msgspec.structs.replace(article, metadata=msgspec.structs.replace(article.metadata, **changes))


def lay_out(contents: Contents) -> Layout:
    """Sort an article's lines."""
    return find_layout(contents.lines, contents.title or None, lambda text: split_sentences(text, None))


def plain(stated: str) -> str:
    """Return a stated value on one line, without the references an export left in it."""
    return collapse(decode_references(stated)) if stated else ""
