"""A folder of files, served on a real socket for as long as a test takes."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

from seedfeed.serve import Builds, Server, open_server

NOON = 1_767_614_400.0  # 2026-01-05T12:00:00Z
PAGE = "<!doctype html>\n<html>\n<head>\n<title>News</title>\n</head>\n<body>News</body>\n</html>\n"


class Reply(NamedTuple):
    """What came back, with header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


@contextmanager
def running(feeds: Path, builds: Builds | None = None) -> Iterator[Server]:
    """Serve a folder on a free port; its clock stands at noon."""
    with open_server(feeds, 0, clock=lambda: NOON, builds=builds) as server:
        thread = Thread(target=partial(server.serve_forever, poll_interval=0.01))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def ask(server: Server, path: str, headers: dict[str, str] | None = None, *, method: str = "GET") -> Reply:
    """Send one request on a connection of its own."""
    with closing(HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)) as connection:
        connection.request(method, path, headers=headers or {})
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, found, response.read())


Ask = Callable[..., Reply]


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    """FEEDS as a build leaves it, in little; beside it lies what must not be served."""
    feeds = tmp_path / "feeds"
    (feeds / "categories" / "politics").mkdir(parents=True)
    (feeds / "rss.xml").write_text("<rss>" + "news " * 100 + "</rss>")
    (feeds / "index.html").write_text(PAGE)
    (feeds / "categories" / "politics" / "index.html").write_text(PAGE)
    (feeds / "style.css").write_text("body { color: black }")
    (tmp_path / "secret.txt").write_text("secret")
    return feeds


@pytest.fixture
def server(feeds: Path) -> Iterator[Server]:
    """A server of FEEDS."""
    with running(feeds) as found:
        yield found


@pytest.fixture
def get(server: Server) -> Ask:
    """Ask the server."""
    return partial(ask, server)
