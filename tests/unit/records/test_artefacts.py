"""Frames as files."""

import hashlib
from datetime import UTC, date, datetime

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from joinedup.records.artefacts import from_parquet, to_parquet

ROWS = [
    {
        "id": f"a:{n}",
        "names": [{"given": "G", "family": None}] * (n % 3),
        "on": date(2020, 1, 1 + n % 28),
        "n": n if n % 2 else None,
    }
    for n in range(200)
]


@given(st.permutations(ROWS[:40]), st.booleans())
def test_the_same_rows_in_any_order_give_the_same_bytes(rows, split):
    frame = pl.DataFrame(rows, schema=pl.DataFrame(ROWS).schema)
    if split:  # how a frame is cut into chunks in memory must not show
        frame = pl.concat([frame[:7], frame[7:]], rechunk=False)
    assert to_parquet(frame, ["id"]) == to_parquet(pl.DataFrame(ROWS[:40], schema=frame.schema), ["id"])


def test_a_frame_comes_back_sorted_with_its_types():
    frame = pl.DataFrame(ROWS).with_columns(at=pl.lit(datetime(2020, 3, 29, 1, tzinfo=UTC)))
    again = from_parquet(to_parquet(frame.reverse(), ["id"]))
    assert again.schema == frame.schema
    assert again.equals(frame.sort("id"))


def test_nulls_in_a_key_stand_last_and_an_empty_frame_is_a_file_too():
    frame = pl.DataFrame({"a": [None, "x"], "b": [1, 2]})
    assert from_parquet(to_parquet(frame, ["a", "b"]))["a"].to_list() == ["x", None]
    empty = from_parquet(to_parquet(frame.clear(), ["a"]))
    assert (empty.height, empty.schema) == (0, frame.schema)


def test_one_changed_value_changes_the_hash():
    frame = pl.DataFrame(ROWS)
    changed = frame.with_columns(n=pl.when(pl.col("id") == "a:5").then(6).otherwise(pl.col("n")))
    assert hashlib.sha256(to_parquet(frame, ["id"])).digest() != hashlib.sha256(to_parquet(changed, ["id"])).digest()
