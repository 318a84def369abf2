"""Who somebody is, as agencies wrote it, on pages: dates in words, nothing left blank, nothing invented."""

from datetime import date

from joinedup.web.components.identity import NOT_GIVEN, as_facts, of_question

RECORD = {
    "own_id": "77",
    "names": [{"given": "Ada", "middle": None, "family": "Reed"}, {"given": "Adah", "middle": "M", "family": "Reed"}],
    "aliases": [{"given": None, "middle": None, "family": "Moss"}],
    "dob_earliest": date(2012, 5, 1),
    "dob_latest": date(2012, 5, 31),
    "dob_kind": "estimated",
    "sex": "female",
    "address": "4 Mill Lane",
    "postcode": "LK4 1NQ",
    "known_ids": ["nhs:9434765919", "local:5"],
}


def test_a_record_is_told_fact_by_fact():
    assert as_facts(RECORD) == [
        ("The agency’s own number", "77"),
        ("Name", "Ada Reed"),
        ("Other names", "Adah M Reed; Moss"),
        ("Date of birth", "1 May 2012 to 31 May 2012 (estimated)"),
        ("Sex", "female"),
        ("Address", "4 Mill Lane, LK4 1NQ"),
        ("Known numbers", "NHS number 9434765919; local 5"),
    ]


def test_what_a_record_lacks_is_said_to_lack():
    bare = dict.fromkeys(RECORD) | {"dob_kind": "missing"}
    assert {text for _, text in as_facts(bare)} == {NOT_GIVEN}


def test_a_day_known_exactly_is_one_day():
    one_day = {**RECORD, "dob_latest": date(2012, 5, 1), "dob_kind": "exact"}
    assert dict(as_facts(one_day))["Date of birth"] == "1 May 2012"


def test_a_questions_identity_says_dates_in_words():
    identity = {"names": ["Ada Reed", "Adah Reed"], "births": ["2012-05-01 to 2012-05-31 (estimated)"], "sexes": []}
    assert of_question(identity) == [
        ("Name", "Ada Reed; Adah Reed"),
        ("Date of birth", "1 May 2012 to 31 May 2012 (estimated)"),
        ("Sex", NOT_GIVEN),
        ("Address", NOT_GIVEN),
    ]
