"""The command line: mistakes are told with what was probably meant, and help shows examples that work."""

import re
import shlex
from importlib import import_module

import pytest

from seedfeed.cli.parser import COMMANDS, make_parser, parse
from tests.unit.cli.terminal import SEEDFEED, run_on_terminal


def refuse(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """Return what is said to a wrong command line, which ends with 64."""
    with pytest.raises(SystemExit) as caught:
        parse(argv)
    shown = capsys.readouterr()
    assert (caught.value.code, shown.out) == (64, "")
    return shown.err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ("biuld", "seedfeed: unknown command 'biuld', did you mean 'build'? (see seedfeed --help)"),
        ("biuld --full", "seedfeed: unknown command 'biuld', did you mean 'build'? (see seedfeed --help)"),
        ("zzz", "seedfeed: unknown command 'zzz' (see seedfeed --help)"),
        ("build --fall", "unknown option '--fall', did you mean '--full'? (see seedfeed build --help)"),
        ("build --jbos=3", "unknown option '--jbos', did you mean '--jobs'? (see seedfeed build --help)"),
        ("build --stat x", "unknown option '--stat', did you mean '--state'? (see seedfeed build --help)"),
        ("build --zzz", "seedfeed build: unknown option '--zzz' (see seedfeed build --help)"),
        ("build a b c", "seedfeed build: unexpected argument 'c' (see seedfeed build --help)"),
        ("--verison", "unknown option '--verison', did you mean '--version'? (see seedfeed --help)"),
        ("build --jobs none", "expected a whole number from 1, got 'none' (see seedfeed build --help)"),
        ("explain", "seedfeed explain: the following arguments are required: FILE (see seedfeed explain --h"),
    ],
    ids=lambda value: value if value.isprintable() and len(value) < 20 else "",
)
def test_mistake_is_told_in_one_line(capsys: pytest.CaptureFixture[str], argv: str, said: str) -> None:
    """It names what was typed, what was meant where that can be told, and where help is."""
    shown = refuse(capsys, *argv.split())
    assert said in shown
    assert shown.count("\n") == 1


@pytest.mark.parametrize("option", ["--ful", "--dry", "--allow"])
def test_options_are_not_abbreviated(capsys: pytest.CaptureFixture[str], option: str) -> None:
    """A script that abbreviates breaks when an option of that beginning is added, so it never works."""
    assert f"unknown option '{option}'" in refuse(capsys, "build", option)


def test_mistake_cannot_forge_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Nor steer the terminal."""
    shown = refuse(capsys, "a\nseedfeed: all is well\x1b[2J")
    assert (shown.count("\n"), "\x1b" in shown) == (1, False)


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """As a mistake: on stderr, with 64."""
    assert refuse(capsys) == make_parser([]).format_help()


def test_mistake_is_red_on_a_terminal() -> None:
    """As every error is."""
    assert run_on_terminal(SEEDFEED, "biuld").startswith("\x1b[31mseedfeed: unknown command")


# ---- help -------------------------------------------------------------------------------------------


def examples_of(text: str) -> list[list[str]]:
    """Return the command lines that a help shows as examples, as far as they are ours."""
    shown = text.partition("examples:\n")[2].partition("\n\n")[0]
    lines = [re.split(r"  +|[|>]", line.strip())[0] for line in shown.splitlines()]
    return [shlex.split(line) for line in lines]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_says_what_it_does_with_examples(command: str) -> None:
    """What it reads and writes, what each argument is, and examples that parse."""
    module = import_module(f"seedfeed.cli.{command}")
    assert re.search(r"\b(Reads|Prints|Writes|Serves)\b", module.ABOUT)
    assert max(map(len, module.ABOUT.splitlines())) <= 88
    examples = examples_of(f"examples:\n{module.EXAMPLES}")
    assert examples
    for program, *argv in examples:
        assert (program, argv[0]) == ("seedfeed", command)
        assert callable(parse(argv).function)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_argument_is_explained(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """None stands there with its name alone."""
    with pytest.raises(SystemExit):
        parse([command, "--help"])
    rows = re.findall(r"^  ([-A-Z][^\n]*(?:\n {6,}[^\n]*)*)", capsys.readouterr().out, re.MULTILINE)
    assert rows
    assert [row for row in rows if len(re.split(r"\s{2,}", row)) < 2] == []


def test_top_help_is_short_and_its_examples_work(capsys: pytest.CaptureFixture[str]) -> None:
    """It fits a terminal of 40 lines with all commands there will be."""
    text = make_parser([]).format_help()
    assert len(text.splitlines()) < 25 + len(COMMANDS)
    for _, *argv in examples_of(text):
        if "--help" in argv:
            with pytest.raises(SystemExit):
                parse(argv)
            assert "usage: seedfeed build" in capsys.readouterr().out
        else:
            assert callable(parse(argv).function)
