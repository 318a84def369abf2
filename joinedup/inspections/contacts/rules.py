"""Who may write and read contacts. Each check raises InspectionRefused; its twin answers yes or no."""

from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.inspections.contacts.enums import ContactState
from joinedup.inspections.contacts.models import Contact
from joinedup.inspections.contacts.queries import latest_of, role_of
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.inspections.sides import check_is_open, check_may_read, check_takes_part, sides_of
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_write_contacts(person: Person, inspection: Inspection, agency: Agency) -> None:
    """Refuse everyone but the team's inspectors and the agency's coordinators, and stages in which nothing is arranged."""
    check_is_open(inspection)
    check_takes_part(inspection, agency)
    if not sides_of(person, inspection, agency):
        raise InspectionRefused(f"Only an inspector of this inspection’s team or a coordinator of {agency} can write this.")


def can_write_contacts(person: Person, inspection: Inspection, agency: Agency) -> bool:
    """Return whether `check_can_write_contacts` would pass."""
    return passes(check_can_write_contacts, person, inspection, agency)


def check_has_post(inspection: Inspection, agency: Agency, role: str) -> None:
    """Refuse a post the framework does not know at agencies of this sector."""
    if role_of(inspection, agency, role) is None:
        raise InspectionRefused(f"The framework asks for no such post at {agency}.")


def check_can_change(person: Person, contact: Contact, had: int) -> None:
    """Refuse whoever may not write it, a contact that has ended, and a page that had not seen the last wording.

    An end still to come can be taken back or moved: what is written takes its place.
    """
    check_can_write_contacts(person, contact.inspection, contact.agency)
    last = latest_of(contact)
    if last is None or (last.state == ContactState.ENDED and last.from_day <= timezone.localdate()):
        raise InspectionRefused("This contact has ended. Add a new one.")
    if last.number != had:
        raise InspectionRefused("Somebody changed this contact meanwhile. Look how it stands now, then change it.")


def can_change(person: Person, contact: Contact, had: int) -> bool:
    """Return whether `check_can_change` would pass."""
    return passes(check_can_change, person, contact, had)


def check_can_read_contacts(person: Person, inspection: Inspection, agency: Agency) -> None:
    """Refuse everyone but the inspection's team and the agency's own people."""
    check_may_read(person, inspection, agency)


def can_read_contacts(person: Person, inspection: Inspection, agency: Agency) -> bool:
    """Return whether `check_can_read_contacts` would pass."""
    return passes(check_can_read_contacts, person, inspection, agency)
