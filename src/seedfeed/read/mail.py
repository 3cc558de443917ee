"""A mail or newsletter (RFC 5322) -> text and what its headers state. The library costs 60 ms: imported late.

Its sender's address stays unpublished: who writes a newsletter states a name for readers.
"""

import re
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from seedfeed.read.decode import decode_part
from seedfeed.read.headers import encode_head, find_message_id, split_head
from seedfeed.read.letter import (
    drop_footer,
    drop_quotations,
    drop_service_links,
    find_links,
    has_words,
    open_forwarded,
    unfold_layout,
)
from seedfeed.read.sender import (
    find_named_address,
    find_post,
    find_web_version,
    home_of,
    parse_address,
    parse_list_name,
    parse_sender,
    strip_subject,
)
from seedfeed.read.values import ValuesError
from seedfeed.text import clean, collapse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage, MIMEPart

# Of 90,000 semicolons in one header the library read for 200 s (2026-11).
LONGEST_HEADER = 1_000
# Of 20,000 parts it made mails for 6 s (2026-11); a letter has a few.
MOST_PARTS = 200
# Lines this long that end before the width of a terminal were broken by the sender's program.
_WRAPPED, _WIDEST = 50, 90
_SIGNATURE = re.compile(r"^-- $", re.MULTILINE)
_ITEM = re.compile(r"[-*•>#\d]")


class Mail(Struct, frozen=True, kw_only=True):
    """A mail as read.

    Attributes:
        values: what its headers state, in the names of front matter.
    """

    text: str
    is_html: bool
    values: dict[str, str]
    notes: tuple[str, ...] = ()


def parse_mail(content: bytes) -> Mail:
    """Read one mail.

    Raises:
        ValuesError: it has no headers, or no text.
    """
    from email import message_from_bytes
    from email.policy import EmailPolicy

    parsed: dict[tuple[str, str], str] = {}

    class _Bounded(EmailPolicy):
        """Reads the beginning of a header, once: the library's time grows with the square of its length.

        It would read a part's type anew whenever it is asked for (20,000 parts: 5.0 s -> 0.4 s, 2026-11).
        """

        def header_fetch_parse(self, name: str, value: str) -> str:
            key = name, value[:LONGEST_HEADER]
            if key not in parsed:
                parsed[key] = super().header_fetch_parse(*key)
            return parsed[key]

    head, body = split_head(content)
    identity = find_message_id(head)
    try:
        message = cast("EmailMessage", message_from_bytes(encode_head(head) + body, policy=_Bounded()))
        attached = _find_attached(message)
        if attached is not None:
            message = attached
        values = _read_headers(message)
        if not values and identity is None:
            raise ValuesError("not a mail: expected headers such as 'Subject: …' on the first lines", 1)
        mail = _read_text(message, values)
    # What the library raises on headers that break the rules, apart from what it forgives.
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ValuesError(f"not a mail that can be read: {error}") from error
    return mail if identity is None else replace(mail, values={**mail.values, "id": identity})


def _find_attached(message: "EmailMessage") -> "EmailMessage | None":
    """Return the mail that is sent on as an attachment, if the mail says that it does so, or has no text."""
    is_forward = strip_subject(_header(message, "subject"), "")[1]
    if not is_forward and message.get_body(preferencelist=("html", "plain")) is not None:
        return None
    parts = [message, *message.iter_attachments()] if message.is_multipart() else [message]
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            return cast("EmailMessage", inner[0]) if isinstance(inner, list) and inner else None
    return None


def _read_text(message: "EmailMessage", values: dict[str, str]) -> Mail:
    """Return the letter with what its headers and it itself state.

    Raises:
        ValuesError: there is no text.
    """
    for kind in ("html", "plain"):
        part = message.get_body(preferencelist=(kind,))
        if part is None:
            continue
        is_html = kind == "html"
        text, notes = _join_parts(message, part, kind)
        if is_html and not has_words(text) and message.get_body(preferencelist=("plain",)) is not None:
            continue  # a letter of pictures
        text, found = _open(message, text, is_html=is_html)
        if not is_html:
            flowed = part.get_param("format") == "flowed"
            text = _unwrap(_SIGNATURE.split(text)[0], flowed=flowed)
        if text.strip():
            return Mail(text=text, is_html=is_html, values=_complete(values, found), notes=notes)
    raise ValuesError("a mail without text, remove it or save its text as .txt")


def _join_parts(message: "EmailMessage", body: "MIMEPart", kind: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a mail: Apple Mail cuts it where a picture stands, and lists add a part."""
    parts = [
        part
        for part in _own_parts(message)
        if part.get_content_type() == f"text/{kind}" and part.get_content_disposition() != "attachment"
    ]
    read = [_decode(part) for part in (parts if body in parts else [body])]
    return "\n\n".join(text for text, _ in read), tuple(
        dict.fromkeys(note for _, notes in read for note in notes)
    )


def _own_parts(message: "EmailMessage | MIMEPart") -> "Iterator[MIMEPart]":
    """Yield the parts of a mail, and none of a mail that is attached to it."""
    pending: list[MIMEPart] = [message]
    for _ in range(MOST_PARTS):
        if not pending:
            break
        part = pending.pop()
        if part.get_content_maintype() == "multipart":
            pending += reversed(list(part.iter_parts()))
        else:
            yield part


def _complete(stated: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    """Complete what the headers state by the letter; of one that was sent on the letter knows better."""
    link = stated.get("link") or found.get("link")
    home = home_of(link) if link is not None else None
    addresses = {"link": link, "source_url": stated.get("source_url") or home}
    return {**stated, **found, **{name: value for name, value in addresses.items() if value}}


def _header(message: "EmailMessage", name: str) -> str:
    return collapse(clean(str(message.get(name, ""))))


def _read_headers(message: "EmailMessage") -> dict[str, str]:
    """Return the headers that say something of the article, decoded (RFC 2047)."""
    list_id = _header(message, "list-id")
    title, is_forward = strip_subject(_header(message, "subject"), list_id)
    addresses = getattr(message.get("from"), "addresses", ())
    sender = parse_sender(clean(addresses[0].display_name) if addresses else _header(message, "from"))
    link = parse_address(_header(message, "archived-at")) or find_post(_header(message, "list-post"))
    values = {
        "title": title,
        "date": _header(message, "date"),
        "link": link,  # RFC 5064
    }
    if not is_forward:  # who sends a mail on did not write it
        outlet = parse_list_name(list_id) or sender.outlet
        values["author"] = sender.author
        values["source_name"] = outlet or (sender.author if _is_bulk(message) else None)
        values["source_url"] = parse_address(_header(message, "list-url"))
    return {name: value for name, value in values.items() if value}


def _is_bulk(message: "EmailMessage") -> bool:
    """Tell a mail to subscribers: its sender is an outlet."""
    return any(name in message for name in ("list-unsubscribe", "list-id"))


def _open(message: "EmailMessage", text: str, *, is_html: bool) -> tuple[str, dict[str, str]]:
    """Return the letter in a mail's text, and what it says that the headers do not."""
    title, is_forward = strip_subject(_header(message, "subject"), _header(message, "list-id"))
    values: dict[str, str] = {}
    is_bulk = _is_bulk(message)
    if is_forward and (inner := open_forwarded(text, is_html=is_html)) is not None:
        text, values = inner
        is_bulk = True
    elif not is_html:
        text = drop_quotations(text)
    links = find_links(text, is_html=is_html)
    if is_bulk:
        sender = getattr(message.get("from"), "addresses", ())
        host = "" if is_forward or not sender else sender[0].domain.lower()
        link = find_named_address(values.get("title", title), (link.url for link in links))
        link = link or find_web_version((found.url for found in links if found.is_web_version), host)
        if link is not None:
            values["link"] = link
        text = drop_service_links(text, links)
        text = text if is_html else drop_footer(text)
    return unfold_layout(text) if is_html else text, values


def _decode(part: "MIMEPart") -> tuple[str, tuple[str, ...]]:
    """Return a part's text; its charset is believed as far as it can be.

    Raises:
        ValuesError: it is no text.
    """
    raw = part.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    if not content.strip():
        return "", ()
    label = part.get_content_charset()
    try:
        decoded = decode_part(content, None if label is None else str(label))
    except ValueError as error:
        raise ValuesError(str(error)) from error
    return decoded.text, () if decoded.note is None else (decoded.note,)


def _unwrap(text: str, *, flowed: bool) -> str:
    """Join the lines of each paragraph that the sender's program broke (RFC 3676 §4)."""
    blocks = re.split(r"\n[ \t]*\n", text)
    return "\n\n".join(_join(block.split("\n"), flowed=flowed) for block in blocks)


def _join(lines: list[str], *, flowed: bool) -> str:
    if not flowed and any(len(line) > _WIDEST for line in lines[:-1]) and len(lines) > 1:
        return "\n".join(lines)
    joined = lines[:1]
    for before, line in pairwise(lines):
        broken = before.endswith(" ") if flowed else len(before) >= _WRAPPED
        if broken and not _ITEM.match(line):
            joined[-1] = f"{joined[-1].rstrip()} {line}"
        else:
            joined.append(line)
    return "\n".join(joined)
