"""OPML 2.0."""

import pytest

from tests.unit.judge.feeds import judge

_LINE = '<outline type="rss" text="A" xmlUrl="https://a.example/rss.xml"/>'


def opml(head: str = "", body: str = _LINE) -> str:
    """Return a list with this in its head and body."""
    return f'<opml version="2.0"><head>{head}</head><body>{body}</body></opml>'


@pytest.mark.parametrize(
    "good",
    [
        opml(),
        opml("<title>x</title><dateCreated>Fri, 01 May 2026 08:30:00 GMT</dateCreated>"),
        opml("<ownerEmail>a@a.example</ownerEmail><expansionState>1, 5,7</expansionState>"),
        opml(
            "<expansionState/>",
            f'<outline text="x" isComment="true"><outline text="y">{_LINE}</outline></outline>',
        ),
        opml(body='<outline type="include" text="x" url="https://a.example/x.opml"/>'),
        opml(body='<outline text="x" xmlns:y="https://y.example/" y:own="z"/>'),
    ],
)
def test_opml_2_0_without_fault(good: str) -> None:
    """What the specification allows is let be."""
    assert judge(good) == ()


@pytest.mark.parametrize(
    ("bad", "level", "says"),
    [
        (opml().replace(' version="2.0"', ""), "error", "<opml> lacks the attribute version"),
        (opml().replace("2.0", "3.0"), "error", "it must be 2.0 or 1.1"),
        (opml().replace("<head></head>", ""), "error", "<opml> lacks <head>"),
        (opml().replace(f"<body>{_LINE}</body>", ""), "error", "<opml> lacks <body>"),
        (opml(body=""), "error", "<body> lacks <outline>"),
        (opml("<dateCreated>2026</dateCreated>"), "error", "no date of RFC 822"),
        (opml("<ownerEmail>Ann</ownerEmail>"), "error", "no e-mail address"),
        (opml("<expansionState>all</expansionState>"), "error", "line numbers"),
        (opml("<windowTop>1px</windowTop>"), "error", "no whole number"),
        (opml("<owner>x</owner>"), "error", "<head> holds <owner>"),
        (opml(body='<outline title="x"/>'), "error", "lacks the attribute text"),
        (opml(body='<outline text="x" isComment="yes"/>'), "error", "true or false"),
        (opml(body='<outline text="x" created="x"/>'), "error", "created of <outline>"),
        (opml(body='<outline text="x" own="y"/>'), "error", "put it into a namespace of its own"),
        (opml(body='<outline type="rss" text="x"/>'), "warning", "lacks xmlUrl"),
        (opml(body=_LINE.replace('type="rss" ', "")), "warning", "xmlUrl and no type"),
        (opml(body='<outline type="link" text="x"/>'), "warning", "lacks url"),
        (opml(body='<outline text="x"><outline/></outline>'), "error", "lacks the attribute text"),
    ],
)
def test_opml_2_0_with_a_fault(bad: str, level: str, says: str) -> None:
    """One finding says what is wrong."""
    (finding,) = judge(bad)
    assert says in finding.what
    assert finding.level == level
