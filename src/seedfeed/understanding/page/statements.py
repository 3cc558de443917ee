"""What a page's head states about its article: JSON-LD, Open Graph and other meta elements, links, times.

Collects and does not judge: several places may state several things (schema.org, ogp.me, HTML §4.2).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from msgspec import Struct

from seedfeed.text import clean, collapse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

# More than a page has; hostile ones have more.
MOST_SCRIPTS, MOST_NODES, DEEPEST_NODE = 20, 500, 12
LONGEST_VALUE = 2_000
_READER_VIEW = "//a[contains(concat(' ', @class, ' '), ' reader-domain ')]/@href"
_ARTICLES = frozenset(
    [
        "article",
        "newsarticle",
        "blogposting",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "opinionnewsarticle",
        "backgroundnewsarticle",
        "reviewnewsarticle",
        "liveblogposting",
        "scholarlyarticle",
        "techarticle",
        "socialmediaposting",
        "report",
        "review",
        "recipe",
        "podcastepisode",
        "videoobject",
        "discussionforumposting",
    ]
)
_PAGES = frozenset(["webpage", "itempage", "aboutpage", "faqpage", "collectionpage", "product", "event"])


class Statements(Struct, frozen=True, kw_only=True):
    """The head's statements, by who makes them.

    Attributes:
        metas: name, property or itemprop in lower case -> contents, in document order.
        article: the JSON-LD node that describes the article; empty without one.
        canonical: `<link rel=canonical>`, as written.
        saved: the address that the tool wrote which saved the page.
        base: address that relative ones are resolved against; empty where nobody states one.
        titles: `<title>`, then each `<h1>`.
        times: `datetime` of `<time>` elements that say they are the publication's.
        language: of `<html>`.
        lines: name of a meta element, or of another place -> its first line in the page's source.
    """

    metas: dict[str, tuple[str, ...]]
    article: dict[str, Any]
    canonical: str
    saved: str
    base: str
    page_title: str
    headings: tuple[str, ...]
    times: tuple[str, ...]
    language: str
    lines: dict[str, int]

    def first(self, *names: str) -> str:
        """Return the first content of the first of these meta elements that has one."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")

    def resolve(self, address: str) -> str:
        """Return an address as absolute as the page allows; that of nothing is empty."""
        address = address.strip()
        try:
            return urljoin(self.base, address) if address and self.base else address
        except ValueError:
            return ""


def collect_statements(tree: HtmlElement, saved: str = "") -> Statements:
    """Return what the page states; nothing in it is trusted to be true or sound.

    Args:
        saved: the address that the page was saved from, where the file says it in a comment.
    """
    metas = _collect_metas(tree)
    # Save Page WE writes a meta element; Firefox's reader view links the page above its heading.
    saved = saved or metas.get("savepage-url", ("",))[0] or _attribute(tree, _READER_VIEW)
    canonical = _attribute(tree, "//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")
    stated_base = _attribute(tree, "//base/@href")
    bases = (stated_base, canonical, *metas.get("og:url", ()), saved)
    return Statements(
        metas=metas,
        article=_find_article(tree),
        canonical=canonical,
        saved=saved,
        base=next((base for base in bases if base[:8].lower().startswith(("http://", "https://"))), ""),
        page_title=_text_of(tree.find(".//title")),
        headings=tuple(text for element in tree.findall(".//h1")[:5] if (text := _text_of(element))),
        times=tuple(_collect_times(tree)),
        language=str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""),
        lines=_find_lines(tree),
    )


def _find_lines(tree: HtmlElement) -> dict[str, int]:
    """Return the line of each place where something may be stated, by the name of the rule that reads it."""
    places = [
        (name.strip().lower(), element)
        for element in tree.iter("meta")
        for key in ("property", "name", "itemprop")
        if (name := element.get(key))
    ]
    places += [
        ("canonical", element) for element in tree.iter("link") if "canonical" in element.get("rel", "")
    ]
    places += [("JSON-LD", element) for element in tree.iter("script") if _is_json_ld(element)]
    for name, tag in (("title", "title"), ("heading", "h1"), ("<time>", "time"), ("html lang", "html")):
        places += [(name, element) for element in tree.iter(tag)]
    lines: dict[str, int] = {}
    for name, element in places:
        lines.setdefault(name, element.sourceline or 0)
    return lines


def _is_json_ld(element: HtmlElement) -> bool:
    return "ld+json" in (element.get("type") or "").lower()


def _attribute(tree: HtmlElement, path: str) -> str:
    found = tree.xpath(path)
    return collapse(clean(str(found[0])))[:LONGEST_VALUE] if isinstance(found, list) and found else ""


def _text_of(element: HtmlElement | None) -> str:
    """Return an element's text on one line."""
    return "" if element is None else collapse(clean(str(element.text_content())[:LONGEST_VALUE]))


def _collect_metas(tree: HtmlElement) -> dict[str, tuple[str, ...]]:
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = collapse(clean((element.get("content") or "")[:LONGEST_VALUE]))
        if content:
            for key in ("property", "name", "itemprop"):
                name = element.get(key)
                if name:
                    metas.setdefault(name.strip().lower(), []).append(content)
    return {name: tuple(dict.fromkeys(contents)) for name, contents in metas.items()}


def _collect_times(tree: HtmlElement) -> Iterator[str]:
    """Yield the times that are marked as the publication's; a bare `<time>` may be anything's."""
    for element in tree.iter("time"):
        stated = element.get("datetime") or element.text_content()
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        if "pubdate" in element.attrib or "publish" in marks or "entry-date" in marks:
            yield collapse(clean(stated[:100]))


def _find_article(tree: HtmlElement) -> dict[str, Any]:
    """Return the JSON-LD node that describes the article, completed by the page's own."""
    nodes: list[dict[str, Any]] = []
    scripts = [element for element in tree.iter("script") if _is_json_ld(element)]
    for script in scripts[:MOST_SCRIPTS]:
        nodes += list(_walk(_parse_json(script.text or ""), DEEPEST_NODE))[:MOST_NODES]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if _ARTICLES & _types_of(node)]
    articles.sort(key=lambda node: "headline" not in node)
    pages = [node for node in nodes if _PAGES & _types_of(node)]
    merged: dict[str, Any] = {}
    for node in (*articles[:1], *pages[:1]):
        for key, value in node.items():
            merged.setdefault(key, _follow(value, by_id))
    return merged


def _parse_json(text: str) -> object:
    try:
        return json.loads(text.strip().removeprefix("<!--").removesuffix("-->").rstrip(" ;"), strict=False)
    except (ValueError, RecursionError):
        return None


def _walk(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """Yield every node of a JSON-LD document, outer ones first."""
    if not depth:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth - 1)
    elif isinstance(value, dict):
        if "@type" in value or "@id" in value:
            yield value
        for inner in value.values():
            if isinstance(inner, list | dict):
                yield from _walk(inner, depth - 1)


def _types_of(node: dict[str, Any]) -> set[str]:
    stated = node.get("@type")
    types = stated if isinstance(stated, list) else [stated]
    return {kind.rpartition("/")[2].lower() for kind in types if isinstance(kind, str)}


def _follow(value: object, by_id: dict[str, dict[str, Any]]) -> object:
    """Return the node that a reference by `@id` means."""
    if isinstance(value, list):
        return [_follow(item, by_id) for item in value[:MOST_SCRIPTS]]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
        return by_id.get(str(value.get("@id")), value)
    return value


def texts_of(value: object, *keys: str) -> list[str]:
    """Return the texts in a JSON-LD value: itself, or what its nodes have under one of `keys`."""
    if isinstance(value, list):
        return [text for item in value for text in texts_of(item, *keys)]
    if isinstance(value, dict):
        return next((texts for key in keys if (texts := texts_of(value.get(key), *keys))), [])
    if not isinstance(value, str):
        return []
    text = collapse(clean(value[:LONGEST_VALUE]))
    return [text] if text else []
