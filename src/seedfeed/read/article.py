"""One article -> Article: its bytes loaded, decoded, its metadata set apart."""

from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from seedfeed.dates import from_timestamp, parse_date, to_timestamp
from seedfeed.errors import ArticleError
from seedfeed.model import Article, Metadata
from seedfeed.read.forms import parse_content, unpack
from seedfeed.read.headers import is_mail, settle_mail, without_quoting
from seedfeed.read.mailbox import begins_mailbox, read_message
from seedfeed.read.metadata import Stated, merge_stated, parse_stated
from seedfeed.read.names import (
    READABLE,
    Form,
    form_of,
    format_key,
    format_path,
    is_draft,
    is_packed,
    kind_in,
    split_message,
)
from seedfeed.read.opening import LARGEST, read_file
from seedfeed.read.values import ValuesError, parse_toml
from seedfeed.text import clean

_NANOSECONDS = 1_000_000_000


class Loaded(Struct, frozen=True, kw_only=True):
    """The bytes of one article, not yet parsed.

    Attributes:
        where: its path, for messages.
        content: unpacked; of a mail without what mail programs change in it.
        separator: of a message in a mailbox the line before it, which says when it came.
        beside: the sidecar's path for messages, and its bytes.
        content_hash: 32 hex digits over the bytes of the article and its sidecar.
        mtime_ns: when its file was last written.
    """

    key: str
    where: str
    form: Form
    content: bytes
    separator: bytes = b""
    beside: tuple[str, bytes] | None = None
    content_hash: str
    mtime_ns: int


def read_article(seeds: Path, key: str, sidecar: str | None = None) -> Article:
    """Read one article.

    Args:
        seeds: the folder.
        key: the article's path below it.
        sidecar: the key of its sidecar.

    Raises:
        ArticleError: it cannot be opened, is no text, or its metadata is wrong.
    """
    return parse_article(load_article(seeds, key, sidecar))


def load_article(seeds: Path, key: str, sidecar: str | None = None) -> Loaded:
    """Load one article; its hash says whether it is worth parsing.

    Raises:
        ArticleError: it cannot be opened or unpacked.
    """
    where = format_path(seeds, key)
    message = split_message(key)
    separator = b""
    if message is None:
        content, status = read_file(seeds, key, LARGEST)
        mtime_ns = status.st_mtime_ns
        form, content = _settle(where, key, content)
    else:
        form = "mail"
        content, separator, mtime_ns = read_message(seeds, *message)
    digest = _digest(form, content)
    beside = None
    if sidecar is not None:
        beside = format_path(seeds, sidecar), read_file(seeds, sidecar, LARGEST)[0]
        digest.update(b"\0" + beside[1])
    return Loaded(
        key=key,
        where=where,
        form=form,
        content=content,
        separator=separator,
        beside=beside,
        content_hash=digest.hexdigest(),
        mtime_ns=mtime_ns,
    )


def take_article(name: str, content: bytes, mtime: datetime) -> Article:
    """Take apart an article that is at hand and stands in no folder.

    Args:
        name: what its file would be called, or its path below SEEDS; says how it is written.
        content: its bytes, as a file would hold them.
        mtime: when it was written; aware, UTC, whole seconds.

    Raises:
        ArticleError: it is no article, no text, or its metadata is wrong.
    """
    where = format_key(name)
    if kind_in(*_split(name)) != "article":
        raise ArticleError(where, f"not an article by its name, expected {READABLE}")
    if len(content) > LARGEST:
        raise ArticleError(where, f"larger than {LARGEST >> 20} MiB, expected one article")
    form, content = _settle(where, name, content)
    loaded = Loaded(
        key=name,
        where=where,
        form=form,
        content=content,
        content_hash=_digest(form, content).hexdigest(),
        mtime_ns=to_timestamp(mtime) * _NANOSECONDS,
    )
    return parse_article(loaded)


def _split(key: str) -> tuple[str, str]:
    folder, _, name = key.rpartition("/")
    return folder, name


def _settle(where: str, key: str, content: bytes) -> tuple[Form, bytes]:
    """Return a file's form, and its content without packing and without what mail programs change."""
    form = form_of(key)
    content = _unpack(where, content) if is_packed(key) else content
    form = _form_by_content(where, content) if form == "text" else form
    return form, settle_mail(content) if form == "mail" else content


def _digest(form: Form, content: bytes) -> "blake2b":
    return blake2b(without_quoting(content) if form == "mail" else content, digest_size=16)


def parse_article(loaded: Loaded) -> Article:
    """Take an article's bytes apart.

    Raises:
        ArticleError: it is no text, or its metadata is wrong.
    """
    try:
        parsed = parse_content(loaded.form, loaded.content, loaded.key)
    except ValuesError as error:
        raise ArticleError(_place(loaded.where, error.line), error.what) from error
    beside = Stated() if loaded.beside is None else parse_sidecar(*loaded.beside)
    metadata = _merge(parsed.stated, beside, loaded.form)
    mtime = from_timestamp(loaded.mtime_ns // _NANOSECONDS)
    # A mailbox is written whenever a message comes; of a message its coming is what a file's time is.
    came = _read_separator(loaded.separator) if loaded.separator else None
    return Article(
        key=loaded.key,
        format=parsed.format,
        text=parsed.text,
        first_line=parsed.first_line,
        metadata=replace(metadata, draft=True) if is_draft(loaded.key) else metadata,
        content_hash=loaded.content_hash,
        mtime=mtime if came is None else min(came, mtime),
        notes=(*parsed.notes, *parsed.stated.notes, *beside.notes),
    )


def _read_separator(separator: bytes) -> datetime | None:
    return parse_date(b" ".join(separator.split()[2:]).decode("ascii", "replace"))


def _form_by_content(where: str, content: bytes) -> Form:
    """Return the form of what has a text's name: mails often have none of their own, as in a Maildir.

    Raises:
        ArticleError: it is a mailbox, which would be published as one text with all addresses in it.
    """
    if begins_mailbox(content):
        raise ArticleError(where, "a mailbox by what is in it, add .mbox to its name or move it away")
    return "mail" if is_mail(content) else "text"


def _unpack(where: str, content: bytes) -> bytes:
    try:
        return unpack(content, LARGEST)
    except ValuesError as error:
        raise ArticleError(where, error.what) from error


def _merge(stated: Stated, beside: Stated, form: Form) -> Metadata:
    """Let an author's front matter win over the sidecar, and the sidecar over what a machine wrote."""
    if not stated.fields and not beside.fields:
        return Metadata()
    pair = (beside, stated) if form in {"mail", "json", "archive"} else (stated, beside)
    return merge_stated(*pair)


def _place(where: str, line: int | None) -> str:
    return where if line is None else f"{where}:{line}"


def parse_sidecar(where: str, content: bytes) -> Stated:
    """Read what a sidecar states.

    Raises:
        ArticleError: it is no TOML, or a value is not of the type that its name demands.
    """
    try:
        return parse_stated(parse_toml(clean(content.decode("utf-8-sig"))), {})
    except UnicodeDecodeError as error:
        raise ArticleError(where, f"not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except ValuesError as error:
        raise ArticleError(_place(where, error.line), error.what) from error
