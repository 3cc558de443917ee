"""The constructs of Atom: texts, content, persons, links, categories (RFC 4287 §3, §4.1.3, §4.2)."""

import base64
import binascii
import re
from collections.abc import Iterator

from seedfeed.judge.addresses import judge_address, judge_reference, scheme_of
from seedfeed.judge.elements import (
    XML_BASE,
    Element,
    blame_html,
    children_of,
    error,
    inherited,
    name_of,
    namespace_of,
    own_text,
    warning,
)
from seedfeed.judge.finding import Finding, Flaw, odd, quote, wrong
from seedfeed.judge.markup import find_html
from seedfeed.judge.namespaces import ATOM, XHTML, tag
from seedfeed.judge.shape import Attribute, Shape, anything
from seedfeed.judge.tree import Document
from seedfeed.judge.values import (
    judge_bare_mail,
    judge_count,
    judge_filled,
    judge_language,
    judge_media_type,
    judge_shown_rfc3339,
)

_TEXT_TYPES = frozenset(["text", "html", "xhtml"])
_COMPOSITE = ("multipart/", "message/")  # RFC 2045 §5.1
_LINK = tag(ATOM, "link")
_DIV = tag(XHTML, "div")
# RFC 4287 §4.2.7.2 and IANA's registry of link relations: of those, the ones that feeds have.
_NAMES = (
    "about alternate amphtml appendix archives author bookmark canonical chapter collection contents "
    "copyright current describedby disclosure duplicate edit edit-media edit-uri enclosure external "
    "first glossary help hub icon index item last latest-version license me memento mentions "
    "monetization next next-archive nofollow original p3pv1 payment predecessor-version prev "
    "prev-archive preview previous privacy-policy profile publication related replies search section "
    "self service shortlink sponsored start stylesheet subsection successor-version tag "
    "terms-of-service timemap type up version-history via webmention working-copy"
)
_RELATIONS = frozenset(_NAMES.split())
_IANA = "http://www.iana.org/assignments/relation/"


def _judge_id(text: str) -> Flaw | None:
    """Judge an id: an IRI, just as it is compared (RFC 4287 §4.2.6)."""
    if text != text.strip():
        return wrong(f"is {quote(text)}: an id has no white space around it; cut it")
    return judge_address(text)


def _judge_relation(text: str) -> Flaw | None:
    """Judge a link's relation: a registered name or an IRI (RFC 4287 §4.2.7.2)."""
    name = text.removeprefix(_IANA)
    if not name:
        return wrong("is empty; write alternate, or leave it out")
    if ":" in name:
        return judge_address(name)
    if not re.fullmatch(r"[^\s:#%/?\[\]@<>\"{}|\\^`]+", name):
        return wrong(f"is {quote(text)}, neither a name nor an address; write one like alternate")
    if name.lower() not in _RELATIONS:
        return odd(f"is {quote(text)}, which is not registered; readers pass it over")
    return None


def relation_of(element: Element) -> str:
    """Return a link's relation by its short name (RFC 4287 §4.2.7.2)."""
    return element.get("rel", "alternate").strip().removeprefix(_IANA)


def judge_text_construct(element: Element, document: Document) -> Iterator[Finding]:
    """Judge a text construct: its type, and that it holds what the type says (RFC 4287 §3.1.1)."""
    kind = element.get("type", "text")
    if kind not in _TEXT_TYPES:
        what = f"type of {name_of(element)} is {quote(kind)}; it must be text, html or xhtml"
        yield error(element, what, "RFC 4287 §3.1.1")
        return
    if kind == "xhtml":
        yield from _judge_xhtml(element, "RFC 4287 §3.1.1.3")
        return
    clause = f"RFC 4287 §3.1.1.{1 if kind == 'text' else 2}"
    if any(True for _ in children_of(element)):
        advice = "escape them, or write type='xhtml' and a <div>"
        what = f"{name_of(element)} of type {kind} holds elements; {advice}"
        yield error(element, what, clause)
        return
    text = own_text(element)
    if kind == "html":
        yield from blame_html(element, text, clause)
    elif (found := find_html(text)) and not document.is_coded(element):
        what = f"{name_of(element)} is plain text, and readers show its {quote(found)}; write type='html'"
        yield warning(element, what, clause)


def _judge_xhtml(element: Element, clause: str) -> Iterator[Finding]:
    """Judge that there is one <div> of XHTML, and nothing beside it."""
    inner = list(children_of(element))
    if own_text(element).strip() or len(inner) != 1 or inner[0].tag != _DIV:
        what = f"{name_of(element)} of type xhtml must hold a single <div xmlns='{XHTML}'>; put all into one"
        yield error(element, what, clause)
    for strange in element.iterdescendants("{*}*"):
        if namespace_of(strange.tag) in {"", ATOM}:
            what = (
                f"{name_of(element)} holds {name_of(strange)}, which is not XHTML; put it into its namespace"
            )
            yield error(strange, what, clause)
            return


def judge_content(element: Element, document: Document) -> Iterator[Finding]:
    """Judge <content>: inline as its type says, or elsewhere (RFC 4287 §4.1.3)."""
    kind = element.get("type", "text").strip()
    if element.get("src") is not None:
        yield from _judge_remote_content(element)
    elif kind in _TEXT_TYPES:
        yield from judge_text_construct(element, document)
    elif flaw := _judge_content_type(kind):
        yield error(element, f"type of <content> {flaw.what}", "RFC 4287 §4.1.3.1")
    else:
        yield from _judge_typed_content(element, kind.partition(";")[0].strip().lower())


def _judge_content_type(kind: str) -> Flaw | None:
    if flaw := judge_media_type(kind):
        return wrong(f"{flaw.what}, or text, html, xhtml")
    if kind.lower().startswith(_COMPOSITE):
        return wrong(f"is {quote(kind)}, which is put together of others; write the type of one")
    return None


def _judge_remote_content(element: Element) -> Iterator[Finding]:
    """Judge content that stands at an address (RFC 4287 §4.1.3.2)."""
    clause = "RFC 4287 §4.1.3.2"
    if own_text(element).strip() or any(True for _ in children_of(element)):
        yield error(element, "<content> with src must be empty; cut what is in it, or src", clause)
    kind = element.get("type")
    if kind is None:
        yield warning(
            element, "<content> with src lacks a type; write the media type of what is there", clause
        )
    elif kind in _TEXT_TYPES:
        what = f"type of <content> with src is {quote(kind)}; write a media type like text/html"
        yield error(element, what, clause)
    elif flaw := _judge_content_type(kind):
        yield error(element, f"type of <content> {flaw.what}", "RFC 4287 §4.1.3.1")


def _judge_typed_content(element: Element, kind: str) -> Iterator[Finding]:
    """Judge content of a media type: XML, text, or Base64 (RFC 4287 §4.1.3.3)."""
    clause = "RFC 4287 §4.1.3.3"
    has_elements = any(True for _ in children_of(element))
    text = own_text(element)
    if kind.endswith(("+xml", "/xml")):
        if not has_elements:
            yield warning(element, f"<content> of type {kind} holds no element; put the XML into it", clause)
    elif has_elements:
        yield error(element, f"<content> of type {kind} holds elements; escape them", clause)
    elif kind == "text/html":
        yield from blame_html(element, text, clause)
    elif not kind.startswith("text/") and not _is_base64(text):
        yield error(element, f"<content> of type {kind} is not in Base64; encode it", clause)


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def is_base64_type(kind: str) -> bool:
    """Tell whether content of this type is in Base64 (RFC 4287 §4.1.3.3)."""
    kind = kind.partition(";")[0].strip().lower()
    return "/" in kind and not kind.startswith("text/") and not kind.endswith(("+xml", "/xml"))


def _judge_link_is_empty(element: Element, _document: Document) -> Iterator[Finding]:
    if own_text(element).strip():
        what = f"{name_of(element)} has text in it, which readers do not see; write it into title"
        yield warning(element, what, "RFC 4287 §4.2.7")


def _judge_is_whole(element: Element, _document: Document) -> Iterator[Finding]:
    """An address may be relative, yet where no xml:base says to what, few readers agree on it."""
    address = element.get("href") if element.tag == _LINK else own_text(element).strip()
    if address is not None and not scheme_of(address) and inherited(element, XML_BASE) is None:
        what = f"{name_of(element)} has the relative address {quote(address)}; write it whole"
        yield warning(element, what, "RFC 4287 §2")


def _judge_is_filled(element: Element, _document: Document) -> Iterator[Finding]:
    if not own_text(element).strip() and not any(True for _ in children_of(element)):
        what = f"{name_of(element)} is empty, and readers show no name; fill it"
        yield warning(element, what, "RFC 4287 §4.2.14")


_WORD = Attribute(anything)
TEXT = Shape(
    clause="RFC 4287 §3.1", attributes={"type": _WORD}, parts=None, rules=(judge_text_construct,)
)  # fmt: skip
TITLE = Shape(
    clause="RFC 4287 §4.2.14",
    least=1,
    attributes={"type": _WORD},
    parts=None,
    rules=(judge_text_construct, _judge_is_filled),
)
CONTENT = Shape(
    clause="RFC 4287 §4.1.3",
    attributes={"type": _WORD, "src": Attribute(judge_reference)},
    parts=None,
    rules=(judge_content,),
)
DATE = Shape(clause="RFC 4287 §3.3", text=judge_shown_rfc3339, exact=True)
UPDATED = Shape(clause="RFC 4287 §4.2.15", least=1, text=judge_shown_rfc3339, exact=True)
ID = Shape(clause="RFC 4287 §4.2.6", least=1, text=_judge_id, exact=True)
ADDRESS = Shape(clause="RFC 4287 §2", text=judge_reference, exact=True, rules=(_judge_is_whole,))
PERSON = Shape(
    clause="RFC 4287 §3.2",
    most=None,
    parts={
        tag(ATOM, "name"): Shape(clause="RFC 4287 §3.2.1", least=1, text=judge_filled),
        tag(ATOM, "uri"): ADDRESS,
        tag(ATOM, "email"): Shape(clause="RFC 4287 §3.2.3", text=judge_bare_mail, exact=True),
    },
)
CATEGORY = Shape(
    clause="RFC 4287 §4.2.2",
    most=None,
    attributes={
        "term": Attribute(judge_filled, required=True),
        "scheme": Attribute(judge_address),
        "label": Attribute(judge_filled),
    },
    parts=None,
)
GENERATOR = Shape(
    clause="RFC 4287 §4.2.4",
    text=judge_filled,
    attributes={"uri": Attribute(judge_reference), "version": _WORD},
)
LINK = Shape(
    clause="RFC 4287 §4.2.7",
    most=None,
    attributes={
        "href": Attribute(judge_reference, required=True),
        "rel": Attribute(_judge_relation),
        "type": Attribute(judge_media_type),
        "hreflang": Attribute(judge_language),
        "title": Attribute(judge_filled),
        "length": Attribute(judge_count),
    },
    parts=None,
    rules=(_judge_link_is_empty, _judge_is_whole),
)
