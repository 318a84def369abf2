"""Columns of a CSV file of answers, read as survey tools write them."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path


class UnusableTableError(ValueError):
    """A file that cannot be used. Its text is one sentence for the person who gave it."""


class NoColumnError(ValueError):
    """A column that was asked for is not there. Its text is one sentence for the person who asked."""


def columns(path: Path, names: Sequence[str]) -> list[list[str]]:
    """Return the cells of the named columns, top to bottom, one for each row below the heading; a missing cell is empty.

    UTF-8 or, where it is none, Windows-1252, as Excel writes it. Raises NoColumnError and UnusableTableError.
    """
    rows = _rows(path)
    heading = [cell.strip() for cell in rows[0]] if rows else []
    if not any(heading):
        raise UnusableTableError(f"{path.name} is empty: there must be a line of headings first.")
    for name in names:
        if heading.count(name.strip()) != 1:
            found = "more than once" if name.strip() in heading else "not"
            raise NoColumnError(
                f"The column “{name}” is {found} in {path.name}. Its columns: {', '.join(cell for cell in heading if cell)}."
            )
    places = [heading.index(name.strip()) for name in names]
    return [[row[place] if place < len(row) else "" for row in rows[1:]] for place in places]


def _rows(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    if b"\0" in data:
        raise UnusableTableError(f"{path.name} is no CSV file in UTF-8. Save it as “CSV UTF-8”, and try again.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        return [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    except csv.Error as error:
        raise UnusableTableError(f"{path.name} is no CSV file that can be read ({error}).") from error
