from collections.abc import Callable

import pytest

from seedfeed.config import Config
from seedfeed.model import Draft
from seedfeed.understand.markup import is_parsable, render_markdown, sanitize, split_markdown

DraftOf = Callable[..., Draft]


def texts(markdown: str) -> list[str]:
    """Return the lines of a Markdown text."""
    return [line.text for line in split_markdown(markdown, 1)]


def test_marks_leave_the_text() -> None:
    """Links keep their words, pictures and raw HTML go, entities are read."""
    assert texts("A **bold** [link](https://a.example/) ![alt](x.png) `code` <b>raw</b> &amp; more.") == [
        "A bold link code raw & more."
    ]


def test_blocks_are_lines_with_numbers() -> None:
    """A heading, a paragraph over two lines, list items, no code."""
    lines = split_markdown(
        "# Title\n\nOne\ntwo.\n\n- item *a*\n- item b\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |",
        10,
    )
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
    short = split_markdown(text, 1)
    long = split_markdown(text + "\n\n<!-- -->", 1)
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


def test_a_block_of_marks_alone_is_not_parsed() -> None:
    """It is plain text then: the parser would not come back in time."""
    assert not is_parsable("[" * 100_000)
    assert is_parsable(("[a](b)\n\n") * 10_000)
    assert texts("[" * 100_000) == ["[" * 100_000]
