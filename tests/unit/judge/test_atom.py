"""Atom 1.0, rule by rule, each by its clause of RFC 4287."""

import pytest

from tests.unit.judge.feeds import (
    AUTHOR,
    ENTRY,
    HEAD,
    SUMMARY,
    Case,
    atom,
    atom_entry,
    atom_feed,
    check_case,
    judge,
)

_DIV = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'
_SECOND = ENTRY.replace("/1", "/2")
_UPDATED = "<updated>2026-05-01T00:00:00Z</updated>"

ENTRY_RULES = [
    Case(
        "3_1_1_type_is_one_of_three",
        '<rights type="html">x</rights>',
        '<rights type="text/html">x</rights>',
        "it must be text, html or xhtml",
    ),
    Case(
        "3_1_1_1_text_is_plain",
        "<rights>1 &lt; 2 &amp; x</rights>",
        "<rights>A &amp;amp; B</rights>",
        "'&amp;'",
        "warning",
    ),
    Case(
        "3_1_1_2_html_is_escaped",
        '<rights type="html">&lt;b>x&lt;/b></rights>',
        '<rights type="html"><b xmlns="">x</b></rights>',
        "of type html holds elements",
    ),
    Case(
        "3_1_1_3_xhtml_is_a_div",
        f'<rights type="xhtml">{_DIV.format("x")}</rights>',
        '<rights type="xhtml">x</rights>',
        "must hold a single <div",
    ),
    Case(
        "3_1_1_3_xhtml_is_in_its_namespace",
        f'<rights type="xhtml">{_DIV.format("<b>x</b>")}</rights>',
        f'<rights type="xhtml">{_DIV.format("<b xmlns=" + chr(34) * 2 + ">x</b>")}</rights>',
        "holds <b>, which is not XHTML",
    ),
    Case(
        "3_2_1_person_has_a_name",
        "<contributor><name>Ben</name></contributor>",
        "<contributor><uri>https://b.example/</uri></contributor>",
        "<contributor> lacks <name>",
    ),
    Case(
        "3_2_2_uri_is_an_address",
        "<contributor><name>B</name><uri>https://b.example/</uri></contributor>",
        "<contributor><name>B</name><uri>https://b.example/ </uri></contributor>",
        "a space may not stand in it",
    ),
    Case(
        "3_2_3_email_is_one",
        "<contributor><name>B</name><email>b@b.example</email></contributor>",
        "<contributor><name>B</name><email>b at b.example</email></contributor>",
        "no e-mail address",
    ),
    Case(
        "3_2_3_email_has_no_white_space",
        "<contributor><name>B</name><email>b@b.example</email></contributor>",
        "<contributor><name>B</name><email> b@b.example</email></contributor>",
        "no e-mail address",
    ),
    Case(
        "3_2_3_email_has_a_host",
        "<contributor><name>B</name><email>b@b.example</email></contributor>",
        "<contributor><name>B</name><email>b@b</email></contributor>",
        "whose host has no dot",
        "warning",
    ),
    Case(
        "3_3_published_is_a_date",
        "<published>2026-05-01T08:30:00.5Z</published>",
        "<published>2026-05-01</published>",
        "no date of RFC 3339",
    ),
    Case(
        "3_3_date_has_capital_letters",
        "<published>2026-05-01T08:30:00Z</published>",
        "<published>2026-05-01t08:30:00z</published>",
        "no date of RFC 3339",
    ),
    Case(
        "3_3_date_has_no_white_space",
        "<published>2026-05-01T08:30:00Z</published>",
        "<published> 2026-05-01T08:30:00Z</published>",
        "no white space around it",
    ),
    Case(
        "3_3_date_is_possible",
        "<published>2024-02-29T08:30:00Z</published>",
        "<published>2026-02-29T08:30:00Z</published>",
        "no date of RFC 3339",
    ),
    Case(
        "3_3_date_in_utc",
        "<published>2026-05-01T08:30:00+00:00</published>",
        "<published>2026-05-01T08:30:00+02:00</published>",
        "not in UTC",
        "warning",
    ),
    Case(
        "3_3_date_is_past",
        "<published>2026-06-01T00:59:00Z</published>",
        "<published>2026-06-01T01:01:00Z</published>",
        "still to come",
        "warning",
    ),
    Case(
        "4_1_2_one_of_each",
        "<published>2026-05-01T08:30:00Z</published>",
        2 * "<published>2026-05-01T08:30:00Z</published>",
        "more than 1 <published>",
    ),
    Case(
        "4_1_2_one_alternate_a_type_and_language",
        '<link href="https://a.example/1.pdf" type="application/pdf"/><link href="x:de" hreflang="de"/>',
        '<link rel="alternate" href="https://a.example/one"/>',
        "two alternate links of one type and language",
    ),
    Case(
        "4_1_2_nothing_unknown",
        "<x:anything>y</x:anything>",
        "<pubDate>x</pubDate>",
        "<entry> holds <pubDate>, which there is not",
    ),
    Case("4_1_2_no_loose_text", "", "loose", "<entry> has text of its own"),
    Case(
        "4_1_3_1_content_type",
        '<content type="image/svg+xml"><x:svg/></content>',
        '<content type="svg">x</content>',
        "or text, html, xhtml",
    ),
    Case(
        "4_1_3_1_content_type_is_not_composite",
        '<content type="text/plain">x</content>',
        '<content type="multipart/mixed">x</content>',
        "put together of others",
    ),
    Case(
        "4_1_3_2_content_elsewhere_is_empty",
        '<content src="https://a.example/1.pdf" type="application/pdf"/>',
        '<content src="https://a.example/1.pdf" type="application/pdf">x</content>',
        "<content> with src must be empty",
    ),
    Case(
        "4_1_3_2_content_elsewhere_has_a_type",
        '<content src="https://a.example/1.pdf" type="application/pdf"/>',
        '<content src="https://a.example/1.pdf"/>',
        "lacks a type",
        "warning",
    ),
    Case(
        "4_1_3_2_content_elsewhere_has_a_media_type",
        '<content src="https://a.example/1.pdf" type="application/pdf"/>',
        '<content src="https://a.example/1.html" type="html"/>',
        "write a media type",
    ),
    Case(
        "4_1_3_1_content_elsewhere_is_not_composite",
        '<content src="https://a.example/1" type="text/plain"/>',
        '<content src="https://a.example/1" type="message/rfc822"/>',
        "put together of others",
    ),
    Case(
        "4_1_3_3_html_has_whole_addresses",
        '<content type="text/html">&lt;a href="https://a.example/">x&lt;/a></content>',
        '<content type="text/html">&lt;a href="/x">x&lt;/a></content>',
        "the relative address '/x'",
        "warning",
    ),
    Case(
        "4_1_3_3_text_has_no_elements",
        '<content type="text/plain">x</content>',
        '<content type="text/plain"><x:b/></content>',
        "of type text/plain holds elements",
    ),
    Case(
        "4_1_3_3_xml_is_inline",
        '<content type="application/mathml+xml"><x:math/></content>',
        '<content type="application/mathml+xml">&lt;math/></content>',
        "holds no element; put the XML into it",
        "warning",
    ),
    Case(
        "4_1_3_3_others_are_base64",
        '<content type="image/png">aGVs\nbG8=</content>',
        '<content type="image/png">hello!</content>',
        "is not in Base64",
    ),
    Case(
        "4_2_2_category_has_a_term",
        '<category term="sea" scheme="https://a.example/" label="Sea"/>',
        '<category label="Sea"/>',
        "<category> lacks the attribute term",
    ),
    Case(
        "4_2_2_category_scheme_is_an_iri",
        '<category term="sea" scheme="https://a.example/é"/>',
        '<category term="sea" scheme="sea"/>',
        "no absolute address",
    ),
    Case(
        "4_2_7_1_link_has_an_address",
        '<link rel="via" href="https://b.example/"/>',
        '<link rel="via"/>',
        "<link> lacks the attribute href",
    ),
    Case(
        "4_2_7_1_link_is_an_iri",
        '<link rel="via" href="https://b.example/é?x=%5B1%5D"/>',
        '<link rel="via" href="https://b.example/x|y"/>',
        "may not stand in it; write %7C",
    ),
    Case(
        "4_2_7_1_link_is_whole",
        '<link xml:base="https://b.example/" rel="via" href="x"/>',
        '<link rel="via" href="x"/>',
        "<link> has the relative address 'x'",
        "warning",
    ),
    Case(
        "4_2_7_2_relation_is_a_name",
        '<link rel="https://b.example/rel" href="https://b.example/"/>',
        '<link rel="a b" href="https://b.example/"/>',
        "neither a name nor an address",
    ),
    Case(
        "4_2_7_2_relation_is_filled",
        '<link rel="via" href="https://b.example/"/>',
        '<link rel="" href="https://b.example/"/>',
        "rel of <link> is empty; write alternate",
    ),
    Case(
        "4_2_7_2_relation_is_registered",
        '<link rel="http://www.iana.org/assignments/relation/via" href="https://b.example/"/>',
        '<link rel="mine" href="https://b.example/"/>',
        "which is not registered",
        "warning",
    ),
    Case(
        "4_2_7_3_link_type",
        '<link rel="via" type="text/html" href="https://b.example/"/>',
        '<link rel="via" type="html" href="https://b.example/"/>',
        "type of <link> is 'html', no media type",
    ),
    Case(
        "4_2_7_4_link_language",
        '<link rel="via" hreflang="de-AT" href="https://b.example/"/>',
        '<link rel="via" hreflang="de_AT" href="https://b.example/"/>',
        "hreflang of <link> is 'de_AT', no language",
    ),
    Case(
        "4_2_7_6_link_length",
        '<link rel="enclosure" length="1" href="https://b.example/"/>',
        '<link rel="enclosure" length="1 MB" href="https://b.example/"/>',
        "no whole number from 0 on",
    ),
    Case(
        "4_2_7_link_is_empty",
        '<link rel="via" href="https://b.example/"/>',
        '<link rel="via" href="https://b.example/">B</link>',
        "which readers do not see",
        "warning",
    ),
    Case(
        "4_2_11_source_says_which_feed",
        f"<source><id>https://b.example/</id><title>B</title>{_UPDATED}</source>",
        f"<source><id>https://b.example/</id>{_UPDATED}</source>",
        "<source> lacks <title>",
        "warning",
    ),
    Case(
        "4_2_11_source_holds_no_entry",
        f"<source><id>https://b.example/</id><title>B</title>{_UPDATED}</source>",
        f"<source><id>https://b.example/</id><title>B</title>{_UPDATED}<entry/></source>",
        "<source> holds <entry>",
    ),
    Case(
        "4_1_3_html_has_whole_addresses",
        '<content type="html">&lt;a href="https://a.example/">x&lt;/a></content>',
        '<content type="html">&lt;a href="/x">x&lt;/a></content>',
        "the relative address '/x'",
        "warning",
    ),
    Case(
        "attributes_are_known",
        '<rights x:y="1" xml:lang="de">x</rights>',
        '<rights mode="escaped">x</rights>',
        "<rights> has an attribute 'mode'",
    ),
]
FEED_RULES = [
    Case(
        "4_2_4_generator_uri",
        '<generator uri="/x" version="1">me</generator>',
        '<generator uri="a b">me</generator>',
        "uri of <generator>",
    ),
    Case(
        "4_2_5_icon", "<icon>https://a.example/i.png</icon>", "<icon>https://a.example/%</icon>", "write %25"
    ),
    Case(
        "4_2_8_logo_is_whole",
        "<logo>https://a.example/i.png</logo>",
        "<logo>i.png</logo>",
        "relative address",
        "warning",
    ),
    Case(
        "4_1_1_feed_is_described_before_its_entries",
        f"<rights>x</rights><entry>{ENTRY}{SUMMARY}</entry>",
        f"<entry>{ENTRY}{SUMMARY}</entry><rights>x</rights>",
        "<rights> stands behind an <entry>",
        "warning",
    ),
    Case(
        "4_1_1_entries_have_different_ids",
        f"<entry>{ENTRY}{SUMMARY}</entry><entry>{_SECOND}{SUMMARY}</entry>",
        2 * f"<entry>{ENTRY}{SUMMARY}</entry>",
        "with the same <updated>",
        "warning",
    ),
    Case(
        "4_1_2_entry_has_content_or_a_link",
        f"<entry>{ENTRY}{SUMMARY}</entry>",
        f"<entry><id>x:1</id><title>x</title>{_UPDATED}{SUMMARY}</entry>",
        "neither <content> nor a link rel='alternate'",
    ),
    Case(
        "4_1_2_entry_says_something",
        f"<entry>{ENTRY}<content>x</content></entry>",
        f"<entry>{ENTRY}</entry>",
        "neither <content> nor <summary>",
        "warning",
    ),
    Case(
        "4_1_2_content_elsewhere_wants_a_summary",
        f'<entry>{ENTRY}{SUMMARY}<content src="x:1" type="a/b"/></entry>',
        f'<entry>{ENTRY}<content src="x:1" type="a/b"/></entry>',
        "<entry> needs a <summary>",
    ),
    Case(
        "4_1_2_base64_wants_a_summary",
        f'<entry>{ENTRY}{SUMMARY}<content type="a/b">aGk=</content></entry>',
        f'<entry>{ENTRY}<content type="a/b">aGk=</content></entry>',
        "<entry> needs a <summary>",
    ),
    Case(
        "4_1_2_entry_has_an_id",
        f"<entry>{ENTRY}{SUMMARY}</entry>",
        f"<entry>{ENTRY.replace('<id>https://a.example/1</id>', '')}{SUMMARY}</entry>",
        "<entry> lacks <id>",
    ),
    Case(
        "4_1_2_entry_has_a_title",
        f"<entry>{ENTRY}{SUMMARY}</entry>",
        f"<entry>{ENTRY.replace('<title>One</title>', '')}{SUMMARY}</entry>",
        "<entry> lacks <title>",
    ),
    Case(
        "4_1_2_entry_has_a_date",
        f"<entry>{ENTRY}{SUMMARY}</entry>",
        f"<entry>{ENTRY.replace(_UPDATED, '')}{SUMMARY}</entry>",
        "<entry> lacks <updated>",
    ),
    Case(
        "3_3_updated_has_no_white_space",
        f"<entry>{ENTRY}{SUMMARY}</entry>",
        f"<entry>{ENTRY.replace('Z</updated>', 'Z </updated>')}{SUMMARY}</entry>",
        "<updated> is '2026-05-01T00:00:00Z ': a date has no white space around it",
    ),
    Case(
        "4_2_6_id_is_an_iri",
        f"<entry>{ENTRY.replace('https://a.example/1<', 'tag:a.example,2026-05:1<')}{SUMMARY}</entry>",
        f"<entry>{ENTRY.replace('https://a.example/1<', 'one<')}{SUMMARY}</entry>",
        "<id> is 'one', no absolute address",
    ),
    Case(
        "4_2_6_id_has_no_white_space",
        f"<entry>{ENTRY}{SUMMARY}</entry>",
        f"<entry>{ENTRY.replace('/1</id>', '/1 </id>')}{SUMMARY}</entry>",
        "an id has no white space around it",
    ),
    Case(
        "4_2_14_title_is_filled",
        f"<entry>{ENTRY}{SUMMARY}</entry>",
        f"<entry>{ENTRY.replace('One', ' ')}{SUMMARY}</entry>",
        "<title> is empty",
        "warning",
    ),
]


@pytest.mark.parametrize("case", ENTRY_RULES, ids=lambda case: case.name)
def test_rfc4287_entry(case: Case) -> None:
    """Each rule of an entry lets the good one pass, and names what is wrong with the bad one."""
    check_case(case, atom_entry(case.good), atom_entry(case.bad))


@pytest.mark.parametrize("case", FEED_RULES, ids=lambda case: case.name)
def test_rfc4287_feed(case: Case) -> None:
    """Each rule of a feed lets the good one pass, and names what is wrong with the bad one."""
    check_case(case, atom_feed(case.good), atom_feed(case.bad))


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("id", "<id>https://a.example/</id>"),
        ("title", "<title>A</title>"),
        ("updated", _UPDATED),
    ],
)
def test_rfc4287_4_1_1_feed_is_whole(name: str, without: str) -> None:
    """A feed has an id, a title and a date; their absence is told where it begins."""
    (finding,) = judge(atom(HEAD.replace(without, "") + AUTHOR))
    assert finding.what == f"<feed> lacks <{name}>; add one"
    assert (finding.level, finding.line) == ("error", 2)


def test_rfc4287_4_1_1_feed_says_where_it_is() -> None:
    """Without a link to itself readers do not follow a feed that moves."""
    (finding,) = judge(atom(HEAD.replace('rel="self"', 'rel="related"') + AUTHOR))
    assert (finding.level, "rel='self'" in finding.what) == ("warning", True)


def test_rfc4287_4_2_7_3_self_is_atom() -> None:
    """The type of the link to itself is that of the feed."""
    (finding,) = judge(atom(HEAD.replace('rel="self"', 'rel="self" type="text/html"') + AUTHOR))
    assert "it is application/atom+xml" in finding.what


@pytest.mark.parametrize(
    ("feed_author", "entry_author", "source_author", "is_good"),
    [
        (AUTHOR, "", "", True),
        ("", AUTHOR, "", True),
        ("", "", AUTHOR, True),
        ("", "", "", False),
    ],
    ids=["the feed's", "its own", "its source's", "none"],
)
def test_rfc4287_4_1_2_entry_has_an_author(
    feed_author: str,
    entry_author: str,
    source_author: str,
    is_good: bool,  # noqa: FBT001 - a column
) -> None:
    """Its own, its source's or the feed's."""
    source = f"<source><id>x:2</id><title>x</title>{_UPDATED}{source_author}</source>"
    found = judge(atom(f"{HEAD}{feed_author}<entry>{ENTRY}{SUMMARY}{entry_author}{source}</entry>"))
    assert [finding.what for finding in found] == (
        [] if is_good else ["<entry> has no <author>, nor has the feed; add one to either"]
    )


def test_rfc4287_4_2_6_one_id_for_all_is_an_error() -> None:
    """Ten entries of one id are no versions of one."""
    found = judge(atom_feed(10 * f"<entry>{ENTRY}{SUMMARY}</entry>"))
    assert [finding.level for finding in found].count("error") == 1
    assert "all entries have the same <id>" in next(one.what for one in found if one.level == "error")


def test_rfc4287_2_entry_as_a_document() -> None:
    """An entry may stand alone, and then has an author of its own."""
    alone = f'<entry xmlns="http://www.w3.org/2005/Atom">{ENTRY}{SUMMARY}{{}}</entry>'
    assert judge(alone.format(AUTHOR)) == ()
    assert "no <author>" in judge(alone.format(""))[0].what


def test_rfc4287_6_foreign_markup_is_let_be() -> None:
    """Whatever another namespace puts into a feed is its own matter."""
    assert judge(atom_entry('<x:a y="1"><x:b>z</x:b>loose<x:a/></x:a><x:c/><x:c/>')) == ()


@pytest.mark.parametrize(
    ("namespace", "says"),
    [
        ("http://purl.org/atom/ns#", "Atom 0.3, which is no more"),
        ("http://www.w3.org/2005/atom", "is in the wrong namespace"),
        ("", "is in the wrong namespace"),
    ],
)
def test_rfc4287_1_2_namespace(namespace: str, says: str) -> None:
    """In another namespace a feed is not Atom, and readers find nothing."""
    (finding,) = judge(f'<feed xmlns="{namespace}"/>')
    assert says in finding.what
