"""The mailboxes of a folder -> the messages in them, each an article. Opens only those that changed."""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from seedfeed.errors import ArticleError
from seedfeed.model import Problem
from seedfeed.read.article import load_article, parse_article, parse_sidecar
from seedfeed.read.mailbox import open_mailbox
from seedfeed.read.names import format_path, split_message
from seedfeed.read.opening import LARGEST, read_file
from seedfeed.read.scan import Scan


def list_messages(seeds: Path, scan: Scan, known: Mapping[str, bytes]) -> Scan:
    """Put the messages of each mailbox beside the articles; a mailbox that is none is a problem.

    Args:
        known: the packed `stat` that each path had in earlier runs, empty where it is to be read again. A
            mailbox all of whose messages still have its own holds the same messages, and is not opened.
    """
    if not scan.mailboxes:
        return scan
    seen: dict[str, list[str]] = {}
    for path in known:
        message = split_message(path)
        if message is not None:
            seen.setdefault(message[0], []).append(path)
    signatures, sidecars, problems = dict(scan.signatures), dict(scan.sidecars), dict(scan.problems)
    for mailbox, signature in scan.mailboxes.items():
        sidecar = sidecars.pop(mailbox, None)
        keys = seen.get(mailbox, [])
        if not keys or any(known[key] != signature for key in keys):
            try:
                keys = _open(seeds, mailbox, sidecar)
            except ArticleError as error:
                where = error.where.removeprefix(f"{seeds}/")
                problems[mailbox] = Problem(where=where, what=error.what)
                continue
        signatures.update(dict.fromkeys(keys, signature))
        sidecars.update(dict.fromkeys(keys, sidecar) if sidecar is not None else {})
    return replace(
        scan,
        signatures=dict(sorted(signatures.items())),
        sidecars=sidecars,
        problems=dict(sorted(problems.items())),
    )


def _open(seeds: Path, mailbox: str, sidecar: str | None) -> list[str]:
    if sidecar is not None:
        # Told once, and not for each message.
        parse_sidecar(format_path(seeds, sidecar), read_file(seeds, sidecar, LARGEST)[0])
    return [f"{mailbox}#{name}" for name in open_mailbox(seeds, mailbox).messages]


def list_subjects(seeds: Path, mailbox: str) -> list[tuple[str, str]]:
    """Return the keys and subjects of a mailbox's messages, in its order.

    Raises:
        ArticleError: it cannot be opened, or is no mailbox.
    """
    found = []
    for name in open_mailbox(seeds, mailbox).messages:
        key = f"{mailbox}#{name}"
        try:
            subject = parse_article(load_article(seeds, key)).metadata.title or ""
        except ArticleError as error:
            subject = f"({error.what})"
        found.append((key, subject))
    return found
