"""When a page says that it was published and changed: its head, the lines around its heading, its marks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from seedfeed.dates import format_rfc3339, parse_date
from seedfeed.understanding.page.statements import texts_of
from seedfeed.understanding.when import date_of_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.html import HtmlElement

    from seedfeed.understanding.page.findings import Findings
    from seedfeed.understanding.page.opening import Opening

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published", "pubdate",
    "publishdate", "publish-date", "publish_date", "date", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.issued", "dcterms.created", "dc.date.created", "sailthru.date", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "originalpublicationdate", "article_date_original",
    "citation_publication_date", "og:pubdate",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified",
)  # fmt: skip
# A day that a page shows is its reader's, and its head's may be another in UTC.
_TIME_ZONES = timedelta(days=2)


def find_times(found: Findings, opening: Opening, tree: HtmlElement | None, known_until: datetime) -> None:
    """Find the times: as stated, whatever they are, because `decide` holds back what lies ahead.

    A day shown beside the heading, or in the address, counts where the head states none or a later one:
    nothing is published after the day that it shows, and sites that moved state the day of the move. (On the
    dev set 3 pages of 3, and never is such a day wrong where the head states one, 2026-11.)

    Args:
        tree: the page; None where it is too large for the library.
        known_until: no date after it is looked for in the page's text.
    """
    shown, line = opening.published or (None, 0)
    filed = date_of_address(found.text_of("link"))
    rule, published = next(_read_stated(found, "datePublished", _PUBLISHED), ("", None))
    for place, moment in (("beside the heading", shown), ("address", filed)):
        if moment is None or moment > known_until:
            continue
        if published is None or moment < published - _TIME_ZONES:
            rule, published = place, moment
    if published is not None:
        found.add("date", format_rfc3339(published), rule, line if rule == "beside the heading" else 0)
    rule, updated = next(_read_stated(found, "dateModified", _MODIFIED), ("", None))
    if updated is not None:
        found.add("updated", format_rfc3339(updated), rule)
    elif opening.updated is not None and opening.updated[0] <= known_until:
        found.add("updated", format_rfc3339(opening.updated[0]), "beside the heading", opening.updated[1])
    if published is None and tree is not None:
        found.add("date", _search(found, tree, known_until), "page text")


def _read_stated(found: Findings, key: str, names: tuple[str, ...]) -> Iterator[tuple[str, datetime]]:
    """Yield what JSON-LD, meta elements and `<time>` state, the most reliable first."""
    statements = found.statements
    stated = [("JSON-LD", text) for text in texts_of(statements.article.get(key))]
    stated += [(name, text) for name in names for text in statements.metas.get(name, ())]
    if names is _PUBLISHED:
        stated += [("<time>", text) for text in statements.times]
    for rule, text in stated:
        moment = parse_date(text)
        if moment is not None:
            yield rule, moment


def _search(found: Findings, tree: HtmlElement, known_until: datetime) -> str | None:
    """Return the date that htmldate finds in the address and the page's visible marks."""
    from copy import deepcopy

    from htmldate import find_date

    limit = known_until.date().isoformat()
    address = found.text_of("link") or None
    try:
        return find_date(
            deepcopy(tree), extensive_search=False, original_date=True, url=address, max_date=limit
        )
    except (ValueError, TypeError, RecursionError):
        return None
