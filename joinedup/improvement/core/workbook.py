"""The statement as a workbook: to read, to fill in elsewhere and to bring back. `workbook_read` reads what is written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from joinedup.improvement.core import labels
from joinedup.improvement.core.content import Statement
from joinedup.improvement.core.sound import without_control

ABOUT, POINTS, ACTIONS, MILESTONES = "About", "Points", "Actions", "Milestones"


@dataclass(frozen=True)
class Head:
    """A column: its heading, its width, and whether a day or one of some values stands in it."""

    title: str
    width: int
    day: bool = False
    one_of: tuple[str, ...] = ()


POINT_HEADS: Final = (
    Head("Point", 8),
    Head("Where in the letter", 28),
    Head("What the letter says", 80),
    Head("About", 28),
    Head("Same as point", 14),
)
ACTION_HEADS: Final = (
    Head("Action", 8),
    Head("What is done", 60),
    Head("Points", 14),
    Head("Owner (a post)", 30),
    Head("Owner’s agency", 30),
    Head("Also contribute", 40),
    Head("Board or group", 26),
    Head("Begins", 14, day=True),
    Head("Due", 14, day=True),
    Head("Difference for children", 50),
    Head("How it is seen", 50),
    Head("Where it stands", 16, one_of=tuple(labels.STATES.values())),
)
MILESTONE_HEADS: Final = (
    Head("Action", 8),
    Head("Milestone", 60),
    Head("Due", 14, day=True),
    Head("Done on", 14, day=True),
    Head("Proof", 60),
)
_HOW: Final = (
    "Fill in the sheets “Actions” and “Milestones” and bring this workbook back to the statement’s page.",
    "One row for each action. Keep the number of an action that is there; give a new one the next free number.",
    "Points: the numbers of the points an action answers, with commas: 1, 3, M2.",
    "Owner: a post, never a name. Agencies as they are written below; several with semicolons.",
    "A milestone names the number of its action. Write days as 5/3/2026.",
    "What you leave out of the workbook stays as it is. Write no child’s name.",
)


def to_workbook(statement: Statement) -> bytes:
    """Return the statement as an XLSX; the same statement gives the same bytes. No cell is ever taken for a formula."""
    statement, out = without_control(statement), BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        made = datetime.combine(statement.letter.published_on, time(), UTC).replace(tzinfo=None)
        book.set_properties({"title": f"Written statement of action: {statement.letter.area}", "created": made})
        _about(book, statement)
        _sheet(book, POINTS, POINT_HEADS, _points(statement), spare=0)
        _sheet(book, ACTIONS, ACTION_HEADS, _actions(statement))
        _sheet(book, MILESTONES, MILESTONE_HEADS, _milestones(statement))
    return out.getvalue()


def _about(book: Any, statement: Statement) -> None:
    sheet, bold = book.add_worksheet(ABOUT), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 26, bold)
    sheet.set_column(1, 1, 100, wrapped)
    letter = statement.letter
    rows = [
        ("Written statement of action", letter.area + (" (made-up area)" if letter.made_up else "")),
        ("Answers", f"{letter.title}, published {labels.day(letter.published_on)}"),
        ("Principal authority", statement.principal_authority),
        ("Due", labels.day(statement.due_on)),
        ("Where it stands", labels.STANDS[statement.state]),
        *(("How to fill this in" if not place else "", said) for place, said in enumerate(_HOW)),
        *(("Agencies" if not place else "", agency.name) for place, agency in enumerate(statement.agencies)),
        *(("Boards and groups" if not place else "", board.name) for place, board in enumerate(statement.boards)),
    ]
    for number, (key, value) in enumerate(rows):
        sheet.write_string(number, 0, key)
        sheet.write_string(number, 1, value)


def _sheet(book: Any, title: str, heads: Sequence[Head], rows: Sequence[Sequence[str | date | None]], spare: int = 200) -> None:
    """Write a table; `spare` rows below it are ready to be filled in."""
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    days = book.add_format({"valign": "top", "align": "left", "num_format": "dd/mm/yyyy"})
    sheet.freeze_panes(1, 0)
    for place, head in enumerate(heads):
        sheet.set_column(place, place, head.width, days if head.day else text)
        sheet.write_string(0, place, head.title, bold)
        if head.one_of:
            sheet.data_validation(1, place, len(rows) + spare, place, {"validate": "list", "source": list(head.one_of)})
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, place, datetime.combine(value, time()), days)
            elif value:
                sheet.write_string(number, place, value, text)


def _points(statement: Statement) -> list[tuple[str, ...]]:
    return [
        (
            point.number,
            labels.source(point.kind, point.section, point.heading),
            point.text,
            ", ".join(labels.SECTORS.get(sector, sector) for sector in point.sectors),
            point.same_as,
        )
        for point in statement.points
    ]


def _actions(statement: Statement) -> list[tuple[str | date | None, ...]]:
    return [
        (
            str(action.number),
            action.what,
            ", ".join(action.points),
            action.owner,
            statement.agency_name(action.agency),
            "; ".join(statement.agency_name(key) for key in action.contributors),
            statement.board_name(action.board),
            action.begins_on,
            action.due_on,
            action.difference,
            action.measure,
            labels.STATES[action.state],
        )
        for action in statement.actions
    ]


def _milestones(statement: Statement) -> list[tuple[str | date | None, ...]]:
    return [
        (str(action.number), one.what, one.due_on, one.done_on, one.proof)
        for action in statement.actions
        for one in action.milestones
    ]
