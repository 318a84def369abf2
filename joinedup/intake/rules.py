"""Who may ask, send and decide, and when. Each check raises InspectionRefused with a sentence; its twin answers yes or no."""

from decimal import Decimal

from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, answers_for, check_is_inspector, check_is_lead, is_inspector
from joinedup.intake.enums import ASKING, REQUEST_MOVES, SENDING, SUBMISSION_MOVES, RequestState, SubmissionState
from joinedup.intake.models import DataRequest, Submission
from joinedup.people.models import Person
from joinedup.people.refusal import passes


class IntakeRefused(InspectionRefused):
    """Somebody may not ask, send or decide this, or not now; the message says why."""


def check_can_ask(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the lead inspector, and any stage before notification or after fieldwork."""
    check_is_lead(person, inspection)
    if Stage(inspection.stage) not in ASKING:
        raise IntakeRefused(f"Agencies are asked from notification until fieldwork ends. This inspection is {_stage(inspection)}.")


def can_ask(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_ask` would pass."""
    return passes(check_can_ask, person, inspection)


def check_can_send(person: Person, request: DataRequest) -> None:
    """Refuse everyone outside the agency asked, and any stage in which nothing is taken in."""
    check_is_of_agency(person, request)
    check_may_add_to(request.inspection)
    _check_request_move(request, RequestState.RECEIVED)


def can_send(person: Person, request: DataRequest) -> bool:
    """Return whether `check_can_send` would pass."""
    return passes(check_can_send, person, request)


def check_can_say_not_held(person: Person, request: DataRequest) -> None:
    """Refuse everyone outside the agency asked, any stage in which nothing is taken in, and a request that was answered already."""
    check_is_of_agency(person, request)
    check_may_add_to(request.inspection)
    _check_request_move(request, RequestState.NOT_HELD)


def can_say_not_held(person: Person, request: DataRequest) -> bool:
    """Return whether `check_can_say_not_held` would pass."""
    return passes(check_can_say_not_held, person, request)


def check_can_decide(person: Person, submission: Submission, to: SubmissionState) -> None:
    """Refuse everyone outside the team, a submission decided on or superseded already, and any stage in which nothing is taken in.

    What is accepted after the letter is signed would change what the letter rests on.
    """
    check_is_inspector(person, submission.inspection)
    if Stage(submission.inspection.stage) not in SENDING:
        raise IntakeRefused(f"Nothing more is decided about what was sent. This inspection is {_stage(submission.inspection)}.")
    state = SubmissionState(submission.state)
    if to not in (SubmissionState.ACCEPTED, SubmissionState.REFUSED) or (state, to) not in SUBMISSION_MOVES:
        raise IntakeRefused(f"A submission that is {state.label.lower()} cannot become {to.label.lower()}.")


def can_decide(person: Person, submission: Submission, to: SubmissionState) -> bool:
    """Return whether `check_can_decide` would pass."""
    return passes(check_can_decide, person, submission, to)


def check_can_read(person: Person, submission: Submission) -> None:
    """Refuse everyone but the inspection's team and the agency that sent it."""
    if not is_inspector(person, submission.inspection) and not answers_for(person, submission.inspection, submission.agency):
        raise IntakeRefused("Only this inspection's team and the agency that sent it can read this.")


def can_read(person: Person, submission: Submission) -> bool:
    """Return whether `check_can_read` would pass."""
    return passes(check_can_read, person, submission)


def check_may_add_to(inspection: Inspection) -> None:
    """Refuse any stage in which nothing is taken in."""
    if Stage(inspection.stage) not in SENDING:
        raise IntakeRefused(f"Nothing more can be sent. This inspection is {_stage(inspection)}.")


def check_is_of_agency(person: Person, request: DataRequest) -> None:
    """Refuse everyone outside the agency asked."""
    if not answers_for(person, request.inspection, request.agency):
        raise IntakeRefused(f"Only people of {request.agency} can answer this request.")


def check_hours(hours: Decimal | None) -> None:
    """Raise ValueError for hours of work below nothing. None is what is not stated."""
    if hours is not None and hours < 0:
        raise ValueError("Hours of work cannot be less than none.")


def _check_request_move(request: DataRequest, to: RequestState) -> None:
    state = RequestState(request.state)
    if (state, to) not in REQUEST_MOVES:
        raise IntakeRefused(f"A request that is {state.label.lower()} cannot become {to.label.lower()}.")


def _stage(inspection: Inspection) -> str:
    return f"at the stage “{Stage(inspection.stage).label}”"
