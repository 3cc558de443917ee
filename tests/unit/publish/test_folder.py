"""Files in a real folder: whole or not at all, and untouched where nothing changed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seedfeed.errors import PublishError
from seedfeed.files import temporary_of
from seedfeed.publish import DryRun, FolderPublisher, Rendered
from seedfeed.state import Output

SECOND_NS = 1_000_000_000
OLD_NS = 1_500_000_000 * SECOND_NS


def publish(folder: Path, *files: tuple[str, bytes], gone: tuple[str, ...] = ()) -> dict[str, Output]:
    """Put files in place as a run does that remembers nothing, and return what it noted."""
    kept, _, _ = FolderPublisher(folder).publish([Rendered(*file) for file in files], {}, gone)
    return {output.path: output for output in kept}


def look(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file below a folder, with its bytes and time."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def age(path: Path, mtime_ns: int = OLD_NS) -> None:
    """Give a file a time long ago."""
    os.utime(path, ns=(mtime_ns, mtime_ns))


def test_files_are_put_in_place(tmp_path: Path) -> None:
    """With their folders, in the bytes given, and what is noted is how they look."""
    folder = tmp_path / "feeds"
    files = [Rendered("entries/a.html", b"page"), Rendered("rss.xml", b"feed")]
    looked_at, written, deleted = FolderPublisher(folder).publish(files, {}, [])
    kept = list(looked_at)
    assert {path: data for path, (data, _) in look(folder).items()} == dict(files)
    assert (written, deleted) == (["entries/a.html", "rss.xml"], [])
    assert [(output.path, output.size) for output in kept] == [("entries/a.html", 4), ("rss.xml", 4)]
    assert FolderPublisher(folder).altered({output.path: output for output in kept}) == set()


@pytest.mark.parametrize("remembers", [True, False], ids=["known by its hash", "compared"])
def test_unchanged_file_is_not_touched(tmp_path: Path, *, remembers: bool) -> None:
    """Same bytes, same mtime and inode: every server answers 304."""
    outputs = publish(tmp_path, ("rss.xml", b"feed"))
    age(tmp_path / "rss.xml")
    before = (tmp_path / "rss.xml").stat()
    known = outputs if remembers else {}
    kept, written, _ = FolderPublisher(tmp_path).publish([Rendered("rss.xml", b"feed")], known, [])
    after = (tmp_path / "rss.xml").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert written == []
    assert [output.mtime_ns for output in kept] == ([] if remembers else [OLD_NS])


def test_changed_file_is_at_least_a_second_younger(tmp_path: Path) -> None:
    """An ETag of whole seconds and size differs, even of the same size within the same second."""
    publish(tmp_path, ("rss.xml", b"one"))
    first = (tmp_path / "rss.xml").stat().st_mtime_ns
    publish(tmp_path, ("rss.xml", b"two"))
    second = (tmp_path / "rss.xml").stat().st_mtime_ns
    assert second >= first + SECOND_NS


def test_changed_file_is_younger_than_one_from_the_future(tmp_path: Path) -> None:
    """A clock that went back does not make the new file the older one."""
    publish(tmp_path, ("rss.xml", b"one"))
    future = 4_000_000_000 * SECOND_NS
    age(tmp_path / "rss.xml", future)
    outputs = publish(tmp_path, ("rss.xml", b"two"))
    assert (tmp_path / "rss.xml").stat().st_mtime_ns == future + SECOND_NS == outputs["rss.xml"].mtime_ns


def test_files_that_are_gone_are_deleted(tmp_path: Path) -> None:
    """Those that were there are told; one that vanished already is no error."""
    publish(tmp_path, ("entries/a.html", b"page"), ("rss.xml", b"feed"))
    gone = ["entries/a.html", "entries/never.html"]
    _, written, deleted = FolderPublisher(tmp_path).publish([], {}, gone)
    assert (written, deleted) == ([], ["entries/a.html"])
    assert list(look(tmp_path)) == ["rss.xml"]


@pytest.mark.parametrize("number", [1, 20], ids=["a few", "many"])
def test_files_reach_the_disk_before_their_names_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """After a power cut a renamed file is never an empty one; then the folders' own turn comes."""
    events: list[str] = []
    real = os.replace
    monkeypatch.setattr(os, "fsync", lambda _: events.append("sync"))
    monkeypatch.setattr(os, "sync", lambda: events.append("sync"))

    def rename(source: Path, target: Path) -> None:
        events.append("rename")
        real(source, target)

    monkeypatch.setattr(os, "replace", rename)
    publish(tmp_path, *((f"f{k}/rss.xml", b"feed") for k in range(number)))
    assert events == ["sync", *["rename"] * number, "sync"]


# ---- failures -------------------------------------------------------------------------------------


def failing_source() -> Iterator[Rendered]:
    """Yield two files, then fail as a check does."""
    yield Rendered("rss.xml", b"new")
    yield Rendered("entries/new.html", b"new")
    raise KeyboardInterrupt


def test_failed_rendering_leaves_every_old_file_and_nothing_else(tmp_path: Path) -> None:
    """Nothing is renamed before all is staged."""
    publish(tmp_path, ("rss.xml", b"old"), ("atom.xml", b"old"))
    before = look(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        FolderPublisher(tmp_path).publish(failing_source(), {}, ["atom.xml"])
    assert look(tmp_path) == before


def test_failed_staging_leaves_every_old_file_and_nothing_else(tmp_path: Path) -> None:
    """A folder in the way of a temporary name stops the run before the first rename."""
    publish(tmp_path, ("rss.xml", b"old"), ("atom.xml", b"old"))
    temporary_of(tmp_path / "atom.xml").mkdir()
    before = look(tmp_path)
    with pytest.raises(PublishError, match=r"atom\.xml"):
        publish(tmp_path, ("rss.xml", b"new"), ("atom.xml", b"new"), gone=("rss.xml",))
    assert look(tmp_path) == before


@pytest.mark.parametrize("name", ["atom.xml", "categories"], ids=["folder for a file", "file for a folder"])
def test_something_else_at_a_files_place_stops_the_run_whole(tmp_path: Path, name: str) -> None:
    """The message names what stands in the way, and the other files stay as they were."""
    publish(tmp_path, ("rss.xml", b"old"))
    if name == "atom.xml":
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_bytes(b"in the way")
    before = look(tmp_path)
    with pytest.raises(PublishError, match=name):
        publish(tmp_path, ("rss.xml", b"new"), ("atom.xml", b"new"), ("categories/x/rss.xml", b"new"))
    assert look(tmp_path) == before


def test_failed_renaming_leaves_whole_files_and_no_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was renamed is new, the rest is old, and nothing half-done lies about."""
    publish(tmp_path, ("a.xml", b"old"), ("b.xml", b"old"), ("c.xml", b"old"))
    real = os.replace

    def fail_on_second(source: Path, target: Path) -> None:
        if target.name == "b.xml":
            raise OSError(5, "Input/output error")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail_on_second)
    with pytest.raises(PublishError, match=r"b\.xml: cannot be replaced: Input/output error"):
        publish(tmp_path, ("a.xml", b"new"), ("b.xml", b"new"), ("c.xml", b"new"))
    found = {path: data for path, (data, _) in look(tmp_path).items()}
    assert found == {"a.xml": b"new", "b.xml": b"old", "c.xml": b"old"}


@pytest.mark.parametrize("plant", [Path.symlink_to, Path.hardlink_to], ids=["symlink", "hard link"])
def test_planted_link_at_the_temporary_name_is_not_followed(
    tmp_path: Path, plant: Callable[[Path, Path], None]
) -> None:
    """What it points to keeps its bytes, and the feed is a file of its own."""
    folder, victim = tmp_path / "feeds", tmp_path / "victim"
    folder.mkdir()
    victim.write_bytes(b"precious")
    plant(temporary_of(folder / "rss.xml"), victim)
    publish(folder, ("rss.xml", b"feed"))
    assert victim.read_bytes() == b"precious"
    assert (folder / "rss.xml").read_bytes() == b"feed"
    assert not (folder / "rss.xml").is_symlink()


def test_file_left_by_a_killed_run_is_replaced(tmp_path: Path) -> None:
    """Half-written bytes under the temporary name never reach the target."""
    temporary_of(tmp_path / "rss.xml").write_bytes(b"half of a much longer feed")
    publish(tmp_path, ("rss.xml", b"feed"))
    assert {path: data for path, (data, _) in look(tmp_path).items()} == {"rss.xml": b"feed"}


# ---- altered, sweep, dry run ----------------------------------------------------------------------


def test_altered_notices_what_no_longer_looks_as_it_was_put(tmp_path: Path) -> None:
    """Missing, of another size, of another time: one look each, no reading."""
    names = ["same.xml", "missing.xml", "size.xml", "time.xml", "categories/x/rss.xml"]
    outputs = publish(tmp_path, *((name, b"feed") for name in names))
    (tmp_path / "missing.xml").unlink()
    (tmp_path / "size.xml").write_bytes(b"longer feed")
    os.utime(tmp_path / "size.xml", ns=(0, outputs["size.xml"].mtime_ns))
    os.utime(tmp_path / "time.xml", ns=(0, outputs["time.xml"].mtime_ns + 1))
    (tmp_path / "categories/x/rss.xml").unlink()
    (tmp_path / "categories/x").rmdir()
    (tmp_path / "categories").rmdir()
    (tmp_path / "categories").write_bytes(b"a file for a folder")
    assert FolderPublisher(tmp_path).altered(outputs) == set(names) - {"same.xml"}


def test_altered_tells_a_folder_that_cannot_be_looked_into(tmp_path: Path) -> None:
    """As an error of ours with a path, not as a bug."""
    (tmp_path / "categories").symlink_to("categories")
    with pytest.raises(PublishError, match="categories"):
        FolderPublisher(tmp_path).altered({"categories/rss.xml": Output("categories/rss.xml", "", 0, 0)})


def test_sweep_deletes_temporary_files_only(tmp_path: Path) -> None:
    """Wherever a killed run left them; nothing behind a symlink."""
    folder, other = tmp_path / "feeds", tmp_path / "other"
    publish(folder, ("categories/x/rss.xml", b"feed"))
    other.mkdir()
    for path in (folder / "categories/x/rss.xml", folder / "new.xml", other / "rss.xml"):
        temporary_of(path).write_bytes(b"half")
    (folder / ".htaccess").write_bytes(b"the operator's")
    (folder / "linked").symlink_to(other)
    FolderPublisher(folder).sweep()
    assert list(look(folder)) == [".htaccess", "categories/x/rss.xml"]
    assert temporary_of(other / "rss.xml").exists()


def test_dry_run_says_what_would_be_done_and_does_nothing(tmp_path: Path) -> None:
    """The same paths as the real one, and no file, folder or time changes."""
    publish(tmp_path, ("same.xml", b"same"), ("rss.xml", b"old"), ("gone.xml", b"old"))
    before = look(tmp_path)
    files = [Rendered("same.xml", b"same"), Rendered("rss.xml", b"new"), Rendered("entries/a.html", b"new")]
    gone = ["gone.xml", "never.xml"]
    dry = DryRun(tmp_path).publish(files, {}, gone)
    assert look(tmp_path) == before
    assert not (tmp_path / "entries").exists()
    _, written, deleted = FolderPublisher(tmp_path).publish(files, {}, gone)
    assert (list(dry[0]), *dry[1:]) == ([], written, deleted)


def test_dry_run_sees_what_is_altered(tmp_path: Path) -> None:
    """Looking is the same."""
    outputs = publish(tmp_path, ("rss.xml", b"old"))
    assert DryRun(tmp_path).altered(outputs) == set()
    (tmp_path / "rss.xml").unlink()
    assert DryRun(tmp_path).altered(outputs) == {"rss.xml"}
