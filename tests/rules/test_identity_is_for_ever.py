"""Rule 2 and 4: an id never changes, and the published feeds are the record."""

import random
import shutil
from pathlib import Path

import pytest

from seedfeed.cli import main
from tests.rules.site import EPOCH, Site, article

DATES = ("id", "date_published", "date_modified")


def dated(site: Site) -> dict[str, tuple[str, ...]]:
    """Return id and dates of every published article."""
    return {key: tuple(item[name] for name in DATES) for key, item in site.items().items()}


def test_an_edit_moves_updated_and_nothing_else_of_its_identity(site: Site) -> None:
    """Readers see the entry as changed, not as new; other entries do not move."""
    site.fill(3)
    site.build(at=EPOCH)
    before = dated(site)
    site.write("a1.txt", article(1).replace("on Monday", "on Tuesday"))
    done = site.build(at=EPOCH + 600)
    after = dated(site)
    assert done.stdout.startswith("1 changed;")
    assert after["a1.txt"] == (*before["a1.txt"][:2], "2026-01-05T12:10:00Z")
    assert {k: v for k, v in after.items() if k != "a1.txt"} == {
        k: v for k, v in before.items() if k != "a1.txt"
    }


def test_an_edit_that_readers_cannot_see_moves_nothing(site: Site) -> None:
    """Only title, summary, link and content make a change (RFC 4287 §4.2.15)."""
    site.fill(1)
    site.build(at=EPOCH)
    rss, atom = ((site.feeds / name).read_bytes() for name in ("rss.xml", "atom.xml"))
    site.write("a0.txt", article(0).replace("the nights were cold", "the nights were long"))
    site.build(at=EPOCH + 600)
    assert (site.feeds / "rss.xml").read_bytes() == rss
    assert (site.feeds / "atom.xml").read_bytes() == atom


@pytest.mark.parametrize("target", ["renamed.txt", "deep/er/a1.txt", "a1", "a1.md"])
def test_a_renamed_article_keeps_its_id(site: Site, target: str) -> None:
    """The same content at a vanished path is a rename."""
    site.fill(3)
    site.build(at=EPOCH)
    before = dated(site)
    (site.seeds / target).parent.mkdir(parents=True, exist_ok=True)
    (site.seeds / "a1.txt").rename(site.seeds / target)
    site.build(at=EPOCH + 600)
    after = dated(site)
    assert after[target][:2] == before["a1.txt"][:2]
    assert "a1.txt" not in after
    assert len(after) == len(before)


def test_a_deleted_article_leaves_everything_and_comes_back_as_itself(site: Site) -> None:
    """It leaves feeds and pages at the next run, but for its bare id; put back, it is the entry it was."""
    site.fill(3)
    site.build(at=EPOCH)
    before = dated(site)
    page = site.items()["a1.txt"]["_seedfeed"]["page"]
    (site.seeds / "a1.txt").unlink()
    assert "1 removed" in site.build(at=EPOCH + 600).stdout
    assert "a1.txt" not in site.ids()
    assert not (site.feeds / page).exists()
    for path, data in site.published_bytes().items():
        assert b"number 1" not in data, path
        assert page.encode() not in data, path
        assert b"a1.txt" not in data, path
        assert data.count(before["a1.txt"][0].encode()) == (path == "feed.json"), path
    site.write("a1.txt", article(1))
    site.build(at=EPOCH + 1200)
    assert dated(site) == before
    assert (site.feeds / page).exists()


def test_a_new_article_at_the_old_path_of_a_renamed_one_gets_an_id_of_its_own(site: Site) -> None:
    """Two articles never share an id."""
    site.fill(1)
    site.build(at=EPOCH)
    old = site.ids()["a0.txt"]
    (site.seeds / "a0.txt").rename(site.seeds / "kept.txt")
    site.build(at=EPOCH + 1)
    site.write("a0.txt", article(8, topic="school"))
    site.build(at=EPOCH + 2)
    ids = site.ids()
    assert ids["kept.txt"] == old
    assert ids["a0.txt"] != old


def test_a_deleted_state_comes_back_from_the_feeds(site: Site) -> None:
    """Without its state a build restores ids and dates from FEEDS and writes no byte."""
    site.fill(5)
    site.build(at=EPOCH)
    site.write("a1.txt", article(1).replace("on Monday", "on Tuesday"))
    (site.seeds / "a2.txt").rename(site.seeds / "moved.txt")
    site.build(at=EPOCH + 600)
    before, identities = site.snapshot(), dated(site)
    shutil.rmtree(site.seeds / ".seedfeed")
    for path in site.seeds.glob("*.txt"):
        path.write_bytes(path.read_bytes())  # as a fresh clone does: every mtime is now
    again = site.build(at=EPOCH + 1200)
    assert site.snapshot() == before
    assert dated(site) == identities
    assert again.stdout == ""


WITH_MEDIA = (
    "---\ntitle: Bread\ndate: 2025-12-01\nlink: https://bakery.example/bread\n"
    "image: {src: /oven.jpg, alt: 'An <oven> & more'}\n"
    "audio: [{url: knead.mp3, length: 4096, duration: '1:05', title: 'How to \"knead\"'}, "
    "https://cdn.example/rest.ogg]\n---\n\nBread needs flour, water, salt and a night of rest.\n"
)


def test_a_deleted_state_brings_picture_and_sound_back(site: Site) -> None:
    """The record holds all of them: neither the next build nor one that reads everything writes a byte."""
    site.write("bread.md", WITH_MEDIA)
    site.build(at=EPOCH)
    before = site.snapshot()
    assert b"oven.jpg" in before["feed.json"][1]
    for option in ("-q", "--full", "--refresh"):
        shutil.rmtree(site.seeds / ".seedfeed")
        again = site.build(option, at=EPOCH + 600)
        assert (again.stdout, again.stderr) == ("", "")
        assert site.snapshot() == before


def test_another_picture_does_not_make_an_article_new(site: Site) -> None:
    """Readers get the picture, and no second notice of the article (RFC 4287 §4.2.15)."""
    site.write("bread.md", WITH_MEDIA)
    site.build(at=EPOCH)
    before = dated(site)
    site.write("bread.md", WITH_MEDIA.replace("/oven.jpg", "/loaf.jpg"))
    site.build(at=EPOCH + 600)
    assert site.items()["bread.md"]["image"] == "https://bakery.example/loaf.jpg"
    assert dated(site) == before


def test_a_deleted_state_and_a_rename_at_once_keep_the_id(site: Site) -> None:
    """The record knows the content, not only the path."""
    site.fill(2)
    site.build(at=EPOCH)
    before = dated(site)
    shutil.rmtree(site.seeds / ".seedfeed")
    (site.seeds / "a0.txt").rename(site.seeds / "moved.txt")
    site.build(at=EPOCH + 600)
    assert dated(site)["moved.txt"] == before["a0.txt"]


def test_a_deleted_state_and_a_deleted_article_leave_no_trace(site: Site) -> None:
    """What is gone from SEEDS is gone from FEEDS, its page too, though only the record knew of it."""
    site.fill(2)
    site.build(at=EPOCH)
    page = site.items()["a0.txt"]["_seedfeed"]["page"]
    shutil.rmtree(site.seeds / ".seedfeed")
    (site.seeds / "a0.txt").unlink()
    site.build(at=EPOCH + 600)
    assert list(site.ids()) == ["a1.txt"]
    assert not (site.feeds / page).exists()


def test_a_damaged_state_never_crashes_and_never_changes_an_id(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """200 random damages of the ledger: exit 0, the same ids, the same dates."""
    site.fill(6)
    site.build(at=EPOCH)
    (site.seeds / "a2.txt").rename(site.seeds / "moved.txt")  # an id that only the record knows
    site.build(at=EPOCH)
    before, files = dated(site), site.published_bytes()
    ledger = site.seeds / ".seedfeed" / "ledger.sqlite"
    good = ledger.read_bytes()
    monkeypatch.chdir(site.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH + 600))
    restored = 0
    for seed in range(200):
        ledger.write_bytes(damage(good, random.Random(seed)))  # noqa: S311 - reproducible, not secret
        ledger.with_name("ledger.sqlite-journal").unlink(missing_ok=True)
        assert main(["build"]) == 0, f"damage {seed}"
        assert dated(site) == before, f"damage {seed}"
        assert site.published_bytes() == files, f"damage {seed}"
        restored += "restored from" in capsys.readouterr().err
    assert restored > 50, "damage is noticed, not only survived"


def damage(data: bytes, chance: random.Random) -> bytes:
    """Return a file with a few bytes changed, a run of zeros, its end cut off, or nothing but noise."""
    harmed = bytearray(data)
    kind = chance.randrange(6)
    if kind == 0:
        return bytes(harmed[: chance.randrange(len(harmed))])
    if kind == 1:
        return chance.randbytes(chance.randrange(1, 5000))
    if kind == 2:
        start = chance.randrange(len(harmed))
        harmed[start : start + 512] = bytes(len(harmed[start : start + 512]))
        return bytes(harmed)
    for _ in range(chance.randrange(1, 40)):
        harmed[chance.randrange(len(harmed))] = chance.randrange(256)
    return bytes(harmed)


def test_a_new_address_changes_links_and_no_id(site: Site) -> None:
    """The site moves; subscribers of the new address see no entry twice."""
    site.fill(2)
    site.build(at=EPOCH)
    before = dated(site)
    head = (site.feeds / "atom.xml").read_text()
    site.configure('[site]\nurl = "https://moved.example/feeds"\ntitle = "News"\n')
    site.build(at=EPOCH + 600)
    assert dated(site) == before
    again = (site.feeds / "atom.xml").read_text()
    assert head.split("</id>")[0].split("<id>")[1] == again.split("</id>")[0].split("<id>")[1]
    for path, data in site.published_bytes().items():
        assert b"https://news.example/" not in data.replace(b'"site_id": "https://news.example/"', b""), path
    assert all(i["url"].startswith("https://moved.example/feeds/") for i in site.items().values())


def test_state_in_another_folder(site: Site, tmp_path: Path) -> None:
    """SEEDS may be read-only for cron: nothing is written there with --state."""
    site.fill(1)
    site.build("--state", str(tmp_path / "state"))
    assert not (site.seeds / ".seedfeed").exists()
    assert (tmp_path / "state" / ".gitignore").read_text() == "*\n"


def test_new_settings_change_entries_and_not_when_they_changed(site: Site) -> None:
    """Neither a setting nor a newer version is the author's edit."""
    site.fill(2)
    site.build(at=EPOCH)
    before = dated(site)
    site.configure('[site]\nurl = "https://news.example/"\ntitle = "News"\n[summary]\nlength = 60\n')
    site.build(at=EPOCH + 600)
    assert dated(site) == before
    assert all(len(item["summary"]) <= 60 for item in site.items().values())


@pytest.mark.parametrize("dated", [True, False], ids=["one stated date", "one file time"])
def test_a_lost_state_leaves_the_window_as_it_was(site: Site, *, dated: bool) -> None:
    """Articles that no feed holds any more do not come back before those that one holds."""
    site.configure('limit = 4\n[site]\nurl = "https://news.example/"\n')
    for k in range(10):
        head = "---\ndate: 2025-05-17\n---\n" if dated else ""
        site.write(f"a{k}.md", f"{head}# Article {k}\n\nThe text of article {k} is long enough to stand.\n")
    site.build(at=EPOCH)
    before = site.snapshot()
    for _ in range(3):
        shutil.rmtree(site.seeds / ".seedfeed")
        again = site.build(at=EPOCH + 60)
        assert (again.stdout, again.stderr) == ("", "")
        assert site.snapshot() == before


def test_a_site_id_that_is_set_later_changes_no_feeds_id(site: Site) -> None:
    """Feeds keep the id they were first published with; entries keep theirs in any case."""
    site.fill(1)
    site.build(at=EPOCH)
    before, entries = site.snapshot()["atom.xml"], dated(site)
    site.configure('[site]\nurl = "https://news.example/"\ntitle = "News"\nid = "mine"\n')
    site.build(at=EPOCH + 60)
    assert site.snapshot()["atom.xml"] == before
    assert dated(site) == entries


def test_a_new_article_counts_as_new_though_the_state_was_lost(site: Site) -> None:
    """It may take the number of one that was removed; the report and the feeds have it all the same."""
    site.fill(3)
    site.build(at=EPOCH)
    (site.seeds / "a1.txt").unlink()
    site.build(at=EPOCH + 60)
    shutil.rmtree(site.seeds / ".seedfeed")
    site.write("new.txt", article(7, topic="bridge"), age_s=10)
    assert site.build(at=EPOCH + 120).stdout.startswith("1 new;")
    assert "new.txt" in site.ids()
