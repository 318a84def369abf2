"""One child's chronology of all agencies: to read, to print, to follow to its sources, and to add to from case files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from joinedup.cases import queries as cases
from joinedup.cases.actions import open_child, read_child
from joinedup.cases.core import words
from joinedup.cases.core.drawing.page import Around, chronology_body, chronology_page, in_words
from joinedup.cases.core.drawing.view import Event, show
from joinedup.cases.core.story import ChildStory
from joinedup.cases.enums import TrackedState
from joinedup.cases.models import TrackedChild
from joinedup.cases.rules import can_move
from joinedup.evidence import queries as evidence
from joinedup.evidence.actions import open_notes
from joinedup.evidence.added import actions as adding
from joinedup.evidence.added.queries import added_seen_by, added_to
from joinedup.evidence.added.rules import can_add, can_withdraw, check_can_add, check_can_withdraw
from joinedup.evidence.core.dated import between_of
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.intake.core.unusable import UnusableFile
from joinedup.intake.source_rows.actions import open_row
from joinedup.intake.source_rows.queries import Place, submission_at
from joinedup.linkage.not_known.rules import can_ask_about
from joinedup.linkage.queries import latest_run
from joinedup.web.components import forms as components
from joinedup.web.components.dates import moment
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.added_forms import AddedEventForm
from joinedup.web.inspectorate.child import show_child
from joinedup.web.inspectorate.chronology_choice import Choice
from joinedup.web.inspectorate.enquiry_in_words import became
from joinedup.web.inspectorate.forms import WhyForm
from joinedup.web.inspectorate.frame import called
from joinedup.web.inspectorate.known import Known, holds, questions_about
from joinedup.web.inspectorate.labels import Labels

_SHORT = 70


@team_page
def chronology(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Show one child's chronology: picture, prompts, timescales, handovers, events, and the notes about the child."""
    child = _child(request, inspection, tracked_id)
    story = _story(request, child)
    choice = Choice(story, request.GET)
    shown = choice.shown
    form = {"choice": choice, "child": child, "inspection": inspection, "told": in_words(shown)}
    controls = render_to_string("inspectorate/chronology_choice.html", {**form, "may_add": can_add(request.user, child)}, request)
    body = chronology_body(shown, Around(_sources(child), controls, became(child)))
    return show_child(
        request,
        "chronology.html",
        child,
        here="chronology",
        errors=components.error_list(choice.form),
        story=story,
        agencies=story.chronology["agency"].n_unique(),
        body=mark_safe(body),  # noqa: S308  escaped where it is drawn
        added=[(event, _told(event), can_withdraw(request.user, event)) for event in added_seen_by(request.user, child)],
        numbers=shown.number,
        notes=evidence.timed(evidence.marked(inspection, evidence.notes_about(child, request.user))),
        labels=Labels(inspection.framework),
        moves=cases.moves_of(child),
        may_move=can_move(request.user, child, _other_state(child)),
        **_who_knew(request, child),
    )


@team_page
def printed(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Give the chronology as one page that stands alone and prints; that it was printed is written down."""
    child = _child(request, inspection, tracked_id)
    story = _story(request, child, printed=True)
    page = chronology_page(
        Choice(story, request.GET).shown,
        made_up=inspection.made_up,
        heading=called(inspection),
        printed=f"Printed by {request.user.name or request.user.email}, {moment(timezone.now())}.",
        nonce=request.csp_nonce,
    )
    return HttpResponse(page)


@team_page
def source(request: HttpRequest, inspection: Inspection, tracked_id: UUID, event_id: str) -> HttpResponse:
    """Show what an event was read from: the row as the agency sent it, or the note of one added by hand."""
    child = _child(request, inspection, tracked_id)
    shown = show(_story(request, child))
    if event_id not in shown.number:
        raise Http404
    number = shown.number[event_id]
    event = shown.events[number - 1][1]
    about = {"number": number, "event": event, "when": words.span(event, shown.story.lasts(event))}
    told = {"what": words.label(event["kind"]), "who": shown.story.agency(event["agency"] or ""), **about}
    told |= {"about": words.VIA[event["via"]] if event["via"] else "the child", "title": f"{child.code}: source of event {number}"}
    return _row_page(request, child, event, told) if event["list"] else _note_page(request, child, event_id, told)


@gives_back
@team_page
def add(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Add an event an agency's case file tells of, on a note that is there or is written with it."""
    child = _child(request, inspection, tracked_id)
    check_can_add(request.user, child)
    taking_part = {agency.key: agency for agency in agencies(inspection)}
    notes = {str(note.pk): note for note in evidence.notes_about(child, request.user)}
    listed = [(key, f"{note}: {_cut(note.current.text)}") for key, note in notes.items()]
    named = [(key, agency.name) for key, agency in taking_part.items()]
    form = AddedEventForm(inspection, named, listed, components.posted(request))
    if form.is_valid():
        said = form.cleaned_data
        event = {name: said[name] for name in ("kind", "via", "words", "start", "end")}
        event["agency"] = taking_part[said["agency"]]
        try:
            made = _add(request, child, event, said, notes.get(said["note"]))
        except EvidenceError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The event is added, with {made.note} as its source.")
            return redirect("inspectorate:chronology-event", inspection.pk, child.pk, str(made.pk))
    read_child(by=request.user, tracked=child, page="adding an event")
    errors = components.error_list(form) if form.is_bound else []
    title = f"{child.code}: add an event from a case file"
    return show_child(request, "chronology_add.html", child, here="chronology", form=form, errors=errors, title=title)


@gives_back
@team_page
def withdraw(request: HttpRequest, inspection: Inspection, tracked_id: UUID, added_id: UUID) -> HttpResponse:
    """Withdraw an event added by hand, with the reason; it stays to be read below the chronology."""
    child = _child(request, inspection, tracked_id)
    event = get_object_or_404(added_seen_by(request.user, child), pk=added_id)
    check_can_withdraw(request.user, event)
    form = WhyForm(components.posted(request), help_text="It stays below the chronology with your reason, and counts nowhere.")
    if form.is_valid():
        adding.withdraw_event(by=request.user, event=event, why=form.cleaned_data["why"])
        messages.success(request, "The event is withdrawn.")
        return redirect("inspectorate:chronology", inspection.pk, child.pk)
    read_child(by=request.user, tracked=child, page="withdrawing an event")
    errors = components.error_list(form) if form.is_bound else []
    title = f"{child.code}: withdraw an event"
    told = {"event": event, "told": _told(event), "title": title}
    return show_child(request, "chronology_withdraw.html", child, here="chronology", form=form, errors=errors, **told)


def _child(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> TrackedChild:
    return get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)


def _story(request: HttpRequest, child: TrackedChild, *, printed: bool = False) -> ChildStory:
    return open_child(by=request.user, tracked=child, added=added_to(child), printed=printed)


def _sources(child: TrackedChild) -> Any:
    """Return where each event's source is opened; the address is made once, for 300 of them."""
    here = reverse("inspectorate:chronology-event", args=[child.inspection_id, child.pk, "-"]).removesuffix("-/")

    def address(event: Event) -> str:
        return f"{here}{event['event_id']}/"

    return address


def _row_page(request: HttpRequest, child: TrackedChild, event: Event, told: dict[str, Any]) -> HttpResponse:
    place = Place(event["agency"], event["submission"] or "", event["list"], event["sheet"], event["row"] or 0)
    sent = submission_at(child.inspection, place)
    if sent is None:
        return show_child(request, "chronology_source.html", child, here="chronology", **told)
    try:
        opened = open_row(by=request.user, submission=sent, place=place, child=child.code)
    except UnusableFile as error:
        return show_child(request, "chronology_source.html", child, here="chronology", sent=sent, unusable=str(error), **told)
    return show_child(request, "chronology_source.html", child, here="chronology", sent=sent, opened=opened, place=place, **told)


def _note_page(request: HttpRequest, child: TrackedChild, event_id: str, told: dict[str, Any]) -> HttpResponse:
    added = get_object_or_404(added_seen_by(request.user, child), pk=event_id)
    readable = open_notes(by=request.user, inspection=child.inspection, notes=[added.note], through=added.note)
    context = {
        "added": added,
        "readable": bool(readable),
        "labels": Labels(child.inspection.framework),
        "may_withdraw": can_withdraw(request.user, added),
    }
    return show_child(request, "chronology_added.html", child, here="chronology", **context, **told)


def _add(request: HttpRequest, child: TrackedChild, event: dict[str, Any], said: dict[str, Any], note: Any) -> Any:
    if note is not None:
        return adding.add_event(by=request.user, tracked=child, note=note, **event)
    written = {name: said[name] for name in ("text", "seen_on", "direction")}
    written["criteria"] = [said["criterion"]]
    written["sector"] = event["agency"].sector
    return adding.add_event_and_note(by=request.user, tracked=child, said=written, **event)


def _told(event: Any) -> str:
    """Return an added event in a line, withdrawn or not."""
    start = between_of(event.what["start"])
    when = words.dated(start.earliest, start.latest, start.precision)
    return f"{words.label(event.what['kind'])}, {when}, {event.agency.name}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]} …"


def _who_knew(request: HttpRequest, child: TrackedChild) -> dict[str, Any]:
    """Return what each agency holds of a child by the latest run, and what it was asked. The chronology stays as it was pinned."""
    run = latest_run(child.inspection)
    if run is None:
        return {}
    known = Known(child.inspection, run)
    people = known.knowing.people_of(child.records)
    questions = questions_about(child.inspection, known, people)
    return {
        "knew": holds(known, people, questions, may_ask=can_ask_about(request.user, child.inspection)),
        "people": sorted(people & known.children.keys()),
    }


def _other_state(child: TrackedChild) -> TrackedState:
    return TrackedState.LEFT_OUT if child.state == TrackedState.TRACKED else TrackedState.TRACKED
