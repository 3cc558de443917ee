"""What Jekyll, Hugo, kramdown, MDX and others add to Markdown, taken out before the parser sees it.

Their tags mean something to a generator of sites and nothing to a reader. Lines keep their numbers, code
keeps every sign. One pass; a tag that does not end soon is text.
"""

import re
from typing import NamedTuple

from seedfeed.text import late_pattern
from seedfeed.understanding.media import read_attributes

_TABLE_OF_CONTENTS = late_pattern(
    r"^[ \t]*+(?:\[\[_?toc_?\]\]|\[toc\]|@\[toc\]|\$\{toc\})[ \t]*+$", re.IGNORECASE | re.MULTILINE
)
_COMPONENT_LINE = late_pattern(r"^ {0,3}</?[A-Z]", re.MULTILINE)
_FENCE = late_pattern(r"^[ \t>]*+(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
# An item that kramdown replaces by the table of contents; fences of notes; MDX's modules; GitHub's notes.
_LINES = (
    (late_pattern(r"^ {0,3}(?:[-*+]|1\.)[ \t][^\n]*+\n(?= {0,3}\{:[ ]?toc\b)", re.MULTILINE), "\n"),
    (_TABLE_OF_CONTENTS, ""),
    (late_pattern(r"^[ \t]*+:::[^\n]*+$", re.MULTILINE), ""),
    (late_pattern(r"^(?:!!!|\?\?\?)\+?[ \t][^\n]*+$", re.MULTILINE), ""),
    (late_pattern(r"^([ \t]*+>[ \t]*+)\[![A-Za-z]{1,20}\][+-]?", re.MULTILINE), r"\1"),
)
_MODULE = late_pattern(
    r"^(?:import (?:[\"'{]|[^\n]{1,200} from [\"'])"
    r"|export (?:(?:const|let|function|async|class|default) ?[\w({]|[{*]))"
    r"[^\n]*+(?:\n[^\n]++)*+",
    re.MULTILINE,
)
_OPENING = late_pattern(
    r"(?<!`)`++|\{%|\{\{|\{/\*|<!--|\[\^|\{:{1,2}(?= ?[.#/a-z])|[ \t]?\{(?=[.#][\w-])"
    r"|</?(?=[A-Z][A-Z0-9]{0,20}[a-z])"
)
_CLOSINGS = {"{%": "%}", "{{": "}}", "{{<": ">}}", "{{%": "%}}", "{/*": "*/}", "<!--": "-->"}
# The longest tag on the dev set has 480 characters; hostile text has no end at all (2026-11).
LONGEST_TAG = 2_000
_ATTRIBUTES = late_pattern(r"[^{}\n]{0,200}\}")
_AFTER_MARKS = frozenset(")]*_`")
_LINE_END = late_pattern(r"[ \t]*(?:\n|\Z)")
_NOTE = late_pattern(r"([^\]\s]{1,60})\](:)?")
_REST_OF_NOTE = late_pattern(r"[^\n]*+(?:\n(?!\[\^|[ \t]*+(?:\n|\Z))[^\n]++)*+")
_COMPONENT = late_pattern(r"[A-Z][\w.]{0,60}+(?:\s[^<>{}]{0,500})?>")
_MOST_BRACKETS = 20
# A text with more tags is hostile; what follows them stays (50,000 unclosed ones took 0.35 s, 2026-11).
MOST_TAGS = 5_000
_MORE = late_pattern(
    r"\s*(?:read[ -]?more|more|(?:end[ _-]?)?excerpt|truncate|teaser[ _-]end)\s*", re.IGNORECASE
)
_TAG_NAME = late_pattern(r"[-<%/*\s]*([\w-]*)")
_CODE_TAGS = frozenset(["highlight", "codeblock", "prism"])
_PICTURE_TAGS = frozenset(["figure", "img", "image"])


class Tidied(NamedTuple):
    """A text without what its generator adds.

    Attributes:
        text: as many lines as before.
        more: where the author's own excerpt ends in `text`; absent where nothing says so.
        notes: 0-based lines on which footnotes stand, where they were asked for.
    """

    text: str
    more: int | None = None
    notes: frozenset[int] = frozenset()


def tidy(text: str, *, with_notes: bool) -> Tidied:
    """Take out what is not Markdown.

    Args:
        with_notes: keep footnotes, as `[1]` where they belong and `[1] text` where they stand.
    """
    if not _may_be_special(text):
        return Tidied(text)
    return _Tidier(with_notes=with_notes).tidy(text)


def _may_be_special(text: str) -> bool:
    """Tell whether a text holds what none of the notations can do without; most hold none of it.

    A single sign is found at once, so each pattern and word waits behind one: 28 -> 4 µs for 3 KB (2026-11).
    """
    if "{" in text or ":::" in text or "import " in text or "export " in text:
        return True
    if ("!" in text and "!!!" in text) or ("?" in text and "???" in text):
        return True
    if "<" in text and ("<!--" in text or _COMPONENT_LINE.search(text)):
        return True
    return "[" in text and bool("[^" in text or "[!" in text or _TABLE_OF_CONTENTS.search(text))


class _Tidier:
    """The pieces of one text that are left, in order."""

    def __init__(self, *, with_notes: bool) -> None:
        self.with_notes = with_notes
        self.pieces: list[str] = []
        self.lines = 0
        self.tags = 0
        self.more_at: int | None = None
        self.notes: set[int] = set()
        self.code_at: int | None = None
        self.comment_at: int | None = None

    def tidy(self, text: str) -> Tidied:
        done = 0
        for start, end in _fenced(text):
            self._scan(_tidy_lines(text[done:start]))
            self._add(text[start:end])
            done = end
        self._scan(_tidy_lines(text[done:]))
        if self.code_at is not None:
            self.pieces[self.code_at] = ""
        more = None if self.more_at is None else len("".join(self.pieces[: self.more_at]))
        return Tidied("".join(self.pieces), more, frozenset(self.notes))

    def _add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.lines += piece.count("\n")

    def _scan(self, text: str) -> None:
        done = 0
        while self.tags < MOST_TAGS and (found := _OPENING.search(text, done)):
            self.tags += 1
            self._add(text[done : found.start()])
            done = self._read(text, found)
        self._add(text[done:])

    def _read(self, text: str, found: re.Match[str]) -> int:
        """Take what an opening sign begins, and return where it ends."""
        sign, start, end = found[0], found.start(), found.end()
        if sign[0] == "`":
            close = text.find(sign, end, end + LONGEST_TAG)
            is_code = close >= 0 and text.find("\n\n", end, close) < 0
            stop = close + len(sign) if is_code else end
            self._add(text[start:stop])
            return stop
        if sign in _CLOSINGS:
            return self._read_tag(text, start, sign)
        if sign == "[^":
            return self._read_note(text, start, end)
        stop = _component_end(text, start, end) if "<" in sign else _attributes_end(text, start, end)
        if stop < 0:
            self._add(text[start:end])
            return end
        self._blank(text[start:stop])
        return stop

    def _blank(self, piece: str, instead: str = "") -> None:
        """Put something in a piece's place that ends as many lines."""
        self._add(instead + "\n" * piece.count("\n"))

    def _read_tag(self, text: str, start: int, sign: str) -> int:
        """Take a tag that has a closing sign of its own."""
        if sign == "{{" and text[start + 2 : start + 3] in {"<", "%"}:
            sign = text[start : start + 3]
        inside = start + len(sign)
        closing = _CLOSINGS[sign]
        close = text.find(closing, inside, inside + LONGEST_TAG)
        if close < 0:
            self._add(sign)
            return inside
        stop = close + len(closing)
        inner, whole = text[inside:close], text[start:stop]
        if sign in {"<!--", "{/*"} and self.more_at is None and _MORE.fullmatch(inner):
            self.more_at = len(self.pieces)
            self._blank(whole)
        elif sign == "<!--":
            self._add(whole)
        else:
            self._replace_tag(whole, inner)
        return stop

    def _replace_tag(self, whole: str, inner: str) -> None:
        """Take out a generator's tag; code stays code, a picture a picture, a comment goes whole."""
        named = _TAG_NAME.match(inner)
        name = named[1].lower() if named else ""
        is_end = name.startswith("end") or inner.lstrip(" -<%").startswith("/")
        name = name.removeprefix("end")
        if name == "comment" and not is_end:
            self.comment_at = len(self.pieces)
        elif name == "comment" and self.comment_at is not None:
            for at in range(self.comment_at, len(self.pieces)):
                self.pieces[at] = "\n" * self.pieces[at].count("\n")
            self.comment_at = None
        elif name in _CODE_TAGS and is_end == (self.code_at is not None):
            self.code_at = None if is_end else len(self.pieces)
            self._blank(whole, "```")
            return
        elif name in _PICTURE_TAGS and (said := read_attributes(inner)).get("src"):
            alt = said.get("alt", "").translate({ord("["): None, ord("]"): None, ord("\n"): " "})
            if not any(sign in said["src"] for sign in "<>\n"):
                self._blank(whole, f"![{alt}](<{said['src']}>)")
                return
        self._blank(whole)

    def _read_note(self, text: str, start: int, end: int) -> int:
        """Take a footnote or the mark of one."""
        found = _NOTE.match(text, end)
        if found is None:
            self._add(text[start:end])
            return end
        is_note = found[2] is not None and (start == 0 or text[start - 1] == "\n")
        stop = found.end() if is_note else found.end(1) + 1
        if self.with_notes:
            if is_note:
                self.notes.add(self.lines)
            self._add(f"\\[{found[1]}\\]")
        elif is_note:
            rest = _REST_OF_NOTE.match(text, stop)
            stop = rest.end() if rest else stop
            self._blank(text[start:stop])
        return stop


def _fenced(text: str) -> list[tuple[int, int]]:
    """Return where fenced code stands; a fence that does not end runs to the end of the text."""
    spans: list[tuple[int, int]] = []
    start, fence = -1, ""
    for found in _FENCE.finditer(text) if "```" in text or "~~~" in text else ():
        mark, rest = found[1], found[2]
        if start < 0 and not (mark[0] == "`" and "`" in rest):
            start, fence = found.start(), mark
        elif start >= 0 and mark.startswith(fence) and not rest.strip():
            spans.append((start, found.end()))
            start = -1
    return spans if start < 0 else [*spans, (start, len(text))]


def _tidy_lines(text: str) -> str:
    for pattern, instead in _LINES:
        text = pattern.sub(instead, text)
    if "import " in text or "export " in text:
        text = _MODULE.sub(lambda found: "\n" * found[0].count("\n"), text)
    return text


def _attributes_end(text: str, start: int, end: int) -> int:
    """Return where kramdown's `{:.wide}` or Pandoc's `{#id}` ends, or -1 where it is text."""
    found = _ATTRIBUTES.match(text, end)
    if found is None:
        return -1
    is_kramdown = text.startswith("{:", start)
    is_attached = start > 0 and text[start - 1] in _AFTER_MARKS
    is_last = _LINE_END.match(text, found.end()) is not None
    return found.end() if is_kramdown or is_attached or is_last else -1


def _component_end(text: str, start: int, end: int) -> int:
    """Return where the tag of an MDX component ends, or -1 where it is none; what it holds stays."""
    found = _COMPONENT.match(text, end)
    if found is not None:
        return found.end()
    if text[text.rfind("\n", 0, start) + 1 : start].strip(" "):
        return -1
    limit = text.find("\n\n", end, end + LONGEST_TAG)
    limit = end + LONGEST_TAG if limit < 0 else limit + 1
    at = text.find(">", end, limit)
    for _ in range(_MOST_BRACKETS):
        if at < 0 or _LINE_END.match(text, at + 1):
            break
        at = text.find(">", at + 1, limit)
    is_whole = at >= 0 and "{" in text[end:at] and _LINE_END.match(text, at + 1) is not None
    return at + 1 if is_whole else -1
