"""Is this file a statutory return? Known by what is in it, never by its name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from joinedup.intake.core.census import read_census
from joinedup.intake.core.headers import Header
from joinedup.intake.core.opening import check_outside
from joinedup.intake.core.recognise import Recognised
from joinedup.intake.core.returns import SECTOR, ReturnForm, ReturnTable, return_code_sets, returns
from joinedup.intake.core.sheets import Sheet
from joinedup.intake.core.spells import fill_in
from joinedup.intake.core.unusable import Limits, UnusableFile
from joinedup.method.framework import Framework, ListSpec


@dataclass(frozen=True)
class Returned:
    """The tables of a return found in a file, and the framework with the return's codes to read them by."""

    form: ReturnForm
    parts: Sequence[Recognised]
    framework: Framework


def is_xml(name: str) -> bool:
    """Whether a file says it is XML: of what we read, only returns are."""
    return PurePath(name).suffix.lower() == ".xml"


def read_xml(data: bytes, name: str, framework: Framework, limits: Limits) -> Returned:
    """Return the tables of a return in XML; raise UnusableFile where it is none or is not safe to read."""
    check_outside(data, name, limits)
    tables = {table.element: (form, table) for form in returns() for table in form.tables if table.element}
    found = [(sheet, *tables[str(sheet.name)]) for sheet in read_census(data, name, returns(), limits)]
    return _returned(found, framework)


def find_return(sheets: Sequence[Sheet], framework: Framework) -> Returned | None:
    """Return the tables of a return that the sheets are, None where none of them is one."""
    found = [(sheet, *known) for sheet in sheets if (known := _table(sheet)) is not None]
    return _returned(found, framework) if found else None


def _returned(found: Sequence[tuple[Sheet, ReturnForm, ReturnTable]], framework: Framework) -> Returned:
    parts = [_part(sheet, table) for sheet, _, table in found]
    return Returned(found[0][1], parts, replace(framework, code_sets=return_code_sets()))


def answering(returned: Returned, asked: ListSpec, name: str) -> list[Recognised]:
    """Return the parts of a return that say what a list asks for, each as that list and with its kinds of event alone.

    Raises UnusableFile with a sentence where none does: a return names nobody, so it never stands for a people list.
    """
    kinds = {mapping.kind for mapping in asked.events} if asked.sector == SECTOR else set()
    parts = []
    for part in returned.parts:
        events = tuple(mapping for mapping in part.spec.events if mapping.kind in kinds)
        if events:
            parts.append(replace(part, spec=replace(part.spec, id=asked.id, events=events)))
    if not parts:
        raise UnusableFile(
            f"{name} is the {returned.form.title}, which does not say what “{asked.title}” asks for. Send that list itself."
        )
    return parts


def _table(sheet: Sheet) -> tuple[ReturnForm, ReturnTable] | None:
    """Return the table whose marks stand together in the first row, exactly as the return writes them."""
    first = set(sheet.top[0]) if sheet.top and not sheet.hidden else set()
    found = ((form, table) for form in returns() for table in form.tables if table.marks and first.issuperset(table.marks))
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
