"""One area beside England, its region and its statistical neighbours, measure by measure: prompts for questions, never findings.

No figure here adds measures together, and none says how an area does as a whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from joinedup.areas.core.funnel import Funnel, Placed, Side, limits_of
from joinedup.areas.core.indicators import FLAGS, Kind, Measure
from joinedup.areas.core.register import Authority

#: Below this weight of its own figure, more of what is seen may be chance than is the area's own.
MOSTLY_CHANCE = 0.5


@dataclass(frozen=True)
class Point:
    """One year of a trend. Null where no figure is published; `flag` says why."""

    year: int
    period: str
    value: float | None
    flag: str | None
    england: float | None
    neighbours: float | None


@dataclass(frozen=True)
class Line:
    """One measure of one area, in the latest year the measure is published for."""

    measure: Measure
    year: int
    period: str
    source: str
    value: float | None
    flag: str | None
    placed: Placed | None
    england: float | None
    region: float | None
    neighbours: float | None
    trend: tuple[Point, ...]

    @property
    def why_missing(self) -> str:
        """Say why there is no figure, in words; empty where there is one."""
        return "" if self.value is not None else FLAGS.get(self.flag or "-", f"the publisher's mark “{self.flag}”")

    @property
    def mostly_chance(self) -> bool:
        """Return whether the area is so small for this measure that chance may account for more than half of what is seen."""
        return self.placed is not None and self.placed.own_weight < MOSTLY_CHANCE

    @property
    def prompts(self) -> bool:
        """Return whether the figure lies outside the limits for an area of this size."""
        return self.placed is not None and self.placed.side is not Side.WITHIN


def profile_of(
    authority: Authority, register: Iterable[Authority], measures: Mapping[str, Measure], values: pl.DataFrame
) -> tuple[Line, ...]:
    """Return a line for each shown measure that is published at all, in the order of the measures."""
    peers = _Peers.of(authority, register)
    frames = {str(key[0]): rows for key, rows in values.partition_by("measure", as_dict=True).items()}
    shown = [measure for key, measure in measures.items() if measure.shown and key in frames]
    return tuple(_line(peers, measure, frames[measure.key]) for measure in shown)


def funnels_of(measures: Mapping[str, Measure], values: pl.DataFrame, until: int | None = None) -> dict[str, Funnel]:
    """Return the funnel of each measure in its latest year, up to `until` where one is given; null ones left out."""
    held = values if until is None else values.filter(pl.col("year") <= until)
    found = {}
    for (key,), rows in held.partition_by("measure", as_dict=True).items():
        measure = measures.get(str(key))
        if measure is not None and (funnel := limits_of(measure, rows.filter(pl.col("year") == pl.col("year").max()))):
            found[measure.key] = funnel
    return found


@dataclass(frozen=True)
class _Peers:
    """Whom an area is set beside."""

    code: str
    region: frozenset[str]
    neighbours: frozenset[str]

    @classmethod
    def of(cls, authority: Authority, register: Iterable[Authority]) -> "_Peers":
        region = frozenset(one.code for one in register if one.region == authority.region)
        return cls(authority.code, region, frozenset(authority.neighbours))


def _line(peers: _Peers, measure: Measure, rows: pl.DataFrame) -> Line:
    year = rows["year"].max()
    latest = rows.filter(pl.col("year") == year)
    own = latest.filter(pl.col("area") == peers.code)
    about = own.row(0, named=True) if own.height else latest.row(0, named=True) | {"value": None, "flag": "-"}
    funnel = limits_of(measure, latest)
    return Line(
        measure=measure,
        year=int(about["year"]),
        period=about["period"],
        source=about["source"],
        value=about["value"],
        flag=about["flag"],
        placed=funnel.places.get(peers.code) if funnel else None,
        england=funnel.middle if funnel else together(measure, latest),
        region=together(measure, latest.filter(pl.col("area").is_in(list(peers.region)))),
        neighbours=together(measure, latest.filter(pl.col("area").is_in(list(peers.neighbours)))),
        trend=_trend(peers, measure, rows),
    )


def _trend(peers: _Peers, measure: Measure, rows: pl.DataFrame) -> tuple[Point, ...]:
    england = _by_year(measure, rows)
    neighbours = _by_year(measure, rows.filter(pl.col("area").is_in(list(peers.neighbours))))
    own = {row["year"]: row for row in rows.filter(pl.col("area") == peers.code).iter_rows(named=True)}
    periods: Sequence[tuple[int, str]] = rows.select("year", "period").unique().sort("year").rows()
    return tuple(
        Point(year, period, _of(own, year, "value"), _of(own, year, "flag") or None, england.get(year), neighbours.get(year))
        for year, period in periods
    )


def _of(own: Mapping[int, Mapping[str, object]], year: int, name: str):  # type: ignore[no-untyped-def]  # a cell of a frame
    return own[year][name] if year in own else ("-" if name == "flag" else None)


def together(measure: Measure, rows: pl.DataFrame) -> float | None:
    """Return the figure of several areas taken together, each by what it was counted among; null where none has a figure."""
    return next(iter(_by_year(measure, rows).values()), None)


def _by_year(measure: Measure, rows: pl.DataFrame) -> dict[int, float]:
    held = rows.filter(pl.col("value").is_not_null() & (pl.col("out_of") > 0))
    if measure.kind is Kind.COUNT or held.is_empty():
        return {}
    weighed = (pl.col("value") * pl.col("out_of")).sum() / pl.col("out_of").sum()
    return dict(held.group_by("year").agg(weighed.alias("together")).sort("year").rows())
