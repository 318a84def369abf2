"""A sheet as read: everything as text, each row with its true number in the file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Final

import polars as pl

from joinedup.records.distinct import Distinct, distinct

#: Name of the column that holds the row's number in the file, 1 for the first.
ROW: Final = "#row"
#: Rows looked through for the header: titles and notes may stand above it.
TOP_ROWS: Final = 40
#: Sheets of our own template that explain the others. They come back with a list and are no part of it.
EXPLAINING: Final = ("What each column is for", "Codes")
#: Spaces that are not one plain space between words: line ends, tabs, and Unicode's wide, narrow, fixed and invisible ones.
_ODD_CODES: Final = (
    *range(9, 14),
    0x85,
    0xA0,
    0x1680,
    *range(0x2000, 0x200C),
    0x2028,
    0x2029,
    0x202F,
    0x205F,
    0x2060,
    0x3000,
    0xFEFF,
)
_ODD_SPACES: Final = ["  ", *map(chr, _ODD_CODES)]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or a whole CSV file (`name` None). Columns are "c0", "c1" … of text and ROW; empty is null."""

    name: str | None
    frame: pl.DataFrame
    hidden: bool = False
    once: "Once | None" = field(default=None, repr=False, compare=False)
    merged: int = 0  # areas of merged cells that were read into every row they cover
    formulas: int = 0
    unanswered: int = 0  # formulas without a result
    last_cells: int | None = None  # of a CSV file: cells of its last row where they are fewer than those of the row above

    def repeated(self, name: str) -> Distinct | None:
        """Return the different texts of a column, None where they seldom repeat."""
        if self.once is None or self.once.frame is not self.frame:
            return distinct(self.frame[name])
        return self.once.columns.get(name)

    @cached_property
    def top(self) -> list[tuple[str | None, ...]]:
        """The cells of the first rows that are not blank, where a header may stand."""
        return self.frame.head(TOP_ROWS).drop(ROW).rows()

    def row_number(self, index: int) -> int:
        """Return the number in the file of the row at this place."""
        return int(self.frame[ROW][index])

    @property
    def width(self) -> int:
        """Return how many columns the sheet has."""
        return self.frame.width - 1


@dataclass(frozen=True)
class Once:
    """The columns of a frame whose texts repeat, each different text once. Of no use for any other frame."""

    frame: pl.DataFrame
    columns: Mapping[str, Distinct]


def make_sheet(
    name: str | None,
    columns: Sequence[pl.Series],
    first_row: int,
    *,
    hidden: bool = False,
    written: Callable[[pl.Series], pl.Series] = lambda texts: texts,
) -> Sheet:
    """Return a sheet from text columns, tidied: spaces of every kind single, ends trimmed, empty null, blank rows left out.

    `written` puts texts right before they are tidied; it is asked for each different text once where they repeat.
    """
    tidied = {f"c{place}": _tidied(series, written) for place, series in enumerate(columns)}
    frame = pl.DataFrame({column: texts for column, (texts, _) in tidied.items()})
    once = {column: found for column, (_, found) in tidied.items() if found is not None}
    frame = frame.with_columns(pl.int_range(first_row, first_row + frame.height, dtype=pl.Int64).alias(ROW))
    if frame.width > 1:
        held = frame.select(~pl.all_horizontal(pl.exclude(ROW).is_null())).to_series()
        if not held.all():
            frame, once = frame.filter(held), {column: found.filter(held) for column, found in once.items()}
    return Sheet(name, frame, hidden, Once(frame, once))


def _tidied(texts: pl.Series, written: Callable[[pl.Series], pl.Series]) -> tuple[pl.Series, Distinct | None]:
    """Return the column tidied: each different text once where texts repeat, else only where a look shows it to be untidy."""
    if once := distinct(texts):
        tidied = written(once.texts).to_frame("text").select(tidy(pl.col("text")))["text"]
        return (texts, once) if tidied.equals(once.texts) else (once.spread(tidied), Distinct(tidied, once.places))
    texts = written(texts)
    if texts.str.contains_any(_ODD_SPACES).any():
        return texts.to_frame("text").select(tidy(pl.col("text")))["text"], None
    bare = texts.str.strip_chars(" ") if (texts.str.starts_with(" ") | texts.str.ends_with(" ")).any() else texts
    return (bare.set(bare == "", None) if (bare == "").any() else bare), None


def tidy(text: pl.Expr) -> pl.Expr:
    """Return the text with every run of spaces (line ends, non-breaking and zero-width ones too) as one, trimmed, "" as null."""
    spaced = text.str.replace_all(r"[\s\u{200B}\u{FEFF}\u{2060}]+", " ").str.strip_chars(" ")
    return pl.when(spaced != "").then(spaced)


def text_column(values: Sequence[Any]) -> pl.Series:
    """Return a worksheet column as text: whole numbers without ".0", dates as ISO, yes and no for true and false.

    The header is text whatever stands below it, so the first rows are written one by one and the rest, where alike, as a whole.
    """
    if set(map(type, values)) == {str}:
        return pl.Series(values, dtype=pl.String)
    return pl.concat([_one_by_one(values[:TOP_ROWS]), _as_a_whole(values[TOP_ROWS:])])


def _one_by_one(values: Sequence[Any]) -> pl.Series:
    return pl.Series([_WRITERS.get(type(value), str)(value) for value in values], dtype=pl.String)


def _as_a_whole(values: Sequence[Any]) -> pl.Series:
    kinds = set(map(type, values))
    if kinds <= {float, str} and (numbers := _all_but_empty(values, float)) is not None:
        return _numbers(pl.Series(numbers, dtype=pl.Float64))
    if kinds <= {date, str} and (days := _all_but_empty(values, date)) is not None:
        return pl.Series(days, dtype=pl.Date).cast(pl.String)
    return _one_by_one(values)


def _all_but_empty(values: Sequence[Any], kind: type) -> list[Any] | None:
    """Return the values with None for "", or None altogether where there is other text among them."""
    held = [None if value == "" else value for value in values]
    return held if all(value is None or type(value) is kind for value in held) else None


def _numbers(values: pl.Series) -> pl.Series:
    whole = (values == values.round()) & (values.abs() < 1e15)
    frame = pl.DataFrame({"value": values, "whole": whole})
    plain = pl.when("whole").then(pl.col("value")).cast(pl.Int64).cast(pl.String)
    return frame.select(pl.coalesce(plain, pl.col("value").cast(pl.String)).alias("text"))["text"]


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
