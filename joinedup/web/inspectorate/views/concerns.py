"""Urgent concerns on the inspectors' side: raising one, following it, closing it."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.cases.concerns import actions, queries, rules
from joinedup.cases.concerns.content import About
from joinedup.cases.concerns.enums import OPEN
from joinedup.cases.concerns.models import Concern
from joinedup.inspections.contacts.actions import open_for_concern
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.method.concerns import routes_of
from joinedup.method.framework import ConcernRoute
from joinedup.method.within import within_words
from joinedup.web.components import concern_steps as steps
from joinedup.web.components import forms as components
from joinedup.web.components.concerns import receivers_in_words, said_of, times_words, told
from joinedup.web.components.contacting import ring_facts
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.concern_about import about_of
from joinedup.web.inspectorate.concern_forms import ConcernForm
from joinedup.web.inspectorate.frame import show

MOVED_ON = "The concern has moved on meanwhile, or this is not yours to do. Look where it stands now."


@team_page
def concerns(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the urgent concerns the reader may see: open, closed and withdrawn."""
    seen = [told(concern) for concern in actions.open_list(by=request.user, inspection=inspection)]
    listed = {"open": [one for one in seen if one.open], "ended": [one for one in seen if not one.open]}
    may_raise = rules.can_raise(request.user, inspection)
    return show(request, "concerns.html", inspection, child_level=True, may_raise=may_raise, **listed)


@gives_back
@team_page
def raise_concern(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Raise an urgent concern: `?child=` whom it is about, `?route=` by which route, the first where none is given."""
    rules.check_can_raise(request.user, inspection)
    key = request.GET.get("child", "")
    about, route = about_of(request.user, inspection, key), _route(request, inspection)
    form = ConcernForm(inspection, route, components.posted(request), known=about is not None)
    page = request.POST.get("page", "")
    if form.is_valid():
        try:
            made = actions.raise_concern(
                by=request.user, inspection=inspection, about=_about(about, form), page=page, **form.content
            )
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"Urgent concern {made.number} is raised. {times_words(route)}")
            return redirect("inspectorate:concern", inspection.pk, made.pk)
    return show(
        request,
        "concern_new.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        about=about,
        key=key,
        page=page or str(uuid4()),
        route=route,
        contacts=_to_ring(request, inspection, route),
        routes=routes_of(inspection.framework),
        times=times_words(route),
        write=within_words(route.write) if route.write else "",
    )


@team_page
def concern(request: HttpRequest, inspection: Inspection, concern_id: UUID) -> HttpResponse:
    """Show one urgent concern with all that was said, and what the reader can do about it."""
    return _page(request, inspection, _seen(request, inspection, concern_id))


@gives_back
@require_POST
@team_page
def step(request: HttpRequest, inspection: Inspection, concern_id: UUID) -> HttpResponse:
    """Take one step of a concern: put it in writing, answer it, see it to work, close or withdraw it."""
    found = _seen(request, inspection, concern_id)
    chosen = next((one for one in steps.steps_for(request.user, found, request) if one.to == request.POST.get("to")), None)
    if chosen is None:
        return _page(request, inspection, found, refused=MOVED_ON)
    if not chosen.form.is_valid():
        return _page(request, inspection, found)
    try:
        steps.take(request.user, found, chosen)
    except InspectionRefused as reason:
        return _page(request, inspection, _seen(request, inspection, concern_id), refused=str(reason))
    messages.success(request, f"Urgent concern {found.number}: saved.")
    return redirect("inspectorate:concern", inspection.pk, found.pk)


def _page(request: HttpRequest, inspection: Inspection, found: Concern, refused: str = "") -> HttpResponse:
    opened = actions.open_concern(by=request.user, concern=found)
    offered = steps.steps_for(request.user, opened, request)
    return show(
        request,
        "concern.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        told=told(opened),
        receivers=receivers_in_words(opened),
        contacts=_numbers(request, inspection, opened),
        said=said_of(opened),
        steps=offered,
        errors=[{"text": refused}] * bool(refused)
        + [error for one in offered for error in components.error_list(one.form) if one.form.is_bound],
        typed=steps.not_taken(request) if refused else [],
        status=403 if refused else 200,
        may_offer=rules.can_offer(request.user, opened),
    )


def _to_ring(request: HttpRequest, inspection: Inspection, route: ConcernRoute) -> list[tuple[str, str]]:
    """Return whom to ring by a route at every agency, those of the route's sector first."""
    posts = open_for_concern(by=request.user, inspection=inspection, route=route.id)
    return ring_facts(sorted(posts, key=lambda post: post.agency.sector != route.sector))


def _numbers(request: HttpRequest, inspection: Inspection, opened: Concern) -> list[tuple[str, str]]:
    """Return whom to ring at the agencies that receive a concern, while it is open."""
    receiving = [row.agency for row in queries.receivers_of(opened) if row.agency]
    if opened.state not in OPEN or not receiving:
        return []
    return ring_facts(open_for_concern(by=request.user, inspection=inspection, route=opened.route, agencies=receiving))


def _about(about: About | None, form: ConcernForm) -> About:
    return about or About(who=form.cleaned_data["who"])


def _route(request: HttpRequest, inspection: Inspection) -> ConcernRoute:
    routes = {route.id: route for route in routes_of(inspection.framework)}
    return routes.get(request.GET.get("route", ""), next(iter(routes.values())))


def _seen(request: HttpRequest, inspection: Inspection, concern_id: UUID) -> Concern:
    return get_object_or_404(queries.concerns_seen_by(request.user, inspection), pk=concern_id)


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Urgent concerns", reverse("inspectorate:concerns", args=[inspection.pk])),)
