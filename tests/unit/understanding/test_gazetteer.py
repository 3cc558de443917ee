import pytest

from seedfeed.understanding.gazetteer import Known, known_names


@pytest.mark.parametrize(
    ("form", "known"),
    [
        ("Iranian", ("Iran", "place", "")),
        ("U.S.", ("United States", "place", "")),
        ("U.S", ("United States", "place", "")),
        ("Kiev", ("Kyiv", "place", "")),
        ("Reading", ("Reading", "place", "United Kingdom")),
        ("WHO", ("World Health Organization", "organization", "World Health Organization")),
        ("Erdoğan", ("Recep Tayyip Erdogan", "person", "")),
    ],
    ids=["adjective", "stops", "end of a sentence", "other name", "unsure", "unsure acronym", "spelling"],
)
def test_a_form_says_whose_it_is(form: str, known: Known) -> None:
    """Name, kind, and beside what alone it counts."""
    assert known_names()[form] == known


def test_what_counts_beside_another_has_that_other() -> None:
    """An anchor that nobody can write would leave its forms dead."""
    sure = {name for name, _, anchor in known_names().values() if not anchor}
    assert {anchor for _, _, anchor in known_names().values() if anchor} <= sure


def test_no_label_is_marked() -> None:
    """The marks of the tables reach nobody."""
    assert not [name for name, _, _ in known_names().values() if set(name) & set("~|=+*@")]
