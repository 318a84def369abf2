"""The programme: rounds, who plans them, how far they are, and the year plan by code words."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from joinedup.programme.choices.actions import read_areas
from joinedup.programme.choices.queries import areas_seen_by
from joinedup.programme.core.yearplan import year_plan
from joinedup.programme.diaries.rules import has_diary
from joinedup.programme.plans.queries import by_place, goes_to
from joinedup.programme.rounds import actions, rules
from joinedup.programme.rounds.enums import MOVES, Planning, RoundState
from joinedup.programme.rounds.models import Round
from joinedup.programme.rounds.queries import could_join, members_seen_by, part_of, rounds_of
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.opening import frameworks_open_to
from joinedup.web.inspectorate.programme_access import programme_page, round_page, show_round
from joinedup.web.inspectorate.programme_forms import PartForm, RoundForm
from joinedup.web.inspectorate.programme_in_words import bar_of, shown_rows


@programme_page
def programme(request: HttpRequest) -> HttpResponse:
    """List the rounds the reader has a part in."""
    rows = [(row, part_of(request.user, row)) for row in rounds_of(request.user)]
    return show(request, "programme.html", rows=rows, has_diary=has_diary(request.user))


@programme_page
def new_round(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    frameworks = frameworks_open_to(request.user)
    form = RoundForm(frameworks.values(), components.posted(request))
    if form.is_valid():
        said = {**form.cleaned_data, "framework": frameworks[form.cleaned_data["framework"]]}
        try:
            opened = actions.open_round(by=request.user, **said)
        except rules.RoundRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "The round is opened. You run it: say who plans it with you.")
            return redirect("inspectorate:programme-round", opened.pk)
    errors = components.error_list(form) if form.is_bound else []
    crumbs = [{"text": "Programme", "href": "/inspectorate/programme/"}]
    return show(request, "programme_new.html", form=form, errors=errors, breadcrumbs=crumbs)


@round_page
def round_(request: HttpRequest, row: Round) -> HttpResponse:
    """Show how far a round is and its year plan; move it on or back."""
    if request.method == "POST":
        to = request.POST.get("to", "")
        if to not in RoundState.values:
            raise Http404
        moved = actions.move_round(by=request.user, round_=row, to=RoundState(to))
        messages.success(request, f"The round is at “{moved.get_state_display()}” now.")
        return redirect("inspectorate:programme-round", row.pk)
    shown, knows = areas_seen_by(request.user, row), rules.knows_areas(request.user, row)
    if knows and shown:
        read_areas(by=request.user, round_=row, where="inspectorate:programme-round")
    goes = by_place(goes_to(row))
    bars = [bar_of(one, goes.get(one.row.pk, [])) for one in shown]
    moves = [to for (state, to) in MOVES if state == row.state and rules.can_move_round(request.user, row, to)]
    return show_round(
        request,
        "programme_round.html",
        row,
        part=part_of(request.user, row),
        knows=knows,
        named=any(one.name for one in shown),
        picture=year_plan(bars, row.first, row.last),
        rows=shown_rows(shown, goes),
        moves=moves,
        states=list(RoundState),
    )


@round_page
def people(request: HttpRequest, row: Round, member_id: UUID | None = None) -> HttpResponse:
    """Show who has a part in a round; give one, or end one (`end`: whose)."""
    members = list(members_seen_by(request.user, row))
    ending = next((one for one in members if str(one.pk) == request.POST.get("end")), None)
    if ending is not None:
        actions.end_part(by=request.user, member=ending)
        messages.success(request, f"{ending.person.name} has no part in this round any more.")
        return redirect("inspectorate:programme")
    runs, staff = rules.runs_round(request.user, row), could_join(row)
    form = PartForm(staff, components.posted(request))
    if form.is_bound:
        rules.check_runs_round(request.user, row)
    if form.is_valid():
        person, part = staff[form.cleaned_data["person"]], Planning(form.cleaned_data["part"])
        actions.give_part(by=request.user, round_=row, person=person, part=part)
        messages.success(request, f"{person.name}: {part.label.lower()}.")
        return redirect("inspectorate:programme-people", row.pk)
    errors = components.error_list(form) if form.is_bound else []
    return show_round(request, "programme_people.html", row, members=members, form=form if runs else None, errors=errors, runs=runs)
