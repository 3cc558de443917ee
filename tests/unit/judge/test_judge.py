"""The door of the judge: which format it is, what is no feed, how much is told."""

import pytest

from seedfeed.judge import MOST_BYTES, Finding, judge_feed
from tests.unit.judge.feeds import ITEM, judge, rss_channel


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<!DOCTYPE html>\n<title>x</title>", "a page of HTML, no feed"),
        (b"<html><body/></html>", "a page of HTML, no feed"),
        (b"<urlset/>", "its root is <urlset>"),
        (b"hello", "not well-formed XML"),
        (b" " * (MOST_BYTES + 1), "larger than 32 MiB"),
    ],
    ids=["html", "xhtml", "other", "text", "large"],
)
def test_what_is_no_feed(data: bytes, says: str) -> None:
    """One finding says what it is instead."""
    (finding,) = judge(data)
    assert (finding.level, says in finding.what) == ("error", True)


def test_findings_are_told_by_line() -> None:
    """Who mends a file goes through it once."""
    lines = [
        one.line
        for one in judge(rss_channel("<ttl>x</ttl>\n<docs>y</docs>\n<item/>\n<language>z</language>"))
    ]
    assert lines == sorted(lines)
    assert len(set(lines)) > 1


def test_a_finding_is_one_line() -> None:
    """Whatever the feed holds, its finding can be read by a program line by line."""
    (finding,) = judge(rss_channel("<docs>x\r\ny\x85\u2028z</docs>"))[:1]
    assert str(finding).splitlines() == [str(finding)]
    assert str(finding).startswith("3: error: <docs> is ")


def test_many_findings_are_cut_and_errors_are_not_lost_behind_warnings() -> None:
    """After a thousand the rest has the same cause; an error after them still counts."""
    items = "".join(f"<item>{ITEM.replace('/1', f'/{k}')}<category/></item>\n" for k in range(1500))
    found = judge(rss_channel(f"{items}<ttl>x</ttl>"))
    assert [one.level for one in found].count("error") == 1
    assert len(found) == 1002
    assert "only the first 1000" in found[-1].what


def test_without_a_time_nothing_is_to_come() -> None:
    """Who gives no time asks for no judgement of it."""
    feed = rss_channel("<pubDate>01 May 2999 08:30:00 GMT</pubDate>").encode()
    assert len(judge(feed)) == 1
    assert judge_feed(feed) == ()


def test_finding_reads_as_documented() -> None:
    """A line, a level, what, and the clause in brackets."""
    assert str(Finding(12, "error", "no", "RSS 2.0 <item>")) == "12: error: no (RSS 2.0 <item>)"
