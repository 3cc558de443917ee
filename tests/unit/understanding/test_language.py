import pytest

from seedfeed.understanding.language import guess_language, parse_language
from seedfeed.understanding.lexicon import read_lists
from seedfeed.understanding.words import read_vocabulary


def guess(text: str) -> str | None:
    """Guess by all words of a text."""
    return guess_language(text, read_vocabulary(text.lower()).words)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            (
                "The bridge was closed on Monday, and it will stay so "
                "until the spring, as the mayor of the town has said."
            ),
            "en",
        ),
        (
            (
                "Die Brücke wurde am Montag gesperrt und bleibt bis zum "
                "Frühjahr zu, wie der Bürgermeister der Stadt sagte."
            ),
            "de",
        ),
        (
            (
                "Le pont est fermé depuis lundi et le restera jusqu'au "
                "printemps, a dit le maire de la ville dans un entretien."
            ),
            "fr",
        ),
        (
            (
                "El puente está cerrado desde el lunes y lo estará hasta "
                "la primavera, según dijo el alcalde de la ciudad."
            ),
            "es",
        ),
        (
            (
                "Il ponte è chiuso da lunedì e lo sarà fino alla primavera, "
                "ha detto il sindaco della città in una intervista."
            ),
            "it",
        ),
        (
            (
                "Мост закрыт, как это было и в прошлом году, и он будет закрыт до "
                "весны, как сказал мэр города в интервью на радио."
            ),
            "ru",
        ),
        (
            (
                "أغلق الجسر يوم الاثنين بعد أن وجد المهندسون شقوقا في أعمدته، وقال "
                "رئيس البلدية إن الجسر سيبقى مغلقا من الآن إلى الربيع في المدينة"
            ),
            "ar",
        ),
        ("橋は月曜日に閉鎖され、春まで閉鎖されたままだと市長は述べた。", "ja"),
        ("这座桥星期一关闭市长说将一直关闭到春天。", "zh"),
        ("다리는 월요일에 폐쇄되었고 봄까지 폐쇄될 것이라고 시장이 말했다.", "ko"),
    ],
)
def test_common_languages_are_told(text: str, language: str) -> None:
    """By script, or by their commonest words."""
    assert guess(text) == language


@pytest.mark.parametrize("text", ["", "Zorblax krimp vunt", "12345 67890", "the and of", "et la de a en"])
def test_too_little_gives_none(text: str) -> None:
    """Unsure gives nothing."""
    assert guess(text) is None


@pytest.mark.parametrize(
    ("stated", "tag"),
    [
        ("en", "en"),
        ("EN-us", "en-US"),
        ("pt_BR", "pt-BR"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("English", None),
        ("", None),
        (None, None),
        ("e", None),
        ("en us", None),
    ],
)
def test_a_stated_language_is_a_tag_or_nothing(stated: str | None, tag: str | None) -> None:
    """BCP 47, in its usual case."""
    assert parse_language(stated) == tag


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Старый трамвай снова вышел. Вагоны ждали с цветами.", "ru"),
        ("Міст знову відкрили, її чекали давно.", "uk"),
        ("Мост је поново отворен, људи су чекали.", "sr"),
        ("فتحت المدينة القديمة أبوابها للزوار", "ar"),
        ("شهر پس از سال‌ها پل بزرگ گشوده شد", "fa"),
        ("Қала жаңа көпір ашты", None),
    ],
)
def test_a_languages_own_letters_tell_it_where_its_words_are_few(text: str, language: str | None) -> None:
    """Of those that share a script; where letters of two are there, neither."""
    assert guess(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Le phare de la pointe a un nouveau gardien, et l'ancien n'est pas sûr que la ville lui plaise.",
            "fr",
        ),
        ("El faro de la punta tiene un nuevo guardián, y no es seguro que le guste la ciudad.", "es"),
        ("O farol da ponta tem um novo guarda, e não é certo que a cidade lhe agrade.", "pt"),
        ("Il faro della punta ha un nuovo guardiano, e non è detto che la città gli piaccia.", "it"),
        ("Fyren lyser igen, och det var fiskarna som inte ville vänta på hamnen för att tända den.", "sv"),
        (
            "Fyret lyser nu igen, og det var fiskerne som ikke ville vente meget, men tog ud mod øen.",
            "da",
        ),
        ("It's not clear that they're going to keep the light, and we've been told it isn't theirs.", "en"),
    ],
)
def test_two_short_sentences_are_enough(text: str, language: str) -> None:
    """Related languages are told apart by words that only one of them has."""
    assert guess(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Meclis eğitim yasasını kabul etti, öğretmenlerin maaşları artıyor.", "tr"),
        ("Řeka zůstala zamrzlá, lodě čekají v přístavu.", "cs"),
        ("A kőhíd zárva, a hűvös őszi szél elfújta a tetőt, mondták a kertész fűzfái.", "hu"),
        ("Cầu đá đã đóng cửa, người dân đi thuyền qua sông.", "vi"),
    ],
)
def test_letters_of_its_own_tell_a_language_in_latin_script(text: str, language: str) -> None:
    """Where a text is too short for its commonest words."""
    assert guess(text) == language


def test_stop_words_of_a_language_fit_in_the_byte_that_counts_them() -> None:
    """Else its count would run over into that of the next language."""
    assert max(map(len, read_lists("stop_words.txt").values())) <= 255
