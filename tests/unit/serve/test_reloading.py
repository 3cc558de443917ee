from threading import Thread

import pytest

from seedfeed.serve.reloading import Builds, add_script

SCRIPT = b'<script src="/.seedfeed/reload.js?build=7"></script>'


@pytest.mark.parametrize(
    ("page", "changed"),
    [
        (b"<html><head><meta><p>", b"<html><head>SCRIPT<meta><p>"),
        (b'<HEAD class="a">\n', b'<HEAD class="a">SCRIPT\n'),
        (b"<!doctype html><p>bare", b"<!doctype html><p>bareSCRIPT"),
        (b"<header><p>", b"<header><p>SCRIPT"),
        (b"<head><head>", b"<head>SCRIPT<head>"),
        (b"", b"SCRIPT"),
    ],
)
def test_script_stands_first_in_the_head(page: bytes, changed: bytes) -> None:
    """Before any policy that the page states, and after the doctype, without which browsers turn quirky."""
    assert add_script(page, "7") == changed.replace(b"SCRIPT", SCRIPT)


def test_waiting_ends_with_the_next_build() -> None:
    """Whoever shows the latest build waits; whoever shows another does not."""
    builds = Builds()
    shown = builds.current
    assert builds.wait_for_other(shown, 0) == shown
    assert builds.wait_for_other("another", 60) == shown
    found: list[str] = []
    waiting = Thread(target=lambda: found.append(builds.wait_for_other(shown, 60)))
    waiting.start()
    builds.announce()
    waiting.join(60)
    assert found == [builds.current] != [shown]


@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_policy_of_a_page_is_left_out(quote: str) -> None:
    """It would keep the script from listening; the server's own is sent with the page."""
    meta = f"<meta http-equiv={quote}Content-Security-Policy{quote} content=\"default-src 'none'\">"
    page = f"<!doctype html><head>{meta}<title>a</title></head>".encode()
    assert b"default-src" not in add_script(page, "7")
    assert b"<title>a</title>" in add_script(page, "7")
