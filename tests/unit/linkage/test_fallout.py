"""Whose records stand alone, and what another threshold would do."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.linkage.core import guard
from joinedup.linkage.core.fallout import Group, falls_out, told_outside
from joinedup.linkage.core.thresholds import THRESHOLDS, at_thresholds
from joinedup.records.shape import PAIR

ON = date(2026, 10, 3)


def records_of(rows: list[tuple[str, str, date | None, str, str | None]]) -> pl.DataFrame:
    names = {"record_id": pl.String, "agency": pl.String, "dob_earliest": pl.Date, "dob_kind": pl.String, "sex": pl.String}
    return pl.DataFrame(rows, schema=names, orient="row")


def test_a_record_stands_alone_where_no_other_agency_holds_the_child() -> None:
    records = records_of(
        [("a", "la", date(2020, 1, 1), "exact", "female"), ("b", "police", date(2020, 1, 1), "exact", None),
         ("c", "la", date(2010, 1, 1), "exact", "male"), ("d", "la", None, "missing", "male")]
    )  # fmt: skip
    members = pl.DataFrame({"record_id": ["a", "b", "c", "d"], "child_id": ["1", "1", "2", "2"]})
    found = {(group.by, group.name): (group.records, group.alone) for group in falls_out(records, members, ON)}
    assert found == {
        ("age", "5 to 9"): (2, 0), ("age", "16 and 17"): (1, 1), ("age", "not known"): (1, 1),
        ("sex", "female"): (1, 0), ("sex", "male"): (2, 2), ("sex", "not known"): (1, 0),
        ("ethnicity", "not known"): (4, 2), ("agency", "la"): (3, 2), ("agency", "police"): (1, 0),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("born", "kind", "band"),
    [
        (date(2008, 10, 3), "exact", "18 and over"),
        (date(2008, 10, 4), "exact", "16 and 17"),
        (date(2025, 10, 4), "exact", "under 1"),
        (date(2025, 10, 3), "exact", "1 to 4"),
        (date(2026, 10, 4), "exact", "not born yet"),
        (date(2026, 9, 1), "expected", "not born yet"),
        (None, "missing", "not known"),
    ],
)
def test_ages_are_those_on_the_day(born: date | None, kind: str, band: str) -> None:
    records = records_of([("a", "la", born, kind, None)])
    [age] = [group for group in falls_out(records, pl.DataFrame({"record_id": ["a"], "child_id": ["1"]}), ON) if group.by == "age"]
    assert age == Group("age", band, 1, 1)


def test_ethnicity_is_as_a_list_gave_it_and_else_unknown() -> None:
    records = records_of([(name, "la", None, "missing", None) for name in "abc"])
    members = pl.DataFrame({"record_id": list("abc"), "child_id": list("123")})
    said = pl.DataFrame({"record_id": ["a", "a", "b"], "ethnicity": ["WBRI", "WBRI", None]})
    found = [group for group in falls_out(records, members, ON, said) if group.by == "ethnicity"]
    assert found == [Group("ethnicity", "WBRI", 1, 1), Group("ethnicity", "not known", 2, 2)]


def test_ages_stand_in_their_order_and_what_is_not_known_last() -> None:
    born = [date(2000, 1, 1), date(2012, 1, 1), None, date(2026, 12, 1)]
    records = records_of([(str(n), "la", day, "exact" if day else "missing", None) for n, day in enumerate(born)])
    members = pl.DataFrame({"record_id": list("0123"), "child_id": list("0123")})
    names = [group.name for group in falls_out(records, members, ON) if group.by == "age"]
    assert names == ["not born yet", "10 to 15", "18 and over", "not known"]


@pytest.mark.parametrize(("count", "said"), [(0, "fewer than 5"), (4, "fewer than 5"), (5, "5")])
def test_small_numbers_stay_inside(count: int, said: str) -> None:
    assert told_outside(count) == said


CHANCES = st.lists(
    st.tuples(st.floats(0.1, 1), st.sampled_from(["", guard.NO_FORENAME, guard.FORENAMES_DIFFER, guard.SAID_SAME])), max_size=30
)


@given(CHANCES)
def test_thresholds_count_what_the_score_alone_decides(rows: list[tuple[float, str]]) -> None:
    pairs = pl.DataFrame([(str(n), "x", 0.0, p, "joined", why) for n, (p, why) in enumerate(rows)], schema=PAIR, orient="row")
    free = [p for p, why in rows if why in ("", guard.NO_FORENAME)]
    found = at_thresholds(pairs)
    assert [each.at for each in found] == list(THRESHOLDS)
    assert [(each.joined, each.left) for each in found] == [
        (sum(p >= at for p in free), sum(p < at for p in free)) for at in THRESHOLDS
    ]
