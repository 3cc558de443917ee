"""What old feeds knew articles by, in the ledger: put there by `seedfeed adopt`, found by a run."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from seedfeed.decide import Adopted
from seedfeed.model import Draft
from seedfeed.state import AdoptedRow

if TYPE_CHECKING:
    from seedfeed.old_feeds import OldEntry, OldIndex


def format_adopted(entries: Iterable["OldEntry"]) -> list[bytes]:
    """Return entries of old feeds as the ledger keeps them."""
    return [msgspec.msgpack.encode(entry) for entry in entries]


def parse_adopted(rows: Iterable[AdoptedRow]) -> list["OldEntry"]:
    """Return what `format_adopted` was given."""
    from seedfeed.old_feeds import OldEntry

    return [msgspec.msgpack.decode(row.record, type=OldEntry) for row in rows]


def find_adopted(rows: Sequence[AdoptedRow]) -> Callable[[Draft], Adopted | None] | None:
    """Return what finds the old entry of an article, by link or title; None where there is no old feed."""
    if not rows:
        return None

    @cache
    def index() -> "tuple[OldIndex, dict[OldEntry, int]]":
        from seedfeed.old_feeds import OldIndex

        entries = parse_adopted(rows)
        numbers = {entry: row.number for entry, row in zip(entries, rows, strict=True)}
        return OldIndex(entries), numbers

    def find(draft: Draft) -> Adopted | None:
        entries, numbers = index()  # made when the first new article asks for it
        old = entries.find(draft.link, draft.title)
        if old is None:
            return None
        return Adopted(
            number=numbers[old],
            id=old.id,
            guid=old.guid,
            link=old.link,
            published=old.published,
            updated=old.updated,
        )

    return find
