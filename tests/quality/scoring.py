"""What a careful reader says of an article, and how much of it `understand` says too."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct, convert

from seedfeed.config import parse_config
from seedfeed.errors import ArticleError
from seedfeed.model import Draft
from seedfeed.read import read_article
from seedfeed.understanding import understand

HERE = Path(__file__).parent
CONFIG = parse_config({}, "seedfeed.toml")


class Case(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One article and its answers; what is absent is not asked, what is empty must not be found.

    Attributes:
        rule: what the article was written to try.
        file: its name, where that matters.
        summary_starts: how the summary begins.
        furniture: what must stand in no summary.
        topics: any of them may come first.
        names: places, organisations and people that must be found.
        names_never: what must not be taken for a name.
    """

    name: str
    rule: str
    raw: str
    suffix: str = ".txt"
    file: str = ""
    title: str | None = None
    summary_starts: str | None = None
    furniture: tuple[str, ...] = ()
    link: str | None = None
    source: str | None = None
    source_url: str | None = None
    authors: tuple[str, ...] | None = None
    published: str | None = None
    language: str | None = None
    topics: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    names_never: tuple[str, ...] = ()
    related: tuple[str, ...] | None = None
    image: str | None = None


class Judgement(Struct, frozen=True):
    """Whether one answer is right, and what was found in its place."""

    case: str
    measure: str
    right: bool
    found: str


def load_cases() -> list[Case]:
    """Return all articles, file by file."""
    cases: list[Case] = []
    for path in sorted((HERE / "articles").glob("*.toml")):
        cases += convert(tomllib.loads(path.read_text(encoding="utf-8"))["article"], list[Case])
    return cases


def load_floors(table: str) -> dict[str, float]:
    """Return the measures of a table in `floors.toml`, and the share that must be right."""
    return convert(tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))[table], dict[str, float])


def judge(case: Case, folder: Path) -> list[Judgement]:
    """Understand one article and compare it with its answers."""
    file = case.file or case.name + case.suffix
    (folder / file).write_text(case.raw.lstrip("\n"), encoding="utf-8")
    try:
        draft = understand(read_article(folder, file), CONFIG)
    except ArticleError as error:
        return [Judgement(case.name, "readable", right=False, found=str(error))]
    if not isinstance(draft, Draft):
        return [Judgement(case.name, "readable", right=False, found=str(draft))]
    readable = Judgement(case.name, "readable", right=True, found="")
    return [readable, *(Judgement(case.name, *answer) for answer in _compare(case, draft))]


def _compare(case: Case, draft: Draft) -> Iterator[tuple[str, bool, str]]:
    """Yield measure, right or wrong, and what was found, for each answer there is."""
    source = draft.source
    labels = [category.label for category in draft.categories if category.kind != "topic"]
    topics = [category.label for category in draft.categories if category.kind == "topic"]
    found: dict[str, object] = {
        "title": draft.title,
        "link": draft.link or "",
        "source": source.name if source else "",
        "source_url": (source.url if source else None) or "",
        "authors": tuple(author.name for author in draft.authors),
        "published": draft.published.date().isoformat() if draft.published else "",
        "language": draft.language or "",
        "related": draft.related,
        "image": draft.image.url if draft.image else "",
    }
    for measure, value in found.items():
        wanted = getattr(case, measure)
        if wanted is not None:
            yield measure, value == wanted, repr(value)
    if case.summary_starts is not None:
        yield "summary_start", draft.summary.startswith(case.summary_starts), draft.summary
    unwanted = [piece for piece in case.furniture if piece in draft.summary]
    yield "summary_clean", not unwanted and not draft.summary.startswith(f"{draft.title}. "), draft.summary
    if case.topics:
        yield "topic_first", bool(topics) and topics[0] in case.topics, str(topics)
        yield "topic_any", not set(topics).isdisjoint(case.topics), str(topics)
    for name in case.names:
        yield "names_found", name in labels, f"{name} in {labels}"
    for name in case.names_never:
        yield "names_clean", name not in labels, f"{name} in {labels}"


def shares(judgements: Iterable[Judgement]) -> dict[str, float]:
    """Return how much of each measure is right, from 0 to 1."""
    counted: dict[str, list[bool]] = defaultdict(list)
    for judgement in judgements:
        counted[judgement.measure].append(judgement.right)
    return {measure: sum(rights) / len(rights) for measure, rights in counted.items()}
