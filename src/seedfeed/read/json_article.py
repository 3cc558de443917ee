"""One article as a JSON object -> its text and what it states, under the names that scrapers give them.

Those of schema.org's Article, JSON Feed's items, news-please, newspaper, trafilatura and Mercury are known.
"""

from typing import Any

import msgspec
from msgspec import Struct

from seedfeed.read.media import plain_name
from seedfeed.read.values import ValuesError
from seedfeed.text import clean

# Names as `plain_name` writes them; the first that has a value is taken.
_TEXTS = "articlebody text contenttext maintext cleanedtext fulltext body content article".split()  # noqa: SIM905
_PAGES = "contenthtml bodyhtml html articlehtml rawhtml".split()  # noqa: SIM905
_NAMES = {
    "title": "title headline name",
    "date": "datepublished publisheddate publishdate datepublish publishedat published date pubdate",
    "updated": "datemodified modifieddate datemodify updatedat updated lastmodified",
    "author": "authors author byline creator",
    "summary": "summary description excerpt abstract dek standfirst",
    "link": "url link canonical canonicalurl canonicallink externalurl mainentityofpage sourceurl",
    "source": "sitename publisher sourcedomain source hostname domain",
    "language": "inlanguage language lang",
    "tags": "tags keywords categories articlesection",
    "image": "image topimage imageurl leadimageurl thumbnailurl bannerimage",
}
_PLAIN = frozenset(["title", "date", "updated", "summary", "link", "language"])
_INNER = ("name", "url", "@id", "@value", "title")


class JsonArticle(Struct, frozen=True, kw_only=True):
    """An article as read.

    Attributes:
        values: what it states, in the names of front matter.
    """

    text: str
    is_html: bool
    values: dict[str, Any]


def parse_json_article(text: str) -> JsonArticle:
    """Read one article.

    Raises:
        ValuesError: it is no JSON, no single object, or no article.
    """
    try:
        whole = msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValuesError(f"not JSON: {error}") from error
    item = _find_article(whole)
    named = {plain_name(key): value for key, value in item.items() if value not in (None, "", [], {})}
    body = next((named[name] for name in _TEXTS if isinstance(named.get(name), str)), "")
    page = next((named[name] for name in _PAGES if isinstance(named.get(name), str)), "")
    is_html = not body or "</" in body
    values = {field: value for field, names in _NAMES.items() if (value := _first(named, field, names))}
    if not (body or page or "title" in values):
        raise ValuesError("no article: expected an object with 'title' and 'text'")
    return JsonArticle(text=clean(body or page), is_html=is_html, values=values)


def _find_article(whole: object) -> dict[str, Any]:
    """Return the object that is the article: the whole, or the one of a graph that has a text."""
    if isinstance(whole, dict) and isinstance(whole.get("@graph"), list):
        whole = [node for node in whole["@graph"] if isinstance(node, dict) and "headline" in node]
    if isinstance(whole, list) and len(whole) == 1:
        whole = whole[0]
    if isinstance(whole, list):
        raise ValuesError(f"a list of {len(whole)}, expected one article a file; write each to its own")
    if not isinstance(whole, dict):
        raise ValuesError("expected an object with 'title' and 'text'")
    if isinstance(whole.get("items"), list):
        raise ValuesError("a feed, expected one article a file; write each item to its own")
    return whole


def _first(named: dict[str, Any], field: str, names: str) -> Any:  # noqa: ANN401 - judged by parse_stated
    for name in names.split():
        value = named.get(name)
        if field in _PLAIN or field in {"source", "image"}:
            value = _plain(value)
        elif field == "author":
            value = [_plain(item) for item in (value if isinstance(value, list) else [value]) if _plain(item)]
        elif field == "tags" and isinstance(value, list):
            value = [_plain(item) for item in value if _plain(item)]
        if value:
            return value
    return None


def _plain(value: object) -> str | None:
    """Return a value as text: the first of several, and of an object its name or address."""
    if isinstance(value, list):
        return next((text for item in value if (text := _plain(item))), None)
    if isinstance(value, dict):
        return next((text for key in _INNER if (text := _plain(value.get(key)))), None)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
