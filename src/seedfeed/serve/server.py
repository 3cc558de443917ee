"""HTTP/1.1 on a socket: one thread a connection, so that a slow client holds up nobody.

Python's http.server reads the requests; what they are answered with is made elsewhere.
"""

import errno
import logging
import re
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer

from msgspec.structs import replace

from seedfeed.errors import ConfigError
from seedfeed.serve.answer import Answer, answer_failure, answer_file, answer_script, answer_status
from seedfeed.serve.conditions import Conditions, accepts_gzip
from seedfeed.serve.folder import File, read_file
from seedfeed.serve.kinds import kind_of
from seedfeed.serve.reloading import BUILDS_PATH, SCRIPT, SCRIPT_PATH, Builds, add_script

HOST = "127.0.0.1"
_FREE_PORTS = range(8000, 65_535)  # what may be advised to somebody whose port is taken
_SILENCE_S = 10.0  # a connection on which nothing moves for so long is closed
_HEARTBEAT_S = 5.0  # how soon it is noticed that an open page is gone
_ORIGIN = re.compile(r"http://([^/?#]*)", re.IGNORECASE)
# Of any port, so that a tunnel from elsewhere works. A page of another site that has its name resolved to
# this machine (DNS rebinding) comes with that name.
_OWN_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?\Z", re.IGNORECASE | re.ASCII)

_LOG = logging.getLogger(__name__)


def open_server(
    feeds: Path, port: int, *, clock: Callable[[], float], builds: Builds | None = None
) -> "Server":
    """Return a server that listens already; port 0 is any that is free.

    Args:
        clock: seconds since 1970.
        builds: what open pages wait for; without it they are left as they are.

    Raises:
        ConfigError: the port is taken, or not ours to take.
    """
    try:
        return Server(feeds, port, clock, builds)
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        cause = "the port is taken" if error.errno == errno.EADDRINUSE else "the port is not yours to take"
        other = port + 1 if port in _FREE_PORTS else min(_FREE_PORTS)
        raise ConfigError(f"{HOST}:{port}", f"{cause}; name another, as with --port {other}") from error


class Server(ThreadingTCPServer):
    """Serves one folder, which need not be there yet.

    Not http.server's own server: that looks its name up in DNS when it starts.
    """

    allow_reuse_address = True  # a port that was left a moment ago
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, feeds: Path, port: int, clock: Callable[[], float], builds: Builds | None) -> None:
        self.feeds = feeds
        self.clock = clock
        self.builds = builds
        super().__init__((HOST, port), _Handler)

    @property
    def url(self) -> str:
        """The address of the folder."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - the parent's
        """Log what went wrong, unless it is that the client went away."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            _LOG.exception("this is a bug in seedfeed, please report it")


class _Handler(BaseHTTPRequestHandler):
    """Reads the requests of one connection and sends the answers."""

    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # http.server's own, 0.9, has no status
    timeout = _SILENCE_S
    server: Server

    def do_GET(self) -> None:
        """Answer a request for a file."""
        if not self._is_for_us():
            return
        path, _, query = self._target().partition("?")
        if path == BUILDS_PATH and self.server.builds is not None:
            self._stream(self.server.builds)
        else:
            self._send(self._find_answer(path, query))

    do_HEAD = do_GET  # noqa: N815 - http.server's name

    def _refuse(self) -> None:
        self.close_connection = True  # what the request carries is not read
        self._send(answer_status(HTTPStatus.METHOD_NOT_ALLOWED, ("Allow", "GET, HEAD")))

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = _refuse  # noqa: N815

    def _is_for_us(self) -> bool:
        """Refuse what has another host's name, or none where HTTP/1.1 wants one (RFC 9112 §3.2)."""
        hosts = self.headers.get_all("Host", [])
        origin = _ORIGIN.match(self.path)
        if len(hosts) > 1 or (not hosts and self.request_version >= "HTTP/1.1"):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return False
        named = [origin[1]] if origin else hosts  # the target's goes before the header's
        if not all(_OWN_HOST.match(name.strip()) for name in named):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return False
        return True

    def _target(self) -> str:
        """Return path and query, also of a target that is a whole address (RFC 9112 §3.2.2)."""
        return _ORIGIN.sub("", self.path, count=1) or "/"

    def _find_answer(self, path: str, query: str) -> Answer:
        if self.server.builds is not None and path == SCRIPT_PATH:
            return answer_script(SCRIPT)
        try:
            file = self._prepare(read_file(self.server.feeds, path))
        except IsADirectoryError:
            there = f"{path}/?{query}" if query else f"{path}/"
            return answer_status(HTTPStatus.MOVED_PERMANENTLY, ("Location", there))
        except OSError as error:
            return answer_failure(error)
        zipped = accepts_gzip(self._joined("Accept-Encoding") or "")
        return answer_file(file, self._conditions(), zipped=zipped, now_s=self.server.clock())

    def _prepare(self, file: File) -> File:
        builds = self.server.builds
        if builds is None or not kind_of(file.name).is_page:
            return file
        return replace(file, data=add_script(file.data, builds.current))

    def _conditions(self) -> Conditions:
        return Conditions(
            if_match=self._joined("If-Match"),
            if_none_match=self._joined("If-None-Match"),
            if_modified_since=self.headers.get("If-Modified-Since"),
            if_unmodified_since=self.headers.get("If-Unmodified-Since"),
        )

    def _joined(self, name: str) -> str | None:
        """Return a list that may be spread over several headers (RFC 9110 §5.3)."""
        values = self.headers.get_all(name)
        return None if values is None else ", ".join(values)

    def _send(self, answer: Answer) -> None:
        if self.headers.get("Content-Length") or self.headers.get("Transfer-Encoding"):
            self.close_connection = True  # else what the request carries would be the next one
        self._send_head(answer)
        if self.command != "HEAD" and answer.status != HTTPStatus.NOT_MODIFIED:
            self.wfile.write(answer.body)

    def _send_head(self, answer: Answer, *, has_length: bool = True) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if has_length and answer.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _stream(self, builds: Builds) -> None:
        """Tell an open page of every build, for as long as it listens."""
        self.close_connection = True
        headers = (("Content-Type", "text/event-stream"), ("Cache-Control", "no-store"))
        self._send_head(Answer(status=HTTPStatus.OK, headers=headers), has_length=False)
        told = ""
        while self.command != "HEAD":
            build = builds.wait_for_other(told, _HEARTBEAT_S)
            self.wfile.write(b":\n\n" if build == told else f"data: {build}\n\n".encode())
            told = build

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Say in one line what is wrong with a request, and read no other from this connection."""
        self.close_connection = True
        answer = answer_status(HTTPStatus(code))
        self._send_head(answer)
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def version_string(self) -> str:
        """Return our name; which version it is is nobody's business."""
        return "seedfeed"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002 - the parent's
        """Log an answer, with what was asked as it was written; no sign in it can forge a line."""
        _LOG.info("answered status=%d request=%r", code, self.requestline)

    def log_message(self, *_: object) -> None:
        """Log nothing else."""
