"""Precompressed files: whatever happens, a server that sends them never sends an old one after a new file."""

import gzip
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from tests.rules.site import EPOCH, Site, article

UNPACK = {".gz": gzip.decompress, ".br": brotli.decompress}
HEAD = '[site]\nurl = "https://news.example/"\ntitle = "News"\n'
ON, OFF = f"precompress = true\n{HEAD}", f"precompress = false\n{HEAD}"
# Kill the run over the nth file below FEEDS that is renamed or deleted.
KILL = """
import os, signal
count = [0]
def guard(function):
    def call(*args, **kwargs):
        if "feeds/" in str(args[-1]):
            count[0] += 1
            if count[0] == int(os.environ.get("KILL_AT", 0)):
                os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)
    return call
os.replace, os.unlink = guard(os.replace), guard(os.unlink)
"""


@pytest.fixture
def killer(tmp_path: Path) -> dict[str, str]:
    """Return the environment in which `KILL_AT` works."""
    (tmp_path / "killer").mkdir()
    (tmp_path / "killer" / "sitecustomize.py").write_text(KILL, encoding="ascii")
    return {"PYTHONPATH": str(tmp_path / "killer")}


def siblings(site: Site) -> Iterator[tuple[Path, Path, bytes]]:
    """Yield each sibling with its file and what it holds."""
    for path in site.feeds.rglob("*"):
        if path.suffix in UNPACK and not path.name.startswith("."):
            yield path, path.with_suffix(""), UNPACK[path.suffix](path.read_bytes())


def check(site: Site) -> None:
    """See that every file has two siblings of its content and time, and nothing else is there."""
    found = list(siblings(site))
    files = [path for path in site.feeds.rglob("*") if path.is_file() and path.suffix not in UNPACK]
    assert len(found) == 2 * len(files) > 0
    for sibling, file, data in found:
        assert data == file.read_bytes()
        assert sibling.stat().st_mtime_ns == file.stat().st_mtime_ns
    assert not [path for path in site.feeds.rglob(".*") if path.is_file()]


def start(site: Site) -> None:
    """Publish four articles with siblings."""
    site.configure(ON)
    site.fill(4)
    site.build(at=EPOCH)


def change(site: Site) -> None:
    """Change one article, take one back, add one."""
    site.write("a0.txt", article(0, topic="market"), age_s=10)
    (site.seeds / "a1.txt").unlink()
    site.write("new.txt", article(9, topic="bridge"), age_s=10)


def test_every_file_has_its_siblings(site: Site) -> None:
    """Feeds, pages, lists, style; all smaller than their file, as long as it says anything."""
    start(site)
    check(site)
    names = {path.name for path, _, _ in siblings(site)}
    assert {"rss.xml.gz", "atom.xml.br", "feed.json.gz", "feeds.opml.br", "style.css.gz"} <= names
    assert not [path for path, file, _ in siblings(site) if path.stat().st_size >= file.stat().st_size]


def test_a_run_without_a_change_touches_none(site: Site) -> None:
    """A closer look neither; with another library's packing neither."""
    start(site)
    path = site.feeds / "rss.xml.gz"
    mtime_ns = path.stat().st_mtime_ns
    path.write_bytes(gzip.compress((site.feeds / "rss.xml").read_bytes(), 1))
    os.utime(path, ns=(mtime_ns, mtime_ns))
    site.build("--full", at=EPOCH + 30)
    before = site.snapshot()
    for option in ("-q", "--full", "--refresh"):
        assert site.build(option, at=EPOCH + 60).stdout == ""
        assert site.snapshot() == before


def test_siblings_follow_their_files(site: Site) -> None:
    """Changed, new, taken back."""
    start(site)
    change(site)
    site.build(at=EPOCH + 60)
    check(site)


@pytest.mark.parametrize("harm", ["lost", "damaged"])
def test_a_harmed_sibling_is_put_right(site: Site, harm: str) -> None:
    """Of a feed, a source's feed, an entry's page: by the next run, and their files stay untouched."""
    start(site)
    before = site.snapshot()
    page = next(path for path in before if path.startswith("entries/") and path.endswith(".html"))
    for path in ("rss.xml.gz", f"{page}.br", "sources/the-town-crier/feed.json.gz"):
        if harm == "lost":
            (site.feeds / path).unlink()
        else:
            (site.feeds / path).write_bytes(b"")
    done = site.build("-v", at=EPOCH + 60)
    assert done.stdout.count("wrote") == 3
    assert site.snapshot() == before


@pytest.mark.parametrize("loses", ["nothing", "ledger"])
def test_switched_off_all_of_ours_go_and_no_other(site: Site, loses: str) -> None:
    """In a CI job too, where there is no ledger; what another program put there stays."""
    start(site)
    (site.feeds / "theirs.xml.gz").write_bytes(gzip.compress(b"<theirs/>"))
    (site.feeds / "theirs.xml.br").write_bytes(brotli.compress(b"<theirs/>"))
    if loses == "ledger":
        shutil.rmtree(site.seeds / ".seedfeed")
    site.configure(OFF)
    site.build(at=EPOCH + 60)
    assert sorted(path.name for path, _, _ in siblings(site)) == ["theirs.xml.br", "theirs.xml.gz"]
    before = site.snapshot()
    site.configure(ON)
    site.build(at=EPOCH + 120)
    (site.feeds / "theirs.xml.gz").unlink()
    (site.feeds / "theirs.xml.br").unlink()
    check(site)
    after = site.snapshot()
    changing = ("theirs.xml.gz", "theirs.xml.br", "feed.json")  # the last tells by which settings it was made
    assert {path: after[path] for path in before if path not in changing} == {
        path: before[path] for path in before if path not in changing
    }


def test_a_lost_ledger_finds_them_again(site: Site) -> None:
    """With other times, as after a clone: nothing is written, only times are set right."""
    start(site)
    before = site.published_bytes()
    shutil.rmtree(site.seeds / ".seedfeed")
    for number, path in enumerate(sorted(site.feeds.rglob("*"))):
        os.utime(path, (EPOCH + number, EPOCH + number))
    assert "wrote" not in site.build("-v", at=EPOCH + 600).stdout
    assert site.published_bytes() == before
    check(site)


@pytest.mark.parametrize("then", [ON, OFF], ids=["on", "switched off"])
@pytest.mark.parametrize("at", [1, 2, 4, 5, 7, 32])
def test_killed_anywhere_no_old_sibling_stands_beside_a_new_file(
    site: Site, killer: dict[str, str], at: int, then: str
) -> None:
    """It is its file's or, where that is the old one or still to come, the new one's; the next run heals."""
    start(site)
    before = site.published_bytes()
    change(site)
    site.configure(then)
    site.build(code=-9, at=EPOCH + 60, env=killer | {"KILL_AT": str(at)})
    for _, file, data in siblings(site):
        now = file.read_bytes() if file.exists() else None
        assert data == now or now == before.get(file.relative_to(site.feeds).as_posix())
    site.build(at=EPOCH + 61)
    if then == ON:
        check(site)
    else:
        assert list(siblings(site)) == []
    healed = site.snapshot()
    site.build("--full", at=EPOCH + 62)
    assert site.snapshot() == healed


@pytest.mark.parametrize("at", [1, 2, 3, 4, 8])
def test_killed_and_switched_off_none_stays(site: Site, killer: dict[str, str], at: int) -> None:
    """Those that a killed run put there before the ledger knew of them go too."""
    site.configure(HEAD)
    site.fill(4)
    site.build(at=EPOCH)
    site.configure(ON)
    site.build(code=-9, at=EPOCH + 60, env=killer | {"KILL_AT": str(at)})
    site.configure(OFF)
    site.build(at=EPOCH + 61)
    assert list(siblings(site)) == []
    assert not [path for path in site.feeds.rglob(".*") if path.is_file()]
