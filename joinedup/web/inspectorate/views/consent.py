"""Consent of a child and the family, what was learned under it, and who met whom."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from joinedup.cases import queries as cases
from joinedup.cases.consent import actions, queries
from joinedup.cases.consent.enums import ConsentState, MeetingState
from joinedup.cases.consent.rules import (
    can_move_meeting,
    can_record_consent,
    can_record_meeting,
    can_set_aside,
    check_can_record_consent,
    check_can_record_meeting,
)
from joinedup.cases.models import Consent, Meeting, TrackedChild
from joinedup.evidence import queries as evidence
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import team
from joinedup.inspections.rules import InspectionRefused
from joinedup.method.recording import sections_of
from joinedup.people.models import Person
from joinedup.web.components import forms as components
from joinedup.web.components.consenting import AskForm, CameOfItForm, whose
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.child import show_child
from joinedup.web.inspectorate.meeting_forms import AsideForm, CalledOffForm, HeldForm, MeetingForm, NoteOfForm

HERE = "consent"
#: Why something could not be recorded, told at the head of the form.
Reason = (InspectionRefused, actions.ConsentError)


@team_page
def consent(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Show whose consent was asked, what came of it, and who met whom."""
    child = _child(request, inspection, tracked_id)
    consents, meetings = actions.open_consents(by=request.user, tracked=child)
    return show_child(
        request,
        "consent.html",
        child,
        here=HERE,
        consents=consents,
        meetings=meetings,
        notes=_numbers(request, child),
        may_ask=can_record_consent(request.user, child),
        may_meet=can_record_meeting(request.user, child),
    )


@gives_back
@team_page
def ask(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Record that somebody was asked."""
    child = _child(request, inspection, tracked_id)
    check_can_record_consent(request.user, child)
    form = AskForm(components.posted(request))
    if form.is_valid() and _done(form, lambda: actions.ask_consent(by=request.user, tracked=child, **form.cleaned_data)):
        messages.success(request, "Recorded. Record here what they say.")
        return redirect("inspectorate:consent", inspection.pk, child.pk)
    return _form_page(request, child, form, "record who was asked", "Record it")


@gives_back
@team_page
def one(request: HttpRequest, inspection: Inspection, tracked_id: UUID, consent_id: UUID) -> HttpResponse:
    """Show all that happened to one consent, record what came of it, and set aside what was learned where it was withdrawn."""
    child = _child(request, inspection, tracked_id)
    consents, _ = actions.open_consents(by=request.user, tracked=child)
    found = _among(consents, consent_id)
    form = CameOfItForm(found, components.posted(request))
    said = form.cleaned_data if form.is_valid() else {}
    if said and _done(form, lambda: actions.move_consent(by=request.user, consent=found, **said)):
        messages.success(request, f"Recorded: {whose(found)}, {ConsentState(said['to']).label.lower()}.")
        return redirect("inspectorate:consent-one", inspection.pk, child.pk, found.pk)
    titles = {section.id: section.title for section in sections_of(inspection.framework)}
    return show_child(
        request,
        "consent_one.html",
        child,
        here=HERE,
        consent=found,
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        learned=queries.to_weigh(found),
        titles=titles,
        notes=_numbers(request, child),
        may_move=bool(form.fields["to"].choices) and _may_move(request.user, found),
        may_set_aside=can_set_aside(request.user, found, False),
    )


@gives_back
@require_POST
@team_page
def aside(request: HttpRequest, inspection: Inspection, tracked_id: UUID, consent_id: UUID) -> HttpResponse:
    """Set aside something learned under a consent withdrawn since, or take it up again."""
    child = _child(request, inspection, tracked_id)
    found = _among(list(queries.consents_of(child)), consent_id)
    sent, form = request.POST, AsideForm(request.POST)
    object_id = next((one.object_id for one in queries.learned_under(found) if str(one.object_id) == sent.get("id")), None)
    if object_id is None:
        raise Http404
    try:
        why = form.cleaned_data["why"] if form.is_valid() else ""
        row = actions.set_aside(
            by=request.user, consent=found, kind=sent.get("kind", ""), object_id=object_id, aside=sent.get("aside") == "1", why=why
        )
        messages.success(request, "It is set aside and marked wherever it stands." if row.aside else "It may be used again.")
    except actions.ConsentError as reason:
        messages.warning(request, str(reason))
    return redirect("inspectorate:consent-one", inspection.pk, child.pk, found.pk)


@gives_back
@team_page
def meet(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Record a meeting, planned or held."""
    child = _child(request, inspection, tracked_id)
    check_can_record_meeting(request.user, child)
    consents, _ = actions.open_consents(by=request.user, tracked=child)
    by_id = {str(consent.pk): consent for consent in consents}
    people = {str(member.person.pk): member.person for member in team(inspection)}
    met = [(key, f"{whose(consent)} ({consent.get_state_display().lower()})") for key, consent in by_id.items()]
    form = MeetingForm(
        met, [(key, person.name) for key, person in people.items()], _note_choices(request, child), components.posted(request)
    )
    if form.is_valid():
        said = form.cleaned_data
        chosen = [by_id[key] for key in said["met"]], [people[key] for key in said["inspectors"]]
        if _done(form, lambda: _record(request, child, form, *chosen)):
            messages.success(request, "Recorded.")
            return redirect("inspectorate:consent", inspection.pk, child.pk)
    return _form_page(request, child, form, "record a meeting", "Record the meeting", nobody=not by_id)


@gives_back
@team_page
def meeting(request: HttpRequest, inspection: Inspection, tracked_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Show a meeting; record that it was held or called off, or which note tells of it."""
    child = _child(request, inspection, tracked_id)
    _, meetings = actions.open_consents(by=request.user, tracked=child)
    found: Meeting = _among(meetings, meeting_id)
    which = request.POST.get("what", "")
    sent = {name: request.POST if which == name else None for name in ("held", "called-off", "note")}
    notes = _note_choices(request, child)
    held = HeldForm(notes, sent["held"], initial={"on": found.on})
    off, told = CalledOffForm(sent["called-off"]), NoteOfForm(notes, sent["note"])
    for form, act in ((held, _hold), (off, _call_off), (told, _tell)):
        if form.is_bound and form.is_valid() and _done(form, lambda form=form, act=act: act(request, found, form)):
            messages.success(request, "Recorded.")
            return redirect("inspectorate:consent", inspection.pk, child.pk)
    bound = next((form for form in (held, off, told) if form.is_bound), None)
    context: dict[str, Any] = {"meeting": found, "held": held, "off": off, "told": told, "notes": _numbers(request, child)}
    context["may_move"] = can_move_meeting(request.user, found, MeetingState.HELD)
    context["may_tell"] = found.state == MeetingState.HELD and can_record_meeting(request.user, child)
    errors = components.error_list(bound) if bound else []
    return show_child(request, "meeting.html", child, here=HERE, errors=errors, **context)


def _record(request: HttpRequest, child: TrackedChild, form: MeetingForm, met: list[Consent], inspectors: list[Person]) -> None:
    said = form.cleaned_data
    actions.record_meeting(
        by=request.user,
        tracked=child,
        on=said["on"],
        place=said["place"],
        met=met,
        inspectors=inspectors,
        held=said["held"] == "yes",
        worker_there=form.there(),
        worker=said["worker"],
        note=_note(said["note"]),
    )


def _hold(request: HttpRequest, found: Meeting, form: HeldForm) -> None:
    said = form.cleaned_data
    told = {"worker_there": form.there(), "worker": said["worker"], "note": _note(said["note"])}
    actions.hold_meeting(by=request.user, meeting=found, on=said["on"], **told)


def _call_off(request: HttpRequest, found: Meeting, form: CalledOffForm) -> None:
    actions.call_off_meeting(by=request.user, meeting=found, why=form.cleaned_data["why"])


def _tell(request: HttpRequest, found: Meeting, form: NoteOfForm) -> None:
    actions.link_note(by=request.user, meeting=found, note=UUID(form.cleaned_data["note"]))


def _done(form: django_forms.Form, act: Any) -> bool:
    """Do it and say whether it was done; what refuses it is told at the head of the form, which keeps what was typed."""
    try:
        act()
    except Reason as reason:
        form.add_error(None, str(reason))
        return False
    return True


def _form_page(
    request: HttpRequest, child: TrackedChild, form: django_forms.Form, what: str, button: str, **context: Any
) -> HttpResponse:
    errors = components.error_list(form) if form.is_bound else []
    return show_child(request, "consent_form.html", child, here=HERE, form=form, errors=errors, what=what, button=button, **context)


def _may_move(person: Person, found: Consent) -> bool:
    """Return whether somebody may record anything at all of a consent now: that it was withdrawn can be at any time."""
    return can_record_consent(person, found.tracked) or (
        found.state == ConsentState.GIVEN and can_record_consent(person, found.tracked, ConsentState.WITHDRAWN)
    )


def _child(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> TrackedChild:
    return get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)


def _among(rows: list[Any], id: UUID) -> Any:
    found = next((row for row in rows if row.pk == id), None)
    if found is None:
        raise Http404
    return found


def _note(value: str) -> UUID | None:
    return UUID(value) if value else None


def _note_choices(request: HttpRequest, child: TrackedChild) -> list[tuple[str, str]]:
    """Return the notes about a child a meeting may have: by number and day, without their words."""
    return [(str(note.pk), _called(note)) for note in evidence.notes_about(child, request.user)]


def _called(note: Any) -> str:
    seen = note.current.seen_on
    return f"{note}, seen {seen:%-d %B %Y}" if seen else str(note)


def _numbers(request: HttpRequest, child: TrackedChild) -> dict[UUID, int]:
    """Return the numbers of the notes about a child by id."""
    return {note.pk: note.number for note in evidence.notes_about(child, request.user)}
