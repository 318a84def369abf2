"""Was it done in time? Judged on intervals: a verdict stands only where it holds for every moment each event may have had.

A start is tried at every moment it may have happened. At one such moment S, with D the last tick within the limit:

- an answer that certainly lies in [S, D] meets it; one that possibly does leaves it unknown, as does any answer to a duty of
  which nobody knows whether it arose;
- else something that certainly ended the duty in [S, D] takes it away; something that possibly did leaves it unknown;
- else, where S lies before the lists would show an answer, it is unknown;
- else it is missed once D has passed, and open until then.

An answer that belongs to certain starts (`core.belonging`) answers none but these, and surely only where it belongs to one.

Where the moments disagree the verdict is unknown. A missing date is never a missed limit.

Any number of rules are judged in one frame, told apart by `case`: each step costs the same for ten rows as for one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import polars as pl

from joinedup.cases.core.ticks import HOUR, Ticks, day_since_1970
from joinedup.records.shape import TIME

#: What is judged. `case`: the place of its limit. Every `_lo`, `_hi` is a UTC moment, both inclusive. `applies`: false is left
#: out beforehand, null means nobody knows whether the duty arose.
STARTS: Final = ("case", "child_id", "start_event", "start_lo", "start_hi", "applies")
ANSWERS: Final = ("case", "child_id", "finish_event", "finish_lo", "finish_hi")
STOPS: Final = ("case", "child_id", "stop_lo", "stop_hi")


@dataclass(frozen=True)
class Limit:
    """How long, in which unit; `strictly` where the answer must lie after the start, not on its day (same kind of event).

    `known_since`: the first London day from which answers, and what ends the duty, would surely be on the lists.
    """

    length: int
    unit: str
    strictly: bool = False
    known_since: date = date.min


@dataclass(frozen=True)
class Cases:
    """Everything rules are judged by: their limits, STARTS, ANSWERS, STOPS, and answers that belong to certain starts.

    `belongs`: case, child_id, finish_event, start_event, certain (`core.belonging`). Null: there are none, as for `stops`.
    """

    limits: Sequence[Limit]
    starts: pl.DataFrame
    answers: pl.DataFrame
    stops: pl.DataFrame | None = None
    belongs: pl.DataFrame | None = None


@dataclass(frozen=True)
class _Terms:
    """How cases are told apart (`keys`), and their limits: values for one case, columns for several."""

    ticks: Ticks
    keys: tuple[str, ...]
    length: int | pl.Expr
    strictly: pl.Expr
    known_since: pl.Expr
    columns: tuple[str, ...] = ()


def judge(cases: Cases, as_of: datetime) -> pl.DataFrame:
    """Return a verdict per start: case, child_id, start_event, state, finish_event, the intervals of all three, took_min, took_max.

    Starts whose duty certainly ended before it was answered are left out. `as_of` is the moment up to which records are
    complete: what is dated after it has not happened yet.
    """
    terms = _terms(cases.limits)
    begun = _begun(cases, terms, as_of)
    pairs = _pairs(begun, cases, terms, as_of)
    ended = _ended(begun, cases.stops, terms, as_of)
    state = _states(_moments(begun, pairs, ended, terms, as_of), pairs, ended, terms, as_of)
    return _told(begun.join(state, on="n").join(_finishes(pairs, terms), on="n", how="left"), terms)


def _terms(limits: Sequence[Limit]) -> _Terms:
    units, first = tuple(dict.fromkeys(limit.unit for limit in limits)), limits[0]
    if len(limits) == 1:
        since = day_since_1970(pl.lit(first.known_since))
        return _Terms(Ticks(units), ("child_id",), first.length, pl.lit(first.strictly), since)
    length, strictly, known_since = (pl.col(name) for name in ("length", "strictly", "known_since"))
    columns = ("unit", "length", "strictly", "known_since")
    return _Terms(Ticks(units), ("case", "child_id"), length, strictly, known_since, columns)


def _limits(limits: Sequence[Limit]) -> pl.DataFrame:
    """Return the limits as rows, each with its case."""
    return pl.DataFrame(
        [(n, one.unit, one.length, one.strictly, one.known_since) for n, one in enumerate(limits)],
        schema={"case": pl.UInt16, "unit": pl.String, "length": pl.Int64, "strictly": pl.Boolean, "known_since": pl.Date},
        orient="row",
    ).with_columns(day_since_1970(pl.col("known_since")))


def _with_terms(frame: pl.DataFrame, cases: Cases, terms: _Terms) -> pl.DataFrame:
    """Return rows with the columns of their limit, where there is more than one."""
    return frame.join(_limits(cases.limits), on="case", how="left", maintain_order="left") if terms.columns else frame


def _begun(cases: Cases, terms: _Terms, as_of: datetime) -> pl.DataFrame:
    """Return every start with its terms: `lo`, `hi` its first and last tick, `due_lo`, `due_hi` the last ticks in time.

    `again`: the first tick of the next start of the same rule and child.
    """
    held = _with_terms(cases.starts.filter(pl.col("start_lo") <= as_of), cases, terms)
    ticked = held.with_columns(lo=terms.ticks.of(pl.col("start_lo")), hi=terms.ticks.of(pl.col("start_hi")))
    due = {f"due_{edge}": terms.ticks.due(pl.col(edge), terms.length) for edge in ("lo", "hi")}
    # Sorting and looking one row on costs a tenth of a window over each child.
    ordered = ticked.sort(*terms.keys, "lo", "hi", "start_event").with_row_index("n")
    same = pl.all_horizontal(pl.col(key) == pl.col(key).shift(-1) for key in terms.keys)
    return ordered.with_columns(again=pl.when(same).then(pl.col("lo").shift(-1)), **due)


def _pairs(begun: pl.DataFrame, cases: Cases, terms: _Terms, as_of: datetime) -> pl.DataFrame:
    """Return each start (`n`) with every answer that may follow it in time, or before the same duty begins again.

    `certain` unless the answer is one of several starts'; `own`: the row it was read from says that it is this start's. What is
    another start's own is left out, and an event never answers itself.
    """
    done = _with_terms(cases.answers.filter(pl.col("finish_lo") <= as_of), cases, terms)
    done = done.with_columns(f_lo=terms.ticks.of(pl.col("finish_lo")), f_hi=terms.ticks.of(pl.col("finish_hi")))
    answers = done.select(*terms.keys, "finish_event", "f_lo", "f_hi", "finish_lo", "finish_hi")
    starts = begun.select("n", *terms.keys, *_strictly(terms), "start_event", "lo", "hi", "due_lo", "due_hi", "again")
    follows = (pl.col("f_hi") > pl.col("lo")) | (~terms.strictly & (pl.col("f_hi") == pl.col("lo")))
    other = pl.col("finish_event") != pl.col("start_event")
    near = (pl.col("f_lo") <= pl.max_horizontal("due_hi", "again")) | pl.col("again").is_null()
    both = starts.lazy().join(answers.lazy(), on=terms.keys).filter(follows & other)
    if cases.belongs is None or cases.belongs.is_empty():
        return both.filter(near).with_columns(certain=pl.lit(True), own=pl.lit(False)).collect()
    belongs = cases.belongs.lazy().select(*terms.keys, "finish_event", "start_event", "certain")
    bound = belongs.select(*terms.keys, "finish_event").unique().with_columns(own=pl.lit(True))
    held = both.join(bound, on=[*terms.keys, "finish_event"], how="left").join(
        belongs, on=[*terms.keys, "finish_event", "start_event"], how="left"
    )
    own = pl.col("own").fill_null(False)
    free = held.filter(~own | pl.col("certain").is_not_null()).filter(near | own)
    return free.with_columns(own, pl.col("certain").fill_null(True)).collect()


def _strictly(terms: _Terms) -> list[str]:
    return ["strictly"] if terms.columns else []


def _ended(begun: pl.DataFrame, stops: pl.DataFrame | None, terms: _Terms, as_of: datetime) -> pl.DataFrame | None:
    """Return each start with what may end its duty between it and the last tick in time; null where nothing may."""
    if stops is None or stops.is_empty():
        return None
    told = ["unit"] if terms.columns else []
    starts = begun.select("n", *terms.keys, *told, "lo", "due_hi").lazy()
    bounds = (terms.ticks.of(pl.col(name)).alias(short) for name, short in (("stop_lo", "s_lo"), ("stop_hi", "s_hi")))
    happened = stops.lazy().filter(pl.col("stop_lo") <= as_of).select(*terms.keys, "stop_lo", "stop_hi")
    near = (pl.col("s_hi") >= pl.col("lo")) & (pl.col("s_lo") <= pl.col("due_hi"))
    return starts.join(happened, on=terms.keys).with_columns(bounds).filter(near).select("n", "s_lo", "s_hi").collect()


def _moments(begun: pl.DataFrame, pairs: pl.DataFrame, ended: pl.DataFrame | None, terms: _Terms, as_of: datetime) -> pl.DataFrame:
    """Return every moment a start has to be tried at: each of its days, or for hours each moment at which a verdict may turn."""
    columns = ["n", *terms.columns, "applies", "at", "due"]
    exact = begun.filter(pl.col("lo") == pl.col("hi")).with_columns(at="lo", due="due_lo").select(columns)
    loose = begun.filter(pl.col("lo") < pl.col("hi"))
    if loose.is_empty():
        return exact
    in_hours = loose.filter(terms.ticks.in_hours)
    by_day = loose.filter(~terms.ticks.in_hours).with_columns(at=pl.int_ranges("lo", pl.col("hi") + 1)).explode("at")
    tried = pl.concat(
        [by_day.select(columns[:-1]), _turns(in_hours, pairs, ended, terms, as_of).select(columns[:-1])], how="vertical"
    )
    return pl.concat([exact, tried.with_columns(due=terms.ticks.due(pl.col("at"), terms.length))])


def _turns(loose: pl.DataFrame, pairs: pl.DataFrame, ended: pl.DataFrame | None, terms: _Terms, as_of: datetime) -> pl.DataFrame:
    """Return, for starts known to a day only, the moments at which a verdict in hours may turn, and one on either side."""
    length = terms.length * HOUR
    bounds = [pairs.select("n", edge=edge) for edge in ("f_lo", "f_hi")]
    bounds += [] if ended is None else [ended.select("n", edge=edge) for edge in ("s_lo", "s_hi")]
    bare = ["n", *terms.columns, "applies", "lo", "hi"]
    near = loose.select(bare).join(pl.concat(bounds), on="n")
    now = pl.lit(as_of).cast(TIME).dt.epoch("us") - length
    edges = (pl.col("edge"), pl.col("edge") - length)
    turns = [near.select(*bare, at=edge + shift) for edge in edges for shift in (-1, 0, 1)]
    turns += [loose.select(*bare, at=at) for at in (pl.col("lo"), pl.col("hi"), now, now + 1)]
    every = pl.concat(turns)
    return every.filter(pl.col("at").is_between("lo", "hi")).unique(["n", "at"])


def _states(moments: pl.DataFrame, pairs: pl.DataFrame, ended: pl.DataFrame | None, terms: _Terms, as_of: datetime) -> pl.DataFrame:
    """Return n and state: the one verdict all moments of a start agree on, else unknown; starts whose duty ended are gone."""
    tried = moments.with_row_index("m").lazy()
    answered = _within(tried, pairs.rename({"f_lo": "x_lo", "f_hi": "x_hi"}), terms.strictly, "met")
    told = tried.join(answered, on="m", how="left")
    if ended is None:
        told = told.with_columns(ended_surely=pl.lit(False), ended_maybe=pl.lit(False))
    else:
        stops = ended.rename({"s_lo": "x_lo", "s_hi": "x_hi"}).with_columns(certain=pl.lit(True))
        told = told.join(_within(tried, stops, pl.lit(False), "ended"), on="m", how="left")
    flags = pl.col("met_surely", "met_maybe", "ended_surely", "ended_maybe").fill_null(False)
    judged = told.with_columns(flags).select("n", _verdict(terms, as_of).alias("state"))
    if moments.height > moments["n"].n_unique():
        one = pl.when(pl.col("state").n_unique() == 1).then(pl.col("state").first()).otherwise(pl.lit("unknown"))
        judged = judged.group_by("n").agg(one.alias("state"))
    return judged.filter(pl.col("state") != "ended").collect()


def _verdict(terms: _Terms, as_of: datetime) -> pl.Expr:
    """Return the verdict at one moment."""
    return (
        pl.when(pl.col("met_surely") & pl.col("applies").is_not_null())
        .then(pl.lit("met"))
        .when("met_maybe")
        .then(pl.lit("unknown"))
        .when("ended_surely")
        .then(pl.lit("ended"))
        .when(pl.col("ended_maybe") | pl.col("applies").is_null())
        .then(pl.lit("unknown"))
        .when(terms.ticks.day(pl.col("at")) < terms.known_since)
        .then(pl.lit("unknown"))
        .when(pl.col("due") < terms.ticks.of(pl.lit(as_of).cast(TIME)))
        .then(pl.lit("missed"))
        .otherwise(pl.lit("open"))
    )


def _within(tried: pl.LazyFrame, others: pl.DataFrame, strictly: pl.Expr, name: str) -> pl.LazyFrame:
    """Return, per tried moment (`m`), whether any of its start's `others` surely or maybe lies from it to its due tick."""
    lo, hi, at, last = pl.col("x_lo"), pl.col("x_hi"), pl.col("at"), pl.col("due")
    reached = (hi > at) | (~strictly & (hi == at))
    surely = ((lo > at) | (~strictly & (lo == at))) & (hi <= last) & pl.col("certain")
    named = [column for column in ("strictly",) if column in others.columns]
    return (
        tried.select("m", "n", "at", "due")
        .join(others.lazy().select("n", "x_lo", "x_hi", "certain", *named), on="n")
        .filter(reached & (lo <= last))
        .group_by("m")
        .agg(surely.any().alias(f"{name}_surely"), pl.lit(True).first().alias(f"{name}_maybe"))
    )


def _finishes(pairs: pl.DataFrame, terms: _Terms) -> pl.DataFrame:
    """Return the answer to show beside each start: the first that surely came in time, else the first that may follow it.

    One that comes only after the same duty had begun again is held to be the later start's and not shown for the earlier, unless
    the row it was read from says that it belongs to the earlier.
    """
    lo, last = pl.col("f_lo"), pl.col("hi")
    in_time = ((lo > last) | (~terms.strictly & (lo == last))) & (pl.col("f_hi") <= pl.col("due_lo"))
    return (
        pairs.lazy()
        .with_columns(surely=in_time & pl.col("certain"))
        .filter(pl.col("surely") | pl.col("own") | (lo <= pl.col("again")).fill_null(True))
        .sort("n", ~pl.col("surely"), "f_lo", "f_hi", "finish_event")
        .unique("n", keep="first", maintain_order=True)
        .select("n", "finish_event", "finish_lo", "finish_hi", "f_lo", "f_hi")
        .collect()
    )


def _told(judged: pl.DataFrame, terms: _Terms) -> pl.DataFrame:
    ticks, lo, hi, f_lo, f_hi = terms.ticks, *(pl.col(name) for name in ("lo", "hi", "f_lo", "f_hi"))
    zero = pl.when(pl.col("finish_event").is_not_null()).then(pl.lit(0, pl.Int64))
    return judged.select(
        "case",
        "child_id",
        "state",
        "start_event",
        "finish_event",
        pl.col("start_lo").alias("start_earliest"),
        pl.col("start_hi").alias("start_latest"),
        pl.col("finish_lo").alias("finish_earliest"),
        pl.col("finish_hi").alias("finish_latest"),
        ticks.last_moment(pl.col("due_lo")).alias("due_earliest"),
        ticks.last_moment(pl.col("due_hi")).alias("due_latest"),
        pl.when(f_lo > hi).then(ticks.elapsed(hi, f_lo)).otherwise(zero).alias("took_min"),
        pl.when(f_hi > lo).then(ticks.elapsed(lo, f_hi)).otherwise(zero).alias("took_max"),
    )
