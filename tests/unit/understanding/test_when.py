from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from seedfeed.dates import find_date
from seedfeed.model import Draft
from seedfeed.understanding.when import date_of_key

DraftOf = Callable[..., Draft]
TEXT = (
    "The bridge was closed after engineers found cracks in it, and it "
    "will stay so until spring, as the mayor said on the radio."
)
DAY = datetime(2021, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "May 3, 2021",
        "3 May 2021",
        "Published: 3 May 2021",
        "Monday, May 3rd, 2021 10:30 AM",
        "Posted on 2021-05-03 by admin",
        "Originally published on May 3, 2021",
        "By Jo Heron | May 3, 2021",
        "3 mai 2021",
        "3. Mai 2021",
        "2021年5月3日",
        "By Jo HeronMay 3, 2021",
        "Veröffentlicht am 3.5.2021 um 10:30 Uhr",
        "Publicado el 3 de mayo de 2021",
        "Опубликовано 3 мая 2021",
        "Opublikowano: 3 maja 2021",
        "٣ مايو ٢٠٢١",
        "2021年5月3日 10:30",
    ],
)
def test_a_line_near_the_top_gives_the_date(draft_of: DraftOf, line: str) -> None:
    """A day alone is midnight UTC."""
    assert draft_of(f"Bridge closed\n{line}\n{TEXT}").published == DAY


@pytest.mark.parametrize(
    "lead", ["3 mai 2021. - ", "WASHINGTON, May 3, 2021 (Reuters) - ", "Paris, 3 May 2021 — "]
)
def test_a_dateline_gives_the_date_and_is_no_summary(draft_of: DraftOf, lead: str) -> None:
    """The lead begins after it."""
    draft = draft_of(f"Bridge closed\n\n{lead}{TEXT}")
    assert draft.published == DAY
    assert draft.summary == TEXT


def test_an_update_is_told_from_the_publication(draft_of: DraftOf) -> None:
    """The word before a date decides."""
    draft = draft_of(f"Bridge closed\nPublished May 1, 2021. Updated May 3, 2021\n{TEXT}")
    assert (draft.published, draft.updated) == (datetime(2021, 5, 1, tzinfo=UTC), DAY)


@pytest.mark.parametrize(
    "text",
    [
        f"Bridge closed\n{TEXT}\nOn May 3, 2021 it had been opened by the king, who came by boat.",
        f"Bridge closed\n03/04/2021\n{TEXT}",
        f"Bridge closed\nMay 2021\n{TEXT}",
        f"Bridge closed\n31 February 2021\n{TEXT}",
        f"WASHINGTON, May 3 (Reuters) - {TEXT}",
        f"Bridge closed\nOn 3 May 2021 the bridge was closed for ever\n{TEXT}",
    ],
)
def test_dates_of_the_story_or_in_doubt_give_nothing(draft_of: DraftOf, text: str) -> None:
    """A wrong date is worse than none."""
    assert draft_of(text).published is None


def test_metadata_wins_and_a_bad_date_is_noted(draft_of: DraftOf) -> None:
    """An author's date that is none is told, and the text is asked instead."""
    assert draft_of(f"Bridge closed\nMay 3, 2021\n{TEXT}", date="2020-01-01").published == datetime(
        2020, 1, 1, tzinfo=UTC
    )
    draft = draft_of(f"Bridge closed\nMay 3, 2021\n{TEXT}", date="soon")
    assert draft.published == DAY
    assert any("not a date" in finding.value for finding in draft.evidence if finding.field == "note")


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2021/05/03/bridge", DAY),
        ("/news/2021/5/3/bridge.html", DAY),
        ("2021-05-03-bridge", DAY),
        ("2021/05/bridge", None),
        ("2021/02/31/bridge", None),
    ],
)
def test_a_day_where_the_site_keeps_it_is_the_last_resort(
    draft_of: DraftOf, path: str, day: datetime | None
) -> None:
    """As publishers file their articles; what the article itself says comes first."""
    draft = draft_of(f"Bridge closed\n{TEXT}", path=path)
    assert draft.published == day
    assert [found.rule for found in draft.evidence if found.field == "published"] == ["path"] * bool(day)
    assert draft_of(f"Bridge closed\nMay 4, 2021\n{TEXT}", path=path).published == DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("2021-05-03-bridge.md", DAY),
        ("a/20210503_x.txt", DAY),
        ("2021/05/03/x.txt", DAY),
        ("x-2021_05_03.txt", DAY),
        ("2021/05/x.txt", None),
        ("a20210503b.txt", None),
        ("12021-05-03.txt", None),
        ("20210231.txt", None),
        ("x.txt", None),
    ],
)
def test_a_path_may_hold_a_day(key: str, day: datetime | None) -> None:
    """Digits inside a longer word are no date."""
    assert date_of_key(key) == day


@pytest.mark.parametrize(
    "text", ["1 " * 50_000, "2024-" * 20_000, "May " * 25_000, "1/1/" * 25_000], ids=lambda text: text[:5]
)
def test_finding_dates_returns_on_hostile_text(text: str) -> None:
    """No date, no hang."""
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("fr", datetime(2021, 4, 3, tzinfo=UTC)),
        ("en-GB", datetime(2021, 4, 3, tzinfo=UTC)),
        ("en-US", datetime(2021, 3, 4, tzinfo=UTC)),
        ("en", None),
        ("zh", None),
    ],
)
def test_the_language_says_which_number_is_the_day(
    draft_of: DraftOf, language: str, day: datetime | None
) -> None:
    """Where it does not, the line gives no date."""
    assert draft_of(f"Bridge closed\n03/04/2021\n{TEXT}", language=language).published == day


def test_a_stated_date_in_doubt_is_read_and_noted(draft_of: DraftOf) -> None:
    """Front matter means to state a date; its author is told how it was taken."""
    draft = draft_of(f"Bridge closed\n{TEXT}", date="03/04/2021")
    assert draft.published == datetime(2021, 3, 4, tzinfo=UTC)
    notes = [finding.value for finding in draft.evidence if finding.field == "note"]
    assert notes == ["published: '03/04/2021' read as month/day/year, write 2021-03-04 to be sure"]
    assert draft_of(f"Bridge closed\n{TEXT}", date="03/04/2021", language="de").published == datetime(
        2021, 4, 3, tzinfo=UTC
    )


def test_a_single_line_below_the_text_may_state_the_date(draft_of: DraftOf) -> None:
    """Several are those of comments or of other articles."""
    text = f"Bridge closed\n{TEXT}\n{TEXT}\n"
    assert draft_of(text + "First published on 3 May 2021").published == DAY
    assert draft_of(text + "Published 3 May 2021\nAnother bridge\nPublished 4 May 2021").published is None
    assert draft_of(text + "Built on 3 May 2021").published is None
