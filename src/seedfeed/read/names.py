"""What a file's name says: article, sidecar, something to pass over; and how a name is shown."""

from pathlib import Path
from typing import Literal

from seedfeed.text import late_pattern

Kind = Literal["article", "mailbox", "sidecar", "ignored", "unknown"]
Form = Literal["text", "markdown", "html", "archive", "mail", "json"]

SIDECAR = ".toml"
CONFIGURATION = "seedfeed.toml"
_LONGEST_SUFFIX = 10
_PACKED = ".gz"
_MAILBOX = "mbox"
_EXPORTED: dict[str, Kind] = {"mbox": "mailbox", "table_of_contents": "ignored"}
# What Hugo and Zola say of a whole folder, not of an article in it.
_SECTIONS = frozenset(["_index.md", "_index.markdown", "_index.html"])
# Where Jekyll keeps what its author has not published.
_DRAFTS = "_drafts"
# The key of one message: that of its mailbox, and what it is known by in it.
_MESSAGE = late_pattern(r"#[0-9a-f]{12}\Z")
_FORMS: dict[str, Form] = {
    "txt": "text",
    "md": "markdown",
    "markdown": "markdown",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "mhtml": "archive",
    "mht": "archive",
    "eml": "mail",
    "json": "json",
}
# As messages list them.
READABLE = ".txt, .md, .html, .mhtml, .eml, .mbox, .json, each also with .gz, or no suffix"
# What lies beside articles and belongs to them: pictures, sound, video, styles, scripts, fonts.
# fmt: off
_COMPANIONS = (
    "jpg", "jpeg", "png", "gif", "svg", "webp", "avif", "ico", "bmp", "tif", "tiff", "heic", "jxl",
    "mp3", "m4a", "m4b", "ogg", "oga", "opus", "wav", "flac", "aac", "mp4", "m4v", "webm", "mov",
    "ogv", "avi", "mkv", "css", "scss", "js", "mjs", "map", "woff", "woff2", "ttf", "otf", "eot",
)
# fmt: on
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(_FORMS, "article"),
    **dict.fromkeys(_COMPANIONS, "ignored"),
    _MAILBOX: "mailbox",
    "toml": "sidecar",
}


def kind_of(name: str) -> Kind:
    """Return what a file of that name is, whatever is in it."""
    _, dot, last = name.rpartition(".")
    if not dot:
        return "article"
    # A plain lower-case suffix, the rule among ten thousand files, costs one look-up.
    return _KINDS.get(last) or _kind_of_rare(name, last)


def _kind_of_rare(name: str, last: str) -> Kind:
    if is_packed(name):
        inner = split_suffix(name[: -len(_PACKED)])[1].lower()
        return _KINDS[inner] if inner in _FORMS or inner == _MAILBOX else "unknown"
    if not _is_suffix(last):
        # A file of such a name would be taken for the message.
        return "article" if split_message(name) is None else "unknown"
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


def is_packed(name: str) -> bool:
    """Tell whether a file of that name is a gzip file."""
    return name[-len(_PACKED) :].lower() == _PACKED


def unpacked(name: str) -> str:
    """Return a file's name without the suffix of gzip."""
    return name[: -len(_PACKED)] if is_packed(name) else name


def split_message(key: str) -> tuple[str, str] | None:
    """Return a message's mailbox and what it is known by in it, or None where the key is that of a file."""
    found = _MESSAGE.search(key)
    if found is None or not is_mailbox(key[: found.start()]):
        return None
    return key[: found.start()], key[found.start() + 1 :]


def is_mailbox(key: str) -> bool:
    """Tell whether the file of that key holds many mails."""
    folder, _, name = key.rpartition("/")
    return kind_in(folder, name) == "mailbox"


def kind_in(folder: str, name: str) -> Kind:
    """Return what a file in a folder is: Apple Mail exports a mailbox as one, `Letters.mbox/mbox`."""
    if name in _SECTIONS:
        return "ignored"
    if name in _EXPORTED and folder.endswith("." + _MAILBOX):
        return _EXPORTED[name]
    return kind_of(name)


def is_draft(key: str) -> bool:
    """Tell whether an article stands in a folder of drafts."""
    return _DRAFTS in key.split("/")[:-1]


def form_of(name: str) -> Form:
    """Return the form of an article of that name."""
    return _FORMS.get(split_suffix(unpacked(name))[1].lower(), "text")


def sidecars_of(key: str) -> tuple[str, ...]:
    """Return the keys a sidecar of this article may have, the one that wins first."""
    stem, suffix = split_suffix(unpacked(key))
    return (key + SIDECAR, stem + SIDECAR) if suffix else (key + SIDECAR,)


def format_path(seeds: Path, key: str) -> str:
    """Return an article's path for a message, on one line."""
    # Not by pathlib, whose path costs 2.5 µs instead of 0.3: every article has one, few a message (2026-11).
    folder = str(seeds)
    if not key:
        return format_key(folder)
    return format_key(key if folder == "." else f"{folder.rstrip('/')}/{key}")


def format_key(key: str) -> str:
    r"""Return a key for a message: one line, `\n` and bytes that are no UTF-8 as escapes."""
    if key.isprintable():
        return key
    legible = key.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in legible
    )
