"""What commands take from around them alike: the clock, the settings, the usual folders."""

import argparse
from pathlib import Path
from typing import Any

from seedfeed.environment import CONFIG_NAME, STATE_NAME, read_clock, read_settings

__all__ = ["CONFIG_NAME", "FEEDS", "SEEDS", "STATE_NAME", "add_folders", "read_clock", "read_settings"]

# What `add_argument` is told of these folders, under whatever name a command takes them.
SEEDS: dict[str, Any] = {
    "type": Path,
    "default": Path("seeds"),
    "metavar": "SEEDS",
    "help": "the articles (default: seeds)",
}
FEEDS: dict[str, Any] = {
    "type": Path,
    "default": Path("feeds"),
    "metavar": "FEEDS",
    "help": "the feeds (default: feeds)",
}


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where settings and ledger are, when not below SEEDS."""
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help=f"settings (default: SEEDS/{CONFIG_NAME})"
    )
    parser.add_argument("--state", type=Path, metavar="DIR", help=f"the ledger (default: SEEDS/{STATE_NAME})")
