"""Files put in place whole or not at all, and the lock that keeps two runs apart.

A new file is written beside its target under a fixed temporary name and renamed over it, so a reader
sees the old bytes or the new ones, and a killed run leaves nothing that the next one does not replace.
"""

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from seedfeed.errors import BusyError, PublishError

TEMPORARY_SUFFIX = ".seedfeed-tmp"
_ONE_SECOND_NS = 1_000_000_000
_FEW = 8  # an fsync costs 6 ms here, a sync of everything about 40: from 8 files on it is cheaper


def temporary_of(target: Path) -> Path:
    """Return the one name under which a file for `target` is prepared: hidden, in the same folder."""
    return target.with_name(f".{target.name}{TEMPORARY_SUFFIX}")


def read_if_there(path: Path) -> bytes | None:
    """Return the bytes of a regular file, or None where there is no such file.

    Raises:
        PublishError: something else stands there, or it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PublishError(str(path), f"cannot be read: {error.strerror}") from error


def hash_of(data: bytes) -> str:
    """Return 32 hex digits over the bytes of a file."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def stage(target: Path, data: bytes, ahead_of: Iterable[Path] = ()) -> Path:
    """Write `data` beside `target`, ready to be renamed over it, and return its temporary path.

    The new file's time is at least a second after the old one's, and after those of the files named: web
    servers make an ETag of size and whole seconds, and two versions within a second would leave readers with
    the first.

    Raises:
        PublishError: the disk is full, the folder is not writable, a folder stands in the way.
    """
    temporary = temporary_of(target)
    try:
        descriptor = _open_new(temporary)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
            for old in (target, *ahead_of):
                _keep_ahead_of(old, descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        drop(temporary)
        raise PublishError(str(target), f"cannot be written: {error.strerror}") from error
    return temporary


def _open_new(path: Path) -> int:
    """Open a file that is not there yet; each system call counts, where there are ten thousand files."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(path, flags, 0o644)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        path.unlink()  # whatever it is, a killed run's file or a planted link
    return os.open(path, flags, 0o644)


def _keep_ahead_of(path: Path, descriptor: int) -> None:
    try:
        old = os.lstat(path).st_mtime_ns
    except FileNotFoundError:
        return
    new = os.fstat(descriptor).st_mtime_ns
    if new < old + _ONE_SECOND_NS:
        os.utime(descriptor, ns=(old + _ONE_SECOND_NS, old + _ONE_SECOND_NS))


def flush(paths: Iterable[Path]) -> None:
    """Bring staged files to the disk before they are renamed: a few one by one, many at once."""
    few = list(islice(paths, _FEW + 1))
    if len(few) > _FEW:
        os.sync()
        return
    for path in few:
        _fsync(path)


def flush_folders(folders: set[Path]) -> None:
    """Bring renames and deletions in these folders to the disk."""
    if len(folders) > _FEW:
        os.sync()
        return
    for folder in sorted(folders):
        _fsync(folder)


def _fsync(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.EROFS}:  # file systems that cannot sync a folder
            raise PublishError(str(path), f"cannot be brought to the disk: {error.strerror}") from error


def put_in_place(temporary: Path, target: Path) -> None:
    """Rename a staged file over its target.

    Raises:
        PublishError: the old file stands.
    """
    try:
        temporary.replace(target)
    except OSError as error:
        drop(temporary)
        raise PublishError(str(target), f"cannot be replaced: {error.strerror}") from error


def drop(path: Path) -> bool:
    """Delete a file; tell whether it was there.

    Raises:
        PublishError: it is there and cannot be deleted.
    """
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise PublishError(str(path), f"cannot be deleted: {error.strerror}") from error
    return True


@contextmanager
def run_lock(path: Path) -> Iterator[None]:
    """Hold the lock of a run; the kernel frees it when the process ends, however it ends.

    Raises:
        BusyError: another run holds it.
        PublishError: the lock file cannot be made.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise PublishError(str(path), f"cannot be made: {error.strerror}") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(str(path), "another run holds the lock; it goes on, this one ends") from error
        except OSError as error:
            what = f"cannot be locked: {error.strerror}; name a folder on a local disk with --state"
            raise PublishError(str(path), what) from error
        yield
    finally:
        os.close(descriptor)
