"""Who may ask about a child, answer and read who it is. Each check raises InspectionRefused; its twin answers yes or no."""

from collections.abc import Sequence
from datetime import date

from joinedup.areas.models import Agency
from joinedup.cases.asked.enums import ASKING, CHILD_REQUEST_MOVES, WAYS, ChildEntryKind, ChildRequestKind, ChildRequestState
from joinedup.cases.asked.models import ChildRequest, FollowedChild
from joinedup.cases.asked.queries import asked_anything, still_followed
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, agencies_of, answers_for, check_may_write, is_inspector
from joinedup.intake.enums import SENDING, Side
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_ask_about_children(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, other stages, and a framework that asks nothing about single children."""
    check_may_write(person, inspection)
    if not asked_anything(inspection):
        raise InspectionRefused("This inspection’s framework asks agencies nothing about single children.")
    if Stage(inspection.stage) not in ASKING:
        raise InspectionRefused(f"Agencies are asked about children from selection until the letter is written. {_now(inspection)}")


def can_ask_about_children(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_ask_about_children` would pass."""
    return passes(check_can_ask_about_children, person, inspection)


def check_can_move_request(person: Person, request: ChildRequest, to: ChildRequestState) -> None:
    """Refuse a move the table of states does not hold, who is not of the side that makes it, and any once nothing is taken in."""
    if _side_of(request, to) == Side.AGENCY:
        check_is_of_agency_asked(person, request)
    else:
        check_may_write(person, request.inspection)
    _check_taken_in(request.inspection)


def can_move_request(person: Person, request: ChildRequest, to: ChildRequestState) -> bool:
    """Return whether `check_can_move_request` would pass."""
    return passes(check_can_move_request, person, request, to)


def check_can_move_many(person: Person, requests: Sequence[ChildRequest], to: ChildRequestState) -> None:
    """Like `check_can_move_request` for each of what one agency is asked in one inspection: who may is the same for all."""
    sides = {_side_of(request, to): request for request in requests}
    for request in sides.values():
        check_can_move_request(person, request, to)


def check_can_do(person: Person, request: ChildRequest, way: ChildEntryKind) -> None:
    """Refuse whoever may not answer, and a way in which this kind of thing is not done."""
    check_can_move_request(person, request, ChildRequestState.DONE)
    if way not in WAYS[ChildRequestKind(request.kind)]:
        raise InspectionRefused(f"“{request.get_kind_display()}” is not done in this way.")


def can_do(person: Person, request: ChildRequest, way: ChildEntryKind) -> bool:
    """Return whether `check_can_do` would pass."""
    return passes(check_can_do, person, request, way)


def check_can_wish_for_time(person: Person, request: ChildRequest) -> None:
    """Refuse everyone outside the agency asked, what is not awaited, and a second wish while one is open."""
    check_is_of_agency_asked(person, request)
    check_awaited(request)
    if request.wished_until is not None:
        raise InspectionRefused("You have asked for more time already. The inspectors have not decided yet.")


def can_wish_for_time(person: Person, request: ChildRequest) -> bool:
    """Return whether `check_can_wish_for_time` would pass."""
    return passes(check_can_wish_for_time, person, request)


def check_can_decide_on_time(person: Person, request: ChildRequest) -> None:
    """Refuse everyone but the team's inspectors, and what is not awaited. Time may be given unasked."""
    check_may_write(person, request.inspection)
    check_awaited(request)


def can_decide_on_time(person: Person, request: ChildRequest) -> bool:
    """Return whether `check_can_decide_on_time` would pass."""
    return passes(check_can_decide_on_time, person, request)


def check_later(until: date, request: ChildRequest) -> None:
    """Raise ValueError for a day that gives no more time."""
    if until <= request.due_on:
        raise ValueError("More time must end after the day it is due now.")


def check_awaited(request: ChildRequest) -> None:
    """Refuse what is not awaited, and any stage in which nothing is taken in."""
    state = ChildRequestState(request.state)
    if state != ChildRequestState.ASKED:
        raise InspectionRefused(f"This is not awaited: it is {state.label.lower()}.")
    _check_taken_in(request.inspection)


def check_is_of_agency_asked(person: Person, request: ChildRequest) -> None:
    """Refuse everyone outside the agency asked."""
    if not answers_for(person, request.inspection, request.agency):
        raise InspectionRefused(f"Only people of {request.agency} can answer this.")


def check_can_read_who(person: Person, child: FollowedChild, agency: Agency | None = None) -> None:
    """Refuse everyone outside an agency (this one, or any) asked about the child, and once nothing is asked of it any more."""
    own = agencies_of(person, child.inspection)
    mine = child.requests.filter(agency__in=own if agency is None else own.filter(pk=agency.pk))
    if not mine.exists():
        raise InspectionRefused("Only people of an agency that is asked about this child can see who it is.")
    if not still_followed(child) or not mine.exclude(state=ChildRequestState.WITHDRAWN).exists():
        raise InspectionRefused("Nothing is asked of you about this child any more, so who it is is not shown.")
    if Stage(child.inspection.stage) not in SENDING:
        raise InspectionRefused("Nothing more is taken in, so who the child is is not shown any more.")


def can_read_who(person: Person, child: FollowedChild, agency: Agency | None = None) -> bool:
    """Return whether `check_can_read_who` would pass."""
    return passes(check_can_read_who, person, child, agency)


def check_can_read_asked(person: Person, request: ChildRequest) -> None:
    """Refuse everyone but the team and the agency asked."""
    if not is_inspector(person, request.inspection) and not answers_for(person, request.inspection, request.agency):
        raise InspectionRefused("Only this inspection’s team and the agency asked can read this.")


def check_can_read_all_asked(person: Person, child: FollowedChild, requests: Sequence[ChildRequest]) -> None:
    """Like `check_can_read_asked` for what is asked about one child: the team reads all, so each agency is looked at once."""
    if any(request.child_id != child.pk for request in requests):
        raise InspectionRefused("This is asked about another child.")
    if not is_inspector(person, child.inspection):
        for request in {request.agency_id: request for request in requests}.values():
            check_can_read_asked(person, request)


def _side_of(request: ChildRequest, to: ChildRequestState) -> Side:
    """Return who makes a move; refuse one the table does not hold."""
    state = ChildRequestState(request.state)
    side = CHILD_REQUEST_MOVES.get((state, to))
    if side is None:
        raise InspectionRefused(f"What is {state.label.lower()} cannot become {to.label.lower()}.")
    return side


def _check_taken_in(inspection: Inspection) -> None:
    if Stage(inspection.stage) not in SENDING:
        raise InspectionRefused(f"Nothing more is taken in. {_now(inspection)}")


def _now(inspection: Inspection) -> str:
    return f"This inspection is at the stage “{Stage(inspection.stage).label}”."
