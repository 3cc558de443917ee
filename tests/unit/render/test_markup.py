from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from seedfeed.model import Entry, Source
from seedfeed.render.markup import attribution_of, body_of, content_html, direction_of, escape, related_of
from seedfeed.text import clean

MakeEntry = Callable[..., Entry]
HOME = "https://crier.example/"
HOSTILE = "\"><script>alert('x')</script>&amp;"


@given(text=st.text().map(clean).filter(lambda text: "\x7f" not in text))
def test_escaped_text_comes_back_from_html(text: str) -> None:
    """As text and as an attribute's value, whatever it holds, it says the same and brings no tag to life."""
    text = f"x{text}x"
    (element,) = html.fragments_fromstring(f'<p title="{escape(text)}">{escape(text)}</p>')
    assert element.text == text
    assert element.get("title") == text
    assert len(element) == 0


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        (None, "ltr"), ("en", "ltr"), ("ar", "rtl"), ("AR-eg", "rtl"), ("fa-IR", "rtl"), ("he", "rtl"),
        ("ckb", "rtl"), ("ur", "rtl"), ("ku", "ltr"), ("ku-Arab", "rtl"), ("arn", "ltr"), ("", "ltr"),
    ],
)  # fmt: skip
def test_direction_follows_the_language(language: str | None, direction: str) -> None:
    """By the primary subtag, in any case of letters."""
    assert direction_of(language) == direction


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar-Latn", "ltr"), ("az-Arab", "rtl"), ("pa-Arab", "rtl"), ("yi-Latn", "ltr")],
)
def test_direction_follows_the_script_where_it_is_stated(language: str, direction: str) -> None:
    """A script subtag knows better than the language (BCP 47 §2.2.3)."""
    assert direction_of(language) == direction


def test_body_is_the_whole_text_where_it_is_published(make_entry: MakeEntry) -> None:
    """Sanitised HTML stands as it is, and the summary is not said twice."""
    entry = make_entry(body_html="<p>Whole</p>")
    assert body_of(entry) == "<p>Whole</p>"


def test_body_is_else_the_summary(make_entry: MakeEntry) -> None:
    """As a paragraph, escaped."""
    assert body_of(make_entry(summary="a < b")) == "<p>a &lt; b</p>"


def test_body_of_an_article_without_text_is_its_title(make_entry: MakeEntry) -> None:
    """No format allows blank content."""
    assert body_of(make_entry(title="A & B", summary="")) == "<p>A &amp; B</p>"


@pytest.mark.parametrize(
    ("link", "url", "line"),
    [
        ("https://crier.example/a?b&c", HOME, '<a href="https://crier.example/a?b&amp;c">Crier</a>'),
        (None, HOME, '<a href="https://crier.example/">Crier</a>'),
        (None, None, "Crier"),
    ],
    ids=["to the original", "to the home page", "nowhere"],
)
def test_attribution_links_the_source(
    make_entry: MakeEntry, link: str | None, url: str | None, line: str
) -> None:
    """To the original article, else to the outlet's home page, else not at all."""
    entry = make_entry(link=link, source=Source(name="Crier", url=url))
    assert attribution_of(entry) == f"<p>Source: {line}</p>"


def test_entry_without_source_has_no_attribution(make_entry: MakeEntry) -> None:
    """A source is never guessed."""
    assert attribution_of(make_entry(link=HOME)) == ""


def test_related_titles_are_a_list(make_entry: MakeEntry) -> None:
    """In the article's order; none, no list."""
    assert related_of(make_entry(related=("One & two", "Three"))) == (
        "<p>Related:</p><ul><li>One &amp; two</li><li>Three</li></ul>"
    )
    assert related_of(make_entry()) == ""


def test_content_is_body_attribution_related(make_entry: MakeEntry) -> None:
    """In this order, and bare for a language from left to right."""
    entry = make_entry(summary="Text.", source=Source(name="Crier"), related=("One",))
    assert content_html(entry) == ("<p>Text.</p><p>Source: Crier</p><p>Related:</p><ul><li>One</li></ul>")


def test_content_from_right_to_left_says_so(make_entry: MakeEntry) -> None:
    """A reader's own page runs from left to right."""
    entry = make_entry(summary="نص", language="ar")
    assert content_html(entry) == '<div dir="rtl" lang="ar"><p>نص</p></div>'


def test_hostile_names_bring_no_tag_to_life(make_entry: MakeEntry) -> None:
    """Every word of an article is text."""
    entry = make_entry(
        summary=HOSTILE, source=Source(name=HOSTILE, url=HOME), related=(HOSTILE,), language="ar"
    )
    (tree,) = html.fragments_fromstring(content_html(entry))
    assert [element.tag for element in tree.iter()] == ["div", "p", "p", "a", "p", "ul", "li"]
    assert tree.findtext("p/a") == HOSTILE
