"""Bytes of unknown encoding -> text that XML can hold. Guesses only where it says so."""

import codecs
import re
from collections.abc import Callable
from functools import partial
from unicodedata import category

from msgspec import Struct

from seedfeed.text import clean, late_pattern

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
# Labels that the codecs of Python do not know (Encoding §4.2).
_KNOWN_AS = {
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-mac-roman": "mac_roman",
    "win-1251": "cp1251",
}
# Codecs that turn bytes into something else than the text that stands there.
_NO_ENCODINGS = ("utf", "unicode", "punycode", "idna", "raw_", "rot", "hex", "base64", "bz2", "zlib")
# So many sound characters of UTF-8 for each that is none are there by no chance: a text was cut, or joined.
_SOUND_FOR_EACH = 4
# Where Western languages are written in Windows-1252, less than one letter in six is beyond ASCII; where the
# text is Cyrillic, Greek or Chinese, most are. Fewer of them tell nothing.
_FEWEST_FOREIGN, _MOST_FOREIGN = 20, 0.4
_LETTERS = bytes(c for c in range(128) if chr(c).isalpha())
# All beyond ASCII but the quotation marks, dashes and spaces of Windows-1252.
_FOREIGN = bytes(set(range(0x80, 0x100)) - {0x80, 0x85, *range(0x91, 0x98), 0xA0, 0xAB, 0xBB})
_ASCII = bytes(range(128))
# What of bytes without a mark is looked at for UTF-16, and what text holds beside printable signs.
_WIDE_SAMPLE = 8_192
_UNPRINTED = frozenset("\t\n\r\f\ufeff")
# What two, three and four bytes of UTF-8 look like as Windows-1252; without those beginnings that a word may
# end in before a quotation mark.
_REST = "\u0080-\u00bf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
_TWICE = late_pattern(
    f"[\u00c2\u00c3][{_REST}]|\u00e2[\u20ac\u201a\u2020\u0080\u0082\u0086][{_REST}]|\u00f0[\u0178\u009f][{_REST}]{{2}}"
)
_SIGNS_OF_TWICE = ("\u00e2\u20ac", "\u00c3", "\u00c2", "\u00f0\u0178", "\u00e2\u0080")
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
    raw, mended = _mend(raw.lstrip("\ufeff"))
    text = clean(raw)
    if not text.strip():
        raise ValueError("empty, expected a title on the first line")
    if text.count("\ufffd") * _MOST_ILLEGIBLE > len(text):
        raise ValueError("not text: more than one character in ten is illegible")
    if mended:
        twice = f"decoded twice: {mended} characters mended"
        note = twice if note is None else f"{note}; {twice}"
    return Decoded(text=text, note=note)


def _mend(text: str) -> tuple[str, int]:
    """Return a text with what somebody before us took for Windows-1252 read as UTF-8, and how much that was.

    Only where it is sure: quotation marks, dashes, accents of Western Europe and pictographs.
    """
    if text.isascii() or not any(sign in text for sign in _SIGNS_OF_TWICE):
        return text, 0
    mended, count = _TWICE.subn(_decode_again, text)
    return mended, count if mended != text else 0


def _decode_again(match: re.Match[str]) -> str:
    octets = b"".join(_octet(character) for character in match[0])
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return match[0]


def _octet(character: str) -> bytes:
    """Return the byte that a character of Windows-1252 or Latin-1 was."""
    return bytes([ord(character)]) if ord(character) < 0x100 else character.encode("cp1252")  # noqa: PLR2004


_Fallback = Callable[[bytes, str], tuple[str, str | None]]


def decode_part(content: bytes, label: str | None, *, is_html: bool) -> Decoded:
    """Read a part of a mail: as `decode_page` does, by the charset that its header declares, or the page.

    Raises:
        ValueError: the bytes are no text; the message says why.
    """
    if label is None:
        return decode_page(content) if is_html else decode(content)
    return _finish(*_decode_raw(content, partial(_decode_as, label)))


def _decode_raw(content: bytes, fall_back: _Fallback) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_wide(content[len(mark) :], encoding)
    nul = content.find(0)
    if nul >= 0:
        return _decode_unmarked(content, nul)
    if b"\x1b" in content and (
        b"\x1b$" in content or b"\x1b(" in content
    ):  # the shifts of ISO-2022, which is ASCII to UTF-8
        return fall_back(content, "ISO-2022 escapes")
    try:
        return content.decode(), None
    except UnicodeDecodeError as error:
        content = content.removeprefix(codecs.BOM_UTF8)
        return _decode_damaged(content, error.start) or fall_back(content, f"not UTF-8 at byte {error.start}")


def _decode_unmarked(content: bytes, nul: int) -> tuple[str, str | None]:
    """Read UTF-16 without a mark: zeros in the same half of each pair only, and nothing but text.

    Raises:
        ValueError: it is something else; the message says where.
    """
    encoding, name = ("utf-16-le", "little") if nul % 2 else ("utf-16-be", "big")
    if len(content) % 2 == 0 and 0 not in content[1 - nul % 2 :: 2]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            text = ""
        sample = text[:_WIDE_SAMPLE]
        is_text = all(c in _UNPRINTED or c.isprintable() or category(c) in {"Cf", "Zs"} for c in sample)
        if is_text and len(sample.split()) > 1:
            return text, f"read as UTF-16, {name}-endian: no byte order mark"
    raise ValueError(f"not text: NUL byte at {nul}")


def _decode_damaged(content: bytes, start: int) -> tuple[str, str | None] | None:
    """Read UTF-8 in which a few bytes are none: cut off at the end, or joined with another text."""
    text = content.decode("utf-8", "replace")
    replaced = text.count("\ufffd")
    sound = len(text) - replaced - _count(content, _ASCII)
    if sound < _SOUND_FOR_EACH * (replaced - content.count("\ufffd".encode())):
        return None
    return content.decode("utf-8", _AS_WINDOWS), f"read as UTF-8, in spite of byte {start}"


def _read_as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read what is no UTF-8 as Windows-1252; of a character that is cut off at the end nothing is left."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.reason == "unexpected end of data":
        return "", error.end
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_AS_WINDOWS = "seedfeed.windows"
codecs.register_error(_AS_WINDOWS, _read_as_windows)


def _count(content: bytes, which: bytes) -> int:
    return len(content) - len(content.translate(None, which))


def _decode_undeclared(content: bytes, why: str) -> tuple[str, str | None]:
    """Read as Windows-1252 what can be a Western text.

    Raises:
        ValueError: most of its letters would be accented ones.
    """
    foreign = _count(content, _FOREIGN)
    if foreign > max(_FEWEST_FOREIGN, _MOST_FOREIGN * (foreign + _count(content, _LETTERS))):
        raise ValueError(f"in an encoding that nothing tells ({why}); save it as UTF-8")
    return content.decode("cp1252", "replace"), f"read as Windows-1252: {why}"


def _decode_declared(content: bytes, why: str) -> tuple[str, str | None]:
    declared = _DECLARED.search(content[:_DECLARED_WITHIN])
    if declared is None:
        return _decode_undeclared(content, why)
    return _decode_as(declared[1].decode("ascii"), content, why)


def _decode_as(label: str, content: bytes, why: str) -> tuple[str, str | None]:
    """Read by a label as browsers read it, or as Windows-1252 where it is the label of no encoding."""
    label = label.strip().lower()
    try:
        name = codecs.lookup(_KNOWN_AS.get(label, label)).name
        encoding = _READ_AS.get(name, name)
        if encoding.startswith(_NO_ENCODINGS):
            return _decode_undeclared(content, why)
        text = content.decode(encoding, "replace")
    except (LookupError, UnicodeError, ValueError, AssertionError):
        return _decode_undeclared(content, f"{why}, and {label[:40]!r} is no encoding we know")
    return text, None


def _decode_wide(content: bytes, encoding: str) -> tuple[str, str | None]:
    try:
        return content.decode(encoding), None
    except UnicodeDecodeError as error:
        name = encoding.rpartition("-")[0].upper()
        return content.decode(encoding, "replace"), f"illegible as {name} at byte {error.start}"
