"""An entry of an old feed, and what the readers of every format share: titles, links, dates, ids."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from urllib.parse import quote, urljoin

from msgspec import Struct

from seedfeed.dates import parse_date
from seedfeed.identity import is_iri
from seedfeed.text import clean, collapse, decode_references, is_web_address

# All that may stand in an address as it is (RFC 3986 §2); the rest is a IRI's (RFC 3987 §3.1), or a mistake.
_OF_ADDRESSES = "%!#$&'()*+,/:;=?@[]~"
# Elements that people put into titles.
INLINE = frozenset([
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd",
    "mark", "p", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "wbr",
])  # fmt: skip
# In RSS nobody says whether a title is markup: "List<String>" is none.
_INLINE_TAG = re.compile(rf"</?(?:{'|'.join(sorted(INLINE))})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]{0,2000}>|<!--[^<>]{0,2000}-->", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:br|p)\b[^<>]{0,2000}>", re.IGNORECASE)


class OldEntry(Struct, frozen=True, kw_only=True):
    """What the subscribers of old feeds know of one article; one entry may stand for it in several feeds.

    Attributes:
        id: of an Atom feed, else of a JSON Feed; an absolute IRI, as Atom demands (RFC 4287 §4.2.6).
        guid: of an RSS feed, as readers compare it: any text, without white space around it (RSS 2.0 <guid>).
        link: absolute, http or https.
        title: plain text on one line; empty where it has none, as short posts.
        published, updated: aware, UTC, whole seconds; absent where nobody states them.
        id_format: of the feed that `id` is from.
    """

    id: str | None = None
    guid: str | None = None
    link: str | None = None
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    id_format: Literal["atom", "json"] = "atom"

    @property
    def identities(self) -> tuple[str, ...]:
        """What readers tell the entry by."""
        return tuple(dict.fromkeys(text for text in (self.guid, self.id) if text))

    @property
    def is_told(self) -> bool:
        """Whether anything tells which article it is."""
        return bool(self.identities or self.link or self.title)


def keep_id(text: str) -> str | None:
    """Return an id that an Atom feed can hold as it is; None where it can't: nothing is put in its place."""
    return text if is_iri(text) and is_legible(text) else None


def is_legible(text: str) -> bool:
    """Tell whether a text is as it was written: no character is lost, and a feed can hold all of them."""
    return "\ufffd" not in text and clean(text) == text


def plain_title(text: str, *, markup: Literal["none", "some", "all"]) -> str:
    """Return a title as readers show it.

    Args:
        text: as it stands in the feed, once the feed's own references are decoded.
        markup: "all" where it is HTML (RFC 4287 §3.1.1.2), "some" where nobody says so (RSS 2.0 <title>).
    """
    if markup != "none" and "<" in text:
        text = _BREAK.sub(" ", text)
        text = (_TAG if markup == "all" else _INLINE_TAG).sub("", text)
    return collapse(decode_references(clean(text)))


def resolve(address: str, bases: Iterable[str]) -> str | None:
    """Return an address as an absolute http or https URL, or None where it is none (RFC 3986 §5.1).

    Args:
        address: as it stands in the feed.
        bases: what it is relative to, the nearest first; each may be relative to the next.
    """
    address = address.strip()
    if not address:
        return None
    for base in ("", *bases):
        try:
            address = urljoin(base, address)
            found = quote(address, safe=_OF_ADDRESSES)
        except ValueError:
            return None
        if is_web_address(found):
            return found
    return None


def first_date(texts: Iterable[str]) -> datetime | None:
    """Return the date of the first text that is one."""
    return next((date for text in texts if (date := parse_date(text)) is not None), None)
