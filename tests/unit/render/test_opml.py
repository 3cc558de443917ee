from collections.abc import Callable
from datetime import UTC, datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from seedfeed.check import check_opml
from seedfeed.model import Feed
from seedfeed.render.opml import render_opml
from seedfeed.text import clean

MakeFeed = Callable[..., Feed]


def test_every_feed_is_listed_in_the_order_given(make_feed: MakeFeed) -> None:
    """The head feed first, each with its addresses (OPML 2.0, subscription lists)."""
    sport, crier = (
        make_feed(path="categories/sport", title="News: Sport"),
        make_feed(path="sources/crier", title="News: Crier"),
    )
    outlines = etree.fromstring(render_opml(make_feed(), [sport, crier])).findall("body/outline")
    assert [dict(outline.attrib) for outline in outlines] == [
        {
            "type": "rss",
            "text": title,
            "title": title,
            "xmlUrl": f"https://news.example/{folder}atom.xml",
            "htmlUrl": f"https://news.example/{folder}",
        }
        for title, folder in (
            ("News", ""),
            ("News: Sport", "categories/sport/"),
            ("News: Crier", "sources/crier/"),
        )
    ]


def test_head_says_the_title_and_no_date(make_feed: MakeFeed) -> None:
    """The list is the same, whatever was published since: its file is left alone."""
    later = make_feed(updated=datetime(2030, 1, 1, tzinfo=UTC))
    assert render_opml(later, []) == render_opml(make_feed(), [])
    root = etree.fromstring(render_opml(make_feed(), []))
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/title") == "News"


@given(title=st.text())
def test_any_title_comes_back(make_feed: MakeFeed, title: str) -> None:
    """Also in an attribute, where quotes and line ends have a meaning."""
    title = f"x{clean(title)}x"
    data = render_opml(make_feed(title=title), [])
    assert check_opml(data) == []
    assert etree.fromstring(data).find("body/outline[@title]").get("text") == title  # type: ignore[union-attr]


@pytest.mark.parametrize("number", [0, 3])
def test_list_is_whole_and_in_utf_8(make_feed: MakeFeed, number: int) -> None:
    """A reader of other people's code takes it without complaint."""
    data = render_opml(make_feed(title="ميناء"), [make_feed(path=f"categories/c{k}") for k in range(number)])
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n")
    assert "ميناء".encode() in data
    assert not feedparser.parse(data).bozo
    assert check_opml(data) == []
