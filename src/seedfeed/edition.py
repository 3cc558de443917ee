"""The files of a site as the ledger has it: which there are, rendered one at a time, each checked.

Decides nothing about entries and touches no disk but the ledger's.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources

from seedfeed.check import check_file
from seedfeed.config import Config
from seedfeed.dates import from_timestamp
from seedfeed.decide import HEAD
from seedfeed.errors import CheckError
from seedfeed.identity import feed_id
from seedfeed.model import Entry, Feed
from seedfeed.render import FeedRecord, Fragments, entry_url, render_feed_files, render_fragments
from seedfeed.render.opml import render_opml
from seedfeed.render.pages import render_entry_page, render_feed_page, render_index
from seedfeed.state import FeedRow, Ledger, LedgerDamagedError

_REMEMBERED = 4096  # entries and fragments kept at hand: 4 KiB each, 32 MiB at most


class Edition:
    """What is to be published in one run.

    Attributes:
        head: the head feed's own head.
    """

    def __init__(
        self, ledger: Ledger, config: Config, *, site_id: str, digest: str, pages: Iterable[str]
    ) -> None:
        """Look at the ledger after all decisions stand in it.

        Args:
            digest: of the settings, for the record.
            pages: entry pages that stand in FEEDS: they stay while their entry is live.
        """
        self._ledger = ledger
        self._config = config
        self._site_id = site_id
        self._digest = digest
        self._pages = frozenset(pages)
        self._rows = ledger.feeds()
        self._rows.setdefault(HEAD, FeedRow(HEAD, "head", "", 0, 0, 1))
        self.head = self._feed(self._rows[HEAD])
        self._entry = lru_cache(_REMEMBERED)(ledger.entry)
        self._new_fragments: dict[str, Fragments] = {}

    def has_page(self, entry: Entry) -> bool:
        """Tell whether an entry has a page of its own; once it had one it keeps it, for old links' sake."""
        rule = self._config.pages.entries
        if rule == "none":
            return False
        return rule == "all" or entry.link is None or entry.page in self._pages

    def feed_paths(self) -> list[str]:
        """Return the folders of every published feed, the head feed last."""
        paths = [path for path, row in self._rows.items() if row.published and path != HEAD]
        return [*sorted(paths), HEAD]

    def render(self, feeds: Iterable[str], pages: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the files of these feeds and of these entries' pages, as (path, bytes).

        What others point to comes first: pages, category and source feeds, the head feed, the lists of
        feeds. A feed that is not published, or an entry without page, is passed over.

        Raises:
            CheckError: a file is not what it should be.
        """
        for entry_id in pages:
            entry = self._entry(entry_id)
            if self.has_page(entry):
                yield self._checked(entry.page, render_entry_page(self.head, entry))
        wanted = set(feeds)
        for path in self.feed_paths():
            if path in wanted or path == HEAD:
                yield from self._render_feed(self._rows[path])
        yield from self._render_lists()

    def new_fragments(self) -> list[tuple[str, Fragments]]:
        """Return what was rendered and is worth keeping, once."""
        rendered, self._new_fragments = list(self._new_fragments.items()), {}
        return rendered

    def _render_feed(self, row: FeedRow) -> Iterator[tuple[str, bytes]]:
        members = self._ledger.newest(row.path, self._config.limit)
        if self._ledger.count(row.path) != row.members:
            raise LedgerDamagedError(str(self._ledger.path), f"damaged: members of feed {row.path!r}")
        ids = [member.id for member in members]
        feed = self._feed(row)
        folder = f"{row.path}/" if row.path else ""
        fragments = [self._fragments(entry_id) for entry_id in ids]
        for name, data in render_feed_files(feed, self._record(feed), fragments):
            yield self._checked(f"{folder}{name}", data, ids, f"{feed.url}{name}")
        if row.path != HEAD:
            entries = [self._entry(entry_id) for entry_id in ids]
            up = "../" * (row.path.count("/") + 1)
            page = render_feed_page(self.head, feed, self._linked(entries, root=up))
            yield self._checked(f"{folder}index.html", page)

    def _render_lists(self) -> Iterator[tuple[str, bytes]]:
        yield "style.css", (resources.files("seedfeed") / "data" / "style.css").read_bytes()
        others = [self._feed(self._rows[path]) for path in self.feed_paths() if path != HEAD]
        yield self._checked("feeds.opml", render_opml(self.head, others))
        members = self._ledger.newest(HEAD, self._config.limit)
        newest = [self._entry(member.id) for member in members]
        yield self._checked("index.html", render_index(self.head, others, self._linked(newest, root="")))

    def _linked(self, entries: list[Entry], *, root: str) -> list[tuple[Entry, str | None]]:
        return [(entry, entry_url(entry, root, has_page=self.has_page(entry))) for entry in entries]

    def _fragments(self, entry_id: str) -> Fragments:
        known = self._new_fragments.get(entry_id) or self._ledger.fragments(entry_id)
        if known is None:
            entry = self._entry(entry_id)
            known = render_fragments(entry, self.head, has_page=self.has_page(entry))
            self._new_fragments[entry_id] = known
        return known

    def _feed(self, row: FeedRow) -> Feed:
        site = self._config.site
        title = f"{site.title}: {row.label}" if row.path else site.title
        return Feed(
            path=row.path,
            kind=row.kind,
            label=row.label,
            id=feed_id(site_id=self._site_id, path=row.path),
            site_url=site.url,
            title=title,
            description=site.description or title,
            updated=from_timestamp(row.updated),
            language=site.language,
            author=site.author or site.title,
            email=site.email,
            rights=site.rights,
            hubs=self._config.hubs,
        )

    def _record(self, feed: Feed) -> FeedRecord:
        if feed.path != HEAD:
            return FeedRecord(kind=feed.kind, label=feed.label, updated=feed.updated)
        return FeedRecord(
            kind=feed.kind,
            label=feed.label,
            updated=feed.updated,
            site_id=self._site_id,
            next_seq=int(self._ledger.meta("next_seq") or 0),
            config=self._digest,
        )

    def _checked(
        self, path: str, data: bytes, ids: list[str] | None = None, address: str = ""
    ) -> tuple[str, bytes]:
        """Read a file back as a stranger would, before it may replace the old one."""
        problems = check_file(path.rpartition("/")[2], data, ids or [], address)
        if problems:
            raise CheckError(path, f"rendered wrong, the old file stands: {problems[0]}; this is a bug")
        return path, data
