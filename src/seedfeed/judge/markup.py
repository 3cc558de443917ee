"""HTML inside feeds: what readers trip over in it. Nothing here is an error: HTML has none.

Patterns instead of a parser: they go once over ten megabytes, and find what is to be found.
"""

import re
from collections.abc import Iterator
from html import unescape

from seedfeed.judge.addresses import scheme_of
from seedfeed.judge.finding import Flaw, odd, quote

_ADDRESS = re.compile(r"<[a-z][^<>]*?\s(?:href|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_ACTIVE = re.compile(
    r"<(script|iframe|object|embed|applet|form|style|meta|link|base)\b|<[a-z][^<>]*?\s(on[a-z]{3,20})\s*=",
    re.IGNORECASE,
)
# What nobody writes who does not mean HTML: the end of an element, a line break, a reference.
_MEANT = re.compile(
    r"</(?:a|abbr|b|big|blockquote|code|div|em|font|h[1-6]|i|li|ol|p|pre|small|span|strong|sub|sup|table|td|tr|"
    r"tt|u|ul)>|<(?:br|hr|p)\s*/?>|<img\s[^<>]*>|&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});",
    re.IGNORECASE,
)
# What stands in no HTML that is right: signs that are neither.
_BARE = re.compile(r"&(?![A-Za-z#])|<(?![A-Za-z/!])")
_ANY_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def judge_html(html: str, *, has_base: bool = False) -> Iterator[Flaw]:
    """Yield what readers trip over: relative addresses, what they cut for safety, HTML escaped twice.

    Args:
        html: what a reader shows.
        has_base: whether something around it says what relative addresses are relative to.
    """
    if not has_base and (address := _find_relative(html)):
        yield odd(
            f"holds the relative address {quote(address)}, which many readers cannot open; write it whole"
        )
    if found := _ACTIVE.search(html):
        yield odd(f"holds {quote(found[1] or found[2])}, which readers cut for safety; leave it out")
    if "&lt;/" in html and not _ANY_TAG.search(html) and find_html(unescape(html)):
        yield odd("is escaped twice, so that readers show its tags; escape it once")


def _find_relative(html: str) -> str | None:
    for found in _ADDRESS.finditer(html):
        address = unescape(found[1] or found[2] or "").strip()
        if address and not scheme_of(address) and not address.startswith("#"):
            return address
    return None


def find_html(text: str) -> str | None:
    """Return the first sign of HTML in a text that should be plain, where it can be meant as nothing else."""
    found = None if _BARE.search(text) else _MEANT.search(text)
    return found[0] if found else None
