"""Cells by the declared type of their column: what they say, and which of them could not be read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import polars as pl

from joinedup.intake.core.codes import Codes, read_booleans
from joinedup.method.framework import CodeSet, Column
from joinedup.records.dates import read_moments
from joinedup.records.distinct import Distinct
from joinedup.records.numbers import read_nhs_numbers, read_upns
from joinedup.records.postcodes import read_postcodes

#: Written by spreadsheets and systems where there is nothing. Compared in lower case.
NOTHING: Final = (
    "#n/a",
    "#ref!",
    "#value!",
    "#div/0!",
    "#name?",
    "#null!",
    "#num!",
    "#n/a n/a",
    "n/a",
    "-",
    "--",
    "–",
    ".",
    "?",
    "(blank)",
)
#: Words for nothing that are also people's names, so not read as such in names: Null, None, Na.
NOTHING_BUT_NAMES: Final = (
    "null", "none", "na", "nan", "nil", "unknown", "not known", "not recorded", "not available", "blank", "tbc", "nk",
)  # fmt: skip
#: Types in which a word for nothing may be a value of its own.
_OWN_WORDS: Final = ("name", "code", "boolean", "postcode")


@dataclass(frozen=True)
class Cells:
    """One column read. `values` is text (a code, yes or no, a number) or, for dates, a struct of records.dates.MOMENT."""

    values: pl.Series
    faulty: pl.Series  # Boolean: there was text, and it could not be read
    fault: str  # code of the rule for a faulty cell, "" where the type has none
    odd: pl.Series | None = None  # Boolean: read, but worth a look
    oddity: str = ""
    days: pl.DataFrame | None = None  # for dates: the first and last London day of each

    def rows(self, places: pl.Series) -> "Cells":
        """Return the cells of the rows at these places."""
        held: dict[str, Any] = {"values": self.values.gather(places), "faulty": self.faulty.gather(places)}
        if self.odd is not None:
            held["odd"] = self.odd.gather(places)
        if self.days is not None:
            held["days"] = self.days.select(pl.all().gather(places))
        return replace(self, **held)


@dataclass(frozen=True)
class Texts:
    """One column as written, null for nothing: `rows` one by one and, where texts repeat, each different one `once`."""

    rows: pl.Series
    once: Distinct | None = None

    def changed(self, change: Callable[[pl.Series], pl.Series]) -> "Texts":
        """Return the column with `change` made to its texts."""
        if self.once is None:
            return Texts(change(self.rows))
        once = Distinct(change(self.once.texts), self.once.places)
        return Texts(self.rows if once.texts.equals(self.once.texts) else once.spread(once.texts), once)

    def filter(self, rows: pl.Series) -> "Texts":
        """Return the column of the rows where `rows` is true."""
        return Texts(self.rows.filter(rows), self.once and self.once.filter(rows))


def blank_nothings(text: pl.Expr, type_: str) -> pl.Expr:
    """Return the text with null for what a spreadsheet or system writes for nothing."""
    words = NOTHING if type_ in _OWN_WORDS else NOTHING + NOTHING_BUT_NAMES
    return pl.when(~text.str.to_lowercase().is_in(words)).then(text)


def read_cells(texts: pl.Series | Texts, column: Column, code_sets: dict[str, CodeSet]) -> Cells:
    """Return a column's cells read by its type. `texts` are tidied, with null for nothing."""
    held = texts if isinstance(texts, Texts) else Texts(texts)
    read = _reader(column, code_sets)
    if held.once is None or column.type in _AS_WRITTEN:
        return read(held.rows)
    return _spread(read(held.once.texts), held.once)


def _reader(column: Column, code_sets: dict[str, CodeSet]) -> Callable[[pl.Series], Cells]:
    if column.type != "code":
        return _READERS[column.type]
    codes = Codes(code_sets[column.codes])

    def read(texts: pl.Series) -> Cells:
        values = codes.read_all(texts)
        return Cells(values, _lost(texts, values), "code_unknown")

    return read


def _spread(cells: Cells, once: Distinct) -> Cells:
    """Return the cells of every row from those of each different text."""

    def flags(where: pl.Series) -> pl.Series:
        return once.spread(where).fill_null(False) if where.any() else _nowhere(once.places)

    held: dict[str, Any] = {"values": once.spread(cells.values), "faulty": flags(cells.faulty)}
    if cells.odd is not None:
        held["odd"] = flags(cells.odd)
    if cells.days is not None:
        held["days"] = cells.days.select(pl.all().gather(once.places))
    return replace(cells, **held)


def _lost(texts: pl.Series, values: pl.Series) -> pl.Series:
    """Return where there was text and there is no value. Counting nulls first spares the look at each row of a clean column."""
    if texts.null_count() == values.null_count():
        return _nowhere(texts)
    return texts.is_not_null() & values.is_null()


def _nowhere(texts: pl.Series) -> pl.Series:
    return pl.Series([False], dtype=pl.Boolean).new_from_index(0, len(texts))


def _as_written(texts: pl.Series) -> Cells:
    return Cells(texts, _nowhere(texts), "")


def _dates(texts: pl.Series) -> Cells:
    moments = read_moments(texts)
    values = moments.select(pl.when(pl.col("earliest").is_not_null()).then(pl.struct(pl.all())).alias("moment"))["moment"]
    partial = moments["precision"].is_in(["month", "year"]).fill_null(False)
    days = moments.select(pl.col("earliest", "latest").dt.convert_time_zone("Europe/London").dt.date())
    return Cells(values, _lost(texts, moments["earliest"]), "date_unreadable", partial, "date_partial", days)


def _booleans(texts: pl.Series) -> Cells:
    read = read_booleans(texts)
    return Cells(read["value"], (~read["known"]).fill_null(False), "boolean_unreadable")


def _integers(texts: pl.Series) -> Cells:
    plain = texts.str.replace_all(",", "").str.extract(r"^\s*([0-9]{1,9})(?:\.0+)?$", 1)
    return Cells(plain.cast(pl.Int64).cast(pl.String), _lost(texts, plain), "number_unreadable")


def _ages(texts: pl.Series) -> Cells:
    """Completed years; decimals are cut, as are the words after a number; months and weeks are less than a year."""
    lower = texts.str.to_lowercase()
    years = lower.str.extract(r"^([0-9]{1,3})(?:\.[0-9]+)?\s*(?:y|yr|yrs|years?)?(?: old)?\.?$", 1).cast(pl.Int64)
    unborn = lower.str.contains(r"^(?:unborn|-[0-9.]+)$") | lower.str.contains(r"^[0-9]{1,2}\s*(?:days?|weeks?|wks?)(?: old)?$")
    months = lower.str.extract(r"^([0-9]{1,3})\s*(?:m|mths?|months?)(?: old)?$", 1).cast(pl.Int64) // 12
    frame = pl.DataFrame({"years": years, "unborn": unborn, "months": months})
    values = frame.select(pl.coalesce("years", "months", pl.when("unborn").then(pl.lit(0))).cast(pl.String).alias("age"))["age"]
    return Cells(values, _lost(texts, values), "age_unreadable")


def _postcodes(texts: pl.Series) -> Cells:
    read = read_postcodes(texts)
    return Cells(read["postcode"], (read["kind"] == "unreadable").fill_null(False), "postcode_unreadable")


def _nhs(texts: pl.Series) -> Cells:
    values = read_nhs_numbers(texts)
    return Cells(values, _lost(texts, values), "nhs_invalid")


def _upns(texts: pl.Series) -> Cells:
    values = read_upns(texts)
    return Cells(values, _lost(texts, values), "upn_invalid")


def _ids(texts: pl.Series) -> Cells:
    """An id written as a decimal or in powers of ten was a number to the spreadsheet; where digits are lost it is no id."""
    if not texts.str.contains(r"['.+]").any():
        return _as_written(texts)
    plain = texts.str.strip_chars("'").str.replace(r"^([0-9]+)\.0+$", "$1")
    damaged = plain.str.contains(r"^(?:[0-9]\.[0-9]+[eE]\+?[0-9]+|[0-9]+[eE]\+[0-9]+)$").fill_null(False)
    frame = pl.DataFrame({"id": plain, "damaged": damaged})
    return Cells(frame.select(pl.when(~pl.col("damaged")).then("id").alias("id"))["id"], damaged, "id_damaged")


#: Types whose cells are their texts.
_AS_WRITTEN: Final = ("text", "name")
_READERS: Final[dict[str, Callable[[pl.Series], Cells]]] = {
    "id": _ids,
    "text": _as_written,
    "name": _as_written,
    "date": _dates,
    "datetime": _dates,
    "boolean": _booleans,
    "integer": _integers,
    "age": _ages,
    "postcode": _postcodes,
    "nhs": _nhs,
    "upn": _upns,
}
