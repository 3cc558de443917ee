"""Bytes -> the tree of an XML feed, however broken: what it says is read, and nothing is made up.

No entity is expanded, no document type is loaded, no network is used.
"""

import re
from collections.abc import Iterator

from lxml import etree

from seedfeed.old_feeds.elements import local_name
from seedfeed.old_feeds.entry import INLINE
from seedfeed.read.decode import decode_page
from seedfeed.text import clean

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
# CDATA and comments are stepped over whole, also where they have no end.
_SPARED = r"<!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*+|<!--[^-]*+(?:-(?!->)[^-]*+)*+"
_AMPERSAND = re.compile(
    rf"{_SPARED}|&(?:(amp|lt|gt|quot|apos);|#(\d{{1,7}});|#x([\da-f]{{1,6}});)?", re.IGNORECASE | re.ASCII
)
_ENTRY_TAG = re.compile(rf"{_SPARED}|<(/?)((?:[\w.-]{{1,40}}:)?(?:item|entry))(?=[\s/>])[^<>]*+>")
_ROOT_TAG = re.compile(r"<((?:[\w.-]{1,40}:)?(?:rss|RDF|feed))(?=[\s>])[^<>]*+>")
_HIGHEST = 0x10FFFF


def parse_xml(data: bytes) -> etree._Element | None:
    """Parse a document and return its root; None where there is none at all.

    Of what is not well-formed each entry is parsed by itself, so that a broken one breaks no other. One that
    the file's end cuts off is passed over: its id may be cut as well.
    """
    try:
        return etree.fromstring(data, _parser("utf-8" if _is_utf8(data) else None))
    except (etree.XMLSyntaxError, LookupError, ValueError):
        pass
    try:
        text = decode_page(data).text
    except ValueError:
        return None
    text = _AMPERSAND.sub(_mend_ampersand, _DECLARATION.sub("", text, count=1))
    try:
        return etree.fromstring(text.encode(), _parser("utf-8"))
    except etree.XMLSyntaxError:
        return _parse_in_parts(text)


def _parser(encoding: str | None, *, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        encoding=encoding,
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _is_utf8(data: bytes) -> bool:
    """Tell whether a document is UTF-8 whatever it declares: by chance no other is sound UTF-8.

    Programs that write into strings declare UTF-16 and are saved as UTF-8. ASCII is left to its declaration,
    because shifts may stand in it.
    """
    if data.isascii():
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _mend_ampersand(match: re.Match[str]) -> str:
    """Make text of an ampersand that begins no reference of XML, and U+FFFD of what XML cannot hold."""
    whole = match[0]
    if not whole.startswith("&") or match[1]:
        return whole
    if whole == "&":
        return "&amp;"
    code = int(match[2]) if match[2] else int(match[3], 16)
    return "\ufffd" if code > _HIGHEST or "\ufffd" in clean(chr(code)) else whole


def _parse_in_parts(text: str) -> etree._Element | None:
    """Parse what stands before the first entry, then each entry by itself, put into the same root."""
    first = _ENTRY_TAG.search(text)
    while first is not None and first[2] is None:
        first = _ENTRY_TAG.search(text, first.end())
    opening = None if first is None else _ROOT_TAG.search(text, 0, first.start())
    if first is None or opening is None:
        return _recover(text)
    root = _recover(text[: first.start()])
    for part in () if root is None else _cut_entries(text):
        parsed = _recover(f"{opening[0]}{part}</{opening[1]}>")
        entry = None if parsed is None else next(parsed.iter("{*}item", "{*}entry"), None)
        if root is not None and entry is not None:
            _lift_fields(entry)
            root.append(entry)
    return root


def _cut_entries(text: str) -> Iterator[str]:
    """Yield each entry from its own tag to its end, or to the next one where it has none."""
    start: int | None = None
    for tag in _ENTRY_TAG.finditer(text):
        if tag[2] is None:
            continue
        if start is not None:
            yield text[start : tag.end() if tag[1] else tag.start()]
        start = None if tag[1] else tag.start()


def _recover(text: str) -> etree._Element | None:
    """Parse what can be parsed; nothing where tags are open at too many places for any to be sure."""
    parser = _parser("utf-8", recover=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None
    is_cut = any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)
    return None if is_cut else root


def _lift_fields(entry: etree._Element) -> None:
    """Give an entry back what a tag that nobody closed has taken, in the order in which it stands there.

    What is below a source stays: it may be the other feed's (RFC 4287 §4.2.11).
    """
    for element in list(entry.iterdescendants()):
        name = local_name(element)
        if name and name not in INLINE and "source" not in map(local_name, element.iterancestors()):
            entry.append(element)
