"""`seedfeed.toml` -> Config; every mistake in it is told at once, with its key and what was expected.

Reads one file and nothing else. Without a file all defaults hold.
"""

import hashlib
import re
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
from msgspec import Meta, Struct

from seedfeed.errors import ConfigError
from seedfeed.text import collapse, is_web_address
from seedfeed.theme import Theme

PREVIEW_URL = "http://127.0.0.1:8000/"
# Feeds and pages hold none of these; line ends and tabs in a long text are white space.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)\Z")
_LONGEST_SHOWN = 60

Content = Literal["excerpt", "full"]
Name = Annotated[str, Meta(min_length=1)]
Language = Annotated[str, Meta(pattern="^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]


class Site(Struct, frozen=True, kw_only=True):
    """What every feed says about itself.

    Attributes:
        url: public address of the feeds folder; ends in `/`.
        language: BCP 47; of the feeds, and of an entry whose own is not known.
        id: what entry ids are derived from; `url` where absent, as it was at the first build.
    """

    title: Name = "Seedfeed"
    url: str = PREVIEW_URL
    description: str = ""
    language: Language = "en"
    author: Name | None = None
    email: Name | None = None
    id: Name | None = None
    rights: Name | None = None


class Summary(Struct, frozen=True, kw_only=True):
    """How summaries are made; `length` is in characters."""

    length: Annotated[int, Meta(ge=40, le=2000)] = 300


class Categories(Struct, frozen=True, kw_only=True):
    """How categories are made and which of them get a feed.

    Attributes:
        min_entries: entries a category or source needs before it gets a feed of its own.
        auto: whether topics and names are looked for in articles with tags, without, or in none.
        rename: label as found -> label as published.
        drop: labels that are never published.
    """

    min_entries: Annotated[int, Meta(ge=1, le=1_000_000)] = 2
    auto: Literal["missing", "always", "never"] = "missing"
    rename: dict[str, Name] = {}
    drop: tuple[Name, ...] = ()


class SourceRule(Struct, frozen=True, kw_only=True):
    """An outlet as the operator knows it; wins over the shipped table.

    Attributes:
        aliases: other names, and domains, it is found by.
        content: what is published of its articles; `content` where absent.
    """

    name: Name
    aliases: tuple[Name, ...] = ()
    url: str | None = None
    feed: str | None = None
    content: Content | None = None


class Pages(Struct, frozen=True, kw_only=True):
    """How the pages are made.

    Attributes:
        entries: which entries get a page of their own; `unlinked` are those without a link to the original.
        templates: a folder with templates and assets of the site's own, beside the file of the settings.
    """

    entries: Literal["unlinked", "all", "none"] = "unlinked"
    templates: Name | None = None


class Config(Struct, frozen=True, kw_only=True):
    """All that an operator can decide.

    Attributes:
        limit: entries in a feed.
        duplicates: what becomes of an article that was saved twice; one entry, or one each.
        hubs: addresses of WebSub hubs, announced in every feed.
        tombstones: whether Atom feeds say which entries were removed (RFC 6721).
        precompress: whether a gzip and a Brotli copy of each file stand beside it.
    """

    site: Site = Site()
    limit: Annotated[int, Meta(ge=1, le=10_000)] = 50
    content: Content = "excerpt"
    duplicates: Literal["merge", "keep"] = "merge"
    summary: Summary = Summary()
    categories: Categories = Categories()
    sources: tuple[SourceRule, ...] = ()
    pages: Pages = Pages()
    hubs: tuple[str, ...] = ()
    tombstones: bool = False
    precompress: bool = False


class Settings(Struct, frozen=True, kw_only=True):
    """A Config and where it comes from.

    Attributes:
        digest: 16 hex digits that change when any setting changes.
        path: the file that was read; absent when there is none.
        states_url: whether the address of the feeds was stated, and not only assumed for a preview.
        theme: how the pages look.
    """

    config: Config
    digest: str
    path: Path | None
    states_url: bool = False
    theme: Theme = Theme()


def read_config(path: Path, *, required: bool) -> Settings:
    """Read `seedfeed.toml`.

    Raises:
        ConfigError: naming every unknown key, wrong type and impossible value; or the file is
            required and missing, or not TOML.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        if required:
            raise ConfigError(str(path), "no such file") from None
        return Settings(config=Config(), digest=digest_of({}), path=None)
    except OSError as error:
        raise ConfigError(str(path), f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), f"not UTF-8 at byte {error.start}; save it as UTF-8") from error
    return parse_settings(_parse_toml(text, str(path)), str(path), path)


def parse_settings(data: dict[str, Any], where: str, path: Path | None = None) -> Settings:
    """Turn a parsed TOML document into Settings.

    Args:
        where: what messages call it.
        path: the file that it stands in, if it stands in one.

    Raises:
        ConfigError: one line for each mistake, all of them.
    """
    config = parse_config(data, where)
    return Settings(
        config=config,
        digest=digest_of(data),
        path=path,
        states_url="url" in data.get("site", {}),
        theme=_find_theme(config.pages.templates, where, Path() if path is None else path.parent),
    )


def _find_theme(stated: str | None, where: str, beside: Path) -> Theme:
    """Return the site's theme; a relative folder stands beside the file of the settings."""
    if stated is None:
        return Theme()
    folder = beside / stated
    if not folder.is_dir() or folder.samefile(beside):
        what = f"expected a folder of its own with templates, got {stated!r}"
        raise ConfigError(f"{where}: pages.templates", what)
    return Theme(folder=folder)


def _parse_toml(text: str, where: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        place = _TOML_PLACE.search(reason)
        line = f":{place[1]}" if place and place[1] else ""
        reason = _TOML_PLACE.sub("", reason)
        raise ConfigError(where + line, f"not TOML: {reason[:1].lower()}{reason[1:]}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(where, "not TOML: a number too long, or tables nested too deep") from error


def digest_of(data: dict[str, Any]) -> str:
    """Return 16 hex digits over the settings as written, whatever their order and layout."""
    canonical = msgspec.json.encode(data, order="sorted")
    return hashlib.blake2b(canonical, digest_size=8).hexdigest()


def parse_config(data: dict[str, Any], where: str) -> Config:
    """Turn a parsed TOML document into a Config.

    Raises:
        ConfigError: one line for each mistake, all of them.
    """
    mistakes: list[tuple[str, str]] = []
    values = _convert_table(data, Config, "", mistakes)
    config = Config(**values)
    _check_addresses(config, mistakes)
    _check_names(config, mistakes)
    if mistakes:
        (key, what), *rest = mistakes
        more = "".join(f"\n{where}: {other}: {why}" for other, why in rest)
        raise ConfigError(f"{where}: {key}", what + more)
    return _with_slash(config)


def _convert_table(
    data: dict[str, Any], struct: type[Struct], prefix: str, mistakes: list[tuple[str, str]]
) -> dict[str, Any]:
    """Convert key by key; a wrong value is left out, so that one mistake does not hide the next."""
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    values: dict[str, Any] = {}
    for key, value in data.items():
        path = prefix + _show_key(key)
        if key not in fields:
            mistakes.append((path, f"unknown key, expected {_suggest(key, list(fields))}"))
            continue
        kind = fields[key].type
        if isinstance(kind, type) and issubclass(kind, Struct) and isinstance(value, dict):
            values[key] = kind(**_convert_table(value, kind, path + ".", mistakes))
        elif isinstance(kind, type) and issubclass(kind, Struct):
            mistakes.append((path, f"expected a table [{path}], got {_show(value)}"))
        elif key == "sources" and isinstance(value, list):
            values[key] = _convert_sources(value, mistakes)
        else:
            before = len(mistakes)
            converted = _convert_value(value, kind, path, mistakes)
            if len(mistakes) == before:
                values[key] = converted
    return values


def _convert_sources(items: list[Any], mistakes: list[tuple[str, str]]) -> tuple[SourceRule, ...]:
    """Convert each source; what is wrong leaves a nameless rule, so that the next keeps its number."""
    rules = []
    for number, item in enumerate(items):
        path = f"sources[{number}]"
        if not isinstance(item, dict):
            mistakes.append((path, f"expected a table, got {_show(item)}"))
            rules.append(SourceRule(name="\0" + path))
            continue
        values = _convert_table(item, SourceRule, path + ".", mistakes)
        if "name" not in item:
            mistakes.append((path + ".name", "missing, expected the outlet's name"))
        rules.append(SourceRule(**{"name": "\0" + path, **values}))
    return tuple(rules)


def _convert_value(value: object, kind: Any, path: str, mistakes: list[tuple[str, str]]) -> Any:  # noqa: ANN401
    """Convert one value, part by part; what is wrong is told and its result is not used."""
    if get_origin(kind) is tuple and isinstance(value, list):
        inner = get_args(kind)[0]
        parts = enumerate(value)
        return tuple(_convert_value(part, inner, f"{path}[{n}]", mistakes) for n, part in parts)
    if get_origin(kind) is dict and isinstance(value, dict):
        inner = get_args(kind)[1]
        return {
            _convert_value(key, Name, path, mistakes): _convert_value(
                part, inner, f"{path}.{_show_key(key)}", mistakes
            )
            for key, part in value.items()
        }
    if isinstance(value, str):
        if _CONTROL.search(value):
            mistakes.append((path, f"expected text without control characters, got {_show(value)}"))
            return None
        value = collapse(value)
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        mistakes.append((path, f"expected {_describe(kind)}, got {_show(value)}"))
        return None


def _describe(kind: Any) -> str:  # noqa: ANN401 - a type of any form
    """Say in plain words what values a type takes."""
    from msgspec import inspect

    if type(None) in get_args(kind):
        kind = get_args(kind)[0]
    if get_origin(kind) is Literal:
        *most, last = map(repr, get_args(kind))
        return f"{', '.join(most)} or {last}"
    info = inspect.type_info(kind)
    if isinstance(info, inspect.IntType):
        return f"a whole number from {info.ge} to {info.le}"
    if isinstance(info, inspect.StrType):
        return _describe_text(info.pattern, info.min_length)
    if isinstance(info, inspect.DictType):
        return 'a table of text = "text"'
    return "tables [[sources]]" if kind == tuple[SourceRule, ...] else "a list of texts"


def _describe_text(pattern: str | None, min_length: int | None) -> str:
    if pattern is not None:
        return "a language code like 'en' or 'pt-BR'"
    return "text that is not empty" if min_length else "text"


def _show_key(key: str) -> str:
    """Return a key for a message, on one line: in quotes a TOML key may hold anything."""
    return key if key.isprintable() and key else repr(key)


def _show(value: object) -> str:
    """Return a value as TOML's users know it, cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        shown = repr(value)
        return shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    return str(value)


def _suggest(key: str, known: list[str]) -> str:
    """Return the key that was probably meant, in this table or another, or all there are in this.

    A key that stands below a table's head by mistake, or above it, is the same key: it is looked for before
    one that is spelled nearly so.
    """
    import difflib

    places = _places()
    close = [key] if key in places else difflib.get_close_matches(key, {*known, *places}, n=1)
    if not close:
        return "one of " + ", ".join(sorted(known))
    if close[0] in known:
        return repr(close[0])
    place = places[close[0]][0]
    return repr(place + close[0]) if place else f"{close[0]!r} above the first [table]"


def _places() -> dict[str, list[str]]:
    """Return for each key the tables it stands in, as prefixes; that of the top is empty."""
    places: dict[str, list[str]] = {}
    for field in msgspec.structs.fields(Config):
        places.setdefault(field.name, []).append("")
        if isinstance(field.type, type) and issubclass(field.type, Struct):
            for inner in msgspec.structs.fields(field.type):
                places.setdefault(inner.name, []).append(f"{field.name}.")
    return places


def _with_slash(config: Config) -> Config:
    """Make `site.url` a folder: feeds' addresses are joined to it."""
    if config.site.url.endswith("/"):
        return config
    return msgspec.structs.replace(
        config, site=msgspec.structs.replace(config.site, url=config.site.url + "/")
    )


def _check_addresses(config: Config, mistakes: list[tuple[str, str]]) -> None:
    """Only http and https addresses with a host may reach a feed."""
    addresses = [("site.url", config.site.url)]
    addresses += [(f"hubs[{number}]", hub) for number, hub in enumerate(config.hubs)]
    for number, rule in enumerate(config.sources):
        for key, value in (("url", rule.url), ("feed", rule.feed)):
            if value is not None:
                addresses.append((f"sources[{number}].{key}", value))
    for path, address in addresses:
        if not is_web_address(address):
            mistakes.append((path, f"expected an address like 'https://example.org/', got {_show(address)}"))
    if "?" in config.site.url or "#" in config.site.url:
        mistakes.append(
            ("site.url", f"expected an address without '?' and '#', got {_show(config.site.url)}")
        )


def _check_names(config: Config, mistakes: list[tuple[str, str]]) -> None:
    """A name that finds two sources would find either, by chance."""
    if config.site.email is not None and not _MAIL.fullmatch(config.site.email):
        mistakes.append(("site.email", f"expected an e-mail address, got {_show(config.site.email)}"))
    owners: dict[str, int] = {}
    for number, rule in enumerate(config.sources):
        names = [("name", rule.name), *((f"aliases[{n}]", alias) for n, alias in enumerate(rule.aliases))]
        for key, name in names:
            owner = owners.setdefault(name.casefold(), number)
            if owner != number:
                what = f"expected a name of its own, got {_show(name)}, which is sources[{owner}] too"
                mistakes.append((f"sources[{number}].{key}", what))
