"""Selection: the cohort, the sample anyone can redraw, the shortlist with its reasons, and the choice of children to track."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.cases import actions, queries, rules
from joinedup.cases.core.draw import SampleDraw, SampleError
from joinedup.cases.core.frame import frame_csv, frame_rows, places_csv, sampled_codes
from joinedup.cases.enums import TrackedState
from joinedup.cases.models import Sample
from joinedup.inspections import queries as inspections
from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.linkage import queries as linkage
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import refused, team_page
from joinedup.web.inspectorate.balance_in_words import range_in_words, sample_beside_cohort
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.rule_in_words import cohort_rule, share_in_words, strata_in_words, stratum_in_words
from joinedup.web.inspectorate.selection_forms import ChooseForm, ReplaceForm


@team_page
def selection(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show how the children were selected and how to check it."""
    sample = queries.sample_of(inspection)
    context = {
        "sample": sample,
        "rule": cohort_rule(inspection.framework),
        "labels": Labels(inspection.framework),
        "run": linkage.latest_run(inspection),
        "may_draw": rules.can_draw(request.user, inspection),
        "may_replace": rules.can_replace(request.user, inspection),
        "may_choose": rules.can_choose(request.user, inspection),
    }
    if sample is not None:
        context |= _drawn(inspection, sample)
        actions.read_children(by=request.user, inspection=inspection, page="selection", shown=len(context["shortlist"]))
    return show(request, "selection.html", inspection, child_level=True, **context)


def _drawn(inspection: Inspection, sample: Sample) -> dict[str, Any]:
    """Return what is told once the sample is drawn: the draw, how to redo it, its balance, the shortlist and who is tracked."""
    framework, drawn, listed = inspection.framework, queries.draw_of(sample), queries.shortlist_of(sample)
    codes, chosen = sampled_codes(drawn), {child.child_id: child for child in queries.every_tracked_child(inspection)}
    tracked = [child.child_id for child in chosen.values() if child.state == TrackedState.TRACKED]
    return {
        "draw": drawn,
        "codes": codes,
        "shortlist": listed,
        "chosen": chosen,
        "left_out": {entry.child_id: entry.reason for entry in drawn.replaced},
        "replaced": [[codes[entry.child_id], codes[entry.by_child], entry.reason, entry.by] for entry in drawn.replaced],
        "frame": [[row.code or "not drawn", row.outcome, row.child_id, row.stratum, row.key] for row in frame_rows(drawn)],
        "labels_of_strata": strata_in_words(framework),
        "shared": share_in_words(framework, drawn.sharing),
        "quotas": [[stratum_in_words(framework, name), children, places] for name, children, places in _first_level(drawn)],
        "balance": sample_beside_cohort(sample, drawn, [child.child_id for child in listed], tracked),
        "range": range_in_words(len(tracked) or framework.selection.tracked),
    }


def _first_level(drawn: SampleDraw) -> list[tuple[str, int, int]]:
    """Return name, children and places of the strata of the first level; of every stratum where a sample has one level."""
    first = [cell for cell in drawn.cells if len(cell.path) == 1]
    return [(cell.path[0], cell.children, cell.places) for cell in first] or [
        (quota.stratum, quota.children, quota.places) for quota in drawn.quotas
    ]


@team_page
def frame(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Send the frame of the draw as CSV, every child with its stratum and key, so that the draw can be redone elsewhere."""
    sample = queries.sample_of(inspection)
    if sample is None:
        raise InspectionRefused("The sample is not drawn yet, so there is no frame to take.")
    text = frame_csv(actions.read_frame(by=request.user, sample=sample))
    named = {"Content-Disposition": 'attachment; filename="frame.csv"', "Cache-Control": "no-store"}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=named)


@team_page
def places(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Send how the places were shared among the strata as CSV, step by step. It tells of numbers, of no child."""
    sample = queries.sample_of(inspection)
    if sample is None:
        raise InspectionRefused("The sample is not drawn yet, so no places are shared.")
    named = {"Content-Disposition": 'attachment; filename="places.csv"', "Cache-Control": "no-store"}
    text = places_csv(actions.read_places(by=request.user, sample=sample))
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=named)


@require_POST
@team_page
def draw(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Draw the sample from the latest link run, with a seed nobody could choose."""
    run = linkage.latest_run(inspection)
    try:
        if run is None:
            raise SampleError("Link the lists first: the cohort is drawn from the linked children.")
        sample = actions.draw_cohort_sample(by=request.user, inspection=inspection, run=run, seed=secrets.token_hex(8))
    except SampleError as reason:
        return refused(request, inspection, reason)
    messages.success(request, f"{sample.size} of {sample.children} children are drawn. Anyone can redo the draw from this page.")
    return redirect("inspectorate:selection", inspection.pk)


@team_page
def choose(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Choose a child of the shortlist to track, with the reason and the two inspectors who lead on it."""
    rules.check_can_choose(request.user, inspection)
    team = [member for member in inspections.team(inspection) if member.role in (Role.LEAD, Role.INSPECTOR)]
    leads = {str(member.person_id): member.person for member in team}
    listed = _shortlisted(inspection)
    places = [(place, f"{place}. {why}") for place, (_, why) in listed.items()]
    form = ChooseForm(places, [(key, person.name) for key, person in leads.items()], components.posted(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            child = actions.choose_tracked(
                by=request.user,
                inspection=inspection,
                child_id=listed[said["child"]][0],
                why=said["why"],
                leads=[leads[key] for key in said["leads"]],
            )
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{child.code} is tracked.")
            return redirect("inspectorate:tracked", inspection.pk)
    actions.read_children(by=request.user, inspection=inspection, page="children to choose from", shown=len(listed))
    crumbs = (("Selection", reverse("inspectorate:selection", args=[inspection.pk])),)
    errors = components.error_list(form) if form.is_bound else []
    return show(request, "choose.html", inspection, child_level=True, crumbs=crumbs, form=form, errors=errors)


@team_page
def replace(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Replace a sampled child by the next in the order of the draw, with the reason."""
    rules.check_can_replace(request.user, inspection)
    sample = queries.sample_of(inspection)
    if sample is None:
        raise InspectionRefused("The sample is not drawn yet, so there is nobody to replace.")
    drawn = queries.draw_of(sample)
    sampled = {code: child for child, code in sampled_codes(drawn).items() if child in drawn.sampled}
    form = ReplaceForm(list(sampled), components.posted(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.replace_child(
                by=request.user, inspection=inspection, child_id=sampled[said["code"]], kind=said["kind"], reason=said["reason"]
            )
        except (SampleError, InspectionRefused) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{said['code']} is replaced by the next in the order of the draw.")
            return redirect("inspectorate:selection", inspection.pk)
    actions.read_children(by=request.user, inspection=inspection, page="children to replace", shown=len(sampled))
    crumbs = (("Selection", reverse("inspectorate:selection", args=[inspection.pk])),)
    errors = components.error_list(form) if form.is_bound else []
    return show(request, "replace.html", inspection, child_level=True, crumbs=crumbs, form=form, errors=errors)


def _shortlisted(inspection: Inspection) -> dict[str, tuple[str, str]]:
    """Return place on the shortlist → (child, why) of those who may be chosen: not chosen yet, and not replaced in the sample."""
    sample = queries.sample_of(inspection)
    if sample is None:
        return {}
    away = {child.child_id for child in queries.every_tracked_child(inspection)}
    away |= {entry.child_id for entry in queries.draw_of(sample).replaced}
    listed = enumerate(queries.shortlist_of(sample), 1)
    return {str(place): (child.child_id, child.why) for place, child in listed if child.child_id not in away}
