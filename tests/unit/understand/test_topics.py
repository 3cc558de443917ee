import pytest

from seedfeed.understand.topics import _lexicon, find_topics

CODES = {
    "01000000": "arts, culture, entertainment and media",
    "02000000": "crime, law and justice",
    "03000000": "disaster, accident and emergency incident",
    "04000000": "economy, business and finance",
    "05000000": "education",
    "06000000": "environment",
    "07000000": "health",
    "08000000": "human interest",
    "09000000": "labour",
    "10000000": "lifestyle and leisure",
    "11000000": "politics",
    "12000000": "religion",
    "13000000": "science and technology",
    "14000000": "society",
    "15000000": "sport",
    "16000000": "conflict, war and peace",
    "17000000": "weather",
}


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        (
            "Keeper saves the cup",
            "The striker missed a penalty and the club lost the final of the tournament.",
            "15000000",
        ),
        (
            "Shares fall",
            "Investors sold shares after the bank's quarterly profits fell and inflation rose.",
            "04000000",
        ),
        (
            "New vaccine",
            "Doctors say patients in the hospital recover from the infection within days.",
            "07000000",
        ),
        (
            "Parliament votes",
            "The prime minister lost the election and the opposition party won most votes.",
            "11000000",
        ),
        (
            "Old bishop",
            "The bishop prayed with worshippers in the church, as the pope had asked.",
            "12000000",
        ),
    ],
)
def test_a_clear_text_has_its_topic_first(title: str, text: str, code: str) -> None:
    """The words of a general vocabulary tell."""
    found = find_topics(title, text)
    assert found[0].term == code
    assert len(found) <= 2


@pytest.mark.parametrize(
    "text",
    ["", "It was a dark night and nobody came.", "lorem ipsum dolor sit amet " * 50, "Добрый день " * 50],
)
def test_an_unclear_text_has_none(text: str) -> None:
    """Unsure gives nothing."""
    assert find_topics("A title", text) == []


def test_one_word_does_not_decide() -> None:
    """However often it is said."""
    assert find_topics("", "bank " * 100) == []


def test_codes_and_labels_are_those_of_the_standard() -> None:
    """IPTC Media Topics, top level, English."""
    assert {topic.term: topic.label for topic in _lexicon().topics} == CODES
