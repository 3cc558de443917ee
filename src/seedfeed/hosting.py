"""The configuration of a web server or host that serves FEEDS, as text. Writes no file, asks no server.

What is said stands in `data/hosting`; here is what depends on the site: its address, its folder, and how each
server quotes them.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from seedfeed.errors import ConfigError
from seedfeed.filling import absolute_path, fill

# What seedfeed writes. Browsers style XML by CSS as `application/xml` only and show `application/rss+xml`
# raw; readers take either. JSON has no charset (RFC 8259 §11); the others say UTF-8.
TYPES: Mapping[str, str] = {
    "xml": "application/xml; charset=utf-8",
    "json": "application/feed+json",
    "opml": "text/x-opml; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
}
# What people put beside it: media type -> endings.
OTHER_TYPES: Mapping[str, tuple[str, ...]] = {
    "text/html": ("htm",),
    "text/plain": ("txt",),
    "image/avif": ("avif",),
    "image/gif": ("gif",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/svg+xml": ("svg",),
    "image/webp": ("webp",),
    "image/x-icon": ("ico",),
    "audio/mpeg": ("mp3",),
    "audio/mp4": ("m4a",),
    "audio/ogg": ("ogg", "oga", "opus"),
    "video/mp4": ("mp4",),
    "video/webm": ("webm",),
    "application/pdf": ("pdf",),
    "font/woff2": ("woff2",),
}
# Our pages load nothing from elsewhere, and say so themselves, more strictly. A site's own templates may show
# the pictures, sound and film of articles.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' http: https: data:; media-src 'self' http: https:; "
    "script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# A feed may be five minutes late, while a crowd that asks at once is answered from caches. Style and script
# keep their names when an upgrade changes them, so they may not be kept for long either.
MAX_AGE_S = 300
STATIC_MAX_AGE_S = 3600
# Names that are nobody's business: hidden files, ours while they are written, and editors' copies.
# What others ask a site for by a fixed name stands in `.well-known` (RFC 8615).
HIDDEN = r"/\.(?!well-known/)|~$"

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
_URL = re.compile(r"(https?)://(\[[^\]]*\]|[^:/]*)(?::(\d*))?(/.*)?", re.IGNORECASE)
_LOOPBACK = re.compile(r"127(?:\.\d+){3}|\[::1\]|localhost")
_PATTERN_CHARACTER = re.compile(r"[*?\[]")


class Address(Struct, frozen=True, kw_only=True):
    """Where FEEDS is on the web, in the parts that servers ask for.

    Attributes:
        host: lower case; an IPv6 address stands in brackets.
        port: absent where it is the scheme's own.
        path: below which FEEDS is served, decoded; begins and ends with `/`.
        written_path: the same as it stands in an address, with all that is not plain as `%XX`.
    """

    scheme: str
    host: str
    port: int | None
    path: str
    written_path: str

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine itself can get there."""
        return _LOOPBACK.fullmatch(self.host) is not None


def parse_address(url: str) -> Address:
    """Take `site.url` apart.

    Raises:
        ConfigError: no server can be told of such a host, port or path.
    """
    from urllib.parse import quote, unquote

    found = _URL.fullmatch(url)
    host = found[2].lower() if found else ""
    if found is None or not _HOST.fullmatch(host):
        raise ConfigError("site.url", f"expected an address like 'https://example.org/', got {url!r}")
    scheme = found[1].lower()
    port = int(found[3]) if found[3] else None
    path = unquote(found[4] or "/", errors="surrogateescape")
    parts = path.strip("/").split("/")
    if not path.isprintable() or (path != "/" and any(not part or part.startswith(".") for part in parts)):
        what = f"expected a path of plain names, none of which begins with '.', got {url!r}"
        raise ConfigError("site.url", what)
    usual = {"http": 80, "https": 443}[scheme]
    return Address(
        scheme=scheme, host=host, port=None if port == usual else port, path=path, written_path=quote(path)
    )


def format_hosting(server: str, feeds: Path, url: str) -> str:
    """Return the configuration of a server, one of SERVERS, that serves FEEDS at `url`.

    Raises:
        ConfigError: the server has no way to write such a path or address.
    """
    address = parse_address(url)
    folder = absolute_path(feeds)
    common = {
        "address": address,
        "folder": folder,
        "url": url,
        "types": TYPES,
        "other_types": OTHER_TYPES,
        "policy": POLICY,
        "max_age_s": MAX_AGE_S,
        "static_max_age_s": STATIC_MAX_AGE_S,
        "hidden": HIDDEN,
    }
    return fill(f"hosting/{server}", common | SERVERS[server](address, folder))


def _nginx(address: Address, folder: str) -> dict[str, object]:
    """Return what nginx's template needs: strings in double quotes, no variables in them."""
    root = folder if address.path == "/" else f"{folder}/"
    return {
        "root": _quote(root).replace("$", "${seedfeed_dollar}"),
        "has_dollar": "$" in root,
        "location": _quote(address.path),
        "bare_location": _quote(address.path.rstrip("/")),
        "redirect": _quote(address.written_path),
    }


def _caddy(address: Address, folder: str) -> dict[str, object]:
    """Return what Caddy's template needs: tokens in backticks, where braces are special and no more."""
    for text, signs in ((folder, "`{}"), (address.path, "`{}*")):
        if found := set(signs) & set(text):
            what = f"Caddy's configuration cannot hold {min(found)!r} in a path; give FEEDS another name"
            raise ConfigError(text, what)
    port = "" if address.port is None else f":{address.port}"
    host = f"{address.host}{port}"
    return {
        "site": host if address.scheme == "https" else f"http://{host}",
        "root": f"`{folder}`",
        # Caddy 2.6 compares paths decoded, but cuts off a request's path what is written with `%XX`.
        "bare_location": f"`{address.path.rstrip('/')}`",
        "location": f"`{address.path}*`",
        "prefix": address.written_path.rstrip("/"),
        "redirect": address.written_path,
        "media_types": [kind.partition(";")[0] for kind in TYPES.values()],
    }


def _apache(address: Address, folder: str) -> dict[str, object]:
    """Return what Apache's template needs: strings in double quotes, no defined variables in them."""
    for text in (folder, address.path):
        if "${" in text:
            what = "Apache's configuration cannot hold '${' in a path; give FEEDS another name"
            raise ConfigError(text, what)
    return {
        "port": address.port or 80,
        "root": _quote(folder),
        "directory": _quote(_match_itself(folder)),
        "alias": _quote(address.path.rstrip("/")),
        "base": _quote(address.path),
        "media_types": [kind.partition(";")[0] for kind in TYPES.values()],
        "hidden_argument": _quote(HIDDEN),
    }


def _rules_file(address: Address, folder: str) -> dict[str, object]:
    """Return what the template of a `_headers` file needs: paths are patterns there, a rule a line."""
    if found := set("*:# ") & set(address.path):
        what = f"a rule cannot hold {min(found)!r} in its path; publish below another path"
        raise ConfigError("site.url", what)
    published = Path(folder).relative_to(find_repository(Path(folder))).as_posix()
    return {"prefix": address.path, "published": published}


def _github(address: Address, folder: str) -> dict[str, object]:
    """Return what the workflow needs: FEEDS relative to the repository, as a YAML string."""
    import json

    root = find_repository(Path(folder))
    feeds = Path(folder).relative_to(root).as_posix()
    return {
        "feeds": json.dumps(feeds),
        "pattern": json.dumps(escape_filter(feeds) + "/**" if feeds != "." else "**"),
        "has_own_domain": not (address.is_loopback or address.host.endswith(".github.io")),
    }


def find_repository(folder: Path) -> Path:
    """Return the folder of the repository that a folder stands in; the one above it where there is none."""
    for up in (folder, *folder.parents):
        if (up / ".git").exists():
            return up
    return folder.parent


def escape_filter(path: str) -> str:
    """Return a path as a pattern of GitHub's path filters that matches it alone.

    Raises:
        ConfigError: GitHub would take part of it for an expression.
    """
    if "${{" in path:
        raise ConfigError(path, "GitHub takes '${{' for an expression; give the folder another name")
    return re.sub(r"([*?+\[\]!\\])", r"\\\1", path)


def _quote(text: str) -> str:
    r"""Return text in double quotes as nginx and Apache read them: `\"` and `\\`, all else is itself."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _match_itself(folder: str) -> str:
    """Return a folder for Apache's <Directory>, which takes `*`, `?` and `[` for a pattern."""
    if not _PATTERN_CHARACTER.search(folder):
        return folder
    return _PATTERN_CHARACTER.sub(r"[\g<0>]", folder.replace("\\", "\\\\"))


SERVERS: Mapping[str, Callable[[Address, str], dict[str, object]]] = {
    "nginx": _nginx,
    "caddy": _caddy,
    "apache": _apache,
    "netlify": _rules_file,
    "cloudflare": _rules_file,
    "github": _github,
}
