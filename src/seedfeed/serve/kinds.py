"""Which media type a file has, and what goes with it: as the printed configurations of web servers have it.

Decided there and here, and not by the machine's mime.types.
"""

from pathlib import PurePosixPath

from msgspec import Struct

from seedfeed.hosting import OTHER_TYPES, TYPES


class Kind(Struct, frozen=True):
    """A kind of file.

    Attributes:
        media_type: the value of Content-Type.
        is_text: whether gzip makes it smaller.
        is_page: whether a browser runs what stands in it.
    """

    media_type: str
    is_text: bool = True
    is_page: bool = False


TEXT = Kind("text/plain; charset=utf-8")
SCRIPT = Kind(TYPES["js"])
_PACKABLE = frozenset(["image/svg+xml"])  # of what people put beside our files; all else is packed already
# Seen in Chromium 156 (2026-11): application/xml is styled, application/rss+xml and atom+xml are raw text;
# application/feed+json is shown as JSON; text/x-opml is shown as text, where application/xml draws a
# complaint that no style was given.
_OURS = {f".{name}": Kind(media_type, is_page=name == "html") for name, media_type in TYPES.items()}
_THEIRS = {
    f".{name}": Kind(media_type, is_text=media_type in _PACKABLE)
    for media_type, names in OTHER_TYPES.items()
    for name in names
} | {".htm": _OURS[".html"], ".txt": TEXT}
_KINDS = _OURS | _THEIRS
_UNKNOWN = Kind("application/octet-stream", is_text=False)


def kind_of(name: str) -> Kind:
    """Return what kind of file has this name."""
    return _KINDS.get(PurePosixPath(name).suffix.lower(), _UNKNOWN)
