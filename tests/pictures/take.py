"""Take README's pictures: the landing page in Chromium, the feed in Newsboat. Run by hand.

    .venv/bin/pip install ".[test,browser]" && .venv/bin/python -m tests.pictures.take

Asks for Debian's chromium, newsboat and tmux, and for Noto's fonts.
"""

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.text import Text

from tests.clients.servers import run_serve
from tests.pictures.coast import publish_coast
from tests.rules.site import Site

HERE = Path(__file__).parent
_COLUMNS = 96
_ENVIRONMENT = os.environ | {"LANG": "C.UTF-8", "TERM": "xterm-256color"}
_FONT = re.compile(r"@font-face \{.*?\}", re.DOTALL)  # it would be fetched from another host
_BLANK = re.compile(r"\x1b\[[\d;]*m|~|\s")


def take_landing_page(root: Path) -> None:
    """Write what a visitor sees first."""
    (root / "server").mkdir(parents=True)
    with run_serve(root / "server") as server, sync_playwright() as driver:
        server.show(root / "feeds")
        publish_coast(Site(root), "https://coast.example/")
        chromium = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page: Page = chromium.new_page(viewport={"width": 820, "height": 1060})
        page.goto(server.url)
        page.screenshot(path=HERE / "landing.png")
        chromium.close()


def take_reader(root: Path) -> None:
    """Write what a subscriber sees: the list of entries, and one of them."""
    (root / "server").mkdir(parents=True)
    with run_serve(root / "server") as server:
        server.show(root / "feeds")
        publish_coast(Site(root), server.url)
        (root / "urls").write_text(f"{server.url}atom.xml\n", encoding="utf-8")
        (root / "config").write_text('articlelist-format "%4i %f %D  %t"\n', encoding="utf-8")
        lines = [*_look(root, ["r", "Enter"]), "", *_look(root, ["Enter", "Down", "Enter"])]
    console = Console(record=True, width=_COLUMNS, file=StringIO())
    for line in lines:
        console.print(Text.from_ansi(line))
    picture = console.export_svg(title="newsboat")
    (HERE / "reader.svg").write_text(_FONT.sub("", picture), encoding="utf-8")


def _look(root: Path, keys: list[str]) -> Iterator[str]:
    """Yield the lines on Newsboat's screen after these keys, without its empty ones."""
    screen = f"new-session -d -x {_COLUMNS} -y 24 newsboat -u urls -C config -c cache.db"
    subprocess.run(["tmux", "-u", "-L", "picture", *screen.split()], cwd=root, env=_ENVIRONMENT, check=True)
    for key in keys:
        time.sleep(2)
        subprocess.run(["tmux", "-L", "picture", "send-keys", key], check=True)
    time.sleep(2)
    show = ["tmux", "-L", "picture", "capture-pane", "-e", "-p"]
    shown = subprocess.run(show, check=True, capture_output=True, text=True).stdout
    subprocess.run(["tmux", "-L", "picture", "kill-server"], check=True)
    yield from (line for line in shown.splitlines() if _BLANK.sub("", line))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        take_reader(Path(folder, "reader"))  # first: after Playwright tmux does not start
        take_landing_page(Path(folder, "page"))
