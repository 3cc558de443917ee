"""What one run is asked to do."""

from pathlib import Path

from msgspec import Struct

from seedfeed.config import Settings


class Job(Struct, frozen=True, kw_only=True):
    """What one run is asked to do.

    Attributes:
        full: read every file again, and compare every published file.
        refresh: understand every article again with the rules of this version.
        dry_run: say what would be done, and do nothing.
        allow_empty: an empty SEEDS is meant so.
        jobs: how many processes may read and render at once; as many as there are processors where absent.
    """

    seeds: Path
    feeds: Path
    state: Path
    settings: Settings
    full: bool = False
    refresh: bool = False
    dry_run: bool = False
    allow_empty: bool = False
    jobs: int | None = None
