"""One thing an agency is asked for: its history, a reminder, more time; and what wider lists were cut to."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.areas.actions import set_postcodes
from joinedup.areas.rules import can_keep_register
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake import queries
from joinedup.intake.asking import actions as asking_actions
from joinedup.intake.asking import queries as asking_queries
from joinedup.intake.asking import rules as asking_rules
from joinedup.intake.core.coverage import CUT, INSIDE, KNOWN, RELATED, UNSURE
from joinedup.intake.enums import RequestState
from joinedup.intake.models import DataRequest
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.asking_forms import ChaseForm, PostcodesForm, TimeForm
from joinedup.web.inspectorate.frame import show


@team_page
def item(request: HttpRequest, inspection: Inspection, request_id: UUID) -> HttpResponse:
    """Show one thing an agency is asked for: why, by when, what was said about it and what came."""
    return _item_page(request, inspection, _asked(request, inspection, request_id))


@require_POST
@team_page
def chase(request: HttpRequest, inspection: Inspection, request_id: UUID) -> HttpResponse:
    """Remind the agency, or ask again for what it says it does not hold."""
    wanted = _asked(request, inspection, request_id)
    not_held = wanted.state == RequestState.NOT_HELD
    form = ChaseForm(not_held, request.POST)
    if not form.is_valid():
        return _item_page(request, inspection, wanted, chaser=form)
    said = form.cleaned_data
    if not_held:
        asking_actions.ask_anyway(by=request.user, request=wanted, words=said["words"])
        messages.success(request, f"{wanted.agency.name} is asked for it again.")
        return redirect("inspectorate:item", inspection.pk, wanted.pk)
    asking_rules.check_can_chase(request.user, wanted)
    try:
        if not said["again"]:
            asking_rules.check_first_chaser_today(wanted)
    except InspectionRefused as reason:
        form.add_error("again", str(reason))
        return _item_page(request, inspection, wanted, chaser=form)
    asking_actions.chase(by=request.user, request=wanted, words=said["words"], reason=said["again"])
    messages.success(request, f"{wanted.agency.name} is reminded.")
    return redirect("inspectorate:item", inspection.pk, wanted.pk)


@require_POST
@team_page
def more_time(request: HttpRequest, inspection: Inspection, request_id: UUID) -> HttpResponse:
    """Give the agency more time, or say why not."""
    wanted = _asked(request, inspection, request_id)
    wish = asking_queries.wish_for_time(wanted)
    form = TimeForm(wish is not None, request.POST)
    if not form.is_valid():
        return _item_page(request, inspection, wanted, time=form)
    said = form.cleaned_data
    try:
        if wish is not None and said["decision"] == "refuse":
            asking_actions.refuse_time(by=request.user, extension=wish, reason=said["reason"])
        else:
            asking_actions.give_time(by=request.user, request=wanted, until=said["until"], reason=said["reason"])
    except ValueError as reason:
        form.add_error("until", str(reason))
        return _item_page(request, inspection, wanted, time=form)
    messages.success(request, "The agency sees your decision on its page.")
    return redirect("inspectorate:item", inspection.pk, wanted.pk)


@team_page
def coverage(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show what each list of a wider area was cut to, and take in the area's postcodes."""
    area = inspection.area
    form = PostcodesForm(components.posted(request), initial={"postcodes": "\n".join(area.postcodes)})
    if form.is_bound and form.is_valid():
        try:
            set_postcodes(by=request.user, area=area, postcodes=form.cleaned_data["postcodes"])
        except ValueError as reason:
            form.add_error("postcodes", str(reason))
        else:
            messages.success(request, "The lists of a wider area are cut anew.")
            return redirect("inspectorate:coverage", inspection.pk)
    kinds = (INSIDE, KNOWN, RELATED, UNSURE, CUT, "events", "relations")
    rows = [(sent, [counts[kind] for kind in kinds]) for sent, counts in queries.coverage_of(inspection)]
    return show(
        request,
        "coverage.html",
        inspection,
        child_level=True,
        crumbs=(lists_crumb(inspection),),
        rows=rows,
        area=area,
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        may_keep=can_keep_register(request.user),
    )


def _item_page(
    request: HttpRequest,
    inspection: Inspection,
    wanted: DataRequest,
    *,
    chaser: ChaseForm | None = None,
    time: TimeForm | None = None,
) -> HttpResponse:
    wish = asking_queries.wish_for_time(wanted)
    not_held = wanted.state == RequestState.NOT_HELD
    forms = (
        chaser or ChaseForm(not_held),
        time or TimeForm(wish is not None, initial={"until": wish.wished_until if wish else None}),
    )
    return show(
        request,
        "item.html",
        inspection,
        child_level=True,
        crumbs=(lists_crumb(inspection),),
        wanted=wanted,
        sent_back=queries.sent_back(inspection),
        chasers=asking_queries.chasers_of(wanted),
        extensions=asking_queries.extensions_of(wanted),
        wish=wish,
        sent=queries.sent_for(wanted),
        chaser=forms[0],
        time=forms[1],
        errors=[error for form in forms for error in components.error_list(form)],
        may_ask_anyway=asking_rules.can_ask_anyway(request.user, wanted),
        may_chase=asking_rules.can_chase(request.user, wanted),
        may_give_time=asking_rules.can_give_time(request.user, wanted),
    )


def lists_crumb(inspection: Inspection) -> tuple[str, str]:
    """Return the way back to everything agencies were asked for."""
    return ("What agencies were asked for and sent", reverse("inspectorate:lists", args=[inspection.pk]))


def _asked(request: HttpRequest, inspection: Inspection, request_id: UUID) -> DataRequest:
    return get_object_or_404(queries.requests_seen_by(request.user, inspection), pk=request_id)
