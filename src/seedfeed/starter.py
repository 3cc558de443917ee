"""A first `seedfeed.toml`, in which every setting stands with its default and can be switched on."""

import os
from pathlib import Path

from seedfeed.errors import ConfigError
from seedfeed.files import drop, flush, flush_folders, put_in_place, stage

_STARTER = Path(__file__).parent / "data" / "seedfeed.toml"


def write_starter(path: Path) -> None:
    """Write the commented settings, whole or not at all; make the folder where it is missing.

    Raises:
        ConfigError: something of that name is there, and stays as it is.
        PublishError: it cannot be written.
    """
    temporary = stage(path, _STARTER.read_bytes())
    try:
        flush([temporary])
        _name_once(temporary, path)
    finally:
        drop(temporary)
    flush_folders({path.parent})


def _name_once(temporary: Path, path: Path) -> None:
    """Give a file its name, but never that of another: a link fails there, where a rename replaces."""
    try:
        os.link(temporary, path)
    except OSError as error:
        if os.path.lexists(path):
            raise ConfigError(str(path), "already there, and left as it is") from error
        put_in_place(temporary, path)  # a disk without hard links
