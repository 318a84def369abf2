"""The children an agency is asked about: who they are, which it has sent, and what it says of the others."""

from collections.abc import Sequence
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.core.template import XLSX
from joinedup.linkage.core.asked_workbook import asked_workbook
from joinedup.linkage.look_up import actions, rules
from joinedup.linkage.look_up.enums import Standing
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.agency.look_up_forms import LookUpForm
from joinedup.web.components import forms as components
from joinedup.web.components.words import count


@agency_page
def look_up(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """List the children asked about, and take in what the agency says of those it holds no record of."""
    agency = _asked(request, inspection, agencies)
    children = actions.open_asked(by=request.user, inspection=inspection, agency=agency)
    form = LookUpForm(children, components.posted(request))
    if form.is_bound and form.is_valid() and _answered(request, inspection, agency, form):
        said = count(len(form.cleaned_data["codes"]), "child", "children")
        messages.success(request, f"Your answer about {said} has arrived.")
        return redirect(f"{reverse('agency:look-up', args=[inspection.pk])}?agency={agency.pk}")
    return show(
        request,
        "look_up.html",
        inspection,
        crumbs=crumbs_of(inspection),
        agency=agency,
        several=len(agencies) > 1,
        children=children,
        to_answer=[child.code for child in children if child.standing != Standing.KNOWN],
        ticked=form["codes"].value() or [],
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        awaited=sum(child.standing == Standing.AWAITED for child in children),
        may_answer=rules.can_answer(request.user, inspection, agency),
    )


@agency_page
def workbook(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> FileResponse:
    """Give the children asked about as a workbook."""
    agency = _asked(request, inspection, agencies)
    children = actions.open_asked(by=request.user, inspection=inspection, agency=agency)
    rows = [(one.code, one.given, one.family, one.born, one.sex, one.postcode) for one in children]
    filled = BytesIO(asked_workbook(rows))
    return FileResponse(filled, as_attachment=True, filename="children-asked-about.xlsx", content_type=XLSX)


def _asked(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> Agency:
    """Return the agency whose children are shown: the one the address names, or the first that is asked; 404 where none is."""
    named = request.GET.get("agency")
    asked = (agency for agency in agencies if rules.is_asked(request.user, inspection, agency))
    found = next((agency for agency in asked if named in (None, str(agency.pk))), None)
    if found is None:
        raise Http404
    return found


def _answered(request: HttpRequest, inspection: Inspection, agency: Agency, form: LookUpForm) -> bool:
    """Return whether the answer was taken in; otherwise the reason stands on the form."""
    try:
        actions.answer(by=request.user, inspection=inspection, agency=agency, **form.cleaned_data)
    except InspectionRefused as reason:
        form.add_error(None, str(reason))
        return False
    return True
