"""Ids of entries and feeds: made once, kept by the ledger, never from title, text, clock or chance."""

import re

# Any absolute IRI may be an atom:id (RFC 4287 §4.2.6); white space and delimiters may not stand in one.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z")


def entry_id(*, stated: str | None, link: str | None, site_id: str, key: str) -> str:
    """Return the permanent id of an article that is seen for the first time (RFC 4287 §4.2.6).

    The first of these that is there decides: the id its author states (as it is when it is an IRI,
    else together with the site), the canonical URL of the original, the site and the path below SEEDS.
    """
    if stated is not None:
        return stated if is_iri(stated) else _urn(f"{site_id}#id={stated}")
    if link is not None:
        return _urn(link)
    return path_id(site_id=site_id, key=key)


def is_iri(text: str) -> bool:
    """Tell whether a text can be an entry's id as it is: an absolute IRI (RFC 4287 §4.2.6, RFC 3987 §2.2)."""
    return _IRI.match(text) is not None


def path_id(*, site_id: str, key: str) -> str:
    """Return the id that follows from the site and the path below SEEDS alone."""
    return _urn(f"{site_id}#path={key}")


def feed_id(*, site_id: str, path: str) -> str:
    """Return the permanent id of the feed at `path` below FEEDS; the head feed's path is empty."""
    return _urn(f"{site_id}#feed={path}")


def _urn(name: str) -> str:
    """Return the version 5 UUID of a name in the URL namespace as a URN (RFC 9562 §5.5, RFC 4122 §3)."""
    from uuid import NAMESPACE_URL, uuid5

    return uuid5(NAMESPACE_URL, name).urn
