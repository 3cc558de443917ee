"""`seedfeed init`, and what it says to do next."""

import shlex
from pathlib import Path

import pytest

from seedfeed.cli import main


@pytest.mark.parametrize("folder", [None, "articles", "my articles"])
def test_what_it_says_to_do_next_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: str | None
) -> None:
    """In an empty folder: init, an article, build; the command it shows is the one that builds."""
    monkeypatch.chdir(tmp_path)
    assert main(["init"] if folder is None else ["init", folder]) == 0
    first, then = capsys.readouterr().out.splitlines()
    seeds = Path(folder or "seeds")
    assert first == f"wrote {seeds}/seedfeed.toml: set site.url and site.title in it"
    (seeds / "harbour.txt").write_text("The harbour opens\n\nIt opened again on Monday, its owner said.\n")
    program, *argv = shlex.split(then.partition("run: ")[2])
    assert (program, argv[0]) == ("seedfeed", "build")
    assert main(argv) == 0
    assert Path("feeds/rss.xml").exists()


def test_it_never_overwrites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second time it says so in one line, and ends with 64."""
    monkeypatch.chdir(tmp_path)
    main(["init"])
    Path("seeds/seedfeed.toml").write_text("limit = 3\n")
    capsys.readouterr()
    assert main(["init"]) == 64
    assert capsys.readouterr() == ("", "seedfeed: seeds/seedfeed.toml: already there, and left as it is\n")
    assert Path("seeds/seedfeed.toml").read_text() == "limit = 3\n"
