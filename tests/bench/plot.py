"""The picture of a sitting: CPU seconds against number of articles. The same figures give the same bytes."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.report import FORM_NAMES
from tests.bench.sitting import FORMS, TOOLS, Sitting

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PANELS = {"cold": "first run", "unchanged": "nothing changed"}
_COLOURS = {"seedfeed": "#1b7837", "Hugo": "#c2185b", "limits": "#5f6368"}  # all three legible on white
_MARKERS = {"seedfeed": "o", "Hugo": "s", "limits": "^"}  # and without colour
_DASHES = {"front": "-", "text": ":"}
_STYLE: dict[Any, Any] = {  # matplotlib's own type lists every key there is
    "svg.hashsalt": "seedfeed",  # else the ids in the file are chance
    "svg.fonttype": "none",  # text stays text: a tenth of the size
    "font.size": 9,
    "axes.xmargin": 0.15,  # the numbers below two panels do not meet
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def draw_sitting(path: Path, sitting: Sitting) -> None:
    """Write the picture as SVG, on white, so that it can be read on a dark page too."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(8, 3.6), layout="constrained", facecolor="white")
        panels = figure.subplots(1, len(PANELS), sharey=True)
        for axes, phase in zip(panels, PANELS, strict=True):
            _draw_panel(axes, sitting, phase)
        panels[0].set_ylabel("CPU seconds")
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside right center", frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def _draw_panel(axes: "Axes", sitting: Sitting, phase: str) -> None:
    for form in FORMS:
        for tool in TOOLS:
            cpu_s = [sitting.find(tool, form, phase, articles).cost.cpu_s for articles in sitting.sizes]
            axes.plot(
                sitting.sizes,
                cpu_s,
                label=f"{tool}, {FORM_NAMES[form]}",
                color=_COLOURS[tool],
                marker=_MARKERS[tool],
                linestyle=_DASHES[form],
                markersize=4,
            )
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.minorticks_off()
    axes.set_xticks(sitting.sizes, [f"{articles:,}" for articles in sitting.sizes])
    axes.yaxis.set_major_formatter("{x:g}")
    axes.grid(visible=True, linewidth=0.4, color="#cccccc")
    axes.set_title(PANELS[phase], fontsize=10)
    axes.set_xlabel("articles")
