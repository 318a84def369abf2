"""Reasons of concern from published measures: a figure beyond the limits for an area of its size, still far out once shrunk.

A measure is a prompt for a question, never a finding, and measures are never added up: each gives a reason of its own, under a
ground of its own. Two things must hold. The figure lies beyond the funnel's limits, which are wider for a small area. And drawn
towards the middle by as much as chance may have moved it (empirical Bayes), it still lies further out than most areas truly do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt
from statistics import NormalDist
from typing import Final

from joinedup.areas.core.funnel import INNER, OUTER, Funnel, Placed
from joinedup.areas.core.indicators import Measure
from joinedup.method.framework import ConcernRule
from joinedup.programme.core.choosing.shape import Reason

SIDES: Final = ("higher", "lower", "either")


@dataclass(frozen=True)
class Watched:
    """A measure a round looks at: on which side a figure is a reason, and how much the measure weighs beside others."""

    measure: Measure
    side: str  # higher | lower | either
    known_on: date  # when the figures were published: before, nobody could choose by them
    weight: int = 1


def weights_of(watched: Iterable[Watched]) -> dict[str, int]:
    """Return what each measure weighs, as a choice asks for it: ground → weight."""
    return {one.measure.key: one.weight for one in watched}


def concerns(watched: Watched, funnel: Funnel, rule: ConcernRule, kind: str = "concern") -> list[Reason]:
    """Return the reasons one measure gives, in the order of areas; none where too few areas have the figure.

    `kind` may be "good_practice" where the side looked at is one others may learn from. Raises ValueError for a side that is none,
    or a funnel of another measure.
    """
    if watched.side not in SIDES:
        raise ValueError(f"A side is one of {', '.join(SIDES)}, not {watched.side!r}.")
    if funnel.measure != watched.measure.key:
        raise ValueError(f"The funnel is one of {funnel.measure}, and {watched.measure.key} is looked at.")
    if len(funnel.places) < rule.fewest_areas:
        return []
    return [
        _reason(watched, funnel, placed, rule, kind)
        for _, placed in sorted(funnel.places.items())
        if stands_out(placed, watched.side, rule)
    ]


def stands_out(placed: Placed, side: str, rule: ConcernRule) -> bool:
    """Say whether a figure is beyond the limits on a side, and still far out once shrunk.

    Shrunk by the weight w, a figure z of the funnel's deviations from the middle lies z × √w of areas' own deviations from it.
    """
    if (side == "higher" and placed.apart < 0) or (side == "lower" and placed.apart > 0):
        return False
    beyond = OUTER if rule.limits == _OUTER_TENTHS else INNER
    far = NormalDist().inv_cdf(0.5 + rule.apart / 200)
    return abs(placed.apart) > beyond and abs(placed.apart) * sqrt(placed.own_weight) > far


_OUTER_TENTHS = 998


def _reason(watched: Watched, funnel: Funnel, placed: Placed, rule: ConcernRule, kind: str) -> Reason:
    measure = watched.measure
    where = "above" if placed.apart > 0 else "below"
    limit = "99.8" if rule.limits == _OUTER_TENTHS else "95"
    words = (
        f"{measure.title}: {_figure(placed.value)} {measure.unit} in {funnel.year}, {where} the {limit} % limits for its size "
        f"(all areas {_figure(funnel.middle)}; allowing for chance {_figure(placed.shrunk)})"
    )
    return Reason(
        placed.area, kind, words, measure.source, measure.key, watched.known_on, _months_on(funnel.year, rule.expires_months)
    )


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}"


def _months_on(year: int, months: int) -> date:
    """Return the last day a figure counts: so many months after 31 March of the year its period ends in."""
    count = year * 12 + 2 + months
    after = date(count // 12 + (count % 12 == 11), (count + 1) % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)
