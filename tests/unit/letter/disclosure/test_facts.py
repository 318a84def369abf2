"""Numbers, days, places, counts, posts and rare combinations in a text: spec tables of what is stopped at and what passes."""

from datetime import date

import polars as pl
import pytest

from joinedup.letter.core.disclosure.check import Ground, check_texts, ground_of
from joinedup.letter.core.disclosure.combinations import combinations_in
from joinedup.letter.core.disclosure.crowd import CROWD, crowd_of, describe, how_many
from joinedup.letter.core.disclosure.dates import dates_in, days_between
from joinedup.letter.core.disclosure.hits import Hit, Kind, Text, settled
from joinedup.letter.core.disclosure.numbers import numbers_in
from joinedup.letter.core.disclosure.places import places_in, street_of
from joinedup.letter.core.disclosure.posts import posts_in
from joinedup.letter.core.disclosure.small import counts_in
from joinedup.letter.core.disclosure.words import phrase_of
from joinedup.records.shape import EVENT, MEMBERSHIP, RECORD, empty

BORN = date(2011, 3, 9)
FIELDWORK = days_between(date(2024, 4, 22), date(2024, 4, 26))


def phrases(hits) -> list[str]:
    return [hit.phrase for hit in hits]


@pytest.mark.parametrize(
    "said",
    [
        "943 476 5919", "9434765919", "943-476-5919", "9434765918",  # the last with a wrong check digit
        "A123456789012", "QQ123456C", "AB 12 34 56 C", "P0012345", "WN/1234/16", "12345678", "AB12 CDE",
    ],
)  # fmt: skip
def test_ids_and_references_are_found(said):
    assert any(said in phrase or phrase in said for phrase in phrases(numbers_in(Text("p", f"It is under {said} there."), ())))


@pytest.mark.parametrize("said", ["07700 900123", "(01632) 960 001", "+44 1632 960001", "somebody@council.example"])
def test_ways_to_reach_somebody_are_found(said):
    hits = list(numbers_in(Text("p", f"Write to {said} today."), ()))
    assert any(hit.kind == Kind.CONTACT for hit in hits)


def test_an_agencys_own_number_is_found_however_short_and_a_published_address_passes():
    text = Text("p", "Under 4711 and ab-77 there; write to Statement@Inspectorate.example.")
    assert phrases(numbers_in(text, {"4711", "AB77"}, {"statement@inspectorate.example"})) == ["4711"]


@pytest.mark.parametrize(
    "words",
    [
        "In 2016–17, in 2023/24 and from 2019 to 2024, 87% of 1,250 children.",
        "Over £120,000 was spent; 24-hour cover; a 16-year-old; section 47; the 2004 Act; SI 2015/1792; COVID-19; on the M25.",
        "See page 12, paragraph 3.4, Working Together 2018, 9am to 5pm.",
    ],
)
def test_years_shares_measures_and_laws_pass(words):
    assert list(numbers_in(Text("p", words), ())) == []


@pytest.mark.parametrize(
    "said", ["9 March 2011", "9th March 2011", "09/03/2011", "9.3.11", "2011-03-09", "March 9, 2011", "09 Mar 2011"]
)
def test_a_birth_date_of_the_lists_is_found_in_every_spelling(said):
    hits = list(dates_in(Text("p", f"The record says {said}."), {BORN}))
    assert [(hit.kind, hit.phrase) for hit in hits] == [(Kind.BIRTH, said)]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The child, born in May 2014, waited.", Kind.BIRTH),
        ("Her birthday is 4 June.", Kind.BIRTH),
        ("It happened on 12 February 2024.", Kind.DATE),
        ("It happened on 12th February.", Kind.DATE),
    ],
)
def test_other_days_are_found(words, kind):
    assert kind in [hit.kind for hit in dates_in(Text("p", words), {BORN}, FIELDWORK)]


@pytest.mark.parametrize(
    "words",
    ["From 22 April to 26 April 2024 inspectors were there.", "In March 2024, and since 2019.", "Of 31 February nobody speaks."],
)
def test_days_of_the_inspection_and_months_pass(words):
    assert list(dates_in(Text("p", words), {BORN}, FIELDWORK)) == []


def test_days_without_an_end_are_none():
    assert days_between(date(2024, 4, 22), None) == frozenset()


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("It was at LK12 3AB.", "LK12 3AB"),
        ("It was at lk123ab.", "lk123ab"),
        ("It was at LK1O 3AB.", "LK1O 3AB"),
        ("Near LK7 it is known.", "LK7"),
        ("They live at 14 Bramble Close.", "14 Bramble Close"),
        ("They live at Flat 3, 14 Bramble Close now.", "Flat 3, 14 Bramble Close"),
        ("Police went to Bramble Close again.", "Bramble Close"),
        ("They live at 14 bramble close now.", "14 bramble close"),
        ("They live at 8 Unheard Street now.", "8 Unheard Street"),
    ],
)
def test_postcodes_and_addresses_are_found(words, phrase):
    hits = settled(list(places_in(Text("p", words), {"LK123AB"}, {"LK7"}, {street_of("2 Bramble Cl, Larkmere"), "bramble close"})))
    assert phrases(hits) == [phrase]


@pytest.mark.parametrize(
    "words",
    [
        "Joint social work is initial.",
        "A close team works on the High Street.",
        "At S47 and in Year 11.",
        "The front door is open.",
    ],
)
def test_words_like_postcodes_and_other_streets_pass(words):
    assert list(places_in(Text("p", words), set(), {"LK7"}, {"bramble close"})) == []


@pytest.mark.parametrize(
    ("address", "street"),
    [("14 Bramble Rd", "bramble road"), ("Flat 2, 7a High St", "high street"), ("", ""), (None, ""), ("Larkmere", "")],
)
def test_a_street_is_an_address_without_its_number(address, street):
    assert street_of(address) == street


@pytest.mark.parametrize(
    "said", ["three children", "two of the five young people", "6 families", "four looked-after boys", "two cases"]
)
def test_small_counts_of_people_are_found(said):
    assert phrases(counts_in(Text("p", f"It was so for {said} there."))) == [said]


@pytest.mark.parametrize(
    "said", ["one child", "most children", "87 children", "three agencies", "12% of girls", "two children’s homes"]
)
def test_other_counts_pass(said):
    assert list(counts_in(Text("p", f"It was so for {said} there."))) == []


def test_a_post_of_one_person_is_found_unless_it_is_addressed():
    words = "The only sexual health nurse left, and just one analyst is there."
    assert phrases(posts_in(Text("p", words), ())) == ["The only sexual health nurse", "just one analyst"]
    assert (
        list(posts_in(Text("p", "The only independent chair left; a social worker came."), {phrase_of("Independent lead")})) == []
    )


def crowd(*rows) -> pl.DataFrame:
    return pl.DataFrame([dict(zip(CROWD, row, strict=True)) for row in rows], schema=CROWD)


def combined(words: str, children: pl.DataFrame | None = None) -> list[Hit]:
    return list(combinations_in([[Text("p", words)]], empty(CROWD) if children is None else children))


@pytest.mark.parametrize(
    "words",
    [
        "A 14-year-old with epilepsy was not seen.",
        "One Somali girl was stabbed near Hill Park School.",
        "He is aged 9 and his twin was killed.",
    ],
)
def test_facts_that_are_rare_together_are_found(words):
    assert [hit.kind for hit in combined(words)] == [Kind.COMBINATION]


@pytest.mark.parametrize(
    "words",
    [
        "Children aged 14 to 17 are at risk of being stabbed.",
        "A girl went missing.",
        "Some children with epilepsy wait. A boy of 14 was seen.",
        "She told inspectors that her social worker listens.",
    ],
)
def test_what_many_share_passes(words):
    assert combined(words) == []


def test_a_box_is_one_story():
    texts = [Text("b", "A 14-year-old was heard."), Text("c", "Later she gave birth.")]
    (hit,) = combinations_in([texts], empty(CROWD))
    assert hit.phrase == "14-year-old · gave birth · she"
    assert list(combinations_in([texts[:1], texts[1:]], empty(CROWD))) == []


def test_the_lists_tell_how_many_it_could_be():
    many = [(14, "female", ["missing_episode"])] * 12
    words = "A 14-year-old girl went missing."
    assert combined(words, crowd(*many)) == []
    (hit,) = combined(words, crowd(*many[:3], (None, None, ["missing_episode"]), (15, "female", ["missing_episode"])))
    assert "fewer than 10" in hit.why
    said = describe([14], ["female"], ["missing_episode"])
    assert how_many(crowd(*many[:3], (None, None, ["missing_episode"])), said) == 4  # of whom nothing is known may be meant
    assert how_many(empty(CROWD), said) is None
    assert describe([14], ["female", "male"], []).sex == ""


def rows(shape, *values) -> pl.DataFrame:
    return pl.DataFrame([dict.fromkeys(shape) | value for value in values], schema=shape)


def test_a_crowd_is_the_children_of_the_lists_by_person():
    records = rows(
        RECORD,
        {"record_id": "a:1", "sex": "female", "dob_earliest": date(2010, 5, 1)},
        {"record_id": "b:1", "dob_earliest": date(2010, 5, 1)},
        {"record_id": "a:2", "sex": "male", "dob_earliest": date(1980, 5, 1)},
    )
    events = rows(EVENT, {"record_id": "a:1", "kind": "contact"}, {"record_id": "b:1", "kind": "missing_episode"})
    members = rows(MEMBERSHIP, {"record_id": "a:1", "child_id": "x"}, {"record_id": "b:1", "child_id": "x"})
    (child,) = crowd_of(records, events, members, date(2024, 4, 30)).to_dicts()
    assert (child["age"], child["sex"], sorted(child["kinds"])) == (13, "female", ["contact", "missing_episode"])


def test_a_ground_is_made_of_records_and_lets_stand_what_it_is_told():
    name = {"given": "Eleanor", "middle": None, "family": "Marlow"}
    record = {
        "record_id": "a:1", "own_id": "C-90017", "names": [name], "dob_earliest": BORN, "dob_kind": "exact", "postcode": "LK1 2AB",
        "address": "14 Bramble Close", "known_ids": ["nhs:9434765919"],
    }  # fmt: skip
    ground = ground_of(rows(RECORD, record), near=["a:1"], workers=["Oldroyd, Tamsin", "x"], phrases=["Marlow House"], own=[BORN])
    words = "Eleanor of Marlow House (C90017), 9 March 2011, met Tamsin near Bramble Close and LK1."
    assert [(hit.kind, hit.phrase) for hit in check_texts([Text("p", words)], ground)] == [
        (Kind.NAME, "Eleanor"),
        (Kind.NUMBER, "C90017"),
        (Kind.WORKER, "Tamsin"),
        (Kind.ADDRESS, "Bramble Close"),
        (Kind.POSTCODE, "LK1"),
    ]


def test_a_ground_of_nothing_finds_what_is_written_like_an_identifier():
    assert [hit.kind for hit in check_texts([Text("p", "Write to LK1 2AB or 07700 900123.")], Ground())] == [
        Kind.POSTCODE,
        Kind.CONTACT,
    ]


def test_of_hits_in_one_place_the_surest_stands_and_a_combination_beside_it():
    one, other = Hit("p", Kind.DATE, 0, 9, "x", ""), Hit("p", Kind.BIRTH, 3, 9, "y", "")
    story = Hit("p", Kind.COMBINATION, 0, 20, "z", "")
    assert settled([one, other, story]) == [story, other]
