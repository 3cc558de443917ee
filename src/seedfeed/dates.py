"""Dates: reading them as people write them, writing them as feeds demand. The only place for either.

Reads no clock and never touches the locale; strftime is not used, because its names follow the locale.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import cache

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Taken from here a date costs 0.5 µs, formatted part by part 1.1 (2026-11).
_TWO_DIGITS = tuple(f"{number:02}" for number in range(60))
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?\s?(Z|[+-]\d\d:?\d\d)?",
    re.IGNORECASE | re.ASCII,
)
# RFC 5322 §3.3 allows a comment after the zone; "GMT+3" is three hours ahead, whatever POSIX says of TZ.
_ZONE_COMMENT = re.compile(r" \([A-Z]{1,5}\)\Z")
_FROM_GMT = re.compile(r"(?<= )(?:GMT|UTC) ?([+-])(\d\d?)(?::?(\d\d))?\Z")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_LONGEST_DATE = 64
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 3600, "CET": 3600, "CEST": 7200, "EET": 7200, "EEST": 10800,
    "EST": -18000, "EDT": -14400, "CST": -21600, "CDT": -18000, "MST": -25200, "MDT": -21600,
    "PST": -28800, "PDT": -25200, "JST": 32400, "MSK": 10800,
}  # fmt: skip
# Seen from dateutil on 250,000 random texts: ParserError, OverflowError and decimal.InvalidOperation.
_UNREADABLE = (ValueError, ArithmeticError)
EARLIEST = datetime(1000, 1, 1, tzinfo=UTC)
# The months as texts write them after or before a day: one line a month, several languages.
_MONTH_WORDS = (
    (
        "jan january janv janvier januar jänner enero ene gennaio gen janeiro januari stycznia sty "
        "января янв січня ledna január ianuarie ocak ιανουαρίου يناير ژانویه ژانویهٔ בינואר"
    ),
    (
        "feb february févr fév février februar febrero febbraio fevereiro fev februari lutego lut "
        "февраля фев лютого února február februarie şubat φεβρουαρίου فبراير شباط فوریه בפברואר"
    ),
    (
        "mar march mars märz marzo março maart marca марта мар березня března március martie maret mart "
        "μαρτίου مارس آذار במרץ"
    ),
    (
        "apr april avr avril abril abr aprile kwietnia kwi апреля апр квітня dubna április aprilie nisan "
        "απριλίου أبريل ابريل نيسان آوریل באפריל"
    ),
    ("may mai mayo maggio mag maio mei maj maja мая травня května május mayıs μαΐου مايو أيار ایار مه במאי"),
    (
        "jun june juin juni junio giugno giu junho czerwca cze июня июн червня června június iunie "
        "haziran ιουνίου يونيو حزيران ژوئن ביוני"
    ),
    (
        "jul july juil juillet juli julio luglio lug julho lipca lip июля июл липня července július "
        "iulie temmuz ιουλίου يوليو تموز ژوئیه ژوئيه ביולי"
    ),
    (
        "aug august août aout agosto ago augustus augusti agustus sierpnia sie августа авг серпня srpna "
        "augusztus ağustos αυγούστου أغسطس اوت באוגוסט"
    ),
    (
        "sep sept september septembre septiembre setiembre setembro set settembre września wrz сентября "
        "сен вересня září szeptember septembrie eylül σεπτεμβρίου سبتمبر أيلول سپتامبر בספטמבר"
    ),
    (
        "oct october octobre oktober okt octubre ottobre ott outubro out października paź октября окт "
        "жовтня října október octombrie ekim οκτωβρίου أكتوبر اكتوبر اکتبر באוקטובר"
    ),
    (
        "nov november novembre noviembre novembro listopada lis ноября ноя листопада listopadu noiembrie "
        "kasım νοεμβρίου نوفمبر نوامبر בנובמבר"
    ),
    (
        "dec december déc décembre dezember dez diciembre dic dicembre dezembro desember grudnia gru "
        "декабря дек грудня prosince decembrie aralık δεκεμβρίου ديسمبر دسامبر בדצמבר"
    ),
)
_MONTHS_OF_A_YEAR = 12
# 2024/03/04 is how they write it; what else stands there may be either.
_YEAR_FIRST = frozenset(["zh", "ja", "ko", "hu", "lt", "mn", "eu"])
_DIGITS = {
    ord(digit): str(number) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for number, digit in enumerate(digits)
}
_MONTH_NUMBERS = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
_STATED = r"""(?<![\w/.-])(?:
        (?P<iso>(?:1[89]|20)\d\d-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?
      | (?P<year>(?:1[89]|20)\d\d)(?:/|\.|\s?[年년]\s?)
        (?P<month>\d\d?)(?:/|\.|\s?[月월]\s?)(?P<day>\d\d?)[日일]?
      | (?P<day2>\d\d?)(?:st|nd|rd|th|er|º|ª|\.)?[ -](?:de[ ]|of[ ])?(?P<name2>[^\W\d_]{2,12})\.?,?[ -]
        (?:de[ ]|del[ ])?(?P<year2>(?:1[89]|20)\d\d)
      | (?P<name3>[^\W\d_]{3,9})\.?[ ](?P<day3>\d\d?)(?:st|nd|rd|th)?,?[ ](?P<year3>(?:1[89]|20)\d\d)
      | (?P<left>\d\d?)(?P<mark>[/.])(?P<right>\d\d?)(?P=mark)(?P<year4>(?:1[89]|20)\d\d)
    )(?![\w/])"""


def parse_date(text: str, *, day_first: bool = False) -> datetime | None:
    """Return the instant that `text` as a whole states, or None where it states none for sure.

    A day without a time is midnight, a time without a zone is UTC. A text that leaves out day, month
    or year is not a date: nothing is filled in from today.

    Args:
        text: a date and nothing else, as in front matter: ISO 8601, RFC 822, "21 June 2012".
        day_first: 03/04/2012 is the third of April.

    Returns:
        Aware, UTC, whole seconds; not before the year 1000.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST_DATE:
        return None
    try:
        found = _parse_iso(text) or _parse_freely(text, day_first=day_first)
        return None if found is None else to_utc(found)
    except _UNREADABLE:
        return None


def _parse_iso(text: str) -> datetime | None:
    iso = _ISO.fullmatch(text)
    if iso is None:
        return None
    # Joined anew: fromisoformat takes any character between day and time, a zone's sign too.
    return datetime.fromisoformat(f"{iso[1]}T{iso[2] or '00:00'}{(iso[3] or '').upper()}")


def _parse_freely(text: str, *, day_first: bool) -> datetime | None:
    """Read with dateutil, twice, with two different fillings: what differs was not stated."""
    from dateutil import parser

    if not _YEAR.search(text):
        return None
    text = _FROM_GMT.sub(_format_offset, _ZONE_COMMENT.sub("", text))
    first, second = (
        parser.parse(text, default=filling, dayfirst=day_first, tzinfos=_find_zone)
        for filling in (datetime(2001, 1, 1), datetime(2002, 2, 2))  # noqa: DTZ001 - only fillings
    )
    return first if first == second else None


def _format_offset(zone: re.Match[str]) -> str:
    return f"{zone[1]}{zone[2]:0>2}{zone[3] or '00'}"


def _find_zone(name: str | None, offset: int | None) -> int | None:
    """Return the offset dateutil shall use; a name it would take from this machine, or not know, is an error.

    Raises:
        ValueError: the zone is unknown, or its name contradicts its offset.
    """
    if name is None:
        return offset
    known = _ZONES.get(name)
    if known is None or offset not in {None, known}:
        raise ValueError(f"unknown zone: {name!r}")
    return known


def has_year(text: str) -> bool:
    """Tell whether a text may state a whole day; cheap, and asked before looking for one."""
    return "20" in text or "19" in text or (not text.isascii() and _has_foreign_year(text))


def _has_foreign_year(text: str) -> bool:
    return any(century in text for century in ("٢٠", "١٩", "۲۰", "۱۹"))


def is_day_first(language: str | None) -> bool | None:
    """Tell whether a language writes the day before the month in 03/04/2024; None where nobody can say.

    Americans write the month first, all other speakers of English but Canadians the day.

    Args:
        language: BCP 47.
    """
    first, _, region = (language or "en").partition("-")
    if first in _YEAR_FIRST:
        return None
    if first != "en":
        return True
    return {"US": False, "": None, "CA": None, "PH": None}.get(region.upper(), True)


def find_date(
    text: str, start: int = 0, *, day_first: bool | None = None
) -> tuple[datetime, int, int] | None:
    """Return the first day that a line of prose states in full, and where it begins and ends.

    Understands ISO 8601, "17 May 2024", "May 17, 2024", "17. Mai 2024", "2024年5月17日".

    Args:
        day_first: whether 03/04/2024 is the third of April; None where that cannot be said: then it is no
            date, because it is two days to two readers.

    Returns:
        Midnight UTC unless the text is an ISO 8601 instant; then begin and end as indices.
    """
    if not text.isascii() and _has_foreign_year(text):
        text = text.translate(_DIGITS)
    for match in _stated().finditer(text, start):
        try:
            moment = _read_stated(match, day_first=day_first)
        except ValueError:
            continue
        if moment is not None:
            return moment, match.start(), match.end()
    return None


@cache
def _stated() -> re.Pattern[str]:
    """Compile `_STATED` when it is first needed: a run that changes nothing never does."""
    return re.compile(_STATED, re.IGNORECASE | re.VERBOSE)


def _read_stated(match: re.Match[str], *, day_first: bool | None) -> datetime | None:
    """Turn one match of `_STATED` into a moment; None where a word is no month, or the order is in doubt.

    Raises:
        ValueError: there is no such day.
    """
    part = match.groupdict()
    if part["iso"]:
        return to_utc(datetime.fromisoformat(match[0]))
    if part["year"]:
        year, month, day = int(part["year"]), int(part["month"]), int(part["day"])
    elif part["left"]:
        year, day, month = int(part["year4"]), int(part["left"]), int(part["right"])
        is_sure = part["mark"] == "." or day == month or max(day, month) > _MONTHS_OF_A_YEAR
        if not is_sure and day_first is None:
            return None
        if part["mark"] == "/" and (month > _MONTHS_OF_A_YEAR or (not is_sure and not day_first)):
            day, month = month, day
    else:
        number = "2" if part["name2"] else "3"
        month = _MONTH_NUMBERS.get(part["name" + number].lower(), 0)
        year, day = int(part["year" + number]), int(part["day" + number])
    return datetime(year, month, day, tzinfo=UTC)


def to_utc(moment: datetime) -> datetime | None:
    """Return the instant in UTC and whole seconds; without a zone it is taken as UTC."""
    try:
        aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return None
    return None if aware < EARLIEST else aware.replace(microsecond=0)


def from_timestamp(seconds: int) -> datetime:
    """Return the instant that many seconds after 1970, held between the years 1000 and 9999."""
    lowest, highest = -30_610_224_000, 253_402_300_799
    if 0 <= seconds <= highest:
        return datetime.fromtimestamp(seconds, UTC)
    # Not every system reads times before 1970.
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=min(max(seconds, lowest), highest))


def to_timestamp(moment: datetime) -> int:
    """Return whole seconds since 1970."""
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1))


def format_rfc3339(moment: datetime) -> str:
    """Return `2026-11-23T09:05:00Z` (RFC 3339 §5.6); always UTC, because two readers need it."""
    return f"{moment.year:04}-{_TWO_DIGITS[moment.month]}-{_TWO_DIGITS[moment.day]}T{_format_time(moment)}Z"


def format_rfc822(moment: datetime) -> str:
    """Return `Mon, 23 Nov 2026 09:05:00 +0000` (RSS 2.0 <pubDate>: RFC 822 with four-digit years)."""
    return (
        f"{_DAYS[moment.weekday()]}, {_TWO_DIGITS[moment.day]} {_MONTHS[moment.month - 1]} "
        f"{moment.year:04} {_format_time(moment)} +0000"
    )


def _format_time(moment: datetime) -> str:
    return f"{_TWO_DIGITS[moment.hour]}:{_TWO_DIGITS[moment.minute]}:{_TWO_DIGITS[moment.second]}"
