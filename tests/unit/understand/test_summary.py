import pytest

from seedfeed.understand.layout import Line
from seedfeed.understand.summary import make_summary, strip_dateline, trim_summary

FIRST = "The bridge was closed on Monday after engineers found cracks in it."
SECOND = "It will stay closed until spring, the mayor said on the radio."


def summarize(*paragraphs: str, title: str = "Bridge closed", length: int = 300) -> str:
    """Return the summary of some paragraphs."""
    body = [Line(number, text) for number, text in enumerate(paragraphs, 3)]
    return make_summary(body, title, length, "en").text


def test_the_lead_is_whole_sentences_that_fit() -> None:
    """A sentence that does not fit is left out whole."""
    assert summarize(f"{FIRST} {SECOND}") == f"{FIRST} {SECOND}"
    assert summarize(f"{FIRST} {SECOND}", length=100) == FIRST


def test_one_paragraph_that_says_enough_is_the_summary() -> None:
    """The next one begins another thought; a very short one does not stand alone."""
    assert summarize(f"{FIRST} So it is.", SECOND) == f"{FIRST} So it is."
    short = "The bridge is closed, and nobody minds."
    assert summarize(short + " No.", SECOND) == f"{short} No. {SECOND}"


def test_headings_are_passed_over_while_there_is_text() -> None:
    """Short lines, and lines without an end, are labels."""
    assert summarize("A label with an end.", FIRST) == FIRST
    assert (
        summarize("What happened", "A heading of more than forty characters without an end", FIRST) == FIRST
    )


def test_a_heading_is_better_than_nothing() -> None:
    """Only the first: labels make no text together."""
    assert summarize("A bridge over the river", "Another heading here") == "A bridge over the river"
    assert summarize("Short") == "Short"
    assert summarize() == ""


def test_the_title_is_not_said_again() -> None:
    """Not even as the first sentence."""
    assert summarize(f"BRIDGE CLOSED. {FIRST}") == FIRST


def test_a_sentence_too_long_is_cut() -> None:
    """There is a summary all the same, and it fits."""
    made = summarize("word " * 100 + "end.", length=100)
    assert made.endswith("word…")
    assert len(made) <= 100


@pytest.mark.parametrize(
    "dateline",
    [
        "WASHINGTON (Reuters) - ",
        "LONDON — ",
        "NEW YORK, May 3 (AP) -- ",
        "PARIS, May 3, 2021 \u2013 ",
        "(Reuters) - ",
        "3 mai 2021. - ",
        "Berlin (dpa) - ",
    ],
)
def test_a_dateline_is_taken_off(dateline: str) -> None:
    """Place, day and agency are no part of the lead."""
    assert strip_dateline(dateline + FIRST) == FIRST


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        "Heron - a bird - is grey.",
        "Jo Heron \u2013 the mayor \u2013 left.",
        "NATO said so.",
        "COVID-19 is back.",
        "LONDON —",
    ],
)
def test_text_without_a_dateline_stays(text: str) -> None:
    """A dash alone does not make one."""
    assert strip_dateline(text) == text


def test_the_authors_summary_is_cut_to_whole_sentences() -> None:
    """On one line, within the limit."""
    assert trim_summary(f" {FIRST}\n{SECOND} ", 300, "en") == f"{FIRST} {SECOND}"
    assert trim_summary(f"{FIRST} {SECOND}", 100, "en") == FIRST
