"""A build as it is told to a person or a program: how far it is, and what came of it.

`build` and `serve --watch` say the same.
"""

import os
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from seedfeed.cli.environment import CONFIG_NAME
from seedfeed.cli.messages import plural, say

if TYPE_CHECKING:
    from seedfeed.job import Job
    from seedfeed.model import Report
    from seedfeed.progress import Stopwatch


class Volume(NamedTuple):
    """How much is told, and how."""

    json: bool = False
    quiet: bool = False
    verbose: bool = False


def make_progress(volume: Volume) -> "Stopwatch":
    """Return a bar for a person who waits at a terminal; log lines would land in it."""
    from seedfeed.progress import Bar, Stopwatch, wants_bar

    if not any(volume) and wants_bar(sys.stderr, os.environ.get("TERM")):
        return Bar(time.monotonic, sys.stderr)
    return Stopwatch(time.monotonic)


def tell_report(
    job: "Job", report: "Report", volume: Volume, times_s: dict[str, float], *, is_preview: bool = False
) -> None:
    """Print what is worth a person's time: nothing, when nothing changed.

    Args:
        times_s: how long each stage took, and all of them.
        is_preview: nothing is to be published yet, and nobody waits to hear that nothing changed.
    """
    for warning in report.warnings:
        say(warning, "warning")
    _tell_articles(report, verbose=volume.verbose)
    touched = is_touched(report)
    if touched and not job.settings.states_url and not is_preview:
        where = job.settings.path or job.seeds / CONFIG_NAME
        say(f"{where}: set site.url before publishing, now it is {job.settings.config.site.url}", "warning")
    if volume.json:
        _print_json(report, times_s)
    elif not volume.quiet:
        if volume.verbose:
            _print_details(report, times_s)
        if touched or report.fresh:
            if volume.verbose:
                print()
            print(_summary(report, dry_run=job.dry_run, elapsed_s=times_s["all"]))
        elif sys.stdout.isatty() and not is_preview:  # a person waits for an answer; cron wants none
            print(f"nothing changed, {plural(report.total, 'entry', 'entries')} published")


def is_touched(report: "Report") -> bool:
    """Tell whether anything in FEEDS is not as it was."""
    return bool(report.new or report.changed or report.removed or report.written or report.deleted)


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
