from datetime import UTC, datetime

import pytest

from seedfeed.understanding.page import Page, read_page
from seedfeed.understanding.page.opening import MOST_LINES

PROSE = (
    "<p>"
    + "The bridge over the river was closed on Monday after engineers had found cracks in it. " * 3
    + "</p>"
)
SAVED = datetime(2026, 1, 1, tzinfo=UTC)
MOVED = '<meta property="article:published_time" content="2024-08-07T12:01:51Z">'


def read(*, above: str = "", below: str = "", head: str = "") -> Page:
    """Return a page that shows lines above and below its heading."""
    heading = f"<div>{above}<h1>The old bridge is closed</h1>{below}</div>"
    return read_page(f"<html lang=en-GB><head>{head}</head><body>{heading}{PROSE * 3}</body></html>", SAVED)


@pytest.mark.parametrize(
    ("fields", "date", "rule"),
    [
        ({"below": "<span>17 May 2024</span>"}, "2024-05-17T00:00:00Z", "beside the heading"),
        ({"above": "<p>17 May 2024</p>"}, "2024-05-17T00:00:00Z", "beside the heading"),
        ({"below": "<p>By Ann Example | 03/04/2024</p>"}, "2024-04-03T00:00:00Z", "beside the heading"),
        ({"below": "<p>30 Dec 2013</p>", "head": MOVED}, "2013-12-30T00:00:00Z", "beside the heading"),
        ({"below": "<p>6 Aug 2024</p>", "head": MOVED}, "2024-08-07T12:01:51Z", "article:published_time"),
        ({"below": "<p>9 Aug 2024</p>", "head": MOVED}, "2024-08-07T12:01:51Z", "article:published_time"),
        (
            {"head": f'{MOVED}<link rel=canonical href="https://crier.example/2017/7/12/bridge">'},
            "2017-07-12T00:00:00Z",
            "address",
        ),
    ],
    ids=["below", "above", "byline", "moved", "time zone", "updated", "address"],
)
def test_a_day_beside_the_heading_is_the_publications(fields: dict[str, str], date: str, rule: str) -> None:
    """Where the head states none, or a later one; a day of difference is the time zone's."""
    page = read(**fields)
    assert (page.metadata.date, page.rules["date"]) == (date, rule)


def test_a_day_after_the_page_was_saved_is_none_of_its_own() -> None:
    """It may be announced, and it is not the publication's."""
    assert read(below="<p>17 May 2031</p>").metadata.date is None


def test_the_day_of_the_visit_above_a_menu_is_none_of_the_articles() -> None:
    """Sites show it beside their own name, which may be the page's only heading."""
    menu = "".join(f"<li>Section {number}</li>" for number in range(MOST_LINES))
    assert read(below=f"<div>Wednesday, 31 December 2025</div><ul>{menu}</ul>").metadata.date is None


def test_a_day_of_change_is_told_from_the_publications() -> None:
    """By the word before it."""
    page = read(below="<p>17 May 2024</p><p>Updated: 19 May 2024</p>")
    assert (page.metadata.date, page.metadata.updated) == ("2024-05-17T00:00:00Z", "2024-05-19T00:00:00Z")


def test_a_day_in_the_text_is_the_storys() -> None:
    """Only lines of their own beside the heading count."""
    assert (
        read(
            below="<p>The bridge was built by Jo Marsh on 17 May 1824, and nobody has looked since.</p>"
        ).metadata.date
        is None
    )


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("<p>By Ann Example</p>", ["Ann Example"]),
        ("<p>By Ann Example and Jo Marsh, MD | 17 May 2024</p>", ["Ann Example", "Jo Marsh"]),
        ("<p>News | By Ann Example | 17 May 2024</p>", ["Ann Example"]),
        ("<p>Share this</p>", []),
    ],
)
def test_a_byline_beside_the_heading_names_the_author(below: str, names: list[str]) -> None:
    """Where the head is silent."""
    assert [author.name for author in read(below=below).metadata.authors] == names
