import pytest

from seedfeed.config import Config, SourceRule
from seedfeed.text import is_web_address
from seedfeed.understand.language import parse_language
from seedfeed.understand.lexicon import read_lines
from seedfeed.understand.outlets import (
    content_for,
    domain_of,
    find_exact_name,
    find_outlet,
    find_outlet_of,
)

NONE = Config()


@pytest.mark.parametrize(
    "name", ["The Guardian", "guardian", "THE GUARDIAN", "guardian.co.uk", "theguardian.com"]
)
def test_an_outlet_is_found_by_each_of_its_names(name: str) -> None:
    """Case and "The" do not matter."""
    found = find_outlet(name, NONE)
    assert found is not None
    assert found.url == "https://www.theguardian.com/"


def test_an_unknown_outlet_is_not_guessed() -> None:
    """Nothing like it is taken in its place."""
    assert find_outlet("The Guardians", NONE) is None
    assert find_outlet("", NONE) is None


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://english.aawsat.com/x", "Asharq Al-Awsat"),
        ("http://blogs.reuters.com/a", "Reuters"),
        ("https://www.notreuters.com/", None),
        ("https://reuters.com.example.org/", None),
        ("https://localhost/", None),
    ],
)
def test_an_address_belongs_to_its_domain(url: str, name: str | None) -> None:
    """What stands before a known domain is part of it, what stands after is not."""
    found = find_outlet_of(url, NONE)
    assert (found.name if found else None) == name


def test_the_operators_outlet_wins() -> None:
    """`[[sources]]` of the configuration stands before the shipped table, which fills its gaps."""
    rule = SourceRule(name="Reuters (Europe)", aliases=("Reuters",))
    found = find_outlet("reuters", Config(sources=(rule,)))
    assert found is not None
    assert (found.name, found.url) == ("Reuters (Europe)", "https://www.reuters.com/")
    assert content_for(found, Config(sources=(rule,), content="full")) == "full"


def test_exact_names_mind_their_capitals() -> None:
    """A word of prose is not an outlet for having its letters."""
    assert find_exact_name("AFP") == "Agence France-Presse"
    assert find_exact_name("Guardian") == "The Guardian"
    assert find_exact_name("time") is None
    assert find_exact_name("Dr") is None


@pytest.mark.parametrize(
    ("url", "domain"),
    [("https://User@WWW.Heron.example:80/a?b", "heron.example"), ("http://a.b?c", "a.b"), ("nothing", "")],
)
def test_domain_of_an_address(url: str, domain: str) -> None:
    """Lower case, without what does not name the outlet."""
    assert domain_of(url) == domain


def _rows() -> list[list[str]]:
    return [[field.strip() for field in line.split("|")] for line in read_lines("outlets.txt")]


def test_the_shipped_table_holds_usable_facts() -> None:
    """At least 400 outlets, each with a name, a language and addresses that a feed may hold."""
    rows = _rows()
    assert len(rows) >= 400
    for row in rows:
        assert 3 <= len(row) <= 5, row
        assert row[0], row
        assert parse_language(row[1]) == row[1], row
        assert is_web_address(row[2]), row
        assert len(row) == 3 or not row[3] or is_web_address(row[3]), row


def test_no_outlet_stands_in_the_table_twice() -> None:
    """A home page, or a name with its case, belongs to one line; else one of them is never found."""
    for field in (0, 2):
        values = [row[field] for row in _rows()]
        assert sorted(value for value in set(values) if values.count(value) > 1) == []
