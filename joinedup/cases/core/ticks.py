"""Ticks as whole numbers, so that limits of different units can be judged in one frame.

A moment counted in hours is microseconds since 1970, one counted in days its London day since 1970. Where units stand side by
side each row says its own (`unit`); numbers of two units are never compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import polars as pl

from joinedup.method.days import due, elapsed, last_moment, london_day
from joinedup.records.shape import TIME

#: Microseconds of an hour.
HOUR: Final = timedelta(hours=1) // timedelta(microseconds=1)


@dataclass(frozen=True)
class Ticks:
    """Counts in the units named; with more than one, by the column `unit`."""

    units: tuple[str, ...]

    @property
    def in_hours(self) -> pl.Expr:
        """Say whether a row is counted in hours."""
        return self._by_unit({unit: pl.lit(unit == "hours") for unit in self.units})

    def of(self, moment: pl.Expr) -> pl.Expr:
        """Return the tick of a UTC moment."""
        day = day_number(moment)
        return self._by_unit({unit: moment.dt.epoch("us") if unit == "hours" else day for unit in self.units})

    def day(self, tick: pl.Expr) -> pl.Expr:
        """Return the London day of a tick, in days since 1970."""
        return self._by_unit({unit: day_number(_moment(tick)) if unit == "hours" else tick for unit in self.units})

    def due(self, start: pl.Expr, length: pl.Expr | int) -> pl.Expr:
        """Return the last tick within a limit of a starting tick (`method.days.due`)."""
        return self._by_unit({unit: self._due(start, length, unit) for unit in self.units})

    def elapsed(self, start: pl.Expr, finish: pl.Expr) -> pl.Expr:
        """Return how long passed between two ticks (`method.days.elapsed`)."""
        return self._by_unit({unit: self._elapsed(start, finish, unit) for unit in self.units})

    def last_moment(self, tick: pl.Expr) -> pl.Expr:
        """Return the last UTC moment of a tick."""
        return self._by_unit({unit: last_moment(self._plain(tick, unit), unit) for unit in self.units})

    def _due(self, start: pl.Expr, length: pl.Expr | int, unit: str) -> pl.Expr:
        if unit in ("hours", "days"):
            return start + length * (HOUR if unit == "hours" else 1)
        own = length if isinstance(length, int) else self._own(length, unit)
        return day_since_1970(due(self._plain(start, unit), own, unit))

    def _elapsed(self, start: pl.Expr, finish: pl.Expr, unit: str) -> pl.Expr:
        if unit == "working_days":
            return elapsed(self._plain(start, unit), self._plain(finish, unit), unit)
        return (finish - start + HOUR - 1) // HOUR if unit == "hours" else finish - start

    def _plain(self, tick: pl.Expr, unit: str) -> pl.Expr:
        """Return ticks of one unit as moments or days; null for rows of other units."""
        own = self._own(tick, unit)
        return _moment(own) if unit == "hours" else own.cast(pl.Int32).cast(pl.Date)

    def _own(self, value: pl.Expr, unit: str) -> pl.Expr:
        return value if len(self.units) == 1 else pl.when(pl.col("unit") == unit).then(value)

    def _by_unit(self, ways: Mapping[str, pl.Expr]) -> pl.Expr:
        *others, last = self.units
        told = ways[last]
        for unit in others:
            told = pl.when(pl.col("unit") == unit).then(ways[unit]).otherwise(told)
        return told


def day_number(moment: pl.Expr) -> pl.Expr:
    """Return the London day of a UTC moment, in days since 1970."""
    return day_since_1970(london_day(moment))


def day_since_1970(day: pl.Expr) -> pl.Expr:
    """Return a day as a whole number."""
    return day.to_physical().cast(pl.Int64)


def _moment(tick: pl.Expr) -> pl.Expr:
    return tick.cast(TIME)
