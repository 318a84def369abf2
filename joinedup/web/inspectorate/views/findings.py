"""What the team holds to be so, the notes each finding rests on, and every wording it has had."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.evidence import queries
from joinedup.evidence.actions import open_notes
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.enums import FindingState
from joinedup.evidence.findings import actions
from joinedup.evidence.findings.queries import fed_back_of, pinned, versions_of
from joinedup.evidence.findings.resting import lost, lost_of
from joinedup.evidence.findings.rules import (
    can_change_finding,
    can_make_finding,
    can_move_finding,
    check_can_change_finding,
    check_can_make_finding,
    check_can_move_finding,
)
from joinedup.evidence.models import Finding
from joinedup.evidence.together.queries import kept_on, unsettled
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.inspections.rules import InspectionRefused
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.choosing import Lines, lines_for
from joinedup.web.inspectorate.finding_forms import ChangeFindingForm, FeedBackForm, FindingForm
from joinedup.web.inspectorate.finding_in_words import steps
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels, by_area


@team_page
def findings(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the findings under the framework's criteria; a criterion without one is shown too."""
    rows = actions.open_findings(by=request.user, inspection=inspection)
    return show(
        request,
        "findings.html",
        inspection,
        child_level=True,
        areas=by_area(inspection.framework),
        findings=_by_criterion(rows),
        lost=lost_of(inspection, rows).keys(),
        labels=Labels(inspection.framework),
        may_make=can_make_finding(request.user, inspection),
    )


@team_page
def finding(request: HttpRequest, inspection: Inspection, finding_id: UUID) -> HttpResponse:
    """Show one finding, the notes it rests on, the differences of view kept on it and how its wording changed."""
    return _finding_page(request, inspection, _found(request, inspection, finding_id))


@require_POST
@team_page
def move(request: HttpRequest, inspection: Inspection, finding_id: UUID) -> HttpResponse:
    """Feed a finding back, with the day and the meeting; agree it, or take that back."""
    found = _found(request, inspection, finding_id)
    to = request.POST.get("to", "")
    if to not in FindingState.values:
        raise InspectionRefused("A finding is provisional, fed back or agreed.")
    if to == FindingState.FED_BACK and found.state == FindingState.PROVISIONAL:
        check_can_move_finding(request.user, found, to)
        form = FeedBackForm(request.POST)
        if not form.is_valid():
            return _finding_page(request, inspection, found, form)
        actions.feed_back(by=request.user, finding=found, **form.cleaned_data)
    else:
        actions.move_finding(by=request.user, finding=found, to=to)
    messages.success(request, f"Finding {found.number} is now {FindingState(to).label.lower()}.")
    return redirect("inspectorate:finding", inspection.pk, found.pk)


@gives_back
@team_page
def make(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Make a finding that rests on notes."""
    check_can_make_finding(request.user, inspection)
    lines, there = lines_for(request.user, inspection), {str(agency.pk): agency for agency in agencies(inspection)}
    asked = {"criterion": request.GET.get("criterion", "")}
    form = FindingForm(inspection.framework, lines.choices, there.values(), components.posted(request), initial=asked)
    if form.is_valid():
        try:
            made = actions.make_finding(by=request.user, inspection=inspection, **_said(form, lines, there))
        except (EvidenceError, InspectionRefused) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"Finding {made.number} is made. It is provisional until it is fed back and agreed.")
            return redirect("inspectorate:finding", inspection.pk, made.pk)
    return _form_page(request, inspection, "finding_new.html", form, lines)


@gives_back
@team_page
def change(request: HttpRequest, inspection: Inspection, finding_id: UUID) -> HttpResponse:
    """Give a finding another wording, saying why; the earlier ones stay."""
    found = _found(request, inspection, finding_id)
    check_can_change_finding(request.user, found)
    rests = {str(note) for note in pinned(found)}
    lines, there = lines_for(request.user, inspection, kept=rests), {str(row.pk): row for row in agencies(inspection)}
    hidden = [note for note in queries.notes_under(found) if str(note.pk) not in lines.notes]
    form = ChangeFindingForm(
        inspection.framework, lines.choices, there.values(), components.posted(request), initial=_as_it_stands(found, rests)
    )
    form.fields["notes"].required = not hidden
    if form.is_valid():
        said = _said(form, lines, there)
        said["notes"] = [*said["notes"], *hidden]  # what its reader may not see is not theirs to take away
        try:
            actions.change_finding(by=request.user, finding=found, **said)
        except (EvidenceError, InspectionRefused) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"Finding {found.number} is changed. Its earlier wording stays in its history.")
            return redirect("inspectorate:finding", inspection.pk, found.pk)
    return _form_page(request, inspection, "finding_change.html", form, lines, finding=found)


def _found(request: HttpRequest, inspection: Inspection, finding_id: UUID) -> Finding:
    return get_object_or_404(queries.findings_seen_by(request.user, inspection), pk=finding_id)


def _said(form: FindingForm, lines: Lines, there: dict[str, object]) -> dict[str, object]:
    """Return what was filled in, with notes and agencies as what they are."""
    chosen = form.cleaned_data
    return {
        **chosen,
        "notes": [lines.notes[key] for key in chosen["notes"]],
        "agencies": [there[key] for key in chosen["agencies"]],
    }


def _as_it_stands(found: Finding, rests: set[str]) -> dict[str, object]:
    fields = ("text", "criterion", "also", "direction", "sectors", "known_to_leaders", "acted_during", "acted_on", "acted_seen_by")
    named = [str(agency.pk) for agency in found.agencies.all()]
    return {**{name: getattr(found, name) for name in fields}, "agencies": named, "notes": sorted(rests)}


def _finding_page(
    request: HttpRequest, inspection: Inspection, found: Finding, feeding: FeedBackForm | None = None
) -> HttpResponse:
    under = list(queries.notes_under(found))
    seen = queries.readable_among(request.user, under)
    moves = [to for to in FindingState if can_move_finding(request.user, found, to)]
    first_time = found.state == FindingState.PROVISIONAL and FindingState.FED_BACK in moves
    readable, labels = [note for note in under if note.pk in seen], Labels(inspection.framework)
    return show(
        request,
        "finding.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        finding=found,
        notes=open_notes(by=request.user, inspection=inspection, notes=readable, through=found),
        restricted=len(under) - len(readable),
        lost=[one for one in lost(found) if one.note.pk in seen],
        lost_hidden=any(one.note.pk not in seen for one in lost(found)),
        moves=[(to.value, to.label) for to in moves if not (first_time and to == FindingState.FED_BACK)],
        feeding=(feeding or FeedBackForm()) if first_time else None,
        fed_back=fed_back_of(found),
        differences=kept_on(found),
        unsettled=found in unsettled(inspection),
        history=steps(list(versions_of(found)), inspection),
        may_change=can_change_finding(request.user, found),
        labels=labels,
        also="; ".join(labels.criterion(key) for key in found.also),
        seen_by=labels.inspectorate(found.acted_seen_by),
        errors=components.error_list(feeding) if feeding is not None else [],
    )


def _form_page(
    request: HttpRequest, inspection: Inspection, template: str, form: FindingForm, lines: Lines, **more: object
) -> HttpResponse:
    open_notes(by=request.user, inspection=inspection, notes=lines.notes.values(), through=inspection)  # it shows their words
    errors = components.error_list(form) if form.is_bound else []
    return show(request, template, inspection, child_level=True, crumbs=_crumbs(inspection), form=form, errors=errors, **more)


def _by_criterion(rows: list[Finding]) -> dict[str, list[Finding]]:
    grouped: dict[str, list[Finding]] = {}
    for row in rows:
        for criterion in dict.fromkeys((row.criterion, *row.also)):
            grouped.setdefault(criterion, []).append(row)
    return grouped


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Findings", reverse("inspectorate:findings", args=[inspection.pk])),)
