"""Who is a child on the day, and which adults are in a child's life: each rule by example, and against a slow obvious reading."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.linkage.core.adults import BY_AGE, BY_ROLE, UNLESS_A_CHILD, ages, lives
from joinedup.linkage.core.review import children_among
from joinedup.linkage.core.running import link
from joinedup.records.shape import MEMBERSHIP, RELATION, RELATION_KINDS

DAY = date(2022, 10, 3)
CHILD, GROWN = "2012-05-01", "1984-05-01"


def members(**people: str) -> pl.DataFrame:
    """record id (own id at the police unless it names an agency) → person."""
    rows = [
        {"list": "people", "record_id": key.replace("__", ":"), "child_id": person, "probability": 1.0}
        for key, person in people.items()
    ]
    return pl.DataFrame(rows, schema=MEMBERSHIP)


def relation(one: str, other: str, kind: str, row: int = 2, **more: object) -> dict[str, object]:
    named = {"relation_id": f"{one}{other}{kind}{row}", "record_id": one, "other_record_id": other, "kind": kind}
    return dict.fromkeys(RELATION) | named | {"list": "relations", "row": row} | more


def relations(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=RELATION)


def aged(**people: str) -> pl.DataFrame:
    return pl.DataFrame({"child_id": list(people), "age": [age.replace("_", " ") for age in people.values()]})


TWO = members(police__1="kid", police__2="grown", police__3="nobody")
AGES = aged(kid="child", grown="adult", nobody="not_known")


def pairs(frame: pl.DataFrame) -> list[tuple[str, str, str]]:
    return [tuple(row) for row in frame.select("child_id", "adult_id", "kind").iter_rows()]


@pytest.mark.parametrize(
    ("born", "kind", "age"),
    [
        ("2004-10-04", "exact", "child"),  # eighteen tomorrow
        ("2004-10-03", "exact", "adult"),  # eighteen today
        ("2023-01-10", "expected", "child"),
        (None, "missing", "not known"),
    ],
)
def test_eighteen_on_the_day_is_grown(record, frame_of, born, kind, age):
    told = ages(members(police__1="a"), frame_of([record("police", "1", "Ada", "Reed", born, dob_kind=kind)]), DAY)
    assert told.rows() == [("a", age)]


def test_a_birth_date_known_in_part_tells_an_age_only_where_every_day_of_it_does(record, frame_of):
    between = {"dob_kind": "estimated", "dob_earliest": date(2004, 1, 1), "dob_latest": date(2004, 12, 31)}
    told = ages(members(police__1="a"), frame_of([record("police", "1", "Ada", "Reed", None, **between)]), DAY)
    assert told.rows() == [("a", "not known")]


def test_where_records_differ_the_childs_side_is_taken(record, frame_of):
    rows = [record("police", "1", "Ada", "Reed", GROWN), record("health", "1", "Ada", "Reed", CHILD)]
    assert ages(members(police__1="a", health__1="a"), frame_of(rows), DAY).rows() == [("a", "child")]


def test_a_leap_day_has_a_birthday_too(record, frame_of):
    rows = [record("police", "1", "Ada", "Reed", "2006-02-28"), record("police", "2", "Leo", "Reed", "2006-03-01")]
    told = ages(members(police__1="a", police__2="b"), frame_of(rows), date(2024, 2, 29))
    assert told.rows() == [("a", "adult"), ("b", "child")]


@given(st.lists(st.dates(date(1990, 1, 1), date(2023, 12, 31)), min_size=1, max_size=12))
def test_ages_agree_with_the_children_a_run_counts(births):
    ids = [f"police:{n}" for n in range(len(births))]
    rows = pl.DataFrame({"record_id": ids, "dob_kind": "exact", "dob_earliest": births, "dob_latest": births})
    placed = members(**{f"police__{n}": f"p{n}" for n in range(len(births))})
    told = ages(placed, rows, DAY)
    assert told.filter(pl.col("age") == "child").height == children_among(placed, rows, DAY)
    assert told.filter(pl.col("age") == "not known").is_empty()


@pytest.mark.parametrize("kind", BY_ROLE)
def test_a_parent_is_in_a_childs_life_at_any_age(kind):
    told = lives(TWO, relations(relation("police:1", "police:3", kind)), AGES)
    assert pairs(told) == [("kid", "nobody", kind)]


@pytest.mark.parametrize("kind", BY_AGE)
def test_a_household_tells_of_an_adult_in_either_order_and_of_nobody_else(kind):
    rows = [relation("police:2", "police:1", kind), relation("police:1", "police:3", kind, row=3)]
    assert pairs(lives(TWO, relations(*rows), AGES)) == [("kid", "grown", kind)]


@pytest.mark.parametrize(("age", "counts"), [("adult", True), ("not_known", True), ("child", False)])
def test_a_person_who_poses_a_risk_counts_unless_a_child(age, counts):
    told = lives(TWO, relations(relation("police:1", "police:2", UNLESS_A_CHILD)), aged(kid="child", grown=age))
    assert pairs(told) == ([("kid", "grown", UNLESS_A_CHILD)] if counts else [])


def test_a_risk_to_a_child_is_not_told_the_other_way_round():
    told = lives(TWO, relations(relation("police:2", "police:1", UNLESS_A_CHILD)), AGES)
    assert pairs(told) == []


def test_source_and_dates_come_through():
    row = relation("council:1", "council:2", "parent", 7, from_date=date(2015, 1, 1), sheet="Family", submission="abc")
    [told] = lives(members(council__1="kid", council__2="grown"), relations(row), AGES).rows(named=True)
    assert (told["agency"], told["list"], told["sheet"], told["row"]) == ("council", "relations", "Family", 7)
    assert (told["from_date"], told["to_date"]) == (date(2015, 1, 1), None)


def test_a_relation_of_a_record_no_run_holds_says_nothing():
    assert lives(TWO, relations(relation("police:1", "police:99", "parent")), AGES).is_empty()


def test_a_relation_between_two_records_held_to_be_one_says_nothing():
    assert lives(members(police__1="kid", police__2="kid"), relations(relation("police:1", "police:2", "parent")), AGES).is_empty()


def test_an_adult_and_a_child_of_one_name_at_one_address_are_two(record, frame_of):
    """A father and his son, both James Reed of 4 Mill Lane: the guard keeps them apart, so the relation tells of both."""
    at = {"address": "4 Mill Lane", "postcode": "LK4 1NQ", "sex": "male"}
    people = [("1", CHILD), ("2", GROWN)]
    rows = [record(agency, own, "James", "Reed", born, **at) for agency in ("council", "police") for own, born in people]
    records = frame_of(rows)
    placed = link(records).memberships
    person = dict(placed.select("record_id", "child_id").iter_rows())
    assert person["council:1"] == person["police:1"] != person["council:2"] == person["police:2"]
    told = lives(placed, relations(relation("council:1", "council:2", "parent")), ages(placed, records, DAY))
    assert pairs(told) == [(person["council:1"], person["council:2"], "parent")]


RELATED = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1, 5), st.sampled_from(RELATION_KINDS)).filter(lambda row: row[0] != row[1]),
    max_size=12,
)


@given(RELATED, st.lists(st.sampled_from(["child", "adult", "not known"]), min_size=5, max_size=5), st.integers(1, 5))
def test_lives_are_what_a_slow_reading_finds(rows, told_ages, merged):
    """`merged`: how many people the five records are, so that some relations stand within one person."""
    person = {n: f"p{n % merged}" for n in range(1, 6)}
    age = {f"p{n}": told_ages[n] for n in range(merged)}
    expected = set()
    for one, other, kind in rows:
        ends = [(person[one], person[other])]
        if kind in BY_AGE:
            ends.append((person[other], person[one]))
        for child, adult in ends:
            grown = (
                kind in BY_ROLE or (kind in BY_AGE and age[adult] == "adult") or (kind == UNLESS_A_CHILD and age[adult] != "child")
            )
            if child != adult and age[child] == "child" and grown:
                expected.add((child, adult, kind))
    frame = relations(*[relation(f"police:{one}", f"police:{other}", kind, n) for n, (one, other, kind) in enumerate(rows)])
    aged_frame = pl.DataFrame({"child_id": list(age), "age": list(age.values())})
    placed = members(**{f"police__{n}": of for n, of in person.items()})
    assert set(pairs(lives(placed, frame, aged_frame))) == expected
