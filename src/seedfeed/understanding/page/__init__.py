"""An HTML page -> its article: the text's lines, and what the page states of it as metadata.

The same bytes give the same article on any day: no clock, though the libraries would look at one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from seedfeed.dates import is_day_first
from seedfeed.model import Media, Metadata
from seedfeed.text import collapse, decode_references, is_web_address
from seedfeed.understanding.dateline import strip_dateline
from seedfeed.understanding.language import parse_language
from seedfeed.understanding.lines import letters_of
from seedfeed.understanding.media import TYPES
from seedfeed.understanding.outlets import domain_of, find_shipped
from seedfeed.understanding.page.address import find_host, find_link, find_saved, is_same_site
from seedfeed.understanding.page.authors import find_authors
from seedfeed.understanding.page.blocks import Block, cut_blocks, make_lines
from seedfeed.understanding.page.body import choose_blocks, read_stated
from seedfeed.understanding.page.findings import Findings
from seedfeed.understanding.page.opening import read_opening
from seedfeed.understanding.page.prepare import prepare
from seedfeed.understanding.page.statements import Statements, collect_statements, texts_of
from seedfeed.understanding.page.times import find_times
from seedfeed.understanding.page.titles import choose_title, strip_site
from seedfeed.understanding.page.tree import LONGEST_PAGE, parse_page

if TYPE_CHECKING:
    from datetime import datetime

    from seedfeed.understanding.lines import Line

# The library takes 1.3 s for so many; the largest page of the dev set has 2,192 (2026-11).
MOST_ELEMENTS = 10_000
MOST_TAGS, LONGEST_TAG = 8, 40
# A description below this says no more than the title.
MIN_DESCRIPTION = 40
MIN_WORD = 4


class Page(Struct, frozen=True, kw_only=True):
    """A page as read.

    Attributes:
        metadata: what it states, in the names of front matter.
        rules: Metadata's fields -> where each was stated.
        places: those whose line in the page's source is known -> that line.
        blocks: the body, in order.
        note: what was left out of it.
    """

    metadata: Metadata
    rules: dict[str, str]
    places: dict[str, int] = {}
    blocks: tuple[Block, ...]
    note: str | None = None

    def lines(self) -> list[Line]:
        """Return the body's lines, numbered from 1; they are no lines of the file: see `line_of`."""
        return make_lines(self.blocks)

    def line_of(self, number: int) -> int | None:
        """Return the line of the page's source at which a line of the body begins."""
        return self.blocks[number - 1].line or None


def read_page(html: str, known_until: datetime) -> Page:
    """Read a page.

    Args:
        html: decoded; as broken as it may be.
        known_until: no date after it is looked for in the page's text; the file's time, never the clock's.
    """
    tree = parse_page(html)
    if tree is None:
        return Page(metadata=Metadata(), rules={}, blocks=())
    statements = collect_statements(tree, find_saved(html))
    prepare(tree)
    found = Findings(statements)
    _find_names(found)
    _find_rest(found)
    blocks = cut_blocks(tree)
    readable = tree if sum(1 for _ in tree.iter()) <= MOST_ELEMENTS else None
    body = choose_blocks(readable, blocks)
    day_first = is_day_first(parse_language(found.text_of("language")))
    opening = read_opening(blocks, body, found.text_of("title"), day_first=day_first)
    find_times(found, opening, readable, known_until)
    find_authors(found, opening, readable)
    body = read_stated(statements.article.get("articleBody"), body, statements.lines.get("JSON-LD", 0))
    note = None
    if len(html) > LONGEST_PAGE:
        note = f"longer than {LONGEST_PAGE:,} characters: the rest was not read"
    return Page(
        metadata=found.metadata(), rules=found.rules, places=found.lines, blocks=tuple(body), note=note
    )


def _find_names(found: Findings) -> None:
    """Find title, link and outlet: they are told apart by each other."""
    statements = found.statements
    publisher = next(iter(texts_of(statements.article.get("publisher"), "name")), "")
    site = statements.first("og:site_name", "application-name", "apple-mobile-web-app-title") or publisher
    host = find_host(statements)
    title, rule = choose_title(statements, site, [host] if host else [])
    found.add("title", collapse(decode_references(title)), rule)
    find_link(found)
    # A copy's own site is not the source where the canonical address is another's.
    is_own = not found.has("link") or is_same_site(domain_of(found.text_of("link")), host)
    if host and is_own and not _is_namesake(site, host):
        found.add("source_name", site, "og:site_name" if site != publisher else "JSON-LD")


def _is_namesake(site: str, host: str) -> bool:
    """Tell whether a site has the name of an outlet elsewhere: then its address tells who it is."""
    known = find_shipped(site) if site else None
    return known is not None and known.url is not None and not is_same_site(domain_of(known.url), host)


def _find_rest(found: Findings) -> None:
    """Find description, language, tags and picture."""
    statements = found.statements
    title = letters_of(found.text_of("title"))
    described = [
        (name, statements.first(name)) for name in ("og:description", "description", "twitter:description")
    ]
    described.append(("JSON-LD", next(iter(texts_of(statements.article.get("description"))), "")))
    for rule, text in sorted(described, key=lambda pair: -len(pair[1])):
        found.add("summary", _read_description(text, title, found), rule)
    found.add(
        "language", statements.language or statements.first("og:locale", "content-language"), "html lang"
    )
    found.add("tags", _read_tags(statements), "article:tag")
    image = statements.first("og:image", "og:image:url", "twitter:image") or next(
        iter(texts_of(statements.article.get("image"), "url", "contentUrl")), ""
    )
    address = statements.resolve(image) if image else ""
    if is_web_address(address):
        alt = statements.first("og:image:alt", "twitter:image:alt")
        suffix = address.partition("?")[0].rpartition(".")[2].lower()
        found.add("image", Media(url=address, type=TYPES.get(suffix, ""), alt=alt), "og:image")


def _read_description(stated: str, title: str, found: Findings) -> str | None:
    """Return a description that says something of this article: whole, and not the title."""
    names = {letters_of(found.text_of("source_name"))}
    text = strip_dateline(strip_site(collapse(decode_references(stated)), names))
    if len(text) < MIN_DESCRIPTION or text.endswith(("...", "…")) or letters_of(text) == title:
        return None
    words = {word for word in letters_of(text).split() if len(word) >= MIN_WORD}
    wanted = {word for word in title.split() if len(word) >= MIN_WORD}
    return text if words & wanted or not wanted else None


def _read_tags(statements: Statements) -> tuple[str, ...]:
    """Return the article's own tags, where they are few and short enough to be meant for people."""
    stated = list(statements.metas.get("article:tag", ()))
    if not stated:
        stated = texts_of(statements.article.get("keywords"))
    parts = [part for text in stated for part in (text.split(",") if len(stated) == 1 else [text])]
    tags = [collapse(decode_references(part)) for part in parts]
    tags = [tag for tag in dict.fromkeys(tags) if tag]
    return tuple(tags) if len(tags) <= MOST_TAGS and all(len(tag) <= LONGEST_TAG for tag in tags) else ()
