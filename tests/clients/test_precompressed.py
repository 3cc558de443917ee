"""Real web servers send the siblings: the right bytes, one time for all, and 304 until something changes."""

import gzip
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import brotli
import pytest

from tests.rules.site import EPOCH, Site, article

DEADLINE_S = 20
NGINX = """\
daemon off;
master_process off;
pid {folder}/pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
    uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
    server {{ listen 127.0.0.1:{port}; root {feeds}; gzip_static on; }}
}}
"""
CADDY = """\
{{
    admin off
    auto_https off
}}
http://127.0.0.1:{port} {{
    root * {feeds}
    file_server {{
        precompressed br gzip
    }}
}}
"""
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


class Answer(NamedTuple):
    """What a server said."""

    status: int
    coding: str | None
    etag: str
    modified: str | None
    body: bytes


def ask(port: int, coding: str, etag: str = "") -> Answer:
    """Ask for the Atom feed in a coding, unless it is the version of that ETag."""
    headers = {"Accept-Encoding": coding} | ({"If-None-Match": etag} if etag else {})
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=DEADLINE_S)
    connection.request("GET", "/atom.xml", headers=headers)
    got = connection.getresponse()
    answer = Answer(
        got.status,
        got.headers["Content-Encoding"],
        got.headers["ETag"],
        got.headers["Last-Modified"],
        got.read(),
    )
    connection.close()
    return answer


@contextmanager
def run(server: str, feeds: Path, folder: Path) -> Iterator[int]:
    """Run a web server on a folder and yield its port."""
    program = shutil.which(server, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    if program is None and not os.environ.get("CI"):
        pytest.skip(f"apt install {server}")
    assert program is not None, f"apt install {server}"
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    settings = folder / "settings"
    text = NGINX if server == "nginx" else CADDY
    settings.write_text(text.format(folder=folder, feeds=feeds, port=port))
    options = ["-p", str(folder), "-e", "stderr", "-c", str(settings)] if server == "nginx" else []
    options = options or ["run", "--adapter", "caddyfile", "--config", str(settings)]
    home = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen([program, *options], stdout=out, stderr=out, env=home)
    try:
        wait_for(port, process, log)
        yield port
    finally:
        process.terminate()
        process.wait(DEADLINE_S)


def wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until a server answers."""
    deadline = time.monotonic() + DEADLINE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.02)
        else:
            return


@pytest.mark.parametrize(("server", "coding"), [("nginx", "gzip"), ("caddy", "gzip"), ("caddy", "br")])
def test_reader_is_sent_the_sibling(tmp_path: Path, server: str, coding: str) -> None:
    """One that unpacks gets it, with the time of the file; 304 while it stands, then the next version."""
    site = Site(tmp_path / "site")
    site.configure('precompress = true\n[site]\nurl = "https://news.example/"\n')
    site.fill(3)
    site.build(at=EPOCH)
    folder = tmp_path / "server"
    folder.mkdir()
    with run(server, site.feeds, folder) as port:
        first, plain = ask(port, coding), ask(port, "identity")
        assert (first.status, first.coding, plain.coding) == (200, coding, None)
        assert UNPACK[coding](first.body) == plain.body == (site.feeds / "atom.xml").read_bytes()
        assert first.modified == plain.modified
        site.build("--full", at=EPOCH + 60)
        assert ask(port, coding, first.etag).status == 304
        site.write("a0.txt", article(0, topic="market"), age_s=10)
        site.build(at=EPOCH + 120)
        second = ask(port, coding, first.etag)
        assert (second.status, second.coding) == (200, coding)
        assert UNPACK[coding](second.body) == (site.feeds / "atom.xml").read_bytes() != plain.body
        assert ask(port, "identity", plain.etag).status == 200
        assert ask(port, coding, second.etag).status == 304
