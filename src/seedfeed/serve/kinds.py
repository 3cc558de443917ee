"""Which media type a file has, and what goes with it: as the printed configurations of web servers have it.

Decided there and here, and not by the machine's mime.types.
"""

from pathlib import PurePosixPath

from msgspec import Struct

from seedfeed.hosting import TYPES


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
# Seen in Chromium 156 (2026-11): application/xml is styled, application/rss+xml and atom+xml are raw text;
# application/feed+json is shown as JSON; text/x-opml is shown as text, where application/xml draws a
# complaint that no style was given.
_OURS = {f".{name}": Kind(media_type, is_page=name == "html") for name, media_type in TYPES.items()}
# What people put beside our files.
_THEIRS = {
    ".htm": _OURS[".html"],
    ".txt": TEXT,
    ".svg": Kind("image/svg+xml"),
    **{
        f".{name}": Kind(media_type, is_text=False)
        for media_type, names in {
            "image/x-icon": ["ico"],
            "image/png": ["png"],
            "image/jpeg": ["jpg", "jpeg"],
            "image/gif": ["gif"],
            "image/webp": ["webp"],
            "image/avif": ["avif"],
            "audio/mpeg": ["mp3"],
            "audio/mp4": ["m4a"],
            "audio/ogg": ["ogg", "oga", "opus"],
            "video/mp4": ["mp4"],
            "video/webm": ["webm"],
            "application/pdf": ["pdf"],
            "font/woff2": ["woff2"],
        }.items()
        for name in names
    },
}
_KINDS = _OURS | _THEIRS
_UNKNOWN = Kind("application/octet-stream", is_text=False)


def kind_of(name: str) -> Kind:
    """Return what kind of file has this name."""
    return _KINDS.get(PurePosixPath(name).suffix.lower(), _UNKNOWN)
