"""What the article is about: at most two of the 17 top-level IPTC Media Topics.

Words of a general vocabulary vote with weights; a narrow vote gives nothing. Each language has a vocabulary
of its own, `data/topics.LANGUAGE.txt`, read when its first article comes; others have no topics.

What the vocabulary knows of a text is the overlap of two sets of words: 45 µs for 3 KB, where a regular
expression and a loop over 2,800 words took 81 (2026-11).
"""

from collections.abc import Iterable
from functools import cache
from itertools import chain

from msgspec import Struct

from seedfeed.model import Category
from seedfeed.text import late_pattern
from seedfeed.understanding.lexicon import read_lines
from seedfeed.understanding.words import WORDS_SAMPLE, Beginning, Vocabulary, read_vocabulary

SCHEME = "http://cv.iptc.org/newscodes/mediatopic/"
ENGLISH = "en"
_EUROPEAN = {"de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "sv", "uk"}
LANGUAGES = frozenset(_EUROPEAN | {"ar", "fa", "id", "ja", "ko", "tr", "zh"})
# What an article is about stands at its beginning: 1,000 to 3,500 characters differ by .003 in the mean of
# all groups' shares of right topics, and cost 30 to 80 µs (dev set, 2026-11).
LOOKED_AT = WORDS_SAMPLE
# Each word counts once, and once more in the title, by this factor; 1 to 3 differ by .005 (dev set, 2026-11).
TITLE_WEIGHT = 2.0
# Texts about nothing reach 2 to 5 by chance words that only lean to a topic, so two must mostly be about it;
# at 4 the shops and customers beside a closed bridge were economy. 4 and 5 are as often right (2026-11).
MIN_SCORE = 5.0
TELLING = 2.0
MIN_SHARE = 0.18
# A second topic must come this near to the first, and be sure as well: one of two right .965 bbc, .882 fnamt,
# .735 kpcrowd with 1.5 topics an article; at .50 .953, .855, .701 with 1.3. Chosen on two groups of the dev
# set and tried on the third, it is .2 where a needless topic costs nothing, .2 to .4 where it does (2026-11).
SECOND_SHARE = 0.25
_NOT_PLUS_S = b"shxy"

# The Arabic article, alone and after a preposition, is written with its word.
_ARABIC_ARTICLE = late_pattern(r"(?<![^\W_])(?:[وبفك]?ال|لل)(?=[^\W_]{3})")
# Scripts that part no words: an entry is found wherever it stands, and a sign says as much as three letters.
_UNSPACED = frozenset({"ja", "zh"})
LOOKED_AT_UNSPACED = 600

_Votes = tuple[tuple[int, float], ...]


class Lexicon(Struct, frozen=True):
    """What the words of one language say of the topics.

    Attributes:
        language: its BCP 47 tag, without a region.
        alike: letters, and what they are read as.
        votes: entry -> indexes of topics, and weights. An entry is a word, a beginning of words with an
            asterisk, or a phrase with a space at both ends.
        words: all entries that are words, and all cues.
        cues: all longest words of phrases.
        other_cues: those that are no entries.
        phrases: longest word of a phrase -> the next longest, which is looked for first, and the phrase.
        stems: length in bytes -> the beginnings of words, without the asterisk.
        heads: first two signs -> entries, for a script without spaces.
    """

    language: str
    alike: tuple[tuple[str, str], ...]
    votes: dict[bytes, _Votes]
    words: frozenset[bytes]
    cues: frozenset[bytes]
    other_cues: frozenset[bytes]
    phrases: dict[bytes, list[tuple[bytes, bytes]]]
    stems: dict[int, frozenset[bytes]]
    heads: dict[str, list[bytes]]


@cache
def read_topics() -> tuple[Category, ...]:
    """Return the topics in the order of their codes."""
    return tuple(
        Category(kind="topic", term=code, label=label, scheme=SCHEME)
        for code, _, label in (line.partition(" ") for line in read_lines("topics.en.txt"))
        if code.isdigit()
    )


@cache
def read_lexicon(language: str) -> Lexicon:
    """Return the shipped vocabulary of a language."""
    lines = read_lines(f"topics.{language}.txt")
    alike = tuple((pair[0], pair[1:]) for line in lines if line.startswith("=") for pair in line[1:].split())
    votes = _read_votes(_fold(line, language, alike) for line in lines if not line.startswith("="))
    if language == ENGLISH:
        votes = _with_plurals(votes)
    phrases: dict[bytes, list[tuple[bytes, bytes]]] = {}
    stems: dict[int, set[bytes]] = {}
    for entry in [entry for entry in votes if b"_" in entry]:
        phrase = b" %b " % entry.replace(b"_", b" ")
        cue, other = sorted(entry.split(b"_"), key=len)[:-3:-1]
        phrases.setdefault(cue, []).append((other, phrase))
        votes[phrase] = votes.pop(entry)
    if language != ENGLISH:
        for stem in [entry[:-1] for entry in votes if entry.endswith(b"*")]:
            stems.setdefault(len(stem), set()).add(stem)
    heads: dict[str, list[bytes]] = {}
    if language in _UNSPACED:
        for entry in votes:
            heads.setdefault(entry.decode()[:2], []).append(entry)
    frozen = {length: frozenset(found) for length, found in stems.items()}
    cues = frozenset(phrases)
    return Lexicon(
        language, alike, votes, cues.union(votes), cues, cues.difference(votes), phrases, frozen, heads
    )


def _fold(text: str, language: str, alike: tuple[tuple[str, str], ...]) -> str:
    """Return a text in lower case, letters that stand for one another made one, Arabic articles left out."""
    for letter, same in alike:
        text = text.replace(letter, same)
    return _ARABIC_ARTICLE.sub("", text) if language == "ar" else text.lower()


def _read_votes(lines: Iterable[str]) -> dict[bytes, _Votes]:
    """Return what each entry votes for; it may speak for several topics."""
    votes: dict[bytes, _Votes] = {}
    topic = -1
    for line in lines:
        mark, _, words = line.partition(" ")
        if mark.isdigit():
            topic += 1
            continue
        vote: _Votes = ((topic, float(mark.rstrip(":"))),)
        fresh = dict.fromkeys(words.encode().split(), vote)
        for word in votes.keys() & fresh:
            fresh[word] = votes[word] + vote
        votes |= fresh
    return votes


def _with_plurals(votes: dict[bytes, _Votes]) -> dict[bytes, _Votes]:
    """Return the votes with those of regular English plurals, which speak as the words do."""
    regular = {word + b"s": vote for word, vote in votes.items() if word[-1] not in _NOT_PLUS_S}
    other = {_other_plural(word): vote for word, vote in votes.items() if word[-1] in _NOT_PLUS_S}
    return regular | other | votes


def _other_plural(word: bytes) -> bytes:
    if word.endswith(b"y"):
        return word + b"s" if word[-2:-1] in b"aeiou" else word[:-1] + b"ies"
    return word + b"es" if word.endswith((b"x", b"ch", b"sh")) else word


def find_topics(title: str, beginning: Beginning) -> list[Category]:
    """Return at most two topics, the surer first; none where the words do not tell.

    Args:
        title: the article's title, which counts more.
        beginning: that of its body; it is English where nobody knows the language.
    """
    primary = (beginning.language or ENGLISH).partition("-")[0].lower()
    if primary not in LANGUAGES:
        return []
    lexicon = read_lexicon(primary)
    topics = read_topics()
    in_title = find_entries(lexicon, read_words(lexicon, title))
    in_text = find_entries(lexicon, _read_beginning(lexicon, beginning))
    scores = [0.0] * len(topics)
    votes_of = lexicon.votes.__getitem__
    for topic, weight in chain.from_iterable(map(votes_of, in_text)):
        scores[topic] += weight
    for topic, weight in chain.from_iterable(map(votes_of, in_title)):
        scores[topic] += weight * TITLE_WEIGHT
    first, second = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:2]
    best = scores[first]
    if best < max(MIN_SCORE, MIN_SHARE * sum(scores)) or not _is_sure(lexicon, first, in_title, in_text):
        return []
    near = scores[second] >= max(MIN_SCORE, SECOND_SHARE * best)
    if near and _is_sure(lexicon, second, in_title, in_text):
        return [topics[first], topics[second]]
    return [topics[first]]


def _is_sure(lexicon: Lexicon, topic: int, in_title: set[bytes], in_text: set[bytes]) -> bool:
    """Tell whether two words are mostly about a topic, or one of title and text about nothing else."""
    telling = 0
    for entry in in_title | in_text:
        for number, weight in lexicon.votes[entry]:
            if number == topic and weight >= TELLING:
                telling += 1
                if telling > 1 or (weight > TELLING and entry in in_title and entry in in_text):
                    return True
    return False


def read_words(lexicon: Lexicon, text: str) -> Vocabulary:
    """Return the words of a text as the lexicon writes them."""
    return read_vocabulary(_fold(text, lexicon.language, lexicon.alike))


def _read_beginning(lexicon: Lexicon, beginning: Beginning) -> Vocabulary:
    """Return the words of a body's beginning as the lexicon writes them."""
    if lexicon.heads:
        return read_words(lexicon, beginning.text[:LOOKED_AT_UNSPACED])
    if lexicon.alike or lexicon.language == "ar":
        return read_words(lexicon, beginning.text[:LOOKED_AT])
    return beginning.vocabulary


def find_entries(lexicon: Lexicon, vocabulary: Vocabulary) -> set[bytes]:
    """Return the entries of the lexicon that stand in a text."""
    spaced, words = vocabulary
    if lexicon.heads:
        signs = spaced.decode()
        pairs = lexicon.heads.keys() & set(map(str.__add__, signs, signs[1:]))
        return {entry for pair in pairs for entry in lexicon.heads[pair] if entry in spaced}
    known = words & lexicon.words
    found = known - lexicon.other_cues
    for length, stems in lexicon.stems.items():
        found.update(stem + b"*" for stem in stems.intersection([word[:length] for word in words]))
    for cue in known & lexicon.cues:
        for other, phrase in lexicon.phrases[cue]:
            if other in words and phrase in spaced:
                found.add(phrase)
    return found
