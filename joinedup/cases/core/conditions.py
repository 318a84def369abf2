"""Whether a duty arose, where that hangs on more than its starting event: the child's age, or what came before.

Every answer is yes, no, or not known (null): yes and no only where it is so for every day the dates allow. Days are London's.

- Age: completed years on the starting day. A child born on 29 February completes a year on 1 March.
- Since: the last event of a kind that began on or before the starting day. Where none is on the lists, nothing is known.
- Nth: `later` where another event of the start's own kind lies on an earlier day since then, else `first`.

What the lists would not show (`core.coverage`) may have happened: that something was long ago, or came first, is known only
where they reach back far enough.
"""

from datetime import date
from typing import Final

import polars as pl

from joinedup.cases.core.clock import STARTS
from joinedup.cases.core.coverage import Coverage
from joinedup.method.days import london_day
from joinedup.method.framework import Timescale

#: Who was born between which days: child_id, born_earliest, born_latest; one row a child at most.
BORN: Final = ("child_id", "born_earliest", "born_latest")


def arising(
    rule: Timescale,
    starts: pl.DataFrame,
    coverage: Coverage,
    *,
    born: pl.DataFrame,
    since: pl.DataFrame,
    kin: pl.DataFrame,
) -> pl.DataFrame:
    """Return the starts (`clock.STARTS`) whose duty may have arisen, `applies` null where that is not known.

    `born`: BORN. `since`, `kin`: the children's events of the kind `rule.since` and of the kind of the starts.
    """
    if not rule.conditional or starts.is_empty():
        return starts
    days = starts.select(
        "child_id", "start_event", lo=london_day(pl.col("start_lo")), hi=london_day(pl.col("start_hi"))
    ).with_row_index("n")
    answers = _aged(rule, days, born)
    if rule.since:
        answers |= _counted(rule, days, as_days(since), as_days(kin), coverage)
    told = starts.with_row_index("n").join(days.select("n"), on="n")
    for name, answer in answers.items():
        told = told.join(answer.rename({"holds": name}), on="n", how="left")
    whole = told.with_columns(applies=pl.all_horizontal("applies", *answers))
    return whole.filter(pl.col("applies").is_null() | pl.col("applies")).sort("n").select(STARTS)


def as_days(events: pl.DataFrame) -> pl.DataFrame:
    """Return child_id, event, e_lo, e_hi: the London days on which each event may have begun."""
    return events.select(
        "child_id",
        event="event_id",
        e_lo=london_day(pl.col("start_earliest")),
        e_hi=london_day(pl.col("start_latest")),
    )


def completes(born: pl.Expr, years: int) -> pl.Expr:
    """Return the day on which so many years are completed: born on 29 February, in other years 1 March."""
    day = born.dt.offset_by(f"{years}y")
    return pl.when(day.dt.day() == born.dt.day()).then(day).otherwise(day.dt.offset_by("1d"))


def _aged(rule: Timescale, days: pl.DataFrame, born: pl.DataFrame) -> dict[str, pl.DataFrame]:
    bounds = {"age_from": rule.age_from, "age_under": rule.age_under}
    if all(bound is None for bound in bounds.values()):
        return {}
    known = days.join(born, on="child_id", how="left")
    found = {}
    for name, years in bounds.items():
        if years is not None:
            reached = pl.col("lo") >= completes(pl.col("born_latest"), years)
            not_yet = pl.col("hi") < completes(pl.col("born_earliest"), years)
            found[name] = known.select("n", _holds(reached, not_yet) if name == "age_from" else _holds(not_yet, reached))
    return found


def _counted(
    rule: Timescale, days: pl.DataFrame, since: pl.DataFrame, kin: pl.DataFrame, coverage: Coverage
) -> dict[str, pl.DataFrame]:
    begun = _begun(rule, days, since)
    shown = _shown(coverage, rule.since, "surely_from")
    found = {}
    if rule.since_under is not None:
        found["since_under"] = begun.select("n", _holds(pl.col("in_under"), ~pl.col("maybe_in_under") & shown))
    if rule.since_from is not None:
        found["since_from"] = begun.select("n", _holds(~pl.col("maybe_in_from") & shown, pl.col("in_from")))
    if rule.nth:
        earlier = _earlier(days, begun, kin)
        first = ~pl.col("maybe_earlier") & _shown(coverage, rule.start, "surely_from")
        later = pl.col("earlier") & _shown(coverage, rule.since, "maybe_from")
        found["nth"] = earlier.select("n", _holds(first, later) if rule.nth == "first" else _holds(later, first))
    return found


def _begun(rule: Timescale, days: pl.DataFrame, since: pl.DataFrame) -> pl.DataFrame:
    """Return what is known of the last event begun by each start.

    `surely_from`: the day it surely did not begin before (null: none surely has), `maybe_from`: the last it may have begun on;
    `in_under`, `in_from` and `maybe_…`: whether the start lies within so many months of any.
    """
    surely = pl.col("e_hi") <= pl.col("lo")
    told = [pl.col("e_lo").filter(surely).max().alias("surely_from"), pl.col("e_hi").max().alias("maybe_from")]
    for name, months in (("under", rule.since_under), ("from", rule.since_from)):
        if months is not None:
            within = surely & (pl.col("hi") < pl.col("e_lo").dt.offset_by(f"{months}mo"))
            maybe = pl.col("lo") < pl.col("e_hi").dt.offset_by(f"{months}mo")
            told += [within.any().alias(f"in_{name}"), maybe.any().alias(f"maybe_in_{name}")]
    near = days.join(since, on="child_id").filter(pl.col("e_lo") <= pl.col("hi"))
    return days.select("n").join(near.group_by("n").agg(told), on="n", how="left")


def _earlier(days: pl.DataFrame, begun: pl.DataFrame, kin: pl.DataFrame) -> pl.DataFrame:
    """Return whether another event of the start's kind surely, or maybe, lies before it since the last event begun."""
    pairs = (
        days.join(begun, on="n")
        .join(kin, on="child_id")
        .filter((pl.col("event") != pl.col("start_event")) & (pl.col("e_lo") < pl.col("hi")))
    )
    surely = (pl.col("e_hi") < pl.col("lo")) & (pl.col("e_lo") >= pl.col("maybe_from")) & pl.col("surely_from").is_not_null()
    maybe = pl.col("e_hi") >= pl.col("surely_from")
    told = pairs.group_by("n").agg(surely.any().alias("earlier"), maybe.any().alias("maybe_earlier"))
    flags = pl.col("earlier", "maybe_earlier").fill_null(False)
    return begun.join(told, on="n", how="left").with_columns(flags)


def _shown(coverage: Coverage, kind: str, day: str) -> pl.Expr:
    """Say whether every event of a kind since a day would be on the lists; not so where there is no such day."""
    known: date = coverage.since([kind])
    return (pl.col(day) >= pl.lit(known)).fill_null(False)


def _holds(yes: pl.Expr, no: pl.Expr) -> pl.Expr:
    """Return true where it surely is so, false where it surely is not, else null."""
    return pl.when(yes.fill_null(False)).then(pl.lit(True)).when(no.fill_null(False)).then(pl.lit(False)).alias("holds")
