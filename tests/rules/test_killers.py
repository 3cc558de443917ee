"""An article that kills the process which reads it, as a fault in a library would, is left out and named."""

from pathlib import Path

import pytest

from tests.rules.site import EPOCH, Site, article

# Loaded by every process of Python: reading this one article is its end.
FAULT = """\
import os, signal
import seedfeed.examine as examine

parse_article = examine.parse_article

def parse_or_die(loaded):
    if b"DEADLY" in loaded.content:
        os.kill(os.getpid(), signal.SIGKILL)
    return parse_article(loaded)

examine.parse_article = parse_or_die
"""


@pytest.fixture
def fault(tmp_path: Path) -> dict[str, str]:
    """The environment in which that happens."""
    (tmp_path / "sitecustomize.py").write_text(FAULT)
    return {"PYTHONPATH": str(tmp_path)}


def test_killer_among_many_is_left_out_and_named(site: Site, fault: dict[str, str]) -> None:
    """Its process is replaced, and all others are published."""
    site.fill(600)
    site.write("killer.txt", "DEADLY\n\n" + article(7))
    done = site.build("--jobs", "2", code=3, env=fault, at=EPOCH)
    assert done.stderr.count("\n") == 1
    assert "seeds/killer.txt: kills the process that reads it" in done.stderr
    assert "600 new, 1 left out" in done.stdout
    again = site.build("--jobs", "2", code=3, env=fault, at=EPOCH + 60)
    assert (again.stdout, again.stderr) == ("", "")


def test_killer_of_a_small_run_kills_it_once(site: Site, fault: dict[str, str]) -> None:
    """The next one knows, has it read by another process, and publishes the rest."""
    site.fill(3)
    site.write("killer.txt", "DEADLY\n\n" + article(7))
    site.build(code=-9, env=fault, at=EPOCH)
    done = site.build(code=3, env=fault, at=EPOCH + 60)
    assert "seeds/killer.txt: kills the process that reads it" in done.stderr
    assert "3 new, 1 left out" in done.stdout
    assert site.build(code=3, env=fault, at=EPOCH + 120).stderr == ""
    site.write("killer.txt", article(7))
    assert "1 new" in site.build(env=fault, at=EPOCH + 180).stdout


def test_processes_change_no_byte(site: Site) -> None:
    """Where articles are read must not be seen in the result."""
    site.fill(600)
    site.build("--jobs", "1", at=EPOCH)
    before = site.published_bytes()
    site.build("--jobs", "3", "--full", at=EPOCH)
    assert site.published_bytes() == before
