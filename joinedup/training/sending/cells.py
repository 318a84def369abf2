"""Dresses true values as they stand in real files: prefixes, several date styles, non-breaking spaces, `#N/A`, formulas, bad cells.

Shares follow the published dummy workbook of Annex A and returns like it; truly bad cells are few, so that most of a list goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from joinedup.method.framework import CodeSet, Column, Framework
from joinedup.training.sending.sheet import Sheet, Value

EPOCH = datetime(1899, 12, 30)
ODD_DATE, ODD_CODE, ODD_SPACE, NOT_AVAILABLE, FORMULA = 0.03, 0.05, 0.02, 0.04, 0.04
#: One truly bad cell in so many rows, at least one in a list of twenty rows or more.
BAD_ROWS = 350
IMPOSSIBLE = ("31/02/2026", "00/00/0000", "29/02/2025", "13/13/2025", "tbc")
UNKNOWN_CODES = ("zz) ???", "99", "See notes")
FIGURES = ("Y", "N")


@dataclass(frozen=True)
class Formula:
    """A cell holding a formula and the value last computed."""

    text: str
    value: str | int | float


#: What a writer puts into a file: dates stay dates where the file can hold them.
Cell = str | int | float | date | datetime | Formula | None
Dress = Callable[[Value], Cell]


@dataclass(frozen=True)
class Style:
    """How one agency's export writes values: the same throughout one list, but for the odd cell."""

    workbook: bool
    dates: str  # real | slash | iso | words
    prefixed: bool
    booleans: tuple[str, str]
    spaced_nhs: bool
    upper_surnames: bool
    figures_as_numbers: bool


def style_of(workbook: bool, random: Random) -> Style:
    """Draw the style of one list."""
    return Style(
        workbook=workbook,
        dates=random.choice(("real", "real", "real", "slash")) if workbook else random.choice(("slash", "slash", "iso", "words")),
        prefixed=random.random() < 0.8,
        booleans=random.choice((("a) Yes", "b) No"), ("Yes", "No"), ("Y", "N"))),
        spaced_nhs=random.random() < 0.5,
        upper_surnames=random.random() < 0.3,
        figures_as_numbers=workbook and random.random() < 0.7,
    )


class Dresser:
    """Dresses the columns of one list."""

    def __init__(self, framework: Framework, style: Style, random: Random) -> None:
        """Take the framework's code sets, the list's style and the source of chance."""
        self.codes = {codes.id: codes for codes in framework.code_sets}
        self.style, self.random = style, random

    def rows(self, sheet: Sheet) -> list[list[Cell]]:
        """Return the dressed rows, a few cells spoilt."""
        dress = [self._dress(column) for column in sheet.columns]
        rows = [[one(value) for one, value in zip(dress, row, strict=True)] for row in sheet.rows]
        self._spoil(sheet, rows)
        return rows

    def _dress(self, column: Column) -> Dress:
        """Return the function that dresses one column's values."""
        if column.type in ("date", "datetime"):
            return self._dated(column.type == "datetime")
        if column.type == "code" and column.codes in self.codes:
            return self._coded(self.codes[column.codes])
        if column.holds == "family_name":
            return self._family
        plain: dict[str, Dress] = {
            "boolean": self._yes_no, "age": self._number, "integer": self._number, "id": self._figures, "nhs": self._nhs,
        }  # fmt: skip
        return plain.get(column.type) or self._words(column.required)

    def _blank(self, _: Value = None) -> Cell:
        """Return what stands in a cell without a value: mostly nothing."""
        if self.random.random() >= NOT_AVAILABLE:
            return None
        return Formula("=NA()", "#N/A") if self.style.workbook and self.random.random() < 0.5 else "#N/A"

    def _dated(self, timed: bool) -> Dress:
        def dress(value: Value) -> Cell:
            if isinstance(value, str):  # a day nobody knows
                return value
            if not isinstance(value, date):
                return self._blank()
            moment = value if isinstance(value, datetime) else datetime.combine(value, time())
            odd = self.random.random() < ODD_DATE
            style = self.random.choice(("slash", "words", "serial", "iso")) if odd else self.style.dates
            return write_date(moment, style, timed)

        return dress

    def _coded(self, codes: CodeSet) -> Dress:
        whole = {code: f"{code}) {label}" if codes.lettered else code for code, label in codes.values}
        bare = dict(codes.values)
        usual = whole if self.style.prefixed else bare

        def dress(value: Value) -> Cell:
            if value is None:
                return self._blank()
            chance = self.random.random()
            text = (bare if usual is whole else whole).get(str(value)) if chance < ODD_CODE else usual.get(str(value))
            return _odd_space(text or str(value), chance)

        return dress

    def _yes_no(self, value: Value) -> Cell:
        if value is None:
            return self._blank()
        yes, no = self.style.booleans if self.random.random() > ODD_CODE else ("Yes", "No")
        return yes if value == "yes" else no

    def _number(self, value: Value) -> Cell:
        if not isinstance(value, int | float):
            return self._blank()
        if self.style.workbook and self.random.random() < FORMULA:
            return Formula(f"={value}+0", value)
        return value

    def _figures(self, value: Value) -> Cell:
        text = str(value) if value is not None else None
        return int(text) if text and text.isdigit() and self.style.figures_as_numbers else text

    def _nhs(self, value: Value) -> Cell:
        if value is None:
            return self._blank()
        text = str(value)
        return f"{text[:3]} {text[3:6]} {text[6:]}" if self.style.spaced_nhs else text

    def _family(self, value: Value) -> Cell:
        if value is None:
            return None
        text = str(value).upper() if self.style.upper_surnames else str(value)
        return _odd_space(text, self.random.random())

    def _words(self, required: bool) -> Dress:
        def dress(value: Value) -> Cell:
            if value is None:
                return None if required else self._blank()
            return _odd_space(str(value), self.random.random())

        return dress

    def _spoil(self, sheet: Sheet, rows: list[list[Cell]]) -> None:
        """Spoil a few cells, never an own id of a people list or relation, never a row that carries a planted event."""
        free = [place for place in range(len(rows)) if place not in sheet.kept]
        if len(rows) < 20 or not free:
            return
        for place in self.random.sample(free, min(len(free), max(1, len(rows) // BAD_ROWS))):
            ways = [(index, bad) for index, column in enumerate(sheet.columns) for bad in self._bad(column, sheet.spec.kind)]
            if ways:
                index, bad = self.random.choice(ways)
                rows[place][index] = bad

    def _bad(self, column: Column, kind: str) -> tuple[Cell, ...]:
        if column.holds in ("own_id", "other_id") or (
            kind == "people" and column.holds in ("date_of_birth", "given_names", "family_name")
        ):
            return ()
        if column.type in ("date", "datetime"):
            return (self.random.choice(IMPOSSIBLE), *((None,) if column.required else ()))
        if column.type == "code":
            return (self.random.choice(UNKNOWN_CODES),)
        return (None,) if column.required else ()


def _odd_space(text: str, chance: float) -> str:
    """Return the text, now and then with a non-breaking or trailing space."""
    if chance > 1 - ODD_SPACE / 2:
        return text.replace(" ", "\u00a0") if " " in text else text + "\u00a0"
    return text + " " if chance > 1 - ODD_SPACE else text


def write_date(moment: datetime, style: str, timed: bool) -> Cell:
    """Return a date as one style writes it; `real` leaves a date for the workbook to hold."""
    if style == "real":
        return moment if timed else moment.date()
    if style == "serial":
        days = (moment - EPOCH).total_seconds() / 86400
        return round(days, 6) if timed else int(days)
    clock = f" {moment:%H:%M}" if timed else ""
    day = {"slash": "%d/%m/%Y", "iso": "%Y-%m-%d", "words": "%d %b %Y"}[style]
    return f"{moment.strftime(day)}{clock}"
