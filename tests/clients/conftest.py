"""A site that is served while it is built and rebuilt."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.server import FeedServer, serve
from tests.clients.shelf import build_shelf
from tests.rules.site import Site


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers talk to 127.0.0.1 themselves, whatever the machine's settings."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FeedServer]:
    """A server of the site's FEEDS."""
    with serve(tmp_path / "site" / "feeds") as found:
        yield found


@pytest.fixture
def site(server: FeedServer, tmp_path: Path) -> Site:
    """A site with its first edition published, at the server's address."""
    return build_shelf(tmp_path / "site", server)
