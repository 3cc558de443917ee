import tomllib
from typing import Any

import pytest

from seedfeed.config import Config, SourceRule
from seedfeed.text import is_web_address
from seedfeed.understanding.language import parse_language
from seedfeed.understanding.lexicon import read_data, read_lines
from seedfeed.understanding.outlets import (
    _ROW,
    _split,
    content_for,
    domain_of,
    find_exact_name,
    find_outlet,
    find_outlet_of,
    name_key,
    split_outlet,
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
        ("https://www.bbc.com/news/1", "BBC"),
        ("https://www.bbc.com/persian/1", "BBC Persian"),
        ("https://bbc.com/arabic?x=1", "BBC Arabic"),
        ("https://www.aa.com.tr/tr/1", "Anadolu Agency"),
        ("https://www.dw.com/de/a-1", "Deutsche Welle"),
        ("https://www.asahi.com/articles/1", "Asahi Shimbun Digital"),
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


def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(read_data("outlets.toml"))["outlet"]
    return rows


def test_the_shipped_table_holds_usable_facts() -> None:
    """At least 2,000 outlets, each with a name, a language and addresses that a feed may hold."""
    rows = _rows()
    assert len(rows) >= 2_000
    for row in rows:
        assert row.keys() <= {"name", "language", "url", "feed", "aliases"}, row
        assert row["name"], row
        assert row["url"].count("/") >= 3, f"no path, not even a stroke: {row}"
        assert parse_language(row["language"]) == row["language"], row
        assert is_web_address(row["url"]), row
        assert is_web_address(row.get("feed", row["url"])), row


def test_the_table_is_read_as_toml_is() -> None:
    """Its rows are taken apart by hand, which is quicker; nothing may differ."""
    read = [_split(line) for line in read_lines("outlets.toml") if line.startswith(_ROW)]
    assert read == [
        (row["name"], row["language"], row["url"], row.get("feed"), row.get("aliases", [])) for row in _rows()
    ]


def test_names_are_written_as_they_are_looked_up() -> None:
    """Tidy, with a plain apostrophe; an alias is another one's nowhere, else it would never be found."""
    owners: dict[str, str] = {}
    for row in _rows():
        for written in (row["name"], *row.get("aliases", [])):
            name = written.removeprefix("~")
            assert name
            assert name == " ".join(name.split()).replace("\u2019", "'"), row
            owner = owners.setdefault(name_key(name), row["name"])
            assert owner == row["name"], f"{name} of {row['name']} is {owner}'s"


def test_no_outlet_stands_in_the_table_twice() -> None:
    """A home page, or a name with its case, belongs to one row; else one of them is never found."""
    for field in ("name", "url"):
        values = [row[field] for row in _rows()]
        assert sorted(value for value in set(values) if values.count(value) > 1) == []


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("رويترز", "Reuters"),
        ("路透社", "Reuters"),
        ("ロイター", "Reuters"),
        ("РИА Новости", "RIA Novosti"),
        ("الجزيرة نت", "Al Jazeera Arabic"),
        ("خبرگزاری تسنیم", "Tasnim News Agency"),
        ("הארץ", "Haaretz (Hebrew)"),
        ("दैनिक जागरण", "Dainik Jagran"),
        ("প্রথম আলো", "Prothom Alo"),
        ("ไทยรัฐ", "Thairath"),
        ("联合早报", "Lianhe Zaobao"),
        ("聯合早報", "Lianhe Zaobao"),
        ("조선일보", "Chosun Ilbo (Korean)"),
        ("Καθημερινή", "Kathimerini"),
        ("Українська правда", "Ukrainska Pravda"),
        ("بی بی سی اردو", "BBC Urdu"),
        ("Süddeutschen Zeitung", "Süddeutsche Zeitung"),
        ("NYT", "The New York Times"),
    ],
)
def test_an_outlet_is_found_in_the_scripts_people_write_it(name: str, outlet: str) -> None:
    """The names of other languages lead to the same outlet, as far as it has no edition of its own."""
    found = find_outlet(name, NONE)
    assert found is not None
    assert found.name == outlet


@pytest.mark.parametrize(
    "word",
    [
        "Time",
        "People",
        "Fortune",
        "Nature",
        "Science",
        "The Hill",
        "Wired",
        "The Nation",
        "Slate",
        "CCTV",
        "The State",
    ],
)
def test_an_ordinary_word_is_an_outlet_only_where_one_must_stand(word: str) -> None:
    """Behind the stroke in a title and on a source line, not in prose."""
    assert find_exact_name(word) is None
    assert find_exact_name(word, labelled=True) is not None
    assert find_outlet(word, NONE) is not None


@pytest.mark.parametrize(
    ("title", "kept", "outlet"),
    [
        ("Storm nears | Reuters", "Storm nears", "Reuters"),
        ("Storm nears - Reuters", "Storm nears", "Reuters"),
        ("Storm nears | Time", "Storm nears", "Time"),
        ("Bears · People", "Bears", "People"),
        ("A mother - Nature", "A mother - Nature", None),
        (
            "What the machine does with your money \u2013 Time",
            "What the machine does with your money \u2013 Time",
            None,
        ),
        ("Up the hill: The Hill", "Up the hill: The Hill", None),
        ("Reuters", "Reuters", None),
        ("| Reuters", "| Reuters", None),
    ],
)
def test_a_title_loses_the_outlet_behind_it(title: str, kept: str, outlet: str | None) -> None:
    """An ordinary word only behind a stroke or a dot: dashes and colons stand in titles themselves."""
    assert split_outlet(title) == (kept, outlet)
