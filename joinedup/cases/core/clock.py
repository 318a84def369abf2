"""Was it done in time? Judged on intervals: a verdict stands only where it holds for every moment each event may have had.

A start is tried at every moment it may have happened. At one such moment S, with D the last tick within the limit:

- an answer that certainly lies in [S, D] meets it; one that possibly does leaves it unknown, as does any answer to a duty of
  which nobody knows whether it arose;
- else something that certainly ended the duty in [S, D] takes it away; something that possibly did leaves it unknown;
- else, where S lies before the lists would show an answer, it is unknown;
- else it is missed once D has passed, and open until then.

An answer that belongs to certain starts (`core.belonging`) answers none but these, and surely only where it belongs to one.

Where the moments disagree the verdict is unknown. A missing date is never a missed limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import polars as pl

from joinedup.cases.core.belonging import BELONGS
from joinedup.method.days import due, elapsed, last_moment, london_day, tick
from joinedup.records.shape import TIME

#: What `judge` reads. Every `_lo`, `_hi` is a UTC moment, both inclusive. `applies`: false is left out beforehand,
#: null means nobody knows whether the duty arose.
STARTS: Final = ("child_id", "start_event", "start_lo", "start_hi", "applies")
ANSWERS: Final = ("child_id", "finish_event", "finish_lo", "finish_hi")
STOPS: Final = ("child_id", "stop_lo", "stop_hi")

_TERMS: Final = ("length", "strictly", "known_since")
_STEP: Final = timedelta(microseconds=1)
#: Starts and answers of so many cases are judged together; more gain nothing by it.
_TOGETHER: Final = 10_000


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
class Case:
    """Everything one rule is judged by: STARTS, ANSWERS, STOPS, its limit, and answers that belong to certain starts (BELONGS)."""

    starts: pl.DataFrame
    answers: pl.DataFrame
    stops: pl.DataFrame
    limit: Limit
    belongs: pl.DataFrame | None = None


def judge(
    starts: pl.DataFrame,
    answers: pl.DataFrame,
    stops: pl.DataFrame,
    limit: Limit,
    as_of: datetime,
    *,
    belongs: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return a verdict per start: child_id, start_event, state, finish_event, the intervals of all three, `took_min`, `took_max`.

    Starts whose duty certainly ended before it was answered are left out. `as_of` is the moment up to which records are
    complete: what is dated after it has not happened yet. `belongs`: answers that belong to certain starts, in BELONGS shape.
    """
    return judge_all([Case(starts, answers, stops, limit, belongs)], as_of)[0]


def judge_all(cases: Sequence[Case], as_of: datetime) -> list[pl.DataFrame]:
    """Return the verdicts of each case, as `judge` does.

    Those of one unit are judged together where they are few, as a child's are: each step costs the same for ten rows as for one.
    """
    few = sum(case.starts.height + case.answers.height for case in cases) <= _TOGETHER
    groups: dict[str | int, list[int]] = {}
    for place, case in enumerate(cases):
        groups.setdefault(case.limit.unit if few else place, []).append(place)
    found: dict[int, pl.DataFrame] = {}
    for places in groups.values():
        verdicts = _judged([cases[place] for place in places], as_of)
        if len(places) == 1:
            found[places[0]] = verdicts.drop("case")
            continue
        told = {case: frame.drop("case") for (case,), frame in verdicts.partition_by("case", as_dict=True).items()}
        found |= {place: told.get(case, verdicts.clear().drop("case")) for case, place in enumerate(places)}
    return [found[place] for place in range(len(cases))]


@dataclass(frozen=True)
class _Terms:
    """How the cases judged together are told apart (`keys`), and their limits: values for one case, columns for several."""

    unit: str
    keys: tuple[str, ...]
    length: int | pl.Expr
    strictly: pl.Expr
    known_since: pl.Expr
    columns: tuple[str, ...] = ()


def _terms(cases: Sequence[Case]) -> _Terms:
    limit = cases[0].limit
    if len(cases) == 1:
        return _Terms(limit.unit, ("child_id",), limit.length, pl.lit(limit.strictly), pl.lit(limit.known_since))
    length, strictly, known_since = (pl.col(name) for name in _TERMS)
    return _Terms(limit.unit, ("case", "child_id"), length, strictly, known_since, _TERMS)


def _together(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return the frames of all cases as one, each row with its case."""
    return pl.concat(frame.with_columns(pl.lit(n, pl.UInt16).alias("case")) for n, frame in enumerate(frames))


def _begun(cases: Sequence[Case], terms: _Terms, as_of: datetime) -> pl.DataFrame:
    """Return every start of all cases, with the terms of its case."""
    known = _together([case.starts.filter(pl.col("start_lo") <= as_of) for case in cases])
    if terms.columns:
        told = pl.DataFrame(
            [(n, case.limit.length, case.limit.strictly, case.limit.known_since) for n, case in enumerate(cases)],
            schema={"case": pl.UInt16, "length": pl.Int64, "strictly": pl.Boolean, "known_since": pl.Date},
            orient="row",
        )
        known = known.join(told, on="case", how="left", maintain_order="left")
    lo, hi = tick(pl.col("start_lo"), terms.unit), tick(pl.col("start_hi"), terms.unit)
    return known.with_row_index("n").with_columns(lo.alias("lo"), hi.alias("hi"))


def _judged(cases: Sequence[Case], as_of: datetime) -> pl.DataFrame:
    """Return the verdicts of cases of one unit, each with its case."""
    terms = _terms(cases)
    unit = terms.unit
    begun = _begun(cases, terms, as_of)
    done = _together([case.answers for case in cases]).filter(pl.col("finish_lo") <= as_of)
    done = done.with_columns(tick(pl.col("finish_lo"), unit).alias("f_lo"), tick(pl.col("finish_hi"), unit).alias("f_hi"))
    ended = (
        _together([case.stops for case in cases])
        .filter(pl.col("stop_lo") <= as_of)
        .select(*terms.keys, tick(pl.col("stop_lo"), unit).alias("s_lo"), tick(pl.col("stop_hi"), unit).alias("s_hi"))
    )
    nowhere = pl.DataFrame(schema=BELONGS)
    pairs = _together([nowhere if case.belongs is None else case.belongs for case in cases])
    moments = _moments(begun, done, ended, terms, as_of).with_columns(due(pl.col("at"), terms.length, unit).alias("due"))
    answering = _answering(begun.select(*terms.keys, "start_event").unique(), done, pairs, terms)
    verdicts = _verdicts(moments, answering, ended, terms, as_of)
    return _told(begun.join(verdicts, on="n").join(_finishes(begun, answering, terms), on="n", how="left"), terms)


def _moments(begun: pl.DataFrame, done: pl.DataFrame, ended: pl.DataFrame, terms: _Terms, as_of: datetime) -> pl.DataFrame:
    """Return every moment a start has to be tried at: each of its days, or for hours each moment at which a verdict may turn."""
    columns = ["n", *terms.keys, *terms.columns, "start_event", "applies", "at"]
    exact = begun.filter(pl.col("lo") == pl.col("hi")).with_columns(at=pl.col("lo")).select(columns)
    loose = begun.filter(pl.col("lo") < pl.col("hi"))
    if loose.is_empty():
        return exact
    if terms.unit != "hours":
        spread = loose.with_columns(at=pl.date_ranges("lo", "hi")).explode("at")
    else:
        spread = _turns(loose, done, ended, terms, as_of)
    return pl.concat([exact, spread.select(columns)])


def _turns(loose: pl.DataFrame, done: pl.DataFrame, ended: pl.DataFrame, terms: _Terms, as_of: datetime) -> pl.DataFrame:
    """Return, for starts known to a day only, the moments at which a verdict in hours may turn, and one on either side."""
    length = pl.duration(hours=terms.length, time_unit="us")
    bounds = pl.concat(
        frame.select(*terms.keys, pl.col(name).alias("edge"))
        for frame, names in ((done, ("f_lo", "f_hi")), (ended, ("s_lo", "s_hi")))
        for name in names
    )
    bare = ["n", *terms.keys, *terms.columns, "start_event", "applies", "lo", "hi"]
    near = loose.select(bare).join(bounds, on=terms.keys)
    now = pl.lit(as_of).cast(TIME) - length
    edges = (pl.col("edge"), pl.col("edge") - length)
    turns = [near.select(*bare, at=edge + shift * _STEP) for edge in edges for shift in (-1, 0, 1)]
    turns += [loose.select(*bare, at=at) for at in (pl.col("lo"), pl.col("hi"), now, now + _STEP)]
    return pl.concat(turns).filter(pl.col("at").is_between("lo", "hi")).unique(["n", "at"])


def _verdicts(moments: pl.DataFrame, answering: pl.DataFrame, ended: pl.DataFrame, terms: _Terms, as_of: datetime) -> pl.DataFrame:
    """Return n and state: the one verdict all moments of a start agree on, else unknown; starts whose duty ended are gone."""
    answered = _within(moments, answering.rename({"f_lo": "x_lo", "f_hi": "x_hi"}), terms, terms.strictly, "met")
    ending = moments.select(*terms.keys, "start_event").unique().join(ended, on=terms.keys).with_columns(certain=pl.lit(True))
    stopped = _within(moments, ending.rename({"s_lo": "x_lo", "s_hi": "x_hi"}), terms, pl.lit(False), "ended")
    now = pl.select(tick(pl.lit(as_of).cast(TIME), terms.unit)).item()
    unseen = (london_day(pl.col("at")) if terms.unit == "hours" else pl.col("at")) < terms.known_since
    verdict = (
        pl.when(pl.col("met_surely") & pl.col("applies").is_not_null())
        .then(pl.lit("met"))
        .when("met_maybe")
        .then(pl.lit("unknown"))
        .when("ended_surely")
        .then(pl.lit("ended"))
        .when(pl.col("ended_maybe") | pl.col("applies").is_null())
        .then(pl.lit("unknown"))
        .when(unseen)
        .then(pl.lit("unknown"))
        .when(pl.col("due") < now)
        .then(pl.lit("missed"))
        .otherwise(pl.lit("open"))
    )
    tried = moments.join(answered, on=["n", "at"], how="left").join(stopped, on=["n", "at"], how="left")
    flags = pl.col("met_surely", "met_maybe", "ended_surely", "ended_maybe").fill_null(False)
    agreed = tried.with_columns(flags).group_by("n").agg(verdict.unique().alias("verdicts"))
    state = pl.when(pl.col("verdicts").list.len() == 1).then(pl.col("verdicts").list.first()).otherwise(pl.lit("unknown"))
    return agreed.select("n", state.alias("state")).filter(pl.col("state") != "ended")


def _within(moments: pl.DataFrame, others: pl.DataFrame, terms: _Terms, strictly: pl.Expr, name: str) -> pl.DataFrame:
    """Return, per tried moment, whether any of its start's `others` surely or maybe lies from it to its due tick."""
    lo, hi, at, last = pl.col("x_lo"), pl.col("x_hi"), pl.col("at"), pl.col("due")
    reached = (hi > at) | (~strictly & (hi == at))
    surely = ((lo > at) | (~strictly & (lo == at))) & (hi <= last) & pl.col("certain")
    named = [column for column in terms.columns if column == "strictly"]
    return (
        moments.select("n", "at", "due", *terms.keys, *named, "start_event")
        .lazy()
        .join(others.lazy(), on=[*terms.keys, "start_event"])
        .filter(reached & (lo <= last))
        .group_by("n", "at")
        .agg(surely.any().alias(f"{name}_surely"), pl.lit(True).first().alias(f"{name}_maybe"))
        .collect()
    )


def _answering(starts: pl.DataFrame, done: pl.DataFrame, belongs: pl.DataFrame, terms: _Terms) -> pl.DataFrame:
    """Return the answers each start may have, `certain` unless it is one of several to which the answer may belong.

    `own`: the answer belongs to this start. An event never answers itself.
    """
    keys, other = list(terms.keys), [] if "case" in terms.keys else ["case"]
    pairs = starts.join(done.drop(other), on=keys).filter(pl.col("finish_event") != pl.col("start_event"))
    bound = belongs.drop(other).select(*keys, "finish_event").unique().with_columns(own=pl.lit(True))
    held = pairs.join(bound, on=[*keys, "finish_event"], how="left").join(
        belongs.drop(other), on=[*keys, "finish_event", "start_event"], how="left"
    )
    free = held.filter(pl.col("own").is_null() | pl.col("certain").is_not_null())
    return free.with_columns(pl.col("own").fill_null(False), pl.col("certain").fill_null(True))


def _finishes(begun: pl.DataFrame, answering: pl.DataFrame, terms: _Terms) -> pl.DataFrame:
    """Return the answer to show beside each start: the first that surely came in time, else the first that may follow it.

    One that comes only after the same duty had begun again is held to be the later start's and not shown for the earlier, unless
    the row it was read from says that it belongs to the earlier.
    """
    again = pl.col("lo").shift(-1).over(terms.keys, order_by=["lo", "hi", "start_event"])
    lo, hi, first, last = pl.col("f_lo"), pl.col("f_hi"), pl.col("lo"), pl.col("hi")
    follows = (hi > first) | (~terms.strictly & (hi == first))
    in_time = ((lo > last) | (~terms.strictly & (lo == last))) & (hi <= due(first, terms.length, terms.unit))
    return (
        begun.select("n", *terms.keys, *terms.columns, "start_event", "lo", "hi", again.alias("again"))
        .lazy()
        .join(answering.lazy(), on=[*terms.keys, "start_event"])
        .filter(follows)
        .with_columns((in_time & pl.col("certain")).alias("surely"))
        .filter(pl.col("surely") | pl.col("own") | (lo <= pl.col("again")).fill_null(True))
        .sort(~pl.col("surely"), "f_lo", "f_hi", "finish_event")
        .unique("n", keep="first", maintain_order=True)
        .select("n", "finish_event", "finish_lo", "finish_hi", "f_lo", "f_hi")
        .collect()
    )


def _told(judged: pl.DataFrame, terms: _Terms) -> pl.DataFrame:
    unit = terms.unit
    shortest = pl.when(pl.col("f_lo") > pl.col("hi")).then(elapsed(pl.col("hi"), pl.col("f_lo"), unit))
    longest = pl.when(pl.col("f_hi") > pl.col("lo")).then(elapsed(pl.col("lo"), pl.col("f_hi"), unit))
    zero = pl.when(pl.col("finish_event").is_not_null()).then(pl.lit(0, pl.Int64))
    return judged.sort("n").select(
        "case",
        "child_id",
        "state",
        "start_event",
        "finish_event",
        pl.col("start_lo").alias("start_earliest"),
        pl.col("start_hi").alias("start_latest"),
        pl.col("finish_lo").alias("finish_earliest"),
        pl.col("finish_hi").alias("finish_latest"),
        last_moment(due(pl.col("lo"), terms.length, unit), unit).alias("due_earliest"),
        last_moment(due(pl.col("hi"), terms.length, unit), unit).alias("due_latest"),
        shortest.otherwise(zero).alias("took_min"),
        longest.otherwise(zero).alias("took_max"),
    )
