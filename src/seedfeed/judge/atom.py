"""Atom 1.0: feeds and entries (RFC 4287 §4.1)."""

from collections.abc import Iterator

from msgspec.structs import replace

from seedfeed.judge import atom_parts as parts
from seedfeed.judge.elements import Element, children_of, error, name_of, warning
from seedfeed.judge.extensions import EXTENSIONS
from seedfeed.judge.finding import Finding, quote
from seedfeed.judge.history import judge_entry_links, judge_history
from seedfeed.judge.namespaces import ATOM, tag
from seedfeed.judge.shape import Shape, judge_element
from seedfeed.judge.tree import Document

_LINK, _ENTRY, _AUTHOR, _SOURCE, _CONTENT, _SUMMARY, _ID, _UPDATED = (
    tag(ATOM, name) for name in ("link", "entry", "author", "source", "content", "summary", "id", "updated")
)


def _judge_alternates(element: Element, _document: Document) -> Iterator[Finding]:
    """At most one alternate a type and language (RFC 4287 §4.1.1, §4.1.2)."""
    seen = set()
    for link in element.iterchildren(_LINK):
        if parts.relation_of(link) != "alternate":
            continue
        kind = (link.get("type", ""), link.get("hreflang", ""))
        if kind in seen:
            what = (
                f"{name_of(element)} has two alternate links of one type and language; give one rel='related'"
            )
            yield error(link, what, "RFC 4287 §4.1.1")
        seen.add(kind)


def _judge_self(feed: Element, _document: Document) -> Iterator[Finding]:
    """A feed should say where it is (RFC 4287 §4.1.1), so that readers follow it when it moves."""
    own = [link for link in feed.iterchildren(_LINK) if parts.relation_of(link) == "self"]
    if not own:
        what = "<feed> has no link rel='self'; add one with its own public address"
        yield warning(feed, what, "RFC 4287 §4.1.1")
    for link in own:
        kind = link.get("type", "application/atom+xml").partition(";")[0].strip()
        if kind not in {"application/atom+xml", "application/xml", "text/xml"}:
            what = f"the link rel='self' has type {quote(kind)}; it is application/atom+xml"
            yield warning(link, what, "RFC 4287 §4.2.7.3")


def _judge_entries_last(feed: Element, _document: Document) -> Iterator[Finding]:
    """What describes a feed stands before its entries: readers that read as it comes miss it else."""
    is_past = False
    for child in children_of(feed):
        if child.tag == _ENTRY:
            is_past = True
        elif is_past and str(child.tag) in _HEAD:
            what = f"{name_of(child)} stands behind an <entry>; move it before the first"
            yield warning(child, what, "RFC 4287 §4.1.1")
            return


def _judge_ids(feed: Element, _document: Document) -> Iterator[Finding]:
    """Entries of one id are versions of one, each with its own date (RFC 4287 §4.1.1)."""
    seen: dict[str, set[str]] = {}
    for entry in feed.iterchildren(_ENTRY):
        found = entry.findtext(_ID, "").strip()
        updated = entry.findtext(_UPDATED, "").strip()
        dates = seen.setdefault(found, set())
        if found and dates:
            same = "with the same <updated>, " if updated in dates else ""
            what = f"<id> {quote(found)} stands there before, {same}so readers show one of the two; keep one"
            yield warning(entry, what, "RFC 4287 §4.1.1")
        dates.add(updated)


def _judge_all_one_id(feed: Element, _document: Document) -> Iterator[Finding]:
    """Different entries have different ids (RFC 4287 §4.2.6): one for all of ten or more is a mistake."""
    found = [entry.findtext(_ID, "").strip() for entry in feed.iterchildren(_ENTRY)]
    if len(found) > 9 and len(set(found)) == 1:  # noqa: PLR2004 - nobody keeps ten versions
        yield error(feed, "all entries have the same <id>; give each its own", "RFC 4287 §4.2.6")


def _judge_authors(feed: Element, _document: Document) -> Iterator[Finding]:
    """Each entry has an author: its own, its source's, or the feed's (RFC 4287 §4.1.1, §4.1.2)."""
    if feed.find(_AUTHOR) is not None:
        return
    for entry in feed.iterchildren(_ENTRY):
        yield from _judge_author(entry)


def _judge_author(entry: Element) -> Iterator[Finding]:
    if entry.find(_AUTHOR) is None and entry.find(f"{_SOURCE}/{_AUTHOR}") is None:
        what = "<entry> has no <author>, nor has the feed; add one to either"
        yield error(entry, what, "RFC 4287 §4.1.2")


def _judge_lone_author(entry: Element, _document: Document) -> Iterator[Finding]:
    """An entry that is a document of its own has an author of its own (RFC 4287 §4.1.2)."""
    if entry.getparent() is None:
        yield from _judge_author(entry)


def _judge_substance(entry: Element, _document: Document) -> Iterator[Finding]:
    """An entry has content or leads to it, and a summary where readers cannot show it (RFC 4287 §4.1.2)."""
    content = entry.find(_CONTENT)
    has_summary = entry.find(_SUMMARY) is not None
    if content is None:
        if not any(parts.relation_of(link) == "alternate" for link in entry.iterchildren(_LINK)):
            what = "<entry> has neither <content> nor a link rel='alternate'; add one of them"
            yield error(entry, what, "RFC 4287 §4.1.2")
        elif not has_summary:
            yield warning(entry, "<entry> has neither <content> nor <summary>; add one", "RFC 4287 §4.1.2")
    elif not has_summary and (
        content.get("src") is not None or parts.is_base64_type(content.get("type", ""))
    ):
        what = "<entry> needs a <summary>, since its <content> is elsewhere or in Base64; add one"
        yield error(entry, what, "RFC 4287 §4.1.2")


def _is_out_of_sight(content: Element) -> bool:
    return content.get("src") is not None or parts.is_base64_type(content.get("type", ""))


def _judge_source(source: Element, _document: Document) -> Iterator[Finding]:
    """A source should say which feed an entry came from (RFC 4287 §4.2.11)."""
    for name in ("id", "title", "updated"):
        if source.find(tag(ATOM, name)) is None:
            what = f"<source> lacks <{name}>; copy it from the feed the entry came from"
            yield warning(source, what, "RFC 4287 §4.2.11")


_HEAD = {
    tag(ATOM, name): shape
    for name, shape in {
        "author": parts.PERSON, "category": parts.CATEGORY, "contributor": parts.PERSON,
        "generator": parts.GENERATOR, "icon": parts.ADDRESS, "id": parts.ID, "link": parts.LINK,
        "logo": parts.ADDRESS, "rights": parts.TEXT, "subtitle": parts.TEXT, "title": parts.TITLE,
        "updated": parts.UPDATED,
    }.items()
}  # fmt: skip
_SOURCE_SHAPE = Shape(
    clause="RFC 4287 §4.2.11",
    parts={name: replace(shape, least=0) for name, shape in _HEAD.items()},
    rules=(_judge_source, _judge_alternates),
)
_ENTRY_SHAPE = Shape(
    clause="RFC 4287 §4.1.2",
    most=None,
    parts={
        tag(ATOM, name): shape
        for name, shape in {
            "author": parts.PERSON, "category": parts.CATEGORY, "content": parts.CONTENT,
            "contributor": parts.PERSON, "id": parts.ID, "link": parts.LINK, "published": parts.DATE,
            "rights": parts.TEXT, "source": _SOURCE_SHAPE, "summary": parts.TEXT, "title": parts.TITLE,
            "updated": parts.UPDATED,
        }.items()
    },
    rules=(_judge_alternates, _judge_substance, _judge_lone_author, judge_entry_links),
)  # fmt: skip
_FEED_SHAPE = Shape(
    clause="RFC 4287 §4.1.1",
    parts={**_HEAD, _ENTRY: _ENTRY_SHAPE},
    rules=(
        _judge_alternates, _judge_self, _judge_entries_last, _judge_ids, _judge_all_one_id, _judge_authors,
        judge_history,
    ),
)  # fmt: skip


def judge_atom(document: Document) -> Iterator[Finding]:
    """Judge an Atom feed, or an entry that stands alone."""
    root = document.root
    shape = _ENTRY_SHAPE if root.tag == _ENTRY else _FEED_SHAPE
    yield from judge_element(root, shape, document, EXTENSIONS)
