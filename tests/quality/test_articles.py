"""The articles written for these tests, scored against floors that nobody lowers."""

from typing import TYPE_CHECKING

import pytest

from tests.quality.scoring import Judgement, judge, load_cases, load_floors, shares

if TYPE_CHECKING:
    from pathlib import Path

CASES = load_cases()
FLOORS = load_floors("articles")


@pytest.fixture(scope="module")
def judgements(tmp_path_factory: pytest.TempPathFactory) -> list[Judgement]:
    """Return every answer to every article."""
    folder: Path = tmp_path_factory.mktemp("seeds")
    return [judgement for case in CASES for judgement in judge(case, folder)]


@pytest.mark.parametrize("measure", sorted(FLOORS))
def test_share_of_right_answers_reaches_its_floor(measure: str, judgements: list[Judgement]) -> None:
    """Whoever makes it worse sees which articles, and what was found in them."""
    wrong = [f"{j.case}: {j.found}" for j in judgements if j.measure == measure and not j.right]
    assert shares(judgements)[measure] >= FLOORS[measure], "\n".join(wrong)


def test_every_measure_has_a_floor(judgements: list[Judgement]) -> None:
    """What nobody looks at gets worse."""
    assert shares(judgements).keys() == FLOORS.keys()


def test_articles_are_many_and_of_many_languages() -> None:
    """Each tries a rule of its own, under a name of its own."""
    assert len(CASES) >= 100
    assert len({case.name for case in CASES}) == len(CASES)
    assert len({case.rule for case in CASES}) == len(CASES)
    assert len({case.language for case in CASES if case.language}) >= 12
