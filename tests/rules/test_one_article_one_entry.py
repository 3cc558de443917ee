"""An article that was saved twice is one entry, whatever becomes of its files."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.site import EPOCH, Site, article

DAY = 86_400


VIEWS = (
    ("Abel", "believed", "barrels", "January"),
    ("Brandt", "objected that", "bridges", "February"),
    ("Corvin", "wrote that", "vessels", "March"),
    ("Duvall", "hoped", "ovens", "April"),
    ("Ebner", "doubted that", "beehives", "May"),
    ("Fabre", "swore", "violins", "June"),
    ("Gruber", "argued that", "cabins", "July"),
    ("Havel", "knew", "robes", "August"),
    ("Ivanov", "dreamt", "gloves", "September"),
    ("Jobst", "laughed that", "cabbages", "November"),
)


def story(number: int = 1, *, place: str = "harbour", title: str | None = None) -> str:
    """Return an article long enough to be told by its text: no two numbers share a sentence."""
    head = title or f"The {place} quarrel divides the council"
    sentences = [
        f"Councillor {name} {verb} the {place} was worth {10 * number + k} {what}, nobody asked in {when}."
        for k, (name, verb, what, when) in enumerate(VIEWS)
    ]
    return f"{head}\n\n" + "\n\n".join(sentences) + "\n"


NOTE = "---\ndate: {}\n---\n# Note\n\nAll well.\n"
WALL = "Subscribe now to go on reading. You have read all your free texts. " * 9
TABLE = story() + "\n\n".join(f"Gauge {k}: {900 + k} centimetres." for k in range(60)) + "\n\nGauge 60: {}\n"
OTHER = story(7, place="brewery")
TYPO = story().replace("hoped the harbour", "had hoped the harbour")


@pytest.mark.parametrize(
    "copy",
    [
        story(),
        TYPO,
        story(title="Council divided by a harbour quarrel"),
        story().replace("\n\n", "\n").replace("Councillor", "COUNCILLOR").replace(",", " \u2013"),
        story() + "\nRead the complete article at: The Town Crier\n\nLatest news\n",
        "---\nlink: https://another.example/2026/harbour\n---\n" + story(),
    ],
    ids=["same bytes", "a word more", "another title", "other typography", "other furniture", "another link"],
)
def test_a_second_copy_is_left_out_and_named_once(site: Site, copy: str) -> None:
    """One entry, exit code 0, one line that says which file is left out for which; then silence."""
    site.write("a.txt", story(), age_s=2 * DAY)
    site.write("c.txt", OTHER)
    site.build(at=EPOCH)
    before = site.snapshot()
    site.write("b.md", copy)
    done = site.build(at=EPOCH + 600)
    assert done.stderr == "seedfeed: seeds/b.md: same article as seeds/a.txt, left out\n"
    assert done.stdout == ""
    assert site.snapshot() == before
    again = site.build(at=EPOCH + 1200)
    assert (again.stdout, again.stderr) == ("", "")
    assert site.build("-v", at=EPOCH + 1800).stderr.count("same article as") == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (story(1), story(2)),
        (story(1), story(1, place="brewery")),
        (article(1), article(2)),
        (TABLE.format(1), TABLE.format(2)),
        (story() + "\nScore: 3.\n\nGoals: 3, 4.\n", story() + "\nScore: 4.\n\nGoals: 3, 4.\n"),
        ("Weather today\n\nSunny.\n", "Weather today\n\nRain, and more of it.\n"),
        ("First film\n\nWatch it on our site.\n", "Second film\n\nWatch it on our site.\n"),
        ("---\nid: one\n---\n# T\n\n" + story(), "---\nid: two\n---\n# T\n\n" + story()),
        (NOTE.format("2025-05-01"), NOTE.format("2025-05-02")),
        ("---\nlink: https://o.example/p\n---\n" + story(), "---\nlink: https://o.example/p\n---\n" + OTHER),
        ("Ferry runs aground\n\n" + WALL, "Baker wins a prize\n\n" + WALL),
    ],
    ids=["template, other numbers", "template, other names", "template, few numbers", "table", "score",
         "recurring", "boilerplate note", "two stated ids", "two dates", "one link, two texts",
         "wall for subscribers"],
)  # fmt: skip
def test_articles_that_are_only_similar_stay_two(site: Site, one: str, other: str) -> None:
    """Losing an article is worse than telling one twice."""
    site.write("a.md", one)
    site.write("b.md", other)
    assert site.build(at=EPOCH).stderr == ""
    assert set(site.ids()) == {"a.md", "b.md"}


def test_an_updated_copy_of_one_page_is_one_entry(site: Site) -> None:
    """The address says that both are the same page, and half of the text agrees; numbers may have changed."""
    updated = story().replace("18 gloves", "98 gloves").replace("19 cabbages", "99 cabbages")
    head = "---\nlink: https://crier.example/2026/harbour\n---\n"
    site.write("a.md", head + story(), age_s=2 * DAY)
    site.write("b.md", head + updated)
    assert "seeds/b.md: same article as seeds/a.md" in site.build(at=EPOCH).stderr
    site.write("c.md", "---\nlink: https://crier.example/\n---\n" + updated)
    site.build(at=EPOCH)
    assert set(site.ids()) == {"a.md", "c.md"}, "a home page is no address of an article"


@pytest.mark.parametrize("reverse", [False, True])
def test_in_one_run_the_older_is_the_entry(site: Site, *, reverse: bool) -> None:
    """By stated date, then by the file's time, then by path; the order of reading does not matter."""
    names = ["a.md", "b.md"][:: -1 if reverse else 1]
    site.write(names[0], "---\ndate: 2025-05-01\n---\n" + story(), age_s=0)
    site.write(names[1], "---\ndate: 2025-05-02\n---\n" + story(), age_s=DAY)
    site.build(at=EPOCH)
    assert set(site.ids()) == {names[0]}


def test_what_was_published_stays_though_an_older_copy_comes(site: Site) -> None:
    """Subscribers have the first; one with an earlier date is still its copy."""
    site.write("b.md", story())
    site.build(at=EPOCH)
    site.write("a.md", "---\ndate: 2020-01-01\n---\n" + story())
    site.build(at=EPOCH + 60)
    assert set(site.ids()) == {"b.md"}


@pytest.mark.parametrize("how", ["deleted", "draft"])
def test_the_copy_takes_over_when_the_article_goes(site: Site, how: str) -> None:
    """Same id, same date: neither a loss nor a second entry; the first comes back as a copy."""
    site.write("a.md", story(), age_s=2 * DAY)
    site.write("b.md", TYPO)
    site.write("c.md", OTHER)
    site.build(at=EPOCH)
    before = site.items()["a.md"]
    if how == "deleted":
        (site.seeds / "a.md").unlink()
    else:
        site.write("a.md", "---\ndraft: true\n---\n" + story())
    site.build(at=EPOCH + 60)
    after = site.items()
    assert set(after) == {"b.md", "c.md"}
    assert after["b.md"]["id"] == before["id"]
    assert after["b.md"]["date_published"] == before["date_published"]
    site.write("a.md", story())
    site.build(at=EPOCH + 120)
    assert set(site.ids()) == {"b.md", "c.md"}
    assert site.build(at=EPOCH + 180).stdout == ""


@pytest.mark.parametrize("how", ["deleted", "draft"])
def test_an_article_that_comes_back_later_than_its_copy_is_the_copy(site: Site, how: str) -> None:
    """What another file has brought to the readers meanwhile does not come a second time."""
    site.write("c.md", OTHER)
    site.write("a.md", story())
    site.build(at=EPOCH)
    site.write("a.md", "---\ndraft: true\n---\n" + story())
    if how == "deleted":
        (site.seeds / "a.md").unlink()
    site.build(at=EPOCH + 60)
    site.write("b.md", TYPO)
    site.build(at=EPOCH + 120)
    before = site.snapshot()
    site.write("a.md", story())
    assert "seeds/a.md: same article as seeds/b.md" in site.build(at=EPOCH + 180).stderr
    assert site.snapshot() == before


def test_both_files_deleted_remove_the_entry(site: Site) -> None:
    """Nothing is left that could take it over."""
    site.write("a.txt", story())
    site.write("b.txt", story())
    site.write("c.txt", OTHER)
    site.build(at=EPOCH)
    (site.seeds / "a.txt").unlink()
    (site.seeds / "b.txt").unlink()
    assert "1 removed" in site.build(at=EPOCH + 60).stdout
    assert set(site.ids()) == {"c.txt"}


@pytest.mark.parametrize("edited", ["a.txt", "b.txt"])
def test_an_edit_that_parts_two_copies_makes_two_entries(site: Site, edited: str) -> None:
    """Whichever is edited, the published one keeps its id and the other becomes an entry of its own."""
    site.write("a.txt", story(), age_s=2 * DAY)
    site.write("b.txt", story())
    site.build(at=EPOCH)
    first = site.ids()["a.txt"]
    site.write(edited, OTHER)
    site.build(at=EPOCH + 60)
    assert site.ids().keys() == {"a.txt", "b.txt"}
    assert site.ids()["a.txt"] == first


def test_an_edited_title_is_an_edit_though_a_copy_lies_beside(site: Site) -> None:
    """The copy does not snatch the entry from the article it repeats."""
    site.write("a.txt", story(), age_s=2 * DAY)
    site.write("b.txt", story())
    site.build(at=EPOCH)
    first = site.ids()["a.txt"]
    site.write("a.txt", story(title="The council quarrels on about the harbour"))
    site.build(at=EPOCH + 60)
    assert site.ids() == {"a.txt": first}
    assert site.items()["a.txt"]["title"] == "The council quarrels on about the harbour"


def test_a_renamed_and_edited_article_keeps_its_id(site: Site) -> None:
    """A new name and a small edit at once are still the same article."""
    site.write("a.txt", story())
    site.write("c.txt", OTHER)
    site.build(at=EPOCH)
    before = site.ids()
    (site.seeds / "a.txt").unlink()
    site.write("b.txt", TYPO)
    site.build(at=EPOCH + 60)
    assert site.ids() == {"b.txt": before["a.txt"], "c.txt": before["c.txt"]}


def test_swapped_and_edited_articles_keep_their_ids(site: Site) -> None:
    """Files that were numbered anew and edited are told apart by their texts."""
    site.write("a.txt", story())
    site.write("c.txt", OTHER)
    site.build(at=EPOCH)
    before = site.ids()
    site.write("a.txt", OTHER.replace("knew", "well knew"))
    site.write("c.txt", TYPO)
    site.build(at=EPOCH + 60)
    assert site.ids() == {"a.txt": before["c.txt"], "c.txt": before["a.txt"]}


def test_a_lost_state_keeps_the_published_one(site: Site) -> None:
    """The record decides and not the age of the files: not a byte changes, whichever comes first by name."""
    site.write("z.txt", story())
    site.build(at=EPOCH)
    site.write("a.txt", TYPO, age_s=9 * DAY)
    site.build(at=EPOCH + 60)
    before = site.snapshot()
    for _ in range(2):
        shutil.rmtree(site.seeds / ".seedfeed")
        assert site.build(at=EPOCH + 120).stdout == ""
        assert site.snapshot() == before
        assert site.build(at=EPOCH + 180).stderr == ""


def test_drafts_unusable_and_future_articles_are_nobodys_original(site: Site) -> None:
    """Only what is in the feeds keeps a copy out of them."""
    site.write("a.md", "---\ndraft: true\n---\n" + story(), age_s=9 * DAY)
    site.write("b.md", "---\ndate: 2031-01-01\n---\n" + story(), age_s=9 * DAY)
    site.write("c.md", story().encode() + b"\0", age_s=9 * DAY)
    site.write("d.md", story())
    site.build(at=EPOCH, code=3)
    assert set(site.ids()) == {"d.md"}


def test_many_copies_are_one_entry(site: Site) -> None:
    """Of three hundred, each with a word of its own, one is published."""
    for k in range(300):
        site.write(
            f"{k:03}.txt", story().replace("cabbages", f"cabbages of {chr(97 + k % 26) * (k // 26 + 1)} and")
        )
    site.build("-q", at=EPOCH)
    assert len(site.ids()) == 1
    (site.seeds / next(iter(site.ids()))).unlink()
    first = next(iter(site.ids().values()))
    site.build("-q", at=EPOCH + 60)
    assert list(site.ids().values()) == [first]


def test_keep_makes_an_entry_of_each(site: Site) -> None:
    """Who wants every file in the feeds says so; what was left out comes in."""
    site.write("a.txt", story())
    site.write("b.txt", story())
    site.build(at=EPOCH)
    first = site.ids()
    site.configure('duplicates = "keep"\n[site]\nurl = "https://news.example/"\ntitle = "News"\n')
    site.build(at=EPOCH + 60)
    assert site.ids().items() > first.items()
    assert len(site.ids()) == 2


def test_the_report_names_copies(site: Site) -> None:
    """A script can read what was left out for what, in the run that found it and in later ones."""
    site.write("a.txt", story(), age_s=2 * DAY)
    site.write("b.txt", story())
    for fresh in (1, 0):
        report = json.loads(site.build("--json", at=EPOCH).stdout)
        assert report["duplicates"] == [{"path": "seeds/b.txt", "of": "seeds/a.txt"}]
        assert (report["fresh_duplicates"], report["left_out"], report["total"]) == (fresh, 0, 1)


def explain(site: Site, name: str) -> str:
    """Return what `seedfeed explain` says of an article."""
    command = [sys.executable, "-m", "seedfeed", "explain", str(site.seeds / name)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_explain_says_which_article_a_copy_repeats(site: Site) -> None:
    """Where there is a ledger it is asked, and left as it is."""
    site.write("a.txt", story(), age_s=2 * DAY)
    site.write("b.txt", story())
    assert "same article" not in explain(site, "b.txt")
    assert not (site.seeds / ".seedfeed").exists()
    site.build(at=EPOCH)
    ledger = site.seeds / ".seedfeed" / "ledger.sqlite"
    before = ledger.read_bytes()
    assert "same article as a.txt, left out" in explain(site, "b.txt")
    assert "same article" not in explain(site, "a.txt")
    assert ledger.read_bytes() == before
    ledger.write_bytes(b"noise")
    assert "same article" not in explain(site, "b.txt")


def make_old(ledger: Path) -> None:
    """Turn a ledger into one that the version before would have left."""
    database = sqlite3.connect(ledger)
    database.executescript(
        "CREATE TABLE old AS SELECT path, signature, hash, entry, due, problem, sum FROM file;"
        "DROP TABLE file;"
        "CREATE TABLE file (path TEXT PRIMARY KEY, signature BLOB NOT NULL, hash TEXT NOT NULL,"
        " entry TEXT, due INTEGER, problem TEXT, sum INTEGER NOT NULL) WITHOUT ROWID;"
        "DROP TABLE trace; DROP TABLE likeness; DROP TABLE adopted;"
        "DELETE FROM meta WHERE name IN ('archived', 'lost', 'seen');"
        "DROP INDEX place; DROP INDEX gone; DROP INDEX moment; ALTER TABLE entry RENAME TO new;"
        "CREATE TABLE entry (id TEXT PRIMARY KEY, live INTEGER NOT NULL, updated INTEGER NOT NULL,"
        " record BLOB NOT NULL, sum INTEGER NOT NULL);"
        "CREATE INDEX gone ON entry (live) WHERE live = 0; CREATE INDEX moment ON entry (updated);"
        "CREATE TABLE fragment (id TEXT PRIMARY KEY, rss BLOB NOT NULL, atom BLOB NOT NULL,"
        " json BLOB NOT NULL, sum INTEGER NOT NULL);"
    )
    from seedfeed.state.connection import sum_of

    total = 0
    for row in database.execute("SELECT path, signature, hash, entry, due, problem FROM old").fetchall():
        database.execute("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, sum_of(*row)))
        total += sum_of(*row)
    for row in database.execute("SELECT id, live, updated, record FROM new").fetchall():
        database.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", (*row, sum_of(*row)))
    number = database.execute("SELECT count(*) FROM file").fetchone()[0]
    database.execute("DROP TABLE old")
    database.execute("DROP TABLE new")
    for name, value in (("schema", "1"), ("files", f"{number} {total}")):
        database.execute(
            "UPDATE meta SET value = ?, sum = ? WHERE name = ?", (value, sum_of(name, value), name)
        )
    database.commit()
    database.close()


def test_an_upgrade_says_and_changes_nothing(site: Site) -> None:
    """A ledger of the version before is taken over whole, what only it knows included."""
    site.configure('limit = 1\n[site]\nurl = "https://news.example/"\ntitle = "News"\n')
    site.write("a.txt", story(), age_s=2 * DAY)
    site.write("c.txt", OTHER)
    site.build(at=EPOCH)
    before = site.snapshot()
    make_old(site.seeds / ".seedfeed" / "ledger.sqlite")
    done = site.build("-v", at=EPOCH + 60)
    assert (done.stdout.split()[:2], "wrote" in done.stdout, done.stderr) == (["stage", "seconds"], False, "")
    assert site.snapshot() == before
    site.write("b.txt", story())  # a.txt has not been read since: its copies are not known yet
    site.build("--full", at=EPOCH + 120)
    site.write("d.txt", OTHER)
    assert "seeds/d.txt: same article as seeds/c.txt" in site.build(at=EPOCH + 180).stderr
