import pytest

from seedfeed.understanding.name_runs import find_runs, read_run


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("He saw Anna Petrosyan. She left.", ["He", "Anna Petrosyan", "She"]),
        ("the Bank of Heron, and Gov. Quimby", ["Bank of Heron", "Gov. Quimby"]),
        ("Nouri al-Maliki met J. K. Quimby", ["Nouri al-Maliki", "J. K. Quimby"]),
        ("Peru's Heron Council", ["Peru", "Heron Council"]),
        ("the U.S. Treasury", ["U.S. Treasury"]),
        ("mail jo@Heron.example or #Heron, iPhone", []),
        ("one\nTwo\nThree", ["Two", "Three"]),
    ],
    ids=["sentence", "joined", "particles", "possessive", "stops", "addresses", "lines"],
)
def test_runs_are_joined_over_small_words(text: str, runs: list[str]) -> None:
    """Punctuation and line ends part them, "of" and initials do not."""
    assert find_runs(text) == runs


@pytest.mark.parametrize(
    ("run", "found"),
    [
        ("Iraqi Prime Minister Nouri al-Maliki", [("known", "Iraq"), ("person", "Nouri al-Maliki")]),
        ("France and Germany", [("known", "France"), ("known", "Germany")]),
        ("US Secret Service", [("known", "Secret Service")]),
        ("US Heron Valley Council", [("known", "United States"), ("known", "Heron Valley Council")]),
        ("Chairman Zorblax Quimby", [("likely", "Zorblax Quimby")]),
        ("Mr Quimby", [("surname", "Quimby")]),
        ("Sydney Quimby", [("either", "Sydney Quimby")]),
        ("Zorblax Quimby", [("perhaps", "Zorblax Quimby")]),
        ("Foreign Ministry", []),
        ("Ten Ways That Will Change How We Cook", []),
        ("John F Kennedy Airport", []),
    ],
)
def test_what_a_run_says_by_itself(run: str, found: list[tuple[str, str]]) -> None:
    """How sure it is, and the name."""
    assert [(what, name) for what, name, _, _ in read_run(run)] == found
