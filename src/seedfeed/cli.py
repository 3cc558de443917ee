"""The command line: arguments, clock, log, messages, exit code. No decision lives here.

stdout is for results, stderr for messages. A run that changed nothing is silent: cron mails what we print.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from seedfeed import __version__
from seedfeed.errors import (
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_STRICT,
    ArticleError,
    ConfigError,
    PublishError,
    SeedfeedError,
)

if TYPE_CHECKING:
    from seedfeed.config import Settings
    from seedfeed.model import Report
    from seedfeed.progress import Stopwatch

CONFIG_NAME = "seedfeed.toml"
STATE_NAME = ".seedfeed"
_USAGE = 64
_BUG = 70
_STDERR = 2
_MOST_SHOWN = 20

_EXAMPLES = """\
examples:
  seedfeed build                        seeds/ -> feeds/
  seedfeed build articles public/feeds  other folders
  seedfeed build --dry-run -v           what would be done, and why
  seedfeed explain seeds/article.txt    what was understood of one article
  seedfeed adopt old/rss.xml            keep the ids of a site's old feeds

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


def run() -> NoReturn:
    """Be the `seedfeed` command."""
    _open_streams()
    sys.exit(main(sys.argv[1:]))


def _open_streams() -> None:
    """Have all three standard streams, for some supervisors start programs without.

    A feed's file would otherwise be opened in the place of one, and what is printed written into it.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(descriptor)
    sys.stdin, sys.stdout, sys.stderr = (
        stream or Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - as long as the program
        for stream, mode in ((sys.stdin, "r"), (sys.stdout, "w"), (sys.stderr, "w"))
    )


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    arguments = _parse(argv)
    try:
        code: int = arguments.function(arguments)
        sys.stdout.flush()
    except SeedfeedError as error:
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _say("interrupted; what was published stands")
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # whoever read our output went away; nothing more can be told
        _silence_stdout()
        return EXIT_OK
    except OSError as error:
        _silence_stdout()
        _say(f"{error.filename or 'standard output'}: {error.strerror}")
        return PublishError.exit_code
    except Exception:
        import logging

        _set_up_log(verbose=False)
        logging.getLogger(__name__).exception("this is a bug in seedfeed %s, please report it", __version__)
        return _BUG
    return code


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(
        prog="seedfeed",
        description="Turn a folder of raw articles into RSS, Atom and JSON feeds.",
        epilog=_EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"seedfeed {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    build = commands.add_parser("build", help="bring FEEDS up to date with SEEDS")
    build.set_defaults(function=_build)
    build.add_argument("seeds", nargs="?", type=Path, default=Path("seeds"), metavar="SEEDS")
    build.add_argument("feeds", nargs="?", type=Path, default=Path("feeds"), metavar="FEEDS")
    build.add_argument("--config", type=Path, metavar="FILE", help=f"settings (default: SEEDS/{CONFIG_NAME})")
    build.add_argument("--state", type=Path, metavar="DIR", help=f"the ledger (default: SEEDS/{STATE_NAME})")
    build.add_argument("--jobs", type=_parse_jobs, metavar="N", help="at most N processes at once")
    build.add_argument("--full", action="store_true", help="read every file again, compare every feed")
    build.add_argument("--refresh", action="store_true", help="understand every article again")
    build.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    build.add_argument("--json", action="store_true", help="print the report as JSON")
    build.add_argument("--strict", action="store_true", help="exit 1 when an article is left out")
    build.add_argument("--allow-empty", action="store_true", help="an empty SEEDS is meant so")
    volume = build.add_mutually_exclusive_group()
    volume.add_argument("-q", "--quiet", action="store_true", help="print no result, only what is wrong")
    volume.add_argument("-v", "--verbose", action="store_true", help="print every file and standing problem")
    adopt = commands.add_parser("adopt", help="take over the ids, dates and links of a site's old feeds")
    adopt.set_defaults(function=_adopt)
    adopt.add_argument("old", nargs="+", type=Path, metavar="OLD", help="RSS, Atom or JSON Feed files")
    adopt.add_argument("--seeds", type=Path, default=Path("seeds"), metavar="SEEDS")
    adopt.add_argument("--feeds", type=Path, default=Path("feeds"), metavar="FEEDS")
    adopt.add_argument("--config", type=Path, metavar="FILE", help=f"settings (default: SEEDS/{CONFIG_NAME})")
    adopt.add_argument("--state", type=Path, metavar="DIR", help=f"the ledger (default: SEEDS/{STATE_NAME})")
    adopt.add_argument("-v", "--verbose", action="store_true", help="print every entry without an article")
    explain = commands.add_parser("explain", help="show what was understood of an article, and why")
    explain.set_defaults(function=_explain, verbose=False)
    explain.add_argument("file", type=Path, metavar="FILE")
    explain.add_argument(
        "--config", type=Path, metavar="FILE", help=f"settings (default: {CONFIG_NAME} above)"
    )
    return parser.parse_args(argv)


def _set_up_log(*, verbose: bool) -> None:
    """Have the log printed; what a run that goes well logs is for --verbose alone.

    Not before there is something to do: to import it costs 6 ms of CPU, of 100 (2026-11).
    """
    import logging

    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.ERROR, format="seedfeed: %(message)s", stream=sys.stderr
    )


def _silence_stdout() -> None:
    """Keep the interpreter from failing again on what it could not write."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str) -> None:
    """Print messages, a line each, so that no file name can forge one."""
    for line in message.split("\n"):
        print(f"seedfeed: {printable(line)}", file=sys.stderr)


def printable(text: str) -> str:
    """Return text with everything a terminal or a log could trip over written as escapes."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text
    )


def _settings(path: Path | None, seeds: Path) -> "Settings":
    from seedfeed.config import read_config

    return read_config(path or seeds / CONFIG_NAME, required=path is not None)


def _clock() -> datetime:
    """Return the time of this run: SOURCE_DATE_EPOCH where it is set, else now; whole seconds."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if stated is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(stated), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigError("SOURCE_DATE_EPOCH", f"expected seconds since 1970, got {stated!r}") from error


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


def _build(arguments: argparse.Namespace) -> int:
    from seedfeed.build import build
    from seedfeed.job import Job

    started = time.monotonic()
    settings = _settings(arguments.config, arguments.seeds)
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
    report = build(job, _clock(), progress, lambda: _set_up_log(verbose=arguments.verbose))
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
        _say(warning)
    _tell_articles(report, verbose=arguments.verbose)
    touched = bool(report.new or report.changed or report.removed or report.written or report.deleted)
    if touched and not settings.states_url:
        where = settings.path or arguments.seeds / CONFIG_NAME
        _say(f"{where}: set site.url before publishing, now it is {settings.config.site.url}")
    if arguments.json:
        _print_json(report, times_s)
    elif not arguments.quiet:
        if arguments.verbose:
            _print_paths(report)
            _print_times(times_s)
        if touched or report.fresh:
            print(_summary(report, dry_run=arguments.dry_run, elapsed_s=times_s["all"]))
        elif sys.stdout.isatty():  # a person waits for an answer; cron wants none
            print(f"nothing changed, {_plural(report.total, 'entry', 'entries')} published")


def _tell_articles(report: "Report", *, verbose: bool) -> None:
    """Name the articles that are not in the feeds: those not named before, or all."""
    from seedfeed.dates import format_rfc3339

    for problem in report.problems if verbose else report.problems[: report.fresh]:
        _say(str(problem))
    for copy in report.duplicates if verbose else report.duplicates[: report.fresh_duplicates]:
        _say(f"{copy.path}: same article as {copy.of}, left out")
    for path, date in report.held:
        _say(f"{path}: held back until its date, {format_rfc3339(date)}")


def _print_json(report: "Report", times_s: dict[str, float]) -> None:
    """Print the report, and how long each stage took, in seconds."""
    import msgspec

    rounded = {stage: round(elapsed_s, 3) for stage, elapsed_s in times_s.items()}
    whole = msgspec.to_builtins(report) | {"times_s": rounded}
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n")


def _print_times(times_s: dict[str, float]) -> None:
    stages = [f"{stage} {elapsed_s:.2f} s" for stage, elapsed_s in times_s.items() if stage != "all"]
    print(f"took {', '.join(stages)}")


def _print_paths(report: "Report") -> None:
    for path in report.written:
        print(f"wrote {printable(path)}")
    for path in report.deleted:
        print(f"deleted {printable(path)}")


def _summary(report: "Report", *, dry_run: bool, elapsed_s: float) -> str:
    counts = [
        (report.new, "new"),
        (report.changed, "changed"),
        (report.removed, "removed"),
        (report.left_out, "left out"),
    ]
    entries = ", ".join(f"{number} {word}" for number, word in counts if number) or "no entry changed"
    files = f"{_plural(len(report.written), 'file', 'files')} written"
    if report.deleted:
        files += f", {len(report.deleted)} deleted"
    would = "would be: " if dry_run else ""
    return f"{would}{entries}; {files} in {elapsed_s:.1f} s"


def _plural(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _adopt(arguments: argparse.Namespace) -> int:
    from seedfeed.adopt import adopt
    from seedfeed.job import Job

    _set_up_log(verbose=arguments.verbose)

    job = Job(
        seeds=arguments.seeds,
        feeds=arguments.feeds,
        state=arguments.state or arguments.seeds / STATE_NAME,
        settings=_settings(arguments.config, arguments.seeds),
    )
    found = adopt(job, arguments.old, _clock())
    for path in found.published:
        _say(f"{path}: published under an id of its own, which stays")
    shown = found.missing if arguments.verbose else found.missing[:_MOST_SHOWN]
    for old in shown:
        print(f"no article: {printable(old.title or old.link or '')}")
    if len(shown) < len(found.missing):
        print(f"and {len(found.missing) - len(shown)} more (-v shows all)")
    taken = _plural(found.taken, "article takes", "articles take")
    print(f"{_plural(found.total, 'old entry', 'old entries')}: {taken} theirs over at the next build")
    return EXIT_OK


def _explain(arguments: argparse.Namespace) -> int:
    from seedfeed.explain import explain_file

    _set_up_log(verbose=False)
    file: Path = arguments.file
    seeds = next(
        (up for up in file.absolute().parents if (up / CONFIG_NAME).is_file()), file.absolute().parent
    )
    settings = _settings(arguments.config, seeds)
    print(explain_file(file, seeds, settings.config, seeds / STATE_NAME))
    return EXIT_OK
