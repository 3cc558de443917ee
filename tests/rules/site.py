"""A real folder of articles, and the command line run on it as cron would."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# 2026-01-05 12:00:00 UTC; every article gets a time of its own before it, every run one after it.
EPOCH = 1_767_614_400


def article(number: int, *, topic: str = "harbour") -> str:
    """Return a raw article as it is scraped: a title, paragraphs, a trailer, furniture."""
    return (
        f"The {topic} of town number {number} opens again\n\n"
        f"The {topic} of town number {number} opened again on Monday after a winter of repairs, "
        f"its owner said. Some {number + 40} people came to see it.\n\n"
        "The work had taken much longer than anybody had planned, because the parts came late from abroad, "
        "and because the two firms that were to share the costs could not agree on who was to pay the first "
        "bill.\n\n"
        "Those who stayed remember the winter well, they say, because the nights were cold.\n\n"
        "Read the complete article at: The Town Crier\n\nLatest news\nRelated news\n"
    )


class Site:
    """SEEDS and FEEDS in a folder of their own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seeds = root / "seeds"
        self.feeds = root / "feeds"
        self.seeds.mkdir(parents=True)
        self.configure('[site]\nurl = "https://news.example/"\ntitle = "News"\n')

    def configure(self, text: str) -> None:
        """Write seedfeed.toml."""
        (self.seeds / "seedfeed.toml").write_text(text, encoding="utf-8")

    def write(self, name: str, text: str | bytes, *, age_s: int = 86_400) -> Path:
        """Write an article that was last touched so long before EPOCH."""
        path = self.seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        os.utime(path, (EPOCH - age_s, EPOCH - age_s))
        return path

    def fill(self, number: int) -> None:
        """Write so many articles."""
        for k in range(number):
            self.write(f"a{k}.txt", article(k), age_s=86_400 + 60 * k)

    def build(
        self, *options: str, code: int = 0, env: Mapping[str, str] | None = None, at: int | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run `seedfeed build` in a process of its own and expect this exit code."""
        epoch = {} if at is None else {"SOURCE_DATE_EPOCH": str(at)}
        added = dict(env or {})
        if "PYTHONPATH" in added and "PYTHONPATH" in os.environ:  # by it the package under test is found
            added["PYTHONPATH"] += os.pathsep + os.environ["PYTHONPATH"]
        done = subprocess.run(
            [sys.executable, "-m", "seedfeed", "build", *options],
            cwd=self.root,
            env={**os.environ, **epoch, **added},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, f"exit {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def items(self, feed: str = "feed.json") -> dict[str, dict[str, Any]]:
        """Return the items of a JSON feed by the path of their article."""
        found = json.loads((self.feeds / feed).read_bytes())
        return {item["_seedfeed"]["key"]: item for item in found["items"]}

    def ids(self) -> dict[str, str]:
        """Return the id of every published article by its path."""
        return {key: item["id"] for key, item in self.items().items()}

    def snapshot(self) -> dict[str, tuple[int, bytes]]:
        """Return time and bytes of every published file."""
        return {
            path.relative_to(self.feeds).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
            for path in sorted(self.feeds.rglob("*"))
            if path.is_file()
        }

    def published_bytes(self) -> dict[str, bytes]:
        """Return the bytes of every published file."""
        return {path: data for path, (_, data) in self.snapshot().items()}
