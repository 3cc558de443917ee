"""Which entries stand on which page of the archive (RFC 5005 §4).

Page k holds the numbers [k * 100, (k + 1) * 100), and is published once all of them are given out: new
articles add pages and change none, as clients may assume. What stands on no page yet stands in the head.
"""

import re
from collections.abc import Iterable

PAGE_SIZE = 100
_FILE = re.compile(r"archive/(\d{5,})\.(?:rss\.xml|atom\.xml|json)")


def archive_path(number: int) -> str:
    """Return the path of a page below FEEDS, without its files' endings."""
    return f"archive/{number:05}"


def archive_number(path: str) -> int | None:
    """Return the page that a file below FEEDS belongs to, or None."""
    found = _FILE.fullmatch(path)
    return None if found is None else int(found[1])


def count_pages(next_seq: int) -> int:
    """Return how many pages are full."""
    return next_seq // PAGE_SIZE


def due_pages(*, before: int, after: int, seqs: Iterable[int], altered: Iterable[str]) -> list[int]:
    """Return the pages to write, ascending.

    Args:
        before: how many are published.
        after: how many are full.
        seqs: numbers of entries that changed or went.
        altered: files below FEEDS that no longer look as they were put there.
    """
    due = {seq // PAGE_SIZE for seq in seqs}
    due.update(number for path in altered if (number := archive_number(path)) is not None)
    due.update(range(before, after))
    if before < after:
        due.add(before - 1)  # it was the last one, and names the next from now on
    return sorted(number for number in due if 0 <= number < after)
