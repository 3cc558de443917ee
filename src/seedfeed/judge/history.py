"""How the parts of a feed's history hang together (RFC 5005), in Atom and RSS alike."""

from collections.abc import Iterator

from seedfeed.judge.atom_parts import relation_of
from seedfeed.judge.elements import Element, children_of, error, name_of, warning
from seedfeed.judge.finding import Finding
from seedfeed.judge.namespaces import ATOM, HISTORY, tag
from seedfeed.judge.tree import Document

_LINK, _COMPLETE, _ARCHIVE = tag(ATOM, "link"), tag(HISTORY, "complete"), tag(HISTORY, "archive")
_PAGES = frozenset(["first", "last", "next", "previous", "prev", "next-archive", "prev-archive"])
_FEED_ONLY = frozenset(["current", "next-archive", "prev-archive"])


def judge_history(head: Element, _document: Document) -> Iterator[Finding]:
    """Judge what a feed's head, or an RSS channel, says of its other parts."""
    links: dict[str, list[Element]] = {}
    marks = {str(child.tag): child for child in children_of(head) if child.tag in {_COMPLETE, _ARCHIVE}}
    for link in head.iterchildren(_LINK):
        links.setdefault(relation_of(link), []).append(link)
    if _COMPLETE in marks:
        yield from _judge_complete(links)
    if _ARCHIVE in marks and _COMPLETE not in marks:
        yield from _judge_archive(marks[_ARCHIVE], links)
    yield from _judge_once(links)
    yield from _judge_ends(links)


def _judge_complete(links: dict[str, list[Element]]) -> Iterator[Finding]:
    """A complete feed has no other parts (RFC 5005 §2)."""
    for relation in sorted(_PAGES & links.keys()):
        what = f"<fh:complete> says that this is all, a link rel={relation!r} says not; cut one of them"
        yield error(links[relation][0], what, "RFC 5005 §2")


def _judge_archive(mark: Element, links: dict[str, list[Element]]) -> Iterator[Finding]:
    """An archive page leads to the feed that people subscribe to; the only one to no other (RFC 5005 §4)."""
    if "current" not in links:
        what = f"{name_of(mark)} without a link rel='current'; add one to the feed that people subscribe to"
        yield warning(mark, what, "RFC 5005 §4")


def _judge_once(links: dict[str, list[Element]]) -> Iterator[Finding]:
    """Each step leads to one place (RFC 5005 §4)."""
    for relation in ("prev-archive", "next-archive", "current"):
        if len(links.get(relation, ())) > 1:
            what = f"more than one link rel={relation!r}; keep one"
            yield warning(links[relation][1], what, "RFC 5005 §4")


def _judge_ends(links: dict[str, list[Element]]) -> Iterator[Finding]:
    """No page stands before the first or after the last (RFC 5005 §3)."""
    own = {link.get("href") for link in links.get("self", ())}
    for end, beyond in (("first", "previous"), ("last", "next")):
        if beyond in links and any(link.get("href") in own for link in links.get(end, ())):
            what = f"is the {end} page, and links a {beyond!r} one; cut that link"
            yield error(links[beyond][0], what, "RFC 5005 §3")


def judge_entry_links(entry: Element, _document: Document) -> Iterator[Finding]:
    """Links between parts of a feed belong to its head (RFC 5005 §3, §4)."""
    for link in entry.iterchildren(_LINK):
        if relation_of(link) in _FEED_ONLY:
            what = f"an entry has a link rel={relation_of(link)!r}, which is the feed's; move it to the head"
            yield warning(link, what, "RFC 5005 §4")
