"""What `seedfeed hosting` prints, in the real servers: types, validators, 304, packed files, headers."""

import gzip
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import brotli
import pytest

from seedfeed.hosting import MAX_AGE_S, POLICY, STATIC_MAX_AGE_S
from tests.clients.web_servers import (
    WRAPS,
    Answer,
    WebServer,
    free_port,
    print_hosting,
    run_server,
    wrap_apache,
)
from tests.rules.site import EPOCH, Site, article

SERVERS = ["nginx", "caddy", "apache"]
SIGNS = ["a b", 'a"b', "a'b", "a$b${c", "a%41b%", "a#b;c", "größe日", "a{b}", "a*b[c]?", "a\\b", "a\\"]
PATHS = ["/", "/deep/née news/"]
XML = "application/xml; charset=utf-8"
TYPES = {
    "rss.xml": XML,
    "atom.xml": XML,
    "feed.json": "application/feed+json",
    "feeds.opml": "text/x-opml; charset=utf-8",
    "index.html": "text/html; charset=utf-8",
    "": "text/html; charset=utf-8",
    "sources/the-town-crier/": "text/html; charset=utf-8",
    "sources/the-town-crier/atom.xml": XML,
    "style.css": "text/css; charset=utf-8",
    "copy.js": "text/javascript; charset=utf-8",
}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may read: Apache does not serve as root, and pytest's own are closed."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module", params=[(name, path) for name in SERVERS for path in PATHS], ids=str)
def web(request: pytest.FixtureRequest) -> Iterator[WebServer]:
    """Each server, with FEEDS at the top of its host and below a path."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        with run_server(request.param[0], Path(name), request.param[1]) as server:
            yield server


def pack(web: WebServer, name: str, ending: str) -> Path:
    """Put a packed file beside a published one, as it was when that was written."""
    source = web.site.feeds / name
    data = source.read_bytes()
    packed = source.with_name(f"{source.name}.{ending}")
    packed.write_bytes(gzip.compress(data, mtime=0) if ending == "gz" else brotli.compress(data))
    os.utime(packed, ns=(source.stat().st_mtime_ns, source.stat().st_mtime_ns))
    return packed


def varies(web: WebServer, answer: Answer) -> bool:
    """Tell whether a cache learns that there is the same in another encoding.

    Caddy says so of packed answers alone; a cache then gives the others to all, who all can read them.
    """
    is_silent = web.name == "caddy" and answer.headers["Content-Encoding"] is None
    return is_silent or answer.headers["Vary"] == "Accept-Encoding"


def assert_known_again(web: WebServer, name: str, answer: Answer, encoding: str) -> None:
    """See that a reader who gives back either validator gets 304, and all of it."""
    assert answer.status == 200
    etag, time = answer.headers["ETag"], answer.headers["Last-Modified"]
    for asked in ({"If_None_Match": etag}, {"If_Modified_Since": time}):
        again = web.get(name, Accept_Encoding=encoding, **asked)
        assert (again.status, again.body) == (304, b""), asked
    assert web.get(name, Accept_Encoding=encoding, If_None_Match='"another"').status == 200


@pytest.mark.parametrize("name", TYPES)
def test_type_charset_and_headers(web: WebServer, name: str) -> None:
    """Every kind of file has its type, and pages may load nothing from elsewhere but pictures and sound."""
    answer = web.get(name)
    assert (answer.status, answer.headers["Content-Type"]) == (200, TYPES[name])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    is_static = name.endswith((".css", ".js"))
    assert answer.headers["Cache-Control"] == f"max-age={STATIC_MAX_AGE_S if is_static else MAX_AGE_S}"
    assert answer.headers["Content-Security-Policy"] == (POLICY if "html" in TYPES[name] else None)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("name", ["rss.xml", "feed.json", "index.html", ""])
def test_reader_that_asks_again_gets_304(web: WebServer, name: str, encoding: str) -> None:
    """By ETag or by time, packed on the way or not."""
    answer = web.get(name, Accept_Encoding=encoding)
    assert answer.headers["Content-Encoding"] == (None if encoding == "identity" else "gzip")
    assert varies(web, answer)
    plain = gzip.decompress(answer.body) if encoding == "gzip" else answer.body
    assert plain == (web.site.feeds / (name or "index.html")).read_bytes()
    assert_known_again(web, name, answer, encoding)


@pytest.mark.parametrize("name", ["rss.xml", "feed.json", "feeds.opml", "index.html", "style.css", "copy.js"])
def test_packed_file_is_sent_as_it_is(web: WebServer, name: str) -> None:
    """`NAME.gz` beside `NAME` saves the packing, has the type of what is in it, and validators of its own."""
    packed = pack(web, name, "gz")
    try:
        answer = web.get(name, Accept_Encoding="gzip, br;q=0")
        assert (answer.status, answer.body) == (200, packed.read_bytes())
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Content-Type"] == TYPES[name]
        # Caddy sends a packed file in chunks where it is longer than 2 KiB, as Go's library does.
        in_chunks = web.name == "caddy" and answer.headers["Transfer-Encoding"] == "chunked"
        assert in_chunks or answer.headers["Content-Length"] == str(packed.stat().st_size)
        assert varies(web, answer)
        assert answer.headers["Content-Security-Policy"] == (POLICY if name == "index.html" else None)
        assert_known_again(web, name, answer, "gzip")
        plain = web.get(name)
        assert varies(web, plain)
        assert plain.body == (web.site.feeds / name).read_bytes()
        assert plain.headers["ETag"] != answer.headers["ETag"]
    finally:
        packed.unlink()


def test_folder_of_packed_files_is_answered_with_its_page(web: WebServer) -> None:
    """The page of a folder is taken packed too."""
    packed = pack(web, "index.html", "gz")
    try:
        answer = web.get("", Accept_Encoding="gzip")
        assert (answer.status, answer.body) == (200, packed.read_bytes())
        assert answer.headers["Content-Type"] == TYPES[""]
    finally:
        packed.unlink()


def test_brotli_file_is_preferred(web: WebServer) -> None:
    """`NAME.br` is smaller than `NAME.gz`; Debian's nginx has no module for it."""
    if web.name == "nginx":
        pytest.skip("Debian's nginx cannot; the printed configuration says so")
    both = [pack(web, "rss.xml", ending) for ending in ("gz", "br")]
    try:
        answer = web.get("rss.xml", Accept_Encoding="gzip, br")
        assert (answer.headers["Content-Encoding"], answer.headers["Content-Type"]) == ("br", XML)
        assert brotli.decompress(answer.body) == (web.site.feeds / "rss.xml").read_bytes()
        assert_known_again(web, "rss.xml", answer, "gzip, br")
    finally:
        for packed in both:
            packed.unlink()


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_changed_feed_has_another_etag(web: WebServer, encoding: str) -> None:
    """A reader that asks with the old one gets the new feed."""
    before = web.get("atom.xml", Accept_Encoding=encoding)
    number = 10 + len(web.site.ids())
    web.site.write(f"new{number}.txt", article(number), age_s=10)
    web.site.build(at=EPOCH + 60 * number)
    etag = before.headers["ETag"]
    after = web.get("atom.xml", Accept_Encoding=encoding, If_None_Match=etag)
    assert (after.status, after.headers["ETag"] != etag) == (200, True)
    assert after.body != before.body


@pytest.mark.parametrize(
    "name", [".rss.xml.seedfeed-tmp", ".git/config", "sources/.secret", "index.html~", "nothing.xml", "no/"]
)
def test_hidden_and_missing_files_are_not_there(web: WebServer, name: str) -> None:
    """Hidden files, ours while they are written, and editors' copies are nobody's business."""
    if not name.startswith("no"):
        hidden = web.site.feeds / name
        hidden.parent.mkdir(exist_ok=True)
        hidden.write_text("secret", encoding="ascii")
    answer = web.get(name)
    assert answer.status == 404
    assert b"secret" not in answer.body
    assert "Cache-Control" not in answer.headers


def test_well_known_names_are_served(web: WebServer) -> None:
    """A certificate is asked for below `.well-known` (RFC 8615)."""
    known = web.site.feeds / ".well-known"
    known.mkdir()
    (known / "token.txt").write_text("proof", encoding="ascii")
    answer = web.get(".well-known/token.txt")
    assert (answer.status, answer.body) == (200, b"proof")


def test_folder_without_a_page_is_not_listed(web: WebServer) -> None:
    """What stands in a folder is said by its page, or not at all."""
    (web.site.feeds / "bare").mkdir()
    assert web.get("bare/").status in {403, 404}


@pytest.mark.parametrize("folder", ["sources/the-town-crier", ""])
def test_folder_without_its_slash_is_redirected(web: WebServer, folder: str) -> None:
    """Relative links on its page then lead where they should."""
    target = f"{web.path}{folder}".rstrip("/")
    if not target:
        pytest.skip("there is nothing above the top of a host")
    answer = web.ask(target)
    assert answer.status in {301, 302, 307, 308}
    # Behind a proxy that speaks TLS, nginx knows neither scheme nor port of the address.
    assert web.name != "nginx" or answer.headers["Location"].startswith("/")
    location = answer.headers["Location"].removeprefix(f"http://127.0.0.1:{web.port}")
    assert unquote(location) == unquote(f"{target}/")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("name", SERVERS)
def test_folder_of_any_name_is_served_or_refused(open_folder: Path, name: str, sign: str) -> None:
    """A name that the server's language gives a meaning is quoted; where it cannot be, nothing is printed."""
    if (name, sign) in {("caddy", "a{b}"), ("caddy", "a$b${c"), ("apache", "a$b${c")}:
        pytest.skip("refused: tests/unit/test_hosting.py")
    with run_server(name, open_folder, folder=sign) as server:
        assert server.get("rss.xml").headers["Content-Type"] == XML


# ---- other addresses, other ways to install it ------------------------------------------------------

JUDGES = {
    "nginx": lambda command: [*command, "-t"],
    "caddy": lambda command: [command[0], "validate", *command[2:]],
    "apache": lambda command: [*command, "-t"],
}
ADDRESSES = [
    "",
    "https://news.example/",
    "https://news.example/a/née/",
    "https://news.example:8443/",
    "http://news.example:8080/x/",
    "http://[::1]:8000/",
    "http://localhost:8000/x/",
]


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("name", SERVERS)
def test_server_accepts_it_for_any_address(open_folder: Path, name: str, url: str) -> None:
    """Stated or not, with TLS or without, by name or number: the server's own judge finds no fault."""
    site = Site(open_folder / "site")
    site.configure(f'[site]\nurl = "{quote(url, safe=":/[]")}"\n' if url else "")
    site.feeds.mkdir()
    printed = print_hosting(name, site.root)
    for port in (80, 8080):  # nginx opens its ports to judge: not those that only root may, or others have
        printed = re.sub(rf"(listen (?:\[::\]:)?){port};", rf"\g<1>{free_port()};", printed)
    command = JUDGES[name](WRAPS[name](printed, open_folder))
    env = {**os.environ, "HOME": str(open_folder), "XDG_DATA_HOME": str(open_folder)}
    judged = subprocess.run(command, env=env, check=False, capture_output=True, text=True)
    assert judged.returncode == 0, judged.stderr
    assert "warn" not in judged.stderr.lower()


def wrap_htaccess(printed: str, folder: Path) -> list[str]:
    """Put the middle of what is printed into FEEDS, and let Apache be as a shared host's."""
    above, middle, below = re.split(r"^# -+$", printed, flags=re.MULTILINE)
    feeds = re.search(r'DocumentRoot "(.*)"', above)
    assert feeds is not None
    Path(feeds[1], ".htaccess").write_text(middle, encoding="utf-8")
    allowed = above.replace("AllowOverride None", "AllowOverride FileInfo Indexes")
    return wrap_apache(allowed + below, folder)


def test_htaccess_does_the_same(open_folder: Path) -> None:
    """Who may write no more than that file has types, 304 for packed answers, and packed files."""
    with run_server("apache", open_folder, wrap=wrap_htaccess) as web:
        assert (web.site.feeds / ".htaccess").exists()
        web.site.build(at=EPOCH)
        packed_on_the_way = web.get("rss.xml", Accept_Encoding="gzip")
        assert packed_on_the_way.headers["Content-Type"] == XML
        assert packed_on_the_way.headers["Content-Encoding"] == "gzip"
        assert_known_again(web, "rss.xml", packed_on_the_way, "gzip")
        packed = pack(web, "rss.xml", "gz")
        assert web.get("rss.xml", Accept_Encoding="gzip").body == packed.read_bytes()
        assert web.get("").headers["Content-Security-Policy"] == POLICY
        assert web.get(".htaccess").status in {403, 404}
        assert web.get(".rss.xml.seedfeed-tmp").status == 404
