"""Is this file a statutory return? Known by what is in it, never by its name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from joinedup.intake.core.census import read_census
from joinedup.intake.core.headers import Header
from joinedup.intake.core.opening import check_outside
from joinedup.intake.core.recognise import Recognised
from joinedup.intake.core.returns import ReturnTable, return_code_sets, returns
from joinedup.intake.core.sheets import Sheet
from joinedup.intake.core.spells import fill_in
from joinedup.intake.core.unusable import Limits, UnusableFile
from joinedup.method.framework import Framework


@dataclass(frozen=True)
class Returned:
    """The tables of a return found in a file, and the framework with the return's codes to read them by."""

    parts: Sequence[Recognised]
    framework: Framework


def is_xml(name: str) -> bool:
    """Whether a file says it is XML: of what we read, only returns are."""
    return PurePath(name).suffix.lower() == ".xml"


def read_xml(data: bytes, name: str, framework: Framework, list_id: str | None, limits: Limits) -> Returned:
    """Return the tables of a return in XML; raise UnusableFile where it is none, is not safe to read, or was sent for one list."""
    check_outside(data, name, limits)
    if list_id is not None:
        raise UnusableFile(f"{name} is XML, which cannot stand for one list. Send the list as an Excel workbook or a CSV file.")
    tables = {table.element: table for form in returns() for table in form.tables if table.element}
    parts = [_part(sheet, tables[str(sheet.name)]) for sheet in read_census(data, name, returns(), limits)]
    return _returned(parts, framework)


def find_return(sheets: Sequence[Sheet], framework: Framework) -> Returned | None:
    """Return the tables of a return that the sheets are, None where none of them is one."""
    parts = [_part(sheet, table) for sheet in sheets if (table := _table(sheet)) is not None]
    return _returned(parts, framework) if parts else None


def _returned(parts: Sequence[Recognised], framework: Framework) -> Returned:
    return Returned(parts, replace(framework, code_sets=return_code_sets()))


def _table(sheet: Sheet) -> ReturnTable | None:
    """Return the table whose marks stand together in the first row, exactly as the return writes them."""
    first = set(sheet.top[0]) if sheet.top and not sheet.hidden else set()
    found = (table for form in returns() for table in form.tables if table.marks and first.issuperset(table.marks))
    return next(found, None)


def _part(sheet: Sheet, table: ReturnTable) -> Recognised:
    """Return the sheet as the table, with its worked-out columns. Columns the table has not are left unread without a word."""
    texts = {place: text for place, text in enumerate(sheet.top[0]) if text}
    places = {text: place for place, text in reversed(texts.items())}
    found = {column.key: places[column.header] for column in table.columns if column.header in places}
    frame = sheet.frame
    for spell in table.spells:
        if {spell.child, spell.start, spell.end, spell.begins} <= found.keys():
            frame = fill_in(frame, {key: f"c{place}" for key, place in found.items()}, spell)
    for column in table.columns:
        if column.key in frame.columns:
            place = frame.width - 1 + len(found)  # beyond every column of the file
            frame = frame.rename({column.key: f"c{place}"})
            found[column.key], texts[place] = place, column.header
    return Recognised(replace(sheet, frame=frame), table.spec, Header(0, sheet.row_number(0), found, texts))
