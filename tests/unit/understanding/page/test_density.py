import pytest

from seedfeed.understanding.page.blocks import Block
from seedfeed.understanding.page.density import find_text

MENU, NOTE, SHORT = (
    ("Home", 4),
    ("A remark of no great length, as it may stand anywhere in a page at all.", 0),
    ("Yes.", 0),
)
PROSE = (
    "The bridge over the river was closed on Monday after engineers had found cracks in its arches. " * 3,
    0,
)
HEADING = ("#What they found", 0)
FOOTER = ("© The Town Crier, all rights reserved, and whatever else lawyers wish to have on every page.", 0)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([MENU, PROSE, MENU], "-x-"),
        ([MENU, NOTE, MENU], "---"),
        ([PROSE, NOTE, MENU], "xx-"),
        ([PROSE, SHORT, PROSE], "xxx"),
        ([MENU, SHORT, MENU], "---"),
        ([MENU, SHORT, PROSE], "--x"),
        ([MENU, HEADING, PROSE], "-xx"),
        ([PROSE, FOOTER], "x-"),
        ([], ""),
    ],
    ids=[
        "menu",
        "remark",
        "below prose",
        "answer",
        "in menus",
        "above prose",
        "heading",
        "rights",
        "nothing",
    ],
)
def test_text_is_long_and_has_few_links(pieces: list[tuple[str, int]], expected: str) -> None:
    """What is short is what its neighbours are."""
    blocks = [
        Block(tag="h2" if text[0] == "#" else "p", text=text.lstrip("#"), linked=linked)
        for text, linked in pieces
    ]
    assert "".join("x" if is_text else "-" for is_text in find_text(blocks)) == expected
