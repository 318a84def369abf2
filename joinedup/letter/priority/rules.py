"""Who may propose a priority action, decide on it and answer it. Each check raises with a sentence; its twin says yes or no."""

from joinedup.areas.enums import AgencyRole
from joinedup.areas.models import Agency
from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of
from joinedup.inspections.rules import InspectionRefused, answers_for, check_may_write
from joinedup.letter.priority.enums import PRIORITY_MOVES, PriorityState, Who
from joinedup.letter.priority.models import PriorityAction, PriorityNotice
from joinedup.method.priority import priority_of
from joinedup.people.models import Person
from joinedup.people.refusal import passes

#: From fieldwork on inspectors may see what cannot wait; once the letter is out it stands.
STAGES = (Stage.FIELDWORK, Stage.JUDGING, Stage.WRITING, Stage.CHECKING, Stage.SIGNED)
_DECIDERS = {"lead": Role.LEAD, "signatory": Role.SIGNATORY}


def check_can_propose(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, and stages before fieldwork or after publication."""
    check_may_write(person, inspection)
    _check_stage(inspection)


def can_propose(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_propose` would pass."""
    return passes(check_can_propose, person, inspection)


def decider_of(inspection: Inspection) -> Role:
    """Return the role that decides on a priority action under the inspection's framework."""
    return _DECIDERS[priority_of(inspection.framework).decided_by]


def check_can_move_priority(person: Person, priority: PriorityAction, to: PriorityState) -> None:
    """Refuse a move the table of states does not hold, whoever may not make it, and whoever decides on what they proposed."""
    who = PRIORITY_MOVES.get((priority.state, to))
    if who is None:
        raise InspectionRefused(f"A priority action that is {_low(priority.state)} cannot become {_low(to)}.")
    _check_stage(priority.inspection)
    if who == Who.INSPECTOR:
        check_may_write(person, priority.inspection)
        return
    role = decider_of(priority.inspection)
    if not person.is_active or role not in roles_of(person, priority.inspection):
        raise InspectionRefused(f"Only a {role.label.lower()} of this inspection can decide on a priority action.")
    if priority.proposed_by_id == person.pk:
        raise InspectionRefused("You proposed this. Somebody else has to decide on it.")


def can_move_priority(person: Person, priority: PriorityAction, to: PriorityState) -> bool:
    """Return whether `check_can_move_priority` would pass."""
    return passes(check_can_move_priority, person, priority, to)


def check_can_read_notice(person: Person, notice: PriorityNotice) -> None:
    """Refuse everyone but the coordinators of the agency it was sent to."""
    if not coordinates(person, notice.inspection, notice.agency):
        raise InspectionRefused(f"Only a coordinator of {notice.agency} can read and answer this.")


def check_can_answer(person: Person, notice: PriorityNotice) -> None:
    """Refuse everyone who may not read the notice, and a priority action that stands no more."""
    check_can_read_notice(person, notice)
    if notice.priority.state != PriorityState.DECIDED:
        raise InspectionRefused("This priority action was withdrawn. There is nothing left to answer.")


def can_answer(person: Person, notice: PriorityNotice) -> bool:
    """Return whether `check_can_answer` would pass."""
    return passes(check_can_answer, person, notice)


def coordinates(person: Person, inspection: Inspection, agency: Agency) -> bool:
    """Return whether a person is a coordinator of an agency that takes part and was notified."""
    if not answers_for(person, inspection, agency):
        return False
    return agency.members.filter(person=person, role=AgencyRole.COORDINATOR).exists()


def _check_stage(inspection: Inspection) -> None:
    if inspection.stage not in STAGES:
        stage = inspection.get_stage_display().lower()
        raise InspectionRefused(f"Priority action is decided on from fieldwork until publication. This inspection is {stage}.")


def _low(state: str) -> str:
    label = PriorityState(state).label
    return label[0].lower() + label[1:]
