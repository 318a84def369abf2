"""What agencies arrange before the week, on the inspectors' side: asked for in one step, followed thing by thing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.inspections import queries as inspections
from joinedup.inspections.models import Inspection
from joinedup.inspections.setting_up import actions, queries, rules
from joinedup.web.components import forms as components
from joinedup.web.components import set_up
from joinedup.web.components.contacting import done
from joinedup.web.components.words import count
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show


@team_page
def setting_up(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show how everything stands at every agency."""
    return _page(request, inspection)


@require_POST
@team_page
def ask(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Ask every agency for what the framework lets it arrange."""
    asked = actions.ask_setting_up(by=request.user, inspection=inspection)
    messages.success(request, f"The agencies are asked for {count(asked, 'thing')}. They answer at their own door.")
    return redirect("inspectorate:setting-up", inspection.pk)


@gives_back
@require_POST
@team_page
def ask_own(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Ask one agency for something the framework does not know."""
    rules.check_can_ask_own(request.user, inspection)
    form, agencies = _own_form(request, inspection), {str(one.pk): one for one in inspections.agencies(inspection)}
    if not form.is_valid():
        return _page(request, inspection, form)
    said = {**form.cleaned_data, "agency": agencies[form.cleaned_data["agency"]]}
    if not done(form, lambda: actions.ask_own_thing(by=request.user, inspection=inspection, **said)):
        return _page(request, inspection, form)
    messages.success(request, f"{said['agency'].name} is asked: {said['title']}.")
    return redirect("inspectorate:setting-up", inspection.pk)


@gives_back
@team_page
def thing(request: HttpRequest, inspection: Inspection, set_up_id: UUID) -> HttpResponse:
    """Show one thing at one agency with all that was said of it, and take in how it stands."""
    row = get_object_or_404(queries.set_up_seen_by(request.user, inspection), pk=set_up_id)
    if request.method == "POST":
        rules.check_can_ask_own(request.user, inspection)
    page = set_up.saying(request, row)
    if page.done:
        messages.success(request, page.done)
        return redirect("inspectorate:setting-up", inspection.pk)
    crumbs = (("Setting up the week", reverse("inspectorate:setting-up", args=[inspection.pk])),)
    return show(request, "set_up_thing.html", inspection, crumbs=crumbs, page=page, errors=page.errors)


def _page(request: HttpRequest, inspection: Inspection, form: set_up.OwnThingForm | None = None) -> HttpResponse:
    agencies = list(inspections.agencies(inspection))
    may_ask_own = rules.can_ask_own(request.user, inspection)
    return show(
        request,
        "setting_up.html",
        inspection,
        books=[(agency, queries.things_at(agency, inspection)) for agency in agencies],
        tally=queries.tally(inspection),
        left=len(queries.left_to_ask(inspection)),
        may_ask=rules.can_ask(request.user, inspection),
        own=(form or _own_form(request, inspection, bound=False)) if may_ask_own else None,
        errors=components.error_list(form) if form else [],
    )


def _own_form(request: HttpRequest, inspection: Inspection, *, bound: bool = True) -> set_up.OwnThingForm:
    agencies = [(str(agency.pk), agency.name) for agency in inspections.agencies(inspection)]
    return set_up.OwnThingForm(agencies, request.POST if bound else None)
