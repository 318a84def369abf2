"""Which children of an agency's files nobody can look for elsewhere yet, as no people list names them."""

from collections.abc import Iterable
from typing import Final

import polars as pl

from joinedup.intake.core.crosslist import all_records, on_people_lists
from joinedup.intake.core.reading import Reading

#: One child that cannot be linked yet: its own id, what else is known of it, and how many events are about it on which lists.
UNLINKABLE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "own_id": pl.String,
    "dob_earliest": pl.Date,
    "dob_latest": pl.Date,
    "sex": pl.String,
    "events": pl.UInt32,
    "lists": pl.List(pl.String),
}


def unlinkable(readings: Iterable[Reading], known: pl.Series | None = None) -> pl.DataFrame:
    """Return the children on no people list among the readings, nor in `known`, the own ids of one sent before (UNLINKABLE).

    Ordered by own id. A child without an own id stands on people lists alone, so every child here has one.
    """
    held = list(readings)
    records = all_records(reading.records for reading in held)
    listed = on_people_lists(held)["record_id"].implode()
    waiting = records.filter(~pl.col("record_id").is_in(listed), pl.col("own_id").is_not_null())
    if known is not None:
        waiting = waiting.filter(~pl.col("own_id").is_in(known.drop_nulls().implode()))
    events = [reading.events.select("record_id", pl.lit(reading.list_id).alias("list")) for reading in held]
    counted = pl.concat(events) if events else pl.DataFrame(schema={"record_id": pl.String, "list": pl.String})
    told = counted.group_by("record_id").agg(pl.len().alias("events"), pl.col("list").unique().sort().alias("lists"))
    found = waiting.join(told, on="record_id", how="left").with_columns(pl.col("events").fill_null(0))
    return found.sort("own_id").select(pl.col(name).cast(kind) for name, kind in UNLINKABLE.items())
