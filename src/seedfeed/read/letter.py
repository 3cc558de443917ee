"""The text of a mail, without what is not the letter: who sent it on, quotations, the list's own lines.

What is cut is the reader's own business as a rule: addresses, notes, links with a key to an account.
"""

import re
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple

from seedfeed.dates import find_date, format_rfc3339, parse_date
from seedfeed.read.sender import parse_sender, strip_subject
from seedfeed.text import collapse, late_pattern

# A forwarded mail's head stands near the top, and is short.
_TOP_LINES, _MOST_FIELDS, _FEWEST_FIELDS, _TOP = 80, 16, 3, 60_000
_FIELD = late_pattern(r"[\s*_>]{0,6}([^\W\d_][^:：\n]{0,24}?)[\s*_]{0,4}[:：][\s*_]{0,4}(.*)")  # noqa: RUF001
_NAMES = {
    "from": "from von de da van från fra od от 差出人 发件人 寄件者",
    "date": "date sent datum gesendet envoyé fecha enviado data inviato verzonden skickat дата 日付 日期",
    "subject": "subject betreff objet asunto oggetto onderwerp assunto ämne temat тема 件名 主题 主旨",
    "to": "to an à para a aan till do кому 宛先 收件人",
    "cc": "cc kopie copie reply-to",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}
_TOKEN = late_pattern(r"<[^<>]{0,3000}>|[^<]+|<")
_BREAK = late_pattern(r"</?(?:br|div|p|tr|td|th|table|blockquote|li|ul|h\d|hr|body)\b", re.IGNORECASE)
_LAYOUT = late_pattern(r"<(/?)(?:table|tbody|thead|tfoot|tr|td|th|center)(?=[\s>/])", re.IGNORECASE)
_QUOTE = late_pattern(r"^> ?", re.MULTILINE)
# The boxes in which Gmail, Apple Mail, Outlook, Thunderbird and Yahoo keep the mail that is answered.
_QUOTED_MAIL = late_pattern(
    r"<(?:div|blockquote)\b[^<>]{0,300}\b(?:gmail_quote|divRplyFwdMsg|appendonsend|moz-cite-prefix|yahoo_quoted"
    r"|type=[\"']?cite)\b",
    re.IGNORECASE,
)
_WROTE = late_pattern(
    r"(?:on|am|le|el|il|em|op) .{0,200}(?:wrote|schrieb|écrit|escribió|scritto|escreveu|schreef)\W{0,3}",
    re.IGNORECASE,
)
_RULE = late_pattern(r"\s*[-_=*~#\u2013\u2014]{3,}\s*")
_FOOTER = late_pattern(
    r"unsubscribe|opt[- ]out|abmelden|abbestellen|désabonner|désinscri|desuscribi|dar[st]?e de baja"
    r"|cancelar (?:a |la |su |tu )?(?:suscripción|inscrição|assinatura)|disiscri|afmelden|uitschrijven"
    r"|отписаться",
    re.IGNORECASE,
)
_WEB_VERSION = late_pattern(
    r"\b(?:view|read|open|see|having trouble|display).{0,60}\b(?:browser|online|on the web)\b|web ?version"
    r"|im browser|online (?:ansehen|lesen)|dans (?:votre|le|ton) navigateur|en ligne|navegador|nel browser"
    r"|in (?:de|je|uw) browser|в браузере",
    re.IGNORECASE,
)
_URL = late_pattern(r"https?://[^\s<>\"')\]]{1,2000}", re.IGNORECASE)
_HREF = late_pattern(r"href\s{0,3}=\s{0,3}[\"']\s{0,3}(https?://[^\"'\s<>]{1,2000})", re.IGNORECASE)
_TAG = late_pattern(r"<[^<>]{0,3000}>")
_UNSHOWN = late_pattern(r"<(/?)(?:style|script|title)\b", re.IGNORECASE)
_MOST_LINKS, _LONGEST_TAG, _LONGEST_LABEL, _LONGEST_SERVICE = 400, 3_000, 400, 80
_LONGEST_DATE = 64
_ATTRIBUTE = late_pattern(r"\b(src|alt|width)\s{0,3}=\s{0,3}[\"']([^\"'<>]{0,2000})[\"']", re.IGNORECASE)
_PICTURE = late_pattern(r"https?://[^\s?#<>\"']{1,1500}\.(?:jpe?g|png|webp|avif)", re.IGNORECASE)
_LOGO = late_pattern(
    r"logo|banner|masthead|header|footer|icon|avatar|profile|button|badge|spacer", re.IGNORECASE
)
# Icons and buttons are narrower, and letters 500 to 700 wide.
_MOST_PICTURES, _NARROWEST, _WIDTH_DIGITS = 50, 250, 5
# The list's own lines stand in the last of a letter.
_LAST_LINES, _LAST_SHARE, _ABOVE = 15, 0.6, 12


class Link(NamedTuple):
    """An address in a letter, and where it stands.

    Attributes:
        is_web_version: it says to be the letter's copy on the web.
        is_service: that, or it leads to the reader's account; it is no part of the letter.
    """

    url: str
    is_web_version: bool
    is_service: bool
    start: int
    end: int


class Forwarded(NamedTuple):
    """A mail inside another: its text, and what its head states, in the names of front matter."""

    text: str
    values: dict[str, str]


class _Row(NamedTuple):
    text: str
    end: int


def unfold_layout(html: str) -> str:
    """Return a page in which tables are boxes: letters are laid out with them, and hold none."""
    return _LAYOUT.sub(r"<\1div", html)


def has_words(html: str) -> bool:
    """Tell whether a page shows any text."""
    shown: list[str] = []
    at, is_shown = 0, True
    for found in _UNSHOWN.finditer(html):
        shown += [html[at : found.start()]] if is_shown else []
        at, is_shown = found.start(), bool(found[1])
    shown += [html[at:]] if is_shown else []
    return any(char.isalpha() for char in unescape(_TAG.sub(" ", "".join(shown))))


def find_links(text: str, *, is_html: bool) -> list[Link]:
    """Return the addresses of a letter, in their order."""
    if not is_html:
        return [_link_of_line(text, found) for found, _ in zip(_URL.finditer(text), range(_MOST_LINKS))]  # noqa: B905
    links: list[Link] = []
    at = text.find("<a")
    while at >= 0 and len(links) < _MOST_LINKS:
        end = text.find(">", at, at + _LONGEST_TAG)
        close = text.find("</a", end, end + _LONGEST_LABEL) if end >= 0 else -1
        found = _HREF.search(text, at, end) if end >= 0 else None
        if found:
            label = collapse(unescape(_TAG.sub(" ", text[end + 1 : close]))) if close >= 0 else ""
            is_copy = len(label) <= _LONGEST_SERVICE and _WEB_VERSION.search(label) is not None
            is_service = is_copy or (len(label) <= _LONGEST_SERVICE and _FOOTER.search(label) is not None)
            links.append(Link(unescape(found[1]), is_copy, is_service, at, close if close >= 0 else end + 1))
        at = text.find("<a", at + 2)
    return links


def _link_of_line(text: str, found: re.Match[str]) -> Link:
    start = text.rfind("\n", 0, found.start()) + 1
    before = text[max(start, found.start() - 200) : found.start()]
    end = text.find("\n", found.end())
    is_copy = _WEB_VERSION.search(before) is not None
    return Link(found[0].rstrip(".,;"), is_copy, is_copy, start, end if end >= 0 else len(text))


def drop_service_links(text: str, links: list[Link]) -> str:
    """Return a letter without the links that say where else it can be read, and how to get no more."""
    for link in reversed(links):
        if link.is_service:
            text = text[: link.start] + text[link.end :]
    return text


def find_picture(html: str, names: Iterable[str]) -> tuple[str, str] | None:
    """Return address and text alternative of the first picture that belongs to the letter.

    It is as wide as a picture, and nobody's logo; its address holds nothing but the picture, as one that
    counts its readers would.

    Args:
        names: those of sender and outlet, which stand on their logos.
    """
    owners = {name.casefold() for name in names}
    at = html.find("<img")
    for _ in range(_MOST_PICTURES):
        end = html.find(">", at, at + _LONGEST_TAG) if at >= 0 else -1
        if end < 0:
            break
        stated = {found[1].lower(): unescape(found[2]) for found in _ATTRIBUTE.finditer(html, at, end)}
        url, alt = stated.get("src", "").strip(), collapse(stated.get("alt", ""))
        width = stated.get("width", "").removesuffix("px")
        is_wide = (
            width.isascii() and width.isdigit() and len(width) <= _WIDTH_DIGITS and int(width) >= _NARROWEST
        )
        is_logo = alt.casefold() in owners or _LOGO.search(f"{alt} {url.rpartition('/')[2]}")
        if is_wide and not is_logo and _PICTURE.fullmatch(url):
            return url, alt
        at = html.find("<img", end)
    return None


def open_forwarded(text: str, *, is_html: bool) -> Forwarded | None:
    """Return the mail that a mail sends on, or None where its head is not found."""
    rows = _split_page(text[:_TOP]) if is_html else _split_text(text[:_TOP])
    for start in range(min(len(rows), _TOP_LINES)):
        found = _read_fields(rows, start, is_html=is_html)
        if found is None:
            continue
        fields, last = found
        rest = text[rows[last].end :]
        if not is_html and rows[start].text.startswith(">"):
            rest = _QUOTE.sub("", rest)
        return Forwarded(rest, _read_values(fields))
    return None


def _split_text(text: str) -> list[_Row]:
    rows, end = [], 0
    for line in text.splitlines(keepends=True):
        end += len(line)
        rows.append(_Row(line.strip(), end))
    return rows


def _split_page(html: str) -> list[_Row]:
    """Return what stands on one line in a page, with the place in the source where it ends."""
    rows: list[_Row] = []
    parts: list[str] = []
    for token in _TOKEN.finditer(html):
        if token[0][0] != "<":
            parts.append(token[0])
        elif _BREAK.match(token[0]):
            line = collapse(unescape("".join(parts)))
            if line:
                rows.append(_Row(line, token.start()))
            parts = []
    return rows


def _read_fields(rows: list[_Row], start: int, *, is_html: bool) -> tuple[dict[str, str], int] | None:
    """Return the fields of a head that begins here, and its last row."""
    fields: dict[str, str] = {}
    last = ""
    end = start
    for number in range(start, min(start + _MOST_FIELDS, len(rows))):
        line = rows[number].text
        found = _FIELD.fullmatch(line)
        name = _FIELDS.get(found[1].strip().lower()) if found else None
        if found and name:
            fields.setdefault(name, found[2])
            last = name
        elif not last or not line.strip("> "):
            break
        elif not fields[last]:
            fields[last] = line
        elif is_html:
            break
        end = number
    is_head = {"from", "subject"} <= fields.keys() and len(fields) >= _FEWEST_FIELDS
    return (fields, end) if is_head else None


def _read_values(fields: dict[str, str]) -> dict[str, str]:
    values = {"title": strip_subject(collapse(fields["subject"]), "")[0]}
    sender = parse_sender(fields["from"].partition("<")[0].strip("*_ "))
    stated = {
        "author": sender.author,
        "source_name": sender.outlet,
        "date": _read_date(fields.get("date", "")),
    }
    return values | {name: value for name, value in stated.items() if value}


def _read_date(text: str) -> str | None:
    """Return a date as programs write it for people: "Mon, Mar 4, 2024 at 7:00 AM"."""
    text = collapse(text)[:_LONGEST_DATE].replace(" at ", " ")
    found = find_date(text)
    moment = parse_date(text) or (found[0] if found else None)
    return None if moment is None else format_rfc3339(moment)


def drop_quotations(text: str, *, is_html: bool) -> str:
    """Return a text without what it quotes of the mails it answers, unless it is all quotation."""
    if is_html:
        quoted = _QUOTED_MAIL.search(text)
        return text[: quoted.start()] if quoted and has_words(text[: quoted.start()]) else text
    lines = text.split("\n")
    kept = [line for line in lines if not line.startswith(">") or line.startswith(">From ")]
    if len(kept) == len(lines) or not "".join(kept).strip():
        return text
    return "\n".join(line for line in kept if not _WROTE.fullmatch(line.strip()))


def drop_footer(text: str) -> str:
    """Return a list's mail without the lines below it that say how to leave the list."""
    lines = text.split("\n")
    first = min(int(len(lines) * _LAST_SHARE), len(lines) - _LAST_LINES)
    for number in range(max(first, 1), len(lines)):
        if _FOOTER.search(lines[number][:_LONGEST_TAG]):
            break
    else:
        return text
    rules = [above for above in range(max(number - _ABOVE, 1), number) if _RULE.fullmatch(lines[above])]
    if rules:
        number = rules[0]
    while number > 1 and lines[number - 1].strip() and not rules:
        number -= 1
    kept = "\n".join(lines[:number])
    return kept if kept.strip() else text
