"""The error workbook: every list as sent, the cells with an issue marked, and all issues on one sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO
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
#: Made in memory, a workbook holds no more issues and rows than this: a list with more cells has its rows with an issue alone.
_MOST_IN_MEMORY: Final = 20_000
_CELLS_IN_MEMORY: Final = 400_000
#: What begins so acts as a formula where somebody opens the cell to edit it, so it is marked to be text for good.
_ACTING: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Nothing in a workbook can act as a formula or a link.
_HARMLESS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_report(readings: Sequence[Reading], path: Path) -> None:
    """Write the workbook beside its place, then put it there whole. Nothing in it can act as a formula or a link."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with xlsxwriter.Workbook(beside, {**_HARMLESS, "constant_memory": True}) as book:
            _fill(book, readings, [table for reading in readings for table in reading.tables], _MOST_ROWS, whole=True)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def make_report(readings: Sequence[Reading]) -> bytes:
    """Return the workbook's bytes, made without touching the disk, whose temporary files would hold children in clear."""
    out = BytesIO()
    tables = [_shortened(readings, table) for reading in readings for table in reading.tables]
    with xlsxwriter.Workbook(out, {**_HARMLESS, "in_memory": True}) as book:
        _fill(book, readings, tables, _MOST_IN_MEMORY, whole=False)
    return out.getvalue()


def _shortened(readings: Sequence[Reading], table: Table) -> Table:
    """Return the table as it is, or where it is large its rows with an issue, no more than the most."""
    if table.text.height * table.text.width <= _CELLS_IN_MEMORY and table.text.height <= _MOST_IN_MEMORY:
        return table
    rows = _issues_of(readings, table)["row"].drop_nulls().unique()
    return replace(table, text=table.text.filter(pl.col(ROW).is_in(rows.implode())).head(_MOST_IN_MEMORY))


def _fill(book: Any, readings: Sequence[Reading], tables: Sequence[Table], most: int, *, whole: bool) -> None:
    looks = _Looks(book)
    _write_issues(book, readings, most, looks, whole=whole)
    for number, table in enumerate(tables, start=1):
        _write_table(book, table, _issues_of(readings, table), number, looks)


class _Looks:
    """How cells look: the colour of their severity, wrapped where there is a sentence; and text that could act kept from acting."""

    def __init__(self, book: Any) -> None:
        bold, wrapped = {"bold": True}, {"text_wrap": True, "valign": "top"}
        wanted: dict[tuple[str, bool], dict[str, Any]] = {("", False): {}, ("bold", False): bold}
        wanted |= {(severity, False): {"bg_color": colour} for severity, colour in _COLOURS.items()}
        wanted |= {(severity, True): {"bg_color": colour, **wrapped} for severity, colour in _COLOURS.items()}
        self._plain = {look: book.add_format(form) for look, form in wanted.items()}
        self._text = {look: book.add_format({**form, "quote_prefix": True}) for look, form in wanted.items()}

    def write(self, sheet: Any, line: int, place: int, value: object, look: str = "", *, wrapped: bool = False) -> None:
        """Write one cell: a number, a text, or nothing in its colour."""
        form = self._plain[(look, wrapped)] if look else None
        if isinstance(value, int):
            sheet.write_number(line, place, value, form)
        elif value is None:
            sheet.write_blank(line, place, None, form)
        else:
            text = str(value)[:32_000]
            sheet.write_string(line, place, text, self._text[(look, wrapped)] if text.lstrip(" ").startswith(_ACTING) else form)


def _write_issues(book: Any, readings: Sequence[Reading], most: int, looks: _Looks, *, whole: bool) -> None:
    """Write every issue, a sheet for each `most` of them; not `whole`: one sheet, which says how many there are more."""
    rows = (row for reading in readings for row in reading.issues.select(_COLUMNS).iter_rows(named=True))
    left = sum(reading.issues.height for reading in readings)
    sheet = _issues_sheet(book, "Issues", looks)
    for number in range(2, left // most + 3):
        for line, row in zip(range(1, most + 1), rows, strict=False):
            left -= 1
            for place, name in enumerate(_COLUMNS):
                value = _LABELS[row["severity"]] if name == "severity" else row[name]
                looks.write(sheet, line, place, value, row["severity"], wrapped=True)
        if not left:
            return
        if not whole:
            more = f"{left:,} more issues. Put these right and check again."
            return looks.write(sheet, most + 1, len(_COLUMNS) - 1, more, "bold")
        sheet = _issues_sheet(book, f"Issues {number}", looks)


def _issues_sheet(book: Any, title: str, looks: _Looks) -> Any:
    sheet = book.add_worksheet(title)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    titles = ("File", "List", "Sheet", "Row", "Column", "As written", "What it stops", "What to do")
    for place, text in enumerate(titles):
        looks.write(sheet, 0, place, text, "bold")
    return sheet


def _write_table(book: Any, table: Table, issues: pl.DataFrame, number: int, looks: _Looks) -> None:
    sheet = book.add_worksheet(f"{number} {table.spec.id}"[:31])
    keys = list(table.headers)
    marked = _marked(issues, {header: key for key, header in table.headers.items()})
    sheet.freeze_panes(1, 1)
    for place, title in enumerate(("Row in file", *table.headers.values())):
        looks.write(sheet, 0, place, title, "bold")
    for line, cells in zip(range(1, _MOST_ROWS), table.text.select(ROW, *keys).iter_rows(), strict=False):
        row = cells[0]
        looks.write(sheet, line, 0, row, marked.get((row, None), ""))
        for place, (key, value) in enumerate(zip(keys, cells[1:], strict=True), start=1):
            look = marked.get((row, key), "")
            if value is not None or look:
                looks.write(sheet, line, place, value, look)


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
    """Return the issues of one table: those of its file, list and sheet."""
    reading = next(one for one in readings if one.sha256 == table.origin.submission and one.list_id == table.spec.id)
    return reading.issues.filter(pl.col("list") == table.spec.id, pl.col("sheet").eq_missing(pl.lit(table.sheet, dtype=pl.String)))
