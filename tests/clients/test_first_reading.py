"""A person subscribes: all that was written arrives, in every reader and every format."""

from dataclasses import dataclass

import pytest

from tests.clients.readers import CLIENTS, Client, Seen, load_reader
from tests.clients.servers import WebServer
from tests.clients.shelf import WANTED, build_shelf

WITH_CATEGORIES = [name for name, client in CLIENTS.items() if client.tag_parts]


@dataclass(frozen=True)
class Subscription:
    """One client's view of the site, read once for all tests of this module."""

    client: Client
    base: str
    entries: tuple[Seen, ...]

    def by_article(self) -> dict[str, Seen]:
        """Return what was seen by the article's path."""
        names = {wanted.id: name for name, wanted in WANTED.items()}
        return {names[entry.id]: entry for entry in self.entries}


@pytest.fixture(scope="module")
def base(running_server: WebServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a published and served site."""
    root = tmp_path_factory.mktemp("clients")
    running_server.show(root / "feeds")
    build_shelf(root, running_server)
    return running_server.url


@pytest.fixture(scope="module", params=CLIENTS, ids=str)
def subscription(request: pytest.FixtureRequest, base: str) -> Subscription:
    """What a reader shows after it subscribed."""
    client = CLIENTS[request.param]
    load_reader(client.module)
    return Subscription(client, base, tuple(client.read(base + client.path)))


def test_every_article_arrives_under_its_id_and_none_before_its_day(subscription: Subscription) -> None:
    """Seven entries with their permanent ids, newest first; the one of a future date is not there."""
    found, wanted = [entry.id for entry in subscription.entries], [wanted.id for wanted in WANTED.values()]
    assert sorted(found) == sorted(wanted)
    assert found == wanted or not subscription.client.ordered


@pytest.mark.parametrize("name", WANTED)
def test_title_arrives_as_written(subscription: Subscription, name: str) -> None:
    """A title is plain text: signs, quotes, entities and emoji are shown as they were written."""
    assert subscription.by_article()[name].title == WANTED[name].title


@pytest.mark.parametrize("name", WANTED)
def test_link_leads_to_the_original_or_else_to_the_entrys_page(subscription: Subscription, name: str) -> None:
    """A known address is the link; without one it is the page below the site."""
    wanted = WANTED[name].link
    absolute = wanted if wanted.startswith("https://") else subscription.base + wanted
    assert subscription.by_article()[name].link == absolute


@pytest.mark.parametrize("name", WANTED)
def test_dates_arrive_in_utc(subscription: Subscription, name: str) -> None:
    """Stated dates with an offset, stated days and times of files all name the right second."""
    seen, wanted = subscription.by_article()[name], WANTED[name]
    updated = wanted.updated if subscription.client.has_updated else None
    assert (seen.published, seen.updated) == (wanted.published, updated)


@pytest.mark.parametrize("name", ["plain.txt", "mail.md", "bread.md"])
def test_authors_arrive_with_and_without_address(subscription: Subscription, name: str) -> None:
    """A name-only author is a name, also in RSS; nobody is made up where none is stated."""
    client, authors = subscription.client, WANTED[name].authors
    wanted = [(author, email if client.emails else None) for author, email in authors[slice(*client.names)]]
    if name == "mail.md" and client.mailbox is not None:
        wanted = [client.mailbox]
    assert list(subscription.by_article()[name].authors) == wanted


@pytest.mark.parametrize(
    "subscription", [name for name, client in CLIENTS.items() if client.tag_parts], indirect=True
)
@pytest.mark.parametrize("name", ["plain.txt", "signs.md", "bread.md"])
def test_categories_arrive_in_their_order(subscription: Subscription, name: str) -> None:
    """Tags stand alone, as the author wrote them, signs included."""
    shown = subscription.client.tag_parts
    wanted = [tuple(tag[k] if shown[k] else None for k in range(3)) for tag in WANTED[name].tags]
    assert list(subscription.by_article()[name].tags) == wanted


@pytest.mark.parametrize("name", WANTED)
def test_summary_arrives_as_text(subscription: Subscription, name: str) -> None:
    """Plain text; in RSS, where a description is HTML, the HTML that shows this text."""
    wanted = WANTED[name]
    as_html = subscription.client.summary_is_html and wanted.summary_html
    assert subscription.by_article()[name].summary == (as_html or wanted.summary)


@pytest.mark.parametrize("name", WANTED)
def test_content_arrives_with_its_attribution(subscription: Subscription, name: str) -> None:
    """The excerpt and the line that names the source, linked; from right to left where the language is."""
    assert subscription.by_article()[name].content == WANTED[name].content


@pytest.mark.parametrize("name", ["plain.txt", "bread.md"])
def test_sound_and_film_arrive_with_type_and_size(subscription: Subscription, name: str) -> None:
    """A podcast client can load them; an unknown size is none."""
    wanted = WANTED[name].enclosures[: subscription.client.sounds]
    assert subscription.by_article()[name].enclosures == wanted


@pytest.mark.parametrize("name", ["plain.txt", "bread.md"])
def test_picture_arrives_as_the_entrys_own(subscription: Subscription, name: str) -> None:
    """A reader that shows pictures in its list has one, and none where the article has none."""
    wanted = WANTED[name].image if subscription.client.shows_image else None
    assert subscription.by_article()[name].image == wanted
