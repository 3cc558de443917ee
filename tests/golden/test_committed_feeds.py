"""feeds/ in the repository is what the build makes of seeds/."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file in a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def build_copy(root: Path, *, with_feeds: bool) -> str:
    """Build in a copy of the repository's folders, without the state, as in a fresh clone."""
    shutil.copytree(ROOT / "seeds", root / "seeds", ignore=shutil.ignore_patterns(".seedfeed"))
    if with_feeds:
        shutil.copytree(ROOT / "feeds", root / "feeds")
    for path in root.rglob("*"):
        os.utime(path)
    command = [sys.executable, "-m", "seedfeed", "build"]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def test_a_build_in_a_clean_copy_finds_the_same_bytes(tmp_path: Path) -> None:
    """Nothing is written, nothing said: the feeds are the record, and the record is complete."""
    said = build_copy(tmp_path, with_feeds=True)
    assert files_of(tmp_path / "feeds") == files_of(ROOT / "feeds")
    assert said == ""


def test_the_committed_feeds_are_not_made_of_other_articles(tmp_path: Path) -> None:
    """Without the record, a build makes the same files; only dates that nobody stated differ."""
    build_copy(tmp_path, with_feeds=False)
    assert files_of(tmp_path / "feeds").keys() == files_of(ROOT / "feeds").keys()
    assert len(files_of(ROOT / "feeds")) >= 7


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "feed.json"])
def test_a_committed_feed_that_was_changed_by_hand_is_put_right(tmp_path: Path, name: str) -> None:
    """A byte more in a feed is no longer there after the build, and the comparison above can fail."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns(".seedfeed"))
    shutil.copytree(ROOT / "feeds", tmp_path / "feeds")
    with (tmp_path / "feeds" / name).open("ab") as file:
        file.write(b" ")
    assert files_of(tmp_path / "feeds") != files_of(ROOT / "feeds")
    subprocess.run([sys.executable, "-m", "seedfeed", "build"], cwd=tmp_path, check=True, capture_output=True)
    assert files_of(tmp_path / "feeds") == files_of(ROOT / "feeds")
