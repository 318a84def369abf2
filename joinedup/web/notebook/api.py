"""What a notebook asks of the server, and sends to it. The addresses hold ids only; every answer is JSON."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone

from joinedup.audit.actions import record_read
from joinedup.evidence.arriving.actions import receive_revisions
from joinedup.evidence.arriving.queries import as_sent, withdrawn_from
from joinedup.evidence.devices import actions, queries
from joinedup.evidence.devices.enums import PACK_READ
from joinedup.evidence.models import Device
from joinedup.evidence.rules import can_write_note
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import inspections_of
from joinedup.inspections.rules import InspectionRefused, is_inspector
from joinedup.web.notebook.asked import Answer, RefusedError, asked, body_of, part, uuid_of
from joinedup.web.notebook.pack import about, pack_for

AT_ONCE = 200


@asked("GET")
def me(request: HttpRequest) -> Answer:
    """Say who is signed in, and which inspections' teams they are on."""
    person = request.user
    mine = [one for one in inspections_of(person) if is_inspector(person, one)]
    return {
        "person": {"id": str(person.pk), "name": person.name},
        "csrf": get_token(request),
        "inspections": [{**about(one), "may_write": can_write_note(person, one)} for one in mine],
        "server_time": _now(),
    }


@asked("POST")
def devices(request: HttpRequest) -> Answer:
    """Register the device for whoever is signed in."""
    sent = body_of(request)
    device_id = uuid_of(part(sent, "id", str), "id")
    device = actions.register_device(by=request.user, device_id=device_id, name=part(sent, "name", str))
    return {"id": str(device.pk), "name": device.name, "revoked": device.revoked}


@asked("GET")
def pack(request: HttpRequest, inspection_id: UUID) -> Answer:
    """Give a device what it needs to work without a network."""
    inspection = _team(request, inspection_id)
    device = _device(request, request.GET.get("device", ""))
    if device.revoked:
        raise RefusedError(403, "This device has been revoked.")
    given = pack_for(request.user, inspection)
    where = {"chain": str(inspection.pk), "object_kind": "inspection", "object_id": str(inspection.pk)}
    detail = {"device": str(device.pk), "children": sorted(child["code"] for child in given["children"])}
    record_read(by=request.user, action=PACK_READ, detail=detail, **where)
    return given


@asked("POST")
def sync(request: HttpRequest, inspection_id: UUID) -> Answer:
    """Take in what the device wrote, and give it what arrived since it last asked.

    `received` is told after the transaction that holds it has ended: what it names is on the server's disk. Somebody who is on the
    team no more is given nothing, and their device is told to wipe itself.
    """
    sent = body_of(request)
    since, revisions = part(sent, "since", int), part(sent, "revisions", list)
    if len(revisions) > AT_ONCE:
        raise RefusedError(413, f"Send at most {AT_ONCE} at a time.")
    inspection = _once_given(request, inspection_id) if not revisions else _anybody(request, inspection_id)
    device = _device(request, part(sent, "device", str))
    taken = receive_revisions(by=request.user, inspection=inspection, device=device, revisions=revisions) if revisions else None
    actions.seen(by=request.user, device=device)
    return {
        "received": [{"id": key, "at": at.isoformat()} for key, at in taken.received.items()] if taken else [],
        "aside": [{"id": key, "why": why} for key, why in taken.aside] if taken else [],
        **_arrivals(request, inspection, device, max(0, since), taken.received if taken else ()),
        "revoked": device.revoked,
        "wipe": queries.to_wipe(inspection) or not is_inspector(request.user, inspection),
        "server_time": _now(),
    }


@asked("POST")
def wiped(request: HttpRequest, inspection_id: UUID) -> Answer:
    """Keep proof that the server holds all the device wrote; only then it may be wiped."""
    sent = body_of(request)
    inspection, device = _anybody(request, inspection_id), _device(request, part(sent, "device", str))
    proof = {"revisions": part(sent, "revisions", int), "digest": part(sent, "digest", str), "told_at": str(sent.get("at", ""))}
    try:
        kept = actions.prove_wipe(by=request.user, inspection=inspection, device=device, **proof)
    except InspectionRefused as why:
        return {"ok": False, "why": str(why)}
    return {"ok": True, "proof": str(kept.pk), "at": kept.proven_at.isoformat()}


@asked("POST")
def held(request: HttpRequest, inspection_id: UUID) -> Answer:
    """Say which of the device's hashes the server holds nothing for."""
    hashes = [one for one in part(body_of(request), "hashes", list) if isinstance(one, str)]
    return {"missing": actions.missing(by=request.user, inspection=_anybody(request, inspection_id), hashes=hashes)}


def _arrivals(request: HttpRequest, inspection: Inspection, device: Device, since: int, leave_out: Any) -> Answer:
    """Return what is sent to the device; to a device that is revoked, and to somebody off the team, nothing."""
    if device.revoked or not is_inspector(request.user, inspection):
        return {"arrivals": [], "withdrawn": [], "cursor": since, "more": False}
    found = actions.send_arrivals(by=request.user, inspection=inspection, device=device, since=since, leave_out=leave_out)
    gone = withdrawn_from(request.user, inspection)
    return {
        "arrivals": [as_sent(row) for row in found.rows],
        "withdrawn": gone,
        "cursor": found.cursor,
        "more": found.more,
    }


def _team(request: HttpRequest, inspection_id: UUID) -> Inspection:
    """Return an inspection whose team the person is on; for anyone else there is none."""
    found = inspections_of(request.user).filter(pk=inspection_id).first()
    if found is None or not is_inspector(request.user, found):
        raise RefusedError(404, "There is no such inspection for you.")
    return found


def _once_given(request: HttpRequest, inspection_id: UUID) -> Inspection:
    """Return an inspection to its team, and to whoever left it: their devices hold its notes until they are told to wipe."""
    found = queries.inspection_to_send_to(request.user, inspection_id)
    if found is None or not (is_inspector(request.user, found) or queries.was_given(request.user, found)):
        raise RefusedError(404, "There is no such inspection for you.")
    return found


def _anybody(request: HttpRequest, inspection_id: UUID) -> Inspection:
    """Return an inspection to whoever keeps a notebook: what somebody wrote before they left its team is still taken in."""
    found = queries.inspection_to_send_to(request.user, inspection_id)
    if found is None:
        raise RefusedError(404, "There is no such inspection for you.")
    return found


def _device(request: HttpRequest, device_id: str) -> Device:
    try:
        found = queries.device_of(request.user, UUID(device_id))
    except ValueError:
        found = None
    if found is None:
        raise RefusedError(403, "This device is not registered as yours. Name it first.")
    return found


def _now() -> str:
    return timezone.now().isoformat()
