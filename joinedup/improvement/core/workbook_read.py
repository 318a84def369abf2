"""Reads a statement's workbook that was filled in elsewhere: what every row says, or what every wrong row lacks."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final, TypeVar

import python_calamine as calamine

from joinedup.improvement.core import labels
from joinedup.improvement.core.content import Statement, own_points
from joinedup.improvement.core.workbook import ACTION_HEADS, ACTIONS, MILESTONE_HEADS, MILESTONES, Head

LARGEST: Final = 5_000_000  # bytes as sent, and ten times as much unpacked
_UNPACKED: Final = 10 * LARGEST
_MOST_ROWS: Final = 2_000
_MOST_LINES: Final = 20_000  # lines of a sheet, empty ones among them
_WIDEST: Final = 2  # letters of a column: up to ZZ
_CELL: Final = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Za-z]+)\d+["']""")
_ANY_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
_PLACE: Final = re.compile(rb"""\br\s*=\s*["'][A-Za-z]*(\d+)["']""")
_HIGHEST: Final = 9_999


class UnusableWorkbook(ValueError):
    """A workbook cannot be taken in; `faults` holds a sentence for each thing to put right."""

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


@dataclass(frozen=True)
class ActionRow:
    """One row of the sheet of actions. Agencies are keys, the board a name."""

    number: int
    what: str
    points: tuple[str, ...]
    owner: str
    agency: str
    contributors: tuple[str, ...]
    board: str
    begins_on: date | None
    due_on: date | None
    difference: str
    measure: str
    state: str


@dataclass(frozen=True)
class MilestoneRow:
    """One row of the sheet of milestones; `action` is an action's number."""

    action: int
    what: str
    due_on: date | None
    done_on: date | None
    proof: str


@dataclass(frozen=True)
class Filled:
    """What a workbook says."""

    actions: tuple[ActionRow, ...]
    milestones: tuple[MilestoneRow, ...]


Row = TypeVar("Row")


class _Fault(ValueError):
    """What is wrong with one cell."""


def read_workbook(data: bytes, statement: Statement, today: date) -> Filled:
    """Return what a filled-in workbook says of a statement; raise UnusableWorkbook naming every row that cannot be taken."""
    sheets = _sheets(data)
    faults: list[str] = []
    actions = _rows(sheets, ACTIONS, ACTION_HEADS, lambda cells: _action(cells, statement), faults)
    faults += _twice([row.number for row in actions])
    known = {action.number for action in statement.actions} | {row.number for row in actions}
    milestones = _rows(sheets, MILESTONES, MILESTONE_HEADS, lambda cells: _milestone(cells, known, today), faults)
    if faults:
        raise UnusableWorkbook(*faults)
    if not actions and not milestones:
        raise UnusableWorkbook("This workbook names no action and no milestone.")
    return Filled(tuple(actions), tuple(milestones))


def _sheets(data: bytes) -> dict[str, list[list[Any]]]:
    damaged = "This is not a workbook that can be opened. Save it as .xlsx and choose it again."
    if len(data) > LARGEST:
        raise UnusableWorkbook("This workbook is larger than 5 MB. Take pictures out of it and choose it again.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _UNPACKED:
                raise UnusableWorkbook("This workbook unpacks to more than 50 MB. Begin again from the one taken out here.")
            _check_extent(packed)
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        found = {name: book.get_sheet_by_name(name) for name in (ACTIONS, MILESTONES) if name in book.sheet_names}
        if ACTIONS not in found:
            raise UnusableWorkbook(f"This workbook has no sheet “{ACTIONS}”. Begin from the one taken out here.")
        return {name: sheet.to_python(skip_empty_area=False) for name, sheet in found.items()}
    except UnusableWorkbook:
        raise
    except (
        zipfile.BadZipFile,
        calamine.CalamineError,
        OSError,
        LookupError,
        ValueError,
        OverflowError,
        NotImplementedError,
    ) as fault:
        raise UnusableWorkbook(damaged) from fault


def _check_extent(packed: zipfile.ZipFile) -> None:
    """Refuse a sheet with a cell far outside its table: the reader makes room for every cell up to the last one."""
    for entry in packed.infolist():
        text = packed.read(entry) if entry.filename.lower().endswith(".xml") else b""
        if b"sheetData" not in text:
            continue
        columns = max((len(name) for name in _CELL.findall(text)), default=0)
        rows = max((int(number[:8]) for number in _PLACE.findall(text)), default=0)
        if columns > _WIDEST or rows > _MOST_LINES or len(_ANY_CELL.findall(text)) > len(_CELL.findall(text)):
            raise UnusableWorkbook("This workbook has cells far outside its tables. Begin again from the one taken out here.")


def _rows(
    sheets: Mapping[str, list[list[Any]]],
    title: str,
    heads: Sequence[Head],
    read: Callable[[dict[str, Any]], Row],
    faults: list[str],
) -> list[Row]:
    """Return what the rows of a sheet say; append to `faults` what is wrong with those that cannot be read."""
    lines = sheets.get(title, [])
    if not lines:
        return []
    if len(lines) > _MOST_ROWS:
        raise UnusableWorkbook(f"The sheet “{title}” has more than {_MOST_ROWS:,} rows.")
    places = {str(cell).strip(): place for place, cell in enumerate(lines[0])}
    if missing := [head.title for head in heads if head.title not in places]:
        raise UnusableWorkbook(f"The sheet “{title}” lacks the column “{missing[0]}”. Begin from the workbook taken out here.")
    made = []
    for number, line in enumerate(lines[1:], 2):
        cells = {head.title: line[places[head.title]] for head in heads}
        if all(not str(cell).strip() for cell in cells.values()):
            continue
        try:
            made.append(read(cells))
        except _Fault as fault:
            faults.append(f"{title}, row {number}: {fault}")
    return made


def _action(cells: Mapping[str, Any], statement: Statement) -> ActionRow:
    names = {agency.name.casefold(): agency.key for agency in statement.agencies}
    begins, due = _day(cells, "Begins"), _day(cells, "Due")
    if begins and due and due < begins:
        raise _Fault("it is due before it begins.")
    state = labels.code_of(labels.STATES, _text(cells, "Where it stands") or labels.STATES["planned"])
    if state is None:
        raise _Fault(f"“Where it stands” is one of {', '.join(labels.STATES.values())}.")
    return ActionRow(
        number=_number(cells),
        what=_needed(cells, "What is done"),
        points=tuple(_points(cells, statement)),
        owner=_short(cells, "Owner (a post)", 200),
        agency=_agency(names, _text(cells, "Owner’s agency")),
        contributors=tuple(_agency(names, one) for one in _text(cells, "Also contribute").split(";") if one.strip()),
        board=_short(cells, "Board or group", 200),
        begins_on=begins,
        due_on=due,
        difference=_text(cells, "Difference for children"),
        measure=_text(cells, "How it is seen"),
        state=state,
    )


def _milestone(cells: Mapping[str, Any], known: set[int], today: date) -> MilestoneRow:
    number, done = _number(cells), _day(cells, "Done on")
    if number not in known:
        raise _Fault(f"there is no action {number}.")
    if done and done > today:
        raise _Fault("the day it was done cannot lie ahead.")
    proof = _text(cells, "Proof")
    if done and not proof:
        raise _Fault("say under “Proof” by what it is seen that this is done.")
    return MilestoneRow(number, _short(cells, "Milestone", 500, _needed), _day(cells, "Due"), done, proof)


def _points(cells: Mapping[str, Any], statement: Statement) -> Iterator[str]:
    known = {point.number.casefold(): point.number for point in own_points(statement)}
    for text in _text(cells, "Points").replace(";", ",").split(","):
        if not text.strip():
            continue
        if text.strip().casefold() not in known:
            raise _Fault(f"there is no point {text.strip()} that stands for itself.")
        yield known[text.strip().casefold()]


def _agency(names: Mapping[str, str], text: str) -> str:
    if not text.strip():
        return ""
    if text.strip().casefold() not in names:
        raise _Fault(f"“{text.strip()}” is none of the partnership’s agencies; the sheet “About” names them.")
    return names[text.strip().casefold()]


def _number(cells: Mapping[str, Any]) -> int:
    text = _text(cells, "Action")
    if not text.isdecimal() or not 0 < int(text[:9]) <= _HIGHEST:
        raise _Fault("give the action a whole number.")
    return int(text)


def _text(cells: Mapping[str, Any], title: str) -> str:
    value = cells[title]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _needed(cells: Mapping[str, Any], title: str) -> str:
    text = _text(cells, title)
    if not text:
        raise _Fault(f"“{title}” is empty.")
    return text


def _short(cells: Mapping[str, Any], title: str, longest: int, read: Callable[[Mapping[str, Any], str], str] = _text) -> str:
    text = read(cells, title)
    if len(text) > longest:
        raise _Fault(f"“{title}” is longer than {longest} characters.")
    return text


def _day(cells: Mapping[str, Any], title: str) -> date | None:
    value = cells[title]
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(cells, title)
    if not text:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise _Fault(f"“{title}” is not a day. Write it as 5/3/2026.")


def _twice(numbers: Sequence[int]) -> list[str]:
    return [f"Actions: action {number} stands there twice." for number in sorted({n for n in numbers if numbers.count(n) > 1})]
