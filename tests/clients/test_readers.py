"""The readers themselves: a developer may lack one, CI may not."""

import pytest

from tests.clients.readers import load_reader


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
