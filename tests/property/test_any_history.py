"""Whatever is done to articles between runs: ids and dates stay, and a run without news writes nothing."""

import shutil
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from seedfeed.model import Report
from tests.property.folder import EXCERPT, KEEP, MODEST, Folder
from tests.rules.site import article


def markdown(number: int, head: str) -> bytes:
    """Return a Markdown article with a line of front matter that other articles may share."""
    text = f"Note number {number} says what it has to say here."
    return f"---\n{head}\n---\n\n# Note {number}\n\n{text}\n".encode()


# Few contents and few places, so that they meet: copies, edits, shared links, shared ids, shared sources.
# With each the title it is published under.
CONTENTS = [
    (article(0).encode(), "harbour 0"),
    (article(0).replace("on Monday", "on Tuesday").encode(), "harbour 0"),
    (article(1).encode(), "harbour 1"),
    (article(2).encode(), "harbour 2"),
    (markdown(1, "link: https://example.org/shared"), "note 1"),
    (markdown(2, "link: https://example.org/shared"), "note 2"),
    (markdown(3, "id: shared"), "note 3"),
    (markdown(4, "id: shared"), "note 4"),
    (markdown(5, "date: 2025-12-01\ntags: [a, b]"), "note 5"),
    (markdown(6, "date: 2025-12-01\nupdated: 2025-12-03\ntags: [b, c]"), "note 6"),
]
PLACES = ["a.md", "b.md", "deep/a.md", "deep/er/c.md"]
CONTENT = st.sampled_from(range(len(CONTENTS)))
PLACE = st.sampled_from(PLACES)
# After some steps a run follows; what is done between two runs is seen at once.
RUN = st.booleans()


class History(RuleBasedStateMachine):
    """The folder as an author treats it, and what must hold after each run; every file is an entry."""

    config = KEEP

    def __init__(self) -> None:
        super().__init__()
        self.folder = Folder(self.config)
        self.files: dict[str, int] = {}
        self.built: dict[str, int] = {}
        self.known: set[int] = set()
        self.items: dict[str, dict[str, Any]] = {}
        self.dates: dict[str, tuple[str, str]] = {}
        self.folder.build()

    def teardown(self) -> None:
        """Run once more, lose the state, and leave no trace."""
        with self.folder:
            self.build()
            self.lose_the_state()

    @rule(place=PLACE, content=CONTENT, run=RUN)
    def write(self, place: str, content: int, *, run: bool) -> None:
        """Add an article or edit the one that is there."""
        self.files[place] = content
        self.folder.write(place, CONTENTS[content][0])
        self.build_if(run=run)

    @precondition(lambda self: self.files)
    @rule(data=st.data(), new=PLACE, run=RUN)
    def rename(self, data: st.DataObject, new: str, *, run: bool) -> None:
        """Give an article another name, perhaps another's."""
        place = data.draw(st.sampled_from(sorted(self.files)))
        (self.folder.seeds / new).parent.mkdir(parents=True, exist_ok=True)
        (self.folder.seeds / place).replace(self.folder.seeds / new)
        self.files[new] = self.files.pop(place)
        self.build_if(run=run)

    @precondition(lambda self: self.files)
    @rule(data=st.data(), run=RUN)
    def delete(self, data: st.DataObject, *, run: bool) -> None:
        """Throw an article away."""
        place = data.draw(st.sampled_from(sorted(self.files)))
        (self.folder.seeds / place).unlink()
        del self.files[place]
        self.build_if(run=run)

    @precondition(lambda self: self.files)
    @rule(data=st.data(), run=RUN)
    def touch(self, data: st.DataObject, *, run: bool) -> None:
        """Save an article without a change."""
        place = data.draw(st.sampled_from(sorted(self.files)))
        self.folder.write(place, CONTENTS[self.files[place]][0])
        self.build_if(run=run)

    def build_if(self, *, run: bool) -> None:
        """Run now, or leave it to a later step."""
        if run:
            self.build()

    def build(self) -> None:
        """Run, and judge what stands there."""
        report = self.folder.build()
        assert not report.problems
        items = {item["_seedfeed"]["key"]: item for item in self.folder.json()}
        ids = [item["id"] for item in items.values()]
        assert len(set(ids)) == len(ids), "no two entries share an id"
        self.judge_places(items, report)
        for item in items.values():
            self.judge_dates(item["id"], item["date_published"], item["date_modified"])
        self.items, self.built = items, dict(self.files)
        self.known.update(self.files.values())
        assert_nothing_done(self.folder.build())

    def judge_places(self, items: dict[str, dict[str, Any]], report: Report) -> None:
        """Every article is there and none is left, each as itself."""
        assert items.keys() == self.files.keys()
        assert not report.duplicates
        for place, former in self.survivors().items():
            assert items[place]["id"] == self.items[former]["id"], f"{former} is {place} now"

    def survivors(self) -> dict[str, str]:
        """Return the articles whose identity is beyond doubt, with the place each had at the last run."""
        found = {}
        for place, content in self.files.items():
            before = self.built.get(place)
            if before == content or (before is not None and self.is_edit(before, content)):
                found[place] = place
                continue
            former = [old for old, held in self.built.items() if held == content]
            copies = [new for new, held in self.files.items() if held == content]
            # The only one of its content, then and now, is the same article wherever it stands, unless its
            # old place holds an edit of it.
            if len(former) == len(copies) == 1 and not self.is_kept(former[0]):
                found[place] = former[0]
        return found

    def is_edit(self, before: int, after: int) -> bool:
        """Tell whether it is one article: of the same title, or a text never seen for one that is gone."""
        one_title = CONTENTS[before][1] == CONTENTS[after][1]
        return one_title or (before not in self.files.values() and after not in self.known)

    def is_kept(self, place: str) -> bool:
        """Tell whether a place still holds an article of the title it held."""
        now = self.files.get(place)
        return now is not None and CONTENTS[now][1] == CONTENTS[self.built[place]][1]

    def judge_dates(self, entry_id: str, published: str, updated: str) -> None:
        """A date of publication stands for ever; one of change never goes back."""
        known = self.dates.setdefault(entry_id, (published, updated))
        assert published == known[0], "published is fixed"
        assert updated >= known[1], "updated never goes back"
        assert updated >= published
        self.dates[entry_id] = (published, updated)

    @rule()
    def lose_the_state(self) -> None:
        """Without its ledger a run finds everything in the feeds and writes no byte."""
        if self.files != self.built:
            self.build()
        shutil.rmtree(self.folder.state)
        assert_nothing_done(self.folder.build())
        items = {item["_seedfeed"]["key"]: item for item in self.folder.json()}
        assert items == self.items
        # Of what was removed only the ledger knew the dates.
        live = {item["id"] for item in items.values()}
        self.dates = {entry_id: dates for entry_id, dates in self.dates.items() if entry_id in live}


def assert_nothing_done(report: Report) -> None:
    """Fail where a run without news did anything."""
    assert (report.written, report.deleted) == ((), ())
    assert (report.new, report.changed, report.removed) == (0, 0, 0)


class MergedHistory(History):
    """The same where copies are one entry: a file is an entry or a copy; entries outlive their files."""

    config = EXCERPT

    def judge_places(self, items: dict[str, dict[str, Any]], report: Report) -> None:
        """None is lost, and what stays where it was stays what it was."""
        place_of = {str(self.folder.seeds / place): place for place in self.files}
        copies = {place_of[copy.path]: place_of[copy.of] for copy in report.duplicates}
        assert items.keys() | copies.keys() == self.files.keys()
        assert not items.keys() & copies.keys()
        assert items.keys() >= set(copies.values())
        for place, of in copies.items():
            assert CONTENTS[self.files[place]][1] == CONTENTS[self.files[of]][1], (
                f"{place} is no copy of {of}"
            )
        ids = {item["id"] for item in items.values()}
        for former, item in self.items.items():
            content = self.built[former]
            if self.files.get(former) == content:
                assert items[former]["id"] == item["id"], f"{former} is still there"
            elif former not in self.files and content in self.files.values():
                # Two entries whose articles an edit made one, and of which one file is left, are one again.
                title = CONTENTS[content][1]
                twins = [place for place in self.items if CONTENTS[self.built[place]][1] == title]
                assert item["id"] in ids or len(twins) > 1, f"what was {former} is still told"


TestHistory = History.TestCase
TestHistory.settings = settings(MODEST, max_examples=40, stateful_step_count=20)
TestMergedHistory = MergedHistory.TestCase
TestMergedHistory.settings = TestHistory.settings
