"""Datelines: what agencies put before a report, "WASHINGTON, May 3 (Reuters) - ", in several languages.

Place, day and agency are no part of what the article says, so that no summary begins with them.
"""

from seedfeed.dates import find_date, has_year
from seedfeed.text import late_pattern
from seedfeed.understanding.outlets import find_exact_name

_DATELINE = late_pattern(
    r"(?:[A-Z][A-Z .,'\u2019/-]{2,40}"
    r"|[A-Z][\w.'\u2019-]{1,20}(?: [A-Z][\w.'\u2019-]{1,20})?(?:, [A-Z][\w.'\u2019-]{1,20})?)"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?(?: ?\(([^()]{2,40})\)| ?/[^/]{2,30}/)?"
    r" ?(?:--|[\u2013—]| [-•·] | \? (?=[A-Z])|-(?= ))[ ]*"
)
_AGENCY_START = late_pattern(r"\((?:[A-Z][\w .&/-]{1,30})\) ?(?:--|[\u2013—-]) ?")
_PLACE = late_pattern(r"(?:[A-Z][\w .,'\u2019-]{1,40}, )?\Z")
_AFTER_DATE = late_pattern(r"[.,:]? ?(?:\([^()]{1,40}\)|/[^/]{2,30}/)? ?(?:--|[-\u2013—]) ?")
_LONGEST_DATELINE = 80
_FIRST_CYRILLIC = "\u0400"
# "Oslo (CNN) Two", "(CNN) Two": no dash, so the name must be an outlet's, and a sentence must begin after it.
_NAMED_AGENCY = late_pattern(
    r"([A-Z][\w.'\u2019-]{1,20}(?:,? [A-Z][\w.'\u2019-]{1,20}){0,2} )?\(([^()]{2,30})\)(?: |(?=[A-Z]))"
)
# "Madrid, 3 may (EFE).- ", "Berlin (dpa) - ", "القاهرة (رويترز) - ": the name must be an agency's.
_PLACE_AND_AGENCY = late_pattern(r"[^\W\d_][^()!?\n]{1,50} ?\(([^()\n]{2,30})\)\.?:? ?(?:--?|[\u2013—]) ?")
# As RIA Novosti and TASS begin: a city in capitals, a day, a dash, the agency and a full stop.
_CYRILLIC = late_pattern(
    r"[А-ЯЁІЇЄҐ][А-ЯЁІЇЄҐ -]{2,30}(?:[,.] \d{1,2} \w{3,9})?\.? ?(?:[\u2013—-] ?|/)"
    r"[А-ЯЁІЇЄҐ][\w.\u2013 -]{1,25}?(?:/\.?|\.| [\u2013—-]) (?=[А-ЯЁІЇЄҐ«])"
)
# As Xinhua, Kyodo and those who reprint AFP begin: a city and a day in one word, or both in brackets.
_CHINESE = late_pattern(
    r"[(\uff08【]?[\u4e00-\u9fff\u30a0-\u30ff]{2,12}\d{1,2}月?\d{0,2}日[电電讯訊][)\uff09】]? ?"
    r"|【[^【】]{2,20}[=\uff1d·・][^【】]{1,12}】"
    r"|[(\uff08][^()\uff08\uff09]{2,20}[讯訊电電][)\uff09] ?"
)
# "تهران- ایرنا- "
_PERSIAN = late_pattern(
    r"(?:[\u0600-\u06ff]{2,15} ?[-\u2013] ?)?"
    r"(?:ایرنا|ایسنا|خبرگزاری مهر|خبرگزاری فارس|تسنیم|رویترز|رويترز) ?[-\u2013:] ?"
)
# Agencies as they are written in datelines and nowhere else: small, or in another script.
_SMALL_AGENCIES = frozenset([
    "dpa", "epd", "kna", "afp", "ap", "apa", "sda", "reuters", "efe", "ansa", "pap", "ots", "sid",
    "رويترز", "أ ف ب", "أ.ف.ب", "فرانس برس", "د ب أ", "أ ب", "الأناضول", "واس", "وام", "سانا", "وفا", "قنا",
    "رویترز",
])  # fmt: skip


def strip_dateline(text: str) -> str:
    """Return a paragraph without "WASHINGTON, May 3 (Reuters) - " before it."""
    head = text[:_LONGEST_DATELINE]
    if head.isascii() and "-" not in head and "(" not in head and "? " not in head:
        # Behind place and day each of the patterns wants one of these.
        return text
    end = _end_of_agency(head) or _end_of_date(head) or (0 if head.isascii() else _end_elsewhere(head))
    return text[end:] or text


def _end_of_agency(head: str) -> int:
    """Return where a dateline of place and agency ends; 0 where there is none."""
    match = _AGENCY_START.match(head)
    if match is not None:
        return match.end()
    match = _DATELINE.match(head)
    if match is not None and _is_dateline(match[0], match[1]):
        return match.end()
    if "(" not in head:
        return 0
    dashed = _PLACE_AND_AGENCY.match(head)
    if dashed is not None and _is_agency(dashed[1]):
        return dashed.end()
    named = _NAMED_AGENCY.match(head)
    if named is None or not _is_agency(named[2]):
        return 0
    begins = named[1] is None or not head[named.end() :][:1].islower()
    return named.end() if begins else 0


def _is_dateline(text: str, named: str | None) -> bool:
    """Tell whether words before a dash are a dateline: in capitals, with a day, or with an agency's name."""
    if text[:3].isupper() or any(map(str.isdigit, text)) or not {"•", "·"}.isdisjoint(text):
        return True
    return named is not None and (named.isupper() or _is_agency(named))


def _end_of_date(head: str) -> int:
    """Return where "Paris, 3 May 2021 - " ends; 0 where there is none."""
    found = find_date(head, day_first=True) if has_year(head) else None
    if found is None or not _PLACE.match(head[: found[1]]):
        return 0
    after = _AFTER_DATE.match(head, found[2])
    return after.end() if after is not None else 0


def _end_elsewhere(head: str) -> int:
    """Return where a dateline in another script than Latin ends; 0 where there is none."""
    if head[0] < _FIRST_CYRILLIC and head[0] != "(":
        return 0
    match = _CYRILLIC.match(head) or _CHINESE.match(head) or _PERSIAN.match(head)
    return match.end() if match is not None else 0


def _is_agency(name: str) -> bool:
    name = name.partition("/")[0].strip(" .")
    if name in _SMALL_AGENCIES or name.partition("-")[0] in _SMALL_AGENCIES:
        return True
    return any(find_exact_name(spelled) for spelled in (name, name.upper(), name.capitalize()))
