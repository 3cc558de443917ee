"""The judge: any feed -> what is wrong with it, on which line, what to do, and where that is written.

It knows RSS 0.91 to 2.0, RSS 1.0, Atom 1.0, JSON Feed 1.0 and 1.1, and OPML. It opens no file, reads no
clock, repairs nothing and never looks anything up. `seedfeed.check` is another: the fast gate for what
seedfeed itself has just rendered.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from seedfeed.judge.finding import MOST_FINDINGS, Finding, limit, shorten

__all__ = ["MOST_BYTES", "Finding", "judge_feed"]

# What is larger is not judged: in memory a feed takes up to thirty times its size.
MOST_BYTES = 32 * 1024 * 1024

_MARK = b"\xef\xbb\xbf"


def judge_feed(data: bytes, now: datetime | None = None) -> tuple[Finding, ...]:
    """Judge a feed or a list of feeds, whatever its format.

    Args:
        data: the whole file.
        now: the time of the judgement, aware; without it no date counts as still to come.

    Returns:
        What is wrong, by line; empty for a feed without fault.
    """
    if len(data) > MOST_BYTES:
        what = (
            f"larger than {MOST_BYTES >> 20} MiB; no reader takes it: keep the newest entries, archive others"
        )
        return (Finding(1, "error", what, "limit"),)
    start = data.removeprefix(_MARK).lstrip()[:15].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        what = "a page of HTML, no feed; give the feed's own address or file"
        return (Finding(1, "error", what, "root element"),)
    if start[:1] in (b"{", b"["):
        from seedfeed.judge.json_feed import judge_json_feed

        return _sort(judge_json_feed(data, now))
    return _sort(_judge_xml(data, now))


def _sort(found: Iterator[Finding]) -> tuple[Finding, ...]:
    """Return findings by line, and where there are too many to tell, say so."""
    told = sorted(set(limit(found)))
    if len(told) >= MOST_FINDINGS:
        what = f"many findings; of errors and of warnings only the first {MOST_FINDINGS} are told"
        told.append(Finding(told[-1].line, "warning", what, "limit"))
    return tuple(told)


def _judge_xml(data: bytes, now: datetime | None) -> Iterator[Finding]:
    from seedfeed.judge.elements import line_of
    from seedfeed.judge.everywhere import judge_everywhere
    from seedfeed.judge.tree import parse_xml

    document, findings = parse_xml(data, now)
    yield from findings
    if document is None:
        return
    judge = _judge_of(str(document.root.tag))
    if judge is None:
        yield _not_a_feed(str(document.root.tag), line_of(document.root))
        return
    yield from judge(document)
    yield from judge_everywhere(document)


def _judge_of(tag: str) -> "Callable[..., Iterator[Finding]] | None":
    """Return what judges a document whose root has this tag."""
    from seedfeed.judge.namespaces import ATOM, RDF

    if tag == "rss":
        from seedfeed.judge.rss import judge_rss

        return judge_rss
    if tag in {f"{{{ATOM}}}feed", f"{{{ATOM}}}entry"}:
        from seedfeed.judge.atom import judge_atom

        return judge_atom
    if tag == f"{{{RDF}}}RDF":
        from seedfeed.judge.rss1 import judge_rss1

        return judge_rss1
    if tag == "opml":
        from seedfeed.judge.opml import judge_opml

        return judge_opml
    return None


def _not_a_feed(tag: str, line: int) -> Finding:
    """Say what a document is instead of a feed."""
    namespace, _, name = tag.rpartition("}")
    if name == "feed" and "purl.org/atom" in namespace:
        return Finding(line, "error", "Atom 0.3, which is no more; write Atom 1.0", "RFC 4287 §1.2")
    if name in {"feed", "entry"}:
        what = f"<{name}> is in the wrong namespace; write xmlns='http://www.w3.org/2005/Atom'"
        return Finding(line, "error", what, "RFC 4287 §1.2")
    if name in {"rss", "opml"}:
        return Finding(line, "error", f"<{name}> is in a namespace; cut its xmlns='…'", "RSS 2.0, extending")
    what = f"no feed: its root is {shorten(f'<{name}>')}; expected <rss>, <feed>, <rdf:RDF> or <opml>"
    return Finding(line, "error", what, "root element")
