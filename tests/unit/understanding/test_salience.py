from seedfeed.understanding.salience import MOST_NAMES, Mentions


def test_few_mentions_tell_nothing() -> None:
    """One word must come thrice, two words twice, a place always thrice."""
    mentions = Mentions()
    for name in ("Peru", "New York"):
        mentions.add(name, "place", 2.0)
    mentions.add("Zorblax", "organization", 2.0)
    mentions.add("Jo Doe", "person", 2.0)
    assert [category.label for category in mentions.choose()] == ["Jo Doe"]


def test_the_most_mentioned_lead() -> None:
    """Equals stand in the order of the text, and no more than five are told."""
    mentions = Mentions()
    for number in range(MOST_NAMES + 2):
        mentions.add(f"Name {number}", "person", 5.0)
    mentions.add("Name 6", "person", 1.0)
    assert [category.label for category in mentions.choose()] == [f"Name {n}" for n in (6, 0, 1, 2, 3)]
