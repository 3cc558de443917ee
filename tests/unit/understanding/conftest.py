from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from seedfeed.config import Config
from seedfeed.model import Article, Draft, Metadata
from seedfeed.understanding import understand

MakeArticle = Callable[..., Article]
DraftOf = Callable[..., Draft]


@pytest.fixture
def make_article() -> MakeArticle:
    """Return a maker of articles: text first, then what differs from the plainest one."""

    def make(text: str, **fields: Any) -> Article:  # noqa: ANN401 - the fields of Article and Metadata
        metadata = Metadata(
            **{key: fields.pop(key) for key in list(fields) if key in Metadata.__struct_fields__}
        )
        plain = {
            "key": "a.txt",
            "format": "text",
            "content_hash": "0" * 32,
            "mtime": datetime(2026, 1, 1, tzinfo=UTC),
        }
        return Article(text=text, metadata=metadata, **{**plain, **fields})

    return make


@pytest.fixture
def draft_of(make_article: MakeArticle) -> DraftOf:
    """Return a maker of drafts: the article's text, its fields, and the configuration."""

    def draft(text: str, config: Config | None = None, **fields: Any) -> Draft:  # noqa: ANN401 - see make_article
        found = understand(make_article(text, **fields), config or Config())
        assert isinstance(found, Draft), found
        return found

    return draft
