"""The YAML that most people write, read without the library and just as by it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedfeed.read.plain_yaml import parse_plain_yaml
from seedfeed.read.values import ValuesError
from seedfeed.read.yaml_values import parse_yaml

PLAIN = """\
# Written by hand.
title: "Town \\"elects\\" a mayor: again"
date: 2024-05-03T13:01:57+00:00

categories: ["Local news", 'Youth', law & order, null]
author: O'Neill (editor)
tags:
  - water
  # and
  - 'it''s'
  - "a: b"
lists:
- one
empty: []
nothing:
also_nothing: ~
"""


def test_plain_yaml_is_read_with_its_lines() -> None:
    """Text, quoted text, lists in brackets and below, nothing: what front matter is made of."""
    values = {
        "title": 'Town "elects" a mayor: again',
        "date": "2024-05-03T13:01:57+00:00",
        "categories": ["Local news", "Youth", "law & order", None],
        "author": "O'Neill (editor)",
        "tags": ["water", "it's", "a: b"],
        "lists": ["one"],
        "empty": [],
        "nothing": None,
        "also_nothing": None,
    }
    numbers = [2, 3, 5, 6, 7, 12, 14, 15, 16]
    lines = dict(zip(values, numbers, strict=True))
    assert parse_plain_yaml(PLAIN) == (values, lines) == parse_yaml(PLAIN)


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c", "a: b #c", "a: b:", "a: |\n  b", "a: b\n  c", "a:\n  b: c", "a: {b: c}", "a: &x b",
        "a: *x", "a: !x b", "a: 'b", 'a: "b" c', 'a: "\\n"', "a: [b", "a: [b]c]", "a: [b] c]", "a: [b: c]",
        "a: [b,]", "a: [[b]]", "a: null\n- b", "a: b\n- c", "a:\n  - b\n - c", "a:\n  - b: c", "a:\n  - [b]",
        "a:\n  -", " a: b", "a : b", "a:b", "? a", "null: b", "a\n", "- a", "---", "a: b\tc", "a: b\u2028c",
        "a: \ufeffb", "a: b\x85c", "a: b\r", "a: -", "a: - b", "a: @b", "a: %b", "a: ,b",
        "a: b" + " " * 65_536,
    ],
)  # fmt: skip
def test_what_may_mean_more_is_left_to_the_library(text: str) -> None:
    """A nested table, text over several lines, a mistake: somebody else knows."""
    assert parse_plain_yaml(text) is None


_SIGNS = st.text(st.sampled_from("ab0 :-#'\"[],\\\n{}&*!|>%@`?~._/\u00a0é“中\ufeff\t\x85<="), max_size=12)
_VALUES = st.one_of(
    _SIGNS,
    st.text(max_size=12),
    st.sampled_from(
        ["null", "~", '"a", b', '["a", b]', "['a','b']", "[]", "\n- a", "\n  - a\n  - b", "'it''s'"]
    ),
)
_NAMES = st.sampled_from(["a", "b-c", "tags", "# d", "  - e", "- f", ""])
_LINES = st.tuples(_NAMES, st.sampled_from([": ", ":", "", ":  ", " "]), _VALUES).map("".join)


@given(st.lists(_LINES, max_size=5).map("\n".join))
def test_what_is_read_is_what_the_library_reads(text: str) -> None:
    """Values, their order and their lines, whatever stands there."""
    found = parse_plain_yaml(text)
    if found is None:
        return
    try:
        expected = parse_yaml(text)
    except ValuesError as error:
        pytest.fail(f"{found} was read, and the library says: {error}")
    assert found == expected
    assert list(found[0]) == list(expected[0])


@pytest.mark.parametrize(
    "text",
    [
        "a: [" + "b, " * 20_000, 'a: ["' + "b" * 60_000, "a: [" + "b " * 30_000, "a:" + " " * 60_000 + "b: c",
        "a: '" + "'" * 60_001, 'a: "' + "\\" * 60_001, "a:\n" + "- b\n" * 15_000, "a: b\n" * 13_000,
        " " * 60_000 + "a",
    ],
    ids=["parts", "open", "spaces", "gap", "quotes", "escapes", "items", "names", "margin"],
)  # fmt: skip
def test_reading_takes_linear_time(text: str) -> None:
    """No front matter makes it slow."""
    begin = time.process_time()
    parse_plain_yaml(text)
    assert time.process_time() - begin < 0.1
