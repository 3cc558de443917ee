"""JSON Feed 1.1, which is also the record: what is written comes back, and damage never as something else."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedfeed.check import check_json
from seedfeed.model import Author, Category, CategoryKind, Entry, Feed, Media, Source
from seedfeed.render.jsonfeed import FeedRecord, Published, parse_published, render_item, render_json
from seedfeed.render.markup import content_html

MakeEntry = Callable[..., Entry]
MakeFeed = Callable[..., Feed]

MAY = datetime(2024, 5, 17, 12, tzinfo=UTC)
RECORD = FeedRecord(kind="head", label="", updated=MAY, site_id="https://x.example/", next_seq=9, config="c0")
URL = "https://crier.example/harbour"

# Every character that XML can hold (XML 1.0 §2.2).
TEXT = st.text(
    st.characters(min_codepoint=0x20, exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n")
)
NAME = TEXT.filter(bool)
MOMENT = st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31)).map(  # noqa: DTZ001 - UTC follows
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
KINDS: tuple[CategoryKind, ...] = ("tag", "topic", "place", "organization", "person")
MEDIA = st.builds(
    Media,
    url=NAME,
    type=TEXT,
    alt=TEXT,
    length_bytes=st.none() | st.integers(0, 2**53),
    duration_s=st.none() | st.integers(0, 2**53),
)
ENTRIES = st.builds(
    Entry,
    id=NAME,
    key=NAME,
    content_hash=TEXT,
    seq=st.integers(0, 2**53),
    page=TEXT,
    title=NAME,
    summary=TEXT,
    body_html=st.none() | NAME,
    link=st.none() | NAME,
    source=st.none() | st.builds(Source, name=NAME, url=st.none() | TEXT, feed=st.none() | TEXT),
    authors=st.lists(
        st.builds(Author, name=NAME, email=st.none() | NAME, url=st.none() | NAME), max_size=3
    ).map(tuple),
    categories=st.lists(
        st.builds(Category, kind=st.sampled_from(KINDS), term=TEXT, label=NAME, scheme=st.none() | TEXT),
        max_size=3,
    ).map(tuple),
    related=st.lists(TEXT, max_size=3).map(tuple),
    language=st.none() | st.sampled_from(["en", "ar", "fa-IR", "he", "ckb", "zh-Hant"]),
    image=st.none() | MEDIA,
    enclosures=st.lists(MEDIA, max_size=3).map(tuple),
    published=MOMENT,
    updated=MOMENT,
    first_seen=MOMENT,
)


def rich(make_entry: MakeEntry) -> Entry:
    """Return an entry with every part, from right to left, whole text included."""
    return make_entry(
        language="ar",
        body_html='<p dir="rtl">نص "كامل"</p>',
        link=URL,
        source=Source(name="Crier", url="https://crier.example/", feed="https://crier.example/feed"),
        authors=(
            Author(name="Ann", email="ann@crier.example"),
            Author(name="Bob", url="https://bob.example/"),
        ),
        categories=(Category(kind="topic", term="01", label="Arts", scheme="http://cv.iptc.org/x/"),),
        related=("One",),
    )


def parts_of(feed: Feed, *entries: Entry, url: str | None = URL) -> Any:  # noqa: ANN401 - JSON
    """Return a rendered feed as the standard library reads it."""
    return json.loads(render_json(feed, RECORD, [render_item(entry, url) for entry in entries]))


# ---- the record -----------------------------------------------------------------------------------


@given(entries=st.lists(ENTRIES, max_size=3), url=st.none() | NAME)
def test_entries_come_back_from_the_feed(make_feed: MakeFeed, entries: list[Entry], url: str | None) -> None:
    """A lost ledger is restored from these bytes: every field of every entry, in order."""
    data = render_json(make_feed(), RECORD, [render_item(entry, url) for entry in entries])
    assert parse_published(data) == Published(record=RECORD, entries=tuple(entries))


@pytest.mark.parametrize("language", [None, "en", "ar"])
@pytest.mark.parametrize("body", [None, "d", "<p>Whole</p>", "<p>a</p>\n<p>&quot;ب&quot;</p>"])
def test_body_comes_back_from_the_content(
    make_entry: MakeEntry, make_feed: MakeFeed, body: str | None, language: str | None
) -> None:
    """The body stands once, inside the content, and is cut out again to the character."""
    entry = make_entry(body_html=body, language=language, source=Source(name="Crier"), related=("One",))
    published = parse_published(render_json(make_feed(), RECORD, [render_item(entry, None)]))
    assert published is not None
    assert published.entries == (entry,)


@pytest.mark.parametrize(
    "record",
    [RECORD, FeedRecord(kind="tag", label="Fish & <chips>", updated=MAY)],
    ids=["head", "category"],
)
def test_record_of_a_feed_comes_back(make_feed: MakeFeed, record: FeedRecord) -> None:
    """Kind, label and time of every feed; what ids are made from in the head feed."""
    assert parse_published(render_json(make_feed(), record, [])) == Published(record=record, entries=())


def test_foreign_feed_is_none_of_ours() -> None:
    """A sound JSON Feed of another program is told apart from a damaged one of ours."""
    foreign = {"version": "https://jsonfeed.org/version/1", "title": "x", "items": []}
    assert parse_published(json.dumps(foreign).encode()) is None


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b'"x"', b"null", b'{"version": 1}', b"<rss/>", b"\xff\xfe", b'{"_seedfeed": {}}'],
    ids=repr,
)
def test_other_things_are_damage(data: bytes) -> None:
    """What is no JSON feed raises ValueError and nothing else."""
    with pytest.raises(ValueError, match=r".+"):
        parse_published(data)


def test_cut_feed_is_damage(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """A feed cut anywhere is never taken for a shorter one."""
    items = [render_item(rich(make_entry), URL), render_item(make_entry(), None)]
    data = render_json(make_feed(), RECORD, items).rstrip()
    for end in range(len(data)):
        with pytest.raises(ValueError, match=r".+"):
            parse_published(data[:end])


def test_flipped_bytes_never_end_in_another_error(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Whatever a bad disk makes of a feed: damage, somebody else's, or a feed."""
    data = render_json(make_feed(), RECORD, [render_item(rich(make_entry), URL)])
    chance = random.Random(2024)  # noqa: S311 - repeatable
    damaged = 0
    for _ in range(3000):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 3)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            found = parse_published(bytes(broken))
        except ValueError:
            damaged += 1
        else:
            assert found is None or isinstance(found, Published)
    assert damaged > 1000


@pytest.mark.parametrize(
    "date",
    ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"],
    ids=["before the first year", "after the last"],
)
@pytest.mark.parametrize("member", ["date_published", "date_modified"])
def test_impossible_date_is_damage(
    make_entry: MakeEntry, make_feed: MakeFeed, member: str, date: str
) -> None:
    """A moment that UTC cannot hold is told as damage, not as a bug of ours."""
    parts = parts_of(make_feed(), make_entry())
    parts["items"][0][member] = date
    with pytest.raises(ValueError, match=r".+"):
        parse_published(json.dumps(parts).encode())


@pytest.mark.parametrize("member", ["date_published", "date_modified"])
def test_date_without_zone_is_damage(make_entry: MakeEntry, make_feed: MakeFeed, member: str) -> None:
    """It would be read in the zone of whatever machine restores the ledger."""
    parts = parts_of(make_feed(), make_entry())
    parts["items"][0][member] = "2024-05-17T12:00:00"
    with pytest.raises(ValueError, match=r".+"):
        parse_published(json.dumps(parts).encode())


# ---- the format -----------------------------------------------------------------------------------


def test_version_is_the_first_member(make_feed: MakeFeed) -> None:
    """A reader may tell the format from the first bytes."""
    data = render_json(make_feed(), RECORD, [])
    assert data.startswith(b'{\n  "version": "https://jsonfeed.org/version/1.1",\n')


def test_head_says_what_the_format_asks_for(make_feed: MakeFeed) -> None:
    """Addresses are absolute and the feed's own (JSON Feed 1.1, top-level)."""
    parts = parts_of(make_feed(path="categories/sport", hubs=("https://hub.example/",)))
    assert list(parts) == [
        "version", "title", "home_page_url", "feed_url", "description", "authors", "language", "hubs",
        "_seedfeed", "items",
    ]  # fmt: skip
    assert parts["home_page_url"] == "https://news.example/categories/sport/"
    assert parts["feed_url"] == "https://news.example/categories/sport/feed.json"
    assert parts["authors"] == [{"name": "The editors"}]
    assert parts["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert (parts["title"], parts["description"], parts["language"]) == ("News", "What is new", "en")


def test_feed_without_hubs_and_items(make_feed: MakeFeed) -> None:
    """Items are required and may be none; hubs are left out."""
    parts = parts_of(make_feed())
    assert parts["items"] == []
    assert "hubs" not in parts


def test_items_stand_one_a_line_in_the_order_given(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """A line is an entry: what changes in git is what changed."""
    items = [render_item(make_entry(id=f"urn:x:{name}"), None) for name in "cab"]
    data = render_json(make_feed(), RECORD, items)
    lines = [line.strip().removesuffix(b",") for line in data.splitlines()]
    assert [line for line in lines if b"urn:x:" in line] == items


def test_item_says_all_that_the_format_has_a_word_for(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Every optional member arrives (JSON Feed 1.1, items)."""
    entry = rich(make_entry)
    (item,) = parts_of(make_feed(), entry, url="https://news.example/e.html")["items"]
    record = item.pop("_seedfeed")
    assert item == {
        "id": entry.id,
        "url": "https://news.example/e.html",
        "external_url": URL,
        "title": entry.title,
        "content_html": content_html(entry),
        "summary": entry.summary,
        "date_published": "2024-05-17T12:00:00Z",
        "date_modified": "2024-05-17T12:00:00Z",
        "authors": [{"name": "Ann"}, {"name": "Bob", "url": "https://bob.example/"}],
        "tags": ["Arts"],
        "language": "ar",
    }
    assert record["source"]["name"] == "Crier"
    assert record["seq"] == 0


def test_bare_item_leaves_out_what_it_does_not_have(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """No member is null or empty for want of a value."""
    (item,) = parts_of(make_feed(), make_entry(summary=""), url=None)["items"]
    assert set(item) == {"id", "title", "content_html", "date_published", "date_modified", "_seedfeed"}
    assert set(item["_seedfeed"]) == {"key", "hash", "seq", "page", "first_seen"}


def test_mail_addresses_stay_out_of_the_authors(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """JSON Feed has no word for an author's e-mail; only the record keeps it."""
    (item,) = parts_of(make_feed(), rich(make_entry))["items"]
    assert "ann@crier.example" not in json.dumps(item["authors"])
    assert item["_seedfeed"]["authors"][0]["email"] == "ann@crier.example"


def test_rendered_feed_passes_the_check(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """What we write is what we would accept."""
    entry = rich(make_entry)
    data = render_json(make_feed(), RECORD, [render_item(entry, URL)])
    assert check_json(data, [entry.id], "https://news.example/feed.json") == []
