"""`seedfeed build`: the main job."""

import argparse
import time

from seedfeed.cli.environment import (
    FEEDS,
    SEEDS,
    STATE_NAME,
    add_folders,
    read_clock,
    read_settings,
)
from seedfeed.cli.messages import set_up_log
from seedfeed.cli.outcome import Volume, make_progress, tell_report
from seedfeed.errors import EXIT_OK, EXIT_STRICT, ArticleError, BusyError

ABOUT = """\
Reads the articles in SEEDS and its folders, and the settings. Writes feeds, pages
and the archive into FEEDS, only what changed, and the ledger into SEEDS/.seedfeed.
A run that finds nothing to do writes nothing and says nothing."""
EXAMPLES = """\
  seedfeed build                        seeds/ -> feeds/
  seedfeed build articles public/feeds  other folders
  seedfeed build --dry-run -v           what would be done, and why
  seedfeed build -q                     from cron: a mail only when something is wrong
  seedfeed build --json | jq .new       the report, for programs
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("seeds", nargs="?", **SEEDS)
    parser.add_argument("feeds", nargs="?", **FEEDS)
    add_folders(parser)
    parser.add_argument("--jobs", type=_parse_jobs, metavar="N", help="at most N processes at once")
    parser.add_argument("--full", action="store_true", help="read every file again, compare every feed")
    parser.add_argument("--refresh", action="store_true", help="understand every article again")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--strict", action="store_true", help="exit 1 when an article is left out")
    parser.add_argument("--allow-empty", action="store_true", help="an empty SEEDS is meant so")
    volume = parser.add_mutually_exclusive_group()
    volume.add_argument("-q", "--quiet", action="store_true", help="print no result, only what is wrong")
    volume.add_argument("-v", "--verbose", action="store_true", help="print every file and standing problem")


def run(arguments: argparse.Namespace) -> int:
    """Bring FEEDS up to date with SEEDS, and tell what came of it."""
    from seedfeed.building import build
    from seedfeed.job import Job

    started = time.monotonic()
    job = Job(
        seeds=arguments.seeds,
        feeds=arguments.feeds,
        state=arguments.state or arguments.seeds / STATE_NAME,
        settings=read_settings(arguments.config, arguments.seeds),
        full=arguments.full,
        refresh=arguments.refresh,
        dry_run=arguments.dry_run,
        allow_empty=arguments.allow_empty,
        jobs=arguments.jobs,
    )
    volume = Volume(json=arguments.json, quiet=arguments.quiet, verbose=arguments.verbose)
    progress = make_progress(volume)
    try:
        report = build(job, read_clock(), progress, lambda: set_up_log(verbose=arguments.verbose))
    except BusyError:
        if arguments.quiet:  # the other run does the work; cron would send a mail about it each time
            return BusyError.exit_code
        raise
    elapsed_s = time.monotonic() - started
    tell_report(job, report, volume, progress.times_s | {"all": elapsed_s})
    if not report.left_out:
        return EXIT_OK
    return EXIT_STRICT if arguments.strict else ArticleError.exit_code


def _parse_jobs(text: str) -> int:
    """Return a number of processes.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, got {text!r}")
    return int(text)
