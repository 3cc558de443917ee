"""Tables are aligned by what a terminal shows, and in a pipe they are plain."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from seedfeed.cli.tables import Table, count_columns, cut, draw_plain, show_table, wrap
from tests.unit.cli.terminal import SEEDFEED, run_in_pipe, run_on_terminal, write_article

SAMPLES = {
    "ascii": "The harbour opens",
    "chinese": "港口重新开放",
    "korean": "항구가 다시 열립니다",
    "half-width": "ﾐﾅﾄ",
    "full-width": "\uff21\uff22\uff23",
    "arabic": "أُعيد فتح الميناء",
    "combining": "Cafe\u0301 nai\u0308f",
    "thai": "ท่าเรือ",
    "emoji": "🚢 ahead",
}


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES.keys())
def test_columns_are_counted_as_a_terminal_does(text: str) -> None:
    """rich, which has tables of its own, is of the same opinion."""
    assert count_columns(text) == cell_len(text)


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES.keys())
def test_every_column_begins_in_one_place(text: str) -> None:
    """Whatever script stands before it."""
    *_, row, other = draw_plain(Table(("a", "b"), [(text, "|"), ("x" * 30, "|")]))
    assert cell_len(row.partition("|")[0]) == cell_len(other.partition("|")[0]) == 32


def test_table_has_headings_and_no_space_at_the_end() -> None:
    """A cell that is empty at the end leaves nothing."""
    assert list(draw_plain(Table(("field", "line"), [("title", "1"), ("language", "")]))) == [
        "field     line",
        "--------  ----",
        "title     1",
        "language",
    ]


@pytest.mark.parametrize("text", [*SAMPLES.values(), " ".join(SAMPLES.values())])
@pytest.mark.parametrize("width", [2, 3, 5, 11])
def test_wrapped_text_fits_and_nothing_is_lost(text: str, width: int) -> None:
    """Broken between words where that is possible, in words where it is not, never before a mark."""
    lines = wrap(text, width)
    assert max(map(cell_len, lines)) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not [line for line in lines if count_columns(line[0]) == 0]


def test_text_is_broken_between_words() -> None:
    """As a person would."""
    assert wrap("the harbour opens", 11) == ["the harbour", "opens"]
    assert wrap("", 11) == [""]


def test_cut_text_says_so() -> None:
    """It takes the width it may, and one column less where half a character would stand there."""
    assert cut("harbour", 7) == "harbour"
    assert cut("harbours", 7) == "harbou…"
    assert cut("港口重新开放", 7) == "港口重…"
    assert cut("港口重新开放", 6) == "港口…"


def test_long_cells_go_on_below_or_are_cut() -> None:
    """The column beside them stands where it stood."""
    table = Table(("a", "b", "c"), [("word " * 30, "x" * 100, "|")], wrapped="a", cut="b")
    lines = list(draw_plain(table))[2:]
    assert [line.rstrip() for line in lines] == [
        f"{('word ' * 14).strip()}    {'x' * 71}…  |".replace("    x", "  x"),
        ("word " * 14).strip(),
        "word word",
    ]


def test_cells_do_nothing_to_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Nor can they forge a line."""
    show_table(Table(("a",), [("x\x1b[31m\ny\u202e",)]))
    assert capsys.readouterr().out == "a\n---------\nx [31m y\n"


# ---- on a terminal and off --------------------------------------------------------------------------

WITHOUT_RICH = f"import sys; sys.modules['rich'] = None; {SEEDFEED}"


def test_terminal_gets_colours(tmp_path: Path) -> None:
    """With rich the table is drawn by it; a cell is text, whatever markup stands in it."""
    path = write_article(tmp_path)
    shown = run_on_terminal(SEEDFEED, "explain", path)
    assert "─" in shown
    assert "\x1b[36m" in shown
    assert "港が再び開く" in shown


@pytest.mark.parametrize(
    ("code", "env"),
    [(WITHOUT_RICH, {}), (SEEDFEED, {"TERM": "dumb"}), (SEEDFEED, {"TERM": ""})],
    ids=["rich is not there", "dumb", "unknown"],
)
def test_terminal_without_what_it_takes_gets_what_a_pipe_gets(
    tmp_path: Path, code: str, env: dict[str, str]
) -> None:
    """The plain table, to the byte."""
    path = write_article(tmp_path)
    plain = run_in_pipe(SEEDFEED, "explain", path)
    assert plain.startswith("field  ")
    assert run_on_terminal(code, "explain", path, env=env) == plain


@pytest.mark.parametrize("env", [{}, {"FORCE_COLOR": "1"}, {"COLUMNS": "20"}], ids=str)
def test_pipe_gets_no_colours_and_all_columns(tmp_path: Path, env: dict[str, str]) -> None:
    """A script reads the same everywhere."""
    path = write_article(tmp_path)
    shown = run_in_pipe(SEEDFEED, "explain", path, env=env)
    assert "\x1b" not in shown
    assert "─" not in shown


def test_no_color_is_honoured(tmp_path: Path) -> None:
    """Set and not empty it means no colour; empty it means nothing (no-color.org)."""
    path = write_article(tmp_path)
    assert "\x1b[36m" not in run_on_terminal(SEEDFEED, "explain", path, env={"NO_COLOR": "1"})
    assert "\x1b[36m" in run_on_terminal(SEEDFEED, "explain", path, env={"NO_COLOR": ""})


def test_markup_in_a_cell_is_text(tmp_path: Path) -> None:
    """Rich would take it for an instruction."""
    (tmp_path / "a.txt").write_text("The [bold]harbour[/bold] opens\n\nIt opened on Monday, they said.\n")
    assert "The [bold]harbour[/bold] opens" in run_on_terminal(SEEDFEED, "explain", str(tmp_path / "a.txt"))


def test_build_tells_files_and_stages(tmp_path: Path) -> None:
    """With -v: what was touched, how long each stage took, and at the end the one line."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    write_article(seeds)
    arguments = ["build", str(seeds), str(tmp_path / "feeds"), "-v"]
    shown = run_in_pipe(SEEDFEED, *arguments, env={"SOURCE_DATE_EPOCH": "1767614400"})
    lines = [line for line in shown.splitlines() if not line.startswith("seedfeed: ")]
    assert lines[0].split() == ["did", "file"]
    assert "wrote  rss.xml" in lines
    assert ["stage", "seconds"] in [line.split() for line in lines]
    assert re.fullmatch(r"1 new; \d+ files written in \d+\.\d s", lines[-1])


def test_errors_are_red_and_warnings_yellow(tmp_path: Path) -> None:
    """On a terminal alone."""
    shown = run_on_terminal(SEEDFEED, "explain", str(tmp_path / "none.txt"))
    assert shown.startswith("\x1b[31mseedfeed: ")
    assert shown.endswith("no such file\x1b[0m\n")
    assert "\x1b" not in run_in_pipe(SEEDFEED, "explain", str(tmp_path / "none.txt"))
    assert "\x1b" not in run_on_terminal(
        SEEDFEED, "explain", str(tmp_path / "none.txt"), env={"NO_COLOR": "1"}
    )
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "empty.txt").write_text("")
    shown = run_on_terminal(SEEDFEED, "build", str(seeds), str(tmp_path / "feeds"))
    assert f"\x1b[33mseedfeed: {seeds}/empty.txt: empty" in shown
