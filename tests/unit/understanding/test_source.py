from collections.abc import Callable

import pytest

from seedfeed.config import Config, Site
from seedfeed.model import Draft, Source
from seedfeed.understanding.statements import parse_name

DraftOf = Callable[..., Draft]
TEXT = "The bridge was closed on Monday after engineers found cracks in two of its pillars."
HERON = Source(name="Daily Heron")


@pytest.mark.parametrize(
    "line",
    [
        "Read the complete article at: Daily Heron",
        "Source: Daily Heron",
        "(Source: Daily Heron)",
        "Via Daily Heron",
        "H/T Daily Heron",
        "Originally published in Daily Heron on 3 May 2021.",
        "This article was originally published by Daily Heron.",
        (
            "This article is republished from Daily Heron under a "
            "Creative Commons license. Read the original article."
        ),
    ],
)
def test_a_line_below_the_text_names_the_source(draft_of: DraftOf, line: str) -> None:
    """An outlet nobody knows keeps its name and gets no address."""
    draft = draft_of(f"Bridge closed\n\n{TEXT}\n\n{line}")
    assert draft.source == HERON
    assert draft.link is None
    assert line not in draft.summary


def test_a_source_may_close_the_last_paragraph(draft_of: DraftOf) -> None:
    """In brackets, at the very end."""
    assert draft_of(f"Bridge closed\n\n{TEXT} (Source: Daily Heron)").source == HERON


@pytest.mark.parametrize(
    "line",
    [
        "Source: here",
        "Source: 2021 survey of 1,000 adults",
        "Originally published in March 2022.",
        "Source: Getty Images",
        "Featured image via Jo Heron/Getty Images",
        "Via a narrow road through the mountains they came",
        "Source:",
        "Sources close to the mayor: he will resign",
        "Source: https://youtube.com/watch?v=1",
        "Source: javascript:alert(1)",
    ],
)
def test_lines_that_name_no_outlet_give_nothing(draft_of: DraftOf, line: str) -> None:
    """A wrong source is worse than none."""
    draft = draft_of(f"Bridge closed\n\n{TEXT}\n\n{line}")
    assert draft.source is None
    assert draft.link is None


@pytest.mark.parametrize("place", ["top", "end"])
def test_an_address_on_its_own_is_the_link(draft_of: DraftOf, place: str) -> None:
    """Near the top or at the end it is the article's; its domain names the outlet."""
    url = "https://www.heron.example/2021/bridge.html"
    text = f"Bridge closed\n{url}\n{TEXT}" if place == "top" else f"Bridge closed\n{TEXT}\n{url}"
    draft = draft_of(text)
    assert draft.link == url
    assert draft.source == Source(name="heron.example", url="https://www.heron.example/")


def test_an_address_in_the_middle_is_no_link(draft_of: DraftOf) -> None:
    """It belongs to the story."""
    paragraphs = "\n".join([TEXT] * 5)
    assert draft_of(f"Bridge closed\n{paragraphs}\nhttps://heron.example/x\n{paragraphs}").link is None


def test_a_home_page_is_a_source_and_no_link(draft_of: DraftOf) -> None:
    """An address without a path leads to no article."""
    draft = draft_of(f"Bridge closed\n{TEXT}\nSource: https://www.reuters.com/")
    assert draft.link is None
    assert draft.source == Source(name="Reuters", url="https://www.reuters.com/")


def test_a_name_and_an_address_on_one_line(draft_of: DraftOf) -> None:
    """Both are taken, the name from the table."""
    draft = draft_of(f"Bridge closed\n{TEXT}\nSource: BBC News (https://www.bbc.co.uk/news/1)")
    assert draft.link == "https://www.bbc.co.uk/news/1"
    assert draft.source is not None
    assert draft.source.name == "BBC"


def test_metadata_wins_over_the_text(draft_of: DraftOf) -> None:
    """The author knows better than a rule."""
    draft = draft_of(
        f"Bridge closed\n{TEXT}\nSource: Reuters",
        source_name="Daily Heron",
        source_url="https://heron.example/",
    )
    assert draft.source == Source(name="Daily Heron", url="https://heron.example/")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "/relative", "ftp://heron.example/a", "https://"])
def test_a_link_that_no_feed_may_hold_is_noted(draft_of: DraftOf, link: str) -> None:
    """Only absolute http and https get through; the author is told."""
    draft = draft_of(f"Bridge closed\n{TEXT}", link=link)
    assert draft.link is None
    assert any(finding.field == "note" for finding in draft.evidence)


def test_nobody_is_ones_own_source(draft_of: DraftOf) -> None:
    """A link to the site that publishes the feed names no outlet."""
    config = Config(site=Site(url="https://heron.example/feeds/"))
    draft = draft_of(f"Bridge closed\n{TEXT}", config, link="https://heron.example/a")
    assert (draft.link, draft.source) == ("https://heron.example/a", None)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("The bridge is closed, reported Reuters on Monday evening.", ("Reuters",)),
        (
            (
                "According to AFP the bridge is closed. The mayor "
                "told the BBC that it was safe, according to AFP."
            ),
            ("Agence France-Presse", "BBC"),
        ),
        ("LONDON (Reuters) - The bridge is closed until further notice.", ("Reuters",)),
        ("The bridge is closed, Al Jazeera reported on Monday evening.", ("Al Jazeera",)),
        ("The mayor told people that, according to him, the time had come.", ()),
    ],
)
def test_who_is_quoted_is_not_the_source(draft_of: DraftOf, text: str, quoted: tuple[str, ...]) -> None:
    """An agency inside the text is told apart from the outlet that publishes it."""
    draft = draft_of(f"Bridge closed\n\n{text}")
    assert set(draft.quoted) == set(quoted)
    assert draft.source is None


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("The Heron.", "The Heron"),
        ("“Daily Heron”", "Daily Heron"),
        ("heron.example", "heron.example"),
        ("here", None),
        ("3 May", None),
        ("x", None),
        ("a way of doing things", None),
        ("", None),
    ],
)
def test_a_name_is_cleaned_or_refused(value: str, name: str | None) -> None:
    """Quotes and full stops go; what is no name gives none."""
    assert parse_name(value) == name
