"""Bytes of unknown encoding -> text that XML can hold. Guesses only where it says so."""

import codecs
import re
from collections.abc import Callable

from msgspec import Struct

from seedfeed.text import clean

# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Where a page declares its encoding (HTML §13.2.3.2), and what browsers read these labels as (Encoding §4.2).
_DECLARED = re.compile(rb"(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9._:-]{2,40})")
_DECLARED_WITHIN = 2_048
_READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
# One character in ten that no text holds: the file is a picture or an archive with a text's name.
_MOST_ILLEGIBLE = 10


class Decoded(Struct, frozen=True, kw_only=True):
    r"""A text and how it was read.

    Attributes:
        text: XML-legal; lines end in `\n`.
        note: what was guessed; absent where the encoding is certain.
    """

    text: str
    note: str | None = None


def decode(content: bytes) -> Decoded:
    """Read by byte order mark, else as UTF-8, else as Windows-1252 with a note.

    Raises:
        ValueError: the bytes are no text; the message says why.
    """
    return _finish(*_decode_raw(content, _decode_undeclared))


def decode_page(content: bytes) -> Decoded:
    """Read an HTML page: as `decode` does, but by its declared encoding before Windows-1252.

    A page that is sound UTF-8 is UTF-8 whatever it declares: by chance nothing else is.

    Raises:
        ValueError: the bytes are no text; the message says why.
    """
    return _finish(*_decode_raw(content, _decode_declared))


def _finish(raw: str, note: str | None) -> Decoded:
    # A mark inside, from files joined end to end, is no part of the text (Unicode §23.8).
    text = clean(raw.lstrip("\ufeff"))
    if not text.strip():
        raise ValueError("empty, expected a title on the first line")
    if text.count("\ufffd") * _MOST_ILLEGIBLE > len(text):
        raise ValueError("not text: more than one character in ten is illegible")
    return Decoded(text=text, note=note)


_Fallback = Callable[[bytes, str], tuple[str, str | None]]


def _decode_raw(content: bytes, fall_back: _Fallback) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_wide(content[len(mark) :], encoding)
    nul = content.find(0)
    if nul >= 0:
        raise ValueError(f"not text: NUL byte at {nul}")
    if b"\x1b$" in content or b"\x1b(" in content:  # the shifts of ISO-2022, which is ASCII to UTF-8
        return fall_back(content, "ISO-2022 escapes")
    try:
        return content.decode(), None
    except UnicodeDecodeError as error:
        return fall_back(content.removeprefix(codecs.BOM_UTF8), f"not UTF-8 at byte {error.start}")


def _decode_undeclared(content: bytes, why: str) -> tuple[str, str | None]:
    return content.decode("cp1252", "replace"), f"read as Windows-1252: {why}"


def _decode_declared(content: bytes, why: str) -> tuple[str, str | None]:
    declared = _DECLARED.search(content[:_DECLARED_WITHIN])
    if declared is None:
        return _decode_undeclared(content, why)
    label = declared[1].decode("ascii").lower()
    try:
        name = codecs.lookup(label).name
        encoding = _READ_AS.get(name, name)
        if encoding.startswith(
            ("utf", "unicode", "punycode", "idna", "raw_", "rot", "hex", "base64", "bz2", "zlib")
        ):
            return _decode_undeclared(content, why)
        text = content.decode(encoding, "replace")
    except (LookupError, UnicodeError, AssertionError):
        return _decode_undeclared(content, f"{why}, and {label!r} is no encoding we know")
    return text, None


def _decode_wide(content: bytes, encoding: str) -> tuple[str, str | None]:
    try:
        return content.decode(encoding), None
    except UnicodeDecodeError as error:
        name = encoding.rpartition("-")[0].upper()
        return content.decode(encoding, "replace"), f"illegible as {name} at byte {error.start}"
