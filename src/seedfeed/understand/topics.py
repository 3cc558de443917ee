"""What the article is about: at most two of the 17 top-level IPTC Media Topics.

Words of a general vocabulary vote with weights; a narrow vote gives nothing. English only so far.
"""

import re
from functools import cache

from msgspec import Struct

from seedfeed.model import Category
from seedfeed.understand.lexicon import read_lines

SCHEME = "http://cv.iptc.org/newscodes/mediatopic/"
LOOKED_AT = 2_000
TITLE_WEIGHT = 2.0
# One word may not decide alone, however often it stands there.
MOST_PER_WORD = 2
# Three weak words make 4, and mean nothing together: at 4 one more of 30 short articles had its topic, and
# texts about nothing had one as well (dev set, 2026-11).
MIN_SCORE = 5.0
MIN_SHARE = 0.22
# A second topic must come this near to the first: fnamt .882 -> .895, kpcrowd .728 -> .741 for one of at most
# two right, 1.3 topics an article (swept .45 to .72, dev set, 2026-11).
SECOND_SHARE = 0.5
_WORD = re.compile(r"[a-z0-9][a-z0-9'-]*")


class Vote(Struct, frozen=True):
    """What one word says: votes by topic index, and the phrases it may begin."""

    weights: tuple[tuple[int, float], ...] = ()
    phrases: tuple[tuple[tuple[str, ...], int, float], ...] = ()

    def speaks_for(self, topic: int) -> bool:
        """Tell whether the word, or a phrase that it begins, votes for a topic."""
        return topic in {number for number, _ in self.weights} | {number for _, number, _ in self.phrases}


class Lexicon(Struct, frozen=True):
    """The topics in the order of their codes, and what each word says of them."""

    topics: tuple[Category, ...]
    votes: dict[str, Vote]


@cache
def _lexicon() -> Lexicon:
    """Read the shipped vocabulary; a word is also found with an s at its end."""
    topics: list[Category] = []
    weights: dict[str, list[tuple[int, float]]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], int, float]]] = {}
    for line in read_lines("topics.txt"):
        code, _, label = line.partition(" ")
        if code.isdigit():
            topics.append(Category(kind="topic", term=code, label=label, scheme=SCHEME))
            continue
        index, weight = len(topics) - 1, float(code.rstrip(":"))
        for word in dict.fromkeys(label.split()):
            first, *rest = word.split("_")
            if rest:
                phrases.setdefault(first, []).append((tuple(rest), index, weight))
            elif index not in {known for known, _ in weights.get(word, ())}:
                weights.setdefault(word, []).append((index, weight))
    for word in list(weights):
        if not word.endswith("s") and word + "s" not in weights:
            weights[word + "s"] = weights[word]
    votes = {
        word: Vote(tuple(weights.get(word, ())), tuple(phrases.get(word, ())))
        for word in weights.keys() | phrases
    }
    return Lexicon(tuple(topics), votes)


def find_topics(title: str, text: str) -> list[Category]:
    """Return at most two topics, the surer first; none where the words do not tell."""
    lexicon = _lexicon()
    scores = [0.0] * len(lexicon.topics)
    seen: dict[str, int] = {}
    _count(lexicon, title, TITLE_WEIGHT, scores, seen)
    in_title = set(seen)
    _count(lexicon, text[:LOOKED_AT], 1.0, scores, seen)
    total = sum(scores)
    ranked = sorted(range(len(scores)), key=lambda index: (-scores[index], index))
    best = scores[ranked[0]]
    if best < max(MIN_SCORE, MIN_SHARE * total) or not _is_sure(lexicon, ranked[0], seen, in_title):
        return []
    found = [lexicon.topics[ranked[0]]]
    second = scores[ranked[1]]
    if second >= max(MIN_SCORE, SECOND_SHARE * best):
        found.append(lexicon.topics[ranked[1]])
    return found


def _is_sure(lexicon: Lexicon, topic: int, seen: dict[str, int], in_title: set[str]) -> bool:
    """Tell whether two words speak for a topic, or one in the title that the text takes up."""
    speaking = [word for word in seen if lexicon.votes[word].speaks_for(topic)]
    return len(speaking) > 1 or any(word in in_title and seen[word] > 1 for word in speaking)


def _count(lexicon: Lexicon, text: str, factor: float, scores: list[float], seen: dict[str, int]) -> None:
    """Add the votes of each word and phrase to the scores."""
    words = _WORD.findall(text.lower().replace("\u2019", "'"))
    votes = lexicon.votes
    for index, word in [(index, word) for index, word in enumerate(words) if word in votes]:
        vote = votes[word]
        for rest, topic, weight in vote.phrases:
            if tuple(words[index + 1 : index + 1 + len(rest)]) == rest:
                scores[topic] += weight * factor
        times = seen.get(word, 0)
        if times < MOST_PER_WORD:
            seen[word] = times + 1
            for topic, weight in vote.weights:
                scores[topic] += weight * factor
