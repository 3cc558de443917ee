"""What a run takes from around it: the clock, the environment, the settings, the usual names.

The one place that reads the clock, for the two doors: the command line and the Python interface.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from seedfeed.errors import ConfigError

if TYPE_CHECKING:
    from seedfeed.config import Settings

CONFIG_NAME = "seedfeed.toml"
STATE_NAME = ".seedfeed"


def read_settings(path: Path | None, seeds: Path) -> "Settings":
    """Return the settings: of a file that must be there, or of the one in SEEDS, which need not.

    Raises:
        ConfigError: as `read_config` does.
    """
    from seedfeed.config import read_config

    return read_config(path or seeds / CONFIG_NAME, required=path is not None)


def read_clock() -> datetime:
    """Return the time of this run: SOURCE_DATE_EPOCH where it is set, else now; UTC, whole seconds.

    Raises:
        ConfigError: SOURCE_DATE_EPOCH is no time.
    """
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if stated is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(stated), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigError("SOURCE_DATE_EPOCH", f"expected seconds since 1970, got {stated!r}") from error
