import pytest

from seedfeed.understanding.dateline import strip_dateline

FIRST = "The bridge was closed on Monday after engineers found cracks in it."


@pytest.mark.parametrize(
    "dateline",
    [
        "WASHINGTON (Reuters) - ",
        "OSLO • ",
        "LONDON — ",
        "NEW YORK, May 3 (AP) -- ",
        "PARIS, May 3, 2021 \u2013 ",
        "(Reuters) - ",
        "3 mai 2021. - ",
        "Berlin (dpa) - ",
    ],
)
def test_a_dateline_is_taken_off(dateline: str) -> None:
    """Place, day and agency are no part of the lead."""
    assert strip_dateline(dateline + FIRST) == FIRST


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        "Heron - a bird - is grey.",
        "Jo Heron \u2013 the mayor \u2013 left.",
        "NATO said so.",
        "COVID-19 is back.",
        "LONDON —",
    ],
)
def test_text_without_a_dateline_stays(text: str) -> None:
    """A dash alone does not make one."""
    assert strip_dateline(text) == text


@pytest.mark.parametrize(
    "opening", ["Oslo (CNN) ", "(AFP) ", "(reuters) ", "Port Louis, Mauritius (BBC News) "], ids=str.strip
)
def test_an_agency_without_a_dash_is_no_part_of_the_summary(opening: str) -> None:
    """Its name is known, and a sentence begins after it."""
    assert strip_dateline(f"{opening}{FIRST}") == FIRST


@pytest.mark.parametrize(
    "text",
    [
        "Public Broadcasting (BBC) is paid for by those who listen.",
        "Oslo (north) lies higher than the rest of it.",
        "The Dockers (DOC) Two of them were hurt.",
    ],
)
def test_a_bracket_that_is_no_agency_stays(text: str) -> None:
    """A name that is explained begins the sentence."""
    assert strip_dateline(text) == text


@pytest.mark.parametrize(
    ("opening", "text"),
    [
        ("Berlin (dpa) - ", "Die Brücke bleibt im Winter geschlossen."),
        ("Berlin/Potsdam (dpa/bb) – ", "Die Brücke bleibt im Winter geschlossen."),
        ("Madrid, 3 may (EFE).- ", "El puente seguirá cerrado en invierno."),
        ("By Ana Cruz London, Jun 11 (efe-epa).- ", "The bridge stays closed in winter."),
        ("PARIS (AFP) - ", "Le pont reste fermé pendant l\u2019hiver."),
        ("Lisboa, 03 mai 2024 (Lusa) – ", "A ponte fica fechada no inverno."),
        ("Warszawa (PAP) - ", "Most pozostanie zamknięty przez zimę."),
        ("ANKARA (AA) - ", "Köprü kışın kapalı kalacak."),
        ("القاهرة (رويترز) - ", "يبقى الجسر مغلقا طوال الشتاء."),
        ("تهران- ایرنا- ", "پل در زمستان بسته می‌ماند."),
        ("МОСКВА, 3 мая — РИА Новости. ", "Мост останется закрытым на зиму."),
        ("МОСКВА, 3 мая. /ТАСС/. ", "Мост останется закрытым на зиму."),
        ("新华社北京5月3日电 ", "这座桥冬天关闭。"),
        ("【ロンドン=共同】", "橋は冬の間閉鎖される。"),
        ("PORT ELLERY, Oct. 24, 2023 /PRNewswire/ -- ", "The bridge stays closed."),
        ("PORT ELLERY ? ", "The bridge stays closed."),
    ],
)
def test_datelines_of_many_languages_are_taken_off(opening: str, text: str) -> None:
    """Each as agencies of the language write it."""
    assert strip_dateline(opening + text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Jo Heron (Labour) - the mayor - left the town.",
        "Die Brücke (aus Stein) - sie ist alt - bleibt zu.",
        "Москва — столица. Там живут люди.",
        "桥5月3日关闭。",
        "تهران - پایتخت ایران - شهر بزرگی است.",
        "WHY? Nobody knows.",
    ],
)
def test_dashes_and_brackets_of_other_texts_stay(text: str) -> None:
    """Only an agency makes a dateline of them."""
    assert strip_dateline(text) == text


@pytest.mark.parametrize("unit", ["A", "A ", "А", "新", "(", "А-", "5月", "A ("])
def test_looking_for_a_dateline_returns_on_hostile_text(unit: str) -> None:
    """Only a paragraph's head is looked at."""
    text = unit * 100_000
    assert strip_dateline(text) == text
