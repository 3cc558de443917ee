"""Old feeds that are broken, hostile, or none."""

import time
from datetime import UTC

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seedfeed.errors import ConfigError
from seedfeed.identity import is_iri
from seedfeed.old_feeds import OldEntry, parse_old_feed
from seedfeed.text import clean, is_web_address
from tests.rules import old_feeds as samples
from tests.rules.old_feeds import SITE, rss

WHERE = "old.xml"


def parse_one(data: bytes) -> OldEntry:
    """Return the only entry of a feed."""
    (entry,) = parse_old_feed(data, WHERE)
    return entry


# ---- encodings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("iso-8859-1", "iso-8859-1"), ("windows-1252", "cp1252"), ("utf-16", "utf-16"),
        ("utf-16le", "utf-16-le"),
        ("utf-8", "utf-8-sig"), ("koi8-r", "utf-8"), ("utf-16", "utf-8"), ("iso-8859-1", "utf-8"),
        ("utf-8", "iso-8859-1"), ("x-unheard-of", "utf-8"),
    ],
)  # fmt: skip
def test_encodings(declared: str, encoding: str) -> None:
    """The mark and the declaration say it, but what is sound UTF-8 is UTF-8."""
    text = f'<?xml version="1.0" encoding="{declared}"?>' + rss("<guid>1</guid><title>Zoë</title>").decode()
    assert parse_one(text.encode(encoding)).title == "Zoë"


def test_ascii_that_declares_utf16() -> None:
    """Programs that write into strings declare what the file is not."""
    assert parse_one(b'<?xml version="1.0" encoding="utf-16"?>' + rss("<guid>1</guid>")).guid == "1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_encodings(encoding: str) -> None:
    """A mark is no part of it."""
    data = samples.MICRO_BLOG.decode().encode(encoding)
    assert parse_old_feed(data, WHERE) == parse_old_feed(samples.MICRO_BLOG, WHERE)


# ---- broken feeds ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<title>a&nbsp;b &copy; 1</title><guid>1</guid>", ("a b © 1", "1")),
        ("<title>Tom & Jerry at AT&T</title><guid>1</guid>", ("Tom & Jerry at AT&T", "1")),
        (
            "<title>x</title><guid>https://a.example/?a=1&b=2&c=3</guid>",
            ("x", "https://a.example/?a=1&b=2&c=3"),
        ),
        ("<title>a\x0bb</title><guid>1</guid>", ("a\ufffdb", "1")),
        ("<title>x</title><guid>a\x0bb</guid><link>https://a.example/</link>", ("x", None)),
        ("<title>x</title><guid>a&#0;&#xFFFFFF;b</guid>", ("x", None)),
        ("<title>a <b>c</title><guid>1</guid>", ("a c", "1")),
        ("<title>x</title><description>a<br>b<br>c</description><guid>1</guid>", ("x", "1")),
        ("<description>a<p>b</description><title>x</title><guid>1<link>/2</link>", ("x", "1")),
        ("<title>x</title><link>/1</link><source><guid>0</guid><br></source><guid>1</guid>", ("x", None)),
        ("<title>x</title><link>/1</link><source><title>y</title><br></source>", ("x", SITE + "1")),
        ("<title>x & y</title><guid><![CDATA[a & b]]></guid>", ("x & y", "a & b")),
        ("<title>x<br></title><guid><![CDATA[</item> & <item>]]></guid>", ("x", "</item> & <item>")),
        ("<dc:title>no</dc:title><title>x</title><guid>1</guid>", ("x", "1")),
    ],
)
def test_broken_item(item: str, expected: tuple[str, str | None]) -> None:
    """It is read as it is meant, its neighbours are untouched, and no id is made up."""
    before, entry, after = parse_old_feed(rss("<guid>0</guid>", item, "<guid>2</guid>"), WHERE)
    assert (entry.title, entry.guid) == expected
    assert (before.guid, after.guid) == ("0", "2")


def test_items_without_their_end_tags() -> None:
    """One ends where the next begins; the last is cut off."""
    data = rss("<guid>0</guid>", "<guid>1</guid>", "<guid>2</guid>").replace(b"</item>", b"")
    assert [entry.guid for entry in parse_old_feed(data, WHERE)] == ["0", "1"]


def test_white_space_before_the_declaration() -> None:
    """A line too many in a theme's file stands before every feed of a site."""
    assert parse_old_feed(b"\n\n " + samples.WORDPRESS, WHERE) == parse_old_feed(samples.WORDPRESS, WHERE)


def test_many_open_tags_take_no_item_away() -> None:
    """Each item is parsed by itself, so that what is open in one is not open in the next."""
    items = [f"<description>a<br>b</description><guid>{number}</guid>" for number in range(600)]
    assert [entry.guid for entry in parse_old_feed(rss(*items), WHERE)] == [str(n) for n in range(600)]


def test_item_with_too_many_open_tags_is_passed_over() -> None:
    """Its guid might not be found, and its link be taken for it."""
    item = "<link>https://a.example/</link>" + "<br>" * 300 + "<guid>1</guid>"
    assert [entry.guid for entry in parse_old_feed(rss("<guid>0</guid>", item), WHERE)] == ["0"]


@pytest.mark.parametrize("end", ["7</guid>", "</guid>", "<guid>https", "</item></channel>"])
def test_item_that_is_cut_off_is_passed_over(end: str) -> None:
    """Its id may be cut as well."""
    whole = rss(
        "<guid>0</guid>", "<link>https://a.example/1</link><guid>https://a.example/17</guid>"
    ).decode()
    cut = whole.rpartition(end)[0].encode()
    assert [entry.guid for entry in parse_old_feed(cut, WHERE)] == ["0"]


@pytest.mark.parametrize("name", ["PELICAN", "RDF"])
def test_broken_feed_keeps_its_namespaces(name: str) -> None:
    """Its entries are parsed below the tag that declares them."""
    sound = getattr(samples, name)
    broken = sound.replace(b"The harbour", b"The <br>harbour")
    assert broken != sound
    assert parse_old_feed(broken, WHERE) == parse_old_feed(sound, WHERE)


# ---- what is no feed, and what is hostile ---------------------------------------------------------

_NO_FEED = "expected an RSS, Atom or JSON feed"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "neither XML nor JSON"),
        (b"Title\n\nA text.\n", "neither XML nor JSON"),
        (b"\x00\x01\x02", "neither XML nor JSON"),
        (b"<!DOCTYPE html>\n<html><head><title>x</title></head></html>", "an HTML page"),
        (b"\n<!-- saved --><HTML><br>", "an HTML page"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "an HTML page"),
        (b"<opml version='2.0'><body/></opml>", "<opml>, no feed"),
        (b"<feed xmlns='urn:other'><entry/></feed>", "<feed>, no feed"),
        (b"<a><item></a>", "<a>, no feed"),
        (b"[]", "not a JSON Feed: "),
        (b'{"items": []}', "JSON, but no JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "JSON, but no JSON Feed"),
        (b'{"version": ', "not a JSON Feed: "),
        (b'{"a": ' + b"[" * 100_000, "not a JSON Feed: "),
        (b'{"a": "\xff"}', "not a JSON Feed: "),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, what: str) -> None:
    """The operator is told which file, what it is, and what was expected."""
    with pytest.raises(ConfigError) as error:
        parse_old_feed(data, WHERE)
    assert str(error.value).startswith(f"{WHERE}: {what}")
    assert _NO_FEED in str(error.value)
    assert "\n" not in str(error.value)


def test_feed_without_entries() -> None:
    """A new site's feed is a feed."""
    assert parse_old_feed(rss(), WHERE) == ()
    assert parse_old_feed(b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', WHERE) == ()


def test_entities_are_not_expanded() -> None:
    """Neither a billion of them nor a file of this machine."""
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE rss [<!ENTITY a0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{bomb}]>'.encode()
    entry = parse_one(head + rss("<guid>1</guid><title>&a11;&f;</title>"))
    assert entry.title == "&a11;&f;"


@pytest.mark.parametrize(
    "piece",
    [b"<![CDATA[", b"<!--", b"]]", b"--", b"&", b"&#", b"<item ", b"<item>", b"</item>", b"<", b"<?xml ",
     b"<rss ", b"<rss><item>", b"&#x", b"<a>", b"<title>&lt;b ", b"<title>&lt;!--", b"<guid>"],
)  # fmt: skip
def test_hostile_pieces_cost_little(piece: bytes) -> None:
    """Nothing is looked at again and again: the time grows with the length."""
    started = time.process_time()
    for head in (b"", b"<rss><channel><item>"):
        try:
            parse_old_feed(head + piece * (200_000 // len(piece)), WHERE)
        except ConfigError:
            continue
    assert time.process_time() - started < 5


_PIECES = [
    b"<rss>", b"<channel>", b"<item>", b"</item>", b"</channel></rss>", b"<guid>", b"</guid>", b"<link>",
    b"</link>", b"<title>", b"</title>", b"<br>", b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<entry>",
    b"</entry>", b"</feed>", b"<id>", b"</id>", b"<link href='", b"'/>", b"https://a.example/", b"&", b"&#0;",
    b"&nbsp;", b"<![CDATA[", b"]]>", b"\x00", b"\x0b", b"\xff", b"xml:base='", b'{"version": "',
    b"https://jsonfeed.org/version/1", b'", "items": [', b'{"id": "', b'"}', b"]}", b"\\ud800", b"http://[",
    b"<pubDate>", b"9999-12-31T23:59:59-10:00", b"<!DOCTYPE a [", b"<!ENTITY a '", b"&a;", b"urn:x:1",
    b"<rdf:RDF", b"<?xml version='1.0' encoding='", b"utf-16", b"'?>", "\u202e\ufffe\x85".encode(),
]  # fmt: skip


@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(st.sampled_from(_PIECES), max_size=20).map(b"".join),
        st.lists(st.sampled_from(_PIECES), max_size=20).map(lambda pieces: b"<rss><item>" + b"".join(pieces)),
        st.tuples(
            st.sampled_from(list(samples.SOUND.values())), st.integers(0, 2_000), st.sampled_from(_PIECES)
        ).map(lambda three: three[0][: three[1]] + three[2] + three[0][three[1] :]),
    )
)
@example(b'{"version": "https://jsonfeed.org/version/1", "items": [{"url": "http://[", "id": "a:\\u0000b"}]}')
@example(b"<rss><channel><item><link>https://a.example/\xed\xa0\x80</link></item></channel></rss>")
def test_any_bytes(data: bytes) -> None:
    """Entries come out that every feed can hold, or the one error that says why not."""
    try:
        entries = parse_old_feed(data, WHERE)
    except ConfigError:
        return
    for entry in entries:
        assert entry.is_told
        assert entry.id is None or (is_iri(entry.id) and clean(entry.id) == entry.id)
        assert entry.link is None or is_web_address(entry.link)
        assert entry.guid is None or (clean(entry.guid) == entry.guid.strip() == entry.guid != "")
        for moment in (entry.published, entry.updated):
            assert moment is None or (moment.tzinfo is UTC and not moment.microsecond)
