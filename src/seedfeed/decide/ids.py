"""Which article keeps which id, and which gets a new one."""

from collections.abc import Iterable
from typing import NamedTuple

from seedfeed.decide.plan import Finding, Known, Plan
from seedfeed.identity import entry_id, path_id
from seedfeed.model import Draft
from seedfeed.state import FileRow


class Understood(NamedTuple):
    """An article that was understood in this run, and what was known of its path."""

    finding: Finding
    draft: Draft
    row: FileRow | None


def assign_ids(articles: Iterable[Understood], plan: Plan, known: Known) -> dict[str, str]:
    """Return the id of every article that was understood, by its key; no two have the same.

    The same content keeps its id wherever it moved; then a path keeps its own; what is left gets the
    id that follows from what the article states, from its link, or from its path.
    """
    return _Assignment(sorted(articles, key=lambda article: article.draft.key), plan, known).assign()


class _Assignment:
    """The tables that ids are assigned with."""

    def __init__(self, articles: list[Understood], plan: Plan, known: Known) -> None:
        self.articles = articles
        self.known = known
        self.gone = {row.path for row in plan.gone}
        self.owner = {row.entry: row.path for row in known.files.values() if row.entry is not None}
        self.ids: dict[str, str] = {}
        self.given: set[str] = set()
        self.former = self._find_former(plan)

    def assign(self) -> dict[str, str]:
        for article in self.articles:
            row = article.row
            if row is not None and row.entry is not None and row.hash == article.finding.content_hash:
                self._give(article, row.entry)
        for article in self._unassigned():
            if article.row is None or article.row.entry is None or self._lets_go(article):
                self._claim_by_content(article)
        for article in self._unassigned():
            row = article.row
            if row is not None and row.entry is not None and row.entry not in self.given:
                self._give(article, row.entry)
        for article in self._unassigned():
            self._give(article, self._make_id(article.draft))
        return self.ids

    def _unassigned(self) -> list[Understood]:
        return [article for article in self.articles if article.draft.key not in self.ids]

    def _give(self, article: Understood, identity: str) -> None:
        self.ids[article.draft.key] = identity
        self.given.add(identity)

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
        for identity in sorted(self.known.removed):
            if self._is_unowned(identity):
                former.setdefault(self.known.entries[identity].content_hash, []).append(identity)
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
            if identity not in self.given:
                self._give(article, identity)
                return

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
        owner = self.owner.get(identity)
        return owner is None or owner in self.gone
