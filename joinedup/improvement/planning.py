"""The only writers of a statement's plan and of how it goes on: points, boards, actions, milestones, remarks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.areas.queries import agencies_of
from joinedup.improvement.core.workbook_read import Filled, read_workbook
from joinedup.improvement.enums import ActionState
from joinedup.improvement.keeping import changing_plan, locked, log, who
from joinedup.improvement.models import Action, Board, Milestone, Point, Remark, WrittenStatement
from joinedup.improvement.queries import content_of
from joinedup.improvement.rules import StatementRefused, check_can_set_same, check_can_write, lies_ahead
from joinedup.people.models import Person


@dataclass(frozen=True)
class Planned:
    """What is said of an action. `owner` is a post; numbers are those of points."""

    what: str
    points: Sequence[str] = ()
    owner: str = ""
    agency: Agency | None = None
    contributors: Sequence[Agency] = field(default=())
    board: Board | None = None
    begins_on: date | None = None
    due_on: date | None = None
    difference: str = ""
    measure: str = ""


@transaction.atomic
def add_action(*, by: Person, statement: WrittenStatement, planned: Planned, number: int | None = None) -> Action:
    """Add an action under the next free number, or the one given. Takes approvals of a draft back. Raise StatementRefused."""
    statement = changing_plan(by, statement)
    points = _checked(statement, planned)
    last = statement.actions.aggregate(last=Max("number"))["last"] or 0
    action = Action.objects.create(statement=statement, number=number or last + 1, **_columns(planned))
    action.points.set(points)
    action.contributors.set(planned.contributors)
    log(by, statement, "action added", number=action.number)
    return action


class ChangedMeanwhile(StatementRefused):
    """Somebody said an action anew after the page was opened on which somebody else changes it."""


def mark_of(action: Action) -> str:
    """Name what is said of an action as it stands: said anew, it has another mark."""
    said = [str(getattr(action, name)) for name in ("what", "owner", "agency_id", "board_id", "begins_on", "due_on")]
    said += [action.difference, action.measure]
    for rows in (action.points, action.contributors):
        said.append(",".join(sorted(str(pk) for pk in rows.values_list("pk", flat=True))))
    return sha256("\0".join(said).encode()).hexdigest()


@transaction.atomic
def change_action(*, by: Person, action: Action, planned: Planned, based_on: str = "") -> Action:
    """Say an action anew. Takes approvals of a draft back.

    `based_on` is the mark it had where it was opened. Raise StatementRefused; ChangedMeanwhile where it says other things by now.
    """
    statement = changing_plan(by, action.statement)
    points = _checked(statement, planned)
    action = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if based_on and based_on != mark_of(action):
        raise ChangedMeanwhile(
            "Somebody changed this action after you opened it. What you wrote stands below, and nothing is lost."
        )
    for name, value in _columns(planned).items():
        setattr(action, name, value)
    action.save()
    action.points.set(points)
    action.contributors.set(planned.contributors)
    log(by, statement, "action changed", number=action.number)
    return action


@transaction.atomic
def move_action(*, by: Person, action: Action, state: ActionState, words: str) -> Action:
    """Say how far an action has come, with words; the plan stays as approved unless it is no longer pursued."""
    statement = changing_plan(by, action.statement) if state == ActionState.DROPPED else _writing(by, action.statement)
    if not words.strip():
        raise StatementRefused("Say in a line how it goes on, or why it is not pursued.")
    action.state = ActionState(state)
    action.save(update_fields=["state"])
    Remark.objects.create(action=action, words=words.strip(), **who(by))
    log(by, statement, "action moved", number=action.number, state=str(state))
    return action


@transaction.atomic
def add_milestone(*, by: Person, action: Action, what: str, due_on: date | None) -> Milestone:
    """Add a step to an action. Takes approvals of a draft back. Raise StatementRefused."""
    statement = changing_plan(by, action.statement)
    if not what.strip():
        raise StatementRefused("Say what the milestone is.")
    place = (action.milestones.aggregate(last=Max("position"))["last"] or 0) + 1
    milestone = Milestone.objects.create(action=action, position=place, what=what.strip(), due_on=due_on)
    log(by, statement, "milestone added", number=action.number)
    return milestone


@transaction.atomic
def change_milestone(*, by: Person, milestone: Milestone, what: str, due_on: date | None) -> Milestone:
    """Say a milestone anew, or another day for it. Takes approvals of a draft back. Raise StatementRefused."""
    statement = changing_plan(by, milestone.action.statement)
    milestone.what, milestone.due_on = what.strip() or milestone.what, due_on
    milestone.save(update_fields=["what", "due_on"])
    log(by, statement, "milestone changed", number=milestone.action.number)
    return milestone


@transaction.atomic
def reach_milestone(*, by: Person, milestone: Milestone, done_on: date, proof: str) -> Milestone:
    """Say that a step is done, on which day and by what that is seen. Raise StatementRefused."""
    statement = _writing(by, milestone.action.statement)
    if not proof.strip():
        raise StatementRefused("Say by what it is seen that this is done.")
    if lies_ahead(statement, done_on):
        raise StatementRefused("The day it was done cannot lie ahead.")
    milestone.done_on, milestone.proof = done_on, proof.strip()
    milestone.save(update_fields=["done_on", "proof"])
    log(by, statement, "milestone reached", number=milestone.action.number, milestone=str(milestone.pk))
    return milestone


@transaction.atomic
def add_board(*, by: Person, statement: WrittenStatement, name: str, chaired_by: str = "") -> Board:
    """Add a board or group of the partnership's own. Raise StatementRefused."""
    statement = _writing(by, statement)
    if not name.strip():
        raise StatementRefused("Give the board or group a name.")
    if statement.boards.filter(name__iexact=name.strip()).exists():
        raise StatementRefused("There is a board or group of that name already.")
    board = Board.objects.create(statement=statement, name=name.strip(), chaired_by=chaired_by.strip())
    log(by, statement, "board added", board=str(board.pk))
    return board


@transaction.atomic
def set_same(*, by: Person, point: Point, same_as: str, words: str = "") -> Point:
    """Say that a point out of the prose is the same as another, or, with "", that it stands for itself again."""
    statement = changing_plan(by, point.statement)
    check_can_set_same(by, point, same_as)
    point.same_as, point.words = same_as, words.strip() if same_as else ""
    point.save(update_fields=["same_as", "words"])
    if same_as:
        _lead_on(point, statement.points.get(number=same_as))
    log(by, statement, "point said to be the same", number=point.number, same_as=same_as)
    return point


@transaction.atomic
def take_in_workbook(*, by: Person, statement: WrittenStatement, data: bytes) -> Filled:
    """Take a filled-in workbook in: actions and milestones it names are changed or added, nothing is taken away.

    Raise StatementRefused; UnusableWorkbook with a sentence for each row that cannot be taken, and nothing is taken then.
    """
    statement = changing_plan(by, statement)
    filled = read_workbook(data, content_of(statement), timezone.localdate())
    agencies = {agency.key: agency for agency in agencies_of(statement.area)}
    for row in filled.actions:
        _take_action(by, statement, row, agencies)
    for row in filled.milestones:
        _take_milestone(statement, row)
    log(by, statement, "workbook taken in", actions=len(filled.actions), milestones=len(filled.milestones))
    return filled


def _take_action(by: Person, statement: WrittenStatement, row: Any, agencies: dict[str, Agency]) -> None:
    planned = Planned(
        what=row.what,
        points=row.points,
        owner=row.owner,
        agency=agencies.get(row.agency),
        contributors=[agencies[key] for key in row.contributors],
        board=_board(statement, row.board),
        begins_on=row.begins_on,
        due_on=row.due_on,
        difference=row.difference,
        measure=row.measure,
    )
    there = statement.actions.filter(number=row.number).first()
    if there:
        action = change_action(by=by, action=there, planned=planned)
    else:
        action = add_action(by=by, statement=statement, planned=planned, number=row.number)
    if action.state != row.state:
        move_action(by=by, action=action, state=row.state, words="Said in a workbook that was taken in.")


def _take_milestone(statement: WrittenStatement, row: Any) -> None:
    action = statement.actions.get(number=row.action)
    found = action.milestones.filter(what=row.what).first()
    place = (action.milestones.aggregate(last=Max("position"))["last"] or 0) + 1
    milestone = found or Milestone(action=action, position=place, what=row.what)
    milestone.due_on, milestone.done_on, milestone.proof = row.due_on, row.done_on, row.proof
    milestone.save()


def _board(statement: WrittenStatement, name: str) -> Board | None:
    if not name:
        return None
    there = statement.boards.filter(name__iexact=name).first()
    return there or Board.objects.create(statement=statement, name=name)


def _lead_on(point: Point, other: Point) -> None:
    """Let the actions on a point answer the one it is the same as."""
    for action in point.actions.all():
        action.points.add(other)
        action.points.remove(point)


def _writing(by: Person, statement: WrittenStatement) -> WrittenStatement:
    statement = locked(statement)
    check_can_write(by, statement)
    return statement


def _checked(statement: WrittenStatement, planned: Planned) -> list[Point]:
    """Return the points an action answers; raise StatementRefused where a part of it is not this partnership's."""
    if not planned.what.strip():
        raise StatementRefused("Say what is done.")
    if planned.begins_on and planned.due_on and planned.due_on < planned.begins_on:
        raise StatementRefused("An action is not done before it begins.")
    named = [planned.agency, *planned.contributors]
    if not _all_of(agencies_of(statement.area), [agency for agency in named if agency]):
        raise StatementRefused("Choose agencies of this area.")
    if planned.board and planned.board.statement_id != statement.pk:
        raise StatementRefused("Choose a board or group of this statement.")
    points = list(statement.points.filter(number__in=planned.points, same_as=""))
    if len(points) != len(set(planned.points)):
        raise StatementRefused("Choose points of this letter that stand for themselves.")
    return points


def _all_of(known: Iterable[Agency], named: Iterable[Agency]) -> bool:
    return {agency.pk for agency in named} <= {agency.pk for agency in known}


def _columns(planned: Planned) -> dict[str, Any]:
    texts = {name: getattr(planned, name).strip() for name in ("what", "owner", "difference", "measure")}
    days = {"begins_on": planned.begins_on, "due_on": planned.due_on}
    return {**texts, **days, "agency": planned.agency, "board": planned.board}
