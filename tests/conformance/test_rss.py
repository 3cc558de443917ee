"""RSS 2.0, the RSS Advisory Board's profile, and what the modules in use demand."""

import html
import re
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

import feedparser
import pytest

from tests.conformance.edition import ARTICLES, ATOM, CONTENT, DC, HUB, MEDIA, URL, Edition
from tests.conformance.judges import EMAIL, LANGUAGE, MEDIA_TYPE, RFC822, Page, is_web

Element = ET.Element
# RSS 2.0: at most one of each, but categories; modules as they stand in the head of ours.
CHANNEL = {
    "title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate",
    "lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "rating", "textInput",
    "skipHours", "skipDays", "item", f"{ATOM}link",
}  # fmt: skip
ITEM = {
    "title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate",
    "source", f"{CONTENT}encoded", f"{DC}creator", f"{DC}publisher", f"{DC}language",
    f"{MEDIA}content", f"{MEDIA}thumbnail",
}  # fmt: skip
REPEATED = {"category", "item", f"{ATOM}link", f"{DC}creator", f"{MEDIA}content"}
MAILBOX = re.compile(r"(\S+) \((.+)\)\Z")


@pytest.fixture
def channel(edition: Edition, feed: str) -> Element:
    """The channel of each RSS file."""
    root = edition.xml(feed, "rss.xml")
    found = root.find("channel")
    assert found is not None
    return found


@pytest.fixture
def head(edition: Edition) -> Element:
    """The channel of the head feed."""
    found = edition.xml("", "rss.xml").find("channel")
    assert found is not None
    return found


def item_of(channel: Element, title: str) -> Element:
    """Return the one item of that title."""
    (item,) = [item for item in channel.findall("item") if item.findtext("title") == title]
    return item


def test_rss_2_0_root(edition: Edition, feed: str) -> None:
    """<rss version="2.0"> with a single <channel>."""
    root = edition.xml(feed, "rss.xml")
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    assert [child.tag for child in root] == ["channel"]


@pytest.mark.parametrize("name", ["title", "link", "description"])
def test_rss_2_0_channel_required_elements(channel: Element, name: str) -> None:
    """Exactly one of each, and not empty."""
    assert [bool((element.text or "").strip()) for element in channel.findall(name)] == [True]


def test_rss_2_0_channel_elements(channel: Element) -> None:
    """Only elements that RSS 2.0 and the modules know, and none twice that may stand once."""
    names = Counter(child.tag for child in channel)
    assert names.keys() <= CHANNEL
    assert {name for name, number in names.items() if number > 1} <= REPEATED


def test_rss_2_0_channel_link_leads_to_a_page_that_exists(edition: Edition, channel: Element) -> None:
    """The address of the HTML page that the channel stands for."""
    assert edition.resolve(channel.findtext("link") or "").is_file()


def test_rss_2_0_channel_language(channel: Element) -> None:
    """A language tag, as W3C defines them."""
    assert LANGUAGE.match(channel.findtext("language") or "")


def test_rss_2_0_channel_optional_elements_arrive(head: Element) -> None:
    """Title, description, rights and editor say what the settings say."""
    found = {child.tag: child.text for child in head}
    assert found["title"] == "Harbour & <News>"
    assert found["description"] == 'All the "news" & more'
    assert found["copyright"] == "© 2026 <Harbour> & News"
    assert found["managingEditor"] == "ed@news.example (Ed Itor)"
    assert found["docs"] == "https://www.rssboard.org/rss-specification"
    assert found["generator"] == "seedfeed"


def test_rss_2_0_channel_last_build_date_is_the_newest_change(
    edition: Edition, feed: str, channel: Element
) -> None:
    """RFC 822, and the same second as Atom's updated."""
    text = channel.findtext("lastBuildDate") or ""
    assert RFC822.match(text)
    updated = edition.xml(feed, "atom.xml").findtext(f"{ATOM}updated") or ""
    assert parsedate_to_datetime(text) == datetime.fromisoformat(updated)


def test_rss_2_0_item_elements(channel: Element) -> None:
    """Only elements that RSS 2.0 and the modules know, and none twice that may stand once."""
    for item in channel.findall("item"):
        names = Counter(child.tag for child in item)
        assert names.keys() <= ITEM
        assert {name for name, number in names.items() if number > 1} <= REPEATED


def test_rss_2_0_item_has_a_title_or_a_description(channel: Element) -> None:
    """Ours all have a title; one without text has no empty description."""
    for item in channel.findall("item"):
        assert (item.findtext("title") or "").strip()
        assert [element for element in item.findall("description") if not (element.text or "").strip()] == []


def test_rss_2_0_item_link_is_absolute_and_exists(edition: Edition, channel: Element) -> None:
    """To the original, or to a page of ours that is there."""
    links = [item.findtext("link") or "" for item in channel.findall("item")]
    assert all(is_web(link) for link in links)
    assert [link for link in links if link.startswith(URL) and not edition.resolve(link).is_file()] == []


def test_rss_2_0_item_description_is_html(head: Element) -> None:
    """Read as HTML it shows the summary, sign for sign."""
    description = item_of(head, "5 < 6 & 7 > 2: \"double\" 'single' <b>bold</b> ]]> é 🌳").findtext(
        "description"
    )
    assert Page(description or "").found == []
    assert html.unescape(description or "") == 'Signs < like & these > "stay" as <i>written</i> ]]> 🌳.'


def test_rss_2_0_item_every_entry_of_atom_is_there(edition: Edition, feed: str, channel: Element) -> None:
    """The same entries in the same order."""
    entries = edition.xml(feed, "atom.xml").iter(f"{ATOM}entry")
    assert [item.findtext("guid") for item in channel.findall("item")] == [
        entry.findtext(f"{ATOM}id") for entry in entries
    ]


def test_rss_2_0_item_every_article_is_there(head: Element) -> None:
    """The head feed holds them all."""
    assert len(head.findall("item")) == len(ARTICLES)


def test_rss_2_0_guid(channel: Element) -> None:
    """One an item, never shared; isPermaLink is false, since none is promised to be a page."""
    guids = channel.findall("item/guid")
    assert len({guid.text for guid in guids}) == len(channel.findall("item"))
    assert {guid.get("isPermaLink") for guid in guids} == {"false"}


def test_rss_2_0_pubdate(channel: Element) -> None:
    """RFC 822 with a year of four digits, and the right day of the week."""
    for item in channel.findall("item"):
        (date,) = item.findall("pubDate")
        assert RFC822.match(date.text or "")
        assert format_datetime(parsedate_to_datetime(date.text or "")) == date.text


def test_rss_2_0_pubdate_is_when_it_was_published(head: Element) -> None:
    """An offset is counted in; a later change does not move it."""
    assert item_of(head, "Bread for the morning").findtext("pubDate") == "Mon, 01 Dec 2025 06:30:00 +0000"


def test_rss_2_0_category(channel: Element) -> None:
    """Text there must be; a domain is not empty."""
    for category in channel.findall("item/category"):
        assert (category.text or "").strip()
        assert category.get("domain") != ""


def test_rss_2_0_category_of_an_item_arrive(head: Element) -> None:
    """The author's tags, in their order."""
    found = [[category.text for category in item.findall("category")] for item in head.findall("item")]
    assert ["Baking", "Café", "C++"] in found
    assert ["R&D", "a<b", '"so"'] in found


def test_rss_2_0_author_is_an_address(channel: Element) -> None:
    """<author> holds an e-mail address, with the name in brackets."""
    for author in [*channel.findall("item/author"), *channel.findall("managingEditor")]:
        found = MAILBOX.match(author.text or "")
        assert found
        assert EMAIL.match(found[1])


def test_rss_2_0_item_has_one_author_or_dublin_cores_creators(channel: Element) -> None:
    """<author> may stand once, and the two do not stand together."""
    kinds = [
        (len(item.findall("author")), len(item.findall(f"{DC}creator"))) for item in channel.iter("item")
    ]
    assert all(authors + bool(creators) <= 1 for authors, creators in kinds)


def test_rss_2_0_several_authors_are_dublin_cores_creators(head: Element) -> None:
    """None is lost, whether an address is known or not; one alone with his address is RSS's <author>."""
    alone = item_of(head, "The one with an id of its own")
    assert [author.text for author in alone.findall("author")] == ["cy@clerk.example (Cy Clerk)"]
    item = item_of(head, "Bread for the morning")
    assert [creator.text for creator in item.findall(f"{DC}creator")] == ["Ann Writer", "Bob Baker"]


def test_rss_2_0_enclosure(channel: Element) -> None:
    """One an item at most, with its three attributes (RSS profile, enclosure: 0 for an unknown length)."""
    for item in channel.findall("item"):
        assert len(item.findall("enclosure")) <= 1
        for enclosure in item.findall("enclosure"):
            assert enclosure.attrib.keys() == {"url", "length", "type"}
            assert is_web(enclosure.get("url"))
            assert MEDIA_TYPE.match(enclosure.get("type") or "")
            assert (enclosure.get("length") or "").isdigit()


def test_rss_2_0_enclosure_is_the_first_of_several(head: Element) -> None:
    """What the article names first; a size nobody states is 0."""
    found = [
        item_of(head, title).find("enclosure")
        for title in ("To look at and to listen to", "The bridge over the river is open")
    ]
    assert [None if enclosure is None else enclosure.attrib for enclosure in found] == [
        {"url": "https://air.example/7.mp3", "length": "1234", "type": "audio/mpeg"},
        {"url": "https://pics.example/film/bridge.webm", "length": "0", "type": "video/webm"},
    ]


def test_rss_2_0_source_is_the_outlets_feed(head: Element) -> None:
    """Its name, and the address of its feed, which is required; without one there is no <source>."""
    found = {
        item.findtext("title"): [(source.get("url"), source.text) for source in item.findall("source")]
        for item in head.findall("item")
    }
    assert found["The harbour of town number 1 opens again"] == [
        ("https://crier.example/feed?a=1&b=2", "The Town Crier")
    ]
    assert found["Another full text"] == []
    assert item_of(head, "Another full text").findtext(f"{DC}publisher") == "The Other Paper"


def test_rss_2_0_source_is_last(channel: Element) -> None:
    """Several readers take it for the item's own title unless it comes last."""
    for item in channel.findall("item"):
        assert "source" not in [child.tag for child in item][:-1]


def test_rss_profile_title_is_plain_text_with_hexadecimal_references(edition: Edition, feed: str) -> None:
    """`&`, `<` and `>` are written so that readers of either kind show them."""
    titles = re.findall(rb"<title>(.*?)</title>", edition.data(feed, "rss.xml"))
    assert titles
    for title in titles:
        assert not set(re.sub(rb"&#x(?:26|3C|3E);", b"", title)) & set(b"&<>")


def test_rss_profile_atom_link_self(edition: Edition, feed: str, channel: Element) -> None:
    """Exactly one, with the address the feed is published at."""
    own = [link.attrib for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [{"href": edition.address(feed, "rss.xml"), "rel": "self", "type": "application/rss+xml"}]


def test_rss_profile_atom_link_hub(channel: Element) -> None:
    """The WebSub hub of the settings stands in every feed (WebSub §4)."""
    assert [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "hub"] == [HUB]


def test_rss_profile_content_encoded_comes_after_description(channel: Element) -> None:
    """So that a reader which takes the last of the two shows the longer; it never stands alone."""
    for item in channel.findall("item"):
        names = [child.tag for child in item]
        assert "description" in names
        assert f"{CONTENT}encoded" not in names[: names.index("description")]


def test_rss_profile_content_encoded_is_atoms_content(edition: Edition, feed: str, channel: Element) -> None:
    """The same HTML in both formats, whole; the description where there is no other."""
    found = [
        item.findtext(f"{CONTENT}encoded") or item.findtext("description") or ""
        for item in channel.findall("item")
    ]
    assert found == [content.text for content in edition.xml(feed, "atom.xml").iter(f"{ATOM}content")]
    for page in map(Page, found):
        assert page.mistakes == []
        assert all(is_web(address) for address in page.addresses())


def test_rss_profile_namespaces_have_their_usual_prefixes(edition: Edition, feed: str) -> None:
    """Some readers look for the prefix and not for the namespace."""
    data = edition.data(feed, "rss.xml")
    assert set(re.findall(rb"</?([a-z0-9]+):", data)) <= {b"atom", b"content", b"dc", b"media"}


def test_rss_2_0_feedparser_finds_no_fault(edition: Edition, feed: str, channel: Element) -> None:
    """A judge that is not ours reads every item without a complaint."""
    found = feedparser.parse(edition.data(feed, "rss.xml"))
    assert (found.bozo, found.version) == (False, "rss20")
    assert [entry.id for entry in found.entries] == [
        item.findtext("guid") for item in channel.findall("item")
    ]
