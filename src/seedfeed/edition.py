"""The files of a site as the ledger has it: which there are, rendered one at a time, each checked.

Decides nothing about entries and touches no disk but the ledger's.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from seedfeed.check import check_file
from seedfeed.config import Config
from seedfeed.dates import from_timestamp, to_timestamp
from seedfeed.decide import (
    HEAD,
    PAGE_SIZE,
    SITEMAP_SIZE,
    archive_path,
    category_path,
    count_pages,
    sitemap_path,
)
from seedfeed.errors import CheckError, ConfigError
from seedfeed.identity import feed_id
from seedfeed.model import Category, Entry, Feed
from seedfeed.render import (
    FeedRecord,
    Fragments,
    RemovedRecord,
    cut_feed_files,
    entry_url,
    record_removed,
    render_feed_files,
    render_fragments,
)
from seedfeed.render.opml import render_opml
from seedfeed.render.pages import Pages
from seedfeed.render.sitemap import render_sitemap, render_sitemap_index
from seedfeed.shelf import Shelf
from seedfeed.state import FeedRow, Ledger, LedgerDamagedError
from seedfeed.theme import ASSETS, Theme

_REMEMBERED = 4096  # entries kept at hand: 4 KiB each, 16 MiB at most


class Edition:
    """What is to be published in one run.

    Attributes:
        head: the head feed's own head.
        emptied: paths of sitemaps that have nothing to say any more, once all is rendered.
    """

    def __init__(  # noqa: PLR0913 - what a site's files are made from
        self,
        ledger: Ledger,
        config: Config,
        *,
        site_id: str,
        digest: str,
        theme: Theme,
        published: Container[str],
        reuse: Callable[[str], bytes | None] = lambda _: None,
        changed: Container[str] = (),
        compiled: Path | None = None,
    ) -> None:
        """Look at the ledger after all decisions stand in it.

        Args:
            digest: of the settings, for the record.
            published: paths that stand in FEEDS: an entry's page stays while its entry is live.
            reuse: gives the bytes of a file in FEEDS whose entries stay as they are; None where it has none.
            changed: ids of entries that do not.
            compiled: a folder for compiled templates.
        """
        self._ledger = ledger
        self._config = config
        self._site_id = site_id
        self._digest = digest
        self._published = published
        self._next_seq = int(ledger.meta("next_seq") or 0)
        self._rows = ledger.feeds()
        self._rows.setdefault(HEAD, FeedRow(HEAD, "head", "", 0, 0, 1))
        self._archived = count_pages(self._next_seq)
        self.head = self._make_head()
        self._theme = theme
        self._pages = Pages(theme, self.head, compiled)
        self._entry = lru_cache(_REMEMBERED)(ledger.entry)
        self._reuse = reuse
        self._changed = changed
        self._shelf = Shelf()
        self._wanted: set[str] = set()
        self.emptied: list[str] = []

    def has_page(self, entry: Entry) -> bool:
        """Tell whether an entry has a page of its own; once it had one it keeps it, for old links' sake."""
        rule = self._config.pages.entries
        if rule == "none":
            return False
        return rule == "all" or entry.link is None or entry.page in self._published

    def feed_paths(self) -> list[str]:
        """Return the folders of every published feed, the head feed last."""
        paths = [path for path, row in self._rows.items() if row.published and path != HEAD]
        return [*sorted(paths), HEAD]

    def render(
        self,
        feeds: Iterable[str],
        pages: Iterable[Entry],
        archive: Iterable[int] = (),
        sitemaps: Container[int] = (),
        advance: Callable[[], None] = lambda: None,
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the files of these feeds, entries' pages and pages of the archive, as (path, bytes).

        Args:
            sitemaps: numbers of those that change.
            advance: is called after each feed and each page.

        What others point to comes first: what pages load, pages, the archive, category and source feeds, the
        head feed, the lists of feeds and pages. A feed that is not published, or an entry without page, is
        passed over.

        Raises:
            CheckError: a file is not what it should be.
            ConfigError: because of a template of the site's own.
        """
        for name in ASSETS:
            yield name, self._pages.render_asset(name)
        for entry in pages:
            advance()
            if self.has_page(entry):
                yield self._checked(entry.page, self._pages.render_entry(entry, self._category_page))
        wanted = {HEAD, *feeds}
        windows = {path: self._window(path) for path in self.feed_paths() if path in wanted}
        self._wanted.update(*windows.values())
        for number in archive:
            yield from self._render_archive(number)
            advance()
        for path, ids in windows.items():
            yield from self._render_feed(self._rows[path], ids)
            advance()
        yield from self._render_lists(sitemaps)
        self._shelf.close()

    def _window(self, path: str) -> list[str]:
        """Return the ids of the entries that a feed shows, newest first (DESIGN, section 6)."""
        if self._ledger.count(path) != self._rows[path].members:
            raise LedgerDamagedError(str(self._ledger.path), f"damaged: members of feed {path!r}")
        places = {(row.published, row.seq): row.id for row in self._ledger.newest(path, self._config.limit)}
        if path == HEAD:
            for entry in self._ledger.numbered(self._archived * PAGE_SIZE, self._next_seq):
                if entry.removed is None:
                    places[to_timestamp(entry.published), entry.seq] = entry.id
        return [places[place] for place in sorted(places, reverse=True)]

    def _render_feed(self, row: FeedRow, ids: list[str]) -> Iterator[tuple[str, bytes]]:
        feed = self.head if row.path == HEAD else self._feed(row)
        entries = [self._entry(entry_id) for entry_id in ids]
        yield from self._render_files(feed, self._record(feed), entries)
        if row.path != HEAD:
            up = "../" * (row.path.count("/") + 1)
            page = self._pages.render_feed(feed, self._linked(entries, root=up))
            yield self._checked(f"{row.path}/index.html", page)

    def _render_archive(self, number: int) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a page of the archive, the entry with the last number first."""
        found = self._ledger.numbered(number * PAGE_SIZE, (number + 1) * PAGE_SIZE)
        feed = msgspec.structs.replace(
            self.head,
            path=archive_path(number),
            kind="archive",
            updated=max([entry.removed or entry.updated for entry in found], default=self.head.updated),
            previous=archive_path(number - 1) if number else None,
            following=archive_path(number + 1) if number + 1 < self._archived else None,
            tombstones=self._tombstones(found),
        )
        record = FeedRecord(kind=feed.kind, label="", updated=feed.updated, removed=_records(found))
        yield from self._render_files(feed, record, [entry for entry in found if entry.removed is None])

    def _render_files(
        self, feed: Feed, record: FeedRecord, entries: list[Entry]
    ) -> Iterator[tuple[str, bytes]]:
        at_hand = self._cut(feed)
        fragments = [self._fragments(entry, at_hand) for entry in entries]
        ids = [entry.id for entry in entries]
        for path, data in render_feed_files(feed, record, fragments):
            named = [entry.guid or entry.id for entry in entries] if path == feed.files.rss else ids
            yield self._checked(path, data, named, f"{feed.site_url}{path}")

    def _render_lists(self, sitemaps: Container[int]) -> Iterator[tuple[str, bytes]]:
        """Yield what is not a feed; a feed without entries stays where it is, and is listed no more."""
        rows = [self._rows[path] for path in self.feed_paths() if path != HEAD]
        others = [self._feed(row) for row in rows if row.members]
        yield self._checked("feeds.opml", render_opml(self.head, others))
        members = self._ledger.newest(HEAD, self._config.limit)
        newest = [self._entry(member.id) for member in members]
        yield self._checked("index.html", self._pages.render_index(others, self._linked(newest, root="")))
        yield from self._render_sitemaps(others, sitemaps)

    def _render_sitemaps(self, others: list[Feed], due: Container[int]) -> Iterator[tuple[str, bytes]]:
        """Yield sitemaps: those of entries' pages that change, that of the feeds' pages, their list."""
        url = self.head.site_url
        listed = []
        for number in range(-(-self._next_seq // SITEMAP_SIZE)):
            path = sitemap_path(number)
            if number not in due:
                listed += [path] if path in self._published else []
                continue
            pages = [
                (url + entry.page, entry.updated)
                for entry in self._ledger.numbered(number * SITEMAP_SIZE, (number + 1) * SITEMAP_SIZE)
                if entry.removed is None and self.has_page(entry)
            ]
            if pages:
                listed.append(path)
                yield self._checked(path, render_sitemap(pages))
            elif path in self._published:
                self.emptied.append(path)
        feeds = [(feed.url, feed.updated) for feed in (self.head, *others)]
        yield self._checked("sitemaps/feeds.xml", render_sitemap(feeds))
        whole = [url + path for path in ("sitemaps/feeds.xml", *listed)]
        yield self._checked("sitemap.xml", render_sitemap_index(whole))

    def _category_page(self, category: Category) -> str | None:
        path = category_path(category)
        row = self._rows.get(path)
        return f"{path}/index.html" if row is not None and row.published else None

    def _linked(self, entries: list[Entry], *, root: str) -> list[tuple[Entry, str | None]]:
        return [(entry, entry_url(entry, root, has_page=self.has_page(entry))) for entry in entries]

    def _cut(self, feed: Feed) -> dict[str, Fragments]:
        """Return the entries of a feed as they stand in FEEDS, those that did not change."""
        files = [self._reuse(path) for path in feed.files]
        found = [data for data in files if data is not None]
        if len(found) < len(files):
            return {}
        cut = cut_feed_files(*found)
        return {entry_id: parts for entry_id, parts in cut.items() if entry_id not in self._changed}

    def _fragments(self, entry: Entry, at_hand: Mapping[str, Fragments]) -> Fragments:
        known = at_hand.get(entry.id) or self._shelf.find(entry.id)
        if known is None:
            known = render_fragments(entry, self.head, has_page=self.has_page(entry))
            if entry.id in self._wanted:
                self._shelf.put(entry.id, known)
        return known

    def _make_head(self) -> Feed:
        gone = sorted(self._ledger.removed(), key=_when, reverse=True) if self._config.tombstones else []
        return msgspec.structs.replace(
            self._feed(self._rows[HEAD]),
            previous=archive_path(self._archived - 1) if self._archived else None,
            tombstones=self._tombstones(gone[: self._config.limit]),
        )

    def _tombstones(self, entries: Iterable[Entry]) -> tuple[tuple[str, datetime], ...]:
        if not self._config.tombstones:
            return ()
        return tuple((entry.id, entry.removed) for entry in entries if entry.removed is not None)

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
            removed=_records(self._ledger.numbered(self._archived * PAGE_SIZE, self._next_seq)),
            site_id=self._site_id,
            next_seq=self._next_seq,
            config=self._digest,
        )

    def _checked(
        self, path: str, data: bytes, ids: list[str] | None = None, address: str = ""
    ) -> tuple[str, bytes]:
        """Read a file back as a stranger would, before it may replace the old one."""
        problems = check_file(path.rpartition("/")[2], data, ids or [], address)
        if problems and path.endswith(".html") and self._theme.folder is not None:
            raise ConfigError(str(self._theme.folder), f"gives no page for {path}: {problems[0]}")
        if problems:
            raise CheckError(path, f"rendered wrong, the old file stands: {problems[0]}; this is a bug")
        return path, data


def _records(entries: Iterable[Entry]) -> tuple[RemovedRecord, ...]:
    return tuple(record_removed(entry, entry.removed) for entry in entries if entry.removed is not None)


def _when(entry: Entry) -> tuple[datetime, int]:
    """Return when an entry went; of several the one with the higher number counts as the later."""
    return entry.removed or entry.updated, entry.seq
