import sys

import pytest

from seedfeed.text import clean
from seedfeed.understanding.layout import Layout, find_layout
from seedfeed.understanding.lines import letters_of, split_lines

PROSE = (
    "The council met on the bridge and decided, after many hours, to "
    "close it for the winter, as its engineers had asked it to."
)


def sort(text: str, title: str | None = None, first_line: int = 1) -> Layout:
    """Sort a text with a splitter that is good enough here."""
    return find_layout(split_lines(text, first_line), title, lambda paragraph: paragraph.split(". "))


def test_lines_are_collapsed_and_numbered() -> None:
    """Line numbers are those of the file, empty lines counted."""
    lines = split_lines("\n a\u00a0 b\t\n\n c", 5)
    assert [(line.number, line.text) for line in lines] == [(6, "a b"), (8, "c")]


def test_title_body_and_trailer_are_told_apart() -> None:
    """The commonest shape of a scraped article."""
    found = sort(
        f"Bridge closed\n\n{PROSE}\nAdvertisement\n{PROSE}\n\nRelated news\nBridge opened\nRiver full"
    )
    assert found.title is not None
    assert found.title.text == "Bridge closed"
    assert [line.number for line in found.body] == [3, 5]
    assert [(mark.kind, mark.number) for mark in found.marks] == [
        ("furniture", 4),
        ("trailer", 7),
        ("trailer", 8),
        ("trailer", 9),
    ]


def test_prose_after_a_list_of_links_is_body_again() -> None:
    """A box in the middle of the text does not end it."""
    found = sort(f"Bridge closed\n{PROSE}\nMost read\nBridge opened\n{PROSE}")
    assert [line.number for line in found.body] == [2, 5]


def test_a_trailer_heading_before_any_text_ends_nothing() -> None:
    """A page may begin with its menu."""
    found = sort(f"Bridge closed\nLatest news\nA bridge in the north\n{PROSE}")
    assert [line.number for line in found.body] == [3, 4]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "3 Comments",
        "Share this article",
        "5 min read",
        "SHARE  |",
        "Subscribe to our newsletter",
        "By clicking you agree to our privacy policy.",
        "© 2024 The Heron",
        "Follow us on Facebook",
        "We use cookies to improve your experience.",
        "Read more: Bridge opened again",
        "Click here to read more",
        "Sign up for our free weekly newsletter!",
        "Tags: rivers, bridges",
        "Home > News > Rivers",
        "Photo: Jo Heron",
        "Featured image via Jo Heron/Getty Images",
        "A bridge (Getty Images)",
        "Leave a comment below",
        "Lo más leído",
        "Mehr zum Thema",
        "This blog post was authored by Jo Heron, Managing Principal.",
        "Medically reviewed by Jo Heron, MD",
        "Fact-checked by Jo Heron",
        "Like Loading...",
    ],
)
def test_site_furniture_is_not_body(line: str) -> None:
    """What sites of all kinds put around a text."""
    found = sort(f"Bridge closed\n{line}\n{PROSE}")
    assert [entry.text for entry in found.body] == [PROSE]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell by a third on Monday.",
        "Read carefully, the law allows it.",
        "Follow the river to its mouth.",
        "Source of the river is a small lake.",
        "Comments by the minister angered the crowd.",
        "By the time help came, it was late.",
        "Subscribers left in their thousands.",
        "Sign language is taught in schools.",
        "Advertisement of tobacco was banned by law.",
        "Cookies were handed out to the children.",
        "Watch out for ice on the bridge, police said.",
        "Click beetles live here.",
        "Photographs were burnt.",
        "The newsletter of the club was sold.",
        "Two days ago the river rose.",
        "3 days ago the river rose.",
        "Facebook and Twitter rent one building.",
    ],
)
def test_sentences_that_begin_like_furniture_are_body(line: str) -> None:
    """Prose stays even where its first word is one that furniture begins with."""
    found = sort(f"Bridge closed\n{PROSE}\n{line}\n{PROSE}")
    assert line in [entry.text for entry in found.body]


def test_a_paragraph_about_the_author_is_not_body() -> None:
    """Nobody subscribes for the author's life."""
    life = "is a reporter who has written about rivers and bridges for twenty years."
    for name in ("Jo Heron", "Jo"):
        found = sort(f"Bridge closed\nBy Jo Heron\n{name} {life}\n{PROSE}")
        assert [line.text for line in found.body] == [PROSE]


def test_a_long_first_line_is_no_title() -> None:
    """It is the text itself."""
    assert sort(PROSE + " " + PROSE).title is None


def test_a_known_title_repeated_is_no_body() -> None:
    """Punctuation and case do not matter."""
    found = sort(f"BRIDGE CLOSED!\n{PROSE}", title="Bridge closed")
    assert found.title is None
    assert [line.text for line in found.body] == [PROSE]


def test_letters_are_what_two_writings_share() -> None:
    """Digits, marks and case are left out."""
    assert letters_of("  Share (12)… ") == letters_of("SHARE") == "share"


def kinds(found: Layout) -> list[tuple[str, str, int]]:
    """Return what the lines that are no body are, by which rule."""
    return [(mark.kind, mark.rule, mark.number) for mark in found.marks]


def test_a_name_below_the_title_is_the_author() -> None:
    """Many sites write it without "By"."""
    found = sort(f"Bridge closed\nMaria Heron\n{PROSE}\n{PROSE}")
    assert kinds(found) == [("byline", "name by itself", 2)]


@pytest.mark.parametrize(
    "text",
    [
        f"Ten singers to hear\nMaria Heron\nMaria Heron sang for {PROSE}",
        f"Maria Heron closes a bridge\nMaria Heron\n{PROSE}",
        f"Bridge closed\n{PROSE}\nMaria Heron\n{PROSE}",
        f"Port Ellery v Marston\nHeron Park\nAdam Park\n{PROSE}",
    ],
    ids=["a list of people", "in the title", "further down", "a place"],
)
def test_a_name_that_the_article_is_about_is_no_author(text: str) -> None:
    """A heading may be a name as well."""
    assert kinds(sort(text)) == []


def test_what_stands_above_the_byline_is_the_standfirst() -> None:
    """It introduces the article and belongs to it."""
    standfirst = "After eleven winters the old stone arches carry nobody any more"
    found = sort(f"Bridge closed\n{standfirst}\nBy Jo Heron\n{PROSE}")
    assert (found.standfirst, found.body[0].text) == (1, standfirst)
    assert sort(f"Bridge closed\nBy Jo Heron\n{PROSE}").standfirst == 0
    assert sort(f"Bridge closed\n{PROSE}\n{PROSE}").standfirst == 0


def test_a_byline_glued_to_the_standfirst_comes_off() -> None:
    """Scraping joins what a page shows in two boxes."""
    standfirst = "Nobody crosses the river at Port Ellery any more."
    found = sort(f"Bridge closed\n{standfirst} By Jo Heron on May 3, 2024\n{PROSE}")
    assert [line.text for line in found.body] == [standfirst, PROSE]
    assert kinds(found) == [("byline", "after the standfirst", 2)]
    assert found.standfirst == 1


def test_a_sentence_that_ends_in_by_and_a_date_stays_whole() -> None:
    """It names nobody who wrote."""
    text = "The bridge shall be open again. By all accounts not before May 3, 2024"
    assert sort(f"Bridge closed\n{text}\n{PROSE}").body[0].text == text


def test_the_line_below_a_caption_label_is_the_caption() -> None:
    """It describes a picture that is not there."""
    found = sort(f"Bridge closed\nImage caption\nThe bridge is said to be older than the town.\n{PROSE}")
    assert [line.text for line in found.body] == [PROSE]
    assert kinds(found)[1] == ("caption", "caption follows", 3)


def test_a_signature_names_the_author() -> None:
    """Further down only what says so in words is a byline."""
    found = sort(f"Bridge closed\n{PROSE}\n{PROSE}\nWritten by Jo Heron\nBy Jo Heron")
    assert kinds(found) == [("byline", "signature", 4)]


def test_a_dateline_on_a_line_of_its_own_is_no_body() -> None:
    """The summary begins with the sentence below it."""
    found = sort(f"Bridge closed\nPORT ELLERY (Reuters) -\n{PROSE}")
    assert kinds(found) == [("dateline", "line of its own", 2)]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Share on Facebook", "share"),
        ("Advertisement", "advertisement"),
        ("Accept all cookies", "cookies"),
        ("Subscribe to our newsletter", "newsletter"),
        ("3 min read", "count"),
        ("Partager", "share"),
        ("Anzeige", "advertisement"),
        ("2 days ago", "time that passed"),
        ("Updated: 3 hours ago", "time that passed"),
        ("Hace 3 horas", "time that passed"),
        ("vor 2 Tagen", "time that passed"),
        ("3 小时前", "time that passed"),
        ("Facebook X WhatsApp Threads LinkedIn Copy link Email", "share"),
        ("Inquiries: jo@heron.example", "address"),
    ],
)
def test_furniture_is_told_by_its_kind(line: str, rule: str) -> None:
    """`explain` says what a line is, not only that it goes."""
    assert kinds(sort(f"Bridge closed\n{PROSE}\n{line}\n{PROSE}")) == [("furniture", rule, 3)]


@pytest.mark.parametrize("text", ["Share (12)… now", "Don't – STOP", "Straße 7", "a_b-c", "ÉTÉ à Paris!"])
def test_letters_are_the_same_in_both_ways_to_find_them(text: str) -> None:
    """ASCII takes a shorter way; a letter beyond it must not change the others."""
    marked = letters_of(text + " é")
    assert letters_of(text) == marked.removesuffix(" é").strip()


def test_white_space_of_every_kind_is_a_space() -> None:
    """As `collapse` has it, line by line."""
    spaces = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]
    for space in spaces:
        if clean(space) == space and space not in "\n ":
            assert [line.text for line in split_lines(f" a{space}b {space}c{space}", 1)] == ["a b c"]


def test_a_source_beside_the_date_is_read() -> None:
    """Chinese sites write both on one line."""
    found = sort(f"Bridge closed\n2024年5月17日 10:30 来源\uff1a新华网\n{PROSE}")
    assert kinds(found) == [("date", "date line", 2), ("source", "source:", 2)]
    assert found.marks[1].value == "新华网"


def test_after_the_end_nothing_introduces_the_article() -> None:
    """A day there is a comment's, however short the article is."""
    text = "The old bridge is closed, and nobody minds it at all."
    found = sort(f"Bridge closed\n{text}\nComments\nMary says\nJanuary 6, 2024\nSo it is.")
    assert found.last_top_line == 3
    assert [mark.kind for mark in found.marks] == ["trailer"] * 4


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Maria Heron·Technology Editor", "byline"),
        ("Maria Heron, Staff Writer", "byline"),
        ("Maria Heron, The Port Ellery Times", None),
        ("Maria Heron, the mayor of Port Ellery", None),
    ],
)
def test_a_name_with_what_the_person_is_names_the_author(line: str, kind: str | None) -> None:
    """A name with a paper's is a picture's credit."""
    found = sort(f"Bridge closed\n{line}\n{PROSE}\n{PROSE}")
    assert [mark.kind for mark in found.marks] == ([kind] if kind else [])


def test_labels_may_stand_between_title_and_name() -> None:
    """A standfirst, too."""
    found = sort(f"Bridge closed\nMember-only story\nA tale of cold feet\nMaria Heron\n{PROSE}")
    assert kinds(found) == [("furniture", "label", 2), ("byline", "name by itself", 4)]
