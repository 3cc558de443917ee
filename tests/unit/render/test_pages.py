"""The pages as a browser and a feed reader's discovery see them; the addresses are followed, not compared."""

from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from seedfeed.check import check_html
from seedfeed.model import Author, Category, Entry, Feed, Media, Source
from seedfeed.render.pages import render_entry_page, render_feed_page, render_index
from seedfeed.text import clean

MakeEntry = Callable[..., Entry]
MakeFeed = Callable[..., Feed]

SITE = "https://news.example/deep/"
HOSTILE = "\"'></title></p><script>alert(1)</script><img src=x onerror=alert(2)>&amp;"
TYPES = ["application/rss+xml", "application/atom+xml", "application/feed+json"]


def tree_of(data: bytes) -> html.HtmlElement:
    """Return a page as a browser reads it."""
    return html.document_fromstring(data.decode())


def hrefs(data: bytes, page: str) -> list[str]:
    """Return where every link of a page leads that stands at this path of the site."""
    tree = tree_of(data)
    return [urljoin(SITE + page, str(address)) for address in tree.xpath("//@href | //@src")]


def sport_of(make_feed: MakeFeed) -> Feed:
    """Return the feed of a category."""
    return make_feed(path="categories/sport", kind="tag", label="Sport", title="News: Sport")


@pytest.fixture
def pages(make_entry: MakeEntry, make_feed: MakeFeed) -> dict[str, bytes]:
    """One page of each kind, by its path."""
    head, sport = make_feed(), sport_of(make_feed)
    entry = make_entry(link="https://crier.example/a", source=Source(name="Crier"))
    return {
        "index.html": render_index(head, [sport], [(entry, entry.link)]),
        "categories/sport/index.html": render_feed_page(head, sport, [(entry, f"../../{entry.page}")]),
        entry.page: render_entry_page(head, entry),
    }


def test_pages_are_whole(pages: dict[str, bytes]) -> None:
    """Each begins and ends as a page, and has one title, one heading, one stylesheet."""
    for path, data in pages.items():
        assert check_html(data) == [], path
        tree = tree_of(data)
        counts = [len(tree.xpath(f"//{name}")) for name in ("title", "h1", "link[@rel='stylesheet']", "main")]
        assert counts == [1, 1, 1, 1], path


def test_pages_say_utf_8_within_the_first_kilobyte(pages: dict[str, bytes]) -> None:
    """Browsers look no further (HTML Standard, 4.2.5.4)."""
    assert all(b'<meta charset="utf-8">' in data[:1024] for data in pages.values())


def test_pages_have_no_script_and_load_nothing_from_elsewhere(pages: dict[str, bytes]) -> None:
    """Also not an image, a frame or a font."""
    for data in pages.values():
        tree = tree_of(data)
        assert tree.xpath("//script | //iframe | //img | //@style | //style") == []
        loaded = tree.xpath("//link[@rel='stylesheet']/@href | //@src")
        assert all("//" not in str(address) for address in loaded)


def test_every_relative_address_leads_to_a_file_of_the_site(pages: dict[str, bytes]) -> None:
    """The pages work in whatever folder they are served from."""
    folders = ("", "categories/sport/")
    names = ("rss.xml", "atom.xml", "feed.json", "index.html")
    files = {f"{SITE}{folder}{name}" for folder in folders for name in names}
    files |= {f"{SITE}style.css", f"{SITE}feeds.opml", *(SITE + path for path in pages)}
    for path, data in pages.items():
        local = [address for address in hrefs(data, path) if "crier.example" not in address]
        assert local
        assert set(local) <= files, path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", ["", "categories/sport/"]),
        ("categories/sport/index.html", ["categories/sport/", ""]),
        ("entries/the-harbour-opens-11111111.html", [""]),
    ],
    ids=["landing page", "category", "entry"],
)
def test_autodiscovery_finds_every_format_of_the_pages_feeds(
    pages: dict[str, bytes], path: str, expected: list[str]
) -> None:
    """The page's own feed comes first: readers take the first they find."""
    links = tree_of(pages[path]).xpath("//head/link[@rel='alternate']")
    found = [(link.get("type"), urljoin(SITE + path, link.get("href"))) for link in links]
    names = ("rss.xml", "atom.xml", "feed.json")
    assert found == [
        (kind, f"{SITE}{folder}{name}")
        for folder in expected
        for kind, name in zip(TYPES, names, strict=True)
    ]
    assert all(link.get("title") for link in links)


def test_landing_page_lists_feeds_and_entries(pages: dict[str, bytes]) -> None:
    """Whoever comes by sees what there is and how to subscribe."""
    tree = tree_of(pages["index.html"])
    assert tree.xpath("//a[@href='feeds.opml']")
    assert tree.xpath("//a[@href='categories/sport/index.html']/text()") == ["Sport"]
    (entry,) = tree.xpath("//a[@href='https://crier.example/a']")
    assert entry.text == "The harbour opens"
    assert tree.xpath("//time/@datetime") == ["2024-05-17T12:00:00Z"]


def test_pages_without_entries_say_so(make_feed: MakeFeed) -> None:
    """An empty list looks like a fault."""
    data = render_index(make_feed(), [], [])
    assert "No entries yet." in data.decode()
    assert "feeds.opml" not in data.decode()


def test_entry_without_address_is_not_linked(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """It is named, and no link leads nowhere."""
    tree = tree_of(render_index(make_feed(), [], [(make_entry(), None)]))
    assert tree.xpath("//li[contains(., 'The harbour opens')]//a") == []


def test_entry_page_shows_all_that_is_known(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Title, people, date, text, source, related titles, categories."""
    entry = make_entry(
        authors=(Author(name="Ann"), Author(name="Bob")),
        source=Source(name="Crier", url="https://crier.example/"),
        related=("Another",),
        categories=(Category(kind="tag", term="fish", label="Fish"),),
    )
    (article,) = tree_of(render_entry_page(make_feed(), entry)).xpath("//article")
    text = article.text_content()
    for part in ("The harbour opens", "Ann, Bob, 2024-05-17", entry.summary, "Crier", "Another", "Fish"):
        assert part in text
    assert article.xpath(".//a[@href='https://crier.example/']")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", ("ar", "rtl")), ("de", ("de", "ltr")), (None, ("en", "ltr"))],
    ids=["right to left", "another", "the site's"],
)
def test_article_says_language_and_direction(
    make_entry: MakeEntry, make_feed: MakeFeed, language: str | None, expected: tuple[str, str]
) -> None:
    """Browsers and screen readers need both."""
    (article,) = tree_of(render_entry_page(make_feed(), make_entry(language=language))).xpath("//article")
    assert (article.get("lang"), article.get("dir")) == expected


def test_site_from_right_to_left_says_so(make_feed: MakeFeed) -> None:
    """The whole page runs the other way."""
    root = tree_of(render_index(make_feed(language="he"), [], []))
    assert (root.get("lang"), root.get("dir")) == ("he", "rtl")


def test_hostile_words_bring_no_tag_to_life(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """In no place of any page."""
    head = make_feed(title=HOSTILE, description=f"{HOSTILE}.", author=HOSTILE)
    sport = make_feed(path="categories/sport", label=HOSTILE, title=HOSTILE)
    entry = make_entry(
        title=HOSTILE,
        summary=HOSTILE,
        authors=(Author(name=HOSTILE),),
        source=Source(name=HOSTILE),
        related=(HOSTILE,),
        categories=(Category(kind="tag", term=HOSTILE, label=HOSTILE),),
        language=HOSTILE,
    )
    pages = (
        render_index(head, [sport], [(entry, "https://crier.example/?a=\"b'<c")]),
        render_feed_page(head, sport, [(entry, None)]),
        render_entry_page(head, entry),
    )
    for data in pages:
        tree = tree_of(data)
        assert tree.xpath("//script | //img | //@onerror") == []
        assert tree.findtext(".//title") == HOSTILE


@given(title=st.text(), summary=st.text())
def test_any_text_gives_whole_pages(
    make_entry: MakeEntry, make_feed: MakeFeed, title: str, summary: str
) -> None:
    """Whatever an article says, the page holds it."""
    title, summary = clean(title).strip() or "x", clean(summary)
    entry = make_entry(title=title, summary=summary)
    data = render_entry_page(make_feed(), entry)
    assert check_html(data) == []
    assert data.count(b"</article>") == 1


def test_entry_page_links_sound_and_film_and_loads_no_picture(
    make_entry: MakeEntry, make_feed: MakeFeed
) -> None:
    """A visitor's browser asks no other host; what a picture shows stands in its place."""
    entry = make_entry(
        image=Media(url="https://x.example/a.jpg", type="image/jpeg", alt="A boat"),
        enclosures=(
            Media(url="https://x.example/1.mp3?a=1&b=2", type="audio/mpeg"),
            Media(url="https://x.example/2.mp4", type="video/mp4", alt="A <film> & more"),
        ),
        body_html=(
            '<p>See <img alt="<script>1</script> > &amp; &quot;b&quot;" src="https://x.example/b.jpg"> '
            'there <img src="https://x.example/c.jpg">.</p>'
        ),
    )
    tree = tree_of(render_entry_page(make_feed(), entry))
    assert tree.xpath("//img | //script | //audio | //video") == []
    assert tree.xpath("string(//article/p[2])") == 'See <script>1</script> > & "b" there .'
    assert [(a.get("href"), a.get("type"), a.text) for a in tree.xpath("//article//li/a")] == [
        ("https://x.example/1.mp3?a=1&b=2", "audio/mpeg", "1.mp3"),
        ("https://x.example/2.mp4", "video/mp4", "A <film> & more"),
    ]
