import pytest

from seedfeed.serve.kinds import kind_of


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("rss.xml", "application/xml; charset=utf-8"),
        ("feed.json", "application/feed+json"),
        ("index.html", "text/html; charset=utf-8"),
        ("style.css", "text/css; charset=utf-8"),
        ("copy.js", "text/javascript; charset=utf-8"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("logo.svg", "image/svg+xml"),
        ("LOGO.PNG", "image/png"),
        ("own.htm", "text/html; charset=utf-8"),
        ("talk.opus", "audio/ogg"),
        ("photo.jpg", "image/jpeg"),
        ("favicon.ico", "image/x-icon"),
        ("00000.atom.xml", "application/xml; charset=utf-8"),
        ("rss.xml.gz", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_media_type_follows_from_the_name(name: str, media_type: str) -> None:
    """What the machine's mime.types says does not matter."""
    assert kind_of(name).media_type == media_type
