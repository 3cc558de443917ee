"""A mailbox is many articles, and each is treated as if it stood in a file of its own."""

import gzip
import shutil
import subprocess
import sys

from tests.rules.site import EPOCH, Site, article

LINE = "From letters@garden.example Mon Dec  1 07:00:00 2025\n"


def letter(number: int, *headers: str) -> str:
    """Return a mail whose text no other shares."""
    title, _, text = article(number, topic="garden").partition("\n\n")
    named = "".join(f"{header}\n" for header in headers)
    return (
        f"From: Garden Letter <letters@garden.example>\nSubject: {title}\n"
        f"Message-ID: <{number}.abc@garden.example>\n{named}\n{text}"
    )


def mailbox(*letters: str) -> str:
    """Return a mailbox of these mails."""
    return "".join(f"{LINE}{text}\n" for text in letters)


def by_title(site: Site) -> dict[str, tuple[str, str, str]]:
    """Return id, date of publication and time of change of every entry by its title."""
    return {
        item["title"]: (item["id"], item["date_published"], item["date_modified"])
        for item in site.items().values()
    }


def entries(site: Site) -> dict[str, str]:
    """Return each published item of the JSON feed as its bytes stand there, by its id."""
    lines = (site.feeds / "feed.json").read_text(encoding="utf-8").splitlines()
    items = [
        line.rstrip(",") for line in lines if '"_seedfeed": {"key"' in line or '"_seedfeed":{"key"' in line
    ]
    return {line.partition('"id":')[2].split('"')[1]: line for line in items}


def test_a_message_more_is_one_entry_more_and_changes_no_other(site: Site) -> None:
    """Readers see what came, and nothing twice."""
    site.write("in.mbox", mailbox(letter(1), letter(2)), age_s=7200)
    assert "2 new" in site.build(at=EPOCH).stdout
    before = entries(site)
    assert len(before) == 2
    site.write("in.mbox", mailbox(letter(1), letter(2), letter(3)), age_s=3600)
    assert "1 new;" in site.build(at=EPOCH + 600).stdout
    after = entries(site)
    assert len(after) == 3
    assert {identity: after[identity] for identity in before} == before
    snapshot = site.snapshot()
    for options in ([], ["--full"], ["--refresh"]):
        done = site.build(*options, at=EPOCH + 1200)
        assert (done.stdout, done.stderr) == ("", "")
        assert site.snapshot() == snapshot


def test_what_mail_programs_do_to_a_mailbox_touches_no_file(site: Site) -> None:
    """Mails are read, tagged, sorted; line ends come and go."""
    site.write("in.mbox", mailbox(letter(1), letter(2)), age_s=7200)
    site.build(at=EPOCH)
    before = site.snapshot()
    changed = mailbox(letter(2, "Status: RO", "X-Keywords: seen"), letter(1, "X-Mozilla-Status: 0001"))
    site.write("in.mbox", changed.replace("\n", "\r\n"), age_s=3600)
    assert site.build(at=EPOCH + 600).stdout == ""
    assert site.snapshot() == before


def test_a_deleted_message_is_an_article_that_is_gone(site: Site) -> None:
    """And put back it is the entry it was."""
    site.write("in.mbox", mailbox(letter(1), letter(2)), age_s=7200)
    site.build(at=EPOCH)
    before = by_title(site)
    site.write("in.mbox", mailbox(letter(2)), age_s=3600)
    assert "1 removed" in site.build(at=EPOCH + 600).stdout
    assert len(by_title(site)) == 1
    site.write("in.mbox", mailbox(letter(1), letter(2)), age_s=1800)
    site.build(at=EPOCH + 1200)
    assert by_title(site) == before


def test_a_bad_mailbox_leaves_what_was_published_of_it(site: Site) -> None:
    """It is named once; repaired, nothing has happened."""
    site.fill(1)
    path = site.write("in.mbox", mailbox(letter(1), letter(2)), age_s=7200)
    site.build(at=EPOCH)
    before = site.snapshot()
    site.write("in.mbox", b"\0\1\2", age_s=3600)
    assert "seeds/in.mbox: not a mailbox" in site.build(at=EPOCH + 600, code=3).stderr
    assert site.build(at=EPOCH + 600, code=3).stderr == ""
    path.unlink()
    path.symlink_to("nowhere")
    assert "in.mbox: a link that leads nowhere" in site.build(at=EPOCH + 900, code=3).stderr
    assert site.snapshot() == before
    path.unlink()
    site.write("in.mbox", mailbox(letter(1), letter(2)), age_s=1800)
    site.build(at=EPOCH + 1200)
    assert site.snapshot() == before


def test_a_bad_message_is_left_out_alone(site: Site) -> None:
    """The others of its mailbox are published."""
    empty = letter(2).partition("\n\n")[0] + "\n\n"
    site.write("in.mbox", mailbox(letter(1), empty, letter(3)))
    done = site.build(at=EPOCH, code=3)
    assert "2 new, 1 left out" in done.stdout
    assert ": a mail without text" in done.stderr


def test_a_mail_keeps_its_id_from_file_to_mailbox_and_back(site: Site) -> None:
    """With the ledger, and without it, when no feed knows it either."""
    site.write("a.eml", letter(1), age_s=7200)
    site.write("in.mbox", mailbox(letter(2)), age_s=7200)
    site.build(at=EPOCH)
    before = by_title(site)
    (site.seeds / "a.eml").unlink()
    (site.seeds / "in.mbox").unlink()
    site.write("b.eml", letter(2), age_s=7200)
    site.write("deep/all.mbox.gz", gzip.compress(mailbox(letter(1)).encode()), age_s=7200)
    assert "new" not in site.build(at=EPOCH + 600).stdout
    assert by_title(site) == before
    shutil.rmtree(site.seeds / ".seedfeed")
    shutil.rmtree(site.feeds)
    site.build(at=EPOCH + 1200)
    assert {title: dates[0] for title, dates in by_title(site).items()} == {
        title: dates[0] for title, dates in before.items()
    }


def test_a_lost_state_comes_back_from_the_feeds(site: Site) -> None:
    """Ids, dates and bytes of every message."""
    site.write("in.mbox", mailbox(letter(1), letter(2)), age_s=7200)
    site.build(at=EPOCH)
    before = site.snapshot()
    shutil.rmtree(site.seeds / ".seedfeed")
    site.write("in.mbox", mailbox(letter(1), letter(2)), age_s=0)
    assert site.build(at=EPOCH + 600).stdout == ""
    assert site.snapshot() == before


def test_one_mail_sent_to_two_addresses_is_one_entry(site: Site) -> None:
    """It has another id each time."""
    again = letter(1, "Delivered-To: other@home.example").replace("1.abc", "1.def")
    site.write("in.mbox", mailbox(letter(1), again))
    done = site.build(at=EPOCH)
    assert "1 new;" in done.stdout
    assert "same article as seeds/in.mbox#" in done.stderr


def test_explain_lists_the_messages_and_explains_one(site: Site) -> None:
    """What it prints of the mailbox can be asked for."""
    site.write("in.mbox", mailbox(letter(1), letter(2)))

    def explain(name: str) -> str:
        command = [sys.executable, "-m", "seedfeed", "explain", name]
        return subprocess.run(command, check=True, capture_output=True, text=True, cwd=site.root).stdout

    rows = explain("seeds/in.mbox").splitlines()[2:]
    assert [row.split(maxsplit=1)[1] for row in rows] == [
        "The garden of town number 1 opens again",
        "The garden of town number 2 opens again",
    ]
    shown = explain(rows[1].split()[0])
    assert "The garden of town number 2 opens again" in shown
    assert "<2.abc@garden.example>" in shown
