"""Measures of areas in words: prompts for a question, never findings."""

from dataclasses import dataclass

from joinedup.areas.core.funnel import Funnel, Side
from joinedup.areas.core.profile import Line
from joinedup.web.components.measure_pictures import Strip, Trend, strip_of, trend_of
from joinedup.web.components.tiles import Mark

SIDES = {
    Side.FAR_ABOVE: "above the outer limits for an area of its size",
    Side.ABOVE: "above the inner limits for an area of its size",
    Side.WITHIN: "within the limits for an area of its size",
    Side.BELOW: "below the inner limits for an area of its size",
    Side.FAR_BELOW: "below the outer limits for an area of its size",
}
#: What the marks of the map mean.
KEY = {
    "above": "above the limits for an area of its size",
    "within": "within them",
    "below": "below them",
    "unknown": "no figure published",
}


@dataclass(frozen=True)
class Shown:
    """One measure as its section of the page shows it."""

    line: Line
    figure: str
    sentence: str
    strip: Strip | None
    trend: Trend | None


def shown(line: Line) -> Shown:
    """Return a line as the page shows it."""
    return Shown(line, figure(line.value), sentence(line), strip_of(line), trend_of(line))


def figure(value: float | None) -> str:
    """Return "1,234", "12.3" or "1.23"; "not published" for none."""
    if value is None:
        return "not published"
    return f"{value:,.0f}" if value >= 1000 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def sentence(line: Line) -> str:
    """Say how a figure stands to the limits, and how little a small area's says."""
    if line.value is None:
        return f"No figure: {line.why_missing}."
    if line.placed is None:
        return "It cannot be set beside limits: what it was counted among is not published."
    side = f"It lies {SIDES[line.placed.side]}."
    if line.prompts:
        side += " Something to ask about, not a finding."
    return (
        f"{side} The area is small for this measure: more of what is seen may be chance than its own."
        if line.mostly_chance
        else side
    )


def mark_of(code: str, funnel: Funnel | None) -> Mark:
    """Return what the map says of an area for one measure."""
    placed = funnel.places.get(code) if funnel else None
    if placed is None:
        return Mark("unknown", "no figure published")
    kinds = {Side.FAR_ABOVE: "above", Side.ABOVE: "above", Side.WITHIN: "within", Side.BELOW: "below", Side.FAR_BELOW: "below"}
    return Mark(kinds[placed.side], f"{figure(placed.value)}, {SIDES[placed.side]}")
