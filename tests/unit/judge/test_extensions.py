"""Elements of other namespaces: those that seedfeed writes, the common ones, and strangers."""

import pytest

from tests.unit.judge.feeds import Case, atom_entry, check_case, judge, rss_channel, rss_item

_CONTENT = '<media:content url="https://a.example/1.mp4" {}/>'
_GROUP = "<media:group>{}</media:group>"
_RATING = '<media:rating scheme="{}">{}</media:rating>'
_RESTRICTION = '<media:restriction relationship="allow"{}>{}</media:restriction>'

ITEM_RULES = [
    Case("dc_date", "<dc:date>2026-05</dc:date>", "<dc:date>1 May 2026</dc:date>", "no date of W3CDTF"),
    Case(
        "dc_date_with_a_zone",
        "<dc:date>2026-05-01T08:30+02:00</dc:date>",
        "<dc:date>2026-05-01T08:30</dc:date>",
        "no date of W3CDTF",
    ),
    Case("dc_language", "<dc:language>en</dc:language>", "<dc:language>English</dc:language>", "no language"),
    Case(
        "dc_may_come_again",
        "<dc:creator>Ann</dc:creator><dc:creator>Ben</dc:creator>",
        "<dc:date>x</dc:date>",
        "no date",
    ),
    Case(
        "content_has_whole_addresses",
        "<content:encoded><![CDATA[<img src='https://a.example/i.png'>]]></content:encoded>",
        "<content:encoded><![CDATA[<img src='i.png'>]]></content:encoded>",
        "<content:encoded> holds the relative address 'i.png'",
        "warning",
    ),
    Case(
        "content_once",
        "<content:encoded>x</content:encoded>",
        "<content:encoded>x</content:encoded><content:encoded>y</content:encoded>",
        "more than 1 <content:encoded>",
    ),
    Case(
        "slash_comments",
        "<slash:comments>0</slash:comments>",
        "<slash:comments>-1</slash:comments>",
        "from 0 on",
    ),
    Case(
        "slash_hit_parade",
        "<slash:hit_parade>3, 2,1</slash:hit_parade>",
        "<slash:hit_parade>3 2 1</slash:hit_parade>",
        "numbers with commas",
    ),
    Case(
        "atom_link_in_rss",
        '<atom:link href="https://b.example/" rel="via"/>',
        '<atom:link rel="via"/>',
        "<atom:link> lacks the attribute href",
    ),
    Case(
        "atom_date_in_rss",
        "<atom:updated>2026-05-01T00:00:00Z</atom:updated>",
        "<atom:updated>May</atom:updated>",
        "<atom:updated> is 'May', no date of RFC 3339",
    ),
    Case(
        "media_url", _CONTENT.format(""), '<media:content url="1.mp4"/>', "url of <media:content> is '1.mp4'"
    ),
    Case(
        "media_url_or_player",
        '<media:content><media:player url="https://a.example/p"/></media:content>',
        '<media:content type="a/b"/>',
        "neither url nor <media:player>",
    ),
    Case("media_type", _CONTENT.format('type="video/mp4"'), _CONTENT.format('type="mp4"'), "no media type"),
    Case(
        "media_medium",
        _CONTENT.format('medium="video"'),
        _CONTENT.format('medium="film"'),
        "it must be image or audio or video",
    ),
    Case(
        "media_is_default",
        _CONTENT.format('isDefault="true"'),
        _CONTENT.format('isDefault="1"'),
        "true or false",
    ),
    Case(
        "media_expression",
        _CONTENT.format('expression="full"'),
        _CONTENT.format('expression="x"'),
        "full or sample",
    ),
    Case(
        "media_file_size",
        _CONTENT.format('fileSize="1"'),
        _CONTENT.format('fileSize="1k"'),
        "no whole number",
    ),
    Case("media_bitrate", _CONTENT.format('bitrate="44.1"'), _CONTENT.format('bitrate="x"'), "no number"),
    Case(
        "media_height", _CONTENT.format('height="1"'), _CONTENT.format('height="1px"'), "whole number from 1"
    ),
    Case("media_lang", _CONTENT.format('lang="en"'), _CONTENT.format('lang="xx"'), "no language"),
    Case(
        "media_group_groups",
        _GROUP.format(2 * _CONTENT.format("")),
        _GROUP.format(_CONTENT.format("")),
        "fewer than two <media:content>",
    ),
    Case(
        "media_title_once",
        '<media:title type="plain">x</media:title>',
        2 * "<media:title>x</media:title>",
        "more than 1 <media:title>",
    ),
    Case(
        "media_description_type",
        '<media:description type="html">x</media:description>',
        '<media:description type="xhtml">x</media:description>',
        "plain or html",
    ),
    Case(
        "media_thumbnail_url",
        '<media:thumbnail url="https://a.example/i.png" width="1" height="1" time="12:05:01.123"/>',
        '<media:thumbnail width="1"/>',
        "<media:thumbnail> lacks the attribute url",
    ),
    Case(
        "media_thumbnail_time",
        '<media:thumbnail url="https://a.example/i.png" time="now"/>',
        '<media:thumbnail url="https://a.example/i.png" time="1h"/>',
        "no time",
    ),
    Case(
        "media_hash",
        f'<media:hash algo="md5">{32 * "a"}</media:hash>',
        f'<media:hash algo="sha-1">{32 * "a"}</media:hash>',
        "write its 40 hex digits",
    ),
    Case(
        "media_rating_simple",
        "<media:rating>adult</media:rating>",
        "<media:rating>x</media:rating>",
        "urn:simple has not",
    ),
    Case(
        "media_rating_mpaa",
        _RATING.format("urn:mpaa", "pg-13"),
        _RATING.format("urn:mpaa", "tv"),
        "urn:mpaa has not",
    ),
    Case(
        "media_rating_of_ones_own",
        _RATING.format("https://a.example/r", "any"),
        _RATING.format("mine", "any"),
        "scheme of <media:rating> is 'mine'",
    ),
    Case(
        "media_restriction_countries",
        _RESTRICTION.format(' type="country"', "de fr"),
        _RESTRICTION.format(' type="country"', "Germany"),
        "ISO 3166 codes",
    ),
    Case(
        "media_restriction_addresses",
        _RESTRICTION.format(' type="uri"', "https://a.example/"),
        _RESTRICTION.format(' type="uri"', "/a"),
        "whole addresses",
    ),
    Case(
        "media_restriction_all",
        _RESTRICTION.format("", "all"),
        _RESTRICTION.format("", "some"),
        "all or none",
    ),
    Case(
        "media_restriction_relationship",
        _RESTRICTION.format("", ""),
        "<media:restriction/>",
        "lacks the attribute relationship",
    ),
    Case(
        "media_status",
        '<media:status state="active"/>',
        '<media:status reason="x"/>',
        "<media:status> lacks the attribute state",
    ),
    Case(
        "media_rights",
        '<media:rights status="official"/>',
        "<media:rights/>",
        "<media:rights> lacks the attribute status",
    ),
    Case(
        "media_subtitle",
        '<media:subTitle type="application/smil" lang="en" href="https://a.example/s.smil"/>',
        '<media:subTitle type="application/smil" lang="en"/>',
        "<media:subTitle> lacks the attribute href",
    ),
    Case(
        "media_player",
        '<media:player url="https://a.example/p"/>',
        "<media:player/>",
        "<media:player> lacks the attribute url",
    ),
    Case(
        "media_of_later_versions_is_let_be",
        '<media:community><media:starRating average="5"/></media:community>',
        '<media:text type="x">y</media:text>',
        "plain or html",
    ),
    Case(
        "media_credit_scheme",
        '<media:credit role="author" scheme="urn:ebu">Ann</media:credit>',
        '<media:credit role="author" scheme="ebu">Ann</media:credit>',
        "scheme of <media:credit> is 'ebu'",
    ),
    Case(
        "media_credit_is_filled",
        '<media:credit role="author">Ann</media:credit>',
        "<media:credit/>",
        "<media:credit> is empty",
        "warning",
    ),
    Case(
        "itunes_duration",
        "<itunes:duration>1:02:03</itunes:duration>",
        "<itunes:duration>an hour</itunes:duration>",
        "no duration",
    ),
    Case(
        "itunes_episode_type",
        "<itunes:episodeType>full</itunes:episodeType>",
        "<itunes:episodeType>Full</itunes:episodeType>",
        "full or trailer or bonus",
    ),
]
CHANNEL_RULES = [
    Case(
        "sy_update_period",
        "<sy:updatePeriod>daily</sy:updatePeriod>",
        "<sy:updatePeriod>often</sy:updatePeriod>",
        "hourly or daily",
    ),
    Case(
        "sy_update_frequency",
        "<sy:updateFrequency>2</sy:updateFrequency>",
        "<sy:updateFrequency>0</sy:updateFrequency>",
        "from 1 on",
    ),
    Case(
        "itunes_explicit",
        "<itunes:explicit>false</itunes:explicit>",
        "<itunes:explicit>no</itunes:explicit>",
        "true or false",
    ),
    Case(
        "itunes_explicit_is_just_so",
        "<itunes:explicit>true</itunes:explicit>",
        "<itunes:explicit>true </itunes:explicit>",
        "true or false",
    ),
    Case(
        "itunes_image",
        '<itunes:image href="https://a.example/i.png"/>',
        "<itunes:image/>",
        "<itunes:image> lacks the attribute href",
    ),
    Case(
        "itunes_category",
        '<itunes:category text="Arts"><itunes:category text="Books"/></itunes:category>',
        "<itunes:category/>",
        "<itunes:category> lacks the attribute text",
    ),
    Case(
        "itunes_owner",
        "<itunes:owner><itunes:email>a@a.example</itunes:email></itunes:owner>",
        "<itunes:owner><itunes:name>Ann</itunes:name></itunes:owner>",
        "<itunes:owner> lacks <email>",
    ),
]


@pytest.mark.parametrize("case", ITEM_RULES, ids=lambda case: case.name)
def test_extension_in_an_item(case: Case) -> None:
    """Each rule lets the good item pass, and names what is wrong with the bad one."""
    check_case(case, rss_item(case.good), rss_item(case.bad))


@pytest.mark.parametrize("case", CHANNEL_RULES, ids=lambda case: case.name)
def test_extension_in_a_channel(case: Case) -> None:
    """Each rule lets the good channel pass, and names what is wrong with the bad one."""
    check_case(case, rss_channel(case.good), rss_channel(case.bad))


def test_extensions_are_judged_in_atom_too() -> None:
    """An element is the same wherever it stands."""
    (finding,) = judge(atom_entry('<media:thumbnail url="i.png"/>'))
    assert "no absolute address" in finding.what


def test_stranger_is_never_wrong() -> None:
    """Of a namespace that nobody here knows nothing is said."""
    assert judge(rss_item('<x:a b="c"><x:d>e</x:d></x:a><x:a/>')) == ()


def test_media_rss_without_its_last_sign() -> None:
    """A namespace that misses by a sign is another, and readers see no picture."""
    (finding,) = judge(rss_item("").replace("/mrss/", "/mrss"))
    assert "write http://search.yahoo.com/mrss/" in finding.what
