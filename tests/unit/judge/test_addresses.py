"""Addresses: what may stand in one, and what some schemes ask for."""

import pytest

from seedfeed.judge.addresses import judge_address, judge_reference, judge_url, judge_web_url, scheme_of

_UUID = "urn:uuid:ecd77d0a-c7ac-5b4e-b40b-b27db7053fbc"


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/",
        "http://ann:pw@a.example:8080/x;y=1?q=a+b&c=%20#part",
        "http://[2001:db8::1]:80/",
        "mailto:ann@a.example",
        "tag:a.example,2026:1",
        "tag:ann@a.example,2026-05-17:a/b",
        "urn:isbn:0-395-36341-1",
        _UUID,
        "https://bücher.example/é",
        "x-own.scheme+1:anything",
    ],
)
def test_rfc3987_2_2_good_addresses(address: str) -> None:
    """An IRI of any scheme is one."""
    assert judge_address(address) is None
    assert judge_reference(address) is None


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("https://a.example/a b", "write %20"),
        ("https://a.example/\nb", "write it on one line"),
        ("https://a.example/100%", "write %25"),
        ("https://a.example/<b>", "write %3C"),
        ("https://a.example/a#b#c", "a second '#'"),
        ("https://a.example/a[1]", "'[', ']'"),
        ("https://a.example:x/", "is no host"),
        ("https:///a", "without a host"),
        ("https:a.example", "without a host"),
        ("tag:a.example:1", "no tag URI"),
        ("tag:a.example,2026-13:1", "no tag URI"),
        ("urn:x", "no URN"),
        (_UUID[:-1], "no UUID"),
        ("a.example/x", "no absolute address"),
        ("//a.example/x", "no absolute address"),
        ("", "is empty"),
    ],
)
def test_rfc3987_2_2_bad_addresses(address: str, says: str) -> None:
    """What is no IRI is told with what to do."""
    flaw = judge_address(address)
    assert flaw is not None
    assert flaw.level == "error"
    assert says in flaw.what


@pytest.mark.parametrize("reference", ["", "x", "/x?y", "../x#y", "//a.example/", "#part"])
def test_rfc3986_4_1_references_may_be_relative(reference: str) -> None:
    """Where a relative reference may stand it is no mistake."""
    assert judge_reference(reference) is None


def test_rfc3986_2_url_is_ascii() -> None:
    """RSS has URLs, and other letters are written as their bytes."""
    flaw = judge_url("https://a.example/é")
    assert flaw is not None
    assert "write other letters as %XX" in flaw.what


def test_rss_2_0_enclosure_is_of_the_web() -> None:
    """What a podcast player loads it loads by http."""
    assert judge_web_url("HTTPS://a.example/1.mp3") is None
    assert judge_web_url("magnet:?xt=urn:btih:1") is not None


def test_scheme_is_in_lower_case() -> None:
    """Schemes do not tell case apart (RFC 3986 §3.1)."""
    assert (scheme_of("HTTP://x"), scheme_of("a/b:c"), scheme_of("1x:y")) == ("http", "", "")
