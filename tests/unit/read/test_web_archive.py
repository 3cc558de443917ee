"""Pages that a browser saved in one file."""

import quopri

import pytest

from seedfeed.read.values import ValuesError
from seedfeed.read.web_archive import parse_web_archive

URL = "https://towncrier.example/2024/05/17/sheep?from=mail"


def archive(page: str, *, location: str = URL) -> bytes:
    """Return a page as Chromium saves it, with a frame and a picture of it."""
    coded = quopri.encodestring(page.encode()).decode()
    return (
        f"From: <Saved by Blink>\nSnapshot-Content-Location: {location}\nSubject: Sheep - The Town Crier\n"
        "Date: Mon, 20 May 2024 08:00:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/related;\n"
        '\ttype="text/html";\n\tboundary="----MultipartBoundary--x----"\n\n\n'
        "------MultipartBoundary--x----\nContent-Type: text/html\nContent-ID: <frame@mhtml.blink>\n"
        f"Content-Transfer-Encoding: quoted-printable\nContent-Location: {location}\n\n{coded}\n"
        "------MultipartBoundary--x----\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n"
        "------MultipartBoundary--x----\nContent-Type: text/html\n\n<p>A frame</p>\n"
        "------MultipartBoundary--x------\n"
    ).replace("\n", "\r\n").encode()  # fmt: skip


def test_a_saved_page_is_its_first_part() -> None:
    """Not its frames, and not the day it was saved; where it came from is its link."""
    found = parse_web_archive(archive("<title>Sheep</title><p>Für alle: sheep.</p>"))
    assert found.text.strip() == "<title>Sheep</title><p>Für alle: sheep.</p>"
    assert (found.values, found.notes) == ({"link": URL}, ())


def test_what_the_page_calls_its_address_is_better() -> None:
    """That in the browser may tell who came from where."""
    page = '<link rel="canonical" href="https://towncrier.example/sheep"><p>Sheep.</p>'
    assert parse_web_archive(archive(page)).values == {}
    assert parse_web_archive(archive("<p>Sheep.</p>", location="file:///home/ann/sheep.html")).values == {}


@pytest.mark.parametrize(
    "content", [b"", b"<p>A page</p>", b"\0\1", b"Subject: x\n\nText", archive("")[:300]]
)
def test_what_holds_no_page_says_so(content: bytes) -> None:
    """And what to do about it."""
    with pytest.raises(ValuesError, match="no page in it, save it from the browser again"):
        parse_web_archive(content)
