"""Whoever moves here from another generator keeps the subscribers: no article comes to them twice."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest

from tests.rules.site import EPOCH, Site, article

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Old</title><link>https://heron.example/</link><description>x</description>
<item><title>The harbour of town number 1 opens again</title><link>https://heron.example/harbour/</link>
<pubDate>Mon, 02 Mar 2020 10:00:00 +0000</pubDate><guid isPermaLink="false">https://heron.example/?p=101</guid></item>
<item><title>Named otherwise now</title><link>https://heron.example/library/?utm_source=rss</link>
<pubDate>Tue, 03 Mar 2020 11:30:00 +0100</pubDate><guid isPermaLink="false">102</guid></item>
<item><title>Nobody kept this one</title><link>https://heron.example/gone/</link>
<pubDate>Wed, 04 Mar 2020 10:00:00 +0000</pubDate><guid>https://heron.example/gone/</guid></item>
</channel></rss>
"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Old</title><id>tag:heron.example,2020:feed</id>
<updated>2020-03-05T00:00:00Z</updated>
<entry><title>The harbour of town number 1 opens again</title><id>tag:heron.example,2020:101</id>
<link href="https://heron.example/harbour/"/><published>2020-03-02T10:00:00Z</published>
<updated>2020-03-05T09:00:00Z</updated></entry></feed>
"""
HEAD = "---\ntitle: The library closes\nlink: http://www.heron.example/library\n---\n"
LIBRARY = HEAD + article(8, topic="library")


@pytest.fixture
def moved(site: Site) -> Site:
    """A folder of articles, two of which stood in the old feeds."""
    site.write("harbour.txt", article(1))
    site.write("library.md", LIBRARY)
    site.write("new.txt", article(3, topic="school"))
    (site.root / "old.xml").write_text(RSS)
    (site.root / "old-atom.xml").write_text(ATOM)
    return site


def adopt(site: Site, *files: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run `seedfeed adopt`."""
    command = [sys.executable, "-m", "seedfeed", "adopt", *files]
    done = subprocess.run(command, cwd=site.root, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done


def guids(site: Site) -> dict[str, str]:
    """Return what a reader of the RSS feed knows entries by, by their titles."""
    parsed = feedparser.parse((site.feeds / "rss.xml").read_bytes())
    return {entry.title: entry.id for entry in parsed.entries}


def test_articles_keep_what_subscribers_know_them_by(moved: Site) -> None:
    """By link, whatever its form, else by title: id, guid, dates and link."""
    done = adopt(moved, "old.xml")
    assert done.stdout.splitlines() == [
        "no article: Nobody kept this one",
        "3 old entries: 2 articles take theirs over at the next build",
    ]
    assert moved.build(at=EPOCH).stdout.startswith("3 new")
    found = guids(moved)
    assert found["The harbour of town number 1 opens again"] == "https://heron.example/?p=101"
    assert found["The library closes"] == "102"
    items = moved.items()
    assert items["harbour.txt"]["date_published"] == "2020-03-02T10:00:00Z"
    assert items["harbour.txt"]["url"] == "https://heron.example/harbour/"
    assert items["library.md"]["date_published"] == "2020-03-03T10:30:00Z"
    assert items["library.md"]["id"].startswith("urn:uuid:")  # an Atom id must be an IRI
    assert len(items) == 3


def test_rss_and_atom_subscribers_are_kept_both(moved: Site) -> None:
    """An article that had two ids keeps each where it had it."""
    adopt(moved, "old.xml", "old-atom.xml")
    moved.build(at=EPOCH)
    title = "The harbour of town number 1 opens again"
    parsed = feedparser.parse((moved.feeds / "atom.xml").read_bytes())
    (entry,) = (entry for entry in parsed.entries if entry.title == title)
    assert (entry.id, entry.updated) == ("tag:heron.example,2020:101", "2020-03-05T09:00:00Z")
    assert guids(moved)[title] == "https://heron.example/?p=101"


def test_what_was_adopted_survives_edits_renames_and_a_lost_ledger(moved: Site) -> None:
    """It is on record like every id."""
    adopt(moved, "old.xml")
    moved.build(at=EPOCH)
    before = moved.snapshot()
    shutil.rmtree(moved.seeds / ".seedfeed")
    moved.build(at=EPOCH + 60)
    assert moved.snapshot() == before
    moved.write("harbour.txt", article(1).replace("a winter of repairs", "two winters of repairs"))
    moved.build(at=EPOCH + 120)
    item = moved.items()["harbour.txt"]
    assert item["url"] == "https://heron.example/harbour/"
    (moved.seeds / "harbour.txt").rename(moved.seeds / "renamed.txt")
    moved.build(at=EPOCH + 180)
    assert moved.items()["renamed.txt"]["id"] == item["id"]
    (moved.seeds / "renamed.txt").unlink()
    moved.build(at=EPOCH + 240)
    moved.write("again.txt", article(1).replace("a winter of repairs", "two winters of repairs"))
    moved.build(at=EPOCH + 300)
    assert guids(moved)["The harbour of town number 1 opens again"] == "https://heron.example/?p=101"


def test_an_old_entry_goes_to_one_article_only(moved: Site) -> None:
    """A second one with its link is another article."""
    moved.write(
        "other.md", HEAD + "Nothing of what stands here was ever said of a library or a mill before.\n"
    )
    adopt(moved, "old.xml")
    moved.build(at=EPOCH)
    assert sorted(guids(moved).values()).count("102") == 1
    assert len(moved.items()) == 4


def test_articles_that_come_later_take_theirs_over_then(moved: Site) -> None:
    """A move may take weeks; adopting again, with more feeds, changes nothing that was taken over."""
    adopt(moved, "old.xml")
    moved.build(at=EPOCH)
    adopt(moved, "old-atom.xml", "old.xml")
    moved.write("gone.md", "---\nlink: https://heron.example/gone/\n---\n" + article(5, topic="mill"))
    moved.build(at=EPOCH + 60)
    assert moved.items()["gone.md"]["date_published"] == "2020-03-04T10:00:00Z"
    assert moved.items()["harbour.txt"]["id"] == "https://heron.example/?p=101"
    assert len(moved.items()) == 4
    # Another article of the same title: the old entry is taken, whichever feed tells of it.
    moved.write("other.txt", article(1).split("\n")[0] + "\n\nA different story, of another year and town.\n")
    moved.build(at=EPOCH + 120)
    parsed = feedparser.parse((moved.feeds / "rss.xml").read_bytes())
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries) == 5


def test_adopting_again_without_a_ledger_takes_nothing_twice(moved: Site) -> None:
    """What was taken over stands in the feeds."""
    adopt(moved, "old.xml")
    moved.build(at=EPOCH)
    before = guids(moved)
    shutil.rmtree(moved.seeds / ".seedfeed")
    assert "3 old entries: 2 articles" in adopt(moved, "old.xml", "old-atom.xml").stdout
    moved.write("other.txt", article(1).split("\n")[0] + "\n\nA different story, of another year and town.\n")
    moved.build(at=EPOCH + 60)
    parsed = feedparser.parse((moved.feeds / "rss.xml").read_bytes())
    assert {entry.id for entry in parsed.entries} > set(before.values())
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries) == 4


def test_what_is_published_already_keeps_its_id(moved: Site) -> None:
    """Its own subscribers know it by that; it is told."""
    moved.build(at=EPOCH)
    before = moved.snapshot()
    done = adopt(moved, "old.xml")
    assert "seeds/harbour.txt: published under an id of its own, which stays" in done.stderr
    assert "3 old entries: 0 articles take theirs over" in done.stdout
    moved.build(at=EPOCH + 60)
    assert moved.snapshot() == before


@pytest.mark.parametrize("name", ["page.html", "missing.xml"])
def test_what_is_no_feed_is_refused_and_nothing_adopted(moved: Site, name: str) -> None:
    """One line that names the file."""
    (moved.root / "page.html").write_text("<!doctype html><html><body>Not found</body></html>")
    done = adopt(moved, "old.xml", name, code=64)
    assert done.stderr.startswith(f"seedfeed: {name}: ")
    moved.build(at=EPOCH)
    assert all(guid.startswith("urn:uuid:") for guid in guids(moved).values())


def test_json_feed_is_adopted(moved: Site, tmp_path: Path) -> None:
    """Its ids where they are IRIs."""
    items = [{"id": "https://heron.example/h", "url": "https://heron.example/library", "title": "x"}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Old", "items": items}
    (tmp_path / "old.json").write_text(json.dumps(feed))
    adopt(moved, str(tmp_path / "old.json"))
    moved.build(at=EPOCH)
    assert moved.items()["library.md"]["id"] == "https://heron.example/h"
