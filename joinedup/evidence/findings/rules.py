"""Who may make, change and move a finding, and at which stage. Each check raises with a sentence; its twin answers yes or no."""

from typing import Final

from joinedup.evidence.enums import FindingState
from joinedup.evidence.models import Finding
from joinedup.evidence.own_views.rules import check_open
from joinedup.evidence.rules import JUDGING
from joinedup.evidence.together.queries import judgements
from joinedup.evidence.together.rules import check_agreed
from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of
from joinedup.inspections.rules import InspectionRefused, check_may_write
from joinedup.people.models import Person
from joinedup.people.refusal import passes

#: (from, to) → who may, in the stages of `JUDGING`. Everything not here is refused. A change of words takes a finding that was fed
#: back to provisional, whoever of the team's inspectors makes it: what was fed back was said in other words.
FINDING_MOVES: Final[dict[tuple[FindingState, FindingState], frozenset[Role]]] = {
    (FindingState.PROVISIONAL, FindingState.FED_BACK): frozenset({Role.LEAD}),
    (FindingState.FED_BACK, FindingState.AGREED): frozenset({Role.LEAD}),
    (FindingState.FED_BACK, FindingState.PROVISIONAL): frozenset({Role.LEAD}),
    (FindingState.AGREED, FindingState.FED_BACK): frozenset({Role.LEAD}),
}


def check_can_make_finding(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, stages without judging, and findings made before the own views are open."""
    check_may_write(person, inspection)
    if inspection.stage not in JUDGING:
        raise InspectionRefused(
            f"Findings are made from fieldwork on. This inspection is {inspection.get_stage_display().lower()}."
        )
    check_open(inspection)


def can_make_finding(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_make_finding` would pass."""
    return passes(check_can_make_finding, person, inspection)


def check_can_change_finding(person: Person, finding: Finding) -> None:
    """Refuse whoever may not make findings, and a finding that is agreed."""
    check_can_make_finding(person, finding.inspection)
    if finding.state == FindingState.AGREED:
        raise InspectionRefused("This finding is agreed. A lead inspector takes it back to “fed back” before its words change.")


def can_change_finding(person: Person, finding: Finding) -> bool:
    """Return whether `check_can_change_finding` would pass."""
    return passes(check_can_change_finding, person, finding)


def check_can_move_finding(person: Person, finding: Finding, to: str) -> None:
    """Refuse a move the table does not hold, whoever may not make it, a signed letter, and what not every inspectorate agreed."""
    state, goal = FindingState(finding.state), FindingState(to)
    who = FINDING_MOVES.get((state, goal))
    if who is None:
        raise InspectionRefused(f"A finding that is {state.label.lower()} cannot become {goal.label.lower()}.")
    if not person.is_active or not who & roles_of(person, finding.inspection):
        raise InspectionRefused("Only a lead inspector of this inspection can do this.")
    if finding.inspection.stage not in JUDGING:
        stage = finding.inspection.get_stage_display().lower()
        raise InspectionRefused(f"Findings stand as they are once the letter is signed. This inspection is {stage}.")
    if goal == FindingState.AGREED:
        answers = {finding.criterion, *finding.also}
        for judged in judgements(finding.inspection):
            if judged.criterion.id in answers:
                check_agreed(judged)


def can_move_finding(person: Person, finding: Finding, to: str) -> bool:
    """Return whether `check_can_move_finding` would pass."""
    return passes(check_can_move_finding, person, finding, to)
