"""Stretches of a child's life of which the lists received tell nothing: a prompt to ask, not a finding."""

from datetime import date, datetime, timedelta
from typing import Final

import polars as pl

from joinedup.method.days import end_of, london_day
from joinedup.records.shape import TIME

#: `gap_from` the last moment something may have been recorded, `gap_to` the first moment it surely was again.
#: `before_event` is null for a gap that reaches to `as_of`. `days` counts whole days surely without a record.
GAP: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "child_id": pl.String,
    "after_event": pl.String,
    "before_event": pl.String,
    "gap_from": TIME,
    "gap_to": TIME,
    "days": pl.Int64,
}

USUAL_DAYS: Final = 56


def gaps(
    chronology: pl.DataFrame, as_of: datetime | None = None, at_least_days: int = USUAL_DAYS, since: date = date.min
) -> pl.DataFrame:
    """Return, in GAP shape, where at least so many days surely passed between one record of the child and the next.

    Only the child's own events count, by their starts and their ends: a plan that merely runs on is not a record of anyone
    having seen the child. With `as_of`, the time from the last record until then counts too. Nothing before `since` counts:
    where lists only reach back so far, silence before is theirs, not the agencies'. Times are London days.
    """
    points = _points(chronology.filter(pl.col("via").is_null()), as_of)
    if since > date.min:
        begins = pl.lit(end_of(since - timedelta(days=1))).cast(TIME)
        points = points.with_columns(pl.max_horizontal(pl.col(edge), begins) for edge in ("earliest", "latest"))
    if as_of is not None:
        points = pl.concat([points, _now(points, as_of)])
    ordered = points.sort("child_id", "earliest", "latest", "event").with_columns(
        pl.col("latest").cum_max().over("child_id").alias("reached")
    )
    holder = pl.when(pl.col("latest") == pl.col("reached")).then(pl.col("event")).forward_fill()
    following = ordered.with_columns(
        pl.col("reached").shift(1).over("child_id").alias("gap_from"), holder.shift(1).over("child_id").alias("after_event")
    ).drop_nulls("gap_from")
    days = (london_day(pl.col("earliest")) - london_day(pl.col("gap_from"))).dt.total_days() - 1
    return (
        following.with_columns(days.alias("days"))
        .filter(pl.col("days") >= at_least_days)
        .rename({"event": "before_event", "earliest": "gap_to"})
        .select(pl.col(name).cast(kind) for name, kind in GAP.items())
    )


def _points(own: pl.DataFrame, as_of: datetime | None) -> pl.DataFrame:
    edges = [
        own.select("child_id", pl.col("event_id").alias("event"), earliest=f"{edge}_earliest", latest=f"{edge}_latest")
        for edge in ("start", "end")
    ]
    points = pl.concat(edges).drop_nulls(["earliest", "latest"])
    return points if as_of is None else points.filter(pl.col("earliest") <= as_of)


def _now(points: pl.DataFrame, as_of: datetime) -> pl.DataFrame:
    now = pl.lit(as_of).cast(TIME)
    return points.select("child_id").unique().select("child_id", pl.lit(None, pl.String).alias("event"), earliest=now, latest=now)
