"""How long handovers took over a cohort: medians and tails that count those still under way and those that never arrived.

Kaplan and Meier's estimate (1958): each handover is followed until it arrives or until it is no longer watched; leaving out
those that had not arrived would make waiting look shorter than it was.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import polars as pl

from joinedup.method.framework import Framework

#: After so long, the share still waiting: Kaplan and Meier's steps.
Steps = tuple[tuple[int, float], ...]

#: One row per rule, with its denominators. `days_half_low`, `days_half_high`: by when half had arrived, at the shortest and the
#: longest the dates allow; null where half never did. `days_nine_tenths_*` likewise.
WAITING: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "rule": pl.String,
    "title": pl.String,
    "handovers": pl.Int64,
    "arrived": pl.Int64,
    "never_arrived": pl.Int64,
    "open": pl.Int64,
    "unknown": pl.Int64,
    "days_half_low": pl.Int64,
    "days_half_high": pl.Int64,
    "days_nine_tenths_low": pl.Int64,
    "days_nine_tenths_high": pl.Int64,
}


def waiting(framework: Framework, handovers: pl.DataFrame) -> pl.DataFrame:
    """Return the distribution of each handover rule over these rows (HANDOVER shape), in WAITING shape."""
    rows = []
    for rule in framework.handovers:
        own = handovers.filter(pl.col("rule") == rule.id)
        counts = Counter(own["state"].to_list())
        row: dict[str, str | int | None] = {"rule": rule.id, "title": rule.title, "handovers": own.height}
        row |= {state: counts[state] for state in ("arrived", "never_arrived", "open", "unknown")}
        for edge, column in (("low", "days_min"), ("high", "days_max")):
            arrived = own.filter(pl.col("state") == "arrived")[column].to_list()
            watched = own.filter(pl.col("state").is_in(["never_arrived", "open"]))["followed_days"].to_list()
            curve = still_waiting(arrived, watched)
            row |= {f"days_half_{edge}": reached(curve, 0.5), f"days_nine_tenths_{edge}": reached(curve, 0.1)}
        rows.append(row)
    return pl.DataFrame(rows, schema=WAITING)


def still_waiting(arrived: Sequence[int], watched: Sequence[int]) -> list[tuple[int, float]]:
    """Return the estimated share still waiting after each day on which one arrived: Kaplan and Meier's steps.

    `arrived`: days taken by those that arrived; `watched`: days for which the others were followed without arriving.
    """
    came, left = Counter(arrived), Counter(watched)
    at_risk, share, steps = len(arrived) + len(watched), 1.0, []
    for day in sorted({*came, *left}):
        if came[day]:
            share *= 1 - came[day] / at_risk
            steps.append((day, share))
        at_risk -= came[day] + left[day]
    return steps


def reached(curve: Iterable[tuple[int, float]], share: float) -> int | None:
    """Return after how long no more than this share still waits; null where it never comes to that."""
    return next((day for day, still in curve if still <= share + 1e-12), None)
