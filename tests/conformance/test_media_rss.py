"""Media RSS 1.5.1 in RSS and Atom: pictures, sound and film with their words, read by expat."""

import re
import xml.etree.ElementTree as ET

import pytest

from tests.conformance.edition import ATOM, MEDIA, Edition
from tests.conformance.judges import MEDIA_TYPE, is_web

Element = ET.Element
CONTENT = {"url", "fileSize", "type", "medium", "isDefault", "expression", "duration"}
ENTRIES = {"rss.xml": "channel/item", "atom.xml": f"{ATOM}entry"}


@pytest.fixture(params=ENTRIES)
def name(request: pytest.FixtureRequest) -> str:
    """The name of an XML file."""
    found: str = request.param
    return found


@pytest.fixture
def entries(edition: Edition, feed: str, name: str) -> list[Element]:
    """The entries of each feed in both formats."""
    return edition.xml(feed, name).findall(ENTRIES[name])


def entry_of(edition: Edition, name: str, title: str) -> Element:
    """Return the one entry of the head feed with that title."""
    found = edition.xml("", name).findall(ENTRIES[name])
    (entry,) = [e for e in found if title in (e.findtext("title"), e.findtext(f"{ATOM}title"))]
    return entry


def test_media_rss_namespace_is_the_one_of_the_specification(edition: Edition, feed: str, name: str) -> None:
    """With its usual prefix, and with the slash at the end that some forget."""
    assert b'xmlns:media="http://search.yahoo.com/mrss/"' in edition.data(feed, name)


def test_media_rss_content(entries: list[Element]) -> None:
    """Known attributes, an absolute address, and a medium that the specification knows."""
    for content in (content for entry in entries for content in entry.iter(f"{MEDIA}content")):
        assert content.attrib.keys() <= CONTENT
        assert is_web(content.get("url"))
        assert content.get("medium") in {"image", "audio", "video"}
        assert MEDIA_TYPE.match(content.get("type", "image/any"))
        assert re.fullmatch("[1-9][0-9]*", content.get("fileSize", "1"))
        assert re.fullmatch("[1-9][0-9]*", content.get("duration", "1"))


def test_media_rss_thumbnail(entries: list[Element]) -> None:
    """One an entry at most, only its address, which is also that of a picture."""
    for entry in entries:
        thumbnails = [thumbnail.attrib for thumbnail in entry.iter(f"{MEDIA}thumbnail")]
        pictures = [
            {"url": content.get("url")}
            for content in entry.iter(f"{MEDIA}content")
            if content.get("medium") == "image"
        ]
        assert thumbnails == pictures[:1]


def test_media_rss_all_parts_arrive(edition: Edition, name: str) -> None:
    """Address, type, size, time, and what a picture shows, sign for sign."""
    entry = entry_of(edition, name, "To look at and to listen to")
    picture = "https://air.example/pics/boat.jpg?x=1&y=2"
    assert [content.attrib for content in entry.findall(f"{MEDIA}content")] == [
        {"url": picture, "type": "image/jpeg", "medium": "image"},
        {
            "url": "https://air.example/7.mp3",
            "type": "audio/mpeg",
            "medium": "audio",
            "fileSize": "1234",
            "duration": "3723",
        },
        {"url": "https://air.example/7.ogg", "type": "audio/ogg", "medium": "audio"},
        {"url": "https://air.example/7.mp4?a=1&b=2", "type": "video/mp4", "medium": "video"},
    ]
    assert [thumbnail.attrib for thumbnail in entry.findall(f"{MEDIA}thumbnail")] == [{"url": picture}]
    words = [(word.tag, word.attrib, word.text) for content in entry for word in content if MEDIA in word.tag]
    assert words == [
        (f"{MEDIA}description", {}, 'A "boat" & <harbour> > 3'),
        (f"{MEDIA}title", {}, 'Part <7> & "more"'),
    ]


def test_media_rss_picture_without_words_has_no_empty_ones(edition: Edition, name: str) -> None:
    """Nothing is said where nobody says what it shows."""
    entry = entry_of(edition, name, "The bridge over the river is open")
    assert [list(content) for content in entry.findall(f"{MEDIA}content")] == [[], []]


def test_media_rss_words_in_rss_are_written_with_hexadecimal_references(edition: Edition) -> None:
    """As other plain texts of RSS are: the W3C's validator warns of anything else."""
    words = re.findall(rb"<media:\w+>(.*?)</", edition.data("", "rss.xml"))
    assert len(words) == 2
    for word in words:
        assert not set(re.sub(rb"&#x(?:26|3C|3E);", b"", word)) & set(b"&<>")
