"""The pages: a landing page, one for every feed, one for entries that need their own; by Jinja2 templates.

Every word is escaped, nothing is loaded from another host, and the one script is ours, which copies an
address. Relative addresses, so the pages work wherever the folder is served.
"""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from markupsafe import Markup

from seedfeed.errors import ConfigError
from seedfeed.model import Category, Entry, Feed
from seedfeed.render.markup import direction_of
from seedfeed.render.structured import describe_article
from seedfeed.render.views import FeedView, GroupView, view_entry, view_feed, view_whole_entry
from seedfeed.theme import TEMPLATES, Theme, read_words

# The order in which a landing page lists them.
_KINDS = ("tag", "topic", "place", "organization", "person", "source")
# Whatever a template may do wrong; our own do not.
_MISTAKES = (TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError)


class SiteView(NamedTuple):
    """The site, for every template."""

    title: str
    description: str
    url: str
    language: str
    direction: str
    author: str
    rights: str | None


class PageView(NamedTuple):
    """What a page says of itself in its head.

    Attributes:
        title: of the window; `heading` is without the site's.
        url: where it is published; `canonical` is where its text belongs (RFC 6596).
        kind: Open Graph's type.
        feeds: those a reader may discover here, its own first.
        data: JSON-LD, ready to stand in a script element; empty where there is none.
    """

    title: str
    heading: str
    description: str
    url: str
    canonical: str
    kind: str
    feeds: tuple[FeedView, ...]
    data: Markup = Markup()


class Pages:
    """Renders the pages of one site."""

    def __init__(self, theme: Theme, head: Feed, compiled: Path | None = None) -> None:
        """Get templates, words and style ready.

        Args:
            head: the site's head feed.
            compiled: a folder for compiled templates: compiling takes 25 ms, loading 1 (2026-11).
        """
        self._theme = theme
        self._head = head
        self._words = read_words(head.language)
        self._environment = _make_environment(theme, compiled)
        digest = b64encode(hashlib.sha256(theme.read("copy.js")).digest()).decode()
        self._environment.globals |= {
            "site": _view_site(head),
            "words": self._words,
            "copy_digest": f"sha256-{digest}",
            "policy": _write_policy(digest),
        }

    def render_asset(self, name: str) -> bytes:
        """Return a file that pages load; at the stylesheet's end stands what a feed says in a browser.

        A feed can say nothing of its own there, and a stylesheet of the site's own may or may not show it.
        """
        data = self._theme.read(name)
        if name != "style.css":
            return data
        return data + f"\n:root {{ --feed-notice: {_quote_css(self._words['feed_notice'])}; }}\n".encode()

    def render_index(self, feeds: Iterable[Feed], newest: Iterable[tuple[Entry, str | None]]) -> bytes:
        """Return the landing page: how to subscribe, the newest entries, every feed.

        Args:
            feeds: the feeds of categories and sources.
            newest: entries with the address each links to, relative to the page, newest first.
        """
        head = view_feed(self._head, "")
        others = [view_feed(feed, "") for feed in feeds]
        groups = [GroupView(kind, tuple(feed for feed in others if feed.kind == kind)) for kind in _KINDS]
        page = PageView(
            title=self._head.title,
            heading=self._head.title,
            description=self._head.description,
            url=self._head.url,
            canonical=self._head.url,
            kind="website",
            feeds=(head, *others),
        )
        listed = [group for group in groups if group.feeds]
        return self._render(
            "index.html", root="", page=page, feed=head, groups=listed, entries=self._list(newest)
        )

    def render_feed(self, feed: Feed, newest: Iterable[tuple[Entry, str | None]]) -> bytes:
        """Return the page of a category's or source's feed."""
        root = "../" * (feed.path.count("/") + 1)
        view = view_feed(feed, root)
        page = PageView(
            title=f"{feed.label} · {self._head.title}",
            heading=feed.title,
            description=feed.description,
            url=feed.url,
            canonical=feed.url,
            kind="website",
            feeds=(view, view_feed(self._head, root)),
        )
        return self._render("feed.html", root=root, page=page, feed=view, entries=self._list(newest))

    def render_entry(self, entry: Entry, page_of: Callable[[Category], str | None]) -> bytes:
        """Return an entry's own page: text or summary, source, sound and film, related titles, categories.

        Where the whole text of another site's article stands on it, that site's is the canonical one.

        Args:
            page_of: gives the path below FEEDS of a category's page, where it has one.
        """
        root = "../"
        url = f"{self._head.site_url}{entry.page}"
        page = PageView(
            title=f"{entry.title} · {self._head.title}",
            heading=entry.title,
            description=entry.summary,
            url=url,
            canonical=entry.link if entry.link and entry.body_html else url,
            kind="article",
            feeds=(view_feed(self._head, root),),
            data=describe_article(entry, url, self._head),
        )

        def lead_to(category: Category) -> str | None:
            path = page_of(category)
            return None if path is None else root + path

        view = view_whole_entry(entry, self._head.language, self._words, lead_to)
        return self._render("entry.html", root=root, page=page, entry=view)

    def _list(self, newest: Iterable[tuple[Entry, str | None]]) -> list[Any]:
        return [view_entry(entry, url, self._head.language, self._words) for entry, url in newest]

    def _render(self, name: str, **values: object) -> bytes:
        """Fill in a template.

        Raises:
            ConfigError: a site's own template is wrong.
        """
        try:
            return self._environment.get_template(name).render(values).encode()
        except _MISTAKES as error:
            self._blame(name, error)

    def _blame(self, name: str, error: Exception) -> NoReturn:
        """Say which line of a site's own template is wrong; ours are not, or it is a bug."""
        own = self._theme.folder
        if own is None:
            raise error
        what = f"template {name!r} cannot be filled in: {error}"
        raise ConfigError(_find_place(error, own), what) from error


def _make_environment(theme: Theme, compiled: Path | None) -> Environment:
    ours = FileSystemLoader(TEMPLATES)
    own = [] if theme.folder is None else [FileSystemLoader(theme.folder)]
    # A template of the site's own may build upon ours of the same name as `seedfeed/NAME`.
    return Environment(
        loader=ChoiceLoader([*own, ours, PrefixLoader({"seedfeed": ours})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=None if compiled is None else FileSystemBytecodeCache(str(compiled)),
    )


def _write_policy(digest: str) -> str:
    """Return the content security policy: our style, our icon, our one script, and nothing else (CSP 3)."""
    return (
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def _quote_css(text: str) -> str:
    """Return a text as a CSS string (CSS Syntax 3, §4.3.5)."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _view_site(head: Feed) -> SiteView:
    return SiteView(
        title=head.title,
        description=head.description,
        url=head.site_url,
        language=head.language,
        direction=direction_of(head.language),
        author=head.author,
        rights=head.rights,
    )


def _find_place(error: Exception, folder: Path) -> str:
    """Return the innermost `file:line` of an error below a folder, or else the folder."""
    if isinstance(error, TemplateSyntaxError) and error.filename is not None:
        return f"{error.filename}:{error.lineno}"
    places = []
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if Path(file).is_relative_to(folder):
            places.append(f"{file}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places[-1] if places else str(folder)
