"""Where a page is from: the address of the original, whatever copy of it was saved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedfeed.text import cut_tracking, is_web_address
from seedfeed.understanding.outlets import domain_of
from seedfeed.understanding.page.statements import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seedfeed.understanding.page.findings import Findings
    from seedfeed.understanding.page.statements import Statements

# How far into a file the tools that saved it write where from.
LONGEST_HEAD = 3_000
# Internet Explorer, Edge and Chrome ("saved from url=(0031)https://…"), SingleFile, and its like in Firefox.
_SAVED = re.compile(
    r"<!--\s{0,9}saved from url=\(\d{4}\)(https?://[^\s<>\"]{1,2000})"
    r"|<!--\s{0,9}Page saved with SingleFile\s{1,9}url:\s(https?://[^\s<>\"]{1,2000})"
)
# Copies in archives hold the original's address: web.archive.org/web/20240517080000im_/https://…
_ARCHIVED = re.compile(
    r"https?://(?:(?:web\.)?archive\.org/web|archive\.(?:today|ph|is|md|li|vn|fo))/\d{4,14}(?:[a-z]{2}_)?/"
    r"(https?:)/{1,2}",
    re.IGNORECASE,
)
# So do caches of AMP pages: www-crier-example.cdn.ampproject.org/c/s/crier.example/…; "s" is for https.
_CACHED = re.compile(
    r"https?://(?:[a-z0-9.-]{1,250}\.cdn\.ampproject\.org/[a-z]{1,2}|www\.google\.[a-z.]{2,6}/amp)/(s/)?(?=[^/]+\.)",
    re.IGNORECASE,
)
# The paths of home pages: none, a language, or the file that servers show for none.
_HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default)(?:\.(?:html?|php|aspx?|jsp))?/?)?",
    re.IGNORECASE,
)


def find_saved(html: str) -> str:
    """Return the address that a browser wrote into the copy that it saved; empty where there is none."""
    match = _SAVED.search(html, 0, LONGEST_HEAD)
    return (match[1] or match[2]) if match else ""


def unwrap(address: str) -> str:
    """Return the original's address from that of its copy in an archive or a cache, without tracking."""
    archived = _ARCHIVED.match(address)
    if archived:
        return f"{archived[1]}//{address[archived.end() :]}"
    cached = _CACHED.match(address)
    if cached:
        return f"{'https' if cached[1] else 'http'}://{address[cached.end() :]}"
    return address


def find_link(found: Findings) -> None:
    """Find the original's address: canonical (RFC 6596), also on another host; never that of a home page."""
    statements = found.statements
    for rule, stated in _find_stated(statements):
        link = unwrap(statements.resolve(unwrap(stated)))
        if is_web_address(link) and not is_home(link):
            found.add("link", link, rule)


def _find_stated(statements: Statements) -> Iterator[tuple[str, str]]:
    yield "canonical", statements.canonical
    yield "og:url", statements.first("og:url")
    for value in (statements.article.get("mainEntityOfPage"), statements.article.get("url")):
        yield "JSON-LD", next(iter(texts_of(value, "@id", "url")), "")
    yield "saved from", cut_tracking(statements.saved)


def find_host(statements: Statements) -> str:
    """Return the domain of the site that showed the page; empty where nothing says it."""
    for address in (statements.saved, statements.first("og:url"), statements.base):
        host = domain_of(unwrap(address))
        if host:
            return host
    return ""


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two domains are one site's: equal, or one within the other, as `m.crier.example`."""
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def is_home(address: str) -> bool:
    """Tell whether an address is that of a site's home page, which some sites state on every page."""
    path, query, _ = address.partition("://")[2].partition("#")[0].partition("?")
    return not query and _HOME.fullmatch(path.partition("/")[2]) is not None
