"""Reading the elements of a tree, and saying what is wrong at one."""

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from seedfeed.judge.finding import Finding, Flaw, shorten
from seedfeed.judge.markup import judge_html

Element: TypeAlias = etree._Element  # noqa: SLF001 - its name in the stubs
_XML = "http://www.w3.org/XML/1998/namespace"
XML_LANG, XML_BASE = f"{{{_XML}}}lang", f"{{{_XML}}}base"


def line_of(element: Element) -> int:
    """Return the line on which an element's first tag ends, from 1."""
    line: int = element.sourceline or 1  # type: ignore[assignment]  # the stubs have no type for it
    return line


def error(element: Element, what: str, clause: str) -> Finding:
    """Return what breaks the format, at an element."""
    return Finding(line_of(element), "error", what, clause)


def warning(element: Element, what: str, clause: str) -> Finding:
    """Return what readers trip over, at an element."""
    return Finding(line_of(element), "warning", what, clause)


def blame(element: Element, subject: str, flaw: Flaw | None, clause: str) -> Iterator[Finding]:
    """Yield the flaw of a value that an element holds, if there is one."""
    if flaw is not None:
        yield Finding(line_of(element), flaw.level, f"{subject} {flaw.what}", clause)


def blame_html(element: Element, html: str, clause: str) -> Iterator[Finding]:
    """Yield what readers trip over in the HTML that an element holds."""
    for flaw in judge_html(html, has_base=inherited(element, XML_BASE) is not None):
        yield from blame(element, name_of(element), flaw, clause)


def children_of(element: Element) -> Iterator[Element]:
    """Yield the elements in an element."""
    return (child for child in element if isinstance(child.tag, str))


def name_of(element: Element) -> str:
    """Return an element's name as its feed writes it, in angle brackets."""
    local = str(element.tag).rpartition("}")[2]
    return shorten(f"<{element.prefix}:{local}>" if element.prefix else f"<{local}>")


def namespace_of(tag: object) -> str:
    """Return the namespace of a tag or attribute; empty where there is none."""
    return str(tag)[1:].partition("}")[0] if str(tag).startswith("{") else ""


def own_text(element: Element) -> str:
    """Return the text directly in an element, as it stands; of what stands inside other elements nothing."""
    if not len(element):  # as most are: it takes a third of the time
        return element.text or ""
    return "".join([element.text or "", *(child.tail or "" for child in element)])


def inherited(element: Element, attribute: str) -> str | None:
    """Return an attribute of the nearest element around that has it."""
    return next(
        (found for up in (element, *element.iterancestors()) if (found := up.get(attribute)) is not None),
        None,
    )
