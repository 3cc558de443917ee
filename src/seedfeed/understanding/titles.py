"""Which line of a text is its title, and what of that line: without label, markup and the site's name."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from seedfeed.text import late_pattern
from seedfeed.understanding.byline import parse_byline
from seedfeed.understanding.lexicon import furniture_lines, read_lists
from seedfeed.understanding.lines import (
    LONGEST_ASIDE,
    LONGEST_PHRASE,
    Line,
    is_breadcrumb,
    is_date_line,
    is_sentence,
    is_url,
    letters_of,
)
from seedfeed.understanding.outlets import find_exact_name, split_outlet
from seedfeed.understanding.patterns import find_rule

LONGEST_TITLE = 250
# A first line longer than this is a paragraph: no title of the dev set is as long (2026-11).
LONGEST_TITLE_LINE = 200
# A line this long that ends as sentences do may be a paragraph.
PROSE_LENGTH = 120
# Lines in which a title is looked for, and in which one with a label is.
NEAR_TOP, LABELLED_WITHIN = 25, 8
LONGEST_LABEL, LONGEST_SECTION, SHORTEST_BROKEN_TITLE = 15, 30, 20
# Sentences that pages show before anything else.
RULES_ABOVE_A_TITLE = frozenset({"cookies", "newsletter", "browser", "log in"})
# A site's own name is short; what is longer belongs to the title.
MOST_SITE_WORDS = 4
_LABEL = late_pattern(
    r"(?:title|headline|subject|titel|überschrift|betreff|titre|objet|título|titulo|asunto|assunto|titolo"
    r"|oggetto|tytuł|temat|заголовок|тема|başlık|konu|rubrik|ämne|otsikko|العنوان|عنوان|标题|標題|タイトル|제목)"
    r" ?[:\uff1a] ?(\S.*)\Z",
    re.IGNORECASE,
)
_HASHES = late_pattern(r"#{1,6} +(\S.*?)[ #]*\Z")
_DOMAIN = late_pattern(r"(?:https?://)?(?:www\.)?(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,18}/?\Z", re.IGNORECASE)


class Title(NamedTuple):
    """A title as people say it.

    Attributes:
        number: 1-based line of the file on which it begins.
        text: on one line, without label, markup and site.
        rule: how it was found.
        site: the outlet whose name stood behind it; empty where none did.
    """

    number: int
    text: str
    rule: str
    site: str = ""


def find_title(lines: Sequence[Line], split: Callable[[str], list[str]]) -> int | None:
    """Return the index of the line that is the title, or None where a paragraph comes first.

    Args:
        split: cuts a paragraph into sentences.
    """
    labelled = _find_labelled(lines)
    if labelled is not None:
        return labelled
    section: int | None = None
    for index, line in enumerate(lines[:NEAR_TOP]):
        if not any(map(str.isalpha, line.text[:LONGEST_TITLE_LINE])):
            continue
        if len(line.text) > LONGEST_TITLE_LINE:
            return section
        if len(line.text) > PROSE_LENGTH and is_sentence(line.text) and len(split(line.text)) > 1:
            return section
        is_last = index + 1 == len(lines)
        if not is_last and (_is_no_title(line.text) or is_masthead(line.text)):
            continue
        if section is None and not is_last and is_section(line.text):
            section = index
            continue
        return index
    return section


def _find_labelled(lines: Sequence[Line]) -> int | None:
    """Return the index of a line such as "Title: …" at the top, where all above it have labels as well."""
    for index, line in enumerate(lines[:LABELLED_WITHIN]):
        if len(line.text) > LONGEST_TITLE_LINE or not _may_have_label(line.text):
            return None
        if _LABEL.match(line.text):
            return index
    return None


def _may_have_label(text: str) -> bool:
    return ":" in text[:LONGEST_LABEL] or "\uff1a" in text[:LONGEST_LABEL]


def _is_no_title(text: str) -> bool:
    """Tell whether a line before the title is a link, a date, a byline, a breadcrumb or furniture."""
    if is_url(text) or is_date_line(text) or is_breadcrumb(text):
        return True
    if len(text) <= LONGEST_PHRASE and (letters_of(text) in furniture_lines() or parse_byline(text)):
        return True
    found = find_rule(text) if len(text) <= LONGEST_ASIDE and is_sentence(text) else None
    return found is not None and found[1] in RULES_ABOVE_A_TITLE


def is_masthead(text: str) -> bool:
    """Tell whether a line above the title is the site's own: its name, or its domain."""
    return len(text) <= LONGEST_PHRASE and (
        find_exact_name(text) is not None or _DOMAIN.match(text) is not None
    )


def is_section(text: str) -> bool:
    """Tell whether a line names a part of a site: "World News", "SPORT", "Opinion & Analysis"."""
    words = letters_of(text).split() if len(text) <= LONGEST_SECTION else []
    return bool(words) and all(word in read_lists("name_words.txt")["section"] for word in words)


def read_title(line: Line) -> Title:
    """Return the title that a line says."""
    text, rule = line.text, "heading" if line.heading else "first line"
    label = _LABEL.match(text) if _may_have_label(text) else None
    if label is not None:
        text, rule = label[1], "label"
    hashes = _HASHES.match(text) if text[0] == "#" else None
    if hashes is not None:
        text, rule = hashes[1], "heading"
    text = cut_section(text)
    text, site = split_outlet(text)
    if not site and "|" in text:
        last = text.rpartition("|")[2].strip()
        site = last if _DOMAIN.match(last) else None
        text = _cut_bar(text)
    if site:
        rule = f"{rule} without {site}"
    return Title(line.number, text, rule, site or "")


def cut_section(text: str) -> str:
    """Return a title without the section before its bar: "Politics | Town elects a mayor"."""
    first, bar, rest = text.partition(" | ")
    return rest.strip() if bar and rest.strip() and is_section(first) else text


def _cut_bar(text: str) -> str:
    """Return a title without the few words behind its last bar: a site's name, which nobody may know."""
    kept, _, last = text.rpartition("|")
    kept = kept.rstrip(" |")
    is_name = len(last.split()) <= MOST_SITE_WORDS and len(last) < len(kept)
    if not kept or not is_name:
        return text
    return _cut_bar(kept) if "|" in kept else kept


def goes_on(lines: Sequence[Line], index: int) -> bool:
    """Tell whether the next line is the rest of a title that was broken into two."""
    first, rest = lines[index], lines[index + 1 : index + 3]
    if not rest or rest[0].number != first.number + 1 or not rest[0].text[0].islower():
        return False
    if "://" in rest[0].text or is_masthead(rest[0].text):
        return False
    is_apart = len(rest) == 1 or rest[1].number > rest[0].number + 1
    is_short = len(first.text) >= SHORTEST_BROKEN_TITLE and len(first.text) + len(rest[0].text) < PROSE_LENGTH
    return is_apart and is_short and not is_sentence(first.text) and not is_sentence(rest[0].text)
