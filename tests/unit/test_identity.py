import re
import uuid

import pytest

from seedfeed.identity import entry_id, feed_id, is_iri, path_id

SITE = "https://news.example/"
LINK = "https://crier.example/harbour"


def test_ids_never_change_with_the_version_of_this_program() -> None:
    """These very ids are out there in readers: another one would show every article again."""
    assert entry_id(stated=None, link=LINK, site_id=SITE, key="a.txt") == (
        "urn:uuid:a569f784-5044-5318-aaac-581e461072dc"
    )
    assert (
        entry_id(stated=None, link=None, site_id=SITE, key="a.txt")
        == "urn:uuid:eeecb641-8cc0-500d-a1bc-8ec613052239"
    )
    assert (
        entry_id(stated="7", link=None, site_id=SITE, key="a.txt")
        == "urn:uuid:180f7fa6-ed95-5236-a169-756d706b1876"
    )
    assert feed_id(site_id=SITE, path="") == "urn:uuid:d4b4d376-8939-5e5b-aeb9-04004d097cd9"
    assert feed_id(site_id=SITE, path="categories/sport") == "urn:uuid:7c61736c-80a6-5550-99a5-d6f9d5b82089"


@pytest.mark.parametrize(
    "name",
    [LINK, f"{SITE}#path=a.txt", "https://crier.example/ميناء"],
    ids=["address", "path", "beyond ascii"],
)
def test_urn_is_a_version_5_uuid_in_the_namespace_of_addresses(name: str) -> None:
    """As anybody can compute it (RFC 9562 §5.5)."""
    assert entry_id(stated=None, link=name, site_id=SITE, key="a.txt") == (
        f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"
    )


@pytest.mark.parametrize(
    "stated",
    ["urn:x:1", "tag:crier.example,2024:a", "https://crier.example/ميناء", "urn:uuid:ABC"],
)
def test_stated_iri_is_taken_as_it_is(stated: str) -> None:
    """Its author knows why (RFC 4287 §4.2.6: compared character by character)."""
    assert entry_id(stated=stated, link=LINK, site_id=SITE, key="a.txt") == stated


@pytest.mark.parametrize(
    "stated",
    [
        "7",
        "my id",
        "a b:c",
        "1:2",
        "urn:x:<b>",
        'urn:x:"',
        "urn:x:1\n",
        "urn:",
        "",
        "x:{1}",
        "x:a\\b",
        "x:a^b",
    ],
)
def test_stated_name_that_is_no_iri_counts_together_with_the_site(stated: str) -> None:
    """It becomes one, and those of two sites differ."""
    here = entry_id(stated=stated, link=LINK, site_id=SITE, key="a.txt")
    there = entry_id(stated=stated, link=LINK, site_id="https://other.example/", key="a.txt")
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", here)
    assert here != there


def test_first_of_stated_link_and_path_decides() -> None:
    """What comes later in this order changes nothing."""

    def make(stated: str | None, link: str | None, key: str) -> str:
        return entry_id(stated=stated, link=link, site_id=SITE, key=key)

    assert make("7", LINK, "a.txt") == make("7", None, "b.txt")
    assert make(None, LINK, "a.txt") == make(None, LINK, "b.txt")
    assert make(None, None, "a.txt") != make(None, None, "b.txt")
    assert make(None, None, "a.txt") == path_id(site_id=SITE, key="a.txt")


def test_kinds_of_names_never_meet() -> None:
    """A path, a stated id and a feed of one name are three ids."""
    ids = {
        entry_id(stated="sport", link=None, site_id=SITE, key="a.txt"),
        path_id(site_id=SITE, key="sport"),
        feed_id(site_id=SITE, path="sport"),
    }
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tag:a.example,2003:3", True), ("https://a.example/ä", True), ("123", False), ("/a", False),
        ("urn:a b", False), ("1a:b", False), ("urn:", False),
    ],
)  # fmt: skip
def test_iri_is_absolute(text: str, expected: object) -> None:
    """Others can't be an id of Atom (RFC 4287 §4.2.6)."""
    assert is_iri(text) is expected
