"""Which areas a round goes to: reasons, the choice, one area, the urgent slot, the inspection that is opened."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from joinedup.areas.queries import agencies_of
from joinedup.method.programme import notified_for
from joinedup.programme.choices import actions, rules
from joinedup.programme.choices.gathering import places_of
from joinedup.programme.choices.kept import gathered_of, outcome_of
from joinedup.programme.choices.models import RoundArea
from joinedup.programme.choices.queries import areas_of, choices_of, could_come_in, history_of, shown
from joinedup.programme.opening.actions import open_from_round
from joinedup.programme.opening.rules import can_open_from, check_can_open_from
from joinedup.programme.plans.queries import team_of, weeks_between
from joinedup.programme.reasons.actions import give_reason, read_reasons, withdraw_reason
from joinedup.programme.reasons.models import Reason
from joinedup.programme.reasons.rules import can_give_reason, can_withdraw
from joinedup.programme.rounds.enums import KNOW
from joinedup.programme.rounds.models import Round
from joinedup.programme.rounds.queries import areas_open_to, members_of
from joinedup.programme.rounds.rules import RoundRefused
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.programme_access import areas_page, show_round
from joinedup.web.inspectorate.programme_forms import (
    CodeWordForm,
    OpenFromRoundForm,
    ReasonForm,
    SwapForm,
    UrgentForm,
    WhyForm,
)


@areas_page
def reasons(request: HttpRequest, row: Round) -> HttpResponse:
    """List the reasons for areas, as far as the reader may read them, in the order of names; enter one."""
    today = timezone.localdate()
    others = [one.person for one in members_of(row) if one.part in KNOW and one.person_id != request.user.pk]
    form = ReasonForm(areas_open_to(row), others, components.posted(request))
    if form.is_valid():
        try:
            give_reason(by=request.user, round_=row, **form.said())
        except RoundRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "The reason is entered.")
            return redirect("inspectorate:programme-reasons", row.pk)
    given = [(one, can_withdraw(request.user, one.row)) for one in read_reasons(by=request.user, round_=row, on=today)]
    errors = components.error_list(form) if form.is_bound else []
    may = can_give_reason(request.user, row)
    return show_round(request, "programme_reasons.html", row, given=given, form=form if may else None, errors=errors)


@areas_page
def withdraw(request: HttpRequest, row: Round, reason_id: UUID) -> HttpResponse:
    """Withdraw a reason."""
    reason = get_object_or_404(Reason.objects.filter(round=row).readable_by(request.user), pk=reason_id)
    form = WhyForm(components.posted(request))
    if form.is_valid():
        withdraw_reason(by=request.user, reason=reason, why=form.cleaned_data["why"])
        messages.success(request, "The reason is withdrawn. It counts no more, and stays readable to those who may read it.")
        return redirect("inspectorate:programme-reasons", row.pk)
    errors = components.error_list(form) if form.is_bound else []
    return show_round(request, "programme_withdraw.html", row, form=form, errors=errors, reason=reason)


@areas_page
def choice(request: HttpRequest, row: Round) -> HttpResponse:
    """Show the choice that stands: each area's sentence why or why not, what was weighed, who changed it; choose anew."""
    if request.method == "POST":
        actions.choose(by=request.user, round_=row)
        messages.success(request, "The areas are chosen. Each carries a sentence why, each other one why not.")
        return redirect("inspectorate:programme-choice", row.pk)
    made = choices_of(row).first()
    outcome, gathered = (outcome_of(made), gathered_of(made)) if made else (None, None)
    names = {place.code: place.name for place in gathered.places} if gathered else {}
    places = {one.area.code: one for one in areas_of(row)}
    return show_round(
        request,
        "programme_choice.html",
        row,
        made=made,
        choices=list(choices_of(row)),
        outcome=outcome,
        chosen=sorted(((names.get(one.area, one.area), one, places.get(one.area)) for one in outcome.chosen), key=_name)
        if outcome
        else [],
        left_out=sorted((names.get(area, area), why) for area, why in outcome.left_out.items()) if outcome else [],
        asked=gathered.asked if gathered else None,
        may_choose=rules.can_choose(request.user, row),
        may_put_in=rules.can_put_in(request.user, row),
        history=list(history_of(row)),
    )


def _name(line: tuple[str, object, object]) -> str:
    return line[0]


@areas_page
def area(request: HttpRequest, row: Round, round_area_id: UUID) -> HttpResponse:
    """Show one area of a round: why it is in, its week and team, what happened to it; swap it or call it otherwise (`do`)."""
    place = _place(row, round_area_id)
    do = request.POST.get("do", "")
    swapping = SwapForm(could_come_in(row, areas_open_to(row)), request.POST if do == "swap" else None)
    naming = CodeWordForm(request.POST if do == "name" else None)
    if swapping.is_bound and swapping.is_valid():
        said = {"put_in": swapping.areas[swapping.cleaned_data["put_in"]], "why": swapping.cleaned_data["why"]}
        try:
            new = actions.swap(by=request.user, place=place, **said)
        except RoundRefused as reason:
            swapping.add_error("put_in", str(reason))
        else:
            messages.success(request, "The areas are swapped. Who did it and why stands with both.")
            return redirect("inspectorate:programme-area", row.pk, new.pk)
    if naming.is_bound and naming.is_valid():
        try:
            actions.call_otherwise(by=request.user, place=place, **naming.cleaned_data)
        except RoundRefused as reason:
            naming.add_error("code_word", str(reason))
        else:
            messages.success(request, "It is called so from now on.")
            return redirect("inspectorate:programme-area", row.pk, place.pk)
    [facts] = places_of([place.area])
    return show_round(
        request,
        "programme_area.html",
        row,
        secrets=[place.area.name],
        place=place,
        one=shown(request.user, place),
        facts=facts,
        team=list(team_of(place)),
        history=list(history_of(row).filter(place=place)),
        given=read_reasons(by=request.user, round_=row, on=timezone.localdate(), area=place.area),
        swapping=swapping if rules.can_swap(request.user, place) else None,
        naming=naming if place.inspection_id is None else None,
        may_open=can_open_from(request.user, place),
        errors=[error for form in (swapping, naming) if form.is_bound for error in components.error_list(form)],
    )


@areas_page
def urgent(request: HttpRequest, row: Round) -> HttpResponse:
    """Put an area in as soon as it can be."""
    rules.check_can_put_in(request.user, row)
    monday = timezone.localdate()
    weeks = [week for week in weeks_between(row.first, row.last) if row.made_up or week >= monday]
    form = UrgentForm(could_come_in(row, areas_open_to(row)), weeks, components.posted(request))
    if form.is_valid():
        try:
            new = actions.put_in_urgently(by=request.user, round_=row, **form.said())
        except RoundRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "The area is in. Plan the teams again: the rest moves as little as it can.")
            return redirect("inspectorate:programme-area", row.pk, new.pk)
    errors = components.error_list(form) if form.is_bound else []
    return show_round(request, "programme_urgent.html", row, form=form, errors=errors)


@areas_page
def opens(request: HttpRequest, row: Round, round_area_id: UUID) -> HttpResponse:
    """Open the inspection of an area: its agencies; framework, day, code word and team come from the round."""
    place = _place(row, round_area_id)
    check_can_open_from(request.user, place)
    day = notified_for(row.framework, place.week)
    form = OpenFromRoundForm(agencies_of(place.area), components.posted(request), initial={"notified_on": day})
    if form.is_valid():
        agencies = [form.agencies[key] for key in form.cleaned_data["agencies"]]
        said = {"agencies": agencies, "notified_on": form.cleaned_data["notified_on"]}
        opened = open_from_round(by=request.user, place=place, **said)
        messages.success(request, "The inspection is opened with the team that is planned.")
        return redirect("inspectorate:team", opened.pk)
    errors = components.error_list(form) if form.is_bound else []
    context = {"form": form, "errors": errors, "place": place, "team": list(team_of(place))}
    return show_round(request, "programme_open.html", row, secrets=[place.area.name], **context)


def _place(row: Round, round_area_id: UUID) -> RoundArea:
    found = RoundArea.objects.filter(round=row, pk=round_area_id).select_related("area", "round", "inspection").first()
    if found is None:
        raise Http404
    return found
