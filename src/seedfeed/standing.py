"""Whether anything is to be done at all: what a run that changes nothing costs stands here.

One `stat` a file below SEEDS and FEEDS, one digest compared; nothing costly is imported.
"""

from datetime import datetime
from pathlib import Path

from seedfeed.config import Settings
from seedfeed.dates import to_timestamp
from seedfeed.look import Look
from seedfeed.model import Duplicate, Report
from seedfeed.publish import Publisher
from seedfeed.state import Ledger


def is_unchanged(ledger: Ledger, publisher: Publisher, settings: Settings, look: Look, now: datetime) -> bool:
    """Tell whether SEEDS, FEEDS and the settings are as the last run left them, and no article is due."""
    seen, _, due = (ledger.meta("seen") or "").partition(" ")
    return (
        bool(seen)
        and seen == look.digest()
        and (not due or to_timestamp(now) < int(due))
        and ledger.meta("config") == settings.digest
        and ledger.meta("theme") == settings.theme.digest(settings.config.site.language)
        and ledger.meta("publishing") == "0"
        and not publisher.altered(ledger.outputs())
    )


def note_seen(ledger: Ledger, digest: str, *, settled: bool) -> None:
    """Remember what SEEDS looked like, where the next run need not look closer if it still does.

    Args:
        digest: of the look this run took; empty where not all could be seen.
        settled: whether nothing was left for the next run.
    """
    waiting = ledger.waiting()
    due = f" {waiting[0].due}" if waiting else ""
    settled = settled and bool(digest) and not ledger.has_racy_files() and not ledger.troubled()
    ledger.set_meta("seen", f"{digest}{due}" if settled else "")


def report_unchanged(ledger: Ledger, seeds: Path) -> Report:
    """Return the report of a run that had nothing to do."""
    head = ledger.find_feed("")
    duplicates: tuple[Duplicate, ...] = ()
    if ledger.copies():
        from seedfeed.decide import find_copies

        duplicates = find_copies({row.path for row in ledger.copies()}, ledger, seeds).told
    return Report(duplicates=duplicates, total=0 if head is None else head.members)
