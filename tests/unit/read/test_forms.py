import gzip
from pathlib import Path

import pytest

from seedfeed.errors import ArticleError
from seedfeed.read import find_sidecar, read_article, scan_folder
from seedfeed.read.forms import unpack
from seedfeed.read.names import form_of, kind_of
from seedfeed.read.values import ValuesError

MIB = 1 << 20


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("a.txt", "article", "text"),
        ("a.html", "article", "html"),
        ("A.HTM", "article", "html"),
        ("a.eml", "article", "mail"),
        ("a.json", "article", "json"),
        ("a.mhtml", "article", "archive"),
        ("a.MHT.gz", "article", "archive"),
        ("a.md.gz", "article", "markdown"),
        ("a.HTML.GZ", "article", "html"),
        ("a.gz", "unknown", "text"),
        ("a.tar.gz", "unknown", "text"),
        ("a.toml.gz", "unknown", "text"),
    ],
)
def test_a_name_tells_the_form(name: str, kind: str, form: str) -> None:
    """Packed or not."""
    assert (kind_of(name), form_of(name)) == (kind, form)


def test_a_packed_article_is_the_same_article(tmp_path: Path) -> None:
    """Its hash is that of what is inside, so that packing it is a rename."""
    (tmp_path / "a.txt").write_text("A title\n\nA text.")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"A title\n\nA text."))
    plain, packed = (read_article(tmp_path, key) for key in ("a.txt", "b.txt.gz"))
    assert (packed.text, packed.content_hash) == (plain.text, plain.content_hash)


def test_a_packed_article_has_a_sidecar_of_its_plain_name(tmp_path: Path) -> None:
    """Whoever packs old articles leaves the rest as it is."""
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"A title\n\nA text."))
    (tmp_path / "a.toml").write_text('author = "Ann Example"')
    assert find_sidecar(tmp_path, "a.txt.gz") == "a.toml"
    assert scan_folder(tmp_path).sidecars == {"a.txt.gz": "a.toml"}
    assert read_article(tmp_path, "a.txt.gz", "a.toml").metadata.authors[0].name == "Ann Example"


def test_several_members_are_one_file() -> None:
    """RFC 1952 §2.2: as `cat a.gz b.gz` makes it."""
    assert unpack(gzip.compress(b"one ") + gzip.compress(b"two"), MIB) == b"one two"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (gzip.compress(b"x" * 1000)[:-9], "cut off"),
        (gzip.compress(b"x") + b"rest", "damaged"),
        (b"no gzip", "damaged"),
        (gzip.compress(bytes(2 * MIB)), "larger than 1 MiB inside"),
        (gzip.compress(bytes(MIB)) * 2, "larger than 1 MiB inside"),
    ],
    ids=["cut", "rest", "plain", "bomb", "two"],
)
def test_a_damaged_file_says_why(content: bytes, reason: str) -> None:
    """A bomb is not unpacked."""
    with pytest.raises(ValuesError, match=reason):
        unpack(content, MIB)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b"[1, 2]", "a.json: a list of 2"),
        ("a.eml", b"no mail", "a.eml:1: not a mail"),
        ("a.txt.gz", b"no gzip", "a.txt.gz: damaged gzip file"),
        ("a.html", b"\0", "a.html: not text"),
    ],
)
def test_the_file_and_the_reason_are_named(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """In one line, with what to do."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ArticleError, match=message):
        read_article(tmp_path, name)


def test_a_mail_and_a_json_object_are_articles(tmp_path: Path) -> None:
    """What they state is metadata, as in front matter."""
    (tmp_path / "a.eml").write_text("Subject: Bees\nDate: Fri, 01 Jul 2022 06:00:00 +0000\n\nThey fly.")
    (tmp_path / "b.json").write_text(
        '{"headline": "Bees", "datePublished": "2022-07-01", "text": "They fly."}'
    )
    mail, item = (read_article(tmp_path, key) for key in ("a.eml", "b.json"))
    assert mail.metadata.title == item.metadata.title == "Bees"
    assert mail.text == item.text == "They fly."
    assert item.metadata.date == "2022-07-01"


def test_a_page_of_a_sites_own_source_has_front_matter(tmp_path: Path) -> None:
    """As Jekyll's and Hugo's have; what it states is no text of the page."""
    (tmp_path / "a.html").write_text("---\ntitle: Bees\ntags: [garden]\n---\n<p>They fly.</p>\n")
    article = read_article(tmp_path, "a.html")
    assert (article.format, article.text, article.first_line) == ("html", "<p>They fly.</p>\n", 5)
    assert (article.metadata.title, article.metadata.tags) == ("Bees", ("garden",))
    (tmp_path / "b.html").write_text("<!-- --- -->\n---\n<p>They fly.</p>\n")
    assert read_article(tmp_path, "b.html").metadata.title is None
