"""A terminal of 100 columns that a program is run on."""

import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from fcntl import ioctl
from pathlib import Path

_PLAIN = {
    key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")
}


def run_on_terminal(code: str, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Run Python code whose streams are a terminal and return what that shows."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**_PLAIN, "TERM": "xterm-256color", **(env or {})},
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65_536):
            shown += part
    except OSError:  # the other side is closed
        pass
    os.close(ours)
    process.wait()
    return shown.decode().replace("\r\n", "\n")


def run_in_pipe(code: str, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Run the same where nobody looks."""
    command = [sys.executable, "-c", code, *arguments]
    environment = {**_PLAIN, "TERM": "xterm-256color", **(env or {})}
    done = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    )
    return done.stdout.decode()


SEEDFEED = "import sys; from seedfeed.cli import main; sys.exit(main(sys.argv[1:]))"


def write_article(folder: Path) -> str:
    """Write an article and return its path."""
    text = "港が再び開く\n\n港は月曜日に再び開いた。所有者はそう述べた。\n"
    (folder / "harbour.txt").write_text(text, encoding="utf-8")
    return str(folder / "harbour.txt")
