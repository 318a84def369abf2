"""One row of a file as it was sent: every cell as read, under its header as written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from joinedup.intake.core.headers import AS_WRITTEN, Header, find_header
from joinedup.intake.core.opening import open_sheets
from joinedup.intake.core.returned import Returned, find_return, is_xml, read_xml
from joinedup.intake.core.sheets import ROW, Sheet
from joinedup.intake.core.unusable import LIMITS
from joinedup.method.framework import Column, Framework


@dataclass(frozen=True)
class SourceCell:
    """One cell. `header` as the file has it ("" where there is none); `column` the list's column it was read as, "" for none.

    `means`: the words of a code; `text` is null where the cell is empty.
    """

    header: str
    text: str | None
    column: str = ""
    means: str = ""


@dataclass(frozen=True)
class SourceRow:
    """A row with its cells from left to right; `form` the title of the statutory return it stands in, "" where it is a list."""

    cells: tuple[SourceCell, ...]
    form: str = ""


def source_row(
    data: bytes,
    *,
    filename: str,
    framework: Framework,
    list_id: str,
    sheet: str | None,
    row: int,
    mapping: Mapping[str, str] = AS_WRITTEN,
) -> SourceRow | None:
    """Return a row by its number in the file, as `reading` numbers it; null where the file has no such row.

    `sheet` is the sheet's title, null in CSV; `mapping` what the sender said of its headers, as for `read_list`.
    Raises UnusableFile where the file cannot be read at all.
    """
    name = PurePath(filename).name
    if is_xml(name):
        return _of_return(read_xml(data, name, framework, LIMITS), sheet, row)
    sheets = open_sheets(data, name)
    if (returned := find_return(sheets, framework)) is not None:
        return _of_return(returned, sheet, row)
    found = next((one for one in sheets if one.name == sheet), None)
    spec = next((spec for spec in framework.lists if spec.id == list_id), None)
    if found is None or spec is None:
        return None
    read = _Read(found, find_header(found, spec, mapping), spec.columns, _words_of(framework))
    cells = read.row(row)
    return SourceRow(cells) if cells is not None else None


def _of_return(returned: Returned, sheet: str | None, row: int) -> SourceRow | None:
    """Return a row of a return. What was filled in from the rows of one spell stands in it without having been written."""
    codes = _words_of(returned.framework)
    parts = [part for part in returned.parts if part.sheet.name == sheet]
    rows = [_Read(part.sheet, part.header, part.spec.columns, codes).row(row) for part in parts]
    return next((SourceRow(cells, returned.form.title) for cells in rows if cells is not None), None)


def _words_of(framework: Framework) -> dict[str, dict[str, str]]:
    return {code_set.id: dict(code_set.values) for code_set in framework.code_sets}


@dataclass(frozen=True)
class _Read:
    """A sheet with its header, the list's columns, and the words of their codes."""

    sheet: Sheet
    header: Header | None
    columns: tuple[Column, ...]
    codes: Mapping[str, Mapping[str, str]]

    def row(self, number: int) -> tuple[SourceCell, ...] | None:
        """Return the cells of a row from left to right, null where there is none; an empty cell without a header is left out."""
        found = self.sheet.frame.filter(self.sheet.frame[ROW] == number)
        return None if found.is_empty() else tuple(self._cells(found.drop(ROW).row(0, named=True)))

    def _cells(self, values: Mapping[str, str | None]) -> Iterator[SourceCell]:
        texts = self.header.texts if self.header else {}
        columns = {column.key: column for column in self.columns}
        read_as = {place: columns[key] for key, place in self.header.found.items() if key in columns} if self.header else {}
        for place, text in sorted(((int(name[1:]), text) for name, text in values.items()), key=lambda cell: cell[0]):
            if text is None and place not in texts:
                continue
            column = read_as.get(place)
            means = self.codes.get(column.codes, {}).get(text or "", "") if column else ""
            yield SourceCell(texts.get(place, ""), text, column.header if column else "", means)
