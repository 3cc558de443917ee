"""Drafts + ledger + now -> entries, removals, and the feeds they change. Pure: the ledger comes as values.

This is where identity and time are given out, and the only place where one article is seen beside another.
"""

from seedfeed.decide.archive import PAGE_SIZE, archive_number, archive_path, count_pages, due_pages
from seedfeed.decide.decision import (
    Change,
    Decision,
    decide,
    forget_content,
    is_visible_change,
    page_path,
)
from seedfeed.decide.duplicates import find_copies, pack_trace
from seedfeed.decide.feeds import HEAD, category_path, feeds_of
from seedfeed.decide.plan import (
    Adopted,
    Files,
    Finding,
    Known,
    Plan,
    orphaned_copies,
    plan_again,
    plan_reading,
    touched_entries,
    with_rows,
)
from seedfeed.decide.sitemaps import SITEMAP_SIZE, due_sitemaps, sitemap_path
from seedfeed.decide.times import settle_clock

__all__ = [
    "HEAD",
    "PAGE_SIZE",
    "SITEMAP_SIZE",
    "Adopted",
    "Change",
    "Decision",
    "Files",
    "Finding",
    "Known",
    "Plan",
    "archive_number",
    "archive_path",
    "category_path",
    "count_pages",
    "decide",
    "due_pages",
    "due_sitemaps",
    "feeds_of",
    "find_copies",
    "forget_content",
    "is_visible_change",
    "orphaned_copies",
    "pack_trace",
    "page_path",
    "plan_again",
    "plan_reading",
    "settle_clock",
    "sitemap_path",
    "touched_entries",
    "with_rows",
]
