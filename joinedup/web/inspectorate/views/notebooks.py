"""Around the notebook: who reads a note for restricted eyes, the devices of the team, and what was kept aside."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from joinedup.evidence import queries as evidence
from joinedup.evidence.aside import actions as aside
from joinedup.evidence.aside.queries import kept_aside
from joinedup.evidence.aside.rules import can_settle
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.core.travelled import read_content
from joinedup.evidence.devices import actions as devices_of_people
from joinedup.evidence.devices.queries import devices_seen_by, to_wipe, wipes_of
from joinedup.evidence.devices.rules import can_revoke, check_can_revoke
from joinedup.evidence.eyes.actions import lift_restriction, name_readers
from joinedup.evidence.eyes.queries import could_be_named
from joinedup.evidence.eyes.rules import check_can_open_up
from joinedup.evidence.models import KeptAside
from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of, team
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.device_forms import EyesForm
from joinedup.web.inspectorate.forms import WhyForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.note_pages import crumbs


@gives_back
@team_page
def eyes(request: HttpRequest, inspection: Inspection, note_id: UUID) -> HttpResponse:
    """Name who else reads a note for restricted eyes, or open it to the whole team."""
    note = get_object_or_404(evidence.notes_seen_by(request.user, inspection), pk=note_id)
    check_can_open_up(request.user, note)
    named = could_be_named(note)
    form = EyesForm(list(named.items()), components.posted(request))
    if form.is_valid():
        people = {str(row.person_id): row.person for row in team(inspection)}
        if form.cleaned_data["people"]:
            name_readers(by=request.user, note=note, people=[people[key] for key in form.cleaned_data["people"]])
        if form.cleaned_data["lift"]:
            lift_restriction(by=request.user, note=note, why=form.cleaned_data["why"])
        messages.success(request, "The whole team reads it now." if form.cleaned_data["lift"] else "They read it now.")
        return redirect("inspectorate:note", inspection.pk, note.pk)
    errors = components.error_list(form) if form.is_bound else []
    more = {"form": form, "errors": errors, "note": note, "crumbs": crumbs(inspection)}
    return show(request, "note_eyes.html", inspection, child_level=True, **more)


@team_page
def devices(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List one's own devices, and to a lead inspector the team's, with what was wiped."""
    rows = [(device, can_revoke(request.user, device)) for device in devices_seen_by(request.user, inspection)]
    wipes = wipes_of(inspection, request.user)
    told = {"devices": rows, "wipes": wipes, "wiping": to_wipe(inspection)}
    return show(request, "devices.html", inspection, crumbs=crumbs(inspection), **told)


@team_page
def revoke(request: HttpRequest, inspection: Inspection, device_id: UUID) -> HttpResponse:
    """Revoke a device: it reads and sends no notes any more."""
    device = get_object_or_404(devices_seen_by(request.user, inspection), pk=device_id)
    check_can_revoke(request.user, device)
    form = WhyForm(components.posted(request), help_text="For example: lost, stolen, given back.")
    if form.is_valid():
        devices_of_people.revoke_device(by=request.user, device=device, why=form.cleaned_data["why"])
        messages.success(request, "The device is revoked. What it still sends is kept aside.")
        return redirect("inspectorate:devices", inspection.pk)
    errors = components.error_list(form) if form.is_bound else []
    return show(request, "device_revoke.html", inspection, form=form, errors=errors, device=device, crumbs=crumbs(inspection))


@team_page
def kept(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show what came from a device and could not be placed, whole, with why."""
    rows = [(one, _said(one), can_settle(request.user, one)) for one in aside.open_aside(by=request.user, inspection=inspection)]
    told = {"rows": rows, "labels": Labels(inspection.framework), "leads": Role.LEAD in roles_of(request.user, inspection)}
    return show(request, "kept_aside.html", inspection, child_level=True, crumbs=crumbs(inspection), **told)


@require_POST
@team_page
def take_in(request: HttpRequest, inspection: Inspection, kept_id: UUID) -> HttpResponse:
    """Place what was kept aside, now that nothing is in the way."""
    aside.take_in(by=request.user, kept=_kept(request, inspection, kept_id))
    messages.success(request, "It is taken into the notes.")
    return redirect("inspectorate:kept-aside", inspection.pk)


@gives_back
@team_page
def settle(request: HttpRequest, inspection: Inspection, kept_id: UUID) -> HttpResponse:
    """Say what became of something that cannot be placed."""
    one = _kept(request, inspection, kept_id)
    form = WhyForm(components.posted(request), help_text="For example: written anew as note 14. It stays here to be read.")
    form.fields["why"].label = "What became of it?"
    if form.is_valid():
        aside.settle(by=request.user, kept=one, why=form.cleaned_data["why"])
        messages.success(request, "Settled. It stays here to be read.")
        return redirect("inspectorate:kept-aside", inspection.pk)
    errors = components.error_list(form) if form.is_bound else []
    return show(request, "kept_settle.html", inspection, child_level=True, form=form, errors=errors, crumbs=crumbs(inspection))


def _kept(request: HttpRequest, inspection: Inspection, kept_id: UUID) -> KeptAside:
    return get_object_or_404(kept_aside(request.user, inspection), pk=kept_id)


def _said(one: KeptAside) -> Any:
    """Return what it says where it can be read as a note; else nothing, and the page shows it as it came."""
    sent = one.sent
    try:
        return read_content(sent["content"]) if isinstance(sent, dict) and isinstance(sent.get("content"), dict) else None
    except EvidenceError:
        return None
