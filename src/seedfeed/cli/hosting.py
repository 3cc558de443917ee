"""`seedfeed hosting`: the configuration of a web server or host, filled in for this folder."""

import argparse
from pathlib import Path

from seedfeed.cli.environment import CONFIG_NAME, read_settings
from seedfeed.cli.messages import say
from seedfeed.errors import EXIT_OK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    from seedfeed.hosting import SERVERS

    parser.add_argument("server", choices=tuple(SERVERS), help="the web server or host")
    parser.add_argument("feeds", nargs="?", type=Path, default=Path("feeds"), metavar="FEEDS")
    parser.add_argument("--seeds", type=Path, default=Path("seeds"), metavar="SEEDS")
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help=f"settings (default: SEEDS/{CONFIG_NAME})"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the configuration."""
    from seedfeed.hosting import print_hosting

    settings = read_settings(arguments.config, arguments.seeds)
    url = settings.config.site.url
    print(print_hosting(arguments.server, arguments.feeds, url), end="")
    if not settings.states_url:
        where = settings.path or arguments.seeds / CONFIG_NAME
        say(f"{where}: set site.url to the public address of FEEDS and print this again, now it is {url}")
    return EXIT_OK
