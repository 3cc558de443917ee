import pytest

from seedfeed.understanding.gazetteer import known_names
from seedfeed.understanding.lexicon import furniture_lines, given_names, read_lists
from seedfeed.understanding.lines import letters_of


def test_furniture_is_written_as_it_is_looked_up() -> None:
    """A phrase with a capital or a digit would never be found."""
    assert [phrase for phrase in furniture_lines() if letters_of(phrase) != phrase] == []


@pytest.mark.parametrize("name", ["stop_words.txt", "name_words.txt"])
def test_no_list_is_empty(name: str) -> None:
    """A heading in brackets opens a list of words."""
    assert all(read_lists(name).values())


def test_names_are_capitalised() -> None:
    """Only capitalised words are looked up."""
    assert all(name[0].isupper() for name in given_names())
    assert all(name[0].isupper() or name[0] in "ae" for name in known_names())
