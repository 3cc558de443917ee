"""A look at a folder sees every change of a name or a `stat`, and nothing else."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from seedfeed.look import look_at_folder


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with a folder in it, and what a look passes over."""
    for name in ("a.txt", "b.txt", "d/c.txt", ".seedfeed/ledger", "b.txt~"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
        os.utime(path, (1, 1))
    return tmp_path


def _touch(seeds: Path) -> None:
    os.utime(seeds / "d/c.txt", (1, 2))


def _edit(seeds: Path) -> None:
    (seeds / "a.txt").write_text("A.txt")
    os.utime(seeds / "a.txt", (1, 1))  # its ctime still tells


def _replace(seeds: Path) -> None:
    (seeds / "a.txt").rename(seeds / "x.txt")
    (seeds / "b.txt").rename(seeds / "a.txt")
    (seeds / "x.txt").rename(seeds / "b.txt")


CHANGES: dict[str, Callable[[Path], object]] = {
    "new": lambda seeds: (seeds / "n.txt").write_text(""),
    "new in a folder": lambda seeds: (seeds / "d/n.txt").write_text(""),
    "gone": lambda seeds: (seeds / "a.txt").unlink(),
    "renamed": lambda seeds: (seeds / "a.txt").rename(seeds / "z.txt"),
    "moved": lambda seeds: (seeds / "a.txt").rename(seeds / "d/a.txt"),
    "names exchanged": _replace,
    "touched": _touch,
    "edited to the same size": _edit,
    "link": lambda seeds: (seeds / "l.txt").symlink_to("a.txt"),
    "pipe": lambda seeds: os.mkfifo(seeds / "p.txt"),
    "mode": lambda seeds: (seeds / "a.txt").chmod(0o600),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_change_is_seen(seeds: Path, change: Callable[[Path], object]) -> None:
    """Whatever could make an article another one."""
    before = look_at_folder(seeds).digest()
    assert look_at_folder(seeds).digest() == before
    change(seeds)
    assert look_at_folder(seeds).digest() != before


def test_what_is_passed_over_is_not_seen(seeds: Path) -> None:
    """The ledger itself changes in every run, and an editor's backup is no article."""
    before = look_at_folder(seeds).digest()
    (seeds / ".seedfeed/ledger").write_text("changed")
    (seeds / "b.txt~").write_text("changed")
    (seeds / ".hidden").write_text("new")
    assert look_at_folder(seeds).digest() == before
