"""Who writes down meetings with agencies, who answers them. Each check raises InspectionRefused; its twin answers yes or no."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.inspections.keeping_in_touch.enums import FOLLOW_UP_MOVES, FollowUpState, TalkKind
from joinedup.inspections.keeping_in_touch.models import FollowUp, Talk
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import is_to_come
from joinedup.inspections.rules import InspectionRefused, check_may_write
from joinedup.inspections.seeing import Side
from joinedup.inspections.sides import check_is_open, check_may_read, check_takes_part, sides_of
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_write_talk(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, an area not notified yet, and an inspection that is closed."""
    check_may_write(person, inspection)
    check_is_open(inspection)


def can_write_talk(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_write_talk` would pass."""
    return passes(check_can_write_talk, person, inspection)


def check_fits(inspection: Inspection, kind: TalkKind, held_at: datetime, agencies: Sequence[Agency]) -> None:
    """Refuse a meeting without an agency, with one that takes no part, before the area was notified, and one still to come."""
    if not agencies:
        raise InspectionRefused("Choose the agencies that were there.")
    check_takes_part(inspection, *agencies)
    if is_to_come(inspection, held_at):
        raise InspectionRefused(f"A {kind.label.lower()} is written down once it was held. This time is still to come.")
    notified = inspection.notified_on
    if timezone.localdate(held_at) < notified:
        raise InspectionRefused(
            f"The area was notified on {notified.day} {notified:%B %Y}: no {kind.label.lower()} was held before. Check the day."
        )


def check_can_read_talk(person: Person, talk: Talk) -> None:
    """Refuse everyone but the inspection's team and people of the agencies that were there."""
    check_may_read(person, talk.inspection, *talk.agencies.all())


def can_read_talk(person: Person, talk: Talk) -> bool:
    """Return whether `check_can_read_talk` would pass."""
    return passes(check_can_read_talk, person, talk)


def check_can_view(person: Person, talk: Talk, agency: Agency) -> None:
    """Refuse everyone but the coordinators of an agency that was there, and an inspection that is closed."""
    check_is_open(talk.inspection)
    if not talk.agencies.filter(pk=agency.pk).exists():
        raise InspectionRefused(f"{agency} was not at this meeting.")
    if Side.AGENCY not in sides_of(person, talk.inspection, agency):
        raise InspectionRefused(f"Only a coordinator of {agency} can say how it saw the meeting.")


def can_view(person: Person, talk: Talk, agency: Agency) -> bool:
    """Return whether `check_can_view` would pass."""
    return passes(check_can_view, person, talk, agency)


def check_can_follow_up(person: Person, follow_up: FollowUp, to: FollowUpState) -> None:
    """Refuse a move the table does not hold, and whoever may not make it: an agency moves what is its own to do."""
    check_is_open(follow_up.inspection)
    sides = FOLLOW_UP_MOVES.get((FollowUpState(follow_up.state), to))
    if sides is None:
        raise InspectionRefused(f"What is {_low(follow_up.state)} cannot become {_low(to)}.")
    if not sides & sides_of(person, follow_up.inspection, follow_up.agency):
        whose = f" or a coordinator of {follow_up.agency}" if follow_up.agency and Side.AGENCY in sides else ""
        raise InspectionRefused(f"Only an inspector of this inspection’s team{whose} can say this.")


def can_follow_up(person: Person, follow_up: FollowUp, to: FollowUpState) -> bool:
    """Return whether `check_can_follow_up` would pass."""
    return passes(check_can_follow_up, person, follow_up, to)


def states_open_to(person: Person, follow_up: FollowUp) -> list[FollowUpState]:
    """Return the states a person can bring a follow-up to now."""
    return [to for to in FollowUpState if can_follow_up(person, follow_up, to)]


def check_not_stale(follow_up: FollowUp, had: int) -> None:
    """Refuse a page that had not seen the last thing said of a follow-up. `had`: how many it showed."""
    if follow_up.entries.count() != had:
        raise InspectionRefused("Somebody said something meanwhile. Look how it stands now, then say yours.")


def _low(state: str) -> str:
    return FollowUpState(state).label.lower()
