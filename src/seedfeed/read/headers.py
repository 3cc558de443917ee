"""The head of a mail as bytes: what mail programs change in it, and what a mail is known by.

Decodes nothing; that is for `mail`, whose library costs 60 ms. This costs nothing.
"""

import codecs
import re
from base64 import b64encode
from collections.abc import Iterator

from seedfeed.text import late_pattern

# A head that goes on longer is no head.
LONGEST_HEAD = 65_536
_LONGEST_ID = 900
_LONGEST_WORD = 15
# In these, mail programs keep what was done to a mail: read, answered, tagged, moved, its size on their disk.
# fmt: off
_MARKS = frozenset([
    b"status", b"x-status", b"x-keywords", b"x-uid", b"x-imap", b"x-imapbase", b"content-length", b"lines",
    b"x-mozilla-status", b"x-mozilla-status2", b"x-mozilla-keys", b"x-account-key", b"x-uidl",
    b"x-gm-thrid", b"x-gm-msgid", b"x-gmail-labels", b"x-evolution", b"x-evolution-source",
])
# fmt: on
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,70}:")
# What each mail has when it has come; three lines of somebody's notes have not.
_OF_EACH = {b"from", b"date", b"message-id"}
# A run of words from the first that is not ASCII, up to what parts a header.
_BEYOND_ASCII = late_pattern(r"[^\s<>\",;:()@\\]{0,80}[^\x00-\x7f][^\x00-\x1f<>\",;:()@\\]*")
_QUOTED = re.compile(rb"^>+From ", re.MULTILINE)


def split_head(content: bytes) -> tuple[bytes, bytes]:
    """Return the headers of a mail whose lines end in LF, and the rest, which begins with an empty line."""
    end = content.find(b"\n\n", 0, LONGEST_HEAD)
    if end < 0:
        end = len(content) if len(content) <= LONGEST_HEAD else content.rfind(b"\n", 0, LONGEST_HEAD)
    return content[: end + 1], content[end + 1 :]


def is_mail(content: bytes) -> bool:
    """Tell whether a text without a mail's name is one, as in a Maildir: it begins with a mail's head."""
    if not _FIELD.match(content):
        return False
    head = split_head(content[: LONGEST_HEAD + 1].replace(b"\r\n", b"\n"))[0]
    fields = list(_split_fields(head))
    return all(_FIELD.match(field) for _, field in fields) and {name for name, _ in fields} >= _OF_EACH


def encode_head(head: bytes) -> bytes:
    """Return a head in ASCII: what some programs write there as it is, encoded (RFC 2047)."""
    if head.isascii():
        return head
    try:
        text = head.decode()
    except UnicodeDecodeError:
        text = head.decode("cp1252", "replace")
    return _BEYOND_ASCII.sub(_encode_words, text).encode("ascii")


def _encode_words(found: re.Match[str]) -> str:
    words = found[0].rstrip(" \t")
    # Space between two encoded words is none, so that they may be short (RFC 2047 §6.2).
    pieces = [words[at : at + _LONGEST_WORD] for at in range(0, len(words), _LONGEST_WORD)]
    encoded = " ".join(f"=?utf-8?B?{b64encode(piece.encode()).decode()}?=" for piece in pieces)
    return encoded + found[0][len(words) :]


def settle_mail(content: bytes) -> bytes:
    """Return a mail without what programs change that keep it, so that it is the same wherever it stands."""
    content = content.replace(b"\r\n", b"\n").removeprefix(codecs.BOM_UTF8).lstrip(b"\n")
    if content.startswith(b"From "):
        content = content.partition(b"\n")[2]
    head, body = split_head(content)
    kept = [field for name, field in _split_fields(head) if name not in _MARKS]
    return (b"".join(kept) + body).rstrip(b"\n")


def without_quoting(content: bytes) -> bytes:
    """Return a mail as it is compared: some mailboxes quote a line "From " in it, and some do not."""
    return _QUOTED.sub(b"From ", content)


def find_message_id(head: bytes) -> str | None:
    """Return what a mail is known by all over the world, in brackets (RFC 5322 §3.6.4), or None."""
    stated = b"".join(find_header(head, b"message-id").split()).strip(b"<>")
    if not stated or len(stated) > _LONGEST_ID or not stated.isascii():
        return None
    text = stated.decode("ascii")
    return f"<{text}>" if text.isprintable() else None


def find_header(head: bytes, name: bytes) -> bytes:
    """Return the value of the first header of that name, which is lower-case; empty where there is none."""
    for found, field in _split_fields(head):
        if found == name:
            return field.partition(b":")[2]
    return b""


def _split_fields(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name of each header, lower-case, and its lines."""
    lines: list[bytes] = []
    for line in head.splitlines(keepends=True):
        if lines and line[:1] not in b" \t":
            yield _name_of(lines), b"".join(lines)
            lines = []
        lines.append(line)
    if lines:
        yield _name_of(lines), b"".join(lines)


def _name_of(lines: list[bytes]) -> bytes:
    return lines[0].partition(b":")[0].strip().lower()
