"""What the team holds to be so, and the notes each finding rests on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.evidence import actions, queries
from joinedup.evidence.enums import FindingState
from joinedup.evidence.models import Finding, Note
from joinedup.evidence.rules import can_make_finding, can_move_finding, check_can_make_finding
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.forms import FindingForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels, by_area


@team_page
def findings(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the findings under the framework's criteria; a criterion without one is shown too."""
    return show(
        request,
        "findings.html",
        inspection,
        child_level=True,
        areas=by_area(inspection.framework),
        findings=_by_criterion(queries.findings_of(inspection)),
        labels=Labels(inspection.framework),
        may_make=can_make_finding(request.user, inspection),
    )


@team_page
def finding(request: HttpRequest, inspection: Inspection, finding_id: UUID) -> HttpResponse:
    """Show one finding, the notes it rests on and the passages that rest on it."""
    found = get_object_or_404(queries.findings_seen_by(request.user, inspection), pk=finding_id)
    return show(
        request,
        "finding.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        finding=found,
        notes=actions.open_notes(by=request.user, inspection=inspection, notes=queries.notes_under(found), through=found),
        moves=[(to.value, to.label) for to in FindingState if can_move_finding(request.user, found, to)],
        labels=Labels(inspection.framework),
    )


@require_POST
@team_page
def move(request: HttpRequest, inspection: Inspection, finding_id: UUID) -> HttpResponse:
    """Feed a finding back, agree it, or take that back."""
    found = get_object_or_404(queries.findings_seen_by(request.user, inspection), pk=finding_id)
    to = request.POST.get("to", "")
    if to not in FindingState.values:
        raise InspectionRefused("A finding is provisional, fed back or agreed.")
    actions.move_finding(by=request.user, finding=found, to=to)
    messages.success(request, f"Finding {found.number} is now {FindingState(to).label.lower()}.")
    return redirect("inspectorate:finding", inspection.pk, found.pk)


@team_page
def make(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Make a finding that rests on notes."""
    check_can_make_finding(request.user, inspection)
    notes = {str(note.pk): note for note in queries.notes_of(inspection)}
    form = FindingForm(inspection.framework, [(key, _line(note)) for key, note in notes.items()], components.posted(request))
    if not form.is_valid():
        errors = components.error_list(form) if form.is_bound else []
        return show(request, "finding_new.html", inspection, child_level=True, crumbs=_crumbs(inspection), form=form, errors=errors)
    said = {**form.cleaned_data, "notes": [notes[key] for key in form.cleaned_data["notes"]]}
    made = actions.make_finding(by=request.user, inspection=inspection, **said)
    messages.success(request, f"Finding {made.number} is made. It is provisional until it is fed back and agreed.")
    return redirect("inspectorate:finding", inspection.pk, made.pk)


def _by_criterion(rows: list[Finding]) -> dict[str, list[Finding]]:
    grouped: dict[str, list[Finding]] = {}
    for row in rows:
        grouped.setdefault(row.criterion, []).append(row)
    return grouped


def _line(note: Note) -> str:
    """Return a note as one line to choose from."""
    words = note.current.text.split()
    return f"Note {note.number}: {' '.join(words[:24])}{'…' if len(words) > 24 else ''}"


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Findings", reverse("inspectorate:findings", args=[inspection.pk])),)
