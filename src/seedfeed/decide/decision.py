"""Drafts + ledger + now -> entries, removals, and the feeds they change."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec
from msgspec import Struct

from seedfeed.dates import to_timestamp
from seedfeed.decide.ids import Understood, assign_ids
from seedfeed.decide.plan import Adopted, Finding, Known, PackedTrace, Plan
from seedfeed.decide.times import Moments
from seedfeed.model import Draft, Entry, Problem
from seedfeed.state import FileRow, TraceRow, format_problem
from seedfeed.text import short_hash, slug

_ONE_SECOND = timedelta(seconds=1)
_Dated = tuple[Draft, str, datetime, datetime]  # with its id, published and updated


class Change(Struct, frozen=True, kw_only=True):
    """One entry before and after; without `before` it is new, or back after a removal."""

    before: Entry | None
    after: Entry


class Decision(Struct, frozen=True, kw_only=True):
    """What a run will do.

    Attributes:
        changes: entries to publish, in the order of their sequence numbers.
        removals: entries to take out of every feed.
        rows: file rows to write.
        forgotten: paths whose rows go.
        held: path and stated date of articles that wait for their date.
        next_seq: the next sequence number afterwards.
        traces: of entries whose articles were understood.
        adopted: numbers of the old entries that new ones took over.
    """

    changes: tuple[Change, ...]
    removals: tuple[Entry, ...]
    rows: tuple[FileRow, ...]
    forgotten: tuple[str, ...]
    held: tuple[tuple[str, datetime], ...]
    next_seq: int
    traces: tuple[TraceRow, ...] = ()
    adopted: tuple[int, ...] = ()


def decide(plan: Plan, findings: Iterable[Finding], known: Known, now: datetime) -> Decision:
    """Give every finding its identity and its dates."""
    return _Decider(plan, known, now).decide(sorted(findings, key=lambda finding: finding.key))


class _Decider:
    """The tables that a single decision is made with."""

    def __init__(self, plan: Plan, known: Known, now: datetime) -> None:
        self.plan = plan
        self.known = known
        self.now = now
        self.moments = Moments(known.is_taken)
        self.rows: list[FileRow] = []
        self.changes: list[Change] = []
        self.newcomers: list[tuple[Draft, str]] = []
        self.removals: dict[str, Entry] = {}
        self.held: list[tuple[str, datetime]] = []
        self.traces: dict[str, PackedTrace | None] = {}
        self.adopted: dict[str, Adopted] = {}

    def decide(self, findings: list[Finding]) -> Decision:
        understood = []
        for finding in findings:
            row = self.plan.rows.get(finding.key)
            if finding.outcome is None:
                self._touch(finding, row)
            elif isinstance(finding.outcome, Problem):
                self._leave_out(finding, row, finding.outcome)
            else:
                understood.append(Understood(finding, finding.outcome, row, finding.trace))
        ids, duplicates, adopted = assign_ids(understood, self.plan, self.known, self.now, self.traces)
        self.adopted = {ids[key]: old for key, old in adopted.items()}
        for article in understood:
            key = article.draft.key
            if key in ids:
                self._take(_as_known(article, adopted.get(key)), ids[key])
            else:
                self._set_aside(article, duplicates.get(key))
        self._remove_abandoned([*self.plan.gone, *(article.row for article in understood)], set(ids.values()))
        next_seq = self._number_newcomers()
        return Decision(
            changes=tuple(sorted(self.changes, key=lambda change: change.after.seq)),
            removals=tuple(self.removals[identity] for identity in sorted(self.removals)),
            rows=tuple(self.rows),
            forgotten=tuple(row.path for row in self.plan.gone),
            held=tuple(self.held),
            next_seq=next_seq,
            traces=tuple(self._trace_rows()),
            adopted=tuple(
                self.adopted[change.after.id].number
                for change in self.changes
                if change.after.id in self.adopted
            ),
        )

    def _touch(self, finding: Finding, row: FileRow | None) -> None:
        """Only the file's stat changed, not what it says."""
        identity = None if row is None or finding.trace is None else row.entry
        if identity is not None and self._live(identity) is not None:
            self.traces[identity] = finding.trace
        if row is not None and row.signature != finding.signature:
            self.rows.append(row._replace(signature=finding.signature))

    def _leave_out(self, finding: Finding, row: FileRow | None, problem: Problem) -> None:
        """An article that cannot be used; what was published from it stays."""
        entry = None if row is None else row.entry
        content_hash = finding.content_hash or ("" if row is None else row.hash)
        new = FileRow(finding.key, finding.signature, content_hash, entry, None, format_problem(problem))
        if new != row:
            self.rows.append(new)

    def _take(self, article: Understood, identity: str) -> None:
        """An article that was understood: an entry, one that waits for its date, or a draft."""
        finding, draft, row, trace = article
        before = self._live(identity)
        due: int | None = None
        if draft.draft:
            self._remove(identity)
        elif before is not None:
            self._update(before, draft)
        elif identity not in self.known.entries and draft.published and draft.published > self.now:
            due = to_timestamp(draft.published)
            self.held.append((draft.key, draft.published))
        else:
            self.newcomers.append((draft, identity))
        is_entry = due is None and (not draft.draft or identity in self.known.entries)
        entry = identity if is_entry else None
        if is_entry and not draft.draft:
            self.traces[identity] = trace
        new = FileRow(draft.key, finding.signature, finding.content_hash, entry, due, None)
        if new != row:
            self.rows.append(new)

    def _set_aside(self, article: Understood, duplicate_of: str | None) -> None:
        """An article without an entry: one that has it holds the same, or took it over from a draft."""
        finding, draft, row, _ = article
        new = FileRow(draft.key, finding.signature, finding.content_hash, None, None, None, duplicate_of)
        if new != row:
            self.rows.append(new)

    def _trace_rows(self) -> Iterator[TraceRow]:
        """Return the traces to keep, by the numbers of their entries."""
        changed = {change.after.id: change.after for change in self.changes}
        for identity, trace in sorted(self.traces.items()):
            if trace is not None and identity not in self.removals:
                entry = changed.get(identity) or self.known.entries[identity]
                yield TraceRow(entry.seq, identity, trace.record, trace.keys)

    def _live(self, identity: str) -> Entry | None:
        return None if self.known.is_removed(identity) else self.known.entries.get(identity)

    def _remove(self, identity: str) -> None:
        entry = self._live(identity)
        if entry is not None:
            self.removals[identity] = entry

    def _remove_abandoned(self, rows: Iterable[FileRow | None], kept: set[str]) -> None:
        """Take out entries whose article no path holds any more."""
        for row in rows:
            if row is not None and row.entry is not None and row.entry not in kept:
                self._remove(row.entry)

    def _update(self, before: Entry, draft: Draft) -> None:
        """Carry an edit into its entry; the time of change moves only when readers would see one."""
        after = _entry_of(draft, _Lasting(*(getattr(before, name) for name in _Lasting._fields)))
        if _significant(after) != _significant(before) and draft.content_hash != before.content_hash:
            after = msgspec.structs.replace(after, updated=self._changed_at(before, draft))
        if after != before:
            self.changes.append(Change(before=before, after=after))

    def _changed_at(self, before: Entry, draft: Draft) -> datetime:
        """Return the stated time of the change if it is a later one, else now; never an earlier time."""
        if draft.updated is not None and before.updated < draft.updated <= self.now:
            return self.moments.at_or_after(draft.updated)
        earlier = self.moments.at_or_before(self.now)
        return earlier if earlier > before.updated else self.moments.at_or_after(before.updated + _ONE_SECOND)

    def _number_newcomers(self) -> int:
        """Date new entries, and number them in that order; one that comes back keeps both."""
        dated = [*self._date_returning(), *self._date_stated(), *self._date_first_seen()]
        next_seq = self.known.next_seq
        free_seqs = iter(self.known.free_seqs)
        for draft, identity, published, updated in sorted(dated, key=lambda new: (new[2], new[0].key)):
            former = self.known.entries.get(identity)
            guid, old_link = self._carry_over(identity, former)
            seq = next(free_seqs, next_seq) if former is None else former.seq
            next_seq = max(next_seq, seq + 1)
            lasting = _Lasting(
                id=identity,
                seq=seq,
                # A restored removal has lost its page's name, which holds words of the title.
                page=("" if former is None else former.page)
                or page_path(title=draft.title, entry_id=identity),
                published=published,
                updated=updated,
                first_seen=min(draft.mtime, self.now) if former is None else former.first_seen,
                guid=guid,
                old_link=old_link,
            )
            after = _entry_of(draft, lasting)
            self.changes.append(Change(before=None, after=after))
        return next_seq

    def _carry_over(self, identity: str, former: Entry | None) -> tuple[str | None, str | None]:
        """Return the guid and the link that an entry has from an old feed, where it has any."""
        if former is not None:
            return former.guid, former.old_link
        old = self.adopted.get(identity)
        return (None, None) if old is None else (None if old.guid == identity else old.guid, old.link)

    def _date_returning(self) -> Iterator[_Dated]:
        """An entry that comes back is as old as it was."""
        for draft, identity in self.newcomers:
            former = self.known.entries.get(identity)
            if former is not None:
                same = former.content_hash == draft.content_hash
                updated = former.updated if same else self._changed_at(former, draft)
                yield draft, identity, former.published, updated

    def _date_stated(self) -> Iterator[_Dated]:
        """A stated date stands; only the time of change gives way, by seconds, where it is taken."""
        for draft, identity in self._first_timers():
            if draft.published is not None:
                later = draft.updated is not None and draft.published <= draft.updated <= self.now
                updated = draft.updated if later and draft.updated is not None else draft.published
                yield draft, identity, draft.published, self.moments.at_or_after(updated)

    def _date_first_seen(self) -> Iterator[_Dated]:
        """Without a stated date it is the file's time; a second apart where files share one.

        A copied folder gives all its files one time, and entries with one time of change have no order
        in readers (and draw a warning from the W3C's validator). The last path is the newest.
        """
        unstated = [new for new in self._first_timers() if new[0].published is None]
        bound: datetime | None = None
        for draft, identity in sorted(unstated, key=lambda new: (new[0].mtime, new[0].key), reverse=True):
            seen = min(draft.mtime, self.now)
            bound = self.moments.at_or_before(seen if bound is None else min(seen, bound - _ONE_SECOND))
            later = draft.updated is not None and bound < draft.updated <= self.now
            updated = self.moments.at_or_after(draft.updated) if later and draft.updated else bound
            yield draft, identity, bound, updated

    def _first_timers(self) -> Iterator[tuple[Draft, str]]:
        return (new for new in self.newcomers if new[1] not in self.known.entries)


class _Lasting(NamedTuple):
    """What an entry is given by a decision, beside what its article says."""

    id: str
    seq: int
    page: str
    published: datetime
    updated: datetime
    first_seen: datetime
    guid: str | None
    old_link: str | None


def _as_known(article: Understood, old: Adopted | None) -> Understood:
    """Return an article with the dates that an old feed's subscribers have seen."""
    if old is None:
        return article
    draft = article.draft
    published, updated = old.published or draft.published, old.updated or draft.updated
    return article._replace(draft=msgspec.structs.replace(draft, published=published, updated=updated))


def _entry_of(draft: Draft, lasting: _Lasting) -> Entry:
    return Entry(
        **lasting._asdict(),
        key=draft.key,
        content_hash=draft.content_hash,
        title=draft.title,
        summary=draft.summary,
        body_html=draft.body_html,
        link=draft.link or lasting.old_link,
        source=draft.source,
        authors=draft.authors,
        categories=draft.categories,
        related=draft.related,
        language=draft.language,
        image=draft.image,
        enclosures=draft.enclosures,
    )


def _significant(entry: Entry) -> tuple[object, ...]:
    """Return what a reader would call the entry's content (RFC 4287 §4.2.15)."""
    source = None if entry.source is None else (entry.source.name, entry.source.url)
    return (entry.title, entry.summary, entry.body_html, entry.link, source, entry.related)


def page_path(*, title: str, entry_id: str) -> str:
    """Return where an entry's own page stands below FEEDS, from its title when first published."""
    name = f"{slug(title)}-{short_hash(entry_id)}".lstrip("-")
    return f"entries/{name}.html"


def is_visible_change(change: Change) -> bool:
    """Tell whether anything but the record of the article's bytes and place changed."""
    if change.before is None:
        return True
    same_record = {"content_hash": change.after.content_hash, "key": change.after.key}
    return msgspec.structs.replace(change.before, **same_record) != change.after


def forget_content(entry: Entry, removed: datetime) -> Entry:
    """Return what is kept of an entry that goes: its identity, so that it can come back as itself."""
    return Entry(
        id=entry.id,
        key=entry.key,
        content_hash=entry.content_hash,
        seq=entry.seq,
        page=entry.page,
        title="",
        summary="",
        published=entry.published,
        updated=entry.updated,
        first_seen=entry.first_seen,
        removed=removed,
        guid=entry.guid,
        old_link=entry.old_link,
    )
