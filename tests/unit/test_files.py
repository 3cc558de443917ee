import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from seedfeed.errors import BusyError, PublishError
from seedfeed.files import (
    drop,
    flush,
    flush_folders,
    put_in_place,
    read_if_there,
    run_lock,
    stage,
    temporary_of,
)

STAGE = """
import sys
from pathlib import Path
from seedfeed.files import stage
stage(Path(sys.argv[1]), b"new")
"""
HOLD = """
import sys
from collections.abc import Iterator
from pathlib import Path
from seedfeed.files import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_temporary_name_is_fixed_hidden_and_beside_its_target(tmp_path: Path) -> None:
    """One name a target: the next run overwrites what a killed one left, and no server lists it."""
    temporary = temporary_of(tmp_path / "rss.xml")
    assert temporary == tmp_path / ".rss.xml.seedfeed-tmp"


def test_staged_file_stands_beside_the_old_one(tmp_path: Path) -> None:
    """Readers see the old bytes until the rename, then the new."""
    target = tmp_path / "deep" / "rss.xml"
    target.parent.mkdir()
    target.write_bytes(b"old")
    temporary = stage(target, b"new")
    assert (target.read_bytes(), temporary.read_bytes()) == (b"old", b"new")
    put_in_place(temporary, target)
    assert target.read_bytes() == b"new"
    assert not temporary.exists()


def test_staging_makes_folders(tmp_path: Path) -> None:
    """A new category brings its own folder."""
    assert stage(tmp_path / "a/b/rss.xml", b"new").read_bytes() == b"new"


def test_staged_file_can_be_read_by_a_server_of_another_user(tmp_path: Path) -> None:
    """Feeds are public: 0644 under the usual umask, whatever a planted file had."""
    before = os.umask(0o022)
    try:
        temporary = stage(tmp_path / "rss.xml", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(temporary.stat().st_mode) == 0o644


def test_staging_over_a_longer_leftover_leaves_nothing_of_it(tmp_path: Path) -> None:
    """What a killed run left is cut to nothing first."""
    temporary_of(tmp_path / "rss.xml").write_bytes(b"a much longer leftover")
    assert stage(tmp_path / "rss.xml", b"new").read_bytes() == b"new"


def test_staging_on_a_full_disk_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the target and says why."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fstat", full)
    (tmp_path / "rss.xml").write_bytes(b"old")
    with pytest.raises(PublishError, match=r"rss\.xml: cannot be written: No space left on device"):
        stage(tmp_path / "rss.xml", b"new")
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["rss.xml"]


def test_planted_pipe_at_the_temporary_name_does_not_hang(tmp_path: Path) -> None:
    """A FIFO without a reader would stop a run for ever; it is taken away."""
    os.mkfifo(temporary_of(tmp_path / "rss.xml"))
    command = [sys.executable, "-c", STAGE, str(tmp_path / "rss.xml")]
    subprocess.run(command, check=True, capture_output=True, timeout=5)
    assert temporary_of(tmp_path / "rss.xml").read_bytes() == b"new"


def test_rename_over_a_folder_keeps_it_and_drops_the_temporary_file(tmp_path: Path) -> None:
    """What stands in the way is the operator's to remove."""
    (tmp_path / "rss.xml").mkdir()
    temporary = tmp_path / "new"
    temporary.write_bytes(b"new")
    with pytest.raises(PublishError, match=r"rss\.xml: cannot be replaced"):
        put_in_place(temporary, tmp_path / "rss.xml")
    assert [path.name for path in tmp_path.iterdir()] == ["rss.xml"]


def test_reading_tells_missing_from_unreadable(tmp_path: Path) -> None:
    """None only where there is nothing."""
    (tmp_path / "there").write_bytes(b"bytes")
    assert read_if_there(tmp_path / "there") == b"bytes"
    assert read_if_there(tmp_path / "missing") is None
    with pytest.raises(PublishError, match="cannot be read: Is a directory"):
        read_if_there(tmp_path)


def test_dropping_tells_whether_it_was_there(tmp_path: Path) -> None:
    """A file that is gone already, or whose folder is a file now, is no error; a folder is one."""
    (tmp_path / "there").write_bytes(b"")
    assert drop(tmp_path / "there")
    assert not drop(tmp_path / "there")
    (tmp_path / "file").write_bytes(b"")
    assert not drop(tmp_path / "file" / "below")
    with pytest.raises(PublishError, match="cannot be deleted"):
        drop(tmp_path)


@pytest.mark.parametrize("number", [0, 1, 8, 9], ids=lambda n: f"{n} files")
def test_flushing_takes_any_number(tmp_path: Path, number: int) -> None:
    """A few one by one, many at once, and both leave the files alone."""
    files = [tmp_path / f"{k}" / "x" for k in range(number)]
    for file in files:
        file.parent.mkdir()
        file.write_bytes(b"x")
    flush(files)
    flush_folders({file.parent for file in files})
    assert all(file.read_bytes() == b"x" for file in files)


def test_flushing_what_is_gone_is_told(tmp_path: Path) -> None:
    """A staged file that somebody deleted is noticed before anything is renamed."""
    with pytest.raises(PublishError, match="cannot be brought to the disk"):
        flush([tmp_path / "missing"])


# ---- the lock -------------------------------------------------------------------------------------


@pytest.fixture
def holder(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the lock until its stdin is closed."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_second_run_is_told_that_the_lock_is_held(tmp_path: Path, holder: "subprocess.Popen[str]") -> None:
    """It ends at once and touches nothing; when the first ends, the lock is free."""
    with pytest.raises(BusyError, match="another run holds the lock"), run_lock(tmp_path / "lock"):
        pytest.fail("two runs at a time")
    holder.communicate()
    with run_lock(tmp_path / "lock"):
        pass


def test_lock_of_a_killed_run_is_free(tmp_path: Path, holder: "subprocess.Popen[str]") -> None:
    """The kernel frees it: no stale lock, nobody has to delete a file."""
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with run_lock(tmp_path / "lock"):
        pass


def test_lock_is_freed_by_an_error(tmp_path: Path) -> None:
    """Whatever ends the run."""

    def fail() -> None:
        with run_lock(tmp_path / "lock"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    with run_lock(tmp_path / "lock"):
        pass


def test_lock_is_not_inherited_by_a_child(tmp_path: Path) -> None:
    """A child that outlives the run does not keep it."""
    code = "print('started', flush=True); input()"
    command = [sys.executable, "-c", code]
    with ExitStack() as first:
        first.enter_context(run_lock(tmp_path / "lock"))
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=False, text=True
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "started\n"
    with child, run_lock(tmp_path / "lock"):
        child.communicate("\n")


def test_planted_symlink_is_no_lock(tmp_path: Path) -> None:
    """What it points to is neither made nor opened."""
    (tmp_path / "lock").symlink_to(tmp_path / "victim")
    with pytest.raises(PublishError, match="lock: cannot be made"), run_lock(tmp_path / "lock"):
        pytest.fail("the lock was followed")
    assert not (tmp_path / "victim").exists()
