"""Dates, languages, media types, mail addresses, numbers: what is one and what is none."""

from datetime import UTC, datetime, timedelta

import pytest

from seedfeed.judge import values
from seedfeed.judge.values import read_rfc822, read_rfc3339

NOON = datetime(2026, 5, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "offset_s"),
    [
        ("Sun, 17 May 2026 12:00:00 GMT", 0),
        ("17 May 2026 12:00 UT", 0),
        ("sun,17 may 2026 12:00:00 +0000", 0),
        ("Sun, 17 May 2026 14:00:00 +0200", 0),
        ("Sun, 17 May 2026 08:00:00 EDT", 0),
        ("Sun, 17 May 26 12:00:01 Z", 1),
        ("Sun (day), 17 May 2026 (a (nested\\) one)) 12:00:00 GMT", 0),
    ],
)
def test_rfc822_5_dates_are_read(text: str, offset_s: int) -> None:
    """In each form the moment is the same."""
    assert read_rfc822(text) == NOON + timedelta(seconds=offset_s)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-05-17T12:00:00Z",
        "17 Mai 2026 12:00 GMT",
        "Sun, 17 May 2026",
        "Sun, 17 May 2026 12:00:00",
        "Sun, 17 May 2026 24:00:00 GMT",
        "Sun, 31 Jun 2026 12:00:00 GMT",
        "Sun, 17 May 2026 12:00:00 +2500",
        "Sun, 17 May 2026 1:00:00 GMT",
        "Sun, 17 May 2026 12:00:00 CEST",
        "17 May 0000 12:00 GMT",
        "(" * 100,
    ],
)
def test_rfc822_5_other_texts_are_no_dates(text: str) -> None:
    """What is no date of RFC 822 has no moment."""
    assert read_rfc822(text) is None
    assert values.judge_rfc822(text) is not None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Sun, 17 May 2026 12:00:00 GMT", None),
        ("Sun, 17 May 2026 12:00:00 -0330", None),
        ("Sun, 17 May 2026 23:30:00 -0500", None),
        ("Mon, 17 May 2026 12:00:00 GMT", "error"),
        ("Sun, 17 May 26 12:00:00 GMT", "warning"),
        ("Sun, 17 May 2026 12:00:00 EST", None),
        ("Sun, 17 May 2026 12:00:00 A", "warning"),
        ("Sun, 17 May 2026 12:00:00 GMT (noon)", "warning"),
    ],
)
def test_rfc822_5_dates_are_judged(text: str, level: str | None) -> None:
    """The day must be right; what few readers know is a warning."""
    flaw = values.judge_rfc822(text)
    assert (flaw and flaw.level) == level


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("2026-05-17T12:00:00Z", True),
        ("2026-05-17T14:00:00.0+02:00", True),
        ("2016-12-31T23:59:60Z", True),
        ("2026-05-17 12:00:00Z", False),
        ("2026-05-17T12:00Z", False),
        ("2026-05-17T12:00:00", False),
        ("2026-05-17T12:00:00+0200", False),
        ("2026-05-17T12:00:61Z", False),
        ("2026-05-17T24:00:00Z", False),
        ("2026-02-30T12:00:00Z", False),
        ("26-05-17T12:00:00Z", False),
        ("٢٠٢٦-05-17T12:00:00Z", False),
        ("0001-01-01T00:00:00+14:00", False),
    ],
)
def test_rfc3339_5_6_dates(text: str, is_date: bool) -> None:  # noqa: FBT001 - a column
    """A date is whole, with a zone, and there is such a day."""
    assert (read_rfc3339(text) is not None) == is_date
    assert (values.judge_rfc3339(text) is None) == is_date


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("2026", True),
        ("2026-05", True),
        ("2026-05-17", True),
        ("2026-05-17T12:00Z", True),
        ("2026-05-17T12:00:00.5+02:00", True),
        ("2026-13", False),
        ("2026-05-32", False),
        ("2026-05-17T12:00", False),
        ("20260517", False),
        ("", False),
    ],
)
def test_w3cdtf_dates(text: str, is_date: bool) -> None:  # noqa: FBT001 - a column
    """From a year to fractions of a second, the time with a zone."""
    assert (values.judge_w3c_date(text) is None) == is_date


@pytest.mark.parametrize(
    ("text", "is_language"),
    [
        ("en", True), ("EN-us", True), ("zh-Hant-TW", True), ("gsw", True), ("x-own", True),
        ("i-klingon", True),
        ("", False), ("e", False), ("xx", False), ("english", False), ("en_US", False), ("en-", False),
        ("en-toolonghere", False), ("deutsch", False),
    ],
)  # fmt: skip
def test_rfc5646_2_1_languages(text: str, is_language: bool) -> None:  # noqa: FBT001 - a column
    """A tag of two letters is one of ISO 639-1; one of three may be any."""
    assert (values.judge_language(text) is None) == is_language


@pytest.mark.parametrize(
    ("text", "is_type"),
    [
        ("text/html", True), ("application/atom+xml;type=entry", True), ('a/b; c="d; e"', True),
        ("html", False), ("text/", False), ("/html", False), ("text/html/x", False), ("a b/c", False),
        ("", False),
    ],
)  # fmt: skip
def test_rfc2045_5_1_media_types(text: str, is_type: bool) -> None:  # noqa: FBT001 - a column
    """A type, a subtype, and parameters."""
    assert (values.judge_media_type(text) is None) == is_type


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("ann@a.example (Ann Example)", None),
        ("ann@a.example", "warning"),
        ("Ann Example <ann@a.example>", "warning"),
        ("mailto:ann@a.example", "warning"),
        ("Ann", "error"),
        ("Ann (ann@a.example)", "error"),
        ("ann at a.example", "error"),
        ("", "error"),
    ],
)
def test_rss_profile_mail_addresses(text: str, level: str | None) -> None:
    """An address must be there, and the name belongs behind it."""
    flaw = values.judge_mail(text)
    assert (flaw and flaw.level) == level


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (NOON + timedelta(minutes=59), None),
        (NOON + timedelta(hours=2), "still to come"),
        (datetime(1970, 1, 1, tzinfo=UTC), "before the web"),
    ],
)
def test_dates_that_cannot_be_true(moment: datetime, says: str | None) -> None:
    """A clock may be an hour off, not more; 1970 is a zero that somebody wrote as a date."""
    flaw = values.judge_time_of(moment, NOON, is_entry=True)
    assert (flaw is None) if says is None else (flaw is not None and says in flaw.what)


def test_head_may_name_the_beginning() -> None:
    """A feed that never had an entry was changed when there was nothing."""
    beginning = datetime(1970, 1, 1, tzinfo=UTC)
    assert values.judge_time_of(beginning, NOON, is_entry=False) is None


@pytest.mark.parametrize(
    ("text", "is_count"), [("0", True), (" 12 ", True), ("-1", False), ("1.5", False), ("²", False)]
)
def test_counts(text: str, is_count: bool) -> None:  # noqa: FBT001 - a column
    """A number of things is whole and not less than none."""
    assert (values.judge_count(text) is None) == is_count


@pytest.mark.parametrize(
    ("text", "is_good"), [("1", True), ("144", True), ("0", False), ("145", False), ("9" * 5000, False)]
)
def test_ranges(text: str, is_good: bool) -> None:  # noqa: FBT001 - a column
    """Both ends belong to a range, and a number of any length is told quickly."""
    assert (values.judge_between(1, 144)(text) is None) == is_good
