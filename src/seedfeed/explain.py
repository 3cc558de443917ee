"""What was understood of one article, and why: a table of its evidence."""

from pathlib import Path

from seedfeed.config import Config
from seedfeed.errors import ArticleError, StateError
from seedfeed.model import Problem
from seedfeed.read import find_sidecar, read_article
from seedfeed.state import LEDGER_NAME, Ledger
from seedfeed.understand import understand

_HEADINGS = ("field", "value", "rule", "line")
_WIDEST = 72


def explain_file(file: Path, seeds: Path, config: Config, state: Path | None = None) -> str:
    """Return an article's evidence as an aligned table.

    Args:
        seeds: the folder that the article's key is relative to; absolute.
        state: the folder of the ledger, which knows of copies; it need not be there.

    Raises:
        ArticleError: it cannot be read or understood.
    """
    key = file.absolute().relative_to(seeds).as_posix()
    article = read_article(seeds, key, find_sidecar(seeds, key))
    draft = understand(article, config)
    if isinstance(draft, Problem):
        raise ArticleError(str(file), draft.what)
    rows = [
        (found.field, _shorten(found.value), found.rule, "" if found.line is None else str(found.line))
        for found in draft.evidence
    ]
    original = None if state is None else _find_original(state / LEDGER_NAME, key)
    if original is not None:
        rows.append(("duplicate", f"same article as {original}, left out", "ledger", ""))
    widths = [max(len(row[column]) for row in (_HEADINGS, *rows)) for column in range(len(_HEADINGS))]
    ruler = tuple("-" * width for width in widths)
    return "\n".join(_align(row, widths) for row in (_HEADINGS, ruler, *rows))


def _find_original(path: Path, key: str) -> str | None:
    """Return the file that a copy is left out for, as far as a ledger that can be read knows it."""
    try:
        ledger = Ledger.open_to_read(path)
    except StateError:
        return None
    try:
        row = ledger.files().get(key)
        return None if row is None or row.duplicate_of is None else ledger.entry(row.duplicate_of).key
    except StateError:
        return None
    finally:
        ledger.close()


def _align(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _shorten(value: str) -> str:
    shown = "".join(c if c.isprintable() else " " for c in value)
    return shown if len(shown) <= _WIDEST else f"{shown[: _WIDEST - 1]}…"
