"""A file as sent → its sheets, whatever its kind; what it says it is must be what it is."""

from pathlib import PurePath
from typing import Final

import polars as pl

from joinedup.intake.core.delimited import read_delimited
from joinedup.intake.core.sheets import ROW, Sheet
from joinedup.intake.core.unusable import LIMITS, Limits, UnusableFile
from joinedup.intake.core.workbook import read_workbook

_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_TEXT: Final = (".csv", ".txt", ".tsv")
_KNOWN: Final = {b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"{\\rtf": "a Word document"}
_REFUSED: Final = {
    ".xlsm": "may hold macros. Save it as an Excel workbook without macros (.xlsx) and send that.",
    ".xls": "is an old Excel workbook. Save it as .xlsx and send that.",
    ".xlsb": "is a binary Excel workbook. Save it as .xlsx and send that.",
    ".ods": "is an OpenDocument spreadsheet. Save it as .xlsx and send that.",
}


def open_sheets(data: bytes, filename: str, limits: Limits = LIMITS) -> list[Sheet]:
    """Return the sheets of an XLSX or CSV file; raise UnusableFile with one sentence where it is neither, or not safe."""
    name = PurePath(filename).name
    kind = PurePath(name).suffix.lower()
    check_outside(data, name, limits)
    sheets = read_workbook(data, name, limits) if kind == ".xlsx" else [read_delimited(data, name, limits)]
    if not any(sheet.frame.height for sheet in sheets):
        raise UnusableFile(f"{name} is empty.")
    for sheet in sheets:
        _check_cells(sheet, name, limits)
    return sheets


def _check_cells(sheet: Sheet, name: str, limits: Limits) -> None:
    """Refuse a cell no list has: a whole file in one cell, or thousands of words in a header."""
    longest = sheet.frame.select(pl.exclude(ROW).str.len_bytes().max()).row(0)
    if max((size for size in longest if size is not None), default=0) <= limits.letters:
        return
    long = pl.any_horizontal(pl.exclude(ROW).str.len_bytes() > limits.letters)
    row = sheet.frame.filter(long)[ROW][0]
    where = f"Row {row:,} of {name}" if sheet.name is None else f"Row {row:,} of a sheet of {name}"
    raise UnusableFile(f"{where} has a cell of more than {limits.letters:,} letters; is a quotation mark before it not closed?")


def check_outside(data: bytes, name: str, limits: Limits) -> None:
    """Raise UnusableFile with one sentence where a file is of a kind not read, is not what its name says, or is too large."""
    kind = PurePath(name).suffix.lower()
    if kind in _REFUSED:
        raise UnusableFile(f"{name} {_REFUSED[kind]}")
    if kind not in (".xlsx", ".xml", *_TEXT):
        raise UnusableFile(f"{name} is not a list we can read. Send an Excel workbook (.xlsx) or a CSV file (.csv).")
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise UnusableFile(f"{name} is empty.")
    if len(data) > limits.size:
        raise UnusableFile(f"{name} is larger than {limits.size >> 20:,} MB. Send it in parts.")
    if data.startswith(_OLD_OFFICE):
        raise UnusableFile(
            f"{name} is an old Excel workbook or is locked with a password. Save a copy as .xlsx without one and send that."
        )
    for start, what in _KNOWN.items():
        if data.startswith(start):
            raise UnusableFile(f"{name} is {what}, not a list. Send an Excel workbook (.xlsx) or a CSV file (.csv).")
    if kind == ".xlsx" and not data.startswith(_ZIP):
        raise UnusableFile(f"{name} ends in .xlsx but is not an Excel workbook. If it is a CSV file, name it .csv.")
    if kind in (".xml", *_TEXT) and data.startswith(_ZIP):
        raise UnusableFile(f"{name} ends in {kind} but is a workbook or zip file. If it is an Excel workbook, name it .xlsx.")
