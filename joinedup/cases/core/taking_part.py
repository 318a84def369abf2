"""Who took part: whether the sectors that must at least take part in something did, as far as the lists tell.

What one sector recorded twice on one day, or two sectors on the same day, is one meeting; what is dated loosely stands alone.
Of each sector that must take part:

- one that recorded the meeting took part; but where an attribute says that it did not, nobody knows;
- else the attribute named for it decides: yes, no, or not known where it is empty, says so or the rows differ;
- a no is not certain where the sector may have recorded the meeting under a date that is known loosely.

**Met** where all surely took part, **missed** where one surely did not, else unknown. An empty cell is never a no.
"""

from datetime import datetime
from typing import Final

import polars as pl

from joinedup.cases.core.numbered import counting
from joinedup.method.days import london_day
from joinedup.method.framework import Framework, TakingPart
from joinedup.records.shape import TIME

STATES: Final = ("met", "missed", "unknown")

_READ: Final = ("child_id", "event_id", "kind", "sector", "attributes", "start_earliest", "start_latest")

#: One row per meeting. `event` is the first of those it was recorded by; the three lists name sectors in the rule's order.
TAKING_PART: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "child_id": pl.String,
    "rule": pl.String,
    "state": pl.String,
    "event": pl.String,
    "start_earliest": TIME,
    "start_latest": TIME,
    "took_part": pl.List(pl.String),
    "absent": pl.List(pl.String),
    "not_known": pl.List(pl.String),
}


def taking_part(framework: Framework, events: pl.DataFrame, as_of: datetime) -> pl.DataFrame:
    """Return every meeting the framework's rules ask about in these chronologies, in TAKING_PART shape, by child, rule, start.

    `as_of` is the UTC moment up to which records are complete: what is dated after it has not happened yet.
    """
    kinds = (
        events.lazy()
        .filter(counting({rule.kind for rule in framework.taking_part}))
        .select(_READ)
        .collect()
        .partition_by("kind", as_dict=True)
    )
    told = [_rule(rule, kinds[rule.kind,], as_of) for rule in framework.taking_part if (rule.kind,) in kinds]
    rows = pl.concat([pl.DataFrame(schema=TAKING_PART), *told])
    place = pl.col("rule").cast(pl.Enum([rule.id for rule in framework.taking_part]))
    return rows.sort("child_id", place, "start_earliest", "start_latest", "event")


def _rule(rule: TakingPart, events: pl.DataFrame, as_of: datetime) -> pl.DataFrame:
    held = events.filter(pl.col("start_earliest") <= as_of)
    meetings, recorded = _meetings(rule, held), _recorded(held)
    nearby = _nearby(meetings, recorded)
    answers = {sector: _answer(rule, sector) for sector in rule.sectors}
    judged = meetings.join(nearby, on=["child_id", "meeting"], how="left").with_columns(answers.values())
    return judged.select(
        "child_id",
        pl.lit(rule.id).alias("rule"),
        pl.when(pl.all_horizontal(pl.col(sector) == "yes" for sector in rule.sectors))
        .then(pl.lit("met"))
        .when(pl.any_horizontal(pl.col(sector) == "no" for sector in rule.sectors))
        .then(pl.lit("missed"))
        .otherwise(pl.lit("unknown"))
        .alias("state"),
        pl.col("meeting").alias("event"),
        "start_earliest",
        "start_latest",
        *[_those(rule, answer).alias(name) for answer, name in (("yes", "took_part"), ("no", "absent"), ("", "not_known"))],
    )


def _meetings(rule: TakingPart, events: pl.DataFrame) -> pl.DataFrame:
    """Return the meetings: who recorded each (`sectors`), and per sector whether a row said yes (`yes_…`) or no (`no_…`)."""
    said = {sector: pl.col("attributes").str.json_path_match(f"$['{name}']") for sector, name in rule.attendance}
    lo, hi = london_day(pl.col("start_earliest")), london_day(pl.col("start_latest"))
    alone = pl.when(lo != hi).then("event_id")  # dated loosely: nothing says that it is one with another
    found = events.sort("event_id").group_by("child_id", lo.alias("lo"), hi.alias("hi"), alone.alias("alone"), maintain_order=True)
    return found.agg(
        pl.col("event_id").first().alias("meeting"),
        pl.col("event_id").alias("events"),
        pl.col("start_earliest").min(),
        pl.col("start_latest").max(),
        pl.col("sector").unique().alias("sectors"),
        *[value.is_in(list(rule.yes)).any().alias(f"yes_{sector}") for sector, value in said.items()],
        *[value.is_in(list(rule.no)).any().alias(f"no_{sector}") for sector, value in said.items()],
    )


def _recorded(events: pl.DataFrame) -> pl.DataFrame:
    return events.select(
        "child_id",
        pl.col("event_id").alias("other"),
        pl.col("sector").alias("other_sector"),
        london_day(pl.col("start_earliest")).alias("o_lo"),
        london_day(pl.col("start_latest")).alias("o_hi"),
    )


def _nearby(meetings: pl.DataFrame, recorded: pl.DataFrame) -> pl.DataFrame:
    """Return, per meeting, the sectors that hold another record which may be of the same day (`maybe`)."""
    pairs = meetings.select("child_id", "meeting", "events", "lo", "hi").join(recorded, on="child_id")
    another = ~pl.col("other").is_in(pl.col("events"))
    overlaps = (pl.col("o_lo") <= pl.col("hi")) & (pl.col("lo") <= pl.col("o_hi"))
    near = pairs.filter(another & overlaps)
    return near.group_by("child_id", "meeting").agg(pl.col("other_sector").unique().alias("maybe"))


def _answer(rule: TakingPart, sector: str) -> pl.Expr:
    """Return `yes`, `no` or "" (not known): whether a sector took part in each meeting."""
    recorded = pl.col("sectors").list.contains(sector)
    maybe = pl.col("maybe").list.contains(sector).fill_null(False)
    asked = sector in dict(rule.attendance)
    yes = pl.col(f"yes_{sector}").fill_null(False) if asked else pl.lit(False)
    no = pl.col(f"no_{sector}").fill_null(False) if asked else pl.lit(False)
    answer = (
        pl.when((recorded | yes) & no)
        .then(pl.lit(""))
        .when(recorded | yes)
        .then(pl.lit("yes"))
        .when(no & ~maybe)
        .then(pl.lit("no"))
        .otherwise(pl.lit(""))
    )
    return answer.alias(sector)


def _those(rule: TakingPart, answer: str) -> pl.Expr:
    named = [pl.when(pl.col(sector) == answer).then(pl.lit(sector)) for sector in rule.sectors]
    return pl.concat_list(named).list.drop_nulls()
