import pytest
from lxml.html import document_fromstring

from seedfeed.understanding.page.prepare import prepare

SHOWN = "<p>Text that everybody sees.</p>"


def shown(html: str) -> str:
    """Return the text of a page as a reader sees it."""
    tree = document_fromstring(html)
    prepare(tree)
    return " ".join("".join(map(str, tree.itertext())).split())


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        "style='display: none'",
        "style='color:red; visibility:hidden !important'",
        "role=dialog",
        "aria-modal=true",
        "class='banner cookie-notice'",
        "id=onetrust-banner",
    ],
)
def test_what_is_not_shown_is_no_text(attributes: str) -> None:
    """A reader does not see it, or closes it."""
    assert shown(f"{SHOWN}<div {attributes}><p>Not this.</p></div>rest") == "Text that everybody sees.rest"


@pytest.mark.parametrize("tag", ["dialog", "amp-sidebar", "amp-consent"])
def test_what_nobody_has_opened_is_no_text(tag: str) -> None:
    """A dialog that is open hides the page; one that is closed is hidden."""
    assert shown(f"{SHOWN}<{tag}><p>Not this.</p></{tag}>rest") == "Text that everybody sees.rest"


@pytest.mark.parametrize("attributes", ["style='display:nonesuch'", "class=cookery", "aria-hidden=true"])
def test_what_is_shown_stays(attributes: str) -> None:
    """Only what says for sure that it is hidden goes."""
    assert "this" in shown(f"{SHOWN}<div {attributes}>this</div>")


def test_a_page_that_a_script_shows_is_read() -> None:
    """Where nearly everything is hidden, hiding says nothing."""
    assert "everybody" in shown(f"<p>Loading</p><div style='display:none'>{SHOWN * 3}</div>")


def test_streamed_parts_are_put_in_place() -> None:
    """React sends them hidden, behind the page, for a script to move."""
    html = (
        "<main>one <template id='B:0'></template> three</main> end"
        "<div hidden id='S:0'>two <template id='P:1'></template></div><div hidden id='S:1'>and a half</div>"
    )
    assert shown(f"<body>{html}</body>") == "one two and a half three end"


def test_a_streamed_part_is_not_put_into_itself() -> None:
    """Every byte of a page is hostile."""
    assert shown("<div hidden id='S:0'>one <template id='B:0'></template></div>two") == "one two"
