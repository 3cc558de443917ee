"""`seedfeed.toml` -> Config."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedfeed.config import (
    PREVIEW_URL,
    Categories,
    Config,
    Pages,
    Site,
    SourceRule,
    Summary,
    digest_of,
    parse_config,
    read_config,
)
from seedfeed.errors import ConfigError

_EVERY_KEY = """
limit = 20
content = "full"
hubs = ["https://hub.example/"]
[site]
title = "News"
url = "https://news.example/feeds"
description = "What  is\\n new"
language = "pt-BR"
author = "Ann"
email = "ann@news.example"
id = "https://old.example/"
rights = "CC BY 4.0"
[summary]
length = 200
[categories]
min_entries = 3
auto = "never"
rename = { "Sport" = "Sports" }
drop = ["Misc"]
[pages]
entries = "all"
[[sources]]
name = "The Post"
aliases = ["post.example", "Post"]
url = "https://post.example/"
feed = "https://post.example/rss"
content = "excerpt"
"""
_EXPECTED = Config(
    limit=20,
    content="full",
    hubs=("https://hub.example/",),
    site=Site(
        title="News",
        url="https://news.example/feeds/",
        description="What is new",
        language="pt-BR",
        author="Ann",
        email="ann@news.example",
        id="https://old.example/",
        rights="CC BY 4.0",
    ),
    summary=Summary(length=200),
    categories=Categories(min_entries=3, auto="never", rename={"Sport": "Sports"}, drop=("Misc",)),
    pages=Pages(entries="all"),
    sources=(
        SourceRule(
            name="The Post",
            aliases=("post.example", "Post"),
            url="https://post.example/",
            feed="https://post.example/rss",
            content="excerpt",
        ),
    ),
)


def _write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "seedfeed.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _mistakes(data: dict[str, Any]) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_config(data, "f")
    return str(caught.value).split("\n")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
def test_every_key_is_read(tmp_path: Path, mark: bytes) -> None:
    """What is written arrives, tidied; the address gets its slash."""
    settings = read_config(_write(tmp_path, mark + _EVERY_KEY.encode()), required=True)
    assert settings.config == _EXPECTED
    assert (settings.path, settings.states_url) == (tmp_path / "seedfeed.toml", True)


@pytest.mark.parametrize("text", ["", "# nothing\n", "[site]\n"])
def test_empty_file_leaves_the_defaults(tmp_path: Path, text: str) -> None:
    """Every key may be absent."""
    settings = read_config(_write(tmp_path, text), required=True)
    assert (settings.config, settings.states_url) == (Config(), False)
    assert settings.config.site.url == PREVIEW_URL


def test_missing_file_leaves_the_defaults(tmp_path: Path) -> None:
    """The file is optional where it was not named."""
    settings = read_config(tmp_path / "gone.toml", required=False)
    assert (settings.config, settings.path, settings.digest) == (Config(), None, digest_of({}))


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        pytest.param(None, "", "no such file", id="missing"),
        pytest.param(b"limit = 1\nlimit 2\n", ":2", "not TOML: expected '='", id="toml"),
        pytest.param(b"limit", "", "not TOML: expected '='", id="toml-end"),
        pytest.param(b"a = \xff", "", "not UTF-8 at byte 4; save it as UTF-8", id="encoding"),
        pytest.param(b"a = " + b"[" * 9_000, "", "not TOML: a number too long, or tables nested", id="deep"),
        pytest.param(
            b"a = " + b"9" * 9_000, "", "not TOML: a number too long, or tables nested", id="number"
        ),
    ],
)
def test_unreadable_file_says_why(tmp_path: Path, content: bytes | None, where: str, what: str) -> None:
    """A file that was named must be there and be TOML."""
    path = tmp_path / "seedfeed.toml" if content is None else _write(tmp_path, content)
    with pytest.raises(ConfigError) as caught:
        read_config(path, required=True)
    assert caught.value.where == f"{path}{where}"
    assert caught.value.what.startswith(what)


def test_folder_in_its_place_says_why(tmp_path: Path) -> None:
    """The system's reason is passed on."""
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        read_config(tmp_path, required=False)


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        ({"limit": "a"}, "limit: expected a whole number from 1 to 10000, got 'a'"),
        ({"limit": 0}, "limit: expected a whole number from 1 to 10000, got 0"),
        ({"limit": True}, "limit: expected a whole number from 1 to 10000, got true"),
        ({"limit": 1.5}, "limit: expected a whole number from 1 to 10000, got 1.5"),
        ({"limit": 10**30}, f"limit: expected a whole number from 1 to 10000, got {10**30}"),
        ({"summary": {"length": 39}}, "summary.length: expected a whole number from 40 to 2000, got 39"),
        ({"content": "half"}, "content: expected 'excerpt' or 'full', got 'half'"),
        (
            {"categories": {"auto": "sometimes"}},
            "categories.auto: expected 'missing', 'always' or 'never', got 'sometimes'",
        ),
        ({"site": 3}, "site: expected a table [site], got 3"),
        ({"site": {"title": ""}}, "site.title: expected text that is not empty, got ''"),
        ({"site": {"title": " \n"}}, "site.title: expected text that is not empty, got ''"),
        ({"site": {"title": "a\0"}}, r"site.title: expected text without control characters, got 'a\x00'"),
        (
            {"site": {"rights": "\ufffe"}},
            r"site.rights: expected text without control characters, got '\ufffe'",
        ),
        ({"site": {"description": 3}}, "site.description: expected text, got 3"),
        ({"site": {"description": ["a"]}}, "site.description: expected text, got a list"),
        ({"site": {"title": {}}}, "site.title: expected text that is not empty, got a table"),
        (
            {"site": {"title": 3 * "x" * 50 + "\0"}},
            f"site.title: expected text without control characters, got '{'x' * 59}…",
        ),
        (
            {"site": {"language": "english!"}},
            "site.language: expected a language code like 'en' or 'pt-BR', got 'english!'",
        ),
        ({"site": {"email": "me"}}, "site.email: expected an e-mail address, got 'me'"),
        (
            {"site": {"url": "ftp://x/"}},
            "site.url: expected an address like 'https://example.org/', got 'ftp://x/'",
        ),
        (
            {"site": {"url": "http://x/?a"}},
            "site.url: expected an address without '?' and '#', got 'http://x/?a'",
        ),
        ({"hubs": "x"}, "hubs: expected a list of texts, got 'x'"),
        ({"hubs": ["http://h/", 3]}, "hubs[1]: expected text, got 3"),
        ({"hubs": ["http://h/", "h"]}, "hubs[1]: expected an address like 'https://example.org/', got 'h'"),
        (
            {"categories": {"drop": ["a", "\x1b"]}},
            r"categories.drop[1]: expected text without control characters, got '\x1b'",
        ),
        ({"categories": {"rename": []}}, 'categories.rename: expected a table of text = "text", got a list'),
        ({"categories": {"rename": {"a": 1}}}, "categories.rename.a: expected text that is not empty, got 1"),
        (
            {"categories": {"rename": {" ": "a"}}},
            "categories.rename: expected text that is not empty, got ''",
        ),
        ({"sources": {"name": "x"}}, "sources: expected tables [[sources]], got a table"),
        ({"sources": [3]}, "sources[0]: expected a table, got 3"),
        ({"sources": [{}]}, "sources[0].name: missing, expected the outlet's name"),
        (
            {"sources": [{"name": "a", "feed": "x"}]},
            "sources[0].feed: expected an address like 'https://example.org/', got 'x'",
        ),
        ({"sumary": {}}, "sumary: unknown key, expected 'summary'"),
        ({"site": {"uri": "x"}}, "site.uri: unknown key, expected 'url'"),
        ({"pages": {"q": 1}}, "pages.q: unknown key, expected one of entries, templates"),
        ({"title": "x"}, "title: unknown key, expected 'site.title'"),
        ({"min_entries": 3}, "min_entries: unknown key, expected 'categories.min_entries'"),
        ({"titel": "x"}, "titel: unknown key, expected 'site.title'"),
        ({"site": {"limit": 3}}, "site.limit: unknown key, expected 'limit' above the first [table]"),
        ({"site": {"hub": []}}, "site.hub: unknown key, expected 'hubs' above the first [table]"),
        ({"site": {"auto": "never"}}, "site.auto: unknown key, expected 'categories.auto'"),
        ({"site": {"langage": "en"}}, "site.langage: unknown key, expected 'language'"),
        ({"sources": [{"name": "a", "ulr": "x"}]}, "sources[0].ulr: unknown key, expected 'url'"),
        ({"sources": [{"name": "a", "alias": []}]}, "sources[0].alias: unknown key, expected 'aliases'"),
    ],
)
def test_mistake_is_told_in_plain_words(data: dict[str, Any], mistake: str) -> None:
    """File, key, what was expected, what was found."""
    assert _mistakes(data) == [f"f: {mistake}"]


def test_all_mistakes_are_told_at_once() -> None:
    """One run of the command shows all there is to mend, addresses and names too."""
    data = {
        "limit": "a",
        "nonsense": 1,
        "site": {"url": "x", "email": "y"},
        "sources": [3, {"name": "A"}, {"url": "z"}, {"name": "B", "aliases": ["a"]}],
    }
    assert [line.split(": ")[1] for line in _mistakes(data)] == [
        "limit", "nonsense", "sources[0]", "sources[2].name", "site.url", "sources[2].url", "site.email",
        "sources[3].aliases[0]",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("second", "key"),
    [({"name": "bbc"}, "name"), ({"name": "B", "aliases": ["x", "News  24"]}, "aliases[1]")],
    ids=["name", "alias"],
)
def test_one_name_belongs_to_one_source(second: dict[str, Any], key: str) -> None:
    """Otherwise chance would decide which source an article has."""
    (mistake,) = _mistakes({"sources": [{"name": "BBC", "aliases": ["News 24"]}, second]})
    assert mistake.startswith(f"f: sources[1].{key}: expected a name of its own, got ")
    assert mistake.endswith("which is sources[0] too")


def test_source_may_repeat_its_own_name() -> None:
    """An alias equal to the name does no harm."""
    assert parse_config({"sources": [{"name": "A", "aliases": ["a", "A"]}]}, "f").sources[0].name == "A"


_TOML_VALUES = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.times() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_KEYS = st.sampled_from([*Config.__struct_fields__, "other"])


@given(data=st.dictionaries(_KEYS, _TOML_VALUES))
def test_any_toml_gives_a_config_or_an_error(data: dict[str, Any]) -> None:
    """Dates, infinities and tables in odd places are mistakes, never a crash; each line names the file."""
    digest_of(data)
    try:
        parse_config(data, "f")
    except ConfigError as error:
        assert all(line.startswith("f: ") for line in str(error).split("\n"))  # noqa: PT017 - both are right


def test_digest_follows_values_and_not_layout() -> None:
    """A changed setting is seen, a moved one is none."""
    assert digest_of({"a": 1, "b": {"c": 2, "d": 3}}) == digest_of({"b": {"d": 3, "c": 2}, "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})
    assert len(digest_of({})) == 16


def test_reading_imports_nothing_costly(tmp_path: Path) -> None:
    """A run that changes nothing reads the configuration each time."""
    code = (
        "import sys; from pathlib import Path; from seedfeed.config import read_config;"
        f"read_config(Path({str(_write(tmp_path, _EVERY_KEY))!r}), required=True);"
        "print({'yaml', 'dateutil', 'difflib', 'feedgen', 'lxml'} & set(sys.modules))"
    )
    # -S: what the machine's own start-up imports is not ours.
    paths = os.pathsep.join(sys.path)
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


def test_a_key_with_a_line_end_is_told_on_one_line() -> None:
    """A TOML key in quotes may hold anything."""
    with pytest.raises(ConfigError) as caught:
        parse_config({"summary": {"a\nb": True}, "categories": {"rename": {"c\nd": 1}}}, "f")
    assert all(line.startswith("f: ") for line in str(caught.value).split("\n"))
