"""Which picture, sound and film an article has."""

from collections.abc import Callable
from typing import Any

import pytest

from seedfeed.model import Draft, Media
from seedfeed.understanding.media import complete, find_tags, type_of

DraftOf = Callable[..., Draft]

TEXT = "The harbour opened again on Monday after a winter of repairs, its owner said to the people."
LINK = "https://crier.example/2026/harbour?x=1"


def stated(url: str, **more: Any) -> Media:  # noqa: ANN401 - fields of Media
    """Return what metadata names."""
    return Media(**{"url": url, "type": "", **more})


def evidence_of(draft: Draft, field: str) -> list[tuple[str, str, int | None]]:
    """Return what was found for a field, by which rule, on which line."""
    return [(found.value, found.rule, found.line) for found in draft.evidence if found.field == field]


def test_article_without_any_has_none(draft_of: DraftOf) -> None:
    """Nothing is invented, and nothing said."""
    draft = draft_of(f"Title\n\n{TEXT}\n\nhttps://crier.example/harbour\n")
    assert (draft.image, draft.enclosures) == (None, ())
    assert evidence_of(draft, "image") + evidence_of(draft, "enclosures") + evidence_of(draft, "note") == []


def test_address_on_a_line_of_its_own_is_what_it_ends_in(draft_of: DraftOf) -> None:
    """In a plain text; the line is neither body nor the original's address."""
    text = (
        f"Title\nhttps://x.example/a.PNG?w=1\n\n{TEXT}\n\nhttps://x.example/a.mp3\n<https://x.example/b.webm>\n"
        "https://x.example/c.jpg\n"
    )
    draft = draft_of(text)
    assert draft.image == Media(url="https://x.example/a.PNG?w=1", type="image/png")
    assert draft.enclosures == (
        Media(url="https://x.example/a.mp3", type="audio/mpeg"),
        Media(url="https://x.example/b.webm", type="video/webm"),
    )
    assert evidence_of(draft, "image") == [("https://x.example/a.PNG?w=1", "line of its own", 2)]
    assert (draft.link, draft.source, draft.summary) == (None, None, TEXT)


@pytest.mark.parametrize(
    "name", ["a.m4a", "a.ogg", "a.flac", "a.wav", "a.webm", "a.mov", "a.avif", "a.mp3?x=1"]
)
def test_address_of_a_file_is_never_the_originals(draft_of: DraftOf, name: str) -> None:
    """Whatever kind of picture, sound or film it is."""
    assert draft_of(f"Title\nhttps://x.example/news/{name}\n\n{TEXT}\n").link is None


def test_metadata_goes_before_pictures_and_lines(draft_of: DraftOf) -> None:
    """What the author names stands for the article; sound from all places is kept once."""
    draft = draft_of(
        f"![a](https://x.example/b.png)\n\n{TEXT}\n\nhttps://x.example/1.mp3\n\nhttps://x.example/2.mp3\n",
        format="markdown",
        title="Title",
        image=stated("https://x.example/logo.png", alt="A &amp; B"),
        enclosures=(stated("https://x.example/1.mp3", length_bytes=7, duration_s=9),),
    )
    assert draft.image == Media(url="https://x.example/logo.png", type="image/png", alt="A & B")
    assert draft.enclosures == (
        Media(url="https://x.example/1.mp3", type="audio/mpeg", length_bytes=7, duration_s=9),
        Media(url="https://x.example/2.mp3", type="audio/mpeg"),
    )


def test_first_real_picture_of_the_body_is_taken(draft_of: DraftOf) -> None:
    """With what it shows and where it stands; its words are not in the summary."""
    text = (
        f"[![build](https://img.shields.io/a/b)](https://ci.example/)\n\n{TEXT}\n\n"
        '![The *old* harbour](https://x.example/a.jpg "Title")\n\n![second](https://x.example/b.jpg)\n'
    )
    draft = draft_of(text, format="markdown", title="Title", first_line=10)
    assert draft.image == Media(url="https://x.example/a.jpg", type="image/jpeg", alt="The old harbour")
    assert evidence_of(draft, "image") == [("https://x.example/a.jpg", "picture", 14)]
    assert draft.summary == TEXT


def test_picture_in_raw_html_is_a_picture(draft_of: DraftOf) -> None:
    """In a block and in a line, whatever the quotes."""
    for html in (
        '<p align="center">\n<IMG alt="A &lt;boat&gt;" src="https://x.example/a.png"></p>',
        "Look: <img src='https://x.example/a.png' alt='A &lt;boat&gt;' /> there.",
        "<img src=https://x.example/a.png alt='A <boat&gt;' width=640>".replace("<boat", "&lt;boat"),
    ):
        draft = draft_of(f"{html}\n\n{TEXT}\n", format="markdown", title="Title")
        assert draft.image == Media(url="https://x.example/a.png", type="image/png", alt="A <boat>"), html


@pytest.mark.parametrize(
    "picture",
    [
        "![](data:image/png;base64,AAAA)",
        "![](data:image/svg+xml;base64,AAAA)",
        "![](https://x.example/spacer.gif)",
        "![](https://x.example/1x1.png)",
        "![](https://x.example/pixel)",
        '<img src="https://x.example/a.png" width="1" height="1">',
        "<img src='https://x.example/a.png' height='1px'>",
        "![](https://feeds.feedburner.com/~r/x/y.jpg)",
        "![](https://ad.doubleclick.net/a.jpg)",
        "![](https://pixel.wp.com/b.gif?x=1)",
        "![](https://img.shields.io/badge/a-b-c)",
        "![](https://x.example/ci/workflows/test/badge.svg)",
        "![](https://secure.gravatar.com/avatar/1?s=80)",
        "![](https://x.example/avatars/ann.jpg)",
        "![](https://x.example/img/company-logo_small.png)",
        "![](https://x.example/icons/mail.png)",
        "![](https://x.example/core/emoji/72x72/1f600.png)",
    ],
)
def test_what_shows_nothing_of_the_article_is_no_picture(draft_of: DraftOf, picture: str) -> None:
    """Pixels that count readers, badges, icons, avatars, logos; and no trace of them in the summary."""
    draft = draft_of(f"{picture}\n\n{TEXT}\n", format="markdown", title="Title")
    assert (draft.image, draft.summary) == (None, TEXT)


@pytest.mark.parametrize(
    "url",
    [
        "https://logos.example/iconic/building.jpg",
        "https://x.example/google-pixel-review.jpg",
        "https://x.example/blogosphere/unbuttoned.png",
        "https://x.example/photo?file=logo.png",
    ],
)
def test_words_that_only_look_like_it_do_no_harm(draft_of: DraftOf, url: str) -> None:
    """Only whole words of the path count, and only a whole file's name as a pixel."""
    draft = draft_of(f"![a]({url})\n\n{TEXT}\n", format="markdown", title="Title")
    assert draft.image is not None
    assert draft.image.url == url


@pytest.mark.parametrize(
    ("url", "link", "whole"),
    [
        ("/a.jpg", LINK, "https://crier.example/a.jpg"),
        ("a.jpg", LINK, "https://crier.example/2026/a.jpg"),
        ("../a b.jpg?x=ä", LINK, "https://crier.example/a%20b.jpg?x=%C3%A4"),
        ("//cdn.example/a.jpg", LINK, "https://cdn.example/a.jpg"),
        ("https://x.example/ä b.jpg", None, "https://x.example/%C3%A4%20b.jpg"),
        ("/a.jpg", None, None),
        ("javascript:a.jpg", LINK, None),
        ("data:image/png,a.png", LINK, None),
        ("https://x y/a.jpg", None, None),
        ("http://[a.jpg", LINK, None),
        ("https://user:pass@x.example/a.jpg", None, None),
        ("https://x.example/" + "a" * 3000 + ".jpg", None, None),
    ],
)
def test_address_is_completed_or_refused(url: str, link: str | None, whole: str | None) -> None:
    """Relative ones by the original's address; what no feed can hold is none."""
    assert complete(url, link, is_file=True) == whole


def test_relative_picture_without_a_link_is_noted(draft_of: DraftOf) -> None:
    """`explain` tells the owner why there is none, once; the next that is whole is taken."""
    text = f"![a](/a.jpg)\n\n![b](/b.jpg)\n\n{TEXT}\n\n![c](https://x.example/c.jpg)\n"
    draft = draft_of(text, format="markdown", title="Title")
    assert draft.image == Media(url="https://x.example/c.jpg", type="image/jpeg", alt="c")
    reason = "not a whole http or https address, and no link to complete it by"
    assert evidence_of(draft, "note") == [
        (f"'/a.jpg' passed over as picture, sound or film: {reason}", "picture", 1)
    ]
    draft = draft_of(text, format="markdown", title="Title", link=LINK)
    assert draft.image == Media(url="https://crier.example/a.jpg", type="image/jpeg", alt="a")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"image": stated("https://x.example/a.mp3")}, "it is audio/mpeg"),
        ({"image": stated("harbour")}, "not a whole"),
        ({"enclosures": (stated("https://video.example/watch?v=1"),)}, "its type is unknown"),
        ({"enclosures": (stated("a.mp3"),)}, "not a whole"),
    ],
)
def test_what_metadata_states_and_nobody_can_load_is_noted(
    draft_of: DraftOf, fields: dict[str, Any], reason: str
) -> None:
    """The article is published without it."""
    draft = draft_of(TEXT, title="Title", **fields)
    assert (draft.image, draft.enclosures) == (None, ())
    (note,) = evidence_of(draft, "note")
    assert reason in note[0]


def test_stated_type_stands_where_the_address_tells_none(draft_of: DraftOf) -> None:
    """A picture needs none, sound and film do; what is no media type is not believed."""
    enclosures = (
        stated("https://x.example/listen?id=1", type="Audio/MPEG; codecs=x"),
        stated("https://x.example/2.ogg", type="sound/ogg"),
        stated("https://x.example/cover.png"),
    )
    draft = draft_of(TEXT, title="Title", enclosures=enclosures)
    assert [(media.url[-1], media.type) for media in draft.enclosures] == [
        ("1", "audio/mpeg"),
        ("g", "audio/ogg"),
    ]
    assert draft.image == Media(url="https://x.example/cover.png", type="image/png")
    draft = draft_of(TEXT, title="Title", image=stated("https://x.example/photo-1?w=640"))
    assert draft.image == Media(url="https://x.example/photo-1?w=640", type="")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://x.example/a.JPEG#x", "image/jpeg"),
        ("https://x.example/a.opus?b=c.png", "audio/ogg"),
        ("https://x.example/a.mp4", "video/mp4"),
        ("https://x.example/a.pdf", None),
        ("https://x.example/mp3", None),
        ("https://x.mp3", "audio/mpeg"),
        ("https://x.example/a.mp3/b", None),
        ("", None),
    ],
)
def test_type_is_what_the_path_ends_in(url: str, kind: str | None) -> None:
    """Neither the query nor a folder counts."""
    assert type_of(url) == kind


def test_raw_html_without_end_is_read_in_time() -> None:
    """Ten thousand beginnings of pictures are none."""
    assert find_tags("<img " * 20_000, 1, 20) == []
    assert len(find_tags("<img src=a>" * 10_000, 1, 20)) == 20
