"""Inspectors take notes offline: sent in the evening, one on two devices and joined, one for restricted eyes."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from joinedup.evidence.actions import join_branches
from joinedup.evidence.arriving.actions import receive_revisions
from joinedup.evidence.arriving.queries import digest_of, written_on
from joinedup.evidence.arriving.rows import stamp
from joinedup.evidence.core.revisions import Content, Revision
from joinedup.evidence.devices.actions import prove_wipe, register_device
from joinedup.evidence.models import Device, Note
from joinedup.inspections.models import Inspection
from joinedup.people.models import Person
from joinedup.rehearsal.cast import Cast

#: They tell of the inspection itself, so that they are true whatever the made-up area is like.
_ASKED = "The duty manager was asked for the rota of the fieldwork week."
_TONIGHT = f"{_ASKED} It will be sent tonight."
_ON_PAPER = f"{_ASKED} It will be brought on paper in the morning."
_BOTH = f"{_ASKED} It will be sent tonight, and brought on paper in the morning."
_ROOM = "The room for the evening meeting was changed to the first floor; all inspectors were told."
_LIVE = "Officers asked that one address is not named to staff before Friday: an enquiry is under way."


def take_notes_offline(cast: Cast, inspection: Inspection) -> None:
    """Write on two devices of one inspector without a network, send, join the branches, and wipe one with proof."""
    police = next((code for code in cast.inspectors if code.startswith("hmic")), None)
    writer = cast.inspectors[police][0] if police else cast.lead
    tablet, phone = (_device(writer, name) for name in ("Tablet", "Phone"))
    begun = datetime.combine(inspection.fieldwork_from, datetime.min.time(), UTC) + timedelta(hours=9)
    said = _context(inspection)
    first = _revision(tablet, begun, {**said, "text": _ASKED})
    note, follows = first["note"], (first["id"],)
    evening = _revision(tablet, begun + timedelta(hours=7), {**said, "text": _TONIGHT}, note=note, parents=follows)
    other = _revision(phone, begun + timedelta(hours=6), {**said, "text": _ON_PAPER}, note=note, parents=follows)
    room = _revision(tablet, begun + timedelta(hours=3), {**said, "text": _ROOM, "criteria": ()})
    batch = [evening, room, first]  # a device sends in any order, and what a wording follows may come after it
    if police:
        batch.append(_revision(tablet, begun + timedelta(hours=4), {**said, "text": _LIVE, "eyes": "restricted"}))
    _send(inspection, tablet, batch)
    _send(inspection, tablet, batch)  # the answer was lost on the way: it sends again
    _send(inspection, phone, [other])
    branched = Note.objects.get(pk=note)
    join_branches(by=writer, note=branched, heads=branched.heads, seen_on=inspection.fieldwork_from, **{**said, "text": _BOTH})
    held = written_on(writer, inspection, str(phone.pk))
    proof = {"revisions": len(held), "digest": digest_of(held), "told_at": stamp(begun + timedelta(days=4))}
    prove_wipe(by=writer, inspection=inspection, device=phone, **proof)


def _context(inspection: Inspection) -> dict[str, Any]:
    """Return a note's choices that hold in every framework: something said by people of a sector, as context."""
    framework = inspection.framework
    talked = [kind.id for kind in framework.sources if kind.interview] or [framework.sources[-1].id]
    criterion = framework.criteria[0]
    return {
        "source": talked[0],
        "sector": (criterion.sectors or (framework.sectors[0].id,))[0],
        "criteria": (criterion.id,),
        "direction": "context",
        "role": "Duty manager",
    }


def _device(person: Person, name: str) -> Device:
    return register_device(by=person, device_id=uuid.uuid4(), name=name)


def _revision(
    device: Device, at: datetime, said: dict[str, Any], *, note: str = "", parents: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return a revision as the device sends it."""
    content = Content(seen_at=at.strftime("%Y-%m-%dT%H:%MZ"), **said)
    revision = Revision(str(uuid.uuid4()), note or str(uuid.uuid4()), parents, str(device.pk), stamp(at), content)
    return {**revision.as_json(), "hash": revision.hash}


def _send(inspection: Inspection, device: Device, revisions: list[dict[str, Any]]) -> None:
    receive_revisions(by=device.person, inspection=inspection, device=device, revisions=revisions)
