"""When the article says it was published and updated: metadata, its own words, its file's name.

Never a date of the story itself: only a line that states little else, or a dateline.
"""

import re
from datetime import UTC, datetime

from msgspec import Struct

from seedfeed.dates import find_date, format_rfc3339, has_year, is_day_first, parse_date
from seedfeed.model import Article, Evidence
from seedfeed.text import late_pattern
from seedfeed.understanding.layout import Layout
from seedfeed.understanding.lines import Mark

_UPDATED = late_pattern(
    r"\b(?:updated?|modified|revised|mis à jour|mise à jour|aktualisiert|actualizado|atualizado|aggiornato"
    r"|bijgewerkt|aktualizacja|zaktualizowano|uppdaterad|opdateret|oppdatert|güncelleme|güncellenme|обновлено"
    r"|оновлено|aktualizováno|frissítve|diperbarui|cập nhật|تحديث|آخر تحديث|به‌روزرسانی|更新|업데이트)\b",
    re.IGNORECASE,
)
_FILE_DATE = late_pattern(
    r"(?<![0-9A-Za-z])((?:19|20)\d\d)([-_./]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?![0-9A-Za-z])"
)
# A day in an address, as publishers file their articles: /2024/05/17/, /2024-05-17-slug.
_ADDRESS_DATE = late_pattern(r"/((?:19|20)\d\d)([/-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?![0-9A-Za-z])")
_DATELINE_HEAD = 90
_PLACE = late_pattern(r"(?:[A-Z][\w .,'\u2019-]{1,40}, )?\Z")
_AFTER_DATELINE = late_pattern(r"[.,]? ?(?:\([^()]{1,40}\)|/[^/]{2,30}/)? ?(?:--|[-\u2013—:])[ \w“\"«]")


# A day in digits that is two days to two readers.
_TWO_DAYS = late_pattern(r"\s*\d\d?[/.-]\d\d?[/.-]\d{4}")
# A moment, the rule that found it, and the line.
_Stated = tuple[datetime, str, int]


class Times(Struct, frozen=True, kw_only=True):
    """The two times, and what was found for each."""

    published: datetime | None
    updated: datetime | None
    evidence: tuple[Evidence, ...]


def find_times(article: Article, layout: Layout, link: str | None, language: str | None) -> Times:
    """Return the times that the article states as its own.

    Args:
        link: the original's address, in which its day may stand.
        language: tells 3 April from 4 March where both are written in digits.
    """
    evidence: list[Evidence] = []
    day_first = is_day_first(language)
    published = _from_metadata(article.metadata.date, "published", evidence, day_first=day_first)
    updated = _from_metadata(article.metadata.updated, "updated", evidence, day_first=day_first)
    if published is None or updated is None:
        stated = _from_text(layout, day_first=day_first)
        for field, known in (("published", published), ("updated", updated)):
            found = stated.get(field)
            if known is None and found is not None:
                evidence.append(_evidence(field, *found))
        published = published or (stated["published"][0] if "published" in stated else None)
        updated = updated or (stated["updated"][0] if "updated" in stated else None)
    if published is None and link is not None:
        published = date_of_address(link)
        if published is not None:
            evidence.append(_evidence("published", published, "address", None))
    if published is None and article.metadata.path:
        published = _date_of(_ADDRESS_DATE.search("/" + article.metadata.path))
        if published is not None:
            evidence.append(_evidence("published", published, "path", None))
    if published is None:
        published = date_of_key(article.key)
        if published is not None:
            evidence.append(_evidence("published", published, "file name", None))
    return Times(published=published, updated=updated, evidence=tuple(evidence))


def _evidence(field: str, moment: datetime, rule: str, line: int | None) -> Evidence:
    return Evidence(field=field, value=format_rfc3339(moment), rule=rule, line=line)


def _from_metadata(
    stated: str | None, field: str, evidence: list[Evidence], *, day_first: bool | None
) -> datetime | None:
    if not stated or not stated.strip():
        return None
    moment = parse_date(stated, day_first=bool(day_first))
    if moment is None:
        note = f"{field}: not a date: {stated[:60]!r}"
        evidence.append(Evidence(field="note", value=note, rule="metadata"))
    else:
        if day_first is None and _TWO_DAYS.match(stated) and moment != parse_date(stated, day_first=True):
            sure = format_rfc3339(moment)[:10]
            note = f"{field}: {stated[:60]!r} read as month/day/year, write {sure} to be sure"
            evidence.append(Evidence(field="note", value=note, rule="metadata"))
        evidence.append(_evidence(field, moment, "metadata", None))
    return moment


def _from_text(layout: Layout, *, day_first: bool | None) -> dict[str, _Stated]:
    """Return the times that the lines near the top state, else a single line below, by field."""
    found: dict[str, _Stated] = {}
    below: list[Mark] = []
    for mark in layout.marks:
        if mark.kind in {"date", "byline"} and mark.number <= layout.last_top_line:
            read_dates(mark, found, day_first=day_first)
        elif mark.kind == "date":
            below.append(mark)
    if "published" not in found and layout.body:
        line = layout.body[0]
        head = line.text[:_DATELINE_HEAD]
        stated = find_date(head, day_first=day_first) if has_year(head) else None
        if stated and _PLACE.match(head[: stated[1]]) and _AFTER_DATELINE.match(head, stated[2]):
            found["published"] = (stated[0], "dateline", line.number)
    if not found and len(below) == 1:
        # More than one are those of comments, or of other articles.
        read_dates(below[0], found, day_first=day_first)
    if "published" not in found and "updated" in found:
        # Nobody says when it appeared: not after it was changed, and hardly long before.
        found["published"] = found["updated"]
    return found


def read_dates(mark: Mark, found: dict[str, _Stated], *, day_first: bool | None) -> None:
    """Read every date of one line; the word before it says which of the two it is."""
    text, at = mark.value, 0
    stated = find_date(text, day_first=day_first)
    while stated is not None:
        moment, start, end = stated
        field = "updated" if _UPDATED.search(text, at, start) else "published"
        found.setdefault(field, (moment, mark.rule, mark.number))
        at = end
        stated = find_date(text, end, day_first=day_first)


def date_of_address(address: str) -> datetime | None:
    """Return the day under which a publisher filed an article: `https://crier.example/2024/05/17/bridge`."""
    return _date_of(_ADDRESS_DATE.search(address))


def date_of_key(key: str) -> datetime | None:
    """Return the day in a file's path: `2024-05-17-slug.md`, `20240517_x.txt`, `2024/05/17/x.txt`."""
    found = (_date_of(match) for match in _FILE_DATE.finditer(key))
    return next((moment for moment in found if moment is not None), None)


def _date_of(match: re.Match[str] | None) -> datetime | None:
    """Return the day that the groups of a match name, or None where there is no such day."""
    if match is None:
        return None
    try:
        return datetime(int(match[1]), int(match[3]), int(match[4]), tzinfo=UTC)
    except ValueError:
        return None
