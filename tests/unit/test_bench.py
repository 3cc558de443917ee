"""What of the bench can be judged without a clock: its articles, its arithmetic, its tables, its picture."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seedfeed.config import parse_config
from seedfeed.model import Draft
from seedfeed.read import read_article
from seedfeed.understanding import understand
from tests.bench.bench import SIZES, Trial, parse_arguments, summarize
from tests.bench.contenders import Contender, ask_version, line_up
from tests.bench.corpus import BYTES, CATEGORIES, FORMS, Article, make_article, write_articles
from tests.bench.measure import count_written, median_cost, read_times, run_measured
from tests.bench.report import (
    format_aligned,
    format_markdown,
    format_number,
    format_report,
    tabulate_costs,
    tabulate_growth,
)
from tests.bench.sitting import FORMS as MEASURED_FORMS
from tests.bench.sitting import PHASES, TOOLS, Cost, Row, Sitting, load_sitting, save_sitting

ROOT = Path(__file__).parents[2]
CONFIG = parse_config({}, "seedfeed.toml")


def make_row(tool: str, form: str, phase: str, articles: int) -> Row:
    """Return a row in which Hugo takes half and the limits a tenth of what seedfeed takes."""
    cpu_s = articles / 1_000 / {"seedfeed": 1, "Hugo": 2, "limits": 10}[tool]
    cost = Cost(cpu_s=cpu_s, wall_s=cpu_s * 2, rss_mib=50)
    return Row(tool=tool, form=form, phase=phase, articles=articles, cost=cost, files=402, written=3)


def make_sitting(*sizes: int) -> Sitting:
    """Return a sitting of these sizes."""
    return Sitting(
        date="2026-05-17",
        machine="Abacus, 2 cores",
        versions={"seedfeed": "1.0", "Hugo": "2.0"},
        runs=3,
        start={"python": 0.01},
        rows=tuple(
            make_row(tool, form, phase, articles)
            for tool in TOOLS
            for form in MEASURED_FORMS
            for phase in PHASES
            for articles in sizes
        ),
    )


def understand_form(folder: Path, form: str) -> tuple[Article, Draft]:
    """Return an article, and what seedfeed makes of it in one of its forms."""
    write_articles(folder, [7])
    (path,) = (folder / form).iterdir()
    draft = understand(read_article(folder / form, path.name), CONFIG)
    assert isinstance(draft, Draft)
    return make_article(7), draft


# ---- articles -------------------------------------------------------------------------------------


def test_an_article_is_the_same_each_time() -> None:
    """It depends on its number alone, and no two are alike."""
    assert make_article(7) == make_article(7)
    assert len({make_article(number).title for number in range(50)}) == 50


def test_articles_are_as_long_as_real_ones() -> None:
    """Three kilobytes on average."""
    lengths = [sum(map(len, make_article(number).paragraphs)) for number in range(100)]
    assert BYTES * 0.95 < sum(lengths) / len(lengths) < BYTES * 1.1


def test_every_article_is_newer_than_the_one_before() -> None:
    """So one more is news, and 100,000 of them lie in the past: none is held back."""
    dates = [make_article(number).date for number in (0, 1, 2, 100_000)]
    assert dates == sorted(set(dates))
    assert dates[-1] < datetime(2026, 1, 1, tzinfo=UTC)


def test_some_categories_are_much_more_common_than_others() -> None:
    """There are two hundred; an article has one to four, each once."""
    assert len(set(CATEGORIES)) == 200
    found = [make_article(number).categories for number in range(300)]
    assert {len(categories) for categories in found} <= {1, 2, 3, 4}
    assert all(len(set(categories)) == len(categories) for categories in found)
    drawn = [category for categories in found for category in categories]
    assert drawn.count(CATEGORIES[0]) > 10 * drawn.count(CATEGORIES[-1])


def test_files_have_the_time_of_their_article(tmp_path: Path) -> None:
    """A text states no date: this is where its entry has it from."""
    write_articles(tmp_path, range(2))
    for form in FORMS:
        times = {path.stem: path.stat().st_mtime for path in (tmp_path / form).iterdir()}
        assert times == {f"{number:07}": make_article(number).date.timestamp() for number in range(2)}


def test_front_matter_says_all_of_an_article(tmp_path: Path) -> None:
    """Seedfeed reads from it what the generator put there."""
    article, draft = understand_form(tmp_path, "front")
    assert (draft.title, draft.published, draft.link) == (article.title, article.date, article.link)
    assert tuple(category.label for category in draft.categories) == article.categories
    assert draft.source is not None
    assert draft.source.name == article.outlet


def test_text_is_understood_as_well(tmp_path: Path) -> None:
    """What is measured is the real work, on a text that gives it something to do."""
    article, draft = understand_form(tmp_path, "text")
    assert draft.title == article.title
    assert draft.source is not None
    assert draft.source.name == article.outlet
    assert article.paragraphs[0].startswith(draft.summary[:40])
    assert draft.related == (article.related,)


def test_hugo_gets_the_same_words(tmp_path: Path) -> None:
    """Below front matter, without which it can make nothing of them."""
    write_articles(tmp_path, [7])
    text, front = (next((tmp_path / form).iterdir()).read_text() for form in ("text", "front"))
    words = front.partition("\n---\n")[2].split()
    assert words
    assert words == text.split()[len(make_article(7).title.split()) :][: len(words)]


# ---- measuring ------------------------------------------------------------------------------------


def test_cost_is_that_of_the_child_and_of_its_children(tmp_path: Path) -> None:
    """A program that leaves the work to others pays for it."""
    work = "import time\nwhile time.process_time() < .1: pass"
    command = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}], check=True)"
    cost = run_measured([sys.executable, "-c", command], tmp_path / "log")
    assert cost.cpu_s > 0.1
    assert cost.wall_s > 0.1
    assert cost.rss_mib > 1
    idle = run_measured([sys.executable, "-I", "-S", "-c", "pass"], tmp_path / "log")
    assert idle.cpu_s < cost.cpu_s  # no sum over all children, and not the parent's own


def test_failing_program_ends_the_bench_with_its_last_words(tmp_path: Path) -> None:
    """A run that did nothing is fast, and no result."""
    with pytest.raises(SystemExit, match="exit code 1: no feeds today"):
        run_measured([sys.executable, "-c", "raise SystemExit('no feeds today')"], tmp_path / "log")


def test_median_is_taken_of_each_figure() -> None:
    """One slow run changes nothing."""
    costs = [Cost(cpu_s=cpu_s, wall_s=10 - cpu_s, rss_mib=5) for cpu_s in (1, 9, 2)]
    assert median_cost(costs) == Cost(cpu_s=2, wall_s=8, rss_mib=5)


def test_new_and_touched_files_count_as_written(tmp_path: Path) -> None:
    """Whoever touches a file makes every server send it again."""
    assert read_times(tmp_path / "nothing") == {}
    for name in ("kept", "touched"):
        (tmp_path / name).write_text("same")
    before = read_times(tmp_path)
    os.utime(tmp_path / "touched", (1, 1))
    (tmp_path / "new").write_text("")
    assert count_written(before, read_times(tmp_path)) == 2
    assert count_written(before, before) == 0


def test_row_tells_the_most_that_was_written() -> None:
    """A file touched in one run of three was touched."""
    cost = Cost(cpu_s=1, wall_s=1, rss_mib=1)
    place = Path("out")
    contender = Contender(tool="Hugo", form="text", feeds=place, memory=place, cold=(), again=())
    row = summarize(contender, "unchanged", 10, [Trial(cost, 4, 1), Trial(cost, 4, 2), Trial(cost, 4, 0)])
    assert (row.files, row.written) == (4, 2)


def test_everyone_has_a_turn_in_each_form_and_a_place_of_his_own(tmp_path: Path) -> None:
    """What one of them writes, no other one finds."""
    contenders = line_up(tmp_path, ["seedfeed"], Path("hugo"))
    assert [(c.form, c.tool) for c in contenders] == [
        (form, tool) for form in MEASURED_FORMS for tool in TOOLS
    ]
    places = [place for c in contenders if c.tool != "limits" for place in (c.feeds, c.memory)]
    assert len(set(places)) == len(places)


def test_limits_read_every_article(tmp_path: Path) -> None:
    """They run, and what they do not find is an error, not a fast run."""
    write_articles(tmp_path, range(2))
    limits = next(c for c in line_up(tmp_path, ["seedfeed"], Path("hugo")) if c.tool == "limits")
    for command in (limits.cold, limits.again):
        run_measured(command, tmp_path / "log")
    with pytest.raises(SystemExit):
        run_measured((*limits.cold[:-1], tmp_path / "nothing"), tmp_path / "log")


@pytest.mark.parametrize(
    ("said", "version"), [("seedfeed 0.1.0", "0.1.0"), ("hugo v0.168.0-e27a+extended linux", "0.168.0")]
)
def test_version_is_the_number_in_what_a_program_says(said: str, version: str) -> None:
    """Every program says it in other words."""
    assert ask_version([sys.executable, "-c", f"print({said!r})"]) == version


def test_sizes_are_numbers_with_commas() -> None:
    """In any order, each once."""
    assert parse_arguments(["--sizes", "10000,1000,1000"]).sizes == (1_000, 10_000)
    assert parse_arguments([]).sizes == SIZES


# ---- what is shown --------------------------------------------------------------------------------


def test_sitting_survives_its_file(tmp_path: Path) -> None:
    """Tables and picture can be made again without measuring again."""
    save_sitting(tmp_path / "cost.json", make_sitting(10))
    assert load_sitting(tmp_path / "cost.json") == make_sitting(10)


@pytest.mark.parametrize(
    ("number", "text"), [(0.0123, "0.012"), (1.234, "1.23"), (12.34, "12.3"), (1234.5, "1234")]
)
def test_number_has_the_digits_that_mean_something(number: float, text: str) -> None:
    """No more than three of them behind the point."""
    assert format_number(number) == text


def test_costs_stand_beside_their_ratios() -> None:
    """Twice what Hugo takes, ten times what the machine needs."""
    head, *lines = tabulate_costs(make_sitting(1_000, 5_000))
    assert len(lines) == len(MEASURED_FORMS) * len(PHASES) * 2
    shown = dict(zip(head, lines[1], strict=True))
    assert (shown["form"], shown["run"], shown["articles"]) == ("front matter", "cold", "5,000")
    assert (shown["seedfeed"], shown["Hugo"], shown["limits"]) == ("5.00", "2.50", "0.500")
    assert (shown["to Hugo"], shown["to limits"]) == ("2.00", "10.0")
    assert (shown["wall s"], shown["files written"]) == ("10.0 / 5.00", "3 of 402 / 3 of 402")


def test_growth_is_from_the_smallest_to_the_largest() -> None:
    """Whatever lies between."""
    _, first, *_ = tabulate_growth(make_sitting(1_000, 2_000, 8_000))
    assert first == ("front matter", "cold", "8.00", "8.00", "8.00")


def test_growth_needs_two_sizes() -> None:
    """With one there is nothing to say."""
    assert "grows" in format_report(make_sitting(10, 20), markdown=False)
    assert "grows" not in format_report(make_sitting(10), markdown=False)


def test_columns_are_aligned() -> None:
    """Words begin and figures end below each other."""
    assert format_aligned([("a", "b", "number"), ("word", "w", "7")]) == "a     b  number\nword  w       7"


def test_markdown_is_a_table() -> None:
    """As README has it."""
    shown = format_markdown([("a", "b", "number"), ("word", "w", "7")])
    assert shown == "| a | b | number |\n| --- | --- | ---: |\n| word | w | 7 |"


def test_readme_shows_what_was_measured() -> None:
    """The figures in README are those of the committed sitting, with its date and machine."""
    sitting = load_sitting(ROOT / "tests" / "bench" / "cost.json")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert format_report(sitting, markdown=True) in readme
    assert "(tests/bench/cost.svg)" in readme


def test_same_figures_give_the_same_picture(tmp_path: Path) -> None:
    """A picture changes in version control only with its figures; it is small, and white behind."""
    pytest.importorskip("matplotlib")
    from tests.bench.plot import draw_sitting

    for name in ("one.svg", "two.svg"):
        draw_sitting(tmp_path / name, make_sitting(1_000, 10_000))
    picture = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert picture == (tmp_path / "two.svg").read_text(encoding="utf-8")
    assert len(picture) < 40_000
    assert "#ffffff" in picture
    assert "seedfeed, front matter" in picture
