import pytest

from seedfeed.understanding.topics import find_entries, find_topics, read_lexicon, read_topics
from seedfeed.understanding.words import WORDS_SAMPLE, Beginning, read_vocabulary

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


def read_beginning(text: str, language: str | None) -> Beginning:
    """Return the beginning of a body."""
    return Beginning(text, read_vocabulary(text[:WORDS_SAMPLE].lower()), language)


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
    found = find_topics(title, read_beginning(text, None))
    assert found[0].term == code
    assert len(found) <= 2


WALK = """I left the house after supper and walked as far as the bridge. The street was quiet, and a light
burned in the window of the corner house where nobody had lived for years. I stopped and waited. Somebody
laughed behind a door, then it was still again. On the way back I counted my steps, as I did when I was a
boy, and got to nine hundred before I lost the number. My aunt was still awake. She asked where I had been,
and I said nowhere."""
LETTER = """He took the long way because he wanted to think. Past the old mill, past the gate that would not
close, up the hill where you can see both valleys at once. He had a letter in his pocket which he had not
opened. At the top he sat down on a stone and looked at the envelope for so long that the sun went behind
the trees. Then he laughed, put it back and went down on the other side, where his brother was waiting with
the cart and two apples."""
NOTICE = """We have changed the way this page is made. You may notice that some parts look different from
before. If something does not work as it should, please let us know and tell us what you were doing when it
happened. We will answer as soon as we can. Thank you for your patience over the past weeks, and for the
letters you have sent us."""
FOLDING = """Lay the sheet in front of you with the writing upwards. Bring the lower edge to a point a
little below the middle and press along the crease with your thumb. Now bring the upper edge down over it.
Turn the sheet around and check that both corners meet. If they do not, open it and begin again, for a
second crease can never be hidden."""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It was a dark night and nobody came.",
        "lorem ipsum dolor sit amet " * 50,
        "Добрый день " * 50,
        WALK,
        LETTER,
        NOTICE,
        FOLDING,
    ],
    ids=["empty", "short", "lorem", "cyrillic", "walk", "letter", "notice", "folding"],
)
def test_an_unclear_text_has_none(text: str) -> None:
    """Unsure gives nothing."""
    assert find_topics("A title", read_beginning(text, None)) == []


def test_one_word_does_not_decide() -> None:
    """However often it is said."""
    assert find_topics("", read_beginning("bank " * 100, None)) == []


def test_a_word_of_the_title_that_the_text_takes_up_decides() -> None:
    """Said twice by the author is said on purpose."""
    assert [
        topic.term
        for topic in find_topics("A new goalkeeper", read_beginning("The goalkeeper is here.", None))
    ] == ["15000000"]


@pytest.mark.parametrize(
    "mark", ["\u2019s", "\u2014", "\u201d", "\u2026", "\u00bb", "'s", "-", ",", ")", "\u00a0"]
)
def test_signs_part_words(mark: str) -> None:
    """Quotation marks, dashes and spaces of all kinds are no letters."""
    text = f"The goalkeeper{mark} and the striker{mark} had a day off."
    assert [topic.term for topic in find_topics("", read_beginning(text, None))] == ["15000000"]


def test_a_phrase_counts_as_a_whole() -> None:
    """Its words far apart say nothing, and neither do the beginnings of longer words."""
    phrase = "The home run and the buzzer beater were shown again."
    assert [topic.term for topic in find_topics("", read_beginning(phrase, None))] == ["15000000"]
    assert (
        find_topics("", read_beginning("At home we run, and beater is a word with no buzzer in it.", None))
        == []
    )


def test_a_language_without_vocabulary_has_no_topics() -> None:
    """English words in a text of another language would be chance."""
    text = "Investors sold shares after the bank's quarterly profits fell and inflation rose."
    assert find_topics("Shares fall", read_beginning(text, "en-GB"))
    assert find_topics("Shares fall", read_beginning(text, "tlh")) == []


@pytest.mark.parametrize("piece", ["goal ", "prime minister ", "\u2019", "a", "\ud800", "\x00 "])
def test_takes_linear_time(piece: str) -> None:
    """Only the beginning of a text is looked at."""
    assert len(find_topics(piece * 20, read_beginning(piece * 100_000, None))) <= 2


def test_every_word_of_the_vocabulary_can_be_found() -> None:
    """Entries with signs or capitals in them would lie there in vain."""
    lexicon = read_lexicon("en")
    for entry in lexicon.votes:
        assert entry in find_entries(lexicon, read_vocabulary(entry.decode())), entry


def test_codes_and_labels_are_those_of_the_standard() -> None:
    """IPTC Media Topics, top level, English."""
    assert {topic.term: topic.label for topic in read_topics()} == CODES


def test_no_word_speaks_twice_for_a_topic() -> None:
    """Whoever mends a weight finds one line to mend."""
    for entry, votes in read_lexicon("en").votes.items():
        assert len({topic for topic, _ in votes}) == len(votes), entry
