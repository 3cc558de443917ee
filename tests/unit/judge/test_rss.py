"""RSS 2.0 and the RSS Advisory Board's profile, rule by rule."""

import re

import pytest

from tests.unit.judge.feeds import CHANNEL, ITEM, SELF, Case, check_case, judge, rss, rss_channel, rss_item

_ENCLOSURE = '<enclosure url="https://a.example/1.mp3" length="{}" type="{}"/>'
_CLOUD = '<cloud domain="a.example" port="{}" path="/rpc" registerProcedure="ping" protocol="soap"{}/>'
_IMAGE = "<image><url>{}</url><title>A</title><link>https://a.example/</link>{}</image>"
_INPUT = (
    "<textInput><title>Go</title><description>Search</description><name>{}</name>"
    "<link>https://a.example/s</link></textInput>"
)

ITEM_RULES = [
    Case(
        "item_link_is_an_address",
        "<link>https://a.example/1?x=%20&amp;y=2#z</link>",
        "<link>https://a.example/1 2</link>",
        "a space may not stand in it; write %20",
    ),
    Case(
        "item_link_is_absolute",
        "<link>mailto:ann@a.example</link>",
        "<link>/1.html</link>",
        "no absolute address",
    ),
    Case(
        "item_link_has_a_host",
        "<link>https://a.example</link>",
        "<link>http:///1.html</link>",
        "without a host",
    ),
    Case(
        "item_link_is_ascii",
        "<link>https://a.example/%C3%A9</link>",
        "<link>https://a.example/é</link>",
        "not in ASCII",
    ),
    Case(
        "author_has_an_address",
        "<author>ann@a.example (Ann Example)</author>",
        "<author>Ann Example</author>",
        "which has no e-mail address",
    ),
    Case(
        "author_is_not_in_parentheses",
        "<author>ann@a.example (Ann)</author>",
        "<author>Ann (ann@a.example)</author>",
        "which has no e-mail address",
    ),
    Case(
        "author_has_its_name_behind",
        "<author>ann@a.example (Ann Example)</author>",
        "<author>Ann Example &lt;ann@a.example&gt;</author>",
        "readers want ann@example.com (Ann Example)",
        "warning",
    ),
    Case(
        "category_is_filled",
        '<category domain="x">Sea</category><category>Land</category>',
        "<category> </category>",
        "<category> is empty",
        "warning",
    ),
    Case(
        "comments_is_an_address",
        "<comments>https://a.example/c</comments>",
        "<comments>yes</comments>",
        "<comments> is 'yes', no absolute address",
    ),
    Case(
        "enclosure_has_a_length",
        _ENCLOSURE.format("0", "audio/mpeg"),
        '<enclosure url="https://a.example/1.mp3" type="audio/mpeg"/>',
        "lacks the attribute length",
    ),
    Case(
        "enclosure_length_is_a_number",
        _ENCLOSURE.format("12", "audio/mpeg"),
        _ENCLOSURE.format("1:30", "audio/mpeg"),
        "write the length in bytes, or 0",
    ),
    Case(
        "enclosure_type_is_a_media_type",
        _ENCLOSURE.format("1", "audio/mpeg; codecs=&quot;a, b&quot;"),
        _ENCLOSURE.format("1", "mp3"),
        "type of <enclosure> is 'mp3', no media type",
    ),
    Case(
        "enclosure_url_is_of_the_web",
        _ENCLOSURE.format("1", "a/b"),
        '<enclosure url="ftp://a.example/1" length="1" type="a/b"/>',
        "no address of the web",
    ),
    Case(
        "one_enclosure",
        _ENCLOSURE.format("1", "a/b"),
        2 * _ENCLOSURE.format("1", "a/b"),
        "more than one <enclosure>",
        "warning",
    ),
    Case(
        "pub_date_is_a_date",
        "<pubDate>Fri, 01 May 2026 08:30:00 GMT</pubDate>",
        "<pubDate>2026-05-01</pubDate>",
        "no date of RFC 822",
    ),
    Case(
        "pub_date_is_its_day",
        "<pubDate>1 May 2026 08:30 +0200</pubDate>",
        "<pubDate>Mon, 01 May 2026 08:30:00 GMT</pubDate>",
        "that day was no Mon",
    ),
    Case(
        "pub_date_has_four_digits",
        "<pubDate>Fri, 01 May 2026 08:30:00 +0000</pubDate>",
        "<pubDate>Fri, 01 May 26 08:30:00 +0000</pubDate>",
        "a year of two digits",
        "warning",
    ),
    Case(
        "pub_date_is_past",
        "<pubDate>Mon, 01 Jun 2026 00:30:00 GMT</pubDate>",
        "<pubDate>Mon, 01 Jun 2026 01:30:00 GMT</pubDate>",
        "still to come",
        "warning",
    ),
    Case(
        "source_has_a_url",
        '<source url="https://b.example/rss.xml">B</source>',
        "<source>B</source>",
        "lacks the attribute url",
    ),
    Case(
        "item_has_one_of_each",
        "<description>x</description>",
        "<description>x</description><description>y</description>",
        "<item> has more than 1 <description>",
    ),
    Case(
        "item_holds_nothing_unknown",
        "<x:anything>y</x:anything>",
        "<pubdate>Fri, 01 May 2026 08:30:00 GMT</pubdate>",
        "<item> holds <pubdate>, which there is not; write pubDate",
    ),
    Case(
        "item_holds_no_text",
        "",
        "loose words",
        "<item> has text of its own, 'loose words'",
    ),
    Case(
        "attributes_are_known",
        '<comments x:y="1">https://a.example/c</comments>',
        '<comments isPermaLink="1">https://a.example/c</comments>',
        "<comments> has an attribute 'isPermaLink'",
    ),
    Case(
        "description_has_whole_addresses",
        "<description>&lt;a href='https://a.example/x'>x&lt;/a> &lt;a href='#n'>n&lt;/a></description>",
        "<description>&lt;img src='pics/x.png'></description>",
        "the relative address 'pics/x.png'",
        "warning",
    ),
    Case(
        "description_has_nothing_active",
        "<description>&lt;p>a script&lt;/p></description>",
        "<description>&lt;p onclick='x()'>a&lt;/p></description>",
        "holds 'onclick', which readers cut",
        "warning",
    ),
    Case(
        "description_is_escaped_once",
        "<description>Write &amp;lt;b&gt; &amp;amp; mean it</description>",
        "<description>&amp;lt;p&amp;gt;x&amp;lt;/p&amp;gt;</description>",
        "escaped twice",
        "warning",
    ),
    Case(
        "description_is_escaped_at_all",
        "<description>&lt;p>x&lt;/p></description>",
        "<description><p>x</p></description>",
        "<description> holds <p>, which there is not",
    ),
    Case(
        "source_comes_last",
        '<link>https://a.example/1</link><source url="https://b.example/">B</source>',
        '<source url="https://b.example/">B</source><link>https://a.example/1</link>',
        "<source> stands before the item's own elements",
        "warning",
    ),
    Case(
        "description_before_content",
        "<description>x</description><content:encoded>y</content:encoded>",
        "<content:encoded>y</content:encoded><description>x</description>",
        "<content:encoded> stands before <description>",
        "warning",
    ),
]
CHANNEL_RULES = [
    Case("language_is_one", "<language>pt-BR</language>", "<language>brazilian</language>", "no language"),
    Case("language_is_known", "<language>de</language>", "<language>xx</language>", "no language"),
    Case(
        "managing_editor_has_an_address",
        "<managingEditor>ed@a.example (Ed)</managingEditor>",
        "<managingEditor>Ed</managingEditor>",
        "<managingEditor> is 'Ed', which has no e-mail address",
    ),
    Case(
        "web_master_has_an_address",
        "<webMaster>ed@a.example (Ed)</webMaster>",
        "<webMaster>@a.example</webMaster>",
        "which has no e-mail address",
    ),
    Case(
        "last_build_date_is_a_date",
        "<lastBuildDate>Fri, 01 May 2026 08:30:00 GMT</lastBuildDate>",
        "<lastBuildDate>Fri, 31 Jun 2026 08:30:00 GMT</lastBuildDate>",
        "no date of RFC 822",
    ),
    Case("docs_is_an_address", "<docs>https://a.example/d</docs>", "<docs>d</docs>", "no absolute address"),
    Case("ttl_is_a_number", "<ttl>60</ttl>", "<ttl>0</ttl>", "it must be a whole number from 1 on"),
    Case("cloud_port_is_one", _CLOUD.format(80, ""), _CLOUD.format("x", ""), "port of <cloud> is 'x'"),
    Case(
        "cloud_is_whole",
        _CLOUD.format(80, ""),
        '<cloud domain="a.example" port="80" path="/" registerProcedure="x"/>',
        "<cloud> lacks the attribute protocol",
    ),
    Case(
        "image_is_whole",
        _IMAGE.format("https://a.example/i.png", ""),
        "<image><url>https://a.example/i.png</url><title>A</title></image>",
        "<image> lacks <link>",
    ),
    Case(
        "image_width",
        _IMAGE.format("https://a.example/i.png", "<width>144</width>"),
        _IMAGE.format("https://a.example/i.png", "<width>145</width>"),
        "from 1 to 144",
    ),
    Case(
        "image_height",
        _IMAGE.format("https://a.example/i.png", "<height>400</height>"),
        _IMAGE.format("https://a.example/i.png", "<height>tall</height>"),
        "from 1 to 400",
    ),
    Case(
        "image_is_a_picture",
        _IMAGE.format("https://a.example/i.jpeg?x=1", ""),
        _IMAGE.format("https://a.example/i.bmp", ""),
        "an image is GIF, JPEG or PNG",
        "warning",
    ),
    Case(
        "image_title_is_the_channels",
        _IMAGE.format("https://a.example/i.png", ""),
        _IMAGE.format("https://a.example/i.png", "").replace(">A<", ">B<"),
        "<title> of <image> is not that of the <channel>",
        "warning",
    ),
    Case("text_input_name", _INPUT.format("q"), _INPUT.format("1 2"), "no name of a form's field"),
    Case(
        "text_input_is_whole",
        _INPUT.format("q"),
        _INPUT.format("q").replace("<title>Go</title>", ""),
        "<textInput> lacks <title>",
    ),
    Case(
        "skip_hours_are_hours",
        "<skipHours><hour>0</hour><hour>23</hour></skipHours>",
        "<skipHours><hour>25</hour></skipHours>",
        "from 0 to 24",
    ),
    Case(
        "skip_hours_once_each",
        "<skipHours><hour>1</hour></skipHours>",
        "<skipHours><hour>0</hour><hour>24</hour></skipHours>",
        "<skipHours> names '0' twice",
    ),
    Case(
        "skip_days_are_days",
        "<skipDays><day>Monday</day></skipDays>",
        "<skipDays><day>Mon</day></skipDays>",
        "it must be Monday or Tuesday",
    ),
    Case(
        "skip_days_are_some",
        "<skipDays><day>Sunday</day></skipDays>",
        "<skipDays></skipDays>",
        "<skipDays> lacks <day>",
    ),
    Case(
        "channel_has_one_of_each",
        "<copyright>A</copyright>",
        "<copyright>A</copyright><copyright>B</copyright>",
        "more than 1 <copyright>",
    ),
    Case(
        "guids_differ",
        f"<item>{ITEM}</item><item>{ITEM.replace('/1', '/2')}</item>",
        2 * f"<item>{ITEM}</item>",
        "stands there before",
    ),
    Case(
        "item_has_a_guid",
        f"<item>{ITEM}</item>",
        "<item><title>One</title></item>",
        "<item> has no <guid>",
        "warning",
    ),
    Case(
        "guid_is_an_address",
        '<item><title>x</title><guid isPermaLink="false">a.example:1</guid></item>',
        "<item><title>x</title><guid>one</guid></item>",
        "or write isPermaLink='false'",
    ),
    Case(
        "guid_can_be_opened",
        '<item><title>x</title><guid isPermaLink="false">urn:x-a:1</guid></item>',
        "<item><title>x</title><guid>tag:a.example,2026:1</guid></item>",
        "which no reader can open",
    ),
    Case(
        "guid_is_perma_link_or_not",
        '<item><title>x</title><guid isPermaLink="true">https://a.example/1</guid></item>',
        '<item><title>x</title><guid isPermaLink="no">a.example:1</guid></item>',
        "it must be true or false",
    ),
    Case(
        "guid_is_the_feeds_own",
        '<item><title>x</title><guid isPermaLink="false">a.example/1</guid></item>',
        '<item><title>x</title><guid isPermaLink="false">17</guid></item>',
        "which other feeds have too",
        "warning",
    ),
    Case(
        "item_says_something",
        "<item><description>x</description><guid>https://a.example/1</guid></item>",
        "<item><guid>https://a.example/1</guid></item>",
        "<item> has neither <title> nor <description>",
    ),
]
WHOLE_RULES = [
    Case("channel_has_a_title", CHANNEL, CHANNEL.replace("<title>A</title>", ""), "<channel> lacks <title>"),
    Case(
        "channel_has_a_link",
        CHANNEL,
        CHANNEL.replace("<link>https://a.example/</link>", ""),
        "<channel> lacks <link>",
    ),
    Case(
        "channel_has_a_description",
        CHANNEL,
        CHANNEL.replace("<description>All of A</description>", ""),
        "<channel> lacks <description>",
    ),
    Case(
        "title_is_plain",
        CHANNEL,
        CHANNEL.replace(">A<", ">Tom &amp;amp; Ann<"),
        "<title> holds '&amp;'",
        "warning",
    ),
    Case("title_is_filled", CHANNEL, CHANNEL.replace(">A<", "><"), "<title> is empty", "warning"),
]


@pytest.mark.parametrize("case", ITEM_RULES, ids=lambda case: case.name)
def test_rss_item(case: Case) -> None:
    """Each rule of an item lets the good one pass, and names what is wrong with the bad one."""
    check_case(case, rss_item(case.good), rss_item(case.bad))


@pytest.mark.parametrize("case", CHANNEL_RULES, ids=lambda case: case.name)
def test_rss_channel(case: Case) -> None:
    """Each rule of a channel lets the good one pass, and names what is wrong with the bad one."""
    check_case(case, rss_channel(case.good), rss_channel(case.bad))


@pytest.mark.parametrize("case", WHOLE_RULES, ids=lambda case: case.name)
def test_rss_required_elements(case: Case) -> None:
    """What a channel needs is there; its absence is told at the channel or at the element."""
    assert judge(rss(case.good)) == ()
    (finding,) = judge(rss(case.bad))
    assert case.says in finding.what
    assert finding.level == case.level


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('version="2.0"', "", "<rss> lacks the attribute version"),
        ('version="2.0"', 'version="3.0"', "it must be 2.0 or 0.91"),
        ("<channel>", "<channel><channel/>", "<channel> holds <channel>"),
        (SELF, "", "<channel> has no <atom:link rel='self'>"),
    ],
    ids=["version", "version_known", "one_channel", "self"],
)
def test_rss_frame(old: str, new: str, says: str) -> None:
    """The root says which RSS it is, holds one channel, and the channel says where it is."""
    assert judge(rss(CHANNEL)) == ()
    assert any(says in finding.what for finding in judge(rss(CHANNEL).replace(old, new, 1)))


_WHOLE = {
    "cloud": _CLOUD.format(80, ""),
    "image": _IMAGE.format("https://a.example/i.png", ""),
    "textInput": _INPUT.format("q"),
    "enclosure": f"<item>{ITEM}{_ENCLOSURE.format(1, 'a/b')}</item>",
}


@pytest.mark.parametrize(
    ("element", "part"),
    [
        *(("cloud", name) for name in ("domain", "port", "path", "registerProcedure", "protocol")),
        *(("image", name) for name in ("url", "title", "link")),
        *(("textInput", name) for name in ("title", "description", "name", "link")),
        *(("enclosure", name) for name in ("url", "length", "type")),
    ],
)
def test_rss_2_0_each_part_is_needed(element: str, part: str) -> None:
    """What an element cannot do without is missed when it is not there."""
    whole = _WHOLE[element]
    assert judge(rss_channel(whole)) == ()
    before, _, inside = whole.rpartition(f"<{element}")
    without = re.sub(rf'(?: {part}="[^"]*"|<{part}>[^<]*</{part}>)', "", inside, count=1)
    (finding,) = judge(rss_channel(f"{before}<{element}{without}"))
    assert finding.level == "error"
    assert re.search(rf"^<{element}> lacks (?:<{part}>|the attribute {part})", finding.what)


def test_rss_2_0_skip_hours_are_some() -> None:
    """Who skips no hour needs no element for it."""
    (finding,) = judge(rss_channel("<skipHours/>"))
    assert finding.what == "<skipHours> lacks <hour>; add one"


def test_rss_without_channel() -> None:
    """A root alone is no feed."""
    (finding,) = judge('<rss version="2.0"/>')
    assert finding.what == "<rss> lacks <channel>; add one"


def test_rss_profile_signs_written_by_number_are_plain_text() -> None:
    """Who writes `&#x3C;b>` means the sign, and readers of both kinds show it."""
    assert judge(rss_item("").replace("One", "How to write &#x3C;b>bold&#x3C;/b>")) == ()
    assert judge(rss_item("").replace("One", "How to write &lt;b>bold&lt;/b>"))


def test_rss_profile_a_bare_sign_is_plain_text() -> None:
    """A text with signs that HTML would escape is no HTML."""
    assert judge(rss_item("").replace("One", "1 &lt; 2 &amp; &lt;b>bold&lt;/b>")) == ()


def test_rss_0_91_needs_no_self_link_and_no_guid() -> None:
    """What came with later versions is not asked of an earlier one."""
    old = f'<rss version="0.91"><channel>{CHANNEL}<item><title>One</title></item></channel></rss>'
    assert judge(old) == ()


def test_rss_in_a_namespace_is_told() -> None:
    """RSS has none, and readers find nothing in it."""
    (finding,) = judge('<rss xmlns="http://backend.userland.com/rss2" version="2.0"/>')
    assert "cut its xmlns" in finding.what
