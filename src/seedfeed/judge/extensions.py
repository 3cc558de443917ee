"""Other namespaces' elements in feeds: those that seedfeed writes, and the few that most feeds have.

An element of any other namespace is never wrong: RSS 2.0 and Atom let it stand.
"""

import re
from collections.abc import Iterator

from seedfeed.judge.addresses import judge_address
from seedfeed.judge.elements import Element, blame_html, own_text
from seedfeed.judge.finding import Finding, Flaw, quote, wrong
from seedfeed.judge.itunes import ITUNES_SHAPES
from seedfeed.judge.media_rss import MEDIA_SHAPES
from seedfeed.judge.namespaces import CONTENT, DC, HISTORY, SLASH, SYNDICATION, TOMBSTONES, tag
from seedfeed.judge.shape import Attribute, Shape, anything
from seedfeed.judge.tree import Document
from seedfeed.judge.values import (
    judge_count,
    judge_language,
    judge_one_of,
    judge_positive,
    judge_rfc3339,
    judge_w3c_date,
)

_PARADE = re.compile(r"\d+(?:,\s*\d+)*\Z", re.ASCII)


def _judge_encoded(element: Element, _document: Document) -> Iterator[Finding]:
    yield from blame_html(element, own_text(element), "RSS profile <content:encoded>")


def _judge_parade(text: str) -> Flaw | None:
    return None if _PARADE.match(text) else wrong(f"is {quote(text)}; write numbers with commas between")


def _dc(name: str) -> Shape:
    judges = {"date": judge_w3c_date, "language": judge_language}
    clause = f"Dublin Core <dc:{name}>"
    return Shape(clause=clause, most=None, text=judges.get(name, anything), attributes=None)


_DC = [
    "contributor",
    "coverage",
    "creator",
    "date",
    "description",
    "format",
    "identifier",
    "language",
    "publisher",
    "relation",
    "rights",
    "source",
    "subject",
    "title",
    "type",
]
_EMPTY = Shape(clause="RFC 5005 §2, §4", attributes=None)
EXTENSIONS = {
    **MEDIA_SHAPES,
    **ITUNES_SHAPES,
    **{tag(DC, name): _dc(name) for name in _DC},
    tag(CONTENT, "encoded"): Shape(
        clause="RSS content module", text=anything, attributes=None, rules=(_judge_encoded,)
    ),
    tag(HISTORY, "complete"): _EMPTY,
    tag(HISTORY, "archive"): _EMPTY,
    tag(SYNDICATION, "updatePeriod"): Shape(
        clause="RSS syndication module", text=judge_one_of("hourly", "daily", "weekly", "monthly", "yearly")
    ),
    tag(SYNDICATION, "updateFrequency"): Shape(clause="RSS syndication module", text=judge_positive),
    tag(SYNDICATION, "updateBase"): Shape(clause="RSS syndication module", text=judge_w3c_date),
    tag(SLASH, "comments"): Shape(clause="RSS slash module", text=judge_count),
    tag(SLASH, "hit_parade"): Shape(clause="RSS slash module", text=_judge_parade),
    tag(TOMBSTONES, "deleted-entry"): Shape(
        clause="RFC 6721 §3",
        most=None,
        attributes={
            "ref": Attribute(judge_address, required=True),
            "when": Attribute(judge_rfc3339, required=True),
        },
        parts=None,
    ),
}
