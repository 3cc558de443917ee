import re

import pytest

from seedfeed.understanding.patterns import _compiled, _rules, find_rule


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Read the complete article at: Daily Heron", "Daily Heron"),
        ("Read the full story on The Heron", "The Heron"),
        ("Read more at Daily Heron", "Daily Heron"),
        ("Source: Daily Heron", "Daily Heron"),
        ("(Source: Daily Heron)", "Daily Heron)"),
        ("Quelle: Der Reiher", "Der Reiher"),
        ("Originally published at Daily Heron", "Daily Heron"),
        ("This article first appeared in The Heron.", "The Heron."),
        ("This story was originally published by Heron News", "Heron News"),
        ("Via Daily Heron", "Daily Heron"),
        ("via: heron.example", "heron.example"),
        ("H/T Daily Heron", "Daily Heron"),
    ],
)
def test_ways_to_name_the_source(line: str, value: str) -> None:
    """Each of them states where the article comes from."""
    found = find_rule(line)
    assert found is not None
    assert (found[0], found[2]) == ("source", value)


TITLE = "One of the bridges is closed"


@pytest.mark.parametrize(
    "label",
    [
        "Also read:", "Read also:", "See also:", "Related:", "RELATED STORY |",
        "Related article -", "READ MORE:", "Read next:", "You may also like:",
        "Lesen Sie auch:", "Mehr zum Thema:", "Siehe auch:", "Lire aussi :",
        "À lire aussi :", "Voir aussi :", "Lea también:", "Te puede interesar:",
        "Leia também:", "Veja também:", "Leggi anche:", "Vedi anche:", "Lees ook:",
        "Läs också:", "Læs også:", "Les også:", "Lue myös:", "Czytaj także:",
        "Zobacz też:", "Čtěte také:", "Citește și:", "Pročitajte još:",
        "Διαβάστε επίσης:", "Ayrıca okuyun:", "Baca juga:", "Xem thêm:",
        "Читайте также:", "Читайте також:", "اقرأ أيضاً:", "\u200fاقرأ أيضًا :",
        "مواضيع ذات صلة:", "بیشتر بخوانید:", "همچنین بخوانید:", "یہ بھی پڑھیں:",
        "קראו גם:", "यह भी पढ़ें:", "相关阅读：", "延伸閱讀：", "【相关新闻】", "関連記事：", "관련기사:",
    ],
)  # fmt: skip
def test_ways_to_point_elsewhere(label: str) -> None:
    """Each of them names another article."""
    assert find_rule(f"{label} {TITLE}") == ("related", "also read", TITLE)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "…",
        "Related parties must agree.",
        "See also the annex of the treaty.",
        "Lire aussi est un plaisir.",
        "Mehr zum Thema gibt es nicht.",
    ],
)
def test_lines_without_a_rule_give_nothing(line: str) -> None:
    """A word alone is no evidence."""
    assert find_rule(line) is None


def test_every_rule_compiles_and_can_be_reached() -> None:
    """A rule of the data file with a broken pattern or no first word would never be noticed."""
    for number, rule in enumerate(_rules()):
        assert rule.words
        assert isinstance(_compiled(number)[2], re.Pattern)


@pytest.mark.parametrize(
    "unit", ["a", " ", "read the full story ", "by ", ": ", "https://", "get ", "(", "1"]
)
def test_no_rule_hangs_on_long_lines(unit: str) -> None:
    """Each rule returns for 10,000 hostile characters after each of its first words."""
    for number, rule in enumerate(_rules()):
        pattern = _compiled(number)[2]
        for word in rule.words:
            pattern.match(f"{word} " + unit * (10_000 // len(unit)))


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("本文转载自新华网", "新华网"),
        ("\u200fنُقِلَ", None),
        ("\u200fمنبع: بندر\u200f", "بندر"),
        ("نقلًا عن الخبر", "الخبر"),
    ],
)
def test_scripts_without_spaces_and_marks_of_reading_are_understood(line: str, value: str | None) -> None:
    """A run of Chinese is looked up by how it begins, Arabic without its marks."""
    found = find_rule(line)
    assert (found[2] if found else None) == value
