"""An HTML page -> its article: the text's lines, and what the page states of it as metadata.

The same bytes give the same article on any day: no clock, though the libraries would look at one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from seedfeed.dates import format_rfc3339, parse_date
from seedfeed.model import Author, Media, Metadata
from seedfeed.text import collapse, decode_references, is_web_address
from seedfeed.understand.lines import letters_of
from seedfeed.understand.media import TYPES
from seedfeed.understand.outlets import domain_of
from seedfeed.understand.page.blocks import Block, make_lines
from seedfeed.understand.page.body import extract_blocks
from seedfeed.understand.page.prepare import prepare
from seedfeed.understand.page.statements import Statements, collect_statements, texts_of
from seedfeed.understand.page.titles import choose_title, strip_site

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.html import HtmlElement

    from seedfeed.understand.lines import Line

# Longer pages are read this far: 2 s of parsing (2026-11).
LONGEST_PAGE = 3_000_000
MOST_TAGS, LONGEST_TAG = 8, 40
MOST_AUTHORS, MOST_NAME_WORDS = 8, 6
# A description below this says no more than the title.
MIN_DESCRIPTION = 40
MIN_WORD = 4
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published", "pubdate",
    "publishdate", "publish-date", "publish_date", "date", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.issued", "dcterms.created", "dc.date.created", "sailthru.date", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "originalpublicationdate", "article_date_original",
    "citation_publication_date", "og:pubdate",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified",
)  # fmt: skip
_AUTHOR = ("author", "article:author", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author",
           "citation_author", "byl", "og:article:author", "twitter:data1")  # fmt: skip
_BY = re.compile(r"(?:written |posted |words )?by:? |(?:von|par|por|di|door|av) (?=[A-Z])", re.IGNORECASE)
_AND = re.compile(r" (?:and|und|et|y|e|en|&|\|) |[;,|] ?")
# An address, a template that was not filled in, and words that name nobody.
_NO_AUTHOR = re.compile(
    r".*(?:https?:|www\.|@|\d|\w\.\w{3}|[{}<>_]).*"
    r"|(?:the |our )?(?:admin|administrator|editors?|staff|team|newsroom|redaktion|desk|guest"
    r"|contributors?|unknown|none|null|author|posted|updated|published|share)"
    r"(?: (?:team|staff|writer|user|author))?",
    re.IGNORECASE,
)


class Page(Struct, frozen=True, kw_only=True):
    """A page as read.

    Attributes:
        metadata: what it states, in the names of front matter.
        rules: Metadata's fields -> where each was stated.
        blocks: the body, in order.
        note: what was left out of it.
    """

    metadata: Metadata
    rules: dict[str, str]
    blocks: tuple[Block, ...]
    note: str | None = None

    def lines(self) -> list[Line]:
        """Return the body's lines, numbered from 1; they are no lines of the file."""
        return make_lines(self.blocks)


def read_page(html: str, known_until: datetime) -> Page:
    """Read a page.

    Args:
        html: decoded; as broken as it may be.
        known_until: no date after it is looked for in the page's text; the file's time, never the clock's.
    """
    tree = _parse(html)
    if tree is None:
        return Page(metadata=Metadata(), rules={}, blocks=())
    statements = collect_statements(tree)
    prepare(tree)
    found = _Findings(statements)
    _find_names(found)
    _find_dates(found, tree, known_until)
    _find_authors(found, tree)
    _find_rest(found)
    blocks = extract_blocks(tree)
    note = None
    if len(html) > LONGEST_PAGE:
        note = f"longer than {LONGEST_PAGE:,} characters: the rest was not read"
    return Page(metadata=found.metadata(), rules=found.rules, blocks=tuple(blocks), note=note)


class _Findings:
    """Metadata in the making, each field with the rule that found it first."""

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.values: dict[str, object] = {}
        self.rules: dict[str, str] = {}

    def add(self, field: str, value: object, rule: str) -> None:
        if value and field not in self.values:
            self.values[field] = value
            self.rules[field] = rule

    def metadata(self) -> Metadata:
        return msgspec.convert(self.values, Metadata)


def _parse(html: str) -> HtmlElement | None:
    """Parse a page into a tree of bounded depth; None where there is nothing in it."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    text = _DECLARATION.sub("", html[:LONGEST_PAGE], count=1)
    if not text.strip():
        return None
    try:
        return document_fromstring(text, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.LxmlError, ValueError, AssertionError):
        return None


def _find_names(found: _Findings) -> None:
    """Find title, link and outlet: they are told apart by each other."""
    statements = found.statements
    publisher = next(iter(texts_of(statements.article.get("publisher"), "name")), "")
    site = statements.first("og:site_name", "application-name", "apple-mobile-web-app-title") or publisher
    hosts = [host for host in (domain_of(statements.base),) if host]
    title, rule = choose_title(statements, site, hosts)
    found.add("title", collapse(decode_references(title)), rule)
    for rule, address in (
        ("canonical", statements.canonical),
        ("og:url", statements.first("og:url")),
        ("JSON-LD", next(iter(texts_of(statements.article.get("mainEntityOfPage"), "@id", "url")), "")),
        ("JSON-LD", next(iter(texts_of(statements.article.get("url"))), "")),
    ):
        link = statements.resolve(address)
        if is_web_address(link) and link.partition("://")[2].partition("#")[0].rstrip("/").count("/"):
            found.add("link", link, rule)
    if "link" in found.values or hosts:
        found.add("source_name", site, "og:site_name" if site != publisher else "JSON-LD")


def _find_dates(found: _Findings, tree: HtmlElement, known_until: datetime) -> None:
    """Find the times: as stated, whatever they are, because `decide` holds back what lies ahead."""
    statements = found.statements
    for field, key, names in (("date", "datePublished", _PUBLISHED), ("updated", "dateModified", _MODIFIED)):
        stated = [("JSON-LD", text) for text in texts_of(statements.article.get(key))]
        stated += [(name, text) for name in names for text in statements.metas.get(name, ())]
        if field == "date":
            stated += [("<time>", text) for text in statements.times]
        for rule, text in stated:
            moment = parse_date(text)
            if moment is not None:
                found.add(field, format_rfc3339(moment), rule)
    if "date" not in found.values:
        found.add("date", _search_date(found, tree, known_until), "page text")


def _search_date(found: _Findings, tree: HtmlElement, known_until: datetime) -> str | None:
    """Return the date that htmldate finds in the address and the page's visible marks."""
    from copy import deepcopy

    from htmldate import find_date

    limit = known_until.date().isoformat()
    address = str(found.values.get("link", "")) or None
    try:
        return find_date(
            deepcopy(tree), extensive_search=False, original_date=True, url=address, max_date=limit
        )
    except (ValueError, TypeError, RecursionError):
        return None


def _find_authors(found: _Findings, tree: HtmlElement) -> None:
    statements = found.statements
    site = letters_of(str(found.values.get("source_name", "")))
    stated = [("JSON-LD", texts_of(statements.article.get("author"), "name"))]
    stated += [(name, list(statements.metas.get(name, ()))) for name in _AUTHOR[:-1]]
    if statements.first("twitter:label1").lower() == "written by":
        stated.append(("twitter:data1", list(statements.metas.get("twitter:data1", ()))))
    for rule, texts in stated:
        found.add("authors", _name_authors(texts, site), rule)
        if "authors" in found.values:
            return
    found.add("authors", _name_authors(_marked_authors(tree), site), "byline")


def _marked_authors(tree: HtmlElement) -> list[str]:
    """Return what stands in elements marked as naming the author; trafilatura knows the marks."""
    from trafilatura.metadata import extract_author

    stated = extract_author(tree)
    return [] if stated is None else [collapse(stated)]


def _name_authors(texts: list[str], site: str) -> tuple[Author, ...]:
    names: dict[str, Author] = {}
    for text in texts:
        plain = _BY.sub("", decode_references(text), count=1) if _BY.match(text) else decode_references(text)
        for part in _AND.split(plain):
            name = collapse(part).strip(" .,:-\u2013—")
            is_name = name and len(name.split()) <= MOST_NAME_WORDS and not _NO_AUTHOR.fullmatch(name)
            if is_name and letters_of(name):
                names.setdefault(letters_of(name), Author(name=name))
    if len(names) > 1:
        names.pop(site, None)
    return tuple(names.values())[:MOST_AUTHORS]


def _find_rest(found: _Findings) -> None:
    """Find description, language, tags and picture."""
    statements = found.statements
    title = letters_of(str(found.values.get("title", "")))
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


def _read_description(stated: str, title: str, found: _Findings) -> str | None:
    """Return a description that says something of this article: whole, and not the title."""
    names = {letters_of(str(found.values.get("source_name", "")))}
    text = strip_site(collapse(decode_references(stated)), names)
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
