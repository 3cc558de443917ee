"""What holds for feeds of all formats in XML."""

import pytest

from tests.unit.judge.feeds import CHANNEL, atom_entry, judge, rss, rss_channel


@pytest.mark.parametrize(
    ("piece", "says"),
    [
        ('<rights xml:lang="">x</rights>', None),
        ('<rights xml:lang="de-AT">x</rights>', None),
        ('<rights xml:lang="german">x</rights>', "xml:lang of <rights> is 'german', no language"),
        ('<rights xml:base="https://b.example/">x</rights>', None),
        ('<rights xml:base="b c">x</rights>', "xml:base of <rights> is 'b c', no address"),
    ],
)
def test_xml_attributes(piece: str, says: str | None) -> None:
    """Language and base are what they should be, on any element (XML 1.0 §2.12, XML Base §3)."""
    found = judge(atom_entry(piece))
    assert found == () if says is None else says in found[0].what


@pytest.mark.parametrize(
    ("instruction", "says"),
    [
        ('<?xml-stylesheet href="s.css" type="text/css"?>', None),
        ("<?other thing?>", None),
        ('<?xml-stylesheet type="text/css"?>', "lacks href"),
        ('<?xml-stylesheet href="s.xsl" type="text/xsl"?>', "browsers are taking out"),
    ],
)
def test_xml_stylesheet(instruction: str, says: str | None) -> None:
    """A style sheet has an address, and is CSS (Associating Style Sheets with XML documents §2)."""
    found = judge(rss(CHANNEL).replace("?>\n<rss", f"?>\n{instruction}<rss"))
    assert found == () if says is None else says in found[0].what


def test_characters_that_were_decoded_wrongly() -> None:
    """What a wrong decoder left is told once for a feed."""
    (finding,) = judge(rss_channel("<copyright>Caf\ufffd</copyright><generator>\x92</generator>"))
    assert (finding.level, "decoded wrongly" in finding.what) == ("warning", True)
