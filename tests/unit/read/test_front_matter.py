"""Front matter, set apart from the text."""

import time
from contextlib import suppress

import pytest

from seedfeed.read.front_matter import FrontMatter, split_front_matter, split_jekyll_lists
from seedfeed.read.values import ValuesError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "---\ntitle: T\n---\nBody\n",
            FrontMatter(values={"title": "T"}, lines={"title": 2}, body="Body\n", first_line=4),
            id="yaml",
        ),
        pytest.param(
            "--- \ntitle: T\n...\t\nBody",
            FrontMatter(values={"title": "T"}, lines={"title": 2}, body="Body", first_line=4),
            id="yaml-dots",
        ),
        pytest.param("---\n---", FrontMatter(values={}, lines={}, body="", first_line=3), id="yaml-empty"),
        pytest.param(
            "---\na: b\n---\n---\nrule",
            FrontMatter(values={"a": "b"}, lines={"a": 2}, body="---\nrule", first_line=4),
            id="yaml-and-rule",
        ),
        pytest.param(
            '+++\ntitle = "T"\n+++\n\nBody',
            FrontMatter(values={"title": "T"}, lines={}, body="\nBody", first_line=4),
            id="toml",
        ),
        pytest.param(
            '{\n  "title": "T"\n}\n\nBody',
            FrontMatter(values={"title": "T"}, lines={}, body="\nBody", first_line=4),
            id="json",
        ),
        pytest.param(
            '{"title": "a } b",\n "tags": ["x"]} \nBody',
            FrontMatter(values={"title": "a } b", "tags": ["x"]}, lines={}, body="Body", first_line=3),
            id="json-dense",
        ),
        pytest.param("{}", FrontMatter(values={}, lines={}, body="", first_line=1), id="json-empty"),
        pytest.param(
            '---json\n{"title": "T"}\n---\nBody',
            FrontMatter(values={"title": "T"}, lines={}, body="Body", first_line=4),
            id="eleventy-json",
        ),
        pytest.param(
            "---toml\ntitle = 'T'\n---\nBody",
            FrontMatter(values={"title": "T"}, lines={}, body="Body", first_line=4),
            id="eleventy-toml",
        ),
        pytest.param(
            "Title: T\nDate: 2024\n\nBody",
            FrontMatter(
                values={"title": "T", "date": "2024"},
                lines={"title": 1, "date": 2},
                body="\nBody",
                first_line=3,
            ),
            id="pelican",
        ),
        pytest.param(
            "Date: 2024\nX-Other:\nSummary: one\n    two\n\nBody",
            FrontMatter(
                values={"date": "2024", "x-other": "", "summary": "one two"},
                lines={"date": 1, "x-other": 2, "summary": 3},
                body="\nBody",
                first_line=5,
            ),
            id="pelican-continued",
        ),
        pytest.param(
            "Title: T",
            FrontMatter(values={"title": "T"}, lines={"title": 1}, body="", first_line=2),
            id="pelican-only",
        ),
    ],
)
def test_front_matter_is_set_apart(text: str, expected: FrontMatter) -> None:
    """Three forms, and the body's line numbers are the file's."""
    assert split_front_matter(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# Title\n\nBody", id="heading"),
        pytest.param("\n---\na: b\n---\n", id="blank-line-first"),
        pytest.param("----\na: b\n----\n", id="longer-rule"),
        pytest.param("Date: tomorrow\n\nBody", id="one-line-only"),
        pytest.param("Note: this\nThat: too\n\nBody", id="unknown-key-first"),
        pytest.param("Title: T\nand prose\n\nBody", id="prose-among"),
        pytest.param("Title: T\nHe said: no\n\nBody", id="words-before-colon"),
        pytest.param("    Title: T\n\nBody", id="indented"),
        pytest.param("Title:T\n\nBody", id="no-space"),
        pytest.param("Title: T\n" * 8_000, id="no-end"),
        pytest.param("{{< figure >}}\n\nBody", id="hugo-shortcode"),
        pytest.param("{% raw %}\n\nBody", id="liquid"),
        pytest.param("{: .wide}\n\nBody", id="kramdown"),
        pytest.param('{"title": "T"} is how JSON begins.\n', id="prose-of-json"),
        pytest.param('{ "What a day", she said.\n', id="prose-in-braces"),
        pytest.param("---python\nBody", id="other-language"),
    ],
)
def test_text_without_front_matter_is_body(text: str) -> None:
    """What only looks like it is the article's own text."""
    assert split_front_matter(text) == FrontMatter(values={}, lines={}, body=text, first_line=1)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        pytest.param(
            "---\na: b\n", 1, "front matter does not end, expected a line '---' after it", id="yaml"
        ),
        pytest.param(
            "+++\na = 1\n", 1, "front matter does not end, expected a line '+++' after it", id="toml"
        ),
        pytest.param(
            "---\na: b\nc: *x\n---\n", 3, "front matter: anchors and aliases are refused", id="line"
        ),
        pytest.param("+++\na = 1\nb\n+++\n", 3, "front matter: not TOML", id="toml-line"),
        pytest.param('{\n"a": 1,\n"b": }\n', 3, "front matter: not JSON: expecting value", id="json-line"),
        pytest.param("---json\n{}\n{}\n---\n", 3, "front matter: not JSON: expected nothing", id="json-two"),
        pytest.param(
            "---json\n[1]\n---\n", None, "front matter: not JSON: expected an object", id="json-list"
        ),
        pytest.param(
            '{"a": ' + "[" * 40 + "]" * 40 + "}", None, "front matter: nested deeper", id="json-deep"
        ),
        pytest.param(
            '{"a": ' + "[" * 9999, None, "front matter: not JSON: nested too deep", id="json-deepest"
        ),
        pytest.param(
            '{"a": ' + "9" * 5000 + "}", None, "front matter: not JSON: a number too", id="json-long"
        ),
        pytest.param('{"a": "' + "x" * 70_000, None, "front matter: larger than 64 KiB", id="json-large"),
        pytest.param(
            "---\n" + "#" * 70_000 + "\n---\n", None, "front matter: larger than 64 KiB", id="large"
        ),
    ],
)
def test_broken_front_matter_is_told_by_line(text: str, line: int | None, what: str) -> None:
    """Lines are counted as in the file."""
    with pytest.raises(ValuesError) as caught:
        split_front_matter(text)
    assert caught.value.what.startswith(what)
    assert caught.value.line == line


@pytest.mark.parametrize(
    "text",
    [
        "Title: x\n" + "    y\n" * 100_000,
        "---" + " " * 600_000,
        "---\n" + "--- x\n" * 90_000,
        "{" + " " * 600_000,
        "{" * 600_000,
        '{"a":' * 100_000,
    ],
)
def test_long_files_are_split_in_linear_time(text: str) -> None:
    """Nothing at the start of a file makes the rest expensive."""
    begin = time.process_time()
    with suppress(ValuesError):
        split_front_matter(text)
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize(
    ("values", "key", "tags"),
    [
        ({"layout": "post", "tags": "open source"}, "_posts/2024-05-17-slug.md", ["open", "source"]),
        ({"layout": "post", "tags": "open source, news"}, "2024-05-17-slug.md", "open source, news"),
        ({"layout": "post", "tags": ["open source"]}, "2024-05-17-slug.md", ["open source"]),
        ({"tags": "open source"}, "2024-05-17-slug.md", "open source"),
        ({"layout": "post", "tags": "open source"}, "slug.md", "open source"),
        ({"layout": "post", "tags": None}, "2024-05-17-slug.md", None),
    ],
    ids=["jekyll", "commas", "list", "no layout", "no day in its name", "nothing"],
)
def test_lists_are_parted_at_spaces_where_jekyll_does(
    values: dict[str, object], key: str, tags: object
) -> None:
    """In Hugo and elsewhere a text is one tag, or has commas."""
    assert split_jekyll_lists(values, key)["tags"] == tags


def test_what_jekyll_calls_a_category_is_one() -> None:
    """Only the names in the plural are parted."""
    values = {"layout": "post", "category": "open source", "categories": "a b"}
    found = split_jekyll_lists(values, "2024-05-17-slug.markdown")
    assert (found["category"], found["categories"]) == ("open source", ["a", "b"])
