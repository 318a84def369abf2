"""Identifiers anyone can compute again."""

import hashlib

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from joinedup.records.ids import child_id, child_ids, event_id, event_ids

ROWS = st.lists(
    st.tuples(st.sampled_from(["la", "la\t2", "police"]), st.text("ab1\t", min_size=1, max_size=3), st.integers(0, 3)),
    unique_by=lambda row: row[:2],
)


def test_a_childs_id_can_be_made_with_any_tool() -> None:
    expected = hashlib.sha256(b"la\x1f7\x1epolice\x1f3").hexdigest()[:16]
    assert child_id([("police", "3"), ("la", "7")]) == expected


@given(ROWS)
def test_ids_of_many_groups_are_those_of_each(rows: list[tuple[str, str, int]]) -> None:
    members = pl.DataFrame(sorted(rows), schema=["list", "record_id", "group"], orient="row", schema_overrides={"group": pl.Int32})
    members = members.cast({"list": pl.String, "record_id": pl.String})
    expected = [child_id((each[0], each[1]) for each in rows if each[2] == row[2]) for row in sorted(rows)]
    assert child_ids(members).to_list() == expected


def test_ids_of_many_events_are_those_of_each() -> None:
    assert event_ids("la", None, [2, 3], "referral", "abc") == [event_id("la", None, row, "referral", "abc") for row in (2, 3)]
