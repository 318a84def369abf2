"""Who prepares and gives the final feedback, and who writes down what was said back. Checks raise; twins answer yes or no."""

from joinedup.areas.models import Agency
from joinedup.evidence.feedback.enums import FEEDBACK_MOVES, SAID_AFTER, FeedbackState, Reply
from joinedup.evidence.feedback.models import FeedbackMeeting, SaidFinding
from joinedup.evidence.feedback.queries import last_reply, prepared
from joinedup.evidence.rules import JUDGING
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of
from joinedup.inspections.rules import InspectionRefused, check_is_lead, check_may_write
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def _check_stage(inspection: Inspection) -> None:
    if inspection.stage not in JUDGING:
        stage = inspection.get_stage_display().lower()
        raise InspectionRefused(f"Findings are fed back from fieldwork until the letter is signed. This inspection is {stage}.")


def check_can_prepare(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but a lead inspector, other stages, and a second meeting while one is prepared."""
    check_is_lead(person, inspection)
    _check_stage(inspection)
    if prepared(inspection) is not None:
        raise InspectionRefused("A final feedback meeting is being prepared already. Change what it feeds back.")


def can_prepare(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_prepare` would pass."""
    return passes(check_can_prepare, person, inspection)


def check_can_choose(person: Person, meeting: FeedbackMeeting) -> None:
    """Refuse everyone but a lead inspector, and a meeting that was held: what was said is said."""
    check_is_lead(person, meeting.inspection)
    _check_stage(meeting.inspection)
    if meeting.state != FeedbackState.PREPARED:
        raise InspectionRefused("This meeting was held. What was said there stands as it was said.")


def can_choose(person: Person, meeting: FeedbackMeeting) -> bool:
    """Return whether `check_can_choose` would pass."""
    return passes(check_can_choose, person, meeting)


def check_can_give(person: Person, meeting: FeedbackMeeting) -> None:
    """Refuse a move the table does not hold, a person without one of its roles, and other stages."""
    roles = FEEDBACK_MOVES.get((FeedbackState(meeting.state), FeedbackState.GIVEN))
    if roles is None:
        raise InspectionRefused("This meeting was held already. What was said there stands as it was said.")
    if not person.is_active or not roles & roles_of(person, meeting.inspection):
        raise InspectionRefused("Only a lead inspector of this inspection can do this.")
    _check_stage(meeting.inspection)


def can_give(person: Person, meeting: FeedbackMeeting) -> bool:
    """Return whether `check_can_give` would pass."""
    return passes(check_can_give, person, meeting)


def check_can_say_back(person: Person, said: SaidFinding) -> None:
    """Refuse everyone but the team's inspectors, and stages in which no finding can change any more."""
    check_may_write(person, said.inspection)
    _check_stage(said.inspection)


def can_say_back(person: Person, said: SaidFinding) -> bool:
    """Return whether `check_can_say_back` would pass."""
    return passes(check_can_say_back, person, said)


def check_reply(said: SaidFinding, agency: Agency, reply: str) -> None:
    """Refuse what the table does not let an agency say next."""
    last = last_reply(said, agency)
    if Reply(reply) in SAID_AFTER[last]:
        return
    if Reply(reply) in (Reply.CAME, Reply.NOT_COMING):
        raise InspectionRefused(f"{agency} has promised no further evidence on this finding.")
    if last == Reply.PROMISED:
        raise InspectionRefused(f"{agency} has promised further evidence. Say first whether it came.")
    raise InspectionRefused(f"{agency} has said so already: {Reply(reply).label.lower()}.")
