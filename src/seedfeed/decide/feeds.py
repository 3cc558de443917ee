"""Which feeds an entry belongs to."""

from seedfeed.model import Entry
from seedfeed.text import name_slug

HEAD = ""


def feeds_of(entry: Entry) -> list[tuple[str, str, str]]:
    """Return the feeds an entry belongs to, as (path, kind, label): the head, its categories, its source."""
    feeds = {HEAD: (HEAD, "head", "")}
    for category in entry.categories:
        path = f"categories/{name_slug(category.label)}"
        feeds.setdefault(path, (path, category.kind, category.label))
    if entry.source is not None:
        path = f"sources/{name_slug(entry.source.name)}"
        feeds[path] = (path, "source", entry.source.name)
    return list(feeds.values())
