"""The printed crontab line, run by Debian's cron itself, with its mail: at the next minute, and silent."""

import fcntl
import json
import os
import subprocess
import sysconfig
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.clients.web_servers import find_program
from tests.rules.site import Site, article

_DEADLINE_S = 75
_SENDMAIL = Path("/usr/sbin/sendmail")
_CRONTAB = Path("/var/spool/cron/crontabs/root")
_PID = Path("/var/run/crond.pid")
# cron takes `%` and backslashes, the shell takes quotes, `$` and spaces.
_NAME = 'my 100% "new\'s" \\%a\\\\b $HOME'


class Cron:
    """A cron that runs the printed line every minute, twice at once, and one that always has mail."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.site = Site(folder)
        self.codes_file = root / "codes"
        self.mail = root / "mail"
        self.mail.mkdir()

    def install(self) -> None:
        """Install the line that this folder's own seedfeed prints."""
        program = self._make_program()
        printed = subprocess.run(
            [program, "schedule", "cron", "--every", "1"],
            cwd=self.site.root, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        line = printed.splitlines()[-1]
        table = f"MAILTO=somebody@news.example\n{printed}{line}\n* * * * * echo control\n"
        subprocess.run(["crontab", "-u", "root", "-"], input=table, check=True, text=True)

    def _make_program(self) -> Path:
        """Make a virtual environment in the folder whose `seedfeed` writes down how each run ended."""
        home = self.site.root / ".venv"
        venv.create(home, symlinks=True, with_pip=False)
        packages = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
        source = Path(__file__).parents[2] / "src"
        (packages / "seedfeed.pth").write_text(f"{source}\n{sysconfig.get_path('purelib')}\n", "utf-8")
        program = home / "bin" / "seedfeed"
        lines = ["#!/bin/sh", '"${0%seedfeed}python" -m seedfeed "$@"', "code=$?"]
        lines += [f"echo $code >> {self.codes_file}", "exit $code", ""]
        program.write_text("\n".join(lines), encoding="utf-8")
        program.chmod(0o755)
        return program

    def codes(self) -> list[int]:
        """Return how the runs ended, all there were."""
        if not self.codes_file.exists():
            return []
        return [int(line) for line in self.codes_file.read_text(encoding="ascii").split()]

    def mails(self) -> list[str]:
        """Return the mails that cron sent, whole."""
        return [path.read_text(encoding="utf-8") for path in sorted(self.mail.glob("whole.*"))]

    def wait_for_minute(self) -> list[int]:
        """Wait until the next minute's two runs have ended and its mail is there; return how they ended."""
        runs, mails = len(self.codes()), len(self.mails())
        wait_until(lambda: len(self.codes()) >= runs + 2 and len(self.mails()) > mails)
        return self.codes()[runs:]

    def unexpected_mails(self) -> list[str]:
        """Return the mails that seedfeed is the cause of."""
        return [mail for mail in self.mails() if not mail.endswith("\n\ncontrol\n")]


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait a little more than a minute, which is how often cron wakes."""
    deadline = time.monotonic() + _DEADLINE_S
    while not condition():
        assert time.monotonic() < deadline, "cron did not do it"
        time.sleep(0.1)


def is_locked(path: Path) -> bool:
    """Tell whether a living process holds the lock of a file."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


@pytest.fixture
def cron(tmp_path: Path) -> Iterator[Cron]:
    """A running cron, where nobody else's is disturbed; afterwards all is as it was."""
    if os.getuid() != 0:
        pytest.skip("cron runs as root alone: run this test as root, in a container")
    program = find_program("cron", "cron")
    for path, what in ((_SENDMAIL, "a mail server"), (_CRONTAB, "a crontab of root's")):
        if path.exists():
            pytest.skip(f"there is {what} at {path}, which this test would have to replace")
    if is_locked(_PID):
        pytest.skip("another cron is running")
    found = Cron(tmp_path, tmp_path / _NAME)
    with ExitStack() as stack:
        stack.callback(_SENDMAIL.unlink)
        # A mail is whole once it has its name.
        _SENDMAIL.write_text(f"#!/bin/sh\ncd {found.mail} && cat > $$ && mv $$ whole.$$\n", "ascii")
        _SENDMAIL.chmod(0o755)
        found.install()
        stack.callback(_CRONTAB.unlink)
        log = stack.enter_context((tmp_path / "log").open("wb"))
        process = subprocess.Popen([program, "-f"], stdout=log, stderr=log)
        stack.callback(process.wait)
        stack.callback(process.terminate)
        yield found


def test_cron_publishes_at_the_next_minute_and_is_silent_after(cron: Cron) -> None:
    """An article appears; then nothing is touched and nobody gets mail, whatever runs at the same time.

    One test for three claims, for each takes a minute that nobody can hurry.
    """
    site = cron.site
    (site.seeds / "harbour.txt").write_text(article(1), encoding="utf-8")
    assert set(cron.wait_for_minute()) <= {0, 75}
    assert list(site.items()) == ["harbour.txt"]
    assert cron.unexpected_mails() == []
    published = site.snapshot()
    feed = json.loads((site.feeds / "feed.json").read_bytes())
    assert feed["home_page_url"] == "https://news.example/"

    assert set(cron.wait_for_minute()) <= {0, 75}
    assert site.snapshot() == published

    (site.seeds / "bridge.txt").write_text(article(2, topic="bridge"), encoding="utf-8")
    with (site.seeds / ".seedfeed" / "lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert cron.wait_for_minute() == [75, 75]
    assert site.snapshot() == published
    assert cron.unexpected_mails() == []
    assert len(cron.mails()) == 3
