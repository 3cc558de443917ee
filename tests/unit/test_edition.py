"""What a site's files are: which there are, in which order, of which entries, and each checked."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest

from seedfeed.config import Config, Pages, Site, parse_config
from seedfeed.dates import to_timestamp
from seedfeed.decide import HEAD, PAGE_SIZE, feeds_of
from seedfeed.edition import Edition
from seedfeed.errors import CheckError, ConfigError
from seedfeed.identity import feed_id
from seedfeed.model import Category, Entry, Feed, Source
from seedfeed.render import Fragments, parse_published, render_fragments
from seedfeed.state import FeedRow, Ledger, LedgerDamagedError, memberships_of
from seedfeed.theme import Theme

MakeEntry = Callable[..., Entry]

SITE = "https://news.example/"
MAY = datetime(2024, 5, 17, 12, tzinfo=UTC)
SPORT = Category(kind="tag", term="sport", label="Sport")
FORMATS = ["rss.xml", "atom.xml", "feed.json"]


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """A ledger that is forgotten."""
    made = Ledger.create(None)
    yield made
    made.close()


def fill(ledger: Ledger, entries: list[Entry], *, min_entries: int = 1) -> None:
    """Publish entries, and every feed that has enough of them."""
    feeds: dict[str, FeedRow] = {HEAD: FeedRow(HEAD, "head", "", 0, 0, 1)}
    for entry in entries:
        for path, kind, label in feeds_of(entry):
            row = feeds.get(path, FeedRow(path, kind, label, 0, 0, 0))
            updated = max(row.updated, to_timestamp(entry.updated))
            published = int(path == HEAD or row.members + 1 >= min_entries)
            feeds[path] = row._replace(members=row.members + 1, updated=updated, published=published)
        ledger.join(memberships_of(entry, feeds_of(entry)))
    ledger.save_entries(entries)
    ledger.save_feeds(feeds.values())
    next_seq = max((entry.seq + 1 for entry in entries), default=0)
    ledger.set_meta("next_seq", str(next_seq))
    ledger.set_lost(set(range(next_seq)) - {entry.seq for entry in entries})


def make_entries(make_entry: MakeEntry, number: int) -> list[Entry]:
    """Return entries an hour apart; every second one is about sport, the first has a link."""
    return [
        make_entry(
            id=f"urn:x:{k}",
            key=f"{k}.txt",
            seq=k,
            page=f"entries/p{k}.html",
            title=f"Title {k}",
            link="https://crier.example/0" if k == 0 else None,
            categories=(SPORT,) if k % 2 == 0 else (),
            published=MAY + timedelta(hours=k),
            updated=MAY + timedelta(hours=k),
        )
        for k in range(number)
    ]


def edition_of(
    ledger: Ledger,
    config: Config | None = None,
    published: tuple[str, ...] = (),
    reuse: Callable[[str], bytes | None] = lambda _: None,
    changed: tuple[str, ...] = (),
) -> Edition:
    """Return the edition of a site."""
    config = config or Config(site=Site(title="News", url=SITE))
    return Edition(
        ledger,
        config,
        site_id=SITE,
        digest="c0ffee",
        theme=Theme(),
        published=published,
        reuse=reuse,
        changed=changed,
    )


def render_all(edition: Edition, ids: list[str]) -> dict[str, bytes]:
    """Return every file of a site."""
    return dict(edition.render(edition.feed_paths(), [edition._ledger.entry(entry_id) for entry_id in ids]))


def ids_in(data: bytes) -> list[str]:
    """Return the ids of a JSON feed."""
    published = parse_published(data)
    assert published is not None
    return [entry.id for entry in published.entries]


def test_files_of_a_site(ledger: Ledger, make_entry: MakeEntry) -> None:
    """These paths, no other, and what others point to comes first (DESIGN, sections 3 and 7)."""
    fill(ledger, make_entries(make_entry, 3))
    edition = edition_of(ledger)
    entries = list(ledger.live_entries())
    found = edition.render(edition.feed_paths(), entries, sitemaps=range(1))
    assert [path for path, _ in found] == [
        "style.css",
        "copy.js",
        "icon.svg",
        "entries/p1.html",
        "entries/p2.html",
        *(f"categories/sport/{name}" for name in [*FORMATS, "index.html"]),
        *FORMATS,
        "feeds.opml",
        "index.html",
        "sitemaps/00000.xml",
        "sitemaps/feeds.xml",
        "sitemap.xml",
    ]


def test_head_and_lists_come_with_every_edition(ledger: Ledger, make_entry: MakeEntry) -> None:
    """Only the feeds asked for are rendered beside them."""
    fill(ledger, make_entries(make_entry, 2))
    paths = [path for path, _ in edition_of(ledger).render([], [])]
    lists = ["feeds.opml", "index.html", "sitemaps/feeds.xml", "sitemap.xml"]
    assert paths == ["style.css", "copy.js", "icon.svg", *FORMATS, *lists]


def test_feed_that_is_not_published_is_nowhere(ledger: Ledger, make_entry: MakeEntry) -> None:
    """Not rendered though asked for, not in the lists."""
    fill(ledger, make_entries(make_entry, 2), min_entries=2)
    edition = edition_of(ledger)
    assert edition.feed_paths() == [HEAD]
    files = dict(edition.render(["categories/sport"], []))
    assert not [path for path in files if path.startswith("categories/")]
    assert b"categories/" not in files["feeds.opml"] + files["index.html"]


def test_feeds_are_sorted_and_the_head_comes_last(ledger: Ledger) -> None:
    """A reader that follows the head finds the others already there."""
    ledger.save_feeds(
        FeedRow(path, "source", path, 0, 0, 1) for path in ("sources/z", "", "categories/a", "sources/b")
    )
    assert edition_of(ledger).feed_paths() == ["categories/a", "sources/b", "sources/z", ""]


def test_feed_holds_the_newest_entries_and_newest_first(ledger: Ledger, make_entry: MakeEntry) -> None:
    """In every format alike, at most `limit`."""
    fill(ledger, make_entries(make_entry, PAGE_SIZE))
    files = render_all(edition_of(ledger, Config(site=Site(title="News", url=SITE), limit=3)), [])
    assert ids_in(files["feed.json"]) == ["urn:x:99", "urn:x:98", "urn:x:97"]
    assert ids_in(files["categories/sport/feed.json"]) == ["urn:x:98", "urn:x:96", "urn:x:94"]
    for name in ("rss.xml", "atom.xml"):
        places = [files[name].index(f"urn:x:{k}<".encode()) for k in (99, 98, 97)]
        assert places == sorted(places)
        assert b"urn:x:1<" not in files[name]


def test_feed_whose_entries_are_gone_stays(ledger: Ledger) -> None:
    """Its subscribers get an empty feed, not a missing one."""
    ledger.save_feeds([FeedRow("categories/sport", "tag", "Sport", 0, 5, 1)])
    files = render_all(edition_of(ledger), [])
    assert ids_in(files["categories/sport/feed.json"]) == ids_in(files["feed.json"]) == []


def test_head_of_a_feed_comes_from_settings_and_ledger(ledger: Ledger, make_entry: MakeEntry) -> None:
    """Titles, addresses and ids; the time of change is the ledger's."""
    fill(ledger, make_entries(make_entry, 3))
    site = Site(
        title="News", url=SITE, description="All of it", author="Ann", email="a@b.example", rights="©"
    )
    files = render_all(edition_of(ledger, Config(site=site, hubs=("https://hub.example/",))), [])
    atom = files["categories/sport/atom.xml"].decode()
    for part in (
        "<title>News: Sport</title>",
        f"<id>{feed_id(site_id=SITE, path='categories/sport')}</id>",
        f'href="{SITE}categories/sport/atom.xml"',
        "<subtitle>All of it</subtitle>",
        "<name>Ann</name>",
        "<email>a@b.example</email>",
        "<rights>©</rights>",
        '<link href="https://hub.example/" rel="hub"/>',
        "<updated>2024-05-17T14:00:00",
    ):
        assert part in atom
    assert all(b"https://hub.example/" in files[name] for name in FORMATS)


def test_site_without_author_and_description_has_its_title(ledger: Ledger) -> None:
    """Neither may be empty (RFC 4287 §4.1.1, RSS 2.0 <description>)."""
    head = edition_of(ledger).head
    assert (head.author, head.description, head.title) == ("News", "News", "News")


def test_record_for_restoring_stands_in_the_head_feed(ledger: Ledger, make_entry: MakeEntry) -> None:
    """What ids are made from, the next number and the settings; the others need none of it."""
    fill(ledger, make_entries(make_entry, 2))
    files = render_all(edition_of(ledger), [])
    head, sport = parse_published(files["feed.json"]), parse_published(files["categories/sport/feed.json"])
    assert head is not None
    assert sport is not None
    assert (head.record.site_id, head.record.next_seq, head.record.config) == (SITE, 2, "c0ffee")
    assert (sport.record.kind, sport.record.label, sport.record.site_id) == ("tag", "Sport", None)


def test_same_ledger_gives_the_same_bytes(ledger: Ledger, make_entry: MakeEntry) -> None:
    """Whether entries are taken from the published files or rendered anew."""
    entries = make_entries(make_entry, 4)
    fill(ledger, entries)
    ids = [entry.id for entry in entries]
    files = render_all(edition_of(ledger), ids)
    assert render_all(edition_of(ledger), ids) == files
    assert render_all(edition_of(ledger, reuse=files.get), ids) == files


# ---- pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "link", "stands", "has_page"),
    [
        ("unlinked", None, False, True),
        ("unlinked", "https://crier.example/", False, False),
        ("unlinked", "https://crier.example/", True, True),
        ("all", None, False, True),
        ("all", "https://crier.example/", False, True),
        ("none", None, False, False),
        ("none", None, True, False),
        ("none", "https://crier.example/", True, False),
    ],
)
def test_which_entries_have_a_page(  # noqa: PLR0913 - a case and its builders
    ledger: Ledger, make_entry: MakeEntry, rule: str, link: str | None, *, stands: bool, has_page: bool
) -> None:
    """Those without a link to the original, all, or none; one that stands is kept for old links' sake."""
    entry = make_entry(link=link)
    pages = Pages(entries=rule)  # type: ignore[arg-type]  # cases are text
    config = Config(site=Site(url=SITE), pages=pages)
    edition = edition_of(ledger, config, published=(entry.page,) if stands else ())
    assert edition.has_page(entry) is has_page


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("unlinked", f"{SITE}entries/p1.html"), ("none", None)],
    ids=["has one", "has none"],
)
def test_entry_without_original_links_to_its_page(
    ledger: Ledger, make_entry: MakeEntry, rule: str, expected: str | None
) -> None:
    """In feeds by its public address, on pages by a relative one; without a page not at all."""
    entry = make_entries(make_entry, 2)[1]
    fill(ledger, [entry])
    pages = Pages(entries=rule)  # type: ignore[arg-type]  # cases are text
    config = Config(site=Site(url=SITE), pages=pages)
    files = render_all(edition_of(ledger, config), [entry.id])
    assert ("entries/p1.html" in files) is (expected is not None)
    assert (b'href="entries/p1.html"' in files["index.html"]) is (expected is not None)
    for name in FORMATS:
        assert (b"entries/p1.html" in files[name].replace(b'"page":"entries/p1.html"', b"")) is (
            expected is not None
        )
        assert expected is None or expected.encode() in files[name]


# ---- fragments and faults -------------------------------------------------------------------------


def test_published_entries_are_used_as_they_stand(ledger: Ledger, make_entry: MakeEntry) -> None:
    """An upgrade does not rewrite what people have read: an entry is rendered when it changes."""
    fill(ledger, make_entries(make_entry, 2))
    files = render_all(edition_of(ledger), [])
    marked = {name: files[name].replace(b"Title ", b"Kept ") for name in FORMATS}
    again = render_all(edition_of(ledger, reuse=marked.get, changed=("urn:x:1",)), [])
    for name in FORMATS:
        assert (b"Kept 0" in again[name], b"Title 0" in again[name]) == (True, False)
        assert (b"Kept 1" in again[name], b"Title 1" in again[name]) == (False, True)


def test_file_that_lacks_an_entry_gives_none(ledger: Ledger, make_entry: MakeEntry) -> None:
    """Where the three files of a feed do not hold the same entries, all are rendered."""
    fill(ledger, make_entries(make_entry, 2))
    files = render_all(edition_of(ledger), [])
    cut = files["rss.xml"].replace(b"<item>", b"<odd>", 1)
    marked = {**files, "rss.xml": cut.replace(b"Title ", b"Kept ")}
    assert render_all(edition_of(ledger, reuse=marked.get), []) == files


def test_entry_of_two_feeds_is_rendered_once(
    ledger: Ledger, make_entry: MakeEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is rendered of it is the site's, not a feed's."""
    rendered: list[str] = []

    def spy(entry: Entry, head: Feed, *, has_page: bool) -> Fragments:
        rendered.append(entry.id)
        return render_fragments(entry, head, has_page=has_page)

    monkeypatch.setattr("seedfeed.edition.render_fragments", spy)
    fill(ledger, make_entries(make_entry, PAGE_SIZE))
    edition = edition_of(ledger)
    dict(edition.render(edition.feed_paths(), [], [0]))
    assert sorted(rendered) == sorted(f"urn:x:{k}" for k in range(PAGE_SIZE))


@pytest.mark.parametrize("number", range(3), ids=FORMATS)
def test_broken_feed_is_not_handed_on(
    ledger: Ledger, make_entry: MakeEntry, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever made it: it is told with its path, as a bug, and the old file stands."""

    def spoil(entry: Entry, head: Feed, *, has_page: bool) -> Fragments:
        parts = list(render_fragments(entry, head, has_page=has_page))
        parts[number] = b"<broken"
        return Fragments(*parts)

    monkeypatch.setattr("seedfeed.edition.render_fragments", spoil)
    fill(ledger, make_entries(make_entry, 1))
    with pytest.raises(CheckError, match=f"{FORMATS[number]}: rendered wrong, the old file stands: .*bug"):
        render_all(edition_of(ledger), [])


# ---- the archive ----------------------------------------------------------------------------------


def archive_of(ledger: Ledger, numbers: list[int], **more: Any) -> dict[str, bytes]:  # noqa: ANN401
    """Return the head and these pages."""
    return dict(edition_of(ledger, **more).render([], [], numbers))


def test_entries_on_no_page_stand_in_the_head(ledger: Ledger, make_entry: MakeEntry) -> None:
    """Beyond the limit too: no entry is in neither (DESIGN, section 6)."""
    fill(ledger, make_entries(make_entry, PAGE_SIZE + 7))
    config = Config(site=Site(title="News", url=SITE), limit=5)
    files = archive_of(ledger, [0], config=config)
    assert ids_in(files["feed.json"]) == [f"urn:x:{k}" for k in range(PAGE_SIZE + 6, PAGE_SIZE - 1, -1)]
    assert ids_in(files["archive/00000.json"]) == [f"urn:x:{k}" for k in range(PAGE_SIZE - 1, -1, -1)]


def test_page_that_is_not_full_is_not_there(ledger: Ledger, make_entry: MakeEntry) -> None:
    """Then the head says nothing of an archive."""
    fill(ledger, make_entries(make_entry, PAGE_SIZE - 1))
    files = archive_of(ledger, [])
    assert b"archive" not in files["rss.xml"] + files["atom.xml"] + files["feed.json"]


def test_head_and_pages_are_a_chain(ledger: Ledger, make_entry: MakeEntry) -> None:
    """Each names the one before and after it, and the head; a page says that it is one (RFC 5005 §4)."""
    fill(ledger, make_entries(make_entry, 3 * PAGE_SIZE))
    files = archive_of(ledger, [0, 1, 2])
    pages = [f"{SITE}archive/{number:05}" for number in range(3)]
    expected = {
        "": {"prev-archive": pages[2]},
        "archive/00002.": {"current": SITE, "prev-archive": pages[1]},
        "archive/00001.": {"current": SITE, "prev-archive": pages[0], "next-archive": pages[2]},
        "archive/00000.": {"current": SITE, "next-archive": pages[1]},
    }
    for place, links in expected.items():
        for kind in ("rss", "atom"):
            root = ET.fromstring(files[f"{place}{kind}.xml"])
            found = {
                link.get("rel"): link.get("href")
                for link in root.iter("{http://www.w3.org/2005/Atom}link")
                if link.get("rel") in {"prev-archive", "next-archive", "current"}
            }
            ending = f".{kind}.xml"
            assert found == {
                rel: f"{address}{kind}.xml" if rel == "current" else address + ending
                for rel, address in links.items()
            }
            marks = [*root.iter("{http://purl.org/syndication/history/1.0}archive")]
            assert len(marks) == bool(place)


def test_json_pages_are_a_chain(ledger: Ledger, make_entry: MakeEntry) -> None:
    """By next_url, each page at its own address (JSON Feed 1.1, next_url)."""
    fill(ledger, make_entries(make_entry, 2 * PAGE_SIZE))
    files = archive_of(ledger, [0, 1])
    feeds = {json.loads(data)["feed_url"]: json.loads(data) for path, data in files.items() if "json" in path}
    address: str | None = f"{SITE}feed.json"
    met = []
    while address is not None:
        met.append(address)
        address = feeds[address].get("next_url")
    assert met == [f"{SITE}{path}" for path in ("feed.json", "archive/00001.json", "archive/00000.json")]


def test_page_is_as_new_as_its_newest_change(ledger: Ledger, make_entry: MakeEntry) -> None:
    """An edit or a removal, whichever came last; it has the head's id (RFC 5005 §4)."""
    entries = make_entries(make_entry, PAGE_SIZE)
    gone = msgspec.structs.replace(entries[3], removed=MAY + timedelta(days=99))
    fill(ledger, entries)
    ledger.save_entries([gone])
    files = archive_of(ledger, [0])
    page, head = (ET.fromstring(files[name]) for name in ("archive/00000.atom.xml", "atom.xml"))
    atom = "{http://www.w3.org/2005/Atom}"
    assert page.findtext(f"{atom}updated") == "2024-08-24T12:00:00Z"
    assert page.findtext(f"{atom}id") == head.findtext(f"{atom}id")
    assert gone.id not in ids_in(files["archive/00000.json"])
    published = parse_published(files["archive/00000.json"])
    assert published is not None
    assert [entry.id for entry in published.removed] == [gone.id]


@pytest.mark.parametrize("wanted", [False, True])
def test_tombstones_are_told_where_they_are_wanted(
    ledger: Ledger, make_entry: MakeEntry, *, wanted: bool
) -> None:
    """Of the page the entry stood on, and in the head (RFC 6721 §3)."""
    entries = make_entries(make_entry, PAGE_SIZE)
    fill(ledger, entries)
    ledger.save_entries([msgspec.structs.replace(entries[3], removed=MAY)])
    config = Config(site=Site(title="News", url=SITE), tombstones=wanted)
    files = archive_of(ledger, [0], config=config)
    for name in ("atom.xml", "archive/00000.atom.xml"):
        root = ET.fromstring(files[name])
        found = [*root.iter("{http://purl.org/atompub/tombstones/1.0}deleted-entry")]
        assert b"tombstones" not in files[name.replace("atom", "rss")]  # RSS has no word for it
        expected = [{"ref": "urn:x:3", "when": "2024-05-17T12:00:00Z"}] if wanted else []
        assert [mark.attrib for mark in found] == expected


def test_missing_member_of_a_feed_is_damage(ledger: Ledger, make_entry: MakeEntry) -> None:
    """No entry leaves a feed because a row vanished."""
    entries = make_entries(make_entry, 3)
    fill(ledger, entries)
    ledger.leave(memberships_of(entries[1], [("", "head", "")]))
    with pytest.raises(LedgerDamagedError, match="members of feed ''"):
        render_all(edition_of(ledger), [])


def test_missing_entry_of_a_feed_is_damage(ledger: Ledger, make_entry: MakeEntry) -> None:
    """A feed names no entry that the ledger does not have."""
    entries = make_entries(make_entry, 2)
    fill(ledger, entries)
    ledger._write("DELETE FROM entry WHERE id = ?", [("urn:x:1",)])
    with pytest.raises(LedgerDamagedError, match="entries 0 to 2"):
        render_all(edition_of(ledger), [])


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\ufffe"], ids=["NUL", "escape", "U+FFFE"])
@pytest.mark.parametrize("key", ["title", "description", "author", "rights"])
def test_settings_that_xml_cannot_hold_are_refused_before_rendering(
    ledger: Ledger, key: str, bad: str
) -> None:
    """TOML can write any character as an escape; it is the operator's mistake and not our bug."""
    try:
        config = parse_config({"site": {"url": SITE, key: f"a{bad}b"}}, "seedfeed.toml")
    except ConfigError:
        return
    assert render_all(edition_of(ledger, config), [])


def test_source_feeds_are_titled_by_their_source(ledger: Ledger, make_entry: MakeEntry) -> None:
    """The site's title comes first: readers cut the end off."""
    fill(ledger, [make_entry(source=Source(name="The Town Crier"))])
    files = render_all(edition_of(ledger), [])
    assert b"<title>News: The Town Crier</title>" in files["sources/the-town-crier/rss.xml"]
    assert b'text="News: The Town Crier"' in files["feeds.opml"]
