"""What a browser would show of a page: streamed parts in their places, hidden ones gone.

Readers that look at words alone take a dialog about cookies for the article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Where this little of the paragraphs would be left, a script shows the rest, and hiding says nothing.
LEAST_SHOWN = 0.25
# More parts than a page is streamed in; each may hold the place of the next, and so make the tree deeper.
MOST_STREAMED = 500
_DIALOGS = frozenset(["dialog", "alertdialog"])
# Not shown before somebody opens them (amp.dev, components).
_CLOSED = frozenset(["amp-consent", "amp-lightbox", "amp-sidebar", "amp-user-notification"])
_HIDDEN = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)(?:;|!|$)")
# Parts of the tools that ask for consent, and of the bar above pages in the Wayback Machine.
_TOOLS = re.compile(
    r"(?:^|[\s_-])(?:cookies?|gdpr|consent|onetrust|wm-ipp-base|wm-capinfo)(?:$|[\s_-])", re.IGNORECASE
)
_STREAMED = re.compile(r"([SBP]):[0-9a-f]{1,8}")
_KEPT = frozenset(["html", "head", "body", "main", "article", "script", "meta", "link"])


def prepare(tree: HtmlElement) -> None:
    """Bring a tree into the state that a reader sees; changes it."""
    _place_streamed(tree)
    _drop_hidden(tree)


def _place_streamed(tree: HtmlElement) -> None:
    """Put each part that React streamed after the page into the place that was kept for it.

    `<div hidden id="S:1">` replaces `<template id="B:1">` or `"P:1"` (react-dom, completeBoundary and
    completeSegment).
    """
    marked: dict[str, HtmlElement] = {}
    for element in tree.iter("div", "template", "span"):
        name = element.get("id") or ""
        if _STREAMED.fullmatch(name) and len(marked) < 2 * MOST_STREAMED:
            marked.setdefault(name, element)
    for name, element in marked.items():
        if name[0] == "S" and element.attrib.pop("hidden", None) is not None:
            place = marked.get("B" + name[1:], marked.get("P" + name[1:]))
            if place is not None and not any(above is element for above in place.iterancestors()):
                # In lxml the text behind an element moves with it.
                element.tail, tail = None, element.tail
                above = element.getparent()
                place.addprevious(element)
                if above is not None and tail:
                    above.text = f"{above.text or ''} {tail}"


def _drop_hidden(tree: HtmlElement) -> None:
    """Drop what is hidden, dialogs and questions about cookies, unless that is nearly all there is."""
    hidden = _find_hidden(tree)
    inside = sum(_measure(element) for element in hidden)
    if inside and _measure(tree) - inside < LEAST_SHOWN * max(map(_measure, hidden)):
        return
    for element in hidden:
        element.drop_tree()


def _measure(element: HtmlElement) -> int:
    """Return the characters in an element's paragraphs."""
    return sum(len(paragraph.text or "") for paragraph in element.iter("p"))


def _find_hidden(tree: HtmlElement) -> list[HtmlElement]:
    """Return the outermost elements that are not shown."""
    found: list[HtmlElement] = []
    todo = [tree]
    while todo:
        element = todo.pop()
        if not isinstance(element.tag, str):
            continue
        if element.tag not in _KEPT and _is_hidden(element):
            found.append(element)
        else:
            todo += element
    return found


def _is_hidden(element: HtmlElement) -> bool:
    attributes = element.attrib
    if element.tag in _CLOSED or (element.tag == "dialog" and "open" not in attributes):
        return True
    if not attributes:
        return False
    style = attributes.get("style")
    return (
        "hidden" in attributes
        or attributes.get("role") in _DIALOGS
        or attributes.get("aria-modal") == "true"
        or bool(style and _HIDDEN.search(style.lower().replace(" ", "")[:200]))
        or bool(_TOOLS.search(attributes.get("class", "")[:200]))
        or bool(_TOOLS.search(attributes.get("id", "")[:100]))
    )
