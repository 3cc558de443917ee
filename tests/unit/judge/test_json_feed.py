"""JSON Feed 1.0 and 1.1, member by member."""

import json
from typing import Any

import pytest

from tests.unit.judge.feeds import judge

_ITEM = {"id": "1", "content_text": "One"}
_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "A",
    "home_page_url": "https://a.example/",
    "feed_url": "https://a.example/feed.json",
    "items": [],
}


def feed(**members: object) -> str:
    """Return a feed with these members besides those it needs, one a line."""
    return json.dumps(_FEED | members, indent=0)


def item(**members: object) -> str:
    """Return a feed with an item that has these members besides those it needs."""
    return feed(items=[_ITEM | members])


def attachment(**members: object) -> str:
    """Return a feed with an attachment that has these members."""
    return item(attachments=[{"url": "https://a.example/1.mp3", "mime_type": "audio/mpeg"} | members])


_GOOD: list[Any] = [
    feed(),
    feed(version="https://jsonfeed.org/version/1", author={"name": "Ann"}),
    feed(authors=[{"name": "Ann"}, {"url": "https://ann.example/"}], language="de", expired=False),
    feed(hubs=[{"type": "WebSub", "url": "https://hub.example/"}], next_url="https://a.example/2.json"),
    feed(_own={"x": [1, None, "y"]}, user_comment="hello", description="1 < 2 & so on"),
    item(date_published="2026-05-01T08:30:00-05:00", tags=["x"], image="https://a.example/i.png"),
    item(content_html="<p><a href='https://a.example/'>x</a></p>", title="x", summary="y", content_text=""),
    attachment(size_in_bytes=12, duration_in_seconds=1.5, title="Part 1"),
]


@pytest.mark.parametrize("good", _GOOD)
def test_json_feed_without_fault(good: str) -> None:
    """What the specification allows is let be."""
    assert judge(good) == ()


@pytest.mark.parametrize(
    ("bad", "level", "says"),
    [
        (feed(version="https://jsonfeed.org/version/9"), "error", "no version of JSON Feed"),
        (feed(title=" "), "error", "title is empty"),
        (feed(title=None), "error", "title is null; it must be text"),
        (feed(title="A &amp; B"), "warning", "title holds '&amp;'"),
        (feed(home_page_url="a.example"), "error", "home_page_url is 'a.example', no absolute address"),
        (feed(description=5), "error", "description is a number; it must be text"),
        (feed(icon=None), "error", "icon is null; leave it out"),
        (feed(icon=""), "warning", "icon is empty"),
        (feed(next_url="https://a.example/feed.json"), "error", "readers go round in circles"),
        (feed(expired="no"), "error", "expired is text; it must be true or false"),
        (feed(language="german"), "error", "language is 'german', no language"),
        (feed(authors={"name": "Ann"}), "error", "authors is an object; it must be a list"),
        (feed(authors=[{}]), "error", "authors[0] says nothing"),
        (feed(authors=["Ann"]), "error", "authors[0] is text; it must be an object"),
        (feed(authors=[{"name": "A", "avatar": "a.png"}]), "error", "authors[0].avatar is 'a.png'"),
        (feed(author={"name": "Ann"}), "warning", "author is of version 1.0"),
        (feed(hubs=[{"url": "https://hub.example/"}]), "error", "hubs[0] lacks 'type'"),
        (feed(hubs=[{"type": "WebSub"}]), "error", "hubs[0] lacks 'url'"),
        (feed(authors=[], author={"url": "x"}), "error", "author.url is 'x'"),
        (item(authors=[{}]), "error", "items[0].authors[0] says nothing"),
        (feed(items=None), "error", "items is null"),
        (feed(items=[5]), "error", "items[0] is a number; it must be an object"),
        (feed(homePageUrl="x"), "warning", "write 'home_page_url'"),
        (feed(mine=1), "warning", "begin its name with '_'"),
        (feed(**{"_a.b": {}}), "error", "no name of an extension"),
        (item(id=7), "error", "items[0].id is a number; it must be text"),
        (item(id=""), "error", "items[0].id is empty"),
        (feed(items=[{"id": "1"}]), "error", "neither content_html nor content_text"),
        (feed(items=[{"content_text": "x"}]), "error", "items[0] lacks 'id'"),
        (feed(items=[_ITEM, _ITEM]), "error", "items[1].id '1' stands there before"),
        (item(url="/1"), "error", "items[0].url is '/1', no absolute address"),
        (item(content_html="<a href='/x'>y</a>"), "warning", "the relative address '/x'"),
        (item(content_html="<script>x</script>"), "warning", "holds 'script'"),
        (item(date_published="2026-05-01"), "error", "no date of RFC 3339"),
        (item(date_modified="2026-07-01T00:00:00Z"), "warning", "still to come"),
        (item(tags="x"), "error", "items[0].tags is text; it must be a list"),
        (item(tags=[5]), "error", "write a list of texts"),
        (item(title="\ud800"), "error", "half a character"),
        (attachment(url="1.mp3"), "error", "items[0].attachments[0].url is '1.mp3'"),
        (attachment(mime_type="mp3"), "error", "no media type"),
        (item(attachments=[{"url": "https://a.example/1.mp3"}]), "error", "lacks 'mime_type'"),
        (attachment(size_in_bytes="12"), "error", "size_in_bytes is text; it must be a number"),
        (attachment(size_in_bytes=True), "error", "size_in_bytes is true or false"),
        (attachment(duration_in_seconds=-1), "error", "less than nothing"),
    ],
)
def test_json_feed_with_a_fault(bad: str, level: str, says: str) -> None:
    """One finding names the member, and what to do."""
    (finding,) = judge(bad)
    assert says in finding.what
    assert (finding.level, finding.clause != "") == (level, True)


@pytest.mark.parametrize("name", ["version", "title", "items"])
def test_json_feed_1_1_top_level_required(name: str) -> None:
    """A feed has a version, a title and items."""
    (finding,) = judge(json.dumps({key: value for key, value in _FEED.items() if key != name}))
    assert finding.what == f"the feed lacks '{name}'; add it"


@pytest.mark.parametrize("name", ["home_page_url", "feed_url"])
def test_json_feed_1_1_top_level_recommended(name: str) -> None:
    """Readers find the site and the feed by them."""
    (finding,) = judge(json.dumps({key: value for key, value in _FEED.items() if key != name}))
    assert (finding.level, f"'{name}'" in finding.what) == ("warning", True)


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b'{\n"version": x}', 2, "no JSON: expecting value"),
        (b'{"a": NaN}', 1, "NaN is no JSON"),
        (b"[" * 100_000, 1, "no JSON that readers take"),
        (b"[]", 1, "the feed is a list; it must be an object"),
        (b'{\n"title": "\xe9"}', 2, "byte 0xE9 is not UTF-8"),
        (b"\xef\xbb\xbf" + feed().encode(), 1, "byte order mark"),
        (feed().replace("{", '{"title": "B",', 1).encode(), 1, "'title' twice"),
        (feed(items=1).replace(": 1\n", f": {'1' * 5000}\n").encode(), 6, "items is a number"),
    ],
    ids=["syntax", "nan", "deep", "list", "latin", "mark", "twice", "long number"],
)
def test_rfc8259_what_is_no_json(data: bytes, line: int, says: str) -> None:
    """A broken text is told on its line, and never ends in a traceback."""
    (finding,) = judge(data)
    assert (finding.level, finding.line) == ("error", line)
    assert says in finding.what


def test_findings_have_the_lines_of_their_members() -> None:
    """What is there is told where it is, what is not where it should be."""
    lines = [
        '{"version": "https://jsonfeed.org/version/1.1",',
        '"home_page_url": "https://a.example/",',
        '"feed_url": 5,',
        '"items": [',
        '{"id": "1", "content_text": ""},',
        '{"id": "2",',
        '"content_text": "x",',
        '"url": "y"}]}',
    ]
    found = [(one.line, one.what.partition(" ")[0]) for one in judge("\n".join(lines))]
    assert found == [(1, "the"), (3, "feed_url"), (8, "items[1].url")]
