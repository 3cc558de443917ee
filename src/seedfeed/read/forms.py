"""The forms an article's file may have: bytes of each -> text, and what it states. Touches no disk."""

import zlib
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from seedfeed.read.decode import Decoded, decode, decode_page
from seedfeed.read.front_matter import split_front_matter, split_jekyll_lists
from seedfeed.read.metadata import Stated, parse_stated
from seedfeed.read.names import Form, unpacked
from seedfeed.read.values import ValuesError

_GZIP = 16 + zlib.MAX_WBITS


class Parsed(Struct, frozen=True, kw_only=True):
    r"""One file's content, taken apart.

    Attributes:
        format: how `text` is written.
        text: XML-legal; lines end in `\n`.
        first_line: 1-based line of the file on which `text` starts.
        stated: its metadata.
        notes: what was guessed.
    """

    format: Literal["text", "markdown", "html"]
    text: str
    first_line: int = 1
    stated: Stated = Stated()
    notes: tuple[str, ...] = ()


def parse_content(form: Form, content: bytes, key: str) -> Parsed:
    """Take the content of the article of that key apart.

    Raises:
        ValuesError: it is not what its name says; a line where one is to blame.
    """
    return _PARSERS[form](content, key)


def unpack(content: bytes, largest: int) -> bytes:
    """Return what a gzip file holds (RFC 1952), all its members.

    Raises:
        ValuesError: damaged, cut off, or larger than `largest` bytes inside.
    """
    parts: list[bytes] = []
    size = 0
    while content:
        stream = zlib.decompressobj(_GZIP)
        try:
            part = stream.decompress(content, largest - size + 1)
        except zlib.error as error:
            raise ValuesError("damaged gzip file, pack it again") from error
        size += len(part)
        if size > largest:
            raise ValuesError(f"larger than {largest >> 20} MiB inside; split it, or move it away")
        if not stream.eof:
            raise ValuesError("gzip file that is cut off, pack it again")
        parts.append(part)
        content = stream.unused_data.lstrip(b"\0")
    return b"".join(parts)


def _decode(decoder: Callable[[bytes], Decoded], content: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        decoded = decoder(content)
    except ValueError as error:
        raise ValuesError(str(error)) from error
    return decoded.text, () if decoded.note is None else (decoded.note,)


def _parse_text(content: bytes, _key: str) -> Parsed:
    text, notes = _decode(decode, content)
    return Parsed(format="text", text=text, notes=notes)


def _parse_page(content: bytes, key: str) -> Parsed:
    text, notes = _decode(decode_page, content)
    # Pages of a site's own source may have front matter as well; what is saved from the web never does.
    is_source = text.startswith(("---\n", "+++\n"))
    return (
        _set_apart(text, "html", key, notes) if is_source else Parsed(format="html", text=text, notes=notes)
    )


def _parse_markdown(content: bytes, key: str) -> Parsed:
    text, notes = _decode(decode, content)
    return _set_apart(text, "markdown", key, notes)


def _set_apart(text: str, kind: Literal["markdown", "html"], key: str, notes: tuple[str, ...]) -> Parsed:
    apart = split_front_matter(text)
    stated = parse_stated(split_jekyll_lists(apart.values, unpacked(key)), apart.lines)
    return Parsed(format=kind, text=apart.body, first_line=apart.first_line, stated=stated, notes=notes)


def _parse_mail(content: bytes, _key: str) -> Parsed:
    from seedfeed.read.mail import parse_mail

    mail = parse_mail(content)
    return Parsed(
        format="html" if mail.is_html else "text",
        text=mail.text,
        stated=parse_stated(mail.values, {}),
        notes=mail.notes,
    )


def _parse_archive(content: bytes, _key: str) -> Parsed:
    from seedfeed.read.web_archive import parse_web_archive

    page = parse_web_archive(content)
    return Parsed(format="html", text=page.text, stated=parse_stated(page.values, {}), notes=page.notes)


def _parse_json(content: bytes, _key: str) -> Parsed:
    from seedfeed.read.json_article import parse_json_article

    text, notes = _decode(decode, content)
    article = parse_json_article(text)
    return Parsed(
        format="html" if article.is_html else "text",
        text=article.text,
        stated=parse_stated(article.values, {}),
        notes=notes,
    )


_PARSERS: dict[Form, Callable[[bytes, str], Parsed]] = {
    "text": _parse_text,
    "markdown": _parse_markdown,
    "html": _parse_page,
    "archive": _parse_archive,
    "mail": _parse_mail,
    "json": _parse_json,
}
