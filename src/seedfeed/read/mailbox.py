"""A mailbox: many mails in one file, each begun by a line "From " (RFC 4155, mboxrd).

Takes it apart and understands no mail. A message is known by its Message-ID, so it stays itself wherever it
stands; one without is known by its bytes.
"""

import os
import re
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from seedfeed.errors import ArticleError
from seedfeed.look import encode_path
from seedfeed.read.forms import unpack
from seedfeed.read.headers import (
    LONGEST_HEAD,
    find_header,
    find_message_id,
    settle_mail,
    split_head,
    without_quoting,
)
from seedfeed.read.names import format_path, is_packed
from seedfeed.read.opening import LARGEST, read_file
from seedfeed.read.values import ValuesError

LARGEST_MAILBOX = 128 * 1024 * 1024
MOST_MESSAGES = 100_000
_SEPARATOR = b"From "
# Every program writes a time there; a sentence that begins with "From" and is not quoted has none.
_TIME = re.compile(rb"\d:\d\d")
_LONGEST_SEPARATOR = 400
_HEADER = re.compile(rb"[!-9;-~]{1,80}:")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
# Thunderbird's, and the note that Pine and the UW's IMAP server keep as the first message.
_FLAGS, _EXPUNGED = re.compile(rb"[0-9A-Fa-f]{4}"), 0x0008
_INTERNAL = b"DON'T DELETE THIS MESSAGE"


class Message(NamedTuple):
    """Where a message stands in its mailbox: its line "From ", its headers, its end."""

    begin: int
    start: int
    end: int


class Mailbox(NamedTuple):
    """A mailbox taken apart.

    Attributes:
        content: its bytes, unpacked; lines end in LF.
        messages: by the 12 hex digits each is known by, in its order.
        mtime_ns: when the file was last written.
    """

    content: bytes
    messages: dict[str, Message]
    mtime_ns: int


# The one that was opened last: its messages are read one after the other.
_held: dict[tuple[str, str, tuple[int, ...]], Mailbox] = {}


def open_mailbox(seeds: Path, key: str) -> Mailbox:
    """Return a mailbox taken apart; of those that were opened only the last is kept in memory.

    Raises:
        ArticleError: it cannot be opened, is too large, or is no mailbox.
    """
    look: tuple[int, ...] = ()
    try:
        status = os.lstat(encode_path(seeds, key))
        look = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    except (OSError, ValueError):
        pass  # opening it will say why
    place = (str(seeds), key, look)
    if place not in _held:
        _held.clear()
        _held[place] = _read_mailbox(seeds, key)
    return _held[place]


def read_message(seeds: Path, key: str, name: str) -> tuple[bytes, bytes, int]:
    """Return a message, the line "From " before it, and when its mailbox was written, in nanoseconds.

    Raises:
        ArticleError: as `open_mailbox`; or there is no such message, or it is too large.
    """
    mailbox = open_mailbox(seeds, key)
    where = f"{format_path(seeds, key)}#{name}"
    message = mailbox.messages.get(name)
    if message is None:
        raise ArticleError(where, "no such message in this mailbox")
    if message.end - message.start > LARGEST:
        raise ArticleError(where, f"larger than {LARGEST >> 20} MiB; remove what is attached to it")
    content = settle_mail(_unquoted(mailbox.content, message))
    return content, mailbox.content[message.begin : message.start], mailbox.mtime_ns


def _unquoted(content: bytes, message: Message) -> bytes:
    return _QUOTED.sub(rb"\1", content[message.start : message.end])


def _read_mailbox(seeds: Path, key: str) -> Mailbox:
    content, status = read_file(seeds, key, LARGEST_MAILBOX)
    where = format_path(seeds, key)
    try:
        if is_packed(key):
            content = unpack(content, LARGEST_MAILBOX)
        content = content.replace(b"\r\n", b"\n")
        messages = _name_messages(content, _split(content))
    except ValuesError as error:
        raise ArticleError(where, error.what) from error
    return Mailbox(content, messages, status.st_mtime_ns)


def begins_mailbox(content: bytes) -> bool:
    """Tell whether a file begins as a mailbox does: a line "From ", and headers below it."""
    start = _end_of_separator(content[: 2 * _LONGEST_SEPARATOR].replace(b"\r\n", b"\n"), 0)
    return start is not None


def _split(content: bytes) -> list[Message]:
    """Find the messages.

    Raises:
        ValuesError: there is something before the first, or there are too many.
    """
    starts: list[tuple[int, int]] = []
    # One that was emptied holds nothing.
    at = len(content) - len(content.lstrip(b"\n")) if content.strip() else -1
    while at >= 0:
        start = _end_of_separator(content, at)
        if start is not None:
            starts.append((at, start))
        elif not starts:
            raise ValuesError("not a mailbox: expected a line 'From ADDRESS DATE' and headers below it", 1)
        if len(starts) > MOST_MESSAGES:
            raise ValuesError(f"more than {MOST_MESSAGES:,} messages; split it")
        at = content.find(b"\n" + _SEPARATOR, at) + 1 or -1
    ends = [*(begin for begin, _ in starts[1:]), len(content)]
    return [Message(*start, end) for start, end in zip(starts, ends, strict=False)]


def _end_of_separator(content: bytes, at: int) -> int | None:
    """Return where the headers below a line "From " begin, or None where it is another line."""
    if not content.startswith(_SEPARATOR, at):
        return None
    end = content.find(b"\n", at, at + _LONGEST_SEPARATOR)
    if end < 0 or not _TIME.search(content, at, end) or not _HEADER.match(content, end + 1):
        return None
    return end + 1


def _name_messages(content: bytes, messages: list[Message]) -> dict[str, Message]:
    """Name the messages; one that stands there twice is one, and one marked as deleted is none."""
    named: dict[str, Message] = {}
    for message in messages:
        head = split_head(content[message.start : min(message.end, message.start + LONGEST_HEAD + 1)])[0]
        if _is_removed(head):
            continue
        stated = find_message_id(head)
        name = None if stated is None else _hash(stated.encode())
        if name is None or name in named:
            # Copies of one mail may differ in how they came here; then they are two files of one article.
            digest = _digest(content, message)
            if name is not None and digest == _digest(content, named[name]):
                continue
            name = _hash(digest)
        named.setdefault(name, message)
    return named


def _digest(content: bytes, message: Message) -> bytes:
    return blake2b(without_quoting(settle_mail(_unquoted(content, message))), digest_size=16).digest()


def _hash(name: bytes) -> str:
    return blake2b(name, digest_size=6).hexdigest()


def _is_removed(head: bytes) -> bool:
    """Tell whether a mail program shows a message no more: deleted, not yet purged; or its own note."""
    flags = _FLAGS.fullmatch(find_header(head, b"x-mozilla-status").strip())
    if flags is not None and int(flags[0], 16) & _EXPUNGED:
        return True
    return b"D" in find_header(head, b"x-status") or _INTERNAL in find_header(head, b"subject")
