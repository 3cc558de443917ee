"""The entries of several old feeds of one site -> one for each article."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from seedfeed.old_feeds.entry import OldEntry
from seedfeed.old_feeds.keys import link_key, title_key

_Key = tuple[object, ...]


def merge_old_entries(lists: Iterable[Sequence[OldEntry]]) -> tuple[OldEntry, ...]:
    """Return the entries of several feeds, one for each article; no two have an id or a guid in common.

    Entries are one article's where readers take them for one, by id or guid; where their links are equal; and
    where title and date of publication are and the one has only the guid, the other only the id. A link that
    a feed gives to several articles, such as the home page's, tells none of them, and so for a title with its
    date. What two feeds say differently is taken from the first, but an Atom feed's id goes before a JSON
    Feed's.

    Args:
        lists: the entries of each feed, the feed with the most subscribers first.

    Returns:
        In the order in which they first stand there.
    """
    feeds = [tuple(entries) for entries in lists]
    merger = _Merger({key for entries in feeds for key in _find_ambiguous(entries)})
    for entries in feeds:
        for entry in entries:
            merger.add(entry)
    return tuple(merger.entries)


def _heading(entry: OldEntry) -> _Key | None:
    """Return title and date where there are both."""
    title = title_key(entry.title)
    return (title, entry.published) if title and entry.published is not None else None


def _find_ambiguous(entries: Sequence[OldEntry]) -> Iterator[_Key]:
    """Yield the keys that one feed gives to several articles.

    One article has one identity, or one link with one heading: some sites give it a new guid whenever it
    changes.
    """
    owners: dict[_Key, set[object]] = {}
    kinds: dict[_Key, set[object]] = {}
    for entry in entries:
        name = (entry.identities or (f"{entry.link} {entry.title}",))[0]
        heading = _heading(entry)
        link = link_key(entry.link) if entry.link else None
        if link:
            owners.setdefault(("link", link), set()).add(name)
            kinds.setdefault(("link", link), set()).add(heading or title_key(entry.title) or name)
        if heading:
            owners.setdefault(("heading", heading), set()).add(name)
            kinds.setdefault(("heading", heading), set()).add(link or name)
    return (key for key, names in owners.items() if len(names) > 1 and len(kinds[key]) > 1)


class _Merger:
    """The articles found so far, and the tables in which they are looked up."""

    def __init__(self, ambiguous: set[_Key]) -> None:
        self.ambiguous = ambiguous
        self.entries: list[OldEntry] = []
        self.by_key: dict[_Key, int] = {}
        self.by_heading: dict[_Key, list[int]] = {}

    def add(self, entry: OldEntry) -> None:
        """Complete the article that an entry is of, or take it for a new one."""
        keys = list(self._find_keys(entry))
        number = next((self.by_key[key] for key in keys if key in self.by_key), None)
        if number is None:
            number = self._find_by_heading(entry)
        if number is None:
            number = len(self.entries)
            self.entries.append(entry)
        else:
            self.entries[number] = self._complete(number, entry)
        for key in keys:
            self.by_key.setdefault(key, number)
        heading = _heading(entry)
        if heading and number not in self.by_heading.setdefault(heading, []):
            self.by_heading[heading].append(number)

    def _find_keys(self, entry: OldEntry) -> Iterator[_Key]:
        yield from (("identity", identity) for identity in entry.identities)
        if entry.link and (key := ("link", link_key(entry.link))) not in self.ambiguous:
            yield key

    def _find_by_heading(self, entry: OldEntry) -> int | None:
        heading = _heading(entry)
        if heading is None or ("heading", heading) in self.ambiguous:
            return None
        found = [
            number
            for number in self.by_heading.get(heading, ())
            if not (entry.guid and self.entries[number].guid) and not (entry.id and self.entries[number].id)
        ]
        return found[0] if len(found) == 1 else None

    def _complete(self, number: int, entry: OldEntry) -> OldEntry:
        """Return the article with what it lacked; an id that is another article's is not taken.

        A guid never is: entries are looked up by it before all else.
        """
        known = self.entries[number]
        is_free = entry.id is not None and self.by_key.get(("identity", entry.id), number) == number
        is_better = known.id is None or (known.id_format == "json" and entry.id_format == "atom")
        takes_id = is_free and is_better
        return structs.replace(
            known,
            id=entry.id if takes_id else known.id,
            id_format=entry.id_format if takes_id else known.id_format,
            guid=known.guid or entry.guid,
            link=known.link or entry.link,
            title=known.title or entry.title,
            published=known.published or entry.published,
            updated=known.updated or entry.updated,
        )
