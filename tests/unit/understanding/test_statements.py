"""What lines above and below a text say of its source, each form in many languages, and what says nothing."""

from collections.abc import Callable

import pytest

from seedfeed.model import Draft, Source
from seedfeed.understanding.patterns import find_rule
from seedfeed.understanding.statements import parse_name

DraftOf = Callable[..., Draft]
TEXT = "The bridge was closed on Monday after engineers found cracks in two of its pillars."
SENTENCE = "It carries forty thousand cars a day, and nobody knows when it will be open again."
ARTICLE = f"Bridge closed\n\n{TEXT}\n\n{SENTENCE}\n\n"
URL = "https://www.heron.example/2021/bridge.html"


def source_of(draft: Draft) -> str | None:
    """Return the name of an entry's source."""
    return draft.source.name if draft.source else None


KNOWN = [
    # English
    ("Read the complete article at: Asharq Al-Awsat", "Asharq Al-Awsat"),
    ("Read the full story on Reuters.", "Reuters"),
    ("Read the rest of the story at the Guardian", "The Guardian"),
    ("Read more at: BBC News", "BBC"),
    ("Read more on Politico »", "Politico"),
    ("Source: Reuters", "Reuters"),
    ("SOURCE : Reuters.", "Reuters"),
    ("Source:Reuters", "Reuters"),
    ("Source - Reuters", None),
    ("[Source: Reuters]", "Reuters"),
    ("Source: Reuters, London", "Reuters"),
    ("Source: Reuters, 2021", "Reuters"),
    ("Source: AFP", "Agence France-Presse"),
    ("Source: Jo Doe, The Guardian", "The Guardian"),
    ("News source: Al Jazeera", "Al Jazeera"),
    ("Original article: The Guardian", "The Guardian"),
    ("Original story on NPR", "NPR"),
    ("Click here to read the full article on Reuters.", "Reuters"),
    ("To read the full story, visit The Guardian.", "The Guardian"),
    ("You can read the full interview at NPR.", "NPR"),
    ("Full story at The Guardian", "The Guardian"),
    ("Click here to read more at Reuters", "Reuters"),
    ("For more on this story, visit Reuters", "Reuters"),
    ("More at Reuters »", "Reuters"),
    ("Continue reading on The Guardian »", "The Guardian"),
    ("View original article at Reuters", "Reuters"),
    ("The original version of this article appeared in The Guardian.", "The Guardian"),
    ("This piece was originally on Politico", "Politico"),
    ("Story via The Guardian", "The Guardian"),
    ("Source:\nReuters", "Reuters"),
    ("Source\nReuters", "Reuters"),
    ("Read the complete article at:\nAsharq Al-Awsat", "Asharq Al-Awsat"),
    ("Quelle:\nDer Spiegel", "Der Spiegel"),
    ("المصدر:\nالشرق الأوسط", "Asharq Al-Awsat"),
    ("来源：\n新华社", "Xinhua"),
    ("Originally published in The Atlantic.", "The Atlantic"),
    ("Originally published by ProPublica on May 3, 2021.", "ProPublica"),
    ("This article was first published on Politico and is reproduced here with permission.", "Politico"),
    ("This article first appeared on The Guardian.", "The Guardian"),
    ("This story originally ran in The New Yorker last week.", "The New Yorker"),
    ("An earlier version of this article appeared in The Irish Times.", "The Irish Times"),
    ("Republished from The Guardian with permission.", "The Guardian"),
    ("The post Bridge closed appeared first on Politico.", "Politico"),
    ("This story was produced by ProPublica, a newsroom.", "ProPublica"),
    ("Via: Reuters", "Reuters"),
    ("(via BBC News)", "BBC"),
    ("H/T to The Guardian", "The Guardian"),
    ("h/t: Politico", "Politico"),
    ("Hat tip: Politico", "Politico"),
    ("Courtesy of NPR", "NPR"),
    ("Article courtesy of The Guardian.", "The Guardian"),
    # German
    ("Quelle: Süddeutsche Zeitung", "Süddeutsche Zeitung"),
    ("Quelle: Zeitung „Die Welt“", "Die Welt"),
    ("Lesen Sie den ganzen Artikel bei Spiegel Online", "Der Spiegel"),
    ("Den vollständigen Artikel lesen Sie auf Zeit Online.", "Die Zeit"),
    ("Zum vollständigen Artikel auf tagesschau.de", "Tagesschau"),
    ("Zuerst erschienen in der Süddeutschen Zeitung", "Süddeutsche Zeitung"),
    ("Zuerst erschienen bei: Die Zeit", "Die Zeit"),
    ("Dieser Artikel erschien zuerst in Die Zeit.", "Die Zeit"),
    ("Dieser Beitrag ist zuerst bei Der Spiegel erschienen.", "Der Spiegel"),
    ("Dieser Text wurde ursprünglich auf taz veröffentlicht.", "taz"),
    ("Der Beitrag Brücke gesperrt erschien zuerst auf netzpolitik.org.", "netzpolitik.org"),
    ("Mit freundlicher Genehmigung von Die Zeit", "Die Zeit"),
    # French
    ("Source : Le Monde", "Le Monde"),
    ("Source : « Le Figaro »", "Le Figaro"),
    ("Lire l’article complet sur Le Monde", "Le Monde"),
    ("Lire la suite sur Libération", "Libération"),
    ("Cet article a été publié initialement dans Le Monde.", "Le Monde"),
    ("Cet article a d'abord été publié par Mediapart", "Mediapart"),
    ("Cet article est paru dans Le Temps le 3 mai 2021.", "Le Temps"),
    ("Publié initialement sur Mediapart", "Mediapart"),
    ("Article paru dans le journal Le Monde", "Le Monde"),
    ("Article original : Le Monde", "Le Monde"),
    ("L’article Le pont est fermé est apparu en premier sur Mediapart.", "Mediapart"),
    ("Avec l’aimable autorisation de Mediapart", "Mediapart"),
    # Spanish
    ("Fuente: El País", "El País"),
    ("Fuente: diario «El Mundo»", "El Mundo"),
    ("Lea el artículo completo en: El País", "El País"),
    ("Leer más en Infobae", "Infobae"),
    ("Nota completa en La Nación", "La Nación"),
    ("Este artículo fue publicado originalmente en El País.", "El País"),
    ("Este artículo se publicó originalmente en Clarín", "Clarín"),
    ("Publicado originalmente por Infobae", "Infobae"),
    ("Tomado de La Jornada", "La Jornada"),
    ("La entrada El puente cerrado se publicó primero en Infobae.", "Infobae"),
    ("Vía Infobae", "Infobae"),
    ("Cortesía de Infobae", "Infobae"),
    # Portuguese
    ("Fonte: Folha de S.Paulo", "Folha de S.Paulo"),
    ("Leia a matéria completa em O Globo", "O Globo"),
    ("Leia o artigo na íntegra no Público", "Público"),
    ("Leia mais em: G1", "G1"),
    ("Publicado originalmente no Expresso", "Expresso"),
    ("Este artigo foi publicado originalmente pela Agência Brasil.", "Agência Brasil"),
    ("O post Ponte fechada apareceu primeiro em G1.", "G1"),
    # Italian
    ("Fonte: la Repubblica", "la Repubblica"),
    ("Leggi l’articolo completo su La Stampa", "La Stampa"),
    ("Questo articolo è stato pubblicato originariamente su Il Giornale.", "Il Giornale"),
    ("Tratto da La Stampa", "La Stampa"),
    ("L’articolo Ponte chiuso proviene da Il Giornale.", "Il Giornale"),
    # Dutch, Swedish, Danish, Norwegian
    ("Bron: NOS", "NOS"),
    ("Lees het hele artikel op NRC", "NRC"),
    ("Dit artikel verscheen eerder in de Volkskrant.", "de Volkskrant"),
    ("Källa: Dagens Nyheter", "Dagens Nyheter"),
    ("Läs hela artikeln på SVT Nyheter", "SVT Nyheter"),
    ("Artikeln publicerades först i Dagens Nyheter.", "Dagens Nyheter"),
    ("Kilde: NRK", "NRK"),
    # Polish, Russian, Ukrainian, Turkish
    ("Źródło: PAP", "PAP"),
    ("Artykuł ukazał się pierwotnie na TVN24", "TVN24"),
    ("Czytaj więcej na TVN24", "TVN24"),
    ("Источник: «Коммерсантъ»", "Kommersant"),
    ("Источник: газета «Коммерсантъ»", "Kommersant"),
    ("Впервые опубликовано на сайте Lenta.ru", "Lenta.ru"),
    ("Читать полностью на Meduza", "Meduza"),
    ("Джерело: Українська правда", "Ukrainska Pravda"),
    ("Kaynak: Hürriyet", "Hürriyet"),
    ("Bu haber ilk olarak Hürriyet'te yayımlandı.", "Hürriyet"),
    # Arabic and Persian, with marks of direction and of vowels, and with names in guillemets
    ("المصدر: الشرق الأوسط", "Asharq Al-Awsat"),
    ("\u200fالمصدر: «الشرق الأوسط»\u200f", "Asharq Al-Awsat"),
    ("\u061cالمصدر : صحيفة الشرق الأوسط\u061c.", "Asharq Al-Awsat"),
    ("المصدر/ الشرق الأوسط", "Asharq Al-Awsat"),
    ("نقلاً عن الشرق الأوسط", "Asharq Al-Awsat"),
    ("نقلًا عن صحيفة «الشرق الأوسط»", "Asharq Al-Awsat"),
    ("اقرأ المقال كاملاً على الشرق الأوسط", "Asharq Al-Awsat"),
    ("نُشِرَ هذا المقال أولًا في الشرق الأوسط", "Asharq Al-Awsat"),
    ("منبع: بی‌بی‌سی فارسی", "BBC Persian"),
    ("\u202bمنبع خبر: بی‌بی‌سی فارسی\u202c", "BBC Persian"),
    ("به نقل از بی‌بی‌سی فارسی", "BBC Persian"),
    ("متن کامل مقاله در بی‌بی‌سی فارسی", "BBC Persian"),
    ("این مقاله نخستین بار در بی‌بی‌سی فارسی منتشر شده است", "BBC Persian"),
    # Chinese, Japanese, Korean
    ("来源：新华社", "Xinhua"),
    ("（来源：新华社）", "Xinhua"),
    ("文章来源:新华网", "Xinhua"),
    ("来源:新华社 作者:张三", "Xinhua"),
    ("来源：新华网 2021-05-03", "Xinhua"),
    ("来源：央视新闻客户端", "CCTV"),
    ("来源：人民网－人民日报", "People's Daily (Chinese)"),
    ("本文转载自新华网", "Xinhua"),
    ("转载自：新华网", "Xinhua"),
    ("原载于《新华网》，有删节。", "Xinhua"),
    ("出典：日本経済新聞", "Nikkei"),
    ("この記事は「日本経済新聞」に掲載されたものです。", "Nikkei"),
    ("출처: 연합뉴스", "Yonhap"),
    ("[출처] 연합뉴스", "Yonhap"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "name"), KNOWN, ids=[line for line, _ in KNOWN])
def test_a_line_below_the_text_names_a_known_outlet(draft_of: DraftOf, line: str, name: str | None) -> None:
    """The form does not matter, nor what is glued to the name."""
    draft = draft_of(ARTICLE + line)
    assert source_of(draft) == name
    assert draft.link is None
    assert name is None or line not in draft.summary


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Source: Harbour Gazette", "Harbour Gazette"),
        ("Source: the Harbour & Coast Gazette.", "Harbour & Coast Gazette"),
        ("Source: heron", "heron"),
        ("Source: heron.example", "heron.example"),
        ("Source: www.heron.example/2021/bridge", "heron.example"),
        ("via heron.example", "heron.example"),
        ("Originally published in Harbour Gazette on 3 May 2021.", "Harbour Gazette"),
        ("H/T Austin Gazette", "Austin Gazette"),
        ("Quelle: Hafenbote", "Hafenbote"),
        ("Fuente: La Gaceta del Puerto", "La Gaceta del Puerto"),
        ("Источник: Портовый вестник", "Портовый вестник"),
        ("المصدر: صحيفة المرفأ", "المرفأ"),
        ("منبع: روزنامه بندر", "بندر"),
        ("来源：海港晚报", "海港晚报"),
        ("出典：港新聞", "港新聞"),
        ("출처: 항구일보", "항구일보"),
    ],
)
def test_an_outlet_nobody_knows_keeps_its_name(draft_of: DraftOf, line: str, name: str) -> None:
    """It gets no address."""
    assert draft_of(ARTICLE + line).source == Source(name=name)


@pytest.mark.parametrize(
    "line",
    [
        f"Read the complete article at: {URL}",
        f"Read more: {URL}",
        f"Source: {URL}",
        f"Source: Heron ({URL}).",
        f"Original article: {URL}",
        f"Originally published at {URL}.",
        f"For more on this story go to: {URL}",
        f"To read more, go to {URL}",
        f"You can read the full article here: {URL}",
        f"View original: {URL}",
        f"The original article can be found at {URL}",
        f"Read the full article at:\n{URL}\nShare this\nComments",
        f"Source:\n{URL}\nShare this\nComments\nTags: bridges",
        f"Via {URL}",
        f"H/T: {URL}",
        f"Link: {URL}",
        f"Quelle: {URL}",
        f"Source : {URL}",
        f"Fuente: <{URL}>",
        f"Fonte: «{URL}»",
        f"المصدر: {URL}",
        f"منبع: {URL}",
        f"来源：{URL}。",
        f"原文链接：{URL}",
        f"رابط المقال: {URL}",
    ],
)
def test_a_line_below_the_text_gives_the_address(draft_of: DraftOf, line: str) -> None:
    """It is the link, and its domain the source; what is glued to it is not part of it."""
    draft = draft_of(ARTICLE + line)
    assert draft.link == URL
    assert source_of(draft) == "heron.example"


def test_name_and_address_on_two_lines_belong_together(draft_of: DraftOf) -> None:
    """The name says who, the address where; another's address says nothing."""
    url = "https://www.reuters.com/world/bridge"
    assert draft_of(f"{ARTICLE}Source: Reuters\n{url}").link == url
    assert draft_of(f"{ARTICLE}Source: Reuters\n{URL}").link is None


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Source: Census Bureau", id="publisher of figures"),
        pytest.param("Source: World Bank", id="bank"),
        pytest.param("Source: Eurostat, 2021", id="statistics"),
        pytest.param("Source: Smith et al. (2019)", id="citation"),
        pytest.param("Source: Heron Institute, 2019", id="year behind"),
        pytest.param("Sources: Reuters, AFP", id="two outlets"),
        pytest.param("Source: Reuters/AFP", id="two agencies"),
        pytest.param("Fuente: EFE y Reuters", id="two agencies, Spanish"),
        pytest.param("Source: Heron / Gazette", id="two nobody knows"),
        pytest.param("Quelle: Polizei Reihersdorf", id="police"),
        pytest.param("Источник: пресс-служба", id="press office"),
        pytest.param("Source: Twitter", id="talk"),
        pytest.param("Source: Staff reporter", id="staff"),
        pytest.param("Source: company press release", id="handout"),
        pytest.param("Source: own archive", id="own"),
        pytest.param("Source: a friend of mine", id="remark"),
        pytest.param("Courtesy of brand", id="maker"),
        pytest.param("Source: people", id="ordinary word"),
        pytest.param("Sources:\nHarbour Gazette\nThe census of 1921", id="references"),
        pytest.param("Source:\nCensus Bureau", id="publisher of figures below its label"),
        pytest.param("More on Climate Change", id="a topic"),
        pytest.param("Continue reading on page two", id="the next page"),
        pytest.param("Via email", id="means"),
        pytest.param("H/T Laura Miller", id="person thanked"),
        pytest.param("Via Laura Miller", id="person"),
        pytest.param("Originally published by Laura Miller", id="author"),
        pytest.param("Read more on Climate Change", id="topic"),
        pytest.param("Read the full story: Bridge Closed Again", id="title"),
        pytest.param("Original article: Bridge Closed Again", id="original title"),
        pytest.param("Photo: Jo Heron via Reuters", id="photo via"),
        pytest.param("Photo: Reuters", id="photo"),
        pytest.param("Jo Heron via Getty Images", id="picture agency"),
        pytest.param("Additional reporting by AP", id="credit"),
        pytest.param("— with files from AFP", id="with files"),
        pytest.param("Copyright AFP", id="copyright"),
        pytest.param("© 2021 Reuters", id="copyright sign"),
        pytest.param("(Reuters)", id="agency in brackets"),
        pytest.param("Von dpa", id="byline"),
        pytest.param("Quelle: eigene Redaktion", id="own newsroom"),
        pytest.param("Quelle: Statistisches Bundesamt", id="German statistics"),
        pytest.param("Avec AFP", id="with an agency"),
        pytest.param("Publié par Laura Miller", id="French author"),
        pytest.param("Con información de EFE", id="with information"),
        pytest.param("Fuente: elaboración propia", id="own figures"),
        pytest.param("Com informações da Agência Brasil", id="with information, Portuguese"),
        pytest.param("المصدر: وكالات", id="agencies"),
        pytest.param("منبع: خبرگزاری‌ها", id="Persian agencies"),
        pytest.param("来源：网络", id="the net"),
        pytest.param("Источник: соцсети", id="talk, Russian"),
        pytest.param("Source: https://twitter.com/heron/status/1", id="post"),
        pytest.param("https://heron.example/", id="somebody's home page"),
    ],
)
def test_a_line_that_is_not_sure_gives_nothing(draft_of: DraftOf, line: str) -> None:
    """Not a publisher of figures, a person, a title, a picture's credit or an agency that helped."""
    draft = draft_of(ARTICLE + line)
    assert source_of(draft) is None
    assert draft.link is None


@pytest.mark.parametrize(
    "line", ["Source: Harbour Gazette", "(via Harbour Gazette)", "Courtesy of Harbour Gazette"]
)
def test_in_the_middle_of_the_text_a_source_is_a_charts(draft_of: DraftOf, line: str) -> None:
    """It names where a chart, a picture or a claim is from."""
    text = f"{TEXT}\n\n{SENTENCE}\n\n"
    assert source_of(draft_of(f"Bridge closed\n\n{text}{line}\n\n{text}{text}")) is None


def test_below_the_title_a_source_is_the_articles(draft_of: DraftOf) -> None:
    """As Chinese sites and agencies have it."""
    assert (
        source_of(draft_of(f"Bridge closed\nSource: Xinhua | 2021-05-03 09:02:03\n{TEXT}\n{SENTENCE}"))
        == "Xinhua"
    )


@pytest.mark.parametrize(
    "line",
    ["Originally published in Harbour Gazette.", "Read the full article at Harbour Gazette"],
)
def test_in_the_middle_of_the_text_a_whole_sentence_counts(draft_of: DraftOf, line: str) -> None:
    """It speaks of the article, wherever it stands."""
    text = f"{TEXT}\n\n{SENTENCE}\n\n"
    assert source_of(draft_of(f"Bridge closed\n\n{text}{line}\n\n{text}{text}")) == "Harbour Gazette"


@pytest.mark.parametrize(
    "lines",
    [
        "Source: Harbour Gazette\nSource: Coast Gazette",
        f"Read the full story at Harbour Gazette\n{TEXT}\nRead the full story at Coast Gazette",
    ],
)
def test_several_sources_are_none(draft_of: DraftOf, lines: str) -> None:
    """A digest is nobody's article."""
    assert source_of(draft_of(ARTICLE + lines)) is None


@pytest.mark.parametrize(
    ("end", "name"),
    [
        (" (Source: Harbour Gazette)", "Harbour Gazette"),
        (" [h/t Harbour Gazette]", "Harbour Gazette"),
        (" (Quelle: Hafenbote)", "Hafenbote"),
        ("（来源：海港晚报）", "海港晚报"),
        (" (المصدر: المرفأ)", "المرفأ"),
        (" (Reuters)", None),
        (" (AFP/dpa)", None),
        (" (via phone)", None),
        (" (Source: Census Bureau)", None),
        (" (via Twitter)", None),
    ],
)
def test_brackets_at_the_very_end(draft_of: DraftOf, end: str, name: str | None) -> None:
    """They name the source if they say so; an agency alone is one that helped."""
    assert source_of(draft_of(f"{ARTICLE}{TEXT}{end}")) == name
    assert source_of(draft_of(f"{ARTICLE}{TEXT}{end}\n\n{SENTENCE}")) is None


def test_a_caption_with_its_source_names_none(draft_of: DraftOf) -> None:
    """It has no full stop."""
    caption = "The bridge from the harbour on the day of its opening (source: Harbour Gazette)"
    assert source_of(draft_of(ARTICLE + caption)) is None


@pytest.mark.parametrize(
    "line",
    [
        "Via a narrow road through the mountains they came home.",
        "(Via Harbour Gazette) The mayor gave the people a piece of his mind about it.",
        "Source code that nobody reads is of no use to the harbour.",
        "The story ran in the family.",
        "Paru dans la nuit.",
        "Erschienen sind alle.",
        "Der Artikel ist gut.",
        "To see more on this subject, visit the museum by the harbour.",
        "More at stake than ever.",
        "The original is a copy.",
        "به نقل قول‌ها توجه کنید",
        "来自海港的人们说桥已经关了",
    ],
)
def test_prose_is_left_in_the_text(line: str) -> None:
    """It begins like a source line and goes on as a sentence."""
    found = find_rule(line)
    assert found is None or found[0] != "source"


@pytest.mark.parametrize(
    "unit",
    [
        "Source: ",
        "via ",
        "(",
        "(Source: A",
        "A ",
        "A, ",
        ".",
        "https://",
        "a.",
        "المصدر: ",
        "来源：",
        "«",
        "'s ",
        " on ",
    ],
)
def test_hostile_names_are_read_at_once(draft_of: DraftOf, unit: str) -> None:
    """A name is at most so long, and a line that names a source too."""
    long = unit * (10_000 // len(unit))
    assert parse_name(long) is None or len(parse_name(long) or "") <= 60
    draft_of(f"{ARTICLE}Source: {long[:200]}\n{long}")


@pytest.mark.parametrize("line", ["Source: {}", "Originally published in {}", "https://{}.example/a", "({})"])
def test_a_page_of_source_lines_is_read_at_once(draft_of: DraftOf, line: str) -> None:
    """Ten thousand of them are a digest; what is read of them does not grow with the square."""
    lines = "\n".join(line.format(f"Heron{number}") + f"\n{SENTENCE}" for number in range(5_000))
    assert source_of(draft_of(ARTICLE + lines)) in {None, "heron4999.example"}
