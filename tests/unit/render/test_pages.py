"""The pages as a browser and a feed reader's discovery see them; the addresses are followed, not compared."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from seedfeed.check import check_html
from seedfeed.errors import ConfigError
from seedfeed.model import Author, Category, Entry, Feed, Media, Source
from seedfeed.render.pages import Pages
from seedfeed.text import clean
from seedfeed.theme import Theme

MakeEntry = Callable[..., Entry]
MakeFeed = Callable[..., Feed]

SITE = "https://news.example/deep/"
HOSTILE = "\"'></title></p><script>alert(1)</script><img src=x onerror=alert(2)>&amp;"
TYPES = ["application/atom+xml", "application/rss+xml", "application/feed+json"]


def tree_of(data: bytes) -> html.HtmlElement:
    """Return a page as a browser reads it."""
    return html.document_fromstring(data.decode())


def hrefs(data: bytes, page: str) -> list[str]:
    """Return where every link of a page leads that stands at this path of the site."""
    tree = tree_of(data)
    return [urljoin(SITE + page, str(address)) for address in tree.xpath("//@href | //@src")]


def pages_of(head: Feed, theme: Theme | None = None) -> Pages:
    """Return what renders the pages of a site, as its settings come."""
    return Pages(theme or Theme(), head)


def entry_page(head: Feed, entry: Entry) -> bytes:
    """Return an entry's own page on a site without pages of categories."""
    return pages_of(head).render_entry(entry, lambda _: None)


def sport_of(make_feed: MakeFeed) -> Feed:
    """Return the feed of a category."""
    return make_feed(path="categories/sport", kind="tag", label="Sport", title="News: Sport", site_url=SITE)


@pytest.fixture
def pages(make_entry: MakeEntry, make_feed: MakeFeed) -> dict[str, bytes]:
    """One page of each kind, by its path."""
    head, sport = make_feed(site_url=SITE), sport_of(make_feed)
    entry = make_entry(link="https://crier.example/a", source=Source(name="Crier"))
    return {
        "index.html": pages_of(head).render_index([sport], [(entry, entry.link)]),
        "categories/sport/index.html": pages_of(head).render_feed(sport, [(entry, f"../../{entry.page}")]),
        entry.page: entry_page(head, entry),
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


def test_pages_load_nothing_from_elsewhere(pages: dict[str, bytes]) -> None:
    """No image, no frame, no font; style, icon and the one script are ours."""
    for path, data in pages.items():
        tree = tree_of(data)
        assert tree.xpath("//iframe | //img | //@style | //style | //form | //base") == []
        loaded = tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //@src")
        names = {urljoin(SITE + path, str(address)) for address in loaded}
        assert names == {SITE + name for name in ("style.css", "icon.svg", "copy.js")}


def test_policy_allows_the_copy_script_alone(pages: dict[str, bytes]) -> None:
    """A script smuggled into a page is not run: only what has this digest is (CSP 3, §6.7.1)."""
    digest = b64encode(hashlib.sha256(Theme().read("copy.js")).digest()).decode()
    for data in pages.values():
        tree = tree_of(data)
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        rules = dict(rule.strip().split(" ", 1) for rule in str(policy).split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == f"'sha256-{digest}'"
        assert tree.xpath("//script[not(@type)]/@integrity") == [f"sha256-{digest}"]


@pytest.mark.parametrize(
    ("link", "body", "expected"),
    [
        (None, None, "own"),
        ("https://crier.example/a", None, "own"),
        ("https://crier.example/a", "<p>All of it.</p>", "original"),
    ],
    ids=["no original known", "an excerpt", "the whole text of the original"],
)
def test_canonical_address_is_where_the_text_belongs(
    make_entry: MakeEntry, make_feed: MakeFeed, link: str | None, body: str | None, expected: str
) -> None:
    """A page that repeats another site's article whole does not compete with it (RFC 6596)."""
    entry = make_entry(link=link, body_html=body)
    tree = tree_of(entry_page(make_feed(site_url=SITE), entry))
    own = SITE + entry.page
    assert tree.xpath("//link[@rel='canonical']/@href") == [own if expected == "own" else link]
    assert tree.xpath("//meta[@property='og:url']/@content") == [own]


def test_open_graph_tells_what_a_shared_link_shows(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Title, summary, kind, site, picture (ogp.me, basic metadata)."""
    image = Media(url="https://x.example/a.jpg", type="image/jpeg")
    tree = tree_of(entry_page(make_feed(), make_entry(title="A < b", image=image)))
    said = {meta.get("property"): meta.get("content") for meta in tree.xpath("//meta[@property]")}
    assert said["og:title"] == "A < b"
    assert said["og:description"] == "The harbour opened again on Monday."
    assert (said["og:type"], said["og:site_name"]) == ("article", "News")
    assert said["og:image"] == "https://x.example/a.jpg"
    assert said["article:published_time"] == "2024-05-17T12:00:00Z"


def test_structured_data_names_the_original(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """schema.org's isBasedOn: whose article it is, and where it stands."""
    entry = make_entry(
        title="</script><!-- A & b",
        link="https://crier.example/a",
        source=Source(name="Crier", url="https://crier.example/"),
        authors=(Author(name="Ann"),),
    )
    data = entry_page(make_feed(), entry)
    (text,) = tree_of(data).xpath("//script[@type='application/ld+json']/text()")
    said = json.loads(text)
    assert (said["@type"], said["headline"]) == ("NewsArticle", "</script><!-- A & b")
    assert said["isBasedOn"] == {
        "@type": "NewsArticle",
        "url": "https://crier.example/a",
        "publisher": {"@type": "Organization", "name": "Crier", "url": "https://crier.example/"},
    }
    assert said["author"] == [{"@type": "Person", "name": "Ann"}]
    assert data.count(b"</script>") == 2


def test_structured_data_is_not_made_up(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Without a source there is nothing that the entry is based on."""
    assert b"ld+json" not in entry_page(make_feed(), make_entry())


def test_every_relative_address_leads_to_a_file_of_the_site(pages: dict[str, bytes]) -> None:
    """The pages work in whatever folder they are served from."""
    folders = ("", "categories/sport/")
    names = ("rss.xml", "atom.xml", "feed.json", "index.html")
    files = {f"{SITE}{folder}{name}" for folder in folders for name in names}
    files |= {SITE + name for name in ("style.css", "icon.svg", "copy.js", "feeds.opml", *pages)}
    files |= {SITE, f"{SITE}categories/sport/"}  # canonical addresses
    for path, data in pages.items():
        found = hrefs(data, path)
        local = [address.partition("#")[0] for address in found if "crier.example" not in address]
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
    names = ("atom.xml", "rss.xml", "feed.json")
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
    (page,) = tree.xpath("//a[@href='categories/sport/index.html']")
    assert page.text_content() == "Sport"
    (entry,) = tree.xpath("//a[@href='https://crier.example/a']")
    assert entry.text == "The harbour opens"
    assert tree.xpath("//time/@datetime") == ["2024-05-17T12:00:00Z"]


def test_pages_without_entries_say_so(make_feed: MakeFeed) -> None:
    """An empty list looks like a fault."""
    data = pages_of(make_feed()).render_index([], [])
    assert "No entries yet." in data.decode()
    assert "feeds.opml" not in data.decode()


def test_entry_without_address_is_not_linked(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """It is named, and no link leads nowhere."""
    tree = tree_of(pages_of(make_feed()).render_index([], [(make_entry(), None)]))
    assert tree.xpath("//li[contains(., 'The harbour opens')]//a") == []


def test_entry_page_shows_all_that_is_known(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Title, people, date, text, source, related titles, categories."""
    entry = make_entry(
        authors=(Author(name="Ann"), Author(name="Bob")),
        source=Source(name="Crier", url="https://crier.example/"),
        related=("Another",),
        categories=(Category(kind="tag", term="fish", label="Fish"),),
    )
    (article,) = tree_of(entry_page(make_feed(), entry)).xpath("//article")
    text = article.text_content()
    for part in ("The harbour opens", "Ann, Bob", "17 May 2024", entry.summary, "Crier", "Another", "Fish"):
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
    (article,) = tree_of(entry_page(make_feed(), make_entry(language=language))).xpath("//article")
    assert (article.get("lang"), article.get("dir")) == expected


def test_site_from_right_to_left_says_so(make_feed: MakeFeed) -> None:
    """The whole page runs the other way."""
    root = tree_of(pages_of(make_feed(language="he")).render_index([], []))
    assert (root.get("lang"), root.get("dir")) == ("he", "rtl")


def test_pages_speak_the_language_of_the_site(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """Every kind of page, dates too; nothing of ours stays English."""
    german = pages_of(make_feed(language="de"))
    entry = make_entry(link="https://crier.example/a", source=Source(name="Crier"))
    sport = sport_of(make_feed)
    index = tree_of(german.render_index([sport], [(entry, entry.link)]))
    assert [h2.text for h2 in index.xpath("//h2")] == [
        "Abonnieren",
        "Neueste Beiträge",
        "Feeds nach Thema und Quelle",
    ]
    assert index.xpath("//summary/h3/text()") == ["Schlagwörter"]
    assert index.xpath("//button/@aria-label")[0] == "Adresse kopieren: News"
    category = tree_of(german.render_feed(sport, [(entry, None)]))
    assert category.xpath("//p[@class='kind']/text()") == ["Schlagwort"]
    assert "Nur diese Beiträge abonnieren:" in category.text_content()
    page = tree_of(german.render_entry(entry, lambda _: None))
    assert page.xpath("string(//p[@class='origin'])") == "Im Original lesen bei Crier"
    assert page.xpath("string(//footer)").strip() == "Abonnieren: News"
    for tree in (index, category, page):
        assert tree.xpath("//a[@class='skip']/text()") == ["Zum Inhalt springen"]
        assert tree.xpath("//time")[0].text_content() == "17. Mai 2024"


def test_hostile_words_bring_no_tag_to_life(make_entry: MakeEntry, make_feed: MakeFeed) -> None:
    """In no place of any page."""
    head = make_feed(title=HOSTILE, description=f"{HOSTILE}.", author=HOSTILE)
    sport = make_feed(path="categories/sport", kind="tag", label=HOSTILE, title=HOSTILE)
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
        pages_of(head).render_index([sport], [(entry, "https://crier.example/?a=\"b'<c")]),
        pages_of(head).render_feed(sport, [(entry, None)]),
        entry_page(head, entry),
    )
    for data in pages:
        tree = tree_of(data)
        assert tree.xpath("//img | //@onerror") == []
        scripts = [script.get("type") or script.get("src") for script in tree.xpath("//script")]
        assert set(scripts) <= {"application/ld+json", "copy.js", "../copy.js", "../../copy.js"}
        assert HOSTILE in tree.findtext(".//title")


@given(title=st.text(), summary=st.text())
def test_any_text_gives_whole_pages(
    make_entry: MakeEntry, make_feed: MakeFeed, title: str, summary: str
) -> None:
    """Whatever an article says, the page holds it."""
    title, summary = clean(title).strip() or "x", clean(summary)
    entry = make_entry(title=title, summary=summary)
    data = entry_page(make_feed(), entry)
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
    tree = tree_of(entry_page(make_feed(), entry))
    assert tree.xpath("//img | //audio | //video") == []
    assert tree.xpath("string(//div[@class='body']/p)") == 'See <script>1</script> > & "b" there .'
    assert [(a.get("href"), a.get("type"), a.text) for a in tree.xpath("//article//li/a")] == [
        ("https://x.example/1.mp3?a=1&b=2", "audio/mpeg", "1.mp3"),
        ("https://x.example/2.mp4", "video/mp4", "A <film> & more"),
    ]


# ---- categories -----------------------------------------------------------------------------------


def test_categories_lead_to_their_pages_where_they_have_one(
    make_entry: MakeEntry, make_feed: MakeFeed
) -> None:
    """Whoever reads one article finds the others; no link leads nowhere."""
    tags = tuple(Category(kind="tag", term=name, label=name) for name in ("Fish", "Boats"))
    data = pages_of(make_feed()).render_entry(
        make_entry(categories=tags), lambda tag: "categories/fish/index.html" if tag.label == "Fish" else None
    )
    links = tree_of(data).xpath("//ul[@class='tags']//a")
    assert [(a.text_content(), a.get("href")) for a in links] == [("Fish", "../categories/fish/index.html")]
    assert "Boats" in tree_of(data).text_content()


# ---- a site's own templates -----------------------------------------------------------------------


def write_template(folder: Path, name: str, text: str) -> Theme:
    """Return a theme with one template of the site's own."""
    (folder / name).write_text(text, encoding="utf-8")
    return Theme(folder=folder)


def test_own_template_stands_in_place_of_ours(make_feed: MakeFeed, tmp_path: Path) -> None:
    """It may be built upon ours, and is given the same values."""
    text = '{% extends "seedfeed/index.html" %}{% block footer %}<p>By {{ site.author }}</p>{% endblock %}'
    head = make_feed(author="Ann & Bob")
    data = pages_of(head, write_template(tmp_path, "index.html", text)).render_index([], [])
    assert b"<p>By Ann &amp; Bob</p>" in data
    assert b"No entries yet." in data


def test_own_layout_holds_for_every_page(make_entry: MakeEntry, make_feed: MakeFeed, tmp_path: Path) -> None:
    """Our templates ask for `layout.html`, and the site's comes first."""
    text = """{% extends "seedfeed/layout.html" %}{% block header %}<p>Mine</p>{% endblock %}"""
    pages = pages_of(make_feed(), write_template(tmp_path, "layout.html", text))
    assert b"<p>Mine</p>" in pages.render_entry(make_entry(), lambda _: None)


def test_own_script_is_the_one_allowed(make_feed: MakeFeed, tmp_path: Path) -> None:
    """The policy has the digest of what is published."""
    theme = write_template(tmp_path, "copy.js", "1;")
    digest = b64encode(hashlib.sha256(b"1;").digest()).decode().encode()
    assert pages_of(make_feed(), theme).render_index([], []).count(digest) == 2


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("<p>\n{% if %}\n", "index.html:2", "Expected"),
        ("{{ site.titel }}", "index.html:1", "titel"),
        ("\n\n{{ 1 / 0 }}", "index.html:3", "division"),
        ('{% extends "layout.htm" %}', "", "layout.htm"),
    ],
    ids=["syntax", "unknown name", "arithmetic", "unknown template"],
)
def test_mistake_in_an_own_template_is_told_with_its_line(
    make_feed: MakeFeed, tmp_path: Path, text: str, where: str, what: str
) -> None:
    """The site's owner mends it: it is no bug of ours, and no broken page is published."""
    pages = pages_of(make_feed(), write_template(tmp_path, "index.html", text))
    with pytest.raises(ConfigError) as found:
        pages.render_index([], [])
    assert str(found.value).startswith(str(tmp_path / where) if where else str(tmp_path))
    assert what in str(found.value)


@pytest.mark.parametrize(("language", "said"), [("en", "This is a feed"), ("de", "Dies ist ein Feed")])
def test_stylesheet_ends_with_what_a_feed_says_in_a_browser(
    make_feed: MakeFeed, language: str, said: str
) -> None:
    """In the site's language, which a stylesheet alone cannot know."""
    pages = pages_of(make_feed(language=language))
    style = pages.render_asset("style.css").decode()
    assert style.startswith(Theme().read("style.css").decode())
    assert f'--feed-notice: "{said}' in style.splitlines()[-1]
    assert pages.render_asset("copy.js") == Theme().read("copy.js")


def test_own_stylesheet_is_published_whole(make_feed: MakeFeed, tmp_path: Path) -> None:
    """Before the notice, which it may leave unused."""
    theme = write_template(tmp_path, "style.css", "body { color: red }\n")
    assert pages_of(make_feed(), theme).render_asset("style.css").startswith(b"body { color: red }\n\n:root")
