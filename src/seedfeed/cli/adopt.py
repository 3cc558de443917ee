"""`seedfeed adopt`: a site that moves here keeps its entries' ids."""

import argparse
from pathlib import Path

from seedfeed.cli.environment import FEEDS, SEEDS, STATE_NAME, add_folders, read_clock, read_settings
from seedfeed.cli.messages import plural, printable, say, set_up_log
from seedfeed.errors import EXIT_OK

_MOST_SHOWN = 20

ABOUT = """\
Reads the feeds of the site that moves here, the articles and the settings. Writes
what it found into the ledger in SEEDS/.seedfeed; the next build publishes by it.
Articles that are published already keep their own ids."""
EXAMPLES = """\
  seedfeed adopt old/rss.xml                 before the first build
  seedfeed adopt old/rss.xml old/atom.xml    the one with most subscribers first
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("old", nargs="+", type=Path, metavar="OLD", help="RSS, Atom or JSON Feed files")
    parser.add_argument("--seeds", **SEEDS)
    parser.add_argument("--feeds", **FEEDS)
    add_folders(parser)
    parser.add_argument("-v", "--verbose", action="store_true", help="print every entry without an article")


def run(arguments: argparse.Namespace) -> int:
    """Take over what old feeds knew articles by, and tell what has no article."""
    from seedfeed.adopt import adopt
    from seedfeed.job import Job

    set_up_log(verbose=arguments.verbose)

    job = Job(
        seeds=arguments.seeds,
        feeds=arguments.feeds,
        state=arguments.state or arguments.seeds / STATE_NAME,
        settings=read_settings(arguments.config, arguments.seeds),
    )
    found = adopt(job, arguments.old, read_clock())
    for path in found.published:
        say(f"{path}: published under an id of its own, which stays")
    shown = found.missing if arguments.verbose else found.missing[:_MOST_SHOWN]
    for old in shown:
        print(f"no article: {printable(old.title or old.link or '')}")
    if len(shown) < len(found.missing):
        print(f"and {len(found.missing) - len(shown)} more (-v shows all)")
    taken = plural(found.taken, "article takes", "articles take")
    print(f"{plural(found.total, 'old entry', 'old entries')}: {taken} theirs over at the next build")
    return EXIT_OK
