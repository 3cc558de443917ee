"""On which line of a JSON text a value stands."""

import json

from hypothesis import given
from hypothesis import strategies as st

from seedfeed.judge.json_lines import Path, find_lines

_TEXT = '{"a": [1,\n {"b": "x\\"]}",\n"c": {}}, [],\n3],\n"d": null,\n"a": 2}'


def test_places_are_found() -> None:
    """Members and entries of lists, whatever strings hold; of a name given twice the first."""
    wanted: list[Path] = [
        (),
        ("a",),
        ("a", 0),
        ("a", 1),
        ("a", 1, "b"),
        ("a", 1, "c"),
        ("a", 3),
        ("d",),
        ("z",),
    ]
    found = find_lines(_TEXT, wanted)
    assert found[()] == 1
    assert [found.get(path) for path in wanted[2:]] == [1, 2, 2, 3, 4, 5, None]


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


def _paths(value: object, path: Path = ()) -> list[Path]:
    found = [path]
    if isinstance(value, dict):
        return found + [one for key, inner in value.items() for one in _paths(inner, (*path, key))]
    if isinstance(value, list):
        return found + [one for key, inner in enumerate(value) for one in _paths(inner, (*path, key))]
    return found


@given(_VALUES)
def test_every_value_has_a_line(value: object) -> None:
    """Written one value a line, the values stand on the lines in their order."""
    paths = _paths(value)
    lines = find_lines(json.dumps(value, indent=1), paths)
    assert set(lines) == set(paths)
    assert [lines[path] for path in paths] == sorted(lines[path] for path in paths)
