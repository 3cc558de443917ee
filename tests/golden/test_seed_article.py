"""The real article of seeds/, and what a reader must find of it in every feed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[2]
NAME = "000_1c87374ca828797f.txt"
ATOM = "{http://www.w3.org/2005/Atom}"
TITLE = "Iran Grows New Loyalist Iraqi Militias"
FIRST_SENTENCE = (
    "Iran has hand picked hundreds of trusted fighters from among the cadres of its most powerful Iraqi "
    "militias, forming smaller, elite and fiercely loyal factions in a shift away from relying on large "
    "groups with which it once exerted influence, reported Reuters in an exclusive report."
)
RELATED = "Iran and Hezbollah are establishing a foothold in Canada"
HOME = "https://english.aawsat.com/"
IPTC = "http://cv.iptc.org/newscodes/mediatopic/"


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """FEEDS as the command line makes it of the seed article alone."""
    root = tmp_path_factory.mktemp("seed")
    (root / "seeds").mkdir()
    shutil.copy(ROOT / "seeds" / NAME, root / "seeds")
    (root / "seeds" / "seedfeed.toml").write_text('site.url = "https://news.example/"\n', encoding="utf-8")
    subprocess.run([sys.executable, "-m", "seedfeed", "build"], cwd=root, check=True, capture_output=True)
    return root / "feeds"


@pytest.fixture(scope="module")
def item(feeds: Path) -> dict[str, Any]:
    """The article in JSON."""
    (found,) = json.loads((feeds / "feed.json").read_bytes())["items"]
    return dict(found)


@pytest.fixture(scope="module")
def entry(feeds: Path) -> ET.Element:
    """The article in Atom."""
    found = ET.fromstring((feeds / "atom.xml").read_bytes()).find(f"{ATOM}entry")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def rss_item(feeds: Path) -> ET.Element:
    """The article in RSS."""
    found = ET.fromstring((feeds / "rss.xml").read_bytes()).find("channel/item")
    assert found is not None
    return found


def test_title_is_the_first_line(item: dict[str, Any], entry: ET.Element, rss_item: ET.Element) -> None:
    """The same title in all three formats."""
    assert [item["title"], entry.findtext(f"{ATOM}title"), rss_item.findtext("title")] == [TITLE] * 3


def test_summary_is_the_first_sentence_whole(
    item: dict[str, Any], entry: ET.Element, rss_item: ET.Element
) -> None:
    """Whole, and nothing besides."""
    found = [item["summary"], entry.findtext(f"{ATOM}summary"), rss_item.findtext("description")]
    assert found == [FIRST_SENTENCE] * 3


def test_source_is_the_outlet_with_its_english_home_page(item: dict[str, Any], entry: ET.Element) -> None:
    """The outlet that published the article, not the agency it quotes."""
    assert item["_seedfeed"]["source"] == {"name": "Asharq Al-Awsat", "url": HOME}
    via = [link.get("href") for link in entry.findall(f"{ATOM}link") if link.get("rel") == "via"]
    assert via == [HOME]
    assert f'Source: <a href="{HOME}">Asharq Al-Awsat</a>' in item["content_html"]


def test_link_is_its_own_page(feeds: Path, item: dict[str, Any], rss_item: ET.Element) -> None:
    """No link to the original is known, none is guessed; the page is there."""
    link = rss_item.findtext("link") or ""
    assert link == item["url"]
    assert link.startswith("https://news.example/entries/iran-grows-new-loyalist-iraqi-militias-")
    assert "external_url" not in item
    page = (feeds / link.removeprefix("https://news.example/")).read_text(encoding="utf-8")
    assert FIRST_SENTENCE in page
    assert RELATED in page


def test_related_title(item: dict[str, Any]) -> None:
    """What "Also read" points to is kept apart."""
    assert item["_seedfeed"]["related"] == [RELATED]


def test_categories_name_who_and_where_and_a_topic(item: dict[str, Any], entry: ET.Element) -> None:
    """Iran, Iraq, the Quds Force; war or politics, with IPTC's code."""
    found = {(c["kind"], c["label"]): c for c in item["_seedfeed"]["categories"]}
    assert {("place", "Iran"), ("place", "Iraq"), ("organization", "Quds Force")} <= found.keys()
    topics = [label for kind, label in found if kind == "topic"]
    assert topics[0] in {"conflict, war and peace", "politics"}
    schemes = {c.get("scheme"): c.get("term") for c in entry.findall(f"{ATOM}category")}
    assert schemes[IPTC] in {"16000000", "11000000"}
    assert item["tags"] == [c.get("label") for c in entry.findall(f"{ATOM}category")]


@pytest.mark.parametrize(
    "furniture", ["Latest news", "Related news", "Read the complete article", "Also read"]
)
def test_no_furniture_is_published(feeds: Path, furniture: str) -> None:
    """What the site put around the article is in no feed and on no page."""
    files = [path for path in feeds.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert not [path.name for path in files if furniture.encode() in path.read_bytes()]


def test_quoted_agency_is_told_apart_from_the_source() -> None:
    """`explain` names Reuters as quoted."""
    done = subprocess.run(
        [sys.executable, "-m", "seedfeed", "explain", str(ROOT / "seeds" / NAME)],
        check=True,
        capture_output=True,
        text=True,
    )
    rows = [line.split("  ") for line in done.stdout.splitlines()]
    assert [row[0] for row in rows if "Reuters" in row] == ["quoted"]
    sources = [line for line in done.stdout.splitlines() if line.startswith("source")]
    assert len(sources) >= 1
    assert all("Reuters" not in line for line in sources)


def test_explain_says_of_every_line_what_it_is() -> None:
    """In the order of the file, below the findings."""
    done = subprocess.run(
        [sys.executable, "-m", "seedfeed", "explain", str(ROOT / "seeds" / NAME)],
        check=True,
        capture_output=True,
        text=True,
    )
    rows = [line.split() for line in done.stdout.partition("\n\n")[2].splitlines()[2:]]
    text = (ROOT / "seeds" / NAME).read_text(encoding="utf-8")
    assert [int(row[0]) for row in rows] == [
        at for at, line in enumerate(text.split("\n"), 1) if line.strip()
    ]
    assert [row[1] for row in rows] == ["title", *["body"] * 8, "source", "related", "trailer", "trailer"]


def test_no_date_is_invented(item: dict[str, Any]) -> None:
    """Without a stated date it is the time the file was first seen, and updated is no later."""
    assert item["date_published"] == item["date_modified"] == item["_seedfeed"]["first_seen"]
