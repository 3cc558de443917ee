"""Which article keeps which id, and which gets a new one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from seedfeed.decide.duplicates import Likes
from seedfeed.decide.plan import Adopted, Finding, Known, PackedTrace, Plan
from seedfeed.identity import entry_id, is_iri, path_id
from seedfeed.model import Draft
from seedfeed.state import FileRow


class Understood(NamedTuple):
    """An article that was understood in this run, and what was known of its path."""

    finding: Finding
    draft: Draft
    row: FileRow | None
    trace: PackedTrace | None


class Assigned(NamedTuple):
    """Which article is which entry.

    Attributes:
        ids: of the articles that get one, by key.
        duplicates: of the others, the id of the entry they repeat.
        adopted: what those take over that an old feed had, by key.
    """

    ids: dict[str, str]
    duplicates: dict[str, str]
    adopted: dict[str, Adopted]


def assign_ids(
    articles: Iterable[Understood],
    plan: Plan,
    known: Known,
    now: datetime,
    settled: Mapping[str, PackedTrace | None],
) -> Assigned:
    """Return the id of every article that was understood, by its key; no two have the same.

    The same content keeps its id wherever it moved, and so does nearly the same; then a path keeps its own.
    Of what is left, one that repeats another article gets none; the others get the id that follows from
    what the article states, from its link, or from its path.

    Args:
        settled: traces of entries whose articles did not change and that the ledger has none of.
    """
    return _Assignment(sorted(articles, key=lambda article: article.draft.key), plan, known, now).assign(
        settled
    )


class _Assignment:
    """The tables that ids are assigned with."""

    def __init__(self, articles: list[Understood], plan: Plan, known: Known, now: datetime) -> None:
        self.articles = articles
        self.known = known
        self.now = now
        self.read = {article.draft.key for article in articles}
        self.gone = {row.path for row in plan.gone}
        self.ids: dict[str, str] = {}
        self.given: dict[str, Understood] = {}
        self.former = self._find_former(plan)
        self.likes = Likes(known)
        self.duplicates: dict[str, str] = {}
        self.adopted: dict[str, Adopted] = {}

    def assign(self, settled: Mapping[str, PackedTrace | None]) -> Assigned:
        for article in self.articles:
            row = article.row
            if row is not None and row.entry is not None and row.hash == article.finding.content_hash:
                self._give(article, row.entry)
        for article in self._movable():
            self._claim_by_content(article)
        self._claim_by_text()
        for article in self._unassigned():
            row = article.row
            if row is None or row.entry is None or row.entry in self.given:
                continue
            if not self._is_told_meanwhile(article, row.entry):
                self._give(article, row.entry)
        for identity, trace in settled.items():
            self.likes.add(identity, trace)
        self._find_duplicates()
        left = [article for article in self._unassigned() if article.draft.key not in self.duplicates]
        self._adopt(left)
        for article in left:
            if article.draft.key not in self.ids:
                self._give(article, self._make_id(article.draft))
        duplicates = {key: self.ids.get(other, other) for key, other in self.duplicates.items()}
        return Assigned(self.ids, duplicates, self.adopted)

    def _adopt(self, articles: list[Understood]) -> None:
        """Have new articles take over what old feeds knew them by; a link is a surer sign than a title."""
        find_adopted = self.known.find_adopted
        if find_adopted is None:
            return
        taken: set[int] = set()
        for article in sorted(articles, key=lambda article: article.draft.link is None):
            found = find_adopted(article.draft)
            if found is None or found.number in taken:
                continue
            guid = found.guid if found.guid is not None and is_iri(found.guid) else None
            identity = found.id or guid or self._make_id(article.draft)
            if identity in self.given or identity in self.known.entries or not self._is_unowned(identity):
                continue
            taken.add(found.number)
            self.adopted[article.draft.key] = found
            self._give(article, identity)

    def _movable(self) -> list[Understood]:
        """Return the articles that may have stood elsewhere before."""
        return [
            article
            for article in self._unassigned()
            if article.row is None or article.row.entry is None or self._lets_go(article)
        ]

    def _unassigned(self) -> list[Understood]:
        return [article for article in self.articles if article.draft.key not in self.ids]

    def _give(self, article: Understood, identity: str) -> None:
        self.ids[article.draft.key] = identity
        self.given[identity] = article

    def _find_former(self, plan: Plan) -> dict[str, list[str]]:
        """Return the ids that a content had and that are there to be claimed, by content hash.

        First those of files that are gone, then of paths that hold something else now, then of entries
        that were removed in earlier runs.
        """
        former: dict[str, list[str]] = {}
        letting_go = [article.row for article in self.articles if self._lets_go(article)]
        for row in (*plan.gone, *letting_go):
            if row is not None and row.entry is not None and row.hash:
                former.setdefault(row.hash, []).append(row.entry)
        for content_hash in {article.finding.content_hash for article in self.articles}:
            removed = [found for found in self.known.find_removed(content_hash) if self._is_unowned(found)]
            if removed:
                former.setdefault(content_hash, []).extend(removed)
        return former

    def _lets_go(self, article: Understood) -> bool:
        """Tell whether a path holds another article now, and not an edit of the one it held.

        Files that are numbered anew, or swap their names, keep their ids so: where the title is still
        the same, it is an edit, even if the old text lies beside it under another name.
        """
        row, draft = article.row, article.draft
        if row is None or row.entry is None or row.hash == article.finding.content_hash:
            return False
        before = self.known.entries.get(row.entry)
        return before is not None and before.title != draft.title

    def _claim_by_content(self, article: Understood) -> None:
        for identity in self.former.get(article.finding.content_hash, ()):
            if self._may_claim(article, identity) and not self._is_told_meanwhile(article, identity):
                self._give(article, identity)
                return

    def _may_claim(self, article: Understood, identity: str) -> bool:
        """Tell whether an id is free; a copy leaves it to the article it repeats while that is there."""
        if identity in self.given:
            return False
        is_copy = article.row is not None and article.row.duplicate_of == identity
        return not is_copy or self._is_unowned(identity)

    def _is_told_meanwhile(self, article: Understood, identity: str) -> bool:
        """Tell whether another file has brought the article while its own entry was removed."""
        trace = article.trace
        if trace is None or not self.known.is_removed(identity) or article.draft.draft:
            return False
        return any(self._is_held(other) for other in self.likes.published(trace))

    def _is_held(self, identity: str) -> bool:
        """Tell whether a file that did not change holds a live entry."""
        owner = self.known.owner_of(identity)
        return owner is not None and owner not in self.gone and owner not in self.read

    def _claim_by_text(self) -> None:
        """Have an article that was moved and edited at once keep its id."""
        free = {identity for identities in self.former.values() for identity in identities}
        free = {identity for identity in free - self.given.keys() if not self.known.is_removed(identity)}
        for article, trace in self._by_age(self._movable()) if free else ():
            for identity in self.likes.published(trace):
                if identity in free and self._may_claim(article, identity):
                    self._give(article, identity)
                    break

    def _find_duplicates(self) -> None:
        """Set aside what repeats an article of the feeds, or an older one that is as new to them."""
        for article in self.articles:
            identity = self.ids.get(article.draft.key)
            if identity is not None and not article.draft.draft:
                self.likes.add(identity, article.trace)
        for article, trace in self._by_age(self._unassigned()):
            older = self.likes.in_run(trace)
            for identity in () if older is not None else self.likes.published(trace):
                holder = self.given.get(identity)
                if holder is not None and holder.draft.draft:
                    del self.ids[holder.draft.key]
                    self._give(article, identity)
                    break
                if self._is_held(identity):
                    older = identity
                    break
            if older is not None:
                self.duplicates[article.draft.key] = older
            else:
                self.likes.add(self.ids.get(article.draft.key, article.draft.key), trace)

    def _by_age(self, articles: list[Understood]) -> list[tuple[Understood, PackedTrace]]:
        """Return the articles that can be an entry now, the oldest first: by stated date, file time, path."""
        dated = [
            ((draft.published or draft.mtime, draft.mtime, draft.key), article, trace)
            for article in articles
            if not (draft := article.draft).draft and (draft.published is None or draft.published <= self.now)
            and (trace := article.trace) is not None
        ]  # fmt: skip
        return [(article, trace) for _, article, trace in sorted(dated, key=lambda one: one[0])]

    def _make_id(self, draft: Draft) -> str:
        site_id, key = self.known.site_id, draft.key
        wanted = entry_id(stated=draft.id, link=draft.link, site_id=site_id, key=key)
        candidates = [wanted, path_id(site_id=site_id, key=key)]
        number = 2
        while True:
            for identity in candidates:
                if identity not in self.given and self._is_unowned(identity):
                    return identity
            candidates = [path_id(site_id=site_id, key=f"{key}#{number}")]
            number += 1

    def _is_unowned(self, identity: str) -> bool:
        """Tell whether no file that is still there has this id."""
        owner = self.known.owner_of(identity)
        return owner is None or owner in self.gone
