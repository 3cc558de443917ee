"""What a request is answered with: status, headers and bytes, made whole before the first is sent."""

import errno
import gzip
from collections.abc import Iterator
from email.utils import formatdate
from http import HTTPStatus

from msgspec import Struct

from seedfeed.files import hash_of
from seedfeed.hosting import POLICY
from seedfeed.serve.conditions import Conditions, judge
from seedfeed.serve.folder import File
from seedfeed.serve.kinds import SCRIPT, TEXT, Kind, kind_of

_ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-cache"),
)
_OPEN = ("Access-Control-Allow-Origin", "*")  # readers that are web pages read feeds of other sites
_GZIP_LEVEL = 6
_NO_SUCH_FILE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG}


class Answer(Struct, frozen=True, kw_only=True):
    """An answer to GET; one to HEAD is the same without its body."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


def answer_file(file: File, conditions: Conditions, *, zipped: bool, now_s: float) -> Answer:
    """Return a file, or that the client has it.

    The tag is a hash of the bytes that are sent, so it is strong (RFC 9110 §8.8.1); zipped bytes are another
    representation and have another (§8.8.3.3).

    Args:
        zipped: whether the client takes gzip.
        now_s: seconds since 1970; a file's time is never told later than that (§8.8.2.1).
    """
    kind = kind_of(file.name)
    zipped = zipped and kind.is_text
    etag = f'"{hash_of(file.data)}{"-gz" if zipped else ""}"'
    modified_s = max(0, int(min(file.modified_s, now_s)))
    status = judge(conditions, etag, modified_s)
    if status == HTTPStatus.PRECONDITION_FAILED:
        return answer_status(status)
    headers = [*_ALWAYS, _OPEN, ("ETag", etag), ("Last-Modified", formatdate(modified_s, usegmt=True))]
    if kind.is_text:
        headers.append(("Vary", "Accept-Encoding"))
    if status == HTTPStatus.NOT_MODIFIED:
        return Answer(status=status, headers=tuple(headers))
    headers += _describe_content(kind, zipped=zipped)
    body = gzip.compress(file.data, _GZIP_LEVEL, mtime=0) if zipped else file.data
    return Answer(status=status, headers=tuple(headers), body=body)


def _describe_content(kind: Kind, *, zipped: bool) -> Iterator[tuple[str, str]]:
    yield "Content-Type", kind.media_type
    if kind.is_page:
        yield "Content-Security-Policy", POLICY
    if zipped:
        yield "Content-Encoding", "gzip"


def answer_script(data: bytes) -> Answer:
    """Return a script of ours, which no other site's page may read."""
    return Answer(status=HTTPStatus.OK, headers=(*_ALWAYS, ("Content-Type", SCRIPT.media_type)), body=data)


def answer_status(status: HTTPStatus, *more: tuple[str, str]) -> Answer:
    """Return a page of one line that says what is the matter."""
    headers = (*_ALWAYS, ("Content-Type", TEXT.media_type), *more)
    return Answer(status=status, headers=headers, body=f"{status.value} {status.phrase}\n".encode())


def answer_failure(error: OSError) -> Answer:
    """Return what to say of a file that could not be read."""
    if error.errno in _NO_SUCH_FILE:
        return answer_status(HTTPStatus.NOT_FOUND)
    if isinstance(error, PermissionError):
        return answer_status(HTTPStatus.FORBIDDEN)
    return answer_status(HTTPStatus.INTERNAL_SERVER_ERROR)
