import io
import os
import pty
import termios

import pytest

from seedfeed.progress import Bar, Progress, Silence, Stopwatch, count, format_line, wants_bar


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now_s


# ---- measuring --------------------------------------------------------------------------------------


def test_stages_are_measured_in_their_order() -> None:
    """One ends when the next begins; what lies between does not count."""
    clock = Clock()
    progress = Stopwatch(clock)
    progress.start("reading", 2)
    clock.now_s += 3
    progress.advance(2)
    progress.start("rendering")
    clock.now_s += 4
    progress.finish()
    clock.now_s += 5
    assert list(progress.times_s.items()) == [("reading", 3.0), ("rendering", 4.0)]


def test_stage_that_comes_again_is_added_up() -> None:
    """A run reads twice where it finds that it has to."""
    clock = Clock()
    progress = Stopwatch(clock)
    for seconds in (1, 2):
        progress.start("reading")
        clock.now_s += seconds
        progress.finish()
    assert progress.times_s == {"reading": 3.0}


@pytest.mark.parametrize("make", [Stopwatch, lambda clock: Bar(clock, io.StringIO())], ids=["none", "bar"])
def test_without_a_stage_nothing_is_measured(make: type[Stopwatch]) -> None:
    """A run that fails at once has none, and one may end twice."""
    progress = make(Clock())
    progress.finish()
    progress.advance()
    progress.finish()
    assert progress.times_s == {}


def test_items_are_counted_once_they_are_dealt_with() -> None:
    """Not when they are handed out."""
    clock, terminal = Clock(), io.StringIO()
    progress: Progress = Bar(clock, terminal)
    progress.start("reading", 3)
    clock.now_s += 2
    items = count(progress, "abc")
    assert next(items) == "a"
    assert terminal.getvalue() == ""
    assert list(items) == ["b", "c"]
    assert "1 of 3" in terminal.getvalue()


def test_silence_takes_everything_and_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """A program that builds need not watch."""
    progress: Progress = Silence()
    progress.start("reading", 2)
    assert list(count(progress, "ab")) == ["a", "b"]
    progress.finish()
    assert capfd.readouterr() == ("", "")


# ---- drawing ----------------------------------------------------------------------------------------


def test_short_stage_draws_nothing() -> None:
    """What is done within a second needs no bar, nor needs it to be erased."""
    clock, terminal = Clock(), io.StringIO()
    bar = Bar(clock, terminal)
    bar.start("reading", 10)
    for _ in range(10):
        clock.now_s += 0.09
        bar.advance()
    bar.finish()
    assert terminal.getvalue() == ""
    assert bar.times_s == {"reading": pytest.approx(0.9)}


def test_bar_is_drawn_ten_times_a_second_at_most() -> None:
    """Drawing is not to cost what is measured."""
    clock, terminal = Clock(), io.StringIO()
    bar = Bar(clock, terminal)
    bar.start("reading", 100_000)
    for _ in range(2_000):
        clock.now_s += 0.001
        bar.advance()
    assert 9 <= terminal.getvalue().count("\r") <= 11


def test_finished_bar_is_erased() -> None:
    """The line that says what was done stands alone."""
    clock, terminal = Clock(), io.StringIO()
    bar = Bar(clock, terminal)
    bar.start("reading", 10)
    clock.now_s += 2
    bar.advance(5)
    bar.start("rendering", 10)
    bar.finish()
    drawn = terminal.getvalue()
    assert drawn.startswith("\rreading  [")
    assert drawn.endswith("  5 of 10  2.5/s  2 s left\x1b[K\r\x1b[K")


def test_next_stage_waits_a_second_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rate would be a guess before."""
    monkeypatch.setenv("COLUMNS", "30")
    clock, terminal = Clock(), io.StringIO()
    bar = Bar(clock, terminal)
    bar.start("reading")
    clock.now_s += 2
    bar.start("rendering")
    clock.now_s += 0.9
    bar.advance()
    assert terminal.getvalue() == ""
    clock.now_s += 0.1
    bar.advance()
    assert terminal.getvalue() == "\rrendering  2  2.0/s\x1b[K"


@pytest.mark.parametrize(
    ("done", "total", "elapsed_s", "width", "line"),
    [
        (3412, 10_000, 2.82, 48, "reading  3,412 of 10,000  1,210/s  5 s left"),
        (3412, 10_000, 2.82, 60, "reading  [####.........]  3,412 of 10,000  1,210/s  5 s left"),
        (3412, 10_000, 2.82, 40, "reading  3,412 of 10,000  1,210/s"),
        (3412, 10_000, 2.82, 25, "reading  3,412 of 10,000"),
        (3412, 10_000, 2.82, 10, "reading"),
        (3412, 10_000, 2.82, 3, "rea"),
        (3412, None, 2.82, 80, "reading  3,412  1,210/s"),
        (10, 1_000, 4, 48, "reading  10 of 1,000  2.5/s  6 min 36 s left"),
        (1, 10_000, 2, 48, "reading  1 of 10,000  0.5/s  5 h 33 min left"),
        (0, 10, 2, 30, "reading  0 of 10  0.0/s"),
        (12, 10, 2, 50, "reading  [############]  12 of 10  6.0/s  0 s left"),
        (0, 0, 0, 80, "reading  0 of 0  0.0/s"),
    ],
)
def test_line_says_what_there_is_room_for(
    done: int, total: int | None, elapsed_s: float, width: int, line: str
) -> None:
    """Count, rate and time left, and a bar before them."""
    assert format_line("reading", done, total, elapsed_s, width) == line


@pytest.mark.parametrize("width", range(1, 120))
def test_line_is_never_wider_than_the_terminal(width: int) -> None:
    """It would begin a new line, and could not be drawn over."""
    assert len(format_line("rendering", 123_456, 1_234_567, 77.7, width)) <= width


# ---- where ------------------------------------------------------------------------------------------


def test_pipe_gets_no_bar() -> None:
    """Cron mails what is printed."""
    read, write = os.pipe()
    with os.fdopen(read), os.fdopen(write, "w") as pipe:
        assert not wants_bar(pipe, "xterm")


@pytest.mark.parametrize(("kind", "wanted"), [("xterm", True), ("dumb", False), ("", False), (None, False)])
def test_terminal_gets_a_bar_where_it_can_draw(kind: str | None, *, wanted: bool) -> None:
    """An editor's shell calls itself dumb."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb"), os.fdopen(theirs, "w") as terminal:
        assert wants_bar(terminal, kind) == wanted


def test_bar_fits_its_terminal_and_leaves_it_clean() -> None:
    """Its own, not that of stdout, which may be a file."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 34))
    with os.fdopen(ours, "rb", buffering=0) as screen, os.fdopen(theirs, "w") as terminal:
        clock = Clock()
        bar = Bar(clock, terminal)
        bar.start("reading", 1000)
        clock.now_s += 2
        bar.advance(500)
        bar.finish()
        assert screen.read(1000) == b"\rreading  500 of 1,000  250/s\x1b[K\r\x1b[K"
