"""`seedfeed serve --watch`: a page that is open shows what was built, by itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.servers import Preview, run_preview, wait_for
from tests.rules.site import Site, article

STRICT = "default-src 'none'; script-src 'none'; connect-src 'none'"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with an article."""
    site = Site(tmp_path / "site")
    site.write("a.txt", article(1))
    return site


@pytest.fixture
def preview(site: Site) -> Iterator[Preview]:
    """Its preview."""
    with run_preview(site.root) as found:
        yield found


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:  # noqa: ANN401 - Playwright's
    """A visitor's windows."""
    with browser.new_context() as found:
        yield found


def test_open_page_reloads_after_a_build(context: Any, site: Site, preview: Preview) -> None:  # noqa: ANN401
    """In standards mode as before, with no complaint of any policy, once a build and not again and again."""
    page = context.new_page()
    complaints: list[str] = []
    loads: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("load", lambda loaded: loads.append(loaded.url))
    page.goto(preview.url)
    for number in (2, 3):
        site.write(f"b{number}.txt", article(number))
        page.get_by_text(f"The harbour of town number {number} opens again").first.wait_for()
        page.wait_for_load_state()
        assert len(loads) == number
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    assert complaints == []


def test_page_that_was_in_the_background_reloads_too(context: Any, site: Site, preview: Preview) -> None:  # noqa: ANN401
    """It listens again once it is seen, whatever its own policy says of connections."""
    page = context.new_page()
    page.goto(preview.url)
    for hidden in ("true", "false"):
        page.evaluate(f"Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }})")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    with page.expect_event("load"):
        site.write("b.txt", article(2))


def test_page_with_a_policy_against_scripts_reloads_too(
    context: Any,  # noqa: ANN401
    site: Site,
    preview: Preview,
) -> None:
    """A site's own template may be as strict as it likes."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{STRICT}">'
    (site.feeds / "own.html").write_text(f"<!doctype html>\n<head>{policy}<title>Own</title></head>\n")
    page = context.new_page()
    page.goto(f"{preview.url}own.html")
    with page.expect_event("load"):
        site.write("b.txt", article(2))


def test_more_pages_than_connections_can_be_open(context: Any, site: Site, preview: Preview) -> None:  # noqa: ANN401
    """A browser has six to a host; a page in the background holds none of them."""
    pages = [context.new_page() for _ in range(8)]
    for page in pages:
        page.add_init_script("Object.defineProperty(document, 'hidden', { value: true })")
        page.goto(preview.url)
    site.write("b.txt", article(2))
    wait_for(lambda: "town-number-2" in (site.feeds / "rss.xml").read_text(encoding="utf-8"))
    pages[0].goto(preview.url)
    assert pages[0].get_by_text("The harbour of town number 2 opens again").count()
