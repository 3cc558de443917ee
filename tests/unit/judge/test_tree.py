"""Hostile and broken XML: told in plain words, nothing loaded, nothing multiplied."""

from pathlib import Path

import pytest

from seedfeed.judge.elements import own_text
from seedfeed.judge.tree import parse_xml
from tests.unit.judge.feeds import CHANNEL, judge, rss

_BOMB = "".join(f'<!ENTITY a{k + 1} "{f"&a{k};" * 10}">' for k in range(12))


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("<rss>\n<channel>\n</rss>", 3, "</rss> closes <channel> of line 2"),
        ("<rss>\n<channel>", 2, "<channel> of line 2 is not closed, or the file is cut off"),
        ("<rss>\na & b</rss>", 2, "write &amp; or &lt;"),
        ("<rss>&nbsp;</rss>", 1, "&nbsp; means nothing in XML"),
        ("\n<?xml version='1.0'?><rss/>", 2, "cut what stands before it"),
        ("<rss a='1' a='2'/>", 1, "the attribute a is given twice"),
        ("<rss><dc:date/></rss>", 1, "write xmlns:dc='…'"),
        ("<rss>\x0b</rss>", 1, "character number 11 may not stand in XML"),
        ("<rss/>x", 1, "something stands behind the last tag"),
        ("", 1, "there is no element"),
        ("<rss>\n<!-- x\ny\n", 4, "Comment not terminated (XML"),
        ("<rss>" * 300, 1, "readers refuse it too"),
    ],
)
def test_xml_2_1_what_is_not_well_formed(text: str, line: int, says: str) -> None:
    """One finding says where, what and what to do."""
    (finding,) = judge(text)
    assert (finding.level, finding.line) == ("error", line)
    assert says in str(finding)


@pytest.mark.parametrize("where", ["<rss>&a12;</rss>", "<rss a='&a12;'/>"])
def test_entities_do_not_multiply(where: str) -> None:
    """A file that would grow to gigabytes is refused at once."""
    (finding,) = judge(f'<!DOCTYPE rss [<!ENTITY a0 "lol">{_BOMB}]>{where}')
    assert "entities that multiply" in finding.what


def test_no_file_is_read(tmp_path: Path) -> None:
    """What an entity points to stays where it is."""
    (tmp_path / "secret").write_text("s3cr3t")
    text = f'<!DOCTYPE rss [<!ENTITY a SYSTEM "{tmp_path}/secret">]><rss><b>&a;</b></rss>'
    document, findings = parse_xml(text.encode(), None)
    assert document is not None
    assert own_text(document.root[0]) == "&a;"
    assert "declared in another file" in findings[0].what


def test_entities_that_are_plain_text_are_read() -> None:
    """A document type of one's own may name characters, and readers show them."""
    own = '<!DOCTYPE rss [<!ENTITY copy "&#169;"><!ENTITY who "Ann&#38;amp;Ben">]>'
    text = rss(CHANNEL.replace("All of A", "&copy; <!-- and --> &who;")).replace("<rss", f"{own}<rss", 1)
    assert judge(text) == ()
    document, _ = parse_xml(text.encode(), None)
    assert document is not None
    (description,) = document.root.iter("description")
    assert own_text(description) == "©  Ann&Ben"


@pytest.mark.parametrize(
    ("public", "level"), [("-//Netscape Communications//DTD RSS 0.91//EN", "warning"), ("-//X//EN", "error")]
)
def test_xml_4_1_entities_of_a_document_type_elsewhere(public: str, level: str) -> None:
    """Readers do not load it; that of RSS 0.91 is known to declare the letters of Latin-1."""
    kind = f'<!DOCTYPE rss PUBLIC "{public}" "https://a.example/rss.dtd">'
    text = rss(CHANNEL.replace("All of A", "caf&eacute;"))
    found = judge(text.replace("<rss", f"{kind}<rss", 1))
    assert [(finding.level, "&eacute;" in finding.what) for finding in found] == [(level, True)]


def test_text_after_entities_and_comments_stays_in_order() -> None:
    """Text is joined around elements, each piece in its place."""
    text = '<!DOCTYPE a [<!ENTITY e "2">]><a>1&e;3<b/>4&e;<?p q?>5<!-- c -->&e;6</a>'
    document, _ = parse_xml(text.encode(), None)
    assert document is not None
    assert own_text(document.root) == "12342526"
    assert document.root[0].tail == "42"


def test_xml_2_8_version() -> None:
    """Of XML there is one version that all readers know."""
    assert "write version='1.0'" in judge(rss(CHANNEL).replace('"1.0"', '"1.1"', 1))[0].what


def test_lines_are_right_in_a_long_file() -> None:
    """Line numbers do not end at 65,535."""
    (finding,) = judge(rss(f"{CHANNEL}{chr(10) * 70_000}<ttl>x</ttl>"))
    assert finding.line == 70_003
