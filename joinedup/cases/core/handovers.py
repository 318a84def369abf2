"""From one sector knowing to another knowing. No statute sets a limit: what is told is how long it took, never who was late."""

from datetime import datetime
from typing import Final

import polars as pl

from joinedup.cases.core.clock import ANSWERS, STARTS, STOPS, Case, Limit, judge_all
from joinedup.cases.core.coverage import Coverage, coverage_up_to
from joinedup.cases.core.timescales import applicable, events_by_kind, moments
from joinedup.method.framework import Framework, Handover
from joinedup.records.shape import TIME

STATES: Final = ("arrived", "never_arrived", "open", "unknown")

#: One row per sending. `days_min`, `days_max`: calendar days until it arrived, null unless it did (or may have).
#: `followed_days`: how long it was watched for, at most the rule's `within_days`.
HANDOVER: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "child_id": pl.String,
    "rule": pl.String,
    "state": pl.String,
    "start_event": pl.String,
    "finish_event": pl.String,
    "start_earliest": TIME,
    "start_latest": TIME,
    "finish_earliest": TIME,
    "finish_latest": TIME,
    "days_min": pl.Int64,
    "days_max": pl.Int64,
    "followed_days": pl.Int64,
}


def handovers(framework: Framework, events: pl.DataFrame, as_of: datetime, coverage: Coverage | None = None) -> pl.DataFrame:
    """Return every handover the framework asks about in these chronologies, in HANDOVER shape, by child, rule, start.

    Arrived: surely within the rule's days. Never arrived: surely not, and those days are over. Open: they still run.
    `as_of` and `coverage` as for `timescales`. Each sending is judged by itself: one answer may stand for several sendings of the
    same days, so that one which never came may be told as arrived; and one whose only answer is dated before it was sent is told
    as never arrived, beside the order of the two (`core.differing`).
    """
    shown = coverage or coverage_up_to(framework, as_of)
    kinds = events_by_kind(events, {kind for rule in framework.handovers for kind in (rule.start, rule.finish)})
    cases = [(rule, case) for rule in framework.handovers if (case := _case(rule, kinds, shown)) is not None]
    verdicts = judge_all([case for _, case in cases], as_of)
    told = [
        frame.with_columns(pl.lit(rule.id).alias("rule"), *_in_words(rule, as_of))
        for (rule, _), frame in zip(cases, verdicts, strict=True)
    ]
    rows = pl.concat([frame.select(list(HANDOVER)) for frame in [pl.DataFrame(schema=HANDOVER), *told]])
    place = pl.col("rule").cast(pl.Enum([rule.id for rule in framework.handovers]))
    return rows.sort("child_id", place, "start_earliest", "start_latest", "start_event")


def _case(rule: Handover, kinds: dict[str, pl.DataFrame], coverage: Coverage) -> Case | None:
    """Return what a handover is judged by, null where nothing on the lists was sent."""
    if rule.start not in kinds:
        return None
    sent = kinds[rule.start].filter(pl.col("sector") == rule.start_sector)
    nothing = sent.clear()
    came = kinds.get(rule.finish, nothing).filter(pl.col("sector") == rule.finish_sector)
    starts = moments(applicable(sent.rename({"event_id": "start_event"}), rule.when), "start", "start").select(STARTS)
    answers = moments(came.rename({"event_id": "finish_event"}), "start", "finish").select(ANSWERS)
    stops = moments(nothing, "start", "stop").select(STOPS)
    strictly = rule.start == rule.finish and rule.start_sector == rule.finish_sector
    limit = Limit(rule.within_days, "days", strictly, coverage.since([rule.finish], rule.finish_sector))
    return Case(starts, answers, stops, limit)


def _in_words(rule: Handover, as_of: datetime) -> list[pl.Expr]:
    arrived = pl.col("state").is_in(["met", "unknown"])
    watched = (pl.lit(as_of).cast(TIME) - pl.col("start_latest")).dt.total_days().clip(0, rule.within_days)
    shown = ["finish_event", "finish_earliest", "finish_latest"]
    return [
        pl.col("state").replace({"met": "arrived", "missed": "never_arrived"}),
        *[pl.when(arrived).then(pl.col(name)).alias(name) for name in shown],
        pl.when(arrived).then(pl.col("took_min")).alias("days_min"),
        pl.when(arrived).then(pl.col("took_max")).alias("days_max"),
        watched.alias("followed_days"),
    ]
