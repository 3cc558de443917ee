"""The completion is sourced by a real bash, which then completes."""

import subprocess
import sys
from pathlib import Path

import pytest

from seedfeed.cli import main
from seedfeed.cli.parser import COMMANDS
from tests.unit.cli.terminal import SEEDFEED, run_in_pipe

COMPLETE = """\
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
_shtab_seedfeed
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the completion for bash, beside some files and folders."""
    folder = tmp_path_factory.mktemp("completion")
    command = [sys.executable, "-m", "seedfeed", "completion", "bash"]
    done = subprocess.run(command, check=True, capture_output=True)
    (folder / "completion.bash").write_bytes(done.stdout)
    (folder / "seeds").mkdir()
    (folder / "seeds" / "harbour.txt").touch()
    (folder / "settings.toml").touch()
    return folder / "completion.bash"


def complete(script: Path, *words: str) -> set[str]:
    """Return what a bash that has the script offers for the last of the words."""
    command = ["bash", "-c", COMPLETE, "bash", str(script), *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=script.parent)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["b"], {"build"}),
        (["build", "--fu"], {"--full"}),
        (["build", "s"], {"seeds"}),
        (["build", "--state", "s"], {"seeds"}),
        (["build", "--config", "s"], {"seeds", "settings.toml"}),
        (["explain", "seeds/h"], {"seeds/harbour.txt"}),
        (["completion", "z"], {"zsh"}),
    ],
    ids=" ".join,
)
def test_bash_completes(script: Path, words: list[str], offered: set[str]) -> None:
    """Commands, options, a file where a file is asked for, a folder where a folder is."""
    assert complete(script, "seedfeed", *words) == offered


def test_bash_offers_every_command(script: Path) -> None:
    """Those that others add too."""
    assert complete(script, "seedfeed", "") >= COMMANDS.keys()


@pytest.mark.parametrize("shell", ["zsh", "tcsh", "fish"])
def test_other_shells_have_theirs(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Made by the same library; every command stands in it."""
    assert main(["completion", shell]) == 0
    shown = capsys.readouterr().out
    assert not [name for name in COMMANDS if name not in shown]


def test_without_shtab_it_says_what_to_install() -> None:
    """One line."""
    shown = run_in_pipe(f"import sys; sys.modules['shtab'] = None; {SEEDFEED}", "completion", "bash")
    assert shown == (
        'seedfeed: completion: needs shtab, which is not installed: pip install "seedfeed[completion]"\n'
    )
