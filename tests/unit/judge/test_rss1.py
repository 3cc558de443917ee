"""RSS 1.0, and RSS 0.90, which is told apart from it."""

import pytest

from tests.unit.judge.feeds import judge

_RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
_CHANNEL = (
    '<channel rdf:about="https://a.example/"><title>A</title><link>https://a.example/</link>'
    "<description>All</description><items><rdf:Seq/></items></channel>"
)
_ITEM = '<item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link></item>'


def rdf(inner: str, namespace: str = "http://purl.org/rss/1.0/") -> str:
    """Return a feed in RDF."""
    return f'<rdf:RDF {_RDF} xmlns="{namespace}">{inner}</rdf:RDF>'


def test_rss_1_0_without_fault() -> None:
    """A channel, items beside it, each with its address."""
    assert judge(rdf(_CHANNEL + _ITEM)) == ()


@pytest.mark.parametrize(
    ("inner", "says"),
    [
        (_ITEM, "<rdf:RDF> has no <channel> of RSS"),
        (_CHANNEL.replace("<channel", "<channel xmlns='x:y'"), "<rdf:RDF> has no <channel> of RSS"),
        (_CHANNEL.replace("<title>A</title>", ""), "<channel> lacks <title>"),
        (_CHANNEL.replace("<items><rdf:Seq/></items>", ""), "<channel> lacks <items>"),
        (_CHANNEL.replace(' rdf:about="https://a.example/"', ""), "<channel> lacks the attribute rdf:about"),
        (_CHANNEL + _ITEM.replace("<link>https://a.example/1</link>", ""), "<item> lacks <link>"),
        (_CHANNEL + _ITEM.replace("<title>", "<pubDate/><title>"), "<item> holds <pubDate>"),
        (_CHANNEL + _ITEM + _ITEM, "stands there before"),
        (_CHANNEL.replace('rdf:about="https:', 'rdf:about="x y:'), "rdf:about of <channel> is 'x y:"),
    ],
)
def test_rss_1_0_with_a_fault(inner: str, says: str) -> None:
    """One finding says what is wrong."""
    (finding,) = judge(rdf(inner))
    assert (finding.level, says in finding.what) == ("error", True)


def test_rss_0_90_has_no_addresses_of_rdf() -> None:
    """What RSS 1.0 brought is not asked of what came before it."""
    old = rdf(_CHANNEL.replace("<items><rdf:Seq/></items>", ""), "http://my.netscape.com/rdf/simple/0.9/")
    assert judge(old.replace(' rdf:about="https://a.example/"', "")) == ()
