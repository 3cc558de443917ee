"""Who wrote the article, from the line that says so near the top.

A name is a few words that begin with capitals; a line that says more is a sentence and gives nothing.
"""

import re

from seedfeed.dates import find_date, has_year
from seedfeed.text import late_pattern
from seedfeed.understanding.lexicon import given_names, read_lists
from seedfeed.understanding.outlets import find_exact_name

LONGEST_BYLINE = 120
MOST_WORDS = 6
MOST_AUTHORS = 8
MOST_WORDS_OF_A_PERSON = 4
_BY = late_pattern(
    r"(?:(?:a |this )?(?:written|posted|published|words|text|story|article|post|reported|report|authored"
    r"|reviewed|updated|submitted|contributed)(?: and photos)? by|by|authors?|contributors?(?= ?:)"
    r"|reporter(?= ?:)|par|von|por|door|di|av|af|autor(?:in|a|es)?|auteure?|autore|автор|текст"
    r"|a cura di|szerző|tekst|yazan"
    r"|بقلم|كتب|نویسنده|作者|记者|文)(?: ?[:\uff1a] ?| )",
    re.IGNORECASE,
)
# Between a date and the author behind it: "May 3, 2024 | By Jo Doe", "Published: May 3, 2024 by Jo Doe".
_BY_AFTER_DATE = late_pattern(
    r"[^\w\n]{1,4}(?:at )?(?:\d\d?:\d\d[^\w\n]?(?:[ap]\.?m\.?)? )?by:? (?=\w)", re.IGNORECASE
)
_LABEL_BEFORE_DATE = late_pattern(
    r"(?:(?:first |originally |last )?(?:published|posted|updated|written|created|date)?(?: on)?[ :|]{0,3}"
    r"(?:\w{3,9},? )?)?\Z",
    re.IGNORECASE,
)
# "Maria Souza — São Paulo": where, or for whom.
_BEHIND_DASH = late_pattern(r"(?<=\w) [\u2013—-] .*")
# What scraping leaves of the words between a name and what stood beside it.
_LOOSE_ENDS = late_pattern(r"(?:[ ,|]+(?:on|in|at|for|from|and|-))+\Z", re.IGNORECASE)
# Where a page sets two things in two boxes, scraping leaves no space between them.
_GLUED = late_pattern(
    r"(?<=[a-z])(?=(?:Published|Updated|Posted|Last updated|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b)"
    r"|(?<=\b[Bb]y)(?=[A-Z][a-z]+ )|(?<=[a-z])(?=\d\d?/\d\d?/\d{4})|(?<=20\d\d)(?=[A-Z])|(?<=19\d\d)(?=[A-Z])"
)
_LABEL = late_pattern(r"\b(?:published|updated|posted|last updated|created)\b.*", re.IGNORECASE)
_SPLIT = late_pattern(
    r",? (?:and|et|und|y|e|en|with|&) |, ?| [|•·⋅\u2013—/-] |[|•·⋅;]| on (?=\w+ \d)", re.IGNORECASE
)
_DROPPED = late_pattern(
    r"\([^()]*\)|[*†‡@]\w*|\b(?:Dr|Prof|Mr|Mrs|Ms)\. (?=[A-Z])|,? (?:Ph\.?D\.?|M\.?D\.?|RN|MBA)\b"
)


# What people at a site are, who write its articles.
_ROLES = frozenset([
    "analyst", "author", "blogger", "columnist", "contributor", "correspondent", "critic", "editor",
    "freelancer", "journalist", "reporter", "staff", "writer", "redakteur", "redakteurin", "journaliste",
    "rédacteur", "rédactrice", "periodista", "redactor", "redactora", "jornalista", "repórter", "giornalista",
    "redacteur", "dziennikarz", "dziennikarka",
])  # fmt: skip


def unglue(text: str) -> str:
    """Return a line of several parts with spaces between them: "By Jo DoeMay 3, 2024"."""
    return _GLUED.sub(" ", text)


def parse_byline(text: str, *, named: bool = False) -> tuple[str, ...]:
    """Return the authors a line names, or nothing where it is no byline.

    Args:
        text: one collapsed line.
        named: the line before said "By", so this one may be a bare name.
    """
    if text.endswith((".", "!", "?")) and len(text) >= LONGEST_BYLINE // 2:
        return ()
    match = _BY.match(text)
    rest = text[match.end() :] if match else _behind_date(text) or (text if named else "")
    if not rest:
        return ()
    found = find_date(rest, day_first=True) if has_year(rest) else None
    if found is not None:
        rest = rest[: found[1]]
    rest = _BEHIND_DASH.sub("", rest)
    if len(rest) > LONGEST_BYLINE:
        return ()
    rest = _LABEL.sub("", rest)
    names: list[str] = []
    for number, part in enumerate(_SPLIT.split(_DROPPED.sub(" ", rest))):
        name = _cut_role(_LOOSE_ENDS.sub("", " ".join(part.split()).strip(" .,:")))
        if not _is_name(name):
            # What follows the names is a role or a place; what stands first must be a name.
            if number == 0:
                return ()
            continue
        if names and (" " not in name or find_exact_name(name, labelled=True)):
            continue  # a role, or the outlet that a person writes for, as in "By Jo Doe | Reuters"
        if name not in names:
            names.append(name)
    return tuple(names[:MOST_AUTHORS])


def _behind_date(text: str) -> str:
    """Return what stands behind a date and "by": of "May 3, 2024 by Jo Doe" the name."""
    if " by" not in text.lower() or not has_year(text):
        return ""
    found = find_date(text, day_first=True)
    if found is None or not _LABEL_BEFORE_DATE.match(text[: found[1]]):
        return ""
    after = _BY_AFTER_DATE.match(text, found[2])
    return text[after.end() :] if after else ""


def _cut_role(name: str) -> str:
    """Return a name without the role that scraping glued to it: "Jo Doe Gardener"."""
    words = name.split()
    roles = read_lists("name_words.txt")["no author"]
    at = next((at for at, word in enumerate(words) if word.casefold().strip(".") in roles), 0)
    return " ".join(words[:at]) if at > 1 else name


def is_person(text: str) -> bool:
    """Tell whether a text is but a person's name for sure: its first word is a given name."""
    words = text.split()
    if not 1 < len(words) <= MOST_WORDS_OF_A_PERSON or words[0] not in given_names():
        return False
    if words[-1] in read_lists("name_words.txt")["thing"]:
        return False  # Griffin Park may be a stadium
    return all(word[0].isupper() and word.replace(".", "").replace("-", "").isalpha() for word in words)


def starts_with_person(text: str) -> bool:
    """Tell whether a line with a date in it names a person first: "Jo Doe | Writer | May 3, 2024"."""
    found = find_date(text, day_first=True)
    if found is None or not found[1]:
        return False
    return is_person(_SPLIT.split(text[: found[1]].rstrip(" |•·⋅,;-\u2013—"))[0].strip())


def names_person_and_role(text: str) -> bool:
    """Tell whether a line is a person and what the person is: "Jo Doe·Technology Editor"."""
    first, *others = _SPLIT.split(text)
    if not others or len(text) > LONGEST_BYLINE or not is_person(first.strip()):
        return False
    return all(not _ROLES.isdisjoint(part.casefold().split()) for part in others)


def _is_name(text: str) -> bool:
    words = text.split()
    if not 0 < len(words) <= MOST_WORDS or any(char.isdigit() for char in text):
        return False
    lists = read_lists("name_words.txt")
    if any(word.casefold().strip(".") in lists["no author"] for word in words):
        return False
    if not all(
        word[0].isupper() or word in lists["byline particle"] or not word[0].isascii() for word in words
    ):
        return False
    return len(words) > 1 or text[0].isupper() or not text[0].islower()
