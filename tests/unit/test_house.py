"""The house itself: who may know whom, what stands where, and what a run must not load."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "seedfeed"
MODULES = sorted(SOURCE.rglob("*.py"))

# DESIGN, section 2: a module imports only from floors below its own. A sub-package is one module.
FLOORS = {
    "": 12,  # the package itself: its version, which all may ask for, and names that are loaded when used
    "errors": 0, "model": 0,
    "text": 1, "dates": 1, "identity": 1, "files": 1, "rows": 1, "look": 1, "workers": 1, "progress": 1,
    "theme": 1, "filling": 1,
    "config": 2, "read": 2, "state": 2, "shelf": 2, "starter": 2, "precompress": 2,
    "understanding": 3, "decide": 3, "render": 3, "check": 3, "judge": 3, "old_feeds": 3,
    "job": 3, "environment": 3, "hosting": 3,
    "catalog": 4, "publish": 4, "engine": 4, "restore": 4, "edition": 4, "examine": 4, "adoption": 4,
    "schedule": 4,
    "standing": 5, "explain": 5, "before": 5,
    "run": 6,
    "building": 7,
    "adopt": 8,
    "serve": 9, "api": 9,
    "cli": 10,
    "__main__": 11,
}  # fmt: skip
# What breaks the rule today, each with its reason; one that is gone must go from here.
DEVIATIONS: dict[tuple[str, str], str] = {}
# Costly to import: a run that changes nothing, and --help, load none of them (STYLE, Command line).
COSTLY = {
    "feedgen", "lxml", "trafilatura", "dateutil", "nh3", "yaml", "sentencex", "markdown_it", "asyncio",
    "urllib.request", "importlib.metadata", "email.utils", "xml.sax.saxutils", "multiprocessing",
}  # fmt: skip


def name_of(path: Path) -> str:
    """Return a module's full name; a package's is that of its folder."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path) for path in MODULES}


def room_of(name: str) -> str:
    """Return the part of a module's name that has a floor."""
    return name.split(".")[1] if "." in name else ""


def imports_of(path: Path) -> Iterator[str]:
    """Yield the full name of every module of ours that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.partition(".")[0] == "seedfeed")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            if node.module is not None and node.module.partition(".")[0] == "seedfeed":
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}"
                    yield inner if inner in NAMES else node.module


def test_every_room_has_a_floor() -> None:
    """Whoever adds a module says where it stands."""
    assert {room_of(name) for name in NAMES} <= set(FLOORS)


def test_modules_import_only_from_floors_below() -> None:
    """Nothing flows back, and rooms of one floor do not know each other."""
    found = {
        (room_of(name_of(path)), room_of(name))
        for path in MODULES
        for name in imports_of(path)
        if room_of(name) != room_of(name_of(path))
    }
    broken = {(room, other) for room, other in found if FLOORS[other] >= FLOORS[room] and other}
    assert broken == set(DEVIATIONS)


def test_no_circle_inside_a_sub_package() -> None:
    """The modules of a room can be read in an order in which each knows only those before it."""
    left = {name_of(path): set(imports_of(path)) - {name_of(path)} for path in MODULES}
    while ready := {name for name, known in left.items() if not known & left.keys()}:
        left = {name: known for name, known in left.items() if name not in ready}
    assert left == {}


def test_top_level_is_fixed() -> None:
    """What a stranger sees first, and nothing beside it."""
    found = {name for name in (path.name for path in ROOT.iterdir()) if not name.startswith(".")}
    assert found == {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "seeds",
        "feeds",
        "src",
        "tests",
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_module_is_in_house_style(path: Path) -> None:
    """It says what it is for, names what it imports, and leaves nothing for later."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    stars = [
        node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    ]
    assert stars == []
    assert not [word for word in ("TODO", "FIXME", "XXX") if word in text]


# ---- what is loaded -------------------------------------------------------------------------------


def loaded_by(code: str) -> set[str]:
    """Run code in a new interpreter and return the costly modules that it loaded."""
    report = f"import sys\n{code}\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    command = [sys.executable, "-I", "-c", report]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    return COSTLY & set(done.stderr.splitlines())


def test_report_of_loaded_modules_can_fail() -> None:
    """What is loaded is seen."""
    assert loaded_by("import seedfeed.render.opml") == {"lxml"}


@pytest.mark.parametrize("module", ["seedfeed.building", "seedfeed.cli", "seedfeed.render", "seedfeed.judge"])
def test_import_is_cheap(module: str) -> None:
    """The costly libraries are loaded when something is read or rendered, not before."""
    assert loaded_by(f"import {module}") == set()


def test_help_is_cheap() -> None:
    """Whoever asks for help has the answer at once."""
    code = "from seedfeed.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    assert loaded_by(code) == set()


def test_plain_article_loads_what_it_needs(tmp_path: Path) -> None:
    """Front matter as most people write it needs no YAML library, text without marks no Markdown parser."""
    front = 'title: "A bridge: again"\ndate: 2024-05-03\ntags: [water, "town"]\n'
    (tmp_path / "a.md").write_text(f"---\n{front}---\nThe bridge opened. Two hundred people came.\n")
    code = (
        f"sys.path.insert(0, {str(SOURCE.parent)!r})\n"
        "from pathlib import Path\n"
        "from seedfeed.config import Config\n"
        "from seedfeed.read import read_article\n"
        "from seedfeed.understanding import understand\n"
        f"assert understand(read_article(Path({str(tmp_path)!r}), 'a.md'), Config()).published is not None"
    )
    assert loaded_by(code) == {"sentencex"}
