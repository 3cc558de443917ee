"""The pipeline's door: folders, lock and ledger; a run is begun only where there is something to do.

lock -> look at SEEDS -> nothing changed: done. Else `run`, which spells the rest.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from seedfeed.errors import ConfigError, RefusedError, StateError
from seedfeed.files import run_lock
from seedfeed.job import Job
from seedfeed.look import Look, look_at_folder
from seedfeed.model import Report
from seedfeed.progress import Progress, Silence
from seedfeed.publish import DryRun, FolderPublisher
from seedfeed.standing import is_unchanged, report_unchanged
from seedfeed.state import LEDGER_NAME, Ledger, LedgerDamagedError, has_ledger


def build(
    job: Job, now: datetime, progress: Progress | None = None, begin: Callable[[], None] | None = None
) -> Report:
    """Bring FEEDS up to date with SEEDS.

    Args:
        now: the time of the run; aware, UTC, whole seconds.
        progress: is told how far the run is.
        begin: is called once it is known that there is something to do.

    Raises:
        SeedfeedError: as its classes say; FEEDS then holds whole files, old or new.
    """
    _check_folders(job)
    tools = _Tools(progress or Silence(), begin or (lambda: None))
    path = job.state / LEDGER_NAME
    if job.dry_run:
        try:
            return _run(job, now, tools, _copy_of(path))
        except LedgerDamagedError as error:
            warning = f"{error.where}: {error.what}; it would be restored from {job.feeds}"
            return _run(job, now, tools, Ledger.create(None), warning)
    _prepare_state(job.state)
    with run_lock(job.state / "lock"):
        try:
            return _run(job, now, tools, _ledger_at(path))
        except LedgerDamagedError as error:
            _set_aside(path)
            warning = f"{error.where}: {error.what}; restored from {job.feeds}"
            return _run(job, now, tools, _ledger_at(path), warning)


@contextmanager
def open_ledger(job: Job) -> Iterator[Ledger]:
    """Hold the run's lock and the ledger, which must be sound."""
    _check_folders(job)
    _prepare_state(job.state)
    with run_lock(job.state / "lock"):
        ledger = _ledger_at(job.state / LEDGER_NAME)
        try:
            yield ledger
        finally:
            ledger.close()


class _Tools(NamedTuple):
    """What a run tells its caller by."""

    progress: Progress
    begin: Callable[[], None]


def _run(job: Job, now: datetime, tools: _Tools, ledger: Ledger, *warnings: str) -> Report:
    """Do what there is to do, and close the ledger."""
    publishes = DryRun if job.dry_run else FolderPublisher
    publisher = publishes(job.feeds, precompress=job.settings.config.precompress)
    progress, begin = tools
    progress.start("looking")
    try:
        look = _look(job.seeds)
        asked = job.full or job.refresh or warnings
        if not asked and is_unchanged(ledger, publisher, job.settings, look, now):
            return report_unchanged(ledger, job.seeds)
        begin()
        from seedfeed.run import Run

        return Run(job, now, ledger, publisher, look, progress=progress, warnings=warnings).run()
    finally:
        progress.finish()
        ledger.close()


def _look(seeds: Path) -> Look:
    try:
        return look_at_folder(seeds)
    except OSError as error:
        raise RefusedError(str(seeds), f"cannot be listed: {error.strerror}; nothing was changed") from error


def _ledger_at(path: Path) -> Ledger:
    return Ledger.open(path) if has_ledger(path) else Ledger.create(path)


def _copy_of(path: Path) -> Ledger:
    """Return a ledger in memory that a dry run may write to."""
    copy = Ledger.create(None)
    if has_ledger(path):
        copy.copy_from(path)
    return copy


def _check_folders(job: Job) -> None:
    seeds, feeds = job.seeds.resolve(), job.feeds.resolve()
    if feeds == seeds or seeds in feeds.parents:
        raise ConfigError(str(job.feeds), f"stands inside {job.seeds}, expected a folder outside of it")
    if seeds.is_dir():
        return
    from seedfeed.restore import has_published_entries

    if seeds.exists():
        raise ConfigError(str(job.seeds), "not a folder, expected the folder of the articles")
    if job.feeds.is_dir() and has_published_entries(job.feeds):
        what = f"no such folder, while entries are published in {job.feeds}; nothing was changed"
        raise RefusedError(str(job.seeds), what)
    raise ConfigError(str(job.seeds), "no such folder, expected the folder of the articles")


def _prepare_state(state: Path) -> None:
    """Make the state folder, which keeps itself out of version control."""
    ignore = state / ".gitignore"
    try:
        state.mkdir(parents=True, exist_ok=True)
        if not ignore.exists():
            ignore.write_text("*\n", encoding="ascii")
    except OSError as error:
        what = f"cannot be made: {error.strerror}; name another folder with --state"
        raise StateError(str(state), what) from error


def _set_aside(ledger: Path) -> None:
    """Keep a damaged ledger under another name, for whoever wants to look at it."""
    journal = ledger.with_name(f"{ledger.name}-journal")
    try:
        ledger.replace(ledger.with_name(f"{ledger.name}.damaged"))
        journal.unlink(missing_ok=True)
    except OSError as error:
        raise StateError(str(ledger), f"damaged, and cannot be moved aside: {error.strerror}") from error
