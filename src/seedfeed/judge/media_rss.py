"""Media RSS 1.5.1: pictures, sound and film, and what is said of them."""

import re
from collections.abc import Iterator

from seedfeed.judge.addresses import judge_address
from seedfeed.judge.elements import Element, error, name_of, own_text
from seedfeed.judge.finding import Finding, Flaw, quote, wrong
from seedfeed.judge.namespaces import MEDIA, tag
from seedfeed.judge.shape import Attribute, Shape, anything
from seedfeed.judge.tree import Document
from seedfeed.judge.values import (
    judge_count,
    judge_filled,
    judge_language,
    judge_media_type,
    judge_one_of,
    judge_positive,
)

_CLAUSE = "Media RSS 1.5.1 <{}>"
_CONTENT, _PLAYER = tag(MEDIA, "content"), tag(MEDIA, "player")
# RFC 2326 §3.6, normal play time.
_TIME = re.compile(r"(?:now|\d+(?:\.\d*)?|\d+:[0-5]?\d:[0-5]?\d(?:\.\d*)?)\Z", re.ASCII)
_DECIMAL = re.compile(r"\d+(?:\.\d+)?\Z", re.ASCII)
_HEX = re.compile(r"[0-9a-f]+\Z", re.IGNORECASE)
_DIGITS = {"md5": 32, "sha-1": 40}
_COUNTRY = re.compile(r"[A-Za-z]{2}\Z")
# What the schemes of the specification have; any other is its owner's.
_RATINGS = {
    "urn:simple": re.compile(r"(?:non)?adult\Z"),
    "urn:mpaa": re.compile(r"(?:g|pg|pg-13|r|nc-17|x)\Z"),
    "urn:v-chip": re.compile(r"(?:14\+|18\+|c|c8|g|pg|tv-14|tv-g|tv-ma|tv-pg|tv-y|tv-y7|tv-y7-fv)\Z"),
    "urn:icra": re.compile(r"r \((?:[clnosv][a-z] [01])(?: [clnosv][a-z] [01])*\)\Z"),
}


def _judge_time(text: str) -> Flaw | None:
    return None if _TIME.match(text) else wrong(f"is {quote(text)}, no time; write it like 00:01:30.5")


def _judge_decimal(text: str) -> Flaw | None:
    return None if _DECIMAL.match(text) else wrong(f"is {quote(text)}, no number")


def _judge_scheme(text: str) -> Flaw | None:
    """Judge a scheme: an address, or one that the specification itself names, though it is no whole URN."""
    return None if text in _RATINGS or text in {"urn:ebu", "urn:yvs"} else judge_address(text)


def _judge_hash(element: Element, _document: Document) -> Iterator[Finding]:
    """A hash has as many hex digits as its algorithm makes."""
    digits, algorithm = own_text(element).strip(), element.get("algo", "md5")
    expected = _DIGITS.get(algorithm)
    if expected is not None and not (len(digits) == expected and _HEX.match(digits)):
        what = f"{name_of(element)} is {quote(digits)}, no {algorithm}; write its {expected} hex digits"
        yield error(element, what, _CLAUSE.format("media:hash"))


def _judge_rating(element: Element, _document: Document) -> Iterator[Finding]:
    """A rating is one that its scheme has, the simple one where none is named."""
    scheme, text = element.get("scheme", "urn:simple"), own_text(element).strip()
    known = _RATINGS.get(scheme)
    if known is not None and not known.match(text):
        what = f"{name_of(element)} is {quote(text)}, which {scheme} has not; write one that it has"
        yield error(element, what, _CLAUSE.format("media:rating"))


def _judge_restriction(element: Element, _document: Document) -> Iterator[Finding]:
    """A restriction lists countries or addresses, or says all or none."""
    words, kind = own_text(element).split(), element.get("type", "")
    if words in (["all"], ["none"], []):
        return
    if kind == "country" and not all(_COUNTRY.match(word) for word in words):
        advice = "ISO 3166 codes with a space between: de fr"
    elif kind == "uri" and any(judge_address(word) for word in words):
        advice = "whole addresses with a space between"
    elif not kind:
        advice = "all or none, or say in type what it lists"
    else:
        return
    what = f"{name_of(element)} is {quote(' '.join(words))}; write {advice}"
    yield error(element, what, _CLAUSE.format("media:restriction"))


def _judge_group(element: Element, _document: Document) -> Iterator[Finding]:
    """A group holds one thing in several forms, and must be used for nothing else."""
    if len(element.findall(_CONTENT)) < 2:  # noqa: PLR2004 - several
        what = (
            f"{name_of(element)} holds fewer than two <media:content>, and groups nothing; write them without"
        )
        yield error(element, what, _CLAUSE.format("media:group"))


def _judge_reachable(element: Element, _document: Document) -> Iterator[Finding]:
    """Media has an address of its own, or a player that has one."""
    if element.get("url") is None and element.find(_PLAYER) is None:
        what = f"{name_of(element)} has neither url nor <media:player>; add one"
        yield error(element, what, _CLAUSE.format("media:content"))


_URL, _NEEDED_URL = Attribute(judge_address), Attribute(judge_address, required=True)
_SIZE, _WORD, _LANGUAGE = Attribute(judge_count), Attribute(anything), Attribute(judge_language)
_DECIMAL_NUMBER = Attribute(_judge_decimal)
_TEXT_TYPE = Attribute(judge_one_of("plain", "html"))
_NUMBER, _TIME_OF_PLAY = Attribute(judge_positive), Attribute(_judge_time)
_SCHEME = Attribute(_judge_scheme)
# What the specification has besides, of which nothing is judged.
_LET_BE = (
    "backLinks", "comments", "community", "embed", "license", "location", "peerLink", "price", "responses",
    "scenes",
)  # fmt: skip


def _shape(name: str, most: int | None = 1, **given: object) -> Shape:
    return Shape(clause=_CLAUSE.format(f"media:{name}"), most=most, **given)  # type: ignore[arg-type]


# What may stand in an item, in a group and in <media:content> (Media RSS, optional elements).
_ABOUT = {
    tag(MEDIA, name): shape
    for name, shape in {
        "adult": _shape("adult", text=judge_one_of("true", "false")),
        "category": _shape("category", None, text=anything, attributes={"scheme": _URL, "label": _WORD}),
        "copyright": _shape("copyright", text=anything, attributes={"url": _URL}),
        "credit": _shape("credit", None, text=judge_filled, attributes={"role": _WORD, "scheme": _SCHEME}),
        "description": _shape("description", text=anything, attributes={"type": _TEXT_TYPE}),
        "hash": _shape(
            "hash", None, text=anything, attributes={"algo": Attribute(judge_one_of("md5", "sha-1"))},
            rules=(_judge_hash,),
        ),
        "keywords": _shape("keywords", text=anything),
        "player": _shape(
            "player", text=anything, attributes={"url": _NEEDED_URL, "height": _NUMBER, "width": _NUMBER}
        ),
        "rating": _shape(
            "rating", None, text=anything, attributes={"scheme": _SCHEME},
            rules=(_judge_rating,),
        ),
        "restriction": _shape(
            "restriction", None, text=anything,
            attributes={
                "relationship": Attribute(judge_one_of("allow", "deny"), required=True),
                "type": Attribute(judge_one_of("country", "uri", "sharing")),
            },
            rules=(_judge_restriction,),
        ),
        "text": _shape(
            "text", None, text=anything,
            attributes={
                "type": _TEXT_TYPE, "lang": _LANGUAGE, "start": _TIME_OF_PLAY, "end": _TIME_OF_PLAY,
            },
        ),
        "thumbnail": _shape(
            "thumbnail", None, text=anything,
            attributes={
                "url": _NEEDED_URL, "height": _NUMBER, "width": _NUMBER, "time": _TIME_OF_PLAY, "type": _WORD,
            },
        ),
        "title": _shape("title", text=judge_filled, attributes={"type": _TEXT_TYPE}),
        "status": _shape(
            "status", text=anything,
            attributes={
                "state": Attribute(judge_one_of("active", "blocked", "deleted"), required=True),
                "reason": _WORD,
            },
        ),
        "rights": _shape(
            "rights", text=anything,
            attributes={"status": Attribute(judge_one_of("userCreated", "official"), required=True)},
        ),
        "subTitle": _shape(
            "subTitle", None, text=anything,
            attributes={"type": Attribute(judge_media_type), "lang": _LANGUAGE, "href": _NEEDED_URL},
        ),
    }.items()
}  # fmt: skip
_CONTENT_SHAPE = _shape(
    "content", None,
    attributes={
        "url": _URL, "fileSize": _SIZE, "type": Attribute(judge_media_type),
        "medium": Attribute(judge_one_of("image", "audio", "video", "document", "executable")),
        "isDefault": Attribute(judge_one_of("true", "false")),
        "expression": Attribute(judge_one_of("full", "sample", "nonstop")),
        "bitrate": _DECIMAL_NUMBER, "framerate": _DECIMAL_NUMBER, "samplingrate": _DECIMAL_NUMBER,
        "channels": _NUMBER, "duration": _DECIMAL_NUMBER, "height": _NUMBER, "width": _NUMBER,
        "lang": _LANGUAGE,
    },
    rules=(_judge_reachable,),
)  # fmt: skip
MEDIA_SHAPES = {
    **_ABOUT,
    **{tag(MEDIA, name): _shape(name, None, attributes=None, parts=None) for name in _LET_BE},
    _CONTENT: _CONTENT_SHAPE,
    tag(MEDIA, "group"): _shape("group", None, rules=(_judge_group,)),
}
