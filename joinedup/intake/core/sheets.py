"""A sheet as read: everything as text, each row with its true number in the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import polars as pl

#: Name of the column that holds the row's number in the file, 1 for the first.
ROW: Final = "#row"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or a whole CSV file (`name` None). Columns are "c0", "c1" … of text and ROW; empty is null."""

    name: str | None
    frame: pl.DataFrame
    hidden: bool = False

    @property
    def width(self) -> int:
        """Return how many columns the sheet has."""
        return self.frame.width - 1


def make_sheet(name: str | None, columns: Sequence[pl.Series], first_row: int, *, hidden: bool = False) -> Sheet:
    """Return a sheet from text columns, tidied: spaces of every kind single, ends trimmed, empty null, blank rows left out."""
    frame = pl.DataFrame([series.alias(f"c{place}") for place, series in enumerate(columns)])
    frame = frame.with_columns(tidy(pl.col(pl.String)))
    frame = frame.with_columns(pl.int_range(first_row, first_row + frame.height, dtype=pl.Int64).alias(ROW))
    if frame.width > 1:
        frame = frame.filter(~pl.all_horizontal(pl.exclude(ROW).is_null()))
    return Sheet(name, frame, hidden)


def tidy(text: pl.Expr) -> pl.Expr:
    """Return the text with every run of spaces (line ends, non-breaking and zero-width ones too) as one, trimmed, "" as null."""
    spaced = text.str.replace_all(r"[\s\u{200B}\u{FEFF}\u{2060}]+", " ").str.strip_chars(" ")
    return pl.when(spaced != "").then(spaced)


def text_column(values: Sequence[Any]) -> pl.Series:
    """Return a worksheet column as text: whole numbers without ".0", dates as ISO, yes and no for true and false."""
    if all(kind is str for kind in set(map(type, values))):
        return pl.Series(values, dtype=pl.String)
    return pl.Series([_WRITERS.get(type(value), str)(value) for value in values], dtype=pl.String)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _moment(value: datetime) -> str:
    return value.isoformat(" ", "seconds")


def _length(value: timedelta) -> str:
    return str(value.total_seconds() / 86400)


_WRITERS: Final[dict[type, Any]] = {
    str: lambda value: value,
    float: _number,
    int: str,
    bool: lambda value: "Yes" if value else "No",
    date: date.isoformat,
    datetime: _moment,
    time: time.isoformat,
    timedelta: _length,
    type(None): lambda value: None,
}
