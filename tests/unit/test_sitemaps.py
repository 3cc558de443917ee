"""Which sitemaps a run must write."""

import pytest

from seedfeed.decide import due_sitemaps, sitemap_path


@pytest.mark.parametrize(
    ("seqs", "altered", "expected"),
    [
        ([], [], set()),
        ([0, 999], [], {0}),
        ([1000, 2500], [], {1, 2}),
        ([], ["sitemaps/00003.xml", "sitemap.xml", "sitemaps/feeds.xml", "entries/a.html"], {3}),
    ],
    ids=["nothing", "one", "two", "an altered file"],
)
def test_due_sitemaps(seqs: list[int], altered: list[str], expected: set[int]) -> None:
    """Those of the entries touched, and those that somebody else touched."""
    assert due_sitemaps(seqs, altered) == expected


def test_sitemap_path_is_found_again() -> None:
    """However many there are."""
    assert due_sitemaps([], [sitemap_path(123_456)]) == {123_456}
