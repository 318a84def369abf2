"""A list before it is dressed: the true values of every column, row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from joinedup.method.framework import Column, ListSpec

#: A value as the agency's system holds it: dates as dates, codes as codes, yes and no as those words. None is blank.
Value = str | int | float | date | datetime | None


@dataclass
class Sheet:
    """The rows of one list: `rows[i][j]` stands in column `columns[j]`. Rows in `kept` carry planted events and are not spoilt."""

    spec: ListSpec
    columns: tuple[Column, ...]
    rows: list[list[Value]] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)

    def add(self, values: dict[str, Value], *, keep: bool = False) -> None:
        """Add a row from its values by column key; columns not named stay blank."""
        if keep:
            self.kept.add(len(self.rows))
        self.rows.append([values.get(column.key) for column in self.columns])


def sheet_of(spec: ListSpec) -> Sheet:
    """Return an empty sheet with the list's own columns."""
    return Sheet(spec, spec.columns)


def meanings(codes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return code → label in lower case."""
    return {code: label.lower() for code, label in codes}


def code_meaning(codes: dict[str, str], *words: str) -> str | None:
    """Return the first code that is one of the words or whose label is, or holds, one of them; None where none does."""
    for word in words:
        found = next((code for code, label in codes.items() if word in (code.lower(), label)), None)
        found = found or next((code for code, label in codes.items() if len(word) > 4 and word in label), None)
        if found is not None:
            return found
    return None
