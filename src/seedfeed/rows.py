"""The rows of the ledger as values, and the tables they stand in. Touches no database."""

from typing import NamedTuple

from seedfeed.model import CategoryKind, Problem

SCHEMA = 3
FILE_TABLE = """
CREATE TABLE file (path TEXT PRIMARY KEY, signature BLOB NOT NULL, hash TEXT NOT NULL, entry TEXT,
                   due INTEGER, problem TEXT, duplicate_of TEXT, sum INTEGER NOT NULL) WITHOUT ROWID;
"""
# So that a run finds what it wants to know of files without a walk through all of them.
FILE_INDEXES = """
CREATE INDEX owner ON file (entry) WHERE entry IS NOT NULL;
CREATE INDEX copy ON file (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX due ON file (due) WHERE due IS NOT NULL;
CREATE INDEX trouble ON file (problem) WHERE problem IS NOT NULL;
CREATE INDEX racy ON file (signature) WHERE signature = x'';
"""
# Of every live entry all that a copy of its article is known by, and the keys under which it is looked for.
TRACE_TABLES = """
CREATE TABLE trace (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, record BLOB NOT NULL, keys BLOB NOT NULL,
                    sum INTEGER NOT NULL);
CREATE TABLE likeness (key INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, seq)) WITHOUT ROWID;
"""
ENTRY_TABLE = """
CREATE TABLE entry (id TEXT PRIMARY KEY, live INTEGER NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL,
                    updated INTEGER NOT NULL, record BLOB NOT NULL, sum INTEGER NOT NULL);
CREATE INDEX gone ON entry (hash) WHERE live = 0;
CREATE INDEX place ON entry (seq);
CREATE INDEX moment ON entry (updated);
"""
ADOPTED_TABLE = """
CREATE TABLE adopted (number INTEGER PRIMARY KEY, record BLOB NOT NULL, sum INTEGER NOT NULL);
"""
TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL, sum INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE membership (feed TEXT NOT NULL, published INTEGER NOT NULL, seq INTEGER NOT NULL,
                         id TEXT NOT NULL, label TEXT NOT NULL, sum INTEGER NOT NULL,
                         PRIMARY KEY (feed, published, seq)) WITHOUT ROWID;
CREATE TABLE feed (path TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, members INTEGER NOT NULL,
                   updated INTEGER NOT NULL, published INTEGER NOT NULL, sum INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE output (path TEXT PRIMARY KEY, hash TEXT NOT NULL, size INTEGER NOT NULL,
                     mtime_ns INTEGER NOT NULL, sum INTEGER NOT NULL) WITHOUT ROWID;
{FILE_TABLE}{FILE_INDEXES}{ENTRY_TABLE}{TRACE_TABLES}{ADOPTED_TABLE}"""


class AdoptedRow(NamedTuple):
    """An entry of an old feed that no article took over yet.

    Attributes:
        number: its place among all of them.
        record: what it says; opaque here.
    """

    number: int
    record: bytes


class FileRow(NamedTuple):
    """What is known of one path below SEEDS.

    Attributes:
        path: the article's key.
        signature: its packed stat when it was read; empty = read it again.
        hash: its content hash; empty when it could not be read.
        entry: the id it was published under, kept while it is unreadable or a draft.
        due: timestamp of the stated date it is held back for.
        problem: why it is left out, as `format_problem` writes it; its path is the one below SEEDS.
        duplicate_of: the id of the entry that another file of the same article was published under.
    """

    path: str
    signature: bytes
    hash: str
    entry: str | None
    due: int | None
    problem: str | None
    duplicate_of: str | None = None


class TraceRow(NamedTuple):
    """What an entry's article is told by as a copy.

    Attributes:
        seq, id: the entry's.
        record: compared with other records; opaque here.
        keys: whole numbers of at most 56 bits; of two copies one is the same.
    """

    seq: int
    id: str
    record: bytes
    keys: tuple[int, ...]


class FeedRow(NamedTuple):
    """What is known of one feed.

    Attributes:
        path: folder below FEEDS; empty for the head feed.
        kind: what it collects; `head`, `source`, or a category's kind.
        label: the name people read.
        members: entries that belong to it, in the window or not.
        updated: timestamp of its newest change.
        published: 1 once its files were written; it then stays.
    """

    path: str
    kind: CategoryKind | str
    label: str
    members: int
    updated: int
    published: int


class Output(NamedTuple):
    """A file we put in place: its path below FEEDS, and how it looked then."""

    path: str
    hash: str
    size: int
    mtime_ns: int


class Fragments(NamedTuple):
    """One entry as it stands in the three kinds of feed, in UTF-8, without what surrounds it."""

    rss: bytes
    atom: bytes
    json: bytes


class Membership(NamedTuple):
    """An entry's place in one feed; `label` is the feed's name as this entry spells it."""

    feed: str
    published: int
    seq: int
    id: str
    label: str


def format_problem(problem: Problem) -> str:
    """Return a problem as a file's row keeps it."""
    return f"{problem.where}\n{problem.what}"


def parse_problem(line: str) -> Problem:
    """Return what `format_problem` was given."""
    where, _, what = line.partition("\n")
    return Problem(where=where, what=what)
