"""Article -> Draft: what a raw text says about itself, and by which evidence.

Pure: no disk but the shipped word lists, no clock, no network, no chance, no knowledge of other articles.
A rule that is not sure gives nothing.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from seedfeed.model import Article, Author, Category, Draft, Evidence, Metadata, Problem, Sketch, Source
from seedfeed.text import collapse, decode_references, name_slug
from seedfeed.understand.byline import parse_byline
from seedfeed.understand.language import guess_language, parse_language
from seedfeed.understand.layout import LONGEST_TITLE, Layout, find_layout
from seedfeed.understand.lines import letters_of, split_lines
from seedfeed.understand.media import find_media
from seedfeed.understand.outlets import split_outlet
from seedfeed.understand.sentences import cut_words, split_sentences
from seedfeed.understand.sketch import make_sketch
from seedfeed.understand.source import find_origin, find_quoted
from seedfeed.understand.summary import MIN_TEXT, make_summary, strip_dateline, trim_summary
from seedfeed.understand.when import find_times
from seedfeed.understand.words import split_words

if TYPE_CHECKING:
    from seedfeed.config import Categories, Config
    from seedfeed.understand.lines import Line
    from seedfeed.understand.media import Picture
    from seedfeed.understand.page import Page

# Raised whenever the same article would give another Draft.
EXTRACTOR: int = 2
# A first sentence up to this length is a title as it stands.
LONGEST_SENTENCE_TITLE = 150
# Furniture lines told as evidence; a page has fewer.
TOLD_FURNITURE = 100
# Of the body's beginning: what is read of it for language, categories and the kind of its first sentences.
LEAD_SAMPLE = 3_500
LANGUAGE_SAMPLE = 1_000
WORDS_SAMPLE = 2_000
_FIELDS = (
    "title", "summary", "link", "source", "authors", "id", "published", "updated",
    "categories", "related", "quoted", "language", "image", "enclosures", "furniture", "note",
)  # fmt: skip
_ORDER = {field: number for number, field in enumerate(_FIELDS)}
# Fields of a Draft that have another name in metadata.
_PAGE_FIELDS = {"published": "date", "source": "source_name", "categories": "tags"}
_CATEGORY_RULES = {
    "tag": "metadata",
    "topic": "vocabulary",
    "place": "mentions",
    "organization": "mentions",
    "person": "mentions",
}

__all__ = ["EXTRACTOR", "understand"]


class _Reading(NamedTuple):
    """What the findings of one article are drawn from.

    Attributes:
        lead: the beginning of its body, line by line.
        words: those of the lead's own beginning.
    """

    article: Article
    layout: Layout
    language: str | None
    lead: str
    words: list[str]


def understand(article: Article, config: Config) -> Draft | Problem:
    """Return what the article says, or why it cannot be published."""
    page = _read_page(article)
    if page is not None:
        article = _complete(article, page)
    metadata = article.metadata
    lines, pictures, excerpt = _read(article, page)
    known_title = _plain(metadata.title or "")
    if not lines and not known_title:
        return Problem(where=article.key, what="no title and no text, write both or remove the file")
    layout = find_layout(lines, known_title or None, lambda text: split_sentences(text, None))
    lead = _lead_text(layout, LEAD_SAMPLE)
    language, evidence = _find_language(article, lead)
    reading = _Reading(article, layout, language, lead, split_words(lead[:WORDS_SAMPLE]))
    title = _find_title(article, layout, known_title, language)
    if title is None:
        return Problem(where=article.key, what="no words in it, write a title on the first line")
    evidence.append(title)
    summary = _find_excerpt(article, layout, excerpt, config.summary.length, language)
    if summary is None:
        summary = _find_summary(reading, title.value, config.summary.length)
    origin = find_origin(article, layout, config)
    media = find_media(metadata, layout, pictures, origin.link)
    times = find_times(article, layout, origin.link, language)
    authors = _find_authors(article, layout)
    related = _find_related(layout)
    quoted = [
        Evidence(field="quoted", value=name, rule=rule, line=line)
        for name, rule, line in find_quoted(layout.body)
        if origin.source is None or name != origin.source.name
    ]
    categories = _find_categories(reading, title.value, config.categories)
    evidence += [
        summary,
        *origin.evidence,
        *times.evidence,
        *_tell_authors(article, authors),
        *related,
        *quoted,
        *media.evidence,
    ]
    evidence += _tell_categories(categories) + _tell_rest(article, layout)
    if page is not None:
        evidence = _retell(evidence, page, metadata)
    return Draft(
        key=article.key,
        content_hash=article.content_hash,
        mtime=article.mtime,
        title=title.value,
        summary=summary.value,
        body_html=_render_body(article, page, layout, origin.source, config),
        link=origin.link,
        source=origin.source,
        authors=tuple(author for author, _ in authors),
        id=metadata.id or None,
        published=times.published,
        updated=times.updated,
        categories=categories,
        related=tuple(dict.fromkeys(finding.value for finding in related)),
        quoted=tuple(finding.value for finding in quoted),
        language=language,
        image=media.image,
        enclosures=media.enclosures,
        draft=metadata.draft,
        sketch=_make_sketch(title.value, layout, config),
        evidence=tuple(sorted((found for found in evidence if found.value), key=_evidence_order)),
    )


def _read_page(article: Article) -> Page | None:
    if article.format != "html":
        return None
    from seedfeed.understand.page import read_page

    # A date in the text that lies after the page was saved is not its own.
    return read_page(article.text, article.mtime + timedelta(days=1))


def _complete(article: Article, page: Page) -> Article:
    """Return the article with its sidecar's statements completed by the page's own."""
    changes = {
        field: getattr(page.metadata, field) for field in page.rules if not getattr(article.metadata, field)
    }
    return msgspec.structs.replace(article, metadata=msgspec.structs.replace(article.metadata, **changes))


def _retell(evidence: list[Evidence], page: Page, metadata: Metadata) -> list[Evidence]:
    """Name the element of the page where a field was stated; its lines are none of the file's."""
    told = []
    for found in evidence:
        field = _PAGE_FIELDS.get(found.field, found.field)
        is_pages = field in page.rules and getattr(metadata, field) == getattr(page.metadata, field)
        rule = page.rules[field] if is_pages and found.rule == "metadata" else found.rule
        told.append(Evidence(field=found.field, value=found.value, rule=rule))
    if page.note is not None:
        told.append(Evidence(field="note", value=page.note, rule="reading"))
    return told


def _make_sketch(title: str, layout: Layout, config: Config) -> Sketch:
    """Return what copies of the article are told by, unless the operator keeps them."""
    if config.duplicates == "keep":
        return Sketch()
    return make_sketch(title, "\n".join([line.text for line in layout.body]))


def _evidence_order(found: Evidence) -> tuple[int, int]:
    return _ORDER[found.field], found.line or 0


def _read(article: Article, page: Page | None) -> tuple[list[Line], tuple[Picture, ...], tuple[Line, ...]]:
    """Return the article's lines, the pictures it shows, and the lines its author set apart as excerpt."""
    if page is not None:
        return page.lines(), (), ()
    if article.format == "markdown":
        from seedfeed.understand.markup import read_markdown

        return read_markdown(article.text, article.first_line)
    return split_lines(decode_references(article.text), article.first_line), (), ()


def _plain(stated: str) -> str:
    """Return a stated value on one line, without the references an export left in it."""
    return collapse(decode_references(stated))


def _find_language(article: Article, lead: str) -> tuple[str | None, list[Evidence]]:
    """Return the stated language, else the one the first lines are written in."""
    stated = parse_language(article.metadata.language)
    if stated is not None:
        return stated, [Evidence(field="language", value=stated, rule="metadata")]
    guess = guess_language(lead[:LANGUAGE_SAMPLE])
    if guess is None:
        return None, []
    return guess, [Evidence(field="language", value=guess, rule="common words")]


def _lead_text(layout: Layout, length: int) -> str:
    """Return the first lines of the body, one below the other, as far as `length`."""
    parts: list[str] = []
    for line in layout.body:
        if length <= 0:
            break
        parts.append(line.text[:length])
        length -= len(line.text)
    return "\n".join(parts)


def _find_title(article: Article, layout: Layout, known_title: str, language: str | None) -> Evidence | None:
    """Return the title: metadata, the title line, the first sentence, the file's name."""
    if known_title:
        return Evidence(field="title", value=cut_words(known_title, LONGEST_TITLE), rule="metadata")
    if layout.title is not None:
        line = layout.title
        text, outlet = split_outlet(line.text)
        rule = "heading" if line.heading else "first line"
        rule = f"{rule} without {outlet}" if outlet else rule
        return Evidence(field="title", value=cut_words(text, LONGEST_TITLE), rule=rule, line=line.number)
    for line in layout.body:
        if letters_of(line.text[:LONGEST_TITLE]):
            first = split_sentences(line.text, language)[0]
            value = cut_words(first, LONGEST_SENTENCE_TITLE)
            return Evidence(field="title", value=value, rule="first sentence", line=line.number)
    words = title_of_key(article.key)
    return Evidence(field="title", value=words, rule="file name") if words else None


def _find_excerpt(
    article: Article, layout: Layout, excerpt: tuple[Line, ...], length: int, language: str | None
) -> Evidence | None:
    """Return what stands before the author's "more" mark, unless metadata has a summary or it is no text."""
    if article.metadata.summary or not excerpt:
        return None
    body = {line.number for line in layout.body}
    own = [line for line in excerpt if line.number in body]
    text = trim_summary(strip_dateline(" ".join(line.text for line in own)), length, language)
    if len(text) < MIN_TEXT or not letters_of(text):
        return None
    return Evidence(field="summary", value=text, rule="more mark", line=own[0].number)


def _find_summary(reading: _Reading, title: str, length: int) -> Evidence:
    """Return the summary: the author's own, else the lead."""
    language = reading.language
    if reading.article.metadata.summary:
        own = trim_summary(_plain(reading.article.metadata.summary), length, language)
        if own:
            return Evidence(field="summary", value=own, rule="metadata")
    made = make_summary(reading.layout.body, title, length, language, set(reading.words))
    return Evidence(field="summary", value=made.text, rule=made.rule, line=made.line)


def _find_authors(article: Article, layout: Layout) -> list[tuple[Author, int | None]]:
    """Return the authors and the line that names them."""
    if article.metadata.authors:
        return [(author, None) for author in article.metadata.authors]
    for mark in layout.marks:
        if mark.kind == "byline":
            return [(Author(name=name), mark.number) for name in parse_byline(mark.value, named=True)]
    return []


def _tell_authors(article: Article, authors: list[tuple[Author, int | None]]) -> list[Evidence]:
    rule = "metadata" if article.metadata.authors else "byline"
    return [Evidence(field="authors", value=author.name, rule=rule, line=line) for author, line in authors]


def _find_related(layout: Layout) -> list[Evidence]:
    return [
        Evidence(field="related", value=cut_words(title, LONGEST_TITLE), rule=mark.rule, line=mark.number)
        for mark in layout.marks
        if mark.kind == "related" and (title := mark.value.strip(" :|\u2013—-")) and letters_of(title)
    ]


def _find_categories(reading: _Reading, title: str, rules: Categories) -> tuple[Category, ...]:
    """Return the author's tags, then topics and names where they are wanted."""
    tags = (_plain(tag) for tag in reading.article.metadata.tags)
    found = [Category(kind="tag", term=tag, label=tag) for tag in tags if tag]
    if rules.auto == "always" or (rules.auto == "missing" and not found):
        from seedfeed.understand.names import find_names
        from seedfeed.understand.topics import find_topics

        if reading.language is None or reading.language.startswith("en"):
            found += find_topics(title, reading.lead)
            found += find_names(title, reading.lead)
    return _apply_rules(found, rules)


def _apply_rules(found: list[Category], rules: Categories) -> tuple[Category, ...]:
    """Rename and drop by label, then keep the first of those that would share a path."""
    renamed = {label.casefold(): name for label, name in rules.rename.items()}
    dropped = {label.casefold() for label in rules.drop}
    kept: dict[str, Category] = {}
    for category in found:
        folded = category.label.casefold()
        if folded in dropped:
            continue
        name = renamed.get(folded)
        if name is not None:
            if name.casefold() in dropped:
                continue
            term = category.term if category.kind == "topic" else name
            renaming = Category(kind=category.kind, term=term, label=name, scheme=category.scheme)
            kept.setdefault(name_slug(name), renaming)
        else:
            kept.setdefault(name_slug(category.label), category)
    return tuple(kept.values())


def _tell_categories(categories: tuple[Category, ...]) -> list[Evidence]:
    return [
        Evidence(field="categories", value=category.label, rule=_CATEGORY_RULES[category.kind])
        for category in categories
    ]


def _tell_rest(article: Article, layout: Layout) -> list[Evidence]:
    """Return evidence for what is in no field of its own: id, furniture, the file's notes."""
    told = [Evidence(field="note", value=note, rule="reading") for note in article.notes]
    if article.metadata.id:
        told.append(Evidence(field="id", value=article.metadata.id, rule="metadata"))
    aside = [mark for mark in layout.marks if mark.kind in {"furniture", "trailer", "caption", "credit"}]
    told += [
        Evidence(field="furniture", value=mark.value[:LONGEST_TITLE], rule=mark.rule, line=mark.number)
        for mark in aside[:TOLD_FURNITURE]
    ]
    return told


def _render_body(
    article: Article, page: Page | None, layout: Layout, source: Source | None, config: Config
) -> str | None:
    """Return the whole body as HTML where the operator publishes full texts of that source."""
    if config.content == "excerpt" and not any(rule.content for rule in config.sources):
        return None
    from seedfeed.understand.markup import is_parsable, render_markdown, render_text, sanitize
    from seedfeed.understand.outlets import content_for

    if content_for(source, config) != "full" or not layout.body:
        return None
    if page is not None:
        from seedfeed.understand.page.body import render_blocks

        return sanitize(render_blocks(page.blocks, frozenset(line.number for line in layout.body)))
    if article.format == "text" or not is_parsable(article.text):
        return render_text(layout.body)
    return render_markdown(article.text, article.first_line, frozenset(line.number for line in layout.body))


def title_of_key(key: str) -> str:
    """Return the words in a file's name, without a date before them; empty where it holds none."""
    stem = key.rpartition("/")[2].removesuffix(".gz")
    stem = stem.rpartition(".")[0] or stem
    words = [word for word in re.split(r"[-_. ]+", stem) if word.isalpha()]
    enough = 2
    return cut_words(collapse(" ".join(words)).capitalize(), LONGEST_TITLE) if len(words) >= enough else ""
