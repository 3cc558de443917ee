"""The outlets of the world by name and by domain: the shipped table, and the operator's own before it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from seedfeed.model import Source
from seedfeed.text import late_pattern
from seedfeed.understanding.lexicon import read_lines

if TYPE_CHECKING:
    from seedfeed.config import Config, Content, SourceRule


_BEFORE_OUTLET = late_pattern(r" [|\u2013—·:-] ")
_AROUND = " |\u2013—·:-"
# How a row of the table begins, and what stands before a feed in it.
_ROW, _FEED = "  { name = ", ', feed = "'


class Outlet(Struct, frozen=True, gc=False):
    """An outlet, the exact ways its name is written, and which of them mean something else too."""

    source: Source
    names: tuple[str, ...]
    ordinary: frozenset[str]


def name_key(name: str) -> str:
    """Return what all ways of writing one outlet's name have in common."""
    key = " ".join(name.casefold().replace("\u2019", "'").split())
    return key.removeprefix("the ") or key


@cache
def _lines() -> dict[str, str]:
    """Return the table's lines by name key, domain, and domain with first folder; the first of each wins.

    A line is taken apart when its outlet is asked for, and not by tomllib, which takes 45 ms for all 2,400;
    so it is 9 ms (2026-11). A test holds what is read here against what tomllib reads.
    """
    table: dict[str, str] = {}
    folders: dict[str, str] = {}
    for line in read_lines("outlets.toml"):
        if not line.startswith(_ROW):
            continue
        name, _, url, _, aliases = _split(line)
        for other in "\n".join((name, *aliases)).replace("~", "").casefold().split("\n"):
            key = other.removeprefix("the ")
            if key not in table:
                table[key] = line
        # Written tidily, with a path at least of "/": a test reads them all.
        _, _, host, path = url.split("/", 3)
        domain = host.removeprefix("www.")
        if path:
            table.setdefault(f"{domain}/{path.partition('/')[0]}", line)
            folders.setdefault(domain, line)
        else:
            table.setdefault(domain, line)
    # A whole site belongs to the outlet of one of its folders only where no other has it.
    return {**folders, **table}


def _split(line: str) -> tuple[str, str, str, str | None, list[str]]:
    """Return name, language, home page, feed and aliases of a row."""
    name, language, url, *others = line.split('"')[1::2]
    feed = others.pop(0) if _FEED in line else None
    return name, language, url, feed, others


@cache
def _parse_outlet(line: str) -> Outlet:
    name, _, url, feed, aliases = _split(line)
    written = (name, *aliases)
    names = tuple(other.removeprefix("~") for other in written)
    ordinary = frozenset(other[1:] for other in written if other[0] == "~")
    return Outlet(Source(name=names[0], url=url, feed=feed), names, ordinary)


def _find_shipped(key: str) -> Outlet | None:
    line = _lines().get(key)
    return None if line is None else _parse_outlet(line)


def find_shipped(name: str) -> Source | None:
    """Return the shipped outlet of that name, whatever the operator calls it."""
    outlet = _find_shipped(name_key(name))
    return None if outlet is None else outlet.source


def domain_of(url: str) -> str:
    """Return the host of an absolute URL, in lower case, without `www.`, user and port."""
    authority = url.partition("://")[2].replace("?", "/").replace("#", "/").partition("/")[0]
    host = authority.rpartition("@")[2].partition(":")[0].lower()
    return host.removeprefix("www.")


def find_rule_for(name: str, config: Config) -> SourceRule | None:
    """Return the operator's rule for an outlet's name or domain."""
    key = name_key(name)
    for rule in config.sources:
        known = [rule.name, *rule.aliases]
        if rule.url:
            known.append(domain_of(rule.url))
        if any(key == name_key(other).removeprefix("www.") for other in known):
            return rule
    return None


def find_outlet(name: str, config: Config) -> Source | None:
    """Return the outlet of that name, or None where nobody knows it."""
    rule = find_rule_for(name, config)
    shipped = _find_shipped(name_key(name))
    if rule is None:
        return shipped.source if shipped else None
    known = shipped.source if shipped else None
    return Source(
        name=rule.name,
        url=rule.url or (known.url if known else None),
        feed=rule.feed or (known.feed if known else None),
    )


def find_outlet_of(url: str, config: Config) -> Source | None:
    """Return the outlet an address belongs to; `blog.example.org` belongs to `example.org`."""
    domain = domain_of(url)
    path = url.partition("://")[2].replace("?", "/").replace("#", "/").partition("/")[2]
    folder = path.partition("/")[0].lower()
    while domain.count("."):
        found = find_outlet(f"{domain}/{folder}", config) or find_outlet(domain, config)
        if found is not None:
            return found
        domain = domain.partition(".")[2]
    return None


def find_exact_name(name: str, *, labelled: bool = False) -> str | None:
    """Return the shipped outlet written exactly so, capitals included; `The` before it may be missing.

    Args:
        name: as it stands in the text.
        labelled: its place says that it is an outlet, so it may be one that has the name of something else.
    """
    outlet = _find_shipped(name_key(name))
    if outlet is None:
        return None
    bare = name.removeprefix("The ").removeprefix("the ")
    written = next((other for other in outlet.names if bare == other.removeprefix("The ")), None)
    if written is None or (written in outlet.ordinary and not labelled):
        return None
    return outlet.source.name


def is_ordinary(name: str) -> bool:
    """Tell whether a shipped outlet's name, however written, is marked as meaning something else too."""
    outlet = _find_shipped(name_key(name))
    return outlet is not None and name_key(name) in map(name_key, outlet.ordinary)


def split_outlet(title: str) -> tuple[str, str | None]:
    """Return a title without the outlet that pages append to it, and the outlet: "Storm nears | Reuters"."""
    parts = _BEFORE_OUTLET.split(title)
    if len(parts) == 1:
        return title, None
    # A dash and a colon stand in titles themselves, "Mother: Nature"; a stroke and a dot do not.
    before = title[: title.rindex(parts[-1])].rstrip()
    outlet = find_exact_name(parts[-1].strip(), labelled=before.endswith(("|", "·")))
    if outlet is None:
        return title, None
    kept = before.rstrip(_AROUND)
    return (kept, outlet) if kept else (title, None)


def content_for(source: Source | None, config: Config) -> Content:
    """Return how much is published of an article from that source."""
    rule = find_rule_for(source.name, config) if source else None
    return rule.content if rule and rule.content else config.content
