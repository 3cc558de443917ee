"""Which articles are one and the same, saved twice. Compares sketches; reads no text and decides no id.

The same letters in the same order are the same article, under whatever title; so are nearly the same, where
no number speaks against it. A note too short to tell by its text must agree in all it states as well.
"""

from collections.abc import Container, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from seedfeed.dates import to_timestamp
from seedfeed.decide.plan import Files, Known, PackedTrace
from seedfeed.model import MOST_CHUNKS, Draft, Duplicate, Sketch

# Shares of pieces two articles have in common. Of all pairs of the dev set, the same article shares .78 and
# more, different ones .20 and less; a template with other names filled in comes to .7 (2026-11).
ALIKE, ALIKE_BY_OTHER_TITLE = 0.75, 0.85
# Two versions of one page: the address says it is one article, the text must only not deny it.
ALIKE_AT_ONE_LINK = 0.5
# With fewer pieces one changed word is a large share: such texts are the same or they are not.
FEWEST_CHUNKS = 8
# A text that comes again, nearly the same, after more than a week is another issue of a column.
LONGEST_APART_S = 7 * 86_400
# Smallest hashes are compared in pairs: articles of which .75 is alike agree in one of five pairs at 98 %,
# of which .9 is alike at 99.97 %, and of which .2 is alike at 18 %.
_PAIRS = 5
# Candidates looked at for each key, the oldest: a sentence that a thousand articles share must cost no more.
MOST_CANDIDATES = 10
_NO_DATE = -1


class Trace(Struct, frozen=True, kw_only=True, array_like=True):
    """All that bears on whether two articles are one.

    Attributes:
        stated: hash of the id its author demands; 0 = none.
        link: hash of the original's address; 0 = none, or a home page, which many articles share.
        published: timestamp of the stated date; -1 = none.
        keys: what it is found under, the most certain first; two traces of one article share one.
    """

    sketch: Sketch
    stated: int
    link: int
    published: int
    keys: tuple[int, ...] = ()


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Trace).decode


def trace_of(draft: Draft) -> Trace | None:
    """Return what a draft is told by, or None where copies are kept."""
    if not draft.sketch.exact:
        return None
    link = _hash(draft.link) if draft.link and _is_of_one_page(draft.link) else 0
    published = _NO_DATE if draft.published is None else to_timestamp(draft.published)
    return Trace(
        sketch=draft.sketch,
        # A mail's own id is another with each delivery: it does not tell one mail from the next.
        stated=_hash(draft.id) if draft.id and not draft.id.startswith("<") else 0,
        link=link,
        published=published,
        keys=_find_keys(draft.sketch, link, published),
    )


def pack_trace(draft: Draft) -> PackedTrace | None:
    """Return the same as the ledger keeps it: the keys have a table of their own."""
    trace = trace_of(draft)
    if trace is None:
        return None
    return PackedTrace(_encode((trace.sketch, trace.stated, trace.link, trace.published)), trace.keys)


def _find_keys(sketch: Sketch, link: int, published: int) -> tuple[int, ...]:
    if not sketch.chunks:
        return (_mix(sketch.exact, sketch.title, link, published),)
    keys = [sketch.exact]
    if link:
        keys.append(link)
    if len(sketch.chunks) >= FEWEST_CHUNKS:
        smallest = [0] * (2 * _PAIRS)
        for chunk in reversed(sketch.chunks):
            smallest[chunk % len(smallest)] = chunk
        pairs = zip(smallest[::2], smallest[1::2], strict=True)
        keys += [_mix(number, *pair) for number, pair in enumerate(pairs) if any(pair)]
    return tuple(keys)


def is_same_article(one: Trace, other: Trace) -> bool:
    """Tell whether two files hold the same article."""
    if one.stated and other.stated and one.stated != other.stated:
        return False
    if one.sketch.exact == other.sketch.exact:
        told = bool(one.sketch.chunks and other.sketch.chunks)
        return told or _statements_of(one) == _statements_of(other)
    return _is_nearly_same(one, other)


def _statements_of(trace: Trace) -> tuple[int, ...]:
    return (trace.sketch.title, trace.link, trace.published)


def _is_nearly_same(one: Trace, other: Trace) -> bool:
    """Tell whether one text is a version of the other: edited, cut, with another line at its end."""
    a, b = one.sketch, other.sketch
    if min(len(a.chunks), len(b.chunks)) < FEWEST_CHUNKS:
        return False
    apart_s = abs(one.published - other.published) if _NO_DATE not in (one.published, other.published) else 0
    if one.link and one.link == other.link and not apart_s:
        return _share(a.chunks, b.chunks) >= ALIKE_AT_ONE_LINK
    if apart_s > LONGEST_APART_S or _contradict(a.numbers, b.numbers):
        return False
    return _share(a.chunks, b.chunks) >= (ALIKE if a.title == b.title else ALIKE_BY_OTHER_TITLE)


def _share(some: tuple[int, ...], others: tuple[int, ...]) -> float:
    """Return what share of the pieces of either text stands in both (Jaccard's index, from a sample)."""
    # A full sample knows nothing of the text beyond its last hash.
    horizons = [chunks[-1] for chunks in (some, others) if len(chunks) == MOST_CHUNKS]
    seen = {chunk for chunk in (*some, *others) if all(chunk <= horizon for horizon in horizons)}
    return len(seen.intersection(some).intersection(others)) / len(seen)


def _contradict(some: tuple[int, ...], others: tuple[int, ...]) -> bool:
    """Tell whether each text has a number that the other lacks: a template that was filled in anew."""
    both = set(some).intersection(others)
    return len(both) < len(some) and len(both) < len(others)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=7).digest(), "big") or 1


def _mix(*numbers: int) -> int:
    return int.from_bytes(blake2b(_encode(numbers), digest_size=7).digest(), "big")


def _is_of_one_page(link: str) -> bool:
    """Tell whether an address leads below the home page."""
    return bool(link.partition("://")[2].partition("/")[2].strip("/"))


class Copies(NamedTuple):
    """Files that are left out because another holds the same article, in the order of their paths."""

    fresh: tuple[Duplicate, ...]
    told: tuple[Duplicate, ...]


def find_copies(before: Container[str], files: Files, seeds: Path) -> Copies:
    """Return which files are copies after a run, apart from those that were `before` it, by their paths."""
    copies: tuple[list[Duplicate], list[Duplicate]] = ([], [])
    for row in files.copies():
        owner = files.owner_of(row.duplicate_of or "")
        if owner is not None:
            found = Duplicate(path=str(seeds / row.path), of=str(seeds / owner))
            copies[row.path in before].append(found)
    return Copies(*map(tuple, copies))


class Likes:
    """Finds an article's likes: among those of this run, and among those the ledger knows."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._by_key: dict[int, tuple[tuple[str, bytes], ...]] = {}

    def add(self, name: str, trace: PackedTrace | None) -> None:
        """Have an article of this run found by others."""
        if trace is None:
            return
        alone = ((name, trace.record),)  # one tuple for all its keys, of which few have another article
        for key in trace.keys:
            named = self._by_key.setdefault(key, alone)
            if named is not alone and len(named) < MOST_CANDIDATES:
                self._by_key[key] = named + alone

    def in_run(self, trace: PackedTrace) -> str | None:
        """Return the name of an article of this run that is the same."""
        for key in trace.keys:
            for name, record in self._by_key.get(key, ()):
                if is_same_article(_decode(trace.record), _decode(record)):
                    return name
        return None

    def published(self, trace: PackedTrace) -> Iterator[str]:
        """Yield the ids of entries that were made of the same article, as the ledger has them."""
        find_traces = self._known.find_traces
        met = set()
        if find_traces is None:
            return
        for key in trace.keys:
            for identity, record in find_traces(key, MOST_CANDIDATES):
                if identity not in met:
                    met.add(identity)
                    if is_same_article(_decode(trace.record), _decode(record)):
                        yield identity
