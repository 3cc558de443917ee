"""JSON Feed 1.0 and 1.1: tables of its objects' members, and the few rules that no table says."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from msgspec import Struct

from seedfeed.judge.addresses import judge_address
from seedfeed.judge.finding import Finding, Flaw, Level, limit, odd, quote, wrong
from seedfeed.judge.json_lines import Path, find_lines
from seedfeed.judge.markup import find_html, judge_html
from seedfeed.judge.values import judge_language, judge_media_type, judge_rfc3339, judge_time_of, read_rfc3339

_SPEC = "JSON Feed 1.1, {}"
_VERSIONS = ("https://jsonfeed.org/version/1.1", "https://jsonfeed.org/version/1")
_MARK = b"\xef\xbb\xbf"
_TYPES: dict[type, str] = {
    str: "text",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    float: "a number",
}
_EXTENSION = re.compile(r"_[A-Za-z][^.]*\Z")
_LONGEST_NUMBER = 300
_BROKEN = re.compile("[\ud800-\udfff]")


class _Found(Struct, frozen=True):
    """A finding whose line is not known yet: it stands at a path."""

    path: Path
    level: Level
    what: str
    clause: str


class _Member(Struct, frozen=True):
    """What a member of an object may be.

    Attributes:
        kind: its JSON type.
        judge: what judges it, when it is of that type.
        is_required: whether the object must have it.
    """

    kind: type
    judge: Callable[[Any], Flaw | None] = lambda _value: None
    is_required: bool = False


_Table: TypeAlias = Mapping[str, _Member]


def judge_json_feed(data: bytes, now: datetime | None) -> Iterator[Finding]:
    """Judge a JSON Feed."""
    if data.startswith(_MARK):
        what = "begins with a byte order mark, which JSON has not; save it without"
        yield Finding(1, "error", what, "RFC 8259 §8.1")
    try:
        text = data.removeprefix(_MARK).decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield Finding(
            line, "error", f"byte 0x{error.object[error.start]:02X} is not UTF-8; save it so", "RFC 8259 §8.1"
        )
        return
    twice: list[str] = []
    try:
        feed = json.loads(text, object_pairs_hook=_once(twice), parse_int=_number, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        yield Finding(
            error.lineno, "error", f"no JSON: {error.msg.lower()}; put it right here", "RFC 8259 §2"
        )
        return
    except (ValueError, RecursionError) as error:
        yield Finding(1, "error", f"no JSON that readers take: {error}", "RFC 8259 §9")
        return
    for name in dict.fromkeys(twice):
        yield Finding(1, "error", f"an object has {quote(name)} twice; keep one", "RFC 8259 §4")
    yield from _locate(text, list(limit(_judge_feed(feed, now))))


def _locate(text: str, found: list[_Found]) -> Iterator[Finding]:
    """Give findings their lines: of what is not there, that of what it should stand in."""
    if not found:
        return
    lines = find_lines(text, {one.path[:size] for one in found for size in range(len(one.path) + 1)})
    for one in found:
        path = one.path
        while path not in lines:
            path = path[:-1]
        yield Finding(lines[path], one.level, one.what, one.clause)


def _once(twice: list[str]) -> Callable[[list[tuple[str, object]]], dict[str, object]]:
    """Return what makes an object of its members, and notes those that are there twice."""

    def collect(pairs: list[tuple[str, object]]) -> dict[str, object]:
        members = dict(pairs)
        if len(members) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            twice.extend(name for name, number in counts.items() if number > 1)
        return members

    return collect


def _number(text: str) -> float:
    """Return a number; one that no reader can hold is endless, and Python is not asked to."""
    return int(text) if len(text) < _LONGEST_NUMBER else float("inf")


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is no JSON; leave it out")


# ---- members ----------------------------------------------------------------------------------------


def _judge_version(value: str) -> Flaw | None:
    if value in _VERSIONS:
        return None
    return wrong(f"is {quote(value)}, no version of JSON Feed; write {_VERSIONS[0]}")


def _judge_needed(value: str) -> Flaw | None:
    return None if value.strip() else wrong("is empty; it must say something")


def _judge_title(value: str) -> Flaw | None:
    return _judge_needed(value) or _judge_plain(value)


def _judge_plain(value: str) -> Flaw | None:
    if found := find_html(value):
        return odd(f"holds {quote(found)}, which readers show as it is: it is plain text; leave HTML out")
    return None


def _judge_html(value: str) -> Flaw | None:
    return next(judge_html(value), None)


def _judge_tags(value: list[object]) -> Flaw | None:
    if all(isinstance(one, str) for one in value):
        return None
    return wrong("holds what is no text; write a list of texts")


def _judge_size(value: float) -> Flaw | None:
    return None if value >= 0 else wrong(f"is {value}, less than nothing")


_TEXT, _PLAIN, _URL = _Member(str), _Member(str, _judge_plain), _Member(str, judge_address)
_NEEDED_URL = _Member(str, judge_address, is_required=True)
_DATE, _LANGUAGE = _Member(str, judge_rfc3339), _Member(str, judge_language)
_AUTHOR: _Table = {"name": _TEXT, "url": _URL, "avatar": _URL}
_HUB: _Table = {"type": _Member(str, _judge_needed, is_required=True), "url": _NEEDED_URL}
_ATTACHMENT: _Table = {
    "url": _NEEDED_URL,
    "mime_type": _Member(str, judge_media_type, is_required=True),
    "title": _TEXT,
    "size_in_bytes": _Member(float, _judge_size),
    "duration_in_seconds": _Member(float, _judge_size),
}
_ITEM: _Table = {
    "id": _Member(str, _judge_needed, is_required=True),
    "url": _URL,
    "external_url": _URL,
    "title": _PLAIN,
    "content_html": _Member(str, _judge_html),
    "content_text": _Member(str),
    "summary": _PLAIN,
    "image": _URL,
    "banner_image": _URL,
    "date_published": _DATE,
    "date_modified": _DATE,
    "author": _Member(dict),
    "authors": _Member(list),
    "tags": _Member(list, _judge_tags),
    "language": _LANGUAGE,
    "attachments": _Member(list),
}
_FEED: _Table = {
    "version": _Member(str, _judge_version, is_required=True),
    "title": _Member(str, _judge_title, is_required=True),
    "home_page_url": _URL,
    "feed_url": _URL,
    "description": _PLAIN,
    "user_comment": _TEXT,
    "next_url": _URL,
    "icon": _URL,
    "favicon": _URL,
    "author": _Member(dict),
    "authors": _Member(list),
    "language": _LANGUAGE,
    "expired": _Member(bool),
    "hubs": _Member(list),
    "items": _Member(list, is_required=True),
}


def _judge_object(value: object, table: _Table, path: Path, clause: str) -> Iterator[_Found]:
    """Judge an object's members one by one."""
    if not isinstance(value, dict):
        yield _Found(path, "error", f"{_name(path)} is {_kind(value)}; it must be an object", clause)
        return
    for name, member in table.items():
        if name in value:
            yield from _judge_member(value[name], member, (*path, name), clause)
        elif member.is_required:
            yield _Found(path, "error", f"{_name(path)} lacks {name!r}; add it", clause)
    for name in value.keys() - table.keys():
        yield from _judge_stranger(name, table, path)


def _judge_member(value: object, member: _Member, path: Path, clause: str) -> Iterator[_Found]:
    if not _is_of(value, member.kind):
        advice = (
            "leave it out"
            if value is None and not member.is_required
            else f"it must be {_TYPES[member.kind]}"
        )
        yield _Found(path, "error", f"{_name(path)} is {_kind(value)}; {advice}", clause)
        return
    if (
        isinstance(value, str)
        and not value.strip()
        and not member.is_required
        and "content" not in str(path[-1])
    ):
        yield _Found(path, "warning", f"{_name(path)} is empty; fill it, or leave it out", clause)
        return
    if isinstance(value, str) and _BROKEN.search(value):
        yield _Found(path, "error", f"{_name(path)} holds half a character; write it whole", "RFC 8259 §8.2")
    if flaw := member.judge(value):
        yield _Found(path, flaw.level, f"{_name(path)} {flaw.what}", clause)


def _is_of(value: object, kind: type) -> bool:
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, kind)


def _kind(value: object) -> str:
    if value is None:
        return "null"
    return next((name for kind, name in _TYPES.items() if _is_of(value, kind)), "something else")


def _judge_stranger(name: str, table: _Table, path: Path) -> Iterator[_Found]:
    """Members of one's own begin with an underscore, a letter behind it, without dots (extensions)."""
    clause = _SPEC.format("extensions")
    if name.startswith("_") and _EXTENSION.match(name):
        return
    if name.startswith("_"):
        what = f"{quote(name)} is no name of an extension: write '_', a letter, and no dots"
        yield _Found((*path, name), "error", what, clause)
        return
    alike = next((one for one in table if one.replace("_", "") == name.replace("_", "").lower()), None)
    advice = f"write {alike!r}" if alike else "begin its name with '_', if it is your own"
    yield _Found((*path, name), "warning", f"{quote(name)} in {_name(path)} is not defined; {advice}", clause)


def _name(path: Path) -> str:
    """Return how a place is called: items[3].url, or the feed."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).removeprefix(".") or "the feed"


# ---- objects ----------------------------------------------------------------------------------------


def _judge_feed(feed: object, now: datetime | None) -> Iterator[_Found]:
    clause = _SPEC.format("top-level")
    yield from _judge_object(feed, _FEED, (), clause)
    if not isinstance(feed, dict):
        return
    is_newest = feed.get("version") == _VERSIONS[0]
    yield from _judge_authors(feed, (), is_newest=is_newest)
    yield from _judge_list(feed, "hubs", _HUB, (), _SPEC.format("subscribing to real-time notifications"))
    for name in ("home_page_url", "feed_url"):
        if name not in feed:
            yield _Found(
                (), "warning", f"the feed lacks {name!r}; add it, readers find their way by it", clause
            )
    if feed.get("next_url") is not None and feed.get("next_url") == feed.get("feed_url"):
        yield _Found(
            ("next_url",), "error", "next_url is feed_url: readers go round in circles; cut it", clause
        )
    items = feed.get("items")
    if isinstance(items, list):
        yield from _judge_items(items, now, is_newest=is_newest)


def _judge_items(items: list[object], now: datetime | None, *, is_newest: bool) -> Iterator[_Found]:
    seen = set()
    for number, item in enumerate(items):
        path: Path = ("items", number)
        yield from _judge_object(item, _ITEM, path, _SPEC.format("items"))
        if not isinstance(item, dict):
            continue
        yield from _judge_item(item, path, now)
        yield from _judge_authors(item, path, is_newest=is_newest)
        yield from _judge_list(item, "attachments", _ATTACHMENT, path, _SPEC.format("attachments"))
        ident = item.get("id")
        if isinstance(ident, str) and ident in seen:
            what = f"{_name(path)}.id {quote(ident)} stands there before; give each item its own"
            yield _Found((*path, "id"), "error", what, _SPEC.format("items"))
        seen.add(ident if isinstance(ident, str) else None)


def _judge_item(item: dict[str, object], path: Path, now: datetime | None) -> Iterator[_Found]:
    clause = _SPEC.format("items")
    if "content_html" not in item and "content_text" not in item:
        yield _Found(
            path, "error", f"{_name(path)} has neither content_html nor content_text; add one", clause
        )
    for name in ("date_published", "date_modified"):
        value = item.get(name)
        moment = read_rfc3339(value) if isinstance(value, str) and now is not None else None
        if moment is not None and now is not None and (flaw := judge_time_of(moment, now, is_entry=True)):
            yield _Found((*path, name), flaw.level, f"{_name((*path, name))} {flaw.what}", "readers")


def _judge_authors(holder: dict[str, object], path: Path, *, is_newest: bool) -> Iterator[_Found]:
    clause = _SPEC.format("authors")
    yield from _judge_list(holder, "authors", _AUTHOR, path, clause)
    for number, author in enumerate(_list(holder, "authors")):
        if isinstance(author, dict) and not _AUTHOR.keys() & author.keys():
            place: Path = (*path, "authors", number)
            yield _Found(
                place, "error", f"{_name(place)} says nothing; give it a name, url or avatar", clause
            )
    if isinstance(holder.get("author"), dict):
        yield from _judge_object(holder["author"], _AUTHOR, (*path, "author"), clause)
    if "author" in holder and "authors" not in holder and is_newest:
        what = (
            f"{_name((*path, 'author'))} is of version 1.0; write a list 'authors', and keep this beside it"
        )
        yield _Found((*path, "author"), "warning", what, clause)


def _judge_list(
    holder: dict[str, object], name: str, table: _Table, path: Path, clause: str
) -> Iterator[_Found]:
    """Judge each object of a list."""
    for number, value in enumerate(_list(holder, name)):
        yield from _judge_object(value, table, (*path, name, number), clause)


def _list(holder: dict[str, object], name: str) -> list[object]:
    value = holder.get(name)
    return value if isinstance(value, list) else []
