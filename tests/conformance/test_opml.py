"""OPML 2.0: the list of all feeds, for a reader to import."""

import xml.etree.ElementTree as ET

import pytest

from tests.conformance.edition import FEEDS, URL, Edition


@pytest.fixture
def opml(edition: Edition) -> ET.Element:
    """The list."""
    return edition.xml("", "feeds.opml")


def test_opml_2_0_root(opml: ET.Element) -> None:
    """<opml version="2.0"> with one <head> and one <body>, in this order."""
    assert (opml.tag, opml.get("version")) == ("opml", "2.0")
    assert [child.tag for child in opml] == ["head", "body"]


def test_opml_2_0_head_title(opml: ET.Element) -> None:
    """The site's title, as text."""
    assert opml.findtext("head/title") == "Harbour & <News>"


@pytest.mark.parametrize("name", ["type", "text", "xmlUrl"])
def test_opml_2_0_subscription_list_required_attributes(opml: ET.Element, name: str) -> None:
    """Each outline of a subscription list has them."""
    outlines = list(opml.iter("outline"))
    assert outlines
    assert [outline for outline in outlines if not outline.get(name)] == []


def test_opml_2_0_subscription_list_type_is_rss(opml: ET.Element) -> None:
    """Whatever the format of the feed."""
    assert {outline.get("type") for outline in opml.iter("outline")} == {"rss"}


def test_opml_2_0_subscription_list_holds_every_feed(edition: Edition, opml: ET.Element) -> None:
    """Each published feed once, the head feed first."""
    found = [outline.get("xmlUrl") or "" for outline in opml.iter("outline")]
    assert found[0] == f"{URL}atom.xml"
    assert sorted(found) == sorted(edition.address(feed, "atom.xml") for feed in FEEDS)


@pytest.mark.parametrize("name", ["xmlUrl", "htmlUrl"])
def test_opml_2_0_addresses_exist(edition: Edition, opml: ET.Element, name: str) -> None:
    """Feed and page of every outline are there."""
    for outline in opml.iter("outline"):
        assert edition.resolve(outline.get(name) or "").is_file()


def test_opml_2_0_text_is_the_feeds_title(edition: Edition, opml: ET.Element) -> None:
    """The name that the reader will show."""
    for outline in opml.iter("outline"):
        root = ET.parse(edition.resolve(outline.get("xmlUrl") or "")).getroot()
        assert outline.get("text") == root.findtext("{http://www.w3.org/2005/Atom}title")
