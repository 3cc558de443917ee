"""A subscriber of the old feed is led to the new one: the reader shows no article twice."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.readers import load_reader
from tests.clients.servers import WebServer
from tests.rules.site import EPOCH, Site, article
from tests.rules.test_adopting import ATOM, RSS


@pytest.mark.parametrize(("name", "old"), [("rss.xml", RSS), ("atom.xml", ATOM)])
def test_no_article_comes_twice_after_the_move(
    tmp_path: Path, server: WebServer, name: str, old: str
) -> None:
    """The same address gives the old feed, then the new one, as after a redirect."""
    site = Site(tmp_path / "site")
    site.configure(f'[site]\nurl = "{server.url}"\ntitle = "New"\n')
    site.write("harbour.txt", article(1))
    site.write("school.txt", article(3, topic="school"))
    (site.root / "old.xml").write_text(old)
    site.feeds.mkdir()
    (site.feeds / name).write_text(old)
    with load_reader("reader").make_reader(":memory:") as reader:
        url = server.url + name
        reader.add_feed(url)
        reader.update_feed(url)
        before = reader.get_entry_counts(feed=url).total
        (site.feeds / name).unlink()
        command = [sys.executable, "-m", "seedfeed", "adopt", "old.xml"]
        subprocess.run(command, cwd=site.root, check=True, capture_output=True)
        site.build(at=EPOCH)
        found = reader.update_feed(url)
        assert (found.new, reader.get_entry_counts(feed=url).total) == (1, before + 1)
