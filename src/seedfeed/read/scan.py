"""What a look at SEEDS met: which articles there are, by their names. Opens no file.

Names are read as bytes and decoded as UTF-8, so that the locale has no say in an article's key.
"""

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from seedfeed.look import Look, encode_path, is_utf8, look_at_folder
from seedfeed.model import Problem
from seedfeed.read.names import (
    CONFIGURATION,
    READABLE,
    format_key,
    kind_in,
    kind_of,
    sidecars_of,
    split_message,
    split_suffix,
)

_IDENTITY = slice(0, 16)
_INODE = slice(8, 16)


class Scan(Struct, frozen=True, kw_only=True):
    """What a folder holds, before any file is opened.

    Attributes:
        signatures: article key -> its packed `stat`, that of its sidecar after it; in no order.
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
    """What has been sorted so far."""

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
    return sort_look(seeds, look_at_folder(seeds), {})


def sort_look(seeds: Path, look: Look, known: Mapping[str, bytes]) -> Scan:
    """Tell articles from what lies beside them, by name alone.

    Args:
        known: the packed `stat` that articles had in earlier runs: one that still has its own is one.
    """
    found = _Findings(seeds)
    for prefix, reason in look.problems:
        found.complain(prefix, f"folder cannot be read: {reason}; its articles stay as they are")
        found.unreadable.append(prefix)
    for prefix, names, stats in look.levels:
        for raw, signature in zip(names, stats, strict=True):
            if known.get(key := prefix + raw.decode("utf-8", "surrogateescape")) == signature:
                found.articles[key] = signature
            elif (name := _name_of(raw, prefix, found)) is not None:
                _sort_file(key, name, signature, found)
    for prefix, raw, kind in look.special:
        name = _name_of(raw, prefix, found)
        if name is not None and kind_of(name) != "ignored":
            _refuse_special(prefix + name, kind, found)
    return _settle(found)


def _name_of(raw: bytes, prefix: str, found: _Findings) -> str | None:
    if is_utf8(raw):
        return raw.decode()
    found.complain(prefix + raw.decode("utf-8", "surrogateescape"), "name is not UTF-8; rename it")
    return None


def _sort_file(key: str, name: str, signature: bytes, found: _Findings) -> None:
    kind = kind_in(key[: -len(name) - 1], name)
    if kind == "article":
        found.articles[key] = signature
    elif kind == "mailbox":
        found.articles[key] = signature
        found.mailboxes.add(key)
    elif kind == "unknown":
        suffix = split_suffix(name)[1]
        what = f"cannot read {'.' + suffix!r}, expected {READABLE}; rename or move it away"
        found.complain(key, what if suffix else "a name that only a mailbox's message may have; rename it")
    elif kind == "sidecar" and key != CONFIGURATION:
        found.sidecars[key] = signature


def _refuse_special(key: str, mode: int, found: _Findings) -> None:
    """Tell of what is neither file nor folder; a link into SEEDS is read where it points to."""
    if key == CONFIGURATION:
        return
    if not stat.S_ISLNK(mode):
        found.complain(key, "not a regular file but a pipe, socket or device; move it away")
        return
    try:
        target = os.path.realpath(encode_path(found.seeds, key), strict=True)
    except OSError:
        found.complain(key, "a link that leads nowhere; remove it")
        return
    inside = os.path.realpath(os.fsencode(found.seeds))
    if target != inside and not target.startswith(inside.rstrip(b"/") + b"/"):
        found.complain(key, "a link out of this folder; put a copy in its place")


def _settle(found: _Findings) -> Scan:
    """Join articles and sidecars, and drop the second name of a file."""
    articles = _drop_second_names(found.articles)
    sidecars = _match_sidecars(found, articles) if found.sidecars else {}
    for key, sidecar in sidecars.items():
        articles[key] += found.sidecars[sidecar]
    mailboxes = {key: articles.pop(key) for key in sorted(found.mailboxes & articles.keys())}
    return Scan(
        signatures=articles,
        sidecars=sidecars,
        mailboxes=mailboxes,
        problems={key: found.problems[key] for key in sorted(found.problems)},
        unreadable=tuple(sorted(found.unreadable)),
    )


def _drop_second_names(articles: dict[str, bytes]) -> dict[str, bytes]:
    """Return the articles; of the names of one file (hard links) only the first."""
    if len({signature[_IDENTITY] for signature in articles.values()}) == len(articles):
        return articles
    first: dict[bytes, str] = {}
    for key in sorted(articles):
        first.setdefault(articles[key][_IDENTITY], key)
    # An inode of 0 comes from a file system that has none: it identifies nothing.
    return {
        key: signature
        for key, signature in articles.items()
        if first[signature[_IDENTITY]] == key or not any(signature[_INODE])
    }


def _match_sidecars(found: _Findings, keys: Iterable[str]) -> dict[str, str]:
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
