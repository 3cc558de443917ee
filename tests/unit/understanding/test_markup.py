from collections.abc import Callable

import pytest

from seedfeed.config import Config
from seedfeed.model import Draft
from seedfeed.understanding.markup import is_parsable, read_markdown, render_markdown, sanitize

DraftOf = Callable[..., Draft]


def texts(markdown: str) -> list[str]:
    """Return the lines of a Markdown text."""
    return [line.text for line in read_markdown(markdown, 1).lines]


def test_marks_leave_the_text() -> None:
    """Links keep their words, pictures and raw HTML go, entities are read."""
    assert texts("A **bold** [link](https://a.example/) ![alt](x.png) `code` <b>raw</b> &amp; more.") == [
        "A bold link code raw & more."
    ]


def test_address_that_nobody_may_follow_leaves_no_signs() -> None:
    """The parser takes it for an address, so its words are all that is left; the sanitiser drops it."""
    text = "A [link](javascript:x) ![alt](data:image/svg+xml;base64,AAAA) here."
    assert texts(text) == ["A link here."]
    html = render_markdown(text, 1, frozenset({1}))
    assert "javascript" not in html
    assert "data:" not in html


def test_blocks_are_lines_with_numbers() -> None:
    """A heading, a paragraph over two lines, list items, no code."""
    lines = read_markdown(
        "# Title\n\nOne\ntwo.\n\n- item *a*\n- item b\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |",
        10,
    ).lines
    assert [(line.number, line.text, line.heading) for line in lines][:4] == [
        (10, "Title", True),
        (12, "One two.", False),
        (15, "item a", False),
        (16, "item b", False),
    ]
    assert "code" not in [line.text for line in lines]


@pytest.mark.parametrize(
    "text", ["# Title\n\nOne\ntwo.\n\nThree.", "One.\n\nTwo & three - four.", "\n\nOne\n  two\n"]
)
def test_plain_text_reads_the_same_with_and_without_the_parser(text: str) -> None:
    """The short way is only shorter: an empty comment forces the long one."""
    short = read_markdown(text, 1).lines
    long = read_markdown(text + "\n\n<!-- -->", 1).lines
    assert short == long


def test_a_heading_is_the_title_unless_metadata_has_one(draft_of: DraftOf) -> None:
    """The first one, without its marks."""
    text = "# The *dam* holds\n\nWater stood high behind it for many days, and people waited."
    assert draft_of(text, format="markdown").title == "The dam holds"
    assert draft_of(text, format="markdown", title="Known").title == "Known"


def test_full_text_is_sanitised_html_without_title_and_furniture(draft_of: DraftOf) -> None:
    """Blocks that are not the article's own are left out as in plain text."""
    text = (
        "# Dam holds\n\nWater *stood* high behind it for many days, and people waited.\n\nAdvertisement\n\n"
        "<script>alert(1)</script>\n\n[good](https://a.example/) "
        "[bad](javascript:alert(1)) [here](/relative)\n\n> a quotation"
    )
    html = draft_of(text, Config(content="full"), format="markdown").body_html
    assert html is not None
    assert "<em>stood</em>" in html
    assert "<blockquote>" in html
    assert 'href="https://a.example/"' in html
    for gone in ("Dam holds", "Advertisement", "<script", 'href="javascript', 'href="/relative"'):
        assert gone not in html


@pytest.mark.parametrize(
    "html",
    [
        "<svg><script>x</script></svg>",
        "<math><mi>x</mi></math>",
        "<style>x</style>",
        '<a href="javascript:x">',
        '<img src="x" onerror="x">',
        '<iframe src="https://a.example/"></iframe>',
    ],
)
def test_sanitised_html_holds_nothing_active(html: str) -> None:
    """No script, no style, no foreign namespaces, no handlers, no frames."""
    cleaned = sanitize(html)
    for gone in ("svg", "math", "style", "script", "onerror", "iframe"):
        assert gone not in cleaned


def test_deep_nesting_is_flattened() -> None:
    """A thousand quotations in one another are rendered twenty deep at most."""
    html = render_markdown("> " * 1000 + "deep", 1, frozenset({1}))
    assert html.count("<blockquote>") <= 20


def test_a_text_of_nothing_but_short_lines_is_not_parsed() -> None:
    """The parser takes its time for every line; prose and lists have longer ones."""
    assert not is_parsable("\n`\n" * 33_000)
    assert is_parsable("- a word\n" * 5_000)
    assert is_parsable("- an item of a list\n" * 50_000)


def test_headings_of_both_kinds_are_titles(draft_of: DraftOf) -> None:
    """Underlined or with signs, after pictures or not, where metadata has none."""
    body = "Water stood high behind it for many days, and people waited."
    for text in (
        "The dam *holds*\n===",
        "## The dam holds ##",
        "![a](https://x.example/a.png)\n\n# The dam holds",
    ):
        assert draft_of(f"{text}\n\n{body}", format="markdown").title == "The dam holds"


def test_a_block_of_marks_alone_is_not_parsed() -> None:
    """It is plain text then: the parser would not come back in time."""
    assert not is_parsable("[" * 100_000)
    assert is_parsable(("[a](b)\n\n") * 2_000)
    assert texts("[" * 100_000) == ["[" * 100_000]
