from typing import Any

import msgspec
import pytest

from seedfeed.read.json_article import parse_json_article
from seedfeed.read.values import ValuesError


def parse(**item: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return what an object states."""
    return parse_json_article(msgspec.json.encode({"text": "Bees fly.", **item}).decode()).values


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        ({"headline": "Bees"}, "title", "Bees"),
        ({"title": ["Bees", "Wasps"]}, "title", "Bees"),
        ({"date_published": "2022-07-01"}, "date", "2022-07-01"),
        ({"datePublished": "2022-07-01"}, "date", "2022-07-01"),
        ({"author": {"@type": "Person", "name": "Leo"}}, "author", ["Leo"]),
        ({"authors": [{"name": "Leo"}, "Ruth"]}, "author", ["Leo", "Ruth"]),
        ({"mainEntityOfPage": {"@id": "https://a.example/b"}}, "link", "https://a.example/b"),
        ({"publisher": {"name": "Crier"}}, "source", "Crier"),
        ({"keywords": "bees, roofs"}, "tags", "bees, roofs"),
        ({"tags": ["bees", {"name": "roofs"}]}, "tags", ["bees", "roofs"]),
        ({"image": {"url": "https://a.example/b.png"}}, "image", "https://a.example/b.png"),
        ({"title": None, "name": "Bees"}, "title", "Bees"),
    ],
)
def test_each_scrapers_names_are_known(item: dict[str, Any], field: str, value: object) -> None:
    """The first that has a value is taken, whatever its shape."""
    assert parse(**item)[field] == value


@pytest.mark.parametrize(
    ("item", "text", "is_html"),
    [
        ({"articleBody": "Bees fly."}, "Bees fly.", False),
        ({"content": "<p>Bees fly.</p>"}, "<p>Bees fly.</p>", True),
        ({"content_html": "<p>Bees"}, "<p>Bees", True),
        ({"content_html": "<p>Bees", "content_text": "Bees"}, "Bees", False),
        ({"maintext": "a < b"}, "a < b", False),
    ],
)
def test_the_body_is_text_or_html(item: dict[str, str], text: str, is_html: bool) -> None:  # noqa: FBT001
    """Plain text says all that is needed where there are both."""
    found = parse_json_article(msgspec.json.encode(item).decode())
    assert (found.text, found.is_html) == (text, is_html)


def test_an_article_in_a_graph_is_found() -> None:
    """As pages of schema.org nest it."""
    graph = {"@graph": [{"@type": "WebSite", "name": "Crier"}, {"headline": "Bees", "articleBody": "Fly."}]}
    assert parse_json_article(msgspec.json.encode(graph).decode()).values["title"] == "Bees"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[{}, {}]", "a list of 2"),
        ('"text"', "expected an object"),
        ('{"items": []}', "a feed"),
        ('{"version": 3}', "no article"),
    ],
)
def test_what_is_no_article_says_why(text: str, reason: str) -> None:
    """And what was expected."""
    with pytest.raises(ValuesError, match=reason):
        parse_json_article(text)
