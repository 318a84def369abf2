"""The framework's timescales over a cohort: prompts for an inspector, never a judgement.

Events are chronologies (`cases.core.chronology`); an adult's event, which came by a relation, counts only for kinds that are
about adults. An answer read from a row that is about one episode answers that one alone (`core.belonging`). Where a rule ends
early (`unless`), a kind that lasts ends the duty by its own end, any other by happening; such a kind begins its duty once, not
again by a spell inside a running one (`core.overlapping`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import polars as pl

from joinedup.cases.core.belonging import belonging, learned_kinds
from joinedup.cases.core.chronology import CHRONOLOGY
from joinedup.cases.core.clock import ANSWERS, STARTS, STOPS, Case, Limit, judge_all
from joinedup.cases.core.conditions import BORN, arising
from joinedup.cases.core.coverage import Coverage, coverage_up_to
from joinedup.cases.core.lasting import lasting_kinds
from joinedup.cases.core.overlapping import begins_once, overlapping
from joinedup.method.days import tick
from joinedup.method.framework import Framework, Timescale
from joinedup.records.kinds import event_kinds
from joinedup.records.shape import TIME

_READ: Final = (
    "child_id",
    "event_id",
    "kind",
    "sector",
    "attributes",
    "start_earliest",
    "start_latest",
    "end_earliest",
    "end_latest",
    "submission",
    "list",
    "sheet",
    "row",
)

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
    asked = {
        kind
        for rule in framework.timescales
        for kind in (rule.start, rule.finish, rule.since, *rule.unless, *learned_kinds(rule, framework.handovers))
    }
    known = _Known(framework, events_by_kind(events, asked), births_told(events), shown)
    cases = [(rule.id, case) for rule in framework.timescales if (case := _case(rule, known)) is not None]
    verdicts = judge_all([case for _, case in cases], as_of)
    told = [frame.with_columns(pl.lit(rule).alias("rule")) for (rule, _), frame in zip(cases, verdicts, strict=True)]
    rows = pl.concat([frame.select(list(TIMESCALE)) for frame in [pl.DataFrame(schema=TIMESCALE), *told]])
    place = pl.col("rule").cast(pl.Enum([rule.id for rule in framework.timescales]))
    return rows.sort("child_id", place, "start_earliest", "start_latest", "start_event")


def events_by_kind(events: pl.DataFrame, asked: Collection[str]) -> dict[str, pl.DataFrame]:
    """Return the events of the kinds asked for that count, by kind: the child's own, and adults' of kinds that are about adults."""
    adult = [kind for kind, what in event_kinds().items() if what.adult]
    counts = pl.col("via").is_null() | pl.col("kind").is_in(adult)
    counted = events.lazy().filter(pl.col("kind").is_in(list(asked)) & counts).select(_READ).collect()
    return {str(kind): frame for (kind,), frame in counted.partition_by("kind", as_dict=True).items()}


def applicable(frame: pl.DataFrame, when: tuple[tuple[str, tuple[str, ...]], ...]) -> pl.DataFrame:
    """Return events whose attributes hold one of the codes named, with `applies`: true, or null where a value is missing."""
    applies = pl.lit(True)
    for name, codes in when:
        value = pl.col("attributes").str.json_path_match(f"$['{name}']")
        applies = applies & value.is_in(list(codes))
    return frame.with_columns(applies.alias("applies")).filter(pl.col("applies").is_null() | pl.col("applies"))


def moments(frame: pl.DataFrame, at: str, prefix: str) -> pl.DataFrame:
    """Return the frame with `<prefix>_lo`, `<prefix>_hi`: the start or the end of each event; what has none is left out."""
    edges = {f"{prefix}_lo": f"{at}_earliest", f"{prefix}_hi": f"{at}_latest"}
    named = frame.with_columns(pl.col(column).alias(name) for name, column in edges.items())
    return named.drop_nulls(list(edges))


def births_told(events: pl.DataFrame) -> pl.DataFrame:
    """Return when each child was born as its chronology says (BORN); chronologies kept before they said so tell nothing."""
    if "born_latest" not in events.columns:
        return pl.DataFrame(schema={"child_id": pl.String, "born_earliest": pl.Date, "born_latest": pl.Date})
    told = events.lazy().select(BORN).drop_nulls().unique("child_id", keep="first", maintain_order=True)
    return told.collect()


@dataclass(frozen=True)
class _Known:
    """What every rule is held against: the framework, the events by kind, births, and what the lists can show."""

    framework: Framework
    kinds: dict[str, pl.DataFrame]
    born: pl.DataFrame
    coverage: Coverage

    def spells(self, kind: str) -> pl.DataFrame:
        """Return the events of a kind, without spells that began inside another and so began nothing."""
        found = self.kinds.get(kind, pl.DataFrame(schema={name: CHRONOLOGY[name] for name in _READ}))
        inner = overlapping(self.framework, found)["inner"].to_list() if kind in lasting_kinds() else []
        return found.filter(~pl.col("event_id").is_in(inner)) if inner else found


def _case(rule: Timescale, known: _Known) -> Case | None:
    """Return what a rule is judged by, null where nothing on the lists begins it."""
    kinds, framework, coverage = known.kinds, known.framework, known.coverage
    nothing = next(iter(kinds.values())).clear() if kinds else pl.DataFrame(schema={"child_id": pl.String})
    if rule.start not in kinds:
        return None
    first = _starts(applicable(kinds[rule.start], rule.when), rule.start_at)
    finishing = kinds.get(rule.finish, nothing)
    answers = moments(finishing.rename({"event_id": "finish_event"}), rule.finish_at, "finish").select(ANSWERS)
    stops = _stops(rule, kinds, nothing)
    again_inside = overlapping(framework, kinds[rule.start])["inner"].to_list() if begins_once(rule) else []
    starts = first.filter(~pl.col("start_event").is_in(again_inside))
    if rule.repeats and rule.start != rule.finish:
        again = _starts(finishing.with_columns(pl.lit(True).alias("applies")), rule.finish_at)
        starts = pl.concat([starts, _restarts(first, again, stops, rule.unit)])
    if rule.conditional:
        kin = pl.concat([kinds[rule.start], finishing]) if rule.repeats and rule.start != rule.finish else kinds[rule.start]
        since = known.spells(rule.since) if rule.since else nothing
        starts = arising(rule, starts, coverage, born=known.born, since=since, kin=kin)
    strictly = rule.repeats or rule.start == rule.finish
    limit = Limit(rule.limit, rule.unit, strictly, coverage.since((rule.finish, *rule.unless)))
    return Case(starts, answers, stops, limit, belonging(rule, kinds, framework.handovers))


def _starts(frame: pl.DataFrame, at: str) -> pl.DataFrame:
    return moments(frame.rename({"event_id": "start_event"}), at, "start").select(STARTS)


def _stops(rule: Timescale, kinds: dict[str, pl.DataFrame], nothing: pl.DataFrame) -> pl.DataFrame:
    lasting = {kind for kind, what in event_kinds().items() if what.span}
    frames = [
        moments(kinds.get(kind, nothing), "end" if kind in lasting else "start", "stop").select(STOPS) for kind in rule.unless
    ]
    return pl.concat(frames) if frames else moments(nothing, "start", "stop").select(STOPS)


def _restarts(first: pl.DataFrame, again: pl.DataFrame, stops: pl.DataFrame, unit: str) -> pl.DataFrame:
    """Return the answers that set the clock going again: those within a duty that began before and had not surely ended.

    `applies` is null where that is not certain: the duty may have begun later or ended before.
    """
    lo, hi = tick(pl.col("start_lo"), unit), tick(pl.col("start_hi"), unit)
    begun = first.select("child_id", lo.alias("a_lo"), hi.alias("a_hi"), pl.col("applies").alias("surely"))
    ended = stops.select("child_id", tick(pl.col("stop_lo"), unit).alias("s_lo"), tick(pl.col("stop_hi"), unit).alias("s_hi"))
    pairs = again.with_columns(lo.alias("lo"), hi.alias("hi")).with_row_index("m").join(begun, on="child_id")
    within = pairs.filter(pl.col("a_lo") <= pl.col("hi")).with_row_index("n")
    between = (
        within.select("n", "child_id", "lo", "hi", "a_lo", "a_hi")
        .join(ended, on="child_id")
        .filter((pl.col("s_hi") >= pl.col("a_lo")) & (pl.col("s_lo") < pl.col("hi")))
    )
    surely = (pl.col("s_lo") >= pl.col("a_hi")) & (pl.col("s_hi") < pl.col("lo"))
    cut = between.group_by("n").agg(surely.any().alias("cut"))
    running = within.join(cut, on="n", how="left").filter(~pl.col("cut").fill_null(False))
    certain = pl.col("surely").fill_null(False) & pl.col("cut").is_null() & (pl.col("a_hi") <= pl.col("lo"))
    return (
        running.group_by("m", maintain_order=True)
        .agg(*[pl.col(name).first() for name in STARTS[:-1]], certain.any().alias("certain"))
        .with_columns(applies=pl.when("certain").then(pl.lit(True)))
        .select(STARTS)
    )
