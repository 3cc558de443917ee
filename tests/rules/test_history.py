"""Every entry ever published stays reachable, and a lost ledger comes back from the feeds alone."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest

from seedfeed.state.connection import sum_of
from tests.rules.site import EPOCH, Site, article
from tests.rules.test_nothing_is_lost import KILL
from tests.rules.test_one_article_one_entry import make_old

URL = "https://news.example/"
DAY = 86_400


def fill(site: Site, numbers: range) -> None:
    """Write articles, the first the oldest; each tenth is about the school."""
    for k in numbers:
        text = f"---\ntags: [{'school' if k % 10 == 0 else 'harbour'}]\n---\n" + article(k)
        site.write(f"a{k:03}.md", text, age_s=400 * DAY - 3600 * k)


def published(site: Site, address: str) -> bytes:
    """Return what a web server would answer."""
    assert address.startswith(URL)
    return (site.feeds / address.removeprefix(URL)).read_bytes()


def read_back(site: Site, name: str) -> Iterator[list[Any]]:
    """Yield the entries of a feed and of all that came before, document by document (RFC 5005 §4.2)."""
    address: str | None = URL + name
    while address is not None:
        parsed = feedparser.parse(published(site, address))
        assert not parsed.bozo
        yield parsed.entries
        links = [link.href for link in parsed.feed.links if link.rel == "prev-archive"]
        address = links[0] if links else None


def read_back_json(site: Site) -> Iterator[list[Any]]:
    """The same by next_url (JSON Feed 1.1)."""
    address: str | None = f"{URL}feed.json"
    while address is not None:
        feed = json.loads(published(site, address))
        yield feed["items"]
        address = feed.get("next_url")


def all_ids(site: Site) -> list[list[str]]:
    """Return every entry once, in the order in which a client meets them, for each format."""
    documents: list[Any] = [read_back(site, "atom.xml"), read_back(site, "rss.xml"), read_back_json(site)]
    return [list(dict.fromkeys(item["id"] for page in pages for item in page)) for pages in documents]


def dates_of(site: Site) -> dict[str, str]:
    """Return when each entry was published, by its id."""
    return {item["id"]: item["date_published"] for page in read_back_json(site) for item in page}


def lose_ledger(site: Site) -> None:
    """Lose the state folder whole, as a throw-away job does."""
    shutil.rmtree(site.seeds / ".seedfeed")


@pytest.fixture
def long_site(site: Site) -> Site:
    """A site of two full pages and a half."""
    site.configure('limit = 5\n[site]\nurl = "https://news.example/"\ntitle = "News"\n')
    fill(site, range(250))
    site.build(at=EPOCH)
    return site


def test_reading_back_yields_every_entry_once_from_the_newest_to_the_oldest(long_site: Site) -> None:
    """In all three formats, by a client that is not ours."""
    for ids in all_ids(long_site):
        assert len(ids) == 250
    atom = [entry for page in read_back(long_site, "atom.xml") for entry in page]
    dates = [entry.published for entry in atom]
    assert dates == sorted(dates, reverse=True)


def test_no_entry_is_in_neither_head_nor_archive_while_it_grows(site: Site) -> None:
    """Whatever the limit, and however many come in a run; pages do not change for new articles."""
    site.configure('limit = 3\n[site]\nurl = "https://news.example/"\ntitle = "News"\n')
    stops = [1, 99, 100, 101, 205, 310]
    for number, stop in enumerate(stops):
        before = site.published_bytes() if number else {}
        fill(site, range(stops[number - 1] if number else 0, stop))
        site.build(at=EPOCH + number)
        assert {len(ids) for ids in all_ids(site)} == {stop}
        entries = {path: cut(data) for path, data in before.items() if path.startswith("archive/")}
        assert entries == {path: cut((site.feeds / path).read_bytes()) for path in entries}


def cut(page: bytes) -> list[bytes]:
    """Return the lines of a page that are not links to other pages."""
    return [line for line in page.splitlines() if b"next-archive" not in line]


def test_an_edit_rewrites_one_page(long_site: Site) -> None:
    """Its own, beside the feeds the entry belongs to; what changed is its time of change and not its id."""
    before = long_site.snapshot()
    old = json.loads(before["archive/00000.json"][1])["items"]
    edited = article(42).replace("a winter of repairs", "a long winter of repairs")
    long_site.write("a042.md", "---\ntags: [harbour]\n---\n" + edited, age_s=0)
    assert "1 changed" in long_site.build(at=EPOCH + DAY).stdout
    after = long_site.snapshot()
    changed = {path for path in after if after[path] != before.get(path)}
    assert {path for path in changed if path.startswith("archive/")} == {
        "archive/00000.rss.xml", "archive/00000.atom.xml", "archive/00000.json",
    }  # fmt: skip
    assert not {path for path in changed if "school" in path}
    new = json.loads(after["archive/00000.json"][1])["items"]
    assert [item["id"] for item in new] == [item["id"] for item in old]
    different = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert [(a["date_modified"] < b["date_modified"]) for a, b in different] == [True]


def test_a_removal_rewrites_one_page_and_its_number_is_not_used_again(long_site: Site) -> None:
    """The entry leaves all that was published; the next new one gets the next number."""
    (long_site.seeds / "a042.md").unlink()
    before = long_site.snapshot()
    long_site.build(at=EPOCH + DAY)
    after = long_site.snapshot()
    changed = {path for path in after if after[path] != before[path] and path.startswith("archive/")}
    assert changed == {"archive/00000.rss.xml", "archive/00000.atom.xml", "archive/00000.json"}
    assert {len(ids) for ids in all_ids(long_site)} == {249}
    fill(long_site, range(250, 251))
    long_site.build(at=EPOCH + 2 * DAY)
    assert long_site.items()["a250.md"]["_seedfeed"]["seq"] == 250


@pytest.mark.parametrize("word", ["draft: true", "withdrawn: true"])
def test_withdrawn_is_as_good_as_deleted(long_site: Site, word: str) -> None:
    """The file may stay."""
    path = long_site.seeds / "a042.md"
    path.write_text(path.read_text().replace("---\n", f"---\n{word}\n", 1))
    assert "1 removed" in long_site.build(at=EPOCH + DAY).stdout
    assert {len(ids) for ids in all_ids(long_site)} == {249}
    assert not [path for path, data in long_site.published_bytes().items() if b"number 42 " in data]


def test_an_emptied_feed_stays_and_is_listed_no_more(site: Site) -> None:
    """Its subscribers get a valid feed and not an error."""
    site.configure('[site]\nurl = "https://news.example/"\ntitle = "News"\n[categories]\nmin_entries = 1\n')
    fill(site, range(9, 12))
    site.build(at=EPOCH)
    assert b"categories/school" in site.published_bytes()["feeds.opml"]
    (site.seeds / "a010.md").unlink()
    site.build(at=EPOCH + DAY)
    files = site.published_bytes()
    assert b"categories/school" not in files["feeds.opml"] + files["index.html"]
    for name in ("rss.xml", "atom.xml"):
        parsed = feedparser.parse(files[f"categories/school/{name}"])
        assert (parsed.bozo, parsed.entries, parsed.feed.title) == (False, [], "News: school")


# ---- restoring ------------------------------------------------------------------------------------


def test_a_lost_ledger_comes_back_whole(long_site: Site) -> None:
    """Ids, numbers, dates, removals, feeds kept though empty: the run after writes no byte."""
    for number in (3, 42, 248):
        (long_site.seeds / f"a{number:03}.md").unlink()
    for number in range(0, 250, 10):
        (long_site.seeds / f"a{number:03}.md").unlink()
    long_site.build(at=EPOCH + DAY)
    before = long_site.snapshot()
    assert "categories/school/rss.xml" in before
    lose_ledger(long_site)
    assert long_site.build(at=EPOCH + 2 * DAY).stdout == ""
    assert long_site.snapshot() == before
    assert long_site.build(at=EPOCH + 3 * DAY).stdout == ""
    fill(long_site, range(42, 43))  # what was removed comes back as itself
    long_site.build(at=EPOCH + 4 * DAY)
    assert long_site.published_bytes()["archive/00000.json"].count(b'"seq":42,') == 1
    fill(long_site, range(250, 251))
    long_site.build(at=EPOCH + 5 * DAY)
    assert long_site.items()["a250.md"]["_seedfeed"]["seq"] == 250


def test_a_damaged_ledger_comes_back_whole(long_site: Site) -> None:
    """It is set aside, and one line says so."""
    before = long_site.snapshot()
    ledger = long_site.seeds / ".seedfeed/ledger.sqlite"
    data = bytearray(ledger.read_bytes())
    data[100:-100:1000] = bytes(len(data[100:-100:1000]))
    ledger.write_bytes(data)
    done = long_site.build(at=EPOCH + DAY)
    assert done.stderr.count("\n") == 1
    assert "restored from feeds" in done.stderr
    assert long_site.snapshot() == before


def test_a_lost_ledger_comes_back_after_articles_were_renamed(long_site: Site) -> None:
    """Files in FEEDS that were made before: the same entries, at their new places."""
    before = [sorted(ids) for ids in all_ids(long_site)]
    dates = dates_of(long_site)
    for path in sorted(long_site.seeds.glob("*.md")):
        year = long_site.seeds / "2025"
        year.mkdir(exist_ok=True)
        path.rename(year / f"moved-{path.name}")
    lose_ledger(long_site)
    long_site.build(at=EPOCH + DAY)
    assert [sorted(ids) for ids in all_ids(long_site)] == before
    assert dates_of(long_site) == dates
    assert {item["_seedfeed"]["key"][:5] for page in read_back_json(long_site) for item in page} == {"2025/"}


def test_a_lost_page_comes_back_from_its_articles(long_site: Site) -> None:
    """With the ledger gone too its entries are understood again: the same ids, at the same numbers."""
    before = all_ids(long_site)
    for path in Path(long_site.feeds).glob("archive/00000.*"):
        path.unlink()
    lose_ledger(long_site)
    long_site.build(at=EPOCH + DAY)
    assert all_ids(long_site) == before


def test_an_altered_page_is_put_right(long_site: Site) -> None:
    """As any published file is, from the ledger."""
    before = long_site.published_bytes()
    (long_site.feeds / "archive/00001.rss.xml").write_text("gone")
    (long_site.feeds / "archive/00000.json").unlink()
    done = long_site.build("-v", at=EPOCH + DAY)
    assert sorted(line for line in done.stdout.splitlines() if line.startswith("wrote")) == [
        "wrote  archive/00000.json",
        "wrote  archive/00001.rss.xml",
    ]
    assert long_site.published_bytes() == before


@pytest.mark.parametrize("loses_ledger", [False, True], ids=["killed", "killed, and the ledger lost"])
@pytest.mark.parametrize("at", [1, 3, 4, 6, 9, 14])
def test_a_killed_run_leaves_a_whole_chain(
    long_site: Site, tmp_path: Path, at: int, *, loses_ledger: bool
) -> None:
    """Killed between two renames while a page is added, one edited and one loses an entry."""
    ids = {item["_seedfeed"]["key"]: item["id"] for page in read_back_json(long_site) for item in page}
    (tmp_path / "sitecustomize.py").write_text(KILL, encoding="ascii")
    fill(long_site, range(250, 310))
    (long_site.seeds / "a142.md").unlink()
    edited = article(42).replace("a winter of repairs", "a long winter of repairs")
    long_site.write("a042.md", "---\ntags: [harbour]\n---\n" + edited, age_s=0)
    long_site.build(code=-9, env={"PYTHONPATH": str(tmp_path), "KILL_AT": str(at)}, at=EPOCH + DAY)
    for found in all_ids(long_site):  # what a reader meets meanwhile
        assert len(found) in {249, 250, 309, 310}
    if loses_ledger:
        lose_ledger(long_site)
    long_site.build(at=EPOCH + 2 * DAY)
    items = {item["_seedfeed"]["key"]: item["id"] for page in read_back_json(long_site) for item in page}
    assert {key: items.get(key) for key in ids} == ids | {"a142.md": None}
    assert {len(found) for found in all_ids(long_site)} == {309}
    healed = long_site.published_bytes()
    long_site.build("--full", at=EPOCH + 3 * DAY)
    assert long_site.published_bytes() == healed


def test_a_ledger_that_lost_an_entry_is_damaged(long_site: Site) -> None:
    """Its article is never published anew, under another date: the entry comes back from the feeds."""
    before = dates_of(long_site)
    database = sqlite3.connect(long_site.seeds / ".seedfeed/ledger.sqlite")
    (entry_id,) = database.execute("SELECT id FROM entry WHERE seq = 42").fetchone()
    database.execute("DELETE FROM entry WHERE seq = 42")
    database.commit()
    database.close()
    edited = article(42).replace("a winter of repairs", "a long winter of repairs")
    long_site.write("a042.md", "---\ntags: [harbour]\n---\n" + edited, age_s=0)
    assert f"entry '{entry_id}' is missing; restored from feeds" in long_site.build(at=EPOCH + DAY).stderr
    assert dates_of(long_site) == before


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "feed.json"])
def test_an_entry_is_taken_from_no_file_that_rotted(site: Site, name: str) -> None:
    """A byte that changed on the disk, with size and time as they were, reaches no other edition."""
    fill(site, range(1, 4))
    site.build(at=EPOCH)
    path = site.feeds / name
    status, before = path.stat(), path.read_bytes()
    path.write_bytes(before.replace(b"number 2 opened", b"number 9 opened"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    fill(site, range(4, 5))
    site.build(at=EPOCH + DAY)
    assert b"number 2 opened" in path.read_bytes()
    assert b"number 9 opened" not in path.read_bytes()


def test_an_upgrade_brings_the_archive(long_site: Site) -> None:
    """Of a site from before there was one: no entry is new or changed, and all are reachable again."""
    ledger = long_site.seeds / ".seedfeed/ledger.sqlite"
    make_old(ledger)
    database = sqlite3.connect(ledger)
    database.execute("DELETE FROM output WHERE path LIKE 'archive/%'")
    (number,) = database.execute("SELECT count(*) FROM output").fetchone()
    row = (str(number), sum_of("outputs", str(number)))
    database.execute("UPDATE meta SET value = ?, sum = ? WHERE name = 'outputs'", row)
    database.commit()
    database.close()
    before = long_site.published_bytes()
    shutil.rmtree(long_site.feeds / "archive")
    done = long_site.build(at=EPOCH + DAY)
    assert (done.stdout.partition(";")[0], done.stderr) == ("no entry changed", "")
    assert long_site.published_bytes() == before
    assert long_site.build(at=EPOCH + 2 * DAY).stdout == ""
