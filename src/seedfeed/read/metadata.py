"""Names and values as other publishers' users write them -> Metadata. Judges types, not facts.

Names of Hugo, Jekyll, Pelican and Zola are known, compared without case, `-` and `_`. Any other name
belongs to those publishers and is passed over.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from seedfeed.model import Author, Media, Metadata
from seedfeed.read.media import parse_duration, parse_length, parse_media, plain_name
from seedfeed.read.values import ValuesError
from seedfeed.text import clean, collapse, is_web_address, late_pattern

# Where an article has several names for one thing, the one listed first is believed.
_NAMES = {
    "title": "title",
    "date": "date published publishdate publisheddate pubdate datepublished created",
    "updated": "updated lastmod modified lastmodified lastmodifiedat datemodified lastupdated",
    "authors": "authors author taxonomies extra params",
    "tags": "taxonomies categories category tags tag topics keywords",
    "summary": "summary description excerpt deck dek standfirst",
    "link": "link canonical canonicalurl externalurl originalurl sourcelink url permalink",
    "path": "path permalink url slug",
    "source": "source",
    "source_name": "sourcename",
    "source_url": "sourceurl",
    "language": "language lang locale",
    "id": "id guid uuid",
    "draft": "draft withdrawn published status",
    "image": "image images cover coverimage featuredimage featureimage heroimage thumbnail header ogimage",
    "image_alt": "imagealt coveralt featuredimagealt featureimagealt heroimagealt imagedescription alt",
    "enclosures": "enclosures enclosure audio audiourl audiofile podcast podcasturl podcastfile mp3"
    " video videourl videofile",
    "media_length": "audiolength audiosize podcastlength enclosurelength",
    "media_duration": "audioduration podcastduration enclosureduration duration",
}
# Name -> the fields it may speak for, and its rank there: Jekyll's `published` is a date or a truth value.
_FIELDS: dict[str, list[tuple[str, int]]] = {}
for _field, _names in _NAMES.items():
    for _rank, _name in enumerate(_names.split()):
        _FIELDS.setdefault(_name, []).append((_field, _rank))
# The tables in which Zola and Hugo keep what is not theirs to know; an author stands there as a rule.
_TABLES = frozenset(["taxonomies", "extra", "params"])
# A year in a path, for of several names for it one that states a day is meant.
_DATED = late_pattern(r"(?<!\d)(?:19|20)\d\d[/-]\d")
# The page's address on the old site, often without a host: whole, it is a link; otherwise it is nothing.
_OWN_ADDRESS = frozenset(["url", "permalink"])
_TRUTHS = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}
_WITHHELD = frozenset(["draft", "hidden"])
_MAILBOX = late_pattern(r"([^<>]*)<([^<>@\s]+@[^<>@\s]+)>")


class Stated(Struct, frozen=True, kw_only=True):
    """What one front matter or sidecar states.

    Attributes:
        fields: Metadata's names -> values; and `source_page`, an address given as the source.
        notes: what was passed over, and why.
    """

    fields: dict[str, Any] = {}
    notes: tuple[str, ...] = ()


def parse_stated(values: dict[str, Any], lines: dict[str, int]) -> Stated:
    """Bring names and values under one set of names.

    Args:
        values: as read from YAML, TOML or Pelican's lines.
        lines: name -> line of the file, for messages.

    Raises:
        ValuesError: a value is not of the type that its name demands.
    """
    given: dict[str, list[tuple[int, str, Any]]] = {}
    for name, value in values.items():
        for field, rank in _FIELDS.get(plain_name(name), ()):
            if value is not None:
                given.setdefault(field, []).append((rank, name, value))
    fields: dict[str, Any] = {}
    notes: list[str] = []
    for field, entries in given.items():
        if len(entries) > 1:
            entries.sort(key=lambda entry: entry[:2])
        for _, name, value in entries:
            try:
                _PARSERS.get(field, _parse_plain)(field, name, value, fields, notes)
            except ValuesError as error:
                raise ValuesError(f"{name}: {error.what}", lines.get(name)) from None
    return Stated(fields=fields, notes=tuple(notes))


def merge_stated(first: Stated, second: Stated) -> Metadata:
    """Complete what wins by what does not, and tell the original's address from its outlet's."""
    fields = {**second.fields, **first.fields}
    page = fields.pop("source_page", None)
    if page is not None:
        field = "link" if _has_path(page) else "source_url"
        fields.setdefault(field, page)
    if "link" not in fields and _has_path(fields.get("source_url", "")):
        fields["link"] = fields.pop("source_url")
    return Metadata(**_complete_media(fields))


def _complete_media(fields: dict[str, Any]) -> dict[str, Any]:
    """Give the picture, and the first of sound and film, what stands beside them under names of its own."""
    alt = fields.pop("image_alt", "")
    length, duration = fields.pop("media_length", None), fields.pop("media_duration", None)
    image: Media | None = fields.get("image")
    if image is not None and not image.alt:
        fields["image"] = replace(image, alt=alt)
    if "enclosures" in fields:
        first, *others = fields["enclosures"]
        first = replace(
            first, length_bytes=first.length_bytes or length, duration_s=first.duration_s or duration
        )
        fields["enclosures"] = (first, *others)
    return fields


def _has_path(address: str) -> bool:
    """Tell a page's address from that of a whole site."""
    rest = address.partition("://")[2].partition("#")[0]
    return bool(rest.partition("/")[2]) or "?" in rest


def _text(value: object, expected: str = "text") -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValuesError(f"expected {expected}, got {_describe(value)}")
    return collapse(clean(str(value)))


def _describe(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return "nothing" if value is None else str(value).lower()


def _parse_plain(field: str, _name: str, value: object, fields: dict[str, Any], _notes: list[str]) -> None:
    text = _text(value)
    if text:
        fields.setdefault(field, text)


def _parse_date(field: str, name: str, value: object, fields: dict[str, Any], _notes: list[str]) -> None:
    if name.lower() == "published" and _truth(value) is not None:
        return
    text = _text(value, "a date")
    if text:
        fields.setdefault(field, text)


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return _TRUTHS.get(str(value).strip().lower()) if isinstance(value, str | int) else None


def _parse_draft(field: str, name: str, value: object, fields: dict[str, Any], _notes: list[str]) -> None:
    """Take the strictest word of several; a status other than draft and hidden is none of ours."""
    plain = name.lower()
    if plain == "status":
        withheld: bool | None = _text(value).lower() in _WITHHELD
    elif plain == "published":
        said = _truth(value)
        if said is None:
            return
        withheld = not said
    elif isinstance(value, str) and not value.strip():
        return
    else:
        withheld = _truth(value)
        if withheld is None:
            got = repr(value) if isinstance(value, str | int | float) else _describe(value)
            raise ValuesError(f"expected true or false, got {got}")
    fields[field] = fields.get(field, False) or withheld


def _parse_link(field: str, name: str, value: object, fields: dict[str, Any], notes: list[str]) -> None:
    text = _text(value, "an address")
    if _is_web(text):
        fields.setdefault(field, text)
    elif text and name.lower() not in _OWN_ADDRESS:
        notes.append(f"{name} passed over: expected an address like 'https://example.org/a', got {text!r}")


def _is_web(text: str) -> bool:
    # Whether the rest is an address is judged later: one with spaces or accents can be mended.
    return text[:8].lower().startswith(("http://", "https://"))


def _parse_source(_field: str, name: str, value: object, fields: dict[str, Any], notes: list[str]) -> None:
    if isinstance(value, dict):
        parts = {key.lower(): part for key, part in value.items() if part is not None}
        if "name" in parts or "title" in parts:
            _parse_plain("source_name", name, parts.get("name", parts.get("title")), fields, notes)
        if "url" in parts:
            _parse_link("source_url", name, parts["url"], fields, notes)
        return
    text = _text(value, "a name or an address")
    if text:
        fields.setdefault("source_page" if _is_web(text) else "source_name", text)


def _split_list(text: str) -> list[str]:
    """Split what Pelican's users write in one line; a semicolon lets the parts hold commas."""
    return text.split(";" if ";" in text else ",")


def _parse_tags(field: str, name: str, value: object, fields: dict[str, Any], notes: list[str]) -> None:
    if name.lower() == "taxonomies":
        if not isinstance(value, dict):
            raise ValuesError(f"expected a table, got {_describe(value)}")
        for inner in ("categories", "tags", "topics"):
            if value.get(inner) is not None:
                _parse_tags(field, inner, value[inner], fields, notes)
        return
    if isinstance(value, list):
        tags = [_text(item) for item in value if item is not None]
    else:
        tags = [collapse(tag) for tag in _split_list(_text(value, "text or a list"))]
    # One tag in two spellings is one: the first spelling stays.
    known = {tag.casefold(): tag for tag in reversed([*fields.get(field, ()), *tags]) if tag}
    merged = tuple(reversed(known.values()))
    if merged:
        fields[field] = merged


def _parse_authors(field: str, name: str, value: object, fields: dict[str, Any], notes: list[str]) -> None:
    if plain_name(name) in _TABLES:
        inner = value if isinstance(value, dict) else {}
        for key in ("authors", "author"):
            named = inner.get(key)
            if isinstance(named, str) or (
                isinstance(named, list) and all(isinstance(item, str) for item in named)
            ):
                _parse_authors(field, key, named, fields, notes)
        return
    if field in fields:
        return
    if isinstance(value, list):
        items = [item for item in value if item is not None]
    elif isinstance(value, str) and name.lower() == "authors":
        items = list(_split_list(value))
    else:
        items = [value]
    authors = [author for item in items if (author := _parse_author(item, name, notes)) is not None]
    if authors:
        fields[field] = tuple(dict.fromkeys(authors))


def _parse_author(item: object, name: str, notes: list[str]) -> Author | None:
    if isinstance(item, dict):
        parts = {
            key.lower(): _text(part)
            for key, part in item.items()
            if key.lower() in {"name", "email", "url"} and part is not None
        }
        if not parts.get("name"):
            notes.append(f"{name} passed over: expected a name")
            return None
        email, url = parts.get("email", ""), parts.get("url", "")
        return Author(
            name=parts["name"],
            email=email if _MAILBOX.fullmatch(f"<{email}>") else None,
            url=url if is_web_address(url) else None,
        )
    text = _text(item, "a name")
    mailbox = _MAILBOX.fullmatch(text)
    if mailbox is None:
        return Author(name=text) if text else None
    return Author(name=collapse(mailbox[1].replace('"', "")) or mailbox[2], email=mailbox[2])


def _parse_image(field: str, name: str, value: object, fields: dict[str, Any], _notes: list[str]) -> None:
    if plain_name(name) == "header" and not isinstance(value, dict):
        return  # a heading, in other themes than those that keep their pictures there
    for image in parse_media(value)[:1]:
        fields.setdefault(field, image)


def _parse_path(field: str, _name: str, value: object, fields: dict[str, Any], _notes: list[str]) -> None:
    if isinstance(value, str) and _DATED.search(value):
        fields.setdefault(field, collapse(clean(value)))


def _parse_alt(field: str, _name: str, value: object, fields: dict[str, Any], _notes: list[str]) -> None:
    text = collapse(clean(value)) if isinstance(value, str) else ""
    if text:
        fields.setdefault(field, text)


def _parse_enclosures(
    field: str, _name: str, value: object, fields: dict[str, Any], _notes: list[str]
) -> None:
    """Take sound and film from all names: an article may have both."""
    found = {media.url: media for media in (*fields.get(field, ()), *parse_media(value))}
    if found:
        fields[field] = tuple(found.values())


def _parse_measure(field: str, _name: str, value: object, fields: dict[str, Any], _notes: list[str]) -> None:
    number = parse_length(value) if field == "media_length" else parse_duration(value)
    if number is not None:
        fields.setdefault(field, number)


_Parser = Callable[[str, str, object, dict[str, Any], list[str]], None]
_PARSERS: dict[str, _Parser] = {
    "date": _parse_date,
    "authors": _parse_authors,
    "tags": _parse_tags,
    "link": _parse_link,
    "path": _parse_path,
    "source": _parse_source,
    "source_url": _parse_link,
    "draft": _parse_draft,
    "image": _parse_image,
    "image_alt": _parse_alt,
    "enclosures": _parse_enclosures,
    "media_length": _parse_measure,
    "media_duration": _parse_measure,
}
