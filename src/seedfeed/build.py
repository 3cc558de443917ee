"""The pipeline, and the only place it is spelled.

lock -> scan and read -> understand -> decide -> commit ids and dates -> render -> check -> stage all
temporary files -> rename -> delete what is gone -> sync -> commit what stands there.

Killed before the first commit, a run has done nothing. Killed after it, the ledger says `publishing`, and
the next run renders everything and puts in place what differs.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from seedfeed.catalog import Catalog
from seedfeed.config import Config, Settings
from seedfeed.dates import to_timestamp
from seedfeed.decide import (
    HEAD,
    Change,
    Decision,
    Finding,
    Known,
    Plan,
    count_pages,
    decide,
    due_pages,
    find_copies,
    forget_content,
    is_visible_change,
    plan_again,
    plan_reading,
    settle_clock,
    touched_entries,
)
from seedfeed.engine import Executor, Serial
from seedfeed.errors import ArticleError, ConfigError, RefusedError, StateError
from seedfeed.files import hash_of, read_if_there, run_lock
from seedfeed.model import Draft, Problem, Report
from seedfeed.publish import DryRun, FolderPublisher, Publisher, Rendered
from seedfeed.read import Scan, list_messages, load_article, newest_mtime_ns, parse_article, scan_folder
from seedfeed.state import (
    LEDGER_NAME,
    FileRow,
    Ledger,
    LedgerDamagedError,
    Output,
    format_problem,
    has_ledger,
    parse_problem,
)

_log = logging.getLogger(__name__)
# A file written within this time before a scan may be written again without a trace (git's "racy" rule).
_RACY_NS = 2_000_000_000
# Without any of these FEEDS is not the folder that was published into.
HEAD_FILES = ("rss.xml", "atom.xml", "feed.json", "index.html")


class Job(Struct, frozen=True, kw_only=True):
    """What one run is asked to do.

    Attributes:
        full: read every file again, and compare every published file.
        refresh: understand every article again with the rules of this version.
        dry_run: say what would be done, and do nothing.
        allow_empty: an empty SEEDS is meant so.
    """

    seeds: Path
    feeds: Path
    state: Path
    settings: Settings
    full: bool = False
    refresh: bool = False
    dry_run: bool = False
    allow_empty: bool = False


def build(job: Job, now: datetime, executor: Executor | None = None) -> Report:
    """Bring FEEDS up to date with SEEDS.

    Args:
        now: the time of the run; aware, UTC, whole seconds.

    Raises:
        SeedfeedError: as its classes say; FEEDS then holds whole files, old or new.
    """
    _check_folders(job)
    executor = executor or Serial()
    if job.dry_run:
        try:
            return _Run(job, now, executor, Ledger.create(None)).dry()
        except LedgerDamagedError as error:
            warning = f"{error.where}: {error.what}; it would be restored from {job.feeds}"
            return _Run(job, now, executor, Ledger.create(None), (warning,)).dry(use_ledger=False)
    _prepare_state(job.state)
    with run_lock(job.state / "lock"):
        try:
            return _open_run(job, now, executor).run()
        except LedgerDamagedError as error:
            _log.debug("event=ledger_damaged error=%s", error)
            _set_aside(job.state / LEDGER_NAME)
            warning = f"{error.where}: {error.what}; restored from {job.feeds}"
            return _open_run(job, now, executor, warning).run()


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


def _open_run(job: Job, now: datetime, executor: Executor, *warnings: str) -> "_Run":
    path = job.state / LEDGER_NAME
    ledger = Ledger.open(path) if has_ledger(path) else Ledger.create(path)
    return _Run(job, now, executor, ledger, warnings)


class _Run:
    """One run under the lock: the values that its steps hand on."""

    def __init__(
        self,
        job: Job,
        now: datetime,
        executor: Executor,
        ledger: Ledger,
        warnings: tuple[str, ...] = (),
    ) -> None:
        self.job = job
        self.config = job.settings.config
        self.executor = executor
        self.ledger = ledger
        self.warnings = list(warnings)
        self.now = now
        self.started = now
        self.free_seqs: tuple[int, ...] = ()
        self.interrupted = False
        self.publisher: Publisher = FolderPublisher(job.feeds)

    def dry(self, *, use_ledger: bool = True) -> Report:
        """Run on a copy of the ledger in memory, and publish nowhere."""
        self.publisher = DryRun(self.job.feeds)
        path = self.job.state / LEDGER_NAME
        if use_ledger and has_ledger(path):
            self.ledger.copy_from(path)
        return self.run()

    def run(self) -> Report:
        """Do the whole run."""
        try:
            return self._run()
        finally:
            self.ledger.close()

    def _restore(self) -> None:
        from seedfeed.restore import restore_ledger

        restore_ledger(self.ledger, self.job.feeds)
        self.free_seqs = self.ledger.lost()
        _log.info("event=restored entries=%d", self.ledger.count(HEAD))

    def _run(self) -> Report:
        last_run = self.ledger.meta("last_run")
        if last_run is None:
            self._restore()
        self.now, warning = settle_clock(self.now, None if last_run is None else int(last_run))
        files = self.ledger.files()
        everything = self._wants_everything()
        scan = self._scan({} if everything or self.job.full else files)
        plan = plan_reading(
            scan.signatures, files, everything=everything or self.job.full, hidden=scan.hides, now=self.now
        )
        outputs = self.ledger.outputs()
        altered = self.publisher.altered(outputs)
        if altered.issuperset(HEAD_FILES):
            self._refuse_strangers()
        self.interrupted = self.ledger.meta("publishing") == "1"
        if self.interrupted:
            self.publisher.sweep()
        whole = everything or last_run is None or self.job.full or self.interrupted
        blocked = [
            Finding(key=key, signature=b"", content_hash="", outcome=problem)
            for key, problem in scan.problems.items()
            if key not in files or files[key].problem != format_problem(problem)
        ]
        lacks_pages = self._pages_archived() < self._pages_full()
        if not (plan.read or plan.gone or altered or whole or blocked or lacks_pages):
            return self._report_standing(files)
        findings = self._understand(plan.read, files, scan, everything=everything)
        again = plan_again(plan, findings, files) & scan.signatures.keys()
        if again:
            findings = [finding for finding in findings if finding.key not in again]
            findings += self._understand(sorted(again), files, scan, everything=True)
        decision = decide(plan, [*findings, *blocked], self._known(files, plan), self.now)
        if not (decision.rows or decision.forgotten or altered or whole or lacks_pages):
            return self._report_standing(files)
        self.warnings += [] if warning is None else [warning]
        dirty = self._record(decision)
        if not (decision.changes or decision.removals or altered or whole or lacks_pages):
            self.ledger.commit()
            return self._report(decision, files, self.ledger.files())
        return self._publish(decision, files, dirty, _Standing(outputs, altered, whole))

    def _refuse_strangers(self) -> None:
        """Where none of our feeds stands any more, somebody else's may: another FEEDS, by mistake."""
        from seedfeed.restore import refuse_strangers

        refuse_strangers(self.job.feeds)

    def _scan(self, files: Mapping[str, FileRow]) -> Scan:
        """Look at the folder.

        Raises:
            RefusedError: it is empty, or cannot be listed, while entries are published.
        """
        seeds = self.job.seeds
        try:
            scan = list_messages(seeds, scan_folder(seeds), files)
        except OSError as error:
            raise RefusedError(
                str(seeds), f"cannot be listed: {error.strerror}; nothing was changed"
            ) from error
        published = self.ledger.count(HEAD) > 0
        seen = scan.signatures or scan.problems or scan.unreadable
        if published and not seen and not self.job.allow_empty:
            what = (
                "no article, while entries are published; nothing was changed (--allow-empty: it is meant so)"
            )
            raise RefusedError(str(seeds), what)
        return scan

    def _wants_everything(self) -> bool:
        """Tell whether every article is to be understood again: new settings, or asked for."""
        known = self.ledger.meta("config")
        return self.job.refresh or (known is not None and known != self.job.settings.digest)

    def _understand(
        self, keys: Iterable[str], files: Mapping[str, FileRow], scan: Scan, *, everything: bool
    ) -> list[Finding]:
        """Read and understand, each article by itself."""
        tasks = []
        for key in keys:
            row = files.get(key)
            settled = row is not None and (row.entry or row.duplicate_of) and row.problem is None
            known_hash = row.hash if row is not None and settled and not everything else ""
            lacks_trace = bool(known_hash) and self._lacks_trace(row)
            tasks.append((key, scan.sidecars.get(key), known_hash, lacks_trace))
        work = partial(_examine, self.job.seeds, self.config)
        racy_ns = to_timestamp(self.started) * 1_000_000_000 - _RACY_NS
        findings = []
        for finding in self.executor.map(work, tasks):
            signature = scan.signatures[finding.key]
            if newest_mtime_ns(signature) >= racy_ns:
                signature = b""
            findings.append(msgspec.structs.replace(finding, signature=signature))
        return findings

    def _lacks_trace(self, row: FileRow | None) -> bool:
        """Tell whether copies of a published article could not be found: its ledger is restored, or old."""
        if row is None or row.entry is None or self.config.duplicates == "keep":
            return False
        entry = self.ledger.find_entry(row.entry)
        return entry is not None and not self.ledger.has_trace(entry.seq)

    def _known(self, files: Mapping[str, FileRow], plan: Plan) -> Known:
        removed = {entry.id: entry for entry in self.ledger.removed()}
        touched = touched_entries(plan, files) - removed.keys()
        entries = removed | {entry_id: self.ledger.entry(entry_id) for entry_id in touched}
        return Known(
            files=files,
            entries=entries,
            removed=frozenset(removed),
            next_seq=int(self.ledger.meta("next_seq") or 0),
            site_id=self._site_id(),
            free_seqs=self.free_seqs,
            is_taken=self.ledger.is_taken,
            find_traces=self.ledger.find_traces,
        )

    def _site_id(self) -> str:
        """Return what ids are derived from; a new address does not change it."""
        return self.config.site.id or self.ledger.meta("site_id") or self.config.site.url

    def _record(self, decision: Decision) -> set[str]:
        """Write ids, dates and memberships down, and return the feeds that change."""
        ledger = self.ledger
        live = [change.after for change in decision.changes]
        ledger.save_entries([*live, *(forget_content(entry, self.now) for entry in decision.removals)])
        tally = Catalog(ledger, now=to_timestamp(self.now), min_entries=self.config.categories.min_entries)
        for change in decision.changes:
            tally.move(change.before, change.after)
        for entry in decision.removals:
            tally.move(entry, None)
        ledger.save_files(decision.rows, decision.forgotten)
        ledger.save_traces(decision.traces, [entry.seq for entry in decision.removals])
        tally.save()
        ledger.set_meta("next_seq", str(decision.next_seq))
        if self.free_seqs:
            ledger.set_lost(set(self.free_seqs) - {entry.seq for entry in live})
        if ledger.meta("site_id") is None:
            ledger.set_meta("site_id", self._site_id())
        return tally.dirty

    def _publish(
        self,
        decision: Decision,
        files: Mapping[str, FileRow],
        dirty: set[str],
        standing: "_Standing",
    ) -> Report:
        """Commit what was decided, then render, put in place, and commit what stands there."""
        from seedfeed.edition import Edition

        ledger = self.ledger
        ledger.set_meta("publishing", "1")
        ledger.set_meta("config", self.job.settings.digest)
        ledger.set_meta("last_run", str(to_timestamp(self.now)))
        ledger.commit()
        rows = ledger.files()
        removed = {entry.id: entry.page for entry in ledger.removed()}  # a killed run's too
        edition = Edition(
            ledger,
            self.config,
            site_id=ledger.meta("site_id") or self._site_id(),
            digest=self.job.settings.digest,
            pages=standing.pages,
            reuse=partial(_read_published, self.job.feeds, standing.trusted),
            changed={change.after.id for change in decision.changes},
        )
        feeds = set(edition.feed_paths()) if standing.whole else dirty | standing.altered_folders
        if standing.whole or standing.altered & standing.pages:
            pages = sorted({row.entry for row in rows.values() if row.entry} - removed.keys())
        else:
            pages = [change.after.id for change in decision.changes]
        gone = sorted(standing.pages & set(removed.values()))
        if self.config.pages.entries == "none":
            gone = sorted(standing.pages)
        archive = self._due_pages(decision, standing)
        rendered = (Rendered(*file) for file in edition.render(feeds, pages, archive))
        kept, written, deleted = self.publisher.publish(rendered, standing.trusted, gone)
        ledger.save_outputs(kept, gone)
        ledger.set_meta("archived", str(self._pages_full()))
        ledger.set_meta("publishing", "0")
        ledger.commit()
        return self._report(decision, files, rows, tuple(written), tuple(deleted))

    def _pages_archived(self) -> int:
        return int(self.ledger.meta("archived") or 0)

    def _pages_full(self) -> int:
        return count_pages(int(self.ledger.meta("next_seq") or 0))

    def _due_pages(self, decision: Decision, standing: "_Standing") -> list[int]:
        """Return the pages of the archive to write."""
        touched = [*(change.after for change in decision.changes), *decision.removals]
        return due_pages(
            before=0 if standing.whole else self._pages_archived(),
            after=self._pages_full(),
            seqs=[entry.seq for entry in touched],
            altered=standing.altered,
        )

    def _report(
        self,
        decision: Decision,
        before: Mapping[str, FileRow],
        after: Mapping[str, FileRow],
        written: tuple[str, ...] = (),
        deleted: tuple[str, ...] = (),
    ) -> Report:
        # What an interrupted run noticed it may not have told.
        before = {} if self.interrupted else before
        known = {row.problem for row in before.values()}
        standing = [row.problem for row in after.values() if row.problem is not None]
        fresh = sorted(line for line in standing if line not in known)
        old = sorted(line for line in standing if line in known)
        visible = [change for change in self._without_found_again(decision) if is_visible_change(change)]
        new = sum(change.before is None for change in visible)
        held = {row.path for row in before.values() if row.due is not None}
        copies = find_copies(before, after, self.job.seeds)
        return Report(
            new=new,
            changed=len(visible) - new,
            removed=len(decision.removals),
            left_out=len(standing),
            problems=tuple(self._problem(line) for line in (*fresh, *old)),
            fresh=len(fresh),
            duplicates=(*copies.fresh, *copies.told),
            fresh_duplicates=len(copies.fresh),
            held=tuple((str(self.job.seeds / key), date) for key, date in decision.held if key not in held),
            warnings=tuple(self.warnings),
            written=written,
            deleted=deleted,
            total=self.ledger.count(HEAD),
        )

    def _without_found_again(self, decision: Decision) -> list[Change]:
        """Leave out entries that only seem new, because the lost ledger knew them and no feed did."""
        free = frozenset(self.free_seqs)
        window = {member.id for member in self.ledger.newest(HEAD, self.config.limit)} if free else set()
        return [
            change for change in decision.changes if change.after.seq not in free or change.after.id in window
        ]

    def _report_standing(self, files: Mapping[str, FileRow]) -> Report:
        """Say how things stand after a run that had nothing to do."""
        standing = sorted(row.problem for row in files.values() if row.problem is not None)
        return Report(
            left_out=len(standing),
            problems=tuple(self._problem(line) for line in standing),
            duplicates=find_copies(files, files, self.job.seeds).told,
            warnings=tuple(self.warnings),
            total=self.ledger.count(HEAD),
        )

    def _problem(self, line: str) -> Problem:
        problem = parse_problem(line)
        return Problem(where=f"{self.job.seeds}/{problem.where}", what=problem.what)


def _read_published(feeds: Path, trusted: Mapping[str, Output], path: str) -> bytes | None:
    """Return the bytes of a published file that are still those that were put there."""
    output = trusted.get(path)
    data = None if output is None else read_if_there(feeds / path)
    return data if output is not None and data is not None and hash_of(data) == output.hash else None


class _Standing(NamedTuple):
    """What stands in FEEDS before a run publishes.

    Attributes:
        outputs: what was put in place, by path.
        altered: paths that no longer look like it.
        whole: render everything, and compare every file.
    """

    outputs: dict[str, Output]
    altered: set[str]
    whole: bool

    @property
    def trusted(self) -> dict[str, Output]:
        """The files that need not be looked at again."""
        if self.whole:
            return {}
        return {path: output for path, output in self.outputs.items() if path not in self.altered}

    @property
    def pages(self) -> set[str]:
        """The entry pages among them."""
        return {path for path in self.outputs if path.startswith("entries/")}

    @property
    def altered_folders(self) -> set[str]:
        """The folders of altered files, which are the paths of their feeds."""
        return {path.rpartition("/")[0] for path in self.altered}


def _examine(seeds: Path, config: Config, task: tuple[str, str | None, str, bool]) -> Finding:
    """Read one article and understand it; where it says what it said (its hash is given), only as a witness.

    Whatever goes wrong stays with this article: the others are published (DESIGN, rule 5).
    """
    key, sidecar, known_hash, lacks_trace = task
    content_hash = ""
    outcome: Draft | Problem
    try:
        loaded = load_article(seeds, key, sidecar)
        is_known = loaded.content_hash == known_hash
        if is_known and not lacks_trace:
            return Finding(key=key, signature=b"", content_hash=known_hash, outcome=None)
        from seedfeed.understand import understand

        article = parse_article(loaded)
        content_hash = article.content_hash
        outcome = understand(article, config)
        if is_known:
            witness = outcome if isinstance(outcome, Draft) else None
            return Finding(key=key, signature=b"", content_hash=known_hash, outcome=None, witness=witness)
    except ArticleError as error:
        where = error.where.removeprefix(f"{seeds}/")
        outcome = Problem(where=where, what=error.what)
    except Exception as error:  # noqa: BLE001 - one article never stops the run
        _log.debug("event=understand_failed key=%s", key, exc_info=True)
        outcome = Problem(where=key, what=f"cannot be understood, this is a bug: {error!r}")
        content_hash = ""
    return Finding(key=key, signature=b"", content_hash=content_hash, outcome=outcome)
