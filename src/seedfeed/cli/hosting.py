"""`seedfeed hosting`: the configuration of a web server or host, filled in for this folder."""

import argparse
from pathlib import Path

from seedfeed.cli.environment import CONFIG_NAME, FEEDS, SEEDS, read_settings
from seedfeed.cli.messages import say
from seedfeed.errors import EXIT_OK

ABOUT = """\
Reads the settings. Prints a configuration for FEEDS below the path of site.url,
with where it belongs and how it is switched on. Writes nothing."""
EXAMPLES = """\
  seedfeed hosting nginx > /etc/nginx/sites-available/seedfeed
  seedfeed hosting caddy public/feeds                   another folder
  seedfeed hosting netlify > feeds/_headers
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    from seedfeed.hosting import SERVERS

    parser.add_argument("server", choices=tuple(SERVERS), help="the web server or host")
    parser.add_argument("feeds", nargs="?", **FEEDS)
    parser.add_argument("--seeds", **SEEDS)
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help=f"settings (default: SEEDS/{CONFIG_NAME})"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the configuration."""
    from seedfeed.hosting import format_hosting

    settings = read_settings(arguments.config, arguments.seeds)
    url = settings.config.site.url
    print(format_hosting(arguments.server, arguments.feeds, url), end="")
    if not settings.states_url:
        where = settings.path or arguments.seeds / CONFIG_NAME
        say(f"{where}: set site.url to the public address of FEEDS and print this again, now it is {url}")
    return EXIT_OK
