"""Eight articles of all kinds, and what a subscriber must see of them, written out by hand."""

from dataclasses import dataclass
from pathlib import Path

from tests.clients.servers import WebServer
from tests.rules.site import EPOCH, Site

ARABIC_TITLE = "افتتاح المكتبة الجديدة في المدينة القديمة"
ARABIC_TEXT = (
    "افتتحت المدينة القديمة مكتبتها الجديدة يوم الاثنين بعد عام من العمل، وقال المدير إن الكتب التي في "
    "المكتبة متاحة للجميع من دون رسوم. وحضر الافتتاح مئات من سكان المدينة الذين انتظروا هذا اليوم على "
    "أحر من الجمر."
)
SIGNS_TITLE = "5 < 6 & 7 > 2: \"double\", 'single', &amp; <i> <b>bold</b> é 🌳"
SIGNS_SUMMARY = 'Signs < like & these > and &eacute; "stay" as <i>written</i> 🌳.'
SIGNS_AS_HTML = (
    "Signs &lt; like &amp; these &gt; and &amp;eacute; &quot;stay&quot; as &lt;i&gt;written&lt;/i&gt; 🌳."
)

ARTICLES = {
    "plain.txt": (
        "The harbour of the old town opens again\n\n"
        "The harbour of the old town opened again on Monday after a winter of repairs, its owner said. "
        "Some forty people came to see it.\n\n"
        "Read the complete article at: Asharq Al-Awsat\n\nLatest news\nRelated news\n"
    ),
    "linked.txt": (
        "The library of the new town closes its doors\n"
        "https://www.reuters.com/world/library-closes?id=1&x=2\n\n"
        "The library of the new town closed its doors on Friday for the whole summer, the mayor said. "
        "Readers may keep their books until then.\n"
    ),
    "arabic.txt": f"{ARABIC_TITLE}\n\n{ARABIC_TEXT}\n",
    "stated.md": (
        "---\ntitle: The one with an id of its own\nid: tag:stated.example,2025:7\ndate: 2025-12-05\n---\n\n"
        "Whoever comes from another publisher brings the ids along, so that no reader sees them twice.\n"
    ),
    "signs.md": (
        "---\ntitle: '5 < 6 & 7 > 2: \"double\", ''single'', &amp;amp; &lt;i&gt; <b>bold</b> &eacute; 🌳'\n"
        "date: 2025-12-03\ntags: [R&D, a<b, '\"so\"']\n"
        "summary: 'Signs < like & these > and &amp;eacute; \"stay\" as <i>written</i> 🌳.'\n---\n\n"
        "A text that is long enough to stand on its own feet.\n"
    ),
    "mail.md": (
        "---\ntitle: A letter from the coast\ndate: 2025-12-02T20:30:00-02:00\n"
        "author: Carla Post <carla@post.example.org>\nlink: https://post.example.org/letter\n---\n\n"
        "The coast was quiet this year, and hardly a boat was seen from the window. We miss the boats.\n"
    ),
    "bread.md": (
        "---\ntitle: Bread for the morning\ndate: 2025-12-01T08:30:00+02:00\nupdated: 2025-12-24 18:00:00Z\n"
        "authors: [Ann Writer, Bob Baker]\ntags: [Baking, Café, C++]\n"
        "link: https://bakery.example/bread?a=1&b=2\n"
        "image: {src: /oven.jpg?w=1&h=2, alt: 'An <oven> & \"more\"'}\n"
        "audio: {url: knead.mp3, length: 4096, duration: '1:05', title: 'How to <knead> & wait'}\n"
        "video: https://cdn.example/rise.mp4\n---\n\n"
        "Bread needs flour, water, salt and a night of rest. Nothing *else* is needed at all for `it`.\n"
    ),
    "later.md": (
        "---\ntitle: Not yet\ndate: 2026-02-01\n---\n\n"
        "A text that is long enough to stand and must not be seen before its day.\n"
    ),
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to arrive of one article; dates as RFC 3339, a link without host is below the site."""

    title: str
    id: str
    link: str
    published: str
    updated: str
    authors: tuple[tuple[str, str | None], ...] = ()
    tags: tuple[tuple[str, str | None, str], ...] = ()
    summary: str
    summary_html: str = ""
    content: str
    enclosures: tuple[tuple[str, str, int], ...] = ()
    image: str | None = None


# Newest first; the ids are uuid5 in the namespace URL of `tag:clients.example,2026:#path=…` or of the link.
WANTED = {
    "plain.txt": Wanted(
        title="The harbour of the old town opens again",
        id="urn:uuid:d0644b09-d5a1-5b95-bc6b-c7ac9b12f15e",
        link="entries/the-harbour-of-the-old-town-opens-again-d9f0966b.html",
        published="2026-01-05T11:59:00Z",
        updated="2026-01-05T11:59:00Z",
        summary=(
            "The harbour of the old town opened again on Monday after a winter of repairs, its owner said. "
            "Some forty people came to see it."
        ),
        content=(
            "<p>The harbour of the old town opened again on Monday after a winter of repairs, its owner said."
            " Some forty people came to see it.</p>"
            '<p>Source: <a href="https://english.aawsat.com/">Asharq Al-Awsat</a></p>'
        ),
    ),
    "linked.txt": Wanted(
        title="The library of the new town closes its doors",
        id="urn:uuid:28fbee38-e5ca-5eb2-9e9f-f141b212cfa4",
        link="https://www.reuters.com/world/library-closes?id=1&x=2",
        published="2026-01-05T11:58:00Z",
        updated="2026-01-05T11:58:00Z",
        summary=(
            "The library of the new town closed its doors on Friday for the whole summer, the mayor said. "
            "Readers may keep their books until then."
        ),
        content=(
            "<p>The library of the new town closed its doors on Friday for the whole summer, the mayor said. "
            "Readers may keep their books until then.</p><p>Source: "
            '<a href="https://www.reuters.com/world/library-closes?id=1&amp;x=2">Reuters</a></p>'
        ),
    ),
    "arabic.txt": Wanted(
        title=ARABIC_TITLE,
        id="urn:uuid:7e463bfa-04a1-5fef-bf66-4dd66078bd7f",
        link="entries/6f755542.html",
        published="2026-01-05T11:57:00Z",
        updated="2026-01-05T11:57:00Z",
        summary=ARABIC_TEXT,
        content=f'<div dir="rtl" lang="ar"><p>{ARABIC_TEXT}</p></div>',
    ),
    "stated.md": Wanted(
        title="The one with an id of its own",
        id="tag:stated.example,2025:7",
        link="entries/the-one-with-an-id-of-its-own-6794c9f6.html",
        published="2025-12-05T00:00:00Z",
        updated="2025-12-05T00:00:00Z",
        summary=(
            "Whoever comes from another publisher brings the ids along, so that no reader sees them twice."
        ),
        content=(
            "<p>Whoever comes from another publisher brings the ids along, so that no reader sees them twice."
            "</p>"
        ),
    ),
    "signs.md": Wanted(
        title=SIGNS_TITLE,
        id="urn:uuid:675e3aab-55ff-5109-ada6-19002d82f0dd",
        link="entries/5-6-7-2-double-single-amp-i-b-bold-b-e-5797bcf8.html",
        published="2025-12-03T00:00:00Z",
        updated="2025-12-03T00:00:00Z",
        tags=(("R&D", None, "R&D"), ("a<b", None, "a<b"), ('"so"', None, '"so"')),
        summary=SIGNS_SUMMARY,
        summary_html=SIGNS_AS_HTML,
        content=f"<p>{SIGNS_AS_HTML}</p>",
    ),
    "mail.md": Wanted(
        title="A letter from the coast",
        id="urn:uuid:9100dad8-e08e-5975-8889-1a39b6e9f576",
        link="https://post.example.org/letter",
        published="2025-12-02T22:30:00Z",
        updated="2025-12-02T22:30:00Z",
        authors=(("Carla Post", "carla@post.example.org"),),
        summary=(
            "The coast was quiet this year, and hardly a boat was seen from the window. We miss the boats."
        ),
        content=(
            "<p>The coast was quiet this year, and hardly a boat was seen from the window. We miss the boats."
            "</p>"
            '<p>Source: <a href="https://post.example.org/letter">post.example.org</a></p>'
        ),
    ),
    "bread.md": Wanted(
        title="Bread for the morning",
        id="urn:uuid:54ebe927-fac5-5498-b379-3ed8e4812e92",
        link="https://bakery.example/bread?a=1&b=2",
        published="2025-12-01T06:30:00Z",
        updated="2025-12-24T18:00:00Z",
        authors=(("Ann Writer", None), ("Bob Baker", None)),
        tags=(("Baking", None, "Baking"), ("Café", None, "Café"), ("C++", None, "C++")),
        summary="Bread needs flour, water, salt and a night of rest. Nothing else is needed at all for it.",
        content=(
            "<p>Bread needs flour, water, salt and a night of rest. Nothing else is needed at all for it.</p>"
            '<p>Source: <a href="https://bakery.example/bread?a=1&amp;b=2">bakery.example</a></p>'
        ),
        enclosures=(
            ("https://bakery.example/knead.mp3", "audio/mpeg", 4096),
            ("https://cdn.example/rise.mp4", "video/mp4", 0),
        ),
        image="https://bakery.example/oven.jpg?w=1&h=2",
    ),
}


def configure(site: Site, server: WebServer) -> None:
    """Tell the site the address it is served at; ids do not depend on it."""
    site.configure(
        f'[site]\nurl = "{server.url}"\nid = "tag:clients.example,2026:"\ntitle = "Harbour & <News>"\n'
        'author = "Ed Itor"\nemail = "ed@news.example.org"\n'
    )


def fill(site: Site) -> None:
    """Write the articles, a minute apart."""
    for number, (name, text) in enumerate(ARTICLES.items(), start=1):
        site.write(name, text, age_s=60 * number)


def build_shelf(root: Path, server: WebServer) -> Site:
    """Return the site with its first edition published."""
    site = Site(root)
    configure(site, server)
    fill(site)
    site.build(at=EPOCH)
    return site
