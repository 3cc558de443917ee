import pytest

from seedfeed.understanding.sentences import close_quotes, cut_words, split_sentences


def test_abbreviations_do_not_end_a_sentence() -> None:
    """The sentences come without the spaces between them."""
    assert split_sentences("Mr. Heron paid $3.50 in the U.S. for it. He left.", "en") == [
        "Mr. Heron paid $3.50 in the U.S. for it.",
        "He left.",
    ]


def test_a_closing_quote_belongs_to_its_sentence() -> None:
    """No sentence begins with a quote that closes another."""
    assert split_sentences("“We left.” They stayed.", "en") == ["“We left.”", "They stayed."]


def test_scripts_without_spaces_have_sentences() -> None:
    """The ideographic full stop ends one."""
    assert split_sentences("橋は閉鎖された。川は静かだ。", "ja") == ["橋は閉鎖された。", "川は静かだ。"]


@pytest.mark.parametrize("language", [None, "en", "xx", "pt-BR", "zh"])
def test_any_language_is_borne(language: str | None) -> None:
    """An unknown language falls back to a general rule."""
    assert split_sentences("One. Two.", language) == ["One.", "Two."]
    assert split_sentences("", language) == []


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("short", 10, "short"),
        ("one two three four", 12, "one two…"),
        ("a clause of several words, another that follows", 30, "a clause of several words…"),
        ("abcdefghijklmnop", 10, "abcdefghi…"),
        ("橋は閉鎖された、川は静かだった、誰もいない", 17, "橋は閉鎖された、川は静かだった…"),
    ],
)
def test_a_cut_stands_at_a_clause_or_a_word(text: str, length: int, cut: str) -> None:
    """And never makes the text longer than asked."""
    assert cut_words(text, length) == cut
    assert len(cut_words(text, length)) <= length


def test_an_open_quotation_is_closed_where_there_is_room() -> None:
    """A reader should see where the quotation ends."""
    assert close_quotes("“One. Two.", 20) == "“One. Two.”"
    assert close_quotes("“One. Two.", 10) == "“One. Two."
    assert close_quotes("“One.” Two.", 20) == "“One.” Two."
