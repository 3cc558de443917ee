"""`python -m seedfeed` is the `seedfeed` command."""

from seedfeed.cli import run

if __name__ == "__main__":  # a process that reads articles for it imports it too
    run()
