import pytest

from seedfeed.understanding.names import find_names


def labels(title: str, text: str) -> dict[str, str]:
    """Return label and kind of the names found."""
    return {category.label: category.kind for category in find_names(title, text)}


def test_adjectives_and_short_forms_count_for_their_country() -> None:
    """Each way of saying it is the same place."""
    text = (
        "The U.S. sent aid. US officials said the United States "
        "would send more. Iranian officials in Iran met Iranians."
    )
    assert labels("Aid", text) == {"United States": "place", "Iran": "place"}


def test_organizations_are_known_by_table_or_by_their_words() -> None:
    """Said twice they are meant."""
    text = (
        "The Heron Valley Council met. The UN watched. Later the "
        "Heron Valley Council left, and the UN stayed with the UN."
    )
    assert labels("Meeting", text) == {
        "United Nations": "organization",
        "Heron Valley Council": "organization",
    }


def test_a_person_is_found_by_given_name_and_then_by_surname() -> None:
    """Both are one person."""
    found = labels(
        "Merit", "The prize went to Anna Petrosyan. Critics praised Petrosyan, and Petrosyan's films."
    )
    assert found == {"Anna Petrosyan": "person"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing has capitals here",
        "Zorblax came. Zorblax went. Zorblax stayed.",
        "The The The. However, However. Monday Monday",
        "Germany was named once.",
        "THIS IS ALL SHOUTED AT THE READER",
    ],
)
def test_the_unknown_and_the_passing_give_nothing(text: str) -> None:
    """Unsure gives nothing."""
    assert labels("Title", text) == {}


def test_at_most_five_names_the_most_telling_first() -> None:
    """What is said most often, and in the title, leads."""
    text = " ".join(
        f"{place} {place} {place}. "
        for place in ("Peru", "Chile", "Cuba", "Haiti", "Kenya", "Ghana", "Nepal")
    )
    found = list(labels("Nepal waits", text + "Nepal is high."))
    assert len(found) == 5
    assert found[0] == "Nepal"


def test_terms_and_schemes_are_set() -> None:
    """The scheme says of which kind the name is."""
    found = find_names("Peru", "Peru voted. Peru waits. Peru sleeps.")[0]
    assert (found.term, found.label, found.scheme) == ("Peru", "Peru", "https://schema.org/Place")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Defence Secretary Anna Petrosyan spoke. Ms Petrosyan said so.", "Anna Petrosyan"),
        ("Nobody saw Jean-Luc van der Berg. Mr Berg said so.", "Jean-Luc van der Berg"),
        ("The mayor met Olu J. Adeyemi. Adeyemi said so.", "Olu J. Adeyemi"),
        ("Queen Margaret came. Queen Margaret left.", "Queen Margaret"),
        ("The actor Zorblax Quimby came. Quimby laughed.", "Zorblax Quimby"),
        ("Zorblax Quimby, 34, came. Zorblax Quimby left, and Quimby slept.", "Zorblax Quimby"),
        ("Rome-born Anna Petrosyan came. Petrosyan left.", "Anna Petrosyan"),
        ("MP Zorblax King spoke. Ms King said so.", "Zorblax King"),
        ("Postman Anna Petrosyan came. Petrosyan left.", "Anna Petrosyan"),
        ("Damon Hill came. Hill left.", "Damon Hill"),
        ("Prime Minister Theresa May came. Mrs May left. It was May.", "Theresa May"),
        ("Charlotte Church sang. Church left.", "Charlotte Church"),
        ("Chelsea Quimby came. Quimby left. Chelsea slept.", "Chelsea Quimby"),
    ],
    ids=[
        "office",
        "particles",
        "initial",
        "house",
        "before",
        "age",
        "compound",
        "surname like a title",
        "trade",
        "hill",
        "month",
        "church",
        "club",
    ],
)
def test_what_tells_a_person(said: str, name: str) -> None:
    """A given name, an office, an age, or the word before; a surname alone is resolved."""
    assert labels("It was said", said) == {name: "person"}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Shares in the firm Zorblax fell. Zorblax shares rose, said Zorblax.", "Zorblax"),
        ("Zorblax Energy grew. Later Zorblax shrank, and Zorblax closed.", "Zorblax Energy"),
        ("The University of Heron came. The University of Heron left.", "University of Heron"),
        ("The Heron Valley Council (HVC) met. Then the HVC slept.", "Heron Valley Council"),
        ("Google Inc grew. Google shrank.", "Google"),
    ],
    ids=["beside shares", "short form", "of", "acronym", "legal form"],
)
def test_what_tells_an_organization(said: str, name: str) -> None:
    """Its last word, the word before "of", its legal form, or the words beside it."""
    assert labels("It was said", said) == {name: "organization"}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Zorblax Quimby Wins Big Heron Prize", "Nothing more is known of it, said the jury at length."),
        ("A street", "Anna Street is long. Anna Street is wide. Martin Avenue is not, nor Mary Lake."),
        ("A ministry", "The Foreign Ministry met. The Foreign Ministry left. The City Council slept."),
        ("A month", "In March Anna came. By March Peter left. Monday March May June July."),
        ("A show", "Good Morning America came. Good Morning America left. Miss Europe saw Miss America."),
        (
            "A subject",
            "Renewable Energy grows. Renewable Energy wins. Data Center, Data Center, Data Center.",
        ),
        ("A device", "The X200 Pro came. The X200 Pro left. Pro Max Ultra stayed, Pro Max Ultra went."),
        ("ANNA PETROSYAN WINS", "ANNA PETROSYAN WINS THE BIG PRIZE. ANNA PETROSYAN WINS THE BIG PRIZE."),
    ],
    ids=["headline", "streets", "offices", "months", "shows", "subjects", "devices", "shouted"],
)
def test_what_is_no_name_gives_nothing(title: str, text: str) -> None:
    """Capitals alone make no name."""
    assert labels(title, text) == {}


def test_what_means_two_things_counts_beside_the_sure_one() -> None:
    """Reading is a town where the country is named, and Victoria a person where a surname follows."""
    assert labels("Trains", "In Britain, British trains to Reading stop. Reading waits, Reading reads.") == {
        "United Kingdom": "place",
        "Reading": "place",
    }
    assert labels("Trains", "Reading is fun. Reading helps. Reading stays.") == {}
    assert labels("Songs", "Sydney Quimby sang. Quimby left. Quimby slept.") == {"Sydney Quimby": "person"}


def test_one_thing_under_two_names_is_one() -> None:
    """Cities too have other names, and a middle initial makes no other person."""
    assert labels("Trip", "Kyiv waits. Kiev waits. Kyiv sleeps.") == {"Kyiv": "place"}
    found = labels("Prize", "Mary J. Quimby won. Mary Quimby smiled. Quimby left.")
    assert found == {"Mary J. Quimby": "person"}


def test_one_family_is_several_people() -> None:
    """A surname stands for who is named first, a given name for whose it is."""
    found = labels(
        "A trial", "Anna Petrosyan and her sister Mara Petrosyan came. Petrosyan spoke. Mara slept."
    )
    assert found == {"Anna Petrosyan": "person", "Mara Petrosyan": "person"}


def test_a_full_name_in_title_and_text_is_sure() -> None:
    """Three words of which only the first is a given name may be a headline; twice they are a name."""
    found = labels(
        "Anna Quimby Petrosyan beats Heron Valley Council Again", "The jury met Anna Quimby Petrosyan late."
    )
    assert found == {"Anna Quimby Petrosyan": "person"}


def test_a_title_in_sentence_case_names_too() -> None:
    """Where there is hardly a text, the title tells."""
    assert labels("Google looks to Peru", "") == {"Google": "organization", "Peru": "place"}


@pytest.mark.parametrize(
    "text",
    ["A" * 100_000, "A-" * 50_000, "A.B" * 33_000, "Al of the " * 10_000, "X & " * 25_000, "(AB) " * 20_000],
)
def test_hostile_text_costs_little(text: str) -> None:
    """What is looked at is cut first, and each pattern is linear."""
    assert labels(text[:300], text) == {}
