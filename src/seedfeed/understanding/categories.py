"""What an article is filed under: its author's tags, else topics and names; renamed and dropped as wished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedfeed.model import Category, Evidence
from seedfeed.text import name_slug
from seedfeed.understanding.reading import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from seedfeed.config import Categories
    from seedfeed.understanding.words import Beginning

_RULES = {
    "tag": "metadata",
    "topic": "vocabulary",
    "place": "mentions",
    "organization": "mentions",
    "person": "mentions",
}


def find_categories(
    tags: Sequence[str], title: str, beginning: Beginning, rules: Categories
) -> tuple[Category, ...]:
    """Return the author's tags, then topics and names where they are wanted."""
    found = [Category(kind="tag", term=tag, label=tag) for tag in map(plain, tags) if tag]
    if rules.auto == "always" or (rules.auto == "missing" and not found):
        from seedfeed.understanding.names import find_names
        from seedfeed.understanding.topics import find_topics

        found += find_topics(title, beginning)
        language = (beginning.language or "en").partition("-")[0]
        if language == "en":
            found += find_names(title, beginning.text)
        else:
            from seedfeed.understanding.names_abroad import find_names_abroad

            found += find_names_abroad(title, beginning.text, language)
    return _apply_rules(found, rules)


def _apply_rules(found: Iterable[Category], rules: Categories) -> tuple[Category, ...]:
    """Rename and drop by label, then keep the first of those that would share a path."""
    if not rules.rename and not rules.drop:
        return _keep_first(found)
    renamed = {label.casefold(): name for label, name in rules.rename.items()}
    dropped = {label.casefold() for label in rules.drop}
    kept: list[Category] = []
    for category in found:
        folded = category.label.casefold()
        if folded in dropped:
            continue
        name = renamed.get(folded)
        if name is not None:
            if name.casefold() in dropped:
                continue
            term = category.term if category.kind == "topic" else name
            kept.append(Category(kind=category.kind, term=term, label=name, scheme=category.scheme))
        else:
            kept.append(category)
    return _keep_first(kept)


def _keep_first(found: Iterable[Category]) -> tuple[Category, ...]:
    kept: dict[str, Category] = {}
    for category in found:
        kept.setdefault(name_slug(category.label), category)
    return tuple(kept.values())


def tell_categories(categories: Iterable[Category]) -> list[Evidence]:
    """Return the evidence for each category."""
    return [
        Evidence(field="categories", value=category.label, rule=_RULES[category.kind])
        for category in categories
    ]
