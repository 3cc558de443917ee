"""Mailboxes: where messages begin, and what each is known by."""

import gzip
import os
from pathlib import Path
from time import process_time

import pytest

from seedfeed.errors import ArticleError
from seedfeed.read import is_mailbox, list_messages, list_subjects, read_article, scan_folder, split_message
from seedfeed.read import mailbox as mailbox_module
from seedfeed.read.mailbox import open_mailbox
from seedfeed.read.names import kind_of

LINE = "From letters@garden.example Mon Mar 20 07:00:00 2023\n"


def letter(number: int, *headers: str, body: str = "Peas can go into the ground now.") -> str:
    """Return one message of a mailbox."""
    named = "".join(f"{header}\n" for header in headers)
    return f"{LINE}Message-ID: <{number}@garden.example>\nSubject: Letter {number}\n{named}\n{body}\n\n"


def write(folder: Path, *messages: str, name: str = "in.mbox") -> Path:
    """Write a mailbox."""
    path = folder / name
    path.write_bytes("".join(messages).encode())
    return path


def keys_of(folder: Path) -> list[str]:
    """Return the keys of all messages, in the order of the names."""
    return list(list_messages(folder, scan_folder(folder), {}).signatures)


def hash_of(folder: Path, key: str) -> str:
    """Return an article's content hash."""
    return read_article(folder, key).content_hash


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("in.mbox", True),
        ("deep/In.MBOX", True),
        ("in.mbox.gz", True),
        ("Letters.mbox/mbox", True),
        ("mbox", False),
        ("in.mbox/a.txt", False),
        ("Letters.mbox/table_of_contents", False),
    ],
)
def test_a_name_tells_a_mailbox(name: str, *, is_one: bool) -> None:
    """As programs write them; Apple Mail exports a folder."""
    assert is_mailbox(name) is is_one


def test_the_key_of_a_message_is_that_of_no_file(tmp_path: Path) -> None:
    """A file of such a name would be taken for the message."""
    assert split_message("a/in.mbox#0123456789ab") == ("a/in.mbox", "0123456789ab")
    assert split_message("a/in.txt#0123456789ab") is None
    assert split_message("in.mbox#0123456789ab/a.txt") is None
    assert kind_of("in.mbox#0123456789ab") == "unknown"
    (tmp_path / "in.mbox#0123456789ab").write_text("A title\n\nA text.")
    (problem,) = scan_folder(tmp_path).problems.values()
    assert problem.what == "a name that only a mailbox's message may have; rename it"


def test_each_message_is_an_article(tmp_path: Path) -> None:
    """With the subject as its title, and what it is known by all over the world as its id."""
    write(tmp_path, letter(1), letter(2))
    articles = [read_article(tmp_path, key) for key in keys_of(tmp_path)]
    stated = sorted((article.metadata.title, article.metadata.id, article.text) for article in articles)
    text = "Peas can go into the ground now."
    assert stated == [
        ("Letter 1", "<1@garden.example>", text),
        ("Letter 2", "<2@garden.example>", text),
    ]


def test_a_message_came_when_its_mailbox_says(tmp_path: Path) -> None:
    """The file's own time is that of the last message, and a time after it is none."""
    path = write(tmp_path, letter(1), letter(2).replace("2023", "2093"))
    os.utime(path, (2_000_000_000, 2_000_000_000))
    times = {
        article.metadata.title: article.mtime
        for key in keys_of(tmp_path)
        if (article := read_article(tmp_path, key))
    }
    assert times["Letter 1"].isoformat() == "2023-03-20T07:00:00+00:00"
    assert times["Letter 2"].isoformat() == "2033-05-18T03:33:20+00:00"


@pytest.mark.parametrize(
    "content",
    [
        "".join([letter(1), letter(2)]).replace("\n", "\r\n"),
        "\n\n" + letter(1) + letter(2),
        letter(2) + letter(1) + letter(1),
        letter(1, "Status: RO", "X-Keywords: a\n b", "X-Gmail-Labels: =?UTF-8?Q?Gr=C3=BCn?=") + letter(2),
        (letter(1) + letter(2)).replace("Mar 20", "Mar 21"),
        letter(1).rstrip() + "\n" + letter(2) + "\n\n",
    ],
    ids=["line ends", "blank lines", "order", "marks", "arrival", "space"],
)
def test_what_mail_programs_change_changes_no_message(tmp_path: Path, content: str) -> None:
    """Read, tagged, moved, compacted, copied: it is the same mail."""
    write(tmp_path, letter(1), letter(2))
    before = {key: hash_of(tmp_path, key) for key in keys_of(tmp_path)}
    write(tmp_path, content)
    assert {key: hash_of(tmp_path, key) for key in keys_of(tmp_path)} == before
    assert len(before) == 2


def test_a_mail_is_the_same_in_a_file_of_its_own(tmp_path: Path) -> None:
    """With the line that mailboxes quote in it, and whichever way they do."""
    body = "Hello.\n\nFrom the garden.\n>From here."
    (tmp_path / "a.eml").write_text(letter(1, body=body).removeprefix(LINE))
    (tmp_path / "b.eml").write_text(letter(1, body=body))
    write(tmp_path, letter(1, body=body.replace("From", ">From")))
    write(tmp_path, letter(1, body=body), name="plain.mbox")
    articles = [read_article(tmp_path, key) for key in keys_of(tmp_path)]
    assert len({article.content_hash for article in articles}) == 1
    assert {article.text for article in articles} - {articles[-1].text} == {body}


def test_a_line_that_only_begins_like_one_parts_no_message(tmp_path: Path) -> None:
    """A program that does not quote leaves sentences that begin so."""
    body = "Text.\n\nFrom the garden at 7:30 we wrote:\nnothing\n\nFrom: somebody\n\nFrom here\nNote: no time"
    write(tmp_path, letter(1, body=body), letter(2))
    assert len(keys_of(tmp_path)) == 2


def test_without_an_id_a_message_is_known_by_its_bytes(tmp_path: Path) -> None:
    """So it stays itself when others come and go."""
    bare = [letter(k).replace(f"Message-ID: <{k}@garden.example>\n", "") for k in range(3)]
    write(tmp_path, *bare)
    before = keys_of(tmp_path)
    write(tmp_path, bare[2], bare[0])
    assert len(before) == 3
    assert set(keys_of(tmp_path)) < set(before)


def test_two_mails_of_one_id_are_two_messages(tmp_path: Path) -> None:
    """Whether they are one article is decided where copies are."""
    write(tmp_path, letter(1), letter(1, body="Another text."), letter(1))
    assert len(keys_of(tmp_path)) == 2


@pytest.mark.parametrize(
    "header",
    ["X-Mozilla-Status: 0009", "X-Status: D", "Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA"],
)
def test_a_message_that_mail_programs_do_not_show_is_none(tmp_path: Path, header: str) -> None:
    """It is deleted though not yet purged, or a note of the program's own."""
    write(tmp_path, letter(1), letter(2).replace("Subject: Letter 2", header))
    assert len(keys_of(tmp_path)) == 1


def test_an_emptied_mailbox_holds_nothing(tmp_path: Path) -> None:
    """And is no mistake."""
    write(tmp_path)
    scan = list_messages(tmp_path, scan_folder(tmp_path), {})
    assert (scan.signatures, scan.problems) == ({}, {})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"A title\n\nA text.", "not a mailbox: expected a line 'From ADDRESS DATE'"),
        (b"\0\1\2", "not a mailbox"),
        (b"From x 7:30\nno header", "not a mailbox"),
        (b"From " + b"x" * 9999, "not a mailbox"),
    ],
)
def test_what_is_no_mailbox_is_a_problem_and_hides_what_it_held(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    """What was published from it stays."""
    (tmp_path / "in.mbox").write_bytes(content)
    scan = list_messages(tmp_path, scan_folder(tmp_path), {})
    assert reason in scan.problems["in.mbox"].what
    assert scan.problems["in.mbox"].where == "in.mbox"
    assert scan.hides("in.mbox#0123456789ab")
    assert not scan.hides("other.mbox#0123456789ab")


def test_a_packed_mailbox_is_read_and_a_cut_one_is_a_problem(tmp_path: Path) -> None:
    """As any packed file."""
    packed = gzip.compress(letter(1).encode())
    (tmp_path / "a.mbox.gz").write_bytes(packed)
    (tmp_path / "b.mbox.gz").write_bytes(packed[:-9])
    scan = list_messages(tmp_path, scan_folder(tmp_path), {})
    (key,) = scan.signatures
    assert read_article(tmp_path, key).metadata.title == "Letter 1"
    assert scan.problems["b.mbox.gz"].what == "gzip file that is cut off, pack it again"


def test_limits_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mailbox too large, too many messages, one message too large."""
    write(tmp_path, letter(1), letter(2, body="x" * 5000))
    (large,) = (key for key in keys_of(tmp_path) if "xxx" in read_article(tmp_path, key).text)
    monkeypatch.setattr(mailbox_module, "LARGEST", 4096)
    with pytest.raises(ArticleError, match="remove what is attached"):
        read_article(tmp_path, large)
    monkeypatch.setattr(mailbox_module, "MOST_MESSAGES", 1)
    write(tmp_path, letter(1), letter(2), name="b.mbox")
    with pytest.raises(ArticleError, match="more than 1 messages; split it"):
        open_mailbox(tmp_path, "b.mbox")
    monkeypatch.setattr(mailbox_module, "LARGEST_MAILBOX", 0)
    write(tmp_path, letter(1), name="c.mbox")
    with pytest.raises(ArticleError, match="larger than 0 MiB"):
        open_mailbox(tmp_path, "c.mbox")


def test_a_mailbox_that_did_not_change_is_not_opened(tmp_path: Path) -> None:
    """Its messages are known from the run before."""
    path = write(tmp_path, letter(1), letter(2))
    listed = list_messages(tmp_path, scan_folder(tmp_path), {})
    scan = scan_folder(tmp_path)
    path.unlink()
    assert list_messages(tmp_path, scan, listed.signatures).signatures == listed.signatures
    touched = {**listed.signatures, next(iter(listed.signatures)): b""}
    assert list_messages(tmp_path, scan, touched).problems["in.mbox"].what == "no such file"


def test_only_the_last_mailbox_is_kept_in_memory(tmp_path: Path) -> None:
    """They may be large."""
    for name in ("a.mbox", "b.mbox"):
        write(tmp_path, letter(1), name=name)
        open_mailbox(tmp_path, name)
    assert [place[1] for place in mailbox_module._held] == ["b.mbox"]
    assert open_mailbox(tmp_path, "b.mbox") is open_mailbox(tmp_path, "b.mbox")


def test_a_sidecar_speaks_for_all_messages(tmp_path: Path) -> None:
    """And a bad one is told once."""
    write(tmp_path, letter(1), letter(2))
    (tmp_path / "in.toml").write_text('tags = ["garden"]')
    scan = list_messages(tmp_path, scan_folder(tmp_path), {})
    assert set(scan.sidecars.values()) == {"in.toml"}
    assert scan.sidecars.keys() == scan.signatures.keys()
    assert {len(signature) for signature in scan.signatures.values()} == {80}
    for key in scan.signatures:
        assert read_article(tmp_path, key, scan.sidecars[key]).metadata.tags == ("garden",)
    (tmp_path / "in.toml").write_text("tags = [}")
    scan = list_messages(tmp_path, scan_folder(tmp_path), {})
    assert {problem.where for problem in scan.problems.values()} == {"in.toml:1"}


def test_subjects_are_listed_in_the_order_of_the_mailbox(tmp_path: Path) -> None:
    """With what is wrong in place of those that cannot be read."""
    write(tmp_path, letter(2), letter(1, body=""))
    assert [subject for _, subject in list_subjects(tmp_path, "in.mbox")] == [
        "Letter 2",
        "(a mail without text, remove it or save its text as .txt)",
    ]


def test_a_message_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Under the name that was asked for."""
    write(tmp_path, letter(1))
    with pytest.raises(ArticleError, match=r"in\.mbox#0123456789ab: no such message in this mailbox"):
        read_article(tmp_path, "in.mbox#0123456789ab")


@pytest.mark.parametrize(
    "content",
    [
        b"From x 7:30\na:\n" * 60_000,
        b"From " * 200_000,
        b"\nFrom x" * 150_000,
        b"From x 7:30\na:" + b"\n>" * 400_000,
        b"From x 7:30\na:\n\n" + b">" * 900_000,
        b"From x 7:30\n" + b"a:\n" * 300_000,
    ],
    ids=["many", "one line", "separators", "quotes", "angles", "headers"],
)
def test_hostile_mailboxes_are_taken_apart_in_linear_time(tmp_path: Path, content: bytes) -> None:
    """Nearly a megabyte of each."""
    (tmp_path / "in.mbox").write_bytes(content)
    start = process_time()
    for key in keys_of(tmp_path)[:3]:
        try:
            read_article(tmp_path, key)
        except ArticleError:
            continue
    assert process_time() - start < 5  # far from a measurement: a hang is longer


@pytest.mark.parametrize("name", ["1700000000.M1P2.host:2,S", "a.txt", "a.txt.gz"])
def test_a_mail_under_a_texts_name_is_a_mail(tmp_path: Path, name: str) -> None:
    """As a Maildir keeps them; it would be published with all addresses in it."""
    headers = (
        "Return-Path: <l@g.example>",
        "From: Garden Letter <l@g.example>",
        "Date: Mon, 20 Mar 2023 07:00 +0000",
    )
    content = letter(1, *headers).removeprefix(LINE).replace("\n", "\r\n").encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    article = read_article(tmp_path, name)
    assert (article.metadata.title, article.text) == ("Letter 1", "Peas can go into the ground now.")


@pytest.mark.parametrize(
    "text",
    [
        "Opinion: the harbour\n\nText.",
        "From: Ann\nDate: today\n\nText.",
        "From: Ann\nDate: today\nMessage-ID: <1@a>\nand so on\n\nText.",
        "A title\nFrom: Ann\nDate: today\nMessage-ID: <1@a>\n\nText.",
        "From the harbour at 7:30\nwe saw\n\nText.",
    ],
)
def test_a_text_is_no_mail_for_a_colon(tmp_path: Path, text: str) -> None:
    """Only what begins with the whole head of one."""
    (tmp_path / "a.txt").write_text(text)
    assert read_article(tmp_path, "a.txt").text == text


def test_a_mailbox_under_a_texts_name_is_not_published(tmp_path: Path) -> None:
    """Thunderbird calls its own `Inbox`."""
    write(tmp_path, letter(1), letter(2), name="Inbox")
    with pytest.raises(ArticleError, match=r"Inbox: a mailbox by what is in it, add \.mbox to its name"):
        read_article(tmp_path, "Inbox")
