"""Rule 3: same input, same bytes; same bytes, file untouched."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.site import EPOCH, Site, article

SHUFFLE = """
import os, random
_scandir = os.scandir
class Shuffled:
    def __init__(self, path):
        with _scandir(path) as entries:
            found = sorted(entries, key=lambda e: e.name)
        random.Random(os.environ["SHUFFLE"]).shuffle(found)
        self.found = iter(found)
    def __enter__(self): return self
    def __exit__(self, *_): return None
    def __iter__(self): return self
    def __next__(self): return next(self.found)
    def close(self): pass
os.scandir = lambda path=".": Shuffled(path)
"""


def test_second_run_changes_nothing_and_says_nothing(site: Site) -> None:
    """Cron's second run writes no byte, moves no mtime, prints nothing."""
    site.fill(3)
    site.build()
    before = site.snapshot()
    second = site.build()
    assert (second.stdout, second.stderr) == ("", "")
    assert site.snapshot() == before
    assert {"rss.xml", "atom.xml", "feed.json", "feeds.opml", "index.html", "style.css"} <= before.keys()


def test_second_run_with_everything_read_again_changes_nothing(site: Site) -> None:
    """--full compares every file and finds nothing to write."""
    site.fill(3)
    site.build()
    before = site.snapshot()
    assert site.build("--full").stdout == ""
    assert site.snapshot() == before


def test_touching_an_article_changes_nothing(site: Site) -> None:
    """A new mtime without new bytes is no edit."""
    site.fill(2)
    site.build()
    before = site.snapshot()
    os.utime(site.seeds / "a0.txt", (EPOCH - 5, EPOCH - 5))
    assert site.build().stdout == ""
    assert site.snapshot() == before


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati"},
        {"TZ": "America/St_Johns"},
        {"TZ": "Asia/Kathmandu"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C.UTF-8"},
        {"LC_ALL": "de_DE.UTF-8"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2"},
        {"PYTHONHASHSEED": "3"},
        {"SHUFFLE": "1"},
        {"SHUFFLE": "2"},
    ],
    ids=lambda found: "-".join(f"{k}={v}" for k, v in found.items()).replace("/", "_"),
)
def test_bytes_do_not_depend_on_the_machine(tmp_path: Path, environment: dict[str, str]) -> None:
    """Time zone, locale, hash seed and the order of the directory leave no trace in the bytes."""
    sites = [Site(tmp_path / name) for name in ("plain", "other")]
    (tmp_path / "sitecustomize.py").write_text(SHUFFLE if "SHUFFLE" in environment else "", encoding="ascii")
    for site in sites:
        site.fill(6)
        site.write("deep/é b.txt", article(70, topic="museum"))
    sites[0].build(at=EPOCH)
    sites[1].build(at=EPOCH, env={"PYTHONPATH": str(tmp_path), **environment})
    assert sites[0].published_bytes() == sites[1].published_bytes()


def test_cold_builds_at_two_times_give_the_same_bytes(tmp_path: Path) -> None:
    """The time of the run is nowhere in the feeds."""
    sites = [Site(tmp_path / name) for name in ("early", "late")]
    for site, at in zip(sites, (EPOCH, EPOCH + 1_000_000), strict=True):
        site.fill(3)
        site.build(at=at)
    assert sites[0].published_bytes() == sites[1].published_bytes()


def test_one_more_article_leaves_the_other_entries_bytes_alone(site: Site) -> None:
    """What is published of one article does not depend on another."""
    site.fill(3)
    site.build(at=EPOCH)
    before = site.items()
    atom = (site.feeds / "atom.xml").read_text().split("<entry")[1:]
    site.write("new.txt", article(9, topic="bridge"), age_s=100)
    site.build(at=EPOCH)
    after = site.items()
    assert after.pop("new.txt")["title"] == "The bridge of town number 9 opens again"
    assert after == before
    again = (site.feeds / "atom.xml").read_text().split("<entry")[2:]
    assert [entry.removesuffix("</feed>\n").strip() for entry in again] == [
        entry.removesuffix("</feed>\n").strip() for entry in atom
    ]


def test_only_feeds_that_change_are_replaced(site: Site) -> None:
    """A new article of one source touches no other source's feed."""
    site.fill(2)
    for k in (2, 3):
        site.write(f"b{k}.txt", article(k).replace("The Town Crier", "The Other Paper"))
    site.build()
    before = site.snapshot()
    site.write("b4.txt", article(4).replace("The Town Crier", "The Other Paper"), age_s=10)
    site.build()
    after = site.snapshot()
    changed = {path for path in after if after[path] != before.get(path)}
    assert "sources/the-other-paper/rss.xml" in changed
    assert not {path for path in changed if path.startswith("sources/the-town-crier/")}


def test_a_changed_file_is_at_least_a_second_newer(site: Site) -> None:
    """A server's ETag of size and whole seconds must differ between two versions."""
    site.fill(1)
    site.build()
    before = (site.feeds / "rss.xml").stat().st_mtime_ns
    site.write("new.txt", article(5), age_s=10)
    site.build()
    assert (site.feeds / "rss.xml").stat().st_mtime_ns >= before + 1_000_000_000


@pytest.mark.parametrize("path", ["rss.xml", "feed.json", "index.html", "style.css", "feeds.opml"])
@pytest.mark.parametrize("harm", ["deleted", "overwritten"])
def test_a_harmed_published_file_is_put_back(site: Site, path: str, harm: str) -> None:
    """What somebody did to a file in FEEDS is made good by the next run."""
    site.fill(2)
    site.build()
    good = site.published_bytes()
    if harm == "deleted":
        (site.feeds / path).unlink()
    else:
        (site.feeds / path).write_bytes(b"rubbish")
    site.build()
    assert site.published_bytes() == good


def test_a_harmed_entry_page_is_put_back(site: Site) -> None:
    """The same for the page of an entry, which is its link."""
    site.fill(1)
    site.build()
    good = site.published_bytes()
    page = next((site.feeds / "entries").iterdir())
    page.unlink()
    site.build()
    assert site.published_bytes() == good


@pytest.mark.parametrize("touched", [False, True], ids=["untouched", "touched"])
def test_unchanged_run_loads_no_costly_library(site: Site, *, touched: bool) -> None:
    """A run that changes nothing imports none of what rendering and understanding need."""
    site.fill(2)
    site.build()
    if touched:
        os.utime(site.seeds / "a0.txt", (EPOCH - 5, EPOCH - 5))
    probe = (
        "import json, sys\nfrom seedfeed.cli import main\ncode = main(['build'])\n"
        "print(json.dumps([code, sorted(sys.modules)]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=site.root, capture_output=True, text=True, check=True
    )
    code, modules = json.loads(done.stdout)
    assert code == 0
    assert "seedfeed.building" in modules
    costly = {"feedgen", "lxml", "dateutil", "nh3", "yaml", "sentencex", "seedfeed.understanding"}
    assert not costly & set(modules)
