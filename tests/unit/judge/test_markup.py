"""HTML inside feeds."""

import pytest

from seedfeed.judge.markup import find_html, judge_html


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain", None),
        ("Tom & Ann", None),
        ("1 < 2 and </b>", None),
        ("How <b> is used", None),
        ("AT&T", None),
        ("a <b>b</b>", "</b>"),
        ("a<br/>b", "<br/>"),
        ("Tom &amp; Ann", "&amp;"),
        ("it&#8217;s", "&#8217;"),
    ],
)
def test_html_is_found_where_nothing_else_can_be_meant(text: str, found: str | None) -> None:
    """A bare sign shows that a text is plain; a tag alone can be what the text is about."""
    assert find_html(text) == found


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<p>x</p><a href='#n'>n</a><a href=\"MAILTO:x@y\">z</a>", []),
        ("<a class='x' href = 'y'>z</a><img src='w'>", ["the relative address 'y'"]),
        ("<iframe src='https://a.example/'></iframe>", ["holds 'iframe'"]),
        ("<b onmouseover=x()>y</b>", ["holds 'onmouseover'"]),
        ("&lt;p&gt;x&lt;/p&gt;", ["escaped twice"]),
        ("<p>Write &lt;p&gt;x&lt;/p&gt;</p>", []),
        ("on = 1, a script, <b>x</b>", []),
    ],
)
def test_what_readers_trip_over(html: str, says: list[str]) -> None:
    """Each is a warning, and told once for a text."""
    flaws = list(judge_html(html))
    assert [flaw.level for flaw in flaws] == ["warning"] * len(says)
    assert all(word in flaw.what for word, flaw in zip(says, flaws, strict=True))


def test_base_makes_relative_addresses_whole() -> None:
    """Where something says to what they are relative, they are no matter."""
    assert list(judge_html("<a href='y'>z</a>", has_base=True)) == []
