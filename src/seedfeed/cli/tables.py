"""Tables on standard output: with rich on a terminal, where it is installed, plain everywhere else.

Plain columns are aligned by what a terminal shows, not by characters: a Chinese one takes two columns, a
combining mark none (Unicode Standard Annex 11).
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple
from unicodedata import category, east_asian_width

from seedfeed.cli.messages import can_draw, wants_colour

_WIDEST = 72
_MOST_DRAWN = 1000  # rich takes 0.1 s for as many rows; nobody reads more of them for their colours
_WITHOUT_WIDTH = frozenset(["Mn", "Me", "Cf"])


class Table(NamedTuple):
    """What is to be shown.

    Attributes:
        wrapped: the heading of the column whose long cells go on below.
        cut: the heading of the column whose long cells end in `…`.
    """

    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    wrapped: str = ""
    cut: str = ""


def show_table(table: Table) -> None:
    """Print a table."""
    rows = [tuple(_show(cell) for cell in row) for row in table.rows]
    table = table._replace(rows=rows)
    if not (can_draw(sys.stdout) and len(rows) <= _MOST_DRAWN and _show_by_rich(table)):
        print("\n".join(draw_plain(table)))


def _show(cell: str) -> str:
    """Return a text that does nothing to a terminal."""
    return "".join(c if c.isprintable() else " " for c in cell)


def _show_by_rich(table: Table) -> bool:
    """Print a table with rich; tell whether that is installed."""
    try:
        from rich import box
        from rich.console import Console
        from rich.table import Table as RichTable
        from rich.text import Text
    except ImportError:
        return False
    drawn = RichTable(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, show_edge=False)
    for number, heading in enumerate(table.headings):
        drawn.add_column(
            heading,
            style="cyan" if number == 0 else None,
            overflow="ellipsis" if heading == table.cut else "fold",
            no_wrap=heading not in (table.wrapped, table.headings[-1]),
        )
    for row in table.rows:
        drawn.add_row(*map(Text, row))
    Console(file=sys.stdout, no_color=not wants_colour(sys.stdout), highlight=False).print(drawn)
    return True


# ---- plain ------------------------------------------------------------------------------------------


def draw_plain(table: Table) -> Iterator[str]:
    """Yield the lines of a table whose columns are as wide as their widest cell."""
    rows = [line for row in table.rows for line in _fold(table, row)]
    widths = [max(map(count_columns, column)) for column in zip(table.headings, *rows, strict=True)]
    ruler = tuple("-" * width for width in widths)
    for row in (table.headings, ruler, *rows):
        yield "  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _fold(table: Table, row: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a row as lines of the table."""
    cells = []
    for heading, cell in zip(table.headings, row, strict=True):
        whole = cut(cell, _WIDEST) if heading == table.cut else cell
        cells.append(wrap(cell, _WIDEST) if heading == table.wrapped else [whole])
    return zip_longest(*cells, fillvalue="")


def _pad(cell: str, width: int) -> str:
    return cell + " " * (width - count_columns(cell))


def count_columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_count_columns, text))


def _count_columns(character: str) -> int:
    if category(character) in _WITHOUT_WIDTH:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def cut(text: str, width: int) -> str:
    """Return a text that takes at most so many columns; `…` stands for what is missing."""
    if count_columns(text) <= width:
        return text
    return next(_pieces(text, width - 1)) + "…"


def wrap(text: str, width: int) -> list[str]:
    """Return a text in lines of at most so many columns, broken between words, at least one."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, width):
            longer = f"{lines[-1]} {piece}" if lines[-1] else piece
            if count_columns(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """Yield a word in pieces of at most so many columns; a mark stays with what it stands on."""
    piece, columns = "", 0
    for character in word:
        columns += _count_columns(character)
        if columns > width:
            yield piece
            piece, columns = "", _count_columns(character)
        piece += character
    yield piece
