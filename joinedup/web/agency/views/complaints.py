"""Complaints at the agencies' door: somebody makes one and is answered. Nobody else of the agency sees it."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.inspections.complaints import actions, queries
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.components import complaint_steps as steps
from joinedup.web.components import forms as components
from joinedup.web.components.complaint_forms import ComplaintForm
from joinedup.web.components.complaints import facts_of, listed, said_about, times_of
from joinedup.web.given_back import gives_back

HANDLING = "What you write here goes to a reader outside the inspection’s team. Write no child’s name."


@agency_page
def complaints(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """Say who reads a complaint, and list the reader's own."""
    mine = [listed(one) for one in queries.made_by(request.user, inspection)]
    told = {"mine": mine, "times": times_of(inspection), "handling": HANDLING}
    return show(request, "complaints.html", inspection, crumbs=crumbs_of(inspection), **told)


@gives_back
@agency_page
def make(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """Make a complaint about the inspection."""
    form = ComplaintForm(inspection, components.posted(request))
    if form.is_bound and form.is_valid():
        try:
            made = actions.make_complaint(by=request.user, inspection=inspection, said=form.said(), page=form.cleaned_data["page"])
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{made} has arrived. Somebody outside the inspection’s team reads it.")
            return redirect("agency:complaint", inspection.pk, made.pk)
    errors = components.error_list(form) if form.is_bound else []
    told = {"form": form, "errors": errors, "times": times_of(inspection), "handling": HANDLING}
    return show(request, "complaint_new.html", inspection, crumbs=_crumbs(inspection), **told)


@gives_back
@agency_page
def complaint(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], complaint_id: UUID) -> HttpResponse:
    """Show one's own complaint with its answers, logged, and take what one adds."""
    found = get_object_or_404(queries.made_by(request.user, inspection), pk=complaint_id)
    taken, offered, refused = steps.posted_step(request, found)
    if taken:
        messages.success(request, f"{found}: what you wrote has arrived.")
        return redirect("agency:complaint", inspection.pk, found.pk)
    opened = actions.open_complaint(by=request.user, complaint=found)
    return show(
        request,
        "complaint.html",
        inspection,
        crumbs=_crumbs(inspection),
        handling=HANDLING,
        complaint=opened,
        one=listed(opened),
        known=facts_of(request.user, opened, timezone.now()),
        said=said_about(request.user, opened),
        **steps.on_page(request, offered, refused),
    )


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (*crumbs_of(inspection), ("Complaints", reverse("agency:complaints", args=[inspection.pk])))
