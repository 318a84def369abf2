"""The children an agency is asked about: who they are, which it has sent, and what it says of the others."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.core.template import XLSX
from joinedup.linkage.core.asked_workbook import asked_workbook
from joinedup.linkage.look_up import actions, rules
from joinedup.linkage.look_up.enums import Standing
from joinedup.linkage.look_up.queries import AskedChild
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.agency.look_up_forms import LookUpForm
from joinedup.web.components import forms as components
from joinedup.web.components.words import count


@agency_page
def look_up(request: HttpRequest, inspection: Inspection, agency: Agency) -> HttpResponse:
    """List the children asked about, and take in what the agency says of those it holds no record of."""
    children = _children(request, inspection, agency)
    form = LookUpForm(children, components.posted(request))
    if form.is_bound and form.is_valid() and _answered(request, inspection, agency, form):
        said = count(len(form.cleaned_data["codes"]), "child", "children")
        messages.success(request, f"Your answer about {said} has arrived.")
        return redirect("agency:look-up", inspection.pk)
    return show(
        request,
        "look_up.html",
        inspection,
        crumbs=crumbs_of(inspection),
        children=children,
        to_answer=[child.code for child in children if child.standing != Standing.KNOWN],
        ticked=form["codes"].value() or [],
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        awaited=sum(child.standing == Standing.AWAITED for child in children),
        may_answer=rules.can_answer(request.user, inspection, agency),
    )


@agency_page
def workbook(request: HttpRequest, inspection: Inspection, agency: Agency) -> FileResponse:
    """Give the children asked about as a workbook."""
    rows = [(one.code, one.given, one.family, one.born, one.sex, one.postcode) for one in _children(request, inspection, agency)]
    filled = BytesIO(asked_workbook(rows))
    return FileResponse(filled, as_attachment=True, filename="children-asked-about.xlsx", content_type=XLSX)


def _children(request: HttpRequest, inspection: Inspection, agency: Agency) -> list[AskedChild]:
    if not rules.is_asked(request.user, inspection, agency):
        raise Http404
    return actions.open_asked(by=request.user, inspection=inspection, agency=agency)


def _answered(request: HttpRequest, inspection: Inspection, agency: Agency, form: LookUpForm) -> bool:
    """Return whether the answer was taken in; otherwise the reason stands on the form."""
    try:
        actions.answer(by=request.user, inspection=inspection, agency=agency, **form.cleaned_data)
    except InspectionRefused as reason:
        form.add_error(None, str(reason))
        return False
    return True
