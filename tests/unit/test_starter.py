"""The first file of settings: all there are, explained, and every line of it can be switched on."""

import os
import re
import tomllib
from pathlib import Path
from typing import NoReturn

import msgspec
import pytest

from seedfeed import starter
from seedfeed.config import Config, SourceRule, parse_config, read_config
from seedfeed.errors import ConfigError, PublishError
from seedfeed.starter import write_starter
from tests.unit.test_readme import config_keys, table

TEXT = (Path(starter.__file__).parent / "data" / "seedfeed.toml").read_text(encoding="utf-8")
SETTING = re.compile(r"^#(?=[a-z\[])", re.MULTILINE)
LINES = [line[1:] for line in TEXT.splitlines() if SETTING.match(line)]
TOP = LINES[: LINES.index("[[sources]]")]
DEFAULTS = config_keys(Config)
KEYS = [line.partition(" = ")[0] for line in TOP]


def test_every_setting_stands_in_it_and_no_other() -> None:
    """Once each; `sources` as a block, with all its keys."""
    assert sorted([*KEYS, "sources"]) == sorted(DEFAULTS)
    block = LINES[LINES.index("[[sources]]") + 1 :]
    assert [line.partition(" = ")[0] for line in block] == [
        field.name for field in msgspec.structs.fields(SourceRule)
    ]


def test_it_begins_with_what_must_be_set() -> None:
    """The address and the name."""
    assert KEYS[:2] == ["site.url", "site.title"]


@pytest.mark.parametrize("line", TOP, ids=KEYS)
def test_each_setting_can_be_switched_on_alone(line: str) -> None:
    """It is valid, and where there is a default nothing changes."""
    config = parse_config(tomllib.loads(line), "seedfeed.toml")
    if DEFAULTS[line.partition(" = ")[0]] is not None:
        assert config == Config()
    else:
        assert config != Config()
        assert re.search(rf"(by default|example|unless)[^\n]*\n#{re.escape(line)}", TEXT)


def test_all_can_be_switched_on_at_once() -> None:
    """As they stand, sources included."""
    config = parse_config(tomllib.loads(SETTING.sub("", TEXT)), "seedfeed.toml")
    assert [source.name for source in config.sources] == ["The Town Crier"]


def test_each_setting_is_explained() -> None:
    """A line or two before it."""
    assert not [line for line in TOP if not re.search(rf"\n# [^\n]+\n#{re.escape(line)}\n", TEXT)]
    assert max(map(len, TEXT.splitlines())) <= 112


def test_readme_says_the_same() -> None:
    """The same settings, and the same defaults where its table states one."""
    rows = {row[0].strip("`"): row[1] for row in table("Settings")[1:]}
    assert sorted(rows) == sorted([*KEYS, "sources"])
    stated = {f"{key} = {value.strip('`')}" for key, value in rows.items() if value[0] == value[-1] == "`"}
    assert len(stated) > 8
    assert stated <= set(TOP)


def test_it_is_written_where_build_looks(tmp_path: Path) -> None:
    """The folder is made; the settings are the defaults; nothing else is left there."""
    path = tmp_path / "site" / "seeds" / "seedfeed.toml"
    write_starter(path)
    assert read_config(path, required=True).config == Config()
    assert [found.name for found in path.parent.iterdir()] == ["seedfeed.toml"]


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "none"])
@pytest.mark.parametrize("kind", ["file", "folder", "link to nothing"])
def test_it_never_overwrites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, *, links: bool
) -> None:
    """Whatever stands there stays, and nothing is left beside it."""
    path = tmp_path / "seedfeed.toml"
    if kind == "file":
        path.write_text("limit = 3\n")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "nowhere")
    before = path.lstat()
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(ConfigError, match="already there, and left as it is"):
        write_starter(path)
    assert (path.lstat().st_ino, path.lstat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [found.name for found in tmp_path.iterdir()] == ["seedfeed.toml"]


def refuse(*_: object) -> NoReturn:
    """Be a disk without hard links."""
    raise PermissionError(1, "Operation not permitted")


def test_a_disk_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory card has none."""
    monkeypatch.setattr(os, "link", refuse)
    write_starter(tmp_path / "seedfeed.toml")
    assert (tmp_path / "seedfeed.toml").read_text(encoding="utf-8") == TEXT


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """With the system's reason."""
    (tmp_path / "seeds").write_text("in the way")
    with pytest.raises(PublishError, match="cannot be written: "):
        write_starter(tmp_path / "seeds" / "seedfeed.toml")
