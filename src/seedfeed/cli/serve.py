"""`seedfeed serve`: look at FEEDS as subscribers will see them, in a browser or a feed reader."""

import argparse
import json
import logging
import sys
import time
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from seedfeed.cli.environment import FEEDS, STATE_NAME, add_folders, read_clock, read_settings
from seedfeed.cli.messages import say, set_up_log
from seedfeed.cli.outcome import Volume, is_touched, make_progress, tell_report
from seedfeed.errors import EXIT_OK, ConfigError, SeedfeedError

if TYPE_CHECKING:
    from seedfeed.serve import Server

_HIGHEST_PORT = 65_535
_SEEDS = Path("seeds")

ABOUT = """\
Serves FEEDS on 127.0.0.1, with types, ETag, 304 and gzip, until you press Ctrl-C.
With --watch it also reads SEEDS and writes FEEDS, as `seedfeed build` does, whenever
an article changes, and open pages reload: pip install "seedfeed[watch]"."""
EXAMPLES = """\
  seedfeed serve                     feeds/ at http://127.0.0.1:8000/
  seedfeed serve --watch             and build whenever something in seeds/ changes
  seedfeed serve public --port 8001  another folder, another port
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("feeds", nargs="?", **FEEDS)
    parser.add_argument(
        "--port", type=_parse_port, default=8000, metavar="N", help="the port (default: 8000; 0: any free)"
    )
    parser.add_argument("--watch", action="store_true", help="build when SEEDS changes, reload open pages")
    parser.add_argument("--seeds", type=Path, metavar="SEEDS", help="what to watch (default: seeds)")
    add_folders(parser)
    parser.add_argument("-v", "--verbose", action="store_true", help="print every answer")


def run(arguments: argparse.Namespace) -> int:
    """Serve until somebody presses Ctrl-C, which is how a server is meant to end: the exit code is 0."""
    set_up_log(verbose=arguments.verbose)
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    try:
        if arguments.watch:
            _serve_and_build(arguments)
        else:
            _serve(arguments)
    except KeyboardInterrupt:
        pass
    return EXIT_OK


def _serve(arguments: argparse.Namespace) -> None:
    from seedfeed.serve import open_server

    for name in ("seeds", "config", "state"):
        if getattr(arguments, name) is not None:
            raise ConfigError(f"--{name}", "means something only with --watch")
    if not arguments.feeds.is_dir():
        raise ConfigError(str(arguments.feeds), "no such folder; run `seedfeed build` first")
    with open_server(arguments.feeds, arguments.port, clock=time.time) as server:
        _tell_address(server)
        server.serve_forever()


def _serve_and_build(arguments: argparse.Namespace) -> None:
    """Serve beside, and build here: what is wrong with articles or settings is said, and the server stays."""
    from seedfeed.serve import Builds, open_server
    from seedfeed.serve.watching import watch_changes

    seeds: Path = arguments.seeds or _SEEDS
    state = arguments.state or seeds / STATE_NAME
    if not seeds.is_dir():
        raise ConfigError(str(seeds), "no such folder, expected the folder of the articles")
    changes = watch_changes(seeds, state, _find_outside(arguments.config, seeds))
    builds = Builds()
    with open_server(arguments.feeds, arguments.port, clock=time.time, builds=builds) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        _build(arguments, seeds, state)
        _tell_address(server)
        for _ in changes:
            if _build(arguments, seeds, state):
                builds.announce()


def _find_outside(config: Path | None, seeds: Path) -> list[Path]:
    """Return the settings that were named, and the templates beside them: both may stand outside of SEEDS."""
    if config is None:
        return []
    try:
        folder = read_settings(config, seeds).theme.folder
    except ConfigError:  # said when it is built
        folder = None
    return [config] if folder is None else [config, folder]


def _build(arguments: argparse.Namespace, seeds: Path, state: Path) -> bool:
    """Build once, tell what came of it, and return whether anything in FEEDS is not as it was."""
    from seedfeed.building import build
    from seedfeed.job import Job

    volume = Volume(verbose=arguments.verbose)
    progress = make_progress(volume)
    started = time.monotonic()
    try:
        settings = read_settings(arguments.config, seeds)
        job = Job(seeds=seeds, feeds=arguments.feeds, state=state, settings=settings)
        report = build(job, read_clock(), progress)
    except SeedfeedError as error:
        say(str(error))
        return False
    times_s = progress.times_s | {"all": time.monotonic() - started}
    tell_report(job, report, volume, times_s, is_preview=True)
    sys.stdout.flush()  # into a pipe too, as long as the server stays
    return is_touched(report)


def _tell_address(server: "Server") -> None:
    """Print where to look, and say so when the links that are found there lead elsewhere."""
    print(f"serving {server.feeds} at {server.url}", flush=True)
    address = _find_address(server.feeds)
    if address not in {None, server.url}:
        say(f"links in the feeds lead to {address}, which is site.url, and not to this preview")


def _find_address(feeds: Path) -> str | None:
    """Return the address that the feeds say they have, as far as they say it."""
    try:
        address = json.loads((feeds / "feed.json").read_bytes())["feed_url"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return address.removesuffix("feed.json") if isinstance(address, str) else None


def _parse_port(text: str) -> int:
    """Return a number of a port.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if not text.isdecimal() or int(text) > _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"expected a whole number from 0 to {_HIGHEST_PORT}, got {text!r}")
    return int(text)
