"""YAML and TOML -> plain names and values."""

import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from seedfeed.read import yaml_values
from seedfeed.read.values import ValuesError, parse_toml
from seedfeed.read.yaml_values import parse_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"), ("1.10", "1.10"), ("007", "007"), ("12:30", "12:30"), ("2024-05-17", "2024-05-17"),
        ("true", "true"), ("'null'", "null"), ('""', ""), ("", None), ("~", None), ("null", None),
        ("!!python/object:os.system x", "x"), ("[a, 1]", ["a", "1"]), ("{a: b}", {"a": "b"}),
        ("|\n a\n b\n", "a\nb\n"),
        ("a\u2028b\x85c\x92d", "a b c d"),
    ],
)  # fmt: skip
def test_yaml_values_are_the_text_that_stands_there(text: str, value: object) -> None:
    """Nothing is turned into a number, a date or a truth value behind the author's back."""
    assert parse_yaml(f"k: {text}") == ({"k": value}, {"k": 1})


def test_yaml_lines_are_those_of_top_level_keys() -> None:
    """A message can point to the line."""
    assert parse_yaml("a:\n  b: c\nd: e\n")[1] == {"a": 1, "d": 3}


@pytest.mark.parametrize("text", ["", "# only a remark\n", "~"])
def test_empty_yaml_states_nothing(text: str) -> None:
    """Front matter may be empty."""
    assert parse_yaml(text) == ({}, {})


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        pytest.param("a: &x b\nc: *x", 1, "anchors and aliases are refused, got 'x'", id="anchor"),
        pytest.param("a: b\nc: *x", 2, "anchors and aliases are refused, got 'x'", id="alias"),
        pytest.param("- a\n- b", 1, "expected lines such as 'title: …'", id="list"),
        pytest.param("prose", 1, "expected lines such as 'title: …'", id="prose"),
        pytest.param("[a, b]: c", 1, "expected a name before ':'", id="list-as-key"),
        pytest.param("a: b\n--- c\n", None, "more than one YAML document", id="documents"),
        pytest.param("title: a: b", 1, "a second ': ' in one value; put the value in quotes", id="colon"),
        pytest.param("a: b\n\tc: d", 2, "not YAML: ", id="tab"),
        pytest.param("a: " + "[" * 60_000, 1, "nested deeper than 16 levels", id="deep"),
        pytest.param("? " * 30_000, 1, "nested deeper than 16 levels", id="deep-keys"),
        pytest.param("a" * 65_537, None, "larger than 64 KiB", id="large"),
        pytest.param('a: "\\uD800"', 1, "not YAML: ", id="surrogate"),
        pytest.param("a: b\x01", None, "not YAML: control characters are not allowed", id="control"),
    ],
)
def test_yaml_that_is_refused_says_why(text: str, line: int | None, what: str) -> None:
    """What no article needs is refused, not built."""
    with pytest.raises(ValuesError) as caught:
        parse_yaml(text)
    assert caught.value.what.startswith(what)
    assert caught.value.line == line


@pytest.mark.parametrize("escape", ["\\U00110000", "\\UFFFFFFFF", "\\uD800"])
def test_yaml_escape_beyond_unicode_never_escapes_us(monkeypatch: pytest.MonkeyPatch, escape: str) -> None:
    """The same without libyaml, whose absence changes what the library raises."""
    monkeypatch.setattr(yaml_values, "_LOADER", yaml.SafeLoader)
    try:
        values, _ = parse_yaml(f'a: "{escape}"')
    except ValuesError as error:
        assert error.what.startswith("not YAML: ")  # noqa: PT017 - a lone surrogate may pass, to be cleaned
    else:
        assert values == {"a": "\ud800"}


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=20)


@given(
    values=st.dictionaries(
        _TEXTS,
        st.recursive(_TEXTS | st.none(), lambda inner: st.lists(inner) | st.dictionaries(_TEXTS, inner)),
    )
)
def test_yaml_values_agree_with_the_librarys_own(values: dict[str, Any]) -> None:
    """What the library writes, the library and we read alike."""
    written = yaml.safe_dump(values, allow_unicode=True)
    try:
        ours, _ = parse_yaml(written)
    except ValuesError as error:
        assert "nested deeper" in error.what or "larger" in error.what  # noqa: PT017 - our own limits
    else:
        assert ours == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-05-17", "2024-05-17"), ("2024-05-17T10:00:00Z", "2024-05-17T10:00:00+00:00"),
        ("10:00:00", "10:00:00"),
        ("[2024-05-17]", ["2024-05-17"]), ("{a = 2024-05-17}", {"a": "2024-05-17"}), ("true", True), ("1", 1),
        ('"a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s"', "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s"),
    ],
)  # fmt: skip
def test_toml_dates_become_text(text: str, value: object) -> None:
    """Dates are judged in one place, for all formats alike."""
    assert parse_toml(f"k = {text}") == {"k": value}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        pytest.param("a = 1\nb", None, "not TOML: expected '='", id="end"),
        pytest.param("a = 1\nb 1\n", 2, "not TOML: expected '='", id="line"),
        pytest.param("a = " + "[" * 60_000, None, "not TOML: nested too deep", id="deep-list"),
        pytest.param("a = " + "[" * 17 + "]" * 17, None, "nested deeper than 16 levels", id="levels"),
        pytest.param("\n" + ".".join("a" * 30_000) + " = 1", 2, "nested deeper than 16 levels", id="dotted"),
        pytest.param(
            "a = {" + ".".join(["'x'"] * 9_000) + " = 1}", 1, "nested deeper than", id="dotted-inline"
        ),
        pytest.param("[" + '"\\"".' * 9_000 + "a]", 1, "nested deeper than 16 levels", id="dotted-table"),
        pytest.param("a = " + "9" * 60_000, None, "not TOML: a number too long", id="long-number"),
        pytest.param("a = 0x" + "f" * 17, None, "a number of more than 64 bits", id="large-number"),
        pytest.param("#" * 65_537, None, "larger than 64 KiB", id="large"),
    ],
)
def test_toml_that_is_refused_says_why(text: str, line: int | None, what: str) -> None:
    """The same for TOML, and without the square of time that a dotted key takes."""
    begin = time.process_time()
    with pytest.raises(ValuesError) as caught:
        parse_toml(text)
    assert time.process_time() - begin < 0.5
    assert caught.value.what.startswith(what)
    assert caught.value.line == line


@pytest.mark.parametrize(
    "piece",
    ["a", '"', "'", ",", "{", "[", ".", 'a."', ',"', "\\", ' "a" .', "a.", "\t", "\t[", '"\\"', "[\t"],
)
def test_search_for_deep_keys_is_linear(piece: str) -> None:
    """No text makes our own guard slow."""
    from seedfeed.read.values import _DEEP_KEY

    text = (piece * 65_536)[:65_536]
    begin = time.process_time()
    _DEEP_KEY.search(text)
    assert time.process_time() - begin < 0.1
