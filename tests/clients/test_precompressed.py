"""Packed copies as web servers send them by the printed configuration: what a reader gets, and when."""

import gzip
import tempfile
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from tests.clients.web_servers import WebServer, run_server
from tests.rules.site import article

UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}
# Debian's nginx has no module for Brotli.
PAIRS = [("nginx", "gzip"), ("caddy", "gzip"), ("caddy", "br"), ("apache", "gzip"), ("apache", "br")]


@pytest.fixture(params=PAIRS, ids="-".join)
def served(request: pytest.FixtureRequest) -> Iterator[tuple[WebServer, str]]:
    """A server of a site with packed copies, and what its reader unpacks."""
    server, coding = request.param
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # Apache does not serve as root
        with run_server(server, Path(name), settings="precompress = true\n") as web:
            yield web, coding


def test_reader_is_sent_the_sibling(served: tuple[WebServer, str]) -> None:
    """One that unpacks gets it, with the time of the file; 304 while it stands, then the next version."""
    web, coding = served
    feed = web.site.feeds / "atom.xml"
    first, plain = (web.get("atom.xml", Accept_Encoding=found) for found in (coding, "identity"))
    assert first.status == 200
    assert (first.headers["Content-Encoding"], plain.headers["Content-Encoding"]) == (coding, None)
    assert first.body == feed.with_name(f"atom.xml.{'gz' if coding == 'gzip' else coding}").read_bytes()
    assert UNPACK[coding](first.body) == plain.body == feed.read_bytes()
    assert first.headers["Last-Modified"] == plain.headers["Last-Modified"]
    web.site.build("--full")
    etag = first.headers["ETag"]
    assert web.get("atom.xml", Accept_Encoding=coding, If_None_Match=etag).status == 304
    web.site.write("a0.txt", article(0, topic="market"), age_s=10)
    web.site.build()
    second = web.get("atom.xml", Accept_Encoding=coding, If_None_Match=etag)
    assert (second.status, second.headers["Content-Encoding"]) == (200, coding)
    assert UNPACK[coding](second.body) == feed.read_bytes() != plain.body
    assert web.get("atom.xml", If_None_Match=plain.headers["ETag"]).status == 200
    etag = second.headers["ETag"]
    assert web.get("atom.xml", Accept_Encoding=coding, If_None_Match=etag).status == 304
