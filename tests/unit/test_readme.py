"""What README promises is what the code has."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from seedfeed import errors
from seedfeed.cli import main
from seedfeed.config import Config, SourceRule
from seedfeed.render.pages import PageView, SiteView
from seedfeed.render.views import EntryView, FeedView, GroupView, WholeEntryView
from seedfeed.theme import TEMPLATES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """Return the text below a heading."""
    return README.split(f"\n### {title}\n")[1].split("\n### ")[0].split("\n## ")[0]


def table(title: str) -> list[list[str]]:
    """Return the rows of the tables below a heading, without their heads."""
    rows = [line.strip("|").split(" | ") for line in section(title).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows if not row[0].strip().startswith("---")]


def config_keys(struct: type[msgspec.Struct], prefix: str = "") -> dict[str, object]:
    """Return every key that may be set, with its default."""
    keys: dict[str, object] = {}
    for field in msgspec.structs.fields(struct):
        name = prefix + field.name
        if isinstance(field.default, msgspec.Struct):
            keys |= config_keys(type(field.default), f"{name}.")
        else:
            keys[name] = field.default
    return keys


def test_every_setting_is_documented_and_no_other() -> None:
    """The table of settings is the Config."""
    documented = {row[0].strip("`") for row in table("Settings")[1:]}
    assert documented == config_keys(Config).keys()


def test_every_documented_default_is_the_default() -> None:
    """What README says holds without a setting does."""
    keys = config_keys(Config)
    stated = {row[0].strip("`"): row[1] for row in table("Settings")[1:] if row[1].startswith("`")}
    checked = {name: json.dumps(keys[name]) for name in stated}
    assert {name: f"`{value}`" for name, value in checked.items() if name != "site.id"} == {
        name: value for name, value in stated.items() if name != "site.id"
    }
    assert len(checked) > 8


def test_every_key_of_a_source_is_documented() -> None:
    """A source's own keys stand in its row."""
    (row,) = (row for row in table("Settings") if row[0] == "`sources`")
    for field in msgspec.structs.fields(SourceRule):
        assert f"`{field.name}`" in row[2]


def test_every_exit_code_is_documented_and_no_other() -> None:
    """The table of exit codes is what the errors carry."""
    documented = {int(row[0]) for row in table("Exit codes")[1:]}
    classes = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    raised = {kind.exit_code for kind in classes if issubclass(kind, errors.SeedfeedError)}
    assert documented == raised | {errors.EXIT_OK, errors.EXIT_STRICT, errors.EXIT_INTERRUPTED}


def test_every_option_is_documented_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    """The table of options is what `build --help` shows."""
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    shown = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", capsys.readouterr().out)) - {"-h", "--help"}
    options = [row for row in table("Commands") if row[0].startswith("`-")]
    documented = {option for row in options for option in re.findall(r"--?[a-z][a-z-]*", row[0])}
    assert documented == shown


def test_every_command_is_documented_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    """The table of commands is what `--help` shows."""
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = set(re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE))
    documented = set(re.findall(r"^\| `seedfeed (\w+)", section("Commands"), re.MULTILINE))
    assert documented == shown


def test_both_commands_stand_on_a_line_each_and_ci_runs_them() -> None:
    """A reader copies a line; CI takes the same lines out of README."""
    lines = re.findall(r"^    (python3 -m venv .*)$", README, re.MULTILINE)
    assert [line.rpartition(" && ")[2] for line in lines] == [
        ".venv/bin/seedfeed build",
        ".venv/bin/python -m pytest -q",
    ]
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_house_is_drawn_as_it_stands() -> None:
    """Every module of the package has its line in the last section."""
    drawn = set(re.findall(r"^  (\w+(?:\.py|/))  ", README.rpartition("\n## ")[2], re.MULTILINE))
    source = ROOT / "src" / "seedfeed"
    modules = {path.name for path in source.glob("*.py") if not path.name.startswith("__")}
    packages = {f"{path.name}/" for path in source.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert drawn == modules | packages


def test_sidecar_example_works(tmp_path: Path) -> None:
    """The sidecar in README gives a text file what it says."""
    example = re.search(r"for `harbour\.txt`\.\n\n((?:    .*\n)+)", README)
    assert example is not None
    (tmp_path / "harbour.txt").write_text("Another title\n\nThe harbour opened on Monday, its owner said.\n")
    (tmp_path / "harbour.toml").write_text(example[1].replace("    ", ""), encoding="utf-8")
    command = [sys.executable, "-m", "seedfeed", "explain", str(tmp_path / "harbour.txt")]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for value in (
        "The harbour opens again",
        "towncrier.example/harbour",
        "2026-05-17",
        "Ann Example",
        "economy",
    ):
        assert value in shown


@pytest.mark.parametrize(
    ("name", "view", "without"),
    [
        ("site", SiteView, set()),
        ("page", PageView, set()),
        ("feed", FeedView, set()),
        ("groups", GroupView, set()),
        ("entries", EntryView, set()),
        # It says "the same without `url`, and ...".
        ("entry", WholeEntryView, set(EntryView._fields) - {"url"}),
    ],
)
def test_every_value_of_a_template_is_documented_and_no_other(
    name: str, view: type[Any], without: set[str]
) -> None:
    """Whoever writes a template finds in README what it is given."""
    section = README.split("### Change the looks of the pages\n")[1].split("\n### ")[0]
    (row,) = (line for line in section.splitlines() if line.startswith(f"| `{name}` |"))
    named = re.findall(r"`(\w+)`", row.split("|", 2)[2])
    assert {found for found in named if found != "url" or name != "entry"} == set(view._fields) - without


def test_every_template_is_documented_and_no_other() -> None:
    """What can be replaced is known."""
    section = README.split("### Change the looks of the pages\n")[1].split("\n### ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `") and "." in line]
    named = {name for row in rows for name in re.findall(r"`(\w+\.\w+)`", row)}
    assert named == {path.name for path in TEMPLATES.iterdir()}
