"""Where the looks of the pages come from, and when they count as changed."""

import re
import string
import tomllib
from pathlib import Path
from typing import Any

import pytest

import seedfeed
from seedfeed.config import read_config
from seedfeed.errors import ConfigError
from seedfeed.theme import ASSETS, Theme, read_words

WORDS = Path(seedfeed.__file__).parent / "data" / "words"
ENGLISH = tomllib.loads((WORDS / "en.toml").read_text(encoding="utf-8"))
OTHERS = sorted(file.stem for file in WORDS.glob("*.toml") if file.stem != "en")
# Asked for: none may get lost.
EXPECTED = "ar cs da de el es fa fi fr he id it ja ko nb nl pl pt ro ru sv tr uk zh zh-hant"
# Written as in English by others too.
SHARED = {"Person", "Source", "Sources", "Tag", ENGLISH["date"]}
READERS = {"Feeder", "NetNewsWire", "Newsboat", "Thunderbird"}
# Latin words that stand in any script.
LATIN = READERS | {"RSS", "Atom", "OPML", "email"}
OTHER_SCRIPTS = ["ar", "el", "fa", "he", "ja", "ko", "ru", "uk", "zh", "zh-hant"]


def texts_of(words: dict[str, Any]) -> list[str]:
    """Return everything that is said, months too."""
    return [text for value in words.values() for text in (value if isinstance(value, list) else [value])]


def test_own_file_stands_in_place_of_ours(tmp_path: Path) -> None:
    """All others stay ours."""
    (tmp_path / "style.css").write_text("body {}", encoding="utf-8")
    theme = Theme(folder=tmp_path)
    assert theme.read("style.css") == b"body {}"
    assert theme.read("copy.js") == Theme().read("copy.js")


def test_digest_changes_with_any_own_file(tmp_path: Path) -> None:
    """Also with a part that only another template names; not with hidden files of an editor."""
    theme = Theme(folder=tmp_path)
    digests = [Theme().digest("en"), theme.digest("en")]
    assert digests[0] == digests[1]
    (tmp_path / "mine.html").write_text("a", encoding="utf-8")
    digests.append(theme.digest("en"))
    (tmp_path / "mine.html").write_text("b", encoding="utf-8")
    digests.append(theme.digest("en"))
    assert len(set(digests)) == 3
    (tmp_path / ".mine.html.swp").write_text("c", encoding="utf-8")
    assert theme.digest("en") == digests[-1]
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "head.html").write_text("d", encoding="utf-8")
    assert theme.digest("en") not in digests


def test_folder_stands_beside_the_settings(tmp_path: Path) -> None:
    """Wherever the command is given."""
    (tmp_path / "look").mkdir()
    file = tmp_path / "seedfeed.toml"
    file.write_text('pages.templates = "look"\n', encoding="utf-8")
    assert read_config(file, required=True).theme == Theme(folder=tmp_path / "look")


@pytest.mark.parametrize("folder", ["look", "."])
def test_folder_that_is_none_is_told(tmp_path: Path, folder: str) -> None:
    """It is not there, or the articles' own; the message names key and value."""
    file = tmp_path / "seedfeed.toml"
    file.write_text(f'pages.templates = "{folder}"\n', encoding="utf-8")
    with pytest.raises(ConfigError) as found:
        read_config(file, required=True)
    what = f"pages.templates: expected a folder of its own with templates, got {folder!r}"
    assert str(found.value) == f"{file}: {what}"


def test_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    """The operator's to mend."""
    (tmp_path / "style.css").mkdir()
    with pytest.raises(ConfigError, match=r"style\.css: cannot be read"):
        Theme(folder=tmp_path).read("style.css")


def test_assets_are_there() -> None:
    """What pages load is shipped."""
    assert all(Theme().read(name) for name in ASSETS)


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", "tlh"])
def test_words_are_english_where_there_are_no_others(language: str) -> None:
    """A page always says something."""
    assert read_words(language)["subscribe"] == "Subscribe"


def test_words_are_there_in_every_language_promised() -> None:
    """README names them."""
    assert " ".join(OTHERS) == EXPECTED


@pytest.mark.parametrize("language", OTHERS)
def test_words_say_what_english_says(language: str) -> None:
    """The same keys in the same order, so that a new one is missed nowhere; each is found by its tag."""
    words = read_words(language)
    assert words == tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))
    assert list(words) == list(ENGLISH)
    assert all(text == text.strip() != "" for text in texts_of(words))


@pytest.mark.parametrize("language", OTHERS)
def test_words_leave_no_english(language: str) -> None:
    """Where two languages share a word, it is named above."""
    words = read_words(language)
    assert {key for key in words if words[key] == ENGLISH[key] and words[key] not in SHARED} == set()


@pytest.mark.parametrize("language", OTHER_SCRIPTS)
def test_words_in_another_script_hold_names_alone_in_latin(language: str) -> None:
    """Half a sentence left in English is seen too."""
    words = {key: value for key, value in read_words(language).items() if key != "date"}
    assert set(re.findall("[A-Za-z]+", " ".join(texts_of(words)))) <= LATIN


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_words_write_dates(language: str) -> None:
    """Twelve months of different names; a date has day, month and year, once each."""
    words = read_words(language)
    fields = [name for _, name, _, _ in string.Formatter().parse(words["date"]) if name is not None]
    assert sorted(fields) == ["day", "month", "year"]
    assert len(words["months"]) == len(set(words["months"])) == 12


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_words_keep_names_and_quote_as_printed(language: str) -> None:
    """Feed readers and formats have one name; typewriter quotes stand in no newspaper."""
    words = read_words(language)
    assert all(name in words["step_reader_more"] for name in READERS | {"RSS", "Atom"})
    assert "OPML" in words["all_in_one"]
    assert not set("\"'") & set("".join(texts_of(words)))


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_name_of_the_copy_button_holds_what_it_shows(language: str) -> None:
    """Who speaks to the browser says what they see (WCAG 2.2, 2.5.3)."""
    words = read_words(language)
    assert words["copy_it"].casefold() in words["copy_address_of"].casefold()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de-AT", "de"),
        ("pt-BR", "pt"),
        ("zh-CN", "zh"),
        ("zh-Hans-TW", "zh"),
        ("zh-Hant-HK", "zh-hant"),
        ("zh-TW", "zh-hant"),
        ("zh-HK", "zh-hant"),
        ("zh-MO", "zh-hant"),
        ("no", "nb"),
        ("no-NO", "nb"),
        ("iw", "he"),
        ("SR-Latn-RS", "en"),
    ],
)
def test_words_are_of_the_nearest_language(language: str, expected: str) -> None:
    """Script counts before region; older tags and those of regions lead to the same words."""
    assert read_words(language) == read_words(expected)


def test_digest_changes_with_the_language() -> None:
    """The words are part of the looks; those of other languages are not read."""
    digests = [Theme().digest(language) for language in ("en", "en-GB", "tlh", "de")]
    assert digests[0] == digests[1] == digests[2] != digests[3]
