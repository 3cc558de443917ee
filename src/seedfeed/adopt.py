"""`seedfeed adopt`: the ids, dates and links of a site's old feeds into the ledger.

Articles take them over when they are first published. What is published already keeps its own.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from seedfeed.adoption import format_adopted, parse_adopted
from seedfeed.building import build, open_ledger
from seedfeed.errors import ConfigError
from seedfeed.job import Job
from seedfeed.old_feeds import OldEntry, OldIndex, merge_old_entries, parse_old_feed
from seedfeed.restore import published_entries


class Adoption(Struct, frozen=True, kw_only=True):
    """What became of the entries of old feeds.

    Attributes:
        total: how many there are.
        taken: how many an article takes over at the next build, or took over before.
        published: articles that are published under an id of their own, which stays.
        missing: entries that no article is found for.
    """

    total: int
    taken: int
    published: tuple[str, ...]
    missing: tuple[OldEntry, ...]


def adopt(job: Job, files: Sequence[Path], now: datetime) -> Adoption:
    """Have articles take over what the subscribers of old feeds know them by.

    Args:
        files: the old feeds, the one with the most subscribers first.

    Raises:
        ConfigError: a file cannot be read or is no feed; then nothing is adopted.
    """
    entries = merge_old_entries([parse_old_feed(_read(path), str(path)) for path in files])
    with open_ledger(job) as ledger:
        is_lost = ledger.meta("last_run") is None
        published = published_entries(job.feeds) if is_lost else ledger.live_entries()
        used = {identity for entry in published for identity in (entry.id, entry.guid)}
        ledger.save_adopted(format_adopted(old for old in entries if used.isdisjoint(old.identities)))
        ledger.set_meta("seen", "")  # the next run is to look closer
        ledger.commit()
    report = build(replace(job, dry_run=True), now)
    with open_ledger(job) as ledger:
        rows = [row for row in ledger.adopted() if row.number not in report.adopted]
        missing = parse_adopted(rows)
        index = OldIndex(missing)
        own = [
            (entry.key, old)
            for entry in ledger.live_entries()
            if (old := index.find(entry.link, entry.title)) is not None
        ]
    known = {old for _, old in own}
    return Adoption(
        total=len(entries),
        taken=len(entries) - len(missing),
        published=tuple(sorted(str(job.seeds / key) for key, _ in own)),
        missing=tuple(old for old in missing if old not in known),
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(str(path), f"cannot be read: {error.strerror}") from error
