"""Timescales and handovers over the cohort, as their page tells them: in words, with "of how many", and judging nobody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from joinedup.cases.core.cohort_times import FEWEST, HALF, NINE_TENTHS, Bounds, Counted, RuleTimes, Spread
from joinedup.cases.core.drawing.times import done_curve, states_bar
from joinedup.cases.models import TrackedChild
from joinedup.inspections.models import Inspection
from joinedup.web.components.words import count

#: What the states are called, by what they are states of; in the order of the bar.
LIMITED: Final = {"met": "Within the limit", "missed": "Outside the limit", "open": "Still open", "unknown": "Cannot be told"}
HANDED: Final = {
    "arrived": "Arrived",
    "knew_already": "Receiver knew already",
    "never_arrived": "No record that it arrived",
    "open": "Still open",
    "unknown": "Cannot be told",
}
#: What no time at all is called where days are not what is counted.
_AT_ONCE: Final = {"hours": "within the hour", "working days": "on the same working day"}
#: Shares told in the table beside the line.
SHARES: Final = ((0.25, "A quarter"), (HALF, "Half"), (0.75, "Three quarters"), (NINE_TENTHS, "Nine in ten"))
HELD: Final = {"met": "All took part", "missed": "One or more did not", "unknown": "Cannot be told"}


@dataclass(frozen=True)
class StateRow:
    """One state: its name, how often, of how many children, the tracked among them, and how many others."""

    name: str
    times: int
    children: str
    tracked: tuple[tuple[str, str], ...]  # code, address
    others: str


@dataclass(frozen=True)
class RulePart:
    """One rule on the page."""

    id: str
    title: str
    source: str
    between: str
    said: str
    rows: tuple[StateRow, ...]
    bar: SafeString
    curve: SafeString
    half: str
    nine_tenths: str
    how_long: tuple[str, ...]
    shares: tuple[tuple[str, str], ...]  # a share, and within how long it was done; none where too few are known
    all: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return how often each state was found, in order."""
        return tuple(row.times for row in self.rows)


def rule_part(times: RuleTimes, names: Mapping[str, str], inspection: Inspection, tracked: Mapping[str, TrackedChild]) -> RulePart:
    """Return a rule as its part of the page shows it; `names`: what its states are called, `tracked`: child id → tracked child."""
    counted, spread = times.counted, times.spread
    unit = "days" if times.unit == "months" else times.unit.replace("_", " ")
    sectors = {sector.id: sector.name for sector in inspection.framework.sectors}
    return RulePart(
        id=times.rule,
        title=times.title,
        source=times.source,
        between=_between(times, sectors),
        said=_said(counted, names),
        rows=tuple(_row(state, name, counted, inspection, tracked) for state, name in names.items()),
        bar=_drawn(states_bar({state: counted.times[state] for state in names}, names, times.title)),
        curve=_drawn(done_curve(times, unit)),
        half=_by(spread, HALF, unit),
        nine_tenths=_by(spread, NINE_TENTHS, unit),
        how_long=tuple(_how_long(times, spread, unit)) if spread and spread.told else (),
        shares=tuple((name, _by(spread, share, unit)) for share, name in SHARES) if spread and spread.told >= FEWEST else (),
        all=counted.all,
    )


def _drawn(picture: str) -> SafeString:
    return mark_safe(picture)  # noqa: S308  escaped where it is drawn


def _between(times: RuleTimes, sectors: Mapping[str, str]) -> str:
    sent, received = (sectors.get(sector, sector) for sector in times.between)
    if not sent:
        return ""
    return f"Within: {sent}" if sent == received else f"From: {sent}. To: {received}"


def _said(counted: Counted, names: Mapping[str, str]) -> str:
    if not counted.all:
        return "None on these lists."
    told = [f"{name[0].lower()}{name[1:]} {counted.times[state]:,}" for state, name in names.items()]
    return f"{counted.all:,} in all: {', '.join(told)}."


def _row(state: str, name: str, counted: Counted, inspection: Inspection, tracked: Mapping[str, TrackedChild]) -> StateRow:
    seen = sorted((tracked[child] for child in counted.seen[state] if child in tracked), key=lambda child: child.number)
    links = tuple((child.code, reverse("inspectorate:chronology", args=[inspection.pk, child.pk])) for child in seen)
    children = counted.children[state]
    others = count(children - len(seen), "other child", "other children") if children > len(seen) else ""
    return StateRow(name, counted.times[state], count(children, "child", "children"), links, others)


def _by(spread: Spread | None, share: float, unit: str) -> str:
    """Return within how long a share was done, in a cell: `3 days`, `3 to 5 days`, `not reached`, `too few`."""
    if spread is None or not spread.told:
        return "–"
    if spread.told < FEWEST:
        return "too few"
    found = spread.by(share)
    return _within(found, unit).removeprefix("within ") if found else "not reached"


def _within(bounds: Bounds, unit: str) -> str:
    if bounds == (0, 0):
        return _AT_ONCE.get(unit, "on the same day")
    return f"within {_amount(bounds, unit)}"


def _amount(bounds: Bounds, unit: str) -> str:
    low, high = bounds
    name = unit.removesuffix("s") if (low, high) == (1, 1) else unit
    if high is None:
        return f"{low} {name} or more"
    return f"{low} {name}" if low == high else f"{low} to {high} {name}"


def _how_long(times: RuleTimes, spread: Spread, unit: str) -> Iterator[str]:
    unknown = times.counted.times.get("unknown", 0)
    yield f"How long it took is known of {spread.told:,} of {times.counted.all:,}" + (
        f"; of {unknown:,} the lists cannot tell." if unknown else "."
    )
    if spread.told < FEWEST:
        yield f"So few say nothing of what is usual: that is told from {FEWEST} on."
    else:
        done = "had arrived" if times.between[0] else "were done"
        half, most = spread.by(HALF), spread.by(NINE_TENTHS)
        yield f"Half {done} {_within(half, unit)}." if half else f"Fewer than half {done} while it could be seen."
        if half:
            yield f"Nine in ten {done} {_within(most, unit)}." if most else f"Fewer than nine in ten {done} while it could be seen."
    if spread.followed:
        yield (
            f"{spread.followed:,} without an answer {'is' if spread.followed == 1 else 'are'} counted as waiting for as long as "
            "the lists could show one, and no longer. A small stroke on the line marks each."
        )
    if spread.soonest != spread.latest:
        yield "Where dates are known loosely the share lies between the two lines."
