"""What a file's name says: article, sidecar, something to pass over; and how a name is shown."""

import os
from pathlib import Path
from typing import Literal

Kind = Literal["article", "sidecar", "ignored", "unknown"]

SIDECAR = ".toml"
CONFIGURATION = "seedfeed.toml"
_LONGEST_SUFFIX = 10
_TEXT = ("txt",)
_MARKDOWN = ("md", "markdown")
_HTML = ("html", "htm", "xhtml")
# What lies beside articles and belongs to them: pictures, sound, video, styles, scripts, fonts.
# fmt: off
_COMPANIONS = (
    "jpg", "jpeg", "png", "gif", "svg", "webp", "avif", "ico", "bmp", "tif", "tiff", "heic", "jxl",
    "mp3", "m4a", "m4b", "ogg", "oga", "opus", "wav", "flac", "aac", "mp4", "m4v", "webm", "mov",
    "ogv", "avi", "mkv", "css", "scss", "js", "mjs", "map", "woff", "woff2", "ttf", "otf", "eot",
)
# fmt: on
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(_TEXT + _MARKDOWN + _HTML, "article"),
    **dict.fromkeys(_COMPANIONS, "ignored"),
    "toml": "sidecar",
}


def kind_of(name: str) -> Kind:
    """Return what a file of that name is, whatever is in it."""
    _, dot, last = name.rpartition(".")
    if not dot:
        return "article"
    # A plain lower-case suffix, the rule among ten thousand files, costs one look-up.
    return _KINDS.get(last) or _kind_of_rare(last)


def _kind_of_rare(last: str) -> Kind:
    if not _is_suffix(last):
        return "article"
    kind = _KINDS.get(last.lower(), "unknown")
    # A sidecar is found by its exact name, so only the lower-case one is one.
    return "unknown" if kind == "sidecar" else kind


def _is_suffix(last: str) -> bool:
    """Tell `txt` from the end of a name such as "v1.2", "in the U.S" or "Mr. Smith"."""
    return 1 < len(last) <= _LONGEST_SUFFIX and last.isascii() and last.isalnum() and not last.isdigit()


def split_suffix(name: str) -> tuple[str, str]:
    """Return the name without its suffix, and the suffix without its dot; empty where there is none."""
    stem, dot, last = name.rpartition(".")
    return (stem, last) if dot and _is_suffix(last) else (name, "")


def format_of(name: str) -> Literal["text", "markdown", "html"]:
    """Return how an article of that name is written."""
    suffix = split_suffix(name)[1].lower()
    if suffix in _MARKDOWN:
        return "markdown"
    return "html" if suffix in _HTML else "text"


def sidecars_of(key: str) -> tuple[str, ...]:
    """Return the keys a sidecar of this article may have, the one that wins first."""
    stem, suffix = split_suffix(key)
    return (key + SIDECAR, stem + SIDECAR) if suffix else (key + SIDECAR,)


def encode_path(seeds: Path, key: str) -> bytes:
    """Return the path for system calls: a key is UTF-8 whatever the locale."""
    return os.fsencode(seeds) + b"/" + key.encode("utf-8", "surrogateescape")


def format_path(seeds: Path, key: str) -> str:
    """Return an article's path for a message, on one line."""
    return format_key(str(seeds / key) if key else str(seeds))


def format_key(key: str) -> str:
    r"""Return a key for a message: one line, `\n` and bytes that are no UTF-8 as escapes."""
    if key.isprintable():
        return key
    legible = key.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in legible
    )
