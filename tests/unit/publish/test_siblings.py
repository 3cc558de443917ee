"""Siblings in a real folder: never older than their file, of its time, untouched where nothing changed."""

import os
from pathlib import Path

import pytest

from seedfeed.errors import PublishError
from seedfeed.files import temporary_of
from seedfeed.precompress import holds, pack, siblings_of
from seedfeed.publish import DryRun, FolderPublisher, Rendered
from seedfeed.state import Output
from tests.unit.publish.test_folder import OLD_NS, SECOND_NS, age, failing_source, look

FEED = Rendered("rss.xml", b"<feed>" + b"<entry/>" * 300 + b"</feed>")
PAGE = Rendered("entries/a.html", b"<html>" + b"<p>Fog.</p>" * 300 + b"</html>")
NEW = Rendered("rss.xml", FEED.data.replace(b"entry", b"ENTRY"))  # as long, and packed as small


def publish(
    folder: Path, *files: Rendered, known: dict[str, Output] | None = None, gone: tuple[str, ...] = ()
) -> tuple[dict[str, Output], list[str], list[str]]:
    """Publish with siblings, and return what is to be remembered, was written and was deleted."""
    kept, written, deleted = FolderPublisher(folder, precompress=True).publish(files, known or {}, gone)
    return {output.path: output for output in kept}, written, deleted


def check(folder: Path, *files: Rendered) -> None:
    """See that files and siblings stand there, of one content and one time each, and nothing else."""
    found = look(folder)
    assert sorted(found) == sorted(path for file in files for path in (file.path, *siblings_of(file.path)))
    for path, data in files:
        assert found[path][0] == data
        for sibling in siblings_of(path):
            assert holds(sibling, found[sibling][0], data)
            assert found[sibling][1] == found[path][1]


def test_siblings_are_put_in_place(tmp_path: Path) -> None:
    """They are written and remembered as any file is, and smaller than theirs."""
    outputs, written, _ = publish(tmp_path, PAGE, FEED)
    check(tmp_path, PAGE, FEED)
    assert written == [*siblings_of(PAGE.path), PAGE.path, *siblings_of(FEED.path), FEED.path]
    assert outputs.keys() == set(written)
    assert FolderPublisher(tmp_path).altered(outputs) == set()
    assert max(outputs[path].size for path in siblings_of(FEED.path)) < len(FEED.data) / 10


def test_siblings_come_before_their_file_and_go_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At no moment does an old sibling stand beside a new file, or one beside none."""
    publish(tmp_path, PAGE, FEED)
    events: list[str] = []
    replace, unlink = os.replace, os.unlink

    def note_rename(source: Path, target: Path) -> None:
        events.append(f"put {Path(target).name}")
        replace(source, target)

    def note_deletion(path: Path) -> None:
        events.append(f"drop {Path(path).name}")
        unlink(path)

    monkeypatch.setattr(os, "replace", note_rename)
    monkeypatch.setattr(os, "unlink", note_deletion)
    publish(tmp_path, NEW, gone=(PAGE.path, *siblings_of(PAGE.path)))
    gone = ["drop a.html.gz", "drop a.html.br"]
    assert events == [*gone, "put rss.xml.gz", "put rss.xml.br", "put rss.xml", "drop a.html"]


@pytest.mark.parametrize("remembers", [True, False], ids=["known by its hash", "compared"])
def test_nothing_is_touched_where_nothing_changed(tmp_path: Path, *, remembers: bool) -> None:
    """Neither file nor siblings."""
    outputs, _, _ = publish(tmp_path, FEED)
    before = {path.name: path.stat() for path in tmp_path.iterdir()}
    kept, written, _ = publish(tmp_path, FEED, known=outputs if remembers else {})
    after = {path.name: path.stat() for path in tmp_path.iterdir()}
    assert {name: (stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns) for name, stat in after.items()} == {
        name: (stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns) for name, stat in before.items()
    }
    assert written == []
    assert kept == ({} if remembers else outputs)


@pytest.mark.parametrize("sibling", siblings_of(FEED.path))
@pytest.mark.parametrize("harm", ["lost", "damaged", "of other data", "of no content"])
def test_harmed_sibling_heals(tmp_path: Path, sibling: str, harm: str) -> None:
    """It is made anew, with the time of its file, which is not touched, nor is the other."""
    outputs, _, _ = publish(tmp_path, FEED)
    path = tmp_path / sibling
    if harm == "lost":
        path.unlink()
    else:
        wrong = {"damaged": path.read_bytes()[:-9], "of other data": pack(sibling, NEW.data)}
        path.write_bytes(wrong.get(harm, b""))
        age(path)
    altered = FolderPublisher(tmp_path).altered(outputs)
    assert altered == {sibling}
    known = {path: output for path, output in outputs.items() if path not in (sibling, FEED.path)}
    _, written, _ = publish(tmp_path, FEED, known=known)
    assert written == [sibling]
    check(tmp_path, FEED)


def test_time_of_a_sibling_is_set_right_without_writing_it(tmp_path: Path) -> None:
    """After a clone from version control each file has a time of its own."""
    publish(tmp_path, FEED)
    age(tmp_path / "rss.xml.gz")
    inode = (tmp_path / "rss.xml.gz").stat().st_ino
    _, written, _ = publish(tmp_path, FEED)
    assert (written, (tmp_path / "rss.xml.gz").stat().st_ino) == ([], inode)
    check(tmp_path, FEED)


def test_new_version_is_a_second_younger_than_any_sibling(tmp_path: Path) -> None:
    """A killed run may have left siblings that are younger than their file: their ETag must change too."""
    publish(tmp_path, FEED)
    future = 4_000_000_000 * SECOND_NS
    age(tmp_path / "rss.xml", OLD_NS)
    age(tmp_path / "rss.xml.br", future)
    publish(tmp_path, NEW)
    assert (tmp_path / "rss.xml").stat().st_mtime_ns == future + SECOND_NS
    check(tmp_path, NEW)


def test_siblings_of_another_program_stay(tmp_path: Path) -> None:
    """Where none is wanted, none is looked at."""
    (tmp_path / "rss.xml.gz").write_bytes(b"theirs")
    FolderPublisher(tmp_path).publish([FEED], {}, [])
    assert {path: data for path, (data, _) in look(tmp_path).items()} == {
        "rss.xml": FEED.data,
        "rss.xml.gz": b"theirs",
    }


def test_failure_leaves_every_old_file_and_nothing_else(tmp_path: Path) -> None:
    """Neither half a sibling nor a temporary file."""
    publish(tmp_path, FEED)
    before = look(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        FolderPublisher(tmp_path, precompress=True).publish(failing_source(), {}, [])
    assert look(tmp_path) == before


def test_failure_over_a_sibling_leaves_its_file(tmp_path: Path) -> None:
    """Where a sibling cannot be written, nothing is put in place."""
    publish(tmp_path, FEED)
    before = look(tmp_path)
    temporary_of(tmp_path / "rss.xml.br").mkdir()
    with pytest.raises(PublishError, match=r"rss\.xml\.br"):
        publish(tmp_path, NEW)
    assert look(tmp_path) == before


@pytest.mark.parametrize("harm", [None, "rss.xml", "rss.xml.br"], ids=["nothing", "file", "sibling"])
def test_dry_run_says_what_would_be_written(tmp_path: Path, harm: str | None) -> None:
    """The same paths in the same order, and it writes none of them."""
    publish(tmp_path, FEED)
    if harm is not None:
        (tmp_path / harm).write_bytes(b"harmed")
    before = look(tmp_path)
    _, foretold, _ = DryRun(tmp_path, precompress=True).publish([FEED], {}, [])
    assert look(tmp_path) == before
    _, written, _ = publish(tmp_path, FEED)
    assert foretold == written
