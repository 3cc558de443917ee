"""`seedfeed build`: the main job."""

import argparse
import os
import sys
import time
from typing import TYPE_CHECKING

from seedfeed.cli.environment import (
    CONFIG_NAME,
    FEEDS,
    SEEDS,
    STATE_NAME,
    add_folders,
    read_clock,
    read_settings,
)
from seedfeed.cli.messages import plural, say, set_up_log
from seedfeed.errors import EXIT_OK, EXIT_STRICT, ArticleError, BusyError

if TYPE_CHECKING:
    from seedfeed.config import Settings
    from seedfeed.model import Report
    from seedfeed.progress import Stopwatch

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
    settings = read_settings(arguments.config, arguments.seeds)
    job = Job(
        seeds=arguments.seeds,
        feeds=arguments.feeds,
        state=arguments.state or arguments.seeds / STATE_NAME,
        settings=settings,
        full=arguments.full,
        refresh=arguments.refresh,
        dry_run=arguments.dry_run,
        allow_empty=arguments.allow_empty,
        jobs=arguments.jobs,
    )
    progress = _progress(arguments)
    try:
        report = build(job, read_clock(), progress, lambda: set_up_log(verbose=arguments.verbose))
    except BusyError:
        if arguments.quiet:  # the other run does the work; cron would send a mail about it each time
            return BusyError.exit_code
        raise
    elapsed_s = time.monotonic() - started
    _tell(report, arguments, settings, progress.times_s | {"all": elapsed_s})
    if not report.left_out:
        return EXIT_OK
    return EXIT_STRICT if arguments.strict else ArticleError.exit_code


def _tell(
    report: "Report", arguments: argparse.Namespace, settings: "Settings", times_s: dict[str, float]
) -> None:
    """Print what is worth a person's time: nothing, when nothing changed."""
    for warning in report.warnings:
        say(warning, "warning")
    _tell_articles(report, verbose=arguments.verbose)
    touched = bool(report.new or report.changed or report.removed or report.written or report.deleted)
    if touched and not settings.states_url:
        where = settings.path or arguments.seeds / CONFIG_NAME
        say(f"{where}: set site.url before publishing, now it is {settings.config.site.url}", "warning")
    if arguments.json:
        _print_json(report, times_s)
    elif not arguments.quiet:
        if arguments.verbose:
            _print_details(report, times_s)
        if touched or report.fresh:
            if arguments.verbose:
                print()
            print(_summary(report, dry_run=arguments.dry_run, elapsed_s=times_s["all"]))
        elif sys.stdout.isatty():  # a person waits for an answer; cron wants none
            print(f"nothing changed, {plural(report.total, 'entry', 'entries')} published")


def _tell_articles(report: "Report", *, verbose: bool) -> None:
    """Name the articles that are not in the feeds: those not named before, or all."""
    from seedfeed.dates import format_rfc3339

    for problem in report.problems if verbose else report.problems[: report.fresh]:
        say(str(problem), "warning")
    for copy in report.duplicates if verbose else report.duplicates[: report.fresh_duplicates]:
        say(f"{copy.path}: same article as {copy.of}, left out")
    for path, date in report.held:
        say(f"{path}: held back until its date, {format_rfc3339(date)}")


def _print_json(report: "Report", times_s: dict[str, float]) -> None:
    """Print the report, and how long each stage took, in seconds."""
    import msgspec

    rounded = {stage: round(elapsed_s, 3) for stage, elapsed_s in times_s.items()}
    whole = msgspec.to_builtins(report) | {"times_s": rounded}
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n")


def _print_details(report: "Report", times_s: dict[str, float]) -> None:
    """Print every file that was touched, and how long each stage took."""
    from seedfeed.cli.tables import Table, show_table

    touched = [("wrote", path) for path in report.written] + [("deleted", path) for path in report.deleted]
    if touched:
        show_table(Table(("did", "file"), touched))
        print()
    stages = [(stage, f"{elapsed_s:7.2f}") for stage, elapsed_s in times_s.items() if stage != "all"]
    show_table(Table(("stage", "seconds"), stages))


def _summary(report: "Report", *, dry_run: bool, elapsed_s: float) -> str:
    counts = [
        (report.new, "new"),
        (report.changed, "changed"),
        (report.removed, "removed"),
        (report.left_out, "left out"),
    ]
    entries = ", ".join(f"{number} {word}" for number, word in counts if number) or "no entry changed"
    files = f"{plural(len(report.written), 'file', 'files')} written"
    if report.deleted:
        files += f", {len(report.deleted)} deleted"
    would = "would be: " if dry_run else ""
    return f"{would}{entries}; {files} in {elapsed_s:.1f} s"


def _parse_jobs(text: str) -> int:
    """Return a number of processes.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, got {text!r}")
    return int(text)


def _progress(arguments: argparse.Namespace) -> "Stopwatch":
    """Return a bar for a person who waits at a terminal; log lines would land in it."""
    from seedfeed.progress import Bar, Stopwatch, wants_bar

    is_plain = not (arguments.quiet or arguments.verbose or arguments.json)
    if is_plain and wants_bar(sys.stderr, os.environ.get("TERM")):
        return Bar(time.monotonic, sys.stderr)
    return Stopwatch(time.monotonic)
