"""The tracked children and each one's chronology of all agencies."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import mark_safe

from joinedup.cases import queries as cases
from joinedup.cases.actions import move_tracked, open_child
from joinedup.cases.core.drawing.page import chronology_body
from joinedup.cases.enums import TrackedState
from joinedup.cases.models import TrackedChild
from joinedup.cases.rules import can_move, check_can_move
from joinedup.evidence import queries as evidence
from joinedup.inspections.models import Inspection
from joinedup.linkage.not_known.rules import can_ask_about
from joinedup.linkage.queries import latest_run
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.child import show_child
from joinedup.web.inspectorate.forms import WhyForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.known import Known, holds, questions_about
from joinedup.web.inspectorate.labels import Labels


@team_page
def tracked(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the tracked children, why each was chosen, and how much has been noted."""
    noted = Counter(note.current.tracked_id for note in evidence.notes_of(inspection))
    chosen = list(cases.every_tracked_child(inspection))
    return show(
        request,
        "tracked.html",
        inspection,
        child_level=True,
        tracked=[child for child in chosen if child.state == TrackedState.TRACKED],
        left_out=[child for child in chosen if child.state == TrackedState.LEFT_OUT],
        notes=noted,
    )


@team_page
def chronology(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Show one child's chronology: picture, prompts, timescales, handovers, events, and the notes about the child."""
    child = get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)
    story = open_child(by=request.user, tracked=child)
    return show_child(
        request,
        "chronology.html",
        child,
        here="chronology",
        story=story,
        agencies=story.chronology["agency"].n_unique(),
        body=mark_safe(chronology_body(story)),  # noqa: S308  escaped where it is drawn
        notes=evidence.notes_about(child),
        labels=Labels(inspection.framework),
        may_move=can_move(request.user, child, _other_state(child)),
        **_who_knew(request, child),
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
    crumbs = (("Tracked children", reverse("inspectorate:tracked", args=[inspection.pk])),)
    errors = components.error_list(form) if form.is_bound else []
    return show(
        request, "tracked_move.html", inspection, child_level=True, crumbs=crumbs, child=child, to=to, form=form, errors=errors
    )


def _who_knew(request: HttpRequest, child: TrackedChild) -> dict[str, Any]:
    """Return what each agency holds of a child by the latest run, and what it was asked. The chronology stays as it was pinned."""
    run = latest_run(child.inspection)
    if run is None:
        return {}
    known = Known(child.inspection, run)
    people = known.knowing.people_of(child.records)
    questions = questions_about(child.inspection, known, people)
    return {
        "knew": holds(known, people, questions, may_ask=can_ask_about(request.user, child.inspection)),
        "people": sorted(people & known.children.keys()),
    }


def _other_state(child: TrackedChild) -> TrackedState:
    return TrackedState.LEFT_OUT if child.state == TrackedState.TRACKED else TrackedState.TRACKED
