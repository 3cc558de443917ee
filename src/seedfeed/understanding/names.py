"""The places, organisations and people an article names often enough to be about them.

Runs of capitalised words, told apart by tables and by the words inside and around them. A name that no
rule knows gives nothing. This module reads
English: `name_runs` says what a run names by itself, `names_abroad` reads the languages that have a table.
"""

from collections import Counter
from functools import cache

from msgspec import field

from seedfeed.model import Category
from seedfeed.text import late_pattern
from seedfeed.understanding.gazetteer import words
from seedfeed.understanding.name_runs import Found, Reading, find_runs, read_run
from seedfeed.understanding.salience import IN_LEAD, IN_TITLE, LEAD_LENGTH, LOOKED_AT, Mentions

# Unknown names that are looked up in their surroundings, the commonest first, and how often each must come.
MOST_UNKNOWN, MIN_UNKNOWN = 4, 3.0
LONGEST_NAME, LONGEST_WORD = 80, 20
LONG_WORD, FEW_TITLE_WORDS, MOST_CAPITALS = 4, 4, 0.6
# A text so short that its title is half of it.
SHORT_TEXT = 200
MIN_VOTES, MIN_VOTES_LONG = 2, 1
_ACRONYM = late_pattern(r" \(([A-Z]{2,8})\)")


# A run, its weight, and what it says.
_Weighed = tuple[str, int, Reading]


class _Tally(Mentions):
    """What has been counted of one article, and the short forms that stand for a name.

    Attributes:
        people: a surname, and whose it is.
        short: another form of a person's name: the given name alone.
        firms: a short form of an organisation.
        beside: names that count beside another only, and their weight.
        unknown: names of no known kind, their weight, and the word that may be their surname.
    """

    people: dict[str, str] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)
    firms: dict[str, str] = field(default_factory=dict)
    beside: list[tuple[Found, float]] = field(default_factory=list)
    unknown: dict[str, tuple[float, str]] = field(default_factory=dict)


def find_names(title: str, text: str) -> list[Category]:
    """Return at most five names, the most telling first."""
    runs_of_title = find_runs(title)
    of_title = [found for run in runs_of_title for found in read_run(run)]
    text = text[:LOOKED_AT]
    weights = _weigh_runs(text)
    _weigh_title(weights, title, runs_of_title, text)
    readings = [(run, weight, read_run(run)) for run, weight in weights.items()]
    tally = _Tally()
    for what, name, _, surname in of_title:
        if (what == "person" and surname in weights) or (what == "likely" and name in weights):
            tally.people.setdefault(surname, name)
    _find_short_forms(tally, readings, weights)
    if "(" in text:
        _find_acronyms(tally, text)
    _count(tally, readings)
    for (_, name, kind, anchor), weight in tally.beside:
        if anchor in tally.scores:
            tally.add(name, kind, weight)
    if tally.unknown:
        _judge_unknown(tally, text, weights)
    for name in _names_in_title(tally, title, of_title):
        tally.scores[name] += IN_TITLE
    return tally.choose()


def _weigh_runs(text: str) -> dict[str, int]:
    """Return each run of capitalised words and its weight, in the order of the text."""
    end = text.find(" ", LEAD_LENGTH)
    end = end if end >= 0 else len(text)
    lead = find_runs(text[:end])
    # Those of the lead count twice.
    return Counter((*lead, *lead, *find_runs(text[end:])))


def _weigh_title(weights: dict[str, int], title: str, runs: list[str], text: str) -> None:
    """Count the runs of a title in which capitals mean something."""
    if _has_capitals_everywhere(title):
        return
    for run in runs:
        # The first word has its capital anyway.
        if " " in run or run in weights or not title.startswith(run) or len(text) < SHORT_TEXT:
            weights[run] = weights.get(run, 0) + 1


def _has_capitals_everywhere(title: str) -> bool:
    """Tell whether most of a title's words have capitals, which then say nothing."""
    title_words = [word for word in title.split() if len(word) >= LONG_WORD]
    capitals = sum(word[0].isupper() for word in title_words)
    if len(title_words) < FEW_TITLE_WORDS:
        return 1 < len(title_words) == capitals
    return capitals > MOST_CAPITALS * len(title_words)


def _find_short_forms(tally: _Tally, readings: list[_Weighed], weights: dict[str, int]) -> None:
    """Note whose each surname is, and what the first word of a company or a person stands for."""
    seldom: list[tuple[Found, float]] = []
    surnames: set[str] = set()
    for _, weight, reading in readings:
        for found in reading:
            what, name, kind, extra = found
            if what == "person":
                _note_person(tally, name, extra)
            elif what == "known":
                if kind == "person":
                    tally.people.setdefault(name.rpartition(" ")[2], name)
                elif extra:
                    tally.firms.setdefault(extra, name)
            elif what == "surname":
                surnames.add(name)
            elif what != "perhaps":
                seldom.append((found, weight))
    if seldom:
        _note_likely(tally, seldom, surnames.union(weights))


def _note_likely(tally: _Tally, seldom: list[tuple[Found, float]], surnames: set[str]) -> None:
    """Note the persons that are likely, where the surname comes again or the whole name does."""
    for (what, name, _, extra), weight in seldom:
        surname = extra if what == "likely" else name.rpartition(" ")[2]
        if what != "beside" and (surname in surnames or (what == "likely" and weight > 1.0 + IN_LEAD)):
            _note_person(tally, name, surname)


def _note_person(tally: _Tally, name: str, surname: str) -> None:
    """Note whose surname it is, and the given name as another short form."""
    whose = tally.people.setdefault(surname, name)
    given = name.partition(" ")[0]
    if whose != name and whose.startswith(given + " "):
        tally.short[name] = whose
    elif given != surname:
        tally.short.setdefault(given, name)


def _find_acronyms(tally: _Tally, text: str) -> None:
    """Note what stands before its acronym: "the Heron Valley Council (HVC)"."""
    for match in _ACRONYM.finditer(text):
        before = find_runs(text[max(0, match.start() - LONGEST_NAME) : match.start()])
        reading = read_run(before[-1]) if before else ()
        if len(reading) == 1 and reading[0][2] == "organization" and reading[0][0] == "known":
            tally.firms.setdefault(match[1], reading[0][1])


def _count(tally: _Tally, readings: list[_Weighed]) -> None:
    """Add up the mentions of each name."""
    people, short, add = tally.people, tally.short, tally.add
    for run, weight, reading in readings:
        whose = people.get(run) or short.get(run)
        if whose:
            add(whose, "person", weight)
            continue
        for found in reading:
            what, name, kind, extra = found
            if what == "known":
                add(name, kind, weight)
            elif what == "beside":
                tally.beside.append((found, weight))
            else:
                meant = _resolve(tally, found)
                if meant:
                    add(meant, "organization" if what == "perhaps" else "person", weight)
                elif what == "either" and extra:
                    add(extra, "place", weight)
                elif what == "perhaps" and (weight >= MIN_UNKNOWN or extra):
                    tally.unknown[name] = (weight, extra)


def _resolve(tally: _Tally, found: Found) -> str:
    """Return the full name of what a run says; empty where the article does not tell."""
    what, name, _, extra = found
    if what == "person":
        return tally.short.get(name, name)
    if what == "surname":
        return tally.people.get(name, "")
    if what == "perhaps":
        return tally.firms.get(name, "")
    surname = extra if what == "likely" else name.rpartition(" ")[2]
    return name if tally.people.get(surname) == name else tally.short.get(name, "")


def _judge_unknown(tally: _Tally, text: str, weights: dict[str, int]) -> None:
    """Count the commonest unknown names whose kind their surroundings tell."""
    often = sorted(tally.unknown.items(), key=lambda item: -item[1][0])
    for name, (weight, surname) in often[:MOST_UNKNOWN]:
        of_surname = weights.get(surname, 0) if surname else 0
        if weight + of_surname < MIN_UNKNOWN:
            continue
        person, organization = _vote(name, text)
        if surname in tally.people:
            # Of the same family, or no name at all.
            of_surname = 0
        elif of_surname:
            person += _vote(surname, text)[0]
        if surname and person >= MIN_VOTES_LONG and not organization:
            tally.add(name, "person", weight + of_surname)
            tally.people.setdefault(surname, name)
        elif organization >= (MIN_VOTES_LONG if surname else MIN_VOTES) and not person:
            tally.add(name, "organization", weight)


@cache
def _cues() -> tuple[frozenset[str], ...]:
    """Return the words before and after a person, and before and after a company."""
    return tuple(
        words(title) for title in ("before a person", "after a person", "before a company", "after a company")
    )


def _vote(name: str, text: str) -> tuple[int, int]:
    """Return how often the words beside a name say that it is a person, and that it is an organisation."""
    before_person, after_person, before_company, after_company = _cues()
    person = organization = 0
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        before = text[max(0, start - LONGEST_WORD) : start].split()[-1:]
        after = text[end : end + LONGEST_WORD]
        if after[:1] in {"'", "\u2019"}:
            after = after[2:]
        if not after[:1].isalnum():
            following = after.split(None, 1)[:1]
            person += not (before_person.isdisjoint(before) and after_person.isdisjoint(following))
            person += after[:2] == ", " and after[2:4].isdigit() and after[4:5] == ","
            organization += not (before_company.isdisjoint(before) and after_company.isdisjoint(following))
        start = text.find(name, end)
    return person, organization


def _names_in_title(tally: _Tally, title: str, of_title: list[Found]) -> set[str]:
    """Return the names that the title has too, whole or by a short form."""
    named = {name for _, name, _, _ in of_title}
    for forms in (tally.people, tally.short, tally.firms):
        for form, name in forms.items():
            if form in title and _stands_apart(form, title):
                named.add(name)
    return {name for name in named if name in tally.scores}


def _stands_apart(form: str, title: str) -> bool:
    """Tell whether a form is in the title as words of its own: Lee, not Leeds."""
    start = title.find(form)
    end = start + len(form)
    return not title[end : end + 1].isalnum() and not (start and title[start - 1].isalnum())
