"""Which pages of the archive there are, and which of them a run must write."""

import pytest

from seedfeed.decide import archive_number, archive_path, count_pages, due_pages


@pytest.mark.parametrize(
    ("next_seq", "pages"), [(0, 0), (99, 0), (100, 1), (199, 1), (200, 2), (12_345, 123)]
)
def test_pages_are_published_once_full(next_seq: int, pages: int) -> None:
    """A page of fewer than a hundred numbers is none yet."""
    assert count_pages(next_seq) == pages


@pytest.mark.parametrize("number", [0, 7, 99_999, 100_000, 1_234_567])
def test_files_of_a_page_are_told_by_their_names(number: int) -> None:
    """However many there are; no other file is taken for one."""
    path = archive_path(number)
    assert [archive_number(path + ending) for ending in (".rss.xml", ".atom.xml", ".json")] == [number] * 3
    assert archive_number(path) is None


@pytest.mark.parametrize("path", ["rss.xml", "archive/1.json", "archive/00001.html", "x/archive/00001.json"])
def test_other_files_are_of_no_page(path: str) -> None:
    """Only names that we give."""
    assert archive_number(path) is None


@pytest.mark.parametrize(
    ("before", "after", "seqs", "altered", "expected"),
    [
        (2, 2, [], [], []),
        (2, 2, [205], [], []),
        (2, 2, [5, 105, 7], [], [0, 1]),
        (2, 3, [], [], [1, 2]),
        (0, 1, [], [], [0]),
        (2, 4, [5], [], [0, 1, 2, 3]),
        (2, 2, [], ["archive/00001.json", "rss.xml"], [1]),
        (0, 3, [], [], [0, 1, 2]),
        (2, 2, [], ["archive/00009.json"], []),
    ],
    ids=[
        "nothing",
        "in no page yet",
        "edits",
        "one more page",
        "the first",
        "both",
        "altered",
        "all",
        "none",
    ],
)
def test_due_pages(before: int, after: int, seqs: list[int], altered: list[str], expected: list[int]) -> None:
    """Those with a change, the new ones, and the one before these, which now names the next."""
    assert due_pages(before=before, after=after, seqs=seqs, altered=altered) == expected
