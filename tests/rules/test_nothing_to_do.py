"""A run that changes nothing looks once at each file and does no more; one that must look closer does."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.rules.site import Site, article

# Runs long after every file was written, so that none is too fresh to be trusted: 2046-01-06 13:00:00 UTC.
LATER = 2_398_856_400
# What only a run with work to do may load.
BUSY = {"seedfeed.run", "seedfeed.decide", "seedfeed.edition", "seedfeed.understanding", "seedfeed.restore"}


@pytest.fixture
def quiet(site: Site) -> Site:
    """A site that was built, and whose next run has nothing to do."""
    site.fill(3)
    site.build(at=LATER)
    return site


def loaded(site: Site, *options: str, at: int = LATER + 600) -> set[str]:
    """Return which modules of ours a run loads."""
    done = site.build(*options, env={"PYTHONPROFILEIMPORTTIME": "1"}, at=at)
    assert done.stdout == ""
    names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "import time:" in line}
    return {name for name in names if name.startswith("seedfeed")}


def test_a_run_with_nothing_to_do_loads_next_to_nothing(quiet: Site) -> None:
    """Most runs of cron are such; neither does it write a byte of the ledger."""
    ledger = quiet.seeds / ".seedfeed/ledger.sqlite"
    before = ledger.stat()
    assert not loaded(quiet) & BUSY
    assert ledger.stat().st_mtime_ns == before.st_mtime_ns


def _edit(site: Site) -> None:
    site.write("a1.txt", article(7))


def _delete(site: Site) -> None:
    (site.seeds / "a1.txt").unlink()


def _configure(site: Site) -> None:
    site.configure('[site]\nurl = "https://news.example/"\ntitle = "Other"\n')


def _alter(site: Site) -> None:
    (site.feeds / "rss.xml").write_text("other")


def _lose_a_page(site: Site) -> None:
    next(site.feeds.glob("entries/*.html")).unlink()


@pytest.mark.parametrize("change", [_edit, _delete, _configure, _alter, _lose_a_page])
def test_whatever_asks_for_work_is_seen(quiet: Site, change: object) -> None:
    """What the next run must do is done, and the one after is quiet again."""
    assert callable(change)
    change(quiet)
    assert quiet.build(at=LATER + 600).stdout
    assert not loaded(quiet, at=LATER + 1200) & BUSY


def test_an_article_that_is_due_is_seen(site: Site) -> None:
    """Nothing changed but the time."""
    site.write("a.md", "---\ndate: 2046-01-07T13:00:00Z\n---\n" + article(1))
    site.write("b.md", article(2))
    site.build(at=LATER)
    assert not loaded(site, at=LATER + 86_399) & BUSY
    assert "1 new" in site.build(at=LATER + 86_400).stdout


def test_a_racy_file_is_read_again(site: Site) -> None:
    """Written in the second of the run it may have been written once more since (git's "racy" rule)."""
    path = site.write("a.txt", article(1), age_s=0)
    site.write("b.txt", article(2))
    now = int(path.stat().st_ctime) + 1
    site.build(at=now)
    assert "seedfeed.run" in loaded(site, at=now + 60)
    assert "seedfeed.run" not in loaded(site, at=now + 120)


def test_a_standing_problem_is_looked_at_each_time(site: Site) -> None:
    """It may have been mended where no `stat` shows it."""
    site.fill(2)
    site.write("bad.txt", b"\0\1\2")
    site.build(at=LATER, code=3)
    done = site.build(at=LATER + 600, code=3)
    assert (done.stdout, done.stderr) == ("", "")


def test_ignored_files_make_one_run_look_closer(quiet: Site) -> None:
    """A picture beside an article changes no feed."""
    shutil.copy(sys.executable, quiet.seeds / "photo.jpg")
    os.utime(quiet.seeds / "photo.jpg", (1, 1))
    before = quiet.snapshot()
    assert "seedfeed.run" in loaded(quiet)
    assert "seedfeed.run" not in loaded(quiet, at=LATER + 1200)
    assert quiet.snapshot() == before


def test_copies_are_still_told_when_asked_for(site: Site) -> None:
    """With -v, each time."""
    site.write("a.txt", article(1))
    site.write("b.txt", article(1))
    site.write("c.txt", article(2, topic="school"))
    assert "same article as" in site.build(at=LATER).stderr
    assert site.build(at=LATER + 60).stderr == ""
    assert "b.txt: same article as seeds/a.txt" in site.build("-v", at=LATER + 120).stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_run_without_standard_streams_is_as_any_other(site: Site, closed: str) -> None:
    """Some supervisors start programs so: a file must not be opened in the place of a stream."""
    site.fill(2)
    site.write("bad.txt", b"\0\1\2")
    command = f"{sys.executable} -m seedfeed build {closed}"
    done = subprocess.run(["sh", "-c", command], cwd=site.root, capture_output=True, check=False)
    assert done.returncode == 3
    assert len(site.items()) == 2
    before = site.published_bytes()
    site.build("--full", code=3)
    assert site.published_bytes() == before
