"""Packed copies of published files: the same bytes each time, and unpacked by programs that are not ours."""

import gzip
import shutil
import subprocess
from pathlib import Path

import brotli
import pytest

from seedfeed.precompress import (
    find_siblings,
    holds,
    is_sibling,
    leaving_of,
    pack,
    plain_of,
    siblings_of,
)
from tests.clients.web_servers import find_program

FEED = b"<feed>" + b"<entry>The harbour opened again.</entry>" * 200 + b"</feed>"
SAMPLES = {"feed": FEED, "one byte": b"x", "empty": b"", "not text": bytes(range(256)) * 9}


def test_names_lead_there_and_back() -> None:
    """A sibling has its file's name and an ending; nothing else is one."""
    for path in ("rss.xml", "entries/a.html", "archive/00000.atom.xml"):
        siblings = siblings_of(path)
        assert siblings == (f"{path}.gz", f"{path}.br")
        assert [plain_of(each) for each in (path, *siblings)] == [path] * 3
        assert [is_sibling(each) for each in (path, *siblings)] == [False, True, True]


@pytest.mark.parametrize("data", SAMPLES.values(), ids=SAMPLES.keys())
def test_what_is_packed_comes_out_again(data: bytes) -> None:
    """By Python's own gzip, and by Google's brotli."""
    assert gzip.decompress(pack("a.gz", data)) == data
    assert brotli.decompress(pack("a.br", data)) == data
    assert holds("a.gz", pack("a.gz", data), data)
    assert holds("a.br", pack("a.br", data), data)


@pytest.mark.parametrize("program", ["gzip", "brotli"])
def test_programs_take_it(tmp_path: Path, program: str) -> None:
    """What a reader's own tools say of it: whole."""
    find_program(program, program)
    path = tmp_path / ("feed.gz" if program == "gzip" else "feed.br")
    path.write_bytes(pack(path.name, FEED))
    subprocess.run([program, "-t", str(path)], check=True)
    shown = subprocess.run([program, "-dc", str(path)], check=True, capture_output=True)
    assert shown.stdout == FEED


def test_nothing_but_the_data_stands_in_it() -> None:
    """No time, no name, no system (RFC 1952 §2.3.1), and twice the same."""
    packed = pack("a.gz", FEED)
    assert packed[:10] == b"\x1f\x8b\x08" + b"\0" + b"\0\0\0\0" + b"\x02\xff"
    assert [pack(path, FEED) for path in ("b.gz", "b.br")] == [packed, pack("a.br", FEED)]


@pytest.mark.parametrize("path", ["a.gz", "a.br"])
def test_damage_is_seen(path: str) -> None:
    """Cut off, with more behind it, other data, no such format, and what unpacks to gigabytes."""
    packed = pack(path, FEED)
    assert holds(path, packed, FEED)
    wrong = [
        None,
        b"",
        packed[:-1],
        packed + b"x",
        packed * 2,
        pack(path, FEED[:-1]),
        pack(path, FEED + b"x"),
    ]
    wrong += [FEED, b"\xff" * 99, pack(path, bytes(1 << 28))]
    assert [holds(path, each, FEED) for each in wrong] == [False] * len(wrong)


def test_packed_otherwise_is_as_good() -> None:
    """Another version of the library packs otherwise; what is in it counts."""
    assert holds("a.gz", gzip.compress(FEED, 1), FEED)
    assert holds("a.br", brotli.compress(FEED, quality=1), FEED)


def test_files_leave_with_their_siblings() -> None:
    """Those that are there; where none is wanted all of them leave, and nothing else."""
    there = {"a.xml": 1, "a.xml.gz": 1, "b.xml": 1, "b.xml.gz": 1, "b.xml.br": 1}
    assert sorted(leaving_of(there, ["a.xml"], wanted=True)) == ["a.xml", "a.xml.gz"]
    assert sorted(set(leaving_of(there, [], wanted=False))) == ["a.xml.gz", "b.xml.br", "b.xml.gz"]


def test_siblings_of_ours_are_known_again(tmp_path: Path) -> None:
    """By gzip's head; those of another program are not ours, nor is a Brotli file alone."""
    folder = tmp_path / "entries"
    folder.mkdir()
    for name in ("rss.xml.gz", "rss.xml.br", "entries/a.html.gz", "entries/a.html.br"):
        (tmp_path / name).write_bytes(pack(name, FEED))
    (tmp_path / "theirs.xml.gz").write_bytes(gzip.compress(FEED, 9))
    (tmp_path / "theirs.xml.br").write_bytes(pack("theirs.xml.br", FEED))
    (tmp_path / "alone.xml.br").write_bytes(pack("alone.xml.br", FEED))
    (tmp_path / "link.gz").symlink_to(tmp_path / "rss.xml.gz")
    (tmp_path / "folder.gz").mkdir()
    assert sorted(find_siblings(tmp_path)) == [
        "entries/a.html.br",
        "entries/a.html.gz",
        "rss.xml.br",
        "rss.xml.gz",
    ]
    shutil.rmtree(tmp_path)
    assert list(find_siblings(tmp_path)) == []
