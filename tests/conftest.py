"""Builders that every test may use: a whole value, of which a test names only what it is about."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import settings

from seedfeed.model import Draft, Entry, Feed

# The same cases on every machine and however busy it is; a failure can be repeated by whoever reads it.
settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")

_NOON = datetime(2024, 5, 17, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def make_entry() -> Callable[..., Entry]:
    """Return a function that makes an Entry with these changes."""

    def make(**changes: Any) -> Entry:  # noqa: ANN401 - any field of an Entry
        values: dict[str, Any] = {
            "id": "urn:uuid:11111111-1111-5111-8111-111111111111",
            "key": "harbour.txt",
            "content_hash": "0" * 32,
            "seq": 0,
            "page": "entries/the-harbour-opens-11111111.html",
            "title": "The harbour opens",
            "summary": "The harbour opened again on Monday.",
            "published": _NOON,
            "updated": _NOON,
            "first_seen": _NOON,
        }
        return Entry(**(values | changes))

    return make


@pytest.fixture(scope="session")
def make_feed() -> Callable[..., Feed]:
    """Return a function that makes a head Feed with these changes."""

    def make(**changes: Any) -> Feed:  # noqa: ANN401 - any field of a Feed
        values: dict[str, Any] = {
            "path": "",
            "kind": "head",
            "label": "",
            "id": "urn:uuid:99999999-9999-5999-8999-999999999999",
            "site_url": "https://news.example/",
            "title": "News",
            "description": "What is new",
            "updated": _NOON,
            "language": "en",
            "author": "The editors",
        }
        return Feed(**(values | changes))

    return make


@pytest.fixture(scope="session")
def make_draft() -> Callable[..., Draft]:
    """Return a function that makes a Draft with these changes."""

    def make(**changes: Any) -> Draft:  # noqa: ANN401 - any field of a Draft
        values: dict[str, Any] = {
            "key": "harbour.txt",
            "content_hash": "0" * 32,
            "mtime": _NOON,
            "title": "The harbour opens",
            "summary": "The harbour opened again on Monday.",
        }
        return Draft(**(values | changes))

    return make
