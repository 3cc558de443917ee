"""Bytes -> problems: reads a rendered feed as a stranger would, before it may replace the old one.

It knows the formats and nothing of how they were made. A first version: what would break a subscriber's
reader. It does not repair anything.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias, TypeVar

import msgspec
from lxml import etree

from seedfeed.text import is_web_address

_ATOM = "{http://www.w3.org/2005/Atom}"
_ID, _TITLE, _AUTHOR, _LINK, _CONTENT, _UPDATED, _PUBLISHED, _ENTRY = (
    f"{_ATOM}{name}" for name in ("id", "title", "author", "link", "content", "updated", "published", "entry")
)
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_SITEMAPS, _LOC = (f"{_SITEMAP}urlset", f"{_SITEMAP}sitemapindex"), f"{_SITEMAP}loc"
_MEDIA = ("{http://search.yahoo.com/mrss/}content", "{http://search.yahoo.com/mrss/}thumbnail")
# RFC 3339 §5.6, and RFC 822 §5 with the four-digit year of RSS 2.0.
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)\Z")
_RFC822 = re.compile(r"([A-Z][a-z]{2}), (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) (?:[+-]\d{4}|GMT)\Z")
# RFC 6838 §4.2
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][\w!#$&^.+-]{0,126}/[A-Za-z0-9][\w!#$&^.+-]{0,126}\Z", re.ASCII)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = {
    "Jan": "01", "Feb": "02", "Mar": "03", "Apr": "04", "May": "05", "Jun": "06",
    "Jul": "07", "Aug": "08", "Sep": "09", "Oct": "10", "Nov": "11", "Dec": "12",
}  # fmt: skip
# What an RSS item may have once (RSS 2.0, elements of <item>).
_ONCE = ("title", "link", "description", "author", "guid", "enclosure", "source")
# A feed is text that others wrote: no entities, no network, and no limit of ours on its size.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_T = TypeVar("_T", bound=Hashable)
# An element's children by name, each in document order.
_Children: TypeAlias = "dict[object, list[etree._Element]]"  # noqa: SLF001 - its name in the stubs


def check_file(name: str, data: bytes, ids: Sequence[str], address: str) -> list[str]:
    """Return what is wrong with a rendered file, a sentence each; empty when it may be published.

    Args:
        name: its file name, which tells what it must be.
        ids: the entries it must hold, in this order.
        address: its own public address.
    """
    judges: dict[str, Callable[[bytes, Sequence[str], str], list[str]]] = {
        "rss.xml": check_rss,
        "atom.xml": check_atom,
        ".json": check_json,
    }
    for ending, judge in judges.items():
        if name.endswith(ending):
            return judge(data, ids, address)
    if name.endswith(".opml"):
        return check_opml(data)
    if name.endswith(".html"):
        return check_html(data)
    return check_sitemap(data) if name.endswith(".xml") else []


def _parse(data: bytes) -> tuple[etree._Element | None, list[str]]:
    try:
        return etree.fromstring(data, _PARSER), []
    except etree.XMLSyntaxError as error:
        return None, [f"not well-formed XML: {error}"]


def check_rss(data: bytes, ids: Sequence[str], address: str) -> list[str]:
    """Judge an RSS 2.0 file (RSS 2.0, required channel elements; <guid>, <pubDate>, atom:link self)."""
    root, problems = _parse(data)
    if root is None:
        return problems
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        return ["not RSS 2.0: expected <rss version='2.0'> with a <channel>"]
    problems += [
        f"<channel> lacks <{name}>" for name in ("title", "link", "description") if not channel.findtext(name)
    ]
    own = [link.get("href") for link in channel.findall(_LINK) if link.get("rel") == "self"]
    problems += _compare("atom:link rel='self'", own, [address])
    found, amiss = [], []
    for item in channel.iterchildren("item"):
        children = _children_of(item)
        found.append(_text(children, "guid"))
        amiss += _check_item(children)
    problems += _compare_ids(found, ids) + amiss
    return problems + _check_dates(_is_rfc822, channel.findall("lastBuildDate"), exactly_one=True)


def _children_of(element: etree._Element) -> _Children:
    """Return an element's children in one pass: 3 µs an item, 20 with a search for each name (2026-11)."""
    children: _Children = {}
    for child in element:
        name = child.tag
        if name in children:
            children[name].append(child)
        else:
            children[name] = [child]
    return children


def _text(children: _Children, name: str) -> str:
    """Return the text of the first child of that name."""
    found = children.get(name)
    return (found[0].text or "") if found else ""


def _check_item(children: _Children) -> list[str]:
    """Judge an RSS item (RSS 2.0, elements of <item>)."""
    problems = []
    if not (_text(children, "title") or _text(children, "description")):
        problems.append("an <item> has neither <title> nor <description>")
    problems += [f"an <item> has two <{name}>" for name in _ONCE if len(children.get(name, ())) > 1]
    problems += _check_dates(_is_rfc822, children.get("pubDate", ()), exactly_one=True)
    for found in children.get("enclosure", ()):
        problems += _check_enclosure(found.get("url"), found.get("type"), found.get("length", "-"))
    return problems + _check_media(children)


def check_atom(data: bytes, ids: Sequence[str], address: str) -> list[str]:
    """Judge an Atom file (RFC 4287 §4.1.1, §4.1.2: required elements, alternates, authors)."""
    root, problems = _parse(data)
    if root is None:
        return problems
    if root.tag != f"{_ATOM}feed":
        return ["not Atom 1.0: expected <feed> in the namespace of Atom"]
    head = _children_of(root)
    problems += _check_element("feed", head)
    found = []
    for entry in head.get(_ENTRY, ()):
        children = _children_of(entry)
        found.append(_text(children, _ID))
        problems += _check_element("entry", children)
    if _AUTHOR not in head:
        problems.append("<feed> lacks <author>")
    own = [link.get("href") for link in head.get(_LINK, ()) if link.get("rel") == "self"]
    problems += _compare("link rel='self'", own, [address])
    return problems + _compare_ids(found, ids)


def _check_element(name: str, children: _Children) -> list[str]:
    """Judge what a <feed> and an <entry> have in common, and the links of both."""
    parts = (("id", _ID), ("title", _TITLE))
    problems = [f"<{name}> lacks <{part}>" for part, tag in parts if not _text(children, tag)]
    problems += _check_dates(_is_rfc3339, children.get(_UPDATED, ()), exactly_one=True)
    problems += _check_dates(_is_rfc3339, children.get(_PUBLISHED, ()), exactly_one=False)
    problems += _check_links(name, children)
    return problems + _check_media(children)


def _check_links(name: str, children: _Children) -> list[str]:
    """Judge enclosures; at most one alternate link a type and language (RFC 4287 §4.1.1)."""
    kinds, problems = [], []
    for link in children.get(_LINK, ()):
        relation = link.get("rel", "alternate")
        if relation == "alternate":
            kinds.append((link.get("type"), link.get("hreflang")))
        elif relation == "enclosure":
            problems += _check_enclosure(link.get("href"), link.get("type"), link.get("length", "0"))
    if not kinds and _CONTENT not in children and name == "entry":
        return ["an <entry> has neither an alternate link nor <content>", *problems]
    return [f"two alternate links of type {kind[0]!r}" for kind in _twice(kinds)] + problems


def _check_enclosure(url: str | None, kind: str | None, length: str) -> list[str]:
    """Judge what must be said of a sound or film (RSS 2.0 <enclosure>, RFC 4287 §4.2.7)."""
    problems = [] if _is_web_address(url or "") else [f"an enclosure's address is not absolute: {url!r}"]
    if not _MEDIA_TYPE.match(kind or ""):
        problems.append(f"an enclosure's type is no media type: {kind!r}")
    if not (length.isascii() and length.isdigit()):
        problems.append(f"an enclosure's length is no number of bytes: {length!r}")
    return problems


def _check_media(children: _Children) -> list[str]:
    """Judge the addresses of pictures, sound and film (Media RSS, <media:content>, <media:thumbnail>)."""
    found = [media for name in _MEDIA if name in children for media in children[name]]
    addresses = [media.get("url", "") for media in found]
    return [f"a media address is not absolute: {one!r}" for one in addresses if not _is_web_address(one)]


def _check_dates(
    is_date: Callable[[str], bool], dates: Sequence[etree._Element], *, exactly_one: bool
) -> list[str]:
    if exactly_one and len(dates) != 1:
        return [f"expected one date, found {len(dates)}"]
    return [f"not a date: {date.text!r}" for date in dates if not is_date(date.text or "")]


# An entry's dates and addresses stand in several files, which are checked one after the other.
_is_web_address = lru_cache(4096)(is_web_address)


@lru_cache(4096)
def _is_rfc3339(text: str) -> bool:
    try:
        return bool(_RFC3339.match(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


@lru_cache(4096)
def _is_rfc822(text: str) -> bool:
    match = _RFC822.match(text)
    if match is None or match[3] not in _MONTHS:
        return False
    try:
        moment = datetime.fromisoformat(f"{match[4]}-{_MONTHS[match[3]]}-{match[2]}T{match[5]}Z")
    except ValueError:
        return False
    return match[1] == _DAYS[moment.weekday()]


def _compare_ids(found: Sequence[str], expected: Sequence[str]) -> list[str]:
    return _compare("ids of entries", list(found), list(expected))


def _compare(what: str, found: Sequence[str | None], expected: Sequence[str]) -> list[str]:
    if twice := _twice(found):
        return [f"{what}: {twice[0]!r} stands there twice"]
    if list(found) != list(expected):
        return [
            f"{what}: expected {len(expected)}, first {expected[:1]}; found {len(found)}, first {found[:1]}"
        ]
    return []


def _twice(found: Sequence[_T]) -> list[_T]:
    """Return what stands there more than once, in the order of its first."""
    if len(set(found)) == len(found):
        return []
    return [name for name, number in Counter(found).items() if number > 1]


class _JsonAttachment(msgspec.Struct):
    url: str
    mime_type: str
    size_in_bytes: int = 0


class _JsonItem(msgspec.Struct):
    id: str
    date_published: str
    date_modified: str
    content_html: str
    image: str | None = None
    attachments: list[_JsonAttachment] = []


class _JsonFeed(msgspec.Struct):
    version: str
    title: str
    feed_url: str
    items: list[_JsonItem]


_JSON = msgspec.json.Decoder(_JsonFeed)


def check_json(data: bytes, ids: Sequence[str], address: str) -> list[str]:
    """Judge a JSON Feed (JSON Feed 1.1, required members)."""
    try:
        feed = _JSON.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return [f"not a JSON Feed: {error}"]
    problems = _compare("feed_url", [feed.feed_url], [address])
    if feed.version != "https://jsonfeed.org/version/1.1":
        problems.append(f"not JSON Feed 1.1: version is {feed.version!r}")
    for item in feed.items:
        dates = (item.date_published, item.date_modified)
        problems += [f"not a date: {date!r}" for date in dates if not _is_rfc3339(date)]
        if item.image is not None and not _is_web_address(item.image):
            problems.append(f"a media address is not absolute: {item.image!r}")
        for found in item.attachments:
            problems += _check_enclosure(found.url, found.mime_type, str(found.size_in_bytes))
    return problems + _compare_ids([item.id for item in feed.items], ids)


def check_opml(data: bytes) -> list[str]:
    """Judge a subscription list (OPML 2.0, subscription lists: type, text and xmlUrl are required)."""
    root, problems = _parse(data)
    if root is None:
        return problems
    outlines = root.findall("body/outline")
    if root.tag != "opml" or not outlines:
        return ["not OPML: expected <opml> with an <outline> in its <body>"]
    needed = ("type", "text", "xmlUrl")
    return [f"an <outline> lacks {name}" for line in outlines for name in needed if not line.get(name)]


def check_sitemap(data: bytes) -> list[str]:
    """Judge a sitemap or an index of them (Sitemaps protocol 0.9: one <loc> in each, at least one)."""
    root, problems = _parse(data)
    if root is None:
        return problems
    if root.tag not in _SITEMAPS or not len(root):
        return ["not a sitemap: expected <urlset> or <sitemapindex>, and something in it"]
    found = [line.findtext(_LOC) for line in root]
    return [
        f"a <loc> is not absolute: {address!r}" for address in found if not _is_web_address(address or "")
    ]


def check_html(data: bytes) -> list[str]:
    """Judge a page: whole, and in UTF-8."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return [f"not UTF-8: {error}"]
    whole = text.startswith("<!doctype html>") and text.endswith("</html>\n") and "<title>" in text
    return [] if whole else ["not a whole page: expected <!doctype html>, a <title> and </html>"]
