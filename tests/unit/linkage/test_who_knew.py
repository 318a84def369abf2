"""Who knew: a record of the child, a record of an adult in its life alone, or none; counted once each, against a slow reading."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from joinedup.linkage.core.adults import LIVES
from joinedup.linkage.core.who_knew import Reach, adults_unseen, key_of, known_by, reach, sets_of, together

AGENCIES = ("council", "police", "probation")
SECTOR = {"council": "local_authority", "police": "police", "probation": "probation"}


def held(*rows: tuple[str, str, str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Memberships and records of (record, agency, person)."""
    ids = [f"{agency}:{record}" for record, agency, _ in rows]
    shape = {"record_id": pl.String, "child_id": pl.String}
    placed = pl.DataFrame({"record_id": ids, "child_id": [person for *_, person in rows]}, schema=shape)
    agencies = [agency for _, agency, _ in rows]
    kinds = {"record_id": pl.String, "agency": pl.String, "sector": pl.String}
    return placed, pl.DataFrame({"record_id": ids, "agency": agencies, "sector": [SECTOR[one] for one in agencies]}, schema=kinds)


def near(*rows: tuple[str, str, str]) -> pl.DataFrame:
    made = [dict.fromkeys(LIVES) | {"child_id": child, "adult_id": adult, "kind": kind} for child, adult, kind in rows]
    return pl.DataFrame(made, schema=LIVES)


def test_records_are_counted_never_rows():
    placed, records = held(("1", "police", "kid"), ("2", "council", "kid"))
    twice = pl.concat([records, records.head(1)])
    assert known_by(placed, twice, near()).rows() == [("kid", "council", 1, 0), ("kid", "police", 1, 0)]


def test_a_child_and_an_adult_in_its_life_are_told_apart():
    known = known_by(
        *held(("1", "council", "kid"), ("2", "council", "kid"), ("3", "probation", "father")), near(("kid", "father", "parent"))
    )
    assert known.filter(pl.col("child_id") == "kid").select("place", "records", "adults").rows() == [
        ("council", 2, 0),
        ("probation", 0, 1),
    ]


def test_an_adult_said_of_twice_is_one_adult():
    lives = near(("kid", "father", "parent"), ("kid", "father", "household"))
    known = known_by(*held(("1", "council", "kid"), ("3", "probation", "father")), lives)
    assert known.filter(pl.col("place") == "probation", pl.col("child_id") == "kid")["adults"].item() == 1


def test_by_sector_counts_the_agencies_of_a_sector_together():
    known = known_by(*held(("1", "council", "kid"), ("2", "police", "kid")), near(), by="sector")
    assert known.select("place", "records").rows() == [("local_authority", 1), ("police", 1)]


def test_every_child_is_in_one_way_of_being_known_even_one_known_to_none_of_these():
    sets = {"a": (frozenset({"police"}), frozenset()), "b": (frozenset(), frozenset()), "c": (frozenset({"police"}), frozenset())}
    found = together(sets)
    assert [(sorted(one.knowing), one.children) for one in found] == [(["police"], 2), ([], 1)]
    assert reach(sets, ["police", "council"]) == [Reach("police", 2, 0, 1), Reach("council", 0, 0, 3)]


def test_a_way_of_being_known_keeps_its_name():
    assert key_of(["b", "a"], []) == key_of(["a", "b"], [])
    assert len({key_of(["a"], ["b"]), key_of(["b"], ["a"]), key_of(["a", "b"], []), key_of([], ["a", "b"])}) == 4


def test_adults_of_children_no_childrens_agency_knows():
    known = known_by(
        *held(("1", "probation", "unseen"), ("2", "probation", "father"), ("3", "council", "seen"), ("4", "council", "father")),
        near(("unseen", "father", "parent"), ("unseen", "father", "household"), ("seen", "father", "parent")),
        by="sector",
    )
    told = adults_unseen(
        known,
        near(("unseen", "father", "parent"), ("unseen", "father", "household"), ("seen", "father", "parent")),
        ["local_authority"],
    )
    assert told.rows() == [("father", "unseen", ["household", "parent"])]


ROWS = st.lists(st.tuples(st.sampled_from(AGENCIES), st.integers(0, 5)), max_size=20)
TIES = st.lists(st.tuples(st.integers(0, 2), st.integers(3, 5)), max_size=8)


@given(ROWS, TIES)
def test_who_knew_is_what_a_slow_reading_finds(rows, ties):
    """Persons 0 to 2 are children, 3 to 5 adults."""
    records = [(str(n), agency, f"p{person}") for n, (agency, person) in enumerate(rows)]
    lives = near(*[(f"p{child}", f"p{adult}", "parent") for child, adult in ties])
    children = ["p0", "p1", "p2"]
    sets = sets_of(known_by(*held(*records), lives), children, AGENCIES)
    for child in children:
        knows = {agency for _, agency, person in records if person == child}
        adults = {f"p{adult}" for kid, adult in ties if f"p{kid}" == child}
        through = {agency for _, agency, person in records if person in adults} - knows
        assert sets[child] == (knows, through)
    assert sum(one.children for one in together(sets)) == 3
    for one in reach(sets, AGENCIES):
        assert one.knows + one.through_adults + one.neither == 3
