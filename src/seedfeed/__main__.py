"""The `seedfeed` command, also as `python -m seedfeed`. It only opens the door.

Its version it tells alone: that takes 17 ms of CPU, and with the command line's modules 34, three times what
Python needs to start.
"""

import sys

from seedfeed import __version__


def run() -> None:
    """Be the command."""
    if sys.argv[1:] == ["--version"]:
        print(f"seedfeed {__version__}")  # noqa: T201 - the one thing it says
        return
    from seedfeed.cli import run

    run()


if __name__ == "__main__":  # a process that reads articles for it imports it too
    run()
