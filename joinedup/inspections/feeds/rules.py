"""Who may have a calendar of an inspection. The check raises InspectionRefused with a sentence; its twin answers yes or no."""

from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, agencies_of, may_write
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_have_feed(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors and people of an agency that takes part, and all once it is closed."""
    if inspection.stage == Stage.CLOSED:
        raise InspectionRefused("This inspection is closed: its calendar is given to nobody any more.")
    if not may_write(person, inspection) and not agencies_of(person, inspection).exists():
        raise InspectionRefused(
            "Only inspectors of the team, and people of the agencies asked, have a calendar of this inspection."
        )


def can_have_feed(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_have_feed` would pass."""
    return passes(check_can_have_feed, person, inspection)
