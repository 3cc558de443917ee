"""Article -> Draft: what a raw text says about itself, and by which evidence.

Pure: no disk but the shipped word lists, no clock, no network, no chance, no knowledge of other articles.
A rule that is not sure gives nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seedfeed.model import Article, Author, Draft, Evidence, Metadata, Problem, Sketch, Source
from seedfeed.text import collapse
from seedfeed.understanding.byline import parse_byline
from seedfeed.understanding.categories import find_categories, tell_categories
from seedfeed.understanding.dateline import strip_dateline
from seedfeed.understanding.language import guess_language, parse_language
from seedfeed.understanding.lines import letters_of
from seedfeed.understanding.margin import sort_lines
from seedfeed.understanding.media import find_media
from seedfeed.understanding.quoted import find_quoted
from seedfeed.understanding.reading import Contents, lay_out, plain, read_contents
from seedfeed.understanding.sentences import cut_words, split_sentences
from seedfeed.understanding.sketch import make_sketch
from seedfeed.understanding.source import find_origin
from seedfeed.understanding.summary import MIN_TEXT, count_passed_over, make_summary, trim_summary
from seedfeed.understanding.titles import LONGEST_TITLE
from seedfeed.understanding.when import find_times
from seedfeed.understanding.words import LEAD_SAMPLE, WORDS_SAMPLE, Beginning, Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedfeed.config import Config
    from seedfeed.understanding.layout import Layout
    from seedfeed.understanding.lines import Line
    from seedfeed.understanding.page import Page

# A first sentence up to this length is a title as it stands.
LONGEST_SENTENCE_TITLE = 150
# Furniture lines told as evidence; a page has fewer.
TOLD_FURNITURE = 100
_FIELDS = (
    "title", "summary", "link", "source", "authors", "id", "published", "updated",
    "categories", "related", "quoted", "language", "image", "enclosures", "furniture", "note",
)  # fmt: skip
_ORDER = {field: number for number, field in enumerate(_FIELDS)}
# Fields of a Draft that have another name in metadata.
_PAGE_FIELDS = {"published": "date", "source": "source_name", "categories": "tags"}
__all__ = ["sort_lines", "understand"]


def understand(article: Article, config: Config) -> Draft | Problem:
    """Return what the article says, or why it cannot be published."""
    contents = read_contents(article)
    if not contents.lines and not contents.title:
        return Problem(where=article.key, what="no title and no text, write both or remove the file")
    layout = lay_out(contents)
    lead = _lead_text(layout.body, LEAD_SAMPLE)
    vocabulary = read_vocabulary(lead[:WORDS_SAMPLE].lower())
    language, spoken = _find_language(contents, lead, vocabulary)
    title = _find_title(contents, layout, language)
    if title is None:
        return Problem(where=article.key, what="no words in it, write a title on the first line")
    return _make_draft(
        contents,
        layout,
        Beginning(lead, vocabulary, language),
        [*spoken, title],
        config,
    )


def _make_draft(
    contents: Contents, layout: Layout, beginning: Beginning, told: list[Evidence], config: Config
) -> Draft:
    """Find all that rests on the layout and the title, which is the last of `told`."""
    article, metadata, title = contents.article, contents.article.metadata, told[-1].value
    summary = _find_summary(contents, layout, title, config.summary.length, beginning)
    origin = find_origin(article, layout, config)
    media = find_media(metadata, layout, contents.pictures, origin.link)
    times = find_times(article, layout, origin.link, beginning.language)
    authors = _find_authors(article, layout)
    related = _find_related(layout)
    quoted = _find_quoted(layout, origin.source, beginning.language)
    categories = find_categories(metadata.tags, title, beginning, config.categories)
    told += [summary, *origin.evidence, *times.evidence, *_tell_authors(article, authors), *related, *quoted]
    told += [*media.evidence, *tell_categories(categories), *_tell_rest(article, layout)]
    if contents.page is not None:
        told = _retell(told, contents.page, metadata)
    return Draft(
        key=article.key,
        content_hash=article.content_hash,
        mtime=article.mtime,
        title=title,
        summary=summary.value,
        body_html=_render_body(contents, layout, origin.source, config),
        link=origin.link,
        source=origin.source,
        authors=tuple([author for author, _ in authors]),
        id=metadata.id or None,
        published=times.published,
        updated=times.updated,
        categories=categories,
        related=tuple(dict.fromkeys([finding.value for finding in related])),
        quoted=tuple([finding.value for finding in quoted]),
        language=beginning.language,
        image=media.image,
        enclosures=media.enclosures,
        draft=metadata.draft,
        sketch=_make_sketch(title, layout, config),
        evidence=tuple(sorted([found for found in told if found.value], key=_evidence_order)),
    )


def _retell(evidence: list[Evidence], page: Page, metadata: Metadata) -> list[Evidence]:
    """Name the element of the page where a field was stated, and the lines of the file, not of the body."""
    told = []
    for found in evidence:
        field = _PAGE_FIELDS.get(found.field, found.field)
        rule, line = found.rule, None if found.line is None else page.line_of(found.line)
        is_pages = field in page.rules and getattr(metadata, field) == getattr(page.metadata, field)
        if is_pages and rule == "metadata":
            rule, line = page.rules[field], page.places.get(field)
        told.append(Evidence(field=found.field, value=found.value, rule=rule, line=line))
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


def _find_language(
    contents: Contents, lead: str, vocabulary: Vocabulary
) -> tuple[str | None, list[Evidence]]:
    """Return the stated language, else the one the first lines are written in.

    A page that says English and is plainly written in another language only kept what its template said.
    """
    stated = parse_language(contents.article.metadata.language)
    is_doubtful = contents.page is not None and (stated or "").partition("-")[0] == "en"
    if stated is not None and not is_doubtful:
        return stated, [Evidence(field="language", value=stated, rule="metadata")]
    guess = guess_language(lead, vocabulary.words)
    if stated is not None and guess in {None, "en"}:
        return stated, [Evidence(field="language", value=stated, rule="metadata")]
    if guess is None:
        return None, []
    return guess, [Evidence(field="language", value=guess, rule="common words")]


def _lead_text(body: Sequence[Line], length: int) -> str:
    """Return the first lines of the body, one below the other, as far as `length`."""
    parts: list[str] = []
    for line in body:
        if length <= 0:
            break
        parts.append(line.text[:length])
        length -= len(line.text)
    return "\n".join(parts)


def _find_title(contents: Contents, layout: Layout, language: str | None) -> Evidence | None:
    """Return the title: metadata, the title line, the first sentence, the file's name."""
    if contents.title:
        return Evidence(field="title", value=cut_words(contents.title, LONGEST_TITLE), rule="metadata")
    if layout.title is not None:
        _, text, rule, _ = layout.title
        number = layout.title.number
        return Evidence(field="title", value=cut_words(text, LONGEST_TITLE), rule=rule, line=number)
    for line in layout.body:
        if letters_of(line.text[:LONGEST_TITLE]):
            first = split_sentences(line.text, language)[0]
            value = cut_words(first, LONGEST_SENTENCE_TITLE)
            return Evidence(field="title", value=value, rule="first sentence", line=line.number)
    words = title_of_key(contents.article.key)
    return Evidence(field="title", value=words, rule="file name") if words else None


def _find_summary(
    contents: Contents, layout: Layout, title: str, length: int, beginning: Beginning
) -> Evidence:
    """Return the summary: the author's own, what stands before the "more" mark, else the lead."""
    language = beginning.language
    if contents.article.metadata.summary:
        own = trim_summary(plain(contents.article.metadata.summary), length, language)
        if own:
            return Evidence(field="summary", value=own, rule="metadata")
    elif contents.excerpt:
        excerpt = _find_excerpt(contents.excerpt, layout, length, language)
        if excerpt is not None:
            return excerpt
    body = layout.body[count_passed_over(layout.body, layout.standfirst) :]
    made = make_summary(body, title, length, language, beginning.vocabulary.words)
    is_standfirst = made.rule == "lead" and made.line in {
        line.number for line in layout.body[: layout.standfirst]
    }
    rule = "standfirst" if is_standfirst else made.rule
    return Evidence(field="summary", value=made.text, rule=rule, line=made.line)


def _find_excerpt(
    excerpt: tuple[Line, ...], layout: Layout, length: int, language: str | None
) -> Evidence | None:
    """Return what stands before the author's "more" mark, unless it is no text."""
    body = {line.number for line in layout.body}
    own = [line for line in excerpt if line.number in body]
    text = trim_summary(strip_dateline(" ".join(line.text for line in own)), length, language)
    if len(text) < MIN_TEXT or not letters_of(text):
        return None
    return Evidence(field="summary", value=text, rule="more mark", line=own[0].number)


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


def _find_quoted(layout: Layout, source: Source | None, language: str | None) -> list[Evidence]:
    return [
        Evidence(field="quoted", value=name, rule=rule, line=line)
        for name, rule, line in find_quoted(layout.body, language)
        if source is None or name != source.name
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


def _render_body(contents: Contents, layout: Layout, source: Source | None, config: Config) -> str | None:
    """Return the whole body as HTML where the operator publishes full texts of that source."""
    if config.content == "excerpt" and not any(rule.content for rule in config.sources):
        return None
    from seedfeed.understanding.markup import is_parsable, render_markdown, render_text, sanitize
    from seedfeed.understanding.outlets import content_for

    if content_for(source, config) != "full" or not layout.body:
        return None
    if contents.page is not None:
        from seedfeed.understanding.page.blocks import render_blocks

        return sanitize(render_blocks(contents.page.blocks, frozenset(line.number for line in layout.body)))
    article = contents.article
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
