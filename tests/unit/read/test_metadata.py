"""Other publishers' names and values -> Metadata."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedfeed.model import Author, Metadata
from seedfeed.read.metadata import Stated, merge_stated, parse_stated
from seedfeed.read.values import ValuesError

_PAGE, _HOME = "https://post.example/a", "https://post.example/"


def _metadata(**values: Any) -> Metadata:  # noqa: ANN401 - any value a file may hold
    return merge_stated(parse_stated(values, {}), Stated())


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("title", "title Title TITLE"),
        ("date", "date published publishDate publish_date pubdate date_published created"),
        ("updated", "updated lastmod modified last_modified_at date-modified"),
        ("summary", "summary description excerpt"),
        ("language", "language lang locale"),
        ("id", "id guid uuid"),
        ("source_name", "source source_name"),
    ],
)
def test_text_is_found_under_every_name(field: str, names: str) -> None:
    """Whoever comes from another publisher need not rename anything; white space is tidied."""
    expected: dict[str, Any] = {field: "a b\ufffd"}
    for name in names.split():
        assert _metadata(**{name: "  a\n b\0 "}) == Metadata(**expected), name


@pytest.mark.parametrize(
    "name",
    [
        "link", "canonical", "canonical_url", "canonicalURL", "external_url", "original_url", "source_link",
        "url", "permalink", "source",
    ],
)  # fmt: skip
def test_link_is_found_under_every_name(name: str) -> None:
    """The original's address has many names too."""
    assert _metadata(**{name: _PAGE}) == Metadata(link=_PAGE)


def test_first_listed_name_is_believed() -> None:
    """The order in the file does not count, and an empty value leaves it to the next."""
    assert _metadata(created="3", publishdate="2", date="1") == Metadata(date="1")
    assert _metadata(created="3", publishdate="2", date=" ") == Metadata(date="2")


@pytest.mark.parametrize("value", ["", " \n", None])
def test_empty_values_count_as_absent(value: str | None) -> None:
    """An empty template field states nothing."""
    names = (
        "title",
        "date",
        "updated",
        "author",
        "authors",
        "tags",
        "summary",
        "link",
        "source",
        "lang",
        "id",
        "draft",
    )
    assert _metadata(**dict.fromkeys(names, value)) == Metadata()


def test_other_publishers_names_are_passed_over() -> None:
    """Layout, weight and menus are none of ours, whatever their type."""
    assert _metadata(layout=["post"], weight=3, menu={"main": {}}, aliases=["/a"]) == Metadata()


@pytest.mark.parametrize(
    ("values", "authors"),
    [
        pytest.param({"author": "Ann Lee"}, [Author(name="Ann Lee")], id="name"),
        pytest.param({"author": "Lee, Ann"}, [Author(name="Lee, Ann")], id="comma-in-one"),
        pytest.param({"authors": "A, B"}, [Author(name="A"), Author(name="B")], id="commas"),
        pytest.param(
            {"authors": "Lee, A; Ray, B"}, [Author(name="Lee, A"), Author(name="Ray, B")], id="semicolons"
        ),
        pytest.param({"authors": ["A", "B", "A"]}, [Author(name="A"), Author(name="B")], id="list"),
        pytest.param(
            {"author": '"Ann" <ann@x.example>'}, [Author(name="Ann", email="ann@x.example")], id="mailbox"
        ),
        pytest.param(
            {"author": "<ann@x.example>"},
            [Author(name="ann@x.example", email="ann@x.example")],
            id="mail-only",
        ),
        pytest.param(
            {"author": {"Name": "A", "email": "a@x.example", "url": _HOME, "twitter": ["x"]}},
            [Author(name="A", email="a@x.example", url=_HOME)],
            id="mapping",
        ),
        pytest.param(
            {"author": {"name": "A", "email": "me", "url": "/me"}}, [Author(name="A")], id="bad-parts"
        ),
        pytest.param(
            {"authors": [{"name": "A"}, "B", None]}, [Author(name="A"), Author(name="B")], id="mixed"
        ),
        pytest.param({"author": "A", "authors": ["B"]}, [Author(name="B")], id="plural-wins"),
        pytest.param({"extra": {"author": "A"}}, [Author(name="A")], id="zola-extra"),
        pytest.param(
            {"taxonomies": {"authors": ["A", "B"]}}, [Author(name="A"), Author(name="B")], id="zola"
        ),
        pytest.param({"params": {"author": "A"}, "author": "B"}, [Author(name="B")], id="hugo-params"),
        pytest.param(
            {"extra": {"author": {"name": 1}}, "author": "B"}, [Author(name="B")], id="theme's-table"
        ),
    ],
)
def test_authors_are_read_in_every_form(values: dict[str, Any], authors: list[Author]) -> None:
    """Names, mailboxes, mappings and lists of them; a part that cannot be right is left out."""
    assert _metadata(**values) == Metadata(authors=tuple(authors))


def test_author_without_name_is_noted() -> None:
    """Nothing is invented in its place."""
    stated = parse_stated({"author": {"email": "a@x.example"}}, {})
    assert stated == Stated(notes=("author passed over: expected a name",))


@pytest.mark.parametrize(
    ("values", "tags"),
    [
        pytest.param({"tags": ["a", "b"]}, ("a", "b"), id="list"),
        pytest.param({"tags": "a, b ,,c"}, ("a", "b", "c"), id="commas"),
        pytest.param({"tags": "a, b; c"}, ("a, b", "c"), id="semicolons"),
        pytest.param({"tags": ["a, b"]}, ("a, b",), id="comma-in-list"),
        pytest.param({"tags": [2024, 1.5, None]}, ("2024", "1.5"), id="numbers"),
        pytest.param({"tags": 2024}, ("2024",), id="number"),
        pytest.param(
            {"tags": ["t"], "category": "c", "keywords": "k"}, ("c", "t", "k"), id="categories-first"
        ),
        pytest.param({"topics": ["a", "b"], "tags": ["t"]}, ("t", "a", "b"), id="topics"),
        pytest.param({"taxonomies": {"tags": ["t"], "categories": ["c"], "x": 3}}, ("c", "t"), id="zola"),
        pytest.param(
            {"categories": ["News"], "tags": ["news", "a"]}, ("News", "a"), id="one-in-two-spellings"
        ),
    ],
)
def test_tags_are_read_in_every_form(values: dict[str, Any], tags: tuple[str, ...]) -> None:
    """Categories first, then tags, each once, in the order written."""
    assert _metadata(**values) == Metadata(tags=tags)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"source": "The Post"}, {"source_name": "The Post"}, id="name"),
        pytest.param({"source": _PAGE}, {"link": _PAGE}, id="page"),
        pytest.param({"source": _HOME}, {"source_url": _HOME}, id="home"),
        pytest.param(
            {"source": _PAGE, "link": "https://b.example/b"}, {"link": "https://b.example/b"}, id="link-wins"
        ),
        pytest.param(
            {"source": {"name": "The Post", "url": _HOME}},
            {"source_name": "The Post", "source_url": _HOME},
            id="both",
        ),
        pytest.param(
            {"source": {"title": "P", "url": _PAGE}}, {"source_name": "P", "link": _PAGE}, id="mapping-page"
        ),
        pytest.param({"source_url": _HOME}, {"source_url": _HOME}, id="url-of-a-site"),
        pytest.param(
            {"source_url": "https://post.example"}, {"source_url": "https://post.example"}, id="no-slash"
        ),
        pytest.param({"source_url": _PAGE}, {"link": _PAGE}, id="url-of-a-page"),
        pytest.param(
            {"source_url": "https://post.example?p=1"},
            {"link": "https://post.example?p=1"},
            id="query-is-a-page",
        ),
        pytest.param(
            {"source_url": _PAGE, "link": _PAGE + "/b"},
            {"source_url": _PAGE, "link": _PAGE + "/b"},
            id="with-link",
        ),
        pytest.param(
            {"source_url": _HOME + "#a/b"}, {"source_url": _HOME + "#a/b"}, id="fragment-is-no-page"
        ),
        pytest.param({"url": "/about/"}, {}, id="own-path"),
    ],
)
def test_source_and_link_are_told_apart(values: dict[str, Any], expected: dict[str, Any]) -> None:
    """An article's page is a link; a site's front page is the source's home."""
    assert _metadata(**values) == Metadata(**expected)


@pytest.mark.parametrize("address", ["www.post.example/a", "mailto:a@x.example", "javascript:alert(1)", "/a"])
def test_link_that_is_no_web_address_is_noted(address: str) -> None:
    """The owner learns why the entry has no link."""
    stated = parse_stated({"canonical": address}, {})
    what = f"canonical passed over: expected an address like 'https://example.org/a', got {address!r}"
    assert stated == Stated(notes=(what,))


@pytest.mark.parametrize("name", ["url", "permalink"])
def test_own_address_on_the_old_site_needs_no_note(name: str) -> None:
    """Jekyll and Hugo give every article a path; it says nothing of the original."""
    assert parse_stated({name: "/about/"}, {}) == Stated()


@pytest.mark.parametrize(
    ("values", "draft"),
    [
        pytest.param({"draft": True}, True, id="true"),
        pytest.param({"draft": "yes"}, True, id="yes"),
        pytest.param({"draft": "False"}, False, id="false"),
        pytest.param({"published": "false"}, True, id="jekyll"),
        pytest.param({"published": True}, False, id="jekyll-true"),
        pytest.param({"status": "Hidden"}, True, id="pelican"),
        pytest.param({"status": "published"}, False, id="pelican-published"),
        pytest.param({"withdrawn": True, "draft": False}, True, id="strictest-last"),
        pytest.param({"withdrawn": False, "draft": True}, True, id="strictest-first"),
    ],
)
def test_draft_has_many_spellings(values: dict[str, Any], draft: bool) -> None:  # noqa: FBT001 - the expected value
    """What its author keeps back is kept back; a truth value is no date."""
    assert _metadata(**values) == Metadata(draft=draft)


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"title": ["a"]}, "title: expected text, got a list"),
        ({"Title": True}, "Title: expected text, got true"),
        ({"date": {"a": "b"}}, "date: expected a date, got a table"),
        ({"author": False}, "author: expected a name, got false"),
        ({"authors": [["a"]]}, "authors: expected a name, got a list"),
        ({"tags": {"a": "b"}}, "tags: expected text or a list, got a table"),
        ({"tags": [["a"]]}, "tags: expected text, got a list"),
        ({"taxonomies": "a"}, "taxonomies: expected a table, got a"),
        ({"link": ["a"]}, "link: expected an address, got a list"),
        ({"source": ["a"]}, "source: expected a name or an address, got a list"),
        ({"draft": "perhaps"}, "draft: expected true or false, got 'perhaps'"),
        ({"draft": ["a"]}, "draft: expected true or false, got a list"),
    ],
)
def test_wrong_type_is_told_by_key_and_line(values: dict[str, Any], what: str) -> None:
    """The message names the key as written, what was expected, and the line."""
    with pytest.raises(ValuesError) as caught:
        parse_stated(values, dict.fromkeys(values, 7))
    assert (caught.value.what, caught.value.line) == (what, 7)


def test_front_matter_wins_field_by_field() -> None:
    """Even a false `draft` wins, and other names of one field are one field."""
    front = parse_stated({"draft": "false", "lastmod": "2"}, {})
    sidecar = parse_stated({"draft": True, "updated": "1", "title": "S"}, {})
    assert merge_stated(front, sidecar) == Metadata(draft=False, updated="2", title="S")


_NAMES = st.sampled_from(
    [
        "title",
        "date",
        "published",
        "author",
        "authors",
        "tags",
        "taxonomies",
        "extra",
        "path",
        "source",
        "link",
        "draft",
        "status",
    ]
)
_SCALARS = st.none() | st.booleans() | st.integers(-(2**64), 2**64) | st.floats() | st.text(max_size=9)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["name", "url", "tags", "author"]), inner)
    ),
)


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"path": "2024/05/17/slug"}, "2024/05/17/slug"),
        ({"permalink": "/2024/05/17/slug/", "slug": "slug"}, "/2024/05/17/slug/"),
        ({"url": "/news/slug", "slug": "2024-05-17-slug"}, "2024-05-17-slug"),
        ({"slug": "the-slug-of-2024"}, None),
        ({"path": ["2024/05/17"]}, None),
    ],
    ids=["zola", "permalink", "slug", "no day", "list"],
)
def test_of_several_paths_the_one_with_a_day_is_taken(values: dict[str, Any], path: str | None) -> None:
    """For nothing else is a path asked."""
    assert _metadata(**values) == Metadata(path=path)


@given(values=st.dictionaries(_NAMES, _VALUES))
def test_any_values_give_metadata_or_an_error(values: dict[str, Any]) -> None:
    """No type of value under any name does anything else."""
    try:
        metadata = _metadata(**values)
    except ValuesError:
        return
    assert "" not in (metadata.title, metadata.date, *metadata.tags)
