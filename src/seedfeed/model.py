"""The values that flow through a run, one type a stage; all frozen, none half-done.

    Article | Problem -understand-> Draft -decide-> Entry -render-> Feed files; all of it -> Report

Nothing here touches a disk, a clock or a network, and nothing here has behaviour beyond guarding
what would be our own mistake.
"""

from datetime import UTC, datetime
from typing import Literal, NamedTuple

from msgspec import Struct

# Hashes in a Sketch: 64 pieces are 400 words; of longer articles the smallest hashes are a sample.
MOST_CHUNKS, MOST_NUMBERS = 64, 16

CategoryKind = Literal["tag", "topic", "place", "organization", "person"]


class Problem(Struct, frozen=True, kw_only=True):
    """Why an article is left out, in words its owner can act on.

    Attributes:
        where: the article's path, with a line where one is to blame.
        what: the reason and what to do; lower case, no full stop.
    """

    where: str
    what: str

    def __str__(self) -> str:
        """Return the one line that is shown."""
        return f"{self.where}: {self.what}"


class Author(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person or body that wrote the article (RFC 4287 §3.2).

    Attributes:
        name: plain text, never empty.
        email: an address without `mailto:`; absent where the article states none.
        url: a home page, http or https.
    """

    name: str
    email: str | None = None
    url: str | None = None


class Category(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an entry is about (RFC 4287 §4.2.2, RSS 2.0 <category>).

    Attributes:
        kind: where it comes from; `tag` is the author's own.
        term: what machines compare; a code for topics, otherwise the label.
        label: what people read; plain text, never empty.
        scheme: an IRI naming the vocabulary of `term`; tags have none.
    """

    kind: CategoryKind
    term: str
    label: str
    scheme: str | None = None


class Source(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The outlet that published the original article.

    Attributes:
        name: as people know it, or its domain where nothing better is known.
        url: its home page, http or https; absent where it is not known, never guessed.
        feed: the address of its own feed (RSS 2.0 <source> url), where known.
    """

    name: str
    url: str | None = None
    feed: str | None = None


class Media(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture, sound or film of an article (RSS 2.0 <enclosure>, Media RSS <media:content>).

    Attributes:
        url: where it is, http or https.
        type: its media type, such as `image/jpeg` (RFC 6838); empty for a picture whose address tells none.
        alt: what it shows, in plain text; empty where nobody says.
        length_bytes: its size; absent where nobody says.
        duration_s: how long it plays, in whole seconds; absent where nobody says.
    """

    url: str
    type: str
    alt: str = ""
    length_bytes: int | None = None
    duration_s: int | None = None


class Evidence(Struct, frozen=True, kw_only=True):
    """One finding of `understand`: what, by which rule, from which line.

    Attributes:
        field: the Draft's field it speaks for, or `quoted`, `furniture`, `note`.
        value: the finding in words.
        rule: the name of the rule that found it.
        line: 1-based line of the article's file; absent where no line stands for it.
    """

    field: str
    value: str
    rule: str
    line: int | None = None


class Metadata(Struct, frozen=True, kw_only=True):
    """What front matter or a sidecar states, under one set of names, not yet judged.

    Attributes:
        date, updated: as written, still text.
        tags: the author's own, categories first, in the order written.
        link: the URL of the original article.
        path: where its site keeps it, as written; a day may stand in it.
        source_name, source_url: the outlet's name, and its home page.
        image: the article's picture; its address as written, its type empty where nobody states it.
        enclosures: sound and film, the same.
        draft: true keeps the article out of the feeds.
    """

    title: str | None = None
    date: str | None = None
    updated: str | None = None
    authors: tuple[Author, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str | None = None
    link: str | None = None
    path: str | None = None
    source_name: str | None = None
    source_url: str | None = None
    language: str | None = None
    id: str | None = None
    image: Media | None = None
    enclosures: tuple[Media, ...] = ()
    draft: bool = False


class Article(Struct, frozen=True, kw_only=True):
    r"""One article as read: decoded, XML-legal, metadata set apart, nothing understood yet.

    Attributes:
        key: path below SEEDS, `/`-separated; the article's name in the ledger.
        format: how `text` is written.
        text: the article without its front matter; lines end in `\n`.
        first_line: 1-based line of the file on which `text` starts.
        metadata: front matter, completed by the sidecar.
        content_hash: 32 hex digits over the bytes of the file and its sidecar.
        mtime: when the file was last written; aware, UTC, whole seconds.
        notes: what the reader of the file should know, such as a guessed encoding.
    """

    key: str
    format: Literal["text", "markdown", "html"]
    text: str
    first_line: int = 1
    metadata: Metadata = Metadata()
    content_hash: str
    mtime: datetime
    notes: tuple[str, ...] = ()


class Sketch(Struct, frozen=True, kw_only=True, array_like=True):
    """What copies of one article have in common, of a text alone; nothing of it can be read back.

    Attributes:
        exact: hash of all letters and digits, 56 bits; 0 = there is no sketch.
        title: hash of the title's, 32 bits.
        chunks: the smallest hashes of the text's pieces, ascending; empty where the text is too short to
            be compared piece by piece, or says nothing of what the title says.
        numbers: the hashes of its numbers and what stands before them; of more than 16 one hash of all.
    """

    exact: int = 0
    title: int = 0
    chunks: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()


class Draft(Struct, frozen=True, kw_only=True):
    """What `understand` made of one article: no identity and no time of its own yet.

    Attributes:
        key, content_hash, mtime: the Article's.
        title: plain text, never empty.
        summary: plain text, whole sentences; empty only when the article has no text of its own.
        body_html: sanitised HTML of the whole body where full text is published.
        link: the canonical URL of the original article.
        id: what the author demands as the entry's id.
        published, updated: stated by the article; aware, UTC, whole seconds.
        categories: tags, topics, names, in this order, most telling first.
        related: titles the article points to, in its order.
        quoted: agencies and outlets that are quoted and are not the source.
        language: BCP 47.
        image: the picture that stands for the article.
        enclosures: the sound and film that belong to it.
        draft: true when the author does not want it published.
        sketch: what it is told by as a copy; without one where copies are kept.
        evidence: every finding, in the order of the fields and lines.
    """

    key: str
    content_hash: str
    mtime: datetime
    title: str
    summary: str
    body_html: str | None = None
    link: str | None = None
    source: Source | None = None
    authors: tuple[Author, ...] = ()
    id: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    categories: tuple[Category, ...] = ()
    related: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    language: str | None = None
    image: Media | None = None
    enclosures: tuple[Media, ...] = ()
    draft: bool = False
    sketch: Sketch = Sketch()
    evidence: tuple[Evidence, ...] = ()


class Entry(Struct, frozen=True, kw_only=True):
    """One item of a feed, complete: nothing is filled in later.

    Attributes:
        id: permanent IRI, never reused or changed (RFC 4287 §4.2.6).
        key, content_hash: the article it was made from.
        seq: position in the order of first publication, from 0; never used twice.
        page: path of its own page below FEEDS, fixed when first published.
        title: plain text, never markup.
        summary: plain text, whole sentences, no markup.
        link: URL of the original article; without one its own page is its link.
        published: aware, UTC, whole seconds; fixed once published (RFC 4287 §4.2.9).
        updated: the same; moves on a significant change only (RFC 4287 §4.2.15).
        first_seen: the same; the file's time when it was first seen.
        removed: when its article went, the same; absent while it is published.
        guid: what subscribers of an old RSS feed know it by, where that is not its id (RSS 2.0 <guid>).
        old_link: its link in an old feed, which stands where the article states none.
    """

    id: str
    key: str
    content_hash: str
    seq: int
    page: str
    title: str
    summary: str
    body_html: str | None = None
    link: str | None = None
    source: Source | None = None
    authors: tuple[Author, ...] = ()
    categories: tuple[Category, ...] = ()
    related: tuple[str, ...] = ()
    language: str | None = None
    image: Media | None = None
    enclosures: tuple[Media, ...] = ()
    published: datetime
    updated: datetime
    first_seen: datetime
    removed: datetime | None = None
    guid: str | None = None
    old_link: str | None = None

    def __post_init__(self) -> None:
        """Guard what would be our own mistake: a time without zone or with fractions."""
        for moment in (self.published, self.updated, self.first_seen, self.removed):
            if moment is not None:
                _guard_moment(self.key, moment)


def _guard_moment(where: str, moment: datetime) -> None:
    if moment.tzinfo is not UTC or moment.microsecond:
        raise ValueError(f"{where}: not a whole second in UTC: {moment!r}")


class FeedFiles(NamedTuple):
    """Paths of a feed's three files below FEEDS."""

    rss: str
    atom: str
    json: str


def archive_files(path: str) -> FeedFiles:
    """Return where the files of an archive page stand."""
    return FeedFiles(f"{path}.rss.xml", f"{path}.atom.xml", f"{path}.json")


class Feed(Struct, frozen=True, kw_only=True):
    """The head of one feed: all that stands outside its entries.

    Attributes:
        path: folder below FEEDS, empty for the head feed; of an archive page its files without endings.
        kind: what it collects; `head`, `archive`, `source`, or a category's kind.
        label: the category's or source's name; empty for the head feed and its archive.
        id: permanent IRI (RFC 4287 §4.2.6); an archive page has the head feed's.
        site_url: public address of FEEDS; ends in `/`.
        title, description: plain text, never empty.
        updated: the newest change among its entries; aware, UTC, whole seconds.
        language: BCP 47.
        author: never empty; the site's title where nobody is named (RFC 4287 §4.1.1).
        hubs: addresses of WebSub hubs.
        previous, following: paths of the archive pages before and after this one (RFC 5005 §4).
        tombstones: ids of entries that were removed, and when (RFC 6721), where they are to be told.
    """

    path: str
    kind: str
    label: str
    id: str
    site_url: str
    title: str
    description: str
    updated: datetime
    language: str
    author: str
    email: str | None = None
    rights: str | None = None
    hubs: tuple[str, ...] = ()
    previous: str | None = None
    following: str | None = None
    tombstones: tuple[tuple[str, datetime], ...] = ()

    def __post_init__(self) -> None:
        """Guard what would be our own mistake: a time without zone or with fractions."""
        _guard_moment(self.path, self.updated)

    @property
    def is_archived(self) -> bool:
        """Whether this is a page of the archive, and not a feed one subscribes to (RFC 5005 §4)."""
        return self.kind == "archive"

    @property
    def url(self) -> str:
        """The public address of the feed's page; ends in `/`."""
        return f"{self.site_url}{self.path}/" if self.path and not self.is_archived else self.site_url

    @property
    def files(self) -> "FeedFiles":
        """Where its files stand below FEEDS."""
        if self.is_archived:
            return archive_files(self.path)
        folder = f"{self.path}/" if self.path else ""
        return FeedFiles(f"{folder}rss.xml", f"{folder}atom.xml", f"{folder}feed.json")


class Duplicate(Struct, frozen=True, kw_only=True):
    """An article that was saved twice: this file is left out for the sake of the other, the older one."""

    path: str
    of: str


class Report(Struct, frozen=True, kw_only=True):
    """What a run did, or would have done.

    Attributes:
        new, changed, removed: entries.
        left_out: articles that are not in the feeds as they are, for a standing reason.
        problems: why articles are left out; those that are new or changed since the last run come first.
        fresh: how many of `problems` are new or changed.
        held: articles that wait for their stated date, first noticed in this run; path and date.
        duplicates: files left out because another holds the same article; those found in this run first.
        fresh_duplicates: how many of them were found in this run.
        adopted: numbers of the old feeds' entries that new ones took over.
        warnings: whole lines for the operator.
        written, deleted: paths below FEEDS.
        total: entries that are published now.
    """

    new: int = 0
    changed: int = 0
    removed: int = 0
    left_out: int = 0
    problems: tuple[Problem, ...] = ()
    fresh: int = 0
    held: tuple[tuple[str, datetime], ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    fresh_duplicates: int = 0
    adopted: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    total: int = 0
