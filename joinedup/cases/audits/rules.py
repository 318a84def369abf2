"""Who may write, agree, return and compare. Each check raises InspectionRefused with a sentence; its twin answers yes or no."""

from collections.abc import Iterable

from joinedup.areas.enums import AgencyRole
from joinedup.areas.models import Agency, AgencyMember
from joinedup.cases.audits.enums import AUDIT_MOVES, BRINGING_TOGETHER, VIEWING, AuditState, Voice
from joinedup.cases.audits.models import JointAudit
from joinedup.cases.audits.queries import Answer, answers_of, anything_said, requests_under, unjoined, wording_of
from joinedup.cases.enums import TrackedState
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused, answers_for, check_is_lead, check_may_write
from joinedup.intake.enums import SENDING, Side
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_write_part(person: Person, audit: JointAudit, agency: Agency) -> None:
    """Refuse everyone outside an agency that takes part, and any time at which nothing is taken in."""
    if not answers_for(person, audit.inspection, agency) or not requests_under(audit).filter(agency=agency).exists():
        raise InspectionRefused("Only people of an agency that takes part in this audit can write in it.")
    if audit.tracked.state != TrackedState.TRACKED:
        raise InspectionRefused("The inspectors no longer follow this child, so nothing more is written about it.")
    if Stage(audit.inspection.stage) not in SENDING:
        raise InspectionRefused("Nothing more is taken in: the letter of this inspection is signed.")


def can_write_part(person: Person, audit: JointAudit, agency: Agency) -> bool:
    """Return whether `check_can_write_part` would pass."""
    return passes(check_can_write_part, person, audit, agency)


def check_coordinates(person: Person, audit: JointAudit, agency: Agency) -> None:
    """Refuse everyone but the coordinator of an agency that takes part."""
    check_can_write_part(person, audit, agency)
    if not AgencyMember.objects.filter(person=person, agency=agency, role=AgencyRole.COORDINATOR).exists():
        raise InspectionRefused(f"Only the coordinator of {agency} can do this.")


def check_can_hand_in(person: Person, audit: JointAudit, agency: Agency) -> None:
    """Refuse everyone but the agency's coordinator, a part without an answer, and one with wordings to bring together."""
    check_coordinates(person, audit, agency)
    answers = answers_of(audit, Voice.AGENCY, agency)
    if not anything_said(answers.values()):
        raise InspectionRefused("Answer at least one question before you hand your part in.")
    if unjoined(answers.values()):
        raise InspectionRefused("Two people wrote one answer at the same time. Bring both together first.")


def can_hand_in(person: Person, audit: JointAudit, agency: Agency) -> bool:
    """Return whether `check_can_hand_in` would pass."""
    return passes(check_can_hand_in, person, audit, agency)


def check_can_open_parts(person: Person, audit: JointAudit, agency: Agency) -> None:
    """Refuse everyone but the coordinator who brings the partnership together, and a second time."""
    _check_move(audit, AuditState.AGREEING, Side.AGENCY)
    _check_brings_together(person, audit, agency)


def can_open_parts(person: Person, audit: JointAudit, agency: Agency) -> bool:
    """Return whether `check_can_open_parts` would pass."""
    return passes(check_can_open_parts, person, audit, agency)


def check_can_write_agreed(person: Person, audit: JointAudit, agency: Agency) -> None:
    """Refuse everyone who takes no part, and before the parts are opened to each other."""
    check_can_write_part(person, audit, agency)
    if audit.state == AuditState.PARTS:
        raise InspectionRefused("The agreed view is written once the parts are opened to each other.")


def can_write_agreed(person: Person, audit: JointAudit, agency: Agency) -> bool:
    """Return whether `check_can_write_agreed` would pass."""
    return passes(check_can_write_agreed, person, audit, agency)


def check_can_say_of_agreed(person: Person, audit: JointAudit, agency: Agency) -> None:
    """Refuse everyone but coordinators, and while there is no one agreed view to agree with."""
    check_coordinates(person, audit, agency)
    agreed = answers_of(audit, Voice.AGREED)
    if not anything_said(agreed.values()):
        raise InspectionRefused("There is no agreed view yet to agree or differ with.")
    _check_one_wording(agreed.values())


def can_say_of_agreed(person: Person, audit: JointAudit, agency: Agency) -> bool:
    """Return whether `check_can_say_of_agreed` would pass."""
    return passes(check_can_say_of_agreed, person, audit, agency)


def check_can_return(person: Person, audit: JointAudit, agency: Agency) -> None:
    """Refuse everyone but the coordinator who brings the partnership together, and an agreed view not brought to one wording."""
    _check_move(audit, AuditState.RETURNED, Side.AGENCY)
    _check_brings_together(person, audit, agency)
    agreed = answers_of(audit, Voice.AGREED)
    if not anything_said(agreed.values()):
        raise InspectionRefused("Write the agreed view first: there is nothing to return.")
    _check_one_wording(agreed.values())


def can_return(person: Person, audit: JointAudit, agency: Agency) -> bool:
    """Return whether `check_can_return` would pass."""
    return passes(check_can_return, person, audit, agency)


def check_reads_as_shown(audit: JointAudit, wording: str) -> None:
    """Refuse where the agreed view reads otherwise than the page showed it. `wording`: its `wording_of`, as the page sent it."""
    if wording != wording_of(audit):
        raise InspectionRefused("The agreed view was changed since you opened the page. Read it as it stands now, then say again.")


def check_can_call_in(person: Person, audit: JointAudit) -> None:
    """Refuse everyone but the lead inspector, and an audit that was returned."""
    check_is_lead(person, audit.inspection)
    _check_move(audit, AuditState.RETURNED, Side.TEAM)
    _check_viewing(audit)


def can_call_in(person: Person, audit: JointAudit) -> bool:
    """Return whether `check_can_call_in` would pass."""
    return passes(check_can_call_in, person, audit)


def check_can_write_view(person: Person, audit: JointAudit) -> None:
    """Refuse everyone but the team's inspectors, and other stages than from selection until the letter is signed."""
    check_may_write(person, audit.inspection)
    _check_viewing(audit)


def can_write_view(person: Person, audit: JointAudit) -> bool:
    """Return whether `check_can_write_view` would pass."""
    return passes(check_can_write_view, person, audit)


def check_can_compare(person: Person, audit: JointAudit) -> None:
    """Refuse everyone but the team's inspectors, and before the audit is returned: there is nothing to compare with."""
    check_can_write_view(person, audit)
    if audit.state != AuditState.RETURNED:
        raise InspectionRefused("The audit has not been returned, so there is nothing to compare with yet.")


def can_compare(person: Person, audit: JointAudit) -> bool:
    """Return whether `check_can_compare` would pass."""
    return passes(check_can_compare, person, audit)


def _check_one_wording(agreed: Iterable[Answer]) -> None:
    if unjoined(agreed):
        raise InspectionRefused("Two people wrote one answer of the agreed view at the same time. Bring both together first.")


def _check_brings_together(person: Person, audit: JointAudit, agency: Agency) -> None:
    check_coordinates(person, audit, agency)
    if agency.sector not in BRINGING_TOGETHER:
        raise InspectionRefused("The coordinator of the local authority or of the board brings the audit together.")


def _check_move(audit: JointAudit, to: AuditState, side: Side) -> None:
    state = AuditState(audit.state)
    if side not in AUDIT_MOVES.get((state, to), frozenset()):
        raise InspectionRefused(f"The audit stands at “{state.label}”, so this cannot be done now.")


def _check_viewing(audit: JointAudit) -> None:
    if Stage(audit.inspection.stage) not in VIEWING:
        raise InspectionRefused("Inspectors write their view from selection until the letter is signed.")
