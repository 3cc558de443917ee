"""Real processes, really killed."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from seedfeed.engine import Processes

DEADLINE_S = 30
# What a worker is asked to do in a program of its own: hold a lock, for ever, with the interpreter busy.
JOB = """\
import fcntl, os

def hold(path):
    file = open(path, "w")
    fcntl.flock(file, fcntl.LOCK_EX)
    while True:
        pass
"""
PROGRAM = """\
import sys
from job import hold
from seedfeed.engine import Processes

if __name__ == "__main__":
    try:
        list(Processes(2).map(hold, sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
"""


def run_or_die(killers: frozenset[int], number: int) -> str:
    """Be killed over some numbers, as by the system when memory runs out."""
    if number in killers:
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{number} done"


def be_slow_over(slow: int, number: int) -> int:
    """Take a while over one number."""
    if number == slow:
        time.sleep(0.2)
    return number


def mourn(number: int) -> str:
    """Stand for the result of a number that was lost."""
    return f"{number} lost"


@pytest.mark.parametrize(
    "killers", [{0}, {40}, {99}, {3, 4, 70}, set(range(0, 12, 3))], ids=lambda killers: f"{sorted(killers)}"
)
def test_only_the_part_that_kills_its_worker_is_lost(killers: set[int]) -> None:
    """Those that travelled with it are tried again, and every result stands in its place."""
    work = partial(run_or_die, frozenset(killers))
    expected = [mourn(number) if number in killers else f"{number} done" for number in range(100)]
    assert list(Processes(2).map(work, range(100), mourn)) == expected


def test_parts_that_all_kill_come_to_an_end() -> None:
    """None is tried more than twice."""
    work = partial(run_or_die, frozenset(range(5)))
    assert list(Processes(2).map(work, range(5), mourn)) == [mourn(number) for number in range(5)]


def die_once(traces: Path, number: int) -> int:
    """Be killed the first time, as one whose neighbour took all the memory."""
    trace = traces / str(number)
    if not trace.exists():
        trace.touch()
        os._exit(1)
    return number


def test_part_that_dies_once_is_not_lost(tmp_path: Path) -> None:
    """The last part travels alone, and is tried again like those that had company."""
    assert list(Processes(1).map(partial(die_once, tmp_path), [7], abs)) == [7]


def test_lost_part_is_an_error_where_nothing_stands_for_it() -> None:
    """A result is never left out in silence."""
    results = Processes(1).map(partial(run_or_die, frozenset({1})), range(2))
    with pytest.raises(RuntimeError, match="worked on 1 was killed"):
        list(results)


def test_slow_part_does_not_change_the_order() -> None:
    """The others overtake it, and wait."""
    assert list(Processes(3).map(partial(be_slow_over, 0), range(200))) == list(range(200))


def test_parts_are_taken_as_they_are_needed() -> None:
    """A folder of a million articles is never in memory at once, nor are its results."""
    taken: list[int] = []

    def parts() -> Iterator[int]:
        for number in range(1_000_000):
            taken.append(number)
            yield number

    results = Processes(2).map(abs, parts())
    assert [next(results) for _ in range(100)] == list(range(100))
    assert len(taken) <= 100 + 2 * 4 * 32
    results.close()  # type: ignore[attr-defined]


def test_results_need_not_be_taken_to_the_end() -> None:
    """Who looks at the first only leaves no process behind."""
    from multiprocessing import active_children

    results = Processes(2).map(abs, range(1000))
    next(results)
    assert len(active_children()) == 2
    results.close()  # type: ignore[attr-defined]
    assert active_children() == []


# ---- errors -----------------------------------------------------------------------------------------


class StubbornError(Exception):
    """An error that can be sent, and not be received."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def raise_stubbornly(_: int) -> NoReturn:
    """Fail with an error that cannot be sent."""
    raise StubbornError("what", "ever")


def make_function(_: int) -> Callable[[], None]:
    """Return what cannot be sent."""
    return lambda: None


def test_error_says_where_it_was_raised() -> None:
    """The traceback of another process would be lost."""
    with pytest.raises(ValueError, match="invalid literal") as caught:
        list(Processes(1).map(int, ["x"]))
    assert "in _answer" in caught.value.__notes__[0]


def test_error_that_cannot_be_sent_is_told() -> None:
    """Under another class, with its own words."""
    with pytest.raises(RuntimeError, match=r"StubbornError\('whatever'\)"):
        list(Processes(1).map(raise_stubbornly, [1]))


def test_result_that_cannot_be_sent_is_an_error() -> None:
    """And not a worker that seems to be killed."""
    with pytest.raises(Exception, match="make_function"):
        list(Processes(1).map(make_function, [1]))


# ---- what a worker has, and leaves ------------------------------------------------------------------


def shout(number: int) -> int:
    """Print on both ways out."""
    sys.stdout.write("result")
    sys.stdout.flush()
    os.write(2, b"warning")
    return number


def holds(path: Path, _: int) -> bool:
    """Tell whether a descriptor of this process is an open file."""
    for descriptor in range(256):
        try:
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return True
        except OSError:
            continue
    return False


def test_worker_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """Cron mails what is printed, and stdout is for the report."""
    assert list(Processes(1).map(shout, [1])) == [1]
    assert capfd.readouterr() == ("", "")


def test_worker_has_no_descriptor_of_ours(tmp_path: Path) -> None:
    """A worker that outlives a killed run must not keep its lock."""
    lock = tmp_path / "lock"
    with lock.open("w"):
        assert holds(lock, 0)
        assert list(Processes(1).map(partial(holds, lock), [1])) == [False]


def is_locked(path: Path) -> bool:
    """Tell whether a living process holds the lock of a file."""
    if not path.exists():
        return False
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def wait_until(claim: Callable[[], bool]) -> None:
    """Look until something is so."""
    end = time.monotonic() + DEADLINE_S
    while not claim():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a program whose workers hold the files that are its arguments."""
    (tmp_path / "job.py").write_text(JOB, encoding="utf-8")
    path = tmp_path / "program.py"
    path.write_text(PROGRAM, encoding="utf-8")
    return path


@contextmanager
def running(program: Path, *files: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Start the program as a terminal does, in a group of its own, and leave nothing of it."""
    command: list[str | Path] = [sys.executable, program, *files]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, start_new_session=True) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("to_group", [True, False], ids=["terminal", "parent"])
def test_interrupt_ends_the_workers_in_silence(program: Path, tmp_path: Path, *, to_group: bool) -> None:
    """Whether all of them are told, as a terminal does, or the parent alone."""
    held = tmp_path / "held"
    with running(program, held) as process:
        wait_until(partial(is_locked, held))
        (os.killpg if to_group else os.kill)(process.pid, signal.SIGINT)
        assert process.communicate(timeout=DEADLINE_S) == (b"", b"")
    assert process.returncode == 130
    assert not is_locked(held)


def test_interrupt_while_a_worker_starts_is_silent(program: Path, tmp_path: Path) -> None:
    """A worker that still imports what it needs would print a traceback."""
    begun = tmp_path / "begun"
    is_worker = "__import__('multiprocessing').current_process().name != 'MainProcess'"
    (tmp_path / "job.py").write_text(f"{JOB}\nif {is_worker}:\n    hold({str(begun)!r})\n", encoding="utf-8")
    with running(program, tmp_path / "part") as process:
        wait_until(partial(is_locked, begun))
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=DEADLINE_S) == (b"", b"")
    assert process.returncode == 130
    assert not is_locked(begun)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP], ids=lambda it: it.name)
def test_workers_of_a_killed_parent_end(program: Path, tmp_path: Path, number: signal.Signals) -> None:
    """Even one that would never come to an end by itself."""
    held = tmp_path / "held"
    with running(program, held) as process:
        wait_until(partial(is_locked, held))
        process.send_signal(number)
        process.wait(timeout=DEADLINE_S)
        wait_until(lambda: not is_locked(held))


# ---- scripts ----------------------------------------------------------------------------------------


def run(path: Path, text: str) -> str:
    """Run a script and return what it prints."""
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, path.name],
        cwd=path.parent,
        check=True,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
    )
    return done.stdout


def test_script_without_a_guard_runs_once(tmp_path: Path) -> None:
    """Its workers do not import it: they would start workers, and do again what else stands there."""
    code = (
        "from seedfeed.engine import Processes\n"
        "open('ran', 'a').write('once\\n')\n"
        "print(sum(Processes(2).map(abs, range(-1000, 0))))\n"
    )
    assert run(tmp_path / "script.py", code) == "500500\n"
    assert (tmp_path / "ran").read_text() == "once\n"


def test_work_is_done_where_the_system_has_no_process_left(tmp_path: Path) -> None:
    """No descriptor for a pipe is as good as none for a process."""
    code = (
        "import resource, seedfeed.workers\n"
        "from seedfeed.engine import Processes\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))\n"
        "print(sum(Processes(2).map(abs, range(-1000, 0))))\n"
    )
    assert run(tmp_path / "script.py", code) == "500500\n"


def test_the_very_first_worker_never_hears_an_interrupt(tmp_path: Path) -> None:
    """And the program that starts it does, before and after."""
    (tmp_path / "job.py").write_text(
        "import signal\n"
        "def is_deaf(_):\n"
        "    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())\n"
    )
    code = (
        "from job import is_deaf\n"
        "from seedfeed.engine import Processes\n"
        "print(*Processes(1).map(is_deaf, [0]), is_deaf(0))\n"
    )
    assert run(tmp_path / "script.py", code) == "True False\n"
