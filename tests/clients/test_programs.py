"""What newsboat, sfeed and rss2email see: they subscribe, then nothing changes, then much does."""

from collections import Counter
from dataclasses import dataclass

import pytest

from tests.clients.programs import PROGRAMS, Program, ProgramClient, Shown
from tests.clients.servers import Answered, WebServer
from tests.clients.shelf import ARTICLES, WANTED, build_shelf
from tests.rules.site import EPOCH, article

NEW_TITLE = "The harbour of town number 7 opens again"
ONLY_SIGNS = {"signs.md"}


@dataclass(frozen=True)
class Story:
    """What one program kept after each chapter.

    Attributes:
        first: after it subscribed.
        unchanged: after a build that had nothing to do.
        answers: what it was answered then.
        changed: after one article was added, one edited and one deleted.
    """

    client: ProgramClient
    base: str
    first: list[Shown]
    unchanged: list[Shown]
    answers: list[Answered]
    changed: list[Shown]

    def find(self, name: str) -> Shown:
        """Return the entry of an article, as it was at first."""
        (entry,) = (entry for entry in self.first if entry.id == WANTED[name].id)
        return entry


@pytest.fixture(scope="module")
def stories(running_server: WebServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Story]:
    """All programs at one site, so that it is built three times and not thirty."""
    root = tmp_path_factory.mktemp("programs")
    running_server.show(root / "site" / "feeds")
    site = build_shelf(root / "site", running_server)
    programs: dict[str, Program] = {}
    for name, client in PROGRAMS.items():
        (root / name).mkdir()
        programs[name] = client.subscribe(root / name, running_server.url + client.path)
        for _ in range(client.polls_before):
            programs[name].poll()
    first = {name: program.entries() for name, program in programs.items()}
    site.build(at=EPOCH + 600)
    running_server.answers()
    answers = {}
    for name, program in programs.items():
        program.poll()
        answers[name] = running_server.answers()
    unchanged = {name: program.entries() for name, program in programs.items()}
    site.write("new.txt", article(7), age_s=10)
    site.write("plain.txt", ARTICLES["plain.txt"].replace("Some forty", "Some fifty"), age_s=60)
    (site.seeds / "mail.md").unlink()
    site.build(at=EPOCH + 1200)
    for program in programs.values():
        program.poll()
    return {
        name: Story(
            client, running_server.url, first[name], unchanged[name], answers[name], programs[name].entries()
        )
        for name, client in PROGRAMS.items()
    }


@pytest.fixture(params=PROGRAMS)
def story(request: pytest.FixtureRequest, stories: dict[str, Story]) -> Story:
    """That of one program."""
    return stories[request.param]


# ---- subscribing ----------------------------------------------------------------------------------


def test_every_article_arrives_once(story: Story) -> None:
    """Under its permanent id, and none before its day."""
    assert sorted(entry.id for entry in story.first) == sorted(wanted.id for wanted in WANTED.values())


@pytest.mark.parametrize("name", WANTED)
def test_title_and_link_arrive(story: Story, name: str) -> None:
    """A title is what was written; the link is the original's, or the entry's page."""
    wanted, entry = WANTED[name], story.find(name)
    if not (story.client.takes_titles_for_html and name in ONLY_SIGNS):
        assert entry.title == wanted.title
    assert entry.link in {wanted.link, story.base + wanted.link}


@pytest.mark.parametrize("name", WANTED)
def test_date_and_author_arrive(story: Story, name: str) -> None:
    """The right second in UTC, and the names that the program has room for."""
    wanted, entry = WANTED[name], story.find(name)
    assert (entry.date, entry.author) == (story.client.date(wanted), story.client.author(wanted))


@pytest.mark.parametrize("name", ["plain.txt", "signs.md", "bread.md"])
def test_categories_arrive(story: Story, name: str) -> None:
    """Where the program keeps any, all of them in their order."""
    assert story.find(name).tags in {None, tuple(term for term, _, _ in WANTED[name].tags)}


@pytest.mark.parametrize("name", WANTED)
def test_text_arrives(story: Story, name: str) -> None:
    """The excerpt with its attribution; in a mail the summary as plain text."""
    wanted, entry = WANTED[name], story.find(name)
    if story.client.is_mail:
        assert entry.text.startswith(wanted.summary)
    else:
        assert entry.text == wanted.content


# ---- staying --------------------------------------------------------------------------------------


def test_nothing_changes_where_nothing_changed(story: Story) -> None:
    """A build that has nothing to do gives no reader anything to do."""
    assert story.unchanged == story.first


def test_unchanged_feed_is_answered_with_304(story: Story) -> None:
    """Where the program asks conditionally, it gets no byte of the feed again."""
    status = 304 if story.client.is_conditional else 200
    assert story.answers == [(f"/{story.client.path}", status)]


def test_new_article_is_exactly_one_new_entry(story: Story) -> None:
    """While another is edited and a third one is deleted."""
    known = {entry.id for entry in story.first}
    assert [entry.title for entry in story.changed if entry.id not in known] == [NEW_TITLE]


def test_no_entry_comes_twice_and_none_is_lost(story: Story) -> None:
    """An edit changes the entry that is there; what is deleted stays read. A reply to a mail is no entry."""
    counted = Counter(entry.id for entry in story.changed if not entry.reply_to)
    assert counted.keys() > {entry.id for entry in story.first}
    assert set(counted.values()) == {1}


def test_edit_arrives_where_the_program_shows_edits(story: Story) -> None:
    """Newsboat shows the new text in its place, rss2email sends it as an answer to its mail, if asked to."""
    old = story.find("plain.txt")
    found = [entry for entry in story.changed if entry.id == old.id and "Some fifty people" in entry.text]
    assert len(found) == story.client.shows_edits
    assert all(entry.reply_to == old.name for entry in found)


def test_others_are_left_as_they_were(story: Story) -> None:
    """Nothing but the edited entry and the new one looks changed."""
    edited = WANTED["plain.txt"].id
    new = {entry.id for entry in story.changed} - {entry.id for entry in story.first}
    before = [entry for entry in story.first if entry.id != edited]
    after = [entry for entry in story.changed if entry.id not in {edited, *new}]
    assert sorted(after, key=lambda entry: entry.id) == sorted(before, key=lambda entry: entry.id)
