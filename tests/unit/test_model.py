from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest

from seedfeed.model import Article, Draft, Entry, Evidence, Feed, Metadata, Problem, Report

MakeEntry = Callable[..., Entry]
MakeFeed = Callable[..., Feed]
MakeDraft = Callable[..., Draft]

MAY = datetime(2024, 5, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize("field", ["published", "updated", "first_seen"])
@pytest.mark.parametrize(
    "moment",
    [
        MAY.replace(tzinfo=None),
        MAY.replace(microsecond=1),
        MAY.astimezone(timezone(timedelta(hours=2))),
        MAY.astimezone(timezone(timedelta(0), "Z")),
    ],
    ids=["without a zone", "fraction of a second", "another zone", "a zone of its own"],
)
def test_entry_refuses_a_time_that_is_not_a_whole_second_in_utc(
    make_entry: MakeEntry, field: str, moment: datetime
) -> None:
    """It would be our own mistake, and reach every feed."""
    with pytest.raises(ValueError, match=r"harbour\.txt: not a whole second in UTC"):
        make_entry(**{field: moment})


def test_feed_refuses_a_time_that_is_not_a_whole_second_in_utc(make_feed: MakeFeed) -> None:
    """Feedgen writes its microseconds and its zone into the Atom head."""
    with pytest.raises(ValueError, match="not a whole second in UTC"):
        make_feed(updated=MAY.replace(microsecond=1))


def test_values_are_frozen(make_entry: MakeEntry, make_feed: MakeFeed, make_draft: MakeDraft) -> None:
    """Nothing is filled in later."""
    values = [
        (make_entry(), "title"),
        (make_feed(), "title"),
        (make_draft(), "title"),
        (Problem(where="a", what="b"), "what"),
        (Evidence(field="title", value="x", rule="first line"), "value"),
        (Metadata(), "title"),
        (Report(), "new"),
        (Article(key="a", format="text", text="", content_hash="", mtime=MAY), "text"),
    ]
    for value, name in values:
        with pytest.raises(AttributeError, match="immutable"):
            setattr(value, name, "other")


@pytest.mark.parametrize(
    "kind", [Article, Draft, Entry, Feed, Problem, Metadata, Report], ids=lambda k: k.__name__
)
def test_collections_in_values_are_tuples(kind: type[msgspec.Struct]) -> None:
    """A list in a frozen value would not be frozen."""
    assert not [field.name for field in msgspec.structs.fields(kind) if "list" in str(field.type)]


@pytest.mark.parametrize(
    ("path", "url"),
    [("", "https://news.example/"), ("sources/crier", "https://news.example/sources/crier/")],
    ids=["head", "source"],
)
def test_address_of_a_feeds_folder(make_feed: MakeFeed, path: str, url: str) -> None:
    """It ends in a slash, so that file names are joined to it."""
    assert make_feed(path=path).url == url


def test_problem_is_shown_on_one_line() -> None:
    """Where, then what."""
    assert str(Problem(where="seeds/a.txt:14", what="not text")) == "seeds/a.txt:14: not text"
