"""Which week and who goes: runs of the roster, what is laid down, what-if copies side by side."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from joinedup.people.models import Person
from joinedup.programme.choices.queries import areas_of
from joinedup.programme.core.roster.plan import Infeasible, Plan
from joinedup.programme.plans import actions, rules
from joinedup.programme.plans.enums import PlanState
from joinedup.programme.plans.inspectors import inspectors_for
from joinedup.programme.plans.kept import answer_of, inputs_of
from joinedup.programme.plans.models import Plan as PlanRow
from joinedup.programme.plans.models import PlanCopy
from joinedup.programme.plans.queries import copies_of, latest_plan, plan_that_holds, plans_of, weeks_between, wishes_of
from joinedup.programme.plans.tasks import plan_in_background
from joinedup.programme.rounds.models import Round
from joinedup.programme.rounds.rules import RoundRefused, can_plan
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.programme_access import areas_page, show_round
from joinedup.web.inspectorate.programme_forms import CopyForm, WishForm
from joinedup.web.inspectorate.programme_in_words import beside, left_out_kinds, stages_of


@areas_page
def plan(request: HttpRequest, row: Round, copy_id: UUID | None = None) -> HttpResponse:
    """Show the plan of a round, or of one copy; run it, take it over, lay something down or lift it, copy or give up (`do`)."""
    copy = _copy(row, copy_id)
    steps = {"run": _run, "take": _take, "lift": _lift, "give-up": _give_up}
    if (step := steps.get(request.POST.get("do", ""))) is not None:
        return step(request, row, copy)
    laying, copying, done = _filled_in(request, row, copy)
    if done is not None:
        return done
    latest = latest_plan(row, copy)
    found = answer_of(latest) if latest else None
    names = _names(row, latest)
    called = {str(one.pk): one.called for one in areas_of(row)}
    may = can_plan(request.user, row, *rules.PLANNING)
    return show_round(
        request,
        "programme_plan.html",
        row,
        copy=copy,
        latest=latest,
        plan=found if isinstance(found, Plan) else None,
        clashes=found if isinstance(found, Infeasible) else None,
        running=bool(latest and latest.state == PlanState.RUNNING),
        failed=bool(latest and latest.state == PlanState.FAILED),
        stages=stages_of(found) if isinstance(found, Plan) else [],
        left_out=left_out_kinds(found) if isinstance(found, Plan) else [],
        rules=inputs_of(latest).rules if latest else None,
        names=names,
        called=called,
        wishes=list(wishes_of(row, copy)),
        copies=list(copies_of(row)),
        holds=plan_that_holds(row),
        may_run=rules.can_roster(request.user, row, copy),
        may_take=bool(latest and rules.can_take_over(request.user, latest)),
        laying=laying if may else None,
        copying=copying if may and copy is None else None,
        may_plan=may,
        errors=[error for form in (laying, copying) if form.is_bound for error in components.error_list(form)],
    )


@areas_page
def compare(request: HttpRequest, row: Round) -> HttpResponse:
    """Show the round's plan and its what-if copies side by side."""
    rows = [("The round", latest_plan(row)), *((copy.title, latest_plan(row, copy)) for copy in copies_of(row))]
    columns = [beside(title, one, answer_of(one) if one else None, _names(row, one)) for title, one in rows]
    places = [(str(one.pk), one.called) for one in areas_of(row)]
    return show_round(request, "programme_compare.html", row, columns=columns, places=places)


def _filled_in(request: HttpRequest, row: Round, copy: PlanCopy | None) -> tuple[WishForm, CopyForm, HttpResponse | None]:
    """Return the forms of the page as they were filled in, and where to go where one was done."""
    do, people = request.POST.get("do", ""), _people(row)
    weeks = weeks_between(row.first, row.last)
    laying = WishForm(areas_of(row), people, weeks, request.POST if do == "lay" else None)
    copying = CopyForm(request.POST if do == "copy" else None)
    try:
        if laying.is_bound and laying.is_valid():
            actions.lay_down(by=request.user, copy=copy, **laying.said())
            messages.success(request, "Laid down. The next plan keeps to it.")
            return laying, copying, _back(row, copy)
        if copying.is_bound and copying.is_valid():
            made = actions.make_copy(by=request.user, round_=row, **copying.said())
            messages.success(request, "The copy is made. Plan it, and see it beside the round’s own.")
            return laying, copying, _back(row, made)
    except RoundRefused as reason:
        (laying if laying.is_bound else copying).add_error(None, str(reason))
    return laying, copying, None


def _run(request: HttpRequest, row: Round, copy: PlanCopy | None) -> HttpResponse:
    with transaction.atomic():
        started = actions.start_plan(by=request.user, round_=row, copy=copy)
        transaction.on_commit(partial(plan_in_background.enqueue, str(started.pk), str(request.user.pk)))
    messages.success(request, "The plan is being made. You may close this page: it goes on without it.")
    return _back(row, copy)


def _take(request: HttpRequest, row: Round, copy: PlanCopy | None) -> HttpResponse:
    found = plans_of(row, copy).filter(pk=_id(request, "plan")).first()
    if found is None:
        raise Http404
    actions.take_over(by=request.user, plan=found)
    messages.success(request, "This plan holds now: its weeks and teams are the round’s.")
    return redirect("inspectorate:programme-round", row.pk)


def _lift(request: HttpRequest, row: Round, copy: PlanCopy | None) -> HttpResponse:
    found = wishes_of(row, copy).filter(pk=_id(request, "wish")).first()
    if found is None:
        raise Http404
    actions.lift(by=request.user, wish=found)
    messages.success(request, "Lifted. The next plan is free of it.")
    return _back(row, copy)


def _give_up(request: HttpRequest, row: Round, copy: PlanCopy | None) -> HttpResponse:
    if copy is None:
        raise Http404
    actions.give_up_copy(by=request.user, copy=copy)
    messages.success(request, "The copy is given up.")
    return _back(row, None)


def _id(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as wrong:
        raise Http404 from wrong


def _copy(row: Round, copy_id: UUID | None) -> PlanCopy | None:
    if copy_id is None:
        return None
    found = copies_of(row).filter(pk=copy_id).first()
    if found is None:
        raise Http404
    return found


def _back(row: Round, copy: PlanCopy | None) -> HttpResponse:
    if copy is None:
        return redirect("inspectorate:programme-plan", row.pk)
    return redirect("inspectorate:programme-copy", row.pk, copy.pk)


def _names(row: Round, plan_row: PlanRow | None) -> dict[str, str]:
    """Return what inspectors are called, by key: as the plan knew them."""
    return {one.key: one.called for one in inputs_of(plan_row).inspectors} if plan_row else {}


def _people(row: Round) -> dict[str, Person]:
    """Return whom a round may send, by id."""
    keys = [one.key for one in inspectors_for(row, [place.area for place in areas_of(row)])]
    return {str(one.pk): one for one in Person.objects.filter(pk__in=keys).order_by("name", "email")}
