"""Spells that cannot both be: a child comes into care, or onto a plan, once until it ends.

It concerns what begins a duty of the framework that its own end ends (`start` among `unless`). A spell that surely began on a
later day than another of the same kind and sector, and before the day that one ended, begins nothing anew: most often the end
of the earlier was never written down. Two sectors' records of one spell are two versions of it (`core.differing`), not two
spells; and a list without a column for the end cannot show that a spell still runs, nor can an event added by hand without one.
"""

from typing import Final

import polars as pl

from joinedup.cases.core.lasting import endless, lasting_kinds
from joinedup.method.days import london_day
from joinedup.method.framework import Framework, Timescale

#: One row per spell that began inside others: `inner`, and of those the first to begin, `outer`.
OVERLAP: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "child_id": pl.String,
    "kind": pl.String,
    "outer": pl.String,
    "inner": pl.String,
}


def begins_once(rule: Timescale) -> bool:
    """Say whether a rule's duty begins once in a spell: its start lasts, and its own end ends the duty."""
    return rule.start in rule.unless and rule.start in lasting_kinds() and rule.start_at == "start"


def overlapping(framework: Framework, spells: pl.DataFrame) -> pl.DataFrame:
    """Return the spells of these events that began inside another, in OVERLAP shape; other kinds are left aside."""
    kinds = {rule.start for rule in framework.timescales if begins_once(rule)}
    without_end = [f"{list_}|{kind}" for list_, kind in endless(framework)]
    told = pl.concat_str([pl.col("list"), pl.col("kind")], separator="|")
    known = spells.filter(pl.col("kind").is_in(list(kinds)))
    runs = known.filter(pl.col("end_earliest").is_not_null() | (~told.is_in(without_end)).fill_null(False)).select(
        "child_id",
        "kind",
        "sector",
        outer="event_id",
        begun=london_day(pl.col("start_latest")),
        first=pl.col("start_earliest"),
        ended=london_day(pl.col("end_earliest")),
    )
    inside = (london_day(pl.col("start_earliest")) > pl.col("begun")) & (
        (london_day(pl.col("start_latest")) < pl.col("ended")).fill_null(True)
    )
    return (
        known.join(runs, on=["child_id", "kind", "sector"])
        .filter(inside)
        .sort("child_id", "start_earliest", "event_id", "first", "outer")
        .unique("event_id", keep="first", maintain_order=True)
        .rename({"event_id": "inner"})
        .select(list(OVERLAP))
    )
