"""Bytes of unknown encoding -> text that XML can hold. Guesses only where it says so."""

import codecs

from msgspec import Struct

from seedfeed.text import clean

# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
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
    raw, note = _decode_raw(content)
    # A mark inside, from files joined end to end, is no part of the text (Unicode §23.8).
    text = clean(raw.lstrip("\ufeff"))
    if not text.strip():
        raise ValueError("empty, expected a title on the first line")
    if text.count("\ufffd") * _MOST_ILLEGIBLE > len(text):
        raise ValueError("not text: more than one character in ten is illegible")
    return Decoded(text=text, note=note)


def _decode_raw(content: bytes) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_wide(content[len(mark) :], encoding)
    nul = content.find(0)
    if nul >= 0:
        raise ValueError(f"not text: NUL byte at {nul}")
    try:
        return content.decode(), None
    except UnicodeDecodeError as error:
        rest = content.removeprefix(codecs.BOM_UTF8)
        note = f"read as Windows-1252: not UTF-8 at byte {error.start}"
        return rest.decode("cp1252", "replace"), note


def _decode_wide(content: bytes, encoding: str) -> tuple[str, str | None]:
    try:
        return content.decode(encoding), None
    except UnicodeDecodeError as error:
        name = encoding.rpartition("-")[0].upper()
        return content.decode(encoding, "replace"), f"illegible as {name} at byte {error.start}"
