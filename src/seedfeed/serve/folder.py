"""From a request's path to a file in FEEDS, and never to one outside.

Symbolic links are followed only to what is in FEEDS too. Whoever swaps a folder for a link in the same moment
gains nothing: each folder on the way is opened in the one before it, and no link on the way down.
"""

import errno
import os
import re
import stat
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import unquote_to_bytes

from msgspec import Struct

from seedfeed.files import TEMPORARY_SUFFIX
from seedfeed.hosting import HIDDEN

_INDEX = "index.html"
_HIDDEN = re.compile(HIDDEN)
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY


class File(Struct, frozen=True, kw_only=True):
    """A file as it was read.

    Attributes:
        modified_s: when it was changed last, in seconds since 1970.
    """

    name: str
    data: bytes
    modified_s: float


def read_file(folder: Path, path: str) -> File:
    """Return the file that a path means; for a folder, which ends in `/`, its index.html.

    Args:
        path: of a request, with its percent signs, without a query.

    Raises:
        IsADirectoryError: it is a folder, and the path does not end in `/`.
        FileNotFoundError: there is nothing that may be served.
        OSError: it cannot be read.
    """
    root = os.path.realpath(folder, strict=True)
    names = _find_names(root, split_path(path))
    with ExitStack() as opened:
        descriptor = None
        for name in (root, *names):
            descriptor = os.open(name, _FLAGS, dir_fd=descriptor)
            opened.callback(os.close, descriptor)
        assert descriptor is not None
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(path)
        _expect(path, stat.S_ISREG(status.st_mode))
        with open(descriptor, "rb", closefd=False) as stream:
            return File(name=names[-1], data=stream.read(), modified_s=status.st_mtime)


def split_path(path: str) -> list[str]:
    """Return the names in a path, decoded one by one, so that `%2F` is no slash.

    Raises:
        FileNotFoundError: no file of ours can have this path.
    """
    start, *parts = path.split("/")
    _expect(path, bool(parts) and not start)
    names = [os.fsdecode(unquote_to_bytes(part.encode("latin-1"))) for part in parts]
    if not names[-1]:
        names[-1] = _INDEX
    _expect(path, _are_public(names))
    _expect(path, not any(not name or set(name) & {"/", "\\", "\0"} for name in names))
    return names


def _find_names(root: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names that lead down to a file when every link on the way is followed."""
    real = Path(os.path.realpath(Path(root, *names), strict=True))
    _expect(str(real), real.is_relative_to(root))
    found = real.relative_to(root).parts
    _expect(str(real), _are_public(found))
    mode = os.lstat(real).st_mode
    _expect(str(real), stat.S_ISREG(mode) or stat.S_ISDIR(mode))  # a device is not even opened
    return found


def _are_public(names: Sequence[str]) -> bool:
    """Tell whether a path is one that web servers are told to serve, and is not still being written."""
    path = "/" + "/".join(names)
    return not _HIDDEN.search(path) and not path.endswith(TEMPORARY_SUFFIX)


def _expect(path: str, holds: bool) -> None:  # noqa: FBT001 - a condition, as in `assert`
    if not holds:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
