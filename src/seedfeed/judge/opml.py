"""OPML 2.0: lists of feeds."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from seedfeed.judge.addresses import judge_address
from seedfeed.judge.elements import Element, warning
from seedfeed.judge.finding import Finding, Flaw, quote, wrong
from seedfeed.judge.shape import Attribute, Judge, Shape, anything, judge_element
from seedfeed.judge.tree import Document
from seedfeed.judge.values import judge_bare_mail, judge_count, judge_language, judge_one_of, judge_rfc822

_LINES = re.compile(r"(?:\d+(?:\s*,\s*\d+)*)?\Z", re.ASCII)


def _judge_lines(text: str) -> Flaw | None:
    return None if _LINES.match(text) else wrong(f"is {quote(text)}; write line numbers with commas between")


def _judge_outline(element: Element, _document: Document) -> Iterator[Finding]:
    """What an outline of some type must say (OPML 2.0, subscription lists and inclusion)."""
    kind = element.get("type", "").lower()
    if kind == "rss" and not element.get("xmlUrl"):
        what = "<outline type='rss'> lacks xmlUrl; add the feed's address"
        yield warning(element, what, "OPML 2.0, subscription lists")
    if kind in {"link", "include"} and not element.get("url"):
        what = f"<outline type={kind!r}> lacks url; add the address"
        yield warning(element, what, "OPML 2.0, inclusion")
    if not kind and element.get("xmlUrl"):
        what = "<outline> has xmlUrl and no type; write type='rss', or some readers pass it over"
        yield warning(element, what, "OPML 2.0, subscription lists")


def _head(judge: Judge) -> Shape:
    return Shape(clause="OPML 2.0 <head>", text=judge)


_TRUTH = Attribute(judge_one_of("true", "false"))
_WORD = Attribute(anything)
_ADDRESS = Attribute(judge_address)
_OUTLINE_PARTS: dict[str, Shape] = {}
_OUTLINE = Shape(
    clause="OPML 2.0 <outline>",
    most=None,
    attributes={
        "text": Attribute(anything, required=True),
        "type": _WORD,
        "isComment": _TRUTH,
        "isBreakpoint": _TRUTH,
        "created": Attribute(judge_rfc822),
        "category": _WORD,
        "xmlUrl": _WORD,
        "htmlUrl": _ADDRESS,
        "url": _ADDRESS,
        "title": _WORD,
        "description": _WORD,
        "language": Attribute(judge_language),
        "version": _WORD,
    },
    parts=_OUTLINE_PARTS,
    rules=(_judge_outline,),
)
_OUTLINE_PARTS["outline"] = _OUTLINE  # an outline holds outlines
_OPML = Shape(
    clause="OPML 2.0 <opml>",
    attributes={"version": Attribute(judge_one_of("2.0", "1.1", "1.0"), required=True)},
    parts={
        "head": Shape(
            clause="OPML 2.0 <head>",
            least=1,
            parts={
                "title": _head(anything),
                "dateCreated": _head(judge_rfc822),
                "dateModified": _head(judge_rfc822),
                "ownerName": _head(anything),
                "ownerEmail": _head(judge_bare_mail),
                "ownerId": _head(judge_address),
                "docs": _head(judge_address),
                "expansionState": _head(_judge_lines),
                "vertScrollState": _head(judge_count),
                "windowTop": _head(judge_count),
                "windowLeft": _head(judge_count),
                "windowBottom": _head(judge_count),
                "windowRight": _head(judge_count),
            },
        ),
        "body": Shape(clause="OPML 2.0 <body>", least=1, parts={"outline": replace(_OUTLINE, least=1)}),
    },
)


def judge_opml(document: Document) -> Iterator[Finding]:
    """Judge an outline, and what a list of feeds needs."""
    yield from judge_element(document.root, _OPML, document, {})
