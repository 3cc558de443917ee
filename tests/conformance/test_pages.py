"""The HTML pages: whole, self-contained, and with links that lead somewhere."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.conformance.edition import FEEDS, Edition
from tests.conformance.judges import LANGUAGE, Page, is_web

TYPES = {
    "atom.xml": "application/atom+xml",
    "rss.xml": "application/rss+xml",
    "feed.json": "application/feed+json",
}
# index.html, one of each kind of feed, one of each kind of entry.
PAGES = [
    "index.html",
    "categories/baking/index.html",
    "sources/the-other-paper/index.html",
    "entries/a-full-text-*.html",
    "entries/kuchen-*.html",
    "entries/5-6-7-2-double-*.html",
    "entries/nothing-but-a-title-*.html",
    "entries/[0-9a-f]*[0-9a-f].html",
]


@pytest.fixture(params=PAGES, ids=lambda pattern: pattern.replace("*", "").replace("[0-9a-f]", ""))
def path(request: pytest.FixtureRequest, edition: Edition) -> Path:
    """One page of each kind."""
    return min(edition.folder.glob(request.param))


@pytest.fixture
def page(path: Path) -> Page:
    """The page, parsed."""
    return Page(path.read_text(encoding="utf-8"))


def resolve(path: Path, address: str) -> Path:
    """Return the file that a relative address on a page leads to."""
    target = unquote(address.partition("#")[0])
    return Path(os.path.normpath(path.parent / target)) if target else path


def leads_somewhere(path: Path, address: str) -> bool:
    """Tell whether there is such a file, and such a place on it."""
    target, place = resolve(path, address), address.partition("#")[2]
    if not target.is_file():
        return False
    return not place or f'id="{place}"' in target.read_text(encoding="utf-8")


def test_html_is_whole(page: Page) -> None:
    """A doctype, and every element closed in its turn."""
    assert page.declaration.lower() == "doctype html"
    assert page.mistakes == []


@pytest.mark.parametrize("tag", ["html", "head", "title", "body", "main", "h1"])
def test_html_has_its_elements_once(page: Page, tag: str) -> None:
    """What every document has, and has once."""
    assert len(page.attributes(tag)) == 1


def test_html_has_a_title_and_a_language(page: Page) -> None:
    """Required by HTML, and by readers for the blind (WCAG 2.4.2, 3.1.1)."""
    assert page.texts["title"][0].strip()
    assert LANGUAGE.match(page.attributes("html")[0]["lang"])
    assert all(LANGUAGE.match(found["lang"]) for _, found in page.found if "lang" in found)


def test_html_declares_utf_8_at_once(path: Path, page: Page) -> None:
    """Within the first 1024 bytes (HTML §4.2.5.4)."""
    assert b'<meta charset="utf-8">' in path.read_bytes()[:1024]
    assert page.attributes("meta")[0] == {"charset": "utf-8"}


def test_html_loads_nothing_from_elsewhere(page: Page) -> None:
    """No frame, no picture, no handler; style and script are ours, and data is no script."""
    tags = {tag for tag, _ in page.found}
    assert not tags & {"iframe", "img", "object", "embed", "style", "base", "form", "svg"}
    assert not [name for _, found in page.found for name in found if name.startswith("on") or name == "style"]
    loaded = [link["href"] for link in page.attributes("link") if link["rel"] in {"stylesheet", "icon"}]
    scripts = [script for script in page.attributes("script") if script.get("type") != "application/ld+json"]
    loaded += [script["src"] for script in scripts]
    assert {Path(address).name for address in loaded} == {"style.css", "icon.svg", "copy.js"}
    assert all("://" not in address for address in loaded)


def test_html_links_lead_somewhere(edition: Edition, path: Path, page: Page) -> None:
    """Every relative link is a file in FEEDS, or a place on a page; every other one an absolute address."""
    addresses = page.addresses()
    assert addresses
    for address in addresses:
        if urlsplit(address).scheme:
            assert is_web(address)
        else:
            assert leads_somewhere(path, address)
            assert resolve(path, address).is_relative_to(edition.folder)


def test_html_autodiscovery(path: Path, page: Page) -> None:
    """Three links a feed, each of the type of the file that it leads to."""
    links = [link for link in page.attributes("link") if link["rel"] == "alternate"]
    assert len(links) >= len(TYPES)
    for link in links:
        target = path.parent / link["href"]
        assert target.is_file()
        assert link["type"] == TYPES[target.name]
        assert link["title"]


def test_html_autodiscovery_of_the_landing_page_names_every_feed(edition: Edition) -> None:
    """A browser or reader that is given the site's address finds them all, the head feed first."""
    page = Page((edition.folder / "index.html").read_text(encoding="utf-8"))
    found = [link["href"] for link in page.attributes("link") if link["rel"] == "alternate"]
    wanted = [f"{feed}/{name}" if feed else name for feed in FEEDS for name in TYPES]
    assert found[:3] == list(TYPES)
    assert sorted(found) == sorted(wanted)


def test_html_every_page_is_whole_and_its_links_lead_somewhere(edition: Edition) -> None:
    """Not only one of each kind."""
    pages = list(edition.pages())
    assert len(pages) > len(FEEDS)
    for path in pages:
        page = Page(path.read_text(encoding="utf-8"))
        assert page.mistakes == [], path
        relative = [address for address in page.addresses() if not urlsplit(address).scheme]
        assert [address for address in relative if not leads_somewhere(path, address)] == [], path


def test_html_shows_signs_as_written(edition: Edition) -> None:
    """A title's markup is text on the page."""
    (path,) = edition.folder.glob("entries/5-6-7-2-double-*.html")
    page = Page(path.read_text(encoding="utf-8"))
    assert page.texts["h1"] == ["5 < 6 & 7 > 2: \"double\" 'single' <b>bold</b> ]]> é 🌳"]
    assert 'Signs < like & these > "stay" as <i>written</i> ]]> 🌳.' in page.texts["p"]


def test_html_runs_from_right_to_left_where_the_language_does(edition: Edition) -> None:
    """The Arabic entry's page and its line on the landing page say so."""
    (path,) = [path for path in edition.pages() if "افتتاح" in path.read_text().split("</title>")[0]]
    articles = Page(path.read_text(encoding="utf-8")).attributes("article")
    assert [(found["lang"], found["dir"]) for found in articles] == [("ar", "rtl")]
    index = Page((edition.folder / "index.html").read_text(encoding="utf-8"))
    assert {"lang": "ar", "dir": "rtl"} in index.attributes("li")
