"""Who may remind, wish for time and give it, and say that something was sent before. Checks raise InspectionRefused."""

from datetime import date

from django.utils import timezone

from joinedup.inspections.rules import check_is_inspector
from joinedup.intake.enums import EXTENSION_MOVES, REQUEST_MOVES, ExtensionState, RequestState, Side, SubmissionState
from joinedup.intake.models import DataRequest, Extension, Submission
from joinedup.intake.rules import IntakeRefused, check_can_send, check_is_of_agency, check_may_add_to
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_chase(person: Person, request: DataRequest) -> None:
    """Refuse everyone outside the team, a request that is not awaited, and any stage in which nothing is taken in."""
    check_is_inspector(person, request.inspection)
    _check_awaited(request)


def can_chase(person: Person, request: DataRequest) -> bool:
    """Return whether `check_can_chase` would pass."""
    return passes(check_can_chase, person, request)


def check_can_ask_anyway(person: Person, request: DataRequest) -> None:
    """Refuse everyone outside the team, what was not said not to be held, and any stage in which nothing is taken in."""
    check_is_inspector(person, request.inspection)
    state = RequestState(request.state)
    if state != RequestState.NOT_HELD or REQUEST_MOVES[state, RequestState.ASKED] != Side.TEAM:
        raise IntakeRefused("Only what an agency says it does not hold is asked for again so.")
    check_may_add_to(request.inspection)


def can_ask_anyway(person: Person, request: DataRequest) -> bool:
    """Return whether `check_can_ask_anyway` would pass."""
    return passes(check_can_ask_anyway, person, request)


def check_first_chaser_today(request: DataRequest) -> None:
    """Refuse a second reminder on one day: it needs a reason, in which case nobody asks this."""
    today = timezone.localdate()
    if any(timezone.localdate(chaser.sent_at) == today for chaser in request.chasers.all()):
        raise IntakeRefused(f"{request.agency} was reminded of this today already. Say why a second reminder is needed today.")


def check_can_ask_for_time(person: Person, request: DataRequest) -> None:
    """Refuse everyone outside the agency asked, a request that is not awaited, and a second wish while one is open."""
    check_is_of_agency(person, request)
    _check_awaited(request)
    if request.extensions.filter(state=ExtensionState.ASKED).exists():
        raise IntakeRefused("You have asked for more time already. The inspectors have not decided yet.")


def can_ask_for_time(person: Person, request: DataRequest) -> bool:
    """Return whether `check_can_ask_for_time` would pass."""
    return passes(check_can_ask_for_time, person, request)


def check_can_give_time(person: Person, request: DataRequest) -> None:
    """Refuse everyone outside the team, and a request that is not awaited."""
    check_is_inspector(person, request.inspection)
    _check_awaited(request)


def can_give_time(person: Person, request: DataRequest) -> bool:
    """Return whether `check_can_give_time` would pass."""
    return passes(check_can_give_time, person, request)


def check_can_decide_on_time(person: Person, extension: Extension, to: ExtensionState) -> None:
    """Refuse everyone outside the team, and a move the table of states does not hold."""
    check_is_inspector(person, extension.inspection)
    state = ExtensionState(extension.state)
    if EXTENSION_MOVES.get((state, to)) != Side.TEAM:
        raise IntakeRefused(f"More time that was {state.label.lower()} cannot become {to.label.lower()}.")


def can_decide_on_time(person: Person, extension: Extension, to: ExtensionState) -> bool:
    """Return whether `check_can_decide_on_time` would pass."""
    return passes(check_can_decide_on_time, person, extension, to)


def check_later(until: date, request: DataRequest) -> None:
    """Raise ValueError for a day that gives no more time."""
    if until <= request.due_on:
        raise ValueError("More time must end after the day it is due now.")


def check_can_reuse(person: Person, request: DataRequest, sent: Submission) -> None:
    """Refuse everyone outside the agency, and anything its agency did not send within this very inspection."""
    check_can_send(person, request)
    if (sent.inspection_id, sent.agency_id) != (request.inspection_id, request.agency_id):
        raise IntakeRefused("Only what your agency sent in this inspection can answer here as well.")
    if sent.request_id == request.pk and sent.state != SubmissionState.SUPERSEDED:
        raise IntakeRefused("This is what you sent here. Choose something you sent for another item, or an earlier file.")


def can_reuse(person: Person, request: DataRequest, sent: Submission) -> bool:
    """Return whether `check_can_reuse` would pass."""
    return passes(check_can_reuse, person, request, sent)


def _check_awaited(request: DataRequest) -> None:
    state = RequestState(request.state)
    if state != RequestState.ASKED:
        raise IntakeRefused(f"This is not awaited: it is {state.label.lower()}.")
    check_may_add_to(request.inspection)
