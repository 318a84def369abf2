"""The error workbook: every list as sent, the cells with an issue marked, and all issues on one sheet."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl
import xlsxwriter

from joinedup.intake.core.reading import Reading
from joinedup.intake.core.sheets import ROW
from joinedup.intake.core.table import Table

_COLOURS: Final = {"blocks": "#F4C7C3", "check": "#FFE8A3", "note": "#DCE9F7"}
_LABELS: Final = {"blocks": "Not used until put right", "check": "Please check", "note": "For information"}
_COLUMNS: Final = ("file", "list", "sheet", "row", "column", "value", "severity", "sentence")
_WIDTHS: Final = (28, 18, 14, 7, 32, 24, 24, 90)
#: A workbook's sheet holds no more rows than this below its header.
_MOST_ROWS: Final = 1_000_000


def write_report(readings: Sequence[Reading], path: Path) -> None:
    """Write the workbook beside its place, then put it there whole. Nothing in it can act as a formula or a link."""
    beside = path.with_name(f".{path.name}.part")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
    try:
        with xlsxwriter.Workbook(beside, options) as book:
            _write_issues(book, readings)
            for number, table in enumerate((table for reading in readings for table in reading.tables), start=1):
                _write_table(book, table, _issues_of(readings, table), number)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write_issues(book: Any, readings: Iterable[Reading]) -> None:
    sheet = book.add_worksheet("Issues")
    bold = book.add_format({"bold": True})
    wrap = {
        severity: book.add_format({"bg_color": colour, "text_wrap": True, "valign": "top"}) for severity, colour in _COLOURS.items()
    }
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    titles = ("File", "List", "Sheet", "Row", "Column", "As written", "What it stops", "What to do")
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, bold)
    rows = (row for reading in readings for row in reading.issues.select(_COLUMNS).iter_rows(named=True))
    for number, row in zip(range(1, _MOST_ROWS), rows, strict=False):
        for place, name in enumerate(_COLUMNS):
            value = _LABELS[row["severity"]] if name == "severity" else row[name]
            _write(sheet, number, place, value, wrap[row["severity"]])


def _write_table(book: Any, table: Table, issues: pl.DataFrame, number: int) -> None:
    sheet = book.add_worksheet(f"{number} {table.spec.id}"[:31])
    bold = book.add_format({"bold": True})
    marks = {severity: book.add_format({"bg_color": colour}) for severity, colour in _COLOURS.items()}
    keys = list(table.headers)
    marked = _marked(issues, {header: key for key, header in table.headers.items()})
    sheet.freeze_panes(1, 1)
    for place, title in enumerate(("Row in file", *table.headers.values())):
        sheet.write_string(0, place, title, bold)
    for line, cells in zip(range(1, _MOST_ROWS), table.text.select(ROW, *keys).iter_rows(), strict=False):
        row = cells[0]
        sheet.write_number(line, 0, row, marks.get(marked.get((row, None), "")))
        for place, (key, value) in enumerate(zip(keys, cells[1:], strict=True), start=1):
            mark = marks.get(marked.get((row, key), ""))
            if value is not None or mark is not None:
                _write(sheet, line, place, value, mark)


def _write(sheet: Any, line: int, place: int, value: object, mark: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(line, place, value, mark)
    elif value is None:
        sheet.write_blank(line, place, None, mark)
    else:
        sheet.write_string(line, place, str(value)[:32_000], mark)


def _marked(issues: pl.DataFrame, keys: dict[str, str]) -> dict[tuple[int, str | None], str]:
    """Return the gravest severity of each cell with an issue (column None: of the row)."""
    rank = list(_COLOURS)
    marked: dict[tuple[int, str | None], str] = {}
    for row, column, severity in issues.select("row", "column", "severity").iter_rows():
        if row is not None:
            place = (row, keys.get(column))
            marked[place] = min(marked.get(place, severity), severity, key=rank.index)
    return marked


def _issues_of(readings: Iterable[Reading], table: Table) -> pl.DataFrame:
    reading = next(reading for reading in readings if any(one is table for one in reading.tables))
    return reading.issues.filter(pl.col("list") == table.spec.id, pl.col("sheet").eq_missing(pl.lit(table.sheet, dtype=pl.String)))
