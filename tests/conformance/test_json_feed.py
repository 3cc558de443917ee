"""JSON Feed 1.1."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.conformance.edition import ARTICLES, ATOM, HUB, URL, Edition
from tests.conformance.judges import LANGUAGE, MEDIA_TYPE, RFC3339, Page, is_web

# Name -> type of what the format knows; names of ours begin with an underscore.
FEED = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str,
    "user_comment": str, "next_url": str, "icon": str, "favicon": str, "authors": list, "language": str,
    "expired": bool, "hubs": list, "items": list,
}  # fmt: skip
ITEM = {
    "id": str, "url": str, "external_url": str, "title": str, "content_html": str, "content_text": str,
    "summary": str, "image": str, "banner_image": str, "date_published": str, "date_modified": str,
    "authors": list, "tags": list, "language": str, "attachments": list,
}  # fmt: skip
ATTACHMENT = {"url": str, "mime_type": str, "title": str, "size_in_bytes": int, "duration_in_seconds": int}
AUTHOR = {"name", "url", "avatar"}


@pytest.fixture
def whole(edition: Edition, feed: str) -> dict[str, Any]:
    """Each JSON feed."""
    return edition.json(feed)


@pytest.fixture
def by_title(edition: Edition) -> dict[str, dict[str, Any]]:
    """The items of the head feed by their titles."""
    return {item["title"]: item for item in edition.json("")["items"]}


def judge_members(found: dict[str, Any], known: Mapping[str, type]) -> None:
    """Fail on a member the format does not know, and on one of another type."""
    for name, value in found.items():
        assert name in known or name.startswith("_"), name
        assert isinstance(value, known.get(name, dict)), f"{name}: {value!r}"


def test_json_feed_1_1_encoding(edition: Edition, feed: str) -> None:
    """UTF-8 without a byte order mark (RFC 8259 §8.1), characters as themselves."""
    data = edition.data(feed, "feed.json")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.decode()
    if feed == "":
        assert "Kuchen für".encode() in data


def test_json_feed_1_1_version(whole: dict[str, Any]) -> None:
    """The address of the version of the format."""
    assert whole["version"] == "https://jsonfeed.org/version/1.1"


def test_json_feed_1_1_members_of_the_feed(whole: dict[str, Any]) -> None:
    """Only known members, each of its type; title and items are required."""
    judge_members(whole, FEED)
    assert whole["title"]
    assert whole["items"]


def test_json_feed_1_1_members_of_items(whole: dict[str, Any]) -> None:
    """Only known members, each of its type; id and one kind of content are required."""
    for item in whole["items"]:
        judge_members(item, ITEM)
        assert item["id"]
        assert item.get("content_html") or item.get("content_text")


def test_json_feed_1_1_feed_url(edition: Edition, feed: str, whole: dict[str, Any]) -> None:
    """The feed's own address."""
    assert whole["feed_url"] == edition.address(feed, "feed.json")


def test_json_feed_1_1_home_page_url(edition: Edition, whole: dict[str, Any]) -> None:
    """A page that is there."""
    assert edition.resolve(whole["home_page_url"]).is_file()


def test_json_feed_1_1_top_level_texts_arrive(edition: Edition) -> None:
    """Plain text, not escaped."""
    whole = edition.json("")
    assert whole["title"] == "Harbour & <News>"
    assert whole["description"] == 'All the "news" & more'
    assert [author["name"] for author in whole["authors"]] == ["Ed Itor"]


def test_json_feed_1_1_hubs(whole: dict[str, Any]) -> None:
    """Type and address of each."""
    assert whole["hubs"] == [{"type": "WebSub", "url": HUB}]


def test_json_feed_1_1_language(whole: dict[str, Any]) -> None:
    """A language tag, of the feed and of items."""
    assert LANGUAGE.match(whole["language"])
    for item in whole["items"]:
        assert LANGUAGE.match(item.get("language", "en"))


def test_json_feed_1_1_item_ids_are_unique(whole: dict[str, Any]) -> None:
    """No two items share one."""
    ids = [item["id"] for item in whole["items"]]
    assert len(set(ids)) == len(ids)


def test_json_feed_1_1_item_ids_are_atoms(edition: Edition, feed: str, whole: dict[str, Any]) -> None:
    """The same entries in the same order as in Atom."""
    entries = edition.xml(feed, "atom.xml").iter(f"{ATOM}entry")
    assert [item["id"] for item in whole["items"]] == [entry.findtext(f"{ATOM}id") for entry in entries]


def test_json_feed_1_1_every_article_is_there(by_title: dict[str, dict[str, Any]]) -> None:
    """The head feed holds them all."""
    assert len(by_title) == len(ARTICLES)


def test_json_feed_1_1_urls_are_absolute_and_exist(edition: Edition, whole: dict[str, Any]) -> None:
    """An item's url is the original or a page of ours that is there."""
    for item in whole["items"]:
        assert is_web(item["url"])
        assert not item["url"].startswith(URL) or edition.resolve(item["url"]).is_file()


def test_json_feed_1_1_external_url_is_the_original(by_title: dict[str, dict[str, Any]]) -> None:
    """Only where the article's address is known."""
    assert by_title["Another full text"]["external_url"] == "https://other.example/second?x=1&y=2"
    assert "external_url" not in by_title["A *full* text"]


def test_json_feed_1_1_dates(whole: dict[str, Any]) -> None:
    """RFC 3339, and no change before the publication."""
    for item in whole["items"]:
        assert RFC3339.match(item["date_published"])
        assert RFC3339.match(item["date_modified"])
        assert item["date_published"] <= item["date_modified"]


def test_json_feed_1_1_dates_arrive(by_title: dict[str, dict[str, Any]]) -> None:
    """Both dates of an article, in UTC."""
    item = by_title["Bread for the morning"]
    assert (item["date_published"], item["date_modified"]) == ("2025-12-01T06:30:00Z", "2025-12-24T18:00:00Z")


def test_json_feed_1_1_authors(whole: dict[str, Any]) -> None:
    """Objects with at least one known member, each a text."""
    for holder in (whole, *whole["items"]):
        for author in holder.get("authors", []):
            assert author
            assert author.keys() <= AUTHOR
            assert all(isinstance(value, str) and value for value in author.values())


def test_json_feed_1_1_authors_arrive(by_title: dict[str, dict[str, Any]]) -> None:
    """Names in their order; an e-mail address has no place in the format."""
    assert by_title["Bread for the morning"]["authors"] == [
        {"name": "Ann Writer", "url": "https://ann.example/"},
        {"name": "Bob Baker"},
    ]


def test_json_feed_1_1_tags(whole: dict[str, Any]) -> None:
    """Texts that are not empty, none twice."""
    for item in whole["items"]:
        tags = item.get("tags", [])
        assert all(isinstance(tag, str) and tag for tag in tags)
        assert len(set(tags)) == len(tags)


def test_json_feed_1_1_tags_arrive(by_title: dict[str, dict[str, Any]]) -> None:
    """The author's tags, in their order."""
    assert by_title["Bread for the morning"]["tags"] == ["Baking", "Café", "C++"]


def test_json_feed_1_1_title_and_summary_are_plain_text(by_title: dict[str, dict[str, Any]]) -> None:
    """Signs are themselves."""
    item = by_title["5 < 6 & 7 > 2: \"double\" 'single' <b>bold</b> ]]> é 🌳"]
    assert item["summary"] == 'Signs < like & these > "stay" as <i>written</i> ]]> 🌳.'


def test_json_feed_1_1_content_html_is_atoms_content(
    edition: Edition, feed: str, whole: dict[str, Any]
) -> None:
    """The same HTML, whole."""
    found = [item["content_html"] for item in whole["items"]]
    assert found == [content.text for content in edition.xml(feed, "atom.xml").iter(f"{ATOM}content")]
    assert [page.mistakes for page in map(Page, found) if page.mistakes] == []


def test_json_feed_1_1_attachments(whole: dict[str, Any]) -> None:
    """Only known members, each of its type; url and mime_type are required, numbers are above 0."""
    for attachment in (found for item in whole["items"] for found in item.get("attachments", [])):
        judge_members(attachment, ATTACHMENT)
        assert is_web(attachment["url"])
        assert MEDIA_TYPE.match(attachment["mime_type"])
        assert min(attachment.get("size_in_bytes", 1), attachment.get("duration_in_seconds", 1)) > 0


def test_json_feed_1_1_attachments_and_image_arrive(by_title: dict[str, dict[str, Any]]) -> None:
    """All sound and film in their order; an image is an address."""
    item = by_title["To look at and to listen to"]
    assert item["image"] == "https://air.example/pics/boat.jpg?x=1&y=2"
    assert item["attachments"] == [
        {
            "url": "https://air.example/7.mp3",
            "mime_type": "audio/mpeg",
            "title": 'Part <7> & "more"',
            "size_in_bytes": 1234,
            "duration_in_seconds": 3723,
        },
        {"url": "https://air.example/7.ogg", "mime_type": "audio/ogg"},
        {"url": "https://air.example/7.mp4?a=1&b=2", "mime_type": "video/mp4"},
    ]


def test_json_feed_1_1_what_an_image_shows_is_in_the_record(by_title: dict[str, dict[str, Any]]) -> None:
    """The format has no word for it."""
    record = by_title["To look at and to listen to"]["_seedfeed"]
    assert record["image"]["alt"] == 'A "boat" & <harbour> > 3'
