"""What a command says: to stderr in lines of ours, to stdout as it is."""

import os
import sys
from pathlib import Path
from typing import Literal, TextIO

Tone = Literal["plain", "warning", "error"]

_STDERR = 2
_COLOURS = {"warning": "\x1b[33m", "error": "\x1b[31m"}  # yellow, red (ECMA-48 §8.3.117)
_END = "\x1b[0m"


def say(message: str, tone: Tone = "plain") -> None:
    """Print messages, a line each, so that no file name can forge one."""
    for line in message.split("\n"):
        print(paint(f"seedfeed: {printable(line)}", tone, sys.stderr), file=sys.stderr)


def paint(line: str, tone: Tone, stream: TextIO) -> str:
    """Return a line in the colour of its tone, where the stream shows colours."""
    return f"{_COLOURS[tone]}{line}{_END}" if tone in _COLOURS and wants_colour(stream) else line


def wants_colour(stream: TextIO) -> bool:
    """Tell whether a stream shows colours, and its user wants them (no-color.org)."""
    return can_draw(stream) and not os.environ.get("NO_COLOR")


def can_draw(stream: TextIO) -> bool:
    """Tell whether a stream leads to a terminal that does more than print one line after the other."""
    return stream.isatty() and os.environ.get("TERM") not in (None, "", "dumb")


def printable(text: str) -> str:
    """Return text with everything a terminal or a log could trip over written as escapes."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text
    )


def plural(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many}"


def set_up_log(*, verbose: bool) -> None:
    """Have the log printed; what a run that goes well logs is for --verbose alone.

    Not before there is something to do: to import it costs 6 ms of CPU, of 100 (2026-11).
    """
    import logging

    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.ERROR, format="seedfeed: %(message)s", stream=sys.stderr
    )


def silence_stdout() -> None:
    """Keep the interpreter from failing again on what it could not write."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_streams() -> None:
    """Have all three standard streams, for some supervisors start programs without.

    A feed's file would otherwise be opened in the place of one, and what is printed written into it.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(descriptor)
    sys.stdin, sys.stdout, sys.stderr = (
        stream or Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - as long as the program
        for stream, mode in ((sys.stdin, "r"), (sys.stdout, "w"), (sys.stderr, "w"))
    )
