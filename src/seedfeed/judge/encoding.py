"""Bytes -> the text of a feed, and what is wrong with how it is encoded (XML 1.0 §4.3.3)."""

import codecs
import re

from msgspec import Struct

from seedfeed.judge.finding import Finding, quote

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([^\"'>]{0,40})[\"']")
_CLAUSE = "XML 1.0 §4.3.3"
# What Python calls an encoding of text, and no XML parser does.
_NO_CHARSETS = frozenset(["idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"])


class Decoded(Struct, frozen=True):
    """A feed's text.

    Attributes:
        text: nothing where it cannot be decoded.
        findings: what is wrong with its encoding.
    """

    text: str | None
    findings: tuple[Finding, ...] = ()


def decode_xml(data: bytes) -> Decoded:
    """Decode XML as its mark and its declaration say."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], name, _judge_mark(data[len(mark) :], name))
    for start, name in _UNMARKED:
        if data.startswith(start):
            missing = Finding(
                1, "error", f"{name[:6].upper()} without a byte order mark; save it as UTF-8", _CLAUSE
            )
            return _decode(data, name, (missing,))
    return _decode_declared(data, _declared(data) or "utf-8")


def _decode_declared(data: bytes, declared: str) -> Decoded:
    """Decode what is in some encoding of which ASCII is a part."""
    name = _codec(declared)
    if name is None:
        return Decoded(None, (_unknown(declared),))
    if name.startswith(("utf-16", "utf-32")):  # its bytes are not
        what = (
            f"declares encoding {quote(declared)}, and is in another; write encoding='utf-8', and save it so"
        )
        return _decode(data, "utf-8", (Finding(1, "error", what, _CLAUSE),))
    return _decode(data, name, ())


def _declared(data: bytes) -> str | None:
    found = _DECLARED.match(data)
    return found[1].decode("latin-1") if found else None


def _judge_mark(data: bytes, name: str) -> tuple[Finding, ...]:
    """Compare a byte order mark with what is declared behind it."""
    declared = _declared(data[:1000].decode(name, "ignore").encode("latin-1", "ignore"))
    if declared is None or name.startswith(declared.lower().replace("_", "-")):
        return ()
    what = f"declares encoding {quote(declared)}, yet begins with the mark of {name}; make both the same"
    return (Finding(1, "error", what, _CLAUSE),)


def _codec(declared: str) -> str | None:
    """Return Python's name for a charset; nothing where it is none that text is in."""
    try:
        found = codecs.lookup(declared)
    except (LookupError, ValueError):
        return None
    is_text = found._is_text_encoding  # noqa: SLF001 - as bytes.decode asks it
    return found.name if is_text and found.name not in _NO_CHARSETS else None


def _unknown(declared: str) -> Finding:
    what = f"declares encoding {quote(declared)}, which nobody knows; save it as UTF-8, and declare that"
    return Finding(1, "error", what, _CLAUSE)


def _decode(data: bytes, name: str, findings: tuple[Finding, ...]) -> Decoded:
    try:
        return Decoded(data.decode(name), findings)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = (
            f"byte 0x{data[error.start]:02X} is no {name.upper()}; save the file as UTF-8, and declare that"
        )
        return Decoded(None, (*findings, Finding(line, "error", what, _CLAUSE)))
