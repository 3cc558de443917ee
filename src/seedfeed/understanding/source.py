"""Where the article comes from: the original's URL, and the outlet.

An address or a name must be stated by the article or its metadata; none is ever made up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from seedfeed.model import Article, Evidence, Source
from seedfeed.text import is_web_address
from seedfeed.understanding.outlets import domain_of, find_outlet
from seedfeed.understanding.statements import find_statements, read_statement, source_of

if TYPE_CHECKING:
    from seedfeed.config import Config
    from seedfeed.understanding.layout import Layout
    from seedfeed.understanding.statements import Statement


class Origin(Struct, frozen=True, kw_only=True):
    """What is known of the original article."""

    link: str | None = None
    source: Source | None = None
    evidence: tuple[Evidence, ...] = ()


def find_origin(article: Article, layout: Layout, config: Config) -> Origin:
    """Return link and source: from metadata, else from the lines that state them."""
    evidence: list[Evidence] = []
    link, source = _stated_by_metadata(article, config, evidence)
    if link is None or source is None:
        link, source = _complete_by_text(link, source, layout, config, evidence)
    if source is not None and _is_own_site(source.url, config):
        source = None
    return Origin(link=link, source=source, evidence=tuple(evidence))


def _complete_by_text(
    link: str | None, source: Source | None, layout: Layout, config: Config, evidence: list[Evidence]
) -> tuple[str | None, Source | None]:
    """Return what is known and what the text adds: its surest statement, an address that agrees."""
    for statement in find_statements(layout, config):
        found = read_statement(statement, config)
        if found.source is None:
            continue
        if source is None:
            source = found.source
            evidence.append(_tell("source", source.name, statement))
        if link is None and found.link is not None and found.source.name == source.name:
            link = found.link
            evidence.append(_tell("link", link, statement))
        if link is not None:
            break
    return link, source


def _tell(field: str, value: str, statement: Statement) -> Evidence:
    return Evidence(field=field, value=value, rule=statement.rule, line=statement.line)


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
        source = source_of(url or link or "", config)
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
