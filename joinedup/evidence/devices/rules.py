"""Who may register and revoke a device, and send from it. Each check raises InspectionRefused; its twin answers yes or no."""

from joinedup.areas.models import InspectorateMember
from joinedup.evidence.models import Device
from joinedup.inspections.enums import Role
from joinedup.inspections.models import TeamMember
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_register(person: Person) -> None:
    """Refuse everyone who does not work for an inspectorate."""
    if not person.is_active or not InspectorateMember.objects.filter(person=person).exists():
        raise InspectionRefused("Only somebody who works for an inspectorate keeps a notebook.")


def can_register(person: Person) -> bool:
    """Return whether `check_can_register` would pass."""
    return passes(check_can_register, person)


def check_may_take_in(person: Person, device: Device) -> None:
    """Refuse a device that is not the person's, and everyone who does not work for an inspectorate."""
    check_can_register(person)
    if device.person_id != person.pk:
        raise InspectionRefused("This device is registered for somebody else. Name it as yours first.")


def may_take_in(person: Person, device: Device) -> bool:
    """Return whether `check_may_take_in` would pass."""
    return passes(check_may_take_in, person, device)


def check_can_revoke(person: Person, device: Device) -> None:
    """Refuse everyone but the device's owner and the lead inspectors of a team its owner is on; and a device revoked already."""
    led = TeamMember.objects.filter(person=person, role=Role.LEAD).values("inspection")
    leads_owner = TeamMember.objects.filter(person=device.person_id, inspection__in=led).exists()
    if not person.is_active or (device.person_id != person.pk and not leads_owner):
        raise InspectionRefused("Only its owner, or a lead inspector of a team its owner is on, can revoke a device.")
    if device.revoked:
        raise InspectionRefused("This device is revoked already.")


def can_revoke(person: Person, device: Device) -> bool:
    """Return whether `check_can_revoke` would pass."""
    return passes(check_can_revoke, person, device)
