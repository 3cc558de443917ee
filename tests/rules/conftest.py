"""A fresh site for every test."""

from pathlib import Path

import pytest

from tests.rules.site import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An empty site with an address."""
    return Site(tmp_path / "site")
