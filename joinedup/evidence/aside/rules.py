"""Who may read, take in or settle what was kept aside. Each check raises InspectionRefused; its twin answers yes or no."""

from joinedup.evidence.aside.enums import AsideState
from joinedup.evidence.models import KeptAside
from joinedup.evidence.rules import check_can_write_note
from joinedup.inspections.rules import InspectionRefused, is_lead
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_settle(person: Person, kept: KeptAside) -> None:
    """Refuse everyone but whoever sent it and, where it is not for restricted eyes, a lead inspector; and what is settled."""
    check_can_write_note(person, kept.inspection)
    if kept.by_id != person.pk and (not is_lead(person, kept.inspection) or kept.is_closed):
        raise InspectionRefused("Only whoever sent it, or a lead inspector, decides what becomes of it.")
    if kept.state != AsideState.WAITING:
        raise InspectionRefused("This has been decided already.")


def can_settle(person: Person, kept: KeptAside) -> bool:
    """Return whether `check_can_settle` would pass."""
    return passes(check_can_settle, person, kept)
