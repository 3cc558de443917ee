"""The outlets of the world by name and by domain: the shipped table, and the operator's own before it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from seedfeed.model import Source
from seedfeed.understand.lexicon import read_lines

if TYPE_CHECKING:
    from seedfeed.config import Config, Content, SourceRule


_BEFORE_OUTLET = re.compile(r" [|\u2013—·:-] ")
_AROUND = " |\u2013—·:-"


class Outlet(Struct, frozen=True):
    """An outlet, and the exact ways its name is written."""

    source: Source
    names: tuple[str, ...]


def name_key(name: str) -> str:
    """Return what all ways of writing one outlet's name have in common."""
    key = " ".join(name.casefold().replace("\u2019", "'").split())
    return key.removeprefix("the ") or key


@cache
def _shipped() -> dict[str, Outlet]:
    """Return the shipped outlets by name key and by domain; the first one of a name wins."""
    table: dict[str, Outlet] = {}
    for line in read_lines("outlets.txt"):
        outlet = _parse_outlet(line)
        for key in (*outlet.names, domain_of(outlet.source.url or "")):
            table.setdefault(name_key(key), outlet)
    return table


def _parse_outlet(line: str) -> Outlet:
    """Read "Name | language | home page | feed | alias, alias"; the last two may be missing."""
    name, _, url, feed, aliases = [*map(str.strip, line.split("|")), "", ""][:5]
    names = (name, *filter(None, map(str.strip, aliases.split(","))))
    return Outlet(Source(name=name, url=url, feed=feed or None), names)


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
    shipped = _shipped().get(name_key(name))
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
    while domain.count("."):
        found = find_outlet(domain, config)
        if found is not None:
            return found
        domain = domain.partition(".")[2]
    return None


@cache
def _spelled() -> dict[str, str]:
    """Return the exact ways to write the shipped outlets' names, without `The` -> the outlet's name."""
    table: dict[str, str] = {}
    for outlet in _shipped().values():
        for name in outlet.names:
            table.setdefault(name.removeprefix("The "), outlet.source.name)
    return table


def find_exact_name(name: str) -> str | None:
    """Return the shipped outlet written exactly so, capitals included; `The` before it may be missing."""
    return _spelled().get(name.removeprefix("The ").removeprefix("the "))


def split_outlet(title: str) -> tuple[str, str | None]:
    """Return a title without the outlet that pages append to it, and the outlet: "Storm nears | Reuters"."""
    parts = _BEFORE_OUTLET.split(title)
    if len(parts) == 1:
        return title, None
    outlet = find_exact_name(parts[-1].strip())
    if outlet is None:
        return title, None
    kept = title[: title.rindex(parts[-1])].rstrip(_AROUND)
    return (kept, outlet) if kept else (title, None)


def content_for(source: Source | None, config: Config) -> Content:
    """Return how much is published of an article from that source."""
    rule = find_rule_for(source.name, config) if source else None
    return rule.content if rule and rule.content else config.content
