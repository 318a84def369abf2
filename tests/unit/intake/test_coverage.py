"""Lists of a wider area cut to the inspected one, against a slow and obvious judge."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.intake.core.coverage import JUDGED, judge
from joinedup.records.shape import RECORD, RELATION, empty

AREA = ["LK1", "LK2 4"]


def records(*rows: tuple[str, str | None, list[str]]) -> pl.DataFrame:
    blank = dict.fromkeys(RECORD)
    return pl.DataFrame(
        [{**blank, "record_id": name, "agency": "police", "postcode": code, "known_ids": known} for name, code, known in rows],
        schema=RECORD,
    )


def relations(*pairs: tuple[str, str]) -> pl.DataFrame:
    blank = dict.fromkeys(RELATION)
    return pl.DataFrame([{**blank, "record_id": one, "other_record_id": other} for one, other in pairs], schema=RELATION)


def judged(rows, wider=None, pairs=(), area=AREA, authority=()) -> dict[str, str]:
    wider = [row[0] for row in rows] if wider is None else wider
    frame = judge(records(*rows), wider, relations(*pairs), area, authority)
    assert frame.schema == JUDGED
    return dict(frame.iter_rows())


@pytest.mark.parametrize(
    ("postcode", "said"),
    [
        ("LK1 1AA", "inside"),
        ("LK1", "inside"),
        ("LK1 9", "inside"),
        ("LK2 4AA", "inside"),
        ("LK2 4", "inside"),
        ("LK2 5AA", "cut"),
        ("LK2", "cannot tell"),  # the area holds only one of its sectors
        ("LK11 1AA", "cut"),  # not LK1
        ("WK1 1AA", "cut"),
        ("WK1", "cut"),
        (None, "cannot tell"),
    ],
)
def test_by_postcode(postcode, said):
    assert judged([("a", postcode, [])]) == {"a": said}


def test_without_postcodes_of_the_area_nobody_can_tell():
    assert judged([("a", "WK1 1AA", []), ("b", None, [])], area=[]) == {"a": "cannot tell", "b": "cannot tell"}


def test_whom_the_authority_knows_stays_wherever_they_live():
    rows = [("a", "WK1 1AA", ["nhs:1", "upn:2"]), ("b", "WK1 1AA", ["nhs:9"])]
    assert judged(rows, authority=["nhs:1"]) == {"a": "known", "b": "cut"}


def test_whoever_is_related_to_somebody_who_stays_stays_too_but_no_further():
    rows = [("child", "LK1 1AA", []), ("father", "WK1 1AA", []), ("friend", "WK1 1AA", []), ("stranger", "WK1 1AA", [])]
    said = judged(rows, pairs=[("child", "father"), ("father", "friend"), ("stranger", "on no list")])
    assert said == {"child": "inside", "father": "related", "friend": "cut", "stranger": "cut"}
    assert judged(rows, pairs=[("father", "child")])["father"] == "related"  # whichever way round it was written


def test_somebody_on_a_list_of_the_area_alone_is_not_judged_and_keeps_their_relatives():
    rows = [("child", "WK9 1AA", []), ("father", "WK1 1AA", [])]
    assert judged(rows, wider=["father"], pairs=[("child", "father")]) == {"father": "related"}


def test_nobody_at_all():
    assert judge(empty(RECORD), [], empty(RELATION), AREA, []).schema == JUDGED


CODES = st.sampled_from([None, "LK1", "LK1 2", "LK1 2AB", "LK2", "LK2 4", "LK2 4AB", "LK2 5AB", "LK12 3AB", "WK4", "WK4 1AB"])
ROWS = st.lists(st.tuples(CODES, st.lists(st.sampled_from(["nhs:1", "nhs:2"]), max_size=1)), max_size=6)
PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6)


@settings(deadline=None)  # the first frame of a process is slow to make
@given(ROWS, PAIRS, st.sets(st.integers(0, 5)))
def test_a_slow_judge_agrees(rows, pairs, wider):
    people = {str(number): row for number, row in enumerate(rows)}
    asked = {str(number) for number in wider} & people.keys()
    said = judged([(name, *row) for name, row in people.items()], asked, [(str(a), str(b)) for a, b in pairs], authority=["nhs:1"])
    outside = {name for name in asked if first(*people[name]) == "cut"}
    stay = people.keys() - outside  # whom no list holds stays nowhere
    for name in asked:
        beside = any((str(a) == name and str(b) in stay) or (str(b) == name and str(a) in stay) for a, b in pairs)
        assert said[name] == ("related" if name in outside and beside else first(*people[name]))
    assert said.keys() == asked


def first(postcode: str | None, known: list[str]) -> str:
    if "nhs:1" in known:
        return "known"
    if postcode is None or postcode == "LK2":
        return "cannot tell"
    district, _, rest = postcode.partition(" ")
    return "inside" if district == "LK1" or (district == "LK2" and rest[:1] == "4") else "cut"
