from collections.abc import Callable

from seedfeed.model import Article
from seedfeed.understanding import sort_lines

MakeArticle = Callable[..., Article]
PROSE = (
    "The council met on the bridge and decided, after many hours, to close it for the winter, as its "
    "engineers had asked it to."
)
TEXT = f"""Bridge closed
After eleven winters the old stone arches carry nobody any more.
By Jo Heron
May 3, 2021
Share on Facebook
PORT ELLERY (Reuters) - {PROSE}
Photo: Ana Cruz
{PROSE}
Advertisement
Read more: Bridge opened
Source: The Heron
Related news
Another bridge
"""


def test_every_line_has_a_kind_and_a_rule(make_article: MakeArticle) -> None:
    """Whoever asks why a sentence is missing reads down the margin."""
    found = [(mark.number, mark.kind, mark.rule) for mark in sort_lines(make_article(TEXT))]
    assert found == [
        (1, "title", "first line"),
        (2, "standfirst", "above byline or date"),
        (3, "byline", "byline"),
        (4, "date", "date line"),
        (5, "furniture", "share"),
        (6, "body", "dateline before it"),
        (7, "caption", "caption"),
        (8, "body", ""),
        (9, "furniture", "advertisement"),
        (10, "furniture", "read more"),
        (11, "source", "source:"),
        (12, "trailer", "end of the article"),
        (13, "trailer", "after the end"),
    ]


def test_the_margin_numbers_the_lines_of_the_file(make_article: MakeArticle) -> None:
    """Front matter is above them."""
    article = make_article(f"# Bridge closed\n\n{PROSE}\n", format="markdown", first_line=5)
    assert [(mark.number, mark.kind) for mark in sort_lines(article)] == [(5, "title"), (7, "body")]


def test_a_page_is_told_line_by_line_as_well(make_article: MakeArticle) -> None:
    """Its lines are the blocks of its body."""
    page = f"<article><h1>Bridge closed</h1><p>{PROSE}</p><p>Advertisement</p></article>"
    kinds = [mark.kind for mark in sort_lines(make_article(page, format="html"))]
    assert "body" in kinds
    assert "furniture" in kinds
