"""What two ways of writing one link, or one title, have in common."""

import re
import unicodedata

from seedfeed.text import cut_tracking

_HOST = re.compile(r"(?:https?://)?([^/?]*)", re.IGNORECASE)
_USUAL_PORT = re.compile(r":(?:80|443)?\Z")
_ESCAPED = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)


def link_key(link: str) -> str:
    """Return what two ways of writing one address have in common.

    Nothing to it are the scheme, `www.`, the host's case and usual port, a slash at the end, the fragment,
    and what campaigns add (RFC 3986 §6.2.2.1, §6.2.3).

    Args:
        link: absolute, http or https.
    """
    whole = link.partition("#")[0]
    host = _HOST.match(whole)
    assert host is not None  # it matches any text
    name = _USUAL_PORT.sub("", host[1].lower()).removeprefix("www.")
    path, question, query = cut_tracking(whole[host.end() :]).partition("?")
    return _ESCAPED.sub(lambda escaped: escaped[0].upper(), f"{name}{path.rstrip('/')}{question}{query}")


def title_key(title: str) -> str:
    """Return what two ways of writing one title have in common: without case, punctuation and white space."""
    folded = "".join(map(_fold, title.casefold()))
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def _fold(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":  # soft hyphens, joiners, marks of direction
        return ""
    return " " if category[0] in "PZ" or category in {"Cc", "Sk"} else character
