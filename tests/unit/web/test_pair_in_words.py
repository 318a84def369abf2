"""A doubtful pair in plain words."""

from datetime import date

import pytest

from joinedup.linkage.core import guard
from joinedup.web.inspectorate.pair_in_words import WHY, likely, side_by_side, why


def record(**other) -> dict:
    nothing = {"names": None, "aliases": None, "dob_earliest": None, "dob_latest": None, "dob_kind": "missing", "sex": None}
    return {**nothing, "postcode": None, "address": None, "known_ids": None, "own_id": None, "agency": "police", **other}


def name(given, family, middle=None) -> dict:
    return {"given": given, "middle": middle, "family": family}


def line(what, one, other):
    return next(line for line in side_by_side(record(**one), record(**other)) if line.what == what)


def test_every_reason_of_the_guard_has_its_sentence():
    reasons = {
        value
        for key, value in vars(guard).items()
        if key.isupper() and isinstance(value, str) and key not in ("JOIN", "ATTACH", "REVIEW", "REJECT", "BELOW")
    }
    assert reasons | {""} == set(WHY)
    assert all(why(reason).endswith(".") for reason in reasons)


def test_a_reason_added_since_is_said_as_it_stands():
    assert why("too far apart") == "Too far apart."


@pytest.mark.parametrize(("probability", "said"), [(0.42, "about 42 of 100"), (0.999, "nearly all"), (0.001, "hardly any")])
def test_likelihood_is_said_of_a_hundred_pairs(probability, said):
    assert said in likely(probability)


def test_what_is_written_the_same_is_told_from_what_is_not():
    one, other = {"names": [name("Amelia", "Okafor")]}, {"names": [name("AMELIA", "Okafor")]}
    assert line("Name", one, other).alike == "the same"
    assert line("Name", one, {"names": [name("Grace", "Okafor")]}).alike == "different"


def test_what_one_does_not_say_is_not_known_and_never_different():
    told = line("Sex", {"sex": "female"}, {})
    assert (told.one, told.other, told.alike) == ("female", "not known", "not known")


def test_further_names_stand_together():
    one = {"names": [name("Amelia", "Okafor"), name("Amelia", "Stone")], "aliases": [name("Mia", None)]}
    assert line("Other names", one, {}).one == "Amelia Stone, Mia"


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ((date(2014, 5, 6), date(2014, 5, 6), "exact"), "6 May 2014"),
        ((date(2014, 1, 1), date(2014, 12, 31), "estimated"), "1 January 2014 to 31 December 2014 (estimated)"),
        ((date(2026, 5, 6), date(2026, 5, 6), "expected"), "6 May 2026 (expected)"),
        ((None, None, "missing"), "not known"),
    ],
)
def test_a_date_of_birth_is_said_as_surely_as_it_is_known(born, said):
    first, last, kind = born
    assert line("Date of birth", {"dob_earliest": first, "dob_latest": last, "dob_kind": kind}, {}).one == said


def test_known_numbers_are_named():
    assert line("Known numbers", {"known_ids": ["nhs:9434765919", "upn:A1"]}, {}).one == (
        "NHS number 9434765919, Unique pupil number A1"
    )


def test_numbers_of_two_agencies_are_not_held_against_each_other():
    said = {"own_id": "1"}, {"own_id": "8"}
    assert line("The agency's own number", *said).alike == "different"
    assert line("The agency's own number", said[0], {**said[1], "agency": "council"}).alike == "each its own"
