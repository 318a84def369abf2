"""Takes in a statement that was carried here from another installation: the same rows under the same ids, so that it is equal."""

from django.db import transaction

from joinedup.areas.actions import create_agency, create_area
from joinedup.areas.models import Agency, Area
from joinedup.improvement.actions import point_row
from joinedup.improvement.core import content
from joinedup.improvement.core.sound import check_sound
from joinedup.improvement.keeping import log
from joinedup.improvement.models import (
    Action,
    Approval,
    Board,
    Copy,
    Milestone,
    Point,
    Remark,
    StatementMove,
    Voice,
    WrittenStatement,
)
from joinedup.improvement.queries import kept_letter
from joinedup.improvement.rules import StatementRefused
from joinedup.people.models import Person


@transaction.atomic
def carry_in(*, by: Person | None, statement: content.Statement) -> WrittenStatement:
    """Make the statement's rows; the area and its agencies are put on the register where they are not there yet.

    `by` may keep the register, or is none for the machine at set-up. What was done keeps the words for who did it: accounts are
    not carried. Raise StatementRefused where the statement is here already, RegisterRefused, or NotAStatement.
    """
    check_sound(statement)
    if WrittenStatement.objects.filter(pk=statement.id).exists():
        raise StatementRefused("This statement is on this installation already.")
    area, agencies = _register(by, statement)
    made = WrittenStatement.objects.create(
        id=statement.id,
        area=area,
        letter=kept_letter(statement.letter),
        state=statement.state,
        principal_authority=statement.principal_authority,
        prepared_by=statement.prepared_by,
        sent_by=statement.sent_by,
        due_on=statement.due_on,
        received_on=statement.received_on,
    )
    Board.objects.bulk_create(
        Board(id=one.id, statement=made, name=one.name, chaired_by=one.chaired_by) for one in statement.boards
    )
    Point.objects.bulk_create(point_row(made, place, one) for place, one in enumerate(statement.points, 1))
    for one in statement.actions:
        _action(made, one, agencies)
    _history(made, statement, agencies)
    log(by, made, "statement carried in", points=len(statement.points), actions=len(statement.actions))
    return made


def _register(by: Person | None, statement: content.Statement) -> tuple[Area, dict[str, Agency]]:
    letter = statement.letter
    area = Area.objects.filter(code=letter.area_code).first()
    area = area or create_area(by=by, code=letter.area_code, name=letter.area, made_up=letter.made_up)
    agencies = {}
    for one in statement.agencies:
        there = Agency.objects.filter(key=one.key).first()
        agencies[one.key] = there or create_agency(by=by, key=one.key, name=one.name, sector=one.sector, areas=[area])
        if not agencies[one.key].areas.filter(pk=area.pk).exists():
            raise StatementRefused(f"{one.name} is on the register of this installation, but not for {area.name}.")
    return area, agencies


def _action(made: WrittenStatement, one: content.Action, agencies: dict[str, Agency]) -> None:
    action = Action.objects.create(
        id=one.id,
        statement=made,
        number=one.number,
        what=one.what,
        owner=one.owner,
        agency=agencies.get(one.agency),
        board_id=one.board or None,
        begins_on=one.begins_on,
        due_on=one.due_on,
        difference=one.difference,
        measure=one.measure,
        state=one.state,
    )
    action.points.set(made.points.filter(number__in=one.points))
    action.contributors.set([agencies[key] for key in one.contributors])
    Milestone.objects.bulk_create(
        Milestone(
            id=step.id, action=action, position=place, what=step.what, due_on=step.due_on, done_on=step.done_on, proof=step.proof
        )
        for place, step in enumerate(one.milestones, 1)
    )
    Remark.objects.bulk_create(
        Remark(id=said.id, action=action, by_words=said.by, at=said.at, words=said.words) for said in one.remarks
    )


def _history(made: WrittenStatement, statement: content.Statement, agencies: dict[str, Agency]) -> None:
    Approval.objects.bulk_create(
        Approval(
            id=one.id,
            statement=made,
            sector=one.sector,
            agency=agencies[one.agency],
            by_words=one.by,
            version=one.version,
            at=one.at,
            voided_at=one.voided_at,
        )
        for one in statement.approvals
    )
    StatementMove.objects.bulk_create(
        StatementMove(id=one.id, statement=made, before=one.before, after=one.after, at=one.at, by_words=one.by, words=one.words)
        for one in statement.moves
    )
    Copy.objects.bulk_create(
        Copy(
            id=one.id, statement=made, kind=one.kind, at=one.at, by_words=one.by, words=one.words, sha256=one.sha256, text=one.text
        )
        for one in statement.copies
    )
    Voice.objects.bulk_create(
        Voice(
            id=one.id,
            statement=made,
            asked_on=one.asked_on,
            how=one.how,
            changed=one.changed,
            unchanged=one.unchanged,
            at=one.at,
            by_words=one.by,
        )
        for one in statement.voices
    )
