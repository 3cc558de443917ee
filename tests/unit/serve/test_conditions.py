from http import HTTPStatus

import pytest

from seedfeed.serve.conditions import Conditions, accepts_gzip, judge, parse_http_date

NOON = "Mon, 05 Jan 2026 12:00:00 GMT"
NOON_S = 1_767_614_400
OK, NOT_MODIFIED, FAILED = HTTPStatus.OK, HTTPStatus.NOT_MODIFIED, HTTPStatus.PRECONDITION_FAILED


@pytest.mark.parametrize(
    ("tags", "status"),
    [
        ('"now"', NOT_MODIFIED),
        ('W/"now"', NOT_MODIFIED),  # compared weakly
        ('"old", "now"', NOT_MODIFIED),
        ('"old","now"', NOT_MODIFIED),
        ('"a, b", W/"now"', NOT_MODIFIED),
        ("*", NOT_MODIFIED),
        ('"old"', OK),
        ('"old, now"', OK),
        ('"NOW"', OK),
        ("now", OK),
        ("", OK),
        ('"now', OK),
        ('"*"', OK),
    ],
)
def test_rfc9110_13_1_2_if_none_match(tags: str, status: HTTPStatus) -> None:
    """A client that has this version is told so, however it lists its versions."""
    assert judge(Conditions(if_none_match=tags), '"now"', NOON_S) == status


@pytest.mark.parametrize(
    ("date", "status"),
    [
        (NOON, NOT_MODIFIED),
        ("Monday, 05-Jan-26 12:00:00 GMT", NOT_MODIFIED),  # the obsolete forms of §5.6.7
        ("Mon Jan  5 12:00:00 2026", NOT_MODIFIED),
        ("Mon, 05 Jan 2026 12:00:01 GMT", NOT_MODIFIED),
        ("Mon, 05 Jan 2026 11:59:59 GMT", OK),
        ("yesterday", OK),
        ("", OK),
        ("Mon, 99 Jan 99999 12:00:00 GMT", OK),
        ("Mon, 05 Jan 2026 12:00:00 +99999999999", OK),
    ],
)
def test_rfc9110_13_1_3_if_modified_since(date: str, status: HTTPStatus) -> None:
    """A client that keeps only the date is answered by the date, and a date that is none says nothing."""
    assert judge(Conditions(if_modified_since=date), '"now"', NOON_S) == status


def test_rfc9110_13_2_2_a_tag_goes_before_a_date() -> None:
    """Two versions in one second have one date; the tag tells them apart."""
    assert judge(Conditions(if_none_match='"old"', if_modified_since=NOON), '"now"', NOON_S) == OK
    before = "Mon, 05 Jan 2026 11:00:00 GMT"
    assert judge(Conditions(if_none_match='"now"', if_modified_since=before), '"now"', NOON_S) == NOT_MODIFIED


@pytest.mark.parametrize(
    ("conditions", "status"),
    [
        (Conditions(if_match='"now"'), OK),
        (Conditions(if_match="*"), OK),
        (Conditions(if_match='"old"'), FAILED),
        (Conditions(if_match='W/"now"'), FAILED),  # compared strongly
        (Conditions(if_unmodified_since=NOON), OK),
        (Conditions(if_unmodified_since="Mon, 05 Jan 2026 11:59:59 GMT"), FAILED),
        (Conditions(if_match='"now"', if_unmodified_since="Mon, 05 Jan 2026 11:59:59 GMT"), OK),
        (Conditions(if_match='"old"', if_none_match='"now"'), FAILED),
        (Conditions(if_match='"now"', if_none_match='"now"'), NOT_MODIFIED),
    ],
)
def test_rfc9110_13_1_1_if_match_goes_first(conditions: Conditions, status: HTTPStatus) -> None:
    """Who wants a certain version gets no other."""
    assert judge(conditions, '"now"', NOON_S) == status


def test_no_condition_is_none() -> None:
    """A first visit is answered whole."""
    assert judge(Conditions(), '"now"', NOON_S) == OK
    assert parse_http_date(None) is None


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("x-gzip", True),
        ("deflate, gzip;q=1.0, *;q=0.5", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("*", True),
        ("gzip; q=0.5, identity; q=0.5", True),
        ("gzip;q=0.001", True),
        ("identity;q=0, gzip", True),
        ("", False),
        ("br", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip;q=0.000", False),
        ("*, gzip;q=0", False),
        ("*;q=0", False),
        ("gzip;q=0.4, identity;q=0.5", False),
        ("gzip;q=high", False),
        ("gzip;q=-1", False),
        ("gzip;q=nan", False),
        ("gzip;level=9", False),
        ("gzippy", False),
    ],
)
def test_rfc9110_12_5_3_gzip_where_it_is_wanted(header: str, accepted: bool) -> None:  # noqa: FBT001
    """Weights count; a weight that is none is a no."""
    assert accepts_gzip(header) is accepted
