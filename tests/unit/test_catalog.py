"""Which feeds there are and who is in them, however many move at once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from seedfeed.catalog import Catalog
from seedfeed.dates import to_timestamp
from seedfeed.model import Category, Entry
from seedfeed.state import FeedRow, Ledger

MakeEntry = Callable[..., Entry]
MAY = datetime(2024, 5, 17, 12, tzinfo=UTC)
NOW = to_timestamp(MAY + timedelta(days=30))


@pytest.mark.parametrize("at_once", [0, 3, 5000])
def test_memberships_written_in_parts_are_as_those_written_at_once(
    make_entry: MakeEntry, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """Entries come, change their categories, and go."""
    monkeypatch.setattr("seedfeed.catalog._AT_ONCE", at_once)
    tag = {name: (Category(kind="tag", term=name, label=name),) for name in ("Arts", "Sport")}
    entries = [
        make_entry(id=f"urn:x:{k}", seq=k, categories=tag["Arts"], published=MAY, updated=MAY)
        for k in range(6)
    ]
    ledger = Ledger.create(None)
    first = Catalog(ledger, now=NOW, min_entries=2)
    for entry in entries:
        first.move(None, entry)
    first.save()
    second = Catalog(ledger, now=NOW, min_entries=2)
    for entry in entries[:3]:
        second.move(entry, msgspec.structs.replace(entry, categories=tag["Sport"]))
    second.move(entries[5], None)
    second.save()
    members = {path: [row.seq for row in ledger.newest(path, 9)] for path in ledger.feeds()}
    assert members == {"": [4, 3, 2, 1, 0], "categories/arts": [4, 3], "categories/sport": [2, 1, 0]}
    assert ledger.feeds()["categories/arts"] == FeedRow("categories/arts", "tag", "Arts", 2, NOW, 1)
    assert second.dirty == {"", "categories/arts", "categories/sport"}
    ledger.close()
