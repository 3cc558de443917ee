"""Values that feeds hold: dates, languages, media types, mail addresses, numbers.

Each function returns the flaw of a value, or nothing. None reads a clock.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

from seedfeed.judge.finding import Flaw, odd, quote, wrong

# RFC 3339 §5.6, with the capital T and Z of RFC 4287 §3.3.
_RFC3339 = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)\Z", re.ASCII)
# RFC 822 §5.1, with years of four digits, comments taken out before.
_RFC822 = re.compile(
    r"(?:(mon|tue|wed|thu|fri|sat|sun)\s*,\s*)?(\d{1,2})\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s+"
    r"(\d{2}|\d{4})\s+(\d\d):(\d\d)(?::(\d\d))?\s+(ut|gmt|z|[ecmp][sd]t|[a-ik-z]|[+-]\d{4})\Z",
    re.IGNORECASE | re.ASCII,
)
_COMMENT = re.compile(r"\\.|[()]|[^()\\]+|\\", re.DOTALL)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONGEST_DATE = 200
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONES = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
# W3C's profile of ISO 8601: from a year to fractions of a second.
_W3CDTF = re.compile(
    r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?\Z", re.ASCII
)
# RFC 5646 §2.1: a language, and what it is narrowed to; private and grandfathered tags.
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[a-z0-9]{1,8})*\Z|(?:x|i)(?:-[a-z0-9]{1,8})+\Z", re.IGNORECASE)
# ISO 639-1, with the older codes that RFC 5646 keeps.
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv "
    "dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig "
    "ii ik in io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt "
    "lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt "
    "qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to "
    "tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_TWO_LETTERS = frozenset(_CODES.split())
_WORD = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
# RFC 2045 §5.1
_MEDIA_TYPE = re.compile(rf"{_WORD}/{_WORD}(?:\s*;\s*{_WORD}=(?:{_WORD}|\"(?:[^\"\\]|\\.)*\"))*\s*;?\Z")
# RFC 5322 §3.4.1 as people have them; a host of two parts, an address of four numbers, or `localhost`.
_MAIL = (
    r"(?:[\w!#$%&'*+/=?^`{|}~.-]{1,64}|\"[^\"\s]{1,64}\")@"
    r"(?:[\w-]{1,63}(?:\.[\w-]{1,63}){0,9}|\[[\d.]{7,15}\])"
)
_BARE_MAIL = re.compile(rf"{_MAIL}\Z")
_NAMED_MAIL = re.compile(rf"{_MAIL}\s+\([^()]+\)\Z")
_LONGEST_MAIL = 320  # RFC 5321 §4.5.3.1: 64 before the sign, 255 behind it
_MAIL_INSIDE = re.compile(_MAIL)


# ---- dates ------------------------------------------------------------------------------------------


def read_rfc3339(text: str) -> datetime | None:
    """Return the moment a date of RFC 3339 means; nothing where it is none."""
    found = _RFC3339.match(text)
    if found is None:
        return None
    second = min(int(found[3]), 59) if int(found[3]) <= 60 else 60  # noqa: PLR2004 - a leap second (§5.7)
    return _moment(f"{found[1]}T{found[2]}:{second:02}{found[4].replace('Z', '+00:00')}")


def read_rfc822(text: str) -> datetime | None:
    """Return the moment a date of RFC 822 means, two digits a year from 1950; nothing where it is none."""
    found = _RFC822.match(without_comments(text).strip()) if len(text) < _LONGEST_DATE else None
    if found is None:
        return None
    year = int(found[4])
    if len(found[4]) == 2:  # noqa: PLR2004 - two digits
        year += 1900 if year >= 50 else 2000  # noqa: PLR2004 - RFC 5322 §4.3
    month = _MONTHS.index(found[3].lower()) + 1
    second = found[7] or "00"
    zone = _offset(found[8].lower())
    return _moment(f"{year:04}-{month:02}-{int(found[2]):02}T{found[5]}:{found[6]}:{second}{zone}")


def without_comments(text: str) -> str:
    """Return a text without what stands in parentheses, which are comments in a mail (RFC 822 §3.4.3)."""
    if "(" not in text:
        return text
    kept, depth = [], 0
    for sign in _COMMENT.findall(text):
        depth = max(0, depth + (sign == "(") - (sign == ")"))
        if not depth:
            kept.append(" " if sign == ")" else sign)
    return "".join(kept)


def _offset(zone: str) -> str:
    """Return a zone of RFC 822 §5.1 as ISO 8601 has it; the military ones, which nobody trusts, are UTC."""
    if zone[0] in "+-":
        return f"{zone[:3]}:{zone[3:]}"
    hours = _ZONES.get(zone, 0)
    return f"{'-' if hours < 0 else '+'}{abs(hours):02}:00"


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def judge_rfc3339(text: str) -> Flaw | None:
    """Judge a date of Atom and JSON Feed (RFC 3339 §5.6)."""
    if read_rfc3339(text) is not None:
        return None
    if text != text.strip() and read_rfc3339(text.strip()) is not None:
        return wrong(f"is {quote(text)}: a date has no white space around it; cut it")
    return wrong(f"is {quote(text)}, no date of RFC 3339; write it like 2026-05-17T08:30:00Z")


def judge_shown_rfc3339(text: str) -> Flaw | None:
    """Judge a date of Atom that readers show: two of 13 read none that is not in UTC (2026-11)."""
    if flaw := judge_rfc3339(text):
        return flaw
    if not text.endswith(("Z", "+00:00")):
        return odd(f"is {quote(text)}, not in UTC, which some readers do not understand; write it with Z")
    return None


def judge_rfc822(text: str) -> Flaw | None:
    """Judge a date of RSS and OPML (RFC 822 §5; RSS 2.0: years of four digits are preferred)."""
    found = None if read_rfc822(text) is None else _RFC822.match(without_comments(text).strip())
    if found is None:
        return wrong(f"is {quote(text)}, no date of RFC 822; write it like Sun, 17 May 2026 08:30:00 GMT")
    if found[1] and not _is_its_day(found):
        return wrong(f"is {quote(text)}, but that day was no {found[1]}; put it right, or leave it out")
    if len(found[4]) == 2:  # noqa: PLR2004 - two digits
        return odd(f"is {quote(text)}, with a year of two digits; write four")
    if "(" in text:
        return odd(f"is {quote(text)}, with a comment, which few readers understand; cut it")
    if len(found[8]) == 1 and found[8] not in "Zz":  # which RFC 822 defined the wrong way round
        return odd(f"is {quote(text)}, in a military zone, which readers take for UTC; write +0000")
    return None


def _is_its_day(found: re.Match[str]) -> bool:
    """Tell whether the day of the week is that of the date, in the date's own zone."""
    moment = read_rfc822(f"{found[2]} {found[3]} {found[4]} 12:00 GMT")
    return moment is not None and _DAYS[moment.weekday()] == found[1].lower()


def judge_w3c_date(text: str) -> Flaw | None:
    """Judge a date of Dublin Core (W3C Date and Time Formats)."""
    text = text.strip()
    padded = (text + "0001-01-01"[len(text) :])[:10] if len(text) < 10 else text  # noqa: PLR2004 - a day
    if _W3CDTF.match(text) and _moment(padded if len(padded) == 10 else padded.replace("Z", "+00:00")):  # noqa: PLR2004
        return None
    return wrong(f"is {quote(text)}, no date of W3CDTF; write it like 2026-05-17T08:30:00Z")


def judge_time_of(moment: datetime, now: datetime, *, is_entry: bool) -> Flaw | None:
    """Judge whether a date can be true: readers sort entries by it, and hide what is to come.

    Args:
        moment: what is judged.
        now: the time of the judgement; a clock may be an hour off.
        is_entry: it is an entry's; a feed without any may have none of its own, and name the beginning.
    """
    written = moment.isoformat()
    if moment > now + timedelta(hours=1):
        return odd(f"is {written}, which is still to come; many readers keep it on top, or hide it")
    if is_entry and moment.year < 1990:  # noqa: PLR2004 - before the web
        return odd(f"is {written}, from before the web; it is likely no date at all")
    return None


# ---- names ------------------------------------------------------------------------------------------


def judge_language(text: str) -> Flaw | None:
    """Judge a language tag (RFC 5646 §2.1, ISO 639-1)."""
    found = _LANGUAGE.match(text.strip())
    if found is None or (found[1] and len(found[1]) == 2 and found[1].lower() not in _TWO_LETTERS):  # noqa: PLR2004
        return wrong(f"is {quote(text)}, no language; write a code like en or pt-BR")
    return None


def judge_media_type(text: str) -> Flaw | None:
    """Judge a media type (RFC 2045 §5.1)."""
    if _MEDIA_TYPE.match(text):
        return None
    return wrong(f"is {quote(text)}, no media type; write one like audio/mpeg")


def judge_mail(text: str) -> Flaw | None:
    """Judge an e-mail address with a name behind it (RSS profile, e-mail addresses)."""
    text = text.strip()[:_LONGEST_MAIL]
    if text.startswith("mailto:"):
        text = unquote(text)
    if _NAMED_MAIL.match(text):
        return None
    if not _MAIL_INSIDE.search(without_comments(text)):
        advice = "write ann@example.com (Ann Example), or name somebody without one in <dc:creator>"
        return wrong(f"is {quote(text)}, which has no e-mail address; {advice}")
    return odd(f"is {quote(text)}; readers want ann@example.com (Ann Example)")


def judge_bare_mail(text: str) -> Flaw | None:
    """Judge an e-mail address that stands alone (RFC 4287 §3.2.3, OPML 2.0 <ownerEmail>)."""
    if not _BARE_MAIL.match(text):
        return wrong(f"is {quote(text)}, no e-mail address; write one like ann@example.com")
    if "." not in text.rpartition("@")[2]:
        return odd(f"is {quote(text)}, whose host has no dot; write the whole of it")
    return None


# ---- numbers and words ------------------------------------------------------------------------------


def judge_filled(text: str) -> Flaw | None:
    """Judge a text that should say something."""
    return None if text.strip() else odd("is empty; fill it, or leave it out")


def judge_count(text: str) -> Flaw | None:
    """Judge a whole number from 0."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return None
    return wrong(f"is {quote(text)}, no whole number from 0 on")


def judge_length(text: str) -> Flaw | None:
    """Judge a length in bytes, where nobody knows it 0 (RSS profile, <enclosure>)."""
    flaw = judge_count(text)
    return flaw and wrong(f"{flaw.what}; write the length in bytes, or 0 when nobody knows it")


def judge_positive(text: str) -> Flaw | None:
    """Judge a whole number from 1."""
    return _judge_number(text, 1, None)


def judge_one_of(*words: str) -> Callable[[str], Flaw | None]:
    """Return what judges a value that must be one of these words, just so."""
    known = frozenset(words)

    def judge(text: str) -> Flaw | None:
        if text in known:
            return None
        return wrong(f"is {quote(text)}; it must be {' or '.join(words)}")

    return judge


def judge_between(least: int, most: int) -> Callable[[str], Flaw | None]:
    """Return what judges a whole number in a range, both ends included."""
    return lambda text: _judge_number(text, least, most)


def _judge_number(text: str, least: int, most: int | None) -> Flaw | None:
    text = text.strip()
    is_number = text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004 - no feed needs more
    if is_number and least <= int(text) and (most is None or int(text) <= most):
        return None
    expected = f"from {least} on" if most is None else f"from {least} to {most}"
    return wrong(f"is {quote(text)}; it must be a whole number {expected}")
