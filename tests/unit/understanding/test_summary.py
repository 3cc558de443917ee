import pytest

from seedfeed.understanding.lines import Line
from seedfeed.understanding.summary import count_passed_over, make_summary, trim_summary
from seedfeed.understanding.words import read_vocabulary

FIRST = "The bridge was closed on Monday after engineers found cracks in it."
SECOND = "It will stay closed until spring, the mayor said on the radio."


def summarize(*paragraphs: str, title: str = "Bridge closed", length: int = 300, language: str = "en") -> str:
    """Return the summary of some paragraphs."""
    body = [Line(number, text) for number, text in enumerate(paragraphs, 3)]
    words = read_vocabulary("\n".join(paragraphs).lower()).words
    return make_summary(body, title, length, language, words).text


def test_the_lead_is_whole_sentences_that_fit() -> None:
    """A sentence that does not fit is left out whole."""
    assert summarize(f"{FIRST} {SECOND}") == f"{FIRST} {SECOND}"
    assert summarize(f"{FIRST} {SECOND}", length=100) == FIRST


def test_one_paragraph_that_says_enough_is_the_summary() -> None:
    """The next one begins another thought; a very short one does not stand alone."""
    assert summarize(f"{FIRST} So it is.", SECOND) == f"{FIRST} So it is."
    short = "The bridge is closed, and nobody minds."
    assert summarize(short + " No.", SECOND) == f"{short} No. {SECOND}"


def test_headings_are_passed_over_while_there_is_text() -> None:
    """Short lines, and lines without an end, are labels."""
    assert summarize("A label with an end.", FIRST) == FIRST
    assert (
        summarize("What happened", "A heading of more than forty characters without an end", FIRST) == FIRST
    )


def test_a_heading_is_better_than_nothing() -> None:
    """Only the first: labels make no text together."""
    assert summarize("A bridge over the river", "Another heading here") == "A bridge over the river"
    assert summarize("Short") == "Short"
    assert summarize() == ""


def test_the_title_is_not_said_again() -> None:
    """Not even as the first sentence."""
    assert summarize(f"BRIDGE CLOSED. {FIRST}") == FIRST


def test_a_sentence_too_long_is_cut() -> None:
    """There is a summary all the same, and it fits."""
    made = summarize("word " * 100 + "end.", length=100)
    assert made.endswith("word…")
    assert len(made) <= 100


def test_the_authors_summary_is_cut_to_whole_sentences() -> None:
    """On one line, within the limit."""
    assert trim_summary(f" {FIRST}\n{SECOND} ", 300, "en") == f"{FIRST} {SECOND}"
    assert trim_summary(f"{FIRST} {SECOND}", 100, "en") == FIRST


OPENING = "Bridges are older than roads, and there have always been people who cross them."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This guide shows how to cross a closed bridge without getting wet in ten steps."),
        ("en", "In the next ten minutes we’ll look at what happens when a bridge is closed."),
        ("en", "Learn what engineers do all day long while a bridge near them is closed."),
        ("de", "In diesem Beitrag steht, was Ingenieure tun, wenn eine Bridge für Monate closed ist."),
        ("fr", "Dans cet article, nous disons ce que font les ingénieurs quand un bridge ferme."),
        ("es", "En este artículo contamos lo que hacen los ingenieros cuando un bridge se cierra."),
    ],
    ids=["this guide", "we will", "learn", "German", "French", "Spanish"],
)
def test_what_the_article_says_of_itself_is_the_summary(language: str, said: str) -> None:
    """Its author knows best what it is about."""
    assert summarize(OPENING, f"{said} And so on.", language=language) == said


@pytest.mark.parametrize(
    "said",
    [
        "This list is far too short for him, the mayor of the town said on the radio.",
        "In this article:",
        "Below is a map of where each closed bridge can be found, courtesy of the town:",
    ],
    ids=["not about the title", "too short", "leads to something else"],
)
def test_other_sentences_about_articles_are_no_summary(said: str) -> None:
    """Only a whole sentence that shares a word with the title is taken."""
    assert summarize(OPENING, said) == OPENING


def test_own_words_far_down_are_not_looked_for() -> None:
    """What comes late speaks of a part."""
    assert (
        summarize(*[OPENING] * 5, "This guide shows how to cross a closed bridge safely, in ten steps.")
        == OPENING
    )


def test_a_caption_glued_before_the_title_is_dropped() -> None:
    """The article begins after its title, wherever that stands."""
    title = "The old bridge is closed until spring"
    assert summarize(f"A bridge in fog. | AP Photo {title} {FIRST}", title=title) == FIRST
    assert summarize(f"A bridge in fog. | AP Photo {title}", SECOND, title=title) == SECOND


@pytest.mark.parametrize(
    "text",
    [
        "The old bridge is closed until spring, the mayor said on the radio.",
        "In “The old bridge is closed until spring”, a play, nobody crosses a river.",
    ],
    ids=["begins with it", "quotes it"],
)
def test_a_sentence_that_holds_the_title_is_left_whole(text: str) -> None:
    """It says the title again, and more."""
    assert summarize(text, title="The old bridge is closed until spring") == text


def test_a_short_title_may_stand_in_a_sentence() -> None:
    """It may be there by chance."""
    assert summarize(f"Once Bridge closed was a headline here. {FIRST}", title="Bridge closed").startswith(
        "Once"
    )


def test_a_long_line_without_an_end_is_text() -> None:
    """Scraping loses the last mark now and then; no label is as long."""
    long = f"{FIRST.rstrip('.')}, and it will stay closed for as long as it takes to mend them"
    assert summarize(long, SECOND) == long


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("This short guide", "en"),
        ("In this article", "en"),
        ("Below we'll look at the herons of every river and", "en"),
        ("Here we’ll show the herons of every river and", "en"),
        ("In spring we will explore the herons of every river and", "en"),
        ("Learn all there is about herons and", "en"),
        ("Find out where herons live and", "en"),
        ("Check out the herons of the river and", "en"),
        ("Read on about herons and", "en"),
        ("Here are the herons of the river and", "en"),
        ("Let’s see the herons of the river and", "en"),
        ("Diese Anleitung", "de"),
        ("Ce dossier", "fr"),
        ("Esta guía", "es"),
        ("Neste artigo", "pt"),
        ("Questa guida", "it"),
        ("Deze gids", "nl"),
        ("Tym artykule", "pl"),
    ],
)
def test_every_way_to_say_it_is_looked_for(said: str, language: str) -> None:
    """The pattern is tried only around words that stand in a table, which must hold them all."""
    own = f"{said} herons herons, herons herons herons and herons of the river."
    assert summarize(FIRST, own, title="Herons of the river", language=language) == own


def test_questions_that_are_headings_are_passed_over() -> None:
    """A list of contents is no text, whatever its lines end in."""
    heading = "What Are The Popular Types Of Bridges In Europe?"
    assert summarize(heading, "How Are Old Bridges Kept Open In The Winter?", FIRST) == FIRST
    german = "Die Brücke über den Fluss wurde am Montag vom Bürgermeister geöffnet."
    assert summarize(german, FIRST, language="de").startswith(german)


@pytest.mark.parametrize(
    ("standfirst", "lead", "passed"),
    [
        ("After eleven winters the old stone arches of the town carry nobody.", FIRST, 0),
        ("More confidence in old stone arches.", FIRST, 1),
        ("After eleven winters the old stone arches of the town carry nobody.", f"OSLO (AFP) - {FIRST}", 1),
        ("More confidence in old stone arches.", "No lead", 0),
    ],
    ids=["says more", "too short", "a report follows", "nothing follows"],
)
def test_a_standfirst_that_says_less_than_the_lead_is_passed_over(
    standfirst: str, lead: str, passed: int
) -> None:
    """It is the summary where it says more."""
    body = [Line(2, standfirst), Line(4, lead)]
    assert count_passed_over(body, 1) == passed
    assert count_passed_over(body, 0) == 0


def test_of_lines_that_are_no_text_the_first_of_some_length_is_taken() -> None:
    """A word or two is a label."""
    assert (
        summarize("Menu", "A line about an old bridge", "Another line of it here")
        == "A line about an old bridge"
    )
