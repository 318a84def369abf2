"""Points and actions of a written statement: read, planned, carried out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from joinedup.improvement import planning, rules
from joinedup.improvement.core.content import PROSE, Action, Statement
from joinedup.improvement.core.half_filled import suggested
from joinedup.improvement.enums import ActionState
from joinedup.improvement.models import WrittenStatement
from joinedup.improvement.queries import content_of, milestones_of, practice_for
from joinedup.web.agency.statement.forms import ActionForm, MilestoneForm, ReachedForm, SameForm, StateForm, filled_in
from joinedup.web.agency.statement.frame import show_statement, statement_page
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back


@gives_back
@statement_page
def point(request: HttpRequest, statement: WrittenStatement, letter_point_id: UUID) -> HttpResponse:
    """Show a point, who may have to contribute, what is done and what worked elsewhere; take whether it is the same as another."""
    row = get_object_or_404(statement.points, pk=letter_point_id)
    content = content_of(statement)
    one = next(found for found in content.points if found.id == str(row.pk))
    form = SameForm(content, one, components.posted(request), initial={"same_as": one.same_as or "none", "words": one.words})
    if form.is_bound and form.is_valid():
        try:
            planning.set_same(by=request.user, point=row, same_as=form.chosen(), words=form.cleaned_data["words"])
        except rules.StatementRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"Point {one.number} is kept so.")
            return redirect("agency:statement-point", statement.pk, row.pk)
    return show_statement(
        request,
        "point.html",
        statement,
        content=content,
        point=one,
        suggested=suggested(one, content.agencies),
        actions=content.actions_on(one.number),
        elsewhere=practice_for(statement, one.number),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        states=dict(ActionState.choices),
        may_write=rules.can_write(request.user, statement),
        may_be_same=one.kind == PROSE and rules.can_write(request.user, statement),
    )


@gives_back
@statement_page
def new_action(request: HttpRequest, statement: WrittenStatement) -> HttpResponse:
    """Add an action; `?point=` says on which point, whose agencies are then suggested."""
    content = content_of(statement)
    form = ActionForm(statement, content, components.posted(request), initial=_begun(content, request.GET.get("point", "")))
    if form.is_bound and form.is_valid():
        try:
            action = planning.add_action(by=request.user, statement=statement, planned=form.planned())
        except rules.StatementRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"Action {action.number} is in the plan.")
            return redirect("agency:statement-action", statement.pk, action.pk)
    return _action_form(request, statement, form, None)


@gives_back
@statement_page
def change_action(request: HttpRequest, statement: WrittenStatement, planned_action_id: UUID) -> HttpResponse:
    """Say an action anew."""
    row = get_object_or_404(statement.actions, pk=planned_action_id)
    content = content_of(statement)
    one = _told(content, planned_action_id)
    form = ActionForm(statement, content, components.posted(request), initial={**filled_in(one), "based_on": planning.mark_of(row)})
    if form.is_bound and form.is_valid():
        try:
            planning.change_action(by=request.user, action=row, planned=form.planned(), based_on=form.cleaned_data["based_on"])
        except planning.ChangedMeanwhile as reason:
            row.refresh_from_db()
            form.data = form.data.copy()
            form.data["based_on"] = planning.mark_of(row)  # kept again, it is written over what stands now
            form.add_error(
                None, f"{reason} It now says: “{row.what}”. Look at it, take over what should stay, and keep yours again."
            )
        except rules.StatementRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"Action {row.number} is changed.")
            return redirect("agency:statement-action", statement.pk, row.pk)
    return _action_form(request, statement, form, one)


@gives_back
@statement_page
def action(request: HttpRequest, statement: WrittenStatement, planned_action_id: UUID) -> HttpResponse:
    """Show one action, its milestones and how it goes on; take a milestone, or how far it has come."""
    row = get_object_or_404(statement.actions, pk=planned_action_id)
    one = _told(content_of(statement), planned_action_id)
    sent = request.POST.get("form", "")
    forms = {
        "milestone": MilestoneForm(request.POST if sent == "milestone" else None, auto_id="id_milestone_%s"),
        "state": StateForm(request.POST if sent == "state" else None, initial={"state": one.state}, auto_id="id_state_%s"),
    }
    form = forms.get(sent)
    if form is not None and form.is_valid():
        said = form.cleaned_data
        try:
            if sent == "milestone":
                planning.add_milestone(by=request.user, action=row, what=said["what"], due_on=said["due_on"])
            else:
                planning.move_action(by=request.user, action=row, state=ActionState(said["state"]), words=said["words"])
        except rules.StatementRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"Action {row.number}: what you wrote is kept.")
            return redirect("agency:statement-action", statement.pk, row.pk)
    return show_statement(
        request,
        "action.html",
        statement,
        content=content_of(statement),
        action=one,
        names=[content_of(statement).agency_name(key) for key in one.contributors],
        forms=forms,
        errors=components.error_list(form) if form is not None else [],
        states=dict(ActionState.choices),
        today=timezone.localdate(),
        may_write=rules.can_write(request.user, statement),
    )


@gives_back
@statement_page
def milestone(request: HttpRequest, statement: WrittenStatement, milestone_id: UUID) -> HttpResponse:
    """Say that a milestone is reached, and by what that is seen."""
    row = get_object_or_404(milestones_of(statement), pk=milestone_id)
    form = ReachedForm(components.posted(request), initial={"done_on": row.done_on, "proof": row.proof})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            planning.reach_milestone(by=request.user, milestone=row, done_on=said["done_on"], proof=said["proof"])
        except rules.StatementRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "The milestone is reached.")
            return redirect("agency:statement-action", statement.pk, row.action_id)
    return show_statement(
        request,
        "milestone.html",
        statement,
        crumbs=_crumb(statement, row.action),
        milestone=row,
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        may_write=rules.can_write(request.user, statement),
    )


def _told(content: Statement, planned_action_id: UUID) -> Action:
    return next(one for one in content.actions if one.id == str(planned_action_id))


def _begun(content: Statement, number: str) -> dict[str, Any]:
    """Return what is filled in of a new action on a point: the point, and the agencies of its sectors."""
    one = content.point(number)
    if one is None:
        return {}
    return {"points": [one.same_as or number], "contributors": [agency.key for agency in suggested(one, content.agencies)]}


def _action_form(request: HttpRequest, statement: WrittenStatement, form: ActionForm, one: Action | None) -> HttpResponse:
    return show_statement(
        request,
        "action_form.html",
        statement,
        crumbs=_crumb(statement, statement.actions.get(pk=one.id)) if one else (),
        form=form,
        action=one,
        errors=components.error_list(form) if form.is_bound else [],
        may_write=rules.can_write(request.user, statement),
        voids=statement.approvals.filter(voided_at=None).exists() and statement.state in ("draft", "approved"),
    )


def _crumb(statement: WrittenStatement, row: Any) -> tuple[tuple[str, str], ...]:
    return ((f"Action {row.number}", reverse("agency:statement-action", args=[statement.pk, row.pk])),)
