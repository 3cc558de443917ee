"""What was understood of one article, and why: its evidence, then its lines with what each was taken for."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from seedfeed.config import Config
from seedfeed.errors import ArticleError, StateError
from seedfeed.model import Evidence, Problem
from seedfeed.read import find_sidecar, is_mailbox, list_subjects, read_article
from seedfeed.state import LEDGER_NAME, Ledger
from seedfeed.understanding import sort_lines, understand

_MESSAGES = ("message", "subject")
_FINDINGS = ("field", "value", "rule", "line")
_LINES = ("line", "kind", "rule", "text")


class Section(NamedTuple):
    """A part of what there is to tell: rows, and what stands above their columns."""

    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def explain_file(file: Path, seeds: Path, config: Config, state: Path | None = None) -> list[Section]:
    """Return an article's evidence and its lines; of a mailbox which messages may be asked for.

    Args:
        seeds: the folder that the article's key is relative to; absolute.
        state: the folder of the ledger, which knows of copies; it need not be there.

    Raises:
        ArticleError: it cannot be read or understood.
    """
    key = file.absolute().relative_to(seeds).as_posix()
    if is_mailbox(key):
        messages = list_subjects(seeds, key)
        return [Section(_MESSAGES, [(f"{file}{found.removeprefix(key)}", said) for found, said in messages])]
    article = read_article(seeds, key, find_sidecar(seeds, key))
    draft = understand(article, config)
    if isinstance(draft, Problem):
        raise ArticleError(str(file), draft.what)
    rows = [_tell(found) for found in draft.evidence if found.field != "furniture"]
    original = None if state is None else _find_original(state / LEDGER_NAME, key)
    if original is not None:
        rows.append(("duplicate", f"same article as {original}, left out", "ledger", ""))
    lines = [(str(mark.number), mark.kind, mark.rule, mark.value) for mark in sort_lines(article)]
    return [Section(_FINDINGS, rows), Section(_LINES, lines)]


def _tell(found: Evidence) -> tuple[str, ...]:
    return found.field, found.value, found.rule, "" if found.line is None else str(found.line)


def _find_original(path: Path, key: str) -> str | None:
    """Return the file that a copy is left out for, as far as a ledger that can be read knows it."""
    try:
        ledger = Ledger.open_to_read(path)
    except StateError:
        return None
    try:
        row = ledger.find_file(key)
        return None if row is None or row.duplicate_of is None else ledger.entry(row.duplicate_of).key
    except StateError:
        return None
    finally:
        ledger.close()
