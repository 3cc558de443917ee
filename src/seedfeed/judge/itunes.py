"""Apple's elements of podcasts. seedfeed writes none; half of the feeds with sound in them do."""

import re

from seedfeed.judge.addresses import judge_web_url
from seedfeed.judge.finding import Flaw, quote, wrong
from seedfeed.judge.namespaces import ITUNES, tag
from seedfeed.judge.shape import Attribute, Judge, Shape, anything
from seedfeed.judge.values import judge_bare_mail, judge_filled, judge_one_of, judge_positive

_CLAUSE = "Apple Podcasts <{}>"
_DURATION = re.compile(r"\d+(?:\.\d+)?\Z|(?:\d+:)?[0-5]?\d:[0-5]\d\Z", re.ASCII)


def _judge_duration(text: str) -> Flaw | None:
    return (
        None if _DURATION.match(text) else wrong(f"is {quote(text)}, no duration; write 01:02:03, or seconds")
    )


def _leaf(name: str, judge: Judge = anything, *, exact: bool = False) -> Shape:
    return Shape(clause=_CLAUSE.format(f"itunes:{name}"), text=judge, exact=exact)


_CATEGORY_PARTS: dict[str, Shape] = {}
_CATEGORY = Shape(
    clause=_CLAUSE.format("itunes:category"),
    most=None,
    attributes={"text": Attribute(judge_filled, required=True)},
    parts=_CATEGORY_PARTS,
)
_CATEGORY_PARTS[tag(ITUNES, "category")] = _CATEGORY  # a category holds sub-categories
_TRUTH = judge_one_of("true", "false")
ITUNES_SHAPES = {
    tag(ITUNES, name): shape
    for name, shape in {
        "author": _leaf("author"),
        "block": _leaf("block", judge_one_of("Yes", "yes")),
        "category": _CATEGORY,
        "complete": _leaf("complete", judge_one_of("Yes", "yes")),
        "duration": _leaf("duration", _judge_duration),
        "episode": _leaf("episode", judge_positive),
        "episodeType": _leaf("episodeType", judge_one_of("full", "trailer", "bonus")),
        "explicit": _leaf("explicit", _TRUTH, exact=True),
        "image": Shape(
            clause=_CLAUSE.format("itunes:image"),
            attributes={"href": Attribute(judge_web_url, required=True)},
        ),
        "new-feed-url": _leaf("new-feed-url", judge_web_url),
        "owner": Shape(
            clause=_CLAUSE.format("itunes:owner"),
            parts={
                tag(ITUNES, "name"): _leaf("name"),
                tag(ITUNES, "email"): Shape(
                    clause=_CLAUSE.format("itunes:email"), least=1, text=judge_bare_mail
                ),
            },
        ),
        "season": _leaf("season", judge_positive),
        "type": _leaf("type", judge_one_of("episodic", "serial")),
    }.items()
}
