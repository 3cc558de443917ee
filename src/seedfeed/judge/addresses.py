"""Addresses as feeds hold them: URIs and IRIs, absolute or not, and the schemes that ids are made of.

Each function returns the flaw of a value, or nothing. Nothing is looked up on the network.
"""

import re

from seedfeed.judge.finding import Flaw, quote, wrong

# What may stand in no IRI (RFC 3987 §2.2): white space, controls, delimiters, a percent sign with no octet.
_ILLEGAL = re.compile(r"[\x00-\x20\x7f-\x9f<>\"{}|\\^`]|%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# Scheme, authority, and what follows (RFC 3986 appendix B).
_PARTS = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^#]*)(?:#(.*))?\Z", re.DOTALL)
_AUTHORITY = re.compile(r"(?:[^@\[\]]*@)?(?:\[[0-9A-Fa-f:.]+(?:%25[\w.~-]+)?\]|[^@:\[\]]*)(?::[0-9]*)?\Z")
_WEB = frozenset(["http", "https", "ftp"])
# RFC 4151 §2.1: an authority, a day, a specific part.
_TAG = re.compile(
    r"tag:(?:[\w.!#$%&'*+/=?^`{|}~-]+@)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
    r",\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?:[\w.~!$&'()*+,;=:@/?%-]*(?:#.*)?\Z"
)
# RFC 8141 §2: a namespace and what is named in it.
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[^\s/?#][^\s?#]*(?:[?#].*)?\Z", re.IGNORECASE)
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)


def scheme_of(text: str) -> str:
    """Return the scheme in lower case; empty for a relative reference."""
    found = _SCHEME.match(text)
    return found[1].lower() if found else ""


def judge_reference(text: str) -> Flaw | None:
    """Judge an address that may be relative (RFC 3987 §2.2, IRI-reference)."""
    if found := _ILLEGAL.search(text):
        return wrong(
            f"is {quote(text)}, no address: {_name(found[0])} may not stand in it; {_cure(found[0])}"
        )
    _, authority, path, fragment = _PARTS.match(text).groups()  # type: ignore[union-attr]  # matches any text
    if "#" in (fragment or "") or "[" in path or "]" in path:
        return wrong(f"is {quote(text)}, no address: it has a second '#', or '[', ']'; write %23, %5B, %5D")
    if authority is not None and not _AUTHORITY.match(authority):
        return wrong(f"is {quote(text)}, no address: {quote(authority)} is no host")
    return _judge_scheme(text)


def _judge_scheme(text: str) -> Flaw | None:
    """Judge what some schemes ask for: a host, an id of a certain form."""
    scheme = scheme_of(text)
    if scheme in _WEB and not re.match(r"[^:]+://(?:[^/?#@]*@)?[^/?#:]", text):
        return wrong(f"is {quote(text)}, an address without a host; write {scheme}://HOST/PATH")
    if scheme == "tag" and not _TAG.match(text):
        return wrong(f"is {quote(text)}, no tag URI; write tag:DOMAIN,YEAR-MONTH-DAY:ANYTHING")
    if scheme == "urn":
        return _judge_urn(text)
    return None


def _judge_urn(text: str) -> Flaw | None:
    """Judge a name of the scheme `urn` (RFC 8141 §2), and a UUID as one (RFC 9562 §4)."""
    if text.lower().startswith("urn:uuid:") and not _UUID.match(text):
        return wrong(f"is {quote(text)}, no UUID; write urn:uuid: and 32 hex digits as 8-4-4-4-12")
    if not _URN.match(text):
        return wrong(f"is {quote(text)}, no URN; write urn:NAMESPACE:NAME")
    return None


def judge_address(text: str) -> Flaw | None:
    """Judge an absolute address (RFC 3987 §2.2, IRI)."""
    if not text:
        return wrong("is empty; write an address")
    if not scheme_of(text) and not _ILLEGAL.search(text):
        return wrong(f"is {quote(text)}, no absolute address; begin it with https://")
    return judge_reference(text)


def judge_url(text: str) -> Flaw | None:
    """Judge an absolute address in ASCII, as RSS has them (RFC 3986)."""
    if flaw := judge_address(text):
        return flaw
    if not text.isascii():
        return wrong(f"is {quote(text)}, not in ASCII; write other letters as %XX of their UTF-8")
    return None


def judge_web_url(text: str) -> Flaw | None:
    """Judge an address of http or https (RSS 2.0, <enclosure>: the url must be an http url)."""
    if flaw := judge_url(text):
        return flaw
    if scheme_of(text) not in {"http", "https"}:
        return wrong(f"is {quote(text)}, no address of the web; begin it with https://")
    return None


def _name(character: str) -> str:
    names = {" ": "a space", "\n": "a line end", "\t": "a tab", "%": "a '%' without two hex digits"}
    return names.get(character[0], repr(character))


def _cure(character: str) -> str:
    cures = {" ": "write %20, or cut it", "\n": "write it on one line", "%": "write %25"}
    return cures.get(character[0], f"write %{ord(character[0]):02X}")
