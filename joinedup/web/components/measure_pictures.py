"""Two small pictures of a measure: where an area lies between its limits, and how its figure went over the years.

Plain geometry in the pictures' own units; templates draw it. Each picture's table says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from joinedup.areas.core.profile import Line, Point

WIDTH, INSET = 600, 14
TREND_HEIGHT, TREND_FOOT, TREND_LEFT = 150, 26, 56


@dataclass(frozen=True)
class Strip:
    """Positions on the strip, from its left; null where there is no such figure."""

    outer: tuple[float, float]
    inner: tuple[float, float]
    own: float
    england: float
    region: float | None
    neighbours: float | None


@dataclass(frozen=True)
class Trend:
    """Lines as `points` of a polyline, broken where a year has no figure; dots of the area's own; years and scale beside."""

    own: tuple[str, ...]
    england: tuple[str, ...]
    neighbours: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    years: tuple[tuple[float, str], ...]
    scale: tuple[tuple[float, str], ...]


def strip_of(line: Line) -> Strip | None:
    """Return the strip of a line that has limits; null for one that has none."""
    if line.placed is None or line.england is None:
        return None
    limits = line.placed.limits
    figures = [limits.outer_low, limits.outer_high, line.placed.value, line.england]
    figures += [one for one in (line.region, line.neighbours) if one is not None]
    low, high = min(figures), max(figures)
    reach = (high - low) or 1.0

    def at(figure: float) -> float:
        return round(INSET + (figure - low) / reach * (WIDTH - 2 * INSET), 1)

    return Strip(
        (at(limits.outer_low), at(limits.outer_high)),
        (at(limits.low), at(limits.high)),
        at(line.placed.value),
        at(line.england),
        None if line.region is None else at(line.region),
        None if line.neighbours is None else at(line.neighbours),
    )


def trend_of(line: Line) -> Trend | None:
    """Return the trend of a line with two years or more; null otherwise."""
    points = line.trend
    figures = [one for point in points for one in (point.value, point.england, point.neighbours) if one is not None]
    if len(points) < 2 or not figures:
        return None
    top = max(figures) * 1.1 or 1.0
    step = (WIDTH - TREND_LEFT - INSET) / (len(points) - 1)
    across = [round(TREND_LEFT + number * step, 1) for number in range(len(points))]

    def down(figure: float) -> float:
        return round((TREND_HEIGHT - TREND_FOOT) * (1 - figure / top) + 4, 1)

    own = [None if point.value is None else (x, down(point.value)) for x, point in zip(across, points, strict=True)]
    england = [None if point.england is None else (x, down(point.england)) for x, point in zip(across, points, strict=True)]
    near = [None if point.neighbours is None else (x, down(point.neighbours)) for x, point in zip(across, points, strict=True)]
    return Trend(
        pieces(own),
        pieces(england),
        pieces(near),
        tuple(dot for dot in own if dot),
        tuple((x, _short(point)) for x, point in zip(across, points, strict=True)),
        tuple((down(figure), f"{figure:,.3g}") for figure in (0, top / 1.1)),
    )


def pieces(dots: Sequence[tuple[float, float] | None]) -> tuple[str, ...]:
    """Return the stretches of a line: it is broken where a figure is missing, never drawn across."""
    stretches: list[list[tuple[float, float]]] = [[]]
    for dot in dots:
        if dot is None:
            stretches.append([])
        else:
            stretches[-1].append(dot)
    return tuple(" ".join(f"{x},{y}" for x, y in stretch) for stretch in stretches if len(stretch) > 1)


def _short(point: Point) -> str:
    return str(point.year)
