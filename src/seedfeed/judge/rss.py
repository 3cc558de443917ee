"""RSS 0.91 to 2.0: the specification of RSS 2.0, and the RSS Advisory Board's profile."""

from collections.abc import Iterator

from seedfeed.judge import atom_parts
from seedfeed.judge.addresses import judge_address, judge_url, judge_web_url, scheme_of
from seedfeed.judge.elements import Element, blame_html, children_of, error, name_of, own_text, warning
from seedfeed.judge.extensions import EXTENSIONS
from seedfeed.judge.finding import Finding, Flaw, odd, quote, wrong
from seedfeed.judge.history import judge_entry_links, judge_history
from seedfeed.judge.markup import find_html
from seedfeed.judge.namespaces import ATOM, CONTENT, tag
from seedfeed.judge.shape import Attribute, Judge, Shape, anything, judge_element
from seedfeed.judge.tree import Document, Rule
from seedfeed.judge.values import (
    judge_between,
    judge_filled,
    judge_language,
    judge_length,
    judge_mail,
    judge_media_type,
    judge_one_of,
    judge_positive,
    judge_rfc822,
)

_VERSIONS = ("2.0", "0.91", "0.92", "0.93", "0.94")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LINK, _ENCODED = tag(ATOM, "link"), tag(CONTENT, "encoded")


# ---- rules of one element ---------------------------------------------------------------------------


def _judge_plain(element: Element, document: Document) -> Iterator[Finding]:
    """A text that readers may take for HTML or not (RSS profile, character data).

    Written with numbers, as `&#x3C;`, it is right in both.
    """
    found = find_html(own_text(element))
    if found and not document.is_coded(element):
        what = f"{name_of(element)} holds {quote(found)}, which some readers show as it is; leave HTML out"
        yield warning(element, what, "RSS profile, character data")


def _judge_description(element: Element, _document: Document) -> Iterator[Finding]:
    yield from blame_html(element, own_text(element), "RSS profile <description>")


def _judge_guid(element: Element, _document: Document) -> Iterator[Finding]:
    """A guid is an address unless it says that it is none (RSS 2.0 <guid>)."""
    text, clause = own_text(element).strip(), "RSS 2.0 <guid>"
    if element.get("isPermaLink", "true") != "true":
        if len(text) < 9 and text.isdigit():  # noqa: PLR2004 - other feeds count too
            what = f"<guid> is {quote(text)}, which other feeds have too; put your domain before it"
            yield warning(element, what, clause)
        return
    advice = "write isPermaLink='false'"
    if scheme_of(text) in {"tag", "urn", "uuid"}:
        yield error(element, f"<guid> is {quote(text)}, which no reader can open; {advice}", clause)
    elif flaw := judge_address(text):
        yield error(element, f"<guid> {flaw.what}, or {advice}", clause)


def _judge_once_each(element: Element, _document: Document) -> Iterator[Finding]:
    """No hour and no day is skipped twice (RSS 2.0 <skipHours>, <skipDays>)."""
    seen = set()
    for child in children_of(element):
        text = own_text(child).strip().lstrip("0") or "0"
        text = "0" if text == "24" else text  # midnight, as RSS 0.91 has it
        if text in seen:
            yield error(child, f"{name_of(element)} names {quote(text)} twice; name it once", "RSS profile")
        seen.add(text)


def _judge_image(element: Element, _document: Document) -> Iterator[Finding]:
    """An image has the title and the link of its channel (RSS 2.0 <image>)."""
    channel = element.getparent()
    for name in ("title", "link"):
        own, above = element.findtext(name), None if channel is None else channel.findtext(name)
        if own and above and own.strip() != above.strip():
            what = f"<{name}> of <image> is not that of the <channel>; make both the same"
            yield warning(element, what, "RSS 2.0 <image>")


def _judge_item(element: Element, _document: Document) -> Iterator[Finding]:
    """An item says something, and can be told from others (RSS 2.0, elements of <item>)."""
    names = [str(child.tag) for child in children_of(element)]
    if "title" not in names and "description" not in names:
        yield error(element, "<item> has neither <title> nor <description>; give it one", "RSS 2.0 <item>")
    if names.count("enclosure") > 1:
        what = (
            "<item> has more than one <enclosure>; most readers see one: keep one, name others as Media RSS"
        )
        yield warning(element, what, "RSS profile <enclosure>")
    yield from _judge_order(element, names)


def _judge_order(item: Element, names: list[str]) -> Iterator[Finding]:
    """What stands where some readers take it for another.

    Of 13 readers several took a source for the item's own title unless it came last (2026-11); of description
    and content, those that know one of the two take the last they meet (RSS profile, <content:encoded>).
    """
    if "source" in names and {"title", "link", "description"} & set(names[names.index("source") :]):
        what = "<source> stands before the item's own elements; move it to the end, some readers mix them up"
        yield warning(item, what, "RSS 2.0 <source>")
    if _ENCODED in names and "description" in names[names.index(_ENCODED) :]:
        what = "<content:encoded> stands before <description>; move it behind, some readers take the last"
        yield warning(item, what, "RSS profile <content:encoded>")


def _judge_channel(element: Element, _document: Document) -> Iterator[Finding]:
    """A channel says where it is, and its items differ (RSS profile, <atom:link>; RSS 2.0 <guid>)."""
    if _version_of(element) != "2.0":
        return
    own = [link for link in element.iterchildren(_LINK) if atom_parts.relation_of(link) == "self"]
    if not own:
        what = "<channel> has no <atom:link rel='self'>; add one with the feed's own public address"
        yield warning(element, what, "RSS profile <atom:link>")
    yield from _judge_guids(element)


def _judge_guids(channel: Element) -> Iterator[Finding]:
    seen = set()
    for item in channel.iterchildren("item"):
        guid = item.find("guid")
        if guid is None:
            what = "<item> has no <guid>; give it one that never changes, or readers show each edit as new"
            yield warning(item, what, "RSS profile <guid>")
            continue
        text = own_text(guid).strip()
        if text and text in seen:
            what = f"<guid> {quote(text)} stands there before; readers show one of the two: give each its own"
            yield error(guid, what, "RSS 2.0 <guid>")
        seen.add(text)


def _version_of(element: Element) -> str:
    root = element.getroottree().getroot()
    return root.get("version", "2.0").strip()


# ---- shapes -----------------------------------------------------------------------------------------


def _shape(name: str, judge: Judge = anything, *rules: Rule, least: int = 0, most: int | None = 1) -> Shape:
    return Shape(clause=f"RSS 2.0 <{name}>", text=judge, least=least, most=most, rules=rules)


def _with(name: str, judge: Judge | None, *rules: Rule, **attributes: Attribute) -> Shape:
    most = None if name in {"category", "enclosure"} else 1
    return Shape(clause=f"RSS 2.0 <{name}>", text=judge, most=most, attributes=attributes, rules=rules)


def _judge_port(text: str) -> Flaw | None:
    return judge_between(1, 65_535)(text)


def _judge_form_name(text: str) -> Flaw | None:
    if text[:1].isalpha() and not any(sign.isspace() for sign in text):
        return None
    return wrong(f"is {quote(text)}, no name of a form's field; begin with a letter, without spaces")


def _judge_image_url(text: str) -> Flaw | None:
    if flaw := judge_url(text):
        return flaw
    ending = text.rpartition("/")[2].partition("?")[0].rpartition(".")[2].lower()
    if ending.isalnum() and "." in text.rpartition("/")[2] and ending not in {"gif", "jpg", "jpeg", "png"}:
        return odd(f"is {quote(text)}; an image is GIF, JPEG or PNG")
    return None


_NEEDED = Attribute(judge_filled, required=True)
_CATEGORY = _with("category", judge_filled, domain=Attribute(anything))
_PLAIN = (_judge_plain,)
_IMAGE = Shape(
    clause="RSS 2.0 <image>",
    parts={
        "url": _shape("image", _judge_image_url, least=1),
        "title": _shape("image", judge_filled, _judge_plain, least=1),
        "link": _shape("image", judge_url, least=1),
        "description": _shape("image", anything, _judge_plain),
        "width": _shape("image", judge_between(1, 144)),
        "height": _shape("image", judge_between(1, 400)),
    },
    rules=(_judge_image,),
)
_TEXT_INPUT = Shape(
    clause="RSS 2.0 <textInput>",
    parts={
        "title": _shape("textInput", anything, _judge_plain, least=1),
        "description": _shape("textInput", anything, least=1),
        "name": _shape("textInput", _judge_form_name, least=1),
        "link": _shape("textInput", judge_url, least=1),
    },
)
_CLOUD = Shape(
    clause="RSS 2.0 <cloud>",
    attributes={
        "domain": _NEEDED,
        "port": Attribute(_judge_port, required=True),
        "path": _NEEDED,
        "registerProcedure": Attribute(anything, required=True),
        "protocol": _NEEDED,
    },
)
_ITEM = Shape(
    clause="RSS 2.0 <item>",
    most=None,
    parts={
        "title": _shape("title", judge_filled, *_PLAIN),
        "link": _shape("link", judge_url),
        "description": _shape("description", anything, _judge_description),
        "author": _shape("author", judge_mail, *_PLAIN),
        "category": _CATEGORY,
        "comments": _shape("comments", judge_url),
        "enclosure": _with(
            "enclosure",
            anything,
            url=Attribute(judge_web_url, required=True),
            length=Attribute(judge_length, required=True),
            type=Attribute(judge_media_type, required=True),
        ),
        "guid": _with(
            "guid", judge_filled, _judge_guid, isPermaLink=Attribute(judge_one_of("true", "false"))
        ),
        "pubDate": _shape("pubDate", judge_rfc822),
        "source": _with("source", anything, url=Attribute(judge_url, required=True)),
    },
    rules=(_judge_item, judge_entry_links),
)
_CHANNEL = Shape(
    clause="RSS 2.0 <channel>",
    least=1,
    parts={
        "title": _shape("title", judge_filled, *_PLAIN, least=1),
        "link": _shape("link", judge_url, least=1),
        "description": _shape("description", anything, *_PLAIN, least=1),
        "language": _shape("language", judge_language),
        "copyright": _shape("copyright", anything, *_PLAIN),
        "managingEditor": _shape("managingEditor", judge_mail),
        "webMaster": _shape("webMaster", judge_mail),
        "pubDate": _shape("pubDate", judge_rfc822),
        "lastBuildDate": _shape("lastBuildDate", judge_rfc822),
        "category": _CATEGORY,
        "generator": _shape("generator", anything),
        "docs": _shape("docs", judge_url),
        "cloud": _CLOUD,
        "ttl": _shape("ttl", judge_positive),
        "image": _IMAGE,
        "rating": _shape("rating", anything),
        "textInput": _TEXT_INPUT,
        "skipHours": Shape(
            clause="RSS 2.0 <skipHours>",
            parts={"hour": _shape("skipHours", judge_between(0, 24), least=1, most=24)},
            rules=(_judge_once_each,),
        ),
        "skipDays": Shape(
            clause="RSS 2.0 <skipDays>",
            parts={"day": _shape("skipDays", judge_one_of(*_DAYS), least=1, most=7)},
            rules=(_judge_once_each,),
        ),
        "item": _ITEM,
    },
    rules=(_judge_channel, judge_history),
)
_RSS = Shape(
    clause="RSS 2.0 <rss>",
    attributes={"version": Attribute(judge_one_of(*_VERSIONS), required=True)},
    parts={"channel": _CHANNEL},
)
# Atom's elements in RSS are what they are in Atom, and none is needed (RSS profile, <atom:link>).
_OTHERS = {
    **EXTENSIONS,
    _LINK: atom_parts.LINK,
    tag(ATOM, "updated"): atom_parts.DATE,
    tag(ATOM, "published"): atom_parts.DATE,
    tag(ATOM, "author"): atom_parts.PERSON,
    tag(ATOM, "contributor"): atom_parts.PERSON,
    tag(ATOM, "category"): atom_parts.CATEGORY,
    tag(ATOM, "summary"): atom_parts.TEXT,
    tag(ATOM, "rights"): atom_parts.TEXT,
    tag(ATOM, "content"): atom_parts.CONTENT,
}


def judge_rss(document: Document) -> Iterator[Finding]:
    """Judge a feed of RSS 0.91 to 2.0."""
    yield from judge_element(document.root, _RSS, document, _OTHERS)
