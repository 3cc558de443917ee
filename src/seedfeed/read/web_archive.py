"""A page that a browser saved with its pictures in one file (MHTML, RFC 2557) -> the page."""

import re
from typing import Any

from msgspec import Struct

from seedfeed.read.mime import UNREADABLE, join_parts, parse_message
from seedfeed.read.values import ValuesError
from seedfeed.text import clean, is_web_address, late_pattern

_CANONICAL = late_pattern(r"rel\s{0,3}=\s{0,3}[\"']?canonical\b", re.IGNORECASE)


class WebArchive(Struct, frozen=True, kw_only=True):
    """A saved page as read.

    Attributes:
        values: what the browser states, in the names of front matter.
    """

    text: str
    values: dict[str, Any]
    notes: tuple[str, ...] = ()


def parse_web_archive(content: bytes) -> WebArchive:
    """Read a saved page. When it was saved is no date of it, and its title is for the page to tell.

    Raises:
        ValuesError: it is no such file, or holds no page.
    """
    try:
        message = parse_message(content.replace(b"\r\n", b"\n"))
        page = message.get_body(preferencelist=("html",))
        if page is None:
            raise ValuesError("no page in it, save it from the browser again")
        text, notes = join_parts(message, page, "html")
        stated = clean(str(message.get("snapshot-content-location") or page.get("content-location") or ""))
    except UNREADABLE as error:
        raise ValuesError(f"not a saved page that can be read: {error}") from error
    # A page's own word for its address is better: that in the browser may hold who came from where.
    link = stated.strip() if is_web_address(stated.strip()) and not _CANONICAL.search(text) else ""
    return WebArchive(text=text, values={"link": link} if link else {}, notes=notes)
