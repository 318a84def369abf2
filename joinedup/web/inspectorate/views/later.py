"""What lists that came after the draw would change about the tracked children, and who lets it in or keeps it out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import mark_safe

from joinedup.cases import queries as cases
from joinedup.cases.core.drawing.page import Around, chronology_body
from joinedup.cases.core.later import Change
from joinedup.cases.later import queries
from joinedup.cases.later.actions import decide_later, keep_unchanged, open_earlier, open_later, read_later, take_back
from joinedup.cases.later.rules import can_decide_later, can_take_back, check_can_take_back
from joinedup.cases.models import LaterDecision, TrackedChild
from joinedup.evidence.added.queries import added_to
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.linkage.queries import latest_run
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.child import show_child
from joinedup.web.inspectorate.forms import WhyForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.later_in_words import DecideLaterForm, change_in_words, decided_in_words, one_person


@team_page
def later(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show about which tracked children the latest run would change something; keep that it changes nothing for the others."""
    run, children = latest_run(inspection), queries.undecided(inspection)
    if request.method == "POST" and run is not None:
        kept = keep_unchanged(by=request.user, children=children, run=run)
        messages.success(
            request, "Kept: the later run was looked at and changes nothing." if kept else "There was nothing to keep."
        )
        return redirect("inspectorate:later", inspection.pk)
    found = open_later(by=request.user, children=children, run=run) if run and children else []
    names = cases.agency_names(inspection)
    return show(
        request,
        "later.html",
        inspection,
        child_level=True,
        crumbs=(("Tracked children", reverse("inspectorate:tracked", args=[inspection.pk])),),
        run=run,
        changed=[
            (one.tracked, [*one_person(one.together), *change_in_words(one.change, names)])
            for one in found
            if one.together or not one.change.nothing
        ],
        same=[one.tracked for one in found if one.change.nothing and not one.together],
        may_keep=all(can_decide_later(request.user, child) for child in children),
    )


@team_page
def of_child(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Show what the latest run would change about a child, take the decision, and tell what was decided before."""
    child = get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)
    run, form = queries.later_run_of(child), DecideLaterForm(components.posted(request))
    if run is not None and form.is_valid():
        try:
            kept = decide_later(by=request.user, tracked=child, run=run, added=added_to(child), **form.cleaned_data)
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            child.refresh_from_db()
            messages.success(request, f"{kept.get_decision_display()}. It is kept with your name and your reason.")
            return redirect("inspectorate:child-later", inspection.pk, child.pk)
    names = cases.agency_names(inspection)
    [found] = open_later(by=request.user, children=[child], run=run) if run else [None]
    return show_child(
        request,
        "later_child.html",
        child,
        here="child-later",
        run=run,
        found=found,
        words=[*one_person(found.together), *change_in_words(found.change, names)] if found else [],
        decided=[decided_in_words(row, names) for row in read_later(by=request.user, tracked=child)],
        standing=ground.number if (ground := queries.stood_on(child)) else 0,
        may_decide=can_decide_later(request.user, child),
        may_take_back=can_take_back(request.user, child),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        first=child.sample.drawn_at,
    )


@team_page
def earlier(request: HttpRequest, inspection: Inspection, tracked_id: UUID, later_number: int) -> HttpResponse:
    """Show a child's chronology as the lists told it when the sample was drawn (0), or when a decision let a run in."""
    child = get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)
    ground = _earlier(child, later_number) if later_number else None
    story = open_earlier(by=request.user, tracked=child, ground=ground)
    return show_child(
        request,
        "later_earlier.html",
        child,
        here="child-later",
        title=f"{child.code}: earlier chronology",
        ground=ground,
        is_now=queries.stood_on(child) == ground,
        body=mark_safe(chronology_body(story, Around())),  # noqa: S308  escaped where it is drawn
    )


@team_page
def back(request: HttpRequest, inspection: Inspection, tracked_id: UUID, later_number: int) -> HttpResponse:
    """Take back what was wrongly let in for a child, with the reason."""
    child = get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)
    wrong, form = (
        _earlier(child, later_number),
        WhyForm(components.posted(request), help_text="Write no name. It is kept with your name."),
    )
    check_can_take_back(request.user, child, wrong)
    if form.is_valid():
        take_back(by=request.user, tracked=child, wrong=wrong, added=added_to(child), why=form.cleaned_data["why"])
        messages.success(request, f"Taken back. {child.code} stands on what it stood on before.")
        return redirect("inspectorate:child-later", inspection.pk, child.pk)
    read_later(by=request.user, tracked=child)
    return show_child(
        request,
        "later_back.html",
        child,
        here="child-later",
        title=f"{child.code}: take back what was let in",
        words=change_in_words(Change.from_json(wrong.change), cases.agency_names(inspection)),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
    )


def _earlier(child: TrackedChild, number: int) -> LaterDecision:
    """Return the decision of that number by which a run was let in, or answer that there is none."""
    found = queries.earlier_ground(child, number)
    if found is None:
        raise Http404
    return found
