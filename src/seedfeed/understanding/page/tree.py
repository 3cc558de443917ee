"""A page's text -> its tree, however broken or hostile the text is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Longer pages are read this far: 2 s of parsing (2026-11).
LONGEST_PAGE = 3_000_000
# The parser's time grows with the square of a tag's attributes: 0.4 s for 20,000, 90 s for 300,000 (2026-11).
MOST_ATTRIBUTES = 2_000
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+)?+"""
# A script, or a start tag with its attributes (HTML §13.2.5). Each always matches where it begins and gives
# nothing back, so that no character is looked at twice.
_TAG = re.compile(
    rf"<script\b[^>]*+>[^<]*+(?:<(?!/script)[^<]*+)*+|(<[a-z][^\s/>]*+)(?:{_ATTRIBUTE})*+[\s/]*+>?",
    re.IGNORECASE,
)
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)


def parse_page(html: str) -> HtmlElement | None:
    """Parse a page into a tree of bounded depth; None where there is nothing in it."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # The parser takes no declaration in text that is decoded; its line ends stay, for the lines' numbers.
    text = _DECLARATION.sub(lambda match: "\n" * match[0].count("\n"), html[:LONGEST_PAGE], count=1)
    if not text.strip():
        return None
    text = cut_attributes(text)
    try:
        return document_fromstring(text, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.LxmlError, ValueError, AssertionError):
        return None


def cut_attributes(html: str) -> str:
    """Return a page without the attributes of tags that have more than any real one."""
    shortest = 2 * MOST_ATTRIBUTES
    if not any(match.end() - match.start() > shortest for match in _TAG.finditer(html)):
        return html
    return _TAG.sub(_cut_tag, html)


def _cut_tag(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[0]
    count, at = 0, match.end(1)
    while count <= MOST_ATTRIBUTES:
        found = _ONE_ATTRIBUTE.match(match.string, at, match.end())
        if found is None:
            return match[0]
        count, at = count + 1, found.end()
    return f"{match[1]}>"
