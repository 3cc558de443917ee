"""Atom 1.0, RFC 4287, clause by clause."""

import xml.etree.ElementTree as ET
from collections import Counter
from datetime import datetime

import feedparser
import pytest

from tests.conformance.edition import ARTICLES, ATOM, DC, HUB, MEDIA, URL, XML, Edition
from tests.conformance.judges import EMAIL, IRI, LANGUAGE, MEDIA_TYPE, RFC3339, Page, is_web

Element = ET.Element
MANY = 10**6
# Child -> how many there must and may be (RFC 4287 §4.1.1, §4.1.2, §3.2), and attributes (§3.1 to §4.2).
FEED = {
    "author": (0, MANY), "category": (0, MANY), "contributor": (0, MANY), "generator": (0, 1), "icon": (0, 1),
    "id": (1, 1), "link": (0, MANY), "logo": (0, 1), "rights": (0, 1), "subtitle": (0, 1), "title": (1, 1),
    "updated": (1, 1), "entry": (0, MANY),
}  # fmt: skip
ENTRY = {
    "author": (0, MANY), "category": (0, MANY), "content": (0, 1), "contributor": (0, MANY), "id": (1, 1),
    "link": (0, MANY), "published": (0, 1), "rights": (0, 1), "source": (0, 1), "summary": (0, 1),
    "title": (1, 1), "updated": (1, 1),
}  # fmt: skip
PERSON = {"name": (1, 1), "uri": (0, 1), "email": (0, 1)}
CHILDREN = {"feed": FEED, "entry": ENTRY, "author": PERSON, "contributor": PERSON}
ATTRIBUTES = {
    "category": {"term", "scheme", "label"},
    "content": {"type", "src"},
    "generator": {"uri", "version"},
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "rights": {"type"},
    "subtitle": {"type"},
    "summary": {"type"},
    "title": {"type"},
}
COMMON = {f"{XML}lang", f"{XML}base"}
# IANA's registry of link relations, as far as feeds use it.
RELATIONS = {"alternate", "enclosure", "related", "self", "via", "hub", "license", "current", "prev-archive"}


@pytest.fixture
def root(edition: Edition, feed: str) -> Element:
    """The feed element of each Atom file."""
    return edition.xml(feed, "atom.xml")


@pytest.fixture
def head(edition: Edition) -> Element:
    """The feed element of the head feed."""
    return edition.xml("", "atom.xml")


def local(element: Element) -> str:
    """Return an Atom element's name without its namespace."""
    return element.tag.removeprefix(ATOM)


def entry_of(root: Element, title: str) -> Element:
    """Return the one entry of that title."""
    (entry,) = [entry for entry in root.iter(f"{ATOM}entry") if entry.findtext(f"{ATOM}title") == title]
    return entry


def atom_elements(root: Element) -> list[Element]:
    """Return every element in Atom's namespace."""
    return [element for element in root.iter() if element.tag.startswith(ATOM)]


def test_rfc4287_2_document_element_and_encoding(edition: Edition, feed: str, root: Element) -> None:
    """A feed document's root is atom:feed; the file says UTF-8, and is."""
    data = edition.data(feed, "atom.xml")
    assert root.tag == f"{ATOM}feed"
    assert data.startswith(
        (b"<?xml version='1.0' encoding='UTF-8'?>", b'<?xml version="1.0" encoding="UTF-8"?>')
    )
    assert data.decode("utf-8")


def test_rfc4287_2_language_is_bcp47(root: Element) -> None:
    """Every xml:lang is a language tag, and the feed has one."""
    found = [element.get(f"{XML}lang") for element in root.iter() if f"{XML}lang" in element.attrib]
    assert root.get(f"{XML}lang") == "en"
    assert all(LANGUAGE.match(language or "") for language in found), found


def test_rfc4287_2_entry_in_another_language_says_so(head: Element) -> None:
    """xml:lang stands on the entries that are not in the feed's language."""
    found = {entry.findtext(f"{ATOM}title"): entry.get(f"{XML}lang") for entry in head.iter(f"{ATOM}entry")}
    assert found["Kuchen für den Nachmittag"] == "de"
    assert found["افتتاح المكتبة الجديدة في المدينة القديمة"] == "ar"
    assert found["Bread for the morning"] is None


@pytest.mark.parametrize("parent", CHILDREN)
def test_rfc4287_4_1_children_and_their_number(root: Element, parent: str) -> None:
    """Only the children the grammar knows, each as often as it allows."""
    for element in root.iter(f"{ATOM}{parent}"):
        children = Counter(local(child) for child in element if child.tag.startswith(ATOM))
        assert children.keys() <= CHILDREN[parent].keys()
        for name, (least, most) in CHILDREN[parent].items():
            assert least <= children[name] <= most, f"{children[name]} {name} in {parent}"


def test_rfc4287_4_2_attributes(root: Element) -> None:
    """Only the attributes the grammar knows."""
    for element in atom_elements(root):
        allowed = ATTRIBUTES.get(local(element), set()) | COMMON
        assert element.attrib.keys() <= allowed, local(element)


def test_rfc4287_6_4_extensions_are_in_namespaces_of_their_own(root: Element) -> None:
    """What is not Atom's is Media RSS's, or is Dublin Core's and holds text only."""
    foreign = [element for element in root.iter() if not element.tag.startswith((ATOM, MEDIA))]
    assert {element.tag for element in foreign} <= {f"{DC}publisher", f"{DC}creator", f"{DC}language"}
    assert all(len(element) == 0 and element.text for element in foreign)


def test_rfc4287_3_1_text_of_type_text_holds_no_markup(root: Element) -> None:
    """Titles, summaries, subtitle and rights are type text, so they have no child element."""
    for name in ("title", "summary", "subtitle", "rights"):
        for element in root.iter(f"{ATOM}{name}"):
            assert element.get("type", "text") == "text"
            assert len(element) == 0
            assert (element.text or "").strip()


def test_rfc4287_3_1_signs_are_shown_as_written(head: Element) -> None:
    """Of type text nothing is markup: `<b>` in a title is shown, and escaped once."""
    title = "5 < 6 & 7 > 2: \"double\" 'single' <b>bold</b> ]]> é 🌳"
    summary = entry_of(head, title).findtext(f"{ATOM}summary")
    assert summary == 'Signs < like & these > "stay" as <i>written</i> ]]> 🌳.'
    assert head.findtext(f"{ATOM}title") == "Harbour & <News>"
    assert head.findtext(f"{ATOM}subtitle") == 'All the "news" & more'
    assert head.findtext(f"{ATOM}rights") == "© 2026 <Harbour> & News"


def test_rfc4287_3_2_person(root: Element) -> None:
    """One name, at most one address of either kind, each of its form."""
    for person in root.iter(f"{ATOM}author"):
        assert (person.findtext(f"{ATOM}name") or "").strip()
        for uri in person.findall(f"{ATOM}uri"):
            assert is_web(uri.text)
        for email in person.findall(f"{ATOM}email"):
            assert EMAIL.match(email.text or "")


def test_rfc4287_3_2_authors_of_an_entry_arrive_whole(head: Element) -> None:
    """Names in their order, with the address that each has."""
    authors = entry_of(head, "Bread for the morning").findall(f"{ATOM}author")
    assert [{local(part): part.text for part in author} for author in authors] == [
        {"name": "Ann Writer", "uri": "https://ann.example/"},
        {"name": "Bob Baker", "email": "bob@baker.example"},
    ]


def test_rfc4287_3_3_dates(root: Element) -> None:
    """RFC 3339 with capital T and Z, and days that the calendar has."""
    dates = [*root.iter(f"{ATOM}updated"), *root.iter(f"{ATOM}published")]
    assert len(dates) > 2
    for date in dates:
        assert RFC3339.match(date.text or ""), date.text
        assert datetime.fromisoformat(date.text or "").tzinfo is not None


def test_rfc4287_4_1_1_feed_has_an_author(root: Element) -> None:
    """Either the feed names one, or every entry does."""
    entries = root.findall(f"{ATOM}entry")
    assert root.find(f"{ATOM}author") is not None or all(
        entry.find(f"{ATOM}author") is not None for entry in entries
    )


@pytest.mark.parametrize("parent", ["feed", "entry"])
def test_rfc4287_4_1_one_alternate_a_type_and_language(root: Element, parent: str) -> None:
    """No two alternates of the same type and hreflang, of feed (§4.1.1) and entry (§4.1.2) alike."""
    for element in root.iter(f"{ATOM}{parent}"):
        alternates = [
            (link.get("type"), link.get("hreflang"))
            for link in element.findall(f"{ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        ]
        assert alternates
        assert len(set(alternates)) == len(alternates)


def test_rfc4287_4_1_2_every_entry_has_content_or_an_alternate(root: Element) -> None:
    """Ours have both, and a published date."""
    for entry in root.iter(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}content") is not None
        assert entry.find(f"{ATOM}published") is not None


def test_rfc4287_4_1_2_every_article_is_an_entry(head: Element) -> None:
    """The head feed holds them all, newest first."""
    entries = head.findall(f"{ATOM}entry")
    assert len(entries) == len(ARTICLES)
    published = [entry.findtext(f"{ATOM}published") or "" for entry in entries]
    assert published == sorted(published, reverse=True)


def test_rfc4287_4_1_3_html_content_is_escaped_and_whole(root: Element) -> None:
    """No child elements; decoded once, it is a fragment that may stand in a <div>."""
    for content in root.iter(f"{ATOM}content"):
        assert content.get("type") == "html"
        assert len(content) == 0
        page = Page(content.text or "")
        assert page.mistakes == []
        assert not {tag for tag, _ in page.found} & {
            "html",
            "head",
            "body",
            "title",
            "script",
            "style",
            "meta",
        }


def test_rfc4287_4_1_3_addresses_in_content_are_absolute(root: Element) -> None:
    """A reader knows no base but the feed's own."""
    for content in root.iter(f"{ATOM}content"):
        assert all(is_web(address) for address in Page(content.text or "").addresses())


def test_rfc4287_4_1_3_full_text_keeps_its_markup(head: Element) -> None:
    """Where the operator publishes whole texts, links, lists and quotations arrive."""
    page = Page(entry_of(head, "A *full* text").findtext(f"{ATOM}content") or "")
    assert {"a", "em", "ul", "li", "blockquote"} <= {tag for tag, _ in page.found}
    assert "https://other.example/a?b=1&c=2" in page.addresses()


def test_rfc4287_4_2_2_category(root: Element) -> None:
    """A term there must be; a scheme is an IRI; the element is empty."""
    for category in root.iter(f"{ATOM}category"):
        assert category.get("term")
        assert category.get("label")
        assert "scheme" not in category.attrib or IRI.match(category.get("scheme") or "")
        assert len(category) == 0
        assert not category.text


def test_rfc4287_4_2_2_categories_of_an_entry_arrive(head: Element) -> None:
    """The author's tags, in their order, signs included."""
    terms = {
        entry.findtext(f"{ATOM}title"): [category.get("term") for category in entry.iter(f"{ATOM}category")]
        for entry in head.iter(f"{ATOM}entry")
    }
    assert terms["Bread for the morning"] == ["Baking", "Café", "C++"]
    assert ["R&D", "a<b", '"so"'] in terms.values()


def test_rfc4287_4_2_4_generator(root: Element) -> None:
    """Names the program; its uri, where there is one, is absolute."""
    generator = root.find(f"{ATOM}generator")
    assert generator is not None
    assert generator.text == "seedfeed"
    assert "uri" not in generator.attrib or is_web(generator.get("uri"))


def test_rfc4287_4_2_6_ids_are_absolute_iris(root: Element) -> None:
    """Never empty, never relative."""
    found = [element.text or "" for element in root.iter(f"{ATOM}id")]
    assert len(found) > 1
    assert all(IRI.match(iri) for iri in found), found


def test_rfc4287_4_2_6_no_two_of_a_feed_share_an_id(root: Element) -> None:
    """Entries differ from each other and from their feed."""
    found = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(found)) == len(found)


def test_rfc4287_4_2_6_entry_has_one_id_wherever_it_stands(
    edition: Edition, head: Element, feed: str
) -> None:
    """The same entry in a category's feed is the same entry."""
    root = edition.xml(feed, "atom.xml")
    everywhere = {entry.findtext(f"{ATOM}id") for entry in head.iter(f"{ATOM}entry")}
    assert {entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")} <= everywhere
    assert (root.findtext(f"{ATOM}id") == head.findtext(f"{ATOM}id")) == (feed == "")


def test_rfc4287_4_2_6_stated_id_stands_as_it_is(head: Element) -> None:
    """An IRI that the author states is the id, character for character."""
    entry = entry_of(head, "The one with an id of its own")
    assert entry.findtext(f"{ATOM}id") == "https://stated.example/7"


def test_rfc4287_4_2_7_link(root: Element) -> None:
    """An address there must be; relation, type and language are of their form."""
    for link in root.iter(f"{ATOM}link"):
        assert is_web(link.get("href"))
        assert link.get("rel", "alternate") in RELATIONS
        assert "type" not in link.attrib or MEDIA_TYPE.match(link.get("type") or "")
        assert "hreflang" not in link.attrib or LANGUAGE.match(link.get("hreflang") or "")
        assert link.get("title") != ""


def test_rfc4287_4_2_7_2_self_is_the_feeds_own_address(edition: Edition, feed: str, root: Element) -> None:
    """Exactly one, with the address it is published at."""
    own = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert [(link.get("href"), link.get("type")) for link in own] == [
        (edition.address(feed, "atom.xml"), "application/atom+xml")
    ]


def test_rfc4287_4_2_7_2_hub_is_announced(root: Element) -> None:
    """The WebSub hub of the settings stands in every feed (WebSub §4)."""
    assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "hub"] == [HUB]


def test_rfc4287_4_2_7_2_via_names_the_source(head: Element) -> None:
    """The original where its address is known, else the outlet's home page; with the outlet's name."""
    found = {
        entry.findtext(f"{ATOM}title"): [
            (link.get("href"), link.get("title"))
            for link in entry.findall(f"{ATOM}link")
            if link.get("rel") == "via"
        ]
        for entry in head.iter(f"{ATOM}entry")
    }
    assert found["The harbour of town number 1 opens again"] == [("https://crier.example/", "The Town Crier")]
    assert found["Another full text"] == [("https://other.example/second?x=1&y=2", "The Other Paper")]
    assert found["Kuchen für den Nachmittag"] == []


def test_rfc4287_4_2_7_2_alternate_below_the_site_exists(edition: Edition, root: Element) -> None:
    """An entry's own page is there, and so is the feed's."""
    alternates = [
        link.get("href") or "" for link in root.iter(f"{ATOM}link") if link.get("rel") == "alternate"
    ]
    own = [address for address in alternates if address.startswith(URL)]
    assert own
    assert [address for address in own if not edition.resolve(address).is_file()] == []


def test_rfc4287_4_2_9_published_is_not_after_updated(root: Element) -> None:
    """An entry cannot have changed before it was published."""
    for entry in root.iter(f"{ATOM}entry"):
        published, updated = (entry.findtext(f"{ATOM}{name}") or "" for name in ("published", "updated"))
        assert datetime.fromisoformat(published) <= datetime.fromisoformat(updated)


def test_rfc4287_4_2_9_stated_dates_arrive(head: Element) -> None:
    """Both dates of an article, from their offset to UTC."""
    entry = entry_of(head, "Bread for the morning")
    found = [
        datetime.fromisoformat(entry.findtext(f"{ATOM}{name}") or "") for name in ("published", "updated")
    ]
    assert [moment.isoformat() for moment in found] == [
        "2025-12-01T06:30:00+00:00",
        "2025-12-24T18:00:00+00:00",
    ]


def test_rfc4287_4_2_15_feed_is_updated_when_its_newest_entry_is(root: Element) -> None:
    """The newest change among the entries, not the time of the run."""
    changes = [entry.findtext(f"{ATOM}updated") or "" for entry in root.iter(f"{ATOM}entry")]
    newest = max(datetime.fromisoformat(change) for change in changes)
    assert datetime.fromisoformat(root.findtext(f"{ATOM}updated") or "") == newest


def test_rfc4287_feedparser_finds_no_fault(edition: Edition, feed: str, root: Element) -> None:
    """A judge that is not ours reads every entry without a complaint."""
    found = feedparser.parse(edition.data(feed, "atom.xml"))
    assert (found.bozo, found.version) == (False, "atom10")
    assert [entry.id for entry in found.entries] == [
        entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")
    ]


def test_rfc4287_4_2_7_enclosures(root: Element) -> None:
    """A link of the kind has an absolute address and a media type; its length is a number of bytes."""
    for link in root.iter(f"{ATOM}link"):
        if link.get("rel") == "enclosure":
            assert is_web(link.get("href"))
            assert MEDIA_TYPE.match(link.get("type") or "")
            assert (link.get("length") or "1").isdigit()


def test_rfc4287_4_2_7_enclosures_arrive(head: Element) -> None:
    """All of them in their order, with what is known of each."""
    links = entry_of(head, "To look at and to listen to").findall(f"{ATOM}link[@rel='enclosure']")
    assert [{k: v for k, v in link.attrib.items() if k != "rel"} for link in links] == [
        {
            "href": "https://air.example/7.mp3",
            "type": "audio/mpeg",
            "length": "1234",
            "title": 'Part <7> & "more"',
        },
        {"href": "https://air.example/7.ogg", "type": "audio/ogg"},
        {"href": "https://air.example/7.mp4?a=1&b=2", "type": "video/mp4"},
    ]
