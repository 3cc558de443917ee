"""What was understood of one article, and why: its evidence, then its lines with what each was taken for."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap

from seedfeed.config import Config
from seedfeed.errors import ArticleError, StateError
from seedfeed.model import Evidence, Problem
from seedfeed.read import find_sidecar, is_mailbox, list_subjects, read_article
from seedfeed.state import LEDGER_NAME, Ledger
from seedfeed.understanding import sort_lines, understand

_HEADINGS = ("field", "value", "rule", "line")
_LINE_HEADINGS = ("line", "kind", "rule", "text")
_WIDEST = 72


def explain_file(file: Path, seeds: Path, config: Config, state: Path | None = None) -> str:
    """Return an article's evidence and its lines as tables; of a mailbox which messages may be asked for.

    Args:
        seeds: the folder that the article's key is relative to; absolute.
        state: the folder of the ledger, which knows of copies; it need not be there.

    Raises:
        ArticleError: it cannot be read or understood.
    """
    key = file.absolute().relative_to(seeds).as_posix()
    if is_mailbox(key):
        messages = list_subjects(seeds, key)
        named = [(f"{file}{found.removeprefix(key)}", _shorten(subject)) for found, subject in messages]
        return _draw(("message", "subject"), named)
    article = read_article(seeds, key, find_sidecar(seeds, key))
    draft = understand(article, config)
    if isinstance(draft, Problem):
        raise ArticleError(str(file), draft.what)
    rows = [row for found in draft.evidence if found.field != "furniture" for row in _tell(found)]
    original = None if state is None else _find_original(state / LEDGER_NAME, key)
    if original is not None:
        rows.append(("duplicate", f"same article as {original}, left out", "ledger", ""))
    lines: list[tuple[str, ...]] = [
        (str(mark.number), mark.kind, mark.rule, _shorten(mark.value)) for mark in sort_lines(article)
    ]
    return f"{_draw(_HEADINGS, rows)}\n\n{_draw(_LINE_HEADINGS, lines)}"


def _tell(found: Evidence) -> Iterator[tuple[str, ...]]:
    """Yield a finding as rows; what takes more than one line goes on below."""
    first, *more = wrap(_show(found.value), _WIDEST) or [""]
    yield found.field, first, found.rule, "" if found.line is None else str(found.line)
    yield from (("", line, "", "") for line in more)


def _draw(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table whose columns are as wide as their widest cell."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    ruler = tuple("-" * width for width in widths)
    return "\n".join(_align(row, widths) for row in (headings, ruler, *rows))


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


def _align(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _show(value: str) -> str:
    """Return a text that does nothing to a terminal."""
    return "".join(c if c.isprintable() else " " for c in value)


def _shorten(value: str) -> str:
    shown = _show(value)
    return shown if len(shown) <= _WIDEST else f"{shown[: _WIDEST - 1]}…"
