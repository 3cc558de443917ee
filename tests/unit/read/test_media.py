"""Pictures, sound and film as other publishers' users write them -> Metadata."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedfeed.model import Media, Metadata
from seedfeed.read.media import parse_duration, parse_length, parse_media
from seedfeed.read.metadata import Stated, merge_stated, parse_stated

A, B, MP3 = "https://x.example/a.jpg", "b.png", "https://x.example/a.mp3"


def metadata_of(**values: Any) -> Metadata:  # noqa: ANN401 - any value a file may hold
    """Return what front matter of these values states."""
    return merge_stated(parse_stated(values, {}), Stated())


def picture(url: str = A, **more: Any) -> Metadata:  # noqa: ANN401 - fields of Media
    """Return metadata with a picture alone."""
    return Metadata(image=Media(url=url, type="", **more))


@pytest.mark.parametrize(
    "name",
    [
        "image",
        "Image",
        "images",
        "cover",
        "cover_image",
        "featured_image",
        "featured-image",
        "featuredImage",
        "feature_image",
        "hero_image",
        "thumbnail",
        "og_image",
    ],
)
@pytest.mark.parametrize("value", [A, [A, B], {"src": A}, {"url": A}, {"path": A}, [{"src": A}]], ids=str)
def test_picture_is_found_under_every_name_and_in_every_form(name: str, value: object) -> None:
    """Text, a list, of which the first counts, a table, a list of tables."""
    assert metadata_of(**{name: value}) == picture()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(
            {"cover": {"image": B, "alt": "A boat", "relative": "true"}},
            picture(B, alt="A boat"),
            id="papermod",
        ),
        pytest.param(
            {"header": {"image": A, "image_description": "A boat"}},
            picture(alt="A boat"),
            id="minimal-mistakes",
        ),
        pytest.param({"header": {"og_image": A}}, picture(), id="header-og"),
        pytest.param({"header": {"teaser": B, "overlay_image": A}}, picture(), id="header-overlay"),
        pytest.param({"image": {"path": A, "alt": "A boat"}}, picture(alt="A boat"), id="jekyll-seo"),
        pytest.param({"image": A, "image_alt": " A\nboat "}, picture(alt="A boat"), id="alt-beside"),
        pytest.param({"cover": {"image": A, "alt": "A"}, "alt": "B"}, picture(alt="A"), id="own-alt-wins"),
        pytest.param({"image": A, "cover": B}, picture(), id="image-before-cover"),
        pytest.param({"thumbnail": B, "feature_image": A}, picture(), id="feature-before-thumbnail"),
        pytest.param({"image": "", "cover": A}, picture(), id="empty-leaves-it-to-the-next"),
        pytest.param({"header": "A heading"}, Metadata(), id="header-that-is-text"),
        pytest.param({"header": {"overlay_color": "#000"}}, Metadata(), id="header-without-picture"),
        pytest.param(
            {"image": True, "cover": 3, "video": "false", "thumbnail": "no"}, Metadata(), id="switches"
        ),
        pytest.param({"alt": "A boat", "duration": "12:00"}, Metadata(), id="words-without-picture"),
    ],
)
def test_picture_of_a_theme(values: dict[str, Any], expected: Metadata) -> None:
    """Themes of Hugo and Jekyll keep it in tables of their own."""
    assert metadata_of(**values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"audio": MP3}, [Media(url=MP3, type="")], id="text"),
        pytest.param(
            {"enclosure": f"{MP3}\n1234\naudio/mpeg"},
            [Media(url=MP3, type="audio/mpeg", length_bytes=1234)],
            id="wordpress",
        ),
        pytest.param(
            {"enclosure": {"url": MP3, "length": 12, "type": "audio/mpeg"}},
            [Media(url=MP3, type="audio/mpeg", length_bytes=12)],
            id="table",
        ),
        pytest.param(
            {"podcast": {"file": MP3, "size": "12", "duration": "1:02", "title": "One"}},
            [Media(url=MP3, type="", alt="One", length_bytes=12, duration_s=62)],
            id="podcast",
        ),
        pytest.param(
            {"podcast_url": MP3, "podcast_length": 12, "duration": "PT1M2S"},
            [Media(url=MP3, type="", length_bytes=12, duration_s=62)],
            id="names-beside",
        ),
        pytest.param(
            {"audio": {"url": MP3, "length": 12}, "audio_length": 13},
            [Media(url=MP3, type="", length_bytes=12)],
            id="own-length-wins",
        ),
        pytest.param(
            {"video": "v.mp4", "audio": [MP3, {"src": "b.ogg"}, MP3]},
            [Media(url=MP3, type=""), Media(url="b.ogg", type=""), Media(url="v.mp4", type="")],
            id="all",
        ),
        pytest.param({"audio": "my song.mp3"}, [Media(url="my song.mp3", type="")], id="space"),
    ],
)
def test_sound_and_film_are_read_in_every_form(values: dict[str, Any], expected: list[Media]) -> None:
    """Text, WordPress's three lines, lists, tables, and measures under names of their own."""
    assert metadata_of(**values) == Metadata(enclosures=tuple(expected))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (2050, 2050),
        ("2050", 2050),
        ("34:10", 2050),
        ("1:02:03", 3723),
        ("0:34:10.5", 2050),
        ("PT34M10S", 2050),
        ("pt1h", 3600),
        ("0", None),
        ("", None),
        ("P", None),
        ("PT", None),
        ("half an hour", None),
        (-3, None),
        (True, None),
        ([1], None),
        (None, None),
        ("9" * 5000, None),
        ("\u0661", None),
    ],
)
def test_duration_is_read_as_people_write_it(value: object, seconds: int | None) -> None:
    """What is not understood is not guessed."""
    assert parse_duration(value) == seconds


@pytest.mark.parametrize(("value", "size"), [(12, 12), (" 12 ", 12), ("12 MB", None), (1.5, None), (0, None)])
def test_length_is_whole_bytes(value: object, size: int | None) -> None:
    """A size in other units is none."""
    assert parse_length(value) == size


def test_sidecar_completes_the_front_matter() -> None:
    """A picture here and its words there belong together."""
    front, sidecar = parse_stated({"image": A}, {}), parse_stated({"image_alt": "A boat", "audio": MP3}, {})
    expected = Metadata(image=Media(url=A, type="", alt="A boat"), enclosures=(Media(url=MP3, type=""),))
    assert merge_stated(front, sidecar) == expected


_SCALARS = st.none() | st.booleans() | st.integers(-(2**64), 2**64) | st.floats() | st.text(max_size=9)
_NAMES = st.sampled_from(["url", "src", "image", "alt", "type", "length", "duration", "x"])


@given(value=st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(_NAMES, inner)))
def test_any_value_is_read_without_an_error(value: object) -> None:
    """A theme may keep anything there: no article is left out for it."""
    assert all(media.url and "\n" not in media.url + media.alt for media in parse_media(value))
