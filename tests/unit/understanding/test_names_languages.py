# ruff: noqa: RUF001 - letters of other scripts are meant
import pytest

from seedfeed.understanding.names_abroad import LANGUAGES, find_names_abroad, read_table

# Articles made up for this: language, title, text, and the names a reader would look for.
ARTICLES = [
    pytest.param(
        "de",
        "Berlin plant neue Brücken",
        "Die deutsche Hauptstadt Berlin baut vier Brücken. Die Bundesregierung in Deutschland zahlt, "
        "sagte Anneliese Köhler. Köhler lobte den französischen Partner; Frankreich und Franzosen "
        "helfen. Der Berliner Senat dankte der Bundesregierung.",
        {"Deutschland", "Berlin", "Bundesregierung", "Frankreich", "Anneliese Köhler"},
        id="de",
    ),
    pytest.param(
        "fr",
        "La France construit un pont à Nice",
        "La France et l'Italie construisent un pont. Le gouvernement français remercie les ouvriers "
        "italiens. À Nice, Jean-Luc Beaumont a dit que Nice attendait ce pont. Beaumont est maire. "
        "L'Italie est contente.",
        {"France", "Italie", "Nice", "Jean-Luc Beaumont"},
        id="fr",
    ),
    pytest.param(
        "es",
        "España y México firman un acuerdo",
        "El Gobierno español y el mexicano firmaron en Madrid. México exporta más, y la ONU lo celebra, dijo "
        "Lucía Ferrero. Para Ferrero, la ONU ayuda. España y Madrid esperan.",
        {"España", "México", "Naciones Unidas", "Madrid", "Lucía Ferrero"},
        id="es",
    ),
    pytest.param(
        "pt",
        "Brasil abre museu em Lisboa",
        "O governo brasileiro abriu um museu em Lisboa. O Brasil e Portugal pagam. A União Europeia ajuda, "
        "e os portugueses também. Lisboa espera a UE, disse Beatriz Figueiredo.",
        {"Brasil", "Lisboa", "Portugal", "União Europeia", "Beatriz Figueiredo"},
        id="pt",
    ),
    pytest.param(
        "it",
        "L'Italia vince a Torino",
        "La squadra italiana ha vinto a Torino contro la Francia. I francesi hanno perso; l'allenatore "
        "Matteo Rinaldi ride. Rinaldi resta a Torino, la Francia torna a casa.",
        {"Italia", "Torino", "Francia", "Matteo Rinaldi"},
        id="it",
    ),
    pytest.param(
        "nl",
        "Nederland bouwt dijken met België",
        "De Nederlandse regering bouwt dijken. Belgische ingenieurs helpen in Zeeland. België betaalt, zegt "
        "Marijke Hoekstra. Hoekstra woont in Zeeland. Zeeland wacht.",
        {"Nederland", "België", "Zeeland", "Marijke Hoekstra"},
        id="nl",
    ),
    pytest.param(
        "sv",
        "Sverige bygger tåg till Norge",
        "Svenska ingenjörer bygger tåg till Norge. Norges regering betalar, säger Birgitta Lindqvist. "
        "Lindqvist bor i Stockholm. Stockholms tåg är gamla; Stockholm väntar.",
        {"Sverige", "Norge", "Stockholm", "Birgitta Lindqvist"},
        id="sv",
    ),
    pytest.param(
        "da",
        "Danmark bygger bro til Sverige",
        "Danske ingeniører bygger en bro til Sverige. Den svenske regering betaler, siger "
        "Birgitte Lindgaard. Lindgaard bor i Aarhus. Aarhus venter, og Folketinget i Aarhus takker. "
        "Folketinget sover.",
        {"Danmark", "Sverige", "Aarhus", "Folketinget", "Birgitte Lindgaard"},
        id="da",
    ),
    pytest.param(
        "no",
        "Norge bygger bro til Danmark",
        "Norske ingeniører bygger en bro til Danmark. Den danske regjeringen betaler, sier Ragnhild Solberg. "
        "Solberg bor i Tromsø. Tromsø venter, og Stortinget takker Tromsø. Stortinget sover.",
        {"Norge", "Danmark", "Tromsø", "Stortinget", "Ragnhild Solberg"},
        id="no",
    ),
    pytest.param(
        "ro",
        "România construiește un pod la Iași",
        "Inginerii români construiesc un pod la Iași. Guvernul Franței plătește; Franța ajută, spune Mihai "
        "Dragomirescu. Dragomirescu locuiește la Iași. Uniunea Europeană aprobă, spune UE.",
        {"România", "Iași", "Franța", "Uniunea Europeană", "Mihai Dragomirescu"},
        id="ro",
    ),
    pytest.param(
        "id",
        "Indonesia membangun jembatan di Surabaya",
        "Pemerintah Indonesia membangun jembatan di Surabaya. Jepang membayar, dan perusahaan Jepang senang, "
        "kata Bambang Kusnadi. Kusnadi tinggal di Surabaya. PBB memuji Surabaya, dan PBB membantu.",
        {"Indonesia", "Surabaya", "Jepang", "PBB", "Bambang Kusnadi"},
        id="id",
    ),
    pytest.param(
        "ko",
        "한국, 부산에 다리를 짓다",
        "한국은 부산에 새 다리를 짓는다. 프랑스의 회사가 참여하고 프랑스는 기뻐한다. "
        "유엔은 부산이 아름답다고 했고 유엔의 대표는 한국에 감사했다.",
        {"한국", "부산", "프랑스", "유엔"},
        id="ko",
    ),
    pytest.param(
        "tr",
        "Türkiye'nin yeni köprüsü İstanbul'da",
        "İstanbul'da yeni köprü açıldı. Türk mühendisler Almanya'dan döndü; Alman basını yazdı. Almanya "
        "memnun, dedi Ayşe Karaca. Karaca İstanbul'da yaşıyor.",
        {"Türkiye", "İstanbul", "Almanya", "Ayşe Karaca"},
        id="tr",
    ),
    pytest.param(
        "pl",
        "Polska buduje most w Krakowie",
        "W Krakowie powstaje most. Polskie firmy pracują z niemieckimi; Niemcy płacą. Unia Europejska też, "
        "mówi Agnieszka Wójcik. Wójcik mieszka w Krakowie. Unii Europejskiej dziękuje cała Polska i Niemcy.",
        {"Polska", "Kraków", "Niemcy", "Unia Europejska", "Agnieszka Wójcik"},
        id="pl",
    ),
    pytest.param(
        "ru",
        "Россия строит мост в Казани",
        "В Казани строят мост. Российские инженеры работают с китайскими; Китай платит. Госдума одобрила, "
        "сказал Сергей Петровский. Петровский живёт в Казани. Госдуму поздравили из Китая.",
        {"Россия", "Казань", "Китай", "Госдума", "Сергей Петровский"},
        id="ru",
    ),
    pytest.param(
        "uk",
        "Україна будує міст у Львові",
        "У Львові будують міст. Українські інженери працюють із польськими; Польща платить. У Польщі раді, "
        "сказала Оксана Мельничук. Мельничук живе у Львові. Верховна Рада схвалила, Верховну Раду хвалять.",
        {"Україна", "Львів", "Польща", "Верховна Рада", "Оксана Мельничук"},
        id="uk",
    ),
    pytest.param(
        "el",
        "Η Ελλάδα χτίζει γέφυρα στη Θεσσαλονίκη",
        "Στη Θεσσαλονίκη χτίζεται γέφυρα. Η ελληνική κυβέρνηση και η Γαλλία πληρώνουν. Οι γαλλικές εταιρείες "
        "χαίρονται, λέει η ΕΕ. Η Ευρωπαϊκή Ένωση βοηθά τη Γαλλία.",
        {"Ελλάδα", "Θεσσαλονίκη", "Γαλλία", "Ευρωπαϊκή Ένωση"},
        id="el",
    ),
    pytest.param(
        "ar",
        "مصر تبني جسرا في القاهرة",
        "تبني الحكومة المصرية جسرا في القاهرة. وفرنسا تدفع، والشركات الفرنسية تعمل. قالت الأمم المتحدة "
        "إن القاهرة جميلة، وشكرت مصر الأمم المتحدة وفرنسا.",
        {"مصر", "القاهرة", "فرنسا", "الأمم المتحدة"},
        id="ar",
    ),
    pytest.param(
        "fa",
        "ایران در شیراز پل می‌سازد",
        "دولت ایران در شیراز پل می‌سازد. شرکت‌های ایرانی با چین کار می‌کنند. سازمان ملل گفت شیراز زیباست "
        "و چین از سازمان ملل تشکر کرد.",
        {"ایران", "شیراز", "چین", "سازمان ملل"},
        id="fa",
    ),
    pytest.param(
        "zh",
        "中国在武汉建桥",
        "中国在武汉建了一座新桥。法国公司参加,法国很高兴。联合国说武汉很美,联合国感谢中国。",
        {"中国", "武汉", "法国", "联合国"},
        id="zh",
    ),
    pytest.param(
        "ja",
        "日本が札幌に橋を建設",
        "日本は札幌に新しい橋を造る。フランスの会社も参加し、フランスは喜んでいる。トヨタも札幌で協力し、トヨタ自動車が払う。",
        {"日本", "札幌", "フランス", "トヨタ自動車"},
        id="ja",
    ),
]


def labels(language: str, title: str, text: str) -> dict[str, str]:
    """Return label and kind of the names found."""
    found = find_names_abroad(title, text, language)
    return {category.label: category.kind for category in found}


@pytest.mark.parametrize(("language", "title", "text", "names"), ARTICLES)
def test_names_of_an_article(language: str, title: str, text: str, names: set[str]) -> None:
    """Each country under one name, in the article's own language; cities, organisations and people beside."""
    assert set(labels(language, title, text)) == names


def test_every_language_has_an_article_here() -> None:
    """A table that nothing tries may hold anything."""
    assert {case.values[0] for case in ARTICLES} == LANGUAGES


def test_a_language_without_a_table_gives_nothing() -> None:
    """Welsh would need a table of its own."""
    assert labels("cy", "Paris", "Paris Paris Paris") == {}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_tables_hold_whole_names(language: str) -> None:
    """A label is never a stem, and no form is empty."""
    table = read_table(language)
    for forms in table.forms.values():
        for form in forms:
            assert form.name
            assert "*" not in form.name
            assert all(word.rstrip("*") for word in form.words)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Une nice idée, nice et nice. Les tours de la ville, les tours, les tours."),
        ("es", "El pan de hoy, el pan de ayer, el pan."),
        ("ru", "Того человека нет. Того дома нет. Того дня нет."),
        ("pt", "Vale lembrar. Vale dizer. Vale pensar."),
        ("ja", "NEUTRAL NEUTRAL NEUTRAL の話"),
        ("pl", "Ulica Jana Kowalskiego, plac Jana Kowalskiego, dom Jana Kowalskiego."),
        ("de", "Das Essen war gut. Das Essen kam. Das Essen ging. Abend und Morgen, Abend und Morgen."),
    ],
    ids=["cities", "acronyms", "pronouns", "companies", "inside a word", "another case", "nouns"],
)
def test_ordinary_words_are_no_names(language: str, text: str) -> None:
    """What is also a word counts only as it is written as a name."""
    assert labels(language, "Titel", text) == {}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("pt", "Luana Figueiredo da Silva chegou. Silva sorriu.", "Luana Figueiredo da Silva"),
        ("es", "Lucía Ferrero Salas llegó. Ferrero sonrió.", "Lucía Ferrero Salas"),
        ("fr", "Jean-Luc Le Beaumont est venu. Beaumont a souri.", "Jean-Luc Le Beaumont"),
        ("de", "Im Mai kam Walter Köhler. Walter April sagte nichts. Köhler schwieg.", "Walter Köhler"),
        ("nl", "Marijke van der Hoek kwam. Hoek lachte.", "Marijke van der Hoek"),
    ],
    ids=["particle", "two surnames", "article", "month", "two particles"],
)
def test_people_by_full_name(language: str, text: str, name: str) -> None:
    """Surnames are made in each language's own way."""
    assert labels(language, "Titel", text) == {name: "person"}


@pytest.mark.parametrize("language", ["fr", "ru", "ar", "zh"])
@pytest.mark.parametrize(
    "text", ["中" * 50_000, "Anna " * 20_000, "Росс" * 25_000, "l'" * 50_000, "ال" * 50_000]
)
def test_hostile_text_costs_little(language: str, text: str) -> None:
    """What is looked at is cut first, and each pattern is linear."""
    assert set(labels(language, text[:200], text[:3_500])) == set()
