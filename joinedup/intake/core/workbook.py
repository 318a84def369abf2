"""XLSX → sheets. The zip is looked into first, so that a bomb, a macro or a sheet of a billion cells is refused unread."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import python_calamine as calamine

from joinedup.intake.core.sheets import Sheet, make_sheet, text_column
from joinedup.intake.core.unusable import LIMITS, Limits, UnusableFile

_CHUNK: Final = 1 << 20
_OVERLAP: Final = 512
#: A cell beyond column Z or row 99,999; the last group is "/" where the cell is only formatted, not filled.
_FAR_CELL: Final = re.compile(rb"""\br=["'](?:([A-Z]{2,})([0-9]+)|([A-Z])([0-9]{6,}))["'][^<>]*?(/?)>""")
#: The same in short: chunks of a sheet without such a cell are passed over quickly.
_MAYBE_FAR: Final = re.compile(rb"""r=["'][A-Z](?:[A-Z]|[0-9]{6})""")
_SHEET_PART: Final = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)


def read_workbook(data: bytes, name: str, limits: Limits = LIMITS) -> list[Sheet]:
    """Return every worksheet in the order of the workbook; raise UnusableFile where it cannot be read safely.

    Formulas give their last result. Charts and dialogs are left out.
    """
    _look_inside(data, name, limits)
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        return [
            sheet
            for meta in book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
            if (sheet := _read_sheet(book, meta, name, limits)) is not None
        ]
    except calamine.PasswordError as error:
        raise UnusableFile(f"{name} is locked with a password. Save a copy without one and send that.") from error
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError) as error:
        raise UnusableFile(
            f"{name} is damaged and cannot be opened as a workbook. Open it, save it again and send that."
        ) from error


def _read_sheet(book: calamine.CalamineWorkbook, meta: calamine.SheetMetadata, name: str, limits: Limits) -> Sheet | None:
    source = book.get_sheet_by_name(meta.name)
    if source.start is None:
        return None
    if source.width > limits.columns:
        raise UnusableFile(f"{name} has a sheet of {source.width:,} columns; a list has at most {limits.columns}.")
    if source.height > limits.rows:
        raise UnusableFile(f"{name} has a sheet of {source.height:,} rows; send at most {limits.rows:,} in one file.")
    rows = source.to_python(skip_empty_area=True)
    columns = [text_column(values) for values in zip(*rows, strict=True)]
    hidden = meta.visible != calamine.SheetVisibleEnum.Visible
    return make_sheet(meta.name, columns, source.start[0] + 1, hidden=hidden)


def _look_inside(data: bytes, name: str, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            _check_parts([part.filename for part in parts], name, limits)
            left = limits.unpacked
            for part in parts:
                left -= _unpacked_size(packed, part, name, limits, left)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, UnusableFile):
            raise
        raise UnusableFile(f"{name} is cut short or damaged. Save it again as an Excel workbook (.xlsx) and send that.") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]  # zipfile lets zlib's own error through
        raise UnusableFile(f"{name} is cut short or damaged. Save it again as an Excel workbook (.xlsx) and send that.") from error


def _check_parts(parts: list[str], name: str, limits: Limits) -> None:
    lower = [part.lower() for part in parts]
    if any(part.endswith("vbaproject.bin") for part in lower):
        raise UnusableFile(f"{name} holds macros. Save it as an Excel workbook without macros (.xlsx) and send that.")
    if "xl/workbook.xml" not in lower:
        raise UnusableFile(f"{name} is not an Excel workbook. Save the list as .xlsx or .csv and send that.")
    if sum(bool(_SHEET_PART.match(part)) for part in parts) > limits.sheets:
        raise UnusableFile(f"{name} has more than {limits.sheets} sheets. Send only the sheets that hold the lists.")


def _unpacked_size(packed: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, limits: Limits, left: int) -> int:
    """Return the part's true size, unpacking no more than `left`; look at each cell's place where it is a sheet."""
    reach = _Reach(name, limits) if _SHEET_PART.match(part.filename) else None
    size, tail = 0, b""
    for chunk in _chunks(packed, part):
        size += len(chunk)
        if size > left:
            raise UnusableFile(
                f"{name} unpacks to more than {limits.unpacked >> 20:,} MB, which no list does. Send only the lists."
            )
        if reach is not None:
            reach.look(tail + chunk)
            tail = chunk[-_OVERLAP:]
    return size


def _chunks(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with packed.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


class _Reach:
    """How far a sheet's filled cells reach. One stray cell far out would make the reader fill everything before it."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits

    def look(self, text: bytes) -> None:
        if not _MAYBE_FAR.search(text):
            return
        for match in _FAR_CELL.finditer(text):
            if match[5]:
                continue
            if _column_number(match[1] or match[3]) > self.limits.columns:
                raise UnusableFile(
                    f"{self.name} has a sheet with more than {self.limits.columns} columns. Send only the lists' own columns."
                )
            if int(match[2] or match[4]) > self.limits.rows:
                raise UnusableFile(f"{self.name} has a sheet with more than {self.limits.rows:,} rows. Send it in parts.")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - 64
    return number
