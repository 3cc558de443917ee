"""The bytes of RSS and Atom, read by parsers that are not ours: every trap of feedgen 1.0.0 is here once."""

import locale
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from seedfeed.check import check_atom, check_rss
from seedfeed.model import Author, Category, Entry, Feed, Media, Source
from seedfeed.render.feedgen_xml import render_atom, render_entry, render_rss
from seedfeed.render.markup import content_html
from seedfeed.text import clean

MakeEntry = Callable[..., Entry]
MakeFeed = Callable[..., Feed]

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA = "{http://search.yahoo.com/mrss/}"
URL = "https://crier.example/harbour"
HOME = "https://crier.example/"
HUB = "https://hub.example/"


def rss_bytes(feed: Feed, *entries: Entry, url: str | None = URL) -> bytes:
    """Return an RSS file of these entries."""
    return render_rss(feed, [render_entry(e, url, feed_language=feed.language)[0] for e in entries])


def atom_bytes(feed: Feed, *entries: Entry, url: str | None = URL) -> bytes:
    """Return an Atom file of these entries."""
    return render_atom(feed, [render_entry(e, url, feed_language=feed.language)[1] for e in entries])


def item_of(feed: Feed, entry: Entry, *, url: str | None = URL) -> etree._Element:
    """Return the entry's <item> as a stranger reads it."""
    item = etree.fromstring(rss_bytes(feed, entry, url=url)).find("channel/item")
    assert item is not None
    return item


def entry_of(feed: Feed, entry: Entry, *, url: str | None = URL) -> etree._Element:
    """Return the entry's <entry> as a stranger reads it."""
    element = etree.fromstring(atom_bytes(feed, entry, url=url)).find(f"{ATOM}entry")
    assert element is not None
    return element


def texts(parent: etree._Element, path: str) -> list[str | None]:
    """Return the text of every such child."""
    return [child.text for child in parent.findall(path)]


def attributes(parent: etree._Element, path: str) -> list[dict[str, str]]:
    """Return the attributes of every such child."""
    return [{str(k): str(v) for k, v in child.attrib.items()} for child in parent.findall(path)]


# ---- links ----------------------------------------------------------------------------------------


def test_atom_links_keep_what_they_say(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Rel, type and title of each link reach the bytes; feedgen alone drops them."""
    entry = make_entry(link=URL, source=Source(name="The Town Crier", url=HOME))
    assert attributes(entry_of(make_feed(), entry), f"{ATOM}link") == [
        {"rel": "via", "href": URL, "title": "The Town Crier"},
        {"rel": "alternate", "type": "text/html", "href": URL},
    ]


@pytest.mark.parametrize(
    ("link", "source", "url", "rels"),
    [
        pytest.param(URL, None, URL, ["alternate"], id="original known, outlet unknown"),
        pytest.param(URL, Source(name="Crier"), URL, ["via", "alternate"], id="outlet without home page"),
        pytest.param(None, Source(name="Crier", url=HOME), URL, ["via", "alternate"], id="own page"),
        pytest.param(None, Source(name="Crier"), URL, ["alternate"], id="nowhere to go but its page"),
        pytest.param(None, Source(name="Crier", url=HOME), None, ["via"], id="no page"),
        pytest.param(None, None, None, [], id="no link at all"),
    ],
)
def test_atom_entry_has_at_most_one_alternate(  # noqa: PLR0913 - a case and its two builders
    make_entry: MakeEntry,
    make_feed: MakeFeed,
    *,
    link: str | None,
    source: Source | None,
    url: str | None,
    rels: list[str],
) -> None:
    """Two alternates of one type are invalid (RFC 4287 §4.1.2)."""
    element = entry_of(make_feed(), make_entry(link=link, source=source), url=url)
    assert [found["rel"] for found in attributes(element, f"{ATOM}link")] == rels


def test_atom_link_says_first_what_it_is_for(make_entry: MakeEntry) -> None:
    """The same bytes as ever, or every kept entry would change: the relation, the type, the address."""
    entry = make_entry(source=Source(name="Crier", url=HOME), enclosures=(FILM,))
    _, atom = render_entry(entry, URL, feed_language="en")
    assert re.findall(rb"    <link .*\n", atom) == [
        b'    <link rel="enclosure" type="video/mp4" href="https://x.example/2.mp4"/>\n',
        b'    <link rel="via" href="https://crier.example/" title="Crier"/>\n',
        b'    <link rel="alternate" type="text/html" href="https://crier.example/harbour"/>\n',
    ]


def test_via_is_the_home_page_where_the_original_is_not_known(
    make_entry: MakeEntry, make_feed: MakeFeed
) -> None:
    """The outlet's home page is a source, never the entry's own link."""
    page = "https://news.example/entries/a.html"
    entry = make_entry(source=Source(name="Crier", url=HOME))
    links = attributes(entry_of(make_feed(), entry, url=page), f"{ATOM}link")
    assert [(found["rel"], found["href"]) for found in links] == [("via", HOME), ("alternate", page)]


def test_rss_item_link_is_the_alternate_and_never_the_via(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """A reader opens the entry's own link."""
    page = "https://news.example/entries/a.html"
    entry = make_entry(source=Source(name="Crier", url=HOME))
    assert texts(item_of(make_feed(), entry, url=page), "link") == [page]


def test_rss_item_without_address_has_no_link(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Without a page and an original there is nothing to open; the home page does not stand in."""
    entry = make_entry(source=Source(name="Crier", url=HOME))
    assert texts(item_of(make_feed(), entry, url=None), "link") == []


@pytest.mark.parametrize("path", ["", "categories/sport"], ids=["head", "category"])
def test_rss_channel_link_is_the_page_and_never_the_feed(make_feed: MakeFeed, path: str) -> None:
    """Feedgen takes the last link given, whatever its rel."""
    feed = make_feed(path=path, hubs=(HUB,))
    channel = etree.fromstring(rss_bytes(feed)).find("channel")
    assert channel is not None
    assert texts(channel, "link") == [feed.url]


@pytest.mark.parametrize(
    ("path", "folder"),
    [("", "https://news.example/"), ("categories/sport", "https://news.example/categories/sport/")],
    ids=["head", "category"],
)
def test_feeds_name_their_own_address(make_feed: MakeFeed, path: str, folder: str) -> None:
    """The link with rel self is the exact public URL, in both formats."""
    feed = make_feed(path=path)
    rss = attributes(etree.fromstring(rss_bytes(feed)), f"channel/{ATOM}link")
    atom = attributes(etree.fromstring(atom_bytes(feed)), f"{ATOM}link")
    assert rss == [{"href": f"{folder}rss.xml", "rel": "self", "type": "application/rss+xml"}]
    assert atom == [
        {"href": f"{folder}atom.xml", "rel": "self", "type": "application/atom+xml"},
        {"href": folder, "rel": "alternate", "type": "text/html"},
    ]


def test_hubs_stand_in_both_formats(make_feed: MakeFeed) -> None:
    """Every hub is announced (WebSub §4); feedgen writes none into RSS."""
    feed = make_feed(hubs=(HUB, "https://second.example/hub"))
    for data, path in ((rss_bytes(feed), f"channel/{ATOM}link"), (atom_bytes(feed), f"{ATOM}link")):
        links = attributes(etree.fromstring(data), path)
        hubs = [link["href"] for link in links if link["rel"] == "hub"]
        assert hubs == [HUB, "https://second.example/hub"]


# ---- dates ----------------------------------------------------------------------------------------


class _AnyDatetime(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, datetime)


class _Clock2099(metaclass=_AnyDatetime):
    """Stands in for `datetime` inside feedgen, and says it is 2099."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime(2099, 1, 1, tzinfo=tz)


def test_bytes_do_not_depend_on_the_clock(
    make_entry: MakeEntry, make_feed: MakeFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing defaults to now: the same values give the same bytes in 2099."""
    feed, entry = make_feed(), make_entry()
    today = rss_bytes(feed, entry), atom_bytes(feed, entry)
    monkeypatch.setattr("feedgen.feed.datetime", _Clock2099)
    monkeypatch.setattr("feedgen.entry.datetime", _Clock2099)
    later = rss_bytes(feed, entry), atom_bytes(feed, entry)
    assert later == today
    assert b"2099" not in later[0] + later[1]


def test_dates_of_a_feed_are_its_own(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """The head's updated and lastBuildDate are the feed's, once each, and no entry's."""
    feed = make_feed(updated=datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC))
    rss, atom = rss_bytes(feed, make_entry()), atom_bytes(feed, make_entry())
    assert texts(etree.fromstring(rss), "channel/lastBuildDate") == ["Thu, 02 Jan 2025 03:04:05 +0000"]
    (updated,) = texts(etree.fromstring(atom), f"{ATOM}updated")
    assert datetime.fromisoformat(updated or "") == feed.updated
    assert texts(etree.fromstring(rss), "channel/pubDate") == []


def test_dates_of_an_entry_reach_both_formats(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """RSS has the date of publication; Atom that and the last change."""
    entry = make_entry(
        published=datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC), updated=datetime(2024, 3, 1, tzinfo=UTC)
    )
    item, element = item_of(make_feed(), entry), entry_of(make_feed(), entry)
    assert texts(item, "pubDate") == ["Thu, 29 Feb 2024 23:59:59 +0000"]
    assert texts(element, f"{ATOM}published") == ["2024-02-29T23:59:59Z"]
    (updated,) = texts(element, f"{ATOM}updated")
    assert datetime.fromisoformat(updated or "") == entry.updated


def test_atom_dates_are_whole_seconds_in_utc(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Two readers read no date that is in another zone; feedgen lets microseconds through."""
    root = etree.fromstring(atom_bytes(make_feed(), make_entry()))
    dates = [text or "" for name in ("updated", "published") for text in texts(root, f".//{ATOM}{name}")]
    assert len(dates) == 3
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)", date) for date in dates)


def test_feedparser_reads_every_date(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """A reader gets the moments that were given."""
    entry = make_entry(updated=datetime(2025, 6, 7, 8, 9, 10, tzinfo=UTC))
    rss = feedparser.parse(rss_bytes(make_feed(), entry))
    atom = feedparser.parse(atom_bytes(make_feed(), entry))
    assert tuple(rss.entries[0].published_parsed)[:6] == (2024, 5, 17, 12, 0, 0)
    assert tuple(atom.entries[0].published_parsed)[:6] == (2024, 5, 17, 12, 0, 0)
    assert tuple(atom.entries[0].updated_parsed)[:6] == (2025, 6, 7, 8, 9, 10)


def test_rendering_never_sets_the_locale(
    make_entry: MakeEntry, make_feed: MakeFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Setting the process's locale is not safe beside other threads."""

    def refuse(*_: object) -> None:
        raise AssertionError("setlocale was called")

    monkeypatch.setattr(locale, "setlocale", refuse)
    entry = make_entry(authors=(Author(name="Ann", email="ann@crier.example"),))
    assert b"Fri, 17 May 2024 12:00:00 +0000" in rss_bytes(make_feed(), entry)
    assert b"2024-05-17T12:00:00Z" in atom_bytes(make_feed(), entry)


@pytest.fixture
def foreign_time() -> Iterator[None]:
    """Run under a locale whose days and months have other names."""
    before = locale.setlocale(locale.LC_TIME)
    for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "ru_RU.UTF-8", "es_ES.UTF-8", "ja_JP.UTF-8"):
        try:
            locale.setlocale(locale.LC_TIME, name)
        except locale.Error:
            continue
        yield
        locale.setlocale(locale.LC_TIME, before)
        return
    pytest.skip("no other LC_TIME on this machine")


@pytest.mark.usefixtures("foreign_time")
def test_rss_dates_are_english_under_any_locale(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """RFC 822 knows only English names."""
    data = rss_bytes(make_feed(), make_entry())
    assert data.count(b"Fri, 17 May 2024 12:00:00 +0000") == 2


# ---- splicing -------------------------------------------------------------------------------------


def test_entries_stand_in_the_order_given(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Feedgen's own add_entry turns the order round."""
    entries = [make_entry(id=f"urn:x:{name}") for name in "cab"]
    rss = etree.fromstring(rss_bytes(make_feed(), *entries))
    atom = etree.fromstring(atom_bytes(make_feed(), *entries))
    assert texts(rss, "channel/item/guid") == ["urn:x:c", "urn:x:a", "urn:x:b"]
    assert texts(atom, f"{ATOM}entry/{ATOM}id") == ["urn:x:c", "urn:x:a", "urn:x:b"]


def rich(make_entry: MakeEntry) -> Entry:
    """Return an entry that uses every prefix and every optional part."""
    return make_entry(
        title="Fish & <chips>",
        link=URL,
        language="ar",
        source=Source(name="Crier & Sons", url=HOME, feed="https://crier.example/feed"),
        authors=(
            Author(name="Ann"),
            Author(name="Bob", email="bob@crier.example", url="https://bob.example/"),
        ),
        categories=(
            Category(kind="tag", term="fish", label="Fish"),
            Category(kind="topic", term="01", label="Arts", scheme="http://cv.iptc.org/x/"),
        ),
        related=("One", "Two"),
    )


def test_fragments_declare_no_namespace(make_entry: MakeEntry) -> None:
    """The head declares the prefixes; an invented one draws a warning."""
    for fragment in render_entry(rich(make_entry), URL, feed_language="en"):
        assert b"xmlns" not in fragment
        assert b"ns0" not in fragment
        assert b"wrapper" not in fragment


def test_heads_declare_each_prefix_once(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Every prefix that fragments use is declared by the root, and nowhere again."""
    for data in (rss_bytes(make_feed(), rich(make_entry)), atom_bytes(make_feed(), rich(make_entry))):
        assert b"ns0" not in data
        root_tag = data[: data.index(b">", data.rindex(b"?>") + 2)]
        assert data.count(b"xmlns") == root_tag.count(b"xmlns")


def test_spliced_feed_is_what_its_own_parse_writes(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Splicing bytes and building one tree are the same: parsing and writing changes nothing."""
    feed, entry = make_feed(), rich(make_entry)
    plain = make_entry(summary="", source=Source(name="Crier"))
    for data in (rss_bytes(feed, entry, plain), atom_bytes(feed, entry, plain)):
        tree = etree.fromstring(data).getroottree()
        again = etree.tostring(tree, encoding="UTF-8", xml_declaration=True)
        for reference, entity in ((b"&#x26;", b"&amp;"), (b"&#x3C;", b"&lt;"), (b"&#x3E;", b"&gt;")):
            data = data.replace(reference, entity)  # noqa: PLW2901 - two spellings of one character
        again = again.replace(b"?><", b"?>\n<")  # white space outside of the root is no part of the tree
        assert again + b"\n" == data


@pytest.mark.parametrize("text", ["  </channel>\n", "  <channel>\n", "</wrapper>\n"])
def test_fragments_are_whole_whatever_they_say(make_entry: MakeEntry, make_feed: MakeFeed, text: str) -> None:
    """What stands around an item and an entry when they are written is no text's to end."""
    entry = make_entry(title=text, summary=text, body_html=text, source=Source(name=text))
    item, element = item_of(make_feed(), entry), entry_of(make_feed(), entry)
    assert texts(item, "title") == texts(element, f"{ATOM}title") == [text]
    assert texts(item, f"{DC}publisher") == texts(element, f"{DC}publisher") == [text]
    rss, atom = render_entry(entry, URL, feed_language="en")
    assert (rss[:11], rss[-12:]) == (b"    <item>\n", b"    </item>\n")
    assert (atom[:10], atom[-11:]) == (b"  <entry>\n", b"  </entry>\n")


def test_fragments_stand_in_the_feed_byte_by_byte(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """A kept fragment can be joined to any head of the site."""
    feed, entry = make_feed(), rich(make_entry)
    rss, atom = render_entry(entry, URL, feed_language=feed.language)
    assert rss_bytes(feed, entry, entry).count(rss) == 2
    assert atom_bytes(feed, entry, entry).count(atom) == 2


def test_feeds_without_entries_are_whole(make_feed: MakeFeed) -> None:
    """A feed whose entries are all gone stays a feed."""
    feed = make_feed()
    assert check_rss(rss_bytes(feed), [], "https://news.example/rss.xml") == []
    assert check_atom(atom_bytes(feed), [], "https://news.example/atom.xml") == []


# ---- texts ----------------------------------------------------------------------------------------


def test_rss_description_is_escaped_twice_and_atom_summary_once(
    make_entry: MakeEntry, make_feed: MakeFeed
) -> None:
    """RSS descriptions are HTML, Atom summaries of type text are not."""
    entry = make_entry(summary="if a < b & c")
    rss, atom = rss_bytes(make_feed(), entry), atom_bytes(make_feed(), entry)
    assert b"<description>if a &amp;lt; b &amp;amp; c</description>" in rss
    assert b"<summary>if a &lt; b &amp; c</summary>" in atom


def test_feedparser_shows_the_same_summary_from_both(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """A reader that unescapes HTML sees the words, and no tag comes to life."""
    entry = make_entry(summary="write <script>alert(1)</script> & see")
    rss = feedparser.parse(rss_bytes(make_feed(), entry)).entries[0]
    atom = feedparser.parse(atom_bytes(make_feed(), entry)).entries[0]
    assert rss.summary == "write &lt;script&gt;alert(1)&lt;/script&gt; &amp; see"
    assert atom.summary == "write <script>alert(1)</script> & see"
    assert atom.summary_detail.type == "text/plain"


TITLE = "R&D: 1 < 2 > 0 &amp; &lt;"


def test_rss_titles_are_written_with_hexadecimal_references(
    make_entry: MakeEntry, make_feed: MakeFeed
) -> None:
    """So readers that take a title for HTML show it right (RSS Advisory Board, title)."""
    data = rss_bytes(make_feed(title=TITLE, description=TITLE), make_entry(title=TITLE))
    written = b"R&#x26;D: 1 &#x3C; 2 &#x3E; 0 &#x26;amp; &#x26;lt;"
    assert data.count(b"<title>" + written + b"</title>") == 2
    assert data.count(b"<description>" + written + b"</description>") == 1


@pytest.mark.parametrize(
    ("sign", "written"), [("&", b"&#x26;"), ("<", b"&#x3C;"), (">", b"&#x3E;")], ids=["and", "less", "more"]
)
@pytest.mark.parametrize("place", ["title", "picture", "sound"])
def test_one_sign_in_one_plain_text_is_written_so(
    make_entry: MakeEntry, sign: str, written: bytes, place: str
) -> None:
    """A title without such a sign does not hide that a picture's or a sound's words have one."""
    changes: dict[str, dict[str, Any]] = {
        "title": {"title": f"A {sign} B"},
        "picture": {"image": Media(url=HOME, type="image/png", alt=f"A {sign} B")},
        "sound": {"enclosures": (Media(url=HOME, type="audio/mpeg", alt=f"A {sign} B"),)},
    }
    rss, atom = render_entry(make_entry(**changes[place]), URL, feed_language="en")
    assert rss.count(b">A " + written + b" B</") == 1
    assert b"&#x" not in atom


def test_titles_parse_to_the_text_given(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """However it is written, it says the same."""
    feed, entry = make_feed(title=TITLE), make_entry(title=TITLE)
    assert texts(item_of(feed, entry), "title") == [TITLE]
    assert texts(entry_of(feed, entry), f"{ATOM}title") == [TITLE]
    assert texts(etree.fromstring(rss_bytes(feed)), "channel/title") == [TITLE]
    assert texts(etree.fromstring(atom_bytes(feed)), f"{ATOM}title") == [TITLE]


def test_a_title_inside_the_content_is_left_alone(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Only elements named title are rewritten, never what an article says about them."""
    entry = make_entry(summary="<title>A & B</title> <description>C > D</description>")
    item = item_of(make_feed(), entry)
    assert texts(item, f"{CONTENT}encoded") == [content_html(entry)]
    assert b"&#x" not in render_entry(entry, URL, feed_language="en")[0]


@pytest.mark.parametrize("code", [0x00, 0x0B, 0x1F, 0xFFFE, 0xFFFF, 0xD800, 0xDFFF], ids=hex)
def test_cleaned_text_can_be_rendered(make_entry: MakeEntry, make_feed: MakeFeed, code: int) -> None:
    """Feedgen refuses these characters; behind `clean` a replacement character stands for each."""
    bad = chr(code)
    text = clean(f"a{bad}b")
    author = Author(name=text)
    entry = make_entry(title=text, summary=text, related=(text,), authors=(author,), source=Source(name=text))
    item, element = item_of(make_feed(), entry), entry_of(make_feed(), entry)
    assert texts(item, "title") == texts(element, f"{ATOM}summary") == ["a\ufffdb"]
    with pytest.raises(ValueError, match=r"XML compatible|surrogates"):
        render_entry(make_entry(title=f"a{bad}b"), URL, feed_language="en")


@given(title=st.text(), summary=st.text(), name=st.text())
def test_any_cleaned_text_comes_back_from_the_bytes(
    make_entry: MakeEntry, make_feed: MakeFeed, title: str, summary: str, name: str
) -> None:
    """Whatever an article says, the feeds are well-formed and say the same."""
    title, summary, name = f"x{clean(title)}", f"x{clean(summary)}", f"x{clean(name)}"
    category = Category(kind="tag", term=name, label=name)
    entry = make_entry(title=title, summary=summary, authors=(Author(name=name),), categories=(category,))
    feed = make_feed(title=title, description=summary, author=name)
    item, element = item_of(feed, entry), entry_of(feed, entry)
    assert texts(item, "title") == texts(element, f"{ATOM}title") == [title]
    assert texts(element, f"{ATOM}summary") == [summary]
    assert texts(item, f"{DC}creator") == texts(element, f"{ATOM}author/{ATOM}name") == [name]
    assert texts(item, "category") == [name]
    assert attributes(element, f"{ATOM}category") == [{"term": name, "label": name}]
    assert texts(item, f"{CONTENT}encoded") == texts(element, f"{ATOM}content") == [content_html(entry)]


def test_content_is_html_in_both_formats(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Content says that it is HTML, and is the same in both."""
    entry = rich(make_entry)
    item, element = item_of(make_feed(), entry), entry_of(make_feed(), entry)
    assert texts(item, f"{CONTENT}encoded") == [content_html(entry)]
    assert texts(element, f"{ATOM}content") == [content_html(entry)]
    assert attributes(element, f"{ATOM}content") == [{"type": "html"}]


def test_description_stands_before_the_content(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Some readers take the first of the two for the summary."""
    names = [child.tag for child in item_of(make_feed(), make_entry())]
    assert names.index("description") < names.index(f"{CONTENT}encoded")


def test_entry_without_summary_has_its_content_as_description(
    make_entry: MakeEntry, make_feed: MakeFeed
) -> None:
    """The W3C's validator warns of content:encoded without a description; Atom gets no empty summary."""
    entry = make_entry(summary="", source=Source(name="Crier"))
    item, element = item_of(make_feed(), entry), entry_of(make_feed(), entry)
    assert texts(item, "description") == [content_html(entry)]
    assert texts(item, f"{CONTENT}encoded") == []
    assert texts(element, f"{ATOM}summary") == []
    assert texts(element, f"{ATOM}content") == [content_html(entry)]


# ---- identity, people, categories, source, language -----------------------------------------------


def test_guid_says_that_it_is_no_address(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """An id that is no URL needs isPermaLink="false" (RSS 2.0 <guid>)."""
    entry = make_entry(id="urn:x:1")
    data = rss_bytes(make_feed(), entry)
    assert b'<guid isPermaLink="false">urn:x:1</guid>' in data
    assert texts(entry_of(make_feed(), entry), f"{ATOM}id") == ["urn:x:1"]


def test_author_without_mail_is_a_creator_in_rss(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Feedgen drops an author without e-mail from RSS."""
    entry = make_entry(authors=(Author(name="Ann"), Author(name="Cem")))
    item = item_of(make_feed(), entry)
    assert texts(item, f"{DC}creator") == ["Ann", "Cem"]
    assert texts(item, "author") == []


def test_author_with_mail_is_an_author_in_rss(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """RSS wants an e-mail address in <author>, and takes the name in brackets."""
    entry = make_entry(authors=(Author(name="Bob", email="bob@crier.example"),))
    item = item_of(make_feed(), entry)
    assert texts(item, "author") == ["bob@crier.example (Bob)"]
    assert texts(item, f"{DC}creator") == []


@pytest.mark.parametrize(
    ("mails", "names"),
    [
        (["ann@crier.example", "bob@crier.example"], ["Ann", "Bob"]),
        (["ann@crier.example", None], ["Ann", "Bob"]),
        ([None, "bob@crier.example"], ["Ann", "Bob"]),
    ],
    ids=["two addresses", "the first", "the second"],
)
def test_rss_names_several_authors_in_one_way(
    make_entry: MakeEntry, make_feed: MakeFeed, mails: list[str | None], names: list[str]
) -> None:
    """An item has one <author> at most, and none beside dc:creator: the W3C's validator refuses both."""
    authors = tuple(Author(name=name, email=mail) for name, mail in zip(names, mails, strict=True))
    item = item_of(make_feed(), make_entry(authors=authors))
    assert texts(item, "author") == []
    assert texts(item, f"{DC}creator") == names


def test_atom_authors_keep_name_mail_and_home_page(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Each part of a person has its element (RFC 4287 §3.2)."""
    authors = (Author(name="Ann"), Author(name="Bob", email="bob@crier.example", url="https://bob.example/"))
    found = entry_of(make_feed(), make_entry(authors=authors)).findall(f"{ATOM}author")
    parts = [[(etree.QName(part).localname, part.text) for part in author] for author in found]
    assert parts == [
        [("name", "Ann")],
        [("name", "Bob"), ("email", "bob@crier.example"), ("uri", "https://bob.example/")],
    ]


def test_feed_names_its_author(make_feed: MakeFeed) -> None:
    """Every Atom feed has an author; RSS names one only by e-mail."""
    nameless = make_feed()
    atom = etree.fromstring(atom_bytes(nameless))
    assert texts(atom, f"{ATOM}author/{ATOM}name") == ["The editors"]
    assert texts(etree.fromstring(rss_bytes(nameless)), "channel/managingEditor") == []
    reachable = make_feed(email="desk@news.example")
    assert texts(etree.fromstring(atom_bytes(reachable)), f"{ATOM}author/{ATOM}email") == [
        "desk@news.example"
    ]
    editors = texts(etree.fromstring(rss_bytes(reachable)), "channel/managingEditor")
    assert editors == ["desk@news.example (The editors)"]
    written = rss_bytes(make_feed(email="desk@news.example", author="R&D <x>"))
    assert b"<managingEditor>desk@news.example (R&#x26;D &#x3C;x&#x3E;)</managingEditor>" in written


def test_categories_keep_term_label_and_scheme(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """RSS shows the label and names the vocabulary; Atom has all three."""
    entry = rich(make_entry)
    item, element = item_of(make_feed(), entry), entry_of(make_feed(), entry)
    assert texts(item, "category") == ["Fish", "Arts"]
    assert attributes(item, "category") == [{}, {"domain": "http://cv.iptc.org/x/"}]
    assert attributes(element, f"{ATOM}category") == [
        {"term": "fish", "label": "Fish"},
        {"term": "01", "scheme": "http://cv.iptc.org/x/", "label": "Arts"},
    ]


def test_source_is_the_last_of_an_item(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Several readers take <source> for the item's own title unless it comes last."""
    item = item_of(make_feed(), rich(make_entry))
    assert (item[-1].tag, item[-1].text) == ("source", "Crier & Sons")
    assert item[-1].get("url") == "https://crier.example/feed"
    read = feedparser.parse(rss_bytes(make_feed(), rich(make_entry))).entries[0]
    assert read.title != "Crier &amp; Sons"


def test_source_without_feed_is_a_publisher_only(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """RSS demands the address of the source's feed, and none is invented."""
    entry = make_entry(source=Source(name="Crier", url=HOME))
    assert texts(item_of(make_feed(), entry), "source") == []
    assert texts(item_of(make_feed(), entry), f"{DC}publisher") == ["Crier"]
    assert texts(entry_of(make_feed(), entry), f"{DC}publisher") == ["Crier"]


@pytest.mark.parametrize(
    ("language", "said"),
    [(None, None), ("en", None), ("EN", None), ("en-GB", "en-GB"), ("ar", "ar")],
    ids=["unknown", "the feed's", "the feed's in capitals", "a region", "another"],
)
def test_language_is_said_only_where_it_differs(
    make_entry: MakeEntry, make_feed: MakeFeed, language: str | None, said: str | None
) -> None:
    """An entry inherits its feed's language (RFC 4287 §2)."""
    entry = make_entry(language=language)
    assert entry_of(make_feed(language="en"), entry).get(XML_LANG) == said
    assert texts(item_of(make_feed(language="en"), entry), f"{DC}language") == (
        [] if said is None else [said]
    )


def test_feed_says_its_language(make_feed: MakeFeed) -> None:
    """Atom on the root, RSS in an element."""
    feed = make_feed(language="de-AT")
    assert etree.fromstring(atom_bytes(feed)).get(XML_LANG) == "de-AT"
    assert texts(etree.fromstring(rss_bytes(feed)), "channel/language") == ["de-AT"]


def test_head_says_title_description_id_rights_and_generator(make_feed: MakeFeed) -> None:
    """Each part of a feed's head reaches the bytes of the formats that have a word for it."""
    feed = make_feed(id="urn:x:feed", rights="© The editors")
    rss, atom = etree.fromstring(rss_bytes(feed)), etree.fromstring(atom_bytes(feed))
    expected: dict[str, Any] = {
        "title": ["News"],
        "description": ["What is new"],
        "copyright": ["© The editors"],
        "generator": ["seedfeed"],
    }
    assert {name: texts(rss, f"channel/{name}") for name in expected} == expected
    expected = {
        "id": ["urn:x:feed"],
        "title": ["News"],
        "subtitle": ["What is new"],
        "rights": ["© The editors"],
        "generator": ["seedfeed"],
    }
    assert {name: texts(atom, f"{ATOM}{name}") for name in expected} == expected


def test_files_are_utf_8_and_say_so(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Scripts of all the world are written as themselves."""
    for data in (rss_bytes(make_feed(), make_entry(title="ميناء 🛳")), atom_bytes(make_feed(), make_entry())):
        assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n")
        assert data.endswith(b">\n")
    assert "ميناء 🛳".encode() in rss_bytes(make_feed(), make_entry(title="ميناء 🛳"))


@pytest.mark.parametrize("url", [URL, None], ids=["with a link", "without"])
def test_feedparser_finds_nothing_amiss(make_entry: MakeEntry, make_feed: MakeFeed, url: str | None) -> None:
    """A reader of other people's code takes both files without complaint and finds the same ids."""
    feed, entries = make_feed(hubs=(HUB,)), [rich(make_entry), make_entry(id="urn:x:2")]
    for data in (rss_bytes(feed, *entries, url=url), atom_bytes(feed, *entries, url=url)):
        read = feedparser.parse(data)
        assert not read.bozo
        assert [entry.id for entry in read.entries] == [entry.id for entry in entries]


# ---- pictures, sound and film ---------------------------------------------------------------------

BOAT = Media(url="https://x.example/boat.jpg?a=1&b=2", type="image/jpeg", alt='A "boat" & <more> > 3')
SONG = Media(url="https://x.example/1.mp3", type="audio/mpeg", length_bytes=12, duration_s=34, alt="A <song>")
FILM = Media(url="https://x.example/2.mp4", type="video/mp4")


def test_rss_encloses_the_first_of_several(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Feedgen takes the last; an item may have one."""
    item = item_of(make_feed(), make_entry(enclosures=(SONG, FILM)))
    assert attributes(item, "enclosure") == [{"url": SONG.url, "length": "12", "type": "audio/mpeg"}]
    item = item_of(make_feed(), make_entry(enclosures=(FILM, SONG)))
    assert attributes(item, "enclosure") == [{"url": FILM.url, "length": "0", "type": "video/mp4"}]


def test_rss_item_link_is_the_alternate_beside_enclosures(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Sound and film do not become what a reader opens."""
    item = item_of(make_feed(), make_entry(enclosures=(SONG, FILM)))
    assert texts(item, "link") == [URL]
    assert texts(item_of(make_feed(), make_entry(enclosures=(SONG,)), url=None), "link") == []


def test_atom_links_every_enclosure(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """With all that is known of it and nothing that is not; the alternate stays the only one."""
    links = attributes(entry_of(make_feed(), make_entry(enclosures=(SONG, FILM))), f"{ATOM}link")
    assert links == [
        {"rel": "enclosure", "type": "audio/mpeg", "href": SONG.url, "length": "12", "title": "A <song>"},
        {"rel": "enclosure", "type": "video/mp4", "href": FILM.url},
        {"rel": "alternate", "type": "text/html", "href": URL},
    ]


@pytest.mark.parametrize("part_of", [item_of, entry_of], ids=["rss", "atom"])
def test_media_stand_in_both_formats(
    make_entry: MakeEntry, make_feed: MakeFeed, part_of: Callable[..., etree._Element]
) -> None:
    """The picture first, with its words; it is the thumbnail too."""
    element = part_of(make_feed(), make_entry(image=BOAT, enclosures=(SONG,)))
    assert attributes(element, f"{MEDIA}content") == [
        {"url": BOAT.url, "type": "image/jpeg", "medium": "image"},
        {"url": SONG.url, "type": "audio/mpeg", "medium": "audio", "fileSize": "12", "duration": "34"},
    ]
    assert texts(element, f"{MEDIA}content/{MEDIA}description") == [BOAT.alt]
    assert texts(element, f"{MEDIA}content/{MEDIA}title") == [SONG.alt]
    assert attributes(element, f"{MEDIA}thumbnail") == [{"url": BOAT.url}]


@pytest.mark.parametrize("part_of", [item_of, entry_of], ids=["rss", "atom"])
@pytest.mark.parametrize(
    ("changes", "urls"),
    [({"image": BOAT}, [BOAT.url]), ({"enclosures": (SONG,)}, [SONG.url])],
    ids=["a picture", "a sound"],
)
def test_either_kind_of_media_stands_alone(
    make_entry: MakeEntry,
    make_feed: MakeFeed,
    part_of: Callable[..., etree._Element],
    changes: dict[str, Any],
    urls: list[str],
) -> None:
    """A picture needs no sound, and a sound no picture."""
    element = part_of(make_feed(), make_entry(**changes))
    assert [found["url"] for found in attributes(element, f"{MEDIA}content")] == urls


def test_picture_without_type_states_none(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Nothing is made up; that it is a picture is known."""
    image = Media(url="https://x.example/photo-1", type="")
    item = item_of(make_feed(), make_entry(image=image))
    assert attributes(item, f"{MEDIA}content") == [{"url": image.url, "medium": "image"}]


def test_entry_without_media_has_no_such_element(make_entry: MakeEntry) -> None:
    """Most have none."""
    fragments = render_entry(make_entry(), URL, feed_language="en")
    assert not any(sign in data for data in fragments for sign in (b"media:", b"enclosure"))


def test_content_embeds_no_picture(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """A reader shows the thumbnail; whether to load from another host is its user's choice."""
    entry = make_entry(image=BOAT)
    assert content_html(entry) == content_html(make_entry())
    assert texts(item_of(make_feed(), entry), f"{CONTENT}encoded") == [content_html(entry)]


def test_source_is_last_after_media_too(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Several readers take <source> for the item's own title unless it comes last."""
    source = Source(name="Crier", feed="https://crier.example/feed")
    assert item_of(make_feed(), make_entry(image=BOAT, enclosures=(SONG,), source=source))[-1].tag == "source"


@pytest.mark.parametrize(
    ("path", "kind", "expected"),
    [
        ("", "head", "style.css"),
        ("categories/sport", "tag", "../../style.css"),
        ("archive/00000", "archive", "../style.css"),
    ],
    ids=["head", "category", "archive"],
)
def test_feed_names_the_stylesheet(make_feed: MakeFeed, path: str, kind: str, expected: str) -> None:
    """A browser that opens it shows a page (xml-stylesheet 1.0, §2: before the root, href relative to it)."""
    for data in (rss_bytes(make_feed(path=path, kind=kind)), atom_bytes(make_feed(path=path, kind=kind))):
        instruction = etree.fromstring(data).getprevious()
        assert instruction is not None
        said = etree.tostring(instruction, with_tail=False).decode()
        assert said == f'<?xml-stylesheet type="text/css" href="{expected}"?>'
