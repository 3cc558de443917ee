"""Text as feeds need it."""

import re
import time
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedfeed.text import (
    SLUG_LENGTH,
    clean,
    collapse,
    cut_tracking,
    is_web_address,
    late_pattern,
    name_slug,
    short_hash,
    slug,
)

_ANY_TEXT = st.text(st.characters(exclude_categories=[]))


@given(text=_ANY_TEXT)
def test_clean_text_is_legal_xml(text: str) -> None:
    """A parser that is not ours takes it, and gives it back."""
    cleaned = clean(text)
    escaped = cleaned.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert ET.fromstring(f"<a>{escaped}</a>".encode()).text == (cleaned or None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\r\nb\rc\n", "a\nb\nc\n", id="line-ends"),
        pytest.param("a\0\x1f\x0c\ufffe\ud800b", "a\ufffd\ufffd\ufffd\ufffd\ufffdb", id="illegal"),
        pytest.param("tab\t\u2028 é 😀", "tab\t\u2028 é 😀", id="legal"),
        pytest.param("it\x92s \x93so\x94 \x97 \x85", "it’s “so” — …", id="windows-1252-taken-for-latin-1"),
        pytest.param("a\x7fb\x81c\x9d", "abc", id="controls-without-meaning"),
    ],
)
def test_clean_replaces_only_what_xml_cannot_hold(text: str, expected: str) -> None:
    """Each illegal character leaves a mark; the others stay (XML 1.0 §2.2)."""
    assert clean(text) == expected


def test_clean_changes_the_same_characters_wherever_they_stand() -> None:
    """A text that holds none of them is told by its bytes: each character is tried on its own."""
    illegal = {*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF}
    changed = {code for code in range(0x110000) if clean(f"a\n{chr(code)}") != f"a\n{chr(code)}"}
    assert changed == illegal | {0x0D, *range(0x7F, 0xA0)}


@given(text=_ANY_TEXT)
def test_clean_changes_nothing_twice(text: str) -> None:
    """Text may pass the border more than once."""
    assert clean(clean(text)) == clean(text)


def test_collapse_makes_one_line() -> None:
    """Every kind of white space counts, a no-break space too."""
    assert collapse(" a \t\n\u2028b\u00a0\u3000c ") == "a b c"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbour, Opens!", "the-harbour-opens"),
        ("Café Ñandú", "cafe-nandu"),
        ("Straße", "strasse"),
        ("--a--", "a"),
        ("日本", ""),
        ("", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_slug_is_ascii(text: str, expected: str) -> None:
    """Letters, digits, single hyphens; none at the ends, even where it is cut."""
    assert slug(text) == expected


@given(text=_ANY_TEXT)
def test_slug_is_a_safe_path_segment(text: str) -> None:
    """Whatever the title, the file's name is harmless, and slugging again changes nothing."""
    made = slug(text)
    assert len(made) <= SLUG_LENGTH
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(made) == made == made.strip("-")


def test_short_hash_is_that_of_sha256() -> None:
    """The figures are part of published addresses and never change."""
    assert short_hash("é") == "4a99557e"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("World News", "world-news", id="plain"),
        pytest.param("world  NEWS", "world-news", id="spaces-and-case"),
        pytest.param("C++", "c-cedb1bac", id="signs"),
        pytest.param("C", "c", id="without-signs"),
        pytest.param("日本", "cf2abf0c", id="no-ascii"),
        pytest.param("index", "index-1bc04b52", id="reserved"),
        pytest.param("con", "con-1143da2b", id="reserved-by-windows"),
    ],
)
def test_name_slug_is_plain_where_it_can_be(name: str, expected: str) -> None:
    """What the slug loses, a hash keeps apart."""
    assert name_slug(name) == expected


@given(name=st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
def test_name_slug_is_never_empty(name: str) -> None:
    """Every category has an address, and it is one segment."""
    made = name_slug(name)
    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize("names", [("C++", "C#"), ("a/b", "a-b"), ("é", "e"), ("日本", "中国"), ("a", "a!")])
def test_two_names_have_two_slugs(names: tuple[str, str]) -> None:
    """No two categories share a feed by accident."""
    assert name_slug(names[0]) != name_slug(names[1])


def test_one_name_in_two_normal_forms_has_one_slug() -> None:
    """An accent typed apart is the same name."""
    assert name_slug("Café") == name_slug("Cafe\u0301")


@pytest.mark.parametrize("text", ["\0" * 100_000, " " * 100_000, "-" * 100_000, " a" * 50_000])
def test_cleaning_takes_linear_time(text: str) -> None:
    """No text makes it slow."""
    begin = time.process_time()
    clean(text)
    collapse(text)
    slug(text)
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize(
    "address",
    [
        "http://a", "https://a.example/", "HTTP://A.EXAMPLE", "http://a:8000/", "http://a:/", "http://127.0.0.1:1/",
        "http://[::1]:80/x", "https://a/b?c=[d]#e", "https://a?b", "https://xn--bcher-kva.example/%C3%A9", "http://a_b/",
        "https://a/b!$&'()*+,;=:@c~_.-",
    ],
)  # fmt: skip
def test_web_addresses_are_known(address: str) -> None:
    """Only http and https, with a host."""
    assert is_web_address(address)
    assert urlsplit(address).hostname


@pytest.mark.parametrize(
    "address",
    [
        "", "a", "/a", "//a/", "http:", "http:/a", "http://", "http:///a", "http://?a", "http://:80/", "ftp://a/",
        "javascript:alert(1)", "http://a:0/", "http://a:65536/", "http://a:b/", "http://a b/", "http://a/b c",
        "http://a/\n", "http://a\n", "http://a/é", "http://é/", 'http://a/"', "http://a/<", "http://a/>", "http://a/{",
        "http://a/}", "http://a/|", "http://a/\\", "http://a/^", "http://a/`", "http://a/\x7f", "http://user@a/",
        "http://user:word@a/", "http://.a/", "http://[x]/", "http://[::1/", "http://a\\@b/", " http://a/", "http\u017f://a/",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(address: str) -> None:
    """What a feed or a page cannot hold safely."""
    assert not is_web_address(address)


@given(text=st.text() | st.text("htps:/.[]@?#a1é \n").map("http://".__add__))
def test_web_address_is_one_to_the_standard_library_too(text: str) -> None:
    """Our one expression lets nothing through that urllib.parse would not."""
    if is_web_address(text):
        parts = urlsplit(text)
        assert parts.scheme in {"http", "https"}
        assert parts.hostname
        assert parts.username is None
        assert parts.port is None or 0 < parts.port < 65_536


@pytest.mark.parametrize(
    "text", ["http://" + "a" * 10**5 + " ", "http://" + "a." * 50_000 + "\\", "http://[" + ":" * 10**5]
)
def test_web_address_takes_linear_time(text: str) -> None:
    """No address makes it slow."""
    begin = time.process_time()
    assert not is_web_address(text)
    assert time.process_time() - begin < 0.05


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/b?utm_source=c&utm_medium=d", "https://a.example/b"),
        ("https://a.example/b?p=1&fbclid=c", "https://a.example/b?p=1"),
        ("https://a.example/b?gclid=c&p=1", "https://a.example/b?p=1"),
        ("https://a.example/utm_source=c", "https://a.example/utm_source=c"),
        ("https://a.example/b?", "https://a.example/b"),
    ],
)
def test_tracking_is_cut_off(address: str, expected: str) -> None:
    """What campaigns add is no part of an address."""
    assert cut_tracking(address) == expected


def test_a_late_pattern_is_a_pattern() -> None:
    """It is compiled when it is first used, and finds what any other does."""
    late = late_pattern(r"(b)\w", re.IGNORECASE)
    assert vars(late).keys() == {"_written", "_flags"}
    assert (late.match("bc") or [""])[0] == "bc"
    assert late.sub("x", "aBca") == "axa"
    assert late.pattern == r"(b)\w"
    assert [found[1] for found in late.finditer("bcBd")] == ["b", "B"] == late.findall("bcBd")


def test_a_late_pattern_that_is_none_says_so_when_used() -> None:
    """A mistake in it is our own, and is seen by the first test that uses it."""
    with pytest.raises(re.error):
        late_pattern("(").match("")
