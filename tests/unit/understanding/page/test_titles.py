import pytest

from seedfeed.understanding.page.statements import Statements
from seedfeed.understanding.page.titles import choose_title, strip_site


def state(title: str = "", og: str = "", h1: str = "") -> Statements:
    """Return what a page states of its title."""
    return Statements(
        metas={"og:title": (og,)} if og else {},
        article={},
        canonical="",
        saved="",
        base="",
        page_title=title,
        headings=(h1,) if h1 else (),
        times=(),
        language="",
        lines={},
    )


@pytest.mark.parametrize(
    ("statements", "title"),
    [
        (state(title="A bridge is closed | Crier", h1="A bridge is closed"), "A bridge is closed"),
        (state(title="A bridge is closed | Crier", h1="Crier"), "A bridge is closed"),
        (state(og="A bridge is closed", title="A bridge is closed - Crier", h1="Menu"), "A bridge is closed"),
        (
            state(og="Best bridges closed", title="Best bridges closed", h1="Why bridges are closed"),
            "Why bridges are closed",
        ),
        (state(title="Bridge | Crier", h1="The bridge is closed"), "The bridge is closed"),
        (state(title="Crier: A bridge is closed"), "A bridge is closed"),
        (state(title="A bridge is closed"), "A bridge is closed"),
        (state(h1="A bridge is closed"), "A bridge is closed"),
        (state(), ""),
    ],
    ids=[
        "heading",
        "heading is the site",
        "heading is a menu",
        "other words",
        "says more",
        "site first",
        "title",
        "only h1",
        "none",
    ],
)
def test_the_title_is_what_the_page_agrees_on(statements: Statements, title: str) -> None:
    """Without the site's name at either end."""
    assert choose_title(statements, "Crier", ["crier.example"])[0] == title


@pytest.mark.parametrize(
    ("title", "stripped"),
    [
        ("Bread – The Baker", "Bread"),
        ("Bread | News | The Baker", "Bread"),
        ("Bread - a history", "Bread - a history"),
        ("TheBaker: Bread", "Bread"),
        ("AC/DC plays", "AC/DC plays"),
        ("The Baker", "The Baker"),
    ],
)
def test_only_the_site_is_cut(title: str, stripped: str) -> None:
    """A dash inside a title is the title's own, unless the site stands behind it."""
    assert strip_site(title, {"the baker"}) == stripped
