"""What the headers of a mail say of where it comes from: subject, writer, outlet, the letter's own address.

No mail address is ever returned, and no address with what its sender would know its reader by.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from seedfeed.text import collapse, late_pattern, slug

# What mail programs put before the subject of a mail that is sent on.
_FORWARDED = late_pattern(r"\s*(?:fwd?|wg|tr|rv|enc|i̇lt|转发|轉寄)\s?[::]\s*", re.IGNORECASE)
_ANSWERED = late_pattern(r"\s*(?:re|aw|sv|antw)\s?: ?", re.IGNORECASE)
_LIST_ID = late_pattern(r"\s*\"?([^<>\"]{0,200})\"?\s*<([^<>\s]{1,200})>")
# Of Mailchimp, which writes there what only it can read.
_NO_LIST_NAME = late_pattern(r"[0-9a-f]{6,}|.*mc list\Z", re.IGNORECASE)
_LONGEST_NAME = 60
# A person writes for an outlet: "Ann Example from The Letter", as Substack writes it.
_FOR = (" from ", " via ", " at ")
_FEWEST_NAMES, _MOST_NAMES = 2, 4
_ADDRESS = late_pattern(r"<?(https?://[^\s<>\"']{1,1000})>?\s*\Z", re.IGNORECASE)
_POST = late_pattern(r"https://[^/?#]+/p/[\w-]+/?\Z")
_SCRIPT = late_pattern(r"\.(?:html?|php|aspx?)\Z", re.IGNORECASE)
# What an address must repeat of a title to be that of the letter: words, letters.
_FEWEST_WORDS, _SHORTEST_SLUG = 3, 12
# There many outlets' letters stand, or none that can be read without an account.
_SHARED_HOSTS = frozenset(["mailchi.mp", "open.substack.com", "substack.com"])


class Sender(NamedTuple):
    """Who wrote a mail, and for which outlet; neither where only a mail address is stated."""

    author: str | None
    outlet: str | None


def strip_subject(subject: str, list_id: str) -> tuple[str, bool]:
    """Return a subject without what was put before it, and whether it says that the mail was sent on."""
    found = _LIST_ID.match(list_id)
    labels = {found[1].strip().casefold(), found[2].partition(".")[0].casefold()} if found else set()
    answer = _ANSWERED.match(subject)
    before, subject = (answer[0], subject[answer.end() :]) if answer else ("", subject)
    is_forward = False
    while True:
        prefix = _FORWARDED.match(subject)
        label, end, rest = subject.removeprefix("[").partition("]")
        if prefix and subject[prefix.end() :]:
            is_forward = True
            subject = subject[prefix.end() :]
        elif subject.startswith("[") and end and label.casefold() in labels and rest.strip():
            subject = rest.strip()
        else:
            return before + subject, is_forward and not answer


def parse_sender(name: str) -> Sender:
    """Tell the writer from the outlet in the name that a mail comes from."""
    name = collapse(name).strip("'\" ")
    if "@" in name or not name:
        return Sender(None, None)
    for word in _FOR:
        who, found, outlet = name.partition(word)
        who = who.strip("'\" ")
        names = who.split()
        is_person = _FEWEST_NAMES <= len(names) <= _MOST_NAMES or (word == " via " and names)
        if found and is_person and all(part[0].isupper() for part in names) and not outlet[0].islower():
            return Sender(who, outlet)
    return Sender(name, None)


def parse_list_name(list_id: str) -> str | None:
    """Return how a list calls itself (RFC 2919 §3), where people can read it."""
    found = _LIST_ID.match(list_id)
    name = collapse(found[1]).strip("'\" ") if found else ""
    is_name = 1 < len(name) <= _LONGEST_NAME and "@" not in name and not _NO_LIST_NAME.match(name)
    return name if is_name else None


def parse_address(header: str) -> str | None:
    """Return the one web address that a header states."""
    found = _ADDRESS.match(header.strip())
    return found[1] if found else None


def find_post(list_post: str) -> str | None:
    """Return the letter's address where Substack writes it, instead of one to send mails to."""
    address = parse_address(list_post)
    return address if address and _POST.match(address) else None


def find_named_address(title: str, addresses: Iterable[str]) -> str | None:
    """Return the first address whose last part is the title, without what follows a question mark.

    A link of a letter may hold a key to its reader's account; the path of an article does not.
    """
    wanted = slug(title)
    if wanted.count("-") + 1 < _FEWEST_WORDS or len(wanted) < _SHORTEST_SLUG:
        return None
    nearly = None
    for address in addresses:
        plain = re.split(r"[?#]", address, maxsplit=1)[0]
        last = _SCRIPT.sub("", plain.rstrip("/").rpartition("/")[2]).lower()
        if last == wanted:
            return plain
        is_cut = last.count("-") + 1 >= _FEWEST_WORDS and len(last) >= _SHORTEST_SLUG
        if nearly is None and is_cut and (wanted.startswith(f"{last}-") or last.startswith(f"{wanted}-")):
            nearly = None if host_of(plain) in _SHARED_HOSTS else plain
    return nearly


def find_web_version(addresses: Iterable[str], sender: str) -> str | None:
    """Return the address under which a letter says that it can be read on the web, where it is that for all.

    Args:
        sender: the host of the address that the mail comes from.
    """
    for address in addresses:
        plain = re.split(r"[?#]", address, maxsplit=1)[0]
        host = host_of(address)
        own = bool(sender) and (host == sender or host.endswith(f".{sender}") or sender.endswith(f".{host}"))
        is_page = bool(plain.partition("://")[2].partition("/")[2].strip("/"))
        if is_page and (host == "mailchi.mp" or (own and plain == address)):
            return plain
    return None


def home_of(address: str) -> str | None:
    """Return the home page of the site of an address, unless many outlets share it."""
    host = host_of(address)
    return None if not host or host in _SHARED_HOSTS else f"{address.partition('://')[0].lower()}://{host}/"


def host_of(address: str) -> str:
    """Return the host of an address, lower-case."""
    return re.split(r"[/?#]", address.partition("://")[2], maxsplit=1)[0].rpartition("@")[2].lower()
