"""Which start an answer belongs to, where the row it was read from says so.

A list may tell of one episode in one row: when the authority learned of it, and what it did then. Learning of it is the finish
of a handover of the framework (a missing episode → a missing notification). So where a row holds the finish of a handover
whose start is the start of a timescale, what the same row says was done answers that one episode and no other: the last that
began before the authority learned of it, no longer before than the handover's `within_days`.

Dates known loosely may leave several episodes possible; then the answer may belong to any one of them, and to no other.
Where the row names no episode on the lists, the answer is held against none: dates alone decide, as for rows of one event.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Final

import polars as pl

from joinedup.cases.core.numbered import Numbered
from joinedup.method.framework import Handover, Timescale

#: The starts an answer may belong to: an answer that stands here answers none but these. `certain`: it is the only one.
#: Rules by `case`, children and events by number (`core.numbered`).
BELONGS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "case": pl.UInt16,
    "child_id": pl.UInt32,
    "finish_event": pl.UInt32,
    "start_event": pl.UInt32,
    "certain": pl.Boolean,
}

_ROW: Final = ("submission", "list", "sheet", "row")


def learned_kinds(rule: Timescale, handovers: Iterable[Handover]) -> dict[str, int]:
    """Return the kinds of event by which another sector learns of the rule's start: kind → the days within which it comes.

    What a sector hears of its own doing teaches nothing: the row tells what was done beside what it was done about.
    """
    learned = [rule_ for rule_ in handovers if rule_.start_sector != rule_.finish_sector]
    return {handover.finish: handover.within_days for handover in learned if handover.start == rule.start}


def belonging(cases: Iterable[tuple[int, Timescale]], told: Numbered, handovers: Collection[Handover]) -> pl.DataFrame | None:
    """Return the answers of rules (by `case`) that belong to certain starts, in BELONGS shape; null where there are none."""
    found = []
    for n, rule in cases:
        learned = [_learned(told, kind, days) for kind, days in learned_kinds(rule, handovers).items() if kind in told.kinds]
        if learned and rule.finish in told.kinds:
            belongs = _belonging(told.of(rule.start), _rows(told, rule.finish), pl.concat(learned))
            found.append(belongs.select(pl.lit(n, pl.UInt16).alias("case"), *list(BELONGS)[1:]))
    return pl.concat(found) if found else None


def _learned(told: Numbered, kind: str, within_days: int) -> pl.DataFrame:
    within = pl.lit(timedelta(days=within_days)).alias("within")
    return _rows(told, kind).select("child_id", "_row", within, l_lo="start_earliest", l_hi="start_latest")


def _rows(told: Numbered, kind: str) -> pl.DataFrame:
    """Return the events of a kind that were read from a row, with the row as one text."""
    events = told.of(kind)
    row = pl.concat_str([pl.col(name).cast(pl.String).fill_null("") for name in _ROW], separator="|")
    read = told.events[events["event_id"]].select(pl.when(pl.col("row").is_not_null()).then(row).alias("_row"))
    return events.with_columns(read["_row"]).drop_nulls("_row")


def _belonging(starts: pl.DataFrame, finishes: pl.DataFrame, learned: pl.DataFrame) -> pl.DataFrame:
    begun = starts.select("child_id", pl.col("event_id").alias("start_event"), lo="start_earliest", hi="start_latest")
    answers = finishes.select("child_id", "_row", pl.col("event_id").alias("finish_event"))
    told = answers.join(learned, on=["child_id", "_row"]).join(begun, on="child_id")
    near = told.filter((pl.col("lo") <= pl.col("l_hi")) & (pl.col("l_lo") - pl.col("hi") <= pl.col("within")))
    # One that surely began before another, which itself surely began before anybody learned of it, is not the last.
    latest = pl.col("lo").filter(pl.col("hi") <= pl.col("l_lo")).max().over("child_id", "finish_event")
    last = near.filter((pl.col("hi") >= latest).fill_null(True)).unique(["child_id", "finish_event", "start_event"])
    alone = pl.len().over("child_id", "finish_event") == 1
    return last.with_columns(alone.alias("certain"))
