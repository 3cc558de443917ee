"""Several old feeds of one site: one entry for each article, found by link or title."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from seedfeed.old_feeds import OldEntry, OldIndex, merge_old_entries, parse_old_feed
from seedfeed.old_feeds.keys import link_key, title_key
from tests.rules import old_feeds as samples
from tests.rules.old_feeds import SITE

_DAY = datetime(2012, 6, 21, tzinfo=UTC)


def told(entries: tuple[OldEntry, ...]) -> list[tuple[str | None, str | None]]:
    """Return guid and id of each entry."""
    return [(entry.guid, entry.id) for entry in entries]


# ---- merging --------------------------------------------------------------------------------------


def test_one_article_of_rss_and_atom() -> None:
    """It keeps the guid for the subscribers of the one and the id for those of the other."""
    feeds = [parse_old_feed(data, "old.xml") for data in (samples.WORDPRESS, samples.JEKYLL)]
    assert merge_old_entries(feeds) == (
        OldEntry(
            guid="https://heron.example/?p=123",
            id="https://heron.example/2012/06/harbour-wall",
            link="https://heron.example/2012/06/harbour-wall/",
            title="The harbour’s “new” wall & gate",
            published=_DAY.replace(hour=10),
            updated=datetime(2012, 6, 22, 8, tzinfo=UTC),
        ),
        OldEntry(
            guid="http://heron.example/?p=99&preview=1",
            link="https://heron.example/2012/05/salt/?utm_source=rss&utm_medium=rss&utm_campaign=salt",
            title="Salt & light",
            published=datetime(2012, 5, 21, 10, 30, tzinfo=UTC),
            updated=datetime(2012, 5, 21, 10, 30, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (OldEntry(guid="g", link="http://www.a.example/1/#a"), OldEntry(id="urn:x", link="https://a.example/1")),
        (OldEntry(guid="g", title="“A”", published=_DAY), OldEntry(id="urn:x", title="a", published=_DAY)),
        (
            OldEntry(guid="g", title="a", published=_DAY, link="https://b.example/~r/1"),
            OldEntry(id="urn:x", title="a", published=_DAY, link="https://a.example/1"),
        ),
    ],
    ids=["link", "title and date", "title and date in spite of links"],
)  # fmt: skip
def test_entries_of_one_article(one: OldEntry, other: OldEntry) -> None:
    """They are one, whichever comes first."""
    assert told(merge_old_entries([[one], [other]])) == [("g", "urn:x")]
    assert told(merge_old_entries([[other], [one]])) == [("g", "urn:x")]


@pytest.mark.parametrize(
    "change",
    [
        {"published": _DAY + timedelta(seconds=1)}, {"published": None}, {"title": "b"}, {"title": ""},
        {"id": None, "guid": "other"},
    ],
    ids=["another date", "no date", "another title", "no title", "both have a guid"],
)  # fmt: skip
def test_entries_of_two_articles(change: dict[str, object]) -> None:
    """The same heading alone is none where anything speaks against it."""
    one = OldEntry(guid="g", title="a", published=_DAY, link="https://a.example/1")
    other = OldEntry(id="urn:x", title="a", published=_DAY, link="https://a.example/2")
    assert len(merge_old_entries([[one], [other]])) == 1
    assert len(merge_old_entries([[one], [structs.replace(other, **change)]])) == 2


def test_two_ids_are_two_articles() -> None:
    """Their heading may be that of two languages, or of two parts of a site."""
    entries = [OldEntry(id=f"urn:{n}", title="a", published=_DAY) for n in range(2)]
    assert len(merge_old_entries([entries[:1], entries[1:]])) == 2


def test_heading_of_two_articles_of_two_feeds_tells_neither() -> None:
    """What has the same heading as both may be either."""
    feeds = [[OldEntry(guid=f"g{n}", title="a", published=_DAY)] for n in range(2)]
    assert len(merge_old_entries([*feeds, [OldEntry(id="urn:x", title="a", published=_DAY)]])) == 3


def test_first_feed_speaks() -> None:
    """What two feeds say differently is taken from the one that is named first."""
    one = OldEntry(guid="a", link=SITE, title="One", published=_DAY)
    other = OldEntry(guid="b", link=SITE, title="Two", published=_DAY + timedelta(1), updated=_DAY)
    assert merge_old_entries([[one], [other]]) == (structs.replace(one, updated=_DAY),)
    assert merge_old_entries([[other], [one]]) == (other,)


@pytest.mark.parametrize("turn", [1, -1])
def test_id_of_atom_goes_before_that_of_json(turn: int) -> None:
    """An id is compared by the subscribers of both, and there can be one."""
    feeds = [[OldEntry(id="urn:j", link=SITE, id_format="json")], [OldEntry(id="urn:a", link=SITE)]]
    assert merge_old_entries(feeds[::turn]) == (OldEntry(id="urn:a", link=SITE),)


def test_same_identity_is_one_entry() -> None:
    """As for readers: an article that was changed stands there again, or in the feed of a category."""
    new = OldEntry(guid="g", link="https://a.example/new", title="New", published=_DAY)
    old = OldEntry(guid="g", link="https://a.example/old", title="Old", published=_DAY)
    assert merge_old_entries([[new, old], [old]]) == (new,)
    assert told(merge_old_entries([[new], [OldEntry(id="g:g", guid="g")]])) == [("g", "g:g")]


def test_article_published_again_is_one_entry() -> None:
    """Some sites give it a new guid whenever it changes; readers have the newest last."""
    entries = [OldEntry(guid=f"g#{n}", link=SITE + "1", title="A", published=_DAY) for n in (1, 0)]
    assert told(merge_old_entries([entries])) == [("g#1", None)]
    other = OldEntry(id="urn:x", link=SITE + "x", title="A", published=_DAY)
    assert told(merge_old_entries([entries, [other]])) == [("g#1", "urn:x")]


def test_article_of_every_week_is_another_one() -> None:
    """The same title and the same link, but another date."""
    entries = [OldEntry(guid=f"g{n}", link=SITE, title="Week", published=_DAY - timedelta(n)) for n in (0, 7)]
    assert told(merge_old_entries([entries])) == [("g0", None), ("g7", None)]


def test_link_that_an_article_once_had_is_not_it() -> None:
    """Another has it now."""
    entries = [
        OldEntry(guid="g", link=SITE + "2", title="New"),
        OldEntry(guid="g", link=SITE + "1", title="Old"),
        OldEntry(guid="h", link=SITE + "1", title="Other"),
    ]
    assert told(merge_old_entries([entries])) == [("g", None), ("h", None)]


def test_link_of_several_articles_tells_none() -> None:
    """Items that all link to the home page are told by title and date."""
    feed = [OldEntry(guid=f"g{n}", link=SITE, title=f"Day {n}", published=_DAY) for n in range(3)]
    other = [OldEntry(id=f"urn:{n}", link=SITE, title=f"Day {n}", published=_DAY) for n in reversed(range(3))]
    expected = [("g0", "urn:0"), ("g1", "urn:1"), ("g2", "urn:2")]
    assert told(merge_old_entries([feed, other])) == expected
    assert told(merge_old_entries([other, feed])) == expected[::-1]
    assert told(merge_old_entries([feed[:1], other])) == [("g0", "urn:0"), (None, "urn:2"), (None, "urn:1")]


def test_heading_of_several_articles_tells_none() -> None:
    """Photographs of one day are told by their links."""
    feed = [OldEntry(guid=f"g{n}", title="Photo", link=SITE + f"g{n}", published=_DAY) for n in range(2)]
    other = [OldEntry(id="urn:0", title="Photo", link=SITE + "x", published=_DAY)]
    assert len(merge_old_entries([feed, other])) == 3
    assert len(merge_old_entries([other, feed])) == 3


def test_posts_without_title_are_told_by_link() -> None:
    """No title is no title in common."""
    feed = [OldEntry(guid=f"g{n}", link=SITE + str(n), published=_DAY) for n in range(2)]
    other = [OldEntry(id=f"urn:{n}", link=SITE + str(n), published=_DAY) for n in range(3)]
    assert told(merge_old_entries([feed, other])) == [("g0", "urn:0"), ("g1", "urn:1"), (None, "urn:2")]
    same = [OldEntry(guid=f"g{n}", link=SITE) for n in range(2)]
    assert len(merge_old_entries([same])) == 2


def test_no_identity_is_given_twice() -> None:
    """An entry that is like two articles completes one of them, without the other's id."""
    feeds = [
        [OldEntry(guid="g", link=SITE + "1")],
        [OldEntry(id="urn:x", link=SITE + "2")],
        [OldEntry(guid="g", id="urn:x")],
    ]
    assert told(merge_old_entries(feeds)) == [("g", None), (None, "urn:x")]


_TEXTS = st.sampled_from(["urn:a", "urn:b", "urn:c"])
_ENTRIES = st.builds(
    OldEntry,
    id=st.none() | _TEXTS,
    guid=st.none() | _TEXTS,
    link=st.none() | st.sampled_from([SITE, SITE + "1", SITE + "2"]),
    title=st.sampled_from(["", "a", "b"]),
    published=st.none() | st.sampled_from([_DAY, _DAY + timedelta(1)]),
    id_format=st.sampled_from(["atom", "json"]),
).filter(lambda entry: entry.is_told)


@given(st.lists(st.lists(_ENTRIES, max_size=5), max_size=4))
def test_merging_any_feeds(feeds: list[list[OldEntry]]) -> None:
    """No identity stands twice, none that readers have is new, and the first entry's own are kept."""
    merged = merge_old_entries(feeds)
    identities = [identity for entry in merged for identity in entry.identities]
    assert len(identities) == len(set(identities))
    assert set(identities) <= {identity for feed in feeds for entry in feed for identity in entry.identities}
    assert len(merged) <= sum(map(len, feeds))
    assert merge_old_entries(feeds) == merged


# ---- finding --------------------------------------------------------------------------------------

WALL = OldEntry(guid="1", link="https://heron.example/2012/wall/", title="The harbour’s “new” wall")
SALT = OldEntry(guid="2", link="https://heron.example/2012/salt/", title="Salt")
TWINS = (
    OldEntry(guid="3", link=SITE + "3", title="Open thread"),
    OldEntry(guid="4", link=SITE + "4", title="Open thread"),
)
HOME = tuple(OldEntry(guid=title, link=SITE, title=title) for title in ("Fog", "Rain", "Open thread"))
INDEX = OldIndex((WALL, SALT, *TWINS, *HOME))


@pytest.mark.parametrize(
    ("link", "title", "expected"),
    [
        (WALL.link, "Another title", WALL),
        ("http://www.HERON.example:80/2012/wall?utm_source=a#b", "x", WALL),
        (WALL.link, "Salt", WALL),
        (None, 'THE HARBOUR\'S "NEW"  WALL', WALL),
        ("https://new.example/wall", WALL.title, WALL),
        (None, "Open thread", None),
        (TWINS[1].link, "Open thread", TWINS[1]),
        (SITE, "Fog!", HOME[0]),
        (SITE, "Open thread", HOME[2]),
        (SITE, "Salt", SALT),
        (SITE, "Snow", None),
        (None, "Rain", HOME[1]),
        (None, "", None),
        (None, "?!", None),
        ("https://new.example/", "Wall", None),
    ],
)
def test_find(link: str | None, title: str, expected: OldEntry | None) -> None:
    """The link says it, else a title that one old entry only has."""
    assert INDEX.find(link, title) == expected


def test_find_remembers_nothing() -> None:
    """That an entry becomes one article's only is the caller's matter."""
    assert INDEX.find(None, "Salt") == INDEX.find(None, "Salt") == SALT


# ---- what two ways of writing have in common ------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/b", "https://a.example/b"), ("https://www.a.example/b", "https://A.example/b"),
        ("https://a.example", "https://a.example/#c"), ("https://a.example/b/", "https://a.example/b"),
        ("https://a.example:443/b", "https://a.example/b"), ("https://a.example/b?", "https://a.example/b"),
        ("https://a.example/b?utm_source=c&utm_medium=d", "https://a.example/b"),
        ("https://a.example/?p=1&fbclid=c", "https://a.example?p=1"),
        ("https://a.example/%c3%a4", "https://a.example/%C3%A4"),
    ],
)  # fmt: skip
def test_links_that_are_one(one: str, other: str) -> None:
    """Scheme, `www.`, slash, fragment and tracking make no other page."""
    assert link_key(one) == link_key(other) != ""


@pytest.mark.parametrize(
    "other",
    ["https://a.example/C", "https://a.example/d", "https://b.example/c", "https://m.a.example/c",
     "https://a.example/c?p=1", "https://a.example/c.html", "https://a.example:8080/c", "https://a.example/c/d"],
)  # fmt: skip
def test_links_that_are_two(other: str) -> None:
    """Nothing cleverer is done."""
    assert link_key("https://a.example/c") != link_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It's a “test”", "IT’S A 'TEST'"), ("a - b", "a—b"), ("Straße", "STRASSE"), ("e\u0301", "é"),
        ("soft\u00adhyphen", "softhyphen"), ("a…", "a..."), ("don\u00b4t", "don`t"), ("「海」 港", "海 港"),
        ("a\u00a0 b\n", "a b"),
    ],
)  # fmt: skip
def test_titles_that_are_one(one: str, other: str) -> None:
    """Case, punctuation and white space are nothing to a title."""
    assert title_key(one) == title_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("C", "C++"), ("a1", "a2"), ("कल", "काल"), ("dont", "don't"), ("ab", "a b"), ("€", "$")],
)
def test_titles_that_are_two(one: str, other: str) -> None:
    """Letters, marks on them, digits and symbols are something."""
    assert title_key(one) != title_key(other)
