"""`seedfeed schedule`: a crontab line, systemd units or a workflow, filled in for this folder."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from seedfeed.cli.environment import FEEDS, SEEDS, add_folders, read_settings
from seedfeed.errors import EXIT_OK, ConfigError

if TYPE_CHECKING:
    from seedfeed.schedule import Plan

ABOUT = """\
Reads the settings. Prints what has `seedfeed build` run again and again in this
folder, with where it belongs and how it is switched on. Writes nothing."""
EXAMPLES = """\
  seedfeed schedule cron                 a line for `crontab -e`
  seedfeed schedule systemd --every 5    a service and a timer
  seedfeed schedule github > .github/workflows/seedfeed.yml
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    from seedfeed.schedule import SCHEDULERS

    parser.add_argument("scheduler", choices=tuple(SCHEDULERS), help="what starts the runs")
    parser.add_argument("--seeds", **SEEDS)
    parser.add_argument("--feeds", **FEEDS)
    add_folders(parser)
    parser.add_argument(
        "--every",
        type=_parse_minutes,
        metavar="MINUTES",
        help="minutes between two runs, which divide an hour (default: 15; github: 60)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the schedule."""
    from seedfeed.schedule import format_schedule

    print(format_schedule(arguments.scheduler, _plan(arguments)), end="")
    return EXIT_OK


def _plan(arguments: argparse.Namespace) -> "Plan":
    from seedfeed.schedule import Plan, name_of

    seeds: Path = arguments.seeds
    if not seeds.is_dir():
        raise ConfigError(str(seeds), "no such folder, expected the folder of the articles")
    settings = read_settings(arguments.config, seeds)
    site = settings.config.site
    url = site.url if settings.states_url else None
    return Plan(
        folder=Path.cwd(),
        seeds=seeds,
        feeds=arguments.feeds,
        config=arguments.config,
        state=arguments.state,
        program=_find_program(),
        places=(sys.prefix, sys.base_prefix, str(Path(__file__).parent)),
        identity=site.id or url or str(seeds.absolute()),
        name=name_of(url, Path.cwd()),
        user=_find_user(seeds),
        pings=bool(settings.config.hubs),
        every=arguments.every,
    )


def _find_program() -> tuple[str, ...]:
    """Return the words that start this very seedfeed: its script, else its interpreter and its name."""
    script = Path(sys.executable).with_name("seedfeed")
    if os.access(script, os.X_OK):
        return (str(script),)
    return (sys.executable, "-m", "seedfeed")


def _find_user(seeds: Path) -> str:
    """Return who is to run it: whoever asks, or, where that is root, whoever the articles belong to."""
    import pwd

    number = os.getuid() or seeds.stat().st_uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:  # an account of a network that is not at hand
        return str(number)


def _parse_minutes(text: str) -> int:
    """Return a number of minutes that divides an hour.

    Raises:
        argparse.ArgumentTypeError: it does not.
    """
    divides = text.isdecimal() and int(text) > 0 and 60 % int(text) == 0
    if not divides:
        raise argparse.ArgumentTypeError(f"expected minutes that divide an hour, such as 5, got {text!r}")
    return int(text)
