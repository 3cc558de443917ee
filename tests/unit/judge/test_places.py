"""Which files are feeds, and how they are read."""

import os
from pathlib import Path

import pytest

from seedfeed.judge.places import find_feeds, read_feed


def test_feeds_in_a_folder_are_found(tmp_path: Path) -> None:
    """By their names or what they begin with, in all folders below, in order; nothing else."""
    files = {
        "rss.xml": "", "b.rss": "x", "z/atom.xml": "", "z/list.opml": "", "z/feed.json": "",
        "a/news.xml": "<?xml version='1.0'?>\n<!-- c -->\n<feed xmlns='x'/>",
        "a/items.json": '{"version": "https://jsonfeed.org/version/1.1"}',
        "a/sitemap.xml": "<urlset/>", "a/package.json": "{}", "index.html": "<rss/>", ".git/rss.xml": "",
        ".rss.xml": "",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    found = [path.relative_to(tmp_path).as_posix() for path in find_feeds(tmp_path)]
    assert found == [
        "b.rss", "rss.xml", "a/items.json", "a/news.xml", "z/atom.xml", "z/feed.json", "z/list.opml",
    ]  # fmt: skip


def test_named_file_is_judged_whatever_its_name(tmp_path: Path) -> None:
    """Who names a file means it."""
    assert list(find_feeds(tmp_path / "index.html")) == [tmp_path / "index.html"]


def test_pipe_does_not_hang(tmp_path: Path) -> None:
    """Nobody writes into it, and nobody waits."""
    os.mkfifo(tmp_path / "rss.xml")
    with pytest.raises(OSError, match="no regular file"):
        read_feed(tmp_path / "rss.xml")


def test_link_into_nothing_is_told(tmp_path: Path) -> None:
    """A feed that is not there is found, so that somebody hears of it."""
    (tmp_path / "news.xml").symlink_to(tmp_path / "gone")
    (path,) = find_feeds(tmp_path)
    with pytest.raises(FileNotFoundError):
        read_feed(path)
