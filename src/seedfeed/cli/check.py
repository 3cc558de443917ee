"""`seedfeed check`: what is wrong with feed files, ours or anyone's."""

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from seedfeed.cli.environment import read_clock
from seedfeed.cli.messages import paint, plural, printable, say
from seedfeed.errors import EXIT_FOUND, EXIT_OK, ConfigError, PublishError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seedfeed.judge import Finding

    Findings = Sequence[Finding]

ABOUT = """\
Reads feeds of any site: RSS 0.91 to 2.0, RSS 1.0, Atom, JSON Feed, and OPML. Prints
for each thing that is wrong with one a line: path, line, error or warning, what to
do, and in brackets where that is written. Nothing is looked up, and nothing written."""
EXAMPLES = """\
  seedfeed check                         feeds/
  seedfeed check old/rss.xml --strict    exit 1 on warnings too
  seedfeed check -                       what comes from standard input
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        default=[Path("feeds")],
        metavar="PATH",
        help="feed files, folders with feeds, or - for standard input (default: feeds)",
    )
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")
    parser.add_argument("--strict", action="store_true", help="exit 1 on warnings too")


def run(arguments: argparse.Namespace) -> int:
    """Judge every feed, print what is wrong with each, and sum it up."""
    from seedfeed.judge.places import STDIN

    for path in arguments.paths:
        if path != STDIN and not path.exists():
            raise ConfigError(str(path), "not there; name a feed file, or a folder with feeds")
    unreadable: list[OSError] = []
    judged = []
    for path, findings in _judge_all(arguments.paths, unreadable):
        judged.append((path, findings))
        if not arguments.json:
            _print_findings(path, findings)
    for error in unreadable:
        say(f"{error.filename or 'standard input'}: {error.strerror or error}", "error")
    counts: Counter[str] = Counter(finding.level for _, findings in judged for finding in findings)
    if arguments.json:
        _print_json(judged)
    else:
        print(_sum(len(judged), counts))
    return _code(counts, unreadable, strict=arguments.strict)


def _judge_all(paths: "Sequence[Path]", unreadable: list[OSError]) -> "Iterator[tuple[Path, Findings]]":
    """Yield each feed with what is wrong with it; note what cannot be read, and go on."""
    from seedfeed.judge import judge_feed
    from seedfeed.judge.places import find_feeds, read_feed

    now = read_clock()
    for path in paths:
        try:
            for feed in find_feeds(path):
                try:
                    yield feed, judge_feed(read_feed(feed), now)
                except OSError as error:
                    unreadable.append(error)
        except OSError as error:  # a folder that cannot be listed
            unreadable.append(error)


def _print_findings(path: Path, findings: "Findings") -> None:
    shown = "standard input" if str(path) == "-" else str(path)
    for finding in findings:
        print(paint(printable(f"{shown}:{finding}"), finding.level, sys.stdout))


def _print_json(judged: "Sequence[tuple[Path, Findings]]") -> None:
    import msgspec

    rows = [
        {"path": str(path), **msgspec.to_builtins(finding)}
        for path, findings in judged
        for finding in findings
    ]
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n")


def _sum(feeds: int, counts: Counter[str]) -> str:
    parts = (
        plural(feeds, "feed", "feeds"),
        plural(counts["error"], "error", "errors"),
        plural(counts["warning"], "warning", "warnings"),
    )
    return ", ".join(parts)


def _code(counts: Counter[str], unreadable: list[OSError], *, strict: bool) -> int:
    if unreadable:
        return PublishError.exit_code
    return EXIT_FOUND if counts["error"] or (strict and counts["warning"]) else EXIT_OK
