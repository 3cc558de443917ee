"""The pages from run to run: complete whatever the order of events, touched only where they change."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from tests.rules.site import EPOCH, Site

SETTINGS = '[site]\nurl = "https://news.example/"\ntitle = "News"\n'
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def tagged(number: int, *tags: str, link: str | None = None) -> str:
    """Return an article with these tags, and a link where it is said to have one."""
    stated = f"link: {link}\n" if link else ""
    return (
        f"---\ntitle: Harbour {number}\ntags: [{', '.join(tags)}]\n{stated}---\n\n"
        f"The harbour number {number} opened again on Monday after a winter of repairs, its owner said.\n"
    )


def page_of(site: Site, number: int) -> str:
    """Return the page of an article."""
    (path,) = (site.feeds / "entries").glob(f"harbour-{number}-*.html")
    return path.read_text(encoding="utf-8")


def sitemap(site: Site) -> set[str]:
    """Return every address that a search engine finds."""
    index = ET.parse(site.feeds / "sitemap.xml").getroot()
    files = [str(found.text).removeprefix("https://news.example/") for found in index.iter(LOC)]
    return {str(found.text) for file in files for found in ET.parse(site.feeds / file).getroot().iter(LOC)}


def make_site(root: Path) -> Site:
    """Return a site with three articles, of which two share a tag."""
    site = Site(root)
    site.configure(SETTINGS)
    site.write("a1.md", tagged(1, "Boats", "Fish"))
    site.write("a2.md", tagged(2, "Boats"), age_s=7200)
    site.write("a3.md", tagged(3, "Nets", link="https://crier.example/3"), age_s=7201)
    site.build(at=EPOCH)
    return site


def test_older_page_leads_to_a_category_that_has_a_page_now(tmp_path: Path) -> None:
    """The second article with a tag brings the category's page; the first one's page then leads there."""
    site = make_site(tmp_path)
    assert "../categories/boats/index.html" in page_of(site, 1)
    assert "categories/fish" not in page_of(site, 1)
    site.write("a4.md", tagged(4, "Fish"), age_s=60)
    site.build(at=EPOCH + 60)
    assert "../categories/fish/index.html" in page_of(site, 1)


def test_pages_are_those_of_a_full_run(tmp_path: Path) -> None:
    """However a site came about, `--full` finds nothing to write."""
    site = make_site(tmp_path)
    site.write("a4.md", tagged(4, "Fish", "Nets"), age_s=60)
    site.build(at=EPOCH + 60)
    (site.seeds / "a2.md").unlink()
    site.build(at=EPOCH + 120)
    before = site.snapshot()
    site.build("--full", at=EPOCH + 180)
    assert site.snapshot() == before


def test_sitemap_names_every_page(tmp_path: Path) -> None:
    """The landing page, those of feeds, and those of entries; a linked article has none here."""
    site = make_site(tmp_path)
    entries = {path.name for path in (site.feeds / "entries").iterdir()}
    assert len(entries) == 2
    assert sitemap(site) == {
        "https://news.example/",
        "https://news.example/categories/boats/",
        *(f"https://news.example/entries/{name}" for name in entries),
    }


def test_sitemap_loses_what_is_gone(tmp_path: Path) -> None:
    """A sitemap without a page is deleted, and not named any more."""
    site = make_site(tmp_path)
    assert (site.feeds / "sitemaps" / "00000.xml").is_file()
    for name in ("a1.md", "a2.md"):
        (site.seeds / name).unlink()
    site.build(at=EPOCH + 60)
    assert not (site.feeds / "sitemaps" / "00000.xml").exists()
    assert sitemap(site) == {"https://news.example/"}
    site.write("a5.md", tagged(5, "Fish"), age_s=60)
    site.build(at=EPOCH + 120)
    assert len(sitemap(site)) == 2


def test_sitemap_that_somebody_deleted_comes_back(tmp_path: Path) -> None:
    """As every other file does."""
    site = make_site(tmp_path)
    before = site.published_bytes()
    (site.feeds / "sitemaps" / "00000.xml").unlink()
    site.build(at=EPOCH + 60)
    assert site.published_bytes() == before


def test_new_style_is_on_every_page_at_once_and_in_no_feed(tmp_path: Path) -> None:
    """A site that changes its template sees it everywhere; feed readers see nothing new."""
    site = make_site(tmp_path)
    own = site.seeds.parent / "look"
    own.mkdir()
    layout = '{% extends "seedfeed/layout.html" %}{% block footer %}<p>First</p>{% endblock %}'
    (own / "layout.html").write_text(layout, encoding="utf-8")
    site.configure(f'{SETTINGS}[pages]\ntemplates = "../look"\n')
    site.build(at=EPOCH + 60)
    before = site.published_bytes()
    (own / "layout.html").write_text(layout.replace("First", "Second"), encoding="utf-8")
    site.build(at=EPOCH + 120)
    after = site.published_bytes()
    changed = {path for path in after if after[path] != before[path]}
    # An entry's page has a footer of its own.
    assert changed == {"index.html", "categories/boats/index.html"}
    assert b"<p>Second</p>" in after["index.html"]


def test_broken_template_leaves_the_pages_as_they_were(tmp_path: Path) -> None:
    """One line names file and line; what is published stays whole, and the next run goes on from there."""
    site = make_site(tmp_path)
    own = site.seeds / "_look"
    own.mkdir()
    (own / "index.html").write_text("<!doctype html>\n{{ site.titel }}\n", encoding="utf-8")
    before = site.snapshot()
    site.configure(f'{SETTINGS}[pages]\ntemplates = "_look"\n')
    done = site.build(code=64, at=EPOCH + 60)
    (line,) = done.stderr.splitlines()
    assert re.search(r"_look/index\.html:2: .*titel", line)
    assert site.snapshot() == before
    (own / "index.html").unlink()
    site.build(at=EPOCH + 120)
    assert site.build(at=EPOCH + 180).stdout == ""


def test_templates_in_seeds_are_no_articles(tmp_path: Path) -> None:
    """The natural place for them is beside the settings."""
    site = make_site(tmp_path)
    own = site.seeds / "look"
    own.mkdir()
    (own / "entry.html").write_text('{% extends "seedfeed/entry.html" %}\n', encoding="utf-8")
    (own / "parts").mkdir()
    (own / "parts" / "article.html").write_text("<h1>A title</h1><p>A text of some words.</p>\n")
    site.configure(f'{SETTINGS}[pages]\ntemplates = "look"\n')
    site.build(at=EPOCH + 60)
    assert sorted(site.items()) == ["a1.md", "a2.md", "a3.md"]


def test_templates_are_compiled_once(tmp_path: Path) -> None:
    """Beside the ledger, where every run after the first finds them; one that is broken is made again."""
    site = make_site(tmp_path)
    compiled = {path: path.stat().st_mtime_ns for path in (site.seeds / ".seedfeed/templates").iterdir()}
    assert len(compiled) == 5
    site.write("a4.md", tagged(4, "Fish"), age_s=60)
    site.build(at=EPOCH + 60)
    assert {path: path.stat().st_mtime_ns for path in compiled} == compiled
    for path in compiled:
        path.write_bytes(b"nothing of ours")
    site.write("a5.md", tagged(5, "Fish"), age_s=60)
    site.build(at=EPOCH + 120)
    assert "Harbour 5" in page_of(site, 5)


def test_run_that_finds_no_article_changed_sees_a_new_template(tmp_path: Path) -> None:
    """Also where a run looks at nothing but names and times: one long after all was written."""
    site = make_site(tmp_path)
    own = site.root / "look"
    own.mkdir()
    (own / "style.css").write_text("body {}", encoding="utf-8")
    site.configure(f'{SETTINGS}[pages]\ntemplates = "../look"\n')
    later = EPOCH + 10 * 365 * 86_400
    site.build(at=later)
    site.build(at=later + 60)
    (own / "style.css").write_text("html {}", encoding="utf-8")
    site.build(at=later + 120)
    assert site.published_bytes()["style.css"].startswith(b"html {}\n")
