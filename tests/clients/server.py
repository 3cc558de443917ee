"""A static web server on 127.0.0.1, as nginx would serve FEEDS: types, Last-Modified, ETag, 304."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO


class Handler(SimpleHTTPRequestHandler):
    """Serves files with an ETag of size and whole seconds, which is nginx's, and keeps a log."""

    extensions_map = {  # noqa: RUF012 - the parent's is a dict too
        **SimpleHTTPRequestHandler.extensions_map,
        ".xml": "application/xml",
        ".json": "application/feed+json",
    }
    server: "FeedServer"

    def _etag(self) -> str | None:
        try:
            found = Path(self.translate_path(self.path)).stat()
        except OSError:
            return None
        return f'"{int(found.st_mtime):x}-{found.st_size:x}"'

    def end_headers(self) -> None:
        """Add the ETag to what the parent sends."""
        etag = self._etag()
        if etag is not None:
            self.send_header("ETag", etag)
        super().end_headers()

    def send_head(self) -> BinaryIO | None:
        """Answer 304 to a reader that has this version; If-None-Match goes first (RFC 9110 §13.2.2)."""
        wanted = self.headers.get("If-None-Match")
        if wanted is None:
            return super().send_head()
        if wanted == self._etag():
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.end_headers()
            return None
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002 - the parent's
        """Keep path and status."""
        self.server.log.append((self.path, int(code)))

    def log_message(self, *_: object) -> None:
        """Print nothing."""


class FeedServer(ThreadingHTTPServer):
    """Serves one folder and remembers what was asked for, as (path, status)."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.log: list[tuple[str, int]] = []

    @property
    def url(self) -> str:
        """The address of the folder."""
        return f"http://127.0.0.1:{self.server_port}/"

    def answers(self) -> list[tuple[str, int]]:
        """Return what was answered since the last call."""
        found, self.log = self.log, []
        return found


@contextmanager
def serve(folder: Path) -> Iterator[FeedServer]:
    """Serve a folder, which need not exist yet."""
    with FeedServer(folder) as server:
        thread = Thread(target=partial(server.serve_forever, poll_interval=0.01))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
