"""Whatever stands in front matter arrives in every format, cleaned as documented and no further."""

import html
import json
import re
import unicodedata
from typing import Any

import feedparser
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from seedfeed.read.decode import decode
from tests.property.folder import MODEST, STATED, Folder

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
# What XML 1.0 §2.2 cannot hold; lone surrogates cannot stand in a UTF-8 file.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
    # A whole character reference is decoded; another test says how.
    lambda text: not re.search(r"&[#\w]+;", text)
)


CONTROL = re.compile("[\x7f-\x9f]")


def cleaned(text: str) -> str:
    """Return what is documented: XML-illegal as U+FFFD, C1 as Windows-1252, white space collapsed."""
    legal = ILLEGAL.sub("\ufffd", text.replace("\x7f", ""))
    shown = CONTROL.sub(lambda found: found[0].encode("latin-1").decode("cp1252", "ignore"), legal)
    return " ".join(shown.split())


def sameness(tag: str) -> str:
    """Return what two tags that are one category have in common (DESIGN, section 3)."""
    return "-".join(unicodedata.normalize("NFC", cleaned(tag)).casefold().split())


WORDS = TEXT.filter(lambda text: bool(cleaned(text)))


def write(front: dict[str, Any], form: str, *, as_written: bool) -> str:
    """Return an article that states this, as a person or a program writes it."""
    body = "A body that is here for the sake of it."
    if form == "article":
        return json.dumps({**front, "text": body}, ensure_ascii=not as_written)
    if form == "json":
        return f"{json.dumps(front, ensure_ascii=not as_written, indent=2)}\n\n{body}\n"
    stated = "".join([front["title"], front["summary"], front["authors"][0]["name"], *front["tags"]])
    # YAML takes some controls for line ends, unless they are written as escapes.
    plain = as_written and not re.search("[\x7f-\x9f\u2028\u2029]", stated)
    return f"---\n{yaml.safe_dump(front, allow_unicode=plain)}---\n\n{body}\n"


@settings(MODEST, max_examples=150)
@given(
    title=WORDS,
    summary=WORDS,
    author=WORDS,
    tags=st.lists(WORDS, max_size=4, unique_by=sameness),
    style=st.tuples(st.sampled_from(["yaml", "json", "article"]), st.booleans()),
)
def test_any_text_in_front_matter_arrives_everywhere(
    title: str, summary: str, author: str, tags: list[str], style: tuple[str, bool]
) -> None:
    """Title, summary, author and tags are the same in RSS, Atom and JSON, in the order written."""
    front = {
        "title": title,
        "summary": summary,
        "authors": [{"name": author}],
        "tags": tags,
        "date": "2025-12-01",
    }
    form, as_written = style
    content = write(front, form, as_written=as_written).encode()
    assume(decode(content).note is None)  # "Â\xa0" is taken for a space that was decoded twice
    with Folder(STATED) as folder:
        name = "a.json" if form == "article" else "a.md"
        folder.write(name, content)
        report = folder.build()
        assert not report.problems
        (rss,), (atom,), (item,) = folder.rss(), folder.atom(), folder.json()
        parsed = feedparser.parse((folder.feeds / "atom.xml").read_bytes())
    wanted = {
        "title": cleaned(title),
        "summary": cleaned(summary),
        "author": cleaned(author),
        "tags": [cleaned(tag) for tag in tags],
    }
    description = rss.findtext("description") or ""
    assert "<" not in description, "a description is HTML"
    assert {
        "title": rss.findtext("title"),
        "summary": html.unescape(description),
        "author": rss.findtext(f"{DC}creator"),
        "tags": [category.text for category in rss.findall("category")],
    } == wanted
    assert {
        "title": atom.findtext(f"{ATOM}title"),
        "summary": atom.findtext(f"{ATOM}summary"),
        "author": atom.findtext(f"{ATOM}author/{ATOM}name"),
        "tags": [category.get("term") for category in atom.findall(f"{ATOM}category")],
    } == wanted
    assert {
        "title": item["title"],
        "summary": item["summary"],
        "author": item["authors"][0]["name"],
        "tags": item.get("tags", []),
    } == wanted
    # It mends what looks like a wrong encoding, so its text cannot be compared.
    assert (parsed.bozo, len(parsed.entries)) == (False, 1)
