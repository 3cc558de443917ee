"""How the pages look: our templates, style and words, and a site's own templates in place of ours.

Finds and reads files; renders nothing.
"""

import hashlib
import os
from pathlib import Path
from typing import Any

from msgspec import Struct

from seedfeed.errors import ConfigError

# importlib.resources costs 20 ms of CPU to import.
_DATA = Path(__file__).parent / "data"
TEMPLATES = _DATA / "templates"
_WORDS = _DATA / "words"
# Tags whose words stand under another tag.
_WRITTEN_AS = {"no": "nb", "iw": "he", "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant"}
# What pages load; the stylesheet is published with a line of ours at its end.
ASSETS = ("style.css", "copy.js", "icon.svg")


class Theme(Struct, frozen=True, kw_only=True):
    """Where the looks of the pages come from.

    Attributes:
        folder: a site's own templates and assets; each stands in place of ours of the same name.
    """

    folder: Path | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where a file is looked for, in this order."""
        return (TEMPLATES,) if self.folder is None else (self.folder, TEMPLATES)

    def folder_below(self, seeds: Path) -> str | None:
        """Return where a site's own templates stand below SEEDS, where they do: they are no articles."""
        if self.folder is None:
            return None
        folder, seeds = self.folder.resolve(), seeds.resolve()
        return folder.relative_to(seeds).as_posix() if folder.is_relative_to(seeds) else None

    def read(self, name: str) -> bytes:
        """Return a file, the site's own or ours.

        Raises:
            ConfigError: it is there and cannot be read.
        """
        for folder in self.folders:
            if (folder / name).exists():
                return _read(folder / name)
        raise FileNotFoundError(name)

    def digest(self, language: str) -> str:
        """Return 16 hex digits that change when any page may look different.

        Args:
            language: the site's (BCP 47); the words of others do not count.
        """
        files = [(folder, name) for folder in self.folders for name in sorted(_names_in(folder))]
        whole = hashlib.blake2b(digest_size=8)
        for folder, name in (*files, (_WORDS, _find_words(language))):
            data = _read(folder / name)
            whole.update(f"{name} {len(data)}\n".encode())
            whole.update(data)
        return whole.hexdigest()


def _names_in(folder: Path) -> list[str]:
    """Return the paths of the files in a folder and in its folders, without hidden ones."""
    names = []
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        names += [str(Path(root, name)) for name in files if not name.startswith(".")]
    return [os.path.relpath(name, folder) for name in names]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(str(path), f"cannot be read: {error.strerror}") from error


def read_words(language: str) -> dict[str, Any]:
    """Return what pages say in a language (BCP 47), or else in English."""
    import tomllib

    return tomllib.loads((_WORDS / _find_words(language)).read_text(encoding="utf-8"))


def _find_words(language: str) -> str:
    """Return the file of a language's words.

    The tag loses subtags from its end until there are words for it (RFC 4647 §3.4).
    """
    parts = language.lower().split("-")
    tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    names = [f"{_WRITTEN_AS.get(tag, tag)}.toml" for tag in tags]
    return next((name for name in names if (_WORDS / name).is_file()), "en.toml")
