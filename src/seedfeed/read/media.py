"""A picture, sound or film as front matter states it -> Media, not yet judged.

Text, a list or a table, under the names that Hugo, Jekyll, their themes and podcast templates use. Addresses
stay as written and types empty where nobody states them: what can be published is for `understand` to say.
"""

from collections.abc import Iterable

from seedfeed.model import Media
from seedfeed.text import clean, collapse, late_pattern

# In a table, the first of these that says something is believed.
_URLS = ("url", "src", "path", "file", "href", "image", "overlayimage", "teaser", "ogimage", "audio", "video")
_ALTS = ("alt", "imagealt", "imagedescription", "title", "caption")
_TYPES = ("type", "mimetype", "mime")
_LENGTHS = ("length", "size", "bytes", "filesize", "lengthbytes", "sizeinbytes")
_DURATIONS = ("duration", "durations", "durationinseconds")
# A list or a table inside another one is the last that is looked into.
_DEEPEST = 2
_MOST_DIGITS = 15
# YAML's truth values reach us as text: a theme's switch, no address.
_SWITCHES = frozenset(["true", "false", "yes", "no", "on", "off", "none"])
_WITH_LENGTH = 2
_CLOCK = late_pattern(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:\.\d{1,9})?")
# ISO 8601 as schema.org's duration uses it.
_ISO = late_pattern(r"PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,6})(?:\.\d{1,9})?S)?")


def plain_name(name: str) -> str:
    """Return a name as it is compared: without case, `-` and `_`."""
    return name.lower().replace("_", "").replace("-", "")


def parse_media(value: object, depth: int = _DEEPEST) -> tuple[Media, ...]:
    """Return what a value names, in its order; nothing for a theme's switch or number."""
    if isinstance(value, str):
        found = _parse_text(collapse(clean(value)))
        return () if found is None else (found,)
    if isinstance(value, list) and depth:
        return tuple(media for item in value for media in parse_media(item, depth - 1))
    if isinstance(value, dict) and depth:
        return _parse_table({plain_name(str(name)): part for name, part in value.items()}, depth)
    return ()


def _parse_text(text: str) -> Media | None:
    """Read an address, or the address, length and type that WordPress writes one below the other."""
    if not text or text.lower() in _SWITCHES:
        return None
    parts = text.split(" ")
    if len(parts) < _WITH_LENGTH or parse_length(parts[1]) is None:
        return Media(url=text, type="")
    kind = parts[2] if len(parts) > _WITH_LENGTH and "/" in parts[2] else ""
    return Media(url=parts[0], type=kind, length_bytes=parse_length(parts[1]))


def _parse_table(parts: dict[str, object], depth: int) -> tuple[Media, ...]:
    for name in _URLS:
        inner = parse_media(parts.get(name), depth - 1)
        if inner:
            first = inner[0]
            kind = _first_text(parts, _TYPES)
            return (
                Media(
                    url=first.url,
                    type=first.type or (kind if "/" in kind else ""),
                    alt=first.alt or _first_text(parts, _ALTS),
                    length_bytes=first.length_bytes or _first(map(parse_length, _values(parts, _LENGTHS))),
                    duration_s=first.duration_s or _first(map(parse_duration, _values(parts, _DURATIONS))),
                ),
            )
    return ()


def _values(parts: dict[str, object], names: tuple[str, ...]) -> list[object]:
    return [parts[name] for name in names if name in parts]


def _first_text(parts: dict[str, object], names: tuple[str, ...]) -> str:
    texts = (collapse(clean(part)) for part in _values(parts, names) if isinstance(part, str))
    return next(filter(None, texts), "")


def _first(numbers: Iterable[int | None]) -> int | None:
    return next((number for number in numbers if number is not None), None)


def parse_length(value: object) -> int | None:
    """Return a size in bytes, or None for whatever is no whole number above 0."""
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text.isascii() or not text.isdigit() or len(text) > _MOST_DIGITS:
        return None
    return int(text) or None


def parse_duration(value: object) -> int | None:
    """Return whole seconds from `2050`, `34:10`, `1:02:03` or `PT34M10S`; None where it is none of these."""
    seconds = parse_length(value)
    if seconds is not None or not isinstance(value, str):
        return seconds
    text = value.strip()
    found = _CLOCK.fullmatch(text) or _ISO.fullmatch(text.upper())
    if found is None:
        return None
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest or None
