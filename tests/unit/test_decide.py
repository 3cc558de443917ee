"""Identity and time, given out purely: what the ledger knew and what was found decide, and nothing else."""

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedfeed.dates import to_timestamp
from seedfeed.decide import (
    Change,
    Decision,
    Finding,
    Known,
    Plan,
    decide,
    feeds_of,
    forget_content,
    is_visible_change,
    page_path,
    plan_again,
    plan_reading,
    settle_clock,
)
from seedfeed.decide.duplicates import MOST_CANDIDATES, Trace, is_same_article, pack_trace, trace_of
from seedfeed.identity import entry_id, path_id
from seedfeed.model import Author, Category, Draft, Entry, Media, Problem, Sketch, Source
from seedfeed.state import FileRow, TraceRow, format_problem

MakeDraft = Callable[..., Draft]
MakeEntry = Callable[..., Entry]
Folder = Mapping[str, Draft | Problem]

SITE = "https://news.example/"
MAY = datetime(2024, 5, 17, 12, tzinfo=UTC)
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LINK = "https://crier.example/harbour"


class Files(dict[str, FileRow]):
    """What the ledger knows of files, in plain values."""

    def signatures(self) -> dict[str, bytes]:
        """Return the packed stat of every path; empty where it must be read again."""
        return {path: b"" if row.problem is not None else row.signature for path, row in self.items()}

    def find_file(self, path: str) -> FileRow | None:
        """Return what is known of a path."""
        return self.get(path)

    def owner_of(self, entry_id: str) -> str | None:
        """Return the path that an entry was published from."""
        return next((path for path, row in self.items() if row.entry == entry_id), None)

    def copies(self) -> list[FileRow]:
        """Return the files that are left out for the sake of another."""
        return sorted(row for row in self.values() if row.duplicate_of is not None)

    def waiting(self) -> list[FileRow]:
        """Return the files that are held back."""
        return sorted(row for row in self.values() if row.due is not None)


class World:
    """A ledger of plain values: runs decisions on it one after the other, as `build` does."""

    def __init__(self) -> None:
        self.files = Files()
        self.entries: dict[str, Entry] = {}
        self.removed: set[str] = set()
        self.next_seq = 0
        self.traces: dict[int, TraceRow] = {}

    def find_traces(self, key: int, most: int) -> list[tuple[str, bytes]]:
        """Look copies up as the ledger does."""
        rows = [row for _, row in sorted(self.traces.items()) if key in row.keys]
        return [(row.id, row.record) for row in rows if row.id not in self.removed][:most]

    def find_removed(self, content_hash: str) -> list[str]:
        """Look removed entries up as the ledger does."""
        return sorted(i for i in self.removed if self.entries[i].content_hash == content_hash)

    def live(self) -> dict[str, Entry]:
        """Return the published entries by id."""
        return {i: entry for i, entry in self.entries.items() if i not in self.removed}

    def at(self, key: str) -> Entry:
        """Return the published entry of a path."""
        (entry,) = (entry for entry in self.live().values() if entry.key == key)
        return entry

    def ask(
        self, folder: Folder, now: datetime, *, everything: bool, order: random.Random | None = None
    ) -> Decision:
        """Decide on a folder, and change nothing."""
        signatures = {key: _hash_of(found).encode() for key, found in folder.items()}
        plan = plan_reading(
            signatures,
            self.files.signatures(),
            self.files,
            everything=everything,
            hidden=lambda _: False,
            now=now,
        )
        findings = [self._find(key, folder[key], everything=everything) for key in plan.read]
        if order is not None:
            order.shuffle(findings)
        known = Known(
            owner_of=self.files.owner_of,
            entries=self.entries,
            find_removed=self.find_removed,
            next_seq=self.next_seq,
            site_id=SITE,
            is_taken={to_timestamp(entry.updated) for entry in self.entries.values()}.__contains__,
            find_traces=self.find_traces,
        )
        return decide(plan, findings, known, now)

    def _find(self, key: str, found: Draft | Problem, *, everything: bool) -> Finding:
        row = self.files.get(key)
        settled = row is not None and row.entry is not None and row.problem is None and not everything
        signature = content_hash = _hash_of(found)
        same = settled and row is not None and row.hash == content_hash
        return Finding(
            key=key,
            signature=signature.encode(),
            content_hash=content_hash,
            outcome=None if same else found,
            trace=pack_trace(found) if isinstance(found, Draft) and not same else None,
        )

    def run(self, *found: Draft | Problem, now: datetime = NOW, everything: bool = False) -> Decision:
        """Decide on a folder that holds just these, and write it down."""
        folder = {_key_of(one): one for one in found}
        decision = self.ask(folder, now, everything=everything)
        for change in decision.changes:
            self.entries[change.after.id] = change.after
            self.removed.discard(change.after.id)
        for entry in decision.removals:
            self.entries[entry.id] = forget_content(entry, NOW)
            self.removed.add(entry.id)
        for path in decision.forgotten:
            del self.files[path]
        self.files.update({row.path: row for row in decision.rows})
        self.next_seq = decision.next_seq
        self.traces.update({row.seq: row for row in decision.traces})
        return decision


def _key_of(found: Draft | Problem) -> str:
    return found.key if isinstance(found, Draft) else found.where


def _hash_of(found: Draft | Problem) -> str:
    return found.content_hash if isinstance(found, Draft) else ""


def edit(draft: Draft, /, **changes: object) -> Draft:
    """Return a draft as it is after its file was edited."""
    return msgspec.structs.replace(draft, content_hash=f"{draft.content_hash}+", **changes)


def ids_of(decision: Decision) -> list[str]:
    """Return the ids that a decision publishes."""
    return [change.after.id for change in decision.changes]


@pytest.fixture
def world() -> World:
    """A site that has published nothing yet."""
    return World()


# ---- new and unchanged ----------------------------------------------------------------------------


def test_new_article_becomes_an_entry(world: World, make_draft: MakeDraft) -> None:
    """Everything that was understood is in the entry, and the decision adds identity and time."""
    draft = make_draft(
        key="a.txt",
        content_hash="a1",
        mtime=MAY,
        body_html="<p>Whole</p>",
        link=LINK,
        source=Source(name="Crier"),
        authors=(Author(name="Ann"),),
        categories=(Category(kind="tag", term="x", label="X"),),
        related=("Other",),
        language="en",
    )
    (change,) = world.run(draft).changes
    assert change.before is None
    shared = set(Entry.__struct_fields__) & set(Draft.__struct_fields__) - {"id", "published", "updated"}
    assert {name: getattr(change.after, name) for name in shared} == {
        name: getattr(draft, name) for name in shared
    }
    assert change.after.id == entry_id(stated=None, link=LINK, site_id=SITE, key="a.txt")
    assert (change.after.seq, change.after.first_seen) == (0, MAY)
    assert world.next_seq == 1


def test_unchanged_folder_decides_nothing(world: World, make_draft: MakeDraft) -> None:
    """The same folder again reads nothing, changes nothing and writes no row."""
    draft = make_draft(key="a.txt", content_hash="a1")
    world.run(draft)
    again = world.run(draft)
    assert (again.changes, again.removals, again.rows, again.forgotten) == ((), (), (), ())
    assert again.next_seq == 1


def test_touched_file_updates_its_row_only(world: World, make_draft: MakeDraft) -> None:
    """A new time of the same bytes is noted, so that they are not read again."""
    world.run(make_draft(key="a.txt", content_hash="a1"))
    plan = Plan(read=("a.txt",), gone=(), rows=world.files)
    finding = Finding(key="a.txt", signature=b"touched", content_hash="a1", outcome=None)
    known = Known(
        owner_of=world.files.owner_of,
        entries=world.entries,
        find_removed=lambda _: (),
        next_seq=1,
        site_id=SITE,
        is_taken=lambda _: False,
    )
    decision = decide(plan, [finding], known, NOW)
    assert decision.changes == ()
    assert decision.rows == (world.files["a.txt"]._replace(signature=b"touched"),)


@pytest.mark.parametrize(
    ("stated", "published"),
    [(None, MAY), (datetime(2020, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC))],
    ids=["the file's time", "a stated date"],
)
def test_date_of_publication(
    world: World, make_draft: MakeDraft, stated: datetime | None, published: datetime
) -> None:
    """The stated date, else the time of the file when it was first seen."""
    world.run(make_draft(key="a.txt", mtime=MAY, published=stated))
    entry = world.at("a.txt")
    assert (entry.published, entry.updated, entry.first_seen) == (published, published, MAY)


def test_file_from_the_future_is_as_old_as_the_run(world: World, make_draft: MakeDraft) -> None:
    """A wrong file time never puts an entry into the future."""
    world.run(make_draft(key="a.txt", mtime=NOW + DAY))
    entry = world.at("a.txt")
    assert (entry.published, entry.updated, entry.first_seen) == (NOW, NOW, NOW)


@pytest.mark.parametrize(
    ("stated", "updated"),
    [
        (datetime(2024, 6, 1, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)),
        (MAY - DAY, MAY),
        (NOW + DAY, MAY),
    ],
    ids=["after publication", "before publication", "in the future"],
)
def test_stated_time_of_change_of_a_new_article(
    world: World, make_draft: MakeDraft, stated: datetime, updated: datetime
) -> None:
    """It counts when it is possible: not before publication, not after now."""
    world.run(make_draft(key="a.txt", published=MAY, updated=stated))
    assert world.at("a.txt").updated == updated


def test_new_entries_are_numbered_by_date_then_path(world: World, make_draft: MakeDraft) -> None:
    """The order of first publication within a run is that of `published`."""
    drafts = [
        make_draft(key="c.txt", content_hash="c", published=MAY),
        make_draft(key="a.txt", content_hash="a", published=MAY + DAY),
        make_draft(key="b.txt", content_hash="b", published=MAY),
    ]
    decision = world.run(*drafts)
    assert [change.after.key for change in decision.changes] == ["b.txt", "c.txt", "a.txt"]
    assert [change.after.seq for change in decision.changes] == [0, 1, 2]


def test_numbers_go_on_where_the_last_run_ended(world: World, make_draft: MakeDraft) -> None:
    """An older article that comes later still gets a later number: pages never change."""
    first = make_draft(key="a.txt", content_hash="a", published=MAY)
    world.run(first)
    world.run(first, make_draft(key="b.txt", content_hash="b", published=MAY - DAY))
    assert (world.at("a.txt").seq, world.at("b.txt").seq) == (0, 1)


def test_entries_of_one_run_never_share_a_time_of_change(world: World, make_draft: MakeDraft) -> None:
    """A copied folder gives all files one time; readers would have no order."""
    world.run(*(make_draft(key=f"{name}.txt", content_hash=name, mtime=MAY) for name in "abc"))
    assert [world.at(f"{name}.txt").updated for name in "abc"] == [
        MAY - timedelta(seconds=2),
        MAY - timedelta(seconds=1),
        MAY,
    ]


# ---- edits ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Another title"},
        {"summary": "Another summary."},
        {"body_html": "<p>Another</p>"},
        {"link": "https://crier.example/other"},
        {"source": Source(name="Herald")},
        {"related": ("Another",)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_edit_that_readers_see_moves_updated_to_now(
    world: World, make_draft: MakeDraft, changes: dict[str, object]
) -> None:
    """The id, the page, the number and the date of publication stay."""
    draft = make_draft(key="a.txt", link=LINK, published=MAY)
    world.run(draft)
    before = world.at("a.txt")
    (change,) = world.run(edit(draft, **changes)).changes
    assert change.before == before
    assert change.after.updated == NOW
    kept = ("id", "page", "seq", "published", "first_seen", "key")
    assert [getattr(change.after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert {name: getattr(change.after, name) for name in changes} == changes


@pytest.mark.parametrize(
    ("stated", "updated"),
    [(MAY + DAY, MAY + DAY), (MAY - DAY, NOW), (MAY, NOW), (NOW + DAY, NOW)],
    ids=["later than before", "earlier than before", "the same", "in the future"],
)
def test_edit_takes_the_stated_time_when_it_is_a_later_one(
    world: World, make_draft: MakeDraft, stated: datetime, updated: datetime
) -> None:
    """A stated time is believed when it is after the last change and not after now."""
    draft = make_draft(key="a.txt", published=MAY)
    world.run(draft)
    world.run(edit(draft, title="Another", updated=stated))
    assert world.at("a.txt").updated == updated


def test_edit_under_a_clock_behind_still_moves_forward(world: World, make_draft: MakeDraft) -> None:
    """Time of change never goes back, whatever the clock says."""
    draft = make_draft(key="a.txt", published=MAY)
    world.run(draft)
    world.run(edit(draft, title="Another"), now=MAY - timedelta(minutes=30))
    assert world.at("a.txt").updated == MAY + timedelta(seconds=1)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"language": "de"},
        {"authors": (Author(name="Ann"),)},
        {"categories": (Category(kind="tag", term="x", label="X"),)},
        {"source": Source(name="Crier", url="https://crier.example/", feed="https://crier.example/feed")},
        {"image": Media(url="https://x.example/a.jpg", type="image/jpeg")},
        {"enclosures": (Media(url="https://x.example/a.mp3", type="audio/mpeg"),)},
    ],
    ids=["white space", "language", "authors", "categories", "the source's feed", "picture", "sound"],
)
def test_edit_that_readers_do_not_see_leaves_updated(
    world: World, make_draft: MakeDraft, changes: dict[str, object]
) -> None:
    """Readers do not get an article again for what is not its content."""
    source = Source(name="Crier", url="https://crier.example/")
    draft = make_draft(key="a.txt", published=MAY, source=source)
    world.run(draft)
    (change,) = world.run(edit(draft, **changes)).changes
    assert change.after.updated == MAY
    assert change.after.content_hash == f"{draft.content_hash}+"
    assert {name: getattr(change.after, name) for name in changes} == changes


def test_same_bytes_understood_otherwise_leave_updated(world: World, make_draft: MakeDraft) -> None:
    """New settings or a new version change what is shown, not when the article changed."""
    draft = make_draft(key="a.txt", published=MAY)
    world.run(draft)
    shorter = msgspec.structs.replace(draft, summary="Shorter.")
    (change,) = world.run(shorter, everything=True).changes
    assert (change.after.summary, change.after.updated) == ("Shorter.", MAY)


def test_same_bytes_understood_alike_change_nothing(world: World, make_draft: MakeDraft) -> None:
    """Understanding everything again is silent where it finds the same."""
    draft = make_draft(key="a.txt", published=MAY)
    world.run(draft)
    again = world.run(draft, everything=True)
    assert (again.changes, again.rows) == ((), ())


def test_stated_date_of_a_published_entry_is_not_moved(world: World, make_draft: MakeDraft) -> None:
    """`published` is fixed once published."""
    draft = make_draft(key="a.txt", published=MAY)
    world.run(draft)
    world.run(edit(draft, published=MAY + DAY))
    assert world.at("a.txt").published == MAY


def test_two_edits_of_one_run_get_two_times_of_change(world: World, make_draft: MakeDraft) -> None:
    """Entries with one time of change have no order in readers."""
    drafts = [make_draft(key=f"{name}.txt", content_hash=name, published=MAY) for name in "ab"]
    world.run(*drafts)
    world.run(*(edit(draft, title="Another") for draft in drafts))
    assert world.at("a.txt").updated != world.at("b.txt").updated
    assert max(world.at("a.txt").updated, world.at("b.txt").updated) == NOW


# ---- names ----------------------------------------------------------------------------------------


def test_renamed_article_keeps_id_page_dates_and_number(world: World, make_draft: MakeDraft) -> None:
    """The same content at a vanished path is a rename: only the path changes."""
    world.run(make_draft(key="a.txt", content_hash="h"))
    before = world.at("a.txt")
    decision = world.run(make_draft(key="b/c.txt", content_hash="h"))
    assert [change.after for change in decision.changes] == [msgspec.structs.replace(before, key="b/c.txt")]
    assert (decision.removals, decision.forgotten) == ((), ("a.txt",))
    assert not is_visible_change(decision.changes[0])


def test_moved_and_edited_article_with_a_link_keeps_its_id(world: World, make_draft: MakeDraft) -> None:
    """The link says that it is the same article."""
    draft = make_draft(key="a.txt", content_hash="h", link=LINK)
    world.run(draft)
    before = world.at("a.txt")
    decision = world.run(edit(draft, key="b.txt", title="Another"))
    assert decision.removals == ()
    assert (world.at("b.txt").id, world.at("b.txt").seq) == (before.id, before.seq)
    assert world.at("b.txt").updated == NOW


def test_new_article_at_the_old_path_of_a_renamed_one_gets_an_id_of_its_own(
    world: World, make_draft: MakeDraft
) -> None:
    """The path's id belongs to the article that moved away, for ever."""
    world.run(make_draft(key="a.txt", content_hash="h"))
    renamed = make_draft(key="b.txt", content_hash="h")
    world.run(renamed)
    world.run(renamed, make_draft(key="a.txt", content_hash="other"))
    assert world.at("b.txt").id == path_id(site_id=SITE, key="a.txt")
    assert world.at("a.txt").id != world.at("b.txt").id


def test_swapped_names_change_no_entry(world: World, make_draft: MakeDraft) -> None:
    """The ids go with the contents: readers see nothing."""
    world.run(
        make_draft(key="a.txt", content_hash="1", title="One"),
        make_draft(key="b.txt", content_hash="2", title="Two"),
    )
    before = {key: world.at(key).id for key in ("a.txt", "b.txt")}
    decision = world.run(
        make_draft(key="a.txt", content_hash="2", title="Two"),
        make_draft(key="b.txt", content_hash="1", title="One"),
    )
    assert [world.at(key).id for key in ("b.txt", "a.txt")] == list(before.values())
    assert not any(is_visible_change(change) for change in decision.changes)
    assert decision.removals == ()


def test_files_numbered_anew_keep_their_ids(world: World, make_draft: MakeDraft) -> None:
    """The newest article is always `1.txt`: each run only adds one entry."""
    world.run(*(make_draft(key=f"{k}.txt", content_hash=f"h{k}", title=f"T{k}") for k in (1, 2)))
    before = [world.at(key).id for key in ("1.txt", "2.txt")]
    decision = world.run(
        make_draft(key="1.txt", content_hash="new", title="New"),
        make_draft(key="2.txt", content_hash="h1", title="T1"),
        make_draft(key="3.txt", content_hash="h2", title="T2"),
    )
    assert [world.at(key).id for key in ("2.txt", "3.txt")] == before
    assert world.at("1.txt").id not in before
    assert [change.after.title for change in decision.changes if is_visible_change(change)] == ["New"]


def test_renamed_file_keeps_its_id_from_a_newcomer_at_its_old_path(
    world: World, make_draft: MakeDraft
) -> None:
    """Both happen between two runs of cron."""
    world.run(make_draft(key="a.txt", content_hash="h", title="Old"))
    before = world.at("a.txt").id
    world.run(
        make_draft(key="a.txt", content_hash="new", title="New"),
        make_draft(key="b.txt", content_hash="h", title="Old"),
    )
    assert world.at("b.txt").id == before
    assert world.at("a.txt").id != before


def test_an_edit_beside_a_copy_of_the_old_text_is_an_edit(world: World, make_draft: MakeDraft) -> None:
    """A backup file does not take the id of the article that is worked on."""
    world.run(make_draft(key="a.txt", content_hash="h", title="Same", summary="Old."))
    before = world.at("a.txt").id
    world.run(
        make_draft(key="a.txt", content_hash="new", title="Same", summary="New."),
        make_draft(key="a-old.txt", content_hash="h", title="Same", summary="Old."),
    )
    assert world.at("a.txt").id == before
    assert world.at("a-old.txt").id != before


def test_the_file_that_really_moved_comes_before_one_with_the_same_link(
    world: World, make_draft: MakeDraft
) -> None:
    """Exact bytes are better evidence than an address."""
    link = "https://crier.example/a"
    world.run(make_draft(key="m.txt", content_hash="h", link=link))
    before = world.at("m.txt").id
    world.run(
        make_draft(key="a.txt", content_hash="other", link=link),
        make_draft(key="z.txt", content_hash="h", link=link),
    )
    assert world.at("z.txt").id == before
    assert world.at("a.txt").id != before


def test_an_entry_whose_text_no_path_holds_any_more_is_removed(world: World, make_draft: MakeDraft) -> None:
    """A path that takes back a removed article gives up the one it held."""
    world.run(
        make_draft(key="a.txt", content_hash="1", title="One"),
        make_draft(key="b.txt", content_hash="2", title="Two"),
    )
    one, two = (world.at(key).id for key in ("a.txt", "b.txt"))
    world.run(make_draft(key="a.txt", content_hash="1", title="One"))
    decision = world.run(make_draft(key="a.txt", content_hash="2", title="Two"))
    assert world.at("a.txt").id == two
    assert [entry.id for entry in decision.removals] == [one]


def test_two_articles_with_one_link_are_both_published(world: World, make_draft: MakeDraft) -> None:
    """The second gets an id of its own, and keeps it."""
    first = make_draft(key="a.txt", content_hash="1", link=LINK)
    second = make_draft(key="b.txt", content_hash="2", link=LINK)
    world.run(first, second)
    ids = [world.at("a.txt").id, world.at("b.txt").id]
    assert ids == [
        entry_id(stated=None, link=LINK, site_id=SITE, key="a.txt"),
        path_id(site_id=SITE, key="b.txt"),
    ]
    world.run(edit(first), edit(second))
    assert [world.at("a.txt").id, world.at("b.txt").id] == ids


def test_same_stated_id_twice_is_given_once(world: World, make_draft: MakeDraft) -> None:
    """Ids stay unique whatever authors write."""
    world.run(
        make_draft(key="a.txt", content_hash="1", id="urn:x:1"),
        make_draft(key="b.txt", content_hash="2", id="urn:x:1"),
    )
    assert world.at("a.txt").id == "urn:x:1"
    assert world.at("b.txt").id == path_id(site_id=SITE, key="b.txt")


def test_identical_files_are_two_entries_through_a_rename(world: World, make_draft: MakeDraft) -> None:
    """Two files with the same bytes, both renamed in one run, keep their two ids."""
    world.run(*(make_draft(key=key, content_hash="h") for key in ("a1.txt", "a2.txt")))
    before = {entry.id for entry in world.live().values()}
    world.run(*(make_draft(key=key, content_hash="h") for key in ("b1.txt", "b2.txt")))
    assert {entry.id for entry in world.live().values()} == before


def test_newcomer_with_the_link_of_a_renamed_article_does_not_share_its_id(
    world: World, make_draft: MakeDraft
) -> None:
    """Whichever of the two takes the id, the other gets one of its own."""
    moved = make_draft(key="y.txt", content_hash="h", link=LINK)
    world.run(msgspec.structs.replace(moved, key="z.txt"))
    decision = world.run(make_draft(key="a.txt", content_hash="new", link=LINK), moved)
    assert len(set(ids_of(decision))) == 2


def test_newcomer_with_removed_content_does_not_share_the_id_of_its_old_path(
    world: World, make_draft: MakeDraft
) -> None:
    """A removed entry comes back once: at its old path or with its old content, not as both."""
    world.run(make_draft(key="a.txt", content_hash="h"))
    world.run()
    decision = world.run(
        make_draft(key="a.txt", content_hash="new"), make_draft(key="b.txt", content_hash="h")
    )
    assert len(set(ids_of(decision))) == 2


def test_copy_of_a_withdrawn_article_does_not_share_its_id(world: World, make_draft: MakeDraft) -> None:
    """The withdrawn file still holds its id, for the day it comes back."""
    draft = make_draft(key="a.txt", content_hash="h")
    world.run(draft)
    withdrawn = edit(draft, draft=True)
    world.run(withdrawn)
    world.run(withdrawn, make_draft(key="b.txt", content_hash="h"))
    assert world.files["a.txt"].entry != world.files["b.txt"].entry


# ---- removal and return ---------------------------------------------------------------------------


def test_deleted_article_is_removed(world: World, make_draft: MakeDraft) -> None:
    """Its entry leaves the feeds, its row goes, its number is not used again."""
    draft = make_draft(key="a.txt")
    world.run(draft)
    entry = world.at("a.txt")
    decision = world.run()
    assert (decision.removals, decision.forgotten, decision.next_seq) == ((entry,), ("a.txt",), 1)


@pytest.mark.parametrize(("content", "updated"), [("h", MAY), ("other", NOW)], ids=["as it was", "edited"])
def test_article_that_comes_back_is_itself(
    world: World, make_draft: MakeDraft, content: str, updated: datetime
) -> None:
    """Id, page, number and dates return; only an edit is news."""
    world.run(make_draft(key="a.txt", content_hash="h", published=MAY))
    before = world.at("a.txt")
    world.run()
    decision = world.run(make_draft(key="a.txt", content_hash=content, published=MAY, title="Now"))
    (change,) = decision.changes
    assert change.before is None
    kept = ("id", "page", "seq", "published", "first_seen")
    assert [getattr(change.after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert (change.after.updated, decision.next_seq) == (updated, 1)


def test_removed_content_comes_back_at_another_path(world: World, make_draft: MakeDraft) -> None:
    """A move that takes two runs is still a move."""
    world.run(make_draft(key="a.txt", content_hash="h"))
    before = world.at("a.txt")
    world.run()
    world.run(make_draft(key="b.txt", content_hash="h"))
    assert world.at("b.txt") == msgspec.structs.replace(before, key="b.txt")


def test_what_is_kept_of_a_removed_entry_is_its_identity(make_entry: MakeEntry) -> None:
    """Nothing that somebody wanted gone stays in the ledger."""
    entry = make_entry(title="Secret", summary="Secret", link=LINK, related=("Secret",), body_html="Secret")
    kept = forget_content(entry, NOW)
    assert kept.removed == NOW
    assert "Secret" not in repr(kept)
    names = ("id", "key", "content_hash", "seq", "page", "published", "updated", "first_seen")
    assert [getattr(kept, name) for name in names] == [getattr(entry, name) for name in names]


def test_draft_is_not_published(world: World, make_draft: MakeDraft) -> None:
    """The author does not want it."""
    decision = world.run(make_draft(key="a.txt", draft=True))
    assert (decision.changes, decision.removals, decision.next_seq) == ((), (), 0)


def test_draft_that_was_never_published_has_no_entry(world: World, make_draft: MakeDraft) -> None:
    """A row names only an entry that exists; else the next look at it would find a damaged ledger."""
    world.run(make_draft(key="a.txt", draft=True))
    assert world.files["a.txt"].entry is None


def test_draft_that_was_never_published_can_be_edited_and_released(
    world: World, make_draft: MakeDraft
) -> None:
    """From draft to draft to entry, with the id it would have had at once."""
    draft = make_draft(key="a.txt", draft=True)
    world.run(draft)
    world.run(edit(draft))
    world.run(make_draft(key="a.txt", content_hash="released"))
    assert world.at("a.txt").id == path_id(site_id=SITE, key="a.txt")


def test_withdrawn_article_is_removed_and_comes_back_as_itself(world: World, make_draft: MakeDraft) -> None:
    """A draft flag on a published article removes it; taking it off brings the same entry back."""
    draft = make_draft(key="a.txt", published=MAY)
    world.run(draft)
    before = world.at("a.txt")
    decision = world.run(edit(draft, draft=True))
    assert decision.removals == (before,)
    assert world.live() == {}
    world.run(draft)
    assert world.at("a.txt") == before


# ---- dates to come --------------------------------------------------------------------------------


def test_future_date_is_held_back_and_published_when_it_comes(world: World, make_draft: MakeDraft) -> None:
    """It is told with its date, and published on its day though its file did not change."""
    draft = make_draft(key="a.txt", published=NOW + DAY)
    decision = world.run(draft)
    assert (decision.changes, decision.held) == ((), (("a.txt", NOW + DAY),))
    assert [row.due for row in decision.rows] == [to_timestamp(NOW + DAY)]
    assert world.run(draft, now=NOW + DAY - timedelta(seconds=1)).rows == ()
    due = world.run(draft, now=NOW + DAY)
    assert [change.after.published for change in due.changes] == [NOW + DAY]
    assert [row.due for row in due.rows] == [None]


def test_published_article_is_not_held_back_by_a_later_date(world: World, make_draft: MakeDraft) -> None:
    """What subscribers have is not taken from them."""
    draft = make_draft(key="a.txt", published=MAY)
    world.run(draft)
    decision = world.run(edit(draft, published=NOW + DAY))
    assert (decision.held, decision.removals) == ((), ())
    assert world.at("a.txt").published == MAY


# ---- problems -------------------------------------------------------------------------------------


def test_problem_of_a_published_article_keeps_its_entry(world: World, make_draft: MakeDraft) -> None:
    """It never vanishes from the feeds because its file cannot be read today."""
    draft = make_draft(key="a.txt")
    world.run(draft)
    problem = Problem(where="a.txt", what="not text")
    decision = world.run(problem)
    assert (decision.changes, decision.removals) == ((), ())
    (row,) = decision.rows
    assert (row.entry, row.problem) == (world.at("a.txt").id, format_problem(problem))
    healed = world.run(draft)
    assert (healed.changes, [row.problem for row in healed.rows]) == ((), [None])


def test_standing_problem_writes_nothing(world: World) -> None:
    """The same problem again is not news."""
    problem = Problem(where="a.txt", what="not text")
    world.run(problem)
    assert world.run(problem).rows == ()


def test_article_with_a_problem_that_is_deleted_is_removed(world: World, make_draft: MakeDraft) -> None:
    """Deleting the file is the author's word, read or unread."""
    world.run(make_draft(key="a.txt"))
    entry = world.at("a.txt")
    world.run(Problem(where="a.txt", what="not text"))
    assert world.run().removals == (entry,)


# ---- the plan -------------------------------------------------------------------------------------


ROW = FileRow("a.txt", b"sig", "h", "urn:x:1", None, None)


@pytest.mark.parametrize(
    ("row", "everything", "read"),
    [
        pytest.param(None, False, True, id="new"),
        pytest.param(ROW, False, False, id="unchanged"),
        pytest.param(ROW, True, True, id="unchanged, everything asked for"),
        pytest.param(ROW._replace(signature=b"old"), False, True, id="changed"),
        pytest.param(ROW._replace(signature=b""), False, True, id="too fresh last time"),
        pytest.param(ROW._replace(problem="a.txt\nnot text"), False, True, id="left out"),
        pytest.param(ROW._replace(due=to_timestamp(NOW)), False, True, id="due now"),
        pytest.param(ROW._replace(due=to_timestamp(NOW) + 1), False, False, id="not due yet"),
    ],
)
def test_what_is_read(row: FileRow | None, *, everything: bool, read: bool) -> None:
    """A file is read when it changed, may have changed, was left out, or is due."""
    files = Files() if row is None else Files({"a.txt": row})
    plan = plan_reading(
        {"a.txt": b"sig"}, files.signatures(), files, everything=everything, hidden=lambda _: False, now=NOW
    )
    rows = {"a.txt": row} if row is not None and read else {}
    assert plan == Plan(read=("a.txt",) if read else (), gone=(), rows=rows)


def test_what_is_gone() -> None:
    """A path that is there as no article, or below a folder that cannot be entered, is not gone."""
    names = ("gone.txt", "present.txt", "closed/a.txt", "closed.txt")
    files = Files({name: ROW._replace(path=name) for name in names})
    plan = plan_reading(
        {},
        files.signatures(),
        files,
        everything=False,
        hidden=lambda key: key == "present.txt" or key.startswith("closed/"),
        now=NOW,
    )
    assert [row.path for row in plan.gone] == ["closed.txt", "gone.txt"]


# ---- the whole ------------------------------------------------------------------------------------


def _drafts(make_draft: MakeDraft) -> st.SearchStrategy[list[dict[str, Draft | Problem]]]:
    """Histories: what stands in a folder at each of some runs, of few names and few contents."""

    def make(key: str, number: int) -> Draft | Problem:
        if number == 9:
            return Problem(where=key, what="not text")
        return make_draft(
            key=key,
            content_hash=str(number),
            title=f"Title {number}",
            link=LINK if number in {1, 2} else None,
            id="urn:x:1" if number in {3, 4} else None,
            published={5: MAY, 6: NOW + 2 * DAY}.get(number),
            draft=number in {7, 8},
        )

    folder = st.dictionaries(st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"]), st.integers(0, 9))
    return st.lists(
        folder.map(lambda numbers: {key: make(key, number) for key, number in numbers.items()}), max_size=6
    )


@given(data=st.data())
def test_every_history_keeps_the_books(make_draft: MakeDraft, data: st.DataObject) -> None:
    """Whatever happens to a folder: one entry a file, one file an entry, and no id changes its number."""
    world = World()
    numbers: dict[str, int] = {}
    for day, folder in enumerate(data.draw(_drafts(make_draft))):
        decision = world.run(*folder.values(), now=NOW + day * DAY)
        published = [row.entry for row in world.files.values() if row.entry is not None]
        assert len(published) == len(set(published))
        assert set(published) <= set(world.entries)
        assert set(world.live()) <= set(published)
        changed = ids_of(decision)
        assert len(changed) == len(set(changed))
        assert not {entry.id for entry in decision.removals} & set(changed)
        assert all(world.files[entry.key].entry == i for i, entry in world.live().items())
        moments = [entry.updated for entry in world.live().values()]
        assert len(moments) == len(set(moments))
        seqs = [entry.seq for entry in world.entries.values()]
        assert len(seqs) == len(set(seqs))
        for i, entry in world.entries.items():
            assert numbers.setdefault(i, entry.seq) == entry.seq
            assert entry.seq < world.next_seq


@given(data=st.data(), seed=st.integers(0, 1000))
def test_order_of_findings_decides_nothing(make_draft: MakeDraft, data: st.DataObject, seed: int) -> None:
    """Workers may finish in any order."""
    world = World()
    history = data.draw(_drafts(make_draft).filter(bool))
    for folder in history[:-1]:
        world.run(*folder.values())
    asked = [
        world.ask(history[-1], NOW, everything=True, order=random.Random(number))  # noqa: S311 - repeatable
        for number in (seed, seed + 1)
    ]
    assert asked[0] == asked[1]


# ---- feeds, pages, changes ------------------------------------------------------------------------


def test_feeds_of_an_entry(make_entry: MakeEntry) -> None:
    """The head, one for each category, one for the source; two spellings of a name are one feed."""
    entry = make_entry(
        categories=(
            Category(kind="tag", term="x", label="Black Sea"),
            Category(kind="topic", term="y", label="black sea"),
            Category(kind="place", term="z", label="C++"),
        ),
        source=Source(name="The Town Crier"),
    )
    feeds = feeds_of(entry)
    assert feeds[:2] == [("", "head", ""), ("categories/black-sea", "tag", "Black Sea")]
    assert feeds[2][0].startswith("categories/c-")
    assert feeds[3:] == [("sources/the-town-crier", "source", "The Town Crier")]


def test_feeds_of_a_bare_entry(make_entry: MakeEntry) -> None:
    """Every entry is in the head feed."""
    assert feeds_of(make_entry()) == [("", "head", "")]


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("The Harbour Opens!", "entries/the-harbour-opens-"),
        ("ميناء", "entries/"),
        ("../../etc", "entries/etc-"),
    ],
    ids=["latin", "without latin letters", "hostile"],
)
def test_page_has_a_safe_name(title: str, start: str) -> None:
    """The slug of the title and eight hex digits of the id, and never a path of its own."""
    path = page_path(title=title, entry_id="urn:x:1")
    assert path.startswith(start)
    assert path.count("/") == 1
    assert len(path.removeprefix(start)) == len("12345678.html")


def test_pages_of_two_entries_with_one_title_differ() -> None:
    """The id is part of the name."""
    assert page_path(title="Same", entry_id="urn:x:1") != page_path(title="Same", entry_id="urn:x:2")


@pytest.mark.parametrize(
    ("changes", "visible"),
    [({"content_hash": "1", "key": "other.txt"}, False), ({"title": "Another"}, True), ({"seq": 7}, True)],
    ids=["bytes and place", "title", "number"],
)
def test_what_counts_as_a_change(make_entry: MakeEntry, *, changes: dict[str, object], visible: bool) -> None:
    """An article's bytes and place are nobody's news."""
    before = make_entry()
    after = msgspec.structs.replace(before, **changes)
    assert is_visible_change(Change(before=before, after=after)) is visible
    assert is_visible_change(Change(before=None, after=after))


# ---- the clock ------------------------------------------------------------------------------------


@pytest.mark.parametrize("behind_s", [-86_400, 0, 3600], ids=["ahead", "equal", "an hour behind"])
def test_clock_is_believed(behind_s: int) -> None:
    """Up to an hour is what clocks and summer time do."""
    assert settle_clock(NOW, to_timestamp(NOW) + behind_s) == (NOW, None)


def test_first_run_believes_the_clock() -> None:
    """There is nothing to compare it with."""
    assert settle_clock(NOW, None) == (NOW, None)


def test_clock_that_went_back_is_not_believed() -> None:
    """More than an hour behind the last run, its time is taken, and the operator told both."""
    now, warning = settle_clock(NOW, to_timestamp(NOW) + 3601)
    assert now == NOW + timedelta(seconds=3601)
    assert warning is not None
    assert "2026-01-05T12:00:00Z" in warning
    assert "2026-01-05T13:00:01Z" in warning


# ---- copies ---------------------------------------------------------------------------------------


def sketch(*, alike: int = 100, title: int = 1, numbers: tuple[int, ...] = (), exact: int = 0) -> Sketch:
    """Return the sketch of a text of 50 pieces, so many in a hundred of which a text like it has too."""
    same = alike // 2
    chunks = tuple(k * 7919 + (0 if k < same else alike + 1) for k in range(50))
    return Sketch(exact=exact or 1000 + alike, title=title, chunks=chunks, numbers=numbers)


def trace(found: Sketch, *, stated: int = 0, link: int = 0, day: int | None = None) -> Trace:
    """Return what an article with this sketch is told by."""
    return Trace(sketch=found, stated=stated, link=link, published=-1 if day is None else day * 86_400)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (trace(sketch(exact=5)), True),
        (trace(sketch(alike=92)), True),
        (trace(sketch(alike=80)), False),
        (trace(sketch(alike=94, title=2)), True),
        (trace(sketch(alike=90, title=2)), False),
        (trace(sketch(alike=98, numbers=(1, 3))), False),
        (trace(sketch(alike=98, numbers=(1,))), True),
        (trace(sketch(alike=98), stated=2), False),
        (trace(sketch(exact=5), day=900), True),
        (trace(sketch(alike=98), day=103), True),
        (trace(sketch(alike=98), day=120), False),
        (trace(sketch(alike=70, numbers=(9,)), link=4), True),
        (trace(sketch(alike=70), link=4, day=101), False),
        (trace(sketch(alike=50), link=4), False),
        (trace(sketch(alike=70), link=6), False),
    ],
    ids=[
        "same text", "nearly", "less", "nearly, another title", "less, another title", "other numbers",
        "a number less", "another id", "same text years later", "days later", "weeks later",
        "update at one link", "column at one link", "two texts at one link", "another link",
    ],
)  # fmt: skip
def test_what_makes_two_articles_one(other: Trace, *, same: bool) -> None:
    """The text decides, and what both state can only speak against it; seen from either side."""
    one = trace(sketch(exact=5, numbers=(1, 2)), stated=1, link=4, day=100)
    assert is_same_article(one, other) is same
    assert is_same_article(other, one) is same


def test_order_of_reading_does_not_choose_the_copy(world: World, make_draft: MakeDraft) -> None:
    """Whatever came first out of a pool of processes, the oldest is the entry."""
    drafts = [
        make_draft(
            key=f"{k}.txt", content_hash=f"h{k}", mtime=MAY - k * DAY, sketch=sketch(alike=100 - 2 * (k % 3))
        )
        for k in range(6)
    ]
    decisions = {
        str(world.ask({d.key: d for d in drafts}, NOW, everything=False, order=random.Random(seed)))  # noqa: S311
        for seed in range(20)
    }
    assert len(decisions) == 1
    assert [change.after.key for change in world.run(*drafts).changes] == ["5.txt"]


def test_sentence_that_all_share_costs_no_more(world: World, make_draft: MakeDraft) -> None:
    """Of a thousand articles found under one key so many are looked at."""
    looked_up: list[int] = []

    def find_none(key: int, most: int) -> list[tuple[str, bytes]]:
        assert key
        looked_up.append(most)
        return []

    world.find_traces = find_none  # type: ignore[method-assign]
    world.run(make_draft(key="a.txt", sketch=sketch()))
    assert set(looked_up) == {MOST_CANDIDATES}


def test_copies_of_an_article_that_went_are_read_again(world: World, make_draft: MakeDraft) -> None:
    """Also where only their own folder could not be listed while it went."""
    one = make_draft(key="a.txt", content_hash="a", mtime=MAY - DAY, sketch=sketch())
    copy = make_draft(key="b.txt", content_hash="b", mtime=MAY, sketch=sketch())
    other = make_draft(key="c.txt", content_hash="c", sketch=sketch(exact=9, alike=0))
    world.run(one, copy, other)
    assert world.files["b.txt"].duplicate_of == world.at("a.txt").id
    seen = {"b.txt": world.files["b.txt"].signature, "c.txt": world.files["c.txt"].signature}
    plan = plan_reading(
        seen, world.files.signatures(), world.files, everything=False, hidden=lambda _: False, now=NOW
    )
    assert (plan.read, plan_again(plan, [], world.files)) == ((), {"b.txt"})
    del world.files["a.txt"]
    plan = plan_reading(
        seen, world.files.signatures(), world.files, everything=False, hidden=lambda _: False, now=NOW
    )
    assert plan.read == ("b.txt",)
    assert plan_again(plan, [], world.files) == {"b.txt"}


def test_home_page_is_no_articles_link(make_draft: MakeDraft) -> None:
    """Every article of an outlet may link to it."""
    found = [
        trace_of(make_draft(sketch=sketch(), link=link))
        for link in ("https://o.example", "https://o.example/", "https://o.example/p")
    ]
    assert [one is not None and bool(one.link) for one in found] == [False, False, True]
