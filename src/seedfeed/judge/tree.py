"""Bytes -> the tree of an XML feed with the lines its elements stand on, or why there is none.

A stranger's feed is hostile until shown otherwise: nothing is loaded that it names, no entity is expanded in
another, and depth and length of a text are bounded. Entities of its own that are plain text are read as such.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html import unescape
from typing import TypeAlias

from lxml import etree
from msgspec import Struct

from seedfeed.judge.elements import Element, error, line_of, warning
from seedfeed.judge.encoding import decode_xml
from seedfeed.judge.finding import Finding, quote, shorten

_CLAUSE = "XML 1.0 §2.1"
_VERSION = re.compile(r"<\?xml\s+version\s*=\s*[\"']([^\"'>]{0,20})")
# Its document type declares the names of HTML for the letters of Latin-1.
_RSS_0_91 = "-//Netscape Communications//DTD RSS 0.91//EN"
_CODED = re.compile(r"&#(?:0*60|0*38|x0*3c|x0*26);", re.IGNORECASE)
# What libxml2 says (its code, and the names in its message) -> what is wrong, and what to do.
_EXPLAINED = {
    "ERR_DOCUMENT_EMPTY": ("", "there is no element; begin it with a tag"),
    "ERR_RESERVED_XML_NAME": ("", "<?xml …?> is not at the very beginning; cut what stands before it"),
    "ERR_NAME_REQUIRED": ("", "'&' or '<' stands alone; write &amp; or &lt;"),
    "ERR_ENTITYREF_SEMICOL_MISSING": ("", "'&' stands alone; write &amp;"),
    "ERR_LT_IN_ATTRIBUTE": ("", "'<' stands in an attribute; write &lt;"),
    "ERR_UNDECLARED_ENTITY": (
        r"'(\S+)'",
        "&{0}; means nothing in XML; write the character itself, or its number like &#160;",
    ),
    "ERR_TAG_NAME_MISMATCH": (
        r": (\S+) line (\d+) and (\S+)",
        "</{2}> closes <{0}> of line {1}; close each element before the one around it",
    ),
    "ERR_TAG_NOT_FINISHED": (
        r"tag (\S+) line (\d+)",
        "<{0}> of line {1} is not closed, or the file is cut off",
    ),
    "ERR_DOCUMENT_END": ("", "something stands behind the last tag; cut it"),
    "ERR_INVALID_CHAR": (r"value (\d+)", "character number {0} may not stand in XML; cut it"),
    "ERR_ATTRIBUTE_REDEFINED": (r"Attribute (\S+) ", "the attribute {0} is given twice; keep one"),
    "ERR_ATTRIBUTE_NOT_STARTED": ("", "an attribute has no quotation marks; put its value into them"),
    "ERR_MISPLACED_CDATA_END": ("", "']]>' stands in text; write ]]&gt;"),
    "ERR_HYPHEN_IN_COMMENT": ("", "'--' stands in a comment; cut it"),
    "ERR_RESOURCE_LIMIT": ("", "too deep, too long a text, or entities that multiply; readers refuse it too"),
    "NS_ERR_UNDEFINED_NAMESPACE": (
        r"prefix (\S+) ",
        "the prefix {0}: is not declared; write xmlns:{0}='…' on the first element",
    ),
}


class Document(Struct, frozen=True, kw_only=True):
    """A feed as it is judged.

    Attributes:
        root: its tree.
        coded: the lines on which `<` or `&` is written by its number.
        now: the time of the judgement; without one no date is to come.
    """

    root: Element
    coded: frozenset[int]
    now: datetime | None

    def is_coded(self, element: Element) -> bool:
        """Tell whether `<` or `&` is written by its number on the lines of an element's text.

        Who does so means the sign itself, not markup (RSS profile, character data).
        """
        first = line_of(element)
        return any(line in self.coded for line in range(first, first + (element.text or "").count("\n") + 1))


# A rule about one element, beyond what its shape says.
Rule: TypeAlias = Callable[[Element, Document], Iterator[Finding]]


def parse_xml(data: bytes, now: datetime | None) -> tuple[Document | None, tuple[Finding, ...]]:
    """Parse a feed, and tell what is wrong with its encoding and its form."""
    decoded = decode_xml(data)
    if decoded.text is None:
        return None, decoded.findings
    try:
        root = etree.fromstring(decoded.text.encode(), _parser())
    except etree.XMLSyntaxError as error:
        return None, (*decoded.findings, _explain(error))
    version = _VERSION.match(decoded.text)
    findings = (*decoded.findings, *_dissolve_entities(root))
    if version is not None and version[1] != "1.0":
        what = f"XML of version {quote(version[1])}, which most readers refuse; write version='1.0'"
        findings = (*findings, Finding(1, "error", what, "XML 1.0 §2.8"))
    return Document(root=root, coded=_find_coded(decoded.text), now=now), findings


def _dissolve_entities(root: Element) -> list[Finding]:
    """Put the text of entities in their places, and tell of those that readers have no text for."""
    parents = list(dict.fromkeys(entity.getparent() for entity in root.iter(etree.Entity)))
    if not parents:
        return []
    about = root.getroottree().docinfo
    declared = {one.name: one.content for one in about.internalDTD.entities()}  # type: ignore[attr-defined]
    lost: dict[str, Finding] = {}
    for parent in parents:
        assert parent is not None
        for name in _dissolve_in(parent, declared) - lost.keys():
            if declared.get(name) is None:
                is_elsewhere = name in declared or about.public_id == _RSS_0_91
                lost[name] = _explain_entity(parent, name, is_elsewhere=is_elsewhere)
    return list(lost.values())


def _explain_entity(parent: Element, name: str, *, is_elsewhere: bool) -> Finding:
    """Say that an entity is lost: readers do not load the file it is declared in, if it is at all."""
    if is_elsewhere:
        what = f"&{name}; is declared in another file, which readers do not load; write the character itself"
        return warning(parent, what, "XML 1.0 §4.4.3")
    return error(parent, f"&{name}; is declared nowhere; write the character itself", "XML 1.0 §4.1")


def _dissolve_in(parent: Element, declared: dict[str, str | None]) -> set[str]:
    """Put the text of entities that stand directly in an element in their places, and return their names."""
    names = set()
    before: Element | None = None
    parts = [parent.text or ""]
    for child in list(parent):
        if child.tag is etree.Entity:
            name: str = child.name  # type: ignore[attr-defined]  # the stubs do not know it
            names.add(name)
            parts += [unescape(declared.get(name) or f"&{name};"), child.tail or ""]
            parent.remove(child)
        else:
            _set_text(parent, before, "".join(parts))
            before, parts = child, [child.tail or ""]
    _set_text(parent, before, "".join(parts))
    return names


def _set_text(parent: Element, before: Element | None, text: str) -> None:
    """Set the text that follows a child, or where there is none, that the element begins with."""
    if before is None:
        parent.text = text
    else:
        before.tail = text


def _find_coded(text: str) -> frozenset[int]:
    lines = enumerate(text.split("\n"), start=1) if "&#" in text else ()
    return frozenset(number for number, line in lines if "&#" in line and _CODED.search(line))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
    )


def _explain(error: etree.XMLSyntaxError) -> Finding:
    """Say in plain words what makes a text no XML; where there are none, in those of libxml2."""
    message = error.msg.rpartition(", line ")[0] or error.msg
    what = next(iter(message.split("\n")), "").strip()  # what follows is a piece of the text
    code: int = error.code  # type: ignore[attr-defined]  # the stubs do not know it
    for name, (pattern, words) in _EXPLAINED.items():
        found = re.search(pattern, message)
        if found is not None and code == getattr(etree.ErrorTypes, name, None):
            what = words.format(*found.groups())
    return Finding(error.lineno or 1, "error", f"not well-formed XML: {shorten(what)}", _CLAUSE)
