"""Whatever stands in a feed: the judge gives a verdict, never a traceback."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedfeed.judge import judge_feed
from tests.unit.judge.feeds import NOW, atom_entry, rss_channel, rss_item

_JSON = '{"version": "https://jsonfeed.org/version/1.1", "title": "A", "hubs": [], "items": [{"id": "1"}]}'
_OPML = '<opml version="2.0"><head/><body><outline text="A" type="rss"/></body></opml>'
_RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel/>'
FEEDS = [
    rss_item('<enclosure url="x:y" length="1" type="a/b"/><pubDate>Fri, 01 May 2026 08:30:00 GMT</pubDate>'),
    rss_channel("<image><url>x:y</url></image><skipDays><day>Monday</day></skipDays><media:group/>"),
    atom_entry('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">x</div></content>'),
    '<!DOCTYPE rss [<!ENTITY a "b">]>' + rss_item("&a;").partition("?>")[2],
    _JSON,
    _OPML,
    _RDF + "<item/></rdf:RDF>",
]
# What breaks parsers and rules, to be put anywhere.
PIECES = [
    "<", ">", "&", '"', "'", "/", "&a;", "&b;", "&#0;", "&#x110000;", "<![CDATA[", "]]>", "<!--", "-->",
    "<?x y?>", "<?xml version='1.1' encoding='utf-16'?>", "<!DOCTYPE x [", " xmlns=''", " xmlns:a=''",
    "\x00", "\ud800", "\ufffe", "\x85", "9" * 400, "(" * 300, "[" * 2000, "{", "}", "]", ",", ":", "null",
    "NaN", "1e999", '"\\ud800"', "<item>", "</item>", "<link>", "<guid/>", "tag:", "urn:uuid:",
    "http://[::1", "//", "%", "#", "@", " ", "\n", "-0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00",
    "Mon, 31 Feb 2026 25:61:61 ZZZ", "\u0661", "²",
]  # fmt: skip
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 30), st.one_of(st.sampled_from(PIECES), st.text(max_size=4))),
    min_size=1,
    max_size=6,
)


def edit(feed: str, edits: list[tuple[float, int, str]]) -> str:
    """Return a feed in which at some places so much is cut, and something put in."""
    for place, length, piece in edits:
        at = int(place * len(feed))
        feed = feed[:at] + piece + feed[at + length :]
    return feed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
@given(feed=st.sampled_from(FEEDS), edits=EDITS)
def test_any_edit_of_a_feed_is_judged(encoding: str, feed: str, edits: list[tuple[float, int, str]]) -> None:
    """Each finding is one line of text, at a line that is there."""
    errors = "surrogatepass" if encoding != "latin-1" else "replace"
    data = edit(feed, edits).encode(encoding, errors)
    found = judge_feed(data, NOW)
    assert [one.line for one in found] == sorted(one.line for one in found)
    assert all(1 <= one.line <= data.count(b"\n") + data.count(b"\r") + 1 for one in found)
    assert all(len(str(one).splitlines()) == 1 for one in found)


@given(st.binary(max_size=200))
def test_any_bytes_are_judged(data: bytes) -> None:
    """What is no feed is told so."""
    assert judge_feed(data, NOW)
