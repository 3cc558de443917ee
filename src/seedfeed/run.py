"""One run, under the lock: the pipeline, and the only place it is spelled.

sort and read -> understand -> decide -> commit ids and dates -> render -> check -> stage all temporary
files -> rename -> delete what is gone -> sync -> commit what stands there.

Killed before the first commit, a run has done nothing. Killed after it, the ledger says `publishing`, and
the next run renders everything and puts in place what differs.
"""

import logging
from collections.abc import Container, Iterable, Mapping
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path

from msgspec.structs import replace

from seedfeed.adoption import find_adopted
from seedfeed.before import Before, Standing, read_published
from seedfeed.catalog import Catalog
from seedfeed.dates import to_timestamp
from seedfeed.decide import (
    HEAD,
    SITEMAP_SIZE,
    Change,
    Decision,
    Finding,
    Known,
    Plan,
    count_pages,
    decide,
    due_pages,
    due_sitemaps,
    find_copies,
    forget_content,
    is_visible_change,
    orphaned_copies,
    plan_again,
    plan_reading,
    settle_clock,
    touched_entries,
    with_rows,
)
from seedfeed.engine import choose, usable_cpus
from seedfeed.errors import RefusedError
from seedfeed.examine import Task, examine, give_up, is_lethal
from seedfeed.files import drop
from seedfeed.job import Job
from seedfeed.look import Look, newest_mtime_ns
from seedfeed.model import Category, Draft, Entry, Problem, Report
from seedfeed.precompress import find_siblings, leaving_of, plain_of
from seedfeed.progress import Progress, count
from seedfeed.publish import Publisher, Rendered
from seedfeed.read import Scan, list_messages, sort_look
from seedfeed.standing import note_seen
from seedfeed.state import FileRow, Ledger, LedgerEntries, Output, format_problem, parse_problem

_log = logging.getLogger(__name__)
# A file written within this time before a scan may be written again without a trace (git's "racy" rule).
_RACY_NS = 2_000_000_000
# Stands in the state folder while articles are read: a run that finds it knows that the last one was killed
# over them, and has them read by another process.
_MARK = "reading"
# Without any of these FEEDS is not the folder that was published into.
_HEAD_FILES = ("rss.xml", "atom.xml", "feed.json", "index.html")


class Run:
    """One run: the values that its steps hand on."""

    def __init__(  # noqa: PLR0913 - what a run is given, once
        self,
        job: Job,
        now: datetime,
        ledger: Ledger,
        publisher: Publisher,
        look: Look,
        *,
        progress: Progress,
        warnings: Iterable[str] = (),
    ) -> None:
        self.job = job
        self.config = job.settings.config
        self.ledger = ledger
        self.publisher = publisher
        self.look = look
        self.progress = progress
        self.warnings = list(warnings)
        self.now = now
        self.started = now
        self.free_seqs: tuple[int, ...] = ()
        self.interrupted = False
        self.theme = job.settings.theme
        self.before = Before()

    def _restore(self) -> None:
        from seedfeed.restore import restore_ledger

        restore_ledger(self.ledger, self.job.feeds)
        self.free_seqs = self.ledger.lost()
        _log.info("event=restored entries=%d", self.ledger.count(HEAD))

    def run(self) -> Report:
        """Do the whole run."""
        ledger = self.ledger
        last_run = ledger.meta("last_run")
        if last_run is None:
            self._restore()
        self.now, warning = settle_clock(self.now, None if last_run is None else int(last_run))
        self.before = Before.of(ledger)
        everything = self._wants_everything()
        read_all = everything or self.job.full
        known = ledger.signatures()
        scan = self._scan({} if read_all else known)
        plan = plan_reading(
            scan.signatures, known, ledger, everything=read_all, hidden=scan.hides, now=self.now
        )
        standing = self._look_at_feeds(whole=read_all, restored=last_run is None)
        blocked = self._find_blocked(scan)
        if not (plan.read or plan.gone or blocked or standing.wants_work):
            return self._report_standing(scan)
        findings = self._understand(plan.read, plan, scan, everything=everything)
        again = sorted(plan_again(plan, findings, ledger) & scan.signatures.keys())
        plan = with_rows(plan, ledger, [*again, *scan.problems])
        findings = [finding for finding in findings if finding.key not in again]
        findings += self._understand(again, plan, scan, everything=True)
        self.progress.start("deciding")
        decision = decide(plan, [*findings, *blocked], self._known(plan), self.now)
        del findings  # of a first build they are hundreds of megabytes
        if not (decision.rows or decision.forgotten or standing.wants_work):
            return self._report_standing(scan)
        self.warnings += [] if warning is None else [warning]
        catalog = self._record(decision)
        if not (decision.changes or decision.removals or standing.wants_work):
            self._finish(scan)
            return self._report(decision)
        return self._publish(decision, catalog, standing, scan)

    def _look_at_feeds(self, *, whole: bool, restored: bool) -> Standing:
        """See whether FEEDS holds what was put there, and all of it."""
        outputs = self.ledger.outputs()
        altered = {plain_of(path) for path in self.publisher.altered(outputs)}
        if altered.issuperset(_HEAD_FILES):
            self._refuse_strangers()
        self.interrupted = self.ledger.meta("publishing") == "1"
        if self.interrupted:
            self.publisher.sweep()
        if self.interrupted or restored:  # then some may stand there of which the ledger does not know
            found = (path for path in find_siblings(self.job.feeds) if path not in outputs)
            outputs |= {path: Output(path, "", -1, -1) for path in found}
        lacks_pages = self._pages_archived() < self._pages_full()
        restyled = self.ledger.meta("theme") != self._theme_digest()
        whole = whole or restored or self.interrupted
        return Standing(outputs, altered, whole, lacks_pages, restyled)

    def _find_blocked(self, scan: Scan) -> list[Finding]:
        """Return a finding for each thing that cannot be an article, where it is news."""
        blocked = []
        for key, problem in scan.problems.items():
            row = self.ledger.find_file(key)
            if row is None or row.problem != format_problem(problem):
                blocked.append(Finding(key=key, signature=b"", content_hash="", outcome=problem))
        return blocked

    def _finish(self, scan: Scan) -> None:
        """Note what SEEDS looked like, and bring it all to the disk."""
        settled = bool(scan.signatures) and not scan.problems and not orphaned_copies(self.ledger)
        note_seen(self.ledger, self.look.digest(), settled=settled)
        self.ledger.commit()

    def _refuse_strangers(self) -> None:
        """Where none of our feeds stands any more, somebody else's may: another FEEDS, by mistake."""
        from seedfeed.restore import refuse_strangers

        refuse_strangers(self.job.feeds)

    def _scan(self, known: Mapping[str, bytes]) -> Scan:
        """Tell the articles from the rest.

        Raises:
            RefusedError: there is none, while entries are published.
        """
        seeds = self.job.seeds
        templates = self.theme.folder_below(seeds)
        look = self.look if templates is None else self.look.without(f"{templates}/")
        scan = list_messages(seeds, sort_look(seeds, look, known), known)
        published = self._count_published() > 0
        seen = scan.signatures or scan.problems or scan.unreadable
        if published and not seen and not self.job.allow_empty:
            what = (
                "no article, while entries are published; nothing was changed (--allow-empty: it is meant so)"
            )
            raise RefusedError(str(seeds), what)
        return scan

    def _count_published(self) -> int:
        head = self.ledger.find_feed(HEAD)
        return 0 if head is None else head.members

    def _wants_everything(self) -> bool:
        """Tell whether every article is to be understood again: new settings, or asked for."""
        known = self.ledger.meta("config")
        return self.job.refresh or (known is not None and known != self.job.settings.digest)

    def _understand(self, keys: Iterable[str], plan: Plan, scan: Scan, *, everything: bool) -> list[Finding]:
        """Read and understand, each article by itself."""
        tasks = []
        for key in keys:
            row = plan.rows.get(key)
            settled = row is not None and (row.entry or row.duplicate_of) and row.problem is None
            known_hash = row.hash if row is not None and settled and not everything else ""
            lacks_trace = bool(known_hash) and self._lacks_trace(row)
            tasks.append(Task(key, scan.sidecars.get(key), known_hash, lacks_trace))
        self.progress.start("reading", len(tasks))
        mark = self.job.state / _MARK
        isolated = mark.exists() or any(is_lethal(row.problem) for row in plan.rows.values())
        if tasks and not self.job.dry_run:
            mark.touch()
        readers = choose(len(tasks), jobs=self.job.jobs, cpus=usable_cpus(), isolated=isolated)
        work = partial(examine, self.job.seeds, self.config)
        findings = self._sign(count(self.progress, readers.map(work, tasks, give_up)), scan)
        if not self.job.dry_run:
            drop(mark)
        return findings

    def _sign(self, findings: Iterable[Finding], scan: Scan) -> list[Finding]:
        """Return findings with the `stat` of their files, where that is to be trusted.

        Articles have few categories among all of them: each is kept once, which is a fifth of the memory.
        """
        racy_ns = to_timestamp(self.started) * 1_000_000_000 - _RACY_NS
        share = dict[Category, Category]().setdefault
        signed = []
        for finding in findings:
            signature = scan.signatures[finding.key]
            draft = finding.outcome
            if isinstance(draft, Draft):
                draft = replace(draft, categories=tuple(share(found, found) for found in draft.categories))
            is_racy = newest_mtime_ns(signature) >= racy_ns
            signed.append(replace(finding, signature=b"" if is_racy else signature, outcome=draft))
        return signed

    def _lacks_trace(self, row: FileRow | None) -> bool:
        """Tell whether copies of a published article could not be found: its ledger is restored, or old."""
        if row is None or row.entry is None or self.config.duplicates == "keep":
            return False
        entry = self.ledger.find_entry(row.entry)
        return entry is not None and not self.ledger.has_trace(entry.seq)

    def _known(self, plan: Plan) -> Known:
        ledger = self.ledger
        is_empty = not ledger.has_entries()  # then none of ten thousand need be asked for
        return Known(
            owner_of=(lambda _: None) if is_empty else ledger.owner_of,
            entries=LedgerEntries(ledger, touched_entries(plan)),
            find_removed=(lambda _: ()) if is_empty else ledger.find_removed,
            next_seq=int(ledger.meta("next_seq") or 0),
            site_id=self._site_id(),
            free_seqs=self.free_seqs,
            is_taken=(lambda _: False) if is_empty else ledger.is_taken,
            find_traces=ledger.find_traces if ledger.has_traces() else None,
            find_adopted=find_adopted(ledger.adopted()),
        )

    def _site_id(self) -> str:
        """Return what ids are derived from; a new address does not change it."""
        return self.config.site.id or self.ledger.meta("site_id") or self.config.site.url

    def _record(self, decision: Decision) -> Catalog:
        """Write ids, dates and memberships down, and return which feeds change."""
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
        ledger.take_adopted(decision.adopted)
        tally.save()
        ledger.set_meta("next_seq", str(decision.next_seq))
        if self.free_seqs:
            ledger.set_lost(set(self.free_seqs) - {entry.seq for entry in live})
        if ledger.meta("site_id") is None:
            ledger.set_meta("site_id", self._site_id())
        return tally

    def _publish(self, decision: Decision, catalog: Catalog, standing: Standing, scan: Scan) -> Report:
        """Commit what was decided, then render, put in place, and commit what stands there."""
        from seedfeed.edition import Edition

        ledger = self.ledger
        ledger.set_meta("publishing", "1")
        ledger.set_meta("config", self.job.settings.digest)
        ledger.set_meta("last_run", str(to_timestamp(self.now)))
        ledger.commit()
        edition = Edition(
            ledger,
            self.config,
            site_id=ledger.meta("site_id") or self._site_id(),
            digest=self.job.settings.digest,
            theme=self.theme,
            published=standing.outputs,
            reuse=partial(read_published, self.job.feeds, standing.trusted),
            changed={change.after.id for change in decision.changes},
            compiled=self._compiled(),
        )
        feeds = set(edition.feed_paths()) if standing.everything else catalog.dirty | standing.altered_folders
        all_pages = standing.everything or standing.altered & standing.pages
        pages = ledger.live_entries() if all_pages else self._touched_pages(decision, catalog)
        archive = self._due_pages(decision, standing)
        gone = self._gone_pages(decision, standing)
        number = self._count_published() if all_pages else len(decision.changes)
        self.progress.start("rendering", len(feeds) + number + len(archive))
        rendered = edition.render(
            feeds, pages, archive, self._due_sitemaps(decision, standing), self.progress.advance
        )
        leave = partial(leaving_of, standing.outputs, wanted=self.config.precompress)
        kept, written, deleted = self.publisher.publish(
            map(Rendered._make, rendered), standing.trusted, leave(chain(gone, edition.emptied))
        )
        ledger.save_outputs(kept, leave([*gone, *edition.emptied]))
        ledger.set_meta("archived", str(self._pages_full()))
        ledger.set_meta("theme", self._theme_digest())
        ledger.set_meta("publishing", "0")
        self._finish(scan)
        return self._report(decision, tuple(written), tuple(deleted))

    def _compiled(self) -> Path | None:
        """Return a folder for compiled templates; a dry run makes none."""
        if self.job.dry_run:
            return None
        folder = self.job.state / "templates"
        folder.mkdir(exist_ok=True)
        return folder

    def _gone_pages(self, decision: Decision, standing: Standing) -> list[str]:
        """Return the entries' pages to delete, those of a killed run too."""
        if self.config.pages.entries == "none":
            return sorted(standing.pages)
        removed = self.ledger.removed() if standing.whole else decision.removals
        return sorted(standing.pages & {entry.page for entry in removed})

    def _pages_archived(self) -> int:
        return int(self.ledger.meta("archived") or 0)

    def _pages_full(self) -> int:
        return count_pages(int(self.ledger.meta("next_seq") or 0))

    def _due_pages(self, decision: Decision, standing: Standing) -> list[int]:
        """Return the pages of the archive to write."""
        touched = [*(change.after for change in decision.changes), *decision.removals]
        return due_pages(
            before=0 if standing.whole else self._pages_archived(),
            after=self._pages_full(),
            seqs=[entry.seq for entry in touched],
            altered=standing.altered,
        )

    def _theme_digest(self) -> str:
        return self.job.settings.theme.digest(self.config.site.language)

    def _touched_pages(self, decision: Decision, catalog: Catalog) -> list[Entry]:
        """Return the entries whose own pages change: in their words, or because a category has a page now."""
        touched = {change.after.id: change.after for change in decision.changes}
        for path in sorted(catalog.opened):
            for member in self.ledger.newest(path, self.ledger.count(path)):
                touched.setdefault(member.id, self.ledger.entry(member.id))
        return list(touched.values())

    def _due_sitemaps(self, decision: Decision, standing: Standing) -> Container[int]:
        """Return the numbers of the sitemaps to write."""
        if standing.everything:
            return range(int(self.ledger.meta("next_seq") or 0) // SITEMAP_SIZE + 1)
        touched = [*(change.after for change in decision.changes), *decision.removals]
        return due_sitemaps((entry.seq for entry in touched), standing.altered)

    def _report(
        self, decision: Decision, written: tuple[str, ...] = (), deleted: tuple[str, ...] = ()
    ) -> Report:
        # What an interrupted run noticed it may not have told.
        before = Before() if self.interrupted else self.before
        standing = [row.problem for row in self.ledger.troubled() if row.problem is not None]
        fresh = [line for line in standing if line not in before.problems]
        old = [line for line in standing if line in before.problems]
        visible = [change for change in self._without_found_again(decision) if is_visible_change(change)]
        new = sum(change.before is None for change in visible)
        copies = find_copies(before.copies, self.ledger, self.job.seeds)
        return Report(
            new=new,
            changed=len(visible) - new,
            removed=len(decision.removals),
            left_out=len(standing),
            problems=tuple(self._problem(line) for line in (*fresh, *old)),
            fresh=len(fresh),
            duplicates=(*copies.fresh, *copies.told),
            fresh_duplicates=len(copies.fresh),
            held=tuple(
                (str(self.job.seeds / key), date) for key, date in decision.held if key not in before.held
            ),
            adopted=decision.adopted,
            warnings=tuple(self.warnings),
            written=written,
            deleted=deleted,
            total=self._count_published(),
        )

    def _without_found_again(self, decision: Decision) -> list[Change]:
        """Leave out entries that only seem new, because the lost ledger knew them and no feed did."""
        free = frozenset(self.free_seqs)
        window = {member.id for member in self.ledger.newest(HEAD, self.config.limit)} if free else set()
        return [
            change for change in decision.changes if change.after.seq not in free or change.after.id in window
        ]

    def _report_standing(self, scan: Scan) -> Report:
        """Say how things stand after a run that had nothing to do."""
        self._finish(scan)
        standing = [row.problem for row in self.ledger.troubled() if row.problem is not None]
        return Report(
            left_out=len(standing),
            problems=tuple(self._problem(line) for line in standing),
            duplicates=find_copies(self.before.copies, self.ledger, self.job.seeds).told,
            warnings=tuple(self.warnings),
            total=self._count_published(),
        )

    def _problem(self, line: str) -> Problem:
        problem = parse_problem(line)
        return Problem(where=f"{self.job.seeds}/{problem.where}", what=problem.what)
