"""The tracked children and each one's chronology of all agencies."""

from collections import Counter
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import mark_safe

from joinedup.cases import queries as cases
from joinedup.cases.actions import open_child
from joinedup.cases.core.drawing.page import chronology_body
from joinedup.evidence import queries as evidence
from joinedup.inspections.models import Inspection
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels


@team_page
def tracked(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the tracked children, why each was chosen, and how much has been noted."""
    noted = Counter(note.current.tracked_id for note in evidence.notes_of(inspection))
    return show(request, "tracked.html", inspection, child_level=True, tracked=cases.tracked_children(inspection), notes=noted)


@team_page
def chronology(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Show one child's chronology: picture, prompts, timescales, handovers, events, and the notes about the child."""
    child = get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)
    story = open_child(by=request.user, tracked=child)
    return show(
        request,
        "chronology.html",
        inspection,
        child_level=True,
        crumbs=(("Tracked children", reverse("inspectorate:tracked", args=[inspection.pk])),),
        child=child,
        story=story,
        agencies=story.chronology["agency"].n_unique(),
        body=mark_safe(chronology_body(story)),  # noqa: S308  escaped where it is drawn
        notes=evidence.notes_about(child),
        labels=Labels(inspection.framework),
    )
