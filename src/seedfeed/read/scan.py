"""The walk through SEEDS: which articles there are, and one `stat` of each. Opens no file.

Names are read as bytes and decoded as UTF-8, so that the locale has no say in an article's key.
"""

import os
import stat
from pathlib import Path
from struct import Struct as Packing
from struct import error as PackingError  # noqa: N812 - the library's own name says nothing here

from msgspec import Struct

from seedfeed.model import Problem
from seedfeed.read.names import (
    CONFIGURATION,
    READABLE,
    encode_path,
    format_key,
    kind_in,
    kind_of,
    sidecars_of,
    split_message,
    split_suffix,
)

# Device and inode, size, mtime and ctime in nanoseconds.
_STAT = Packing("<QQqqq")
_TIMES = Packing("<qq")
_TIMES_AT = 24
_IDENTITY = slice(0, 16)
_INODE = slice(8, 16)
_UNSIGNED = 2**64 - 1
_LATEST = 2**63 - 1


class Scan(Struct, frozen=True, kw_only=True):
    """What a folder holds, before any file is opened.

    Attributes:
        signatures: article key -> its packed `stat`, that of its sidecar after it; sorted by key.
        sidecars: key of an article or mailbox -> key of its sidecar.
        mailboxes: mailbox key -> the same as in `signatures`.
        problems: key -> why it cannot be an article, for what else stands in the folder; sorted by key.
            Their paths are relative to the folder.
        unreadable: folders that could not be listed, as prefixes of keys, ending in `/`.
    """

    signatures: dict[str, bytes]
    sidecars: dict[str, str]
    mailboxes: dict[str, bytes] = {}
    problems: dict[str, Problem] = {}
    unreadable: tuple[str, ...] = ()

    def hides(self, key: str) -> bool:
        """Tell whether the article may still be there, unseen: then it does not count as deleted."""
        if key in self.problems or key.startswith(self.unreadable):
            return True
        message = split_message(key)
        return message is not None and message[0] in self.problems


class _Findings:
    """What the walk has met so far."""

    def __init__(self, seeds: Path) -> None:
        self.seeds = seeds
        self.articles: dict[str, bytes] = {}  # and mailboxes
        self.mailboxes: set[str] = set()
        self.sidecars: dict[str, bytes] = {}
        self.problems: dict[str, Problem] = {}
        self.unreadable: list[str] = []

    def complain(self, key: str, what: str) -> None:
        shown = format_key(key)
        is_text = key.isascii() or key.encode(errors="replace").decode() == key
        self.problems[key if is_text else shown] = Problem(where=shown, what=what)


def scan_folder(seeds: Path) -> Scan:
    """List the articles of a folder and of the folders in it.

    Raises:
        OSError: the folder itself is missing, no folder, or may not be read.
    """
    found = _Findings(seeds)
    pending = [""]
    while pending:
        prefix = pending.pop()
        try:
            pending += _scan_level(prefix, found)
        except OSError as error:
            if not prefix:
                raise
            # A folder that has gone since it was listed is a folder that is not there.
            if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
                found.complain(
                    prefix, f"folder cannot be read: {error.strerror}; its articles stay as they are"
                )
                found.unreadable.append(prefix)
    return _settle(found)


def _scan_level(prefix: str, found: _Findings) -> list[str]:
    """Sort the entries of one folder; return the prefixes of the folders in it."""
    folders = []
    with os.scandir(encode_path(found.seeds, prefix)) as entries:
        for entry in entries:
            raw = entry.name
            if raw.startswith(b".") or raw.endswith(b"~"):
                continue
            try:
                name = raw.decode()
            except UnicodeDecodeError:
                key = prefix + raw.decode("utf-8", "surrogateescape")
                found.complain(key, "name is not UTF-8; rename it")
                continue
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            key = prefix + name
            if stat.S_ISREG(status.st_mode):
                _sort_file(key, name, status, found)
            elif stat.S_ISDIR(status.st_mode):
                folders.append(key + "/")
            elif kind_of(name) != "ignored":
                _refuse_special(key, entry.path, status.st_mode, found)
    return folders


def _sort_file(key: str, name: str, status: os.stat_result, found: _Findings) -> None:
    kind = kind_in(key[: -len(name) - 1], name)
    if kind == "article":
        found.articles[key] = _pack(status)
    elif kind == "mailbox":
        found.articles[key] = _pack(status)
        found.mailboxes.add(key)
    elif kind == "unknown":
        suffix = split_suffix(name)[1]
        what = f"cannot read {'.' + suffix!r}, expected {READABLE}; rename or move it away"
        found.complain(key, what if suffix else "a name that only a mailbox's message may have; rename it")
    elif kind == "sidecar" and key != CONFIGURATION:
        found.sidecars[key] = _pack(status)


def _refuse_special(key: str, path: bytes, mode: int, found: _Findings) -> None:
    """Tell of what is neither file nor folder; a link into SEEDS is read where it points to."""
    if key == CONFIGURATION:
        return
    if not stat.S_ISLNK(mode):
        found.complain(key, "not a regular file but a pipe, socket or device; move it away")
        return
    try:
        target = os.path.realpath(path, strict=True)
    except OSError:
        found.complain(key, "a link that leads nowhere; remove it")
        return
    inside = os.path.realpath(os.fsencode(found.seeds))
    if target != inside and not target.startswith(inside.rstrip(b"/") + b"/"):
        found.complain(key, "a link out of this folder; put a copy in its place")


def _pack(status: os.stat_result) -> bytes:
    fields = status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
    try:
        return _STAT.pack(*fields)
    except PackingError:
        # Some file systems keep years beyond 2262, which nanoseconds in 64 bits do not reach.
        dev, ino, *rest = fields
        held = (min(max(value, -_LATEST), _LATEST) for value in rest)
        return _STAT.pack(dev & _UNSIGNED, ino & _UNSIGNED, *held)


def _settle(found: _Findings) -> Scan:
    """Join articles and sidecars, and drop the second name of a file."""
    keys = _drop_second_names(found.articles)
    sidecars: dict[str, str] = {}
    if found.sidecars:
        sidecars = _match_sidecars(found, keys)
    signatures = {key: found.articles[key] for key in keys}
    for key, sidecar in sidecars.items():
        signatures[key] += found.sidecars[sidecar]
    return Scan(
        signatures={key: signatures[key] for key in keys if key not in found.mailboxes},
        sidecars=sidecars,
        mailboxes={key: signatures[key] for key in keys if key in found.mailboxes},
        problems={key: found.problems[key] for key in sorted(found.problems)},
        unreadable=tuple(sorted(found.unreadable)),
    )


def _drop_second_names(articles: dict[str, bytes]) -> list[str]:
    """Return the keys in order; of the names of one file (hard links) only the first."""
    keys = sorted(articles)
    if len({signature[_IDENTITY] for signature in articles.values()}) == len(keys):
        return keys
    first: dict[bytes, str] = {}
    for key in keys:
        first.setdefault(articles[key][_IDENTITY], key)
    # An inode of 0 comes from a file system that has none: it identifies nothing.
    return [key for key in keys if first[articles[key][_IDENTITY]] == key or not any(articles[key][_INODE])]


def _match_sidecars(found: _Findings, keys: list[str]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    owned: set[str] = set()
    for key in found.articles:
        present = [sidecar for sidecar in sidecars_of(key) if sidecar in found.sidecars]
        owned.update(present)
        if present:
            chosen[key] = present[0]
    for sidecar in found.sidecars:
        if sidecar not in owned:
            found.complain(sidecar, "no article of that name beside it; rename it, or remove it")
    return {key: chosen[key] for key in keys if key in chosen}


def find_sidecar(seeds: Path, key: str) -> str | None:
    """Return the key of the article's sidecar, as `scan_folder` would."""
    message = split_message(key)
    for sidecar in sidecars_of(key if message is None else message[0]):
        if sidecar == CONFIGURATION:
            continue
        try:
            status = os.lstat(encode_path(seeds, sidecar))
        except OSError:
            continue
        if stat.S_ISREG(status.st_mode):
            return sidecar
    return None


def newest_mtime_ns(signature: bytes) -> int:
    """Return the newest time in a signature: a file touched this late may change unseen (git's "racy")."""
    newest = -_LATEST
    for start in range(_TIMES_AT, len(signature), _STAT.size):
        newest = max(newest, *_TIMES.unpack_from(signature, start))
    return newest
