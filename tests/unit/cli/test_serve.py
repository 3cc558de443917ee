import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from seedfeed.cli import main
from tests.clients.servers import run_preview, run_serve, wait_for
from tests.rules.site import Site, article

COMMAND = [sys.executable, "-m", "seedfeed", "serve", "--port", "0"]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site that is not built yet, with an article."""
    site = Site(tmp_path / "site")
    site.write("a.txt", article(1))
    return site


def ask(url: str) -> bytes:
    """Return what a path is answered with."""
    with urlopen(url, timeout=10) as response:  # noqa: S310 - our own address
        data: bytes = response.read()
        return data


# ---- without --watch ------------------------------------------------------------------------------


def test_address_is_one_line_and_ctrl_c_is_the_way_out(site: Site) -> None:
    """A script reads the line from a pipe; who presses Ctrl-C has done nothing wrong."""
    site.build()
    with subprocess.Popen(
        COMMAND, cwd=site.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        assert told.startswith("serving feeds at http://127.0.0.1:")
        assert ask(told.split()[-1] + "rss.xml") == (site.feeds / "rss.xml").read_bytes()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (0, "")
    assert err == (
        "seedfeed: links in the feeds lead to https://news.example/, which is site.url, "
        "and not to this preview\n"
    )


def test_answers_are_printed_with_v(tmp_path: Path) -> None:
    """Whoever wonders what a reader asks for can see it."""
    with run_serve(tmp_path) as server:
        assert server.answers() == []
        log = (tmp_path / "log").read_text(encoding="utf-8")
        assert log == "seedfeed: answered status=404 request='GET /mark-1 HTTP/1.1'\n"


def test_missing_feeds_are_told_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody needs to know that FEEDS is what build makes."""
    assert main(["serve", str(tmp_path / "feeds")]) == 64
    assert capsys.readouterr().err.endswith("feeds: no such folder; run `seedfeed build` first\n")


@pytest.mark.parametrize("port", ["-1", "65536", "http", "8000.5", "²"])
def test_port_that_is_none_is_a_usage_error(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, as for other arguments."""
    with pytest.raises(SystemExit) as caught:
        main(["serve", f"--port={port}"])
    assert caught.value.code == 64
    assert f"expected a whole number from 0 to 65535, got {port!r}" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--seeds", "--config", "--state"])
def test_option_of_watch_alone_is_refused(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It would do nothing, and whoever gave it meant something."""
    assert main(["serve", option, "x"]) == 64
    assert f"{option}: means something only with --watch" in capsys.readouterr().err


# ---- with --watch ---------------------------------------------------------------------------------


def test_watch_builds_at_once_and_on_each_change(site: Site) -> None:
    """And only then: what a build writes does not cause the next."""
    with run_preview(site.root, "-v") as preview:
        assert b"town number 1" in ask(f"{preview.url}rss.xml")
        for number in (2, 3):
            site.write(f"b{number}.txt", article(number))
            wait_for(lambda: preview.stdout.read_text().count("1 new; ") == number)  # noqa: B023
            assert b"town number %d" % number in ask(f"{preview.url}rss.xml")
        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(20) == 0
        # At the start, once more for what may have been missed meanwhile, and for each article.
        assert preview.stdout.read_text().count("looking  ") in {3, 4}
        assert "set site.url" not in preview.stderr.read_text(encoding="utf-8")


def test_watch_goes_on_after_mistakes(site: Site) -> None:
    """A bad article, settings that are none, articles that are gone: each is said, and what stood stands."""
    with run_preview(site.root) as preview:

        def is_said(what: str) -> bool:
            return what in preview.stderr.read_text(encoding="utf-8")

        site.write("bad.txt", b"a\0b")
        wait_for(lambda: is_said("seeds/bad.txt: not text: NUL byte at 1"))
        site.configure("[site]\ntitel = 'x'\n")
        wait_for(lambda: is_said("site.titel: unknown key"))
        assert b"town number 1" in ask(f"{preview.url}rss.xml")
        site.configure("[site]\ntitle = 'Recovered'\n")
        wait_for(lambda: b"<title>Recovered</title>" in ask(f"{preview.url}rss.xml"))
        site.seeds.rename(site.root / "away")
        wait_for(lambda: is_said("seeds: no such folder, while entries are published"))
        assert b"town number 1" in ask(f"{preview.url}rss.xml")
        (site.root / "away").rename(site.seeds)
        site.write("b.txt", article(2))
        wait_for(lambda: b"town number 2" in ask(f"{preview.url}rss.xml"))
        assert preview.process.poll() is None


def test_watch_begins_with_settings_that_are_wrong(site: Site) -> None:
    """Whoever is writing them has the preview open already."""
    site.configure("limit = 'many'\n")
    with run_preview(site.root) as preview:
        assert "limit" in preview.stderr.read_text(encoding="utf-8")
        site.configure("limit = 7\n")
        wait_for((site.feeds / "rss.xml").exists)


def test_watch_without_its_library_says_what_to_install(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is built."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert main(["serve", str(site.feeds), "--watch", "--seeds", str(site.seeds)]) == 64
    assert 'pip install "seedfeed[watch]"' in capsys.readouterr().err
    assert not site.feeds.exists()


def test_watch_wants_seeds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped folder is not waited for."""
    assert main(["serve", "--watch", "--seeds", str(tmp_path / "none")]) == 64
    assert "no such folder, expected the folder of the articles" in capsys.readouterr().err


# ---- start-up -------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "explain", "adopt"])
def test_other_commands_load_nothing_of_it(command: str) -> None:
    """A server costs 60 ms of CPU to import."""
    code = (
        f"import sys\nfrom seedfeed.cli.parser import parse\nparse(['{command}', 'x'])\nprint(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    unwanted = {"http", "http.server", "watchfiles", "seedfeed.serve", "seedfeed.cli.serve"}
    assert unwanted & set(done.stdout.split()) == set()
