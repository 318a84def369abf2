"""Days as people in England count them: London days, working days, months, and hours that clock changes do not bend."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from joinedup.method.calendar import bank_holidays_between

LONDON: Final = "Europe/London"
UNITS: Final = ("working_days", "days", "hours", "months")

#: Bank holidays a due day can meet: no list reaches further back, no limit further on.
_HOLIDAYS: Final[Sequence[date]] = tuple(bank_holidays_between(date(2000, 1, 1), date(2040, 12, 31)))

_MOMENT: Final = timedelta(microseconds=1)


def end_of(day: date) -> datetime:
    """Return the last moment of a London day, in UTC: up to here lists drawn up for that day are complete."""
    return datetime.combine(day, time.max, ZoneInfo(LONDON)).astimezone(UTC)


def london_day(moment: pl.Expr) -> pl.Expr:
    """Return the London calendar day of a UTC moment."""
    return moment.dt.convert_time_zone(LONDON).dt.date()


def day_begins(day: pl.Expr) -> pl.Expr:
    """Return the first moment of a London day, in UTC. The clocks change after midnight, so every day has one."""
    return day.cast(pl.Datetime("us")).dt.replace_time_zone(LONDON).dt.convert_time_zone("UTC")


def day_ends(day: pl.Expr) -> pl.Expr:
    """Return the last microsecond of a London day, in UTC: 23 or 25 hours after its start on two days a year."""
    return day_begins(day.dt.offset_by("1d")) - pl.lit(_MOMENT)


def tick(moment: pl.Expr, unit: str) -> pl.Expr:
    """Return a moment at the fineness its limit is counted in: itself for hours, its London day for the rest."""
    return moment if unit == "hours" else london_day(moment)


def due(start: pl.Expr, limit: int | pl.Expr, unit: str) -> pl.Expr:
    """Return the last tick within `limit` of a starting tick. A month after the 31st is the last day of that month."""
    length = limit if isinstance(limit, pl.Expr) else pl.lit(limit)
    match unit:
        case "working_days":
            # Rolling back first makes day 1 the first working day after a start on a day nobody works.
            return start.dt.add_business_days(limit, holidays=_HOLIDAYS, roll="backward")
        case "days":
            return start.dt.offset_by(pl.format("{}d", length) if length is limit else f"{limit}d")
        case "months":
            return start.dt.offset_by(pl.format("{}mo", length) if length is limit else f"{limit}mo")
        case "hours":
            return start + pl.duration(hours=length, time_unit="us")
    raise ValueError(f"A limit is counted in {', '.join(UNITS)}, not {unit!r}.")


def elapsed(start: pl.Expr, finish: pl.Expr, unit: str) -> pl.Expr:
    """Return how long passed between two ticks: working days, days, or whole hours begun; months are told in days."""
    if unit == "hours":
        return ((finish - start).dt.total_microseconds() / 3_600_000_000).ceil().cast(pl.Int64)
    if unit == "working_days":
        # The same count as method.calendar: days after the start, up to and including the finish.
        after = start.dt.offset_by("1d")
        return pl.business_day_count(after, finish.dt.offset_by("1d"), holidays=_HOLIDAYS).cast(pl.Int64)
    return (finish - start).dt.total_days()


def last_moment(tick_: pl.Expr, unit: str) -> pl.Expr:
    """Return the last UTC moment of a tick: the end of a due day, or the moment itself for hours."""
    return tick_ if unit == "hours" else day_ends(tick_)
