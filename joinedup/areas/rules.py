"""Who may keep the register."""

from joinedup.areas.enums import AgencyRole
from joinedup.areas.models import Agency, AgencyMember, InspectorateMember
from joinedup.people.models import Person
from joinedup.people.refusal import Refused, passes


class RegisterRefused(Refused):
    """Somebody may not change the register; the message says why."""


def check_can_keep_register(person: Person | None) -> None:
    """Refuse everyone but inspectorates' staff, and the machine itself at set-up (None)."""
    if person is None or InspectorateMember.objects.filter(person=person).exists():
        return
    raise RegisterRefused("Only somebody who works for an inspectorate can change the register of areas and agencies.")


def can_keep_register(person: Person | None) -> bool:
    """Return whether `check_can_keep_register` would pass."""
    return passes(check_can_keep_register, person)


def check_can_add_colleague(person: Person | None, agency: Agency) -> None:
    """Refuse everyone but those who keep the register and the agency's own coordinators."""
    if person and AgencyMember.objects.filter(person=person, agency=agency, role=AgencyRole.COORDINATOR).exists():
        return
    if not can_keep_register(person):
        raise RegisterRefused(f"Only a coordinator of {agency} or somebody who works for an inspectorate can add people to it.")


def can_add_colleague(person: Person | None, agency: Agency) -> bool:
    """Return whether `check_can_add_colleague` would pass."""
    return passes(check_can_add_colleague, person, agency)
