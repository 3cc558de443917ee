"""Small judges of parts that several formats share: dates, addresses, languages, HTML."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

# RFC 3339 §5.6, with the capital T and Z that RFC 4287 §3.3 demands.
RFC3339 = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?"
    r"(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)\Z"
)
# RFC 822 §5.1 with the year of four digits that RSS 2.0 prefers.
RFC822 = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d (?:GMT|[+-]\d{4})\Z"
)
# RFC 5646 §2.1, without the forms nobody writes.
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
# RFC 4288 §4.2
MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&.+^_-]{1,127}/[A-Za-z0-9!#$&.+^_-]{1,127}\Z")
# RFC 4287 §3.2.3
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\Z")
# RFC 3987: absolute, without what may stand in no IRI.
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z")

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_ADDRESSES = frozenset(["href", "src"])


def is_web(address: str | None) -> bool:
    """Tell whether this is an absolute http or https address with a host."""
    parts = urlsplit(address or "")
    return bool(IRI.match(address or "")) and parts.scheme in {"http", "https"} and bool(parts.hostname)


class Page(HTMLParser):
    """HTML as a strict reader takes it: what is opened is closed, in order.

    Attributes:
        found: (tag, attributes), in order.
        texts: tag -> the text directly in each of them.
        mistakes: what a validator would complain of.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.mistakes: list[str] = []
        self.declaration = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.mistakes += [f"<{tag}> is not closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.mistakes.append(f"<{tag}> has an attribute twice")
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        self.texts.setdefault(tag, []).append("")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element opened last."""
        if not self._open or self._open.pop() != tag:
            self.mistakes.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        """Keep an element's text."""
        if self._open:
            self.texts[self._open[-1]][-1] += data

    def handle_decl(self, decl: str) -> None:
        """Keep the doctype."""
        self.declaration = decl

    def handle_comment(self, data: str) -> None:
        """Complain: we write no comments, so one came from an article."""
        self.mistakes.append(f"comment {data!r}")

    def unknown_decl(self, data: str) -> None:
        """Complain of a CDATA section, which HTML does not have."""
        self.mistakes.append(f"declaration {data!r}")

    def attributes(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every such element."""
        return [attributes for name, attributes in self.found if name == tag]

    def addresses(self) -> list[str]:
        """Return every address the page loads or links to."""
        return [value for _, found in self.found for name, value in found.items() if name in _ADDRESSES]
