"""Who a page says wrote it: its head, the lines around its heading, its marks. Names only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedfeed.model import Author
from seedfeed.text import collapse, decode_references
from seedfeed.understanding.lines import letters_of
from seedfeed.understanding.page.statements import texts_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from seedfeed.understanding.page.findings import Findings
    from seedfeed.understanding.page.opening import Opening

MOST_AUTHORS, MOST_NAME_WORDS = 8, 6
_METAS = ("author", "article:author", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author",
          "citation_author", "byl", "og:article:author")  # fmt: skip
_BY = re.compile(
    r"\A(?:(?:written |posted |words |story |article )?by:? "
    r"|(?:(?:ein |un )?(?:artikel|beitrag|text|article|artículo|artigo|articolo) )?"
    r"(?:von|par|por|de|di|door|av) (?=[A-Z]))",
    re.IGNORECASE,
)
_AND = re.compile(r" (?:and|und|et|y|e|en|&|\|) |[;,|] ?")
# What stood between a name and a day.
_BEFORE_DAY = re.compile(r" (?:on|am|le|el|il|op|den)\Z")
# Behind a dash stands where somebody works.
_ROLE = re.compile(r" [-\u2013—] .*")
_DEGREES = frozenset(
    [
        "ba", "bsc", "cfa", "cpa", "dds", "dr", "esq", "jd", "jr", "llm", "ma", "mba", "md", "mph", "ms",
        "msc", "phd", "prof", "rd", "rn", "sr",
    ]
)  # fmt: skip
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,4}[a-z]{2,18}", re.IGNORECASE)
# An address, a template that was not filled in, and words that name nobody.
_NO_AUTHOR = re.compile(
    r".*(?:https?:|www\.|@|\d|\w\.\w{3}|[{}<>_]).*"
    r"|(?:updated|published|posted|photo|foto|фото|bild|quelle|image|credit) .*"
    r"|(?:staff|wire|news|agency|agencies|service|services|reports?|and| )+"
    r"|(?:the |our )?(?:admin|administrator|editors?|staff|team|newsroom|redaktion|desk|guest|user ?name"
    r"|contributors?|unknown|none|null|author|name|posted|updated|published|share)"
    r"(?: (?:team|staff|writer|user|author))?",
    re.IGNORECASE,
)


def find_authors(found: Findings, opening: Opening, tree: HtmlElement | None) -> None:
    """Find the authors: as the head states, else beside the heading, else in elements marked as such."""
    statements = found.statements
    site = letters_of(found.text_of("source_name"))
    stated = [("JSON-LD", texts_of(statements.article.get("author"), "name"))]
    stated += [(name, list(statements.metas.get(name, ()))) for name in _METAS]
    if statements.first("twitter:label1").lower() == "written by":
        stated.append(("twitter:data1", list(statements.metas.get("twitter:data1", ()))))
    for rule, texts in stated:
        found.add("authors", _name(texts, site), rule)
    names, line = opening.authors
    found.add("authors", _name(list(names), site), "beside the heading", line)
    if tree is not None and not found.has("authors"):
        found.add("authors", _name(_find_marked(tree), site), "byline")


def _find_marked(tree: HtmlElement) -> list[str]:
    """Return what stands in elements marked as naming the author; trafilatura knows the marks."""
    from trafilatura.metadata import extract_author

    stated = extract_author(tree)
    return [] if stated is None else [collapse(stated)]


def _name(texts: list[str], site: str) -> tuple[Author, ...]:
    """Return the authors that texts name; the site itself only where it is the only one."""
    names: dict[str, Author] = {}
    for text in texts:
        parts = _AND.split(_BY.sub("", decode_references(text), count=1))
        if _DOMAIN.fullmatch(parts[0]):
            continue  # "crier.example, Port Ellery": a site and its place
        for part in parts:
            name = _BEFORE_DAY.sub("", _ROLE.sub("", collapse(part)).strip(" .,:-\u2013—"))
            letters = letters_of(name)
            if letters and _is_name(name) and letters.replace(" ", "") not in _DEGREES:
                names.setdefault(letters, Author(name=name))
    if len(names) > 1:
        names.pop(site, None)
    return tuple(names.values())[:MOST_AUTHORS]


def _is_name(text: str) -> bool:
    return len(text.split()) <= MOST_NAME_WORDS and not _NO_AUTHOR.fullmatch(text)
