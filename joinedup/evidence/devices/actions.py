"""The only writers of devices and of their wiping."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.evidence.arriving.queries import Arrived, arrived_since, digest_of, not_held, written_on
from joinedup.evidence.devices.enums import NOTES_SENT
from joinedup.evidence.devices.rules import check_can_register, check_can_revoke, check_may_take_in
from joinedup.evidence.models import Device, DeviceWipe
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.people.models import Person

#: How often it is written down that a device spoke to the server.
_SEEN_EVERY = timedelta(minutes=1)


@transaction.atomic
def register_device(*, by: Person, device_id: UUID, name: str) -> Device:
    """Register a device a person takes notes on; registered already, it keeps its state and takes the new name, if it has one.

    Raises InspectionRefused for somebody who keeps no notebook, and for an id that is somebody else's.
    """
    check_can_register(by)
    called = " ".join(name.split())[:100] or "A device without a name"
    device = Device.objects.select_for_update(of=("self",)).filter(pk=device_id).first()
    if device is None:
        device = Device(pk=device_id, person=by, name=called, seen_at=timezone.now())
        device.save(force_insert=True)
        _log(by, device, "device registered")
    check_may_take_in(by, device)
    if device.name != called and name.strip():
        device.name = called
        device.save(update_fields=["name"])
        _log(by, device, "device renamed")
    return device


@transaction.atomic
def revoke_device(*, by: Person, device: Device, why: str) -> Device:
    """Let a device read and send notes no more, saying why; what it still sends is kept aside. Raises InspectionRefused."""
    locked = Device.objects.select_for_update(of=("self",)).get(pk=device.pk)
    check_can_revoke(by, locked)
    if not why.strip():
        raise InspectionRefused("Say why this device is revoked.")
    locked.revoked_at, locked.revoked_by, locked.revoked_why = timezone.now(), by, why.strip()
    locked.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
    _log(by, locked, "device revoked", why=locked.revoked_why)
    return locked


def send_arrivals(*, by: Person, inspection: Inspection, device: Device, since: int, leave_out: Collection[str] = ()) -> Arrived:
    """Return what arrived after a number as far as the person may read it, and log what is sent: about which children.

    Raises InspectionRefused.
    """
    check_may_take_in(by, device)
    check_is_inspector(by, inspection)
    if device.revoked:
        raise InspectionRefused("This device has been revoked.")
    found = arrived_since(by, inspection, since, leave_out=leave_out)
    if found.rows:
        children = sorted({row.revision.tracked.code for row in found.rows if row.revision.tracked})
        detail = {"device": str(device.pk), "from": since, "to": found.cursor, "revisions": len(found.rows), "children": children}
        where = {"object_kind": "inspection", "object_id": str(inspection.pk)}
        record_read(by=by, chain=str(inspection.pk), action=NOTES_SENT, detail=detail, **where)
    return found


@transaction.atomic
def seen(*, by: Person, device: Device) -> None:
    """Write down, once a minute at most, that a device spoke to the server."""
    check_may_take_in(by, device)
    now = timezone.now()
    if now - device.seen_at > _SEEN_EVERY:
        Device.objects.filter(pk=device.pk).update(seen_at=now)


@transaction.atomic
def prove_wipe(*, by: Person, inspection: Inspection, device: Device, revisions: int, digest: str, told_at: str) -> DeviceWipe:
    """Keep proof that the server holds all a device wrote of an inspection, so that it may be wiped.

    `digest` is sha256 over the device's sorted hashes, a line each. Raises InspectionRefused where the two do not agree: then the
    device holds something the server does not, and must send it first.
    """
    check_may_take_in(by, device)
    held = written_on(by, inspection, str(device.pk))
    if (len(held), digest_of(held)) != (revisions, digest):
        raise InspectionRefused(
            f"This device tells of {revisions} wordings; the server holds {len(held)} from it, or others. Send again, then wipe."
        )
    proof = DeviceWipe(inspection=inspection, device=device, revisions=revisions, digest=digest, told_at=told_at[:40])
    proof.save()
    record(
        by=by,
        chain=str(inspection.pk),
        action="device wiped",
        object_kind="device",
        object_id=str(device.pk),
        detail={"revisions": revisions, "digest": digest},
    )
    return proof


def missing(*, by: Person, inspection: Inspection, hashes: Collection[str]) -> list[str]:
    """Return those of a device's hashes the server holds nothing for. Raises InspectionRefused for who keeps no notebook."""
    check_can_register(by)
    return not_held(by, inspection, hashes)


def _log(by: Person, device: Device, action: str, why: str = "") -> None:
    detail = {"person": str(device.person_id)}
    record(by=by, chain="", action=action, object_kind="device", object_id=str(device.pk), detail=detail, why=why)
