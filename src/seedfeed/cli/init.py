"""`seedfeed init`: a first file of settings."""

import argparse
import shlex
from pathlib import Path

from seedfeed.cli.environment import CONFIG_NAME, SEEDS
from seedfeed.cli.messages import printable
from seedfeed.errors import EXIT_OK

ABOUT = f"""\
Writes SEEDS/{CONFIG_NAME}, in which every setting stands with its default, switched
off and explained; makes the folder SEEDS where it is missing. Asks nothing, reads
nothing, and never overwrites."""
EXAMPLES = """\
  seedfeed init           seeds/seedfeed.toml, which `seedfeed build` reads
  seedfeed init articles  articles/seedfeed.toml, for `seedfeed build articles`
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("seeds", nargs="?", **SEEDS)


def run(arguments: argparse.Namespace) -> int:
    """Write the settings, and say what to do next."""
    from seedfeed.starter import write_starter

    seeds: Path = arguments.seeds
    path = seeds / CONFIG_NAME
    write_starter(path)
    folder = "" if seeds == Path("seeds") else f" {shlex.quote(str(seeds))}"
    print(printable(f"wrote {path}: set site.url and site.title in it"))
    print(printable(f"then put articles into {seeds} and run: seedfeed build{folder}"))
    return EXIT_OK
