"""Who may name other inspectors to lead on a tracked child, and until when. The check raises with a sentence; its twin answers."""

from joinedup.cases.enums import TrackedState
from joinedup.cases.models import TrackedChild
from joinedup.cases.rules import LEAVING_OUT
from joinedup.inspections.rules import InspectionRefused, check_is_lead
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_change_leads(person: Person, tracked: TrackedChild) -> None:
    """Refuse everyone but the lead inspectors, a child left out, and any change once the letter is signed."""
    check_is_lead(person, tracked.inspection)
    if tracked.state != TrackedState.TRACKED:
        raise InspectionRefused(f"{tracked.code} is left out, so nobody leads on this child.")
    if tracked.inspection.stage not in LEAVING_OUT:
        stage = tracked.inspection.get_stage_display().lower()
        raise InspectionRefused(f"Who leads on a child changes until the letter is signed. This inspection is {stage}.")


def can_change_leads(person: Person, tracked: TrackedChild) -> bool:
    """Return whether `check_can_change_leads` would pass."""
    return passes(check_can_change_leads, person, tracked)
