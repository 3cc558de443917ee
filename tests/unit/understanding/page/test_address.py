from datetime import UTC, datetime

import pytest

from seedfeed.understanding.page import read_page

SAVED = datetime(2026, 1, 1, tzinfo=UTC)
CANONICAL = '<link rel="canonical" href="{}">'.format
OG_URL = '<meta property="og:url" content="{}">'.format
BRIDGE = "https://crier.example/2024/bridge"
WAYBACK = "https://web.archive.org/web/20240517080000"


@pytest.mark.parametrize(
    ("head", "link", "rule"),
    [
        (CANONICAL(BRIDGE), BRIDGE, "canonical"),
        (CANONICAL("/2024/bridge") + '<base href="https://crier.example/">', BRIDGE, "canonical"),
        (CANONICAL("/2024/bridge") + OG_URL("https://crier.example/b"), BRIDGE, "canonical"),
        (CANONICAL("https://crier.example/") + OG_URL(BRIDGE), BRIDGE, "og:url"),
        (CANONICAL("https://crier.example/en/") + OG_URL(BRIDGE), BRIDGE, "og:url"),
        (CANONICAL("https://crier.example/index.php") + OG_URL(BRIDGE), BRIDGE, "og:url"),
        (CANONICAL("https://crier.example/?p=12"), "https://crier.example/?p=12", "canonical"),
        (CANONICAL(f"{WAYBACK}/{BRIDGE}"), BRIDGE, "canonical"),
        (CANONICAL(f"{WAYBACK}id_/http:/crier.example/b"), "http://crier.example/b", "canonical"),
        (CANONICAL("bridge") + f'<base href="{WAYBACK}/https://crier.example/2024/">', BRIDGE, "canonical"),
        (CANONICAL(f"https://archive.ph/20240517080000/{BRIDGE}"), BRIDGE, "canonical"),
        (
            OG_URL("https://crier-example.cdn.ampproject.org/c/s/crier.example/2024/bridge"),
            BRIDGE,
            "og:url",
        ),
        ('<meta name="savepage-url" content="https://crier.example/2024/bridge">', BRIDGE, "saved from"),
        (CANONICAL("javascript:alert(1)"), None, None),
    ],
    ids=[
        "canonical", "base", "relative", "home page", "language", "index", "query", "Wayback", "Wayback raw",
        "Wayback base", "archive.today", "AMP cache", "Save Page WE", "script",
    ],
)  # fmt: skip
def test_the_link_is_the_originals_address(head: str, link: str | None, rule: str | None) -> None:
    """Whatever copy was saved, and never a home page's."""
    page = read_page(f"<html><head>{head}</head><body><p>Text.</p></body></html>", SAVED)
    assert (page.metadata.link, page.rules.get("link")) == (link, rule)


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0033)https://crier.example/2024/bridge -->",
        "<!--\n Page saved with SingleFile \n url: https://crier.example/2024/bridge \n saved: 17 May -->",
        "<!-- saved from url=(0060)https://crier.example/2024/bridge?utm_source=x&fbclid=y -->",
    ],
    ids=["browser", "SingleFile", "tracking"],
)
def test_a_browsers_copy_says_where_from(comment: str) -> None:
    """Its comment stands before the page."""
    page = read_page(f"<!DOCTYPE html>\n{comment}\n<html><body><h1>Bridge</h1></body></html>", SAVED)
    assert (page.metadata.link, page.rules["link"]) == (BRIDGE, "saved from")


def test_a_reader_views_copy_says_where_from() -> None:
    """Firefox links the page above its heading, and keeps nothing of its head."""
    domain = f'<a class="domain reader-domain" href="{BRIDGE}">crier.example</a>'
    header = f'<div class="header reader-header">{domain}<h1 class="reader-title">Bridge</h1></div>'
    page = read_page(f"<html><body>{header}<p>Text.</p></body></html>", SAVED)
    assert (page.metadata.link, page.rules["link"]) == (BRIDGE, "saved from")


def test_an_amp_page_links_the_one_for_everybody() -> None:
    """Its canonical link is the article (amp.dev, "discovery")."""
    head = f"{CANONICAL(BRIDGE)}{OG_URL('https://crier.example/amp/2024/bridge')}"
    page = read_page(f"<html amp><head>{head}</head><body><p>Text.</p></body></html>", SAVED)
    assert page.metadata.link == BRIDGE


def test_a_copys_site_is_not_the_source() -> None:
    """The canonical address of a syndicated article is the original's, and so is the outlet."""
    site = '<meta property="og:site_name" content="The Daily Copy">'
    copy = read_page(f"{site}{CANONICAL(BRIDGE)}{OG_URL('https://copy.example/bridge')}<p>Text.</p>", SAVED)
    assert (copy.metadata.link, copy.metadata.source_name) == (BRIDGE, None)
    own = read_page(f"{site}{CANONICAL(BRIDGE)}{OG_URL('https://m.crier.example/bridge')}<p>Text.</p>", SAVED)
    assert own.metadata.source_name == "The Daily Copy"
