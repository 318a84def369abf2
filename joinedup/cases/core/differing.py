"""Two agencies' records of one event that cannot both be right: told side by side, never merged.

Two events are held to be records of one where they lie no further apart than a few days and neither has a nearer one left:
the same kind recorded by two agencies, or what one agency sent and another received (a handover of the framework). They differ
where their dates cannot both be true, where one says it ended and the other that it still runs, or where it came in before it
was sent.
"""

from collections.abc import Collection, Iterable
from typing import Final

import polars as pl

from joinedup.cases.core.timescales import fits
from joinedup.method.days import london_day
from joinedup.method.framework import Handover
from joinedup.records.kinds import event_kinds

#: `differs`: start | end | still_runs | order. `days_min`, `days_max`: how far apart the two dates are; null for still_runs.
#: `event_a` is the version of the agency first in the alphabet; for order what was sent. `kind` is event_a's.
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
ORDER_DAYS: Final = 7

_PLAIN: Final = ("start_earliest", "start_latest", "end_earliest", "end_latest", "event_id", "agency", "list")


def differing(
    chronology: pl.DataFrame,
    handovers: Iterable[Handover] = (),
    *,
    within_days: int = USUAL_DAYS,
    order_within_days: int = ORDER_DAYS,
    without_end: Collection[tuple[str, str]] | None = None,
) -> pl.DataFrame:
    """Return what two agencies tell differently of one event, in DIFFERING shape; one row per pair and per difference.

    `handovers`: the framework's, whose two ends are one act told twice; those within one sector are left out.
    `without_end`: (list, kind) whose missing end says nothing (`core.lasting.endless`); nor does it then for an event from no list.
    Null: every missing end says that it still runs.
    """
    own = chronology.filter(pl.col("via").is_null())
    pairs = _versions(own, within_days)
    starts = pairs.filter(_apart("start") > 0).with_columns(pl.lit("start").alias("differs"), *_days("start"))
    ends = pairs.filter(_apart("end").fill_null(0) > 0).with_columns(pl.lit("end").alias("differs"), *_days("end"))
    lasting = [kind for kind, what in event_kinds().items() if what.span]
    one_runs = (_ended("a") & _runs("b", without_end)) | (_runs("a", without_end) & _ended("b"))
    none = pl.lit(None, pl.Int64)
    runs = pairs.filter(pl.col("kind").is_in(lasting) & one_runs).with_columns(
        pl.lit("still_runs").alias("differs"), none.alias("days_min"), none.alias("days_max")
    )
    orders = [_before_sent(own, rules, order_within_days) for rules in _by_receiver(handovers)]
    told = pl.concat([starts, ends, runs, *orders]).unique(["event_id_a", "event_id_b", "differs"])
    return (
        told.rename({"event_id_a": "event_a", "event_id_b": "event_b"})
        .sort("child_id", "start_earliest_a", "event_a", "event_b", "differs")
        .select(pl.col(name).cast(kind) for name, kind in DIFFERING.items())
    )


def _versions(own: pl.DataFrame, within_days: int) -> pl.DataFrame:
    """Return the pairs of events of one kind that two agencies recorded, the nearest together."""
    shared = own.filter(pl.col("agency").n_unique().over("child_id", "kind") > 1)
    pairs = _side(shared, "a").join(_side(shared, "b"), on=["child_id", "kind"]).filter(pl.col("agency_a") < pl.col("agency_b"))
    return _nearest(pairs, within_days)


def _by_receiver(handovers: Iterable[Handover]) -> list[list[Handover]]:
    """Group the handovers between sectors by what comes in: one contact may be the answer to any agency that sent something."""
    groups: dict[tuple[str, str], list[Handover]] = {}
    for rule in handovers:
        if rule.start_sector != rule.finish_sector:
            groups.setdefault((rule.finish, rule.finish_sector), []).append(rule)
    return list(groups.values())


def _before_sent(own: pl.DataFrame, rules: list[Handover], within_days: int) -> pl.DataFrame:
    """Return the pairs of what was sent and what came in, the nearest together, where it surely came in first."""
    came = own.filter((pl.col("kind") == rules[0].finish) & (pl.col("sector") == rules[0].finish_sector))
    sent = [own.filter((pl.col("kind") == rule.start) & (pl.col("sector") == rule.start_sector)) for rule in rules]
    asked = [frame.filter(fits(rule.when)) for frame, rule in zip(sent, rules, strict=True)]
    pairs = _side(pl.concat(asked), "a").join(_side(came, "b").drop("kind"), on="child_id")
    first = london_day(pl.col("start_latest_b")) < london_day(pl.col("start_earliest_a"))
    return _nearest(pairs, within_days, sender=()).filter(first).with_columns(pl.lit("order").alias("differs"), *_days("start"))


def _side(events: pl.DataFrame, side: str) -> pl.DataFrame:
    return events.select("child_id", "kind", *[pl.col(name).alias(f"{name}_{side}") for name in _PLAIN])


def _nearest(pairs: pl.DataFrame, within_days: int, sender: tuple[str, ...] = ("agency_a",)) -> pl.DataFrame:
    """Return the pairs no further apart than so many days, nearest first, each event once; ties go to what came later.

    Each event is paired once with every other agency; with no `sender`, once with all agencies together.
    """
    near = (
        pairs.with_columns(_apart("start").alias("apart"), _centre_distance().alias("centres"))
        .filter(pl.col("apart") <= within_days)
        .sort("apart", "centres", pl.col("start_earliest_b") < pl.col("start_earliest_a"), "event_id_a", "event_id_b")
    )
    one, other = ["event_id_a", "agency_b"], ["event_id_b", *sender]
    paired = [near.clear()]
    while near.height:  # whoever is each other's nearest is a pair; then the rest look again among those left
        first = (pl.int_range(pl.len()).over(one) == 0) & (pl.int_range(pl.len()).over(other) == 0)
        paired.append(near.filter(first))
        near = near.join(paired[-1], on=one, how="anti", maintain_order="left")
        near = near.join(paired[-1], on=other, how="anti", maintain_order="left")
    return pl.concat(paired)


def _ended(side: str) -> pl.Expr:
    return pl.col(f"end_latest_{side}").is_not_null()


def _runs(side: str, without_end: Collection[tuple[str, str]] | None) -> pl.Expr:
    """Say whether an event surely still runs: it has no end, and where it was recorded there is a place for one."""
    if without_end is None:
        return ~_ended(side)
    told = pl.concat_str([pl.col(f"list_{side}"), pl.col("kind")], separator="|")
    silent = [f"{list_}|{kind}" for list_, kind in without_end]
    return ~_ended(side) & (~told.is_in(silent)).fill_null(False)


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
