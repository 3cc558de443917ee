"""Old feeds of a site, by whatever program -> the ids, dates and links that its subscribers' readers know.

Bytes come in, values go out: nothing here touches a disk or a network, or decides what is adopted.
"""

import codecs
import re
from typing import Any

import msgspec

from seedfeed.errors import ConfigError
from seedfeed.old_feeds.atom import read_atom
from seedfeed.old_feeds.elements import ATOM_1, local_name
from seedfeed.old_feeds.entry import OldEntry
from seedfeed.old_feeds.index import OldIndex
from seedfeed.old_feeds.json_feed import read_json
from seedfeed.old_feeds.merging import merge_old_entries
from seedfeed.old_feeds.rss import read_rss
from seedfeed.old_feeds.tree import parse_xml

__all__ = ["OldEntry", "OldIndex", "merge_old_entries", "parse_old_feed"]

_EXPECTED = "expected an RSS, Atom or JSON feed"
_FEED_TAGS = frozenset([f"{{{ATOM_1}}}feed", "{http://purl.org/atom/ns#}feed", "feed"])
_HTML = re.compile(rb"\s*(?:<!--[^>]{0,2000}>\s*)?<(?:!doctype\s+html|html\b)", re.IGNORECASE)


def parse_old_feed(data: bytes, where: str) -> tuple[OldEntry, ...]:
    """Return the entries of an old feed as they stand in it, also of one that is broken.

    What is left out: entries with neither id, link nor title; ids that cannot be read whole.

    Args:
        data: RSS 0.9x, 1.0 or 2.0, Atom 0.3 or 1.0, JSON Feed 1.0 or 1.1, in any encoding.
        where: the file, for the message.

    Raises:
        ConfigError: it is no feed.
    """
    if _is_json(data):
        entries = read_json(_decode_json(data, where))
        if entries is None:
            raise ConfigError(where, f"JSON, but no JSON Feed with `version` and `items`; {_EXPECTED}")
    else:
        entries = _read_xml(data, where)
    return tuple(entry for entry in entries if entry.is_told)


def _is_json(data: bytes) -> bool:
    start = data.removeprefix(codecs.BOM_UTF8)[:200].lstrip(b"\xff\xfe\0 \t\r\n")
    return start.startswith((b"{", b"["))


def _decode_json(data: bytes, where: str) -> dict[str, Any]:
    try:
        text: str | bytes = data.removeprefix(codecs.BOM_UTF8)
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = data.decode("utf-16")
        return msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise ConfigError(where, f"not a JSON Feed: {error}; {_EXPECTED}") from error


def _read_xml(data: bytes, where: str) -> tuple[OldEntry, ...]:
    is_page = _HTML.match(data) is not None
    root = None if is_page else parse_xml(data)
    name = "" if root is None else local_name(root)
    if root is not None and name in {"rss", "RDF"}:
        return read_rss(root)
    if root is not None and root.tag in _FEED_TAGS:
        return read_atom(root)
    if is_page or name.lower() == "html":
        raise ConfigError(
            where, f"an HTML page, {_EXPECTED}: save the address that feed readers subscribe to"
        )
    found = f"<{name[:40]}>, no feed" if name else "neither XML nor JSON"
    raise ConfigError(where, f"{found}; {_EXPECTED}")
