"""Bytes of unknown encoding -> text."""

from contextlib import suppress
from time import process_time

import pytest

from seedfeed.read.decode import Decoded, decode, decode_page

_TEXT = "Žluťoučký kůň 😀"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_known_for_sure_need_no_note(encoding: str) -> None:
    """A byte order mark, or valid UTF-8, leaves no doubt, and the mark is no text."""
    assert decode(_TEXT.encode(encoding)) == Decoded(text=_TEXT)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\0\0\xfe\xff", "utf-32-be")],
    ids=["utf-16-be", "utf-16-le", "utf-32-be"],
)
def test_byte_order_is_that_of_the_mark(mark: bytes, encoding: str) -> None:
    """Both orders are read."""
    assert decode(mark + _TEXT.encode(encoding)).text == _TEXT


@pytest.mark.parametrize(
    ("content", "text", "note"),
    [
        pytest.param(b"It\x92s", "It\u2019s", "read as Windows-1252: not UTF-8 at byte 2", id="cp1252"),
        pytest.param(
            b"A text \x81 of bytes", "A text \ufffd of bytes",
            "read as Windows-1252: not UTF-8 at byte 7", id="undefined",
        ),
        pytest.param(
            b"\xef\xbb\xbfcaf\xe9", "café", "read as Windows-1252: not UTF-8 at byte 6", id="mark-and-lie"
        ),
        pytest.param(
            b"\xff\xfe" + "A text cut short".encode("utf-16-le") + b"a", "A text cut short\ufffd",
            "illegible as UTF-16 at byte 32", id="cut-utf-16",
        ),
        pytest.param(
            "A text, without a mark".encode("utf-16-le"), "A text, without a mark",
            "read as UTF-16, little-endian: no byte order mark", id="utf-16-le",
        ),
        pytest.param(
            "\u062c\u0633\u0631\u200f \u0645\u063a\u0644\u0642\n".encode("utf-16-be"),
            "\u062c\u0633\u0631\u200f \u0645\u063a\u0644\u0642\n",
            "read as UTF-16, big-endian: no byte order mark", id="utf-16-be",
        ),
        pytest.param(
            "“Grüße” … für".encode()[:-1] + b"\xc3", "“Grüße” … fü",
            "read as UTF-8, in spite of byte 21", id="cut-utf-8",
        ),
        pytest.param(
            "“Grüße” – ".encode() + b"it\x92s", "“Grüße” – it’s",
            "read as UTF-8, in spite of byte 20", id="joined",
        ),
    ],
)  # fmt: skip
def test_guesses_are_noted(content: bytes, text: str, note: str) -> None:
    """What was not certain is said, and where the doubt begins."""
    assert decode(content) == Decoded(text=text, note=note)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "empty, expected a title on the first line", id="empty"),
        pytest.param(b" \r\n\t\xc2\xa0", "empty, expected a title on the first line", id="white-space"),
        pytest.param(b"\xef\xbb\xbf", "empty, expected a title on the first line", id="mark-only"),
        pytest.param(b"ab\0cd", "not text: NUL byte at 2", id="nul"),
        pytest.param("ab".encode("utf-16-le"), "not text: NUL byte at 1", id="two-letters"),
        pytest.param(b"\x01\0\x05\0 \0\x07\0", "not text: NUL byte at 1", id="small-numbers"),
        pytest.param("a b".encode("utf-16-le") + b"\0", "not text: NUL byte at 1", id="odd"),
        pytest.param("a b".encode("utf-32-le"), "not text: NUL byte at 1", id="utf-32"),
        pytest.param(b"a\0 \0b\0\x00\xd8c\0", "not text: NUL byte at 1", id="half-a-pair"),
        pytest.param(
            "Мост закрыт навсегда, сообщили в городе".encode("cp1251"),
            "in an encoding that nothing tells .not UTF-8 at byte 0.; save it as UTF-8",
            id="cyrillic",
        ),
        pytest.param(
            "この橋は来月まで閉鎖されると市が発表した".encode("shift_jis"),
            "in an encoding that nothing tells",
            id="japanese",
        ),
        pytest.param(
            b"\x01\x02\x03abcdefg", "not text: more than one character in ten is illegible", id="binary"
        ),
        pytest.param(
            b"\xff\xfe" + b"\x00\xd8" * 9,
            "not text: more than one character in ten is illegible",
            id="surrogates",
        ),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: str) -> None:
    """Pictures and archives with a text's name do not reach a feed."""
    with pytest.raises(ValueError, match=reason):
        decode(content)


def test_tenth_illegible_is_still_text() -> None:
    """A damaged text is better than none."""
    assert decode(b"abcdefghi\x01").text == "abcdefghi\ufffd"


def test_marks_between_joined_files_are_dropped() -> None:
    """A second mark at the start is not part of the title."""
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbfTitle").text == "Title"


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("windows-1251", "cp1251"),
        ("iso-8859-1", "cp1252"),
        ("Shift_JIS", "cp932"),
        ("gb2312", "gb18030"),
        ("ISO-2022-JP", "iso2022_jp"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_declares(label: str, encoding: str) -> None:
    """As browsers read the label, which is not always what it says."""
    word = {"cp1251": "мост", "cp1252": "für “es”"}.get(encoding, "日本")
    page = f'<meta charset="{label}"><p>{word}</p>'
    decoded = decode_page(page.encode(encoding))
    assert word in decoded.text
    assert decoded.note is None


def test_a_page_that_is_utf_8_is_read_so_whatever_it_declares() -> None:
    """Nothing else is by chance."""
    assert "für" in decode_page('<meta charset="windows-1251">für'.encode()).text


@pytest.mark.parametrize("label", ["klingon", "utf-8", "rot13", "hex"])
def test_a_page_in_no_encoding_we_know_is_windows_1252(label: str) -> None:
    """With a note that says so."""
    decoded = decode_page(f'<meta charset="{label}">f\xfcr'.encode("latin-1"))
    assert "für" in decoded.text
    assert decoded.note is not None
    assert "Windows-1252" in decoded.note


@pytest.mark.parametrize(
    "content",
    [b"\xff" * 3_000_000, b"a\0" * 1_500_000, b"\xc3\xa4\xff" * 1_000_000, bytes(range(1, 256)) * 12_000],
    ids=["no utf-8", "wide", "damaged", "all bytes"],
)
def test_three_megabytes_are_read_or_refused_at_once(content: bytes) -> None:
    """Whatever they are."""
    start = process_time()
    with suppress(ValueError):
        decode_page(content)
    assert process_time() - start < 5  # far from a measurement: a hang is longer


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Earth\u00e2\u20ac\u2122s", "Earth\u2019s"),
        ("\u00e2\u20ac\u0153Caf\u00c3\u00a9\u00e2\u20ac\u009d", "\u201cCaf\u00e9\u201d"),
        ("12\u00c2\u00b0 \u00e2\u20ac\u201c 5 \u00e2\u201a\u00ac", "12\u00b0 \u2013 5 \u20ac"),
        ("\u00f0\u0178\u02dc\u20ac", "\U0001f600"),
    ],
)
def test_text_that_was_decoded_twice_is_mended(written: str, meant: str) -> None:
    """As browsers never show it; the reader of the file is told."""
    found = decode(f"Title\n{written} and more".encode())
    assert found.text == f"Title\n{meant} and more"
    assert found.note is not None
    assert "decoded twice" in found.note


@pytest.mark.parametrize(
    "text",
    [
        "caf\u00e9\u2019\u201d he said",
        "N\u00c3O \u00e9",
        "\u00e2ge \u00abd\u2019or\u00bb",
        "\u00c2 bient\u00f4t",
        "\u00a3\u00a9\u00ae",
    ],
)
def test_accents_before_quotation_marks_stay(text: str) -> None:
    """What may be meant is left as it is."""
    found = decode(f"Title\n{text}".encode())
    assert (found.text, found.note) == (f"Title\n{text}", None)
