"""The figures of a sitting as tables: aligned for a terminal, or as the Markdown that README shows."""

from collections.abc import Callable, Iterable, Iterator

from tests.bench.sitting import FORMS, PHASES, TOOLS, Row, Sitting

FORM_NAMES = {"front": "front matter", "text": "scraped text"}
_HEAD = (
    "form",
    "run",
    "articles",
    *TOOLS,
    "to Hugo",
    "to limits",
    "wall s",
    "MiB",
    "files written",
)
_GROWTH_HEAD = ("form", "run", *TOOLS)
Table = list[tuple[str, ...]]


def format_number(number: float) -> str:
    """Return a number with as many digits as it can carry: three, or none behind the point from 100 on."""
    places = 3 if number < 1 else 2 if number < 10 else 1 if number < 100 else 0
    return f"{number:.{places}f}"


def tabulate_costs(sitting: Sitting) -> Table:
    """Return a line for each form, phase and size; pairs are seedfeed / Hugo."""
    lines = [
        _cost_line(*(sitting.find(tool, form, phase, articles) for tool in TOOLS))
        for form in FORMS
        for phase in PHASES
        for articles in sitting.sizes
    ]
    return [_HEAD, *lines]


def _cost_line(ours: Row, hugo: Row, limits: Row) -> tuple[str, ...]:
    cpu_s = [row.cost.cpu_s for row in (ours, hugo, limits)]
    return (
        FORM_NAMES[ours.form],
        ours.phase,
        f"{ours.articles:,}",
        *(format_number(seconds) for seconds in cpu_s),
        *(format_number(cpu_s[0] / other) for other in cpu_s[1:]),
        " / ".join(format_number(row.cost.wall_s) for row in (ours, hugo)),
        " / ".join(f"{row.cost.rss_mib:.0f}" for row in (ours, hugo)),
        " / ".join(f"{row.written:,} of {row.files:,}" for row in (ours, hugo)),
    )


def tabulate_growth(sitting: Sitting) -> Table:
    """Return by which factor the CPU grows from the smallest size to the largest."""
    least, most = sitting.sizes[0], sitting.sizes[-1]

    def growth(tool: str, form: str, phase: str) -> str:
        small, large = (sitting.find(tool, form, phase, articles).cost.cpu_s for articles in (least, most))
        return format_number(large / small)

    lines = [
        (FORM_NAMES[form], phase, *(growth(tool, form, phase) for tool in TOOLS))
        for form in FORMS
        for phase in PHASES
    ]
    return [_GROWTH_HEAD, *lines]


def format_aligned(table: Table) -> str:
    """Return a table for a terminal: words to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in table
    )


def format_markdown(table: Table) -> str:
    """Return a table as Markdown."""
    rule = tuple("---" if column < 2 else "---:" for column in range(len(table[0])))
    return "\n".join(f"| {' | '.join(line)} |" for line in (table[0], rule, *table[1:]))


def format_report(sitting: Sitting, *, markdown: bool) -> str:
    """Return everything a sitting found."""
    return "\n\n".join(_parts(sitting, format_markdown if markdown else format_aligned))


def _parts(sitting: Sitting, format_table: Callable[[Table], str]) -> Iterator[str]:
    versions = _join(sitting.versions.items())
    yield f"{sitting.date}; {sitting.machine}; {versions}."
    yield f"CPU seconds, medians of {sitting.runs} runs; pairs are seedfeed / Hugo:"
    yield format_table(tabulate_costs(sitting))
    if len(sitting.sizes) > 1:
        yield f"From {sitting.sizes[0]:,} to {sitting.sizes[-1]:,} articles the CPU grows by a factor of:"
        yield format_table(tabulate_growth(sitting))
    started = _join((f"`{name}`", format_number(seconds)) for name, seconds in sitting.start.items())
    yield f"CPU seconds only to start: {started}."


def _join(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{name} {value}" for name, value in pairs)
