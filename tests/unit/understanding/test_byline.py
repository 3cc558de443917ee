import pytest

from seedfeed.understanding.byline import parse_byline


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jo Heron", ("Jo Heron",)),
        ("by Jo Heron and Ana de la Cruz", ("Jo Heron", "Ana de la Cruz")),
        ("By Jo Heron, Ana Cruz & Li Wei", ("Jo Heron", "Ana Cruz", "Li Wei")),
        ("By Jo Heron, Staff Writer", ("Jo Heron",)),
        ("Written by Jo Heron, MD*", ("Jo Heron",)),
        ("By Jo Heron May 7, 2025 | 10:00 AM", ("Jo Heron",)),
        ("By JO HERON | May 3, 2020", ("JO HERON",)),
        ("Par Jeanne Héron", ("Jeanne Héron",)),
        ("By: Jo Heron", ("Jo Heron",)),
        ("By Jo Heron on May 3, 2024", ("Jo Heron",)),
        ("May 3, 2024 By Jo Heron In", ("Jo Heron",)),
        ("Published: May 3, 2024 by Jo Heron", ("Jo Heron",)),
        ("May 3, 2024 | 10:00 AM by Jo Heron", ("Jo Heron",)),
        ("Contributors: Jo Heron", ("Jo Heron",)),
        ("Por Ana Cruz — São Paulo", ("Ana Cruz",)),
        ("记者\uff1a李明", ("李明",)),
        ("A Post By: Jo Heron", ("Jo Heron",)),
        ("Written By: Jo Heron Gardener & Astrologer", ("Jo Heron",)),
    ],
)
def test_bylines_name_their_authors(line: str, authors: tuple[str, ...]) -> None:
    """Roles, degrees and dates beside a name are not part of it."""
    assert parse_byline(line) == authors


@pytest.mark.parametrize(
    "line",
    [
        "By the time help came, it was late.",
        "By Monday the river had fallen",
        "By far the best",
        "Jo Heron",
        "By",
        "",
        "By clicking you agree",
        "By 2030 half of them will be gone",
        "By Heron " * 30,
        "By admin",
        "Contributors left in May",
        "The law of May 3, 2024 by Parliament was changed",
        "May 3, 2024 was passed by Jo Heron",
    ],
)
def test_other_lines_name_nobody(line: str) -> None:
    """A sentence that begins with "By" is no byline."""
    assert parse_byline(line) == ()


def test_a_bare_name_counts_only_after_by() -> None:
    """Pages put "By" and the name on two lines."""
    assert parse_byline("Jo Heron", named=True) == ("Jo Heron",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jo Doe | Reuters", ("Jo Doe",)),
        ("By Jo Doe | The Hill", ("Jo Doe",)),
        ("By Jo Doe, Associated Press", ("Jo Doe",)),
        ("By Reuters", ("Reuters",)),
        ("By Jo Doe and Max Moss", ("Jo Doe", "Max Moss")),
    ],
)
def test_an_outlet_beside_a_person_is_no_author(text: str, names: tuple[str, ...]) -> None:
    """It is where the person writes; alone it is the author."""
    assert parse_byline(text) == names
