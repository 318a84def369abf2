"""Worksheets straight into text columns, without an object for each cell.

The reader writes every cell as text and no longer says what it was. Almost always that is plain from the text; where it is not
(a number too long to be exact, a time of day, a length of time, a day before 1905) the workbook is left to `workbook`'s slower
way, cell by cell, so that both ways read a file alike.
"""

import zipfile
from io import BytesIO
from typing import Final

import fastexcel
import polars as pl

from joinedup.intake.core.sheets import Sheet, make_sheet
from joinedup.intake.core.unusable import Limits, UnusableFile

#: Sixteen digits and more may be a rounded number; days before 1905 may be times or lengths of time; a sign stands before years
#: out of range.
_DOUBTFUL: Final = r"^(?:-?[0-9]{16,}|(?:0|1[0-8]|190[0-4])[0-9]*-[0-9]{2}-[0-9]{2} [0-9:.]+|[+-][0-9]+-[0-9]{2}-[0-9]{2} .*)$"
_MOMENT: Final = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})(?: 00:00:00|( [0-9]{2}:[0-9]{2}:[0-9]{2})\.[0-9]+)$"
_YES_NO: Final = {"true": "Yes", "false": "No"}
#: Parts of a workbook that are sheets of another kind.
_OTHER_SHEETS: Final = ("xl/chartsheets/", "xl/dialogsheets/", "xl/macrosheets/")


class _DoubtError(Exception):
    """A cell's text does not tell what it was."""


def quick_sheets(data: bytes, name: str, limits: Limits) -> list[Sheet] | None:
    """Return every worksheet, None where they must be read cell by cell. Raises UnusableFile where one is too large.

    The caller has looked inside the file: that it is a workbook, and how far its sheets reach.
    """
    with zipfile.ZipFile(BytesIO(data)) as packed:
        if any(part.lower().startswith(_OTHER_SHEETS) for part in packed.namelist()):
            return None
    try:
        book = fastexcel.read_excel(data)
        found = [_read(book, sheet, name, limits) for sheet in book.sheet_names]
    except (fastexcel.FastExcelError, _DoubtError):
        return None
    return [sheet for sheet in found if sheet is not None]


def check_size(width: int, height: int, name: str, limits: Limits) -> None:
    """Raise UnusableFile where a sheet is too wide or too long."""
    if width > limits.columns:
        raise UnusableFile(f"{name} has a sheet of {width:,} columns; a list has at most {limits.columns}.")
    if height > limits.rows:
        raise UnusableFile(f"{name} has a sheet of {height:,} rows; send at most {limits.rows:,} in one file.")


def _read(book: fastexcel.ExcelReader, sheet: str, name: str, limits: Limits) -> Sheet | None:
    # without a header row and with no row skipped the first row is the sheet's own first, so that row numbers stay true
    source = book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    check_size(source.width, source.height, name, limits)
    frame = pl.DataFrame(source)
    if not frame.height or not frame.width:
        return None
    return make_sheet(sheet, frame.get_columns(), 1, hidden=source.visible != "visible", written=_as_cells)


def _as_cells(texts: pl.Series) -> pl.Series:
    """Return texts as `sheets.text_column` writes the cells: days without midnight, seconds whole, yes and no."""
    if texts.str.contains(_DOUBTFUL).any():
        raise _DoubtError
    plain = texts.str.replace(_MOMENT, "$1$2") if texts.str.contains(_MOMENT).any() else texts
    return plain.replace(_YES_NO) if plain.is_in(list(_YES_NO)).any() else plain
