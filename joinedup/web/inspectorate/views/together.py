"""Judging together: the views side by side, what is concluded of each criterion, and the differences of view that are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.cases.core.versions import Version
from joinedup.evidence.core.phases import Phase, Saying
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.core.viewing import differs
from joinedup.evidence.models import Note
from joinedup.evidence.own_views import queries as views
from joinedup.evidence.own_views.actions import read_views
from joinedup.evidence.own_views.queries import View
from joinedup.evidence.own_views.visibility import opening_of
from joinedup.evidence.queries import notes_seen_by
from joinedup.evidence.together import actions, queries
from joinedup.evidence.together.queries import Judged
from joinedup.evidence.together.rules import can_conclude, can_say, check_can_conclude
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import inspectorate_of
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import by_area
from joinedup.web.inspectorate.opening_in_words import countdown
from joinedup.web.inspectorate.own_view_forms import NoFindingForm, SayForm


@dataclass(frozen=True)
class Wording:
    """One wording of an own view as a page shows it; a note its reader may not read is one for restricted eyes."""

    version: Version
    leans: str
    notes: tuple[Note, ...]
    restricted: int


@dataclass(frozen=True)
class Side:
    """One inspectorate's view beside the others: what was opened, and what was written since."""

    view: View
    opened: tuple[Wording, ...]
    later: tuple[Wording, ...]


@team_page
def together(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the criteria with their phases: first where views differ, once they are open."""
    opening, judged = opening_of(inspection), {one.criterion.id: one for one in queries.judgements(inspection)}
    differing = _differing(request, inspection) if opening.is_open else []
    return show(
        request,
        "together.html",
        inspection,
        child_level=True,
        areas=by_area(inspection.framework),
        judged=judged,
        opening=opening,
        countdown=countdown(opening, timezone.now()),
        differing=[judged[key] for key in differing],
        agreed=sum(one.phase == Phase.AGREED for one in judged.values()),
    )


@team_page
def criterion(request: HttpRequest, inspection: Inspection, criterion: str) -> HttpResponse:
    """Show one criterion: each inspectorate's words beside the others, what is concluded, and who agrees."""
    return _page(request, inspection, _judged(inspection, criterion))


@gives_back
@require_POST
@team_page
def say(request: HttpRequest, inspection: Inspection, criterion: str) -> HttpResponse:
    """Say for the reader's inspectorate that it agrees, keeps its difference of view, or takes back what it said."""
    judged = _judged(inspection, criterion)
    form = _say_form(request, inspection, judged, request.POST)
    if not form.is_valid():
        return _page(request, inspection, judged, saying=form)
    about = next((one for one in judged.findings if str(one.pk) == form.cleaned_data.get("finding")), None)
    said = {"saying": form.cleaned_data["saying"], "words": form.cleaned_data["words"], "finding": about}
    try:
        actions.say(by=request.user, inspection=inspection, criterion=criterion, about=request.POST.get("about", ""), **said)
    except EvidenceError as reason:
        form.add_error("words", str(reason))
        return _page(request, inspection, judged, saying=form)
    messages.success(request, _SAID[Saying(form.cleaned_data["saying"])])
    return redirect("inspectorate:together-criterion", inspection.pk, criterion)


@gives_back
@require_POST
@team_page
def no_finding(request: HttpRequest, inspection: Inspection, criterion: str) -> HttpResponse:
    """Say that the criterion leads to no finding, or take that back; both with a reason.

    The form says which of the two it means: sent twice, or from a page read before a colleague's, it is refused.
    """
    judged = _judged(inspection, criterion)
    check_can_conclude(request.user, inspection)
    form, again = NoFindingForm(request.POST), request.POST.get("act") == "again"
    if not form.is_valid():
        return _page(request, inspection, judged, nothing=form)
    if again != bool(judged.no_finding) or request.POST.get("about", judged.conclusion) != judged.conclusion:
        form.add_error("why", "What was concluded has changed since you opened this page. Read it again, then say so.")
        return _page(request, inspection, judged, nothing=form)
    act = actions.take_up_again if again else actions.conclude_without
    act(by=request.user, inspection=inspection, criterion=criterion, why=form.cleaned_data["why"])
    messages.success(request, "The criterion is looked at again." if again else "Kept: no finding on this criterion.")
    return redirect("inspectorate:together-criterion", inspection.pk, criterion)


_SAID: Mapping[Saying, str] = {
    Saying.AGREES: "Kept: your inspectorate agrees.",
    Saying.DIFFERS: "Your inspectorate’s difference of view is kept.",
    Saying.TAKEN_BACK: "What your inspectorate said is taken back.",
}


def _judged(inspection: Inspection, criterion: str) -> Judged:
    try:
        return queries.judged(inspection, criterion)
    except StopIteration as nothing:
        raise Http404 from nothing


def _differing(request: HttpRequest, inspection: Inspection) -> list[str]:
    read = read_views(by=request.user, inspection=inspection)
    return [key for key, held in read.items() if differs(view.held for view in held)]


def _say_form(request: HttpRequest, inspection: Inspection, judged: Judged, data: QueryDict | None = None) -> SayForm:
    said = dict(judged.said).get(inspectorate_of(request.user, inspection))
    findings = [(str(one.pk), f"Finding {one.number}") for one in judged.findings]
    return SayForm(findings, data, may_take_back=said is not None)


def _page(
    request: HttpRequest,
    inspection: Inspection,
    judged: Judged,
    *,
    saying: SayForm | None = None,
    nothing: NoFindingForm | None = None,
) -> HttpResponse:
    opening = opening_of(inspection)
    held = read_views(by=request.user, inspection=inspection, criterion=judged.criterion.id)[judged.criterion.id]
    notes = {note.pk: note for note in notes_seen_by(request.user, inspection)}
    errors = [error for form in (saying, nothing) if form is not None for error in components.error_list(form)]
    return show(
        request,
        "together_criterion.html",
        inspection,
        child_level=True,
        crumbs=(("Judging together", reverse("inspectorate:together", args=[inspection.pk])),),
        judged=judged,
        sides=[_side(view, notes) for view in held],
        differs=opening.is_open and differs(view.held for view in held),
        places=[place for place in views.places(inspection) if place.criterion.id == judged.criterion.id],
        opening=opening,
        countdown=countdown(opening, timezone.now()),
        saying=saying or _say_form(request, inspection, judged),
        nothing=nothing or NoFindingForm(),
        may_say=can_say(request.user, inspection, judged, Saying.AGREES),
        may_conclude=can_conclude(request.user, inspection),
        errors=errors,
    )


def _side(view: View, notes: Mapping[UUID, Note]) -> Side:
    return Side(view, tuple(_told(one, notes) for one in view.opened), tuple(_told(one, notes) for one in view.later))


def _told(version: Version, notes: Mapping[UUID, Note]) -> Wording:
    ids = [UUID(note) for note, _ in views.notes_in(version)]
    seen = tuple(notes[id] for id in ids if id in notes)
    return Wording(version, views.leans(version), seen, len(ids) - len(seen))
