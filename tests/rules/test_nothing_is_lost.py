"""Rule 1, 5 and 6: one bad article never stops the run, safety brakes, whole or not at all."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.site import EPOCH, Site, article

KILL = """
import os, signal
_replace, count = os.replace, [0]
def replace(*args, **kwargs):
    count[0] += 1
    if count[0] == int(os.environ["KILL_AT"]):
        os.kill(os.getpid(), signal.SIGKILL)
    return _replace(*args, **kwargs)
os.replace = replace
"""


def test_bad_articles_are_named_and_the_rest_is_published(site: Site) -> None:
    """One line each, saying which file, why, and what to do; exit 3."""
    site.fill(2)
    site.write("empty.txt", "")
    site.write("binary.txt", b"\x00\x01\x02" * 50)
    os.mkfifo(site.seeds / "pipe.txt")
    done = site.build(code=3)
    assert sorted(site.ids()) == ["a0.txt", "a1.txt"]
    lines = done.stderr.splitlines()
    assert len(lines) == 3
    assert [line.split(": ")[1] for line in lines] == [
        "seeds/binary.txt",
        "seeds/empty.txt",
        "seeds/pipe.txt",
    ]
    assert "3 left out" in done.stdout


def test_a_standing_problem_is_told_once_and_keeps_its_exit_code(site: Site) -> None:
    """Cron mails what is printed: the same line every hour for years helps nobody."""
    site.fill(1)
    site.write("empty.txt", "")
    site.build(code=3)
    before = site.snapshot()
    again = site.build(code=3)
    assert (again.stdout, again.stderr) == ("", "")
    assert "seeds/empty.txt" in site.build("-v", code=3).stderr
    assert site.snapshot() == before


def test_a_published_article_that_turns_bad_stays_published(site: Site) -> None:
    """Subscribers keep the entry; the operator gets a line; mended, it goes on."""
    site.fill(2)
    site.build()
    before = site.snapshot()
    site.write("a0.txt", b"\x00" * 100)
    assert "seeds/a0.txt" in site.build(code=3).stderr
    assert site.snapshot() == before
    site.write("a0.txt", article(0))
    assert site.build().stderr == ""
    assert site.snapshot() == before


def test_a_published_article_replaced_by_a_pipe_stays_published(site: Site) -> None:
    """A pipe is never opened: the run does not hang, the entry stays."""
    site.fill(2)
    site.build()
    before = site.snapshot()
    (site.seeds / "a0.txt").unlink()
    os.mkfifo(site.seeds / "a0.txt")
    assert "seeds/a0.txt" in site.build(code=3).stderr
    assert site.snapshot() == before


def test_strict_turns_left_out_articles_into_failure(site: Site) -> None:
    """--strict exits 1, and the rest is published all the same."""
    site.fill(1)
    site.write("empty.txt", "")
    site.build("--strict", code=1)
    assert list(site.ids()) == ["a0.txt"]


@pytest.mark.parametrize("state", ["kept", "lost"])
def test_a_folder_that_is_gone_empties_no_feed(site: Site, state: str, tmp_path: Path) -> None:
    """A disk that is not mounted is not a decision to delete everything."""
    site.fill(2)
    options = ["--state", str(tmp_path / "state")]
    site.build(*options)
    before = site.snapshot()
    shutil.rmtree(site.seeds)
    if state == "lost":
        shutil.rmtree(tmp_path / "state")
    done = site.build(*options, code=4)
    assert done.stderr.startswith("seedfeed: seeds: ")
    assert site.snapshot() == before


def test_an_empty_folder_empties_no_feed_unless_it_is_meant(site: Site) -> None:
    """--allow-empty says that it is meant; the feeds stay valid, without entries."""
    site.fill(2)
    site.build()
    before = site.snapshot()
    for path in site.seeds.glob("*.txt"):
        path.unlink()
    assert "--allow-empty" in site.build(code=4).stderr
    assert site.snapshot() == before
    site.build("--allow-empty")
    assert site.ids() == {}
    assert "<channel>" in (site.feeds / "rss.xml").read_text()


def test_a_missing_folder_without_feeds_is_a_mistake_in_the_command(site: Site) -> None:
    """Nothing is published yet: exit 64, nothing is made."""
    shutil.rmtree(site.seeds)
    site.build(code=64)
    assert not site.seeds.exists()
    assert not site.feeds.exists()


def test_a_held_lock_ends_the_second_run(site: Site) -> None:
    """Two cron jobs that overlap do no harm: the second ends with 75."""
    site.fill(1)
    site.build()
    site.write("b.txt", article(2))
    before = site.snapshot()
    with (site.seeds / ".seedfeed" / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = site.build(code=75)
    assert len(done.stderr.splitlines()) == 1
    assert site.snapshot() == before
    site.build()
    assert "b.txt" in site.ids()


def test_a_held_lock_is_no_matter_for_a_mail(site: Site) -> None:
    """With `-q`, as cron runs it, the second run ends with 75 and no word: the first does the work."""
    site.fill(1)
    site.build()
    with (site.seeds / ".seedfeed" / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = site.build("-q", code=75)
    assert (done.stdout, done.stderr) == ("", "")


def test_mistakes_in_the_settings_touch_nothing(site: Site) -> None:
    """All of them are told, with file, key and what was expected."""
    site.fill(1)
    site.build()
    before = site.snapshot()
    site.configure('[site]\ntitel = "News"\nurl = 3\nlimit = 5\n')
    done = site.build(code=64)
    lines = done.stderr.splitlines()
    assert len(lines) == 3
    assert "seeds/seedfeed.toml: site.titel: " in lines[0]
    assert "'title'" in lines[0]
    assert "site.url" in lines[1]
    assert site.snapshot() == before


def test_feeds_inside_seeds_are_refused(site: Site) -> None:
    """Published pages would be taken for articles at the next run."""
    site.fill(1)
    site.build("seeds", "seeds/feeds", code=64)
    assert not (site.seeds / "feeds").exists()


def test_feeds_of_another_program_are_not_overwritten(site: Site) -> None:
    """A folder that somebody else's feed stands in is not ours."""
    site.fill(1)
    site.feeds.mkdir()
    (site.feeds / "rss.xml").write_text("<rss version='2.0'><channel/></rss>")
    assert "feeds/rss.xml" in site.build(code=4).stderr
    assert [path.name for path in site.feeds.iterdir()] == ["rss.xml"]


def test_a_damaged_record_without_a_ledger_stops_the_run(site: Site) -> None:
    """Rather no run than new ids for everything."""
    site.fill(1)
    site.build()
    shutil.rmtree(site.seeds / ".seedfeed")
    (site.feeds / "feed.json").write_bytes((site.feeds / "feed.json").read_bytes()[:-50])
    before = site.snapshot()
    assert "feeds/feed.json" in site.build(code=74).stderr
    assert site.snapshot() == before


@pytest.mark.parametrize("at", [1, 2, 5, 9])
def test_a_killed_run_leaves_whole_files_and_the_next_one_heals(site: Site, at: int, tmp_path: Path) -> None:
    """Killed between two renames, the folder holds old and new files, all whole; ids stay."""
    site.fill(3)
    site.build()
    ids = site.ids()
    (tmp_path / "sitecustomize.py").write_text(KILL, encoding="ascii")
    site.write("new.txt", article(7, topic="bridge"), age_s=10)
    (site.seeds / "a1.txt").unlink()
    site.build(code=-9, env={"PYTHONPATH": str(tmp_path), "KILL_AT": str(at)})
    json.loads((site.feeds / "feed.json").read_bytes())
    site.build()
    assert {key: found for key, found in site.ids().items() if key != "new.txt"} == {
        key: found for key, found in ids.items() if key != "a1.txt"
    }
    healed = site.published_bytes()
    assert len([path for path in healed if path.startswith("entries/")]) == 3
    site.build("--full")
    assert site.published_bytes() == healed
    assert not [path for path in site.feeds.rglob(".*") if path.is_file()]


def test_a_future_date_is_held_back_until_it_comes(site: Site) -> None:
    """It is told once, published when it is due, and nothing is read again for it in between."""
    site.fill(1)
    site.write(
        "later.md", "---\ntitle: Later\ndate: 2026-01-06\n---\n\nA text that is long enough to stand.\n"
    )
    first = site.build(at=EPOCH)
    assert "held back" in first.stderr
    assert list(site.ids()) == ["a0.txt"]
    assert site.build(at=EPOCH + 60).stderr == ""
    site.build(at=EPOCH + 86_400)
    assert site.items()["later.md"]["date_published"] == "2026-01-06T00:00:00Z"


def test_a_draft_is_not_published_and_withdraws_what_was(site: Site) -> None:
    """draft: true does the same as deleting, and can be taken back."""
    text = "---\ntitle: A note\ndate: 2026-01-01\n---\n\nA text that is long enough to stand.\n"
    site.write("note.md", text)
    site.build(at=EPOCH)
    before = site.items()
    site.write("note.md", text.replace("title", "draft: true\ntitle"))
    site.build(at=EPOCH + 60)
    assert site.ids() == {}
    site.write("note.md", text)
    site.build(at=EPOCH + 120)
    assert site.items() == before


def test_dry_run_says_what_would_be_done_and_does_nothing(site: Site) -> None:
    """Neither FEEDS nor the state is touched."""
    site.fill(2)
    done = site.build("--dry-run")
    assert done.stdout.startswith("would be: 2 new")
    assert not site.feeds.exists()
    assert not (site.seeds / ".seedfeed").exists()
    site.build()
    before = site.snapshot()
    ledger = (site.seeds / ".seedfeed" / "ledger.sqlite").read_bytes()
    site.write("new.txt", article(5), age_s=10)
    assert site.build("--dry-run").stdout.startswith("would be: 1 new")
    assert site.snapshot() == before
    assert (site.seeds / ".seedfeed" / "ledger.sqlite").read_bytes() == ledger


def test_json_report_tells_the_run_in_numbers(site: Site) -> None:
    """--json prints the report, on stdout, whatever happened."""
    site.fill(2)
    site.write("empty.txt", "")
    report = json.loads(site.build("--json", code=3).stdout)
    assert (report["new"], report["left_out"], report["total"]) == (2, 1, 2)
    assert "rss.xml" in report["written"]
    assert report["problems"][0]["where"] == "seeds/empty.txt"
    assert json.loads(site.build("--json", code=3).stdout)["written"] == []


def test_quiet_prints_no_result_and_still_what_is_wrong(site: Site) -> None:
    """-q is for those who want only mail that asks for something."""
    site.fill(1)
    assert site.build("-q").stdout == ""
    site.write("empty.txt", "")
    assert "seeds/empty.txt" in site.build("-q", code=3).stderr


def test_without_settings_everything_works_with_one_warning(site: Site) -> None:
    """The address is the preview's, and one line says so."""
    (site.seeds / "seedfeed.toml").unlink()
    site.fill(1)
    done = site.build()
    assert done.stderr.splitlines() == [
        "seedfeed: seeds/seedfeed.toml: set site.url before publishing, now it is http://127.0.0.1:8000/"
    ]
    assert "http://127.0.0.1:8000/atom.xml" in (site.feeds / "atom.xml").read_text()
    assert site.build().stderr == ""


def test_an_unwritable_feeds_folder_leaves_the_old_feeds(site: Site) -> None:
    """Exit 74, one line, and the next run publishes what could not be written."""
    site.fill(1)
    site.build()
    good = (site.feeds / "rss.xml").read_bytes()
    (site.feeds / ".rss.xml.seedfeed-tmp").mkdir()
    site.write("new.txt", article(5), age_s=10)
    done = site.build(code=74)
    assert len(done.stderr.splitlines()) == 1
    assert (site.feeds / "rss.xml").read_bytes() == good
    (site.feeds / ".rss.xml.seedfeed-tmp").rmdir()
    site.build()
    assert "new.txt" in site.ids()


def test_usage_mistakes_end_with_64() -> None:
    """sysexits: EX_USAGE, one line on stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "seedfeed", "biuld"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 64
    assert len(done.stderr.splitlines()) == 1


def test_a_draft_that_was_never_published_can_be_edited_and_released(site: Site) -> None:
    """Work on a draft goes on over many runs before it appears."""
    text = "---\ntitle: A note\ndraft: true\n---\n\nA text that is long enough to stand.\n"
    site.fill(1)
    site.write("note.md", text)
    site.build(at=EPOCH)
    site.write("note.md", text.replace("enough", "enough, and more,"))
    assert site.build(at=EPOCH + 60).stderr == ""
    assert list(site.ids()) == ["a0.txt"]
    site.write("note.md", text.replace("draft: true\n", ""))
    assert site.build(at=EPOCH + 120).stdout.startswith("1 new;")


def test_output_that_cannot_be_written_is_no_bug_of_ours(site: Site) -> None:
    """A full disk under the log file: exit 74, one line, and the feeds stand."""
    site.fill(1)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "seedfeed", "build"],
            cwd=site.root,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (74, "seedfeed: standard output: No space left on device\n")
    assert list(site.ids()) == ["a0.txt"]


def test_a_reader_that_goes_away_is_no_error(site: Site) -> None:
    """`seedfeed explain FILE | head -1` ends well."""
    site.write("a.txt", article(1) * 200)
    command = f"{sys.executable} -m seedfeed explain a.txt | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=site.seeds, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_another_folders_feeds_are_not_overwritten_by_mistake(site: Site) -> None:
    """A mistyped FEEDS that somebody else publishes into is refused, whatever the ledger knows."""
    site.fill(1)
    site.build()
    (site.root / "other").mkdir()
    (site.root / "other" / "rss.xml").write_text("<rss>mine</rss>")
    assert "other/rss.xml" in site.build("seeds", "other", code=4).stderr
    assert [path.name for path in (site.root / "other").iterdir()] == ["rss.xml"]
    assert site.build("seeds", "empty").stdout.startswith("no entry changed;")


def test_a_problem_met_in_a_failed_run_is_told_by_the_next(site: Site) -> None:
    """The operator's line is not lost with the run."""
    site.fill(1)
    site.build()
    site.write("empty.txt", "")
    site.write("new.txt", article(5), age_s=10)
    (site.feeds / ".rss.xml.seedfeed-tmp").mkdir()
    site.build("-q", code=74)
    (site.feeds / ".rss.xml.seedfeed-tmp").rmdir()
    assert "seeds/empty.txt" in site.build("-q", code=3).stderr
    assert site.build("-q", code=3).stderr == ""


def test_dry_run_with_a_damaged_ledger_says_what_would_be_done(site: Site) -> None:
    """It would be restored; nothing is touched."""
    site.fill(1)
    site.build()
    ledger = site.seeds / ".seedfeed" / "ledger.sqlite"
    ledger.write_bytes(b"garbage, and a good deal of it")
    site.write("new.txt", article(5), age_s=10)
    done = site.build("--dry-run")
    assert done.stdout.startswith("would be: 1 new")
    assert "would be restored" in done.stderr
    assert ledger.read_bytes() == b"garbage, and a good deal of it"


def test_a_clock_that_was_ahead_is_told_only_when_something_is_done(site: Site) -> None:
    """Cron is not mailed about it every quarter of an hour."""
    site.fill(1)
    site.build(at=EPOCH + 10_000_000)
    assert site.build(at=EPOCH).stderr == ""
    site.write("new.txt", article(5), age_s=10)
    assert "the clock says" in site.build(at=EPOCH).stderr
