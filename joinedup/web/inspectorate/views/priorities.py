"""Priority action: proposed by inspectors, decided on by name, told the agencies at once, read and answered at their doors."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.letter.priority import actions, queries, rules
from joinedup.letter.priority.actions import PriorityError
from joinedup.letter.priority.enums import PriorityState
from joinedup.letter.priority.models import PriorityAction
from joinedup.method.priority import priority_of
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.priority_forms import DecideForm, ProposeForm, WithdrawPriorityForm

Crumbs = tuple[tuple[str, str], ...]


@team_page
def priorities(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the priority actions, and the findings that ask for one nobody has proposed."""
    context = {
        "rows": actions.open_priorities(by=request.user, inspection=inspection),
        "asking": queries.findings_to_propose(inspection),
        "may_propose": rules.can_propose(request.user, inspection),
        "decider": rules.decider_of(inspection).label.lower(),
        "days": priority_of(inspection.framework).reply_days,
    }
    return show(request, "priorities.html", inspection, child_level=True, crumbs=_letter(inspection), **context)


@gives_back
@team_page
def propose(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Propose a priority action."""
    rules.check_can_propose(request.user, inspection)
    findings = {str(row.pk): row for row in queries.findings_to_propose(inspection)}
    taking_part = {str(row.pk): row for row in agencies(inspection).order_by("sector", "name")}
    form = ProposeForm(list(findings.values()), list(taking_part.values()), components.posted(request))
    if form.is_valid():
        said = form.cleaned_data
        chosen = {"finding": findings[said["finding"]], "agencies": [taking_part[key] for key in said["agencies"]]}
        try:
            made = actions.propose_priority(by=request.user, inspection=inspection, **{**said, **chosen})
        except PriorityError as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"Priority action {made.number} is proposed. Nobody at an agency has been told yet.")
            return redirect("inspectorate:priority", inspection.pk, made.pk)
    errors = components.error_list(form) if form.is_bound else []
    context = {"form": form, "errors": errors, "findings": findings}
    return show(request, "priority_new.html", inspection, child_level=True, crumbs=_list(inspection), **context)


@team_page
def priority(request: HttpRequest, inspection: Inspection, priority_id: UUID) -> HttpResponse:
    """Show one priority action: what happened to it, who was told and read it, and what can be done with it now."""
    return _page(request, _found(inspection, priority_id))


@gives_back
@require_POST
@team_page
def decide(request: HttpRequest, inspection: Inspection, priority_id: UUID) -> HttpResponse:
    """Decide on a proposed priority action."""
    found, form = _found(inspection, priority_id), DecideForm(request.POST)
    if not form.is_valid():
        rules.check_can_move_priority(request.user, found, PriorityState.DECIDED)
        return _page(request, found, decide=form)
    needed = form.cleaned_data["needed"] == "yes"
    actions.decide_priority(by=request.user, priority=found, needed=needed, reasons=form.cleaned_data["reasons"])
    said = "Decided on. Each agency addressed was told this moment, at its own door." if needed else "Decided on: not needed."
    messages.success(request, said)
    return redirect("inspectorate:priority", inspection.pk, found.pk)


@gives_back
@require_POST
@team_page
def withdraw(request: HttpRequest, inspection: Inspection, priority_id: UUID) -> HttpResponse:
    """Withdraw a priority action."""
    found, form = _found(inspection, priority_id), WithdrawPriorityForm(request.POST)
    told = found.state == PriorityState.DECIDED
    if not form.is_valid():
        rules.check_can_move_priority(request.user, found, PriorityState.WITHDRAWN)
        return _page(request, found, withdraw=form)
    actions.withdraw_priority(by=request.user, priority=found, why=form.cleaned_data["why"])
    messages.success(request, "It is withdrawn. Each agency that was told of it reads why." if told else "It is withdrawn.")
    return redirect("inspectorate:priority", inspection.pk, found.pk)


def _page(
    request: HttpRequest, found: PriorityAction, decide: DecideForm | None = None, withdraw: WithdrawPriorityForm | None = None
) -> HttpResponse:
    may_decide = rules.can_move_priority(request.user, found, PriorityState.DECIDED)
    may_withdraw = rules.can_move_priority(request.user, found, PriorityState.WITHDRAWN)
    bound = decide or withdraw
    context = {
        "priority": found,
        "entries": actions.open_priority(by=request.user, priority=found),
        "decide": (decide or DecideForm()) if may_decide else None,
        "withdraw": (withdraw or WithdrawPriorityForm()) if may_withdraw else None,
        "decider": rules.decider_of(found.inspection).label.lower(),
        "errors": components.error_list(bound) if bound else [],
    }
    crumbs = _list(found.inspection)
    return show(request, "priority.html", found.inspection, child_level=True, crumbs=crumbs, **context)


def _found(inspection: Inspection, priority_id: UUID) -> PriorityAction:
    return get_object_or_404(queries.priorities_of(inspection), pk=priority_id)


def _letter(inspection: Inspection) -> Crumbs:
    return (("Letter", reverse("inspectorate:letter", args=[inspection.pk])),)


def _list(inspection: Inspection) -> Crumbs:
    return (*_letter(inspection), ("Priority action", reverse("inspectorate:priorities", args=[inspection.pk])))
