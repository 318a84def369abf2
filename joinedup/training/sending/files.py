"""Writes dressed rows as workbooks and CSV files of several makes: title rows, odd headers, blank rows, encodings, separators."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random

import xlsxwriter

from joinedup.method.framework import ListSpec
from joinedup.training.sending.cells import Cell, Formula
from joinedup.training.truth import whole_file

#: Excel allows so many characters in a sheet's name, and not these.
SHEET_NAME, FORBIDDEN = 31, "[]:*?/\\"
TITLE_ROWS = 0.3
CREATED = datetime(2026, 1, 1)
ENCODINGS = ("utf-8-sig", "utf-8-sig", "cp1252", "utf-8")
SEPARATORS = (",", ",", ",", ";")
Line = list[Cell]


def headers(spec: ListSpec, random: Random) -> list[str]:
    """Return the list's headers as an export has them: most as asked, some by another known name, some marked or spaced."""
    return [_header(column.header, column.aliases, column.required, random) for column in spec.columns]


def _header(header: str, aliases: tuple[str, ...], required: bool, random: Random) -> str:
    chance = random.random()
    if chance < 0.08 and aliases:
        return random.choice(aliases)
    if chance < 0.14:
        return header.upper() if chance < 0.11 else header.lower()
    if chance < 0.20:
        return header.replace(" ", "\u00a0", 1) if chance < 0.17 else f" {header} "
    return f"{header}*" if required and chance < 0.26 else header


def with_blank_rows(rows: list[Line], width: int, random: Random) -> Iterator[Line]:
    """Yield the rows with a blank one here and there, and a few after the last."""
    for row in rows:
        if random.random() < 0.004:
            yield [None] * width
        yield row
    for _ in range(random.choice((0, 0, 0, 2, 5))):
        yield [None] * width


def title_rows(spec: ListSpec, on: date, random: Random) -> list[Line]:
    """Return the rows some exports put above the headers."""
    if random.random() >= TITLE_ROWS:
        return []
    above: list[Line] = [[spec.title], [f"Extract run {on:%d/%m/%Y}"], []]
    return above[: random.choice((1, 2, 3))]


def write_workbook(path: Path, spec: ListSpec, lines: list[Line], random: Random) -> None:
    """Write one sheet, its file always the same for the same lines."""
    name = random.choice((spec.title, spec.title, *spec.aliases))
    name = "".join(letter for letter in name if letter not in FORBIDDEN)[:SHEET_NAME]
    with whole_file(path) as half:
        book = xlsxwriter.Workbook(str(half), {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet(name)
        formats = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if cell is not None:
                    _write(sheet, row, column, cell, formats)
        book.close()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, formats: tuple[object, object]) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, Formula):
        sheet.write_formula(row, column, cell.text, None, cell.value)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, formats[1])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats[0])
    elif cell is not None:
        sheet.write_number(row, column, cell)


def write_csv(path: Path, lines: list[Line], random: Random) -> None:
    """Write a CSV file in one of the encodings and separators systems export."""
    write_rows(path, lines, random.choice(ENCODINGS), random.choice(SEPARATORS))


def write_rows(path: Path, lines: list[Line], encoding: str, separator: str) -> None:
    """Write a CSV file; what an encoding has no letter for becomes a question mark."""
    with whole_file(path) as half, half.open("w", encoding=encoding, newline="", errors="replace") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
        writer.writerows([_text(cell) for cell in line] for line in lines)


def _text(cell: Cell) -> str | int | float | None:
    if isinstance(cell, Formula):
        return cell.value
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y %H:%M}" if isinstance(cell, datetime) else f"{cell:%d/%m/%Y}"
    return cell
