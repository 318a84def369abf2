"""Who holds and closes a team meeting. Each check raises InspectionRefused; its twin answers yes or no."""

from collections.abc import Collection

from joinedup.evidence.meetings.enums import MEETING_MOVES, MeetingState
from joinedup.evidence.meetings.models import TeamMeeting
from joinedup.evidence.rules import GATHERING
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of, team
from joinedup.inspections.rules import InspectionRefused, check_may_write
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_hold(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, stages without gathering, and a second meeting while one is held."""
    check_may_write(person, inspection)
    if inspection.stage not in GATHERING:
        stage = inspection.get_stage_display().lower()
        raise InspectionRefused(f"Team meetings are held until the letter is signed. This inspection is {stage}.")
    held = TeamMeeting.objects.filter(inspection=inspection, state=MeetingState.HELD).first()
    if held is not None:
        raise InspectionRefused(f"{held} is being held. Close it first.")


def can_hold(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_hold` would pass."""
    return passes(check_can_hold, person, inspection)


def check_can_decide(person: Person, meeting: TeamMeeting) -> None:
    """Refuse everyone but the team's inspectors, a meeting that is over, and stages without gathering: there it is closed only."""
    check_may_write(person, meeting.inspection)
    if meeting.inspection.stage not in GATHERING:
        raise InspectionRefused("The letter is signed: nothing more is decided in this meeting. It can still be closed.")
    if meeting.state != MeetingState.HELD:
        raise InspectionRefused(f"{meeting} is closed. What comes up now belongs into the next one.")


def can_decide(person: Person, meeting: TeamMeeting) -> bool:
    """Return whether `check_can_decide` would pass."""
    return passes(check_can_decide, person, meeting)


def check_can_close(person: Person, meeting: TeamMeeting) -> None:
    """Refuse a move the table does not hold, and a person without one of its roles."""
    roles = MEETING_MOVES.get((MeetingState(meeting.state), MeetingState.CLOSED))
    if roles is None:
        raise InspectionRefused(f"{meeting} is closed already.")
    if not person.is_active or not roles & roles_of(person, meeting.inspection):
        raise InspectionRefused("Only an inspector of this inspection's team can do this.")


def can_close(person: Person, meeting: TeamMeeting) -> bool:
    """Return whether `check_can_close` would pass."""
    return passes(check_can_close, person, meeting)


def check_there(inspection: Inspection, there: Collection[Person]) -> None:
    """Refuse a meeting nobody was at, and one at which somebody was who is not on the team."""
    if not there:
        raise InspectionRefused("Say who was there.")
    known = {member.person_id for member in team(inspection)}
    for person in there:
        if person.pk not in known:
            raise InspectionRefused(f"{person.name} is not on this inspection’s team.")
