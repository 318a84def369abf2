"""What a ROUND.toml holds. `round_read` makes of it what a choice and a roster are asked; docs/reference/plan.md explains it."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Final

#: The file's form; another one is another version.
SCHEMA: Final = "joinedup-round-1"


@dataclass(frozen=True)
class Days:
    """Days from the first to the last, both counted."""

    first: date
    last: date


@dataclass(frozen=True)
class TeamPlace:
    """So many places in a team."""

    inspectorate: str
    number: int = 1
    specialism: str | None = None
    lead: bool = False


@dataclass(frozen=True)
class Area:
    """An area to inspect, or with `[choice]` one that could be chosen, and what people wish for its inspection."""

    key: str  # the area's code
    called: str = ""  # the code word; the key where there is none
    name: str = ""
    region: str = ""
    force: str = ""
    health: tuple[str, ...] = ()
    children: int | None = None
    rural: str | None = None
    last_joint: date | None = None
    weeks: tuple[date, ...] | None = None  # Mondays; null: those the burden rule leaves open
    team: tuple[TeamPlace, ...] | None = None  # null: the framework's
    fixed_week: date | None = None
    pins: tuple[str, ...] = ()
    lead: str | None = None
    forbids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Interest:
    """A declared interest of an inspector in an area."""

    area: str
    rule: str
    blocks: bool = True


@dataclass(frozen=True)
class Person:
    """An inspector."""

    key: str
    inspectorate: str
    grade: str
    base: str
    called: str = ""
    specialisms: tuple[str, ...] = ()
    may_lead: bool = False
    away: tuple[Days, ...] = ()
    percent: int = 100  # of full time
    carried: int = 0
    interests: tuple[Interest, ...] = ()


@dataclass(frozen=True)
class OtherVisit:
    """An inspection outside the round that takes up an area, a force or a health body."""

    kind: str
    title: str
    first: date
    last: date
    source: str
    area: str = ""
    force: str = ""
    health: tuple[str, ...] = ()


@dataclass(frozen=True)
class Closed:
    """A dated time without inspections: school holidays, a pre-election period."""

    kind: str
    first: date
    last: date
    source: str
    areas: tuple[str, ...] | None = None
    title: str = ""


@dataclass(frozen=True)
class Ground:
    """A reason for an area."""

    area: str
    kind: str
    words: str
    source: str
    ground: str = ""
    dated: date | None = None
    expires: date | None = None
    open: bool = True


@dataclass(frozen=True)
class Choosing:
    """How many of the areas are chosen, on which day, by which reasons; grounds are drawn by weight (1 where none is named)."""

    number: int
    on: date
    reasons: tuple[Ground, ...] = ()
    weights: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Journey:
    """Minutes between a base and an area or region, either way round."""

    between: tuple[str, str]
    minutes: int


@dataclass(frozen=True)
class WeightsSet:
    """Weights other than the usual ones."""

    crowded: int | None = None
    load: int | None = None
    travel: int | None = None
    warned: int | None = None
    moved: int | None = None
    changed: int | None = None


@dataclass(frozen=True)
class RulesSet:
    """Rules other than the framework's. What is not named is the framework's."""

    weeks_before: int | None = None
    weeks_after: int | None = None
    rest_weeks: int | None = None
    most: int | None = None
    at_once: int | None = None
    shared_apart: int | None = None
    experienced: tuple[str, ...] | None = None
    experienced_least: int | None = None
    new: tuple[str, ...] | None = None
    new_most: int | None = None
    travel_unknown: int | None = None
    furthest: int | None = None
    weights: WeightsSet = WeightsSet()
    easing: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class RoundFile:
    """A round to plan, as a file holds it."""

    schema: str
    framework: str
    span: Days  # fieldwork weeks lie wholly in it
    inspections: tuple[Area, ...]
    inspectors: tuple[Person, ...]
    title: str = ""
    rules: RulesSet = RulesSet()
    travel: tuple[Journey, ...] = ()
    visits: tuple[OtherVisit, ...] = ()
    closed: tuple[Closed, ...] = ()
    choice: Choosing | None = None


def given(part: object) -> dict[str, object]:
    """Return what a part of the file names, without what it leaves to the framework."""
    return {one.name: value for one in fields(part) if (value := getattr(part, one.name)) is not None}  # type: ignore[arg-type]  # a dataclass, by its callers
