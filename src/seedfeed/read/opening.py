"""The bytes of one file below SEEDS, opened with care: every one of them may be a trap."""

import os
import stat
from pathlib import Path

from seedfeed.errors import ArticleError
from seedfeed.look import encode_path
from seedfeed.read.names import format_path

# Bytes of one article.
LARGEST = 16 * 1024 * 1024
# A link is not followed; a pipe without a writer does not hold us up.
_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC


def read_file(seeds: Path, key: str, largest: int) -> tuple[bytes, os.stat_result]:
    """Read a regular file whole; nothing else is opened, as opening a device may do things.

    Args:
        largest: bytes it may have, in whole MiB.

    Raises:
        ArticleError: it is no regular file, too large, or cannot be read.
    """
    where = format_path(seeds, key)
    try:
        path = encode_path(seeds, key)
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise ArticleError(where, "not a regular file; put a copy in its place")
        handle = os.open(path, _FLAGS)
        try:
            return _read_open(handle, where, largest)
        finally:
            os.close(handle)
    except FileNotFoundError:
        raise ArticleError(where, "no such file") from None
    except PermissionError as error:
        raise ArticleError(where, "permission denied; let the user who runs seedfeed read it") from error
    except OSError as error:
        raise ArticleError(where, f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ArticleError(where, "no file can have this name") from error


def _read_open(handle: int, where: str, largest: int) -> tuple[bytes, os.stat_result]:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        raise ArticleError(where, "not a regular file; put a copy in its place")
    # One byte more than there should be, to see that a file which grows meanwhile is too large.
    parts: list[bytes] = []
    size = 0
    while size <= largest and (part := os.read(handle, min(status.st_size, largest) + 1)):
        parts.append(part)
        size += len(part)
    if size > largest:
        raise ArticleError(where, f"larger than {largest >> 20} MiB; split it, or move it away")
    return b"".join(parts), status
