"""Checking a file for what is asked for, saying what there is to say about it, and sending it."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake import actions, rules
from joinedup.intake.core.unusable import UnusableFile
from joinedup.intake.mappings import actions as mappings_actions
from joinedup.intake.mappings.actions import MappingMisfit
from joinedup.intake.models import DataRequest, Submission
from joinedup.intake.own_checks import actions as own_checks_actions
from joinedup.intake.own_checks.actions import Checked, RemarkMisfit
from joinedup.intake.own_checks.reading import File, headers_in
from joinedup.method.framework import ListSpec
from joinedup.web.agency import asked
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.checked import HeaderTold, headers_told, told
from joinedup.web.agency.checking_forms import OneFileForm, said_of_headers, said_of_parts
from joinedup.web.agency.forms import SendForm
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.agency.views.checks import marked as workbook
from joinedup.web.agency.views.requests import asked_for, send_form
from joinedup.web.components import forms as components

OTHER_FILE = "This is not the file you checked. Below is what this one holds: look at it, then send it."


@agency_page
def check(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], request_id: UUID) -> HttpResponse:
    """Check the file for a list before it is sent: what to put right, what it says, what the agency says of it."""
    wanted, spec = _list(request, inspection, request_id)
    form = OneFileForm(components.posted(request), request.FILES or None)
    checked, to_ask = _check(request, wanted, spec, form, _file(form)) if form.is_bound and form.is_valid() else (None, [])
    return _page(request, wanted, form, checked, to_ask)


@require_POST
@agency_page
def marked(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], request_id: UUID) -> HttpResponse:
    """Give the file back as a workbook with its issues marked, made from what is posted and kept nowhere."""
    wanted, _ = _list(request, inspection, request_id)
    form = OneFileForm(request.POST, request.FILES or None)
    if form.is_valid():
        name, data = _file(form)
        try:
            book = own_checks_actions.marked_for_request(by=request.user, request=wanted, filename=name, data=data)
            return workbook(book, name)
        except (InspectionRefused, UnusableFile) as reason:
            form.add_error("file", str(reason))
    return _page(request, wanted, form)


@require_POST
@agency_page
def send(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], request_id: UUID) -> HttpResponse:
    """Take in the file that was checked, with what the agency says of it."""
    wanted, spec = _list(request, inspection, request_id)
    form = send_form(inspection, wanted, request.POST, request.FILES or None)
    valid, (name, data) = form.is_valid(), _file(form)
    if not valid:
        return _page(request, wanted, form, *_again(request, wanted, spec, form, (name, data)))
    if request.POST.get("checked") not in ("", None, sha256(data).hexdigest()):
        form.add_error("file", OTHER_FILE)
        return _page(request, wanted, form, *_check(request, wanted, spec, form, (name, data)))
    sent = _receive(request, wanted, form, name, data)
    if sent is None:
        return _page(request, wanted, form)
    messages.success(request, "The file has arrived. This page is your receipt.")
    return redirect("agency:submission", inspection.pk, sent.pk)


def _receive(request: HttpRequest, wanted: DataRequest, form: SendForm, name: str, data: bytes) -> Submission | None:
    """Return the submission made of the file, or nothing with the reason on the form."""
    said: dict[str, Any] = {field: form.cleaned_data[field] for field in ("coverage", "hours")}
    try:
        return actions.receive_submission(
            by=request.user, request=wanted, filename=name, data=data, remarks=said_of_parts(request.POST), **said
        )
    except (InspectionRefused, UnusableFile) as reason:
        form.add_error("file", str(reason))
    except RemarkMisfit as reason:
        form.add_error(None, str(reason))
    return None


def _check(
    request: HttpRequest, wanted: DataRequest, spec: ListSpec, form: OneFileForm | SendForm, file: File
) -> tuple[Checked | None, list[HeaderTold]]:
    """Return the file checked; or nothing, with the reason on the form and the headers the sender may say more about."""
    (name, data), framework = file, wanted.inspection.framework
    try:
        if said := said_of_headers(request.POST).get(spec.id):
            mappings_actions.map_headers(by=request.user, agency=wanted.agency, spec=spec, said=said)
        return own_checks_actions.check_for_request(by=request.user, request=wanted, filename=name, data=data), []
    except (InspectionRefused, MappingMisfit, UnusableFile) as reason:
        form.add_error("file", str(reason))
    return None, headers_told(headers_in((name, data), wanted.agency, framework, spec.id), spec)[0]


def _again(
    request: HttpRequest, wanted: DataRequest, spec: ListSpec, form: SendForm, file: File
) -> tuple[Checked | None, Sequence[HeaderTold]]:
    """Return the check of a file that came with a form filled in wrongly, so that the page still shows it; none without a file."""
    return _check(request, wanted, spec, form, file) if file[1] else (None, [])


def _file(form: OneFileForm | SendForm) -> File:
    """Return the name and bytes of the file that came with a form; both empty where none did."""
    upload = form.cleaned_data.get("file")
    return (upload.name, b"".join(upload.chunks())) if upload else ("", b"")


def _page(
    request: HttpRequest,
    wanted: DataRequest,
    form: OneFileForm | SendForm,
    checked: Checked | None = None,
    to_ask: Sequence[HeaderTold] = (),
) -> HttpResponse:
    inspection = wanted.inspection
    sending = form if isinstance(form, SendForm) else send_form(inspection, wanted)
    if sending is not form:
        sending.initial = {name: request.POST.get(name, "") for name in ("coverage", "hours")}
    crumbs = (*crumbs_of(inspection), (wanted.title, reverse("agency:item", args=[inspection.pk, wanted.pk])))
    return show(
        request,
        "item_check.html",
        inspection,
        crumbs=crumbs,
        wanted=wanted,
        form=form,
        sending=sending,
        told=told(checked, inspection.framework) if checked else None,
        to_ask=to_ask,
        said={(one.rule, one.column, one.part): one.text for one in said_of_parts(request.POST)},
        errors=components.error_list(form),
        may_send=rules.can_send(request.user, wanted),
    )


def _list(request: HttpRequest, inspection: Inspection, request_id: UUID) -> tuple[DataRequest, ListSpec]:
    """Return the reader's agency's request and the list it asks for; 404 where it asks for something else."""
    wanted = asked_for(request, inspection, request_id)
    spec = asked.list_asked_for(inspection.framework, wanted.item)
    if spec is None:
        raise Http404
    return wanted, spec
