"""RSS 2.0 and Atom 1.0 through feedgen: an entry as a fragment, a feed as its head and fragments, spliced.

feedgen 1.0.0 gets some things wrong, and they are put right on the finished elements: it drops what a link
says beside its address, gives RSS no name-only author, takes the last of several enclosures, and writes
dates through the process's locale. Each repair is tested on the bytes. Loaded only when something is
rendered.
"""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import datetime
from typing import Literal

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from seedfeed.dates import format_rfc822, format_rfc3339
from seedfeed.model import Author, Entry, Feed, Media, archive_files
from seedfeed.render.markup import content_html, escape, style_instruction

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_HISTORY = "http://purl.org/syndication/history/1.0"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The head declares these prefixes, so fragments need not.
_PREFIXES = {"atom": _ATOM, "content": _CONTENT, "dc": _DC, "media": _MEDIA}
_CREATOR, _LANGUAGE, _PUBLISHER = (f"{{{_DC}}}{name}" for name in ("creator", "language", "publisher"))
# What an item and an entry are written in; a copy costs 0.7 µs, making it 3.7 (2026-11).
_WRAPPER = etree.Element("wrapper", nsmap=_PREFIXES)
etree.SubElement(_WRAPPER, "channel")
# What then stands before, between and behind the two.
_OPENED, _CLOSED, _ENDED = b"  <channel>\n", b"  </channel>\n", b"</wrapper>\n"
_GENERATOR = "seedfeed"
_RSS_TYPE = "application/rss+xml"
_ATOM_TYPE = "application/atom+xml"
_PLAIN = re.compile(rb"<((?:media:)?(?:title|description)|managingEditor)>([^<]*)</")
_MARKUP = re.compile("[&<>]")
_AS_HEX = ((b"&amp;", b"&#x26;"), (b"&lt;", b"&#x3C;"), (b"&gt;", b"&#x3E;"))


class _FeedRepair(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """Completes the head's elements after feedgen made them."""

    def __init__(self) -> None:
        self.feed: Feed
        self.kind: Literal["rss", "atom"]

    def extend_ns(self) -> dict[str, str]:
        """Return the prefixes that fragments use, and those of a page or of what is gone."""
        prefixes = {"dc": _DC, "media": _MEDIA}
        if self.feed.is_archived:
            prefixes["fh"] = _HISTORY
        if self.feed.tombstones and self.kind == "atom":
            prefixes["at"] = _TOMBSTONES
        return prefixes

    def extend_atom(self, atom_feed: etree._Element) -> etree._Element:
        """Write the date as everywhere else; say what is a page, and which entries are gone."""
        _set_updated(atom_feed, self.feed.updated)
        if self.feed.is_archived:
            _child(atom_feed, f"{{{_HISTORY}}}archive", None)
        for entry_id, when in self.feed.tombstones:
            tombstone = _child(atom_feed, f"{{{_TOMBSTONES}}}deleted-entry", None)
            tombstone.attrib.update({"ref": entry_id, "when": format_rfc3339(when)})
        return atom_feed

    def extend_rss(self, rss_feed: etree._Element) -> etree._Element:
        """Add the hubs, the pages before and after, and the date of the last change."""
        channel = rss_feed[0]
        for hub in self.feed.hubs:
            _child(channel, f"{{{_ATOM}}}link", None).attrib.update({"href": hub, "rel": "hub"})
        for rel, address in _chain_of(self.feed, "rss"):
            link = _child(channel, f"{{{_ATOM}}}link", None)
            link.attrib.update({"href": address, "rel": rel, "type": _RSS_TYPE})
        if self.feed.is_archived:
            _child(channel, f"{{{_HISTORY}}}archive", None)
        _child(channel, "lastBuildDate", format_rfc822(self.feed.updated))
        return rss_feed


def _child(parent: etree._Element, name: str, text: str | None) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = text
    return element


def _set_updated(element: etree._Element, updated: datetime) -> None:
    """Write <updated> with `Z` (RFC 3339 §5.6); feedgen writes `+00:00`."""
    for found in element.iterchildren("updated"):
        found.text = format_rfc3339(updated)


def render_entry(entry: Entry, url: str | None, *, feed_language: str) -> tuple[bytes, bytes]:
    """Return one entry as an RSS item and as an Atom entry, for any feed of the site.

    Args:
        entry: whole and clean.
        url: the entry's link; absent where it has none.
        feed_language: of the feeds; an entry in another one says so.
    """
    links = _links_of(entry, url)
    written = _write_entry(entry, links)
    is_foreign = entry.language is not None and entry.language.casefold() != feed_language.casefold()
    language = entry.language if is_foreign else None
    item, atom_entry = written.rss_entry(), written.atom_entry()
    _complete_item(item, entry, language)
    _complete_atom_entry(atom_entry, entry, language, links)
    rss, atom = _serialise(item, atom_entry)
    if _has_markup(entry):
        rss = _as_hex(rss, b"title", b"media:title", b"media:description")
    return rss, atom


def _write_entry(entry: Entry, links: list[dict[str, str]]) -> FeedEntry:
    """Tell feedgen all it has a setter for; lists at once, because each call goes over all before."""
    written = FeedEntry()
    written.link(links)
    written.title(entry.title)
    written.id(entry.id)  # and the guid, which in feedgen cannot differ
    if entry.summary:
        written.description(escape(entry.summary))  # before content, which it would overwrite
        written.summary(entry.summary)
    # Without a summary feedgen makes this RSS's description: content:encoded may not stand without one.
    written.content(content_html(entry), type="html")
    written.updated(entry.updated)
    if entry.authors:
        written.author([{"name": who.name, "email": who.email, "uri": who.url} for who in entry.authors])
    if entry.categories:
        written.category(
            [{"term": found.term, "scheme": found.scheme, "label": found.label} for found in entry.categories]
        )
    return written


def _links_of(entry: Entry, address: str | None) -> list[dict[str, str]]:
    """Return an entry's Atom links; the alternate last, because feedgen gives RSS the last one."""
    links = [_enclosure_link(media) for media in entry.enclosures]
    home = None if entry.source is None else entry.source.url
    via = entry.link or home
    if via is not None and entry.source is not None:
        links.append({"rel": "via", "href": via, "title": entry.source.name})
    if address is not None:
        links.append({"rel": "alternate", "type": "text/html", "href": address})
    return links


def _enclosure_link(media: Media) -> dict[str, str]:
    said = {"length": str(media.length_bytes or ""), "title": media.alt}
    link = {"rel": "enclosure", "type": media.type, "href": media.url}
    return link | {name: value for name, value in said.items() if value}


def _complete_item(item: etree._Element, entry: Entry, language: str | None) -> None:
    """Add authors without e-mail, the date, the publisher, the language, media and, last, the source."""
    if entry.guid is not None:
        for guid in item.iterchildren("guid"):
            guid.text = entry.guid
    if entry.authors:
        _name_authors(item, entry.authors)
    if entry.enclosures:
        _enclose(item, entry.enclosures[0])
    # feedgen's own setter would write the date through setlocale, three times.
    _child(item, "pubDate", format_rfc822(entry.published))
    source = entry.source
    if source is not None:
        _child(item, _PUBLISHER, source.name)
    if language is not None:
        _child(item, _LANGUAGE, language)
    if entry.image is not None or entry.enclosures:
        _add_media(item, entry)
    if source is not None and source.feed is not None:
        _child(item, "source", source.name).set("url", source.feed)


def _complete_atom_entry(
    element: etree._Element, entry: Entry, language: str | None, links: list[dict[str, str]]
) -> None:
    """Restore the links' attributes; add the date, the language and the publisher."""
    for link, said in zip(element.iterchildren("link"), links, strict=True):
        link.attrib.clear()
        for name, value in said.items():
            link.set(name, value)
    if language is not None:
        element.set(_XML_LANG, language)
    _set_updated(element, entry.updated)
    _child(element, "published", format_rfc3339(entry.published))
    if entry.source is not None:
        _child(element, _PUBLISHER, entry.source.name)
    if entry.image is not None or entry.enclosures:
        _add_media(element, entry)


def _name_authors(item: etree._Element, authors: Sequence[Author]) -> None:
    """One author with an e-mail address is RSS's <author>; all others need Dublin Core.

    An item may have one <author> only (RSS 2.0, elements of <item>), and not both kinds.
    """
    stated = item.findall("author")
    if len(authors) == len(stated) == 1:
        return
    for child in stated:
        item.remove(child)
    for author in authors:
        _child(item, _CREATOR, author.name)


def _enclose(item: etree._Element, media: Media) -> None:
    """Name the first sound or film: an item may have one, and must state its length (RSS profile).

    feedgen takes the last; an unknown length is 0 (RSS Advisory Board's profile, enclosure).
    """
    for found in item.findall("enclosure"):
        item.remove(found)
    length = str(media.length_bytes or 0)
    _child(item, "enclosure", None).attrib.update({"url": media.url, "length": length, "type": media.type})


def _add_media(element: etree._Element, entry: Entry) -> None:
    """Add picture, sound and film as Media RSS has them, and the picture as the entry's thumbnail."""
    image = entry.image
    for media in (*(() if image is None else (image,)), *entry.enclosures):
        medium = media.type.partition("/")[0] or "image"
        content = _child(element, f"{{{_MEDIA}}}content", None)
        said = {
            "url": media.url,
            "type": media.type,
            "medium": medium,
            "fileSize": str(media.length_bytes or ""),
            "duration": str(media.duration_s or ""),
        }
        content.attrib.update({name: value for name, value in said.items() if value})
        if media.alt:
            name = "description" if medium == "image" else "title"
            # Of type "plain", which goes without saying. Where it is said, feedparser 6.0 takes the words for
            # the entry's plain summary, and rss2email 3.13 mails them in place of its text.
            _child(content, f"{{{_MEDIA}}}{name}", media.alt)
    if image is not None:
        _child(element, f"{{{_MEDIA}}}thumbnail", None).set("url", image.url)


def _serialise(item: etree._Element, atom_entry: etree._Element) -> tuple[bytes, bytes]:
    """Return both as they stand in their feeds, without declarations: the head has them.

    Both are written at once, each as deep as its feed has it.
    """
    wrapper = copy(_WRAPPER)
    wrapper[0].append(item)
    wrapper.append(atom_entry)
    whole = etree.tostring(wrapper, encoding="utf-8", pretty_print=True)
    # In texts and attributes `<` is escaped: these tags stand there once.
    rss = whole.index(_OPENED) + len(_OPENED)
    closed = whole.index(_CLOSED, rss)
    return whole[rss:closed], whole[closed + len(_CLOSED) : -len(_ENDED)]


def _has_markup(entry: Entry) -> bool:
    """Tell whether a plain-text element of the RSS item holds what is written in hexadecimal."""
    media = entry.enclosures if entry.image is None else (entry.image, *entry.enclosures)
    return any(_MARKUP.search(text) for text in (entry.title, *(found.alt for found in media)))


def _as_hex(rss: bytes, *names: bytes) -> bytes:
    """Write `&`, `<`, `>` in these plain-text elements as hexadecimal references.

    So the RSS Advisory Board's profile wants it (title): readers that take a title for HTML show it right.
    """

    def replace(match: re.Match[bytes]) -> bytes:
        name, inner = match.groups()
        if name in names:
            for plain, hexadecimal in _AS_HEX:
                inner = inner.replace(plain, hexadecimal)
        return b"<" + name + b">" + inner + b"</"

    return _PLAIN.sub(replace, rss)


def _head(feed: Feed, kind: Literal["rss", "atom"]) -> FeedGenerator:
    head = FeedGenerator()
    head.register_extension("repair", _FeedRepair)
    head.repair.feed = feed
    head.repair.kind = kind
    head.title(feed.title)
    head.id(feed.id)
    head.description(feed.description)
    head.language(feed.language)
    head.generator(_GENERATOR)
    head.updated(feed.updated)
    head.docs("https://www.rssboard.org/rss-specification")
    # feedgen takes now for lastBuildDate and writes it through setlocale: the extension writes ours.
    head._FeedGenerator__rss_lastBuildDate = None  # noqa: SLF001 - no public way to unset it
    head.author(name=feed.author, email=feed.email)
    if feed.rights is not None:
        head.rights(feed.rights)
    return head


def _chain_of(feed: Feed, kind: Literal["rss", "atom"]) -> list[tuple[str, str]]:
    """Return the links that join head and archive, as (rel, address) (RFC 5005 §4)."""
    places = [("prev-archive", feed.previous), ("next-archive", feed.following)]
    links = [
        (rel, feed.site_url + getattr(archive_files(path), kind)) for rel, path in places if path is not None
    ]
    return [("current", f"{feed.site_url}{kind}.xml"), *links] if feed.is_archived else links


def render_rss(feed: Feed, items: Iterable[bytes]) -> bytes:
    """Return a whole RSS 2.0 file in UTF-8, entries in the order given."""
    head = _head(feed, "rss")
    head.link(href=f"{feed.site_url}{feed.files.rss}", rel="self", type=_RSS_TYPE)
    head.link(href=feed.url, rel="alternate")
    if feed.email is not None:
        head.managingEditor(f"{feed.email} ({feed.author})")
    whole = head.rss_str(pretty=True)
    whole = _as_hex(whole, b"title", b"description", b"managingEditor")
    return _splice(_styled(whole, feed.files.rss), b"</channel>", items)


def render_atom(feed: Feed, entries: Iterable[bytes]) -> bytes:
    """Return a whole Atom 1.0 file in UTF-8, entries in the order given."""
    head = _head(feed, "atom")
    head.link(href=f"{feed.site_url}{feed.files.atom}", rel="self", type=_ATOM_TYPE)
    head.link(href=feed.url, rel="alternate", type="text/html")
    for rel, address in _chain_of(feed, "atom"):
        head.link(href=address, rel=rel, type=_ATOM_TYPE)
    for hub in feed.hubs:
        head.link(href=hub, rel="hub")
    whole = head.atom_str(pretty=True)
    return _splice(_styled(whole, feed.files.atom), b"</feed>", entries)


def _styled(whole: bytes, path: str) -> bytes:
    """Name the stylesheet below the declaration, so that a browser shows a feed and not its source."""
    declaration, _, root = whole.partition(b"\n")
    return declaration + b"\n" + style_instruction(path) + root


def _splice(head: bytes, closing: bytes, fragments: Iterable[bytes]) -> bytes:
    """Put the entries before the head's last closing tag, each on lines of its own."""
    start, tag, end = head.rpartition(closing)
    opened = start.rstrip(b" \n")
    indent = start[len(opened) :].lstrip(b"\n")
    return b"".join([opened, b"\n", *fragments, indent, tag, end])
