"""JSON Feed 1.0 and 1.1 -> old entries."""

from typing import Any

from seedfeed.old_feeds.entry import OldEntry, first_date, keep_id, plain_title, resolve


def read_json(feed: dict[str, Any]) -> tuple[OldEntry, ...] | None:
    """Return the entries of a feed, in its order; None where it is none (JSON Feed 1.1, top-level, items)."""
    items = feed.get("items")
    if "jsonfeed.org/version/" not in _text(feed, "version") or not isinstance(items, list):
        return None
    site = [_text(feed, "feed_url"), _text(feed, "home_page_url")]
    return tuple(_read_item(item, site) for item in items if isinstance(item, dict))


def _read_item(item: dict[str, Any], site: list[str]) -> OldEntry:
    return OldEntry(
        id=keep_id(_text(item, "id")),
        link=resolve(_text(item, "url"), site) or resolve(_text(item, "external_url"), site),
        title=plain_title(_text(item, "title"), markup="none"),
        published=first_date([_text(item, "date_published")]),
        updated=first_date([_text(item, "date_modified")]),
        id_format="json",
    )


def _text(members: dict[str, Any], name: str) -> str:
    """Return a member that is text; a number is none that an id, an address or a date could be."""
    value = members.get(name)
    return value.strip() if isinstance(value, str) else ""
