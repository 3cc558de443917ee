"""The real articles that lie beside the project on our own machines, scored by their own judge.

They belong to their publishers and are no part of the project; where they are missing, this is skipped.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from seedfeed.cli import main
from tests.quality.scoring import load_floors

EVAL = Path(__file__).parents[3] / "shared" / "eval"
SETTINGS = """
limit = {limit}
content = "{content}"
duplicates = "keep"
categories.min_entries = 1000000
pages.entries = "none"
"""
LEFT_OUT = 3  # two pages of the set hold nothing
# The full text is wanted of pages only, where it is judged.
KINDS = {"txt": "excerpt", "md": "excerpt", "html": "full"}

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason=f"no real articles in {EVAL}")


def run_script(*arguments: str) -> None:
    """Run one of the set's own programs in its folder."""
    subprocess.run([sys.executable, *arguments], cwd=EVAL, check=True, capture_output=True, timeout=900)


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """Build feeds from all articles, as a user would, and return each group's measures."""
    folder = tmp_path_factory.mktemp("eval")
    run_script("export.py", "dev", str(folder / "all"))
    for kind, content in KINDS.items():
        seeds = folder / kind
        seeds.mkdir()
        files = sorted((folder / "all").glob(f"*.{kind}"))
        for file in files:
            file.rename(seeds / file.name)
        (seeds / "seedfeed.toml").write_text(SETTINGS.format(limit=len(files), content=content))
        assert main(["build", str(seeds), str(folder / "feeds" / kind), "-q"]) in {0, LEFT_OUT}
    found = folder / "scores.json"
    feeds = [str(folder / "feeds" / kind / "feed.json") for kind in KINDS]
    run_script("score.py", "dev", *feeds, "--json", str(found))
    groups = json.loads(found.read_text(encoding="utf-8"))
    return {f"{group}.{name}": share for group, row in groups.items() for name, (share, _) in row.items()}


@pytest.mark.parametrize(("measure", "floor"), sorted(load_floors("eval").items()))
def test_score_reaches_its_floor(measure: str, floor: float, scores: dict[str, float]) -> None:
    """Whoever makes it worse sees it here; of `leak`, the share of leaking summaries, less is better."""
    better = scores[measure] <= floor if measure.endswith("leak") else scores[measure] >= floor
    assert better, f"{measure}: {scores[measure]}, floor {floor}"
