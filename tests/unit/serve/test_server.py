import gzip
import logging
import os
import socket
import struct
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from seedfeed.errors import ConfigError
from seedfeed.serve import Builds, Server, open_server
from seedfeed.serve import server as module
from tests.unit.serve.conftest import NOON, Ask, ask, running

GZIP = {"Accept-Encoding": "gzip"}


def send_raw(server: Server, request: bytes) -> bytes:
    """Send bytes that no library would, and return all that comes back."""
    with socket.create_connection(("127.0.0.1", server.server_address[1]), timeout=10) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


# ---- files ----------------------------------------------------------------------------------------


def test_file_comes_whole_with_what_readers_need(feeds: Path, get: Ask) -> None:
    """Type, length, both validators, and that everybody may read it and ask again."""
    os.utime(feeds / "rss.xml", (NOON - 60, NOON - 60))
    reply = get("/rss.xml")
    assert (reply.status, reply.body) == (200, (feeds / "rss.xml").read_bytes())
    tag = reply.headers.pop("etag")
    assert tag[0] == tag[-1] == '"'
    assert reply.headers.pop("date")
    assert reply.headers == {
        "server": "seedfeed",
        "content-type": "application/xml; charset=utf-8",
        "content-length": str(len(reply.body)),
        "last-modified": "Mon, 05 Jan 2026 11:59:00 GMT",
        "vary": "Accept-Encoding",
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
        "access-control-allow-origin": "*",
    }


def test_page_comes_with_a_policy_and_only_a_page(get: Ask) -> None:
    """No script but ours, and no foreign frame around it."""
    policy = get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "content-security-policy" not in get("/rss.xml").headers


def test_rfc9110_8_8_1_tag_changes_with_the_bytes_alone(feeds: Path, get: Ask) -> None:
    """Of one size and one time, two versions have two tags; touched, a file keeps its own."""
    path = feeds / "rss.xml"
    first = get("/rss.xml").headers["etag"]
    os.utime(path, (NOON - 5, NOON - 5))
    assert get("/rss.xml").headers["etag"] == first
    path.write_text(path.read_text().replace("news", "olds"))
    os.utime(path, (NOON - 5, NOON - 5))
    assert get("/rss.xml").headers["etag"] != first


def test_rfc9110_8_8_2_1_time_is_never_told_ahead(feeds: Path, get: Ask) -> None:
    """A build keeps a file's time a second ahead of its last; a date to come would not be heeded."""
    os.utime(feeds / "rss.xml", (NOON + 1, NOON + 1))
    assert get("/rss.xml").headers["last-modified"] == "Mon, 05 Jan 2026 12:00:00 GMT"


@pytest.mark.parametrize("accepting", [{}, GZIP], ids=["bare", "gzip"])
def test_unchanged_file_is_304_by_either_validator(get: Ask, accepting: dict[str, str]) -> None:
    """With what §15.4.5 asks for, and no byte of it; the same when it was sent zipped."""
    first = get("/rss.xml", accepting)
    for validator in (
        {"If-None-Match": f'"old", {first.headers["etag"]}'},
        {"If-Modified-Since": first.headers["last-modified"]},
    ):
        again = get("/rss.xml", accepting | validator)
        assert (again.status, again.body) == (304, b"")
        for name in ("etag", "cache-control", "vary", "last-modified"):
            assert again.headers[name] == first.headers[name]
        assert "content-type" not in again.headers


def test_tags_on_several_lines_are_one_list(server: Server, get: Ask) -> None:
    """Headers of one name count together (RFC 9110 §5.3)."""
    tag = get("/rss.xml").headers["etag"]
    lines = f'Host: localhost\r\nIf-None-Match: "old"\r\nIf-None-Match: {tag}\r\n'
    request = f"GET /rss.xml HTTP/1.1\r\n{lines}Connection: close\r\n\r\n"
    assert send_raw(server, request.encode()).startswith(b"HTTP/1.1 304 ")


def test_wrong_version_is_412(get: Ask) -> None:
    """Who asks for one version gets no other."""
    assert get("/rss.xml", {"If-Match": '"old"'}).status == 412


def test_zipped_form_is_another_with_a_tag_of_its_own(feeds: Path, get: Ask) -> None:
    """A cache that mixed them up would hand zipped bytes to who cannot read them."""
    bare, zipped = get("/rss.xml"), get("/rss.xml", GZIP)
    assert gzip.decompress(zipped.body) == bare.body == (feeds / "rss.xml").read_bytes()
    assert zipped.headers["content-encoding"] == "gzip"
    assert int(zipped.headers["content-length"]) == len(zipped.body) < len(bare.body)
    assert zipped.headers["vary"] == bare.headers["vary"] == "Accept-Encoding"
    assert zipped.headers["etag"] == bare.headers["etag"][:-1] + '-gz"'
    assert get("/rss.xml", {"If-None-Match": zipped.headers["etag"]}).status == 200
    assert get("/rss.xml", GZIP).body == zipped.body


def test_picture_is_not_zipped(feeds: Path, get: Ask) -> None:
    """It is small already."""
    (feeds / "logo.png").write_bytes(b"\x89PNG" * 100)
    reply = get("/logo.png", GZIP)
    assert "content-encoding" not in reply.headers
    assert "vary" not in reply.headers


@pytest.mark.parametrize("path", ["/rss.xml", "/", "/none.xml", "/categories"])
@pytest.mark.parametrize("accepting", [{}, GZIP], ids=["bare", "gzip"])
def test_head_is_get_without_a_body(get: Ask, path: str, accepting: dict[str, str]) -> None:
    """The same status and headers, the length too."""
    asked, full = get(path, accepting, method="HEAD"), get(path, accepting)
    assert asked.body == b""
    dated = {"date": "now"}
    assert (asked.status, asked.headers | dated) == (full.status, full.headers | dated)


def test_empty_file_is_served(feeds: Path, get: Ask) -> None:
    """Nothing is an answer too."""
    (feeds / "empty.txt").touch()
    assert (get("/empty.txt").status, get("/empty.txt").body) == (200, b"")


@pytest.mark.parametrize(
    ("path", "there"),
    [("/categories", "/categories/"), ("/categories/politics?a=/b", "/categories/politics/?a=/b")],
)
def test_folder_moves_to_its_slash(get: Ask, path: str, there: str) -> None:
    """The page's relative addresses work only there."""
    reply = get(path)
    assert (reply.status, reply.headers["location"]) == (301, there)


@pytest.mark.parametrize("path", ["//evil.example/..", "//categories", "/\\evil.example"])
def test_nobody_is_sent_to_another_host(server: Server, path: str) -> None:
    """`Location: //host/` would lead away."""
    answer = send_raw(server, f"GET {path} HTTP/1.0\r\n\r\n".encode())
    assert b"location: //" not in answer.lower()
    assert b"location: /\\" not in answer.lower()


def test_query_does_not_matter(get: Ask) -> None:
    """Some readers add one to get past caches."""
    assert get("/rss.xml?now=1&path=../x").status == 200


def test_missing_file_is_one_line(get: Ask) -> None:
    """Plain text, and nothing of what was asked in it."""
    reply = get("/<script>alert(1)</script>.html")
    assert (reply.status, reply.body) == (404, b"404 Not Found\n")
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"


def test_folder_without_a_page_is_not_listed(feeds: Path, get: Ask) -> None:
    """What lies in it is known only from the pages."""
    (feeds / "archive").mkdir()
    assert get("/archive/").status == 404


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_forbidden_file_is_403(feeds: Path, get: Ask) -> None:
    """A web server would not be allowed either."""
    (feeds / "rss.xml").chmod(0)
    assert get("/rss.xml").status == 403


def test_virtual_folder_is_not_there_without_watch(get: Ask) -> None:
    """No page loads a script that FEEDS has not."""
    assert get("/.seedfeed/reload.js").status == get("/.seedfeed/builds").status == 404
    assert b"script" not in get("/").body


# ---- requests -------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_rfc9110_15_5_6_other_methods_are_refused(get: Ask, method: str) -> None:
    """With those that are not."""
    reply = get("/rss.xml", method=method)
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST", "[::1]:{port}", "localhost:9000"]
)
def test_own_names_are_answered(server: Server, get: Ask, host: str) -> None:
    """Also those that a tunnel comes with."""
    assert get("/rss.xml", {"Host": host.format(port=server.server_address[1])}).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        "a@localhost",
    ],
)
def test_foreign_name_is_not_answered(get: Ask, host: str) -> None:
    """A site whose name leads here (DNS rebinding) cannot read what is not public yet."""
    assert get("/rss.xml", {"Host": host}).status == 421


@pytest.mark.parametrize(
    ("request_head", "status"),
    [
        (b"GET /rss.xml HTTP/1.1\r\n", b"400"),
        (b"GET /rss.xml HTTP/1.0\r\n", b"200"),
        (b"GET /rss.xml HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n", b"400"),
        (b"GET http://localhost/rss.xml HTTP/1.1\r\nHost: localhost\r\n", b"200"),
        (b"GET http://localhost HTTP/1.1\r\nHost: localhost\r\n", b"200"),
        (b"GET http://evil.example/rss.xml HTTP/1.1\r\nHost: localhost\r\n", b"421"),
        (b"GET rss.xml HTTP/1.1\r\nHost: localhost\r\n", b"404"),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n", b"405"),
        (b"BREW /rss.xml HTTP/1.1\r\nHost: localhost\r\n", b"501"),
        (b"GET /rss.xml HTTP/3.0\r\nHost: localhost\r\n", b"505"),
        (b"GET /rss.xml HTTP/one\r\nHost: localhost\r\n", b"400"),
        (b"GET / rss.xml HTTP/1.1\r\nHost: localhost\r\n", b"400"),
        (b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 70_000 + b"\r\n", b"431"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: 1\r\n" * 200, b"431"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS hello\r\n", b"400"),
        (b"GET /\xff\xfe\x00 HTTP/1.1\r\nHost: localhost\r\n", b"404"),
        (b"GET /%ZZ%\x01 HTTP/1.1\r\nHost: localhost\r\n", b"404"),
    ],
)
def test_odd_request_has_a_right_answer(server: Server, request_head: bytes, status: bytes) -> None:
    """One status line, and no bug of ours."""
    answer = send_raw(server, request_head + b"Connection: close\r\n\r\n")
    assert answer.split(b" ")[1] == status
    assert answer.count(b"HTTP/1.1 ") == 1


def test_connection_is_kept(server: Server, get: Ask) -> None:
    """One connection, many requests: lengths are right whatever the status."""
    tag = get("/").headers["etag"]
    with closing(HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)) as connection:
        connection.connect()
        first = connection.sock
        statuses = []
        for path, headers, method in (
            ("/rss.xml", GZIP, "GET"),
            ("/", {"If-None-Match": tag}, "GET"),
            ("/none", {}, "GET"),
            ("/rss.xml", {}, "HEAD"),
            ("/categories", {}, "GET"),
            ("/style.css", {}, "GET"),
        ):
            connection.request(method, path, headers=headers)
            response = connection.getresponse()
            statuses.append(response.status)
            body = response.read()
        assert statuses == [200, 304, 404, 200, 301, 200]
        assert body == b"body { color: black }"
        assert connection.sock is first


def test_body_of_a_request_is_not_the_next_request(server: Server) -> None:
    """Else one that another program made could carry a second one (request smuggling)."""
    inner = b"GET /style.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for method in (b"GET", b"POST"):
        head = method + b" /rss.xml HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(inner)
        answer = send_raw(server, head + inner)
        assert answer.count(b"HTTP/1.1 ") == 1
        assert b"\r\nConnection: close\r\n" in answer


def test_slow_client_holds_up_nobody(server: Server, get: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others are answered meanwhile, and one on which nothing moves is let go."""
    assert module._Handler.timeout == 10
    monkeypatch.setattr(module._Handler, "timeout", 0.2)
    address = ("127.0.0.1", server.server_address[1])
    with socket.create_connection(address, timeout=10) as slow:
        slow.sendall(b"GET /rss")
        assert get("/rss.xml").status == 200
        assert slow.recv(1) == b""


def test_client_that_goes_away_is_no_bug(
    feeds: Path, server: Server, get: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    """Readers are switched off at any moment; no traceback."""
    (feeds / "large.txt").write_bytes(b"x" * 20_000_000)
    for _ in range(3):
        address = ("127.0.0.1", server.server_address[1])
        with socket.create_connection(address, timeout=10) as gone:
            gone.sendall(b"GET /large.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
            gone.recv(1)
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
    assert get("/rss.xml").status == 200
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_bug_of_ours_is_logged_and_the_next_request_answered(
    server: Server, get: Ask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server stays."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(module, "read_file", fail)
        assert send_raw(server, b"GET / HTTP/1.0\r\n\r\n") == b""
    assert get("/").status == 200
    assert "this is a bug in seedfeed" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_answers_are_logged_a_line_each(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    """With -v they are printed; control characters come as escapes."""
    caplog.set_level(logging.INFO)
    send_raw(server, b"GET /a\x1b[31m\rb HTTP/1.0\r\n\r\n")
    send_raw(server, b"GET /rss.xml HTTP/1.0\r\n\r\n")
    assert caplog.messages == [
        r"answered status=400 request='GET /a\x1b[31m\rb HTTP/1.0'",
        "answered status=200 request='GET /rss.xml HTTP/1.0'",
    ]


# ---- opening --------------------------------------------------------------------------------------


def test_taken_port_is_told_with_another(feeds: Path, server: Server) -> None:
    """The command line is to be changed, so it is an error of that kind."""
    port = server.server_address[1]
    with pytest.raises(ConfigError, match=rf"^127\.0\.0\.1:{port}: the port is taken; .*--port {port + 1}$"):
        open_server(feeds, port, clock=lambda: NOON)


def test_only_this_machine_is_listened_to(server: Server) -> None:
    """Not the network."""
    assert server.socket.getsockname()[0] == "127.0.0.1"
    assert server.url == f"http://127.0.0.1:{server.server_address[1]}/"


# ---- open pages -----------------------------------------------------------------------------------


def test_page_carries_the_script_and_nothing_else_does(feeds: Path) -> None:
    """Served, never written; a new build makes a new page of the same file."""
    builds = Builds()
    with running(feeds, builds) as server:
        first = ask(server, "/", GZIP)
        script = f'<head><script src="/.seedfeed/reload.js?build={builds.current}"></script>\n'
        assert script.encode() in gzip.decompress(first.body)
        assert b"<script" not in (feeds / "index.html").read_bytes()
        assert b"<script" not in ask(server, "/rss.xml").body
        known = {"If-None-Match": first.headers["etag"]} | GZIP
        assert ask(server, "/", known).status == 304
        builds.announce()
        assert ask(server, "/", known).status == 200
        loaded = ask(server, "/.seedfeed/reload.js?build=1")
        assert loaded.headers["content-type"] == "text/javascript; charset=utf-8"
        assert b"EventSource" in loaded.body
        assert ask(server, "/.seedfeed/other").status == 404


def test_open_page_hears_of_the_next_build(feeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once it hears which one there is; then each new one; a heartbeat shows whether it is still there."""
    monkeypatch.setattr(module, "_HEARTBEAT_S", 0.05)
    builds = Builds()
    with (
        running(feeds, builds) as server,
        closing(HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)) as connection,
    ):
        connection.request("GET", "/.seedfeed/builds")
        with connection.getresponse() as stream:
            assert stream.getheader("Content-Type") == "text/event-stream"
            assert stream.getheader("Access-Control-Allow-Origin") is None
            assert stream.readline() == f"data: {builds.current}\n".encode()
            assert [stream.readline(), stream.readline()] == [b"\n", b":\n"]
            builds.announce()
            heard = iter(stream.readline, b"")
            told = next(line for line in heard if line.startswith(b"data"))
            assert told == f"data: {builds.current}\n".encode()


def test_stream_has_a_head(feeds: Path) -> None:
    """HEAD does not wait."""
    with running(feeds, Builds()) as server:
        assert ask(server, "/.seedfeed/builds", method="HEAD").status == 200
