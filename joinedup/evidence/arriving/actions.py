"""The one way revisions come in from a device."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError, transaction

from joinedup.audit.actions import record
from joinedup.evidence.arriving.placing import Sorted, sort_out
from joinedup.evidence.arriving.store import add_revisions, lock
from joinedup.evidence.aside.keeping import keep_aside
from joinedup.evidence.core.revisions import Revision
from joinedup.evidence.devices.rules import check_may_take_in
from joinedup.evidence.models import Device, NoteRevision
from joinedup.evidence.rules import check_can_write_note
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person

NOT_TAKEN = "The server could not take it in. It is kept here as it was sent: a person must look."
#: What a wording itself can be at fault for. A database that is busy or gone is not among them: then the device sends again.
_OF_THE_WORDING = (ValueError, ArithmeticError, DataError, IntegrityError)


@dataclass(frozen=True)
class Received:
    """What became of a batch: what the server has for certain once the transaction ends, and what it keeps aside, and why."""

    received: dict[str, datetime] = field(default_factory=dict)  # id of a revision → when the server had it
    new: tuple[str, ...] = ()
    aside: tuple[tuple[str, str], ...] = ()  # the id as it was sent ("" where it had none), why


@transaction.atomic
def receive_revisions(*, by: Person, inspection: Inspection, device: Device, revisions: Sequence[Any]) -> Received:
    """Take in what a device sent: in any order, as often as it likes, whether or not what a revision follows has arrived.

    `revisions` are JSON values as they came. Nothing is ever dropped: what cannot be placed, or comes from somebody who may not
    write now, is kept aside as it was sent. Raises InspectionRefused for somebody who has nothing to do with inspections.
    """
    check_may_take_in(by, device)
    locked = lock(inspection)
    found = sort_out(by, locked, revisions)
    if reason := _refusal(by, locked, device):
        found.aside += [(sent.as_json() | {"hash": sent.hash}, reason) for sent in found.new]
        found.new = []
    rows = _placed(by, locked, found)
    keep_aside(by=by, inspection=locked, device=device, sent=found.aside)
    there = found.there | {str(row.pk): row.recorded_at for row in rows}
    new = tuple(str(row.pk) for row in rows)
    if rows or found.aside:
        _log(by, locked, device, rows, found)
    return Received(there, new, tuple((_id_of(sent), why) for sent, why in found.aside))


def _placed(by: Person, inspection: Inspection, found: Sorted) -> list[NoteRevision]:
    """Place what is new; what the database will not have is kept aside and keeps nothing else from being taken in."""
    if not found.new:
        return []
    if rows := _added(by, inspection, found.new):
        return rows
    placed: list[NoteRevision] = []
    for revision in found.new:
        if rows := _added(by, inspection, [revision]):
            placed += rows
        else:
            found.aside.append((revision.as_json() | {"hash": revision.hash}, NOT_TAKEN))
    return placed


def _added(by: Person, inspection: Inspection, revisions: Sequence[Revision]) -> list[NoteRevision]:
    """Return the rows of revisions, all of them or none."""
    try:
        with transaction.atomic():
            return add_revisions(by=by, inspection=inspection, revisions=revisions)
    except _OF_THE_WORDING:
        return []


def _refusal(by: Person, inspection: Inspection, device: Device) -> str:
    """Return why this person may not add to the notes now; "" where they may."""
    if device.revoked:
        return "The device it was written on has been revoked."
    try:
        check_can_write_note(by, inspection)
    except InspectionRefused as reason:
        return str(reason)
    return ""


def _id_of(sent: Any) -> str:
    """Return the id a device knows a thing by, as it was sent."""
    named = sent.get("id") if isinstance(sent, dict) else None
    return named if isinstance(named, str) else ""


def _log(by: Person, inspection: Inspection, device: Device, rows: Sequence[Any], found: Any) -> None:
    record(
        by=by,
        chain=str(inspection.pk),
        action="notes received",
        object_kind="device",
        object_id=str(device.pk),
        detail={
            "revisions": len(rows),
            "notes": sorted({str(row.note_id) for row in rows}),
            "hashes": sorted(row.hash for row in rows),
            "there": len(found.there),
            "aside": len(found.aside),
        },
    )
