"""Where the looks of the pages come from, and when they count as changed."""

from pathlib import Path

import pytest

from seedfeed.config import read_config
from seedfeed.errors import ConfigError
from seedfeed.theme import ASSETS, Theme, read_words


def test_own_file_stands_in_place_of_ours(tmp_path: Path) -> None:
    """All others stay ours."""
    (tmp_path / "style.css").write_text("body {}", encoding="utf-8")
    theme = Theme(folder=tmp_path)
    assert theme.read("style.css") == b"body {}"
    assert theme.read("copy.js") == Theme().read("copy.js")


def test_digest_changes_with_any_own_file(tmp_path: Path) -> None:
    """Also with a part that only another template names; not with hidden files of an editor."""
    theme = Theme(folder=tmp_path)
    digests = [Theme().digest(), theme.digest()]
    assert digests[0] == digests[1]
    (tmp_path / "mine.html").write_text("a", encoding="utf-8")
    digests.append(theme.digest())
    (tmp_path / "mine.html").write_text("b", encoding="utf-8")
    digests.append(theme.digest())
    assert len(set(digests)) == 3
    (tmp_path / ".mine.html.swp").write_text("c", encoding="utf-8")
    assert theme.digest() == digests[-1]
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "head.html").write_text("d", encoding="utf-8")
    assert theme.digest() not in digests


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
