"""A published feed is taken apart into the entries it was made of, whatever they hold."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from seedfeed.model import Entry, Feed, Media
from seedfeed.render import FeedRecord, Fragments, cut_feed_files, render_feed_files, render_fragments
from seedfeed.text import clean

MakeEntry = Callable[..., Entry]
MakeFeed = Callable[..., Feed]

SOUND = Media(url="https://a.example/b.mp3", type="audio/mpeg", alt="<item>\n    </item>")
# What could be taken for the lines between which an entry stands.
DECOYS = st.sampled_from(
    ["\n    <item>\n", "\n    </item>\n", "\n  <entry>", "\n  </entry>\n", ',\n    {"id":"x"}']
)
TEXTS = st.lists(st.one_of(DECOYS, st.text(max_size=20)), min_size=1, max_size=4).map("".join).map(clean)


def publish(feed: Feed, fragments: list[Fragments]) -> list[bytes]:
    """Return the three files of a feed."""
    record = FeedRecord(kind=feed.kind, label=feed.label, updated=feed.updated)
    return [data for _, data in render_feed_files(feed, record, fragments)]


@given(texts=st.lists(TEXTS, max_size=4))
def test_cutting_is_the_inverse_of_rendering(
    make_feed: MakeFeed, make_entry: MakeEntry, texts: list[str]
) -> None:
    """Languages, media, and texts that look like the file around them."""
    feed = make_feed()
    entries = [
        make_entry(
            id=f"urn:x:{number}",
            title=f"Title {text}",
            summary=text,
            language="ar" if number % 2 else None,
            enclosures=(SOUND,) if number % 3 else (),
            guid="<item>" if number == 1 else None,
        )
        for number, text in enumerate(texts)
    ]
    rendered = {entry.id: render_fragments(entry, feed, has_page=True) for entry in entries}
    assert cut_feed_files(*publish(feed, list(rendered.values()))) == rendered


def test_files_that_do_not_match_give_nothing(make_feed: MakeFeed, make_entry: MakeEntry) -> None:
    """A killed run leaves one of them new and the others old."""
    feed = make_feed()
    one, two = (render_fragments(make_entry(id=f"urn:x:{k}"), feed, has_page=True) for k in range(2))
    rss, atom, json = publish(feed, [one])
    assert cut_feed_files(rss, publish(feed, [two, one])[1], json) == {}
    assert cut_feed_files(b"", atom, json) == {}
