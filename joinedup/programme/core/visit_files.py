"""Reads a CSV of other inspectorates' inspections, or of school holidays: every row right, or a sentence for each fault."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from joinedup.records.dates import read_moment

T = TypeVar("T")

#: More rows than all inspectorates make in ten years; a longer file is another one.
MOST_ROWS: Final = 20_000
MOST_BYTES: Final = 5_000_000

INSPECTIONS: Final = ("inspectorate", "kind", "title", "area", "force", "health", "first", "last", "source", "address")
HOLIDAYS: Final = ("title", "area", "first", "last", "source")
_NEEDED: Final = {
    INSPECTIONS: ("inspectorate", "kind", "title", "first", "last", "source"),
    HOLIDAYS: ("title", "first", "last", "source"),
}


class UnreadableFileError(ValueError):
    """A file that is none of what is asked for. Its text is one sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell: its row as a spreadsheet counts it, the column, and a sentence."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One inspection as a row tells it. Places are codes and names as they stand there; "" not said."""

    row: int
    inspectorate: str
    kind: str
    title: str
    area: str
    force: str
    health: tuple[str, ...]
    first: date
    last: date
    source: str
    address: str


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One school holiday as a row tells it; `area` "" holds everywhere."""

    row: int
    title: str
    area: str
    first: date
    last: date
    source: str


@dataclass(frozen=True, slots=True)
class ReadFile(Generic[T]):
    """What was read of a file: its good rows, and every fault. Nothing is kept of a file with faults."""

    rows: tuple[T, ...]
    faults: tuple[Fault, ...]


def read_visits(data: bytes, kinds: Iterable[str]) -> ReadFile[VisitRow]:
    """Read inspections. Raises UnreadableFileError for what is no CSV with these columns."""
    known = frozenset(kinds)

    def made(number: int, cells: Mapping[str, str], faults: list[Fault]) -> VisitRow | None:
        kind = cells["kind"].lower()
        if kind and kind not in known:
            faults.append(
                Fault(number, "kind", f"“{cells['kind']}” is no kind of inspection. Write one of: {', '.join(sorted(known))}.")
            )
        if not (cells["area"] or cells["force"] or cells["health"]):
            faults.append(Fault(number, "area", "The row names no place: write an area’s code, a police force, or a health body."))
        address = cells["address"]
        if address and not address.startswith("https://"):
            faults.append(Fault(number, "address", "An address of a report begins with https://."))
        days = _days(number, cells, faults)
        health = tuple(part.strip() for part in cells["health"].split(";") if part.strip())
        if faults or days is None:
            return None
        told = (cells["inspectorate"], kind, cells["title"], cells["area"], cells["force"])
        return VisitRow(number, *told, health, *days, cells["source"], address)

    return _read(data, INSPECTIONS, made)


def read_holidays(data: bytes) -> ReadFile[HolidayRow]:
    """Read school holidays. Raises UnreadableFileError for what is no CSV with these columns."""

    def made(number: int, cells: Mapping[str, str], faults: list[Fault]) -> HolidayRow | None:
        days = _days(number, cells, faults)
        if faults or days is None:
            return None
        return HolidayRow(number, cells["title"], cells["area"], *days, cells["source"])

    return _read(data, HOLIDAYS, made)


def _read(data: bytes, columns: tuple[str, ...], made: Callable[[int, Mapping[str, str], list[Fault]], T | None]) -> ReadFile[T]:
    rows: list[T] = []
    faults: list[Fault] = []
    for number, cells in _cells(data, columns):
        of_row = [Fault(number, column, f"“{column}” is empty.") for column in _NEEDED[columns] if not cells[column]]
        row = made(number, cells, of_row)
        faults += of_row
        if row is not None and not of_row:
            rows.append(row)
    if not rows and not faults:
        raise UnreadableFileError("The file has headings and no rows.")
    return ReadFile(tuple(rows), tuple(faults))


def _cells(data: bytes, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row that is not blank with its number in the spreadsheet; the headings are row 1."""
    reader = csv.reader(io.StringIO(_text(data), newline=""))
    try:
        lines = list(reader)
    except csv.Error as error:
        raise UnreadableFileError("The file is no CSV: it breaks off within a quotation. Save it again as “CSV UTF-8”.") from error
    if not lines:
        raise UnreadableFileError("The file is empty.")
    if len(lines) > MOST_ROWS:
        raise UnreadableFileError(f"The file has more than {MOST_ROWS:,} rows. Send it in parts.")
    headings = [heading.strip().lower() for heading in lines[0]]
    if missing := [column for column in _NEEDED[columns] if column not in headings]:
        raise UnreadableFileError(f"The first row must hold the headings {', '.join(columns)}. Missing: {', '.join(missing)}.")
    for number, line in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in line):
            held = dict(zip(headings, (" ".join(cell.split()) for cell in line), strict=False))
            yield number, {column: held.get(column, "") for column in columns}


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise UnreadableFileError(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Send it in parts.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # what spreadsheets save as plain “CSV”


def _days(number: int, cells: Mapping[str, str], faults: list[Fault]) -> tuple[date, date] | None:
    first, last = (_day(number, column, cells[column], faults) for column in ("first", "last"))
    if first is None or last is None:
        return None
    if last < first:
        faults.append(Fault(number, "last", f"The last day, {cells['last']}, comes before the first, {cells['first']}."))
    return first, last


def _day(number: int, column: str, text: str, faults: list[Fault]) -> date | None:
    if not text:
        return None
    moment = read_moment(text)
    if moment is None or moment.precision not in ("day", "minute"):
        faults.append(Fault(number, column, f"“{text}” is no day. Write it as 2026-03-03 or 03/03/2026."))
        return None
    return moment.first_day
