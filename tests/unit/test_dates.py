"""Dates: reading them as people write them, writing them as feeds demand."""

import time
import warnings
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedfeed.dates import (
    EARLIEST,
    find_date,
    format_rfc822,
    format_rfc3339,
    from_timestamp,
    parse_date,
    to_timestamp,
    to_utc,
)

_DAY = datetime(2012, 6, 21, tzinfo=UTC)
_TEN = _DAY.replace(hour=10)
_MOMENTS = st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001 - the strategy adds the zone
    lambda moment: moment.replace(microsecond=0)
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2012-06-21", _DAY), (" 2012-06-21 ", _DAY), ("2012/06/21", _DAY), ("21 June 2012", _DAY),
        ("June 21, 2012", _DAY), ("Thu, 21 Jun 2012", _DAY), ("21.6.2012", _DAY),
        ("2012-06-21T10:00", _TEN), ("2012-06-21 10:00:00", _TEN), ("2012-06-21T10:00:00Z", _TEN),
        ("2012-06-21t10:00:00z", _TEN), ("2012-06-21T10:00:00.999999999Z", _TEN),
        ("2012-06-21 12:00:00 +0200", _TEN), ("2012-06-21T05:00:00-05:00", _TEN),
        ("Thu, 21 Jun 2012 10:00:00 GMT", _TEN), ("Thu, 21 Jun 2012 05:00:00 EST", _TEN),
        ("Thu, 21 Jun 2012 07:00:00 -0300 (BRT)", _TEN), ("21 Jun 2012 13:00 GMT+3", _TEN),
        ("21 Jun 2012 06:30 UTC-03:30", _TEN), ("June 21, 2012 10:00 am", _TEN),
        ("2012-06-21Z", _DAY), ("2012-06-21+02:00", _DAY - timedelta(hours=2)),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(text: str, expected: datetime) -> None:
    """A day is midnight, and what names no zone is UTC."""
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "today", "2012", "June 2012", "21 June", "Monday", "Monday 2012", "10:30", "10 2012",
        "2012 10:30", "2012-06-31", "31 June 2012", "2012-06-21T25:00:00Z", "2012-06-21T10:00:60Z",
        "2012-06-21 10:00 +9999", "2012-06-21 10:00 XYZ", "2012-06-21 10:00 ADT", "21 Jun 2012 10:00 EST-5",
        "0999-12-31", "0001-01-01",
        "9999-12-31T23:59:59-10:00", "٢٠١٢-٠٦-٢١", "2012 99999999999999999999s",
        "2012 " + "9" * 50 + ".5h", "21 June 2012" + " " * 60 + "10:00", "Published on 21 June 2012 by Ann",
        "2012-06-21" + " " * 99 + "x",
    ],
)  # fmt: skip
def test_what_states_no_date_for_sure_is_none(text: str) -> None:
    """Nothing is filled in from today, no zone is guessed."""
    assert parse_date(text) is None


def test_order_of_day_and_month_is_the_callers() -> None:
    """03/04 is two days."""
    assert parse_date("03/04/2012") == datetime(2012, 3, 4, tzinfo=UTC)
    assert parse_date("03/04/2012", day_first=True) == datetime(2012, 4, 3, tzinfo=UTC)


def test_zone_of_this_machine_is_no_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same text is the same instant on every machine."""
    monkeypatch.setenv("TZ", "XYZ-5")
    time.tzset()
    try:
        assert parse_date("2012-06-21 10:00 XYZ") is None
        assert parse_date("21 June 2012 10:00") == _TEN
    finally:
        monkeypatch.undo()
        time.tzset()


_WORDS = (
    "2012 06 21 June Mon Thu 10:00 am T Z GMT EST XYZ +02:00 - +9 / . , ( ) 99999 1e9 0 h m s AD : \u0663"
)
_PIECES = st.lists(st.sampled_from([" ", *_WORDS.split()]), max_size=12).map("".join)


@given(text=st.text(max_size=70) | _PIECES, day_first=st.booleans())
def test_any_text_is_a_date_or_none(text: str, day_first: bool) -> None:  # noqa: FBT001 - the tested option
    """No text raises or warns, and what is found is a whole second in UTC."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = parse_date(text, day_first=day_first)
    if found is not None:
        assert found.tzinfo is UTC
        assert found.microsecond == 0
        assert found >= EARLIEST


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("It opened on 17 May 2024 at last", "17 May 2024"),
        ("May 17, 2024", "May 17, 2024"),
        ("am 17. Mai 2024 in Wien", "17. Mai 2024"),
        ("2024年5月17日", "2024年5月17日"),
        ("(2024-05-17)", "2024-05-17"),
        ("17/5/2024", "17/5/2024"),
        ("31 June 2024, 17 May 2024", "17 May 2024"),
    ],
)
def test_dates_are_found_in_prose(text: str, stated: str) -> None:
    """The first real day that a line states in full, and where it stands."""
    found = find_date(text)
    assert found is not None
    moment, begin, end = found
    assert (moment, text[begin:end]) == (datetime(2024, 5, 17, tzinfo=UTC), stated)


@pytest.mark.parametrize(
    "text",
    [
        "3/4/2024",
        "May 2024",
        "17 Mond 2024",
        "v1.17.5.2024",
        "a 2024-05-171",
        "31 February 2024",
        "999 May 2024",
    ],
)
def test_no_date_is_found_where_none_is_stated(text: str) -> None:
    """A day that two readers take for two is none."""
    assert find_date(text) is None


@given(text=st.text(max_size=200) | _PIECES)
def test_search_for_dates_never_raises(text: str) -> None:
    """Every text has a date or has none."""
    found = find_date(text)
    if found is not None:
        assert found[0].tzinfo is UTC


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "May ", "17 May ", "1/", "2024-", "2024-05-17T", "a", "17 de ", "2024年5月"]
)
def test_search_for_dates_is_linear(piece: str) -> None:
    """No text makes it slow."""
    text = (piece * 100_000)[:100_000]
    begin = time.process_time()
    find_date(text)
    assert time.process_time() - begin < 0.5


@given(moment=_MOMENTS)
def test_rfc3339_is_read_back(moment: datetime) -> None:
    """What we write, the standard library reads as the same instant (RFC 3339 §5.6)."""
    text = format_rfc3339(moment)
    assert datetime.fromisoformat(text) == moment
    assert len(text) == len("2026-11-23T09:05:00Z")
    assert parse_date(text) == moment


@given(moment=_MOMENTS)
def test_rfc822_is_read_back(moment: datetime) -> None:
    """The same for RSS (RSS 2.0 <pubDate>)."""
    assert parsedate_to_datetime(format_rfc822(moment)) == moment


def test_formats_are_those_of_the_specifications() -> None:
    """The very text, as feeds in the field have it."""
    moment = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
    assert format_rfc3339(moment) == "2026-11-23T09:05:00Z"
    assert format_rfc822(moment) == "Mon, 23 Nov 2026 09:05:00 +0000"


@given(moment=_MOMENTS)
def test_timestamps_are_read_back(moment: datetime) -> None:
    """Seconds since 1970, before it too."""
    assert from_timestamp(to_timestamp(moment)) == moment


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-(2**80), EARLIEST),
        (2**80, datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_times_of_files_are_held_in_bounds(seconds: int, expected: datetime) -> None:
    """A file system may claim any time; feeds write years of four digits."""
    assert from_timestamp(seconds) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(datetime(2012, 6, 21, 10, 0, 0, 999_999), _TEN, id="naive"),  # noqa: DTZ001 - the case
        pytest.param(datetime(2012, 6, 21, 12, tzinfo=timezone(timedelta(hours=2))), _TEN, id="zone"),
        pytest.param(datetime(999, 12, 31, tzinfo=UTC), None, id="too-early"),
        pytest.param(datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-9))), None, id="too-late"),
    ],
)
def test_instants_become_whole_seconds_in_utc(moment: datetime, expected: datetime | None) -> None:
    """One form for all that follows."""
    assert to_utc(moment) == expected
