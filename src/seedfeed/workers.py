"""A pool of processes that lasts as long as one job.

Each worker has a pipe of its own, no lock and no queue is shared: a worker that is killed (out of memory, a
crash in a library) takes nothing with it but the chunk it had. It is replaced, and the parts of that chunk
are tried again one by one, while the other workers come to rest: what kills its worker again is lost.

Workers are spawned, not forked: they inherit no descriptor, so none of them can keep the lock of a run. They
do not import the script that this process runs, which may begin its work as it is imported.
"""

import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import current_process, get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from threading import Thread
from types import ModuleType
from typing import Any, Generic, TypeVar

_Part = TypeVar("_Part")
_Result = TypeVar("_Result")

# Parts that travel together. Of 8, 32 and 128, 8 cost a tenth more processor time and 128 saved none; as many
# are tried again when a worker is killed.
_CHUNK = 32
# Chunks for each worker that are begun and not handed on: behind a slow article the others work on, and
# what waits there fits in memory.
_WINDOW = 4
_SPAWN = get_context("spawn")


def run_in_processes(
    count: int,
    function: Callable[[_Part], _Result],
    parts: Iterable[_Part],
    lost: Callable[[_Part], _Result],
) -> Iterator[_Result]:
    """Yield the function's result for each part, in the order of the parts.

    Where no process can be started, the work is done in this one.

    Args:
        count: how many workers at most.
        lost: makes the result of a part that kills its worker.
    """
    chunks = _cut(parts)
    pool = _Pool(count, function, lost)
    try:
        yield from pool.run(chunks)
    except _NoWorkerError:
        yield from pool.finish_here()
        for chunk in chunks:
            yield from map(function, chunk)
    finally:
        pool.close()


def _cut(parts: Iterable[_Part]) -> Iterator[list[_Part]]:
    """Yield the parts in chunks, each of them when it is asked for."""
    rest = iter(parts)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


# ---- the parent's side ------------------------------------------------------------------------------


class _NoWorkerError(Exception):
    """No process can be started: there are too many, or this one may have none."""


class _KilledError(Exception):
    """A worker ended without an answer."""


class _Chunk(Generic[_Part, _Result]):
    """Parts that travel together, and what became of them.

    Attributes:
        answers: one for the chunk, or one for each part; None as long as it is worked on.
        is_suspect: a worker was killed over it.
    """

    def __init__(self, parts: list[_Part]) -> None:
        self.parts = parts
        self.answers: list[bytes] | None = None
        self.is_suspect = False

    def results(self) -> Iterator[_Result]:
        """Yield the results, then raise the error, if there is one."""
        for answer in self.answers or ():
            results, error = ForkingPickler.loads(answer)
            yield from results
            if error is not None:
                raise error


class _Pool(Generic[_Part, _Result]):
    """The workers, and the chunks that are begun and not handed on, in their order."""

    def __init__(
        self, count: int, function: Callable[[_Part], _Result], lost: Callable[[_Part], _Result]
    ) -> None:
        self.count = count
        self.function = function
        self.lost = lost
        self.workers: list[_Worker[_Part, _Result]] = []
        self.chunks: deque[_Chunk[_Part, _Result]] = deque()

    def run(self, chunks: Iterator[list[_Part]]) -> Iterator[_Result]:
        """Yield all results."""
        while True:
            self._feed(chunks)
            if not self.chunks:
                return
            if self.chunks[0].answers is None:
                self._gather()
            else:
                yield from self.chunks.popleft().results()

    def finish_here(self) -> Iterator[_Result]:
        """Yield the results of what was begun, but do nothing here that may have killed a worker."""
        for chunk in self.chunks:
            if chunk.answers is not None:
                yield from chunk.results()
            else:
                yield from map(self.lost if chunk.is_suspect else self.function, chunk.parts)

    def close(self) -> None:
        """End all workers at once: nothing that they still do is wanted."""
        while self.workers:
            self.workers.pop().end()

    def _feed(self, chunks: Iterator[list[_Part]]) -> None:
        """Give every worker something to do, as long as there is room for its results."""
        while len(self.chunks) < self.count * _WINDOW:
            worker = self._idle()
            if worker is None and len(self.workers) == self.count:
                return
            parts = next(chunks, None)
            if parts is None:
                return
            chunk = _Chunk[_Part, _Result](parts)
            self.chunks.append(chunk)
            worker = worker or self._start()
            worker.chunk = chunk
            worker.give(parts)

    def _idle(self) -> "_Worker[_Part, _Result] | None":
        return next((worker for worker in self.workers if worker.chunk is None), None)

    def _start(self) -> "_Worker[_Part, _Result]":
        self.workers.append(_Worker(self.function))
        return self.workers[-1]

    def _gather(self) -> None:
        """Wait for answers, and take those that are there."""
        busy = {worker.connection: worker for worker in self.workers if worker.chunk is not None}
        for connection in wait(list(busy)):
            assert isinstance(connection, Connection)
            worker = busy[connection]
            chunk = worker.chunk
            assert chunk is not None
            try:
                answer = worker.take()
            except _KilledError:
                self._dismiss(worker)
                chunk.is_suspect = True
                chunk.answers = [self._try_again(part) for part in chunk.parts]
            else:
                if answer is not None:
                    worker.chunk = None
                    chunk.answers = [answer]

    def _try_again(self, part: _Part) -> bytes:
        """Return the answer for one part."""
        worker = self._idle() or self._start()
        worker.give([part])
        answer = None
        try:
            while answer is None:
                answer = worker.take()
        except _KilledError:
            self._dismiss(worker)
            answer = _pack([self.lost(part)], None)
        return answer

    def _dismiss(self, worker: "_Worker[_Part, _Result]") -> None:
        self.workers.remove(worker)
        worker.end()


class _Worker(Generic[_Part, _Result]):
    """One process and the pipe to it.

    Attributes:
        chunk: what it has in hand.
    """

    def __init__(self, function: Callable[[_Part], _Result]) -> None:
        self.chunk: _Chunk[_Part, _Result] | None = None
        self.has_greeted = False
        if current_process().daemon:  # a worker of a multiprocessing.Pool, which may have no children
            raise _NoWorkerError
        try:
            self.connection, theirs = _SPAWN.Pipe()
            self.process = _SPAWN.Process(target=_serve, args=(theirs, function), daemon=True)
            with theirs, _deaf_to_interrupts(), _hidden_main():
                self.process.start()
        except OSError as error:
            raise _NoWorkerError from error

    def give(self, parts: list[_Part]) -> None:
        """Send parts to a worker that has none, so it is there to take them."""
        with suppress(ConnectionError):  # that it is no more shows when its answer is taken
            self.connection.send(parts)

    def take(self) -> bytes | None:
        """Wait for an answer and return it, or None where the worker only says that it is there.

        Raises:
            _KilledError: it is no more.
            _NoWorkerError: it never was.
        """
        try:
            message = self.connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise (_KilledError if self.has_greeted else _NoWorkerError) from error
        self.has_greeted = True
        return message or None

    def end(self) -> None:
        """End the process, whatever it does."""
        self.connection.close()
        self.process.kill()
        self.process.join()
        self.process.close()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Have what is started meanwhile never hear an interrupt: it ends this process, which ends the workers.

    Were they to hear it, each would print a traceback. The mask is inherited, while a handler would come too
    late for an interrupt during the start.
    """
    resource_tracker.ensure_running()  # it lifts the mask when it starts, so it has to be there before
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextmanager
def _hidden_main() -> Iterator[None]:
    """Have what is started meanwhile not import the script that this process runs.

    It would: to find functions that stand in the script, and none of ours does. A script that calls
    `seedfeed.build` at its top level would build again in each worker, and do whatever else stands there.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


# ---- the worker's side ------------------------------------------------------------------------------


def _serve(connection: Connection, function: Callable[[_Part], _Result]) -> None:
    """Be a worker: answer until the parent ends it."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)  # cron mails what is printed
    os.dup2(nowhere, 2)
    Thread(target=_end_with_parent, daemon=True).start()
    connection.send_bytes(b"")
    while True:
        connection.send_bytes(_answer(function, connection.recv_bytes()))


def _end_with_parent() -> None:
    """A parent that is killed can end nobody; the kernel closes its pipes."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _answer(function: Callable[[_Part], _Result], message: bytes) -> bytes:
    """Return the results for the parts, up to the first that fails, and its error."""
    results: list[_Result] = []
    error = None
    try:
        for part in ForkingPickler.loads(message):
            results.append(function(part))  # noqa: PERF401 - those before an error count
    except Exception as raised:  # noqa: BLE001 - it is raised where the results are wanted
        error = raised
    try:
        return _pack(results, error)
    except Exception as raised:  # noqa: BLE001 - whatever a result's own methods raise
        return _pack([], raised)


def _pack(results: list[Any], error: Exception | None) -> bytes:
    if error is not None:
        error = _make_portable(error)
    return bytes(ForkingPickler.dumps((results, error)))


def _make_portable(error: Exception) -> Exception:
    """Return an error that can be sent, with its traceback as a note."""
    trace = "".join(traceback.format_exception(error))
    try:
        ForkingPickler.loads(ForkingPickler.dumps(error))
    except Exception:  # noqa: BLE001 - errors of any class, with constructors of any kind
        error = RuntimeError(repr(error))
    error.add_note(f"raised in another process:\n{trace}")
    return error
