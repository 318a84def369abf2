"""Whether a duty arose, where that hangs on more than its starting event: the child's age, or what came before.

Every answer is yes, no, or not known (null): yes and no only where it is so for every day the dates allow. Days are London's.

- Age: completed years on the starting day. A child born on 29 February completes a year on 1 March.
- Since: the last event of a kind that began on or before the starting day. Where none is on the lists, nothing is known.
- Nth: `later` where another event of the start's own kind lies on an earlier day since then, else `first`.

What the lists would not show (`core.coverage`) may have happened: that something was long ago, or came first, is known only
where they reach back far enough.
"""

from collections.abc import Callable, Sequence
from typing import Final

import polars as pl

from joinedup.cases.core.coverage import Coverage
from joinedup.cases.core.numbered import Numbered
from joinedup.method.days import london_day
from joinedup.method.framework import Timescale

#: Who was born between which days: child_id, born_earliest, born_latest; one row a child at most.
BORN: Final = ("child_id", "born_earliest", "born_latest")

#: What the rules ask, one row a case: lengths as Polars writes them (5y, 12mo), null where a rule does not ask; and the days from
#: which the lists would show every event of the kind counted from, and of the start's own.
_ASKED: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "case": pl.UInt16,
    "age_from": pl.String,
    "age_under": pl.String,
    "since_under": pl.String,
    "since_from": pl.String,
    "nth": pl.String,
    "since_shown": pl.Date,
    "start_shown": pl.Date,
}
_KEYS: Final = ("case", "child_id")


def arising(
    cases: Sequence[tuple[int, Timescale]],
    starts: pl.DataFrame,
    coverage: Coverage,
    *,
    born: pl.DataFrame,
    since: Callable[[str], pl.DataFrame],
    told: Numbered,
) -> pl.DataFrame:
    """Return the starts (`clock.STARTS`) whose duty may have arisen, `applies` null where that is not known.

    `cases`: the rules by `case`; `born`: BORN, by the children's numbers; `since`: the events of a kind that a rule counts from.
    """
    asked = [(n, rule) for n, rule in cases if rule.conditional]
    hanging = pl.col("case").is_in([n for n, _ in asked])
    held = starts.filter(hanging) if asked else starts.clear()
    if held.is_empty():
        return starts
    lo, hi = london_day(pl.col("start_lo")), london_day(pl.col("start_hi"))
    days = held.select(*_KEYS, "start_event", "applies", lo=lo, hi=hi).with_row_index("n")
    known = days.join(_asked(asked, coverage), on="case", maintain_order="left")
    known = known.join(born, on="child_id", how="left", maintain_order="left")
    answers = _aged()
    if counted := [(n, rule) for n, rule in asked if rule.since]:
        known = _begun(known, _events(counted, lambda rule: (since(rule.since),)))
        answers += _counted()
    if placed := [(n, rule) for n, rule in counted if rule.nth]:
        known = _earlier(known, _events(placed, lambda rule: _kin(rule, told)))
        answers += _placed()
    applies = known.select(applies=pl.all_horizontal("applies", *answers))["applies"]
    arose = held.with_columns(applies).filter(pl.col("applies").ne_missing(pl.lit(False)))
    return pl.concat([starts.filter(~hanging), arose])


def completes(born: pl.Expr, years: int | str) -> pl.Expr:
    """Return the day on which so many years are completed (5, or "5y" in a column named): born on 29 February, in other years
    1 March.
    """
    day = born.dt.offset_by(f"{years}y") if isinstance(years, int) else born.dt.offset_by(pl.col(years))
    return pl.when(day.dt.day() == born.dt.day()).then(day).otherwise(day.dt.offset_by("1d"))


def _asked(cases: Sequence[tuple[int, Timescale]], coverage: Coverage) -> pl.DataFrame:
    """Return what the rules ask, in _ASKED shape."""
    rows = [
        (
            n,
            *(None if years is None else f"{years}y" for years in (rule.age_from, rule.age_under)),
            *(None if months is None else f"{months}mo" for months in (rule.since_under, rule.since_from)),
            rule.nth or None,
            coverage.since([rule.since]) if rule.since else None,
            coverage.since([rule.start]),
        )
        for n, rule in cases
    ]
    return pl.DataFrame(rows, schema=_ASKED, orient="row")


def _events(cases: Sequence[tuple[int, Timescale]], of: Callable[[Timescale], tuple[pl.DataFrame, ...]]) -> pl.DataFrame:
    """Return case, child_id, event, e_lo, e_hi: the London days on which each event may have begun."""
    frames = [
        frame.select(pl.lit(n, pl.UInt16).alias("case"), "child_id", "event_id", "start_earliest", "start_latest")
        for n, rule in cases
        for frame in of(rule)
    ]
    lo, hi = london_day(pl.col("start_earliest")), london_day(pl.col("start_latest"))
    return pl.concat(frames).select(*_KEYS, event="event_id", e_lo=lo, e_hi=hi)


def _kin(rule: Timescale, told: Numbered) -> tuple[pl.DataFrame, ...]:
    """Return the events of the kinds that may begin a rule's duty."""
    both = rule.repeats and rule.start != rule.finish
    return (told.of(rule.start), told.of(rule.finish)) if both else (told.of(rule.start),)


def _aged() -> list[pl.Expr]:
    lo, hi = pl.col("lo"), pl.col("hi")
    old_enough = _holds(
        lo >= completes(pl.col("born_latest"), "age_from"), hi < completes(pl.col("born_earliest"), "age_from"), "age_from"
    )
    young_enough = _holds(
        hi < completes(pl.col("born_earliest"), "age_under"), lo >= completes(pl.col("born_latest"), "age_under"), "age_under"
    )
    return [old_enough, young_enough]


def _begun(known: pl.DataFrame, since: pl.DataFrame) -> pl.DataFrame:
    """Add what is known of the last event begun by each start.

    `surely_from`: the day it surely did not begin before (null: none surely has), `maybe_from`: the last it may have begun on;
    `in_under`, `in_from` and `maybe_…`: whether the start lies within so many months of any.
    """
    surely, e_lo, e_hi = pl.col("e_hi") <= pl.col("lo"), pl.col("e_lo"), pl.col("e_hi")
    told = [e_lo.filter(surely).max().alias("surely_from"), e_hi.max().alias("maybe_from")]
    for name in ("under", "from"):
        length = pl.col(f"since_{name}")
        within = surely & (pl.col("hi") < e_lo.dt.offset_by(length))
        maybe = pl.col("lo") < e_hi.dt.offset_by(length)
        told += [within.any().alias(f"in_{name}"), maybe.any().alias(f"maybe_in_{name}")]
    pairs = known.select("n", *_KEYS, "lo", "hi", "since_under", "since_from").join(since, on=_KEYS)
    near = pairs.filter(pl.col("e_lo") <= pl.col("hi")).group_by("n").agg(told)
    return known.join(near, on="n", how="left", maintain_order="left")


def _counted() -> list[pl.Expr]:
    shown = _shown("surely_from", "since_shown")
    return [
        _holds(pl.col("in_under"), ~pl.col("maybe_in_under") & shown, "since_under"),
        _holds(~pl.col("maybe_in_from") & shown, pl.col("in_from"), "since_from"),
    ]


def _earlier(known: pl.DataFrame, kin: pl.DataFrame) -> pl.DataFrame:
    """Add whether another event of the start's kind surely, or maybe, lies before it since the last event begun."""
    pairs = known.select("n", *_KEYS, "start_event", "lo", "hi", "surely_from", "maybe_from").join(kin, on=_KEYS)
    before = pairs.filter((pl.col("event") != pl.col("start_event")) & (pl.col("e_lo") < pl.col("hi")))
    surely = (pl.col("e_hi") < pl.col("lo")) & (pl.col("e_lo") >= pl.col("maybe_from")) & pl.col("surely_from").is_not_null()
    maybe = pl.col("e_hi") >= pl.col("surely_from")
    told = before.group_by("n").agg(surely.any().alias("earlier"), maybe.any().alias("maybe_earlier"))
    flags = pl.col("earlier", "maybe_earlier").fill_null(False)
    return known.join(told, on="n", how="left", maintain_order="left").with_columns(flags)


def _placed() -> list[pl.Expr]:
    first = ~pl.col("maybe_earlier") & _shown("surely_from", "start_shown")
    later = pl.col("earlier") & _shown("maybe_from", "since_shown")
    asked_first = pl.col("nth") == "first"
    yes, no = (pl.when(asked_first).then(one).otherwise(other) for one, other in ((first, later), (later, first)))
    return [_holds(yes, no, "nth")]


def _shown(day: str, known: str) -> pl.Expr:
    """Say whether every event since a day would be on the lists; not so where there is no such day."""
    return (pl.col(day) >= pl.col(known)).fill_null(False)


def _holds(yes: pl.Expr, no: pl.Expr, asked: str) -> pl.Expr:
    """Return true where it surely is so or is not asked, false where it surely is not, else null."""
    surely = pl.when(yes.fill_null(False)).then(pl.lit(True)).when(no.fill_null(False)).then(pl.lit(False))
    return pl.when(pl.col(asked).is_null()).then(pl.lit(True)).otherwise(surely)
