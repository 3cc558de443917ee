"""Every exception of seedfeed, and the exit code each one ends a run with.

SeedfeedError                str(e) == "where: what"
├── ConfigError      64      the operator edits seedfeed.toml, or the command line
├── ArticleError      3      one article is unusable; the run goes on without it
├── RefusedError      4      a safety brake: going on would take entries from subscribers
├── BusyError        75      another run holds the lock
├── StateError       74      the ledger cannot be read, restored or written
├── CheckError       70      we rendered a broken feed: it is not published, the old file stands
└── PublishError     74      a file could not be put in place; the old one stands

They are split by what the reader of the message does next. `where` is something a person can open:
`seeds/a.txt:14`, `seedfeed.toml: site.url`. Exit codes follow sysexits.h.
"""

from typing import ClassVar

EXIT_OK = 0
EXIT_STRICT = 1
EXIT_FOUND = 1  # by `check`: errors in a feed, and with --strict warnings
EXIT_INTERRUPTED = 130


class SeedfeedError(Exception):
    """The base of all errors that a user can meet.

    Attributes:
        where: the file, and line or key, the message is about.
        what: lower case, no full stop; the offending value, what was expected, what to do.
    """

    exit_code: ClassVar[int] = 70

    def __init__(self, where: str, what: str) -> None:
        """Keep the two parts apart, and show them as `where: what`."""
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        """Make the error survive the way back from a worker process."""
        return type(self), (self.where, self.what)


class ConfigError(SeedfeedError):
    """The configuration or the command line is wrong; nothing was touched."""

    exit_code = 64


class ArticleError(SeedfeedError):
    """One article is unusable; the run goes on without it."""

    exit_code = 3


class RefusedError(SeedfeedError):
    """A safety brake: going on would take published entries from subscribers."""

    exit_code = 4


class BusyError(SeedfeedError):
    """Another run holds the lock."""

    exit_code = 75


class StateError(SeedfeedError):
    """The ledger cannot be read, restored or written."""

    exit_code = 74


class CheckError(SeedfeedError):
    """A rendered feed is not what it should be; the old file stands."""

    exit_code = 70


class PublishError(SeedfeedError):
    """A file could not be put in place; the old one stands."""

    exit_code = 74
