"""Reads of devices and of their wiping."""

from uuid import UUID

from django.db.models import QuerySet

from joinedup.audit.queries import entries
from joinedup.evidence.devices.enums import NOTES_SENT, PACK_READ
from joinedup.evidence.devices.rules import can_register
from joinedup.evidence.models import Device, DeviceWipe
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection, TeamMember
from joinedup.people.models import Person

#: Stages after fieldwork, in which what devices hold of an inspection is to be wiped.
WIPING = (Stage.JUDGING, Stage.WRITING, Stage.CHECKING, Stage.SIGNED, Stage.PUBLISHED, Stage.FOLLOW_UP, Stage.CLOSED)


def device_of(person: Person, device_id: UUID) -> Device | None:
    """Return one of a person's own devices; none where it is not registered as theirs."""
    return Device.objects.filter(person=person, pk=device_id).first()


def inspection_to_send_to(person: Person, inspection_id: UUID) -> Inspection | None:
    """Return an inspection for whoever keeps a notebook, on its team or not: what they send may have to be kept aside."""
    return Inspection.objects.filter(pk=inspection_id).first() if can_register(person) else None


def was_given(person: Person, inspection: Inspection) -> bool:
    """Return whether any device of a person was ever given an inspection's notes or pack: the log of reads tells."""
    read = entries(str(inspection.pk)).filter(actor=str(person.pk), action__in=(PACK_READ, NOTES_SENT))
    return read.exists()


def devices_seen_by(person: Person, inspection: Inspection) -> QuerySet[Device]:
    """Return the devices of an inspection's team as far as a person may see them, each person's together."""
    team = TeamMember.objects.filter(inspection=inspection).values("person")
    return Device.objects.all().visible_to(person).filter(person__in=team).select_related("person").order_by("person__name", "name")


def wipes_of(inspection: Inspection, person: Person) -> QuerySet[DeviceWipe]:
    """Return the proofs of wiping of one inspection as far as a person may see them, the last first."""
    found = DeviceWipe.objects.all().visible_to(person).filter(inspection=inspection)
    return found.select_related("device__person").order_by("-proven_at").distinct()


def to_wipe(inspection: Inspection) -> bool:
    """Return whether devices are asked to wipe themselves of an inspection: once fieldwork is over."""
    return inspection.stage in WIPING
