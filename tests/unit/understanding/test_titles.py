from collections.abc import Callable
from textwrap import fill

import pytest

from seedfeed.model import Draft
from seedfeed.understanding.lines import split_lines, unwrap

DraftOf = Callable[..., Draft]
TEXT = (
    "The council met on the bridge and decided, after many hours, to close it for the winter, as its "
    "engineers had asked it to. The mayor agreed."
)
MORE = (
    "Nobody had thought of the ferry, which has been out of service since the spring, and whose captain has "
    "moved to another town by the sea."
)


@pytest.mark.parametrize(
    "top",
    [
        "Old stone bridge closed",
        "BBC News\nOld stone bridge closed",
        "www.heron.example\nOld stone bridge closed",
        "News\nUK\nOld stone bridge closed",
        "By Jo Heron\nOld stone bridge closed",
        "EXCLUSIVE\nOld stone bridge closed",
        "Skip to content\nMenu\nHome\nOld stone bridge closed",
        "3 May 2021\nOld stone bridge closed",
        "https://www.heron.example/2021/05/03/bridge\nOld stone bridge closed",
        "Old stone bridge closed - The Guardian",
        "Old stone bridge closed | Heron Daily",
        "Old stone bridge closed | News | Heron",
        "World News | Old stone bridge closed",
        "Title: Old stone bridge closed",
        "HEADLINE: Old stone bridge closed",
        "Titel: Old stone bridge closed",
        "\u0627\u0644\u0639\u0646\u0648\u0627\u0646: Old stone bridge closed",
        "From: jo@heron.example\nDate: Mon, 3 May 2021 10:00:00 +0200\nSubject: Old stone bridge closed",
        "# Old stone bridge closed",
        "## Old stone bridge closed ##",
        "Old stone bridge closed\n=============",
    ],
)
def test_the_title_is_found_and_stands_alone(draft_of: DraftOf, top: str) -> None:
    """What a site, a mail or an editor puts around it goes."""
    draft = draft_of(f"{top}\n\n{TEXT}\n\n{MORE}")
    assert draft.title == "Old stone bridge closed"
    assert draft.summary.startswith("The council met")


@pytest.mark.parametrize(
    "title",
    [
        "Iran: what next",
        "Why we left - and came back",
        "A | B",
        "Reuters buys a bridge",
        "#bridge closed",
        "Heron.com buys a bridge",
        "Title fight called off",
        "We use cookies on your bridge to feed ducks",
        "Subject to approval: the new bridge",
    ],
)
def test_a_title_that_looks_like_more_is_left_whole(draft_of: DraftOf, title: str) -> None:
    """A colon, a dash or a name does not make a label or a site."""
    assert draft_of(f"{title}\n\n{TEXT}\n\n{MORE}").title == title


def test_a_label_below_the_title_is_no_title(draft_of: DraftOf) -> None:
    """It states something else."""
    assert (
        draft_of(f"Old stone bridge closed\nSubject: engineering\n\n{TEXT}").title
        == "Old stone bridge closed"
    )


def test_a_title_on_two_lines_is_one(draft_of: DraftOf) -> None:
    """Mail programs break it; what begins with a capital is another line."""
    title = "Old stone bridge closed for the winter as\nengineers find cracks in it"
    assert draft_of(f"{title}\n\n{TEXT}").title == title.replace("\n", " ")
    assert draft_of(f"Old stone bridge closed for the winter\nEngineers find cracks\n\n{TEXT}").title == (
        "Old stone bridge closed for the winter"
    )
    assert (
        draft_of(f"Old stone bridge closed for the winter\nhttps://heron.example/a/b\n\n{TEXT}").link
        is not None
    )


@pytest.mark.parametrize(
    "top",
    [
        "Old stone bridge closed - The Guardian",
        "The Guardian\nOld stone bridge closed",
        "theguardian.com\nOld stone bridge closed",
    ],
)
def test_the_site_beside_the_title_is_the_source(draft_of: DraftOf, top: str) -> None:
    """Where nothing in the text states another."""
    draft = draft_of(f"{top}\n\n{TEXT}\n\n{MORE}")
    assert draft.source is not None
    assert draft.source.name == "The Guardian"
    stated = draft_of(f"{top}\n\n{TEXT}\n\n{MORE}\n\nSource: Reuters")
    assert stated.source is not None
    assert stated.source.name == "Reuters"


@pytest.mark.parametrize("width", [55, 72, 98])
def test_a_text_broken_at_a_width_is_whole_again(draft_of: DraftOf, width: int) -> None:
    """As mail programs and old archives break it."""
    broken = f"Old stone bridge closed\n\n{fill(TEXT, width)}\n\n{fill(MORE + ' ' + TEXT, width)}\n"
    draft = draft_of(broken)
    assert draft.summary == TEXT
    found = unwrap(split_lines(broken, 1))
    assert [line.text for line in found] == ["Old stone bridge closed", TEXT, f"{MORE} {TEXT}"]


@pytest.mark.parametrize(
    "text",
    [
        "Birds that live here\nHerons\nStorks\nSwallows\nOwls of many kinds, all of them asleep\nDucks",
        "Tell me, where is the bridge\nthat I crossed as a child,\nand who closed it\nwhen water ran wild?",
        "",
        "One line",
    ],
    ids=["list", "poem", "nothing", "one line"],
)
def test_lines_that_are_meant_stay(text: str) -> None:
    """They had room for the first word of the next."""
    lines = split_lines(text, 1)
    assert unwrap(lines) == lines
