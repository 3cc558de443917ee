"""One file -> one Article: opened with care, decoded, its metadata set apart."""

import os
import stat
from hashlib import blake2b
from pathlib import Path

from seedfeed.dates import from_timestamp
from seedfeed.errors import ArticleError
from seedfeed.model import Article, Metadata
from seedfeed.read.forms import parse_content, unpack
from seedfeed.read.metadata import Stated, merge_stated, parse_stated
from seedfeed.read.names import encode_path, form_of, format_path, is_packed
from seedfeed.read.values import ValuesError, parse_toml
from seedfeed.text import clean

LARGEST_MIB = 16
_LARGEST = LARGEST_MIB * 1024 * 1024
# A link is not followed; a pipe without a writer does not hold us up.
_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
_NANOSECONDS = 1_000_000_000


def read_article(seeds: Path, key: str, sidecar: str | None = None) -> Article:
    """Read one article.

    Args:
        seeds: the folder.
        key: the article's path below it.
        sidecar: the key of its sidecar.

    Raises:
        ArticleError: it cannot be opened, is no text, or its metadata is wrong.
    """
    content, status = _read_file(seeds, key)
    where = format_path(seeds, key)
    try:
        if is_packed(key):
            content = unpack(content, _LARGEST)
        parsed = parse_content(form_of(key), content)
    except ValuesError as error:
        raise ArticleError(_place(where, error.line), error.what) from error
    digest = blake2b(content, digest_size=16)
    beside = Stated()
    if sidecar is not None:
        stated, _ = _read_file(seeds, sidecar)
        digest.update(b"\0" + stated)
        beside = _parse_sidecar(seeds, sidecar, stated)
    return Article(
        key=key,
        format=parsed.format,
        text=parsed.text,
        first_line=parsed.first_line,
        metadata=_merge(parsed.stated, beside),
        content_hash=digest.hexdigest(),
        mtime=from_timestamp(status.st_mtime_ns // _NANOSECONDS),
        notes=(*parsed.notes, *parsed.stated.notes, *beside.notes),
    )


def _merge(front: Stated, beside: Stated) -> Metadata:
    return merge_stated(front, beside) if front.fields or beside.fields else Metadata()


def _place(where: str, line: int | None) -> str:
    return where if line is None else f"{where}:{line}"


def _parse_sidecar(seeds: Path, key: str, content: bytes) -> Stated:
    where = format_path(seeds, key)
    try:
        return parse_stated(parse_toml(clean(content.decode("utf-8-sig"))), {})
    except UnicodeDecodeError as error:
        raise ArticleError(where, f"not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except ValuesError as error:
        raise ArticleError(_place(where, error.line), error.what) from error


def _read_file(seeds: Path, key: str) -> tuple[bytes, os.stat_result]:
    """Read a regular file whole; nothing else is opened, as opening a device may do things."""
    where = format_path(seeds, key)
    try:
        path = encode_path(seeds, key)
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise ArticleError(where, "not a regular file; put a copy in its place")
        handle = os.open(path, _FLAGS)
        try:
            return _read_open(handle, where)
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


def _read_open(handle: int, where: str) -> tuple[bytes, os.stat_result]:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        raise ArticleError(where, "not a regular file; put a copy in its place")
    # One byte more than there should be, to see that a file which grows meanwhile is too large.
    parts: list[bytes] = []
    size = 0
    while size <= _LARGEST and (part := os.read(handle, min(status.st_size, _LARGEST) + 1)):
        parts.append(part)
        size += len(part)
    if size > _LARGEST:
        raise ArticleError(where, f"larger than {LARGEST_MIB} MiB; split it, or move it away")
    return b"".join(parts), status
