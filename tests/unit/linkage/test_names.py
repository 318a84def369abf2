"""Names made comparable: one table per rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.records import names


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("José", "jose"),
        ("ŁUKASZ", "lukasz"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Smith-Jones", "smith jones"),
        ("  Ann   Mary ", "ann mary"),
        ("Søren", "soren"),
        ("Straße", "strasse"),
        ("Amy (known as Ames)", "amy"),
        ("D'Arcy-Ní Bhriain", "darcy ni bhriain"),
        (None, ""),
        ("", ""),
        ("---", ""),
    ],
)
def test_folded(written: str | None, folded: str) -> None:
    assert names.folded(written) == folded


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("O'Brien", ("obrien",)),
        ("O Brien", ("obrien",)),
        ("Mc Donald", ("mcdonald",)),
        ("McDonald", ("mcdonald",)),
        ("van der Berg", ("vanderberg",)),
        ("Smith-Jones", ("smith", "jones")),
        ("Smith Jones", ("smith", "jones")),
        ("El Sayed", ("elsayed",)),
        ("De La Cruz-Shah", ("delacruz", "shah")),
        ("Child", ("child",)),
        ("Unknown", ()),
        ("Not known", ()),
        ("Van", ("van",)),
        (None, ()),
    ],
)
def test_family_words(written: str | None, parts: tuple[str, ...]) -> None:
    assert names.family_words(written) == parts


@pytest.mark.parametrize(
    "written",
    [
        "Unborn",
        "unborn baby",
        "Baby",
        "BABY SMITH",
        "Baby of Sarah",
        "Twin one",
        "Twin 2",
        "Infant",
        "unknown",
        "AKA",
        "N/K",
        "Not known",
        "Baby boy",
    ],
)
def test_placeholders_say_nothing(written: str) -> None:
    assert names.is_placeholder(written)
    assert names.given_words(written) == ()


@pytest.mark.parametrize("written", ["Noah", "Twinkle", "Babette", "Anon-Marie", "Jo", "Mary Child"])
def test_real_forenames_are_no_placeholder(written: str) -> None:
    assert not names.is_placeholder(written)
    assert names.given_words(written)


@pytest.mark.parametrize(
    ("written", "unborn"),
    [("Unborn", True), ("baby", True), ("Twin one", False), ("Unknown", False), ("Beth", False), (None, False)],
)
def test_is_unborn(written: str | None, unborn: bool) -> None:
    assert names.is_unborn(written) is unborn


@pytest.mark.parametrize(
    ("written", "words"), [("Mr John", ("john",)), ("Ann-Marie", ("ann", "marie")), ("Miss", ()), ("Zoë", ("zoe",))]
)
def test_given_words(written: str, words: tuple[str, ...]) -> None:
    assert names.given_words(written) == words


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("SMITH, Ann Mary", ("Ann", "Mary", "SMITH")),
        ("Ann Mary Smith", ("Ann", "Mary", "Smith")),
        ("Ann Smith", ("Ann", None, "Smith")),
        ("Ann", ("Ann", None, None)),
        ("SMITH,", (None, None, "SMITH")),
        ("", (None, None, None)),
    ],
)
def test_split_full(written: str, parts: tuple[str | None, ...]) -> None:
    assert names.split_full(written) == parts


def same_forename(one: str, other: str) -> bool:
    """Whether two folded forenames are equal or stand in one group."""
    return one == other or not set(names.forename_groups(one)).isdisjoint(names.forename_groups(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bob", "robert"),
        ("bob", "rob"),
        ("ayesha", "aisha"),
        ("mohammed", "muhammad"),
        ("liz", "elizabeth"),
        ("alfie", "alfred"),
        ("isobel", "isabelle"),
    ],
)
def test_forenames_used_for_one_another(one: str, other: str) -> None:
    assert same_forename(one, other)
    assert same_forename(other, one)


@pytest.mark.parametrize(("one", "other"), [("lily", "jack"), ("olivia", "oliver"), ("xq", "zz"), ("maya", "mia")])
def test_forenames_of_two_people(one: str, other: str) -> None:
    assert not same_forename(one, other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = names.folded(text)
    assert names.folded(once) == once
    assert once == once.strip()


@given(st.lists(st.sampled_from(["smith", "jones", "obrien", "van", "der", "de"]), min_size=1, max_size=4))
def test_hyphens_and_spaces_compare_equal(words: list[str]) -> None:
    assert names.family_words("-".join(words)) == names.family_words(" ".join(words))
