"""seedfeed as programs use it: what the package offers, and what comes back."""

import doctest
import os
import pickle
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import FunctionType
from typing import Any, assert_type

import pytest

import seedfeed
from seedfeed import api
from tests.rules.site import EPOCH, article

SITE = {"site": {"url": "https://news.example/", "title": "News"}}
NOON = datetime.fromtimestamp(EPOCH, UTC)


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of two articles, `seeds` below the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    folder = tmp_path / "seeds"
    folder.mkdir()
    for number in range(2):
        (folder / f"a{number}.txt").write_text(article(number))
        os.utime(folder / f"a{number}.txt", (EPOCH - 86_400, EPOCH - 86_400))
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


# ---- the names --------------------------------------------------------------------------------------


def test_every_name_is_there_and_no_other() -> None:
    """What is stable is listed, and what is listed can be had, by a star too."""
    taken: dict[str, Any] = {}
    exec("from seedfeed import *", taken)  # noqa: S102 - not allowed in a function otherwise
    taken.pop("__builtins__")
    assert sorted(taken) == sorted(seedfeed.__all__) == dir(seedfeed)
    errors = {kind.__name__ for kind in seedfeed.SeedfeedError.__subclasses__()}
    assert {name for name in taken if name.endswith("Error")} == {"SeedfeedError", *errors}
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        _ = seedfeed.bild  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for name in seedfeed.__all__ if name != "__version__"])
def test_every_name_says_what_it_is_and_can_be_pickled(name: str) -> None:
    """Each has a docstring; functions and classes travel to other processes by name."""
    value = getattr(seedfeed, name)
    assert isinstance(value, FunctionType | type)
    assert value.__doc__
    assert pickle.loads(pickle.dumps(value)) is value  # noqa: S301 - our own


def test_import_loads_nothing_else() -> None:
    """`import seedfeed` is as cheap as the version alone."""
    code = "import seedfeed, sys; print(*[name for name in sys.modules if name.startswith('seedfeed')])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["seedfeed"]


def test_names_are_typed(seeds: Path) -> None:
    """A user's type checker sees the types, not `object`: mypy reads this, and it holds when run."""
    report = assert_type(seedfeed.build(seeds, "feeds", config=SITE, now=NOON), seedfeed.Report)
    draft = assert_type(seedfeed.understand(article(0)), seedfeed.Draft)
    assert_type(report.problems, tuple[seedfeed.Problem, ...])
    assert_type(draft.source, seedfeed.Source | None)
    assert (type(report), type(draft)) == (seedfeed.Report, seedfeed.Draft)


def test_examples_hold(seeds: Path) -> None:
    """What the docstrings show is what happens."""
    assert seeds.is_dir()
    found = doctest.testmod(api, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert (found.failed, found.attempted > 6) == (0, True)


# ---- build ------------------------------------------------------------------------------------------


def test_build_does_what_the_command_does(seeds: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The same bytes, by settings given or in a file, and not a word."""
    report = seedfeed.build(str(seeds), Path("feeds"), config=SITE, now=NOON, state="state")
    assert (report.new, report.total, report.left_out) == (2, 2, 0)
    assert capfd.readouterr() == ("", "")
    (seeds / "seedfeed.toml").write_text('[site]\nurl = "https://news.example/"\ntitle = "News"\n')
    command = [sys.executable, "-m", "seedfeed", "build", "seeds", "other", "--state", "other-state"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH)}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    assert bytes_of(Path("other")) == bytes_of(Path("feeds"))
    assert "rss.xml" in bytes_of(Path("feeds"))


@pytest.mark.parametrize("option", ["full", "refresh"])
def test_second_build_has_nothing_to_do(seeds: Path, option: str) -> None:
    """However closely it looks."""
    seedfeed.build(seeds, "feeds", config=SITE, now=NOON)
    again = seedfeed.build(seeds, "feeds", config=SITE, now=NOON, **{option: True})  # type: ignore[arg-type]
    assert (again.new, again.changed, again.written, again.total) == (0, 0, (), 2)


def test_dry_run_changes_nothing(seeds: Path) -> None:
    """The report says what would be done."""
    report = seedfeed.build(seeds, "feeds", config=SITE, now=NOON, dry_run=True)
    assert (report.new, "rss.xml" in report.written) == (2, True)
    assert not Path("feeds").exists()


def test_emptied_folder_is_refused_unless_it_is_meant(seeds: Path) -> None:
    """The brake is an error of its own class; `allow_empty` lets it go."""
    seedfeed.build(seeds, "feeds", config=SITE, now=NOON)
    for path in seeds.glob("*.txt"):
        path.unlink()
    with pytest.raises(seedfeed.RefusedError, match="no article"):
        seedfeed.build(seeds, "feeds", config=SITE, now=NOON)
    assert seedfeed.build(seeds, "feeds", config=SITE, now=NOON, allow_empty=True).removed == 2


def test_bad_article_is_in_the_report(seeds: Path) -> None:
    """It stops nobody."""
    (seeds / "empty.txt").write_text("")
    report = seedfeed.build(seeds, "feeds", config=SITE, now=NOON)
    assert (report.new, [problem.where for problem in report.problems]) == (2, [f"{seeds}/empty.txt"])


def test_time_of_the_run_comes_from_the_argument_else_from_around(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A time in any zone is the same moment, SOURCE_DATE_EPOCH is honoured, and else it is now."""
    zone = timezone(timedelta(hours=9))
    seedfeed.build(seeds, "one", config=SITE, now=NOON.astimezone(zone), state="1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
    seedfeed.build(seeds, "two", config=SITE, state="2")
    assert bytes_of(Path("one")) == bytes_of(Path("two"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "noon")
    with pytest.raises(seedfeed.ConfigError, match="SOURCE_DATE_EPOCH: expected seconds since 1970"):
        seedfeed.build(seeds, "feeds", config=SITE)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    before = datetime.now(UTC) - timedelta(seconds=1)
    assert before <= seedfeed.understand(article(0)).mtime <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"config": {"site": {"titel": "News"}}}, "config: site.titel: unknown key, expected 'title'"),
        ({"config": {"limit": object()}}, "config: expected what a TOML file can hold"),
        ({"config": "none.toml"}, "none.toml: no such file"),
        ({"now": datetime(2026, 1, 1)}, "now: expected a time with a time zone"),  # noqa: DTZ001 - the mistake
        ({"jobs": 0}, "jobs: expected a whole number from 1, got 0"),
        ({"seeds": "nowhere"}, "nowhere: no such folder"),
    ],
    ids=["key", "value", "file", "zone", "jobs", "folder"],
)
def test_wrong_argument_is_told_and_nothing_touched(
    seeds: Path, arguments: dict[str, Any], message: str
) -> None:
    """As a ConfigError that names the argument."""
    with pytest.raises(seedfeed.ConfigError) as caught:
        seedfeed.build(**{"seeds": seeds, "feeds": "feeds", **arguments})
    assert str(caught.value).startswith(message)
    assert not Path("feeds").exists()
    assert sorted(path.name for path in seeds.iterdir()) == ["a0.txt", "a1.txt"]


def test_settings_may_hold_tuples(seeds: Path) -> None:
    """As people write them in Python."""
    hub = "https://hub.example/"
    seedfeed.build(seeds, "feeds", config={**SITE, "hubs": (hub,)}, now=NOON)
    assert hub in Path("feeds/atom.xml").read_text()


def test_failure_of_the_system_is_an_error_of_ours(seeds: Path) -> None:
    """Whoever catches SeedfeedError has caught it."""
    Path("feeds").write_text("in the way")
    with pytest.raises(seedfeed.SeedfeedError, match="feeds"):
        seedfeed.build(seeds, "feeds", config=SITE, now=NOON)


def test_build_works_in_a_thread(seeds: Path) -> None:
    """A server may build beside what else it does."""
    reports: list[seedfeed.Report] = []
    thread = threading.Thread(
        target=lambda: reports.append(seedfeed.build(seeds, "feeds", config=SITE, now=NOON))
    )
    thread.start()
    thread.join()
    assert [report.new for report in reports] == [2]


# ---- understand -------------------------------------------------------------------------------------


def test_article_is_understood_by_its_name() -> None:
    """As text, as Markdown with front matter, as a page, as bytes in the encoding they are in."""
    assert seedfeed.understand("Fog on the lake\n\nNobody saw it come.").title == "Fog on the lake"
    front = '+++\ntitle = "Fog"\ntags = ["lake"]\n+++\nNobody saw it come.\n'
    draft = seedfeed.understand(front, name="2026/fog.md")
    assert (draft.key, draft.title, draft.categories[0].label) == ("2026/fog.md", "Fog", "lake")
    page = '<meta charset="iso-8859-1"><title>Öl</title><h1>Öl</h1><p>Es kam über Nacht, und alle sahen es.'
    assert seedfeed.understand(page, name="oil.html").title == "Öl"
    assert seedfeed.understand("Öl\n\nEs kam über Nacht.".encode("utf-16")).title == "Öl"


def test_settings_count_and_no_file_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings are those given; a `seedfeed.toml` that happens to be there is none of them."""
    monkeypatch.chdir(tmp_path)
    text = "---\ntags: [a, b]\n---\nFog\n\nNobody saw it come.\n"
    Path("seedfeed.toml").write_text('categories.drop = ["a"]\n')
    labels = [
        [category.label for category in seedfeed.understand(text, name="fog.md", config=config).categories]
        for config in (None, "seedfeed.toml", {"categories": {"drop": ["b"]}})
    ]
    assert labels == [["a", "b"], ["b"], ["a"]]


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("", "article.txt", "article.txt: empty"),
        ("***\n", "a.txt", "a.txt: no words in it"),
        (b"\x00\x01\x02" * 50, "article.txt", "article.txt: not text"),
        ("---\ndate: [1\n---\nText\n", "a.md", "a.md:"),
        ("Text", "a.pdf", "a.pdf: not an article by its name, expected .txt"),
        ("Text", "a.mbox", "a.mbox: not an article by its name"),
        (b"x" * (16 * 1024 * 1024 + 1), "a.txt", "a.txt: larger than 16 MiB"),
        ("Text \ud800", "a\nb.pdf", r"a\nb.pdf: not an article"),
    ],
    ids=["empty", "wordless", "binary", "front matter", "suffix", "mailbox", "large", "name"],
)
def test_what_cannot_be_understood_is_an_article_error(text: str | bytes, name: str, message: str) -> None:
    """It says where and why, as a run does of a file."""
    with pytest.raises(seedfeed.ArticleError) as caught:
        seedfeed.understand(text, name=name)
    assert str(caught.value).startswith(message)


# ---- processes --------------------------------------------------------------------------------------

SCRIPT = """\
from pathlib import Path

import seedfeed
from seedfeed import workers

Path(f"ran-{len(list(Path().glob('ran-*')))}").touch()
started = []
start = workers._Pool._start
workers._Pool._start = lambda self: started.append(1) or start(self)
report = seedfeed.build("seeds", "feeds", config={"site": {"url": "https://news.example/"}}, jobs=2)
print(report.new, len(started))
"""
IN_A_POOL = """\
import multiprocessing
import seedfeed

if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.apply(seedfeed.build, ("seeds", "feeds"), {"jobs": 2}).new)
"""


def run_script(code: str) -> str:
    """Run a program on 600 articles and return what it printed; it may complain of nothing."""
    for number in range(600):
        Path(f"seeds/many-{number}.md").write_text(f"---\ntitle: Fog number {number}\n---\nIt came.\n")
    Path("program.py").write_text(code)
    done = subprocess.run(
        [sys.executable, "program.py"], check=False, capture_output=True, text=True, timeout=60
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


def test_script_without_guard_runs_once(seeds: Path) -> None:
    """The processes that read many articles do not run the script that calls us again."""
    assert seeds.is_dir()
    assert run_script(SCRIPT) == "602 2\n"
    assert len(list(Path().glob("ran-*"))) == 1


def test_worker_of_a_pool_builds_alone(seeds: Path) -> None:
    """Such a process may have no children; the articles are read all the same."""
    assert seeds.is_dir()
    assert run_script(IN_A_POOL) == "602\n"
