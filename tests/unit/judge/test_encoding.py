"""How a feed is encoded, against what it says (XML 1.0 §4.3.3)."""

import codecs

import pytest

from seedfeed.judge.encoding import decode_xml

_TEXT = '<?xml version="1.0" encoding="{}"?>\n<a>é</a>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("<a>é</a>".encode(), None),
        (codecs.BOM_UTF8 + _TEXT.format("utf-8").encode(), None),
        (_TEXT.format("ISO-8859-1").encode("latin-1"), None),
        (_TEXT.format("windows-1252").encode("cp1252"), None),
        (_TEXT.format("UTF-16").encode("utf-16"), None),
        (codecs.BOM_UTF16_BE + _TEXT.format("UTF-16").encode("utf-16-be"), None),
        (_TEXT.format("UTF-16").encode("utf-16-le"), "without a byte order mark"),
        (codecs.BOM_UTF8 + _TEXT.format("iso-8859-1").encode(), "yet begins with the mark of utf-8"),
        (_TEXT.format("UTF-16").encode(), "is in another"),
    ],
    ids=["none", "utf8 mark", "latin", "windows", "utf16", "utf16be", "no mark", "other mark", "other"],
)
def test_xml_4_3_3_declared_and_actual(data: bytes, says: str | None) -> None:
    """The text is read all the same where it can be, and what does not fit is told."""
    decoded = decode_xml(data)
    assert decoded.text is not None
    assert decoded.text.endswith("<a>é</a>")
    assert [says in finding.what for finding in decoded.findings if says] == ([] if says is None else [True])


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        ("<a>\né</a>".encode("latin-1"), 2, "byte 0xE9 is no UTF-8"),
        (_TEXT.format("us-ascii").encode(), 2, "byte 0xC3 is no ASCII"),
        (_TEXT.format("klingon").encode(), 1, "which nobody knows"),
        (_TEXT.format("hex").encode(), 1, "which nobody knows"),
        (_TEXT.format("utf-7").encode(), 1, "which nobody knows"),
        (b"\xff\xfe<\0a", 1, "is no UTF-16-LE"),
    ],
    ids=["latin", "ascii", "unknown", "no text", "risky", "cut"],
)
def test_xml_4_3_3_cannot_be_decoded(data: bytes, line: int, says: str) -> None:
    """The first byte that does not fit is told with its line."""
    decoded = decode_xml(data)
    assert decoded.text is None
    (finding,) = decoded.findings
    assert (finding.line, finding.level) == (line, "error")
    assert says in finding.what
