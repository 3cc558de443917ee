import pytest

from seedfeed.understand.names import find_names


def labels(title: str, text: str) -> dict[str, str]:
    """Return label and kind of the names found."""
    return {category.label: category.kind for category in find_names(title, text)}


def test_adjectives_and_short_forms_count_for_their_country() -> None:
    """Each way of saying it is the same place."""
    text = (
        "The U.S. sent aid. US officials said the United States "
        "would send more. Iranian officials in Iran met Iranians."
    )
    assert labels("Aid", text) == {"United States": "place", "Iran": "place"}


def test_organizations_are_known_by_table_or_by_their_words() -> None:
    """Said twice they are meant."""
    text = (
        "The Heron Valley Council met. The UN watched. Later the "
        "Heron Valley Council left, and the UN stayed with the UN."
    )
    assert labels("Meeting", text) == {
        "United Nations": "organization",
        "Heron Valley Council": "organization",
    }


def test_a_person_is_found_by_given_name_and_then_by_surname() -> None:
    """Both are one person."""
    found = labels(
        "Merit", "The prize went to Anna Petrosyan. Critics praised Petrosyan, and Petrosyan's films."
    )
    assert found == {"Anna Petrosyan": "person"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing has capitals here",
        "Zorblax came. Zorblax went. Zorblax stayed.",
        "The The The. However, However. Monday Monday",
        "Germany was named once.",
        "THIS IS ALL SHOUTED AT THE READER",
    ],
)
def test_the_unknown_and_the_passing_give_nothing(text: str) -> None:
    """Unsure gives nothing."""
    assert labels("Title", text) == {}


def test_at_most_five_names_the_most_telling_first() -> None:
    """What is said most often, and in the title, leads."""
    text = " ".join(
        f"{place} {place} {place}. "
        for place in ("Peru", "Chile", "Cuba", "Haiti", "Kenya", "Ghana", "Nepal")
    )
    found = list(labels("Nepal waits", text + "Nepal is high."))
    assert len(found) == 5
    assert found[0] == "Nepal"


def test_terms_and_schemes_are_set() -> None:
    """The scheme says of which kind the name is."""
    found = find_names("Peru", "Peru voted. Peru waits. Peru sleeps.")[0]
    assert (found.term, found.label, found.scheme) == ("Peru", "Peru", "https://schema.org/Place")
