"""Bytes -> problems: reads a rendered feed as a stranger would, before it may replace the old one.

It knows the formats and nothing of how they were made. A first version: what would break a subscriber's
reader. It does not repair anything.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from lxml import etree

from seedfeed.text import is_web_address

_ATOM = "{http://www.w3.org/2005/Atom}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
# RFC 3339 §5.6, and RFC 822 §5 with the four-digit year of RSS 2.0.
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)\Z")
_RFC822 = re.compile(r"([A-Z][a-z]{2}), (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) (?:[+-]\d{4}|GMT)\Z")
# RFC 6838 §4.2
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][\w!#$&^.+-]{0,126}/[A-Za-z0-9][\w!#$&^.+-]{0,126}\Z", re.ASCII)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# What an RSS item may have once (RSS 2.0, elements of <item>).
_ONCE = ("title", "link", "description", "author", "guid", "enclosure", "source")
# A feed is text that others wrote: no entities, no network, and no limit of ours on its size.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


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
    return []


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
    own = [link.get("href") for link in channel.findall(f"{_ATOM}link") if link.get("rel") == "self"]
    problems += _compare("atom:link rel='self'", own, [address])
    items = channel.findall("item")
    problems += _compare_ids([item.findtext("guid") or "" for item in items], ids)
    for item in items:
        if not (item.findtext("title") or item.findtext("description")):
            problems.append("an <item> has neither <title> nor <description>")
        problems += [f"an <item> has two <{name}>" for name in _ONCE if len(item.findall(name)) > 1]
        problems += _check_dates(_is_rfc822, item.findall("pubDate"), exactly_one=True)
        for found in item.findall("enclosure"):
            problems += _check_enclosure(found.get("url"), found.get("type"), found.get("length", "-"))
        problems += _check_media(item)
    return problems + _check_dates(_is_rfc822, channel.findall("lastBuildDate"), exactly_one=True)


def check_atom(data: bytes, ids: Sequence[str], address: str) -> list[str]:
    """Judge an Atom file (RFC 4287 §4.1.1, §4.1.2: required elements, alternates, authors)."""
    root, problems = _parse(data)
    if root is None:
        return problems
    if root.tag != f"{_ATOM}feed":
        return ["not Atom 1.0: expected <feed> in the namespace of Atom"]
    entries = root.findall(f"{_ATOM}entry")
    for element in (root, *entries):
        name = etree.QName(element).localname
        problems += [f"<{name}> lacks <{part}>" for part in ("id", "title") if not _text(element, part)]
        problems += _check_dates(_is_rfc3339, element.findall(f"{_ATOM}updated"), exactly_one=True)
        problems += _check_dates(_is_rfc3339, element.findall(f"{_ATOM}published"), exactly_one=False)
        problems += _check_alternates(element)
        for link in element.findall(f"{_ATOM}link[@rel='enclosure']"):
            problems += _check_enclosure(link.get("href"), link.get("type"), link.get("length", "0"))
        problems += _check_media(element)
    if not root.findall(f"{_ATOM}author"):
        problems.append("<feed> lacks <author>")
    own = [link.get("href") for link in root.findall(f"{_ATOM}link") if link.get("rel") == "self"]
    problems += _compare("link rel='self'", own, [address])
    return problems + _compare_ids([_text(entry, "id") for entry in entries], ids)


def _text(element: etree._Element, name: str) -> str:
    return element.findtext(f"{_ATOM}{name}") or ""


def _check_alternates(element: etree._Element) -> list[str]:
    """At most one alternate link a type and language (RFC 4287 §4.1.1)."""
    links = element.findall(f"{_ATOM}link")
    kinds = Counter(
        (link.get("type"), link.get("hreflang"))
        for link in links
        if link.get("rel", "alternate") == "alternate"
    )
    problems = [f"two alternate links of type {kind[0]!r}" for kind, number in kinds.items() if number > 1]
    if not kinds and element.find(f"{_ATOM}content") is None and element.tag == f"{_ATOM}entry":
        problems.append("an <entry> has neither an alternate link nor <content>")
    return problems


def _check_enclosure(url: str | None, kind: str | None, length: str) -> list[str]:
    """Judge what must be said of a sound or film (RSS 2.0 <enclosure>, RFC 4287 §4.2.7)."""
    problems = [] if is_web_address(url or "") else [f"an enclosure's address is not absolute: {url!r}"]
    if not _MEDIA_TYPE.match(kind or ""):
        problems.append(f"an enclosure's type is no media type: {kind!r}")
    if not (length.isascii() and length.isdigit()):
        problems.append(f"an enclosure's length is no number of bytes: {length!r}")
    return problems


def _check_media(element: etree._Element) -> list[str]:
    """Judge the addresses of pictures, sound and film (Media RSS, <media:content>, <media:thumbnail>)."""
    found = [*element.findall(f"{_MEDIA}content"), *element.findall(f"{_MEDIA}thumbnail")]
    addresses = [media.get("url", "") for media in found]
    return [
        f"a media address is not absolute: {address!r}"
        for address in addresses
        if not is_web_address(address)
    ]


def _check_dates(
    is_date: Callable[[str], bool], dates: Sequence[etree._Element], *, exactly_one: bool
) -> list[str]:
    if exactly_one and len(dates) != 1:
        return [f"expected one date, found {len(dates)}"]
    return [f"not a date: {date.text!r}" for date in dates if not is_date(date.text or "")]


def _is_rfc3339(text: str) -> bool:
    try:
        return bool(_RFC3339.match(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_rfc822(text: str) -> bool:
    match = _RFC822.match(text)
    if match is None or match[3] not in _MONTHS:
        return False
    try:
        month = _MONTHS.index(match[3]) + 1
        moment = datetime.fromisoformat(f"{match[4]}-{month:02}-{match[2]}T{match[5]}Z")
    except ValueError:
        return False
    return match[1] == _DAYS[moment.weekday()]


def _compare_ids(found: Sequence[str], expected: Sequence[str]) -> list[str]:
    return _compare("ids of entries", list(found), list(expected))


def _compare(what: str, found: Sequence[str | None], expected: Sequence[str]) -> list[str]:
    twice = [name for name, number in Counter(found).items() if number > 1]
    if twice:
        return [f"{what}: {twice[0]!r} stands there twice"]
    if list(found) != list(expected):
        return [
            f"{what}: expected {len(expected)}, first {expected[:1]}; found {len(found)}, first {found[:1]}"
        ]
    return []


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


def check_json(data: bytes, ids: Sequence[str], address: str) -> list[str]:
    """Judge a JSON Feed (JSON Feed 1.1, required members)."""
    try:
        feed = msgspec.json.decode(data, type=_JsonFeed)
    except msgspec.MsgspecError as error:
        return [f"not a JSON Feed: {error}"]
    problems = _compare("feed_url", [feed.feed_url], [address])
    if feed.version != "https://jsonfeed.org/version/1.1":
        problems.append(f"not JSON Feed 1.1: version is {feed.version!r}")
    for item in feed.items:
        dates = (item.date_published, item.date_modified)
        problems += [f"not a date: {date!r}" for date in dates if not _is_rfc3339(date)]
        if item.image is not None and not is_web_address(item.image):
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


def check_html(data: bytes) -> list[str]:
    """Judge a page: whole, and in UTF-8."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return [f"not UTF-8: {error}"]
    whole = text.startswith("<!doctype html>") and text.endswith("</html>\n") and "<title>" in text
    return [] if whole else ["not a whole page: expected <!doctype html>, a <title> and </html>"]
