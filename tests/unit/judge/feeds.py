"""Feeds without fault, in which a test puts its own pieces, and the verdict on them."""

from datetime import UTC, datetime
from typing import NamedTuple

from seedfeed.judge import Finding, judge_feed

NOW = datetime(2026, 6, 1, tzinfo=UTC)
_PREFIXES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:at="http://purl.org/atompub/tombstones/1.0" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:x="http://other.example/ns"'
)
ITEM = "<title>One</title><guid>https://a.example/1</guid>"
CHANNEL = "<title>A</title><link>https://a.example/</link><description>All of A</description>"
SELF = '<atom:link rel="self" href="https://a.example/rss.xml"/>'
HEAD = (
    "<id>https://a.example/</id><title>A</title><updated>2026-05-01T00:00:00Z</updated>"
    '<link rel="self" href="https://a.example/atom.xml"/>'
)
AUTHOR = "<author><name>Ann</name></author>"
ENTRY = (
    "<id>https://a.example/1</id><title>One</title><updated>2026-05-01T00:00:00Z</updated>"
    '<link href="https://a.example/1"/>'
)
SUMMARY = "<summary>First</summary>"


class Case(NamedTuple):
    """A rule: a piece that keeps it, one that breaks it, and what is said of that."""

    name: str
    good: str
    bad: str
    says: str
    level: str = "error"


def rss(channel: str) -> str:
    """Return an RSS feed with this in its channel, on the third line."""
    return (
        f'<?xml version="1.0"?>\n<rss version="2.0" {_PREFIXES}><channel>{SELF}\n{channel}\n</channel></rss>'
    )


def rss_item(piece: str) -> str:
    """Return an RSS feed with an item that holds this besides what it needs."""
    return rss(f"{CHANNEL}<item>{ITEM}{piece}</item>")


def rss_channel(piece: str) -> str:
    """Return an RSS feed with a channel that holds this besides what it needs."""
    return rss(f"{CHANNEL}{piece}")


def atom(feed: str) -> str:
    """Return an Atom feed with this in it, on the third line."""
    return f'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom" {_PREFIXES}>\n{feed}\n</feed>'


def atom_entry(piece: str) -> str:
    """Return an Atom feed with an entry that holds this besides what it needs."""
    return atom(f"{HEAD}{AUTHOR}<entry>{ENTRY}{SUMMARY}{piece}</entry>")


def atom_feed(piece: str) -> str:
    """Return an Atom feed that holds this besides what it needs."""
    return atom(f"{HEAD}{AUTHOR}{piece}")


def judge(feed: str | bytes) -> tuple[Finding, ...]:
    """Return the verdict on a feed, at a time that does not change."""
    return judge_feed(feed if isinstance(feed, bytes) else feed.encode(), NOW)


def check_case(case: Case, good: str, bad: str, line: int = 3) -> None:
    """Expect nothing of the good feed, and one finding of the bad one, on its line, with a clause."""
    assert judge(good) == ()
    (finding,) = judge(bad)
    assert case.says in finding.what
    assert (finding.level, finding.line) == (case.level, line)
    assert finding.clause
