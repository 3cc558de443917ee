"""Text as feeds need it: legal in XML, tidy white space, slugs. Knows no article and no feed."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import cast

# What XML 1.0 cannot hold (XML 1.0 §2.2 Char), lone surrogates and the two non-characters included.
_XML_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Controls that are legal in XML and mean nothing in text: Windows-1252 that somebody took for Latin-1.
_CONTROL = re.compile("[\x7f-\x9f]")
# Bytes of UTF-8 that no character has which must go: not the controls, and not what begins U+0080 to U+00BF,
# U+D000 to U+DFFF and U+F000 to U+FFFF. Most text is of them alone: 3 KB cost 1 µs instead of 22 (2026-11).
_HARMLESS = bytes(set(range(0x100)) - {*range(0x09), *range(0x0B, 0x20), 0x7F, 0xC2, 0xED, 0xEF})
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# RFC 3986 §3 in ASCII, without user names: a password has no place in a feed.
_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9_-][a-z0-9._-]*|\[[0-9a-f:.]+\])(?::([0-9]{0,5}))?(?:[/?#][!#-;=?-\[\]_a-z~]*)?",
    re.IGNORECASE | re.ASCII,
)
_HIGHEST_PORT = 65_535
# What campaigns add to an address; a page's own statements are without.
_TRACKING = re.compile(r"(?<=[?&])(?:utm_[a-z]{1,20}|fbclid|gclid|mc_[ce]id)=[^&#]*&?")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
# Names a file system or a web server gives a meaning of its own.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "index", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
SLUG_LENGTH = 60


class _LatePattern:
    """A regular expression that is compiled when the first of its methods is asked for, and then is one."""

    def __init__(self, written: str, flags: re.RegexFlag) -> None:
        self._written, self._flags = written, flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._written, self._flags)
        for method in ("match", "search", "fullmatch", "findall", "finditer", "split", "sub", "subn"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late_pattern(written: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a regular expression that costs nothing before it is used, and then what any other costs.

    An article needs a tenth to a fifth of the patterns there are, and compiling all took 19 ms, near half of
    what a run with one new article spent on understanding it (2026-11).
    """
    return cast("re.Pattern[str]", _LatePattern(written, flags))


def clean(text: str) -> str:
    r"""Return `text` with line ends as `\n` and U+FFFD for what XML cannot hold (XML 1.0 §2.2).

    U+0080 to U+009F become the characters that Windows-1252 has there, as browsers read them (HTML
    §13.2.5.80), and go where it has none, as does U+007F: HTML allows none of them.
    """
    if text.isprintable() or not text.encode("utf-8", "surrogatepass").translate(None, _HARMLESS):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(_decode_control, _XML_ILLEGAL.sub("\ufffd", lines))


def _decode_control(match: re.Match[str]) -> str:
    code = ord(match.group())
    return bytes([code]).decode("cp1252", "ignore") if code > ord("\x7f") else ""


def decode_references(text: str) -> str:
    """Return `text` with the HTML character references that scraping left in it decoded, once.

    `Tom &amp; Jerry&#8217;s` is `Tom & Jerry’s`. Only whole references count (HTML §13.5), so that
    `AT&T` and `a & b;` stand; one for a line end becomes a space, so that lines keep their numbers.
    """
    if "&" not in text:
        return text
    return _REFERENCE.sub(_decode_reference, text)


def _decode_reference(match: re.Match[str]) -> str:
    from html import unescape

    whole = match.group()
    decoded = unescape(whole)
    return whole if decoded == whole else clean(decoded).replace("\n", " ")


def collapse(text: str) -> str:
    """Return `text` on one line: each run of white space is one space, none at the ends."""
    return " ".join(text.split())


def slug(text: str) -> str:
    """Return `text` as lower-case ASCII letters, digits and hyphens, at most 60 characters.

    Accents fall off (`é` is `e`); scripts without ASCII letters give the empty string.
    """
    ascii_text = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", ascii_text).strip("-")[:SLUG_LENGTH].rstrip("-")


def short_hash(text: str) -> str:
    """Return 8 hex digits of the text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@lru_cache(4096)  # the same few thousand names label every entry
def name_slug(name: str) -> str:
    """Return the path segment of a category or source, never empty, never shared by two names.

    Names equal after casefolding and turning runs of spaces into `-` are one. Where the slug is not
    equal to that form (`C++`, `a/b`, an emoji) or is reserved, 8 hex digits of the form follow.
    """
    form = "-".join(unicodedata.normalize("NFC", name).casefold().split())
    plain = slug(form)
    if plain == form and plain not in _RESERVED:
        return plain
    return f"{plain}-{short_hash(form)}".lstrip("-")


def is_web_address(text: str) -> bool:
    """Tell whether `text` is an absolute http or https URL in ASCII, with a host (RFC 3986 §3)."""
    # Not by urllib.parse, which lets pass much that no feed can hold, and costs 9 ms to import.
    found = _ADDRESS.fullmatch(text)
    return found is not None and (not found[1] or 0 < int(found[1]) <= _HIGHEST_PORT)


def cut_tracking(address: str) -> str:
    """Return an address without what campaigns add to it."""
    return _TRACKING.sub("", address).rstrip("?&")
