"""Own view first: what the reader's own inspectorate holds of each criterion, and the hour at which all views open together."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.cases.core.versions import Version, VersionError, standing
from joinedup.evidence.actions import open_notes
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.own_views import actions, queries
from joinedup.evidence.own_views.enums import Standing
from joinedup.evidence.own_views.rules import can_open_views, can_write_view, check_can_open_views, criterion_of
from joinedup.evidence.own_views.visibility import opening_of
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, inspectorate_of
from joinedup.method.framework import Criterion
from joinedup.web.components import forms as components
from joinedup.web.components.versions import page_ids
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.choosing import lines_for
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import by_area
from joinedup.web.inspectorate.opening_in_words import countdown
from joinedup.web.inspectorate.own_view_forms import HourForm, OpenNowForm, OwnViewForm


@team_page
def board(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the criteria: which of them await the reader's inspectorate, and which views the others have written."""
    body = inspectorate_of(request.user, inspection)
    places: dict[str, list[queries.Place]] = {}
    for place in queries.places(inspection):
        places.setdefault(place.criterion.id, []).append(place)
    return show(
        request,
        "own_views.html",
        inspection,
        areas=by_area(inspection.framework),
        places=places,
        body=body,
        left=[place for rows in places.values() for place in rows if place.inspectorate == body and _awaited(place)],
        opening=opening_of(inspection),
        countdown=countdown(opening_of(inspection), timezone.now()),
        may_write=can_write_view(request.user, inspection),
        may_open=can_open_views(request.user, inspection),
    )


@gives_back
@team_page
def own(request: HttpRequest, inspection: Inspection, criterion: str) -> HttpResponse:
    """Write the own view of one criterion, and read every wording the reader's inspectorate has given it."""
    about = _criterion(inspection, criterion)
    versions = actions.read_own(by=request.user, inspection=inspection, criterion=criterion)
    lines = lines_for(request.user, inspection, criterion, kept=_kept(versions))
    form = OwnViewForm(list(lines.choices), components.posted(request), initial=_initial(versions))
    problem = ""
    if form.is_valid():
        said = {**form.cleaned_data, "notes": [lines.notes[key] for key in form.cleaned_data.get("notes", ())]}
        page, parents = page_ids(request.POST, ())
        try:
            actions.save_view(by=request.user, inspection=inspection, criterion=criterion, parents=parents, page=page, **said)
            return _saved(request, inspection, about)
        except (EvidenceError, VersionError, InspectionRefused) as reason:
            problem = str(reason)
    open_notes(by=request.user, inspection=inspection, notes=lines.notes.values(), through=inspection)  # it shows their words
    return _own_page(request, inspection, about, form, problem)


@team_page
def opening(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show when the views open and what was done about it; a lead inspector sets the hour."""
    form = HourForm(components.posted(request), initial=HourForm.today(opening_of(inspection).opens_at))
    if request.method == "POST":
        check_can_open_views(request.user, inspection)
        if form.is_valid():
            try:
                actions.set_hour(by=request.user, inspection=inspection, opens_at=form.moment())
            except InspectionRefused as reason:
                form.add_error("clock", str(reason))
            else:
                messages.success(request, "The hour is set. Everybody on the team sees it.")
                return redirect("inspectorate:own-views-opening", inspection.pk)
    return _opening_page(request, inspection, form, OpenNowForm())


@require_POST
@team_page
def open_now(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Open the views at once, saying why."""
    check_can_open_views(request.user, inspection)
    form = OpenNowForm(request.POST)
    if not form.is_valid():
        return _opening_page(request, inspection, HourForm(initial=HourForm.today(opening_of(inspection).opens_at)), form)
    actions.open_now(by=request.user, inspection=inspection, **form.cleaned_data)
    messages.success(request, "The views are open to everybody on the team.")
    return redirect("inspectorate:together", inspection.pk)


def _awaited(place: queries.Place) -> bool:
    return place.standing == Standing.AWAITED


def _criterion(inspection: Inspection, key: str) -> Criterion:
    try:
        return criterion_of(inspection, key)
    except InspectionRefused as reason:
        raise Http404 from reason


def _kept(versions: Sequence[Version]) -> set[str]:
    """Return the ids of the notes the standing wordings rest on."""
    return {note for version in standing(versions) for note, _ in queries.notes_in(version)}


def _initial(versions: Sequence[Version]) -> dict[str, object]:
    """Return what the form starts from: the wording that stands; of several, every word for a person to read and change."""
    last = standing(versions)
    if not last:
        return {}
    leanings = {version.said["leaning"] for version in last}
    words = "\n\n".join(version.said["words"] for version in last)
    return {"words": words, "leaning": leanings.pop() if len(leanings) == 1 else "", "notes": sorted(_kept(versions))}


def _saved(request: HttpRequest, inspection: Inspection, about: Criterion) -> HttpResponse:
    """Lead back to the list; to the page itself where somebody saved meanwhile and both wordings stand."""
    both = len(standing(queries.own_versions(request.user, inspection, about.id))) > 1
    if both:
        messages.warning(request, "Saved. A colleague saved this view while you were writing: both wordings are kept, see below.")
        return redirect("inspectorate:own-view", inspection.pk, about.id)
    messages.success(request, f"Saved: your inspectorate’s view of “{about.text}”")
    return redirect("inspectorate:own-views", inspection.pk)


def _own_page(
    request: HttpRequest,
    inspection: Inspection,
    about: Criterion,
    form: OwnViewForm,
    problem: str,
) -> HttpResponse:
    versions = queries.own_versions(request.user, inspection, about.id)
    last = standing(versions)
    page, parents = page_ids(components.posted(request), last)
    errors = components.error_list(form) if form.is_bound else []
    return show(
        request,
        "own_view.html",
        inspection,
        child_level=True,
        crumbs=(("Own views", reverse("inspectorate:own-views", args=[inspection.pk])),),
        criterion=about,
        body=inspectorate_of(request.user, inspection),
        versions=[(version, queries.leans(version)) for version in reversed(versions)],
        to_join=len(last) > 1,
        form=form,
        page=page,
        parents=parents,
        errors=[*errors, *([{"text": problem, "href": "#id_words"}] if problem else [])],
        opening=opening_of(inspection),
        countdown=countdown(opening_of(inspection), timezone.now()),
        may_write=can_write_view(request.user, inspection),
    )


def _opening_page(request: HttpRequest, inspection: Inspection, hour: HourForm, now: OpenNowForm) -> HttpResponse:
    awaited: dict[str, int] = {}
    for place in queries.awaited(inspection):
        awaited[place.inspectorate.name] = awaited.get(place.inspectorate.name, 0) + 1
    errors = [error for form in (hour, now) if form.is_bound for error in components.error_list(form)]
    return show(
        request,
        "own_views_opening.html",
        inspection,
        crumbs=(("Own views", reverse("inspectorate:own-views", args=[inspection.pk])),),
        opening=opening_of(inspection),
        countdown=countdown(opening_of(inspection), timezone.now()),
        entries=queries.entries_of(inspection),
        awaited=awaited,
        hour=hour,
        now=now,
        errors=errors,
        may_open=can_open_views(request.user, inspection),
    )
