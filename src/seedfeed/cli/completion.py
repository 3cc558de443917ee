"""`seedfeed completion`: a script for the shell that completes our commands, by shtab."""

import argparse
from pathlib import Path
from typing import Any

from seedfeed.errors import EXIT_OK, ConfigError

_SHELLS = ("bash", "zsh", "tcsh", "fish")
_FOLDERS = frozenset(["SEEDS", "FEEDS", "DIR"])

ABOUT = """\
Prints a script that completes commands, options, files and folders in your shell,
made by shtab: pip install "seedfeed[completion]". Reads and writes no file."""
EXAMPLES = """\
  seedfeed completion bash > ~/.local/share/bash-completion/completions/seedfeed
  seedfeed completion zsh > ~/.zsh/completions/_seedfeed   a folder in $fpath
  seedfeed completion fish > ~/.config/fish/completions/seedfeed.fish
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("shell", choices=_SHELLS, metavar="SHELL", help=", ".join(_SHELLS))


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    try:
        import shtab
    except ImportError as error:
        what = 'needs shtab, which is not installed: pip install "seedfeed[completion]"'
        raise ConfigError("completion", what) from error
    from seedfeed.cli.parser import make_parser

    parser = make_parser()
    _mark_paths(parser, {"FILE": shtab.FILE, "DIR": shtab.DIRECTORY})
    print(shtab.complete(parser, arguments.shell))
    return EXIT_OK


def _mark_paths(parser: argparse.ArgumentParser, kinds: dict[str, Any]) -> None:
    """Say of every argument that is a path whether it is a file or a folder, in shtab's words."""
    for action in parser._actions:  # noqa: SLF001 - argparse shows its arguments nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - the same
            for command in action.choices.values():
                _mark_paths(command, kinds)
        elif action.type is Path:
            kind = "DIR" if action.metavar in _FOLDERS else "FILE"
            action.complete = kinds[kind]  # type: ignore[attr-defined]
