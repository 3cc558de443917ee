"""Measure seedfeed, Hugo and the machine's own limits side by side, in one sitting; run by hand.

    python tests/bench/bench.py

It makes its articles, installs Hugo into an environment of its own, lets everyone take turns, prints the
figures with their ratios, and writes them (cost.json) and a picture of them (cost.svg) into tests/bench. CPU
seconds can be compared; wall times swing on a machine that does other work. It asserts nothing.
"""

import argparse
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.contenders import Contender, ask_version, install_hugo, line_up
from tests.bench.corpus import write_articles
from tests.bench.measure import count_written, median_cost, read_times, run_measured
from tests.bench.report import format_report
from tests.bench.sitting import PHASES, Cost, Row, Sitting, load_sitting, save_sitting

ROOT = Path(__file__).parents[2]
SIZES = (1_000, 10_000)
SETTLE_S = 2.1  # seedfeed reads a file again that was written less than 2 s before it last looked
START_RUNS = 11  # to start takes 10 to 40 ms, where a median of three still swings


class Trial(NamedTuple):
    """One run of one contender; `written` counts the files whose time it moved."""

    cost: Cost
    files: int
    written: int


def main(argv: Sequence[str]) -> int:
    """Measure, or take what was measured before, and show it."""
    arguments = parse_arguments(argv)
    if arguments.again:
        sitting = load_sitting(arguments.out / "cost.json")
    else:
        sitting = measure(arguments)
        save_sitting(arguments.out / "cost.json", sitting)
        shutil.rmtree(arguments.work / "articles")
    print(format_report(sitting, markdown=arguments.markdown))
    draw(arguments.out / "cost.svg", sitting)
    return 0


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return what is asked for."""
    parser = argparse.ArgumentParser(description="Measure seedfeed beside Hugo and the machine's own limits.")
    add = parser.add_argument
    add("--sizes", type=parse_sizes, default=SIZES, help="numbers of articles (1000,10000)")
    add("--runs", type=int, default=3, help="of which the median is taken (3)")
    add("--work", type=Path, default=ROOT / ".bench", help="folder for articles and Hugo (.bench)")
    add("--out", type=Path, default=Path(__file__).parent, help="folder for cost.json and cost.svg (here)")
    add("--seedfeed", default=Path(sys.executable).parent / "seedfeed", help="the program to measure")
    add("--markdown", action="store_true", help="print the tables as README has them")
    add("--again", action="store_true", help="measure nothing, show the cost.json that is there")
    return parser.parse_args(argv)


def parse_sizes(text: str) -> tuple[int, ...]:
    """Return the numbers of articles in a list with commas, ascending."""
    return tuple(sorted({int(number) for number in text.split(",")}))


def draw(path: Path, sitting: Sitting) -> None:
    """Draw the picture, if it can be drawn here: the figures are worth having without it."""
    try:
        from tests.bench.plot import draw_sitting

        draw_sitting(path, sitting)
    except ModuleNotFoundError as error:
        say(f"no picture: {error}; pip install '.[bench]'")


def say(message: str) -> None:
    """Tell who waits what is going on, beside the figures."""
    print(f"bench: {message}", file=sys.stderr, flush=True)


# ---- the sitting ----------------------------------------------------------------------------------


def measure(arguments: argparse.Namespace) -> Sitting:
    """Measure everything that is asked for."""
    work = arguments.work.absolute()
    shutil.rmtree(work / "articles", ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    seedfeed = str(arguments.seedfeed)
    hugo = install_hugo(work / "hugo")
    return Sitting(
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=describe_machine(),
        versions={
            "seedfeed": ask_version([seedfeed, "--version"]),
            "Hugo": ask_version([hugo, "version"]),
            "Python": platform.python_version(),
        },
        runs=arguments.runs,
        start=measure_start(seedfeed, work / "log"),
        rows=tuple(
            row
            for articles in arguments.sizes
            for row in measure_size(
                work / "articles" / str(articles), articles, seedfeed, hugo, arguments.runs
            )
        ),
    )


def describe_machine() -> str:
    """Return processor, cores and system in a few words."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    models = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    model = models[0] if models else platform.processor() or platform.machine()
    return f"{model}, {os.cpu_count()} cores, {platform.system()}"


def measure_start(seedfeed: str, log: Path) -> dict[str, float]:
    """Return the CPU seconds that it takes to start Python, and seedfeed, with nothing to do."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "seedfeed --version": [seedfeed, "--version"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(START_RUNS):
        for name, command in commands.items():
            taken[name].append(run_measured(command, log).cpu_s)
    return {name: median(cpu_s) for name, cpu_s in taken.items()}


def measure_size(folder: Path, articles: int, seedfeed: str, hugo: Path, runs: int) -> Iterator[Row]:
    """Yield what each phase costs everyone with this many articles, in a folder that is not there yet."""
    say(f"writing {articles:,} articles")
    write_articles(folder, range(articles))
    contenders = line_up(folder, [seedfeed], hugo)

    def forget(_: int) -> None:
        for contender in contenders:
            contender.forget()

    def add_one(turn: int) -> None:
        write_articles(folder, [articles + turn])

    prepare: dict[str, Callable[[int], None]] = {
        "cold": forget,
        "unchanged": lambda _: None,
        "one more": add_one,
    }
    for phase in PHASES:
        trials = take_turns(contenders, phase, prepare[phase], runs, folder / "log")
        for contender, of_one in zip(contenders, trials, strict=True):
            yield summarize(contender, phase, articles, of_one)


def take_turns(
    contenders: Sequence[Contender], phase: str, prepare: Callable[[int], None], runs: int, log: Path
) -> list[list[Trial]]:
    """Let everyone run once, then everyone again, so that whatever else the machine does hits all of them."""
    trials: list[list[Trial]] = [[] for _ in contenders]
    for turn in range(runs):
        say(f"{phase}, run {turn + 1} of {runs}")
        prepare(turn)
        time.sleep(SETTLE_S)
        for contender, of_one in zip(contenders, trials, strict=True):
            of_one.append(run_once(contender, phase, log))
    return trials


def run_once(contender: Contender, phase: str, log: Path) -> Trial:
    """Return what one run cost, and what it wrote."""
    before = read_times(contender.feeds)
    cost = run_measured(contender.cold if phase == "cold" else contender.again, log)
    after = read_times(contender.feeds)
    return Trial(cost, files=len(after), written=count_written(before, after))


def summarize(contender: Contender, phase: str, articles: int, trials: Sequence[Trial]) -> Row:
    """Return the median of the costs, and the most files that any run wrote."""
    return Row(
        tool=contender.tool,
        form=contender.form,
        phase=phase,
        articles=articles,
        cost=median_cost(trial.cost for trial in trials),
        files=trials[-1].files,
        written=max(trial.written for trial in trials),
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
