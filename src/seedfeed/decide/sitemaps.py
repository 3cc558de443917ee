"""Which sitemap an entry's page is listed in: number k has those of the numbers [k * 1000, (k + 1) * 1000).

So one more article rewrites one of them, however many there are.
"""

import re
from collections.abc import Iterable

SITEMAP_SIZE = 1000
_FILE = re.compile(r"sitemaps/(\d{5,})\.xml")


def sitemap_path(number: int) -> str:
    """Return the path of a sitemap below FEEDS."""
    return f"sitemaps/{number:05}.xml"


def due_sitemaps(seqs: Iterable[int], altered: Iterable[str]) -> set[int]:
    """Return the numbers of the sitemaps to write.

    Args:
        seqs: numbers of entries that came, changed or went.
        altered: files below FEEDS that no longer look as they were put there.
    """
    due = {seq // SITEMAP_SIZE for seq in seqs}
    return due.union(int(found[1]) for path in altered if (found := _FILE.fullmatch(path)))
