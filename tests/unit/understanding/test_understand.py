import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedfeed.config import Categories, Config, SourceRule, Summary
from seedfeed.model import Article, Category, Draft, Problem, Source
from seedfeed.text import clean, name_slug
from seedfeed.understanding import title_of_key, understand

Make = Callable[..., Article]
DraftOf = Callable[..., Draft]
SEED = Path(__file__).parents[3] / "seeds" / "000_1c87374ca828797f.txt"
STORY = (
    "The river Arva rose by two metres overnight and flooded the lower streets of the town.\n\n"
    "Shopkeepers carried their goods to the upper floors while firefighters pumped out cellars."
)


@pytest.fixture
def seed(make_article: Make) -> Draft:
    """Return what is made of the article the project was started with."""
    draft = understand(make_article(SEED.read_text(encoding="utf-8"), key=SEED.name), Config())
    assert isinstance(draft, Draft)
    return draft


def test_seed_has_its_title_and_first_sentence(seed: Draft) -> None:
    """The article the project was started with gives its title and its lead, whole."""
    assert seed.title == "Iran Grows New Loyalist Iraqi Militias"
    assert seed.summary.startswith("Iran has hand picked")
    assert seed.summary.endswith("in an exclusive report.")


def test_seed_is_from_the_outlet_it_names_and_only_quotes_the_agency(seed: Draft) -> None:
    """The trailer names the source; the agency quoted in the text is none; no link is made up."""
    assert seed.source == Source(name="Asharq Al-Awsat", url="https://english.aawsat.com/")
    assert seed.link is None
    assert seed.quoted == ("Reuters",)
    assert seed.published is None


def test_seed_is_about_war_iran_and_iraq(seed: Draft) -> None:
    """A topic and the names that matter become categories."""
    kinds = {category.label: category.kind for category in seed.categories}
    assert kinds["Iran"] == kinds["Iraq"] == "place"
    assert kinds["Quds Force"] == "organization"
    assert seed.categories[0].term in {"16000000", "11000000"}


def test_seed_keeps_its_trailer_out(seed: Draft) -> None:
    """What the site put below the text is told as evidence and stands nowhere else."""
    assert seed.related == ("Iran and Hezbollah are establishing a foothold in Canada",)
    told = {finding.value for finding in seed.evidence if finding.field == "furniture"}
    assert told == {"Latest news", "Related news"}


def test_full_text_holds_the_body_only(make_article: Make) -> None:
    """With full texts on, the body is there, escaped, without title and trailer."""
    article = make_article(
        "A < B\n\nOne & two are published here, and nothing else is.\n\nRelated news\nOther thing"
    )
    draft = understand(article, Config(content="full"))
    assert isinstance(draft, Draft)
    assert draft.body_html == "<p>One &amp; two are published here, and nothing else is.</p>"


def test_an_excerpt_has_no_body(draft_of: DraftOf) -> None:
    """Another's full text is not republished unless the operator says so."""
    assert draft_of("Title\n\n" + STORY).body_html is None


@pytest.mark.parametrize(
    ("everywhere", "there", "whole"), [("full", "excerpt", False), ("excerpt", "full", True)]
)
def test_a_rule_of_the_source_decides_over_the_global_one(
    draft_of: DraftOf, everywhere: str, there: str, *, whole: bool
) -> None:
    """`content` of a source wins over `content` of the site."""
    rule = SourceRule(name="Daily Heron", content=there)  # type: ignore[arg-type]
    config = Config(content=everywhere, sources=(rule,))  # type: ignore[arg-type]
    draft = draft_of(f"Title\n\n{STORY}\n\nSource: Daily Heron", config)
    assert (draft.body_html is not None) is whole


@pytest.mark.parametrize("text", ["", "   \n\n\t", "\n" * 1000, "----\n====", "…"])
def test_an_article_without_words_is_a_problem(make_article: Make, text: str) -> None:
    """Nothing can be published of it; the message says what to do."""
    found = understand(make_article(text, key="sub/x.txt"), Config())
    assert isinstance(found, Problem)
    assert found.where == "sub/x.txt"
    assert "write" in found.what


def test_a_title_alone_is_an_article(draft_of: DraftOf) -> None:
    """A title in the metadata is enough; the summary is empty then."""
    draft = draft_of("", title="  Only\na title ")
    assert (draft.title, draft.summary) == ("Only a title", "")


def test_metadata_title_makes_the_first_line_body(draft_of: DraftOf) -> None:
    """The first line is text when the title is known."""
    assert draft_of(STORY, title="Flood").summary.startswith("The river Arva")


def test_a_first_line_that_repeats_the_title_is_dropped(draft_of: DraftOf) -> None:
    """The summary never says the title again."""
    draft = draft_of(
        "The Town Is Flooded by Its River, Again!\n\n" + STORY,
        title="The town is flooded by its river, again",
    )
    assert draft.summary.startswith("The river Arva")


def test_a_paragraph_first_gives_its_first_sentence_as_title(draft_of: DraftOf) -> None:
    """A text without a title line is not left out."""
    draft = draft_of("The dam held. " + "Water stood high behind it for many days, and people waited. " * 5)
    assert draft.title == "The dam held."
    assert not draft.summary.startswith("The dam held.")


def test_an_endless_first_sentence_is_cut_at_a_word(draft_of: DraftOf) -> None:
    """No title is longer than 250 characters."""
    draft = draft_of("word " * 400)
    assert draft.title.endswith("word…")
    assert len(draft.title) <= 250


def test_furniture_before_the_title_is_no_title(draft_of: DraftOf) -> None:
    """A scraped page may begin with its navigation."""
    assert draft_of("Skip to content\nAdvertisement\n\nDam holds\n\n" + STORY).title == "Dam holds"


def test_a_file_name_gives_the_title_when_the_text_has_none(draft_of: DraftOf) -> None:
    """Words in the file's name are the last resort."""
    assert draft_of("...", key="x/2024-05-17-dam-holds_again.txt").title == "Dam holds again"
    assert title_of_key("000_1c87374ca828797f.txt") == ""


def test_tags_stand_alone(draft_of: DraftOf) -> None:
    """An author's tags leave no room for guesses, unless they are asked for; doubles and blanks go."""
    text = (
        "Germany votes\n\n"
        + "Voters in Germany elect a new parliament on Sunday. Germany's minister voted. " * 3
    )
    tags = ("Rivers", "rivers ", "", "C++")
    assert [c.label for c in draft_of(text, tags=tags).categories] == ["Rivers", "C++"]
    always = draft_of(text, Config(categories=Categories(auto="always")), tags=tags)
    assert [c.kind for c in always.categories][:3] == ["tag", "tag", "topic"]
    assert draft_of(text, Config(categories=Categories(auto="never"))).categories == ()


def test_labels_are_renamed_and_dropped(draft_of: DraftOf) -> None:
    """The operator's words win; two labels renamed to one are one."""
    rules = Categories(rename={"river": "Water", "LAKE": "Water"}, drop=("Mud",))
    draft = draft_of("Title\n\n" + STORY, Config(categories=rules), tags=("River", "lake", "mud"))
    assert draft.categories == (Category(kind="tag", term="Water", label="Water"),)


def test_each_finding_leaves_evidence(draft_of: DraftOf) -> None:
    """`explain` can say for each field by which rule and from which line it came."""
    draft = draft_of(
        f"Dam holds\nBy Jo Heron\n\n{STORY}\n\nSource: Daily Heron", first_line=10, notes=("cp1252 guessed",)
    )
    told = {finding.field: finding for finding in draft.evidence}
    assert (told["title"].line, told["authors"].line, told["summary"].line, told["source"].line) == (
        10,
        11,
        13,
        17,
    )
    assert told["note"].value == "cp1252 guessed"
    assert [author.name for author in draft.authors] == ["Jo Heron"]


def test_metadata_is_taken_over(draft_of: DraftOf) -> None:
    """Id, draft mark, language, link and dates are as the author states them."""
    draft = draft_of(
        "Title\n\n" + STORY,
        id="urn:x:1",
        draft=True,
        language="pt_br",
        link="https://heron.example/a",
        date="2024-05-17",
    )
    assert (draft.id, draft.draft, draft.language, draft.link) == (
        "urn:x:1",
        True,
        "pt-BR",
        "https://heron.example/a",
    )
    assert draft.published == datetime(2024, 5, 17, tzinfo=UTC)
    assert draft.source == Source(name="heron.example", url="https://heron.example/")


def test_importing_the_room_loads_nothing_costly() -> None:
    """A run that changes nothing must not pay for parsers and sanitisers."""
    costly = "nh3 lxml dateutil sentencex tomllib markdown_it urllib.parse importlib.resources feedgen"
    code = f"import sys, seedfeed.understanding; print([m for m in {costly.split()} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


LINES = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        [
            "Latest news",
            "By Jo Heron",
            "Source: Daily Heron",
            "https://heron.example/a",
            "Also read: That",
            "17 May 2024",
            "A sentence of some length that ends as sentences do.",
            "“An open quotation that never ends. And on.",
            "# H",
            "> q",
        ]
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(LINES, max_size=12),
    kind=st.sampled_from(["text", "markdown"]),
    length=st.integers(40, 400),
    title=st.none() | st.text(max_size=300).map(clean),
    summary=st.none() | st.text(max_size=600).map(clean),
    tags=st.lists(st.text(max_size=20).map(clean), max_size=4),
)
def test_any_text_gives_a_draft_or_a_problem(  # noqa: PLR0913 - one argument a part of the input
    *, lines: list[str], kind: str, length: int, title: str | None, summary: str | None, tags: list[str]
) -> None:
    """Whatever is in the folder, the title is there, the summary fits, and no two categories share a path."""
    from seedfeed.model import Metadata

    article = Article(
        key="x.txt",
        format=kind,  # type: ignore[arg-type]
        text=clean("\n".join(lines)),
        content_hash="0" * 32,
        mtime=datetime(2026, 1, 1, tzinfo=UTC),
        metadata=Metadata(title=title, summary=summary, tags=tuple(tags)),
    )
    config = Config(summary=Summary(length=length), content="full")
    found = understand(article, config)
    assert found == understand(article, config)
    if isinstance(found, Problem):
        return
    assert found.title.strip()
    assert len(found.title) <= 250
    assert len(found.summary) <= length
    for text in (found.title, found.summary, *(category.label for category in found.categories)):
        assert "\n" not in text
        assert clean(text) == text
    slugs = [name_slug(category.label) for category in found.categories]
    assert len(slugs) == len(set(slugs))


SIZE = 100_000


@pytest.mark.parametrize("kind", ["text", "markdown"])
@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        "A ",
        '"',
        "“",
        ".",
        ". ",
        "(",
        "[",
        ">",
        "> ",
        "- ",
        "*a",
        "`",
        "By ",
        "By A and ",
        "1 ",
        "2024-",
        "http://",
        "https://a.b/ ",
        "Source: ",
        "(via ",
        "A.B.",
        "a\n",
        "A a.\n\n",
        "Mr. ",
        "via ",
        "Also read: ",
        "\n",
        "\u200b",
        "中",
        "é",
        "<b>",
        "&",
        "of the ",
        "Photo: ",
        "# ",
        "||",
        "\\",
    ],
    ids=repr,
)
def test_long_monotonous_text_returns(make_article: Make, unit: str, kind: str) -> None:
    """Hostile text ends in a Draft or a Problem; its cost is measured elsewhere."""
    text = (unit * (SIZE // len(unit) + 1))[:SIZE]
    found = understand(make_article("Title\n\n" + text, format=kind), Config())
    assert isinstance(found, Draft | Problem)


def test_references_that_scraping_left_are_decoded(draft_of: DraftOf) -> None:
    """A reader sees the apostrophe and the ampersand, not their names in HTML."""
    draft = draft_of(
        "Tom &amp; Jerry&#8217;s return\n\nThe two &ldquo;enemies&rdquo; met at AT&T again on Monday."
    )
    assert draft.title == "Tom & Jerry’s return"
    assert draft.summary == "The two “enemies” met at AT&T again on Monday."


def test_references_that_an_export_left_in_front_matter_are_decoded(draft_of: DraftOf) -> None:
    """Blogs that moved bring their titles as HTML."""
    draft = draft_of(
        STORY, title="R&amp;D &#8211; a story", summary="It is &ldquo;new&rdquo;.", tags=("Q&amp;A",)
    )
    assert (draft.title, draft.summary) == ("R&D – a story", "It is “new”.")
    assert draft.categories == (Category(kind="tag", term="Q&A", label="Q&A"),)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('He said ""no"" and ""yes""', 'He said "no" and "yes"'),
        ('He said "no" and ""', 'He said "no" and ""'),
        ('An empty "" is an empty ""', 'An empty " is an empty "'),
        ('One empty ""', 'One empty ""'),
        ('He said "no" and "yes"', 'He said "no" and "yes"'),
    ],
)
def test_quotation_marks_are_single_again_where_an_export_doubled_all(
    draft_of: DraftOf, written: str, title: str
) -> None:
    """RFC 4180 §2.7; a text in which only some are doubled means them."""
    assert draft_of(f"{written}\n\nThe old bridge is closed for the winter.").title == title
