"""When to build again: the system says what changed in SEEDS (watchfiles, the extra `watch`)."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from seedfeed.errors import ConfigError, StateError

_TICK_S = 0.5  # how soon it is noticed that SEEDS is another folder, or that settings beside it changed
_SILENCE_MS = 100  # nothing moved for so long: whoever saves a file, or pulls a hundred, is done

_Filter = Callable[[object, str], bool]


def watch_changes(seeds: Path, state: Path, outside: Sequence[Path] = ()) -> Iterator[None]:
    """Yield whenever there may be something to build, and once as soon as no change is missed any more.

    Args:
        state: the ledger's folder, in which builds write.
        outside: files and folders that matter too, and need not stand in SEEDS.

    Raises:
        ConfigError: watchfiles is not installed.
        StateError: the system watches no more folders.
    """
    try:
        import watchfiles  # noqa: F401 - said before anything is built
    except ModuleNotFoundError as error:
        what = 'needs watchfiles, which is not installed: pip install "seedfeed[watch]"'
        raise ConfigError("--watch", what) from error
    return _watch(seeds, _filter_for(seeds, state), outside)


def _watch(seeds: Path, is_article: _Filter, outside: Sequence[Path]) -> Iterator[None]:
    """Watch SEEDS, and begin anew when another folder stands in its place."""
    while True:
        yield from _watch_one(seeds, is_article, outside)
        while not seeds.is_dir():
            time.sleep(_TICK_S)


def _watch_one(seeds: Path, is_article: _Filter, outside: Sequence[Path]) -> Iterator[None]:
    from watchfiles import watch

    known: tuple[object, object] | None = None
    try:
        for changes in watch(
            seeds,
            watch_filter=is_article,
            step=_SILENCE_MS,
            rust_timeout=int(_TICK_S * 1000),
            yield_on_timeout=True,
        ):
            marks = _mark_folder(seeds), [_mark(path) for path in outside]
            if changes or marks != known:
                yield
            if known is not None and marks[0] != known[0]:
                return
            known = marks
    except FileNotFoundError:  # gone before it could be watched
        return
    except OSError as error:  # Linux: fs.inotify.max_user_watches
        raise StateError(str(seeds), f"cannot be watched: {error}") from error


def _filter_for(seeds: Path, state: Path) -> _Filter:
    """Return what tells whether a change matters: not what a build passes over, and not its own ledger."""
    root, ledger = seeds.resolve(), state.resolve()

    def is_article(_: object, path: str) -> bool:
        found = Path(path).resolve()
        if found.is_relative_to(ledger):
            return False
        names = found.relative_to(root).parts if found.is_relative_to(root) else ()
        return not any(name.startswith(".") or name.endswith("~") for name in names)

    return is_article


def _mark_folder(path: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another one in its place."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _mark(path: Path) -> list[tuple[str, int, int]]:
    """Return what changes with a file, or with those in a folder."""
    try:
        found = sorted(path.iterdir()) if path.is_dir() else [path]
        statuses = [(file.name, file.stat()) for file in found]
    except FileNotFoundError:
        return []
    return [(name, status.st_mtime_ns, status.st_size) for name, status in statuses]
