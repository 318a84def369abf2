"""Timescales, handovers and who took part over a cohort: how often, how long, and out of how many. Prompts, not findings.

How long it took is Kaplan and Meier's estimate (`core.waiting`): what is still open is followed up to the day the lists go to,
so that leaving it out does not make waiting look shorter than it was. What cannot be told is left out and counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import polars as pl

from joinedup.cases.core import handovers as handing
from joinedup.cases.core import taking_part as taking
from joinedup.cases.core import timescales as timing
from joinedup.cases.core.waiting import Steps, reached, still_waiting
from joinedup.method.days import elapsed, tick
from joinedup.method.framework import Framework, Handover, TakingPart, Timescale
from joinedup.records.shape import TIME

#: Below this many times told, what is usual is not said: two or three times say nothing of it.
FEWEST: Final = 10
HALF: Final = 0.5
NINE_TENTHS: Final = 0.9

#: A number of days (working days, hours) known within bounds; null at the far end where the lists do not go so far.
Bounds = tuple[int, int | None]


@dataclass(frozen=True)
class Spread:
    """How long something took. `answered` of them were; `followed` were watched without an answer; the rest cannot be told.

    `soonest`, `latest`: the share still waiting after so long, at the shortest and the longest the dates allow.
    """

    answered: int
    followed: int
    soonest: Steps
    latest: Steps
    left: tuple[int, ...]  # for how long each of those followed was

    @property
    def told(self) -> int:
        """Return how many times anything is known of how long it took."""
        return self.answered + self.followed

    def by(self, share: float) -> Bounds | None:
        """Return within how long this share was done; null where fewer than FEWEST are known, or so many never were."""
        if self.told < FEWEST:
            return None
        first, last = reached(self.soonest, 1 - share), reached(self.latest, 1 - share)
        return None if first is None else (first, last)


@dataclass(frozen=True)
class Counted:
    """How often each state was found: `times`, `children` (how many different ones), and `seen`: the ids of those tracked."""

    times: Mapping[str, int]
    children: Mapping[str, int]
    seen: Mapping[str, tuple[str, ...]]

    @property
    def all(self) -> int:
        """Return how often it was due (sent, held)."""
        return sum(self.times.values())


@dataclass(frozen=True)
class RuleTimes:
    """One rule over the cohort. `unit` and `limit` are the rule's; a handover's limit is for how long it is watched."""

    rule: str
    title: str
    source: str
    counted: Counted
    unit: str = ""
    limit: int = 0
    spread: Spread | None = None
    between: tuple[str, str] = ("", "")  # sectors of a handover


@dataclass(frozen=True)
class CohortTimes:
    """All rules of the framework over some children, in the framework's order. `cohort`: how many children these are."""

    cohort: int
    timescales: tuple[RuleTimes, ...]
    handovers: tuple[RuleTimes, ...]
    taking_part: tuple[RuleTimes, ...]


@dataclass(frozen=True)
class Judged:
    """What was judged of every child: TIMESCALE, HANDOVER and TAKING_PART rows."""

    timescales: pl.DataFrame
    handovers: pl.DataFrame
    taking_part: pl.DataFrame

    def of(self, children: pl.Series) -> "Judged":
        """Return the rows of these children alone."""
        frames = (self.timescales, self.handovers, self.taking_part)
        return Judged(*(frame.filter(pl.col("child_id").is_in(children.implode())) for frame in frames))


def cohort_times(
    framework: Framework, judged: Judged, as_of: datetime, *, cohort: int, tracked: frozenset[str] = frozenset()
) -> CohortTimes:
    """Return how often and how long, per rule. `judged` holds the rows of these `cohort` children; `tracked` are child ids."""
    return CohortTimes(
        cohort,
        tuple(_limited(rule, _own(judged.timescales, rule.id), tracked, as_of) for rule in framework.timescales),
        tuple(_handed(rule, _own(judged.handovers, rule.id), tracked) for rule in framework.handovers),
        tuple(_held(rule, _own(judged.taking_part, rule.id), tracked) for rule in framework.taking_part),
    )


def _limited(rule: Timescale, own: pl.DataFrame, tracked: frozenset[str], as_of: datetime) -> RuleTimes:
    counted = _counted(own, timing.STATES, tracked)
    return RuleTimes(rule.id, rule.title, rule.source, counted, rule.unit, rule.limit, _spread_of(rule, own, as_of))


def _handed(rule: Handover, own: pl.DataFrame, tracked: frozenset[str]) -> RuleTimes:
    arrived = own.filter(pl.col("state") == "arrived")
    watched = own.filter(pl.col("state").is_in(["never_arrived", "open"]))
    spread = _spread(arrived["days_min"], arrived["days_max"], watched["followed_days"])
    between = (rule.start_sector, rule.finish_sector)
    return RuleTimes(rule.id, rule.title, "", _counted(own, handing.STATES, tracked), "days", rule.within_days, spread, between)


def _held(rule: TakingPart, own: pl.DataFrame, tracked: frozenset[str]) -> RuleTimes:
    return RuleTimes(rule.id, rule.title, rule.source, _counted(own, taking.STATES, tracked))


def _own(frame: pl.DataFrame, rule: str) -> pl.DataFrame:
    return frame.filter(pl.col("rule") == rule)


def _counted(own: pl.DataFrame, states: tuple[str, ...], tracked: frozenset[str]) -> Counted:
    found = own.group_by("state").agg(pl.len().alias("times"), pl.col("child_id").n_unique().alias("children"))
    rows = {row["state"]: row for row in found.to_dicts()}
    known = own.filter(pl.col("child_id").is_in(list(tracked))).select("state", "child_id").unique()
    return Counted(
        {state: rows[state]["times"] if state in rows else 0 for state in states},
        {state: rows[state]["children"] if state in rows else 0 for state in states},
        {state: tuple(sorted(known.filter(state=state)["child_id"])) for state in states},
    )


def _spread_of(rule: Timescale, own: pl.DataFrame, as_of: datetime) -> Spread:
    answered = own.filter(pl.col("state").is_in(["met", "missed"]) & pl.col("finish_event").is_not_null())
    waiting = own.filter((pl.col("state") == "open") | ((pl.col("state") == "missed") & pl.col("finish_event").is_null()))
    since = elapsed(tick(pl.col("start_latest"), rule.unit), tick(pl.lit(as_of).cast(TIME), rule.unit), rule.unit)
    if rule.unless:  # the duty may have ended once it was outside its limit: until then it surely ran
        until = elapsed(tick(pl.col("start_latest"), rule.unit), tick(pl.col("due_latest"), rule.unit), rule.unit)
        since = pl.min_horizontal(since, until)
    return _spread(answered["took_min"], answered["took_max"], waiting.select(since.clip(0).alias("left"))["left"])


def _spread(shortest: pl.Series, longest: pl.Series, left: pl.Series) -> Spread:
    low, high, gone = shortest.to_list(), longest.to_list(), left.to_list()
    return Spread(len(low), len(gone), tuple(still_waiting(low, gone)), tuple(still_waiting(high, gone)), tuple(sorted(gone)))
