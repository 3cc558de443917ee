"""The pages as a person meets them in a browser."""

from typing import Any

import pytest

from tests.browser.visit import Visit
from tests.clients.readers import load_reader

PAGES = {
    "landing page": "index.html",
    "category": "categories/baking/index.html",
    "source": "sources/the-other-paper/index.html",
    "entry": "entries/bread-for-the-morning-*.html",
    "full text": "entries/a-full-text-*.html",
    "right to left": "entries/????????.html",
}
WIDTHS = [360, 1280]
TYPES = {
    "application/atom+xml": "application/xml",
    "application/rss+xml": "application/xml",
    "application/feed+json": "application/feed+json",
}


@pytest.fixture(params=list(PAGES.values()), ids=list(PAGES))
def path(request: pytest.FixtureRequest, visit: Visit) -> str:
    """One page of each kind."""
    return visit.find(request.param)


def test_landing_page_says_how_to_subscribe(visit: Visit) -> None:
    """What this is, three steps, the address, the newest entries, every feed."""
    page = visit.open("index.html")
    assert page.locator("h1").inner_text() == "Harbour & <News>"
    assert page.locator(".steps > li").count() == 3
    assert page.locator(".steps").get_by_text(f"{visit.address}atom.xml").is_visible()
    assert page.locator(".entries > li").count() == 12
    names = page.locator(".feeds .name").all_inner_texts()
    assert names == ["Baking", "The Other Paper", "The Town Crier"]


def test_autodiscovery_leads_to_feeds(visit: Visit, path: str) -> None:
    """Every address in the head of a page is a feed of the type it says."""
    page = visit.open(path)
    links = page.locator("head link[rel=alternate]").evaluate_all(
        "links => links.map(link => [link.type, link.href, link.title])"
    )
    assert len(links) >= 3
    for kind, address, title in links:
        assert title
        answer = page.request.get(address)
        assert answer.ok
        assert answer.headers["content-type"].partition(";")[0] == TYPES[kind]


@pytest.mark.parametrize("host", [None, "plain.example"], ids=["trusted", "plain http"])
def test_copy_button_copies(visit: Visit, host: str | None) -> None:
    """Also where the browser keeps its clipboard from pages without TLS."""
    grants = [] if host else ["clipboard-read", "clipboard-write"]
    page = visit.open("index.html", host=host, permissions=grants)
    assert page.evaluate("navigator.clipboard === undefined") is bool(host)
    button = page.locator(".steps .copy")
    button.click()
    page.locator(".steps .copy", has_text="Copied").wait_for()
    assert page.get_by_role("status").inner_text().startswith("Copied: ")
    base = visit.address.replace("127.0.0.1", host or "127.0.0.1")
    assert _paste(page) == f"{base}atom.xml"


def _paste(page: Any) -> str:  # noqa: ANN401 - Playwright's
    """Return what a paste brings."""
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'paste'}))")
    page.locator("#paste").focus()
    page.keyboard.press("Control+V")
    pasted: str = page.locator("#paste").input_value()
    return pasted


def test_each_button_copies_its_own_feed(visit: Visit) -> None:
    """The list of feeds has one for each."""
    page = visit.open("index.html", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".feeds li", has_text="The Town Crier").locator(".copy").click()
    page.locator(".feeds .copy", has_text="Copied").wait_for()
    assert _paste(page) == f"{visit.address}sources/the-town-crier/atom.xml"


def test_keyboard_leads_through_the_page(visit: Visit) -> None:
    """First the way past the head, then link by link; one sees where one is, and Enter copies."""
    page = visit.open("index.html", permissions=["clipboard-read", "clipboard-write"])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == f"{visit.address}atom.xml"
    assert page.locator(":focus").evaluate("found => getComputedStyle(found).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".steps .copy:focus", has_text="Copied").wait_for()
    assert _paste(page) == f"{visit.address}atom.xml"


@pytest.mark.parametrize("width", WIDTHS)
def test_page_fits_its_window(visit: Visit, path: str, width: int) -> None:
    """Nothing is cut off, nobody scrolls sideways; small things can be touched."""
    page = visit.open(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for box in page.locator(".copy").all():
        assert box.bounding_box()["height"] >= 24


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_page_is_accessible(visit: Visit, path: str, width: int, scheme: str) -> None:
    """Contrast, names, landmarks, order of headings: axe-core finds nothing (WCAG 2.2 AA, best practices)."""
    axe = load_reader("axe_playwright_python.sync_playwright", "browser")
    page = visit.open(path, width=width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(found => { found.open = true })")
    found = axe.Axe().run(page)
    assert [(broken["id"], broken["nodes"][0]["html"]) for broken in found.response["violations"]] == []
    assert len(found.response["passes"]) > 15


def test_dark_is_dark(visit: Visit) -> None:
    """Light letters on a dark ground, where the visitor wants that."""
    shades = [
        visit.open("index.html", color_scheme=scheme).evaluate(
            "['backgroundColor', 'color'].map(name => getComputedStyle(document.documentElement)[name]"
            ".match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0))"
        )
        for scheme in ("light", "dark")
    ]
    (light_ground, light_ink), (dark_ground, dark_ink) = shades
    assert light_ground > 700
    assert light_ink < 150
    assert dark_ground < 100
    assert dark_ink > 600


def test_entry_from_right_to_left_begins_at_the_right(visit: Visit) -> None:
    """Its title and text; on the landing page too, while the page around them runs the other way."""
    page = visit.open(visit.find(PAGES["right to left"]))
    article = page.locator("article")
    assert article.get_attribute("lang") == "ar"
    assert page.locator("article h1").evaluate("found => getComputedStyle(found).direction") == "rtl"
    right = article.bounding_box()["x"] + article.bounding_box()["width"]
    text = page.evaluate(
        "(() => { const range = document.createRange(); "
        "range.selectNodeContents(document.querySelector('article h1')); "
        "return range.getBoundingClientRect().right })()"
    )
    assert abs(right - text) < 2
    page = visit.open("index.html")
    assert page.locator("html").get_attribute("dir") == "ltr"
    assert page.locator(".entries > li[lang=ar]").get_attribute("dir") == "rtl"


def test_page_without_javascript_says_all(visit: Visit, path: str) -> None:
    """The address is there to be copied by hand; a button that would do nothing is not shown."""
    plain = visit.open(path, java_script_enabled=False)
    whole = visit.open(path)
    assert plain.locator(".copy:visible").count() == 0
    whole.evaluate("document.querySelectorAll('.copy').forEach(found => { found.hidden = true })")
    assert plain.locator("main").inner_text() == whole.locator("main").inner_text()


def test_policy_runs_no_other_script(visit: Visit) -> None:
    """A script that got into a page is not run, neither inline nor from a file of the site."""
    page = visit.open("index.html")
    page.evaluate(
        "(() => { const script = document.createElement('script'); script.textContent = 'window.run = 1'; "
        "document.head.append(script) })()"
    )
    assert page.evaluate("window.run") is None
    assert any("Content Security Policy" in told for told in visit.complaints)
    visit.complaints.clear()


def test_print_leaves_out_what_paper_cannot_do(visit: Visit) -> None:
    """No buttons, no lists of feeds; where the original stands is written out."""
    page = visit.open(visit.find("entries/bread-for-the-morning-*.html"))
    page.emulate_media(media="print")
    assert page.locator(".copy:visible, footer:visible, .skip:visible").count() == 0
    address = page.locator(".origin a").evaluate("found => getComputedStyle(found, '::after').content")
    assert "attr(href)" in address or "bakery.example" in address


def test_entry_page_leads_on(visit: Visit) -> None:
    """To the original, to its category, and back to the landing page's steps."""
    page = visit.open(visit.find("entries/bread-for-the-morning-*.html"))
    assert page.locator(".origin a").get_attribute("href") == "https://bakery.example/bread?a=1&b=2"
    page.locator(".tags a", has_text="Baking").click()
    assert page.url == f"{visit.address}categories/baking/index.html"
    page.locator("a", has_text="How to subscribe").click()
    assert page.url == f"{visit.address}index.html#subscribe"
    assert page.locator("#subscribe").is_visible()
