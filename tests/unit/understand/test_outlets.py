import pytest

from seedfeed.config import Config, SourceRule
from seedfeed.text import is_web_address
from seedfeed.understand.outlets import (
    _shipped,
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


def test_the_shipped_table_holds_usable_facts() -> None:
    """At least 150 outlets, each with a name and an address that a feed may hold."""
    outlets = {outlet.source for outlet in _shipped().values()}
    assert len(outlets) >= 150
    for source in outlets:
        assert source.name.strip() == source.name
        assert source.url is not None
        assert is_web_address(source.url)
