"""What an entry's page says to machines: schema.org's NewsArticle as JSON-LD, where the source is known."""

from typing import Any

import msgspec
from markupsafe import Markup

from seedfeed.dates import format_rfc3339
from seedfeed.model import Entry, Feed, Source

# In a script element `<` could end it or open a comment (HTML §4.12.1.3), U+2028 a line of JavaScript.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def describe_article(entry: Entry, url: str, head: Feed) -> Markup:
    """Return an entry as JSON-LD for a script element; empty where its source is not known.

    Args:
        url: of the entry's own page.
        head: the site's head feed, whose author publishes the page.
    """
    if entry.source is None and entry.link is None:
        return Markup()
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": entry.title,
        "description": entry.summary,
        "inLanguage": entry.language or head.language,
        "datePublished": format_rfc3339(entry.published),
        "dateModified": format_rfc3339(entry.updated),
        "url": url,
        "image": None if entry.image is None else entry.image.url,
        "author": [
            _leave_out_empty({"@type": "Person", "name": who.name, "url": who.url}) for who in entry.authors
        ],
        "publisher": {"@type": "Organization", "name": head.author, "url": head.site_url},
        "keywords": [found.label for found in entry.categories],
        "isBasedOn": _describe_original(entry, entry.source),
    }
    text = msgspec.json.encode(_leave_out_empty(said)).decode()
    for character, escaped in _ESCAPES.items():
        text = text.replace(character, escaped)
    return Markup(text)  # noqa: S704 - nothing is left in it that ends a script element


def _describe_original(entry: Entry, source: Source | None) -> dict[str, Any]:
    """Return the original article, as far as it is known."""
    publisher = None
    if source is not None:
        publisher = _leave_out_empty({"@type": "Organization", "name": source.name, "url": source.url})
    return _leave_out_empty({"@type": "NewsArticle", "url": entry.link, "publisher": publisher})


def _leave_out_empty(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value not in (None, "", [])}
