"""seedfeed for programs: `build` and `understand`, as the package `seedfeed` offers them.

Neither prints, asks or exits; what goes wrong is raised as a class of SeedfeedError.
"""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

from seedfeed.building import build as build_job
from seedfeed.config import Settings, parse_settings
from seedfeed.environment import STATE_NAME, read_clock, read_settings
from seedfeed.errors import ArticleError, ConfigError, PublishError
from seedfeed.job import Job
from seedfeed.model import Draft, Problem, Report

__all__ = ["build", "understand"]

AnyPath: TypeAlias = str | os.PathLike[str]


def build(  # noqa: PLR0913 - what the command takes, by the same names
    seeds: AnyPath = "seeds",
    feeds: AnyPath = "feeds",
    *,
    config: AnyPath | Mapping[str, Any] | None = None,
    state: AnyPath | None = None,
    now: datetime | None = None,
    full: bool = False,
    refresh: bool = False,
    dry_run: bool = False,
    allow_empty: bool = False,
    jobs: int | None = None,
) -> Report:
    """Bring FEEDS up to date with SEEDS, as `seedfeed build` does.

    >>> report = build("seeds", "feeds", config={"site": {"url": "https://news.example/"}})
    >>> report.new, report.left_out
    (2, 0)
    >>> "rss.xml" in report.written
    True
    >>> build("seeds", "feeds", config={"site": {"url": "https://news.example/"}}).written
    ()

    It may be called at the top level of a script: the processes that read many articles do not run the script
    again. One call at a time for a SEEDS; another, of this program or of any, ends with BusyError.

    Args:
        seeds: the folder of the articles.
        feeds: the folder to publish into; it is made where it is missing.
        config: a file of settings, or the settings themselves, as `tomllib.load` returns them. Without it
            `seedfeed.toml` in `seeds`, if there is one. A folder of templates stands beside the file, or
            without one in the working folder.
        state: the folder of the ledger; `.seedfeed` in `seeds` where absent.
        now: the time of the run, with a time zone; fractions of seconds are dropped. Without it
            SOURCE_DATE_EPOCH where the environment has it, else the clock.
        full: read every file again, and compare every published file.
        refresh: understand every article again with the rules of this version.
        dry_run: change nothing; the report says what would be done.
        allow_empty: an empty `seeds` is meant so.
        jobs: how many processes may read at once; as many as there are processors where absent.

    Returns:
        What was done. An article that could not be used does not stop the others: `report.problems` names it.

    Raises:
        ConfigError: a setting or an argument is wrong; nothing was touched.
        RefusedError: going on would take published entries from subscribers.
        BusyError: another run holds the lock.
        StateError: the ledger cannot be read, restored or written.
        CheckError: a rendered feed is not what it should be, which is a bug; the old ones stand.
        PublishError: a file could not be read or put in place; `feeds` holds whole files.
    """
    if jobs is not None and jobs < 1:
        raise ConfigError("jobs", f"expected a whole number from 1, got {jobs!r}")
    folder = Path(seeds)
    job = Job(
        seeds=folder,
        feeds=Path(feeds),
        state=folder / STATE_NAME if state is None else Path(state),
        settings=_settings(config, folder),
        full=full,
        refresh=refresh,
        dry_run=dry_run,
        allow_empty=allow_empty,
        jobs=jobs,
    )
    try:
        return build_job(job, _moment(now))
    except OSError as error:
        raise PublishError(str(error.filename or feeds), error.strerror or repr(error)) from error


def understand(
    text: str | bytes,
    *,
    name: str = "article.txt",
    config: AnyPath | Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Draft:
    r"""Tell what an article says of itself: title, summary, source, dates, categories. No file is needed.

    >>> draft = understand(
    ...     "The harbour opens again\n\nThe harbour of Haven opened on Monday after a winter of repairs, "
    ...     "its owner said.\n\nRead the complete article at: The Town Crier\n"
    ... )
    >>> draft.title, draft.source.name
    ('The harbour opens again', 'The Town Crier')
    >>> draft.summary
    'The harbour of Haven opened on Monday after a winter of repairs, its owner said.'
    >>> understand("---\ntitle: Fog\ndate: 2026-05-17\n---\nThere was fog.\n", name="fog.md").published
    datetime.datetime(2026, 5, 17, 0, 0, tzinfo=datetime.timezone.utc)

    Args:
        text: the article as its file would hold it. Bytes are decoded as a file's are; text is not.
        name: what its file would be called, which says how it is written: `.txt`, `.md`, `.html`, `.mhtml`,
            `.eml`, `.json`. A day in it counts as a file's does.
        config: as for `build`; without it all defaults hold.
        now: when the article was saved, with a time zone: a page's dates after it are not believed. Without
            it as for `build`.

    Returns:
        What was found, and in `evidence` by which rule and in which line. A field of which nothing was found
        is empty: nothing is guessed.

    Raises:
        ArticleError: it is no text, its metadata is wrong, or there are no words in it.
        ConfigError: a setting or an argument is wrong.
    """
    from seedfeed.read import take_article
    from seedfeed.text import clean
    from seedfeed.understanding import understand as understand_article

    settings = _settings({} if config is None else config, Path())
    content = text if isinstance(text, bytes) else clean(text).encode()
    found = understand_article(take_article(name, content, _moment(now)), settings.config)
    if isinstance(found, Problem):
        raise ArticleError(found.where, found.what)
    return found


def _settings(config: AnyPath | Mapping[str, Any] | None, seeds: Path) -> Settings:
    if not isinstance(config, Mapping):
        return read_settings(None if config is None else Path(config), seeds)
    import msgspec

    try:
        data = msgspec.json.decode(msgspec.json.encode(config))  # tuples and lists are one to TOML
    except (TypeError, ValueError) as error:
        raise ConfigError("config", f"expected what a TOML file can hold: {error}") from error
    return parse_settings(data, "config")


def _moment(now: datetime | None) -> datetime:
    """Return the time of a run; the clock is read here and nowhere deeper."""
    if now is None:
        return read_clock()
    if now.tzinfo is None:
        raise ConfigError("now", f"expected a time with a time zone, got {now!r}")
    return now.astimezone(UTC).replace(microsecond=0)
