"""The printed units before systemd's judge, the workflow in a real repository, the line in a shell."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.clients.web_servers import find_program
from tests.rules.site import Site, article

NAMES = ["news", "a b", "a\"b'c", "100%s %n", "$HOME ${x} $$", "größe日", "a\\x41b", "#;[a]*"]


def print_schedule(scheduler: str, folder: Path, *options: str) -> str:
    """Return what `seedfeed schedule` prints in a folder."""
    command = [sys.executable, "-m", "seedfeed", "schedule", scheduler, *options]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


# ---- systemd --------------------------------------------------------------------------------------


def write_units(printed: str, folder: Path) -> list[Path]:
    """Write the units as the printed text says, but into this folder."""
    (told,) = (line for line in printed.splitlines() if line.startswith("#   sudo awk"))
    program = told.split("'")[1]
    moved = printed.replace("# FILE /etc/systemd/system/", f"# FILE {folder}/")
    subprocess.run(["awk", program], input=moved, check=True, text=True)
    return sorted(folder.glob("seedfeed*"))


@pytest.mark.parametrize("hubs", ["", 'hubs = ["https://hub.example/"]\n'], ids=["alone", "hubs"])
@pytest.mark.parametrize("name", NAMES)
def test_systemd_finds_nothing_wrong(tmp_path: Path, name: str, hubs: str) -> None:
    """Units of a folder of any name load without a warning."""
    judge = find_program("systemd-analyze", "systemd")
    site = Site(tmp_path / name)
    site.configure(f'{hubs}[site]\nurl = "https://news.example/"\n')
    units = tmp_path / "units"
    units.mkdir()
    written = write_units(print_schedule("systemd", site.root), units)
    assert [path.name for path in written] == [
        "seedfeed-news-example.service", "seedfeed-news-example.timer"
    ]  # fmt: skip
    judged = subprocess.run(
        [judge, "verify", "--man=no", *written], check=False, capture_output=True, text=True
    )
    about_ours = [line for line in judged.stderr.splitlines() if "seedfeed-news-example" in line]
    assert (judged.returncode, about_ours) == (0, [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ProtectSystem=strict", "ProtectSystem=sttrict"),
        ("ExecStart=", "ExecStart=/nowhere"),
        ("OnCalendar=", "OnCalendar=x"),
    ],
)
def test_systemd_s_judge_can_find_fault(tmp_path: Path, old: str, new: str) -> None:
    """A unit that is wrong is told, so the test above can fail."""
    judge = find_program("systemd-analyze", "systemd")
    site = Site(tmp_path / "news")
    units = tmp_path / "units"
    units.mkdir()
    written = write_units(print_schedule("systemd", site.root).replace(old, new), units)
    judged = subprocess.run(
        [judge, "verify", "--man=no", *written], check=False, capture_output=True, text=True
    )
    assert "seedfeed-news-example" in judged.stderr


def test_service_is_well_shut_in(tmp_path: Path) -> None:
    """Its exposure as systemd scores it, from 0 to 10, is that of a service with next to no access."""
    judge = find_program("systemd-analyze", "systemd")
    site = Site(tmp_path / "news")
    service, _ = write_units(print_schedule("systemd", site.root), tmp_path)
    # In percent; 1.2 where SEEDS is in /tmp, as in this test, 1.0 elsewhere (2026-11).
    command = [judge, "security", "--offline=yes", "--threshold=15", str(service)]
    judged = subprocess.run(command, check=False, capture_output=True, text=True)
    assert judged.returncode == 0, judged.stdout


# ---- cron's shell ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_crontab_line_builds_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    """What cron makes of the line, the shell runs: with cron's own poor environment, from another folder."""
    site = Site(tmp_path / name)
    site.fill(1)
    line = print_schedule("cron", site.root).splitlines()[-1]
    command = line.partition("  ")[2].replace("\\%", "%")
    poor = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "SHELL": "/bin/sh", "LOGNAME": "x"}
    source = {"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {}
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd="/", env=poor | source, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(site.items()) == ["a0.txt"]


# ---- GitHub ---------------------------------------------------------------------------------------


class Repository:
    """A site in a clone, as GitHub's runner has it, and the bare repository it came from."""

    def __init__(self, root: Path, name: str) -> None:
        find_program("git", "git")
        self.root = root
        self.bare = root / "bare.git"
        run_git(root, "init", "--quiet", "--bare", "--initial-branch=main", str(self.bare))
        self.clone = root / "clone"
        run_git(root, "clone", "--quiet", str(self.bare), str(self.clone))
        run_git(self.clone, "symbolic-ref", "HEAD", "refs/heads/main")
        self.site = Site(self.clone / name)
        self.site.fill(2)
        self.push()
        self.script = self._make_script()

    def _make_script(self) -> str:
        """Return the script of the workflow's last step."""
        workflow: dict[str, Any] = yaml.safe_load(print_schedule("github", self.site.root))
        script: str = workflow["jobs"]["build"]["steps"][-1]["run"]
        return script

    def push(self) -> None:
        """Push what there is, as a person does."""
        run_git(self.clone, "add", "--all")
        run_git(self.clone, "commit", "--quiet", "--message", "Write")
        run_git(self.clone, "push", "--quiet", "origin", "HEAD:main")

    def run(self, *, between: str = "") -> "subprocess.CompletedProcess[str]":
        """Run the step in a fresh clone, in GitHub's shell; `between` is done before it pushes."""
        fresh = self.root / f"runner{len(list(self.root.iterdir()))}"
        run_git(self.root, "clone", "--quiet", str(self.bare), str(fresh))
        tools = self.root / "tools"
        tools.mkdir(exist_ok=True)
        (tools / "seedfeed").write_text(
            f'#!/bin/sh\n"{sys.executable}" -m seedfeed "$@"\ncode=$?\n{between}\nexit $code\n',
            encoding="utf-8",
        )
        (tools / "seedfeed").chmod(0o755)
        env = {**git_environment(), "PATH": f"{tools}:{os.environ['PATH']}"}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", self.script]
        return subprocess.run(command, cwd=fresh, env=env, check=False, capture_output=True, text=True)

    def log(self) -> list[str]:
        """Return the commits, newest first: who, what."""
        return run_git(self.bare, "log", "--format=%an: %s", "main").splitlines()

    def published(self) -> set[str]:
        """Return the files of FEEDS that are in the bare repository."""
        listed = run_git(self.bare, "ls-tree", "-r", "-z", "--name-only", "main").split("\0")
        prefix = f"{self.site.root.relative_to(self.clone).as_posix()}/feeds/"
        return {path.removeprefix(prefix) for path in listed if path.startswith(prefix)}


def git_environment() -> Mapping[str, str]:
    """Return an environment in which git knows nobody's settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def run_git(folder: Path, *words: str) -> str:
    """Run git in a folder, as a person called Ann, and return what it says."""
    who = ["-c", "user.name=Ann", "-c", "user.email=ann@news.example"]
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, env=git_environment(), check=True, capture_output=True, text=True
    )
    return done.stdout


BOT = "github-actions[bot]: Build feeds"


@pytest.mark.parametrize("name", ["news", "a \"b\" 'c' $HOME * [d]", "größe日"])
def test_workflow_commits_feeds_and_only_when_they_change(tmp_path: Path, name: str) -> None:
    """A first run publishes, a second finds nothing, an article more is one more commit."""
    repository = Repository(tmp_path, name)
    first = repository.run()
    assert first.returncode == 0, first.stderr
    assert repository.log() == [BOT, "Ann: Write"]
    assert {"rss.xml", "feed.json", "index.html"} <= repository.published()
    again = repository.run()
    assert (again.returncode, again.stdout.strip()) == (0, "nothing changed")
    assert len(repository.log()) == 2
    run_git(repository.clone, "pull", "--quiet", "origin", "main")
    repository.site.write("new.txt", article(9))
    repository.push()
    assert repository.run().returncode == 0
    assert repository.log() == [BOT, "Ann: Write", BOT, "Ann: Write"]


def test_workflow_publishes_what_is_good_and_says_what_is_not(tmp_path: Path) -> None:
    """An article that is left out stops nothing; a note stands on the run's page."""
    repository = Repository(tmp_path, "news")
    repository.site.write("bad.txt", b"\0\1\2\0" * 100)
    repository.push()
    done = repository.run()
    assert done.returncode == 0
    assert "::warning title=seedfeed::" in done.stdout
    assert "bad.txt" in done.stderr
    assert repository.log()[0] == BOT


def test_workflow_that_cannot_build_fails_and_commits_nothing(tmp_path: Path) -> None:
    """A mistake in the settings is a red run, not a half-made commit."""
    repository = Repository(tmp_path, "news")
    repository.site.configure("limit = 'many'\n")
    repository.push()
    assert repository.run().returncode == 64
    assert repository.log()[0] == "Ann: Write"


def test_workflow_gives_way_to_a_push_in_between(tmp_path: Path) -> None:
    """Articles that come while it builds stay, and the feeds are pushed on top of them."""
    repository = Repository(tmp_path, "news")
    repository.site.write("meanwhile.txt", article(5))
    between = (
        f"cd '{repository.clone}' && git add --all && git -c user.name=Ann -c user.email=a@b.example "
        "commit --quiet --message Meanwhile && git push --quiet origin HEAD:main"
    )
    done = repository.run(between=between)
    assert done.returncode == 0, done.stderr
    assert repository.log() == [BOT, "Ann: Meanwhile", "Ann: Write"]
