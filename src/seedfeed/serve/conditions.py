"""What a request says it has already and what it can take: entity tags, dates, codings (RFC 9110).

Pure: headers in, verdicts out. A header that is not well-formed is as one that was not sent.
"""

import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from msgspec import Struct

_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_QUALITY = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z", re.IGNORECASE | re.ASCII)


class Conditions(Struct, frozen=True, kw_only=True):
    """The conditional headers of a request, as they were sent; several of one name joined by commas."""

    if_match: str | None = None
    if_none_match: str | None = None
    if_modified_since: str | None = None
    if_unmodified_since: str | None = None


def judge(conditions: Conditions, etag: str, modified_s: int) -> HTTPStatus:
    """Return 200, 304 or 412, in the order of RFC 9110 §13.2.2; a tag always goes before a date.

    Args:
        etag: the strong tag of what would be sent, with its quotes.
        modified_s: when that was changed last, in whole seconds since 1970.
    """
    if conditions.if_match is not None:
        if not _is_listed(etag, conditions.if_match, weakly=False):
            return HTTPStatus.PRECONDITION_FAILED
    elif (limit_s := parse_http_date(conditions.if_unmodified_since)) is not None and modified_s > limit_s:
        return HTTPStatus.PRECONDITION_FAILED
    if conditions.if_none_match is not None:
        is_known = _is_listed(etag, conditions.if_none_match, weakly=True)
        return HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus.OK
    limit_s = parse_http_date(conditions.if_modified_since)
    return HTTPStatus.NOT_MODIFIED if limit_s is not None and modified_s <= limit_s else HTTPStatus.OK


def _is_listed(etag: str, tags: str, *, weakly: bool) -> bool:
    """Tell whether a list of tags names ours; compared strongly, a weak one names nothing (§8.8.3.2)."""
    if tags.strip() == "*":
        return True
    return any(tag == etag and (weakly or not weak) for weak, tag in _TAG.findall(tags))


def parse_http_date(text: str | None) -> int | None:
    """Return a date in any form of RFC 9110 §5.6.7 as seconds since 1970; None if it is none."""
    if text is None:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp())
    except (ValueError, OverflowError):
        return None


def accepts_gzip(accept_encoding: str) -> bool:
    """Tell whether a request takes gzip, and likes it as well as the bare bytes (RFC 9110 §12.5.3)."""
    wishes: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        coding, _, weight = part.partition(";")
        wishes[coding.strip().removeprefix("x-")] = _parse_quality(weight)
    gzip = wishes.get("gzip", wishes.get("*", 0))
    return gzip > 0 and gzip >= wishes.get("identity", 0)


def _parse_quality(weight: str) -> float:
    if not weight.strip():
        return 1
    found = _QUALITY.match(weight.strip())
    return float(found[1]) if found else 0
