"""Copies of one text have one sketch; what differs changes no more of it than it must."""

import random
import subprocess
import sys
from collections.abc import Callable

import pytest

from seedfeed.config import Config
from seedfeed.model import MOST_CHUNKS, Draft, Sketch
from seedfeed.understanding.sketch import make_sketch

DraftOf = Callable[..., Draft]

TITLE = "The baker leaves the village"
WORDS = {
    "latin": "baker village river above bread valley table never brown observe leaves garden",
    "accents": "boulangère été évident brûlé vérité bientôt élève château fébrile août",
    "cyrillic": "пекарь деревня выше хлеб никогда видел ветер более вечером любовь",
    "arabic": "الخباز القرية النهر فوق خبز الوادي طاولة أبدا بني يراقب زمن بعيد",
    "chinese": "面包师 离开 村庄 河流 上方 山谷 桌子 从不 棕色 观察 花园 晚上 朋友 工作 学校",
    "thai": "คนทำขนมปัง ออกจาก หมู่บ้าน แม่น้ำ ข้างบน หุบเขา โต๊ะ ไม่เคย สวน เพื่อน",
}


def text_of(script: str, number: int, seed: int = 0) -> str:
    """Return so many words in an order of their own."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    return TITLE + ". " + " ".join(chance.choice(WORDS[script].split()) for _ in range(number))


def share(one: Sketch, other: Sketch) -> float:
    """Return what share of all chunks is in both."""
    return len({*one.chunks} & {*other.chunks}) / len({*one.chunks, *other.chunks})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s “here” – now", 'It\'s "here" - now'),
        ("Two\nlines", "two lines"),
        ("Ça était déjà là, à peine né" * 3, "ÇA ÉTAIT DÉJÀ LÀ À PEINE NÉ" * 3),
        ("5,000 people", "5000 people"),
        ("\uff11\uff12\u3000漢字\u3002", "12 漢字"),
    ],
    ids=["quotes", "lines", "case and accents", "thousands", "full width"],
)
def test_another_way_of_writing_is_the_same_text(one: str, other: str) -> None:
    """Punctuation, case and spacing are the outlet's and not the article's."""
    assert make_sketch("T", one) == make_sketch("T", other)


@pytest.mark.parametrize("script", WORDS)
def test_a_changed_word_changes_few_chunks(script: str) -> None:
    """Texts in every script are cut into enough pieces, with spaces between their words or without."""
    words = text_of(script, 200).split(" ")
    before = make_sketch(TITLE, " ".join(words))
    words[100] = words[100] + words[3]
    after = make_sketch(TITLE, " ".join(words))
    assert len(before.chunks) >= 16
    assert before.exact != after.exact
    assert 0.75 <= share(before, after) < 1
    assert share(before, make_sketch(TITLE, text_of(script, 200, seed=1))) < 0.7


def test_a_note_has_no_chunks() -> None:
    """Of a few words there is nothing to compare but all of them."""
    assert make_sketch(TITLE, "The baker leaves.").chunks == ()
    assert make_sketch(TITLE, text_of("latin", 60)).chunks != ()


@pytest.mark.parametrize(
    ("title", "told"),
    [("A baker and a village", True), ("Ferry runs aground in January", False), ("面包师离开", True)],
    ids=["told", "foreign", "without spaces"],
)
def test_a_text_that_does_not_speak_of_its_title_has_no_chunks(title: str, *, told: bool) -> None:
    """It may be what the site shows in place of every article."""
    script = "latin" if title.isascii() else "chinese"
    text = text_of(script, 120) + " 面包师离开"
    assert bool(make_sketch(title, text).chunks) is told


def test_numbers_are_told_apart() -> None:
    """A number that another text lacks shows."""
    text = text_of("latin", 100)
    one, other = (make_sketch(TITLE, f"{text} Score: {score}.").numbers for score in ("2-1", "1-2"))
    assert len(one) == len(other) == 1
    assert one != other


def test_a_number_among_many_is_told_apart() -> None:
    """In a table of a hundred numbers one that differs shows."""
    table = " metres, ".join(str(number) for number in range(1000, 1100))
    text = text_of("latin", 100)
    one, other = (make_sketch(TITLE, f"{text} {table} metres, {last}").numbers for last in (7, 8))
    assert len(one) == len(other) == 1
    assert one != other


def test_a_sketch_of_a_book_is_small() -> None:
    """Whatever the length, no more than so many hashes."""
    assert len(make_sketch(TITLE, text_of("latin", 20_000)).chunks) == MOST_CHUNKS


def test_sketches_are_equal_in_every_process() -> None:
    """Python's own hash differs from run to run; ours must not."""
    called = f"make_sketch({TITLE!r}, {TITLE * 20!r})"
    code = f"from seedfeed.understanding.sketch import make_sketch; print({called})"
    shown = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert shown == {f"{make_sketch(TITLE, TITLE * 20)}\n"}


def test_who_keeps_copies_makes_no_sketch(draft_of: DraftOf) -> None:
    """What nobody asks for costs nothing."""
    assert draft_of("Title\n\nThe text of it.", Config(duplicates="keep")).sketch == Sketch()
    assert draft_of("Title\n\nThe text of it.").sketch.exact


@pytest.mark.parametrize("text", ["", "\n", "v" * 100_000, "…" * 100_000, "bv" * 50_000, "é" * 100_000])
def test_hostile_texts_are_sketched(text: str) -> None:
    """Whatever an article holds, its sketch is made, small, and the same again."""
    sketch = make_sketch(text[:100], text)
    assert sketch == make_sketch(text[:100], text)
    assert sketch.exact
