"""What a run finds: what was told before it, and what stands in FEEDS. Decides nothing, changes nothing."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from seedfeed.files import hash_of, read_if_there
from seedfeed.state import Ledger, Output


class Before(NamedTuple):
    """What was told before a run, so that it is not told as new.

    Attributes:
        problems: why files are left out.
        copies: paths of files that repeat others.
        held: paths of files that wait for their date.
    """

    problems: tuple[str, ...] = ()
    copies: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()

    @classmethod
    def of(cls, ledger: Ledger) -> "Before":
        """Return what the ledger knows to have been told."""
        return cls(
            tuple(row.problem for row in ledger.troubled() if row.problem is not None),
            frozenset(row.path for row in ledger.copies()),
            frozenset(row.path for row in ledger.waiting()),
        )


def read_published(feeds: Path, trusted: Mapping[str, Output], path: str) -> bytes | None:
    """Return the bytes of a published file that are still those that were put there."""
    output = trusted.get(path)
    data = None if output is None else read_if_there(feeds / path)
    return data if output is not None and data is not None and hash_of(data) == output.hash else None


class Standing(NamedTuple):
    """What stands in FEEDS before a run publishes.

    Attributes:
        outputs: what was put in place, by path.
        altered: paths that no longer look like it.
        whole: render everything, and compare every file.
        lacks_pages: pages of the archive are full and not published.
        restyled: pages look different from now on.
    """

    outputs: dict[str, Output]
    altered: set[str]
    whole: bool
    lacks_pages: bool
    restyled: bool

    @property
    def wants_work(self) -> bool:
        """Whether there is something to publish, whatever the articles say."""
        return bool(self.altered) or self.everything or self.lacks_pages

    @property
    def everything(self) -> bool:
        """Whether every feed and page is rendered."""
        return self.whole or self.restyled

    @property
    def trusted(self) -> dict[str, Output]:
        """The files that need not be looked at again."""
        if self.whole:
            return {}
        return {path: output for path, output in self.outputs.items() if path not in self.altered}

    @property
    def pages(self) -> set[str]:
        """The entry pages among them."""
        return {path for path in self.outputs if path.startswith("entries/") and path.endswith(".html")}

    @property
    def altered_folders(self) -> set[str]:
        """The folders of altered files, which are the paths of their feeds."""
        return {path.rpartition("/")[0] for path in self.altered}
