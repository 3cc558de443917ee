"""The readers themselves: a developer may lack one, CI may not."""

import pytest

from tests.clients.readers import load_reader
from tests.clients.web_servers import find_program


def test_missing_reader_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that cannot be imported must not pass unnoticed where it counts."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(ImportError):
        load_reader("no_such_reader")


def test_missing_reader_is_skipped_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not installed it can still run the other tests."""
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception):
        load_reader("no_such_reader")


def test_missing_program_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for what is installed beside Python."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(AssertionError, match="no-such-reader is missing: apt install reader"):
        find_program("no-such-reader", "reader")


def test_missing_program_is_skipped_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="needs no-such-reader: apt install reader"):
        find_program("no-such-reader", "reader")
