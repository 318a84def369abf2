"""The grid: what is thin for tomorrow, what is seen of each criterion in each sector, and who looks at what."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from joinedup.cases.enquiries.queries import who_may_follow
from joinedup.cases.queries import tracked_children
from joinedup.evidence.actions import open_notes
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.looking import actions, queries, rules
from joinedup.evidence.looking.enums import GapState
from joinedup.evidence.looking.models import Gap
from joinedup.evidence.rules import can_write_note
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.gap_forms import GapDoneForm, GiveForm, PassOnForm
from joinedup.web.inspectorate.grid_in_words import GridWords, about
from joinedup.web.inspectorate.labels import Labels

#: What the buttons of a gap say.
MOVES = {
    GapState.LOOKED: "It was looked at",
    GapState.DROPPED: "Nobody is to look at it",
    GapState.GIVEN: "Somebody is to look again",
}


@team_page
def grid(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show what is thin, then every criterion by sector."""
    found = actions.open_grid(by=request.user, inspection=inspection)
    words = GridWords(inspection, found)
    return show(
        request,
        "grid.html",
        inspection,
        child_level=True,
        grid=found,
        words=words,
        areas=words.areas(),
        gaps=words.gaps(),
        unseen=queries.children_unseen(found, inspection),
        sectors=inspection.framework.sectors,
        labels=words.labels,
        rule=inspection.framework.triangulated,
        may_give=rules.can_give(request.user, inspection),
    )


@team_page
def cell(request: HttpRequest, inspection: Inspection, criterion: str, seen_in: str) -> HttpResponse:
    """Show the notes behind one cell."""
    words = GridWords(inspection, queries.grid_for(request.user, inspection))
    one = words.grid.cell(criterion, seen_in)
    if one is None:
        raise Http404
    notes = queries.notes_in(request.user, inspection, one.notes)
    wanted = seen_in in next(row.criterion.sectors for row in words.grid.rows if row.criterion.id == criterion)
    return show(
        request,
        "grid_cell.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        title=f"{words.labels.sector(seen_in)}: what was seen",
        criterion=criterion,
        sector=seen_in,
        cell=words.cell(one, wanted=wanted),
        notes=open_notes(by=request.user, inspection=inspection, notes=notes, through=inspection),
        labels=words.labels,
        may_write=can_write_note(request.user, inspection),
        may_give=rules.can_give(request.user, inspection),
    )


@gives_back
@team_page
def give(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Give a gap to an inspector for a day."""
    rules.check_can_give(request.user, inspection)
    people = {str(person.pk): person for person in who_may_follow(inspection)}
    children = {str(child.pk): child for child in tracked_children(inspection)}
    before = {name: request.GET.get(name, "") for name in ("criterion", "sector", "tracked")}
    form = GiveForm(
        [(one.id, one.text) for one in inspection.framework.criteria],
        [(one.id, one.name) for one in inspection.framework.sectors],
        [(key, child.code) for key, child in children.items()],
        _named(people),
        components.posted(request),
        initial={**before, "day": timezone.localdate()},
    )
    if form.is_valid():
        said = dict(form.cleaned_data)
        said |= {"person": people[said["person"]], "tracked": children.get(said["tracked"])}
        try:
            given = actions.give(by=request.user, inspection=inspection, **said)
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{given.person.name} looks at it.")
            return redirect("inspectorate:gap", inspection.pk, given.pk)
    return show(request, "gap_new.html", inspection, child_level=True, crumbs=_crumbs(inspection), **_form(form))


@gives_back
@team_page
def gap(request: HttpRequest, inspection: Inspection, gap_id: UUID) -> HttpResponse:
    """Show one gap, who looks and what was done; say that it was looked at, or pass it on."""
    found = get_object_or_404(queries.gaps_seen_by(request.user, inspection), pk=gap_id)
    people = {str(person.pk): person for person in who_may_follow(inspection)}
    moves = [(str(to), MOVES[to]) for to in GapState if rules.can_move_gap(request.user, found, to)]
    passing = "person" in request.POST
    onward = PassOnForm(_named(people), request.POST if passing else None, initial={"person": found.person_id, "day": found.day})
    done = GapDoneForm(moves, None if passing else components.posted(request))
    try:
        if passing and onward.is_valid():
            said = onward.cleaned_data
            actions.pass_on(by=request.user, gap=found, **{**said, "person": people[said["person"]]})
            return _moved(request, found, "It is passed on.")
        if not passing and done.is_valid():
            to = GapState(done.cleaned_data["to"])
            actions.move_gap(by=request.user, gap=found, to=to, words=done.cleaned_data["words"])
            return _moved(request, found, "Kept, with your name.")
        if request.method == "POST" and not passing and "to" in done.errors:
            raise InspectionRefused("It has moved on meanwhile. Look where it stands now.")
    except EvidenceError as reason:
        done.add_error("words", str(reason))
    labels = Labels(inspection.framework)
    forms = onward if passing else done
    return show(
        request,
        "gap.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        gap=found,
        about=about(found, labels),
        entries=queries.entries_of(found),
        moves=moves,
        onward=onward,
        done=done,
        may_pass_on=rules.can_pass_on(request.user, found),
        errors=components.error_list(forms) if forms.is_bound else [],
    )


def _moved(request: HttpRequest, found: Gap, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("inspectorate:gap", found.inspection_id, found.pk)


def _form(form: GiveForm) -> dict[str, Any]:
    return {"form": form, "errors": components.error_list(form) if form.is_bound else []}


def _named(people: dict[str, Any]) -> list[tuple[str, str]]:
    return [(key, person.name) for key, person in people.items()]


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("The grid", reverse("inspectorate:grid", args=[inspection.pk])),)
