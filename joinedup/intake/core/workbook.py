"""XLSX → sheets. The file is looked into first, so that a bomb, a macro or a sheet of a billion cells is refused unread."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from io import BytesIO
from posixpath import normpath
from typing import Any, Final

import python_calamine as calamine

from joinedup.intake.core.packed import SheetPart, damaged, look_inside, part_text
from joinedup.intake.core.sheets import Sheet, make_sheet, text_column
from joinedup.intake.core.unusable import LIMITS, Limits, UnusableFile
from joinedup.intake.core.worksheets import check_size, quick_sheets

#: Merged cells followed in one sheet, and cells filled from them. A sheet with more is no list.
_MOST_MERGED: Final = 20_000
_MOST_FILLED: Final = 1_000_000
_SHEET_TAG: Final = re.compile(r"<(?:\w+:)?sheet\s[^<>]*>")
_RELATION_TAG: Final = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")
_ATTRIBUTE: Final = re.compile(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")


def read_workbook(data: bytes, name: str, limits: Limits = LIMITS) -> list[Sheet]:
    """Return every worksheet in the order of the workbook; raise UnusableFile where it cannot be read safely.

    Formulas give their last result, merged cells their value in each row they cover. Charts and dialogs are left out.
    """
    looks = look_inside(data, name, limits)
    try:
        listed = _listed(data, name, limits)
        parts = {title: looks[path] for title, path in listed if path in looks}
        # what a merged cell covers is only told cell by cell
        quick = None if any(look.merged for look in looks.values()) else quick_sheets(data, name, limits)
        if quick is not None:
            return [_noting(sheet, parts.get(sheet.name or "")) for sheet in quick]
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        return [
            sheet
            for meta in book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
            if (sheet := _read_sheet(book, meta, parts.get(meta.name), name, limits)) is not None
        ]
    except UnusableFile:
        raise
    except calamine.PasswordError as error:
        raise UnusableFile(f"{name} is locked with a password. Save a copy without one and send that.") from error
    except (calamine.CalamineError, OSError, ValueError, OverflowError, LookupError) as error:
        raise UnusableFile(
            f"{name} is damaged and cannot be opened as a workbook. Open it, save it again and send that."
        ) from error
    except MemoryError as error:
        raise UnusableFile(f"{name} is too large to read. Send it in parts.") from error
    except BaseException as error:
        # the reader is compiled: where it gives up altogether, it does so with an exception of its own, outside Exception
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(name) from error


def _read_sheet(
    book: calamine.CalamineWorkbook, meta: calamine.SheetMetadata, part: SheetPart | None, name: str, limits: Limits
) -> Sheet | None:
    source = book.get_sheet_by_name(meta.name)
    if source.start is None:
        return None
    check_size(source.width, source.height, name, limits)
    rows = source.to_python(skip_empty_area=True)
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    merged = _fill_merged(columns, source) if part is None or 0 < part.merged <= _MOST_MERGED else 0
    hidden = meta.visible != calamine.SheetVisibleEnum.Visible
    sheet = make_sheet(meta.name, [text_column(values) for values in columns], source.start[0] + 1, hidden=hidden)
    return _noting(sheet, part, merged)


def _noting(sheet: Sheet, part: SheetPart | None, merged: int = 0) -> Sheet:
    """Return the sheet with what was seen of its part."""
    formulas, unanswered = (part.formulas, part.unanswered) if part else (0, 0)
    return replace(sheet, merged=merged, formulas=formulas, unanswered=unanswered)


def _fill_merged(columns: list[Sequence[Any]], source: calamine.CalamineSheet) -> int:
    """Write the value of cells merged downwards into every row they cover; return how many such areas there are.

    Areas that reach over several columns are titles and headings of groups; only their first column is filled.
    """
    first_row, first_column = source.start or (0, 0)
    found, room = 0, _MOST_FILLED
    for (top, left), (bottom, _) in (source.merged_cell_ranges or [])[:_MOST_MERGED]:
        place, start, end = left - first_column, top - first_row, bottom - first_row
        if bottom == top or not 0 <= place < len(columns) or not 0 <= start < len(columns[place]):
            continue
        end = min(end, len(columns[place]) - 1)
        room -= end - start
        if room < 0:
            break
        values = columns[place] if isinstance(columns[place], list) else list(columns[place])
        values[start + 1 : end + 1] = [values[start]] * (end - start)  # type: ignore[index]  # a list since the line above
        columns[place] = values
        found += values[start] != ""
    return found


def _listed(data: bytes, name: str, limits: Limits) -> list[tuple[str, str]]:
    """Return the title of each sheet the workbook lists and its part, in small letters, "" where that cannot be told.

    Refuses a workbook that lists more sheets than it holds: one large sheet under many names costs as much as many.
    """
    targets = {
        found.get("Id", ""): normpath(f"/xl/{target}" if not (target := found.get("Target", "")).startswith("/") else target)[1:]
        for found in _attributes(_RELATION_TAG, part_text(data, "xl/_rels/workbook.xml.rels"))
    }
    listed = []
    for found in _attributes(_SHEET_TAG, part_text(data, "xl/workbook.xml")):
        id = next((value for key, value in found.items() if key == "id" or key.endswith(":id")), "")
        listed.append((unescape(found.get("name", "")), unescape(targets.get(id, "")).lower()))
    if len(listed) > limits.sheets:
        raise UnusableFile(f"{name} has more than {limits.sheets} sheets. Send only the sheets that hold the lists.")
    if len({path for _, path in listed}) < len(listed):
        raise damaged(name)
    return listed


def _attributes(tag: re.Pattern[str], text: str) -> list[dict[str, str]]:
    return [dict(_ATTRIBUTE.findall(found)) for found in tag.findall(text)[:10_000]]
