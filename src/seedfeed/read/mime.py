"""The parts of a message (MIME, RFC 2045) -> text. The library costs 60 ms: imported late."""

from typing import TYPE_CHECKING, cast

from seedfeed.read.decode import decode_part
from seedfeed.read.headers import encode_head, split_head
from seedfeed.read.values import ValuesError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage, MIMEPart

# Of 90,000 semicolons in one header the library read for 200 s (2026-11).
LONGEST_HEADER = 1_000
# A letter has a few.
MOST_PARTS = 200
# What the library raises on headers that break the rules, apart from what it forgives.
UNREADABLE = (LookupError, ValueError, TypeError, AttributeError, RecursionError)


def parse_message(content: bytes) -> "EmailMessage":
    """Read headers and parts of a message; nothing is decoded yet."""
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
    return cast("EmailMessage", message_from_bytes(encode_head(head) + body, policy=_Bounded()))


def join_parts(message: "EmailMessage", body: "MIMEPart", kind: str) -> tuple[str, tuple[str, ...]]:
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
            inner = list(part.iter_parts())
            # The others belong to what stands in the first (RFC 2387).
            pending += inner[:1] if part.get_content_subtype() == "related" else reversed(inner)
        else:
            yield part


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
        decoded = decode_part(
            content,
            None if label is None else str(label),
            is_html=part.get_content_subtype() == "html",
        )
    except ValueError as error:
        raise ValuesError(str(error)) from error
    return decoded.text, () if decoded.note is None else (decoded.note,)
