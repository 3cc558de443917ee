"""The check finds what is wrong with a feed, whoever made it wrong, and nothing in a good one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from seedfeed.check import check_file, check_html, check_json, check_opml
from seedfeed.model import Author, Entry, Feed, Media, Source
from seedfeed.render import FeedRecord, render_feed_files, render_fragments
from seedfeed.render.opml import render_opml
from seedfeed.render.pages import Pages
from seedfeed.theme import Theme

MakeEntry = Callable[..., Entry]
MakeFeed = Callable[..., Feed]

IDS = ["urn:x:a", "urn:x:b"]
SITE = "https://news.example/"
FORMATS = ["rss.xml", "atom.xml", "feed.json"]


@pytest.fixture(scope="module")
def good(make_entry: MakeEntry, make_feed: MakeFeed) -> dict[str, bytes]:
    """A feed of two entries in every format, by file name."""
    head = make_feed()
    entries = [
        make_entry(
            id=IDS[0],
            title="One",
            link="https://crier.example/a",
            source=Source(name="Crier", feed="https://crier.example/feed"),
            authors=(Author(name="Ann"),),
            image=Media(url="https://x.example/a.jpg", type="image/jpeg", alt="A"),
            enclosures=(Media(url="https://x.example/a.mp3", type="audio/mpeg", length_bytes=7),),
        ),
        make_entry(id=IDS[1], title="Two", summary=""),
    ]
    fragments = [render_fragments(entry, head, has_page=True) for entry in entries]
    record = FeedRecord(kind="head", label="", updated=head.updated)
    return dict(render_feed_files(head, record, fragments))


def change(data: bytes, pattern: str, new: str, *, count: int = 1) -> bytes:
    """Return the data with the first matches replaced; there must be one."""
    changed, number = re.subn(pattern.encode(), new.encode(), data, count=count, flags=re.DOTALL)
    assert number
    assert changed != data
    return changed


@pytest.mark.parametrize("name", FORMATS)
def test_good_feed_is_good(good: dict[str, bytes], name: str) -> None:
    """What we render passes."""
    assert check_file(name, good[name], IDS, SITE + name) == []


@pytest.mark.parametrize("name", FORMATS)
def test_cut_feed_is_found(good: dict[str, bytes], name: str) -> None:
    """Wherever it was cut."""
    data = good[name].rstrip()
    assert all(check_file(name, data[:end], IDS, SITE + name) for end in range(0, len(data), 7))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "expected",
    [["urn:x:b", "urn:x:a"], ["urn:x:a"], [*IDS, "urn:x:c"], []],
    ids=["another order", "one too many", "one missing", "none expected"],
)
def test_other_entries_are_found(good: dict[str, bytes], name: str, expected: list[str]) -> None:
    """The feed holds just the entries it must, in their order."""
    (problem,) = check_file(name, good[name], expected, SITE + name)
    assert problem.startswith("ids of entries: expected")


@pytest.mark.parametrize("name", FORMATS)
def test_id_that_stands_twice_is_found(good: dict[str, bytes], name: str) -> None:
    """Readers would show one of the two."""
    data = good[name].replace(b"urn:x:b", b"urn:x:a")
    problems = check_file(name, data, ["urn:x:a", "urn:x:a"], SITE + name)
    assert problems == ["ids of entries: 'urn:x:a' stands there twice"]


@pytest.mark.parametrize("name", FORMATS)
def test_other_address_is_found(good: dict[str, bytes], name: str) -> None:
    """A feed that says it is another one moves its subscribers there."""
    (problem,) = check_file(name, good[name], IDS, f"https://elsewhere.example/{name}")
    assert "elsewhere" in problem


@pytest.mark.parametrize(
    ("name", "pattern", "new", "problem"),
    [
        ("rss.xml", r' version="2\.0"', ' version="0.91"', "not RSS 2.0"),
        ("rss.xml", r"(</?)channel", r"\1kanal", "not RSS 2.0"),
        ("rss.xml", "<title>News</title>", "", "<channel> lacks <title>"),
        ("rss.xml", "<link>https://news.example/</link>", "", "<channel> lacks <link>"),
        ("rss.xml", "<description>What is new</description>", "", "<channel> lacks <description>"),
        ("rss.xml", "<atom:link[^>]*self[^>]*>", "", "atom:link rel='self': expected 1"),
        ("rss.xml", "<lastBuildDate>.*</lastBuildDate>", "", "expected one date, found 0"),
        ("rss.xml", "<pubDate>[^<]*</pubDate>", "", "expected one date, found 0"),
        ("rss.xml", "(<pubDate>[^<]*</pubDate>)", r"\1\1", "expected one date, found 2"),
        ("rss.xml", "<pubDate>Fri", "<pubDate>Fre", "not a date: 'Fre,"),
        ("rss.xml", "<pubDate>[^<]*", "<pubDate>2024-05-17T12:00:00Z", "not a date: '2024"),
        ("rss.xml", "<pubDate>[^<]*", "<pubDate>", "not a date: None"),
        ("rss.xml", "<title>Two</title>.*?<description>.*?</description>", "", "neither <title> nor"),
        ("rss.xml", "<guid.*?</guid>", "", "ids of entries"),
        ("rss.xml", '(<enclosure) url="[^"]*"', r"\1", "an enclosure's address is not absolute: None"),
        ("rss.xml", '(<enclosure url=")https:', r"\1", "an enclosure's address is not absolute: '//x"),
        ("rss.xml", '(<enclosure[^>]*) length="7"', r"\1", "an enclosure's length is no number"),
        ("rss.xml", '(<enclosure[^>]*length=")7', r"\1-7", "length is no number of bytes: '-7'"),
        ("rss.xml", '(<enclosure[^>]*) type="[^"]*"', r"\1", "an enclosure's type is no media type: None"),
        ("rss.xml", '(<enclosure[^>]*type=")audio/', r"\1", "an enclosure's type is no media type: 'mpeg'"),
        ("rss.xml", "(<enclosure[^>]*>)", r"\1\1", "an <item> has two <enclosure>"),
        ("rss.xml", '(<media:content[^>]*url=")https://x.example', r"\1", "address is not absolute: '/a"),
        ("rss.xml", '(<media:thumbnail) url="[^"]*"', r"\1", "a media address is not absolute: ''"),
        ("atom.xml", '(rel="enclosure"[^>]*href=")https:', r"\1", "an enclosure's address is not absolute"),
        ("atom.xml", '(rel="enclosure" )type="[^"]*"', r"\1", "an enclosure's type is no media type: None"),
        ("atom.xml", '(rel="enclosure"[^>]*length=")', r"\1x", "an enclosure's length is no number of bytes"),
        ("atom.xml", '(<media:thumbnail url=")https:', r"\1ftp:", "a media address is not absolute: 'ftp:"),
        ("feed.json", '"image":"https:', '"image":"', "a media address is not absolute: '//x"),
        ("feed.json", '"mime_type":"audio/mpeg",?', "", "not a JSON Feed"),
        ("feed.json", "audio/mpeg", "audio", "an enclosure's type is no media type: 'audio'"),
        ("feed.json", r'"attachments":\[{"url":"https:', r'"attachments":[{"url":"', "an enclosure's addr"),
        ("rss.xml", "</item>", "</items>", "not well-formed XML"),
        ("rss.xml", "Ann", "A\x01nn", "not well-formed XML"),
        ("rss.xml", "Ann", "A&nbsp;nn", "not well-formed XML"),
        ("atom.xml", "2005/Atom", "2005/Anton", "not Atom 1.0"),
        ("atom.xml", "<id>urn:uuid[^<]*</id>", "", "<feed> lacks <id>"),
        ("atom.xml", "<title>News</title>", "", "<feed> lacks <title>"),
        ("atom.xml", "<title>One</title>", "<title/>", "<entry> lacks <title>"),
        ("atom.xml", "<title>One</title>", "<title/><title>One</title>", "<entry> lacks <title>"),
        ("atom.xml", "<author>.*?</author>", "", "<feed> lacks <author>"),
        ("atom.xml", "<updated>[^<]*</updated>", "", "expected one date, found 0"),
        ("atom.xml", r"(One</title>\s*)<updated>[^<]*</updated>", r"\1", "expected one date, found 0"),
        ("atom.xml", "<updated>2024-05-17T", "<updated>2024-05-17 ", "not a date: '2024"),
        ("atom.xml", "<published>[^<]*", "<published>yesterday", "not a date: 'yesterday'"),
        ("atom.xml", "<link[^>]*self[^>]*>", "", "link rel='self': expected 1"),
        ("atom.xml", 'rel="via"', 'rel="alternate" type="text/html"', "two alternate links of type 'text"),
        ("atom.xml", 'rel="via"', 'type="text/html"', "two alternate links of type 'text/html'"),
        ("feed.json", "version/1.1", "version/1", "not JSON Feed 1.1"),
        ("feed.json", '"title": "News",', "", "not a JSON Feed"),
        ("feed.json", '"title": "News"', '"title": 1', "not a JSON Feed"),
        ("feed.json", '"id":"urn:x:a",', "", "not a JSON Feed"),
        ("feed.json", '"content_html":', '"content":', "not a JSON Feed"),
        ("feed.json", '"date_published":"2024', '"date_published":"24', "not a date: '24-"),
        ("feed.json", '"date_modified":"[^"]*"', '"date_modified":"now"', "not a date: 'now'"),
        ("feed.json", '"items"', '"artikel"', "not a JSON Feed"),
    ],
)  # fmt: skip
def test_broken_feed_is_found(
    good: dict[str, bytes], name: str, pattern: str, new: str, problem: str
) -> None:
    """One thing broken in a good feed is told."""
    broken = change(good[name], pattern, new, count=0 if "channel" in pattern else 1)
    problems = check_file(name, broken, IDS, SITE + name)
    assert any(problem in found for found in problems), problems


RSS_FAULTS = [
    ("<title>One</title>", ""),
    ("<description>[^<]*</description>(?=[^<]*<content:encoded>&lt;p&gt;The h)", ""),
    ("(<guid[^>]*>)(urn:x:a</guid>)", r"\1\2\1\2"),
    ("<pubDate>[^<]*", "<pubDate>yesterday"),
    ("(<enclosure[^>]*>)", r"<enclosure/>\1"),
    ('(<media:thumbnail) url="[^"]*"', r"\1"),
    ("(</item>.*<pubDate>)[^<]*", r"\1today"),
    ("urn:x:b", "urn:x:c"),
]
ATOM_FAULTS = [
    ("<id>urn:x:a</id>", ""),
    ("<title>One</title>", ""),
    (r"(urn:x:b</id>.*?)<updated>[^<]*</updated>", r"\1"),
    ("<published>[^<]*", "<published>yesterday"),
    ('rel="via"', 'type="text/html"'),
    ('(rel="enclosure" )type="[^"]*"', r"\1"),
    ('(<media:content[^>]*url=")https://x.example', r"\1"),
]
JSON_FAULTS = [
    ("version/1.1", "version/1"),
    ('"date_modified":"[^"]*"', '"date_modified":"today"'),
    ('"date_published":"[^"]*"', '"date_published":"yesterday"'),
    ('"image":"https:', '"image":"'),
    ("audio/mpeg", "audio"),
    ('"id":"urn:x:a"', '"id":"urn:x:b"'),
]


@pytest.mark.parametrize(
    ("name", "faults", "expected"),
    [
        (
            "rss.xml",
            RSS_FAULTS,
            [
                "ids of entries: expected 2, first ['urn:x:a']; found 2, first ['urn:x:a']",
                "an <item> has neither <title> nor <description>",
                "an <item> has two <guid>",
                "an <item> has two <enclosure>",
                "not a date: 'yesterday'",
                "an enclosure's address is not absolute: None",
                "an enclosure's type is no media type: None",
                "an enclosure's length is no number of bytes: '-'",
                "a media address is not absolute: ''",
                "not a date: 'today'",
            ],
        ),
        (
            "atom.xml",
            ATOM_FAULTS,
            [
                "<entry> lacks <id>",
                "<entry> lacks <title>",
                "not a date: 'yesterday'",
                "two alternate links of type 'text/html'",
                "an enclosure's type is no media type: None",
                "a media address is not absolute: '/a.jpg'",
                "expected one date, found 0",
                "ids of entries: expected 2, first ['urn:x:a']; found 2, first ['']",
            ],
        ),
        (
            "feed.json",
            JSON_FAULTS,
            [
                "not JSON Feed 1.1: version is 'https://jsonfeed.org/version/1'",
                "not a date: 'yesterday'",
                "not a date: 'today'",
                "a media address is not absolute: '//x.example/a.jpg'",
                "an enclosure's type is no media type: 'audio'",
                "ids of entries: 'urn:x:b' stands there twice",
            ],
        ),
    ],
    ids=FORMATS,
)
def test_every_fault_is_told_in_order(
    good: dict[str, bytes], name: str, faults: list[tuple[str, str]], expected: list[str]
) -> None:
    """Each entry's faults stand together, in the order of the entries; asked again, it says the same."""
    broken = good[name]
    for pattern, new in faults:
        broken = change(broken, pattern, new)
    assert check_file(name, broken, IDS, SITE + name) == expected
    assert check_file(name, broken, IDS, SITE + name) == expected


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
@pytest.mark.parametrize("other", ["<!-- note -->", "<?note this?>"], ids=["comment", "instruction"])
def test_what_is_no_element_is_passed_over(good: dict[str, bytes], name: str, other: str) -> None:
    """A comment or a processing instruction between the parts of an entry changes nothing."""
    noted = change(good[name], "(<(?:title|link|updated|guid)[ >])", rf"{other}\1", count=0)
    assert check_file(name, noted, IDS, SITE + name) == []


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("rss.xml", "Fri, 31 Feb 2024 12:00:00 +0000"),
        ("rss.xml", "Fri, 17 May 2024 25:00:00 +0000"),
        ("atom.xml", "2024-13-17T12:00:00Z"),
        ("atom.xml", "2024-05-17T12:60:00Z"),
        ("feed.json", "2024-02-30T12:00:00Z"),
    ],
)
def test_impossible_date_is_found(good: dict[str, bytes], name: str, date: str) -> None:
    """A day that no calendar has is no date, whatever its form."""
    patterns = {
        "rss.xml": "(<pubDate>)[^<]*",
        "atom.xml": "(<published>)[^<]*",
        "feed.json": '("date_published":")[^"]*',
    }
    broken = change(good[name], patterns[name], rf"\g<1>{date}")
    assert check_file(name, broken, IDS, SITE + name) == [f"not a date: {date!r}"]


def test_alternates_in_two_languages_are_no_fault(good: dict[str, bytes]) -> None:
    """Only the same type and language twice is one (RFC 4287 §4.1.2)."""
    links = '<link rel="alternate" type="text/html" hreflang="fr" href="https://x.example/fr"/>'
    translated = change(good["atom.xml"], "(</entry>)", rf"{links}\1")
    assert check_file("atom.xml", translated, IDS, f"{SITE}atom.xml") == []


def test_entry_without_link_and_content_is_found(good: dict[str, bytes]) -> None:
    """It has one of the two (RFC 4287 §4.1.2)."""
    broken = change(good["atom.xml"], "<content.*?</content>", "", count=0)
    broken = change(broken, "<link[^>]*(text/html|via)[^>]*>", "", count=0)
    problems = check_file("atom.xml", broken, IDS, f"{SITE}atom.xml")
    assert problems == ["an <entry> has neither an alternate link nor <content>"] * 2


def test_entry_with_a_via_and_without_content_is_found(good: dict[str, bytes]) -> None:
    """A link that is no alternate does not stand in for one."""
    broken = change(good["atom.xml"], "<content.*?</content>", "", count=0)
    broken = change(broken, "<link[^>]*alternate[^>]*crier[^>]*>", "")
    problems = check_file("atom.xml", broken, IDS, f"{SITE}atom.xml")
    assert problems == ["an <entry> has neither an alternate link nor <content>"]


def test_entities_are_not_expanded(good: dict[str, bytes], tmp_path: Path) -> None:
    """A feed is text that others wrote: no file of ours is read through it."""
    (tmp_path / "secret").write_text("hunter2")
    doctype = f"<!DOCTYPE rss [<!ENTITY x SYSTEM '{(tmp_path / 'secret').as_uri()}'>]>\n<rss "
    broken = change(good["rss.xml"], "<rss ", doctype).replace(b"urn:x:a", b"&x;")
    problems = check_file("rss.xml", broken, IDS, f"{SITE}rss.xml")
    assert problems
    assert "hunter2" not in str(problems)


def test_good_opml_is_good_and_broken_found(make_feed: MakeFeed) -> None:
    """Type, text and address of each feed are required."""
    data = render_opml(make_feed(), [make_feed(path="categories/sport")])
    assert check_file("feeds.opml", data, [], "") == []
    assert check_opml(change(data, 'xmlUrl="[^"]*"', "")) == ["an <outline> lacks xmlUrl"]
    assert check_opml(change(data, ' text="[^"]*"', ' text=""')) == ["an <outline> lacks text"]
    assert check_opml(change(data, "<outline.*/>", "")) == [
        "not OPML: expected <opml> with an <outline> in its <body>"
    ]
    assert check_opml(data[:-10])[0].startswith("not well-formed XML")


def test_good_page_is_good_and_broken_found(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """A page is whole and in UTF-8."""
    pages = Pages(Theme(), make_feed())
    for data in (pages.render_entry(make_entry(), lambda _: None), pages.render_index([], [])):
        assert check_file("index.html", data, [], "") == []
        assert all(check_html(data[:end]) for end in range(0, len(data), 50))
        assert check_html(data.replace(b"<title>", b"<titel>"))
        assert check_html(b"\xff" + data)[0].startswith("not UTF-8")


def test_other_files_are_not_judged() -> None:
    """Of a stylesheet the check knows nothing."""
    assert check_file("style.css", b"\xff", [], "") == []


def test_json_that_is_not_utf8_is_a_finding() -> None:
    """As any other damage, and no exception."""
    (finding,) = check_json(b'{"title": "\xff"}', [], "https://news.example/feed.json")
    assert finding.startswith("not a JSON Feed")
