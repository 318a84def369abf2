"""The daily team meeting: what is new, what is thin, who looks at what, what is open, what is decided."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.cases.concerns.queries import open_concerns
from joinedup.cases.enquiries.queries import open_enquiries
from joinedup.evidence.looking.queries import children_unseen, gaps_left, gaps_of, grid_for
from joinedup.evidence.looking.rules import can_give
from joinedup.evidence.meetings import actions, queries, rules
from joinedup.evidence.meetings.models import TeamMeeting
from joinedup.evidence.models import Note
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import team
from joinedup.people.models import Person
from joinedup.web.components import forms as components
from joinedup.web.components.concerns import told
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.gap_forms import CloseForm, DecisionForm
from joinedup.web.inspectorate.grid_in_words import GridWords, about
from joinedup.web.inspectorate.labels import Labels


@team_page
def meetings(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show what a meeting held now would look at."""
    return _page(request, inspection)


@require_POST
@team_page
def begin(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Begin today's meeting."""
    begun = actions.hold_meeting(by=request.user, inspection=inspection, on=timezone.localdate())
    messages.success(request, f"{begun} is begun.")
    return redirect("inspectorate:team-meetings", inspection.pk)


@require_POST
@gives_back
@team_page
def decide(request: HttpRequest, inspection: Inspection, team_meeting_id: UUID) -> HttpResponse:
    """Write down what the meeting decided."""
    found = _meeting(request, inspection, team_meeting_id)
    form = DecisionForm(request.POST)
    rules.check_can_decide(request.user, found)
    if not form.is_valid():
        return _page(request, inspection, decision=form)
    actions.decide(by=request.user, meeting=found, words=form.cleaned_data["words"])
    return redirect(reverse("inspectorate:team-meetings", args=[inspection.pk]) + "#decided")


@require_POST
@team_page
def close(request: HttpRequest, inspection: Inspection, team_meeting_id: UUID) -> HttpResponse:
    """Close the meeting with who was there."""
    found, people = _meeting(request, inspection, team_meeting_id), _people(inspection)
    rules.check_can_close(request.user, found)
    form = CloseForm([(key, person.name) for key, person in people.items()], request.POST)
    if not form.is_valid():
        return _page(request, inspection, close=form)
    actions.close_meeting(by=request.user, meeting=found, there=[people[key] for key in form.cleaned_data["there"]])
    messages.success(request, f"{found} is closed.")
    return redirect("inspectorate:team-meeting", inspection.pk, found.pk)


@team_page
def meeting(request: HttpRequest, inspection: Inspection, team_meeting_id: UUID) -> HttpResponse:
    """Show what was decided in one meeting, who was there, and how the gaps stood."""
    found, labels = _meeting(request, inspection, team_meeting_id), Labels(inspection.framework)
    notes = list(queries.new_to(request.user, found))
    _log(request, inspection, found, notes)
    given = gaps_of(inspection).filter(given_at__gte=found.begun_at)
    return show(
        request,
        "team_meeting.html",
        inspection,
        child_level=True,
        crumbs=(("Team meeting", reverse("inspectorate:team-meetings", args=[inspection.pk])),),
        meeting=found,
        decisions=queries.decisions_in(found),
        notes=notes,
        given=[(gap, about(gap, labels)) for gap in (given.filter(given_at__lte=found.closed_at) if found.closed_at else given)],
        stood=[(key, [cell[1:] for cell in cells]) for key, cells in groupby(found.stood, key=lambda cell: cell[0])],
        labels=labels,
    )


def _page(
    request: HttpRequest, inspection: Inspection, *, decision: DecisionForm | None = None, close: CloseForm | None = None
) -> HttpResponse:
    held = queries.held_now(inspection)
    since = held.since if held else queries.new_from(inspection, timezone.now())
    notes = list(queries.new_notes(request.user, inspection, since))
    _log(request, inspection, held, notes)
    words = GridWords(inspection, grid_for(request.user, inspection))
    sent = decision or close
    return show(
        request,
        "team_meetings.html",
        inspection,
        child_level=True,
        held=held,
        since=since,
        notes=notes,
        gaps=words.gaps(),
        unseen=children_unseen(words.grid, inspection),
        given=[(gap, about(gap, words.labels)) for gap in gaps_left(inspection)],
        concerns=[told(concern) for concern in open_concerns(request.user, inspection)],
        lines=open_enquiries(inspection),
        decisions=queries.decisions_in(held) if held else [],
        earlier=[one for one in queries.meetings_seen_by(request.user, inspection) if one != held],
        labels=words.labels,
        may_hold=rules.can_hold(request.user, inspection),
        may_give=can_give(request.user, inspection),
        errors=components.error_list(sent) if sent and sent.is_bound else [],
        **_forms(request, inspection, held, decision, close),
    )


def _forms(
    request: HttpRequest, inspection: Inspection, held: TeamMeeting | None, decision: DecisionForm | None, close: CloseForm | None
) -> dict[str, Any]:
    """Return the forms of a meeting being held, to whoever may fill them in."""
    if held is None or not rules.can_close(request.user, held):
        return {}
    people = [(key, person.name) for key, person in _people(inspection).items()]
    given: dict[str, Any] = {"close": close or CloseForm(people)}
    return given | {"decision": decision or DecisionForm()} if rules.can_decide(request.user, held) else given


def _meeting(request: HttpRequest, inspection: Inspection, team_meeting_id: UUID) -> TeamMeeting:
    found: TeamMeeting = get_object_or_404(queries.meetings_seen_by(request.user, inspection), pk=team_meeting_id)
    return found


def _people(inspection: Inspection) -> dict[str, Person]:
    return {str(member.person_id): member.person for member in team(inspection) if member.person.is_active}


def _log(request: HttpRequest, inspection: Inspection, held: TeamMeeting | None, notes: list[Note]) -> None:
    children = {note.current.tracked.code for note in notes if note.current.tracked}
    actions.open_meeting(by=request.user, inspection=inspection, meeting=held, notes=len(notes), children=sorted(children))
