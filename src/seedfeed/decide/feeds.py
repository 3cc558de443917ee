"""Which feeds an entry belongs to."""

from seedfeed.model import Category, Entry
from seedfeed.text import name_slug

HEAD = ""


def category_path(category: Category) -> str:
    """Return the folder of a category's feed below FEEDS."""
    return f"categories/{name_slug(category.label)}"


def feeds_of(entry: Entry) -> list[tuple[str, str, str]]:
    """Return the feeds an entry belongs to, as (path, kind, label): the head, its categories, its source."""
    feeds = {HEAD: (HEAD, "head", "")}
    for category in entry.categories:
        path = category_path(category)
        feeds.setdefault(path, (path, category.kind, category.label))
    if entry.source is not None:
        path = f"sources/{name_slug(entry.source.name)}"
        feeds[path] = (path, "source", entry.source.name)
    return list(feeds.values())
