from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from time import process_time
from typing import Any

import pytest

from seedfeed.config import Config
from seedfeed.model import Article, Draft, Problem
from seedfeed.understanding import understand
from seedfeed.understanding.page import MOST_ELEMENTS
from seedfeed.understanding.page.tree import MOST_ATTRIBUTES, cut_attributes

TEXT = (
    "<p>The bridge over the river was closed on Monday after engineers had found cracks in two of its "
    "arches, and it will stay closed until spring, the mayor said.</p>"
    "<p>Buses take the long way round by the mill. The ferry that was taken out of service eleven years ago "
    "has been painted and will cross the river again from the first of the month.</p>"
    "<p>Shops on the far side have lost half of their customers, and the baker delivers by boat.</p>"
)
FIRST = "The bridge over the river was closed on Monday"
MOST_READINGS = 2
SAVED = datetime(2026, 1, 1, tzinfo=UTC)


def page_of(
    head: str = "", body: str = f"<h1>The old bridge is closed</h1>{TEXT}", attributes: str = ""
) -> str:
    """Return a page as a site would write it."""
    nav = '<nav><a href="/">Home</a> <a href="/news">News</a></nav>'
    foot = "<footer>Most read <a href='/x'>Fire in the mill</a> © The Town Crier</footer>"
    whole = f"{nav}<article>{body}</article>{foot}"
    return f"<!doctype html><html {attributes}><head>{head}</head><body>{whole}</body></html>"


def understand_page(html: str, content: str = "excerpt", **fields: Any) -> Draft | Problem:  # noqa: ANN401
    """Return what is understood of a page."""
    plain: dict[str, Any] = {"key": "a.html", "content_hash": "0" * 32, "mtime": SAVED, **fields}
    config = Config(content=content)  # type: ignore[arg-type]
    return understand(Article(format="html", text=html, **plain), config)


def draft_of(html: str, **fields: Any) -> Draft:  # noqa: ANN401
    """Return the draft of a page that has one."""
    found = understand_page(html, **fields)
    assert isinstance(found, Draft), found
    return found


def rule_of(draft: Draft, field: str) -> str:
    """Return the rule by which a field was found."""
    return next(found.rule for found in draft.evidence if found.field == field)


def test_a_page_without_statements_is_read_by_its_text() -> None:
    """Menus and footers are no part of the article."""
    draft = draft_of(page_of("<title>The old bridge is closed | The Town Crier</title>"), content="full")
    assert draft.title == "The old bridge is closed"
    assert draft.summary.startswith(FIRST)
    assert draft.body_html is not None
    assert "<p>Buses take" in draft.body_html
    assert "Most read" not in draft.body_html
    assert (draft.link, draft.published, draft.authors, draft.image) == (None, None, (), None)


LINKED = '<link rel="canonical" href="https://crier.example/2024/bridge">'
JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "The Town Crier"},
 {"@type": "Person", "@id": "#jo", "name": "Jo Marsh"},
 {"@type": "NewsArticle", "headline": "The old bridge is closed",
  "datePublished": "2024-05-17T08:00:00+02:00",
  "dateModified": "2024-05-18T10:00:00Z",
  "author": {"@id": "#jo"}, "image": {"url": "/bridge.png"},
  "keywords": "bridges, rivers", "publisher": {"name": "The Town Crier"}}]}</script>"""


def test_json_ld_says_who_and_when() -> None:
    """Nodes that refer to others by their id are completed."""
    draft = draft_of(page_of(LINKED + JSON_LD))
    assert [author.name for author in draft.authors] == ["Jo Marsh"]
    assert draft.published == datetime(2024, 5, 17, 6, tzinfo=UTC)
    assert draft.updated == datetime(2024, 5, 18, 10, tzinfo=UTC)
    assert draft.source is not None
    assert draft.source.name == "The Town Crier"
    assert [category.label for category in draft.categories] == ["bridges", "rivers"]
    assert draft.image is not None
    assert (draft.image.url, draft.image.type) == ("https://crier.example/bridge.png", "image/png")
    assert rule_of(draft, "published") == "JSON-LD"


def test_evidence_names_the_line_of_the_page() -> None:
    """A person who doubts a field finds its element in the file."""
    head = (
        '<link rel="canonical" href="https://crier.example/bridge">\n<meta name="author" content="Jo Marsh">'
    )
    body = f"\n<h1>The old bridge is closed</h1>\n<p>17 May 2024</p>\n{TEXT}"
    title = "<title>The old bridge is closed</title>"
    html = f'<?xml version="1.0"?>\n<html><head>\n{head}\n{title}</head><body>{body}'
    lines = {found.field: found.line for found in draft_of(html).evidence if found.field != "categories"}
    assert lines == {
        "link": 3, "source": None, "authors": 4, "title": 6, "published": 7, "summary": 8, "language": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        (LINKED, "link", "https://crier.example/2024/bridge"),
        ('<meta property="og:url" content="https://crier.example/b">', "link", "https://crier.example/b"),
        ('<link rel="canonical" href="https://crier.example/">', "link", None),
        ('<link rel="canonical" href="javascript:alert(1)">', "link", None),
        (
            '<meta property="article:published_time" content="2023-02-01T10:00:00Z">',
            "published",
            datetime(2023, 2, 1, 10, tzinfo=UTC),
        ),
        (
            '<meta name="date" content="2031-02-01">',
            "published",
            datetime(2031, 2, 1, tzinfo=UTC),
        ),
        ('<meta property="og:locale" content="de_AT">', "language", "de-AT"),
        ('<script type="application/ld+json">{"broken": </script>', "published", None),
    ],
    ids=[
        "canonical",
        "og:url",
        "home page",
        "script",
        "meta date",
        "a stated time ahead",
        "locale",
        "broken JSON",
    ],
)
def test_each_statement_is_taken_if_it_can_be_true(head: str, field: str, value: object) -> None:
    """What cannot be the article's own is nothing."""
    assert getattr(draft_of(page_of(head)), field) == value or (field == "language" and value is None)


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ('<meta name="author" content="By Ann Example">', ["Ann Example"]),
        ('<meta name="author" content="Ann Example and Jo Marsh">', ["Ann Example", "Jo Marsh"]),
        ('<meta property="article:author" content="https://social.example/ann">', []),
        ('<meta name="author" content="admin">', []),
        ('<meta name="author" content="{{ page.author }}">', []),
        ('<meta name="author" content="Ann Example - Town Crier Editorial Team">', ["Ann Example"]),
        ('<meta name="author" content="Ann Example, MD, Ph.D.">', ["Ann Example"]),
        ('<meta name="author" content="Username">', []),
        ('<meta name="author" content="Updated May">', []),
    ],
    ids=["by", "two", "address", "admin", "template", "role", "degrees", "form", "label"],
)
def test_authors_are_names(head: str, names: list[str]) -> None:
    """Addresses, roles and templates are nobody."""
    assert [author.name for author in draft_of(page_of(head)).authors] == names


def test_the_page_itself_is_no_picture() -> None:
    """An address that is not stated is not resolved."""
    assert draft_of(page_of(LINKED)).image is None


def test_a_marked_byline_names_the_author() -> None:
    """Where the head is silent, the page's own marks are read."""
    body = f'<h1>The old bridge is closed</h1><span class="byline-name">Ann Example</span>{TEXT}'
    assert [author.name for author in draft_of(page_of(body=body)).authors] == ["Ann Example"]


OWN = "The old bridge is closed, and nobody knows how to mend a bridge of stone."


@pytest.mark.parametrize(
    ("description", "start"),
    [
        (OWN, OWN),
        ("The old bridge is closed", FIRST),
        ("The old bridge is closed, and nobody knows how to mend a …", FIRST),
        ("News, weather and sport from all around the county since 1884.", FIRST),
    ],
    ids=["own words", "the title", "cut off", "the site's"],
)
def test_the_publishers_description_is_the_summary_if_it_says_more(description: str, start: str) -> None:
    """Otherwise the lead is better."""
    draft = draft_of(page_of(f'<meta name="description" content="{description}">'))
    assert draft.summary.startswith(start)


def test_a_sidecar_wins_over_the_page(make_article: Callable[..., Article]) -> None:
    """What a person wrote by hand is meant."""
    article = make_article(
        page_of(LINKED + JSON_LD), format="html", key="a.html", title="By hand", date="2020-01-02"
    )
    draft = understand(article, Config())
    assert isinstance(draft, Draft)
    assert (draft.title, draft.link) == ("By hand", "https://crier.example/2024/bridge")
    assert draft.published == datetime(2020, 1, 2, tzinfo=UTC)
    assert rule_of(draft, "title") == "metadata"


def test_no_script_reaches_the_full_text() -> None:
    """Every byte of a page is hostile."""
    hostile = "<p>&lt;script&gt;alert(1)&lt;/script&gt; <img src=x onerror=alert(1)> is a line.</p>"
    body = f"<h1>The old bridge is closed</h1>{TEXT}{hostile}"
    draft = draft_of(page_of(body=body), content="full")
    assert draft.body_html is not None
    assert "<script" not in draft.body_html
    assert "onerror" not in draft.body_html


def test_a_page_does_not_depend_on_those_before_it() -> None:
    """Libraries that remember paragraphs would lose them the second time."""
    html = page_of(JSON_LD)
    first = draft_of(html, content="full")
    assert [draft_of(html, content="full") for _ in range(5)] == [first] * 5


STATED_BODY = '<script type="application/ld+json">{"@type": "Article", "articleBody": "%s"}</script>'


@pytest.mark.parametrize(
    "stated",
    ["{first} in the town.\\n\\n{rest}", "<p>{first} in the town.</p><p>{rest}</p>"],
    ids=["text", "HTML"],
)
def test_a_page_that_a_script_draws_is_read_from_its_statements(stated: str) -> None:
    """Its text stands in JSON-LD alone."""
    text = stated.format(first=FIRST, rest="Buses take the long way round by the mill. " * 10)
    head = f"<title>The old bridge is closed</title>{STATED_BODY % text}"
    draft = draft_of(page_of(head, ""), content="full")
    assert draft.body_html is not None
    assert draft.body_html.startswith(f"<p>{FIRST} in the town.</p>\n<p>Buses")
    assert draft.summary.startswith(FIRST)


def test_a_page_with_text_is_not_read_from_its_statements() -> None:
    """They say it once more, without its form, or go on with other articles."""
    draft = draft_of(page_of(STATED_BODY % ("Other. " * 100)), content="full")
    assert draft.body_html is not None
    assert "Other." not in draft.body_html


def test_a_huge_page_is_not_given_to_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their time grows with its elements; length and links are enough to tell its text."""
    copies: list[object] = []
    copy = deepcopy

    def count(tree: object) -> object:
        copies.append(tree)
        return copy(tree)

    monkeypatch.setattr("copy.deepcopy", count)
    paragraph = f"<p>{FIRST} after engineers had found cracks. {'They were long, and deep. ' * 12}</p>"
    draft = draft_of(page_of(body=paragraph + "<i></i>" * MOST_ELEMENTS))
    assert draft.summary.startswith("They were long, and deep.")
    assert not copies
    assert draft_of(page_of()).summary.startswith(FIRST)
    assert len(copies) >= MOST_READINGS


def test_a_tag_of_too_many_attributes_loses_them() -> None:
    """The parser's time grows with their square; whatever stands between quotes is looked at once."""
    many = " ".join(f"a{number}='<b>'" for number in range(MOST_ATTRIBUTES + 1))
    few = " ".join(f"a{number}='<b>'" for number in range(MOST_ATTRIBUTES))
    script = f"<script>if (a <b {'c ' * MOST_ATTRIBUTES * 2}</script>"
    assert cut_attributes(f"{script}<p {many}>x<p {few}>") == f"{script}<p>x<p {few}>"
    assert cut_attributes(f"<p {many}") == "<p>"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000,
        "<p>" * 100_000 + "x",
        "<p " + "a " * 500_000,
        "<p a='" * 100_000,
        "".join(
            f'<div hidden id="S:{n:x}"><template id="B:{n + 1:x}"></template></div>' for n in range(5_000)
        ),
        "<html><head><script>x</script></head></html>",
        "<frameset><frame src=a></frameset>",
        "<!-- " + "-" * 100_000,
        "<a href='" + "x" * 100_000,
        "&" * 100_000,
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>",
        '<?xml version="1.0" encoding="utf-7"?><html/>',
        "<title>" + "| a " * 25_000,
        "<table>" + "<tr><td>x" * 20_000,
        f"<meta name=author content='{'a, ' * 30_000}'>",
        "\ufffd",
        "<",
    ],
    ids=lambda html: html[:12],
)
def test_hostile_pages_do_no_harm(html: str) -> None:
    """They are a draft or a problem, and soon."""
    start = process_time()
    assert isinstance(understand_page(html, content="full"), Draft | Problem)
    assert process_time() - start < 10  # far from a measurement: a hang is longer


def test_a_namesake_of_a_known_outlet_is_another() -> None:
    """There is an Observer in more towns than one."""
    page = '<meta property="og:site_name" content="The Guardian">\n<link rel="canonical" href="{}">'
    known = draft_of(page_of(page.format("https://www.theguardian.com/a/b")))
    assert known.source is not None
    assert known.source.name == "The Guardian"
    other = draft_of(page_of(page.format("https://guardian.crier.example/a/b")))
    assert other.source is not None
    assert other.source.name == "guardian.crier.example"


def test_a_site_and_its_place_are_no_authors() -> None:
    """JSON-LD often holds an address in place of a name."""
    stated = (
        '<script type="application/ld+json">{{"@type": "NewsArticle", "author": {{"name": "{}"}}}}</script>'
    )
    assert draft_of(page_of(stated.format("crier.example, Port Ellery, Germany"))).authors == ()
    assert draft_of(page_of(stated.format("news service reports"))).authors == ()
    assert [a.name for a in draft_of(page_of(stated.format("Jo Marsh, Ana Cruz"))).authors] == [
        "Jo Marsh",
        "Ana Cruz",
    ]


def test_a_template_that_says_english_is_not_believed() -> None:
    """Its text is plainly in another language; what an author states is believed."""
    text = (
        "<p>Die Brücke ist seit Montag geschlossen, und der Bürgermeister sagte, dass sie es im Winter noch "
        "sein wird. Die Fähre ist nicht mehr da, weil ihr Kapitän in eine andere Stadt gezogen ist.</p>"
    )
    page = (
        '<html lang="{}"><head><title>Die alte Brücke</title></head><body><h1>Die alte Brücke</h1>' + text * 2
    )
    assert draft_of(page.format("en")).language == "de"
    assert draft_of(page.format("de-AT")).language == "de-AT"
    assert draft_of(page.format("nl")).language == "nl"
