"""Where the article comes from: the original's URL, and the outlet.

An address or a name must be stated by the article or its metadata; none is ever made up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from seedfeed.model import Article, Evidence, Source
from seedfeed.text import is_web_address
from seedfeed.understand.media import type_of
from seedfeed.understand.outlets import domain_of, find_outlet, find_outlet_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedfeed.config import Config
    from seedfeed.understand.layout import Layout

LONGEST_NAME = 60
MOST_NAME_WORDS = 7
# Lines from the first and from the last in which an address on its own is the article's.
URL_NEAR_TOP, URL_NEAR_END = 3, 3
_NO_NAME_MARKS = frozenset(":={}<>@#\\")
_AROUND_NAME = " \"'“”\u2018\u2019«»<>[]()*_.,:;-\u2013—"
_URL = re.compile(r"https?://[^\s<>\"'“”)\]]+", re.IGNORECASE)
_BARE_DOMAIN = re.compile(r"(?:www\.)?([a-z0-9-]{1,63}\.[a-z0-9.-]{2,80})(?:/\S*)?\Z", re.IGNORECASE)
_NAME_ENDS = re.compile(
    r": |\. |\.\Z|[;!?()\[\]|]| (?:on|in) (?=\w+ \d|\d|january|february|march|april|may |june|july|august"
    r"|september|october|november|december)|,? and (?:is|was|has|re)|,? under |,? with permission|,? where "
    r"|,? which "
    r"| [\u2013—-] |, (?:an?|the) |,? (?:written )?by |\b(?:click )?here\b",
    re.IGNORECASE,
)
_TRAILING_SOURCE = re.compile(
    r"[(\[] ?(?:sources?|via|h/t|hat tip|courtesy(?: of)?) ?[:\uff1a]? ?([^()\[\]]{2,80})[)\]]\W{0,3}\Z",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?:(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|may|\w+day)\b[ ,]*\d|\d", re.IGNORECASE
)
# Hosts of pictures, films and talk: an address there is an embed, not the article's own.
_EMBEDS = frozenset(
    [
        "youtube.com",
        "youtu.be",
        "twitter.com",
        "x.com",
        "t.co",
        "pic.twitter.com",
        "facebook.com",
        "fb.com",
        "instagram.com",
        "vimeo.com",
        "imgur.com",
        "soundcloud.com",
        "tiktok.com",
        "pinterest.com",
        "flickr.com",
        "giphy.com",
        "bit.ly",
        "spotify.com",
    ]
)
# Before "via" and the like these make a picture's or a film's credit.
_CREDITED = re.compile(
    r"\b(?:images?|photos?|getty|shutterstock|giphy|flickr|youtube|wikimedia|unsplash|screenshot)\b",
    re.IGNORECASE,
)


class Origin(Struct, frozen=True, kw_only=True):
    """What is known of the original article."""

    link: str | None = None
    source: Source | None = None
    evidence: tuple[Evidence, ...] = ()


def find_origin(article: Article, layout: Layout, config: Config) -> Origin:
    """Return link and source: from metadata, else from the line that states them."""
    evidence: list[Evidence] = []
    stated = _stated_by_metadata(article, config, evidence)
    link, source = stated
    if link is None or source is None:
        for rule, value, line in _stated_by_text(layout):
            text_link, text_source = _read_statement(value, config)
            if text_link is None and text_source is None:
                continue
            if link is None and text_link is not None and source is None:
                link = text_link
                evidence.append(Evidence(field="link", value=text_link, rule=rule, line=line))
            if source is None and text_source is not None:
                source = text_source
                evidence.append(Evidence(field="source", value=text_source.name, rule=rule, line=line))
            break
    if source is not None and _is_own_site(source.url, config):
        source = None
    return Origin(link=link, source=source, evidence=tuple(evidence))


def _is_own_site(url: str | None, config: Config) -> bool:
    """Tell whether the outlet is the very site that publishes the feeds: nobody is one's own source."""
    return url is not None and domain_of(url) == domain_of(config.site.url)


def _stated_by_metadata(
    article: Article, config: Config, evidence: list[Evidence]
) -> tuple[str | None, Source | None]:
    metadata = article.metadata
    link = _checked(metadata.link, "link", evidence)
    if link:
        evidence.append(Evidence(field="link", value=link, rule="metadata"))
    url = _checked(metadata.source_url, "source_url", evidence)
    source = None
    if metadata.source_name:
        known = find_outlet(metadata.source_name, config)
        name = known.name if known else metadata.source_name
        source = Source(
            name=name, url=url or (known.url if known else None), feed=known.feed if known else None
        )
    elif url or link:
        source = _source_of(url or link or "", config)
        if url and source:
            source = Source(name=source.name, url=url, feed=source.feed)
    if source:
        evidence.append(Evidence(field="source", value=source.name, rule="metadata"))
    return link, source


def _checked(url: str | None, key: str, evidence: list[Evidence]) -> str | None:
    """Return an address from metadata if a feed may hold it, else leave a note."""
    if not url:
        return None
    if is_web_address(url):
        return url
    note = f"{key} is not an absolute http or https address: {url[:100]!r}"
    evidence.append(Evidence(field="note", value=note, rule="metadata"))
    return None


def _source_of(url: str, config: Config) -> Source | None:
    """Return the outlet of an address; one nobody knows goes by its domain."""
    known = find_outlet_of(url, config)
    if known is not None:
        return known
    domain = domain_of(url)
    scheme = url.partition("://")[0].lower()
    host = (
        url.partition("://")[2]
        .partition("/")[0]
        .partition("?")[0]
        .partition("#")[0]
        .rpartition("@")[2]
        .lower()
    )
    return Source(name=domain, url=f"{scheme}://{host}/") if domain else None


def _stated_by_text(layout: Layout) -> Iterable[tuple[str, str, int]]:
    """Yield rule, value and line of all that may state the source, the surest first."""
    marks = layout.marks
    urls = [mark for mark in marks if mark.kind == "url" and not _is_embed(mark.value)]
    numbers = _own_lines(layout)
    top, end = numbers[:URL_NEAR_TOP], numbers[-URL_NEAR_END:]
    yield from (("address near the top", mark.value, mark.number) for mark in urls if mark.number in top)
    sure = [mark for mark in marks if mark.kind == "source"]
    yield from ((mark.rule, mark.value, mark.number) for mark in sure if mark.rule.startswith("read the"))
    yield from ((mark.rule, mark.value, mark.number) for mark in sure if not mark.rule.startswith("read the"))
    for line in (*layout.body[:1], *reversed(layout.body[-3:])):
        match = _TRAILING_SOURCE.search(line.text[-100:]) if line.text[-1] in ")].,;" else None
        # A single small word in brackets is a remark, "(via phone)", more often than a name.
        if match and not _CREDITED.search(match[1]) and (match[1][0].isupper() or "." in match[1]):
            yield "source in brackets", match[1], line.number
    yield from (("address at the end", mark.value, mark.number) for mark in urls if mark.number in end)


def _own_lines(layout: Layout) -> list[int]:
    """Return the numbers of the lines that are no furniture, in order."""
    own = [line.number for line in layout.body]
    own += [
        mark.number for mark in layout.marks if mark.kind not in {"furniture", "trailer", "caption", "title"}
    ]
    if layout.title is not None:
        own.append(layout.title.number)
    return sorted(own)


def _is_embed(url: str) -> bool:
    domain = domain_of(url)
    is_file = type_of(url) is not None or url.partition("?")[0].lower().endswith(".pdf")
    return domain in _EMBEDS or domain.partition(".")[2] in _EMBEDS or is_file


def _read_statement(value: str, config: Config) -> tuple[str | None, Source | None]:
    """Return link and source that the value of a source line states."""
    match = _URL.search(value)
    if match:
        url = match[0].rstrip(".,;:!?)>]")
        if not is_web_address(url) or _is_embed(url):
            return None, None
        name = parse_name(value[: match.start()].strip(" :,(-\u2013—"))
        known = find_outlet(name, config) if name else None
        link = url if url.partition("://")[2].rstrip("/").count("/") or "?" in url else None
        return link, known or _source_of(url, config)
    name = parse_name(value)
    if not name:
        return None, None
    known = find_outlet(name, config)
    if known is None:
        bare = _BARE_DOMAIN.match(name)
        known = find_outlet(bare[1].lower(), config) if bare else None
    if known is None and "," in name:
        first = name.partition(",")[0].strip()
        known = find_outlet(first, config) or Source(name=first)
    return None, known or Source(name=name)


def parse_name(value: str) -> str | None:
    """Return the outlet's name at the start of a source line, or None where it is none for sure."""
    if _MONTH.match(value) or _CREDITED.search(value):
        return None
    name = _NAME_ENDS.split(value.strip(_AROUND_NAME.replace(".", "")), maxsplit=1)[0]
    name = name.strip(_AROUND_NAME)
    if not 1 < len(name) <= LONGEST_NAME or len(name.split()) > MOST_NAME_WORDS:
        return None
    if not any(char.isalpha() for char in name) or not _NO_NAME_MARKS.isdisjoint(name):
        return None
    words = name.split()
    lower = sum(word[0].islower() for word in words)
    # A name begins with a capital, is a domain, or is one word.
    return name if lower <= len(words) // 2 or len(words) == 1 else None
