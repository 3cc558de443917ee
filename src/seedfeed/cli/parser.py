"""The commands and their arguments. Each is a module beside this, and only the one asked for is loaded."""

import argparse
import os
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from seedfeed import __version__

_USAGE = 64

# Each is a module of this package: `add_arguments(parser)`, and `run(arguments)` that returns an exit code.
COMMANDS = {
    "build": "bring FEEDS up to date with SEEDS",
    "explain": "show what was understood of an article, and why",
    "adopt": "take over the ids, dates and links of a site's old feeds",
    "schedule": "print a schedule for cron, systemd or GitHub, filled in for this folder",
    "hosting": "print the configuration of a web server, filled in for this folder",
    "serve": "look at FEEDS in a browser or a feed reader on this machine",
}

_EXAMPLES = """\
examples:
  seedfeed build                        seeds/ -> feeds/
  seedfeed build articles public/feeds  other folders
  seedfeed build --dry-run -v           what would be done, and why
  seedfeed explain seeds/article.txt    what was understood of one article
  seedfeed adopt old/rss.xml            keep the ids of a site's old feeds
  seedfeed serve --watch                look at the feeds, build when articles change

exit codes:
  0  good                               64  usage or configuration, nothing touched
  3  published, some articles left out  70  a bug of ours
  4  refused by a safety brake          74  input or output failed, the old feeds stand
  1  left out, with --strict            75  another run holds the lock
"""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """As wide as the terminal. argparse would ask shutil, whose import is 3 ms of CPU for every run."""

    def __init__(self, prog: str) -> None:
        try:
            columns = os.get_terminal_size().columns
        except (OSError, ValueError):  # no terminal
            columns = 0
        super().__init__(prog, width=(columns or 80) - 2)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose mistakes end with sysexits' EX_USAGE."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(formatter_class=_Formatter, **options)

    def error(self, message: str) -> NoReturn:
        """Say what was wrong, in one line, and end."""
        self.exit(_USAGE, f"{self.prog}: {message} (see {self.prog} --help)\n")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments of a command line, and as `function` what carries them out."""
    return make_parser([name for name in COMMANDS if name in argv]).parse_args(argv)


def make_parser(whole: Sequence[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """Return the parser, whole for these commands; of the others it knows the names."""
    parser = _Parser(
        prog="seedfeed",
        description="Turn a folder of raw articles into RSS, Atom and JSON feeds.",
        epilog=_EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"seedfeed {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose)
        if name in whole:
            module = import_module(f"seedfeed.cli.{name}")
            module.add_arguments(command)
            command.set_defaults(function=module.run)
    return parser
