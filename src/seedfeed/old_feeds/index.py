"""Which old entry an article is, by link and title."""

from collections.abc import Iterable

from seedfeed.old_feeds.entry import OldEntry
from seedfeed.old_feeds.keys import link_key, title_key


class OldIndex:
    """Old entries, to be found by what an article is known by.

    It remembers nothing of what it was asked: two articles with one link, or one title, are given the same
    entry. That an entry becomes one article's only is the caller's matter.
    """

    def __init__(self, entries: Iterable[OldEntry]) -> None:
        """Take the entries, one for each article, as `merge_old_entries` returns them."""
        self._by_link: dict[str, list[OldEntry]] = {}
        self._by_title: dict[str, list[OldEntry]] = {}
        for entry in entries:
            if entry.link:
                self._by_link.setdefault(link_key(entry.link), []).append(entry)
            if title := title_key(entry.title):
                self._by_title.setdefault(title, []).append(entry)

    def find(self, link: str | None, title: str) -> OldEntry | None:
        """Return the entry with an article's link, else the only one with its title.

        Of several entries with the link it is the only one that has the title as well.

        Args:
            link: the article's, absolute; its scheme, `www.`, fragment and tracking do not matter.
            title: plain text; its case, punctuation and white space do not matter.
        """
        linked = self._by_link.get(link_key(link), []) if link else []
        if len(linked) == 1:
            return linked[0]
        titled = self._by_title.get(title_key(title), [])
        for found in ([entry for entry in linked if entry in titled], titled):
            if len(found) == 1:
                return found[0]
        return None
