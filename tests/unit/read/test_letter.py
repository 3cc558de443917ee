"""What is not the letter in a mail: who sent it on, quotations, the list's own lines."""

from pathlib import Path
from time import process_time

import pytest

from seedfeed.config import parse_config
from seedfeed.model import Draft
from seedfeed.read import read_article
from seedfeed.read.letter import (
    drop_footer,
    drop_quotations,
    find_links,
    find_picture,
    has_words,
    open_forwarded,
    unfold_layout,
)
from seedfeed.read.mail import parse_mail
from seedfeed.understanding import understand

TEXT = "The lighthouse on the northern cape has been without a keeper since Friday, the harbour says."
# What stands in the letters below and is for their readers alone.
PRIVATE = (
    "secret",
    "home.example",
    "b.example",
    "Private note",
    "z.K.",
    "nsubscribe",
    "browser",
    "bakers@",
    "Mine died",
    "Boots",
)
LETTERS = Path(__file__).parent / "letters"


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("Subject: to be seen\nFrom: here\n\nText.", False),
        ("A note.\n\nDate: 4 March\nTo: all\nNote: x\n\nText.", False),
        ("<p>From: a<br>To: b</p><p>Text.</p>", True),
        ("", False),
        ("", True),
    ],
)
def test_what_is_no_whole_head_opens_nothing(text: str, *, is_html: bool) -> None:
    """From whom, about what, and one thing more."""
    assert open_forwarded(text, is_html=is_html) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday, Ann wrote:\n> Mine died.\n\nMine too.", "\nMine too."),
        ("> All of it.\n> And more.", "> All of it.\n> And more."),
        ("No quotation.\n>From here on.", "No quotation.\n>From here on."),
        ('<p>Mine too.</p><div class="gmail_quote"><p>Mine died.</p></div>', "<p>Mine too.</p>"),
        ("<p>Mine too.</p><blockquote type='cite'>Mine died.</blockquote>", "<p>Mine too.</p>"),
        ("<p>A</p><blockquote><p>A poem</p></blockquote>", "<p>A</p><blockquote><p>A poem</p></blockquote>"),
        ('<div class="gmail_quote">All of it.</div>', '<div class="gmail_quote">All of it.</div>'),
    ],
    ids=["answer", "all", "none", "gmail", "apple", "quotation of the author's", "all of a page"],
)
def test_what_is_answered_is_no_text_of_the_mail(text: str, expected: str) -> None:
    """Unless there is nothing else."""
    assert drop_quotations(text, is_html=text.startswith("<")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.\n\n---\nYou get this because\nUnsubscribe: https://x.example", "One.\n\nTwo.\n"),
        ("One.\n\nYou get this letter\nas a reader. Abbestellen: https://x.example", "One.\n"),
        ("Unsubscribe now", "Unsubscribe now"),
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("How to unsubscribe from all lists\n" + "\nA line.\n" * 40, None),
    ],
    ids=["rule", "paragraph", "only", "none", "the matter itself"],
)
def test_lines_that_say_how_to_leave_a_list_are_cut(text: str, expected: str | None) -> None:
    """They stand in the last of it, below a rule or in a paragraph of their own."""
    assert drop_footer(text) == (text if expected is None else expected)


def test_tables_are_boxes() -> None:
    """A letter is laid out with them."""
    html = '<TABLE width="1"><tr><td class="a">x</td></tr></TABLE><track><th>'
    assert unfold_layout(html) == '<div width="1"><div><div class="a">x</div></div></div><track><div>'


SENT_ON = ("The lighthouse", "The Tide Table", None, None, None)


@pytest.mark.parametrize(
    ("name", "expected", "published"),
    [
        (
            "substack",
            (
                "The last pilots of the estuary",
                "Ann Example",
                "Harbour Notes",
                "https://harbournotes.substack.com/",
                "https://harbournotes.substack.com/p/the-last-pilots-of-the-estuary",
            ),
            "2024-05-17T11:01:10",
        ),
        (
            "mailchimp",
            (
                "\U0001f97e Three walks",
                "The Walkers’ Letter",
                "The Walkers’ Letter",
                None,
                "https://mailchi.mp/abc/october",
            ),
            "2024-10-03T08:00:34",
        ),
        (
            "mailman",
            (
                "The lighthouse",
                "Ben Baker",
                "People who bake",
                "https://lists.example/",
                "https://lists.example/message/ABC/",
            ),
            "2024-02-11T09:10:10",
        ),
        ("sent-on-gmail", SENT_ON, "2024-03-04T07:00:00"),
        ("sent-on-outlook", SENT_ON, "2024-03-04T00:00:00"),
        ("sent-on-thunderbird", SENT_ON, "2024-03-04T07:00:00"),
        ("sent-on-plain", SENT_ON, "2024-03-04T07:00:00"),
        ("sent-on-apple", SENT_ON, "2024-03-04T07:00:00"),
    ],
)
def test_letters_as_they_come(
    name: str, expected: tuple[str, str, str | None, str | None, str | None], published: str
) -> None:
    """Title, summary, writer, outlet and address are the letter's; nothing private is published."""
    draft = understand(read_article(LETTERS, f"{name}.eml"), parse_config({"content": "full"}, "x"))
    assert isinstance(draft, Draft)
    source = draft.source
    writers = ", ".join(writer.name for writer in draft.authors)
    outlet = (source.name, source.url) if source else (None, None)
    assert (draft.title, writers, *outlet, draft.link) == expected
    assert draft.published is not None
    assert draft.published.isoformat() == f"{published}+00:00"
    assert draft.summary.startswith(TEXT[:60])
    shown = repr((draft.title, draft.summary, draft.body_html, draft.authors, draft.link, draft.source))
    for private in PRIVATE:
        assert private not in shown, private


OWN = '<img src="https://g.example/peas.jpg" width="564" alt="Peas &amp; beans">'


@pytest.mark.parametrize(
    "before",
    [
        "",
        '<img src="https://g.example/open.gif" width="1" height="1">',
        '<img src="https://g.example/open.png?reader=9" width="564">',
        '<img src="https://g.example/letter.png" width="564" alt="The garden letter">',
        '<img src="https://g.example/logo-2024.png" width="564">',
        '<img src="https://g.example/like.png" width="18" alt="Like">',
        '<img src="https://g.example/x.png" alt="No width">',
        '<img src="cid:1@g.example" width="564">',
        '<img src="https://g.example/x.png" width="99999999999999999999">',
    ],
    ids=["first", "pixel", "counter", "owner", "logo", "button", "no width", "attached", "absurd"],
)
def test_the_first_picture_that_belongs_to_the_letter_is_found(before: str) -> None:
    """Not one that counts readers, or shows whose letter it is."""
    assert find_picture(before + OWN, ["The Garden Letter"]) == ("https://g.example/peas.jpg", "Peas & beans")
    assert find_picture(before, ["The Garden Letter"]) is None


def test_who_sends_a_mail_on_did_not_write_it() -> None:
    """Though what was sent on cannot be found in it."""
    found = parse_mail(f"From: Ann <me@home.example>\nSubject: Fwd: The lighthouse\n\n{TEXT}\n".encode())
    assert found.values == {"title": "The lighthouse"}


def test_a_mail_to_one_person_has_no_link_of_its_own() -> None:
    """An address in it is what it writes about."""
    url = "https://other.example/the-lighthouse-keeper-left"
    found = parse_mail(
        f"From: Ann <a@b.example>\nSubject: The lighthouse keeper left\n\n{TEXT}\n{url}\n".encode()
    )
    assert "link" not in found.values


def test_a_link_that_is_taken_from_the_letter_is_told() -> None:
    """Whoever asks why sees that no header states it."""
    head = "From: Garden Letter <a@b.example>\nSubject: What to sow in May\nList-Unsubscribe: <https://b.example/u>\n"
    found = parse_mail(f"{head}\n{TEXT}\nhttps://b.example/what-to-sow-in-may?reader=9\n".encode())
    assert found.values["link"] == "https://b.example/what-to-sow-in-may"
    assert found.notes == ("link: the address in the letter that has its title, or says to be its copy",)


@pytest.mark.parametrize("is_html", [True, False])
@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<img ",
        "<img src='",
        "<style",
        "<div ",
        "<a href='https://x.example/",
        "<br>",
        "From: ",
        "From:\nSubject:\n",
        "> ",
        ">\n",
        "On ",
        "-\n",
        "view ",
        "https://x.example ",
        "* _:",
        "<table ",
        "&#",
    ],
)
def test_hostile_letters_are_read_in_linear_time(piece: str, *, is_html: bool) -> None:
    """A hundred kilobytes of each."""
    text = piece * (100_000 // len(piece))
    start = process_time()
    open_forwarded(text, is_html=is_html)
    find_links(text, is_html=is_html)
    find_picture(text, [])
    has_words(text)
    drop_footer(drop_quotations(unfold_layout(text), is_html=is_html))
    assert process_time() - start < 1.0  # 50 ms by itself; a hang is longer
