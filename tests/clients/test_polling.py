"""A subscribed reader asks again and again: it sees what is new, once, and nothing twice."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.clients.readers import load_reader
from tests.clients.servers import WebServer
from tests.clients.shelf import ARTICLES
from tests.rules.site import EPOCH, Site, article

FORMATS = ["rss.xml", "atom.xml", "feed.json"]


class Subscriber:
    """lemon24/reader with one subscription, already read once."""

    def __init__(self, reader: Any, server: WebServer, path: str) -> None:  # noqa: ANN401 - an optional module's
        self.reader = reader
        self.server = server
        self.path = path
        self.url = server.url + path
        reader.add_feed(self.url)
        assert self.poll() == (7, 0)
        server.answers()

    def poll(self) -> tuple[int, int]:
        """Ask again, and return how many entries are new and how many are changed."""
        found = self.reader.update_feed(self.url)
        assert self.reader.get_feed(self.url).last_exception is None
        return (0, 0) if found is None else (found.new, found.modified)

    def count(self) -> int:
        """Return how many entries there are."""
        total: int = self.reader.get_entry_counts(feed=self.url).total
        return total

    def titles(self) -> set[str]:
        """Return the titles of all entries."""
        return {entry.title for entry in self.reader.get_entries(feed=self.url)}


@pytest.fixture(params=FORMATS)
def subscriber(request: pytest.FixtureRequest, site: Site, server: WebServer) -> Iterator[Subscriber]:
    """A reader that subscribed to the first edition, in each format."""
    assert (site.feeds / request.param).exists()
    with load_reader("reader").make_reader(":memory:") as reader:
        yield Subscriber(reader, server, request.param)


def edit(site: Site, old: str, new: str) -> None:
    """Change a word of the first article."""
    site.write("plain.txt", ARTICLES["plain.txt"].replace(old, new), age_s=60)


def test_unchanged_feed_is_answered_with_304(site: Site, subscriber: Subscriber) -> None:
    """A build that has nothing to do leaves the file alone, so the reader loads nothing."""
    site.build(at=EPOCH + 600)
    assert subscriber.poll() == (0, 0)
    assert subscriber.server.answers() == [(f"/{subscriber.path}", 304)]
    assert subscriber.count() == 7


def test_new_article_is_one_new_entry(site: Site, subscriber: Subscriber) -> None:
    """Exactly one, and no other entry looks changed."""
    site.write("new.txt", article(7), age_s=10)
    site.build(at=EPOCH + 600)
    assert subscriber.poll() == (1, 0)
    assert subscriber.count() == 8
    assert "The harbour of town number 7 opens again" in subscriber.titles()


def test_edited_article_is_one_changed_entry(site: Site, subscriber: Subscriber) -> None:
    """An edit changes the entry that is there; it does not come a second time."""
    edit(site, "Some forty people", "Some fifty people")
    site.build(at=EPOCH + 600)
    assert subscriber.poll() == (0, 1)
    assert subscriber.count() == 7


def test_edited_title_does_not_make_a_new_entry(site: Site, subscriber: Subscriber) -> None:
    """The title is in neither the id nor the link of what is published."""
    edit(site, "opens again\n", "opens once more\n")
    site.build(at=EPOCH + 600)
    assert subscriber.poll() == (0, 1)
    assert subscriber.count() == 7
    assert "The harbour of the old town opens once more" in subscriber.titles()


def test_two_edits_of_the_same_length_in_a_moment_are_both_seen(site: Site, subscriber: Subscriber) -> None:
    """A server's ETag of size and whole seconds tells the versions apart."""
    for number, day in enumerate(("Friday", "Sunday")):
        edit(site, "Monday", day)
        site.build(at=EPOCH + 600 + number)
        assert subscriber.poll() == (0, 1), day
    assert subscriber.count() == 7


@pytest.mark.parametrize("target", ["moved.txt", "deep/er/plain.txt"])
def test_renamed_article_is_nothing_new(site: Site, subscriber: Subscriber, target: str) -> None:
    """Readers do not see how files are called."""
    (site.seeds / target).parent.mkdir(parents=True, exist_ok=True)
    (site.seeds / "plain.txt").rename(site.seeds / target)
    site.build(at=EPOCH + 600)
    assert target in site.items()
    assert subscriber.poll() == (0, 0)
    assert subscriber.count() == 7


def test_deleted_article_is_nothing_new(site: Site, subscriber: Subscriber) -> None:
    """The others stay as they are; the reader keeps what it has read."""
    (site.seeds / "plain.txt").unlink()
    site.build(at=EPOCH + 600)
    assert subscriber.poll() == (0, 0)
    assert subscriber.server.answers() == [(f"/{subscriber.path}", 200)]
    assert subscriber.count() == 7


def test_article_that_comes_back_is_nothing_new(site: Site, subscriber: Subscriber) -> None:
    """Deleted and put back, it is the entry it was."""
    (site.seeds / "plain.txt").unlink()
    site.build(at=EPOCH + 600)
    subscriber.poll()
    site.write("plain.txt", ARTICLES["plain.txt"], age_s=60)
    site.build(at=EPOCH + 1200)
    assert subscriber.poll() == (0, 0)
    assert subscriber.count() == 7


def lose_state(site: Site) -> None:
    """Delete the ledger."""
    shutil.rmtree(site.seeds / ".seedfeed")


def clone_afresh(site: Site) -> None:
    """Delete the ledger and give every article the time of now, as `git clone` does."""
    lose_state(site)
    for name, text in ARTICLES.items():
        site.write(name, text, age_s=-500)


def read_everything(site: Site) -> None:
    """Build once more with every file read again."""
    site.build("--full", at=EPOCH + 300)


def understand_everything(site: Site) -> None:
    """Build once more with every article understood again."""
    site.build("--refresh", at=EPOCH + 300)


@pytest.mark.parametrize("event", [lose_state, clone_afresh, read_everything, understand_everything])
def test_what_only_the_operator_notices_is_answered_with_304(
    site: Site, subscriber: Subscriber, event: Callable[[Site], None]
) -> None:
    """A lost state, a fresh clone, a full build: no byte differs for readers."""
    event(site)
    site.build(at=EPOCH + 600)
    assert subscriber.poll() == (0, 0)
    assert subscriber.server.answers() == [(f"/{subscriber.path}", 304)]
    assert subscriber.count() == 7


def test_dated_article_arrives_on_its_day(site: Site, subscriber: Subscriber) -> None:
    """Held back until then, it is one new entry."""
    site.build(at=1_769_903_999)  # 2026-01-31T23:59:59Z
    assert subscriber.poll() == (0, 0)
    site.build(at=1_769_904_000)
    assert subscriber.poll() == (1, 0)
    assert "Not yet" in subscriber.titles()


@pytest.mark.parametrize("path", ["rss.xml", "atom.xml"])
@pytest.mark.parametrize("validator", ["etag", "modified"])
def test_feedparser_gets_304_by_either_validator(
    site: Site, server: WebServer, path: str, validator: str
) -> None:
    """Readers that keep only the ETag, or only Last-Modified, are answered alike."""
    parse = load_reader("feedparser").parse
    first = parse(server.url + path)
    assert (first.status, len(first.entries)) == (200, 7)
    site.build(at=EPOCH + 600)
    again = parse(server.url + path, **{validator: first[validator]})
    assert (again.status, len(again.entries)) == (304, 0)
    assert [status for _, status in server.answers()] == [200, 304]
