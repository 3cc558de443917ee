"""What holds for XML feeds of all formats: languages, bases, dates that can be true, style sheets."""

import re
from collections.abc import Iterator

from seedfeed.judge.addresses import judge_reference
from seedfeed.judge.elements import XML_BASE, XML_LANG, Element, blame, error, name_of, own_text, warning
from seedfeed.judge.finding import Finding, quote
from seedfeed.judge.namespaces import ATOM, DC, MEDIA, XHTML, tag
from seedfeed.judge.tree import Document
from seedfeed.judge.values import judge_language, judge_time_of, read_rfc822, read_rfc3339

_READERS = {
    "pubDate": read_rfc822,
    "lastBuildDate": read_rfc822,
    tag(ATOM, "updated"): read_rfc3339,
    tag(ATOM, "published"): read_rfc3339,
    tag(DC, "date"): read_rfc3339,
}
# Controls that Windows-1252 left behind, and what a decoder that failed left (RSS profile, character data).
_BROKEN = re.compile("[\x80-\x9f\ufffd]")
_PSEUDO = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def judge_everywhere(document: Document) -> Iterator[Finding]:
    """Yield what is wrong with a feed of any format in XML."""
    yield from _judge_style_sheets(document.root)
    yield from _judge_namespaces(document.root)
    is_clean = True
    for element in document.root.iter("*"):
        if element.attrib:
            yield from _judge_xml_attributes(element)
        if element.tag in _READERS:
            yield from _judge_time(element, document)
        if is_clean and _BROKEN.search(own_text(element)):
            is_clean = False
            what = (
                f"{name_of(element)} holds characters that were decoded wrongly; write the text anew in UTF-8"
            )
            yield warning(element, what, "Unicode §23.1")


def _judge_xml_attributes(element: Element) -> Iterator[Finding]:
    language, base = element.get(XML_LANG), element.get(XML_BASE)
    if language and not str(element.tag).startswith(f"{{{XHTML}}}"):
        yield from blame(
            element, f"xml:lang of {name_of(element)}", judge_language(language), "XML 1.0 §2.12"
        )
    if base is not None:
        yield from blame(element, f"xml:base of {name_of(element)}", judge_reference(base), "XML Base §3")


def _judge_time(element: Element, document: Document) -> Iterator[Finding]:
    moment = _READERS[str(element.tag)](own_text(element).strip())
    if moment is not None and document.now is not None:
        parent = element.getparent()
        is_entry = parent is not None and str(parent.tag).endswith(("item", "entry"))
        flaw = judge_time_of(moment, document.now, is_entry=is_entry)
        yield from blame(element, name_of(element), flaw, "readers")


def _judge_namespaces(root: Element) -> Iterator[Finding]:
    """Tell of a namespace that misses its mark by a sign, so that no reader knows it."""
    for prefix, uri in root.nsmap.items():
        if uri == MEDIA.rstrip("/"):
            what = f"xmlns:{prefix} is {quote(uri)}, which is not that of Media RSS; write {MEDIA}"
            yield error(root, what, "Media RSS 1.5.1")


def _judge_style_sheets(root: Element) -> Iterator[Finding]:
    """Judge <?xml-stylesheet?> (Associating Style Sheets with XML documents §2)."""
    for instruction in root.itersiblings(preceding=True):
        if getattr(instruction, "target", "") != "xml-stylesheet":
            continue
        clause = "xml-stylesheet §2"
        said = {found[1]: found[2] or found[3] or "" for found in _PSEUDO.finditer(instruction.text or "")}
        if not said.get("href"):
            yield warning(instruction, "<?xml-stylesheet?> lacks href; add the style sheet's address", clause)
        elif "xsl" in said.get("type", ""):
            what = (
                "<?xml-stylesheet?> names XSLT, which browsers are taking out; style by CSS, or leave it out"
            )
            yield warning(instruction, what, clause)
