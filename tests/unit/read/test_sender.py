"""What a mail's headers say of where it comes from."""

import pytest

from seedfeed.read.sender import (
    Sender,
    find_named_address,
    find_post,
    find_web_version,
    home_of,
    parse_list_name,
    parse_sender,
    strip_subject,
)


@pytest.mark.parametrize(
    ("subject", "list_id", "expected"),
    [
        ("A plain subject", "", ("A plain subject", False)),
        ("Fwd: The harbour", "", ("The harbour", True)),
        ("FW: WG: The harbour", "", ("The harbour", True)),
        ("Re: The harbour", "", ("Re: The harbour", False)),
        ("[Bakers] Rye", "Those who bake <bakers.lists.example>", ("Rye", False)),
        ("Fwd: [Bakers] Rye", "<bakers.lists.example>", ("Rye", True)),
        ("Re: [Bakers] Rye", "<bakers.lists.example>", ("Re: Rye", False)),
        ("Re: Fwd: Rye", "", ("Re: Rye", False)),
        ("[Update] Rye", "<bakers.lists.example>", ("[Update] Rye", False)),
        ("[Bakers]", "<bakers.lists.example>", ("[Bakers]", False)),
        ("Fwd:", "", ("Fwd:", False)),
        ("", "", ("", False)),
    ],
)
def test_a_subject_loses_what_was_put_before_it(
    subject: str, list_id: str, expected: tuple[str, bool]
) -> None:
    """A list's label, and that it was sent on; what its author wrote stays."""
    assert strip_subject(subject, list_id) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Garden Letter", Sender("Garden Letter", None)),
        ("Ann Example from Harbour Notes", Sender("Ann Example", "Harbour Notes")),
        ("Ann B. Example from Letters from the Quay", Sender("Ann B. Example", "Letters from the Quay")),
        ("'Ann Example' via Bakers", Sender("Ann Example", "Bakers")),
        ("Ann via Bakers", Sender("Ann", "Bakers")),
        ("Letters from London", Sender("Letters from London", None)),
        ("News at Ten", Sender("News at Ten", None)),
        ("The latest news from the harbour", Sender("The latest news from the harbour", None)),
        ("letter@garden.example", Sender(None, None)),
        ("'letter@garden.example' via Bakers", Sender(None, None)),
        ("", Sender(None, None)),
        (" from ", Sender("from", None)),
    ],
)
def test_a_writer_is_told_from_an_outlet_where_the_name_says_so(name: str, expected: Sender) -> None:
    """And a mail address is nobody's name."""
    assert parse_sender(name) == expected


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("People who bake <bakers.lists.example>", "People who bake"),
        ('"People who bake" <bakers.lists.example>', "People who bake"),
        ("<bakers.lists.example>", None),
        ("0123abcmc list <0123abc.45.list-id.mcsv.net>", None),
        ("bakers@lists.example <bakers.lists.example>", None),
        ("bakers", None),
    ],
)
def test_a_list_is_called_as_it_calls_itself(header: str, name: str | None) -> None:
    """RFC 2919 §3."""
    assert parse_list_name(header) == name


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("<https://notes.example/p/the-last-pilots>", "https://notes.example/p/the-last-pilots"),
        ("<https://groups.example/group/bakers/post>, <mailto:bakers@groups.example>", None),
        ("<mailto:bakers@lists.example>", None),
        ("<https://notes.example/p/x?token=1>", None),
        ("NO", None),
    ],
)
def test_where_one_posts_to_is_no_article(header: str, address: str | None) -> None:
    """Substack alone writes the letter's own address there (RFC 2369 §3.4 has another use)."""
    assert find_post(header) == address


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (["https://n.example/p/three-dry-walks?token=secret"], "https://n.example/p/three-dry-walks"),
        (["https://n.example/2024/three-dry-walks.html#top"], "https://n.example/2024/three-dry-walks.html"),
        (
            ["https://n.example/three-dry-walks-near-the-mill/"],
            "https://n.example/three-dry-walks-near-the-mill/",
        ),
        (
            ["https://n.example/walks", "https://n.example/three-dry-walks"],
            "https://n.example/three-dry-walks",
        ),
        (
            ["https://n.example/three-dry-walks-again", "https://n.example/three-dry-walks"],
            "https://n.example/three-dry-walks",
        ),
        (["https://open.substack.com/pub/n/p/three-dry-walks-1"], None),
        (["https://track.example/CL0/https:%2F%2Fn.example%2Fthree-dry-walks/1/0100"], None),
        (["https://n.example/?p=three-dry-walks", "https://n.example/", ""], None),
    ],
)
def test_an_address_that_has_the_title_in_it_is_the_letters(
    addresses: list[str], expected: str | None
) -> None:
    """Without a key to its reader's account."""
    assert find_named_address("Three dry walks", addresses) == expected


def test_a_short_title_is_no_evidence() -> None:
    """It may be a section's name."""
    assert find_named_address("Food", ["https://n.example/food"]) is None
    assert find_named_address("New in May", ["https://n.example/new-in-may"]) is None


@pytest.mark.parametrize(
    ("address", "sender", "expected"),
    [
        ("https://mailchi.mp/abc/walks?e=0123456789", "walkers.example", "https://mailchi.mp/abc/walks"),
        ("https://walkers.example/letters/12", "mail.walkers.example", "https://walkers.example/letters/12"),
        (
            "https://news.walkers.example/letters/12",
            "walkers.example",
            "https://news.walkers.example/letters/12",
        ),
        ("https://walkers.example/letters?id=12&reader=9", "walkers.example", None),
        ("https://walkers.example/", "walkers.example", None),
        ("https://click.tracker.example/abc", "walkers.example", None),
        ("https://walkers.example.evil.example/abc", "walkers.example", None),
        ("https://walkers.example/letters/12", "", None),
    ],
)
def test_a_copy_on_the_web_is_the_letters_address_where_all_may_see_it(
    address: str, sender: str, expected: str | None
) -> None:
    """On the sender's own site, or where such copies stand; never by way of a tracker."""
    assert find_web_version([address], sender) == expected


def test_a_host_of_many_is_nobodys_home() -> None:
    """Whoever follows it does not find the outlet."""
    assert home_of("https://N.example:8080/a?b") == "https://n.example:8080/"
    assert home_of("https://mailchi.mp/abc/walks") is None
    assert home_of("https:///a") is None
