import os
import socket
from pathlib import Path

import pytest

from seedfeed.serve.folder import read_file

HIDDEN = (
    ".env",
    ".git/config",
    ".rss.xml.seedfeed-tmp",
    ".well-known/.env",
    "inside/.git/config",
    "rss.xml.seedfeed-tmp",
    "rss.xml~",
)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "index.html"),
        ("/rss.xml", "rss.xml"),
        ("/categories/politics/", "index.html"),
        ("/%72ss.xml", "rss.xml"),
        ("/caf%C3%A9.txt", "café.txt"),
        ("/a%20b%3F.txt", "a b?.txt"),
        ("/a+b.txt", "a+b.txt"),
        ("/100%.txt", "100%.txt"),
        ("/.well-known/security.txt", "security.txt"),
    ],
)
def test_path_means_a_file(feeds: Path, path: str, name: str) -> None:
    """Names are decoded as they were encoded, and a folder is its index.html."""
    (feeds / ".well-known").mkdir()
    for other in ("café.txt", "a b?.txt", "a+b.txt", "100%.txt", ".well-known/security.txt"):
        (feeds / other).write_text("other")
    assert read_file(feeds, path).name == name


@pytest.mark.parametrize(
    "path",
    [
        "",
        "rss.xml",
        "/none.xml",
        "/rss.xml/",
        "/rss.xml/x",
        "//rss.xml",
        "/categories//politics/",
        "/../secret.txt",
        "/categories/../rss.xml",
        "/./rss.xml",
        "/%2e%2e/secret.txt",
        "/.%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/categories%2fpolitics/",
        "/categories\\politics\\index.html",
        "/rss.xml%00",
        "/rss.xml\0.html",
        "/%252e%252e/secret.txt",
        "/.env",
        "/rss.xml~",
        "/.well-known",
        "/.well-known/.env",
        "/%2eenv",
        "/.git/config",
        "/.rss.xml.seedfeed-tmp",
        "/rss.xml.seedfeed-tmp",
        "/inside/.git/config",
        "/%ff%fe",
        "/" + "x" * 300,
        "/" + "x/" * 3000,
    ],
)
def test_nothing_else_is_there(feeds: Path, path: str) -> None:
    """No way leads out of FEEDS, to a hidden file, or to one that is not finished."""
    for name in HIDDEN:
        (feeds / name).parent.mkdir(parents=True, exist_ok=True)
        (feeds / name).write_text("secret")
    with pytest.raises(OSError, match=r".") as caught:
        read_file(feeds, path)
    assert not isinstance(caught.value, (IsADirectoryError, PermissionError))


@pytest.mark.parametrize("path", ["/categories", "/categories/politics"])
def test_folder_without_a_slash_is_told_apart(feeds: Path, path: str) -> None:
    """Relative addresses in its page need the slash."""
    with pytest.raises(IsADirectoryError):
        read_file(feeds, path)


def test_link_within_is_followed(feeds: Path) -> None:
    """An old address of a feed may be a link to the new one."""
    (feeds / "feed.xml").symlink_to("rss.xml")
    (feeds / "topics").symlink_to("categories", target_is_directory=True)
    assert read_file(feeds, "/feed.xml").name == "rss.xml"
    assert read_file(feeds, "/topics/politics/").name == "index.html"


def test_link_to_feeds_itself_is_followed(feeds: Path, tmp_path: Path) -> None:
    """FEEDS may be a link, as where releases are switched by one."""
    (tmp_path / "current").symlink_to(feeds)
    assert read_file(tmp_path / "current", "/rss.xml").name == "rss.xml"


@pytest.mark.parametrize("target", ["../secret.txt", "/etc/passwd", ".env", "loop.txt", "none.txt"])
def test_link_to_what_is_not_served_is_nothing(feeds: Path, target: str) -> None:
    """Neither out of FEEDS nor to a hidden file."""
    (feeds / ".env").write_text("secret")
    (feeds / "loop.txt").symlink_to(target)
    with pytest.raises(OSError, match=r".") as caught:
        read_file(feeds, "/loop.txt")
    assert not isinstance(caught.value, PermissionError)


def test_folder_link_that_leads_out_is_nothing(feeds: Path, tmp_path: Path) -> None:
    """The same for a folder on the way, and for a neighbour whose name begins as that of FEEDS."""
    (feeds / "out").symlink_to("..", target_is_directory=True)
    (tmp_path / "feeds-too").mkdir()
    (tmp_path / "feeds-too" / "a.txt").write_text("secret")
    (feeds / "too").symlink_to("../feeds-too", target_is_directory=True)
    for path in ("/out/secret.txt", "/too/a.txt", "/out"):
        with pytest.raises(FileNotFoundError):
            read_file(feeds, path)


def test_what_is_no_file_is_never_waited_for(feeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe without a writer would hold a thread for ever; a socket cannot be read."""
    os.mkfifo(feeds / "pipe.xml")
    monkeypatch.chdir(feeds)  # a socket's path has 108 bytes
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.xml")
        for path in ("/pipe.xml", "/socket.xml"):
            with pytest.raises(FileNotFoundError):
                read_file(feeds, path)


def test_missing_folder_holds_nothing(tmp_path: Path) -> None:
    """With --watch, FEEDS may come later."""
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "none", "/")
