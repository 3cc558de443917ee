"""What a run of capitalised words says by itself.

"Iraqi Prime Minister Nouri al-Maliki" names a country and a person. Pure reading of one run, kept for the
runs that come again; what only the rest of the article can tell (whose surname it is, what an unknown name
is) is left to `names`.
"""

from functools import cache, lru_cache
from typing import Literal

from seedfeed.model import CategoryKind
from seedfeed.text import late_pattern
from seedfeed.understanding.gazetteer import Known, known_names, words
from seedfeed.understanding.lexicon import given_names

# A run of more words with nothing between them is a headline in capitals.
MOST_PLAIN_WORDS = 5
MOST_WORDS_OF_AN_ORGANIZATION = 9
MOST_WORDS_OF_A_PERSON = 3
PAIR = 2
LONGEST_ACRONYM = 5
_KEPT_RUNS = 8_192
_CAPITAL = "[A-Z\u00c0-\u00d6\u00d8-\u00de\u0141\u015a\u0160\u017d\u010c\u0130]"
_REST = r"\w*(?:(?:-|[&\u2019'.](?=[A-Z]))\w+)*"
_SHORTENED = r"(?:\.(?<=\b[A-Z]\.)|\.(?<=\b(?:Mr|Dr|St|Mt|Ms)\.)|\.(?<=\b(?:Sen|Rep|Gov|Gen|Rev|Mrs)\.))?"
_SMALL = (
    r"(?:(?=[a-z&])(?:of (?:the )?|for (?:the )?|and (?:the )?|& |d[aeiou]s? (?:la )?|de[lrn] "
    r"|v[ao]n (?:de[rn] )?|bin |ibn |ben |la |al-|el-))?"
)
# 22 µs for 2,000 characters, of which 11 are the search for capitals (2026-11).
_RUN = late_pattern(rf"{_CAPITAL}(?<![\w@#/.].){_REST}(?:{_SHORTENED} {_SMALL}{_CAPITAL}{_REST})*")
_PARTICLES = frozenset(
    (
        "de",
        "del",
        "della",
        "da",
        "do",
        "dos",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "ben",
        "la",
    )
)
_SUFFIXES = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"))

# A known name; one that counts beside another; a full name; a full name if its surname comes again; a
# surname; a name that is a person's or begins with a place; perhaps a name.
What = Literal["known", "beside", "person", "likely", "surname", "either", "perhaps"]
# What, the name, its kind, and: beside what it counts, the surname, the place, or the short form.
Found = tuple[What, str, CategoryKind, str]
Reading = tuple[Found, ...]


def find_runs(text: str) -> list[str]:
    """Return the runs of capitalised words, joined over "of" and the like, in the order of the text."""
    return _RUN.findall(text)


@lru_cache(_KEPT_RUNS)
def read_run(run: str) -> Reading:
    """Return what a run names; empty where it names nothing."""
    found = known_names().get(run)
    if found is not None:
        return (_tell(found),)
    parts = run.split(" ")
    if len(parts) == 1:
        return _read_word(run)
    for index, part in enumerate(parts):
        if "-" in part and _is_compound(part):
            # "Heron Falls-based Reed Services"
            first = " ".join([*parts[:index], part.partition("-")[0]])
            return read_run(first) + (read_run(" ".join(parts[index + 1 :])) if parts[index + 1 :] else ())
    if len(run) > LONGEST_ACRONYM and run.isupper():
        return _read_shouted(parts)
    return _read_parts(parts)


def _is_compound(word: str) -> bool:
    """Tell whether a name is but the first part of a word: "London-based", not "Geun-hye"."""
    tail = word.partition("-")[2]
    return tail[:1].islower() and word not in given_names() and word not in known_names()


def _tell(found: Known) -> Found:
    name, kind, anchor = found
    return ("beside" if anchor else "known", name, kind, anchor)


def _read_word(word: str) -> Reading:
    known = known_names()
    head, _, tail = word.partition("-")
    if tail:
        found, other = known.get(head), known.get(tail)
        if tail[0].islower() or (found and other):
            return tuple(_tell(part) for part in (found, other) if part)
    if len(word) == 1 or word in _no_names_alone():
        return ()
    if len(word) >= LONGEST_ACRONYM and word.isupper():
        found = known.get(word.title())
        if found and found[1] == "place":
            return (_tell(found),)
    return (("perhaps", word, "organization", ""),)


@cache
def _no_names_alone() -> frozenset[str]:
    return words("no name") | words("role") | words("organization") | words("thing")


@cache
def _no_parts_of_names() -> frozenset[str]:
    return words("thing") | words("organization") | words("no name") | words("generic")


def _read_shouted(parts: list[str]) -> Reading:
    """Return what a run in capitals alone names: a place as a whole, or acronyms side by side."""
    found = known_names().get(" ".join(parts).title())
    if found is not None and found[1] == "place":
        return (_tell(found),)
    each = [known_names().get(part) for part in parts]
    return tuple(_tell(found) for found in each if found) if all(each) else ()


def _read_parts(parts: list[str]) -> Reading:
    """Return what several words name: the first way to read them that fits."""
    parts = _strip(parts)
    if len(parts) <= 1:
        return read_run(parts[0]) if parts else ()
    found = known_names().get(" ".join(parts))
    if found is not None:
        return (_tell(found),)
    for read in (_read_prefixed, _read_institution, _read_joined, _read_company, _read_organization):
        reading = read(parts)
        if reading is not None:
            return reading
    if len(parts) > MOST_PLAIN_WORDS:
        return _read_known(parts)
    return _read_person(parts) or _read_rest(parts)


def _strip(parts: list[str]) -> list[str]:
    """Return the words without articles, months and joining words at the ends."""
    unnamed = words("no name")
    begin, end = 0, len(parts)
    while begin < end and (parts[begin] in unnamed or parts[begin] == "&" or parts[begin][0].islower()):
        begin += 1
    while end > begin and (parts[end - 1] in unnamed or parts[end - 1] == "&" or parts[end - 1].islower()):
        if end - begin >= PAIR and parts[end - 1] in words("also surname") and _leads(parts[end - 2]):
            # Theresa May
            break
        end -= 1
    return parts[begin:end]


def _leads(word: str) -> bool:
    """Tell whether a surname may follow."""
    return word in given_names() or word.rstrip(".") in words("title")


def _read_prefixed(parts: list[str]) -> Reading | None:
    """Read "US Secret Service" as two names."""
    found = known_names().get(parts[0])
    if found is None or parts[0] not in words("before names"):
        return None
    return (_tell(found), *_read_parts(parts[1:]))


def _read_institution(parts: list[str]) -> Reading | None:
    """Read "University of Heron Valley": the word before "of" says that it is an organisation."""
    if len(parts) > MOST_WORDS_OF_AN_ORGANIZATION:
        return None
    end = next((index for index, part in enumerate(parts) if part in {"of", "for"}), 0)
    if 0 < end <= MOST_PLAIN_WORDS and parts[end - 1] in words("organization of"):
        return (("known", " ".join(parts), "organization", ""),)
    return None


def _read_joined(parts: list[str]) -> Reading | None:
    """Read what stands on either side of "and" or "of" by itself; a company keeps its "&"."""
    split = next((index for index, part in enumerate(parts) if part in {"and", "of", "for", "&"}), 0)
    if not split:
        return None
    if parts[split] == "&":
        return (("perhaps", " ".join(parts), "organization", ""),) if _may_be_names(parts) else ()
    return (*_read_parts(parts[:split]), *_read_parts(parts[split + 1 :]))


def _read_company(parts: list[str]) -> Reading | None:
    """Read "Heron Inc" as Heron."""
    if parts[-1].rstrip(".") not in words("legal form") or len(parts) > MOST_PLAIN_WORDS:
        return None
    name = " ".join(parts[:-1])
    found = known_names().get(name)
    if found is not None:
        return (_tell(found),)
    return None if parts[0] in words("generic") else (("known", name, "organization", parts[0]),)


def _read_organization(parts: list[str]) -> Reading | None:
    """Read what ends in "Council", "Bank" and the like."""
    if parts[-1] not in words("organization") or len(parts) > MOST_PLAIN_WORDS + 1:
        return None
    if len(parts) == PAIR and parts[1] in words("also surname") and parts[0] in given_names():
        return None
    known = known_names()
    own = [part for part in parts[:-1] if part not in words("generic")]
    if all(part in known and known[part][0] != part for part in own):
        # A foreign ministry is of a country, and not yet a name.
        return _read_known(parts[:-1])
    short = parts[0] if parts[-1] in words("company") else ""
    return (("known", " ".join(parts), "organization", short),)


def _read_person(parts: list[str]) -> Reading:
    """Return the person that a given name or a role tells, and the names before the role."""
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        parts = parts[:-1]
    roles = words("role")
    begin = 0
    for index in range(len(parts) - 1):
        if parts[index].rstrip(".") in roles and not (index == 1 and parts[0] in given_names()):
            begin = index + 1
    before, name = parts[:begin], parts[begin:]
    found = _read_one_name(before, name[0]) if len(name) == 1 else _read_full_name(before, name)
    return (*_read_known(before), *found) if found or begin else ()


def _read_one_name(before: list[str], word: str) -> Reading:
    """Read "Mr Doe" as a surname, "King Olaf" as a full name."""
    if not before:
        return ()
    if before[-1] in words("title of a house") and word in given_names():
        full = f"{before[-1]} {word}"
        return (("person", full, "person", full),)
    unnamed = (words("role"), words("organization"), words("no name"))
    if before[-1].rstrip(".") not in words("title") and any(word in some for some in unnamed):
        return ()
    return (("surname", word, "person", ""),)


def _read_full_name(before: list[str], name: list[str]) -> Reading:
    """Read two or three words as a person's name where the first is a given name, or a role precedes."""
    plain = [word for word in name if word not in _PARTICLES]
    given, known = given_names(), known_names()
    if len(plain) == PAIR and plain[1] in words("also surname"):
        # Damon Hill, where Hill comes again; else it may be a hill.
        place = known.get(name[0])
        is_likely = name[0] in words("also given") if place else name[0] in given
        return (("either", " ".join(name), "person", place[0] if place else ""),) if is_likely else ()
    if len(plain) > MOST_WORDS_OF_A_PERSON or len(plain[-1]) == 1 or not _may_be_names(name):
        return ()
    full, surname, place = " ".join(name), plain[-1], known.get(name[0])
    if place is not None and place[1] == "place":
        is_pair = name[0] in words("also given") and len(plain) == PAIR and surname not in known
        return (("either", full, "person", place[0]),) if is_pair else ()
    is_given = place is None and (name[0] in given or "." in name[0] or len(name[0]) == 1)
    if not is_given and not before and name[0] not in words("also given"):
        return ()
    if len(plain) == MOST_WORDS_OF_A_PERSON:
        is_given = is_given and (len(plain[1].rstrip(".")) == 1 or plain[1] in given)
        # "Donald J. Trump" where "Donald Trump" is known.
        found = known.get(f"{plain[0]} {surname}")
        full = found[0] if found is not None and found[1] == "person" else full
    return (("person" if is_given else "likely", full, "person", surname),)


def _may_be_names(parts: list[str]) -> bool:
    """Tell whether no word says that this is no person: a street, a prize, a month, an organisation."""
    return _no_parts_of_names().isdisjoint(parts) and not any(
        part[-1].isdigit() or (part.isupper() and len(part) > 1 and "." not in part) for part in parts
    )


def _read_known(parts: list[str]) -> Reading:
    """Return the known names inside a run that is none as a whole: "Iraqi Shiite", "France and Germany"."""
    known = known_names()
    found: list[Found] = []
    index = 0
    while index < len(parts):
        for length in (3, 2, 1):
            name = " ".join(parts[index : index + length])
            part = known.get(name)
            if part is not None:
                # An airport of that name is not the person.
                if name not in words("alone") and (part[1] != "person" or _may_be_names(parts)):
                    found.append(_tell(part))
                index += length
                break
        else:
            index += 1
    return tuple(found)


def _read_rest(parts: list[str]) -> Reading:
    """Return the known names inside, or else the words as a name that may be a person's."""
    known = _read_known(parts)
    if known or not _may_be_names(parts) or not words("role").isdisjoint(parts):
        return known
    is_known = len(parts) > PAIR and parts[1] in given_names()
    if is_known:
        # "Postman Joe Doe", at the beginning of a sentence.
        parts = parts[1:]
    if sum(part not in _PARTICLES for part in parts) > MOST_WORDS_OF_A_PERSON:
        return ()
    return (("likely" if is_known else "perhaps", " ".join(parts), "person", parts[-1]),)
