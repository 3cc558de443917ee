"""`seedfeed check`: what it prints, and how it ends."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from seedfeed.cli import main
from tests.unit.cli.terminal import SEEDFEED, run_in_pipe, run_on_terminal
from tests.unit.judge.feeds import rss_channel

_GOOD, _ODD, _BAD = rss_channel(""), rss_channel("<category/>"), rss_channel("<ttl>x</ttl>")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with FEEDS in it, where the command is run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "rss.xml").write_text(_GOOD)
    return tmp_path


def test_feeds_without_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a path FEEDS is judged, and one line sums up."""
    (folder / "feeds" / "atom.xml").write_text(_GOOD)
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("2 feeds, 0 errors, 0 warnings\n", "")


def test_finding_is_a_line_with_path_line_and_clause(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Editors and CI jump to it."""
    (folder / "bad.xml").write_text(_BAD)
    assert main(["check", "bad.xml"]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first == "bad.xml:3: error: <ttl> is 'x'; it must be a whole number from 1 on (RSS 2.0 <ttl>)"
    assert last == "1 feed, 1 error, 0 warnings"


@pytest.mark.parametrize(
    ("feed", "options", "code"),
    [(_ODD, [], 0), (_ODD, ["--strict"], 1), (_BAD, [], 1), (_GOOD, ["--strict"], 0)],
    ids=["warning", "strict", "error", "strict and clean"],
)
def test_exit_code(folder: Path, feed: str, options: list[str], code: int) -> None:
    """Errors end with 1; warnings too, for who asks for it."""
    (folder / "feeds" / "rss.xml").write_text(feed)
    assert main(["check", *options]) == code


def test_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program gets each finding as an object, and an empty list where there is none."""
    assert main(["check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    (folder / "feeds" / "rss.xml").write_text(_BAD)
    assert main(["check", "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["path"], found["line"], found["level"]) == ("feeds/rss.xml", 3, "error")
    assert found["clause"] == "RSS 2.0 <ttl>"


def test_path_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake of the command line: nothing is judged."""
    assert main(["check", str(folder / "feeds"), "gone.xml"]) == 64
    captured = capsys.readouterr()
    assert (captured.out, captured.err.startswith("seedfeed: gone.xml: not there")) == ("", True)


def test_file_that_cannot_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told, the others are judged, and the exit code says so."""
    (folder / "feeds" / "atom.xml").symlink_to(folder / "gone")
    assert main(["check"]) == 74
    captured = capsys.readouterr()
    assert captured.err == "seedfeed: feeds/atom.xml: No such file or directory\n"
    assert captured.out == "1 feed, 0 errors, 0 warnings\n"


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What curl loads is judged as it comes."""
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(_BAD.encode())))
    assert main(["check", "-"]) == 1
    assert capsys.readouterr().out.startswith("standard input:3: error: <ttl>")


def test_errors_are_red_on_a_terminal(folder: Path) -> None:
    """And warnings yellow, as everywhere; in a pipe there is no colour."""
    (folder / "bad.xml").write_text(rss_channel("<ttl>x</ttl><category/>"))
    shown = run_on_terminal(SEEDFEED, "check", str(folder / "bad.xml"))
    assert f"\x1b[31m{folder}/bad.xml:3: error" in shown
    assert f"\x1b[33m{folder}/bad.xml:3: warning" in shown
    assert "\x1b" not in run_in_pipe(SEEDFEED, "check", str(folder / "bad.xml"))


def test_file_name_forges_no_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line end in a name is written as an escape."""
    (folder / "feeds" / "a\nb.rss").write_text(_BAD)
    assert main(["check"]) == 1
    assert capsys.readouterr().out.startswith("feeds/a\\nb.rss:3: error")
