"""The summary: the sentence in which the article says what it is about, else the lead, in whole sentences.

Measured against sentence ranking of six kinds, a fitted one of 29 features among them, the lead is the better
summary, at a hundredth of the cost. What beats it is an author's own words on what the article does.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from msgspec import Struct

from seedfeed.text import collapse, late_pattern
from seedfeed.understanding.dateline import strip_dateline
from seedfeed.understanding.lines import Line, is_sentence, is_title, letters_of
from seedfeed.understanding.sentences import close_quotes, cut_words, split_sentences

# Shorter lines are headings and labels more often than text (30 to 60 score alike on the dev set, 2026-11).
MIN_LINE = 40
# A line this long is text without an end as well: dump .286 -> .303, fnn .479 -> .494 (swept 60 to 200 on the
# dev set, 2026-11).
MIN_UNENDED = 120
# A standfirst of fewer characters says less than a lead.
SHORTEST_STANDFIRST = 60
# A sentence below this is no lead of its own.
MIN_TEXT = 20
LOOKED_AT_LINES = 60
# A paragraph that says this much is the summary: pubdesc .303 -> .327 (swept 40 to 150, dev set, 2026-11).
ENOUGH = 70
# "This guide shows", "In diesem Beitrag", "we'll look at": what the article does, in its author's words.
_SAYS_ITSELF = late_pattern(
    r"\b(?:this|our|the following|below) (?:[\w-]{1,20} ){0,4}?(?:guide|article|post|list|review|tutorial"
    r"|round-?up|overview|breakdown|walkthrough|explainer|comparison|checklist)\b"
    r"|\bwe(?:['\u2019]ll| will) (?:look|show|see|cover|explore|explain|discuss|share|examine|walk"
    r"|review|break|dive|take a|go (?:over|through)|tell)\b"
    r"|(?:\A|(?<=[.!?] )|(?<=\n))(?:learn|discover|explore|find out|check out|read on|here are|here is"
    r"|here['\u2019]s|below|let['\u2019]s)\b"
    r"|\b(?:diese[mrs]? (?:artikel|beitrag|ratgeber|anleitung|überblick)"
    r"|(?:cet|ce|notre) (?:article|guide|dossier)|est[ea] (?:artículo|guía|tutorial)"
    r"|n?est[ea] (?:artigo|guia)|quest[oa] (?:articolo|guida)"
    r"|dit artikel|deze gids|tym artykule)\b",
    re.IGNORECASE,
)
# One of these words is in every such sentence, by language; the pattern is tried only around them.
_SAYING_ENGLISH = frozenset([
    b"guide", b"article", b"post", b"list", b"review", b"tutorial", b"roundup", b"round", b"overview",
    b"breakdown", b"walkthrough", b"explainer", b"comparison", b"checklist", b"we", b"learn", b"discover",
    b"explore", b"find", b"check", b"read", b"here", b"below", b"let",
])  # fmt: skip
_SAYING = {
    "de": frozenset(map(str.encode, ["artikel", "beitrag", "ratgeber", "anleitung", "überblick"])),
    "fr": frozenset([b"article", b"guide", b"dossier"]),
    "es": frozenset(map(str.encode, ["artículo", "guía", "tutorial"])),
    "pt": frozenset([b"artigo", b"guia"]),
    "it": frozenset([b"articolo", b"guida"]),
    "nl": frozenset([b"artikel", b"gids"]),
    "pl": frozenset([b"artykule"]),
}
# Too common to look around each of them: what must follow.
_SAYING_FOLLOWED = {
    b"we": ("we will ", "we'll "), b"find": ("find out",), b"check": ("check out",), b"read": ("read on",),
    b"here": ("here is", "here are", "here's"), b"let": ("let's",), b"round": ("round-up",),
}  # fmt: skip
_BEFORE_SAYING, _AFTER_SAYING = 80, 30
# Paragraphs looked at for it, and its shortest: pubdesc .327 -> .340, dump .303 -> .322 (swept 3 to 8, each
# part tried alone, on the dev set, 2026-11).
SAID_WITHIN, MIN_SAID = 5, 60
# After these no space parts two sentences.
_UNSPACED_ENDS = ("。", "\uff01", "\uff1f", "」", "』")
_QUOTES = frozenset('"“”„«»「」')
# Shorter words of a title are in any sentence.
MIN_WORD = 4
# A title shorter than this may stand in a sentence by chance.
MIN_TITLE = 25
# Of a heading's longer words so many begin with a capital; of a German sentence's fewer do.
HEADING_SHARE = 0.8


class Summary(Struct, frozen=True):
    """The summary, the rule that made it, and the line it starts on."""

    text: str
    rule: str
    line: int | None


def trim_summary(text: str, length: int, language: str | None) -> str:
    """Return the author's own summary on one line, cut to whole sentences where it is too long."""
    text = collapse(text)
    if len(text) <= length:
        return text
    return _fill([(1, split_sentences(text, language))], length)[0]


def make_summary(
    body: Sequence[Line], title: str, length: int, language: str | None, words: AbstractSet[bytes]
) -> Summary:
    """Return the lead: whole sentences from the first lines that are sentences, within `length`.

    Args:
        words: those of the body's beginning, as `read_vocabulary` gives them.
    """
    own = _find_own_words(body, title, length, language, words)
    if own is not None:
        return own
    said = letters_of(title)
    for rule, accepts in (("lead", _is_lead), ("short lead", _is_text), ("any line", bool)):
        paragraphs = (
            (line.number, sentences)
            for line in body[:LOOKED_AT_LINES]
            if accepts(line.text) and (sentences := _own_sentences(line.text, title, said, language, length))
        )
        text, number = _fill(paragraphs if rule == "lead" else islice(paragraphs, 1), length)
        if text:
            return Summary(text, rule, number)
    return Summary("", "no text", None)


def count_passed_over(body: Sequence[Line], standfirst: int) -> int:
    """Return how many of a body's first lines are a standfirst that says less than the lead.

    A report that begins with a dateline says in its first sentence what happened; a few words say little.
    """
    lead = next((line for line in body[standfirst:LOOKED_AT_LINES] if _is_lead(line.text)), None)
    if not standfirst or lead is None:
        return 0
    is_short = sum(len(line.text) for line in body[:standfirst]) < SHORTEST_STANDFIRST
    return standfirst if is_short or strip_dateline(lead.text) != lead.text else 0


def _find_own_words(
    body: Sequence[Line], title: str, length: int, language: str | None, words: AbstractSet[bytes]
) -> Summary | None:
    """Return the early sentence that says what the article does, where it is about the title."""
    present = words & _SAYING.get((language or "en").partition("-")[0], _SAYING_ENGLISH)
    if not present:
        return None
    leads = list(islice((line for line in body[:LOOKED_AT_LINES] if _is_lead(line.text)), SAID_WITHIN))
    folded = "\n".join([line.text[: length * 4] for line in leads]).lower().replace("\u2019", "'")
    phrases = [phrase for word in present for phrase in _SAYING_FOLLOWED.get(word) or (word.decode(),)]
    if not any(_may_say(folded, phrase) for phrase in phrases):
        return None
    wanted = _words_of(title)
    for line in leads:
        for sentence in split_sentences(line.text[: length * 4], language):
            if MIN_SAID <= len(sentence) <= length and _says_itself(sentence, wanted):
                return Summary(close_quotes(sentence, length), "says what it is", line.number)
    return None


def _may_say(folded: str, word: str) -> bool:
    """Tell whether such a sentence may stand around one of the words."""
    at = folded.find(word)
    while at >= 0:
        if _SAYS_ITSELF.search(folded, max(0, at - _BEFORE_SAYING), at + _AFTER_SAYING):
            return True
        at = folded.find(word, at + 1)
    return False


def _says_itself(sentence: str, wanted: set[str]) -> bool:
    """Tell whether a whole sentence speaks of its article: not in quotation marks, and about its title."""
    if not is_sentence(sentence) or not _QUOTES.isdisjoint(sentence):
        return False
    return _SAYS_ITSELF.search(sentence) is not None and not wanted.isdisjoint(_words_of(sentence))


def _words_of(text: str) -> set[str]:
    return {word for word in letters_of(text).split() if len(word) >= MIN_WORD}


def _is_lead(text: str) -> bool:
    """Tell whether a line is text: long enough, with an end, and not written as headings are."""
    if len(text) >= MIN_UNENDED:
        return True
    return len(text) >= MIN_LINE and is_sentence(text) and not _is_heading(text)


def _is_heading(text: str) -> bool:
    """Tell whether nearly all longer words are capitalised, as in "What Are The Types Of Mobile Apps?"."""
    words = [word for word in text.split() if len(word) >= MIN_WORD]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= HEADING_SHARE * len(words)  # noqa: PLR2004


def _is_text(text: str) -> bool:
    return len(text) >= MIN_TEXT


def _own_sentences(text: str, title: str, said: str, language: str | None, length: int) -> list[str]:
    """Return a paragraph's first sentences without its dateline, and without the title where it is repeated.

    What stands before a repeated title is a caption that scraping glued to it.
    """
    at = text.find(title) if len(title) >= MIN_TITLE else -1
    if at > 0:
        rest = text[at + len(title) :].lstrip()
        text = rest if not rest or rest[0].isupper() or rest[0].isdigit() else text
    # What a summary has room for lies within; a sentence that goes on beyond has none.
    sentences = split_sentences(strip_dateline(text)[: length * 3 + len(title)], language)
    while sentences and is_title(sentences[0], said):
        del sentences[0]
    return sentences


def _fill(paragraphs: Iterable[tuple[int, list[str]]], length: int) -> tuple[str, int | None]:
    """Join sentences until the next does not fit; the very first is cut where it alone is too long."""
    text, start = "", None
    for number, sentences in paragraphs:
        for sentence in sentences:
            gap = "" if text.endswith(_UNSPACED_ENDS) else " "
            joined = f"{text}{gap}{sentence}" if text else sentence
            if len(joined) > length:
                if not text:
                    return close_quotes(cut_words(sentence, length), length), number
                return close_quotes(text, length), start
            text, start = joined, start if start is not None else number
        if len(text) >= ENOUGH:
            break
    return close_quotes(text, length), start
