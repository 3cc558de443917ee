import pytest

from seedfeed.understanding.words import split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The bridge, closed (again).", ["the", "bridge", "closed", "again"]),
        ("Don\u2019t \u201cstop\u201d\u2014go", ["don't", "stop", "go"]),
        ("E-mail 24/7", ["e-mail", "24", "7"]),
        ("\u00c9T\u00c9 \u00e0 K\u00f6ln\u00a0!", ["\u00e9t\u00e9", "\u00e0", "k\u00f6ln"]),
        (
            "\u041c\u043e\u0441\u043a\u0432\u0430, \u00ab\u0434\u0430\u00bb",
            ["\u043c\u043e\u0441\u043a\u0432\u0430", "\u0434\u0430"],
        ),
        ("", []),
    ],
)
def test_words_are_lower_case_without_punctuation(text: str, words: list[str]) -> None:
    """Typographic marks and plain ones are the same, letters of every script stay."""
    assert split_words(text) == words
