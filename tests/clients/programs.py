"""Feed readers that people install from their system, run as they run them, each in a home of its own."""

import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_binary_file, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol

from tests.clients.shelf import Wanted
from tests.clients.web_servers import find_program

DEADLINE_S = 60


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An entry as a program keeps it.

    Attributes:
        tags: None where the program keeps none.
        text: what a person reads of it.
        name: of the mail that brought it.
        reply_to: the mail that this one answers.
    """

    id: str
    title: str
    link: str
    date: str
    author: str
    tags: tuple[str, ...] | None
    text: str
    name: str = ""
    reply_to: str = ""


class Program(Protocol):
    """A reader with one subscription."""

    def poll(self) -> None:
        """Have it ask for the feed once."""

    def entries(self) -> list[Shown]:
        """Return what it keeps."""


class Newsboat:
    """Keeps its entries in SQLite."""

    def __init__(self, home: Path, url: str) -> None:
        self._home = home
        self._program = find_program("newsboat", "newsboat")
        (home / "urls").write_text(f"{url}\n", encoding="utf-8")
        (home / "config").touch()

    def poll(self) -> None:
        """Reload without its screen."""
        files = ("-u", "urls", "-c", "cache.db", "-C", "config")
        _run(self._home, self._program, *files, "-x", "reload")

    def entries(self) -> list[Shown]:
        """Return the rows of its cache."""
        query = "SELECT guid, title, url, pubDate, author, content FROM rss_item WHERE deleted = 0"
        with closing(sqlite3.connect(self._home / "cache.db")) as cache:
            return [
                Shown(id=guid, title=title, link=url, date=_stamp(date), author=author, tags=None, text=text)
                for guid, title, url, date, author, text in cache.execute(query)
            ]


class Sfeed:
    """Keeps a file of lines with nine fields, sfeed(5)."""

    def __init__(self, home: Path, url: str) -> None:
        self._home = home
        self._program = find_program("sfeed_update", "sfeed")
        find_program("curl", "curl")
        settings = f'sfeedpath="{home}/feeds"\nfeeds() {{\n\tfeed "news" "{url}"\n}}\n'
        (home / "sfeedrc").write_text(settings, encoding="utf-8")

    def poll(self) -> None:
        """Fetch, parse and merge."""
        _run(self._home, self._program, "sfeedrc")

    def entries(self) -> list[Shown]:
        """Return the lines of its file."""
        lines = (self._home / "feeds" / "news").read_text(encoding="utf-8").splitlines()
        return [self._show(*line.split("\t")) for line in lines]

    def _show(self, *fields: str) -> Shown:
        date, title, link, content, _, guid, author, _, tags = fields
        return Shown(
            id=guid,
            title=title,
            link=link,
            date=_stamp(int(date)),
            author=author,
            tags=tuple(tags.split("|")) if tags else (),
            text=content,
        )


class Rss2email:
    """Sends a mail for each entry, here into a Maildir; plain text, as it comes."""

    def __init__(self, home: Path, url: str, *, replies: bool = False) -> None:
        self._home = home
        self._program = find_program("r2e", "rss2email")
        (home / "r2e.cfg").write_text(
            "[DEFAULT]\nfrom = bot@localhost\nto = me@localhost\ndate-header = True\nverbose = warning\n"
            f"email-protocol = maildir\nmaildir-path = {home}\nmaildir-mailbox = mail\n"
            f"reply-changes = {replies}\n",
            encoding="utf-8",
        )
        self._call("add", "news", url)

    def _call(self, *arguments: str) -> None:
        _run(self._home, self._program, "-c", "r2e.cfg", "-d", "r2e.json", *arguments)

    def poll(self) -> None:
        """Fetch, and send what is new."""
        self._call("run")

    def entries(self) -> list[Shown]:
        """Return the mails."""
        return [self._show(path) for path in sorted((self._home / "mail" / "new").iterdir())]

    def _show(self, path: Path) -> Shown:
        with path.open("rb") as stream:
            mail = message_from_binary_file(stream, _class=EmailMessage, policy=policy.default)
        tags = str(mail["X-RSS-TAGS"] or "")
        return Shown(
            id=str(mail["X-RSS-ID"]),
            title=str(mail["Subject"]),
            link=str(mail["X-RSS-URL"]),
            date=_format(parsedate_to_datetime(mail["Date"])),
            author=str(mail["From"].addresses[0].display_name).rpartition(": ")[2],
            tags=tuple(tags.split(",")) if tags else (),
            text=" ".join(mail.get_content().split()),
            name=str(mail["Message-ID"]),
            reply_to=str(mail["In-Reply-To"] or ""),
        )


def _run(home: Path, *command: str) -> None:
    """Run a program that must succeed, with nothing of ours in its environment."""
    environment = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "no_proxy": "127.0.0.1",
    }
    done = subprocess.run(
        command, cwd=home, env=environment, capture_output=True, text=True, check=False, timeout=DEADLINE_S
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr


def _stamp(seconds: int) -> str:
    return _format(datetime.fromtimestamp(seconds, UTC))


def _format(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, kw_only=True)
class ProgramClient:
    """A program and one format.

    Attributes:
        path: the feed.
        subscribe: home, address -> the program, which has not asked yet.
        author: what it makes of an entry's authors.
        date: which of an entry's dates it keeps.
        is_conditional: whether it asks with what it was given, so that 304 spares both sides the bytes.
        polls_before: how often it has to ask until it does.
        is_mail: whether it keeps mails, which are sent once and never changed.
        shows_edits: whether an edited article reaches a person who has its entry.
        takes_titles_for_html: whether signs in a title get lost.
    """

    path: str
    subscribe: Callable[[Path, str], Program]
    author: Callable[[Wanted], str]
    date: Callable[[Wanted], str] = lambda wanted: wanted.published
    is_conditional: bool = True
    polls_before: int = 1
    is_mail: bool = False
    shows_edits: bool = False
    takes_titles_for_html: bool = False


def _all_names(wanted: Wanted) -> str:
    return ", ".join(name for name, _ in wanted.authors)


def _first_name(wanted: Wanted) -> str:
    return wanted.authors[0][0] if wanted.authors else ""


def _first_mailbox(wanted: Wanted) -> str:
    """RSS 2.0 <author> is an address with the name behind it."""
    name, email = wanted.authors[0] if wanted.authors else ("", None)
    return f"{email} ({name})" if email else name


def _first_sender(wanted: Wanted) -> str:
    """A mail has a sender; where an entry has no author it is the feed's."""
    return _first_name(wanted) or "Ed Itor"


def _last_name_or_editor(wanted: Wanted) -> str:
    """Where an item has no author, newsboat names the channel's managingEditor."""
    return wanted.authors[-1][0] if wanted.authors else "ed@news.example.org (Ed Itor)"


def _last_sender(wanted: Wanted) -> str:
    return wanted.authors[-1][0] if wanted.authors else "Ed Itor"


PROGRAMS = {
    # newsboat 2.21 forgets the tag of a feed that it has just come to know, so it asks twice for all of it.
    "newsboat-rss": ProgramClient(
        path="rss.xml", subscribe=Newsboat, author=_last_name_or_editor, polls_before=2, shows_edits=True
    ),
    "newsboat-atom": ProgramClient(
        path="atom.xml", subscribe=Newsboat, author=_all_names, polls_before=2, shows_edits=True
    ),
    # sfeed 1.7 reads RSS and Atom, has no memory of tags, and keeps an entry as it was first.
    "sfeed-rss": ProgramClient(path="rss.xml", subscribe=Sfeed, author=_first_mailbox, is_conditional=False),
    "sfeed-atom": ProgramClient(path="atom.xml", subscribe=Sfeed, author=_first_name, is_conditional=False),
    # In RSS nothing says that a title is no markup; what looks like some, rss2email takes for it.
    "rss2email-rss": ProgramClient(
        path="rss.xml", subscribe=Rss2email, author=_first_sender, is_mail=True, takes_titles_for_html=True
    ),
    "rss2email-atom": ProgramClient(
        path="atom.xml",
        subscribe=Rss2email,
        author=_last_sender,
        date=lambda wanted: wanted.updated,
        is_mail=True,
    ),
    "rss2email-replies": ProgramClient(
        path="atom.xml",
        subscribe=lambda home, url: Rss2email(home, url, replies=True),
        author=_last_sender,
        date=lambda wanted: wanted.updated,
        is_mail=True,
        shows_edits=True,
    ),
}
