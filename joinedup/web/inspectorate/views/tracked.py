"""The tracked children: who they are, and leaving one out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from joinedup.cases import queries as cases
from joinedup.cases.actions import move_tracked, read_child, read_children
from joinedup.cases.enums import TrackedState
from joinedup.cases.models import TrackedChild
from joinedup.cases.rules import check_can_move
from joinedup.inspections.models import Inspection
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.following import following
from joinedup.web.inspectorate.forms import WhyForm
from joinedup.web.inspectorate.frame import show


@team_page
def tracked(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the tracked children: who leads on each, and how the work on it stands."""
    chosen = list(cases.every_tracked_child(inspection))
    read_children(by=request.user, inspection=inspection, page="tracked children", shown=len(chosen))
    return show(
        request,
        "tracked.html",
        inspection,
        child_level=True,
        rows=following(request.user, inspection, [child for child in chosen if child.state == TrackedState.TRACKED]),
        left_out=[child for child in chosen if child.state == TrackedState.LEFT_OUT],
    )


@team_page
def move(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Leave a tracked child out, or take it in again, with the reason."""
    child = get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)
    to = TrackedState(request.POST["to"]) if request.POST.get("to") in TrackedState.values else _other_state(child)
    check_can_move(request.user, child, to)
    form = WhyForm(components.posted(request))
    if form.is_valid():
        moved = move_tracked(by=request.user, tracked=child, to=to, why=form.cleaned_data["why"])
        messages.success(request, f"{moved.code} is {moved.get_state_display().lower()}.")
        return redirect("inspectorate:tracked", inspection.pk)
    read_child(by=request.user, tracked=child, page="leaving out")
    crumbs = (("Tracked children", reverse("inspectorate:tracked", args=[inspection.pk])),)
    errors = components.error_list(form) if form.is_bound else []
    return show(
        request, "tracked_move.html", inspection, child_level=True, crumbs=crumbs, child=child, to=to, form=form, errors=errors
    )


def _other_state(child: TrackedChild) -> TrackedState:
    return TrackedState.LEFT_OUT if child.state == TrackedState.TRACKED else TrackedState.TRACKED
