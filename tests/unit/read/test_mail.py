from base64 import b64encode
from time import process_time

import pytest

from seedfeed.read.mail import parse_mail
from seedfeed.read.values import ValuesError

HEADERS = (
    "From: Garden Letter <letter@garden.example>\nSubject: What to sow\n"
    "Date: Mon, 20 Mar 2023 07:00:00 +0000\n"
)


def mail(body: str, *headers: str) -> bytes:
    """Return a mail with these headers beside the usual ones."""
    return (HEADERS + "".join(f"{header}\n" for header in headers) + "\n" + body).encode()


def test_headers_say_title_date_and_author() -> None:
    """The sender's address is nobody's business."""
    found = parse_mail(mail("Peas now."))
    assert found.values == {
        "title": "What to sow",
        "date": "Mon, 20 Mar 2023 07:00:00 +0000",
        "author": "Garden Letter",
    }
    assert (found.text, found.is_html, found.notes) == ("Peas now.", False, ())


def test_encoded_words_are_read() -> None:
    """RFC 2047 §2."""
    raw = b"Subject: =?utf-8?q?B=C3=A4ume?= =?utf-8?b?IMO8YmVyYWxs?=\n\nText"
    assert parse_mail(raw).values["title"] == "Bäume überall"


@pytest.mark.parametrize(
    ("header", "link"),
    [
        ("Archived-At: <https://letters.example/12>", "https://letters.example/12"),
        ("Archived-At: <ftp://letters.example/12>", None),
        ("List-Post: <https://letters.example/post>", None),
    ],
)
def test_only_an_archived_copy_is_the_link(header: str, link: str | None) -> None:
    """RFC 5064 §2; where one posts to is no article."""
    assert parse_mail(mail("Text", header)).values.get("link") == link


def test_html_is_preferred_and_attachments_are_not_read() -> None:
    """A newsletter's plain part is often but a pointer to it."""
    parts = (
        "--x\nContent-Type: text/plain\n\nView in browser\n"
        "--x\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<p>f=FCr alle</p>\n"
        "--x\nContent-Type: text/html\nContent-Disposition: attachment\n\n<p>attached</p>\n--x--\n"
    )
    found = parse_mail(mail(parts, "MIME-Version: 1.0", 'Content-Type: multipart/alternative; boundary="x"'))
    assert found.is_html
    assert found.text.strip() == "<p>für alle</p>"


WRAPPED = "Peas and broad beans can go into the ground now, as long as it is not wet.\nCover the rows."


@pytest.mark.parametrize(
    ("body", "headers", "text"),
    [
        (WRAPPED, (), WRAPPED.replace("\n", " ")),
        ("Short line.\nAnother one.", (), "Short line.\nAnother one."),
        ("One line \nflowed on.", ("Content-Type: text/plain; format=flowed",), "One line flowed on."),
        (WRAPPED.replace("Cover", "- Cover"), (), WRAPPED.replace("Cover", "- Cover")),
        (f"{'long ' * 30}\nnext line", (), f"{'long ' * 30}\nnext line"),
        ("Text.\n-- \nJo\nGarden Letter", (), "Text.\n"),
    ],
    ids=["wrapped", "short", "flowed", "item", "not wrapped", "signature"],
)
def test_lines_that_a_program_broke_are_joined(body: str, headers: tuple[str, ...], text: str) -> None:
    """A paragraph is one line, as in any article."""
    assert parse_mail(mail(body, *headers)).text == text


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("iso-2022-jp", "iso2022_jp", "日本の橋"),
        ("gb2312", "gb18030", "橋は閉鎖"),
        ("ks_c_5601-1987", "cp949", "다리가 닫혔다"),
        ("koi8-r", "koi8_r", "Мост закрыт"),
        ("iso-8859-1", "cp1252", "“für alle”"),
        ("iso-8859-8-i", "iso8859_8", "הגשר נסגר"),
        ("us-ascii", "utf-8", "für alle"),
        ("utf-16", "utf-16-be", "The bridge is closed"),
    ],
)
def test_a_text_is_read_by_the_charset_it_declares(label: str, encoding: str, text: str) -> None:
    """As mail programs read it: by what the label has come to mean."""
    body = b64encode(text.encode(encoding))
    head = f"Content-Type: text/plain; charset={label}\nContent-Transfer-Encoding: base64\n\n"
    assert parse_mail(HEADERS.encode() + head.encode() + body).text == text


def test_a_wrong_charset_is_noted() -> None:
    """The text is read as well as can be."""
    raw = HEADERS.encode() + b"Content-Type: text/plain; charset=klingon\n\nf\xfcr alle"
    found = parse_mail(raw)
    assert found.text == "für alle"
    assert found.notes == ("read as Windows-1252: not UTF-8 at byte 1, and 'klingon' is no encoding we know",)


@pytest.mark.parametrize(
    "content",
    [
        b"just a text without any header",
        mail(""),
        mail("--x--", "MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="x"'),
        b"Subject: picture\nContent-Type: image/png\n\nxyz",
        b"\0\1\2",
    ],
    ids=["no headers", "empty", "no parts", "picture", "bytes"],
)
def test_a_mail_without_text_says_so(content: bytes) -> None:
    """And what to do about it."""
    with pytest.raises(ValuesError, match="mail"):
        parse_mail(content)


def test_a_header_without_end_is_not_read_to_its_end() -> None:
    """The library would take minutes over it."""
    start = process_time()
    found = parse_mail(mail("Text.", "Content-Type: text/plain" + ";" * 90_000))
    assert found.text == "Text."
    assert process_time() - start < 10  # far from a measurement: a hang is longer


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_headers_that_nobody_encoded_are_read(encoding: str) -> None:
    """Some programs write them as they are."""
    long = "für alle " * 40
    raw = f"Subject: Bäume, {long}\nFrom: Jörg Müller <j@garden.example>\n\nText".encode(encoding)
    assert parse_mail(raw).values == {"title": f"Bäume, {long}".strip(), "author": "Jörg Müller"}


def parts(*bodies: str, kind: str = "mixed") -> bytes:
    """Return a mail of these parts."""
    text = "".join(f"--x\n{body}\n" for body in bodies)
    return mail(f"{text}--x--\n", "MIME-Version: 1.0", f'Content-Type: multipart/{kind}; boundary="x"')


def test_a_letter_of_pictures_is_read_from_its_plain_part() -> None:
    """Where a page shows no word, the text beside it is the letter."""
    plain = "Content-Type: text/plain\n\nPeas now."
    html = (
        "Content-Type: text/html\n\n<style>p {}</style><title>Peas</title><img src='https://g.example/a.png'>"
    )
    found = parse_mail(parts(plain, html, kind="alternative"))
    assert (found.text, found.is_html) == ("Peas now.", False)
    assert parse_mail(parts(plain, html + "<p>Beans.</p>", kind="alternative")).is_html


def test_a_letter_that_is_cut_by_a_picture_is_whole() -> None:
    """As Apple Mail sends it; what is attached is not read."""
    picture = "Content-Type: image/png\n\nabc"
    attached = "Content-Type: text/html\nContent-Disposition: attachment\n\n<p>no</p>"
    html = "Content-Type: text/html\n\n"
    found = parse_mail(parts(f"{html}<p>One.</p>", picture, f"{html}<p>Two.</p>", attached))
    assert found.text.split() == ["<p>One.</p>", "<p>Two.</p>"]


@pytest.mark.parametrize("subject", ["Fwd: a mail", "FW: [x] a mail"])
def test_a_mail_that_is_sent_on_as_an_attachment_is_the_article(subject: str) -> None:
    """With its own headers, and known by what the whole is known by."""
    inner = "Content-Type: message/rfc822\n\nFrom: Garden Letter <l@g.example>\nSubject: Peas\n\nPeas now."
    raw = parts("Content-Type: text/plain\n\nsee below", inner)
    raw = raw.replace(b"Subject: What to sow", f"Message-ID: <1@home.example>\nSubject: {subject}".encode())
    found = parse_mail(raw)
    assert found.values == {"title": "Peas", "author": "Garden Letter", "id": "<1@home.example>"}
    assert found.text.strip() == "Peas now."


def test_a_mail_attached_to_a_letter_is_not_the_letter() -> None:
    """Only where the mail says that it sends it on, or has no text."""
    inner = "Content-Type: message/rfc822\n\nSubject: Peas\n\nPeas now."
    assert parse_mail(parts("Content-Type: text/plain\n\nMy letter.", inner)).text == "My letter."
    assert parse_mail(parts(inner)).values["title"] == "Peas"


def test_mails_in_mails_in_mails_are_refused() -> None:
    """The library goes into each of them."""
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{k}\n\n--b{k}\n" for k in range(3000))
    with pytest.raises(ValuesError, match="not a mail that can be read"):
        parse_mail(f"Subject: x\n{deep}\nText".encode())


def test_a_mail_of_many_parts_is_read_in_time() -> None:
    """The library reads a part's headers whenever it is asked."""
    start = process_time()
    found = parse_mail(parts(*["Content-Type: text/plain\n\nPeas."] * 20_000))
    assert found.text.startswith("Peas.")
    assert process_time() - start < 4  # far from a measurement: a hang is longer
