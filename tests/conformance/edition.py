"""One rich site, published once through the command line, for judges that know only the formats."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.rules.site import EPOCH, Site, article

URL = "https://news.example/feeds/"
HUB = "https://hub.example/"
ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
XML = "{http://www.w3.org/XML/1998/namespace}"
# The head feed, a category's and two sources' feeds, by their folder below FEEDS.
FEEDS = ["", "categories/baking", "sources/the-town-crier", "sources/the-other-paper"]

SETTINGS = f"""
hubs = ["{HUB}"]
[site]
url = "{URL}"
title = "Harbour & <News>"
description = 'All the "news" & more'
author = "Ed Itor"
email = "ed@news.example"
rights = "© 2026 <Harbour> & News"
[[sources]]
name = "The Town Crier"
url = "https://crier.example/"
feed = "https://crier.example/feed?a=1&b=2"
[[sources]]
name = "The Other Paper"
url = "https://other.example/"
content = "full"
"""

ARTICLES = {
    "crier1.txt": article(1),
    "crier2.txt": article(2),
    "other1.md": (
        "---\ntitle: A *full* text\nsource: The Other Paper\ndate: 2025-12-11T10:00:00+01:00\n---\n\n"
        "The first line of a full text, with a [link](https://other.example/a?b=1&c=2) and *stress* & "
        "signs.\n\n"
        "- One thing\n- Another <thing>\n\n> A quotation of some length stands here as well.\n"
    ),
    "other2.md": (
        "---\ntitle: Another full text\nsource: The Other Paper\nlink: https://other.example/second?x=1&y=2\n"
        "date: 2025-12-10\n---\n\nThe second full text has only one line, but that one is long enough.\n"
    ),
    "bread.md": (
        "---\ntitle: Bread for the morning\ndate: 2025-12-01T08:30:00+02:00\nupdated: 2025-12-24 18:00:00Z\n"
        "authors: [{name: Ann Writer, url: 'https://ann.example/'}, "
        "{name: Bob Baker, email: bob@baker.example}]\n"
        "tags: [Baking, Café, C++]\nlink: https://bakery.example/bread?a=1&b=2\n---\n\n"
        "Bread needs flour, water, salt and a night of rest. Nothing *else* is needed at all for `it`.\n"
    ),
    "kuchen.md": (
        "---\ntitle: Kuchen für den Nachmittag\ndate: 2025-12-02\nlang: de\ntags: [Baking]\n---\n\n"
        "Ein Kuchen braucht Mehl, Zucker, Eier und Butter. Mehr braucht es nicht.\n"
    ),
    "arabic.txt": (
        "افتتاح المكتبة الجديدة في المدينة القديمة\n\n"
        "افتتحت المدينة القديمة مكتبتها الجديدة يوم الاثنين بعد عام من العمل، وقال المدير إن الكتب التي في "
        "المكتبة متاحة للجميع من دون رسوم. وحضر الافتتاح مئات من سكان المدينة الذين انتظروا هذا اليوم.\n"
    ),
    "signs.md": (
        "---\ntitle: '5 < 6 & 7 > 2: \"double\" ''single'' <b>bold</b> ]]> é 🌳'\ndate: 2025-12-03\n"
        "tags: [R&D, a<b, '\"so\"']\n"
        "summary: 'Signs < like & these > \"stay\" as <i>written</i> ]]> 🌳.'\n---\n\n"
        "A text that is long enough to stand on its own feet.\n"
    ),
    "stated.md": (
        "---\ntitle: The one with an id of its own\nid: https://stated.example/7\n"
        "author: Cy Clerk <cy@clerk.example>\ndate: 2025-12-05\n---\n\n"
        "Whoever comes from another publisher brings the ids along.\n"
    ),
    "seen.md": (
        "---\ntitle: To look at and to listen to\ndate: 2025-12-07\nlink: https://air.example/7?a=1&b=2\n"
        "cover: {image: pics/boat.jpg?x=1&y=2, alt: 'A \"boat\" & <harbour> > 3'}\n"
        "audio: [{url: 7.mp3, length: 1234, duration: '1:02:03', title: 'Part <7> & \"more\"'}, "
        "https://air.example/7.ogg]\nvideo: https://air.example/7.mp4?a=1&b=2\n---\n\n"
        "What was said at the harbour is to be heard here, in two parts.\n"
    ),
    "shown.txt": (
        "The bridge over the river is open\n\nhttps://pics.example/photo/bridge.png\n\n"
        "The bridge over the river was opened on Monday, and many people walked over it at once.\n\n"
        "https://pics.example/film/bridge.webm\n"
    ),
    "only.md": "---\ntitle: Nothing but a title\ndate: 2025-12-06\n---\n",
}


class Edition:
    """The published files."""

    def __init__(self, root: Path) -> None:
        site = Site(root)
        site.configure(SETTINGS)
        for number, (name, text) in enumerate(ARTICLES.items(), start=1):
            site.write(name, text, age_s=60 * number)
        site.build(at=EPOCH)
        self.folder = site.feeds

    def path(self, feed: str, name: str) -> Path:
        """Return where one file of a feed stands."""
        return self.folder / feed / name

    def address(self, feed: str, name: str) -> str:
        """Return where one file of a feed is published."""
        return f"{URL}{feed}/{name}" if feed else f"{URL}{name}"

    def data(self, feed: str, name: str) -> bytes:
        """Return its bytes."""
        return self.path(feed, name).read_bytes()

    def xml(self, feed: str, name: str) -> ET.Element:
        """Return its root, read by expat."""
        return ET.fromstring(self.data(feed, name))

    def json(self, feed: str) -> dict[str, Any]:
        """Return a JSON feed; a name given twice fails."""

        def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            assert len(dict(pairs)) == len(pairs), pairs
            return dict(pairs)

        found: dict[str, Any] = json.loads(self.data(feed, "feed.json").decode(), object_pairs_hook=unique)
        return found

    def pages(self) -> Iterator[Path]:
        """Yield every HTML page."""
        yield from sorted(self.folder.rglob("*.html"))

    def resolve(self, address: str) -> Path:
        """Return the file that an address below the site is served from."""
        assert address.startswith(URL), address
        path = self.folder / address.removeprefix(URL)
        return path / "index.html" if address.endswith("/") else path
