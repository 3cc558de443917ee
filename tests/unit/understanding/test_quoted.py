from collections.abc import Callable

import pytest

from seedfeed.model import Draft
from seedfeed.understanding.lines import Line
from seedfeed.understanding.quoted import MOST_QUOTED, find_quoted

DraftOf = Callable[..., Draft]


def quoted_in(text: str, language: str | None) -> list[str]:
    """Return the names that are found in a text of one line."""
    return [name for name, _, _ in find_quoted((Line(1, text),), language)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        pytest.param("It is closed, reported Reuters on Monday.", ["Reuters"], id="reported X"),
        pytest.param("It is closed, Al Jazeera reported on Monday.", ["Al Jazeera"], id="X reported"),
        pytest.param("The New York Times reports that it is closed.", ["The New York Times"], id="X reports"),
        pytest.param("According to AFP it is closed.", ["Agence France-Presse"], id="according to X"),
        pytest.param("The mayor told the BBC that it was safe.", ["BBC"], id="told the X"),
        pytest.param("She told Reuters: “It is safe.”", ["Reuters"], id="colon behind the name"),
        pytest.param("It fell into the river.CNN reported it first.", ["CNN"], id="glued to a sentence"),
        pytest.param("LONDON (Reuters) - It is closed.", ["Reuters"], id="dateline"),
        pytest.param("ANKARA (AA) - It is closed.", ["Anadolu Agency"], id="dateline with an abbreviation"),
        pytest.param("It (Reuters) - (AFP) is closed.", ["Reuters"], id="brackets in a sentence"),
        pytest.param("He told people, according to him, that reporters know.", [], id="no outlet"),
        pytest.param("A BBC reporter saw it. It is reportedly closed.", [], id="no verb"),
        pytest.param("The senator told Time that he was well.", ["Time"], id="ordinary word after told"),
        pytest.param("The senator told The Hill that he was well.", ["The Hill"], id="with its article"),
        pytest.param("He told the Nation and the State to wait.", [], id="ordinary words with an article"),
        pytest.param("Time reports are due. People reported it. The State reported it.", [], id="subjects"),
        pytest.param("Independent reports say it is closed.", [], id="an adjective"),
        pytest.param("The Independent reports that it is closed.", ["The Independent"], id="an outlet"),
        pytest.param("It is closed, the Independent reported.", ["The Independent"], id="the X reported"),
        pytest.param("report told according to", [], id="verbs alone"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_who_is_quoted_in_english(text: str, quoted: list[str]) -> None:
    """By the verbs of reporting, and the agency in a dateline."""
    assert quoted_in(text, "en") == quoted


@pytest.mark.parametrize(
    ("language", "text", "quoted"),
    [
        ("de", "Die Brücke sei gesperrt, berichtet der Spiegel am Montag.", "Der Spiegel"),
        ("de", "Die Brücke ist laut dpa gesperrt.", "dpa"),
        ("fr", "Le pont est fermé, rapporte Le Monde.", "Le Monde"),
        ("fr", "Le pont est fermé, selon l'agence. Selon, donc selon Reuters, il rouvrira.", "Reuters"),
        ("es", "El puente está cerrado, según la agencia EFE.", "EFE"),
        ("pt", "A ponte está fechada, segundo a Folha de S.Paulo.", "Folha de S.Paulo"),
        ("it", "Il ponte è chiuso, riporta il Corriere della Sera.", "Corriere della Sera"),
        ("nl", "De brug is dicht, meldt de NOS.", "NOS"),
        ("pl", "Most jest zamknięty, podaje PAP.", "PAP"),
        ("ru", "Мост закрыт, сообщает «Коммерсантъ».", "Kommersant"),
        ("ar", "أغلق الجسر يوم الاثنين، بحسب الشرق الأوسط.", "Asharq Al-Awsat"),
        ("fa", "به گزارش بی‌بی‌سی فارسی پل بسته است.", "BBC Persian"),
        ("zh", "据新华社报道桥梁已经关闭。", "Xinhua"),
    ],
)
def test_who_is_quoted_in_other_languages(language: str, text: str, quoted: str) -> None:
    """Each language has its own verbs; articles, kinds of outlet and quotes may stand before the name."""
    assert quoted_in(text, language) == [quoted]


def test_quoted_outlets_are_told_once_in_their_order() -> None:
    """With the line of the first place, and only so many."""
    body = (Line(3, "AFP reported it. Then she told Reuters."), Line(5, "Reuters reported it, AFP reports."))
    assert find_quoted(body, None) == [
        ("Agence France-Presse", "quoted", 3),
        ("Reuters", "quoted", 3),
    ]
    names = ["AFP", "Reuters", "BBC", "CNN", "NPR", "Politico", "Axios"]
    many = Line(1, " ".join(f"He told {name}." for name in names))
    assert len(find_quoted((many,), "en")) == MOST_QUOTED


@pytest.mark.parametrize("text", ["told Reuters", "LONDON (Reuters) - x"])
def test_only_the_beginning_is_read(text: str) -> None:
    """Who is quoted far down says little about an article."""
    assert quoted_in("x" * 5_000 + "\n" + text, "en") == []


@pytest.mark.parametrize("unit", ["told ", "report ", "(A", "(AFP) - ", "a", "A ", "报道", "«", "«a"])
def test_hostile_texts_are_read_at_once(unit: str) -> None:
    """100 KB of what the rules look for are cut before they look."""
    assert len(quoted_in(unit * (100_000 // len(unit)), "en")) <= MOST_QUOTED
