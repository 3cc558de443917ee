"""The walk through a folder of articles."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seedfeed.look import _pack_odd, look_at_folder, newest_mtime_ns
from seedfeed.read import Scan, find_sidecar, read_article, scan_folder
from seedfeed.read.names import READABLE

_STAT_SIZE = 40


def _write(seeds: Path, *keys: str) -> None:
    for key in keys:
        path = seeds / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Title of {key}\n")


def _problems(scan: Scan, seeds: Path) -> dict[str, str]:
    assert all(not problem.where.startswith(str(seeds)) for problem in scan.problems.values())
    return {problem.where: problem.what for problem in scan.problems.values()}


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def _looping(path: Path) -> None:
    path.symlink_to(path.name)


def _outward(path: Path) -> None:
    path.symlink_to("/etc/passwd")


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """Return a folder whose path is short enough for a socket's address."""
    folder = tempfile.mkdtemp()
    yield Path(folder)
    shutil.rmtree(folder)


@pytest.fixture
def deep_folder(short_folder: Path) -> Iterator[Callable[[str, int], Path]]:
    """Return a function that makes nested folders; `rm` removes what Python cannot."""

    def make(name: str, levels: int) -> Path:
        here = os.open(short_folder, os.O_RDONLY)
        for _ in range(levels):
            os.mkdir(name, dir_fd=here)
            inner = os.open(name, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inner
        os.close(os.open("a.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
        os.close(here)
        return short_folder

    yield make
    subprocess.run(["rm", "-rf", *short_folder.iterdir()], check=True)


@pytest.mark.parametrize(
    "key",
    [
        "a.txt", "a.md", "a.markdown", "a.TXT", "a", "v1.2", "Mr. Smith", "deep/er/a.txt", "é.txt",
        "news.2024", "a.longersuffix", "a.été", "a\nb.txt",
    ],
)  # fmt: skip
def test_articles_are_found_by_their_names(tmp_path: Path, key: str) -> None:
    """Text and Markdown are articles, wherever they stand; a version number is no suffix."""
    _write(tmp_path, key)
    scan = scan_folder(tmp_path)
    assert list(scan.signatures) == [key]
    assert scan.problems == {}


@pytest.mark.parametrize(
    "key",
    [
        ".hidden.txt",
        ".git/a.txt",
        "a.txt~",
        "old~/a.txt",
        "seedfeed.toml",
        "a.jpg",
        "a.PNG",
        "a.woff2",
        "d/b.css",
        "_index.md",
        "d/_index.html",
        "In.mbox/table_of_contents",
    ],
)
def test_companions_are_passed_over(tmp_path: Path, key: str) -> None:
    """Pictures, hidden files, back-ups and the configuration are neither articles nor mistakes."""
    _write(tmp_path, key)
    assert scan_folder(tmp_path) == Scan(signatures={}, sidecars={})


@pytest.mark.parametrize(("key", "suffix"), [("a.pdf", ".pdf"), ("a.DOCX", ".DOCX"), ("a.TOML", ".TOML")])
def test_unreadable_formats_are_told(tmp_path: Path, key: str, suffix: str) -> None:
    """Whoever drops a PDF into the folder learns why it is not in the feed."""
    _write(tmp_path, key)
    scan = scan_folder(tmp_path)
    expected = f"cannot read {suffix!r}, expected {READABLE}; rename or move it away"
    assert _problems(scan, tmp_path) == {key: expected}
    assert not scan.signatures


def test_folders_are_walked_however_deep(deep_folder: Callable[[str, int], Path]) -> None:
    """No recursion limit stands in the way."""
    assert list(scan_folder(deep_folder("d", 1500)).signatures) == ["d/" * 1500 + "a.txt"]


def test_folder_that_cannot_be_listed_hides_its_articles(deep_folder: Callable[[str, int], Path]) -> None:
    """What stands below a folder we cannot read is not taken as deleted."""
    # Each level is listed by its path; beyond PATH_MAX that fails for every user.
    seeds = deep_folder("d" * 250, 20)
    _write(seeds, "a.txt")
    scan = scan_folder(seeds)
    assert list(scan.signatures) == ["a.txt"]
    (prefix,) = scan.unreadable
    assert prefix.endswith("/")
    assert scan.hides(prefix + "a.txt")
    assert not scan.hides("b.txt")
    assert "folder cannot be read: File name too long" in scan.problems[prefix].what
    assert look_at_folder(seeds).digest() == ""  # what could not be listed may have changed


def test_missing_folder_is_the_callers_to_refuse(tmp_path: Path) -> None:
    """Whether entries are published decides what it means, and the walk does not know."""
    with pytest.raises(FileNotFoundError):
        scan_folder(tmp_path / "gone")


def test_file_as_folder_is_the_callers_to_refuse(tmp_path: Path) -> None:
    """The same for a file where the folder should be."""
    _write(tmp_path, "a.txt")
    with pytest.raises(NotADirectoryError):
        scan_folder(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("make", "what"),
    [
        pytest.param(_pipe, "not a regular file but a pipe, socket or device; move it away", id="pipe"),
        pytest.param(_dangling, "a link that leads nowhere; remove it", id="dangling"),
        pytest.param(_looping, "a link that leads nowhere; remove it", id="loop"),
        pytest.param(_outward, "a link out of this folder; put a copy in its place", id="outward"),
    ],
)
def test_special_files_are_refused(tmp_path: Path, make: Callable[[Path], None], what: str) -> None:
    """None is opened, each is told, and an entry published from that name stays."""
    make(tmp_path / "a.txt")
    scan = scan_folder(tmp_path)
    assert _problems(scan, tmp_path) == {"a.txt": what}
    assert list(scan.problems) == ["a.txt"]
    assert scan.hides("a.txt")
    assert not scan.signatures


def test_socket_is_refused(short_folder: Path) -> None:
    """A socket is no article."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(short_folder / "a"))
        assert list(scan_folder(short_folder).problems) == ["a"]


def test_link_inside_is_read_where_it_points_to(tmp_path: Path) -> None:
    """A file is one article under its own name, a folder is walked once."""
    _write(tmp_path, "d/a.txt")
    (tmp_path / "link.txt").symlink_to("d/a.txt")
    (tmp_path / "again").symlink_to("d")
    (tmp_path / "d" / "top").symlink_to("..")
    scan = scan_folder(tmp_path)
    assert list(scan.signatures) == ["d/a.txt"]
    assert scan.problems == {}


def test_link_to_a_folder_of_like_name_is_outside(tmp_path: Path) -> None:
    """`seeds2` does not lie inside `seeds`."""
    seeds, other = tmp_path / "seeds", tmp_path / "seeds2"
    seeds.mkdir()
    _write(other, "a.txt")
    (seeds / "a.txt").symlink_to(other / "a.txt")
    assert list(scan_folder(seeds).problems) == ["a.txt"]


def test_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    """SEEDS is what the operator says it is."""
    _write(tmp_path, "real/a.txt")
    (tmp_path / "real" / "b.txt").symlink_to("a.txt")
    (tmp_path / "seeds").symlink_to("real")
    scan = scan_folder(tmp_path / "seeds")
    assert (list(scan.signatures), scan.problems) == (["a.txt"], {})


def test_hard_links_are_one_article(tmp_path: Path) -> None:
    """Of the names of one file the first is the article."""
    _write(tmp_path, "m.txt", "other.txt")
    (tmp_path / "z.txt").hardlink_to(tmp_path / "m.txt")
    (tmp_path / "b.txt").hardlink_to(tmp_path / "m.txt")
    assert list(scan_folder(tmp_path).signatures) == ["b.txt", "other.txt"]


def test_name_that_is_not_utf8_is_told_legibly(tmp_path: Path) -> None:
    """The message can be printed anywhere."""
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))).write_text("x")
    scan = scan_folder(tmp_path)
    assert _problems(scan, tmp_path) == {r"caf\xe9.txt": "name is not UTF-8; rename it"}


def test_message_stays_on_one_line(tmp_path: Path) -> None:
    """A name with a line end, an escape or a turn of direction does not play with the terminal."""
    _write(tmp_path, "a\nb\x1b\u202e.pdf")
    assert list(_problems(scan_folder(tmp_path), tmp_path)) == [r"a\nb\x1b\u202e.pdf"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(["a", "a.toml"], {"a": "a.toml"}, id="bare"),
        pytest.param(["a.txt", "a.toml"], {"a.txt": "a.toml"}, id="short"),
        pytest.param(["d/a.md", "d/a.toml"], {"d/a.md": "d/a.toml"}, id="folder"),
        pytest.param(["a.txt", "a.txt.toml"], {"a.txt": "a.txt.toml"}, id="full"),
        pytest.param(["a.txt", "a.toml", "a.txt.toml"], {"a.txt": "a.txt.toml"}, id="full-wins"),
        pytest.param(["v1.2", "v1.2.toml"], {"v1.2": "v1.2.toml"}, id="no-suffix"),
        pytest.param(["seedfeed.md", "seedfeed.toml"], {}, id="configuration"),
        pytest.param(
            ["d/seedfeed.md", "d/seedfeed.toml"], {"d/seedfeed.md": "d/seedfeed.toml"}, id="not-at-top"
        ),
    ],
)
def test_sidecars_are_matched(tmp_path: Path, files: list[str], expected: dict[str, str]) -> None:
    """The walk and the reading of one file alone agree on an article's sidecar."""
    _write(tmp_path, *files)
    scan = scan_folder(tmp_path)
    assert scan.sidecars == expected
    assert scan.problems == {}
    assert {key: sidecar for key in scan.signatures if (sidecar := find_sidecar(tmp_path, key))} == expected


def test_sidecar_alone_is_a_problem(tmp_path: Path) -> None:
    """A misspelled sidecar would otherwise be silently without effect."""
    _write(tmp_path, "a.txt", "b.toml")
    scan = scan_folder(tmp_path)
    assert _problems(scan, tmp_path) == {
        "b.toml": "no article of that name beside it; rename it, or remove it"
    }


def test_link_is_no_sidecar(tmp_path: Path) -> None:
    """What is not a regular file is not read beside an article either."""
    _write(tmp_path, "a.txt")
    (tmp_path / "a.toml").symlink_to("/etc/hostname")
    assert find_sidecar(tmp_path, "a.txt") is None


@pytest.mark.parametrize("changed", ["a.txt", "a.toml"])
def test_signature_follows_article_and_sidecar(tmp_path: Path, changed: str) -> None:
    """A change of either is seen."""
    _write(tmp_path, "a.txt", "a.toml")
    before = scan_folder(tmp_path).signatures["a.txt"]
    os.utime(tmp_path / changed, ns=(0, 5))
    after = scan_folder(tmp_path).signatures["a.txt"]
    assert before != after
    assert len(after) == 2 * _STAT_SIZE


def test_newest_time_is_that_of_either_file(tmp_path: Path) -> None:
    """The sidecar's time counts like the article's."""
    _write(tmp_path, "a.txt", "a.toml")
    future = 4_000_000_000_000_000_000
    os.utime(tmp_path / "a.toml", ns=(0, future))
    assert newest_mtime_ns(scan_folder(tmp_path).signatures["a.txt"]) == future


def test_newest_time_is_the_inodes_when_that_is_later(tmp_path: Path) -> None:
    """An old mtime set by hand does not hide that the file was just changed."""
    _write(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(0, 0))
    expected = (tmp_path / "a.txt").stat().st_ctime_ns
    assert newest_mtime_ns(scan_folder(tmp_path).signatures["a.txt"]) == expected


def test_odd_numbers_of_file_systems_fit() -> None:
    """Inodes of 64 bits and times beyond the year 2262 are held, not raised."""
    times = {"st_mtime_ns": 2**70, "st_ctime_ns": -(2**70)}
    status = os.stat_result([0o100644, 2**64 - 1, 2**64 - 1, 1, 0, 0, 7, 0, 0, 0], times)
    signature = _pack_odd(status)
    assert len(signature) == _STAT_SIZE
    assert newest_mtime_ns(signature) == 2**63 - 1


def test_keys_do_not_depend_on_the_locale(tmp_path: Path) -> None:
    """A key is what the file's name says in UTF-8, and is found by it again."""
    (Path(os.fsdecode(os.fsencode(tmp_path) + "/žluť.txt".encode()))).write_text("Title")
    (key,) = scan_folder(tmp_path).signatures
    assert key == "žluť.txt"
    assert read_article(tmp_path, key).text == "Title"
