"""Two web servers as real processes: `seedfeed serve`, and nginx as it would stand before the public."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import IO, NamedTuple

from tests.clients.web_servers import free_port, wrap_nginx

DEADLINE_S = 20
# Where a server finds FEEDS: a link that each test puts elsewhere, so that a server is started once for all.
_SHOWN = "shown"


class Answered(NamedTuple):
    """A line of a server's log."""

    path: str
    status: int


class WebServer:
    """A process that serves what `show` names, and its log.

    Attributes:
        url: the address of FEEDS.
    """

    def __init__(self, url: str, link: Path, log: Path, line: re.Pattern[str]) -> None:
        self.url = url
        self._link = link
        self._log = log
        self._line = line
        self._read = 0
        self._marks = 0

    def show(self, feeds: Path) -> None:
        """Serve this folder from now on, which may come later; forget what was answered."""
        self._link.unlink()
        self._link.symlink_to(feeds)
        self.answers()

    def answers(self) -> list[Answered]:
        """Return what was answered since the last call, in its order."""
        self._marks += 1
        mark = f"/mark-{self._marks}"
        with closing(HTTPConnection(self.url.split("/")[2], timeout=DEADLINE_S)) as connection:
            connection.request("GET", mark)
            connection.getresponse().read()
        wait_for(lambda: self._lines()[-1:] == [Answered(mark, 404)])
        found = self._lines()
        new, self._read = found[self._read : -1], len(found)
        return new

    def _lines(self) -> list[Answered]:
        lines = self._line.findall(self._log.read_text(encoding="utf-8"))
        return [Answered(path, int(status)) for status, path in lines]


def wait_for(holds: Callable[[], bool]) -> None:
    """Return as soon as something holds.

    Raises:
        AssertionError: it does not within the deadline.
    """
    end = time.monotonic() + DEADLINE_S
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


@contextmanager
def _running(command: list[str], stderr: IO[str] | None = None) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


@contextmanager
def run_serve(folder: Path) -> Iterator[WebServer]:
    """Run `seedfeed serve` on a free port."""
    link, log = _prepare(folder)
    command = [sys.executable, "-m", "seedfeed", "serve", str(link), "--port", "0", "-v"]
    with log.open("w", encoding="utf-8") as stderr, _running(command, stderr) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        assert told.startswith("serving "), log.read_text(encoding="utf-8")
        line = re.compile(r"^seedfeed: answered status=(\d+) request='\w+ (\S+) ", re.MULTILINE)
        yield WebServer(told.split()[-1], link, log, line)


@contextmanager
def run_nginx(folder: Path) -> Iterator[WebServer]:
    """Run nginx as `seedfeed hosting` would have it, on a port that was free a moment ago."""
    link, log = _prepare(folder)
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    with _running(_configure_nginx(folder, link, url, log)) as process:
        wait_for(lambda: process.poll() is not None or _is_open(port))
        assert process.poll() is None
        yield WebServer(url, link, log, re.compile(r"^(\d+) (\S+)$", re.MULTILINE))


class Preview(NamedTuple):
    """`seedfeed serve --watch` at work.

    Attributes:
        stdout, stderr: files with what it has printed so far.
    """

    url: str
    process: subprocess.Popen[str]
    stdout: Path
    stderr: Path


@contextmanager
def run_preview(root: Path, *options: str) -> Iterator[Preview]:
    """Run `seedfeed serve --watch` where SEEDS is, until it has said its address."""
    stdout, stderr = root / "stdout", root / "stderr"
    command = [sys.executable, "-m", "seedfeed", "serve", "--port", "0", "--watch", *options]
    with (
        stdout.open("w", encoding="utf-8") as out,
        stderr.open("w", encoding="utf-8") as err,
        subprocess.Popen(command, cwd=root, stdout=out, stderr=err, text=True) as process,
    ):
        try:
            wait_for(lambda: process.poll() is not None or "serving" in stdout.read_text(encoding="utf-8"))
            told = re.search(r"^serving feeds at (\S+)$", stdout.read_text(encoding="utf-8"), re.MULTILINE)
            assert told is not None, stderr.read_text(encoding="utf-8")
            yield Preview(told[1], process, stdout, stderr)
        finally:
            process.terminate()


def _configure_nginx(folder: Path, feeds: Path, url: str, log: Path) -> list[str]:
    """Write what `seedfeed hosting nginx` prints for this address, with a log; return how to start it."""
    (folder / "seeds").mkdir()
    (folder / "seeds" / "seedfeed.toml").write_text(f'[site]\nurl = "{url}"\n', encoding="utf-8")
    command = [sys.executable, "-m", "seedfeed", "hosting", "nginx", str(feeds)]
    printed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    logging = "log_format answered '$status $request_uri';\n"
    return wrap_nginx(
        logging + printed.replace("server {", f"server {{\n    access_log {log} answered;", 1), folder
    )


def _prepare(folder: Path) -> tuple[Path, Path]:
    """Return a link to an empty folder, and an empty log."""
    (folder / "empty").mkdir()
    link, log = folder / _SHOWN, folder / "log"
    link.symlink_to("empty")
    log.touch()
    return link, log


def _is_open(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=DEADLINE_S).close()
    except ConnectionRefusedError:
        return False
    return True


SERVERS = {"serve": run_serve, "nginx": run_nginx}
