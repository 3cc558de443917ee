"""Where the feeds are that are to be judged: files, folders, standard input. The only part that opens any.

In a folder a file is taken for a feed by its name or by its first bytes; a page or a picture is passed over.
"""

import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from seedfeed.judge import MOST_BYTES

STDIN = Path("-")
_HEAD = 4096
# What is a feed by its name alone, also when it is empty or broken.
_ALWAYS = frozenset([".rss", ".atom", ".opml", ".rdf"])
_NAMES = frozenset(["rss.xml", "atom.xml", "feed.xml", "feed.json"])
_PERHAPS = frozenset([".xml", ".json", ".jsonfeed"])
_FEED = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:rss|feed|RDF|opml)[\s>]|https?://jsonfeed\.org/version/")


def find_feeds(path: Path) -> Iterator[Path]:
    """Yield a file, or the feeds in a folder and in the folders below, by name.

    Names that begin with a dot are passed over, and folders are not followed through symbolic links.

    Raises:
        OSError: the path, or a folder below it, cannot be read.
    """
    if path == STDIN or not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            found = Path(folder, name)
            if not name.startswith(".") and _is_feed(found):
                yield found


def _raise(error: OSError) -> None:
    raise error


def _is_feed(path: Path) -> bool:
    """Tell whether a file in a folder is meant as a feed."""
    if path.suffix in _ALWAYS or path.name in _NAMES:
        return True
    if path.suffix not in _PERHAPS:
        return False
    try:
        return _FEED.search(_read(path, _HEAD).replace(b"\0", b"")) is not None
    except OSError:
        return True  # whoever reads it whole tells why not


def read_feed(path: Path) -> bytes:
    """Return a feed's bytes, at most one more than the judge takes.

    Raises:
        OSError: it cannot be read, or is no file.
    """
    if path == STDIN:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    return _read(path, MOST_BYTES + 1)


def _read(path: Path, most_bytes: int) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe that nobody writes into must not hang
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "no regular file", str(path))
        return file.read(most_bytes)
