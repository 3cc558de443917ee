"""The edition that everything here judges, published once."""

import pytest

from tests.conformance.edition import FEEDS, Edition


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """A rich site, published."""
    return Edition(tmp_path_factory.mktemp("conformance"))


@pytest.fixture(params=FEEDS, ids=lambda path: path or "head")
def feed(request: pytest.FixtureRequest) -> str:
    """The folder of one feed."""
    path: str = request.param
    return path
