"""A folder that hypothesis fills, and the pipeline run on it in this process."""

import json
import os
import xml.etree.ElementTree as ET
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from hypothesis import settings

from seedfeed.building import build
from seedfeed.config import Categories, Config, Settings, Site
from seedfeed.dates import from_timestamp
from seedfeed.job import Job
from seedfeed.model import Report
from tests.rules.site import EPOCH

# The same examples in every run of CI, so that it fails for a change and not by chance.
MODEST = settings(deadline=None, derandomize=bool(os.environ.get("CI")), database=None)
EXCERPT = Config(site=Site(url="https://news.example/", title="News"), limit=1000)
FULL = Config(site=EXCERPT.site, limit=1000, content="full")
# No topics and no names: a title of any words may hold some.
STATED = Config(site=EXCERPT.site, limit=1000, categories=Categories(auto="never"))
KEEP = Config(site=EXCERPT.site, limit=1000, duplicates="keep")


class Folder:
    """SEEDS and FEEDS in a temporary folder of their own, and a clock that only moves forward."""

    def __init__(self, config: Config = EXCERPT) -> None:
        self._temporary = TemporaryDirectory(prefix="seedfeed-")
        self.root = Path(self._temporary.name)
        self.seeds = self.root / "seeds"
        self.feeds = self.root / "feeds"
        self.state = self.root / "state"
        self.settings = Settings(config=config, digest="0" * 16, path=None, states_url=True)
        self.now = EPOCH
        self.seeds.mkdir()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._temporary.cleanup()

    def write(self, name: str, content: bytes, *, age_s: int = 0) -> None:
        """Write an article that was last touched so long ago."""
        path = self.seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (self.now - age_s, self.now - age_s))

    def build(self) -> Report:
        """Run the pipeline, ten minutes after the last time."""
        self.now += 600
        job = Job(
            seeds=self.seeds, feeds=self.feeds, state=self.state, settings=self.settings, allow_empty=True
        )
        return build(job, from_timestamp(self.now))

    def rss(self) -> list[ET.Element]:
        """Return the items of the RSS feed; fails where it is not well-formed."""
        return ET.parse(self.feeds / "rss.xml").findall("channel/item")

    def atom(self) -> list[ET.Element]:
        """Return the entries of the Atom feed; fails where it is not well-formed."""
        return ET.parse(self.feeds / "atom.xml").findall("{http://www.w3.org/2005/Atom}entry")

    def json(self) -> list[dict[str, Any]]:
        """Return the items of the JSON feed; fails where it is not JSON."""
        items: list[dict[str, Any]] = json.loads((self.feeds / "feed.json").read_bytes())["items"]
        return items
