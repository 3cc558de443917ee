"""Which picture, sound and film an article has: its metadata, its pictures, addresses on lines of their own.

Nothing is fetched, so a type is what is stated or what the address ends in. A picture must show something of
the article: not a pixel that counts readers, nor a logo, an icon, an avatar or a badge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from seedfeed.model import Evidence, Media
from seedfeed.text import clean, collapse, decode_references, is_web_address, late_pattern
from seedfeed.understanding.sentences import cut_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedfeed.model import Metadata
    from seedfeed.understanding.layout import Layout

# What an address ends in -> media type (IANA's registry; opus and flac stand in containers of these types).
TYPES = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "svg": "image/svg+xml",
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "m4b": "audio/mp4", "aac": "audio/aac", "oga": "audio/ogg",
    "ogg": "audio/ogg", "opus": "audio/ogg", "flac": "audio/flac", "wav": "audio/wav",
    "mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "webm": "video/webm",
    "ogv": "video/ogg",
}  # fmt: skip
LONGEST_ADDRESS = 2_000
LONGEST_ALT = 300
MOST_ENCLOSURES = 20
_SMALLEST_SIDE = 3
_TYPE = late_pattern(r"(?:audio|video|image)/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}")
_SCHEME = late_pattern(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WORD = late_pattern(r"[a-z0-9]+")
# Words in the path of what stands beside articles, and files that are as good as invisible.
_BESIDE = frozenset([
    "avatar", "avatars", "gravatar", "badge", "badges", "button", "buttons", "emoji", "emojis", "favicon",
    "icon", "icons", "logo", "logos", "smiley", "smilies", "sprite", "sprites",
])  # fmt: skip
_INVISIBLE = frozenset(["1x1", "beacon", "blank", "clear", "dot", "pixel", "px", "spacer", "transparent"])
# Hosts that count readers or draw badges; a host below them counts as well.
_COUNTERS = (
    "feedburner.com", "feedsportal.com", "doubleclick.net", "google-analytics.com", "googlesyndication.com",
    "quantserve.com", "scorecardresearch.com", "pixel.wp.com", "stats.wordpress.com", "shields.io",
    "badge.fury.io", "badgen.net", "codecov.io", "gravatar.com", "s.w.org",
)  # fmt: skip


class Picture(NamedTuple):
    """A picture in a body, as written; its sides in pixels are 0 where they are not stated."""

    url: str
    alt: str
    line: int
    width: int = 0
    height: int = 0


class Found(Struct, frozen=True, kw_only=True):
    """What an article has to look at and to listen to."""

    image: Media | None = None
    enclosures: tuple[Media, ...] = ()
    evidence: tuple[Evidence, ...] = ()


_NOTHING = Found()


class _Claim(NamedTuple):
    """One thing somebody names: what, by which rule, on which line, and what it must be."""

    media: Media
    rule: str
    line: int | None
    kinds: tuple[str, ...]


def find_media(metadata: Metadata, layout: Layout, pictures: Iterable[Picture], link: str | None) -> Found:
    """Return the picture that stands for an article, and its sound and film.

    Args:
        pictures: those of the body, in their order.
        link: the original's address, which relative ones are resolved against.
    """
    claims = [*_stated(metadata), *_shown(pictures), *_on_lines(layout)]
    if not claims:
        return _NOTHING
    image: Media | None = None
    enclosures: dict[str, Media] = {}
    evidence: list[Evidence] = []
    noted = False
    for claim in claims:
        media, refusal = _judge(claim, link)
        if media is None:
            if not noted and (claim.rule == "metadata" or image is None):
                note = f"{claim.media.url[:100]!r} passed over as picture, sound or film: {refusal}"
                evidence.append(Evidence(field="note", value=note, rule=claim.rule, line=claim.line))
                noted = claim.rule != "metadata"
            continue
        is_image = media.type.startswith("image/") or not media.type
        if is_image and image is None:
            image = media
        elif not is_image and media.url not in enclosures and len(enclosures) < MOST_ENCLOSURES:
            enclosures[media.url] = media
        else:
            continue
        field = "image" if is_image else "enclosures"
        evidence.append(Evidence(field=field, value=media.url, rule=claim.rule, line=claim.line))
    return Found(image=image, enclosures=tuple(enclosures.values()), evidence=tuple(evidence))


def _stated(metadata: Metadata) -> Iterable[_Claim]:
    if metadata.image is not None:
        yield _Claim(metadata.image, "metadata", None, ("image",))
    for media in metadata.enclosures:
        yield _Claim(media, "metadata", None, ("audio", "video", "image"))


def _shown(pictures: Iterable[Picture]) -> Iterable[_Claim]:
    for picture in pictures:
        if _is_real(picture):
            yield _Claim(
                Media(url=picture.url, type="", alt=picture.alt), "picture", picture.line, ("image",)
            )


def _on_lines(layout: Layout) -> Iterable[_Claim]:
    for mark in layout.marks:
        kind = type_of(mark.value) if mark.kind == "url" else None
        if kind is not None and _is_real(Picture(mark.value, "", mark.number)):
            kinds = ("image", "audio", "video")
            yield _Claim(Media(url=mark.value, type=kind), "line of its own", mark.number, kinds)


def _judge(claim: _Claim, link: str | None) -> tuple[Media | None, str]:
    """Return what can be published of a claim, or why nothing can."""
    media = claim.media
    kind = media.type.lower().partition(";")[0].strip()
    kind = kind if _TYPE.fullmatch(kind) else type_of(media.url) or ""
    if kind and kind.partition("/")[0] not in claim.kinds:
        return None, f"it is {kind}"
    if not kind and claim.kinds != ("image",):
        return None, "its type is unknown, state it beside its address"
    url = complete(media.url, link, is_file=bool(kind))
    if url is None:
        return None, "not a whole http or https address, and no link to complete it by"
    alt = cut_words(collapse(decode_references(media.alt)), LONGEST_ALT)
    return replace(media, url=url, type=kind, alt=alt), ""


def complete(url: str, link: str | None, *, is_file: bool) -> str | None:
    """Return an address as a feed may hold it: whole, in ASCII; None where that cannot be had.

    Args:
        link: what a relative address is resolved against.
        is_file: a name without a folder is an address only if it ends as files do.
    """
    if len(url) > LONGEST_ADDRESS:
        return None
    if is_web_address(url):
        return url
    from urllib.parse import quote, urljoin

    if not url.lower().startswith(("http://", "https://")):
        if link is None or not is_file or _SCHEME.match(url):
            return None
        try:
            url = urljoin(link, url)
        except ValueError:
            return None
    whole = quote(url, safe="!#$%&'()*+,/:;=?@[]~")
    return whole if is_web_address(whole) else None


def type_of(url: str) -> str | None:
    """Return the media type that an address ends in, or None."""
    name = url.partition("?")[0].partition("#")[0].rpartition("/")[2]
    return TYPES.get(name.rpartition(".")[2].lower()) if "." in name else None


def _is_real(picture: Picture) -> bool:
    """Tell whether a picture may show something of the article; what its metadata names is not asked."""
    url = picture.url.lower()
    if url.startswith("data:") or any(0 < side < _SMALLEST_SIDE for side in (picture.width, picture.height)):
        return False
    host, _, path = url.partition("?")[0].rpartition("://")[2].partition("/")
    if any(host == counter or host.endswith(f".{counter}") for counter in _COUNTERS):
        return False
    stem = path.rpartition("/")[2].partition(".")[0]
    return stem not in _INVISIBLE and _BESIDE.isdisjoint(_WORD.findall(path))


def alternative(alt: str) -> str:
    """Return what a body says that a picture shows, on one line."""
    return collapse(clean(alt))


_IMAGE_ATTRIBUTE = late_pattern(
    r"\b(src|alt|width|height)[ \t\n]{0,9}=[ \t\n]{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)


def read_attributes(tag: str) -> dict[str, str]:
    """Return what a tag of HTML, or of Hugo or Liquid, says of a picture."""
    return {
        name.lower(): decode_references(double or single or bare)
        for name, double, single, bare in _IMAGE_ATTRIBUTE.findall(tag[:LONGEST_ADDRESS])
    }


def find_tags(html: str, line: int, most: int) -> list[Picture]:
    """Return the pictures of raw HTML, in their order.

    Args:
        line: of the file on which `html` starts.
        most: how many are enough.
    """
    lowered = html.lower()
    found: list[Picture] = []
    start = lowered.find("<img")
    while start >= 0 and len(found) < most:
        end = html.find(">", start)
        if end < 0:
            break
        said = read_attributes(html[start:end])
        if said.get("src"):
            sides = (_pixels(said.get(side, "")) for side in ("width", "height"))
            number = line + html.count("\n", 0, start)
            found.append(Picture(said["src"].strip(), alternative(said.get("alt", "")), number, *sides))
        start = lowered.find("<img", end)
    return found


def _pixels(text: str) -> int:
    digits = text.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < len("99999") else 0
