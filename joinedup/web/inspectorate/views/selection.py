"""Selection: the cohort, the sample anyone can redraw, the shortlist with its reasons, and the choice of children to track."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.cases import actions, queries, rules
from joinedup.cases.core.draw import SampleError
from joinedup.cases.core.frame import frame_csv, frame_rows
from joinedup.inspections import queries as inspections
from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.linkage import queries as linkage
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import refused, team_page
from joinedup.web.inspectorate.forms import ChooseForm, ReplaceForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.rule_in_words import cohort_rule, strata_in_words, stratum_in_words


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
        chosen = {child.child_id: child for child in queries.every_tracked_child(inspection)}
        drawn = queries.draw_of(sample)
        context |= {"draw": drawn, "shortlist": queries.shortlist_of(sample), "chosen": chosen}
        context["replaced"] = [[entry.child_id, entry.by_child, entry.reason, entry.by] for entry in drawn.replaced]
        context["frame"] = [[row.child_id, row.stratum, row.key, row.outcome or "not drawn"] for row in frame_rows(drawn)]
        context["labels_of_strata"] = strata_in_words(inspection.framework)
        context["quotas"] = [
            [stratum_in_words(inspection.framework, quota.stratum), quota.children, quota.places] for quota in drawn.quotas
        ]
    return show(request, "selection.html", inspection, child_level=True, **context)


@team_page
def frame(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Send the frame of the draw as CSV, every child with its stratum and key, so that the draw can be redone elsewhere."""
    sample = queries.sample_of(inspection)
    if sample is None:
        raise InspectionRefused("The sample is not drawn yet, so there is no frame to take.")
    text = frame_csv(actions.read_frame(by=request.user, sample=sample))
    named = {"Content-Disposition": 'attachment; filename="frame.csv"', "Cache-Control": "no-store"}
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
    form = ChooseForm(_shortlisted(inspection), [(key, person.name) for key, person in leads.items()], components.posted(request))
    if form.is_valid():
        said = {**form.cleaned_data, "leads": [leads[key] for key in form.cleaned_data["leads"]]}
        try:
            child = actions.choose_tracked(by=request.user, inspection=inspection, **said)
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{child.code} is tracked.")
            return redirect("inspectorate:tracked", inspection.pk)
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
    form = ReplaceForm(queries.draw_of(sample).sampled, components.posted(request))
    if form.is_valid():
        try:
            actions.replace_child(by=request.user, inspection=inspection, **form.cleaned_data)
        except SampleError as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "The child is replaced by the next in the order of the draw.")
            return redirect("inspectorate:selection", inspection.pk)
    crumbs = (("Selection", reverse("inspectorate:selection", args=[inspection.pk])),)
    errors = components.error_list(form) if form.is_bound else []
    return show(request, "replace.html", inspection, child_level=True, crumbs=crumbs, form=form, errors=errors)


def _shortlisted(inspection: Inspection) -> list[tuple[str, str]]:
    """Return the shortlisted children not chosen yet, as they are numbered on the shortlist."""
    sample = queries.sample_of(inspection)
    chosen = {child.child_id for child in queries.every_tracked_child(inspection)}
    listed = queries.shortlist_of(sample) if sample else ()
    return [(child.child_id, f"{place}. {child.why}") for place, child in enumerate(listed, 1) if child.child_id not in chosen]
