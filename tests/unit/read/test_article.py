"""One file -> one Article."""

import os
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedfeed.config import parse_config
from seedfeed.errors import ArticleError
from seedfeed.model import Article, Draft, Metadata
from seedfeed.read import list_messages, read_article, scan_folder
from seedfeed.understanding import understand


def _read(tmp_path: Path, name: str, content: bytes) -> Article:
    (tmp_path / name).write_bytes(content)
    return read_article(tmp_path, name)


def test_text_is_read_whole(tmp_path: Path) -> None:
    """A plain article is its text, with nothing set apart."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"Title\r\n\r\nBody.")
    os.utime(path, ns=(0, 1_700_000_000_999_999_999))
    assert read_article(tmp_path, "a.txt") == Article(
        key="a.txt",
        format="text",
        text="Title\n\nBody.",
        content_hash=blake2b(b"Title\r\n\r\nBody.", digest_size=16).hexdigest(),
        mtime=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
    )


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.MD"])
def test_markdown_has_front_matter(tmp_path: Path, name: str) -> None:
    """Front matter is set apart, and lines keep their numbers."""
    article = _read(tmp_path, name, b"---\ntitle: T\n---\nBody\n")
    assert (article.format, article.text, article.first_line) == ("markdown", "Body\n", 4)
    assert article.metadata == Metadata(title="T")


@pytest.mark.parametrize(
    ("key", "draft"), [("_drafts/a.md", True), ("blog/_drafts/a.txt", True), ("a/drafts/_drafts.md", False)]
)
def test_what_stands_among_drafts_is_one(tmp_path: Path, key: str, *, draft: bool) -> None:
    """Jekyll publishes nothing of that folder."""
    (tmp_path / key).parent.mkdir(parents=True)
    assert _read(tmp_path, key, b"Title\n\nBody.").metadata == Metadata(draft=draft)


@pytest.mark.parametrize("name", ["a.txt", "a"])
def test_text_has_no_front_matter(tmp_path: Path, name: str) -> None:
    """A scraped text that begins with a rule is left as it is."""
    article = _read(tmp_path, name, b"---\ntitle: T\n---\nBody\n")
    assert (article.format, article.text, article.metadata) == (
        "text",
        "---\ntitle: T\n---\nBody\n",
        Metadata(),
    )


def test_front_matter_wins_over_the_sidecar(tmp_path: Path) -> None:
    """The sidecar gives what the front matter lacks."""
    (tmp_path / "a.toml").write_text('title = "S"\nlang = "fr"\ndraft = true\n')
    (tmp_path / "a.md").write_text("---\ntitle: F\ndraft: false\n---\nBody\n")
    article = read_article(tmp_path, "a.md", "a.toml")
    assert article.metadata == Metadata(title="F", language="fr", draft=False)


WRITTEN_BY_MACHINES = {
    "a.eml": "From: Garden Letter <l@g.example>\nSubject: Theirs\nMessage-ID: <1@g.example>\n\nText.",
    "a.json": '{"headline": "Theirs", "author": "Garden Letter", "id": 7, "text": "Text."}',
    "a.html": "<html><head><title>Theirs</title><meta name='author' content='Garden Letter'></head>"
    "<body><article><h1>Theirs</h1><p>A text of the page that is long enough to be one.</p></article></body>",
    "a.mbox": "From l@garden.example Mon Mar 20 07:00:00 2023\nFrom: Garden Letter <l@garden.example>\n"
    "Subject: Theirs\n\nText.\n",
}


@pytest.mark.parametrize("name", WRITTEN_BY_MACHINES)
def test_sidecar_wins_over_what_a_machine_wrote(tmp_path: Path, name: str) -> None:
    """Whoever puts one beside a mail, a page or a JSON object means to correct it."""
    (tmp_path / "a.toml").write_text('title = "Ours"\nsource = "The Town Crier"\nid = "own"\n')
    (tmp_path / name).write_text(WRITTEN_BY_MACHINES[name])
    scan = list_messages(tmp_path, scan_folder(tmp_path), {})
    ((key, sidecar),) = scan.sidecars.items()
    draft = understand(read_article(tmp_path, key, sidecar), parse_config({}, "x"))
    assert isinstance(draft, Draft)
    assert (draft.title, draft.id) == ("Ours", "own")
    assert draft.source is not None
    assert draft.source.name == "The Town Crier"
    assert [author.name for author in draft.authors] == ["Garden Letter"]


def test_sidecar_serves_text(tmp_path: Path) -> None:
    """A scraped article gets its date by hand."""
    (tmp_path / "a.toml").write_text("date = 2024-05-17\n")
    (tmp_path / "a.txt").write_text("Title\n")
    assert read_article(tmp_path, "a.txt", "a.toml").metadata == Metadata(date="2024-05-17")


def test_hash_covers_the_sidecar(tmp_path: Path) -> None:
    """An edited sidecar is an edited article."""
    (tmp_path / "a.txt").write_bytes(b"Title")
    (tmp_path / "a.toml").write_bytes(b"draft = true")
    expected = blake2b(b"Title\0draft = true", digest_size=16).hexdigest()
    assert read_article(tmp_path, "a.txt", "a.toml").content_hash == expected


def test_guessed_encoding_is_noted(tmp_path: Path) -> None:
    """The owner can see that the encoding was a guess."""
    article = _read(tmp_path, "a.txt", "Café".encode("cp1252"))
    assert (article.text, article.notes) == ("Café", ("read as Windows-1252: not UTF-8 at byte 3",))


def test_notes_of_all_parts_are_kept(tmp_path: Path) -> None:
    """Encoding, front matter and sidecar: the owner sees what was guessed or passed over in each."""
    (tmp_path / "a.toml").write_text('source_url = "post"\n')
    (tmp_path / "a.md").write_bytes(b"---\nlink: /a\n---\nCaf\xe9\n")
    notes = read_article(tmp_path, "a.md", "a.toml").notes
    assert [note.split()[0] for note in notes] == ["read", "link", "source_url"]


@pytest.mark.parametrize(
    ("name", "content", "where", "what"),
    [
        pytest.param("a.txt", b"", "a.txt", "empty, expected a title on the first line", id="empty"),
        pytest.param("a.txt", b"a\0", "a.txt", "not text: NUL byte at 1", id="nul"),
        pytest.param(
            "a.md", b"---\nx: y\ntitle: [a]\n---\n", "a.md:3", "title: expected text, got a list", id="type"
        ),
        pytest.param(
            "a.md", b"---\ntitle: a: b\n---\n", "a.md:2",
            "front matter: a second ': ' in one value; put the value in quotes", id="yaml",
        ),
        pytest.param(
            "a.md", b"+++\ntitle = \n+++\n", "a.md:2", "front matter: not TOML: invalid value", id="toml"
        ),
        pytest.param(
            "a.md", b"---\ntitle: x\n", "a.md:1",
            "front matter does not end, expected a line '---' after it", id="open",
        ),
    ],
)  # fmt: skip
def test_unusable_article_says_where_and_why(
    tmp_path: Path, name: str, content: bytes, where: str, what: str
) -> None:
    """One line names the file, the line, the reason and the cure."""
    with pytest.raises(ArticleError) as caught:
        _read(tmp_path, name, content)
    assert (caught.value.where, caught.value.what) == (f"{tmp_path}/{where}", what)


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        pytest.param(b"a = \xff", "a.toml", "not UTF-8 at byte 4; save it as UTF-8", id="encoding"),
        pytest.param(
            b"a = 1\nb", "a.toml", "not TOML: expected '=' after a key in a key/value pair", id="toml"
        ),
        pytest.param(
            b"a = 1\nb 2\n", "a.toml:2", "not TOML: expected '=' after a key in a key/value pair", id="line"
        ),
        pytest.param(b"title = true", "a.toml", "title: expected text, got true", id="type"),
        pytest.param(b"#" * 65_537, "a.toml", "larger than 64 KiB", id="size"),
    ],
)
def test_unusable_sidecar_is_named(tmp_path: Path, content: bytes, where: str, what: str) -> None:
    """The mistake is in the sidecar, so the message names the sidecar."""
    (tmp_path / "a.txt").write_text("Title")
    (tmp_path / "a.toml").write_bytes(content)
    with pytest.raises(ArticleError) as caught:
        read_article(tmp_path, "a.txt", "a.toml")
    assert (caught.value.where, caught.value.what) == (f"{tmp_path}/{where}", what)


def test_largest_article_is_read(tmp_path: Path) -> None:
    """16 MiB is allowed."""
    assert len(_read(tmp_path, "a.txt", b"a" * (16 * 1024 * 1024)).text) == 16 * 1024 * 1024


def test_larger_article_is_refused(tmp_path: Path) -> None:
    """One byte more is not."""
    with pytest.raises(ArticleError, match=r"larger than 16 MiB; split it, or move it away"):
        _read(tmp_path, "a.txt", b"a" * (16 * 1024 * 1024 + 1))


@pytest.mark.parametrize(
    ("key", "what"),
    [
        pytest.param("gone.txt", "no such file", id="gone"),
        pytest.param("pipe", "not a regular file; put a copy in its place", id="pipe"),
        pytest.param("link", "not a regular file; put a copy in its place", id="link"),
        pytest.param("folder", "not a regular file; put a copy in its place", id="folder"),
        pytest.param("x" * 300, "cannot be read: File name too long", id="name-too-long"),
        pytest.param("a\0b", "no file can have this name", id="nul"),
        pytest.param("real/a", "cannot be read: Not a directory", id="below-a-file"),
    ],
)
def test_file_that_cannot_be_opened_says_why(tmp_path: Path, key: str, what: str) -> None:
    """Nothing hangs, nothing but a regular file is opened."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "real").write_text("Title")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ArticleError) as caught:
        read_article(tmp_path, key)
    assert caught.value.what == what


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_forbidden_file_says_what_to_do(tmp_path: Path) -> None:
    """A permission is the operator's to give."""
    (tmp_path / "a.txt").touch(mode=0o000)
    with pytest.raises(ArticleError, match="permission denied; let the user who runs seedfeed read it"):
        read_article(tmp_path, "a.txt")


def test_odd_name_stays_on_one_line(tmp_path: Path) -> None:
    """The message does not break where the name does."""
    with pytest.raises(ArticleError) as caught:
        _read(tmp_path, "a\nb.txt", b"")
    assert caught.value.where == rf"{tmp_path}/a\nb.txt"


@pytest.mark.parametrize(
    "prefix", [b"", b"---\n", b"+++\n", b"Title: "], ids=["none", "yaml", "toml", "pelican"]
)
@given(body=st.binary(max_size=300))
def test_any_bytes_give_an_article_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, prefix: bytes, body: bytes
) -> None:
    """No content of a file makes anything but the two."""
    folder = tmp_path_factory.getbasetemp()
    fence = b"\n" + prefix.rstrip(b"\n") + b"\nBody"
    try:
        article = _read(folder, "any.md", prefix + body + fence)
    except ArticleError as error:
        assert "\n" not in str(error)  # noqa: PT017 - both outcomes are right
    else:
        article.text.encode()
        assert "\0" not in article.text
