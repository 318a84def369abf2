"""Limits within which an area's figure may lie by chance alone, wider for a small area: a funnel around England.

Figures are compared where chance is alike for all (square root of a rate, arcsine of the root of a share); what areas truly
differ by beyond chance is estimated from all of them and added to the width, so that a large area is not outside merely for
being large. Source: D. J. Spiegelhalter and others, "Statistical methods for healthcare regulation: rating, screening and
surveillance", J. R. Statist. Soc. A 175 (2012), 1–47, sections 2 and 3; F. J. Anscombe, Biometrika 35 (1948), 246–254.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import asin, hypot, sin, sqrt

import polars as pl

from joinedup.areas.core.indicators import Kind, Measure

#: 95 in 100 areas that differ by no more than areas do lie within the inner limits, 998 in 1,000 within the outer ones.
INNER, OUTER = 1.959964, 3.090232
#: Of the farthest figures, this share at each end is drawn in before the spread between areas is estimated.
DRAWN_IN = 0.1
#: Fewer areas than this say too little of how far apart areas lie.
FEWEST = 10


class Side(StrEnum):
    """Where a figure lies: within the inner limits, between inner and outer, or outside the outer."""

    FAR_BELOW = "far below"
    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    FAR_ABOVE = "far above"


@dataclass(frozen=True)
class Limits:
    """Inner (95 %) and outer (99.8 %) limits at one size, in the measure's own unit."""

    outer_low: float
    low: float
    high: float
    outer_high: float


@dataclass(frozen=True)
class Placed:
    """One area's figure against the limits for its size. `apart` counts standard deviations from the middle.

    `shrunk` is the figure drawn towards the middle by as much as chance may have moved it (empirical Bayes); `own_weight`,
    0 to 1, is how much of it is the area's own figure: the smaller the area, the less.
    """

    area: str
    value: float
    out_of: float
    limits: Limits
    apart: float
    side: Side
    shrunk: float
    own_weight: float


@dataclass(frozen=True)
class Funnel:
    """One measure in one year. `middle` is all areas' together; `between` how far areas truly differ, on the compared scale."""

    measure: str
    year: int
    middle: float
    between: float
    kind: Kind
    scale: int
    places: Mapping[str, Placed]

    def limits_at(self, out_of: float) -> Limits:
        """Return the limits for an area with so many children, or so many of what the measure counts among."""
        return _Around(_Scale(self.kind, self.scale), self.middle, self.between).limits(out_of)


def limits_of(measure: Measure, values: pl.DataFrame) -> Funnel | None:
    """Return the funnel of one measure from its MEASURE_VALUE rows of one year.

    Rows without a value or without what it was counted among are left out. Null where fewer than FEWEST areas are left, or the
    measure is a number by itself.
    """
    rows = values.filter(pl.col("value").is_not_null() & (pl.col("out_of") > 0)).sort("area")
    if measure.kind is Kind.COUNT or rows.height < FEWEST:
        return None
    if rows.select(pl.struct("measure", "year").n_unique()).item() != 1:
        raise ValueError("A funnel stands on one measure in one year.")
    scale = _Scale(measure.kind, measure.scale)
    sizes, figures = rows["out_of"].to_list(), rows["value"].to_list()
    middle = sum(size * figure for size, figure in zip(sizes, figures, strict=True)) / sum(sizes)
    between = _between(
        [(scale.to(figure) - scale.to(middle), scale.by_chance(size)) for figure, size in zip(figures, sizes, strict=True)]
    )
    around = _Around(scale, middle, between)
    places = {area: around.place(area, figure, size) for area, figure, size in zip(rows["area"], figures, sizes, strict=True)}
    return Funnel(measure.key, rows["year"][0], middle, between, measure.kind, measure.scale, places)


@dataclass(frozen=True)
class _Around:
    """The middle, and how far areas lie around it, on the compared scale."""

    scale: "_Scale"
    middle: float
    between: float

    def limits(self, out_of: float) -> Limits:
        """Return the limits for a size."""
        centre, width = self.scale.to(self.middle), hypot(self.scale.by_chance(out_of), self.between)
        outer_low, low, high, outer_high = (self.scale.back(centre + step * width) for step in (-OUTER, -INNER, INNER, OUTER))
        return Limits(outer_low, low, high, outer_high)

    def place(self, area: str, figure: float, out_of: float) -> Placed:
        """Set one area's figure beside the limits for its size."""
        chance, centre = self.scale.by_chance(out_of), self.scale.to(self.middle)
        gap = self.scale.to(figure) - centre
        width = hypot(chance, self.between)
        weight = (self.between / width) ** 2
        shrunk = self.scale.back(centre + weight * gap)
        return Placed(area, figure, out_of, self.limits(out_of), gap / width, _side(gap / width), shrunk, weight)


@dataclass(frozen=True)
class _Scale:
    """Where chance is alike for every figure of a kind."""

    kind: Kind
    scale: int

    def to(self, value: float) -> float:
        """Take a figure to the compared scale."""
        return sqrt(max(value, 0)) if self.kind is Kind.RATE else asin(sqrt(min(max(value / 100, 0), 1)))

    def back(self, compared: float) -> float:
        """Take a figure back to the measure's own unit; a limit never falls below nothing or rises above all."""
        if self.kind is Kind.RATE:
            return max(compared, 0) ** 2
        return 100 * sin(min(max(compared, 0), asin(1))) ** 2

    def by_chance(self, out_of: float) -> float:
        """Return the standard deviation chance alone gives a figure counted among so many."""
        return 0.5 * sqrt(self.scale / out_of) if self.kind is Kind.RATE else 0.5 / sqrt(out_of)


def _between(figures: list[tuple[float, float]]) -> float:
    """Return how far areas differ beyond chance: a standard deviation by DerSimonian and Laird, the farthest drawn in first."""
    drawn = _drawn_in([gap / chance for gap, chance in figures])
    weights = [1 / chance**2 for _, chance in figures]
    surplus = sum(z * z for z in drawn) - (len(drawn) - 1)
    room = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    return sqrt(max(surplus / room, 0))


def _drawn_in(standard: list[float]) -> list[float]:
    """Set the farthest tenth at either end to the nearest figure that is left."""
    ordered = sorted(standard)
    cut = int(len(ordered) * DRAWN_IN)
    low, high = ordered[cut], ordered[len(ordered) - 1 - cut]
    return [min(max(one, low), high) for one in standard]


def _side(apart: float) -> Side:
    if abs(apart) <= INNER:
        return Side.WITHIN
    if apart > 0:
        return Side.FAR_ABOVE if apart > OUTER else Side.ABOVE
    return Side.FAR_BELOW if apart < -OUTER else Side.BELOW
