"""The framework's timescales over a cohort: prompts for an inspector, never a judgement.

Events are chronologies (`cases.core.chronology`); an adult's event, which came by a relation, counts only for kinds that are
about adults. An answer read from a row that is about one episode answers that one alone (`core.belonging`). Where a rule ends
early (`unless`), a kind that lasts ends the duty by its own end, any other by happening; such a kind begins its duty once, not
again by a spell inside a running one (`core.overlapping`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import polars as pl

from joinedup.cases.core.belonging import belonging, learned_kinds
from joinedup.cases.core.clock import STARTS, Cases, Limit, judge
from joinedup.cases.core.conditions import BORN, arising
from joinedup.cases.core.coverage import Coverage, coverage_up_to
from joinedup.cases.core.lasting import lasting_kinds
from joinedup.cases.core.numbered import Numbered, numbered
from joinedup.cases.core.overlapping import begins_once, overlapping
from joinedup.cases.core.ticks import Ticks
from joinedup.method.framework import Framework, Timescale
from joinedup.records.shape import TIME

#: Rules are judged together where the events are few, as a child's are: each step then costs the same for all as for one.
_TOGETHER: Final = 10_000

STATES: Final = ("met", "missed", "open", "unknown")

#: One row per duty: the child, the rule, the verdict, the two events, their intervals (UTC), the last moment in time
#: (an interval where the start is one), and how long it took in the rule's unit (months in days; null without an answer).
TIMESCALE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "child_id": pl.String,
    "rule": pl.String,
    "state": pl.String,
    "start_event": pl.String,
    "finish_event": pl.String,
    "start_earliest": TIME,
    "start_latest": TIME,
    "finish_earliest": TIME,
    "finish_latest": TIME,
    "due_earliest": TIME,
    "due_latest": TIME,
    "took_min": pl.Int64,
    "took_max": pl.Int64,
}


def timescales(framework: Framework, events: pl.DataFrame, as_of: datetime, coverage: Coverage | None = None) -> pl.DataFrame:
    """Return every duty the framework's rules find in these chronologies, in TIMESCALE shape.

    `as_of` is the UTC moment up to which records are complete (see `method.days.end_of`). `coverage` says what the lists can show;
    without it every list is held to have been received and notification to be on `as_of`'s day.
    Ordered by child, rule (the framework's order), start.
    """
    shown = coverage or coverage_up_to(framework, as_of)
    told = numbered(events, {kind for rule in framework.timescales for kind in _kinds(rule, framework)})
    known = _Known(framework, told, births_told(events, told.children), shown, _spells_inside(framework, told))
    rules = [rule for rule in framework.timescales if rule.start in told.kinds]
    batches = [rules] if events.height <= _TOGETHER else [[rule] for rule in rules]
    place = {rule.id: n for n, rule in enumerate(framework.timescales)}
    verdicts = [_judged(batch, known, as_of, [place[rule.id] for rule in batch]) for batch in batches if batch]
    if not verdicts:
        return pl.DataFrame(schema=TIMESCALE)
    rows = pl.concat(verdicts).sort("child_id", "rule", "start_earliest", "start_latest", "start_event")
    ids = pl.Series([rule.id for rule in framework.timescales], dtype=pl.String)
    return (
        told.named(rows, "start_event", "finish_event").with_columns(ids.gather(rows["rule"]).alias("rule")).select(list(TIMESCALE))
    )


def _kinds(rule: Timescale, framework: Framework) -> tuple[str, ...]:
    return (rule.start, rule.finish, rule.since, *rule.unless, *learned_kinds(rule, framework.handovers))


def fits(when: tuple[tuple[str, tuple[str, ...]], ...]) -> pl.Expr:
    """Say whether an event's attributes hold one of the codes of each name: null where a value is missing and none is wrong."""
    applies = pl.lit(True)
    for name, codes in when:
        applies = applies & pl.col("attributes").str.json_path_match(f"$['{name}']").is_in(list(codes))
    return applies


def births_told(events: pl.DataFrame, children: pl.Series) -> pl.DataFrame:
    """Return when each child was born as its chronology says (BORN), by number; what was kept before it said so tells nothing."""
    if "born_latest" not in events.columns:
        return pl.DataFrame(schema={"child_id": pl.UInt32, "born_earliest": pl.Date, "born_latest": pl.Date})
    told = events.lazy().select(BORN).drop_nulls().unique("child_id", keep="first", maintain_order=True)
    ids = children.to_frame().lazy().with_row_index("number")
    return told.join(ids, on="child_id").select(pl.col("number").alias("child_id"), *BORN[1:]).collect()


@dataclass(frozen=True)
class _Known:
    """What every rule is held against: the framework, the events, births by number of the child, and what the lists can show.

    `inside`: the events that began inside another spell of their kind, and so began nothing.
    """

    framework: Framework
    told: Numbered
    born: pl.DataFrame
    coverage: Coverage
    inside: pl.Series

    def without_inner(self, kind: str) -> pl.DataFrame:
        """Return the events of a kind without the spells that began inside another."""
        found = self.told.of(kind)
        return found.filter(~self._is_inside("event_id")) if self.inside.len() and kind in lasting_kinds() else found

    def begun_anew(self, cases: Iterable[tuple[int, Timescale]], starts: pl.DataFrame) -> pl.DataFrame:
        """Return the starts without spells inside others, where a rule's duty begins once in a spell."""
        once = [n for n, rule in cases if begins_once(rule)]
        return (
            starts.filter(~(pl.col("case").is_in(once) & self._is_inside("start_event"))) if once and self.inside.len() else starts
        )

    def _is_inside(self, event: str) -> pl.Expr:
        return pl.col(event).is_in(self.inside.implode())


def _spells_inside(framework: Framework, told: Numbered) -> pl.Series:
    kinds = sorted({rule.start for rule in framework.timescales if begins_once(rule)})
    if not any(kind in told.kinds for kind in kinds):
        return pl.Series(dtype=pl.UInt32)
    return overlapping(framework, pl.concat([told.of(kind) for kind in kinds]))["inner"]


def _judged(rules: Sequence[Timescale], known: _Known, as_of: datetime, places: list[int]) -> pl.DataFrame:
    """Return the verdicts on these rules, each with the place of its rule (`rule`) and with numbers for ids."""
    cases = [(n, rule) for n, rule in enumerate(rules)]
    limits = [_limit(rule, known.coverage) for rule in rules]
    stops = _stops(cases, known.told)
    every = _starts(cases, known.told)
    starts = known.begun_anew(cases, every)
    again = [(n, rule) for n, rule in cases if rule.repeats and rule.start != rule.finish]
    if again:
        ticks = Ticks(tuple(dict.fromkeys(rule.unit for _, rule in again)))
        units = pl.DataFrame([(n, rule.unit) for n, rule in again], schema={"case": pl.UInt16, "unit": pl.String}, orient="row")
        starts = pl.concat([starts, _restarts(every, _finishing(again, known.told), stops, ticks, units)])
    starts = arising(cases, starts, known.coverage, born=known.born, since=known.without_inner, told=known.told)
    belongs = belonging(cases, known.told, known.framework.handovers)
    verdicts = judge(Cases(limits, starts, _answers(cases, known.told), stops, belongs), as_of)
    return verdicts.with_columns(pl.Series(places, dtype=pl.UInt16).gather(verdicts["case"]).alias("rule")).drop("case")


def _limit(rule: Timescale, coverage: Coverage) -> Limit:
    strictly = rule.repeats or rule.start == rule.finish
    return Limit(rule.limit, rule.unit, strictly, coverage.since((rule.finish, *rule.unless)))


def _case(n: int) -> pl.Expr:
    return pl.lit(n, pl.UInt16).alias("case")


def _starts(cases: Iterable[tuple[int, Timescale]], told: Numbered) -> pl.DataFrame:
    """Return what begins each rule's duty (STARTS), spells inside others among them."""
    found = [
        told.of(rule.start).select(
            _case(n),
            "child_id",
            pl.col("event_id").alias("start_event"),
            pl.col(f"{rule.start_at}_earliest").alias("start_lo"),
            pl.col(f"{rule.start_at}_latest").alias("start_hi"),
            fits(rule.when).alias("applies"),
        )
        for n, rule in cases
    ]
    return pl.concat(found).filter(_dated("start") & pl.col("applies").ne_missing(pl.lit(False)))


def _finishing(cases: Iterable[tuple[int, Timescale]], told: Numbered) -> pl.DataFrame:
    """Return what finishes each rule's duty and sets its clock going again (STARTS)."""
    answers = _answers(cases, told)
    return answers.rename({name: name.replace("finish", "start") for name in answers.columns}).with_columns(applies=pl.lit(True))


def _answers(cases: Iterable[tuple[int, Timescale]], told: Numbered) -> pl.DataFrame:
    """Return what finishes each rule's duty (ANSWERS)."""
    found = [
        told.of(rule.finish).select(
            _case(n),
            "child_id",
            pl.col("event_id").alias("finish_event"),
            pl.col(f"{rule.finish_at}_earliest").alias("finish_lo"),
            pl.col(f"{rule.finish_at}_latest").alias("finish_hi"),
        )
        for n, rule in cases
    ]
    return pl.concat(found).filter(_dated("finish"))


def _stops(cases: Iterable[tuple[int, Timescale]], told: Numbered) -> pl.DataFrame | None:
    """Return what ends each rule's duty (STOPS): what lasts by its own end, anything else by happening."""
    lasting = lasting_kinds()
    found = [
        told.of(kind).select(
            _case(n),
            "child_id",
            pl.col(f"{'end' if kind in lasting else 'start'}_earliest").alias("stop_lo"),
            pl.col(f"{'end' if kind in lasting else 'start'}_latest").alias("stop_hi"),
        )
        for n, rule in cases
        for kind in rule.unless
        if kind in told.kinds
    ]
    return pl.concat(found).filter(_dated("stop")) if found else None


def _dated(prefix: str) -> pl.Expr:
    return pl.col(f"{prefix}_lo").is_not_null() & pl.col(f"{prefix}_hi").is_not_null()


def _restarts(
    first: pl.DataFrame, again: pl.DataFrame, stops: pl.DataFrame | None, ticks: Ticks, units: pl.DataFrame
) -> pl.DataFrame:
    """Return the answers that set the clock going again: those within a duty that began before and had not surely ended.

    `applies` is null where that is not certain: the duty may have begun later or ended before.
    """
    lo, hi, keys = ticks.of(pl.col("start_lo")), ticks.of(pl.col("start_hi")), ["case", "child_id"]
    begun = first.join(units, on="case").select(*keys, lo.alias("a_lo"), hi.alias("a_hi"), pl.col("applies").alias("surely"))
    answers = again.join(units, on="case", maintain_order="left").with_columns(lo.alias("lo"), hi.alias("hi")).with_row_index("m")
    pairs = answers.select("m", *keys, "lo", "hi").join(begun, on=keys)
    within = pairs.filter(pl.col("a_lo") <= pl.col("hi")).with_row_index("n")
    running = within.with_columns(cut=pl.lit(None, pl.Boolean))
    if stops is not None:
        s_lo, s_hi = ticks.of(pl.col("stop_lo")), ticks.of(pl.col("stop_hi"))
        ended = stops.join(units, on="case").select(*keys, s_lo.alias("s_lo"), s_hi.alias("s_hi"))
        between = within.join(ended, on=keys).filter((pl.col("s_hi") >= pl.col("a_lo")) & (pl.col("s_lo") < pl.col("hi")))
        surely = (pl.col("s_lo") >= pl.col("a_hi")) & (pl.col("s_hi") < pl.col("lo"))
        running = within.join(between.group_by("n").agg(surely.any().alias("cut")), on="n", how="left")
    certain = pl.col("surely").fill_null(False) & pl.col("cut").is_null() & (pl.col("a_hi") <= pl.col("lo"))
    told = running.filter(~pl.col("cut").fill_null(False)).group_by("m").agg(certain.any().alias("certain"))
    return answers.join(told, on="m").with_columns(applies=pl.when("certain").then(pl.lit(True))).select(STARTS)
