"""What is printed for each scheduler: the site's own minute, paths quoted or refused, what may be touched."""

import argparse
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from seedfeed.cli import main
from seedfeed.cli.schedule import _parse_minutes
from seedfeed.errors import ConfigError
from seedfeed.schedule import SCHEDULERS, Plan, format_schedule, minute_of, name_of

PLAN = Plan(
    folder=Path("/srv/news"),
    seeds=Path("seeds"),
    feeds=Path("feeds"),
    config=None,
    state=None,
    program=("/srv/news/.venv/bin/seedfeed",),
    places=("/srv/news/.venv", "/usr"),
    identity="https://news.example/",
    name="seedfeed-news-example",
    user="ann",
    pings=False,
    every=None,
)


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which relative paths are meant, a repository."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "seeds").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings_of(printed: str) -> dict[str, list[str]]:
    """Return the values of each key of the printed units."""
    found: dict[str, list[str]] = {}
    for line in printed.splitlines():
        if line and line[0] not in "#[":
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def line_of(plan: Plan) -> str:
    """Return the crontab line of a plan."""
    return format_schedule("cron", plan).splitlines()[-1]


# ---- the minute -----------------------------------------------------------------------------------


def test_minute_is_the_site_s_own_and_stays() -> None:
    """The same for one site each time, spread evenly over many."""
    assert minute_of("https://news.example/", 15) == minute_of("https://news.example/", 15)
    found = [minute_of(f"https://site{number}.example/", 15) for number in range(1500)]
    assert set(found) == set(range(15))
    assert max(found.count(minute) for minute in range(15)) < 150


@pytest.mark.parametrize(("every", "fields"), [(1, "*"), (15, "{}-59/15"), (60, "{}")])
def test_interval_in_cron_s_words(every: int, fields: str) -> None:
    """Every minute, every so many from the site's minute on, or once an hour at it."""
    line = line_of(replace(PLAN, every=every))
    assert line.startswith(f"{fields.format(minute_of(PLAN.identity, every))} * * * *  cd ")


@pytest.mark.parametrize(("every", "calendar"), [(1, "*:00/1"), (15, "*:{:02}/15"), (60, "*:{:02}")])
def test_interval_in_systemd_s_words(every: int, calendar: str) -> None:
    """The same minutes as with cron."""
    found = settings_of(format_schedule("systemd", replace(PLAN, every=every)))
    assert found["OnCalendar"] == [calendar.format(minute_of(PLAN.identity, every))]
    assert found["Persistent"] == ["true"]


def test_github_is_asked_once_an_hour_and_not_too_often() -> None:
    """It starts no workflow more often than every five minutes."""
    printed = format_schedule("github", PLAN)
    assert f'cron: "{minute_of(PLAN.identity, 60)} * * * *"' in printed
    with pytest.raises(ConfigError, match=r"--every: GitHub takes 5 minutes or more, got 4"):
        format_schedule("github", replace(PLAN, every=4))


@pytest.mark.parametrize("text", ["0", "7", "61", "120", "-5", "1.5", "", "x", "²"])
def test_interval_that_does_not_divide_an_hour_is_refused(text: str) -> None:
    """Cron would make a shorter step at each full hour."""
    with pytest.raises(argparse.ArgumentTypeError, match="expected minutes that divide an hour"):
        _parse_minutes(text)


@pytest.mark.parametrize(
    ("url", "folder", "name"),
    [("https://Example.org/news/", "/srv/x", "seedfeed-example-org-news"),
     (None, "/srv/My News", "seedfeed-my-news"), (None, "/srv/日本", "seedfeed"), (None, "/", "seedfeed")],
)  # fmt: skip
def test_units_are_named_after_the_site(url: str | None, folder: str, name: str) -> None:
    """Two sites on a machine have two units."""
    assert name_of(url, Path(folder)) == name


# ---- quoting --------------------------------------------------------------------------------------


def test_crontab_line_as_most_people_get_it() -> None:
    """One line, that goes to the folder and names what it needs."""
    minute = minute_of(PLAN.identity, 15)
    command = "cd /srv/news && /srv/news/.venv/bin/seedfeed build -q seeds feeds"
    assert line_of(PLAN) == f"{minute}-59/15 * * * *  {command}"


def test_options_and_odd_names_reach_the_command() -> None:
    """Settings and state elsewhere are named, and a folder that begins with `-` is no option."""
    plan = replace(PLAN, seeds=Path("-x"), config=Path("my file.toml"), state=Path("/var/x"))
    words = shlex.split(line_of(plan).partition("&& ")[2])
    assert words[1:] == ["build", "-q", "--config", "my file.toml", "--state", "/var/x", "./-x", "feeds"]


def cron_takes(command: str, *, pairs: bool) -> str:
    """Return what cron gives the shell: `%` with a backslash is itself, without one it ends the command.

    Args:
        pairs: whether two backslashes are taken for one.
    """
    taken, at = "", 0
    while at < len(command) and command[at] != "%":
        if command[at] == "\\" and command[at + 1 : at + 2] in ({"%", "\\"} if pairs else {"%"}):
            at += 1
        taken += command[at]
        at += 1
    return taken


@pytest.mark.parametrize("pairs", [False, True], ids=["debian", "others"])
@pytest.mark.parametrize("name", ["a b", "100%", "\\%", "\\\\%%", "a\\", "'\"$HOME`id`", "a\\'b%'", "é&;#"])
def test_any_name_survives_cron_and_shell(name: str, pairs: bool) -> None:  # noqa: FBT001 - a parameter
    """Whatever a cron makes of backslashes, the command gets the name as it is."""
    command = line_of(replace(PLAN, folder=Path("/srv") / name, feeds=Path(name))).partition("cd ")[2]
    words = shlex.split(cron_takes(command, pairs=pairs))
    assert (words[0], words[-1]) == (f"/srv/{name}", name)


def test_line_that_cron_would_leave_out_is_refused() -> None:
    """Cron says so in a log that nobody reads."""
    with pytest.raises(ConfigError, match=r"a command of \d+ bytes, cron takes 990"):
        line_of(replace(PLAN, folder=Path("/srv") / "/".join(["a" * 200] * 5)))


@pytest.mark.parametrize(
    ("scheduler", "field"),
    [(name, field) for name in SCHEDULERS for field in ("seeds", "feeds", "config", "state")]
    + [("cron", "folder"), ("systemd", "folder")],
)
def test_path_that_leaves_its_line_is_refused(scheduler: str, field: str) -> None:
    """No folder can write a line of a schedule."""
    with pytest.raises(ConfigError, match="expected a path without control characters"):
        format_schedule(scheduler, replace(PLAN, **{field: Path("a\n* * * * * id")}))


def test_units_quote_each_setting_in_its_own_way() -> None:
    """`%` is doubled everywhere, `$` in commands, quotes and backslashes where there are quotes."""
    name = '/srv/a "b" \\ 100% $c'
    found = settings_of(format_schedule("systemd", replace(PLAN, folder=Path(name), feeds=Path(name))))
    assert found["WorkingDirectory"] == ['/srv/a "b" \\ 100%% $c']
    assert found["ExecStart"][0].endswith('"/srv/a \\"b\\" \\\\ 100%% $$c"')
    assert found["ReadWritePaths"][0].startswith('"/srv/a \\"b\\" \\\\ 100%% $c" "')


def test_program_with_a_dollar_sign_is_started_by_another() -> None:
    """In a command's first word alone systemd leaves `$$` as it is."""
    found = settings_of(format_schedule("systemd", replace(PLAN, program=("/srv/$a/seedfeed",))))
    assert found["ExecStart"] == ['"/usr/bin/env" "/srv/$$a/seedfeed" "build" "-q" "seeds" "feeds"']


@pytest.mark.parametrize("name", ["/srv/a ", "/srv/a\\"])
def test_folder_that_a_unit_cannot_hold_is_refused(name: str) -> None:
    """Systemd cuts spaces off, and takes a backslash at the end for a line that goes on."""
    with pytest.raises(ConfigError, match="systemd cannot hold a path that ends with"):
        format_schedule("systemd", replace(PLAN, folder=Path(name)))


# ---- what a unit may touch ------------------------------------------------------------------------


def test_unit_may_write_feeds_and_state_alone() -> None:
    """SEEDS is read-only, but for the state folder in it."""
    here = Path.cwd()
    found = settings_of(format_schedule("systemd", PLAN))
    assert found["ProtectSystem"] == ["strict"]
    assert found["ReadOnlyPaths"] == [f'"{here}/seeds"']
    assert found["ReadWritePaths"] == [f'"{here}/feeds" "{here}/seeds/.seedfeed"']
    made = '"mkdir" "-p" "--" ' + found["ReadWritePaths"][0]
    assert found["ExecStartPre"] == [f'+"runuser" "-u" "ann" "--" {made}']
    assert found["SuccessExitStatus"] == ["3 75"]


@pytest.mark.parametrize("pings", [False, True])
def test_unit_has_a_network_for_hubs_only(pings: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Whatever is found in an article cannot reach out."""
    found = settings_of(format_schedule("systemd", replace(PLAN, pings=pings)))
    assert found.get("PrivateNetwork") == (None if pings else ["yes"])
    assert found["RestrictAddressFamilies"] == ["AF_UNIX AF_INET AF_INET6" if pings else "AF_UNIX"]


@pytest.mark.parametrize(
    ("place", "home", "temporary"),
    [
        ("/home/ann/news", "read-only", "yes"),
        ("/root/news", "read-only", "yes"),
        ("/root", "read-only", "yes"),
        ("/tmp/news", "yes", "no"),  # noqa: S108 - a folder of that name, nothing is written
        ("/var/tmp/x", "yes", "no"),  # noqa: S108 - the same
        ("/srv/home/ann", "yes", "yes"),
    ],
)
def test_unit_sees_the_home_it_needs(place: str, home: str, temporary: str) -> None:
    """A folder in a home works, and elsewhere homes are hidden; the same for what is temporary."""
    where = Path(place)
    plan = replace(
        PLAN, folder=Path("/srv"), seeds=Path("/srv/s"), feeds=Path("/srv/f"), state=Path("/srv/t")
    )
    for moved in (
        replace(plan, folder=where),
        replace(plan, feeds=where),
        replace(plan, state=where),
        replace(plan, places=(place,)),
        replace(plan, config=where),
    ):
        found = settings_of(format_schedule("systemd", moved))
        assert (found["ProtectHome"], found["PrivateTmp"]) == ([home], [temporary])


# ---- GitHub ---------------------------------------------------------------------------------------


def workflow_of(plan: Plan) -> dict[Any, Any]:
    """Return the printed workflow; YAML 1.1 takes its key `on` for true."""
    found: dict[Any, Any] = yaml.safe_load(format_schedule("github", plan))
    return found


def test_workflow_has_what_it_needs_and_no_more() -> None:
    """It may write contents, runs alone, on articles that are pushed, at its minute, and by hand."""
    workflow = workflow_of(PLAN)
    assert workflow["permissions"] == {"contents": "write"}
    assert workflow["concurrency"] == {"group": "seedfeed", "cancel-in-progress": False}
    assert workflow[True].keys() == {"push", "schedule", "workflow_dispatch"}
    assert workflow[True]["push"]["paths"] == ["seeds/**"]
    steps = workflow["jobs"]["build"]["steps"]
    assert [step.get("uses", "").rpartition("@")[0] for step in steps[:2]] == [
        "actions/checkout", "actions/setup-python"
    ]  # fmt: skip
    assert steps[2]["run"] == "pip install seedfeed"


def test_workflow_of_this_project_installs_it_from_itself(repository: Path) -> None:
    """Its own feeds are built by its own code."""
    (repository / "pyproject.toml").write_text('[project]\nname = "seedfeed"\n', encoding="ascii")
    assert workflow_of(PLAN)["jobs"]["build"]["steps"][2]["run"] == "pip install ."


def test_workflow_names_paths_from_the_top_of_the_repository(repository: Path) -> None:
    """Wherever in it the command is typed; in a filter a name's signs match themselves."""
    plan = replace(PLAN, seeds=repository / "a b*/[x]", feeds=Path("f"), config=Path("c.toml"))
    workflow = workflow_of(plan)
    assert workflow[True]["push"]["paths"] == [r"a b\*/\[x\]/**"]
    assert "seedfeed build --config c.toml 'a b*/[x]' f ||" in workflow["jobs"]["build"]["steps"][3]["run"]


@pytest.mark.parametrize("field", ["seeds", "feeds", "config"])
def test_what_is_not_in_the_repository_is_refused(field: str) -> None:
    """A fresh clone does not have it; and a name is no place for an expression."""
    with pytest.raises(ConfigError, match="in the repository"):
        format_schedule("github", replace(PLAN, **{field: Path("/srv/elsewhere")}))
    with pytest.raises(ConfigError, match="expression"):
        format_schedule("github", replace(PLAN, **{field: Path("${{ github.token }}")}))


# ---- the command ----------------------------------------------------------------------------------


@pytest.mark.parametrize("scheduler", SCHEDULERS)
def test_command_prints_the_schedule_alone(scheduler: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Stdout can go into a file, and says the same each time."""
    assert main(["schedule", scheduler]) == 0
    first = capsys.readouterr()
    assert main(["schedule", scheduler]) == 0
    assert capsys.readouterr().out == first.out
    assert first.err == ""
    assert str(Path.cwd()) in first.out or scheduler == "github"


def test_command_wants_a_folder_of_articles(capsys: pytest.CaptureFixture[str]) -> None:
    """A schedule for a mistyped folder would fail at night."""
    assert main(["schedule", "cron", "--seeds", "sedes"]) == 64
    assert capsys.readouterr().err == (
        "seedfeed: sedes: no such folder, expected the folder of the articles\n"
    )
