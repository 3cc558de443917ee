import pytest
from lxml.html import document_fromstring

from seedfeed.understanding.page.blocks import Block, cut_blocks, make_lines, render_blocks

LONG = "b" * 500


def cut(html: str) -> list[Block]:
    """Return the blocks of a page."""
    return cut_blocks(document_fromstring(html))


def render(html: str) -> str:
    """Return all blocks of a page as HTML."""
    blocks = cut(html)
    return render_blocks(blocks, frozenset(range(1, len(blocks) + 1)))


@pytest.mark.parametrize(
    ("html", "rendered"),
    [
        ("<p>One <b>and</b> <a href=x>two</a>,\n three.</p>tail", "<p>One and two, three.</p>\n<p>tail</p>"),
        ("<p>One<br>two<br><br>three</p>", "<p>One</p>\n<p>two</p>\n<p>three</p>"),
        ("<h1>A</h1><h3>B</h3>", "<h2>A</h2>\n<h3>B</h3>"),
        (
            "<ul><li>a<li><p>b</p></ul><ol><li>c</ol>",
            "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n</ol>",
        ),
        ("<blockquote><p>He said <i>so</i>.</p></blockquote>", "<blockquote>He said so.</blockquote>"),
        ("<pre>if a:\n    b &lt; c</pre>", "<pre>if a:\n    b &lt; c</pre>"),
        ("<script>x</script><p>a<style>b</style>c</p><svg><text>d</text></svg>", "<p>ac</p>"),
        (f"<p>a</p><noscript>On!</noscript><noscript>{LONG}</noscript>", f"<p>a</p>\n<p>{LONG}</p>"),
        ("<!-- a --><p>b<!-- c -->d</p>", "<p>bd</p>"),
    ],
    ids=["inline", "breaks", "headings", "lists", "quotation", "code", "silent", "noscript", "comments"],
)  # fmt: skip
def test_blocks_are_what_stands_between_two_ends_of_a_line(html: str, rendered: str) -> None:
    """And each keeps what it is."""
    assert render(html) == rendered


def test_rows_of_short_cells_are_a_table() -> None:
    """A table of values stays one."""
    html = "<table><tr><th>Range<td><p>18.7</p><p>mi</p><tr><th>Weight<td>9 kg</table>"
    rows = "<tr><td>Range</td><td>18.7 mi</td></tr>\n<tr><td>Weight</td><td>9 kg</td></tr>"
    assert render(html) == f"<table>\n{rows}\n</table>"


def test_a_table_keeps_its_figures() -> None:
    """They are no lines of a text, so that no reading of the text keeps them."""
    blocks = cut("<table><tr><td>Arches<td>9</table><p>3</p>")
    assert render_blocks(blocks, frozenset([1])) == "<table>\n<tr><td>Arches</td><td>9</td></tr>\n</table>"


def test_a_page_laid_out_as_a_table_is_none() -> None:
    """Columns of prose are paragraphs."""
    prose = "A sentence of the article. " * 10
    html = f"<table><tr><td>Menu</td><td><p>{prose}</p><p>More.</p></td></tr></table>"
    assert render(html) == f"<p>Menu</p>\n<p>{prose.strip()}</p>\n<p>More.</p>"


def test_blocks_know_their_line_and_their_links() -> None:
    """The line is that of the page's source."""
    first, second = cut("<html><body>\n<p>One <a href=x>link</a></p>\n\n<p>two</p></body></html>")
    assert (first.line, first.linked, second.line, second.linked) == (2, 4, 4, 0)


def test_blocks_know_what_is_named_as_beside_the_article() -> None:
    """By its element, its role, or a name that sites give it, also in camel case."""
    html = (
        "<p>a</p><nav>b</nav><div role=complementary>c<div class='AuthorBio'>d</div></div>"
        "<div id=related-posts>e</div><div class=unrelated>f</div><article class=promo>g</article>"
    )
    assert [(block.text, len(block.asides)) for block in cut(html)] == [
        ("a", 0), ("b", 1), ("c", 1), ("d", 2), ("e", 1), ("f", 0), ("g", 0),
    ]  # fmt: skip


def test_a_heading_that_was_never_closed_is_none() -> None:
    """Nobody writes headings of that length."""
    (block,) = cut(f"<h2>{'word ' * 100}")
    assert block.tag == "p"


def test_lines_are_numbered_by_blocks() -> None:
    """Two blocks of one line of the page are two lines of the article."""
    lines = make_lines(cut("<h2>a</h2><p>b</p>"))
    assert [(line.number, line.text, line.heading) for line in lines] == [(1, "a", True), (2, "b", False)]
