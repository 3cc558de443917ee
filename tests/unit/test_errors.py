"""Every exception of seedfeed."""

import pickle

import pytest

from seedfeed import errors
from seedfeed.errors import SeedfeedError

_ALL = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, SeedfeedError)]


@pytest.mark.parametrize("kind", _ALL, ids=lambda kind: kind.__name__)
def test_message_is_where_and_what(kind: type[SeedfeedError]) -> None:
    """The one line that is shown begins with what can be opened."""
    error = kind("seeds/a.txt:3", "empty")
    assert str(error) == "seeds/a.txt:3: empty"
    assert (error.where, error.what) == ("seeds/a.txt:3", "empty")


@pytest.mark.parametrize("kind", _ALL, ids=lambda kind: kind.__name__)
def test_error_survives_the_way_back_from_a_worker(kind: type[SeedfeedError]) -> None:
    """A process hands an error on by pickling it."""
    copy = pickle.loads(pickle.dumps(kind("a", "b")))  # noqa: S301 - our own bytes
    assert (type(copy), copy.where, copy.what) == (kind, "a", "b")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ConfigError", 64),
        ("ArticleError", 3),
        ("RefusedError", 4),
        ("BusyError", 75),
        ("StateError", 74),
        ("CheckError", 70),
        ("PublishError", 74),
        ("SeedfeedError", 70),
    ],
)
def test_exit_codes_are_those_of_the_design(name: str, code: int) -> None:
    """Scripts rely on them (sysexits.h)."""
    assert getattr(errors, name).exit_code == code


def test_every_error_is_in_the_tree() -> None:
    """The docstring is where a reader looks first."""
    assert [kind.__name__ for kind in _ALL if kind.__name__ not in str(errors.__doc__)] == []
