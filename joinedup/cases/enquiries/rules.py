"""Who may decide, follow and close lines of enquiry, and when. Each check raises InspectionRefused; its twin answers yes or no."""

from collections.abc import Collection

from joinedup.cases.enquiries.enums import ENQUIRY_MOVES, INSPECTORS, PROPOSAL_MOVES, EnquiryState, ProposalState
from joinedup.cases.enquiries.models import Enquiry, LineProposal
from joinedup.cases.enquiries.queries import who_may_follow
from joinedup.cases.rules import LEAVING_OUT
from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of
from joinedup.inspections.rules import InspectionRefused, is_lead
from joinedup.people.models import Person
from joinedup.people.refusal import passes

#: Stages in which lines are opened and followed: as long as children are tracked.
FOLLOWING = LEAVING_OUT


def check_can_add(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, and any stage before selection or once the letter is signed."""
    if not person.is_active or not INSPECTORS & roles_of(person, inspection):
        raise InspectionRefused("Only an inspector of this inspection's team can do this.")
    if inspection.stage not in FOLLOWING:
        stage = inspection.get_stage_display().lower()
        raise InspectionRefused(
            f"Lines of enquiry are followed from selection until the letter is signed. This inspection is {stage}."
        )


def can_add(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_add` would pass."""
    return passes(check_can_add, person, inspection)


def check_can_decide(person: Person, proposal: LineProposal, to: ProposalState) -> None:
    """Refuse a decision the table of states does not hold, whoever may not, and what the records no longer show."""
    check_can_add(person, proposal.inspection)
    roles = PROPOSAL_MOVES.get((ProposalState(proposal.state), to))
    if roles is None:
        raise InspectionRefused(f"This proposal was {proposal.get_state_display().lower()} before.")
    if not roles & roles_of(person, proposal.inspection):
        raise InspectionRefused("Only an inspector of this inspection's team can do this.")
    if proposal.gone_at is not None:
        raise InspectionRefused("The records no longer show it so. Look at what is proposed now.")


def can_decide(person: Person, proposal: LineProposal, to: ProposalState) -> bool:
    """Return whether `check_can_decide` would pass."""
    return passes(check_can_decide, person, proposal, to)


def check_can_work_on(person: Person, enquiry: Enquiry) -> None:
    """Refuse to change, ask or link for a line that is closed, and whoever may not add one."""
    check_can_add(person, enquiry.inspection)
    if enquiry.state == EnquiryState.CLOSED:
        raise InspectionRefused(f"{enquiry} is closed. Reopen it first, and say why.")


def can_work_on(person: Person, enquiry: Enquiry) -> bool:
    """Return whether `check_can_work_on` would pass."""
    return passes(check_can_work_on, person, enquiry)


def check_can_assign(person: Person, enquiry: Enquiry, people: Collection[Person]) -> None:
    """Refuse to give a line to anyone but the team's inspectors; only a lead gives it to others or takes it from them."""
    check_can_work_on(person, enquiry)
    may = {one.pk for one in who_may_follow(enquiry.inspection)}
    if outside := [one.name for one in people if one.pk not in may]:
        raise InspectionRefused(f"Not an inspector of this inspection: {', '.join(sorted(outside))}.")
    before = set(enquiry.inspectors.values_list("pk", flat=True))
    others = (before ^ {one.pk for one in people}) - {person.pk}
    if others and not is_lead(person, enquiry.inspection):
        raise InspectionRefused("You can take a line or put it down yourself. Only a lead inspector gives it to others.")


def can_assign(person: Person, enquiry: Enquiry, people: Collection[Person]) -> bool:
    """Return whether `check_can_assign` would pass."""
    return passes(check_can_assign, person, enquiry, people)


def check_can_move_line(person: Person, enquiry: Enquiry, to: EnquiryState) -> None:
    """Refuse a move the table of states does not hold, whoever may not make it, and closing what somebody else follows."""
    check_can_add(person, enquiry.inspection)
    state = EnquiryState(enquiry.state)
    roles = ENQUIRY_MOVES.get((state, to))
    if roles is None:
        raise InspectionRefused(f"{enquiry} is {state.label.lower()} already.")
    held = roles_of(person, enquiry.inspection)
    if not roles & held:
        raise InspectionRefused(
            "Nobody follows this line yet. Take it yourself before you close it; a lead inspector can close it so."
        )
    theirs = Role.LEAD in held or enquiry.inspectors.filter(pk=person.pk).exists()
    if to == EnquiryState.CLOSED and not theirs:
        raise InspectionRefused("Only who follows this line, or a lead inspector, can close it.")


def can_move_line(person: Person, enquiry: Enquiry, to: EnquiryState) -> bool:
    """Return whether `check_can_move_line` would pass."""
    return passes(check_can_move_line, person, enquiry, to)
