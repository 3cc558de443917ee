import pytest
from lxml.html import document_fromstring

from seedfeed.understanding.page.blocks import cut_blocks
from seedfeed.understanding.page.body import choose_blocks

PARAGRAPHS = """\
The bridge over the river was closed on Monday after engineers had found cracks in two of its arches, and it \
will stay closed until spring, the mayor said. Nobody had looked at them since it was mended after the flood.
Buses take the long way round by the mill. The ferry that was taken out of service eleven years ago has been \
painted and will cross the river again from the first of the month, if a ferryman is found for it in time.
Shops on the far side have lost half of their customers, and the baker delivers by boat, which takes him \
most of the morning, and he has taken on his niece to mind the ovens. She would rather row and let him bake.
""".splitlines()
PROSE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def texts_in(html: str) -> list[str]:
    """Return the texts of the body."""
    tree = document_fromstring(f"<html><body>{html}</body></html>")
    return [block.text for block in choose_blocks(tree, cut_blocks(tree))]


def test_the_body_is_what_two_of_three_readings_agree_on() -> None:
    """Menus and footers are in none of them."""
    page = (
        f"<div><a href=/>Home</a> <a href=/n>News</a></div><article>{PROSE}</article><footer>© Crier</footer>"
    )
    assert texts_in(page) == PARAGRAPHS


def test_lists_and_tables_of_an_article_are_its_own() -> None:
    """Between paragraphs they are text, too."""
    items = (
        "<ul><li>Two arches have cracks that reach the water.</li><li>One pier has sunk by a hand.</li></ul>"
    )
    table = "<table><tr><td>Arches</td><td>9</td></tr><tr><td>Piers</td><td>8</td></tr></table>"
    found = texts_in(f"<article>{PROSE}{items}<p>{PARAGRAPHS[0]}</p>{table}{PROSE}</article>")
    assert "One pier has sunk by a hand." in found
    assert {"Arches", "9"} <= set(found)


@pytest.mark.parametrize(
    ("above", "is_body"),
    [
        ("<div>Nobody in the town knows how to mend a bridge of stone.</div>", True),
        ("<div><a href=/bridges>All that we ever wrote about bridges</a> and about rivers</div>", False),
        ("<div class=newsletter>Our letter tells you every morning what is closed in town.</div>", False),
        ("<div>By Ann Example and Jo Marsh, with Sam Reed and Kim Hill in Mill Town</div>", False),
        ("<div>Monday</div>", False),
    ],
    ids=["standfirst", "links", "newsletter", "byline", "section"],
)
def test_the_standfirst_is_part_of_the_body(above: str, is_body: bool) -> None:  # noqa: FBT001
    """What stands between the heading and the first paragraph, if it is the article's own."""
    found = texts_in(f"<div><h1>The old bridge is closed</h1>{above}</div><article>{PROSE}</article>")
    text = " ".join(map(str, document_fromstring(above).itertext()))
    assert (text in found) == is_body


def test_what_is_named_as_beside_the_article_is_left_out() -> None:
    """Unless it holds most of the text: names lie."""
    box = "<p>Ann Example has written about bridges for the Crier since 1998, and about little else.</p>"
    assert texts_in(f"<article>{PROSE}{PROSE}<div class=author-bio>{box}</div></article>") == PARAGRAPHS * 2
    assert texts_in(f"<div class=promo>{PROSE}</div>") == PARAGRAPHS


def test_a_caption_is_no_text() -> None:
    """Without its picture it says nothing."""
    caption = "<figcaption>The bridge on Monday, seen from the old mill.</figcaption>"
    figure = f"<figure><img src=a.png>{caption}</figure>"
    assert texts_in(f"<article>{PROSE}{figure}{PROSE}</article>") == PARAGRAPHS * 2
