"""Which of the names counted in an article tell most: the rules that all languages share."""

from functools import lru_cache

from msgspec import Struct, field

from seedfeed.model import Category, CategoryKind

LOOKED_AT = 2_000
LEAD_LENGTH = 400
MOST_NAMES = 5
# Mentions count 1, in the lead 1 more, in the title 3 more.
IN_LEAD, IN_TITLE = 1.0, 3.0
# What one word names may be chance; two words that come twice are meant.
MIN_SALIENCE, MIN_SALIENCE_LONG = 3.0, 2.0
KEPT_CATEGORIES = 1_024
SCHEMES: dict[CategoryKind, str] = {
    "place": "https://schema.org/Place",
    "organization": "https://schema.org/Organization",
    "person": "https://schema.org/Person",
}


class Mentions(Struct):
    """How much each name is mentioned, in the order of the text, and of what kind it is."""

    scores: dict[str, float] = field(default_factory=dict)
    kinds: dict[str, CategoryKind] = field(default_factory=dict)

    def add(self, name: str, kind: CategoryKind, weight: float) -> None:
        """Count a mention."""
        self.scores[name] = self.scores.get(name, 0.0) + weight
        self.kinds.setdefault(name, kind)

    def choose(self) -> list[Category]:
        """Return at most five names that are mentioned enough, the most telling first."""
        scores, kinds = self.scores, self.kinds
        telling = [
            name
            for name, score in scores.items()
            if score >= MIN_SALIENCE
            or (score >= MIN_SALIENCE_LONG and kinds[name] != "place" and " " in name)
        ]
        telling.sort(key=lambda name: -scores[name])
        return [_make_category(name, kinds[name]) for name in telling[:MOST_NAMES]]


@lru_cache(KEPT_CATEGORIES)
def _make_category(name: str, kind: CategoryKind) -> Category:
    return Category(kind=kind, term=name, label=name, scheme=SCHEMES[kind])
