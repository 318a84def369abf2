"""A workbook to fill in: a sheet for each list, with its headers, formats and drop-downs, and what each column is for."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from joinedup.intake.core.codes import Codes
from joinedup.intake.core.sheets import EXPLAINING
from joinedup.method.framework import CodeSet, Column, Framework, ListSpec

#: The media type of what is made here.
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YES_OR_NO: Final = ("Yes", "No", "Unknown")
#: The last row a sheet can have: formats and drop-downs reach down to it.
_LAST_ROW: Final = 1_048_575
_LONGEST_TITLE: Final = 31
#: Text keeps the zeros in front of an id, which a number would lose.
_FORMATS: Final = {"date": "dd/mm/yyyy", "datetime": "dd/mm/yyyy hh:mm", "integer": "0", "age": "0", "boolean": "General"}
_FILLED_IN: Final = {
    "id": "As your own system writes it, alike on every list",
    "text": "Words",
    "name": "As your own system writes it",
    "date": "Day/month/year, for example 16/09/2023; a month or year alone where no more is known",
    "datetime": "Day/month/year and time, for example 16/09/2023 14:30",
    "boolean": "One of: " + ", ".join(YES_OR_NO),
    "integer": "A whole number",
    "age": "Completed years",
    "postcode": "For example AB1 2CD",
    "nhs": "Ten digits",
    "upn": "A letter and twelve digits or letters",
}
_EXPLAINED: Final = (("List", 34), ("Column", 34), ("What it is for", 80), ("Needed", 18), ("How to fill it in", 80))
_WHERE_KNOWN: Final = "Where known"


def make_template(framework: Framework, lists: Sequence[ListSpec]) -> bytes:
    """Return an XLSX with a sheet for each of the framework's `lists`; the same framework gives the same bytes.

    No cell holds a formula. Filled in and sent back, each sheet is recognised by its title and read without issues.
    """
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": framework.title, "created": datetime.combine(framework.since, time())})
        titles = sheet_titles(lists)
        sheets = {spec.id: book.add_worksheet(titles[spec.id]) for spec in lists}
        explained, codes = (book.add_worksheet(name) for name in EXPLAINING)
        choices = _write_codes(book, codes, framework, lists)
        for spec in lists:
            _write_list(book, sheets[spec.id], spec, choices)
        _write_purposes(book, explained, lists, titles, {one.id: one for one in framework.code_sets})
    return out.getvalue()


def sheet_titles(lists: Sequence[ListSpec]) -> dict[str, str]:
    """Return list id → a title that a sheet may have, that no other list here has, and that reading takes for the list."""
    titles: dict[str, str] = {}
    taken: set[str] = set()
    for spec in lists:
        names = (_title(spec.title), *sorted(map(_title, spec.aliases), key=len, reverse=True), spec.id)
        title = next(name for name in names if len(name) <= _LONGEST_TITLE and name.casefold() not in taken)
        taken.add(title.casefold())
        titles[spec.id] = title
    return titles


def _title(text: str) -> str:
    return " ".join(re.sub(r"[\[\]:*?/\\]+", " ", text).strip("' ").split())


def written_codes(codes: CodeSet) -> dict[str, str]:
    """Return code → how a drop-down writes it: so that people understand it and reading gives the code back."""
    read = Codes(codes).read
    written = {}
    for code, label in codes.values:
        forms = (f"{code}) {label}", label, code) if codes.lettered else (label, f"{code} - {label}", code)
        written[code] = next((form for form in forms if read(form) == code), code)
    return written


def _write_list(book: Any, sheet: Any, spec: ListSpec, choices: Mapping[str, str]) -> None:
    needed = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D9E7F5", "bottom": 1})
    other = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(spec.columns):
        cells = book.add_format({"num_format": _FORMATS.get(column.type, "@")})
        sheet.set_column(place, place, max(14, min(40, len(column.header) + 2)), cells)
        sheet.write_string(0, place, column.header, needed if column.required else other)
        if source := _choices(column, choices):
            sheet.data_validation(1, place, _LAST_ROW, place, _drop_down(column, source))


def _choices(column: Column, choices: Mapping[str, str]) -> str | list[str] | None:
    if column.type == "boolean":
        return list(YES_OR_NO)
    return choices[column.codes] if column.type == "code" else None


def _drop_down(column: Column, source: str | list[str]) -> dict[str, Any]:
    """Return a drop-down that only warns of other values: reading knows more spellings of a code than the list can show."""
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": "Not one of the codes",
        "error_message": f"Choose from the list. The sheet “{EXPLAINING[1]}” shows every code.",
        "ignore_blank": not column.required,
    }


def _write_codes(book: Any, sheet: Any, framework: Framework, lists: Sequence[ListSpec]) -> dict[str, str]:
    """Write each code set the lists use down one column; return id → the cells it stands in."""
    used = {column.codes for spec in lists for column in spec.columns if column.type == "code"}
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    places = {}
    for place, codes in enumerate(one for one in framework.code_sets if one.id in used):
        written = list(written_codes(codes).values())
        sheet.write_string(0, place, codes.id.replace("-", " ").capitalize(), bold)
        sheet.write_column(1, place, written)
        sheet.set_column(place, place, max(14, min(60, max(map(len, written)) + 2)))
        letter = xl_col_to_name(place)
        places[codes.id] = f"={EXPLAINING[1]}!${letter}$2:${letter}${len(written) + 1}"
    return places


def _write_purposes(
    book: Any, sheet: Any, lists: Sequence[ListSpec], titles: Mapping[str, str], code_sets: Mapping[str, CodeSet]
) -> None:
    bold, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for place, (heading, width) in enumerate(_EXPLAINED):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, bold)
    row = 1
    for spec in lists:
        sheet.write_row(row, 0, [titles[spec.id], "", spec.purpose, "", _rows_asked_for(spec)], wrap)
        for number, column in enumerate(spec.columns, start=row + 1):
            needed = "Yes" if column.required else _WHERE_KNOWN
            sheet.write_row(number, 0, [titles[spec.id], column.header, column.purpose, needed, _how(column, code_sets)], wrap)
        row += len(spec.columns) + 1


def _rows_asked_for(spec: ListSpec) -> str:
    return f"Rows of the {spec.window_months} months before notification" if spec.window_months else "Rows that are current"


def _how(column: Column, code_sets: Mapping[str, CodeSet]) -> str:
    if column.type == "code":
        return "One of: " + "; ".join(written_codes(code_sets[column.codes]).values())
    return _FILLED_IN[column.type]
