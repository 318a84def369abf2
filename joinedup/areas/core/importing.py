"""Reads published files of measures: the DfE's tidy form, and a long form. Every row is checked; nothing is guessed.

Tidy: `time_period`, `geographic_level`, `new_la_code` or `old_la_code`, and a column for each indicator. Rows of another level than
the local authority are left out. Long: `area`, `period`, `measure`, `value`. In both, a mark such as "c" stands for no figure.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Final

import polars as pl

from joinedup.areas.core.indicators import FLAGS, MEASURE_VALUE, Kind, Measure

TIDY: Final = ("time_period", "geographic_level")
LONG: Final = ("area", "period", "measure", "value")
#: The only level taken in, as the DfE writes it.
LEVEL = "local authority"
_PERIOD = re.compile(r"(?P<first>\d{4})(?:[/-]?(?P<last>\d{2}))?")


@dataclass(frozen=True)
class RowError:
    """One thing wrong with one row (as numbered in a spreadsheet) and column; row 0 is the file as a whole."""

    row: int
    column: str
    words: str

    def __str__(self) -> str:
        place = f"Row {self.row}, {self.column}: " if self.row else ""
        return f"{place}{self.words}"


@dataclass(frozen=True)
class Read:
    """What a file holds: MEASURE_VALUE rows, and what is wrong with the rest. Rows left out as another level are counted."""

    values: pl.DataFrame
    errors: tuple[RowError, ...]
    left_out: int = 0


@dataclass(frozen=True)
class _Figure:
    row: int
    column: str
    area: str
    period: str
    measure: Measure
    text: str


def read_measures(
    text: str, measures: Mapping[str, Measure], codes: Mapping[str, str], source: str, columns: Mapping[str, str] | None = None
) -> Read:
    """Read either form. `codes` leads any code an area may be written by to its code of today.

    `columns` says which column holds which measure, where the file's own names do not: {"cpp_rate_per_10000": "plans"}.
    """
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    names = [name.strip() for name in reader.fieldnames or ()]
    rows = [(number, dict(zip(names, row.values(), strict=False))) for number, row in enumerate(reader, start=2)]
    if set(TIDY) <= set(names):
        return _checked(*_tidy(rows, names, measures, columns or {}), codes, source)
    if set(LONG) <= set(names):
        return _checked(*_long(rows, measures), 0, codes, source)
    asked = f"Its columns are {', '.join(names) or 'none'}. Give {', '.join(TIDY)} and an area’s code, or {', '.join(LONG)}."
    return Read(pl.DataFrame(schema=MEASURE_VALUE), (RowError(0, "", f"This is no table of measures. {asked}"),))


def _tidy(
    rows: list[tuple[int, dict[str, str]]], names: Iterable[str], measures: Mapping[str, Measure], columns: Mapping[str, str]
) -> tuple[list[_Figure], list[RowError], int]:
    held = columns_of(names, measures, columns)
    if not held:
        return [], [RowError(0, "", "No column holds a measure of the register. Say which does: --column NAME=measure.")], 0
    figures, left_out = [], 0
    for number, row in rows:
        if row["geographic_level"].strip().casefold() != LEVEL:
            left_out += 1
            continue
        code = row.get("new_la_code") or row.get("old_la_code") or row.get("la_code") or ""
        figures += [_Figure(number, name, code, row["time_period"], measure, row[name] or "") for name, measure in held.items()]
    return figures, [], left_out


def columns_of(names: Iterable[str], measures: Mapping[str, Measure], columns: Mapping[str, str]) -> dict[str, Measure]:
    """Return which of a file's columns hold a measure: those said to, and those called by its key or its publisher's name."""
    called = {
        word.casefold(): one for one in measures.values() for word in (one.key, one.key.replace("-", "_"), one.origin) if word
    }
    said = {name.casefold(): measures[key] for name, key in columns.items() if key in measures}
    return {name: found for name in names if (found := said.get(name.casefold()) or called.get(name.casefold()))}


def _long(rows: list[tuple[int, dict[str, str]]], measures: Mapping[str, Measure]) -> tuple[list[_Figure], list[RowError]]:
    figures, errors = [], []
    for number, row in rows:
        measure = measures.get((row["measure"] or "").strip())
        if measure is None:
            errors.append(RowError(number, "measure", f"“{row['measure']}” is no measure of the register."))
            continue
        figures.append(_Figure(number, "value", row["area"] or "", row["period"] or "", measure, row["value"] or ""))
    return figures, errors


def _checked(figures: list[_Figure], errors: list[RowError], left_out: int, codes: Mapping[str, str], source: str) -> Read:
    """Turn figures into rows of the frame, and what cannot be into errors."""
    rows: dict[tuple[str, int, str], tuple[object, ...]] = {}
    for figure in figures:
        try:
            row = _row(figure, codes, source)
            key = (str(row[0]), int(str(row[1])), figure.measure.key)
            if key in rows:
                raise ValueError("a second figure for the same area, period and measure. Keep the rows of totals only.")
            rows[key] = row
        except ValueError as wrong:
            errors.append(RowError(figure.row, figure.column, str(wrong)))
    return Read(pl.DataFrame(list(rows.values()), schema=MEASURE_VALUE, orient="row"), tuple(sorted(errors, key=_place)), left_out)


def _place(error: RowError) -> tuple[int, str]:
    return error.row, error.column


def _row(figure: _Figure, codes: Mapping[str, str], source: str) -> tuple[object, ...]:
    """Return one row of MEASURE_VALUE; raise ValueError saying what is wrong with it."""
    area = codes.get(figure.area.strip())
    if area is None:
        raise ValueError(f"“{figure.area}” is no code of an area on the register.")
    year, period = read_period(figure.period)
    value, flag = read_value(figure.text, figure.measure)
    return area, year, period, figure.measure.key, value, flag, None, source


def read_period(text: str) -> tuple[int, str]:
    """Return the year a period ends in, and the period as printed: (2024, "2023/24") of "202324" and "2023/24"."""
    found = _PERIOD.fullmatch(text.strip())
    if not found:
        raise ValueError(f"“{text}” is no year, such as 2024 or 2023/24.")
    first, last = int(found["first"]), found["last"]
    if last is None:
        return first, str(first)
    if int(last) != (first + 1) % 100:
        raise ValueError(f"“{text}” is no year, such as 2024 or 2023/24: its second part does not follow its first.")
    return first + 1, f"{first}/{last}"


def read_value(text: str, measure: Measure) -> tuple[float | None, str | None]:
    """Return a figure, or null and the publisher's mark; raise ValueError for what is neither. An empty cell is not published."""
    text = text.strip()
    if text == "" or text.casefold() in FLAGS:
        return None, text.casefold() or "-"
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise ValueError(f"“{text}” is neither a figure nor a mark such as c, x or z.") from None
    most = 100 if measure.kind is Kind.SHARE else float("inf")
    if not 0 <= value <= most or value == float("inf"):
        raise ValueError(f"{text} cannot be: {measure.unit}.")
    return value, None
