"""Names in a text: spec tables of what is one and what is not, and what may stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.letter.core.disclosure.hits import Kind, Text
from joinedup.letter.core.disclosure.initials import initials_in
from joinedup.letter.core.disclosure.names import names_in
from joinedup.letter.core.disclosure.people import Named, Who, people_of
from joinedup.letter.core.disclosure.spelling import Spellings, distance, sounded
from joinedup.letter.core.disclosure.words import phrase_of

LISTED = [
    ("Eleanor", "Marlow"),
    ("Zuzanna", "O'Brien-Kowalska"),
    ("Grace", "Price"),
    ("William", "Young"),
    ("May", "Hall"),
    ("José", "van der Berg"),
    ("Devon", "Kent"),
]
PEOPLE = people_of(
    [Named(one, None, other, Who.LISTED) for one, other in LISTED]
    + [Named("Tamsin", None, "Oldroyd", Who.WORKER), Named("Josh", "Lee", "Ferris", Who.NEAR)]
)
MAY_STAND = {phrase_of("Larkmere"), phrase_of("Marlow Borough Council")}


def found(words: str, pseudonyms: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    return [(hit.kind, hit.phrase) for hit in names_in(Text("p", words, pseudonyms), PEOPLE, MAY_STAND)]


@pytest.mark.parametrize(
    ("words", "kind", "phrase"),
    [
        ("Workers met Eleanor Marlow at home.", Kind.NAME, "Eleanor Marlow"),
        ("Eleanor was missing.", Kind.NAME, "Eleanor"),
        ("The plan heard eleanor too late.", Kind.NAME, "eleanor"),
        ("In Marlow’s case nobody asked.", Kind.NAME, "Marlow"),
        ("The Marlows were not told.", Kind.NAME, "Marlows"),
        ("Mrs Marlow was not told.", Kind.NAME, "Mrs Marlow"),
        ("Mr Nobodyatall was not told.", Kind.NAME, "Mr Nobodyatall"),
        ("A girl called Wilhelmina waited.", Kind.NAME, "Wilhelmina"),
        ("Zuzanna O’Brien-Kowalska was seen.", Kind.NAME, "Zuzanna O’Brien-Kowalska"),
        ("Police knew Kowalska.", Kind.NAME, "Kowalska"),
        ("Police knew Obrien well.", Kind.NAME, "Obrien"),
        ("Police knew Vanderberg well.", Kind.NAME, "Vanderberg"),
        ("Workers saw Jose once.", Kind.NAME, "Jose"),
        ("Workers saw Grace once.", Kind.NAME, "Grace"),
        ("Grace Price was seen.", Kind.NAME, "Grace Price"),
        ("For the Price family, help was late.", Kind.NAME, "Price"),
        ("The Young family waited.", Kind.NAME, "Young"),
        ("They met May at school.", Kind.NAME, "May"),
        ("May was at school.", Kind.NAME, "May"),
        ("Devon told inspectors why.", Kind.NAME, "Devon"),
        ("A plan by Tamsin Oldroyd was late.", Kind.WORKER, "Tamsin Oldroyd"),
        ("Workers met Ellie at home.", Kind.NICKNAME, "Ellie"),
        ("Workers met Ellie Mallow at home.", Kind.NICKNAME, "Ellie Mallow"),
        ("Workers met Bill at home.", Kind.NICKNAME, "Bill"),
        ("Workers met Elaenor at home.", Kind.MISSPELT, "Elaenor"),
        ("Workers met the Marlwo family.", Kind.MISSPELT, "Marlwo"),
        ("E. Marlow was seen.", Kind.NAME, "E. Marlow"),
        ("Eleanor M was seen.", Kind.NAME, "Eleanor M"),
        ("ELEANOR MARLOW was seen.", Kind.NAME, "ELEANOR MARLOW"),
    ],
)
def test_these_are_names(words, kind, phrase):
    assert found(words) == [(kind, phrase)]


@pytest.mark.parametrize(
    "words",
    [
        "Young people told inspectors what they think.",
        "Grace and favour housing is not at issue, and the price of help is low.",
        "Between May and July, and since May 2019, in May, practice changed.",
        "In Devon and across Kent, Kent Police leads the work.",
        "Leaders of Marlow Borough Council know their service.",
        "Larkmere is a large town.",
        "The Head of Service and the Director of Children’s Services meet the Chief Constable.",
        "The MASH, the HALL and the MARFs are known to all.",
        "Will leaders know? Help may come late.",
        "Early Help Hall is open. Pre-birth work and London-wide plans are clear.",
        "",
        "12 % of all; (see above) – “so be it”.",
    ],
)
def test_these_are_not(words):
    assert found(words) == []


def test_a_declared_pseudonym_passes_unless_somebody_near_bears_it_or_a_form_of_it():
    assert found("Eleanor was heard.", frozenset({"eleanor"})) == []
    assert found("Josh was heard.", frozenset({"josh"})) == [(Kind.PSEUDONYM, "Josh")]
    assert found("Joshua was heard.", frozenset({"joshua"})) == [(Kind.PSEUDONYM, "Joshua")]


def test_a_slip_of_the_keyboard_on_a_list_makes_no_ordinary_word_a_name():
    slips = people_of([Named("The", None, "Marlow", Who.LISTED), Named("Strong", None, "Eleanor", Who.LISTED)])
    texts = ("The response is late.", "Strong leaders know it.")
    assert [hit for words in texts for hit in names_in(Text("p", words), slips, ())] == []


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("Police knew J.F. well.", "J.F."),
        ("Police knew E. M. well.", "E. M."),
        ("Police knew JF well.", "JF"),
        ("Agencies met about Child B again.", "Child B"),
        ("Agencies met about Child 4 again.", "Child 4"),
        ("Agencies met about sampled child 12 again.", "sampled child 12"),
    ],
)
def test_letters_and_codes_that_stand_for_a_child(words, phrase):
    assert [hit.phrase for hit in initials_in(Text("p", words), PEOPLE)] == [phrase]


@pytest.mark.parametrize(
    "words", ["The GP and the LA met, e.g. on CP plans.", "The Emergency Department (JF) is busy; JF is full.", "EM led."]
)
def test_short_forms_are_no_initials(words):
    assert list(initials_in(Text("p", words), PEOPLE)) == []


WORDS = st.text("abcd", max_size=5)


@given(WORDS, WORDS)
def test_distance_is_that_of_the_slow_definition(one, other):
    assert distance(one, other) == slow(one, other)


@given(WORDS, WORDS, WORDS)
def test_every_name_within_a_slip_is_found(name, word, noise):
    near = Spellings([name, noise]).near(word)
    if len(name) >= 4 and len(word) >= 4 and slow(word, name) <= 1:
        assert near is not None
    if near is not None:
        assert slow(word, near) <= 2 or sounded(word) == sounded(near)


def slow(one: str, other: str) -> int:
    """Edits with neighbouring letters swapped, each stretch edited once: by the definition, case by case."""
    if not one or not other:
        return len(one) + len(other)
    best = min(slow(one[:-1], other) + 1, slow(one, other[:-1]) + 1, slow(one[:-1], other[:-1]) + (one[-1] != other[-1]))
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        best = min(best, slow(one[:-2], other[:-2]) + 1)
    return best
