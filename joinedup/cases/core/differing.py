"""Two agencies' versions of one event: told side by side, never merged.

Two events are held to be versions of one where two agencies recorded the same kind about the same child and each is the other's
nearest, no further apart than `within_days`. They differ where their dates cannot both be true, or where one says it ended and
the other that it still runs.
"""

from typing import Final

import polars as pl

from joinedup.cases.core.days import london_day
from joinedup.records.kinds import event_kinds

#: `differs`: start | end | still_runs. `days_min`, `days_max`: how far apart the two dates are; null for still_runs.
#: `event_a` is the version of the agency first in the alphabet.
DIFFERING: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "child_id": pl.String,
    "kind": pl.String,
    "differs": pl.String,
    "event_a": pl.String,
    "agency_a": pl.String,
    "event_b": pl.String,
    "agency_b": pl.String,
    "days_min": pl.Int64,
    "days_max": pl.Int64,
}

USUAL_DAYS: Final = 14

_PLAIN: Final = ("start_earliest", "start_latest", "end_earliest", "end_latest", "event_id", "agency")


def differing(chronology: pl.DataFrame, within_days: int = USUAL_DAYS) -> pl.DataFrame:
    """Return what two agencies tell differently of one event, in DIFFERING shape; one row per pair and per difference."""
    pairs = _versions(chronology.filter(pl.col("via").is_null()), within_days)
    starts = pairs.filter(_apart("start") > 0).with_columns(pl.lit("start").alias("differs"), *_days("start"))
    ends = pairs.filter(_apart("end").fill_null(0) > 0).with_columns(pl.lit("end").alias("differs"), *_days("end"))
    lasting = [kind for kind, what in event_kinds().items() if what.span]
    one_runs = pl.col("end_latest_a").is_null() != pl.col("end_latest_b").is_null()
    none = pl.lit(None, pl.Int64)
    runs = pairs.filter(pl.col("kind").is_in(lasting) & one_runs).with_columns(
        pl.lit("still_runs").alias("differs"), none.alias("days_min"), none.alias("days_max")
    )
    told = pl.concat([starts, ends, runs]).rename({"event_id_a": "event_a", "event_id_b": "event_b"})
    return told.sort("child_id", "start_earliest_a", "event_a", "event_b", "differs").select(
        pl.col(name).cast(kind) for name, kind in DIFFERING.items()
    )


def _versions(own: pl.DataFrame, within_days: int) -> pl.DataFrame:
    """Return the pairs of events of two agencies that are each other's nearest of that kind."""
    shared = own.filter(pl.col("agency").n_unique().over("child_id", "kind") > 1).select("child_id", "kind", *_PLAIN)
    left, right = (shared.rename({name: f"{name}_{side}" for name in _PLAIN}) for side in "ab")
    near = (
        left.join(right, on=["child_id", "kind"])
        .filter(pl.col("agency_a") < pl.col("agency_b"))
        .with_columns(_apart("start").alias("apart"), _centre_distance().alias("centres"))
        .filter(pl.col("apart") <= within_days)
        .sort("apart", "centres", "event_id_a", "event_id_b")
    )
    first_of_a = pl.int_range(pl.len()).over("event_id_a", "agency_b") == 0
    first_of_b = pl.int_range(pl.len()).over("event_id_b", "agency_a") == 0
    return near.filter(first_of_a & first_of_b)


def _apart(edge: str) -> pl.Expr:
    """Return the London days surely between two versions of one edge: 0 where they may be of the same day."""
    lo, hi = ({side: london_day(pl.col(f"{edge}_{end}_{side}")) for side in "ab"} for end in ("earliest", "latest"))
    after, before = lo["b"] - hi["a"], lo["a"] - hi["b"]
    return pl.max_horizontal(after.dt.total_days(), before.dt.total_days()).clip(lower_bound=0)


def _centre_distance() -> pl.Expr:
    middles = [pl.col(f"start_earliest_{side}").dt.epoch("us") + pl.col(f"start_latest_{side}").dt.epoch("us") for side in "ab"]
    return (middles[0] - middles[1]).abs()


def _days(edge: str) -> list[pl.Expr]:
    """Return how many days lie between the two dates, at least and at most."""
    lo, hi = ([london_day(pl.col(f"{edge}_{end}_{side}")) for side in "ab"] for end in ("earliest", "latest"))
    widest = pl.max_horizontal(hi) - pl.min_horizontal(lo)
    return [_apart(edge).alias("days_min"), widest.dt.total_days().alias("days_max")]
