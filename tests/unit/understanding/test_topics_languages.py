"""Topics of articles in other languages than English."""

import tomllib
from pathlib import Path

import pytest

from seedfeed.understanding.topics import (
    LANGUAGES,
    find_entries,
    find_topics,
    read_lexicon,
    read_topics,
    read_words,
)
from seedfeed.understanding.words import WORDS_SAMPLE, Beginning, read_vocabulary

CASES = tomllib.loads((Path(__file__).parent / "topic_cases.toml").read_text(encoding="utf-8"))["case"]
OTHERS = sorted(LANGUAGES - {"en"})


def read_beginning(text: str, language: str | None) -> Beginning:
    """Return the beginning of a body."""
    return Beginning(text, read_vocabulary(text[:WORDS_SAMPLE].lower()), language)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['language']}-{case['title'][:20]}" for case in CASES])
def test_a_clear_text_has_its_topic_first_and_an_unclear_one_none(case: dict[str, str]) -> None:
    """As in English."""
    found = [
        topic.term for topic in find_topics(case["title"], read_beginning(case["text"], case["language"]))
    ]
    assert found[:1] == ([case["topic"]] if case["topic"] else [])


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_is_tried_with_three_topics_and_with_nothing(language: str) -> None:
    """Whoever adds one adds its articles."""
    topics = [case["topic"] for case in CASES if case["language"] == language]
    assert len(set(topics)) >= 4
    assert "" in topics


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_has_words_for_each_topic(language: str) -> None:
    """A topic without words would never be found; the lists are balanced, so that none wins by its length."""
    counts = dict.fromkeys(range(len(read_topics())), 0)
    for votes in read_lexicon(language).votes.values():
        for topic, _ in votes:
            counts[topic] += 1
    assert min(counts.values()) >= 15
    assert max(counts.values()) <= 130


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_a_vocabulary_can_be_found(language: str) -> None:
    """Entries with signs or capitals in them would lie there in vain."""
    lexicon = read_lexicon(language)
    for entry in lexicon.votes:
        assert entry in find_entries(lexicon, read_vocabulary(entry.decode().replace("*", "abc"))), (
            entry.decode()
        )


@pytest.mark.parametrize("language", OTHERS)
def test_no_word_speaks_twice_for_a_topic(language: str) -> None:
    """Whoever mends a weight finds one line to mend."""
    for entry, votes in read_lexicon(language).votes.items():
        assert len({topic for topic, _ in votes}) == len(votes), entry.decode()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "SİYASİ PARTİLER MİLLETVEKİLİ ADAYLARINI AÇIKLADI"),
        ("ru", "АКТЁР И РЕЖИССЁР ПРИЕХАЛИ"),
        ("uk", "Здоров\u2019я хворих турбує лікарів"),
        ("ar", "والفريق يفوز بالمباراة"),
        ("fa", "پزشكان و بيماران"),
    ],
    ids=["turkish i", "russian yo", "ukrainian apostrophe", "arabic article", "persian letters"],
)
def test_letters_that_stand_for_one_another_are_one(language: str, text: str) -> None:
    """Capitals, articles and keyboards do not hide a word."""
    lexicon = read_lexicon(language)
    assert len(find_entries(lexicon, read_words(lexicon, text))) >= 2


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("piece", ["ال", "a", "' ", "وال ", "\u2019", "学"])
def test_takes_linear_time(language: str, piece: str) -> None:
    """Only the beginning of a text is looked at."""
    assert find_topics(piece * 20, read_beginning(piece * 100_000, language)) == []
