"""seedfeed's own judge has nothing to say of what seedfeed publishes."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance.edition import Edition
from tests.rules.site import EPOCH, Site, article


def check(folder: Path) -> str:
    """Return what `seedfeed check --strict` says of all feeds in a folder."""
    command = [sys.executable, "-m", "seedfeed", "check", "--strict", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return done.stdout


def test_rich_edition_is_clean(edition: Edition) -> None:
    """Heads, a category, sources, media, languages, signs of all kinds: 4 feeds in 3 formats, 1 list."""
    assert check(edition.folder) == "13 feeds, 0 errors, 0 warnings\n"


def test_bare_edition_is_clean(tmp_path: Path) -> None:
    """Without any setting, and with nothing to publish, the feeds are good ones too."""
    site = Site(tmp_path)
    site.build("--allow-empty", at=EPOCH)
    assert check(site.feeds) == "4 feeds, 0 errors, 0 warnings\n"


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with an archive of two pages, whose removed articles leave tombstones."""
    site = Site(tmp_path_factory.mktemp("long"))
    site.configure(
        'limit = 5\ntombstones = true\ncontent = "full"\nhubs = ["https://hub.example/"]\n'
        '[pages]\nentries = "all"\n'
        '[site]\nurl = "https://news.example/"\ntitle = "News"\nlanguage = "pt-BR"\n'
    )
    for k in range(205):
        site.write(f"a{k}.txt", article(k, topic=f"harbour {k}"), age_s=86_400 + 60 * k)
    site.build(at=EPOCH)
    for k in (3, 150, 201):
        (site.seeds / f"a{k}.txt").unlink()
    site.build(at=EPOCH + 86_400)
    return site


def test_archive_and_tombstones_are_clean(long_site: Site) -> None:
    """Pages, the links between them, and what says that an entry is gone."""
    assert "deleted-entry" in (long_site.feeds / "atom.xml").read_text(encoding="utf-8")
    assert (long_site.feeds / "archive" / "00001.atom.xml").is_file()
    assert check(long_site.feeds).endswith("feeds, 0 errors, 0 warnings\n")
