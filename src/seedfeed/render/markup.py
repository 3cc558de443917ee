"""The HTML content of an entry: what is published of the article, where it comes from, what it points to.

The same in RSS `content:encoded`, Atom `content` and JSON `content_html`. Absolute addresses only.
"""

import re
from functools import lru_cache

from seedfeed.model import Entry, Media

# Languages, and scripts where a tag names one (RFC 5646 §2.2.3), that run from right to left.
_RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"])
_RIGHT_TO_LEFT_SCRIPTS = frozenset(["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"])
_SCRIPT_LENGTH = 4
# As the sanitiser writes them: attributes in double quotes, none inside.
_PICTURE = re.compile(r'<img(?:[^">]|"[^"]*+")*+>')
_ALT = re.compile(r' alt="([^"]*)"')


def escape(text: str) -> str:
    """Return plain text as HTML text or a double-quoted attribute value."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@lru_cache(256)  # the same few languages mark every entry
def direction_of(language: str | None) -> str:
    """Return `rtl` for languages written from right to left, else `ltr`."""
    primary, *subtags = (language or "").casefold().split("-")
    scripts = [subtag for subtag in subtags if len(subtag) == _SCRIPT_LENGTH and subtag.isalpha()]
    runs_left = scripts[0] in _RIGHT_TO_LEFT_SCRIPTS if scripts else primary in _RIGHT_TO_LEFT
    return "rtl" if runs_left else "ltr"


def body_of(entry: Entry) -> str:
    """Return the whole body where it is published, else the summary as a paragraph.

    An article that is nothing but its title says the title: no format allows blank content.
    """
    return entry.body_html or f"<p>{escape(entry.summary or entry.title)}</p>"


def without_pictures(html: str) -> str:
    """Return sanitised HTML with words for its pictures: a page loads nothing from elsewhere."""
    return _PICTURE.sub(_say_picture, html) if "<img" in html else html


def _say_picture(found: re.Match[str]) -> str:
    from html import unescape

    alt = _ALT.search(found[0])
    # In an attribute the sanitiser leaves `<` as it is.
    return escape(unescape(alt[1])) if alt else ""


def media_name(media: Media) -> str:
    """Return what a sound or film is called, else its file's name."""
    path = media.url.partition("?")[0].partition("#")[0]
    return media.alt or path.rstrip("/").rpartition("/")[2]


def attribution_of(entry: Entry) -> str:
    """Return the line that names the source, linked to the original article or else to its home page."""
    if entry.source is None:
        return ""
    address = entry.link or entry.source.url
    name = escape(entry.source.name)
    linked = f'<a href="{escape(address)}">{name}</a>' if address else name
    return f"<p>Source: {linked}</p>"


def related_of(entry: Entry) -> str:
    """Return the titles that the article points to, as a list."""
    if not entry.related:
        return ""
    items = "".join(f"<li>{escape(title)}</li>" for title in entry.related)
    return f"<p>Related:</p><ul>{items}</ul>"


def content_html(entry: Entry) -> str:
    """Return the entry's content; marked where its language runs from right to left."""
    content = body_of(entry) + attribution_of(entry) + related_of(entry)
    if direction_of(entry.language) == "rtl":
        return f'<div dir="rtl" lang="{escape(entry.language or "")}">{content}</div>'
    return content


def style_instruction(path: str) -> bytes:
    """Return the line by which an XML file finds the stylesheet (xml-stylesheet 1.0).

    Args:
        path: where the file stands below FEEDS.
    """
    up = "../" * path.count("/")
    return f'<?xml-stylesheet type="text/css" href="{up}style.css"?>\n'.encode()
