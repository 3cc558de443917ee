"""A mail or newsletter (RFC 5322) -> text and what its headers state.

Its sender's address stays unpublished: who writes a newsletter states a name for readers.
"""

import re
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from seedfeed.read.headers import find_message_id, split_head
from seedfeed.read.letter import (
    drop_footer,
    drop_quotations,
    drop_service_links,
    find_links,
    find_picture,
    has_words,
    open_forwarded,
    unfold_layout,
)
from seedfeed.read.mime import UNREADABLE, join_parts, parse_message
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
from seedfeed.text import clean, collapse, late_pattern

if TYPE_CHECKING:
    from email.message import EmailMessage

# Lines this long that end before the width of a terminal were broken by the sender's program.
_WRAPPED, _WIDEST = 50, 90
_SIGNATURE = late_pattern(r"^-- $", re.MULTILINE)
_ITEM = late_pattern(r"[-*•>#\d]")


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
    identity = find_message_id(split_head(content)[0])
    try:
        message = parse_message(content)
        attached = _find_attached(message)
        if attached is not None:
            message = attached
        values = _read_headers(message)
        if not values and identity is None:
            raise ValuesError("not a mail: expected headers such as 'Subject: …' on the first lines", 1)
        mail = _read_text(message, values)
    except UNREADABLE as error:
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
        text, notes = join_parts(message, part, kind)
        if is_html and not has_words(text) and message.get_body(preferencelist=("plain",)) is not None:
            continue  # a letter of pictures
        text, found = _open(message, text, is_html=is_html)
        if "link" in found and "link" not in values:
            notes = (*notes, "link: the address in the letter that has its title, or says to be its copy")
        if not is_html:
            flowed = part.get_param("format") == "flowed"
            text = _unwrap(_SIGNATURE.split(text)[0], flowed=flowed)
        if text.strip():
            return Mail(text=text, is_html=is_html, values=_complete(values, found), notes=notes)
    raise ValuesError("a mail without text, remove it or save its text as .txt")


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
    else:
        text = drop_quotations(text, is_html=is_html)
    links = find_links(text, is_html=is_html)
    if is_bulk:
        sender = getattr(message.get("from"), "addresses", ())
        host = "" if is_forward or not sender else sender[0].domain.lower()
        link = find_named_address(values.get("title", title), (link.url for link in links))
        link = link or find_web_version((found.url for found in links if found.is_web_version), host)
        if link is not None:
            values["link"] = link
        names = [
            *parse_sender(_header(message, "from").partition("<")[0]),
            parse_list_name(_header(message, "list-id")),
        ]
        picture = find_picture(text, filter(None, names)) if is_html else None
        if picture is not None:
            values["image"], values["image_alt"] = picture
        text = drop_service_links(text, links)
        text = text if is_html else drop_footer(text)
    return unfold_layout(text) if is_html else text, values


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
