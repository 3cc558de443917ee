import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from seedfeed.errors import ConfigError
from seedfeed.serve.watching import _filter_for, watch_changes

DEADLINE_S = 20


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """SEEDS with an article."""
    (tmp_path / "seeds" / "inner").mkdir(parents=True)
    (tmp_path / "seeds" / "a.txt").write_text("A text")
    return tmp_path / "seeds"


@pytest.fixture
def next_change(seeds: Path) -> Iterator[Callable[[], None]]:
    """Return a function that waits for the next change, and fails if none comes."""
    config = seeds.parent / "other.toml"
    changes: Queue[None] = Queue()

    def follow() -> None:
        for _ in watch_changes(seeds, seeds / ".seedfeed", [config, seeds.parent / "looks"]):
            changes.put(None)
            if (seeds.parent / "end").exists():
                return

    thread = Thread(target=follow, daemon=True)
    thread.start()
    yield lambda: changes.get(timeout=DEADLINE_S)
    (seeds.parent / "end").touch()
    config.write_text("# the last change\n" * 7)
    thread.join(DEADLINE_S)


def test_what_was_missed_before_is_looked_for_first(next_change: Callable[[], None]) -> None:
    """An article that was saved while the first build ran is not forgotten."""
    next_change()


@pytest.mark.parametrize("name", ["a.txt", "new/er/b.txt", "seedfeed.toml"])
def test_saved_file_is_a_change(seeds: Path, next_change: Callable[[], None], name: str) -> None:
    """New or written over, in a folder that is there or not yet."""
    next_change()
    (seeds / name).parent.mkdir(parents=True, exist_ok=True)
    (seeds / name).write_text("Another text")
    next_change()


def test_deleted_and_renamed_files_are_changes(seeds: Path, next_change: Callable[[], None]) -> None:
    """Whichever way an article goes."""
    next_change()
    (seeds / "a.txt").rename(seeds / "b.txt")
    next_change()
    (seeds / "b.txt").unlink()
    next_change()


def test_settings_elsewhere_are_watched(seeds: Path, next_change: Callable[[], None]) -> None:
    """Those named by --config, also when an editor puts a new file in their place."""
    next_change()
    config = seeds.parent / "other.toml"
    config.write_text("limit = 5\n")
    next_change()
    (seeds.parent / "new.toml").write_text("limit = 10\n")
    (seeds.parent / "new.toml").replace(config)
    next_change()


def test_templates_elsewhere_are_watched(seeds: Path, next_change: Callable[[], None]) -> None:
    """Beside settings that were named; each file in their folder counts."""
    next_change()
    (seeds.parent / "looks").mkdir()
    (seeds.parent / "looks" / "style.css").write_text("p { color: black }")
    next_change()


def test_another_folder_in_the_place_of_seeds_is_watched(
    seeds: Path, next_change: Callable[[], None]
) -> None:
    """A fresh clone, say: the system goes on watching the old one."""
    next_change()
    seeds.rename(seeds.parent / "old")
    next_change()
    seeds.mkdir()
    next_change()
    (seeds / "b.txt").write_text("A text")
    next_change()


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        ("seeds/a.txt", True),
        ("seeds/inner/a.txt", True),
        ("seeds/seedfeed.toml", True),
        ("seeds", True),
        ("seeds/.seedfeed/ledger.db", False),
        ("seeds/.a.txt.swp", False),
        ("seeds/.git/index", False),
        ("seeds/inner/.obsidian/a.txt", False),
        ("seeds/a.txt~", False),
        ("seeds/state/lock", False),
    ],
)
def test_what_a_build_passes_over_is_no_change(seeds: Path, path: str, matters: bool) -> None:  # noqa: FBT001
    """Nor what it writes into its ledger, wherever that is: a build must not cause the next."""
    for state in (seeds / ".seedfeed", seeds / "state"):
        state.mkdir(exist_ok=True)
    assert _filter_for(seeds, seeds / "state")(None, str(seeds.parent / path)) is matters


def test_missing_library_is_told_with_its_remedy(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to type, in one line."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(ConfigError, match=r'^--watch: .*: pip install "seedfeed\[watch\]"$'):
        watch_changes(seeds, seeds / ".seedfeed")
