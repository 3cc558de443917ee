"""Files in a folder: staged beside their targets, brought to the disk, renamed; only those that changed.

Where they are precompressed, a file's siblings stand before it does, and go before it goes: whoever is sent a
sibling never gets an old one once the new file is there. They have the file's time, to the nanosecond.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
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
    temporary_of,
)
from seedfeed.precompress import holds, is_sibling, pack, siblings_of
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
    ) -> tuple[Iterator[Output], list[str], list[str]]:
        """Put files in place and delete what is gone.

        Args:
            files: in the order they are to appear: what others point to comes first.
            outputs: what was put in place before, still unaltered.
            gone: paths to delete, siblings before the new files stand and all else after; read when the last
                file was rendered.

        Returns:
            What is now to be remembered of the files, looked at one by one, since of 100,000 few are to be in
            memory; the paths written, and the paths deleted.
        """
        ...

    def sweep(self) -> None:
        """Delete what a killed run left behind."""
        ...


class _Batch(NamedTuple):
    """What a run has staged.

    Attributes:
        staged: paths below FEEDS, in the order in which they are put in place.
        hashes: of the files that were looked at; it is that of their siblings too.
    """

    staged: list[str]
    hashes: dict[str, str]


class FolderPublisher:
    """Publishes into one folder of a local or network disk."""

    def __init__(self, folder: Path, *, precompress: bool = False) -> None:
        self.folder = folder
        self.precompress = precompress

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
    ) -> tuple[Iterator[Output], list[str], list[str]]:
        """Stage all that changed, sync, rename in order, delete, sync the folders.

        Raises:
            PublishError: nothing was renamed, or, when renaming itself failed, what was renamed is whole.
        """
        batch = _Batch([], {})
        try:
            for file in files:
                self._stage(file, outputs, batch)
            flush(temporary_of(self.folder / path) for path in batch.staged)
            leaving = list(gone)
            deleted = [path for path in leaving if is_sibling(path) and drop(self.folder / path)]
            for path in batch.staged:
                put_in_place(temporary_of(self.folder / path), self.folder / path)
        except BaseException:
            for path in batch.staged:
                drop(temporary_of(self.folder / path))
            raise
        deleted += [path for path in leaving if not is_sibling(path) and drop(self.folder / path)]
        flush_folders({(self.folder / path).parent for path in chain(batch.staged, deleted)})
        kept = (
            self._look_at(each, digest)
            for path, digest in batch.hashes.items()
            for each in (path, *self._siblings_of(path))
        )
        return kept, batch.staged, deleted

    def _siblings_of(self, path: str) -> tuple[str, ...]:
        return siblings_of(path) if self.precompress else ()

    def _stage(self, file: Rendered, outputs: Mapping[str, Output], batch: "_Batch") -> None:
        """Stage what of a file and its siblings is not as it should be; it comes after them."""
        path, data = file
        digest = hash_of(data)
        siblings = self._siblings_of(path)
        if all(each in outputs and outputs[each].hash == digest for each in (path, *siblings)):
            return
        target = self.folder / path
        is_new = read_if_there(target) != data
        copies = [self._stage_sibling(each, data, batch, is_new=is_new) for each in siblings]
        shown = target
        if is_new:
            shown = stage(target, data, [self.folder / each for each in siblings])
            batch.staged.append(path)
        if copies:
            _share_time(shown, copies)
        batch.hashes[path] = digest

    def _stage_sibling(self, path: str, data: bytes, batch: "_Batch", *, is_new: bool) -> Path:
        """Return where the sibling that will stand there is now."""
        target = self.folder / path
        if not is_new and holds(path, read_if_there(target), data):
            return target
        staged = stage(target, pack(path, data))
        batch.staged.append(path)
        return staged

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


def _share_time(file: Path, copies: Iterable[Path]) -> None:
    """Give siblings the time of their file: a server tells readers by it whether they have it already."""
    try:
        mtime_ns = os.lstat(file).st_mtime_ns
        for copy in copies:
            if os.lstat(copy).st_mtime_ns != mtime_ns:
                os.utime(copy, ns=(mtime_ns, mtime_ns))
    except OSError as error:
        raise PublishError(str(error.filename), f"cannot be given its time: {error.strerror}") from error


def _walk(folder: Path) -> Iterator[Path]:
    for root, _, names in os.walk(folder):
        for name in names:
            yield Path(root, name)


class DryRun:
    """Says what a FolderPublisher would do, and does nothing."""

    def __init__(self, folder: Path, *, precompress: bool = False) -> None:
        self._real = FolderPublisher(folder, precompress=precompress)

    def altered(self, outputs: Mapping[str, Output]) -> set[str]:
        """Return what the real one returns: looking changes nothing."""
        return self._real.altered(outputs)

    def publish(
        self,
        files: Iterable[Rendered],
        outputs: Mapping[str, Output],  # noqa: ARG002 - part of the protocol
        gone: Iterable[str],
    ) -> tuple[Iterator[Output], list[str], list[str]]:
        """Return the paths that would be written and deleted."""
        folder = self._real.folder
        written = [path for file in files for path in self._outdated(file)]
        return iter(()), written, [path for path in gone if (folder / path).exists()]

    def _outdated(self, file: Rendered) -> Iterator[str]:
        """Yield what of a file and its siblings is not as it should be."""
        path, data = file
        is_new = read_if_there(self._real.folder / path) != data
        for other in siblings_of(path) if self._real.precompress else ():
            if is_new or not holds(other, read_if_there(self._real.folder / other), data):
                yield other
        if is_new:
            yield path

    def sweep(self) -> None:
        """Leave everything as it is."""
