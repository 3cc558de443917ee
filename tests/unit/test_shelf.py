"""What was rendered is there again, and memory stays flat."""

import tracemalloc
from collections.abc import Iterator

import pytest

from seedfeed.rows import Fragments
from seedfeed.shelf import Shelf


@pytest.fixture(params=[0, 1, 100], ids=["in the file", "in both", "in memory"])
def shelf(request: pytest.FixtureRequest) -> Iterator[Shelf]:
    """An empty shelf that holds so many entries in memory."""
    made = Shelf(request.param)
    yield made
    made.close()


def test_what_was_put_is_found(shelf: Shelf) -> None:
    """The last of what was put under one id; any bytes."""
    assert shelf.find("urn:x:1") is None
    shelf.put("urn:x:1", Fragments(b"old", b"", b"{}"))
    shelf.put("urn:x:2", Fragments(b"old", b"a", b"j"))
    shelf.put("urn:x:1", Fragments(b"<item/>\x00", b"", b"{}"))
    shelf.put("urn:x:2", Fragments(b"r", b"a", b"j"))
    assert shelf.find("urn:x:1") == Fragments(b"<item/>\x00", b"", b"{}")
    assert shelf.find("urn:x:2") == Fragments(b"r", b"a", b"j")
    assert shelf.find("urn:x:3") is None


def test_ten_thousand_entries_take_next_to_no_memory() -> None:
    """They are 45 MB, and lie in a file."""
    shelf = Shelf(100)
    tracemalloc.start()
    for number in range(10_000):
        shelf.put(f"urn:x:{number}", Fragments(b"r" * 1500, b"a" * 1500, b"j" * 1500))
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held < 5_000_000
    for number in (7, 7777):
        assert shelf.find(f"urn:x:{number}") == Fragments(b"r" * 1500, b"a" * 1500, b"j" * 1500)
    shelf.close()
