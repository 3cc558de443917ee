"""The feeds themselves, opened in a browser: a page by CSS alone, and a line that says what it is."""

from typing import Any

import pytest

from tests.browser.visit import Visit

FEEDS = ["rss.xml", "atom.xml", "categories/baking/rss.xml", "sources/the-other-paper/atom.xml"]
ENTRY = {"rss.xml": "item", "atom.xml": "entry"}


def shown(page: Any, selector: str) -> list[str]:  # noqa: ANN401 - Playwright's
    """Return the texts of the elements of these names that a visitor sees."""
    found: list[str] = page.evaluate(
        "name => [...document.querySelectorAll(name)].filter(found => found.getClientRects().length)"
        ".map(found => found.textContent.trim())",
        selector,
    )
    return found


@pytest.fixture(params=FEEDS)
def path(request: pytest.FixtureRequest) -> str:
    """One feed of each kind and format."""
    found: str = request.param
    return found


def test_feed_says_that_it_is_one(visit: Visit, path: str) -> None:
    """Whoever clicks on a feed learns what to do with it."""
    page = visit.open(path)
    said = page.evaluate("getComputedStyle(document.documentElement, '::before').content")
    assert "This is a feed" in said
    assert "copy this page’s address" in said


def test_feed_shows_titles_and_summaries_and_nothing_meant_for_machines(visit: Visit, path: str) -> None:
    """No ids, no markup as text."""
    page = visit.open(path)
    entry = ENTRY[path.rpartition("/")[2]]
    summary = "description" if entry == "item" else "summary"
    titles = shown(page, f"{entry} > title")
    assert len(titles) == len(shown(page, entry)) >= 2
    assert len(shown(page, f"{entry} > {summary}")) >= 2
    assert shown(page, f"{entry} > guid, {entry} > id, {entry} > content, {entry} > category") == []


@pytest.mark.parametrize("width", [360, 1280])
def test_feed_fits_its_window(visit: Visit, path: str, width: int) -> None:
    """Nobody scrolls sideways, and the letters can be read."""
    page = visit.open(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert size >= 16


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_feed_has_the_colours_of_the_pages(visit: Visit, path: str, scheme: str) -> None:
    """One stylesheet for both."""
    colours = [
        visit.open(opened, color_scheme=scheme).evaluate(
            "['backgroundColor', 'color'].map(name => getComputedStyle(document.documentElement)[name])"
        )
        for opened in ("index.html", path)
    ]
    assert colours[0] == colours[1]


def test_title_from_right_to_left_begins_at_the_right(visit: Visit) -> None:
    """Each text by its own first letter: RSS has no word for the direction."""
    for path, entry in ENTRY.items():
        page = visit.open(path)
        places = page.evaluate(
            "name => [...document.querySelectorAll(name)].filter(found => /^[\\u0600-\\u06ff]/"
            ".test(found.textContent)).map(found => { const range = document.createRange(); "
            "range.selectNodeContents(found); return [range.getBoundingClientRect().right, "
            "found.getBoundingClientRect().right] })",
            f"{entry} > title",
        )
        ((text, box),) = places
        assert abs(text - box) < 2
