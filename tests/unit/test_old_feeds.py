"""Old feeds of other programs: what their subscribers' readers know an entry by."""

from calendar import timegm
from datetime import UTC, datetime

import feedparser
import pytest

from seedfeed.old_feeds import OldEntry, parse_old_feed
from tests.rules import old_feeds as samples
from tests.rules.old_feeds import SITE, atom, rss

WHERE = "old.xml"
_TEN = datetime(2012, 6, 21, 10, tzinfo=UTC)
_NEXT_DAY = datetime(2012, 6, 22, 8, tzinfo=UTC)
ATOM, FEEDBURNER = "http://www.w3.org/2005/Atom", "http://rssnamespace.org/feedburner/ext/1.0"


def parse_one(data: bytes) -> OldEntry:
    """Return the only entry of a feed."""
    (entry,) = parse_old_feed(data, WHERE)
    return entry


# ---- what other programs write --------------------------------------------------------------------


def test_wordpress() -> None:
    """The guid is no address, and the title is written with references."""
    assert parse_old_feed(samples.WORDPRESS, WHERE) == (
        OldEntry(
            guid="https://heron.example/?p=123",
            link="https://heron.example/2012/06/harbour-wall/",
            title="The harbour’s “new” wall & gate",
            published=_TEN,
        ),
        OldEntry(
            guid="http://heron.example/?p=99&preview=1",
            link="https://heron.example/2012/05/salt/?utm_source=rss&utm_medium=rss&utm_campaign=salt",
            title="Salt & light",
            published=datetime(2012, 5, 21, 10, 30, tzinfo=UTC),
        ),
    )


def test_hugo() -> None:
    """The guid is the link, also where there is no other; the year 1 is no date."""
    wall, salt = parse_old_feed(samples.HUGO, WHERE)
    assert (wall.guid, wall.link) == (SITE + "posts/harbour-wall/",) * 2
    assert (wall.title, wall.published) == ("The harbour's new wall", _TEN.replace(hour=0))
    assert (salt.guid, salt.link) == (SITE + "posts/salt/",) * 2
    assert (salt.title, salt.published) == ("Salt & light", None)


def test_jekyll() -> None:
    """An id that is no IRI can't be kept; the ids of a source are another feed's."""
    assert parse_old_feed(samples.JEKYLL, WHERE) == (
        OldEntry(
            id="https://heron.example/2012/06/harbour-wall",
            link="https://heron.example/2012/06/harbour-wall/",
            title="The harbour’s “new” wall & gate",
            published=_TEN,
            updated=_NEXT_DAY,
        ),
        OldEntry(
            link="https://heron.example/2012/05/salt",
            title="Salt & light",
            updated=datetime(2012, 5, 21, 10, 30, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            samples.BLOGGER,
            OldEntry(
                id="tag:blogger.com,1999:blog-77.post-123",
                link="http://heron.blogspot.example/2012/06/wall.html",
                title="The harbour wall",
                published=_TEN,
                updated=_NEXT_DAY,
            ),
            id="blogger",
        ),
        pytest.param(
            samples.PELICAN,
            OldEntry(
                id="tag:heron.example,2012-06-21:/harbour-wall.html",
                link="https://heron.example/harbour-wall.html",
                title="The harbour wall",
                published=_TEN,
                updated=_TEN,
            ),
            id="pelican",
        ),
        pytest.param(
            samples.GHOST,
            OldEntry(
                guid="5fe1c0ffee5fe1c0ffee0001",
                link="https://heron.example/harbour-wall/",
                title="The harbour wall",
                published=_TEN,
            ),
            id="ghost",
        ),
        pytest.param(
            samples.RDF,
            OldEntry(
                guid="http://heron.example/archives/000123.html#top",
                link="http://heron.example/archives/000123.html",
                title="The harbour wall",
                published=_TEN,
            ),
            id="rss 1.0",
        ),
        pytest.param(
            samples.ATOM_03,
            OldEntry(
                id="tag:heron.example,2004:3.123",
                link="http://heron.example/blog/2004/harbour.html",
                title="The harbour",
                published=_TEN.replace(year=2004),
                updated=_NEXT_DAY.replace(year=2004),
            ),
            id="atom 0.3",
        ),
    ],
)
def test_other_programs(data: bytes, expected: OldEntry) -> None:
    """Ids, links and dates are read as each program writes them."""
    assert parse_one(data) == expected


def test_rss_without_guids() -> None:
    """Readers tell an item by its link, unless items of other titles have it too."""
    first, salt, light = parse_old_feed(samples.NETSCAPE, WHERE)
    assert first.guid == first.link == "http://heron.example/story?id=1"
    assert first.title == "The harbour café ét’s"
    assert (salt.guid, light.guid) == (None, None)
    assert salt.link == light.link == "http://heron.example/"


def test_json_feed() -> None:
    """A number is no id that Atom can hold; an item that tells nothing is passed over."""
    wall, fog, seventeen, foreign = parse_old_feed(samples.MICRO_BLOG, WHERE)
    assert wall == OldEntry(
        id="http://heron.micro.example/2012/06/21/harbour.html",
        link="https://heron.example/2012/06/21/harbour.html",
        title="The harbour’s wall & gate",
        published=_TEN,
        updated=_NEXT_DAY,
        id_format="json",
    )
    assert (fog.title, fog.id) == ("", "http://heron.micro.example/2012/06/20/a.html")
    assert seventeen == OldEntry(link=SITE + "seventeen", title="Seventeen <b>boats</b>", id_format="json")
    assert foreign == OldEntry(link="https://x.example/", id_format="json")


def date_of(entry: feedparser.FeedParserDict) -> datetime | None:
    """Return the first date of an entry as feedparser reads it, which takes the year 1 for one."""
    parts = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    return datetime.fromtimestamp(timegm(parts), UTC) if parts and parts[0] > 1 else None


@pytest.mark.parametrize("data", samples.SOUND.values(), ids=samples.SOUND)
def test_another_reader_has_the_same_ids_and_links(data: bytes) -> None:
    """What feedparser compares is what is kept."""
    entries = feedparser.parse(data, response_headers={"content-location": SITE}).entries
    ours = parse_old_feed(data, WHERE)
    assert [entry.link for entry in ours] == [entry.link for entry in entries]
    assert [entry.published or entry.updated for entry in ours] == [date_of(entry) for entry in entries]
    both = zip(ours, entries, strict=True)
    told = {entry.identities[0]: other.get("id", other.link) for entry, other in both if entry.identities}
    assert told == dict(zip(told, told, strict=True)) != {}


# ---- ids ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<guid>\n  a  b \n</guid>", "a  b"),
        ("<guid></guid><link>https://a.example/1</link>", "https://a.example/1"),
        ("<guid/><guid>second</guid>", "second"),
        ("<guid>a<!-- no -->b</guid>", "ab"),
        ("<guid><![CDATA[a&b<c>]]></guid>", "a&b<c>"),
        ("<guid isPermaLink='false'>a</guid><link>https://a.example/1</link>", "a"),
        ("<link>/1</link>", SITE + "1"),
        ("<link>https://a.example</link>", "https://a.example"),
        ("<link>https://ä.example/ö</link>", "https://ä.example/ö"),
        ("<title>no guid, no link</title>", None),
        ("<title>x</title><link>mailto:a@b.example</link>", None),
        ("<title>x</title><guid>a&#x85;b</guid><link>https://a.example/</link>", None),
    ],
)
def test_guid(item: str, expected: str | None) -> None:
    """It is the text that readers compare; where there is none it is the link as it is written."""
    assert parse_one(rss(item)).guid == expected


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a"),
        (" \n tag:a.example,2003:3 ", "tag:a.example,2003:3"),
        ("https://ä.example/ö", "https://ä.example/ö"),
        ("HTTP://A.example/%7ea", "HTTP://A.example/%7ea"),
        ("123", None), ("a b:c", None), ("urn:a\u007fb", None), ("urn:\ufffd", None), ("/relative", None),
        ("", "https://a.example/1"),
    ],
)  # fmt: skip
def test_atom_id(identity: str, expected: str | None) -> None:
    """It is kept letter by letter where Atom can hold it, and never made fit."""
    data = atom(f"<id>{identity}</id><title>a</title><link href='https://a.example/1'/>")
    assert parse_one(data).id == expected


def test_atom_entry_without_its_own_id() -> None:
    """Its link is one for readers, but not where an id stands that may be its own."""
    link = "<title>a</title><link href='https://a.example/1'/>"
    assert parse_one(atom(link)).id == "https://a.example/1"
    assert parse_one(atom(link + "<source><id>urn:x:1</id></source>")).id is None


def test_id_with_an_entity_is_not_kept() -> None:
    """What stands there is not known: no entity is expanded."""
    data = b'<!DOCTYPE rss [<!ENTITY e "1">]>' + rss("<guid>a&e;</guid><link>https://a.example/</link>")
    assert parse_one(data).guid is None


def test_nothing_is_an_entry_without_identity_and_title() -> None:
    """A date alone tells no article."""
    assert parse_old_feed(rss("<pubDate>Thu, 21 Jun 2012 10:00:00 GMT</pubDate>", ""), WHERE) == ()


# ---- links ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<link>\n https://a.example/1 \n</link>", "https://a.example/1"),
        ("<link>//a.example/1</link>", "https://a.example/1"),
        ("<link xml:base='https://b.example/x/'>y</link>", "https://b.example/x/y"),
        ("<link href='https://a.example/1'/>", "https://a.example/1"),
        ("<link>https://a.example/ä b</link>", "https://a.example/%C3%A4%20b"),
        ("<guid>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid isPermaLink='TRUE'>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid isPermaLink='false'>https://a.example/1</guid>", None),
        ("<guid>a</guid><link>javascript:alert(1)</link>", None),
        ("<guid>a</guid><link>https://[</link>", None),
        ("<guid>a</guid><link>https://u:p@a.example/</link>", None),
        ("<guid>a</guid><link>ftp://a.example/</link>", None),
        (
            f"<link xmlns='{ATOM}' rel='self' href='/2'/><link xmlns='{ATOM}' href='/1'/>",
            SITE + "1",
        ),
        (
            f"<link>https://b.example/~r/1</link><origLink xmlns='{FEEDBURNER}'>https://a.example/1</origLink>",
            "https://a.example/1",
        ),
    ],
)
def test_rss_link(item: str, expected: str | None) -> None:
    """It is http or https and absolute, resolved against `xml:base` and the channel's link."""
    assert parse_one(rss("<title>x</title>" + item)).link == expected


@pytest.mark.parametrize(
    ("head", "attributes", "link", "expected"),
    [
        ("<link rel='self' href='https://a.example/b/feed'/>", "", "1", "https://a.example/b/1"),
        ("<link href='https://a.example/'/>", "", "1", "https://a.example/1"),
        ("<link rel='self' href='https://a.example/'/>", " xml:base='/b/'", "1", "https://a.example/b/1"),
        ("", " xml:base='https://a.example/b/'", "../1", "https://a.example/1"),
        ("<link rel='self' href='/feed'/>", "", "/1", None),
    ],
)
def test_relative_atom_link(head: str, attributes: str, link: str, expected: str | None) -> None:
    """It is relative to `xml:base`, else to where the feed was, else to its site."""
    data = atom(f"<title>x</title><link href='{link}'/>", attributes, head)
    assert parse_one(data).link == expected


def test_original_link_of_atom() -> None:
    """FeedBurner puts its own address in place of the article's."""
    own = (
        f"<link href='https://b.example/~r/1'/><origLink xmlns='{FEEDBURNER}'>https://a.example/1</origLink>"
    )
    assert parse_one(atom(own)).link == "https://a.example/1"


def test_atom_link_is_that_of_the_page() -> None:
    """Other types and other relations are passed over where there is a page."""
    links = (
        "<link rel='enclosure' href='https://a.example/1.mp3'/><link href='https://a.example/1.pdf' "
        "type='application/pdf'/><link rel='alternate' type='text/html' href='https://a.example/1'/>"
    )
    assert parse_one(atom(links)).link == "https://a.example/1"


# ---- titles and dates -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("  Two\n lines ", "Two lines"),
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("<![CDATA[AT&T &#8217;]]>", "AT&T ’"),
        ("a &lt;b class='x'&gt;bold&lt;/b&gt; word", "a bold word"),
        ("one&lt;br /&gt;two", "one two"),
        ("List&lt;String&gt; in Java", "List<String> in Java"),
        ("1 &lt; 2 and 3 &gt; 2", "1 < 2 and 3 > 2"),
        ("how to write &amp;lt;b&amp;gt;", "how to write <b>"),
        ("a <i xmlns='x'>real</i> element", "a real element"),
        ("<!-- no -->a", "a"),
        ("a&#x92;s", "a’s"),
    ],
)
def test_rss_title(title: str, expected: str) -> None:
    """Nobody says whether it is markup: tags that people put into titles are, others are text."""
    assert parse_one(rss(f"<title>{title}</title><guid>1</guid>")).title == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<title>a &lt;b&gt; c</title>", "a <b> c"),
        ("<title type='text'>a &lt;b&gt; c</title>", "a <b> c"),
        ("<title type='html'>a &lt;x-y&gt;c&lt;/x-y&gt; &amp;amp;&lt;!-- d --&gt;</title>", "a c &"),
        ("<title type='html'>1 &lt; 2</title>", "1 < 2"),
        (
            "<title type='xhtml'><d xmlns='http://www.w3.org/1999/xhtml'>a <b>c</b></d></title>",
            "a c",
        ),
        ("<title mode='base64'>YQ==</title>", ""),
        ("", ""),
    ],
)
def test_atom_title(title: str, expected: str) -> None:
    """Its type says what it is (RFC 4287 §3.1.1)."""
    assert parse_one(atom(f"<id>urn:x:1</id>{title}")).title == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<pubDate>Thu, 21 Jun 2012 06:00:00 EDT</pubDate>", _TEN),
        ("<pubDate>2012-06-21T10:00:00.5Z</pubDate>", _TEN),
        ("<pubDate>yesterday</pubDate>", None),
        (
            "<pubDate></pubDate><d:date xmlns:d='http://purl.org/dc/elements/1.1/'>2012-06-21T10:00Z</d:date>",
            _TEN,
        ),
        ("<d:issued xmlns:d='http://purl.org/dc/terms/'>2012-06-21T10:00Z</d:issued>", _TEN),
        ("<x:date xmlns:x='urn:x'>2012-06-21</x:date>", None),
    ],
)
def test_rss_date(item: str, expected: datetime | None) -> None:
    """One that cannot be read is none."""
    assert parse_one(rss("<guid>1</guid>" + item)).published == expected


def test_rss_updated() -> None:
    """Some state it in Atom's words."""
    item = "<a:updated xmlns:a='http://www.w3.org/2005/Atom'>2012-06-21T10:00:00Z</a:updated>"
    entry = parse_one(rss("<guid>1</guid>" + item))
    assert (entry.published, entry.updated) == (None, _TEN)
