"""A site that is served while it is built and rebuilt."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.servers import SERVERS, WebServer
from tests.clients.shelf import build_shelf
from tests.rules.site import Site


@pytest.fixture(autouse=True, scope="session")
def no_proxy() -> Iterator[None]:
    """Readers talk to 127.0.0.1 themselves, whatever the machine's settings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        patch.setenv("no_proxy", "127.0.0.1")
        yield


@pytest.fixture(scope="session", params=SERVERS)
def running_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WebServer]:
    """Each web server, started once; pytest runs all tests with one before those with the other."""
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as server:
        yield server


@pytest.fixture
def server(running_server: WebServer, tmp_path: Path) -> WebServer:
    """A server of the site's FEEDS."""
    running_server.show(tmp_path / "site" / "feeds")
    return running_server


@pytest.fixture
def site(server: WebServer, tmp_path: Path) -> Site:
    """A site with its first edition published, at the server's address."""
    return build_shelf(tmp_path / "site", server)
