"""Files in a folder: staged beside their targets, brought to the disk, renamed; only those that changed."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from seedfeed.errors import PublishError
from seedfeed.files import (
    TEMPORARY_SUFFIX,
    drop,
    flush,
    flush_folders,
    hash_of,
    put_in_place,
    read_if_there,
    stage,
)
from seedfeed.state import Output


class Rendered(NamedTuple):
    """A whole, checked file: its path below FEEDS and its bytes."""

    path: str
    data: bytes


class Publisher(Protocol):
    """Where feeds go."""

    def altered(self, outputs: Mapping[str, Output]) -> set[str]:
        """Return the paths that no longer look as they were put in place."""
        ...

    def publish(
        self, files: Iterable[Rendered], outputs: Mapping[str, Output], gone: Iterable[str]
    ) -> tuple[list[Output], list[str], list[str]]:
        """Put files in place and delete what is gone.

        Args:
            files: in the order they are to appear: what others point to comes first.
            outputs: what was put in place before, still unaltered.
            gone: paths to delete, after the new files stand; read when the last file was rendered.

        Returns:
            What is now to be remembered of the files, the paths written, and the paths deleted.
        """
        ...

    def sweep(self) -> None:
        """Delete what a killed run left behind."""
        ...


class FolderPublisher:
    """Publishes into one folder of a local or network disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def altered(self, outputs: Mapping[str, Output]) -> set[str]:
        """Return paths whose file is gone, or has another size or time: one stat each."""
        altered = set()
        folder = os.fspath(self.folder)
        for path, output in outputs.items():
            try:
                stat = os.lstat(f"{folder}/{path}")
            except (FileNotFoundError, NotADirectoryError):
                altered.add(path)
                continue
            except OSError as error:
                where = str(self.folder / path)
                raise PublishError(where, f"cannot be looked at: {error.strerror}") from error
            if (stat.st_size, stat.st_mtime_ns) != (output.size, output.mtime_ns):
                altered.add(path)
        return altered

    def publish(
        self, files: Iterable[Rendered], outputs: Mapping[str, Output], gone: Iterable[str]
    ) -> tuple[list[Output], list[str], list[str]]:
        """Stage all that changed, sync, rename in order, delete, sync the folders.

        Raises:
            PublishError: nothing was renamed, or, when renaming itself failed, what was renamed is whole.
        """
        hashes: dict[str, str] = {}
        staged: list[tuple[Path, Path]] = []
        try:
            for path, data in files:
                digest = hash_of(data)
                before = outputs.get(path)
                if before is not None and before.hash == digest:
                    continue
                hashes[path] = digest
                target = self.folder / path
                if read_if_there(target) != data:
                    staged.append((stage(target, data), target))
            flush([temporary for temporary, _ in staged])
            for temporary, target in staged:
                put_in_place(temporary, target)
        except BaseException:
            for temporary, _ in staged:
                drop(temporary)
            raise
        deleted = [path for path in gone if drop(self.folder / path)]
        flush_folders({target.parent for _, target in staged} | {(self.folder / p).parent for p in deleted})
        kept = [self._look_at(path, digest) for path, digest in hashes.items()]
        return kept, [target.relative_to(self.folder).as_posix() for _, target in staged], deleted

    def _look_at(self, path: str, digest: str) -> Output:
        try:
            stat = os.lstat(self.folder / path)
        except OSError as error:
            raise PublishError(str(self.folder / path), f"vanished: {error.strerror}") from error
        return Output(path, digest, stat.st_size, stat.st_mtime_ns)

    def sweep(self) -> None:
        """Delete temporary files that a killed run left behind."""
        for path in list(_walk(self.folder)):
            if path.name.startswith(".") and path.name.endswith(TEMPORARY_SUFFIX):
                drop(path)


def _walk(folder: Path) -> Iterator[Path]:
    for root, _, names in os.walk(folder):
        for name in names:
            yield Path(root, name)


class DryRun:
    """Says what a FolderPublisher would do, and does nothing."""

    def __init__(self, folder: Path) -> None:
        self._real = FolderPublisher(folder)

    def altered(self, outputs: Mapping[str, Output]) -> set[str]:
        """Return what the real one returns: looking changes nothing."""
        return self._real.altered(outputs)

    def publish(
        self,
        files: Iterable[Rendered],
        outputs: Mapping[str, Output],  # noqa: ARG002 - part of the protocol
        gone: Iterable[str],
    ) -> tuple[list[Output], list[str], list[str]]:
        """Return the paths that would be written and deleted."""
        folder = self._real.folder
        written = [path for path, data in files if read_if_there(folder / path) != data]
        return [], written, [path for path in gone if (folder / path).exists()]

    def sweep(self) -> None:
        """Leave everything as it is."""
