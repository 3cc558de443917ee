"""A look at a folder: the names in it and one `stat` of each. Knows nothing of what they are, opens no file.

This is most of what a run costs that changes nothing, and it imports next to nothing.
"""

import os
import stat
from hashlib import blake2b
from pathlib import Path
from struct import Struct as Packing
from struct import error as PackingError  # noqa: N812 - the library's own name says nothing here

from msgspec import Struct

# Device and inode, size, mtime and ctime in nanoseconds.
STAT = Packing("<QQqqq")
_TIMES = Packing("<qq")
_TIMES_AT = 24
_UNSIGNED = 2**64 - 1
_LATEST = 2**63 - 1
_DOT, _TILDE = b".~"
_KIND = 0o170000  # of a mode, as `stat.S_IFMT` takes it, at a fifth of the cost


class Look(Struct, frozen=True, kw_only=True):
    """What a walk through a folder met, before anything is known of it.

    Attributes:
        levels: each folder, as a prefix of keys, with the names in it, and their packed `stat`.
        special: what is no regular file: its prefix and name, and its kind as `stat` has it.
        problems: folders that could not be listed: (prefix, why).
    """

    levels: list[tuple[str, list[bytes], list[bytes]]]
    special: list[tuple[str, bytes, int]]
    problems: list[tuple[str, str]]

    def digest(self) -> str:
        """Return 32 hex digits that change when any name or `stat` changes, or the order they were met in."""
        digest = blake2b(digest_size=16)
        for prefix, names, stats in self.levels:
            digest.update(b"/".join([prefix.encode(), *names, b""]))
            digest.update(b"".join(stats))
        digest.update(repr(self.special).encode())
        return "" if self.problems else digest.hexdigest()

    def without(self, folder: str) -> "Look":
        """Return it without a folder and what is in it; `folder` as a prefix of keys, ending in `/`."""
        return Look(
            levels=[level for level in self.levels if not level[0].startswith(folder)],
            special=[found for found in self.special if not found[0].startswith(folder)],
            problems=[found for found in self.problems if not found[0].startswith(folder)],
        )


def look_at_folder(seeds: Path) -> Look:
    """Take the names and the `stat` of all that stands in a folder and in the folders in it: one `stat` each.

    Raises:
        OSError: the folder itself is missing, no folder, or may not be read.
    """
    look = Look(levels=[], special=[], problems=[])
    pending = [""]
    while pending:
        prefix = pending.pop()
        try:
            pending += _look_at_level(seeds, prefix, look)
        except OSError as error:
            if not prefix:
                raise
            # A folder that has gone since it was listed is a folder that is not there.
            if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
                look.problems.append((prefix, error.strerror or str(error)))
    return look


def _look_at_level(seeds: Path, prefix: str, look: Look) -> list[str]:
    """Look at one folder; return the prefixes of the folders in it."""
    names: list[bytes] = []
    stats: list[bytes] = []
    folders = []
    pack, regular = STAT.pack, stat.S_IFREG
    with os.scandir(encode_path(seeds, prefix)) as entries:
        for entry in entries:
            name = entry.name
            if name[0] == _DOT or name[-1] == _TILDE:
                continue
            try:
                s = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            kind = s.st_mode & _KIND
            if kind == regular:
                names.append(name)
                try:
                    stats.append(pack(s.st_dev, s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns))
                except PackingError:
                    stats.append(_pack_odd(s))
            elif kind == stat.S_IFDIR and is_utf8(name):
                folders.append(f"{prefix}{name.decode()}/")
            else:
                look.special.append((prefix, name, kind))
    look.levels.append((prefix, names, stats))
    return folders


def encode_path(seeds: Path, key: str) -> bytes:
    """Return the path for system calls: a key is UTF-8 whatever the locale."""
    return os.fsencode(seeds) + b"/" + key.encode("utf-8", "surrogateescape")


def is_utf8(name: bytes) -> bool:
    """Tell whether a name can be a key."""
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True


def _pack_odd(status: os.stat_result) -> bytes:
    """Pack what is out of range: some file systems keep years beyond 2262, which 64 bits do not reach."""
    held = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    clamped = (min(max(value, -_LATEST), _LATEST) for value in held)
    return STAT.pack(status.st_dev & _UNSIGNED, status.st_ino & _UNSIGNED, *clamped)


def newest_mtime_ns(signature: bytes) -> int:
    """Return the newest time in a signature: a file touched this late may change unseen (git's "racy")."""
    newest = -_LATEST
    for start in range(_TIMES_AT, len(signature), STAT.size):
        newest = max(newest, *_TIMES.unpack_from(signature, start))
    return newest
