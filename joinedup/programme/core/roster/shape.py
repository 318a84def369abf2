"""What a roster is asked for: the inspections of a round, the inspectors there are, and the rules.

Weeks are Mondays. Nothing here names an area's place before it is notified: sentences speak of an inspection as it is `called`
(its code word) and never of its `area` or `region`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Need:
    """So many places in a team: of one inspectorate, with a specialism where one is named; `lead`: whoever has it leads."""

    inspectorate: str
    number: int = 1
    specialism: str | None = None
    lead: bool = False


@dataclass(frozen=True)
class Inspection:
    """One inspection to be placed.

    `weeks` are the Mondays its fieldwork may begin on. `team` is who is needed. `shares` are the bodies it has in common with
    other inspections (force, trust, board): two that share one are kept `Rules.shared_apart` weeks apart. People fix a week, pin
    inspectors (`lead` pins who leads) and forbid inspectors.
    """

    key: str
    area: str
    region: str
    weeks: frozenset[date]
    team: tuple[Need, ...]
    called: str = ""
    shares: frozenset[str] = frozenset()
    fixed_week: date | None = None
    pins: frozenset[str] = frozenset()
    lead: str | None = None
    forbids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Barred:
    """Why an inspector should not go to an area: the kind of declared interest, and whether it blocks or warns."""

    rule: str
    blocks: bool = True


@dataclass(frozen=True)
class Inspector:
    """One inspector as the roster needs to know them.

    `away`: Mondays of weeks in which they do no work on an inspection (leave, training, non-working). `share` is their working
    pattern, 1.0 full time. `carried`: inspections of the year done outside this round. `barred`: area key → declared interest.
    """

    key: str
    inspectorate: str
    grade: str
    base: str
    specialisms: frozenset[str] = frozenset()
    may_lead: bool = False
    away: frozenset[date] = frozenset()
    share: float = 1.0
    carried: int = 0
    barred: Mapping[str, Barred] = field(default_factory=dict)
    called: str = ""


@dataclass(frozen=True)
class Weights:
    """What one unit of each thing that is kept small costs, beside the others; whole numbers, shown with every plan."""

    crowded: int = 20  # each pair of inspections at work in the same week
    load: int = 10  # an inspector's inspections, squared, over their share of full time
    travel: int = 2  # each hour of a journey
    warned: int = 50  # a declared interest that warns
    moved: int = 1000  # a week that differs from the plan before
    changed: int = 300  # a place in a team that differs from the plan before


@dataclass(frozen=True)
class Rules:
    """The hard rules of a round, and the weights of what is kept small.

    An inspector works on an inspection from `weeks_before` weeks before its fieldwork week to `weeks_after` after it, and rests
    `rest_weeks` between two. `most`: inspections for a full-time inspector in the round, whole for part of a share (at least 1).
    `at_once`: inspections in fieldwork in one week. Of a team, at least `experienced_least` have a grade of `experienced`, and at
    most `new_most` one of `new`. `travel` is minutes between a base and an area or region (either way round); the same name is 0,
    anything else `travel_unknown`; `furthest` minutes may not be passed. `easing`: what giving way costs, by kind of rule.
    """

    weeks_before: int = 2
    weeks_after: int = 1
    rest_weeks: int = 1
    most: int | None = None
    at_once: int | None = None
    shared_apart: int = 0
    experienced: frozenset[str] = frozenset()
    experienced_least: int = 0
    new: frozenset[str] = frozenset()
    new_most: int | None = None
    travel: Mapping[tuple[str, str], int] = field(default_factory=dict)
    travel_unknown: int = 180
    furthest: int | None = None
    weights: Weights = field(default_factory=Weights)
    easing: Mapping[str, int] = field(default_factory=dict)
