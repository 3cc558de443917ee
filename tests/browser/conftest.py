"""Debian's Chromium, driven by Playwright, before a site that is served on this machine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.visit import Visit
from tests.clients.readers import load_reader
from tests.clients.servers import run_nginx
from tests.clients.web_servers import find_program
from tests.conformance.edition import ARTICLES, SETTINGS
from tests.conformance.edition import URL as EDITION_URL
from tests.rules.site import EPOCH, Site

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Not localhost: there a browser trusts http less.
    "--host-resolver-rules=MAP plain.example 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests."""
    path = find_program("chromium", "chromium")
    playwright = load_reader("playwright.sync_api", "browser")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A rich site, built for the address at which it is served; that address, and FEEDS."""
    root = tmp_path_factory.mktemp("browser") / "site"
    with run_nginx(tmp_path_factory.mktemp("nginx")) as server:  # `seedfeed serve` answers to no other name
        server.show(root / "feeds")
        site = Site(root)
        site.configure(SETTINGS.replace(EDITION_URL, server.url) + "[pages]\nentries = 'all'\n")
        for number, (name, text) in enumerate(ARTICLES.items(), start=1):
            site.write(name, text, age_s=60 * number)
        site.build(at=EPOCH)
        yield server.url, site.feeds


@pytest.fixture
def visit(browser: Any, published: tuple[str, Path]) -> Iterator[Visit]:  # noqa: ANN401 - Playwright's
    """A visitor, who leaves without an error on the console and without a request to another host."""
    visitor = Visit(browser, *published)
    yield visitor
    visitor.leave()
    assert visitor.complaints == []
    host = urlsplit(published[0]).port
    assert {urlsplit(address).port for address in visitor.requests} <= {host}
    hosts = {urlsplit(address).hostname for address in visitor.requests}
    assert hosts <= {"127.0.0.1", "plain.example"}
