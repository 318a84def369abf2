"""How long things took in an agency's own list: distributions with denominators, what still runs kept apart. Never a judgement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import polars as pl

from joinedup.intake.core.sheets import ROW
from joinedup.intake.core.table import Table
from joinedup.method.days import due, elapsed, end_of, tick
from joinedup.method.framework import EventMapping, Timescale
from joinedup.records.kinds import event_kinds

#: Upper ends, in days, of the bands of a length that has no limit.
_FREE_BANDS: Final = (7, 28, 91, 182)
#: A product of many fractions may miss a half by so much.
_ROUNDING: Final = 1e-12
_ROW: Final = ("record_id", "submission", "list", "sheet", "row")


@dataclass(frozen=True)
class Band:
    """How many took this long, and how many of those still open have run this long so far."""

    words: str
    finished: int
    open: int


@dataclass(frozen=True)
class Times:
    """How long one thing took. `began` is the denominator: within + outside + open + ended + unclear, where there is a limit.

    Without one it is finished + open. Spans whose end cannot be used, `unusable`, are in none of them: they are not still open.
    """

    id: str
    title: str
    unit: str  # working_days | days | hours, in which `bands` and `median` are told
    limit_words: str  # "within 45 working days"; "" where nothing sets a limit
    source: str
    began: int
    finished: int  # both ends are in this list
    within: int  # surely within the limit
    outside: int  # surely not: finished later, or still open after the limit
    open: int  # still open, the limit not reached; without a limit, still open
    ended: int  # something else ended it before the limit
    unclear: int  # dates too vague, or the list does not say whether it applies
    median: int | None  # with what is still open counted as at least so long; None where half have not finished
    bands: tuple[Band, ...]
    unusable: int = 0  # spans whose end is written and cannot be read or is before the start

    @property
    def sentence(self) -> str:
        """What was found, in one sentence with its denominator."""
        parts = [f"{self.finished:,} of {self.began:,} that began in this list have an end in it"]
        if self.limit_words:
            parts += [f"{self.within:,} {self.limit_words}", f"{self.outside:,} later, or still open after that"]
        parts += [f"{number:,} {words}" for number, words in self._rest() if number]
        return "; ".join(parts) + "."

    def _rest(self) -> Iterator[tuple[int, str]]:
        yield self.open, "still open, which may yet end in time" if self.limit_words else "still open"
        yield self.ended, "ended by something else before the limit"
        yield self.unclear, "cannot be told from the dates given"
        yield self.unusable, f"{'end date' if self.unusable == 1 else 'end dates'} not usable"


def own_times(events: pl.DataFrame, tables: Sequence[Table], timescales: Sequence[Timescale], as_of: date) -> tuple[Times, ...]:
    """Return how long things took, as far as these lists alone can show: the framework's limits, then how long each span lasted.

    `events` (EVENT) are those of the lists read as `tables`; `as_of` is the day the lists were drawn up for. What would be told
    by a column that is not in the file is left out.
    """
    edges = {(kind, at) for table in tables for kind, at, _ in _dated(table)}
    told = [
        _limited(events, rule, tables, as_of)
        for rule in timescales
        if not rule.conditional and {(rule.start, rule.start_at), (rule.finish, rule.finish_at)} <= edges
    ]
    told += [_lasted(events, kind, tables, as_of) for kind in event_kinds() if (kind, "end") in edges]
    return tuple(times for times in told if times.began or times.unusable)


def _dated(table: Table) -> Iterator[tuple[str, str, str]]:
    """Return what the file's columns date: the kind of event, which end of it, and the column's key."""
    for mapping in table.spec.events:
        for at, key in (("start", mapping.start), ("end", mapping.end)):
            if mapping.start in table.cells and key in table.cells:
                yield mapping.kind, at, key


def _limited(events: pl.DataFrame, rule: Timescale, tables: Sequence[Table], as_of: date) -> Times:
    starts = _applying(_edges(events, rule.start, rule.start_at, rule.unit, "start"), rule)
    finishes = _edges(events, rule.finish, rule.finish_at, rule.unit, "finish")
    pairs = _stopped(_answered(starts, finishes, rule, tables), events, rule)
    now = tick(pl.lit(end_of(as_of)), rule.unit)
    long = pairs.with_columns(
        _state(rule, now).alias("state"),
        elapsed(pl.col("start_lo"), pl.coalesce("finish_lo", now), rule.unit).alias("took"),
    )
    words = f"within {_amount(rule.limit, rule.unit)}"
    unit = "days" if rule.unit == "months" else rule.unit
    itself = rule.start == rule.finish and (rule.start_at, rule.finish_at) == ("start", "end") and not rule.when
    told = _times(long, _Told(rule.id, rule.title, unit, words, rule.source, _limit_bands(rule)))
    return replace(told, unusable=_unusable(tables, rule.start) if itself else 0)


def _lasted(events: pl.DataFrame, kind: str, tables: Sequence[Table], as_of: date) -> Times:
    """Return how long the spans of one kind lasted, in days."""
    spans = _edges(events, kind, "start", "days", "start").select(
        pl.all(),
        tick(pl.col("end_earliest"), "days").alias("finish_lo"),
        tick(pl.col("end_latest"), "days").alias("finish_hi"),
    )
    now = tick(pl.lit(end_of(as_of)), "days")
    state = pl.when(pl.col("finish_lo").is_null()).then(pl.lit("open")).otherwise(pl.lit("finished"))
    long = spans.with_columns(
        state.alias("state"), elapsed(pl.col("start_lo"), pl.coalesce("finish_lo", now), "days").alias("took")
    )
    title = f"How long it lasted: {event_kinds()[kind].label}"
    return replace(_times(long, _Told(f"{kind}-lasted", title, "days", "", "", _FREE_BANDS)), unusable=_unusable(tables, kind))


def _edges(events: pl.DataFrame, kind: str, at: str, unit: str, prefix: str) -> pl.DataFrame:
    """Return the events of a kind with `<prefix>_lo`, `<prefix>_hi`: its start or end as days (hours: moments). None: left out."""
    edges = {"lo": f"{at}_earliest", "hi": f"{at}_latest"}
    named = events.filter(pl.col("kind") == kind).with_columns(
        tick(pl.col(column), unit).alias(f"{prefix}_{name}") for name, column in edges.items()
    )
    return named.drop_nulls([f"{prefix}_lo", f"{prefix}_hi"])


def _applying(starts: pl.DataFrame, rule: Timescale) -> pl.DataFrame:
    """Return the starts the rule is about, with `applies`: null where the list does not say."""
    applies = pl.lit(True)
    for name, codes in rule.when:
        applies = applies & pl.col("attributes").str.json_path_match(f"$['{name}']").is_in(list(codes))
    return starts.with_columns(applies.alias("applies")).filter(pl.col("applies").is_null() | pl.col("applies"))


def _answered(starts: pl.DataFrame, finishes: pl.DataFrame, rule: Timescale, tables: Sequence[Table]) -> pl.DataFrame:
    """Return each start with its answer: that of its own row where rows hold both, else the child's next."""
    if any(_on_one_row(table, rule) for table in tables):
        own = finishes.sort("finish_lo").unique(_ROW, keep="first").select(*_ROW, "finish_lo", "finish_hi")
        unread = [_unreadable(table, rule) for table in tables]
        starts = starts.join(pl.concat(unread).unique(), on=_ROW[2:], how="left", nulls_equal=True)
        starts = starts.with_columns(pl.when(pl.col("unread").is_null()).then("applies").alias("applies"))
        return starts.join(own, on=_ROW, how="left", nulls_equal=True)
    later = rule.start == rule.finish or rule.repeats
    return _next(starts, finishes.select("record_id", "finish_lo", "finish_hi"), "finish_lo", strictly=later)


def _on_one_row(table: Table, rule: Timescale) -> bool:
    """Whether one row of the list may hold both ends, each in a column of its own."""
    begins = {key for kind, at, key in _dated(table) if (kind, at) == (rule.start, rule.start_at)}
    ends = {key for kind, at, key in _dated(table) if (kind, at) == (rule.finish, rule.finish_at)}
    return rule.start != rule.finish and bool(begins and ends) and begins.isdisjoint(ends)


def _unusable(tables: Sequence[Table], kind: str) -> int:
    """Return in how many rows a span of this kind begins and has an end that cannot be read or is before it.

    Such a row makes no event (`events.list_events`): it neither runs nor ended. One that stands twice counts once.
    """
    return sum(_unusable_rows(table, mapping) for table in tables for mapping in table.spec.events if mapping.kind == kind)


def _unusable_rows(table: Table, mapping: EventMapping) -> int:
    if mapping.start not in table.cells or mapping.end not in table.cells:
        return 0
    began, end = table.values(mapping.start).struct.field("earliest"), table.cells[mapping.end]
    left = end.faulty | (end.values.struct.field("latest") < began).fill_null(False)
    left &= began.is_not_null() & (began <= end_of(table.origin.as_of)).fill_null(False)
    if (own := table.holding("own_id")) is not None:
        left &= table.values(own).is_not_null()
    for key, wanted in mapping.when:
        left &= table.values(key).is_in(list(wanted)).fill_null(False)
    return table.text.drop(ROW).filter(left).n_unique() if left.any() else 0


def _unreadable(table: Table, rule: Timescale) -> pl.DataFrame:
    """Return the rows whose answer is there and cannot be read: nothing is known of how long it took."""
    keys = [key for kind, at, key in _dated(table) if (kind, at) == (rule.finish, rule.finish_at)]
    faulty = pl.DataFrame({key: table.cells[key].faulty for key in keys} or {"none": [False] * len(table)})
    rows = table.text.select(
        pl.lit(table.spec.id).alias("list"),
        pl.lit(table.sheet, dtype=pl.String).alias("sheet"),
        pl.col(ROW).alias("row"),
        pl.lit(True).alias("unread"),
    )
    return rows.filter(faulty.select(pl.any_horizontal(pl.all()).alias("any"))["any"])


def _next(starts: pl.DataFrame, others: pl.DataFrame, on: str, *, strictly: bool) -> pl.DataFrame:
    """Return each start with the same child's first other at or after it; in one pass, however often a child stands in a list."""
    return starts.sort("start_lo").join_asof(
        others.sort(on).with_columns(pl.col(on).alias("#at")),
        left_on="start_lo",
        right_on="#at",
        by="record_id",
        strategy="forward",
        allow_exact_matches=not strictly,
        check_sortedness=False,
    )


def _stopped(pairs: pl.DataFrame, events: pl.DataFrame, rule: Timescale) -> pl.DataFrame:
    """Return the pairs with `stop`, when something else ended the duty; an answer after that answers nothing."""
    stops = [
        _edges(events, kind, "end" if event_kinds()[kind].span else "start", rule.unit, "stop").select(
            "record_id", pl.col("stop_lo").alias("stop")
        )
        for kind in rule.unless
    ]
    if not stops:
        return pairs.with_columns(pl.lit(None, dtype=pairs.schema["start_lo"]).alias("stop"))
    pairs = _next(pairs.drop("#at", strict=False), pl.concat(stops), "stop", strictly=True)
    cut = (pl.col("stop") < pl.col("finish_lo")).fill_null(False)
    return pairs.with_columns(pl.when(~cut).then(name).alias(name) for name in ("finish_lo", "finish_hi"))


def _state(rule: Timescale, now: pl.Expr) -> pl.Expr:
    first, last = (due(pl.col(f"start_{end}"), rule.limit, rule.unit) for end in ("lo", "hi"))
    answered = pl.col("finish_lo").is_not_null()
    cases = (
        (~pl.col("applies").fill_null(False), "unclear"),
        (answered & (pl.col("finish_hi") < pl.col("start_lo")), "unclear"),
        (answered & (pl.col("finish_hi") <= first), "within"),
        (answered & (pl.col("finish_lo") > last), "outside"),
        (answered, "unclear"),
        ((pl.col("stop") <= last).fill_null(False), "ended"),
        (now > last, "outside"),
        (now <= first, "open"),
    )
    return pl.coalesce(*(pl.when(test).then(pl.lit(state)) for test, state in cases), pl.lit("unclear"))


@dataclass(frozen=True)
class _Told:
    id: str
    title: str
    unit: str
    limit_words: str
    source: str
    bounds: tuple[int, ...]


def _times(long: pl.DataFrame, told: _Told) -> Times:
    states = dict(long["state"].value_counts().iter_rows())
    counted = long.filter(~pl.col("state").is_in(["ended", "unclear"]), pl.col("took") >= 0)
    done, running = (counted.filter(pl.col("finish_lo").is_not_null() == ended)["took"] for ended in (True, False))
    return Times(
        id=told.id,
        title=told.title,
        unit=told.unit,
        limit_words=told.limit_words,
        source=told.source,
        began=long.height,
        finished=int(long["finish_lo"].count()),
        within=states.get("within", 0),
        outside=states.get("outside", 0),
        open=states.get("open", 0),
        ended=states.get("ended", 0),
        unclear=states.get("unclear", 0),
        median=median(done, running),
        bands=tuple(_bands(done, running, told.bounds, told.unit)),
    )


def median(done: pl.Series, running: pl.Series) -> int | None:
    """Return the length by which half had finished, what still runs counted as at least so long (Kaplan and Meier)."""
    left, at_risk = 1.0, len(done) + len(running)
    finished, censored = (dict(one.value_counts().iter_rows()) for one in (done, running))
    for length in sorted({*finished, *censored}):
        left *= 1 - finished.get(length, 0) / at_risk
        if left <= 0.5 + _ROUNDING:
            return int(length)
        at_risk -= finished.get(length, 0) + censored.get(length, 0)
    return None


def _limit_bands(rule: Timescale) -> tuple[int, ...]:
    limit = round(rule.limit * 365.25 / 12) if rule.unit == "months" else rule.limit
    return tuple(sorted({limit // 2, limit, 2 * limit} - {0}))


def _bands(done: pl.Series, running: pl.Series, bounds: Sequence[int], unit: str) -> Iterator[Band]:
    floor = -1
    for bound in bounds:
        span = _amount(bound, unit) if floor + 1 == bound else f"{floor + 1} to {_amount(bound, unit)}"
        words = f"up to {_amount(bound, unit)}" if floor < 0 else span
        yield Band(words, *(int(one.is_between(floor + 1, bound).sum()) for one in (done, running)))
        floor = bound
    yield Band(f"more than {_amount(floor, unit)}", *(int((one > floor).sum()) for one in (done, running)))


def _amount(number: int, unit: str) -> str:
    words = unit.replace("_", " ")
    return f"{number} {words[:-1] if number == 1 else words}"
