"""Urgent concerns at the door of the agency that receives them: reading, acknowledging, replying."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from joinedup.areas.models import Agency
from joinedup.cases.concerns import actions, queries
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.components import concern_steps as steps
from joinedup.web.components import forms as components
from joinedup.web.components.concerns import receivers_in_words, said_of, told
from joinedup.web.components.identity import of_question
from joinedup.web.given_back import gives_back

HANDLING = (
    "This page is about children. Read it where nobody looks over your shoulder, and show it only to those who must act on it."
)


@agency_page
def concerns(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """List the urgent concerns the reader receives: those that wait for an answer first."""
    seen = [told(concern) for concern in actions.open_list(by=request.user, inspection=inspection)]
    waiting = set(queries.waiting_at(request.user, inspection))
    listed = {
        "waiting": [one for one in seen if one.concern in waiting],
        "rest": [one for one in seen if one.concern not in waiting],
    }
    return show(request, "concerns.html", inspection, crumbs=crumbs_of(inspection), handling=HANDLING, **listed)


@gives_back
@agency_page
def concern(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], concern_id: UUID) -> HttpResponse:
    """Show what is raised and who the child is, logged, and take what the receiver says."""
    found = get_object_or_404(queries.concerns_seen_by(request.user, inspection), pk=concern_id)
    offered = steps.steps_for(request.user, found, request)
    chosen = next((one for one in offered if one.form.is_bound), None)
    refused = "" if chosen or request.method == "GET" else "This has moved on meanwhile. Look where it stands now."
    if chosen and chosen.form.is_valid():
        try:
            steps.take(request.user, found, chosen)
        except InspectionRefused as reason:
            refused = str(reason)
        else:
            messages.success(request, f"Urgent concern {found.number}: what you wrote has arrived.")
            return redirect("agency:concern", inspection.pk, found.pk)
    opened = actions.open_concern(by=request.user, concern=found)
    errors = [{"text": refused}] if refused else []
    errors += [error for one in offered if one.form.is_bound for error in components.error_list(one.form)]
    crumbs = (*crumbs_of(inspection), ("Urgent concerns", reverse("agency:concerns", args=[inspection.pk])))
    return show(
        request,
        "concern.html",
        inspection,
        crumbs=crumbs,
        handling=HANDLING,
        told=told(opened),
        identity=of_question(opened.identity) if opened.identity else [],
        numbers=[number for agency in agencies for number in opened.identity.get("own", {}).get(agency.key, ())],
        receivers=receivers_in_words(opened),
        said=said_of(opened),
        steps=offered,
        errors=errors,
        typed=steps.not_taken(request) if refused else [],
    )
