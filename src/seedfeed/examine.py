"""One article: read and understood, or why not. What a worker runs, knowing nothing of other articles."""

import logging
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from seedfeed.config import Config
from seedfeed.decide import Finding, pack_trace
from seedfeed.errors import ArticleError
from seedfeed.model import Draft, Problem, Sketch
from seedfeed.read import load_article, parse_article

_log = logging.getLogger(__name__)
_LETHAL = "kills the process that reads it (memory, or a fault in a library); split it, or move it away"


class Task(NamedTuple):
    """One article to read.

    Attributes:
        key: its path below SEEDS.
        sidecar: its sidecar's.
        known_hash: what its content hash was; empty where it is to be understood in any case.
        lacks_trace: whether it is to be understood, though it says what it said, so that copies are found.
    """

    key: str
    sidecar: str | None
    known_hash: str
    lacks_trace: bool


def examine(seeds: Path, config: Config, task: Task) -> Finding:
    """Read one article and understand it; where it says what it said (its hash is given), only for its trace.

    Whatever goes wrong stays with this article: the others are published (DESIGN, rule 5).
    """
    key, sidecar, known_hash, lacks_trace = task
    content_hash = ""
    outcome: Draft | Problem | None
    trace = None
    try:
        loaded = load_article(seeds, key, sidecar)
        is_known = loaded.content_hash == known_hash
        if is_known and not lacks_trace:
            return Finding(key=key, signature=b"", content_hash=known_hash, outcome=None)
        from seedfeed.understanding import understand

        article = parse_article(loaded)
        content_hash = article.content_hash
        outcome = understand(article, config)
        if isinstance(outcome, Draft):
            trace = pack_trace(outcome)
            # Its sketch is packed, and its evidence is for `explain`: together they are most of a draft.
            outcome = replace(outcome, sketch=Sketch(), evidence=())
        outcome = None if is_known else outcome
    except ArticleError as error:
        where = error.where.removeprefix(f"{seeds}/")
        outcome = Problem(where=where, what=error.what)
    except Exception as error:  # noqa: BLE001 - one article never stops the run
        _log.debug("event=understand_failed key=%s", key, exc_info=True)
        outcome = Problem(where=key, what=f"cannot be understood, this is a bug: {error!r}")
        content_hash = ""
    return Finding(key=key, signature=b"", content_hash=content_hash, outcome=outcome, trace=trace)


def give_up(task: Task) -> Finding:
    """Leave an article out that kills the process which reads it."""
    return Finding(
        key=task.key, signature=b"", content_hash="", outcome=Problem(where=task.key, what=_LETHAL)
    )


def is_lethal(problem: str | None) -> bool:
    """Tell whether a file's problem, as its row keeps it, is that it kills the process which reads it."""
    return problem is not None and problem.endswith(_LETHAL)
