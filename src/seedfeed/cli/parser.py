"""The commands and their arguments. Each is a module beside this, and only the one asked for is loaded."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from seedfeed import __version__
from seedfeed.cli.messages import paint, printable

_USAGE = 64

# Each is a module of this package: `add_arguments(parser)`, and `run(arguments)` that returns an exit code.
# For its help it has `ABOUT`, what it reads and writes, and `EXAMPLES`, a line each.
COMMANDS = {
    "init": "write a first file of settings, every one explained",
    "build": "bring FEEDS up to date with SEEDS",
    "serve": "look at FEEDS in a browser or a feed reader on this machine",
    "explain": "show what was understood of an article, and why",
    "check": "tell what is wrong with feeds, ours or anyone's",
    "adopt": "take over the ids, dates and links of a site's old feeds",
    "schedule": "print a schedule for cron, systemd or GitHub",
    "hosting": "print the configuration of a web server",
    "completion": "print a script that completes these commands in a shell",
}

_EXAMPLES = """\
examples:
  seedfeed init                       a file of settings to begin with
  seedfeed build                      seeds/ -> feeds/
  seedfeed explain seeds/article.txt  what was understood of one article
  seedfeed serve --watch              look at the feeds, build when articles change
  seedfeed build --help               what a command reads and writes, with examples

exit codes:
  0  good                               64  usage or configuration, nothing touched
  3  published, some articles left out  70  a bug of ours
  4  refused by a safety brake          74  input or output failed, the old feeds stand
  1  check found errors; with --strict  75  another run holds the lock
"""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """As wide as the terminal. argparse would ask shutil, whose import is 3 ms of CPU for every run."""

    def __init__(self, prog: str) -> None:
        try:
            columns = os.get_terminal_size().columns
        except (OSError, ValueError):  # no terminal
            columns = 0
        super().__init__(prog, width=(columns or 80) - 2)

    def add_argument(self, action: argparse.Action) -> None:
        """Leave room for commands: argparse forgets that they are indented."""
        super().add_argument(action)
        if action.nargs == argparse.PARSER:
            self._action_max_length += self._indent_increment


class Parser(argparse.ArgumentParser):
    """An argument parser whose mistakes end with sysexits' EX_USAGE.

    Options are not abbreviated: a script that says `--ful` would break on the day there is a `--fuller`.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(formatter_class=_Formatter, allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        """Say what was wrong, in one line, and end."""
        line = f"{self.prog}: {printable(message)} (see {self.prog} --help)"
        self.exit(_USAGE, paint(line, "error", sys.stderr) + "\n")

    def refuse(self, unknown: Sequence[str]) -> NoReturn:
        """Say what was meant by arguments that are none of ours, and end."""
        options = [word for word in unknown if word.startswith("-")]
        if options:
            name = options[0].partition("=")[0]
            self.error(f"unknown option {name!r}{_suggest(name, self._option_string_actions)}")
        self.error(f"unexpected argument {unknown[0]!r}")


def _suggest(word: str, known: Iterable[str]) -> str:
    """Return what was probably meant, as the end of a message; empty where nothing is near."""
    import difflib

    close = difflib.get_close_matches(word, known, n=1)
    return f", did you mean {close[0]!r}?" if close else ""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments of a command line, and as `function` what carries them out.

    Without a command, the help is shown, as a mistake.
    """
    asked = next((word for word in argv if not word.startswith("-")), None)
    parser = make_parser([] if asked is None else [asked])
    if asked is not None and asked not in COMMANDS:
        parser.error(f"unknown command {asked!r}{_suggest(asked, COMMANDS)}")
    arguments, unknown = parser.parse_known_args(argv)
    if unknown:
        arguments.parser.refuse(unknown)
    if asked is None:
        parser.exit(_USAGE, parser.format_help())
    return arguments


def make_parser(whole: Sequence[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """Return the parser, whole for these commands; of the others it knows the names."""
    parser = Parser(
        prog="seedfeed",
        description="Turn a folder of raw articles into RSS, Atom and JSON feeds.",
        epilog=_EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"seedfeed {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)
    parser.set_defaults(parser=parser)
    for name, purpose in COMMANDS.items():
        if name in whole:
            _add_command(commands, name, purpose)
        else:
            commands.add_parser(name, help=purpose)
    return parser


def _add_command(commands: Any, name: str, purpose: str) -> None:  # noqa: ANN401 - argparse hides its class
    """Add a command with all that its module says of it."""
    module = import_module(f"seedfeed.cli.{name}")
    about = getattr(module, "ABOUT", "")
    description = f"{purpose[0].upper()}{purpose[1:]}.\n\n{about}".strip()
    examples = getattr(module, "EXAMPLES", "")
    command = commands.add_parser(
        name, help=purpose, description=description, epilog=f"examples:\n{examples}" if examples else None
    )
    module.add_arguments(command)
    command.set_defaults(function=module.run, parser=command)
