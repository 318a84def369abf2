"""A list read from one sheet: its columns under their keys, as text and by type."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from joinedup.intake.core.cells import Cells, Texts, blank_nothings, read_cells
from joinedup.intake.core.recognise import Recognised
from joinedup.intake.core.sheets import ROW
from joinedup.method.framework import CodeSet, Column, Framework, ListSpec
from joinedup.records.distinct import Distinct


@dataclass(frozen=True)
class Origin:
    """Where a list came from and how it is to be read."""

    file: str
    submission: str  # sha256 of the file as sent
    agency: str
    as_of: date  # the day the list is read: nothing that happened can be later
    notified_on: date  # windows, ages and who is still to be born are counted from here, whenever the list is read


@dataclass(frozen=True)
class Table:
    """A list's rows. `text` has ROW and one text column for each column found; `cells` the same read by type."""

    origin: Origin
    spec: ListSpec
    sheet: str | None
    text: pl.DataFrame
    cells: Mapping[str, Cells]
    headers: Mapping[str, str]  # column key → header as written in the file
    code_sets: Mapping[str, CodeSet]
    written: Mapping[str, pl.Series] = field(default_factory=dict)  # of dates that must be there: the text, words for nothing too

    def __len__(self) -> int:
        return self.text.height

    def column(self, key: str) -> Column:
        """Return the list's column of that key."""
        return next(column for column in self.spec.columns if column.key == key)

    def holding(self, holds: str) -> str | None:
        """Return the key of the column found in the file that holds this fact, None where it is not there."""
        return next((column.key for column in self.spec.columns if column.holds == holds and column.key in self.cells), None)

    def values(self, key: str | None) -> pl.Series:
        """Return a column's values read by type; nulls where there is no such column."""
        if key is not None and key in self.cells:
            return self.cells[key].values
        return pl.repeat(None, len(self), dtype=pl.String, eager=True)

    def held(self, holds: str) -> pl.Series:
        """Return the values of the column that holds this fact; nulls where there is none."""
        return self.values(self.holding(holds))

    def rows(self, places: pl.Series) -> "Table":
        """Return a table of the rows at these places, with no more than their numbers and the columns that hold a fact."""
        cells = {column.key: self.cells[column.key].rows(places) for column in self.spec.columns if self._holds_fact(column)}
        return replace(self, text=self.text.select(pl.col(ROW).gather(places)), cells=cells)

    def _holds_fact(self, column: Column) -> bool:
        return bool(column.holds) and column.key in self.cells


def read_table(recognised: Recognised, framework: Framework, origin: Origin) -> Table:
    """Return the list below the header, without rows that hold nothing and without the header where it stands again."""
    header, spec = recognised.header, recognised.spec
    sheet, first = recognised.sheet, header.index + 1
    below = sheet.frame.slice(first)
    types = {column.key: column.type for column in spec.columns}
    places = dict(sorted(header.found.items(), key=lambda pair: pair[1]))
    raw = {key: Texts(below[f"c{place}"], _below(sheet.repeated(f"c{place}"), first)) for key, place in places.items()}
    texts = {key: _without_nothings(text, types[key]) for key, text in raw.items()}
    dates = {column.key for column in spec.columns if column.required and column.type in ("date", "datetime")}
    written = {key: text.rows for key, text in raw.items() if key in dates and text.rows is not texts[key].rows}
    names = {key: header.texts[place] for key, place in places.items()}
    text = pl.DataFrame({ROW: below[ROW], **{key: column.rows for key, column in texts.items()}})
    held = text.select(
        ~pl.all_horizontal(pl.exclude(ROW).is_null())
        & ~pl.all_horizontal(pl.col(key).eq_missing(pl.lit(name)) for key, name in names.items())
    ).to_series()
    if not held.all():
        text = text.filter(held)
        texts = {key: column.filter(held) for key, column in texts.items()}
        written = {key: rows.filter(held) for key, rows in written.items()}
    code_sets = {codes.id: codes for codes in framework.code_sets}
    cells = {column.key: read_cells(texts[column.key], column, code_sets) for column in spec.columns if column.key in places}
    return Table(origin, spec, sheet.name, text, cells, names, code_sets, written)


def _below(once: Distinct | None, first: int) -> Distinct | None:
    return once and Distinct(once.texts, once.places.slice(first))


def _without_nothings(texts: Texts, type_: str) -> Texts:
    return texts.changed(lambda held: held.to_frame("text").select(blank_nothings(pl.col("text"), type_))["text"])
