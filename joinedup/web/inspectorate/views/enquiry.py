"""One line of enquiry: its page, who follows it, what is asked and looked at for it, and what it came to."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.cases.enquiries import actions, queries, rules
from joinedup.cases.enquiries.changing import ChangedMeanwhileError, change_line
from joinedup.cases.enquiries.enums import EnquiryState
from joinedup.cases.models import Enquiry
from joinedup.evidence.actions import open_notes
from joinedup.evidence.enquiring import actions as enquiring
from joinedup.evidence.enquiring.queries import closed_on, notes_for, notes_to_link
from joinedup.evidence.models import Note
from joinedup.evidence.queries import marked
from joinedup.evidence.rules import can_write_note
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.models import Question
from joinedup.intake.questions import actions as asking
from joinedup.intake.questions import queries as questions
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.enquiry_forms import (
    AssignForm,
    ChangeForm,
    CloseForm,
    LineQuestionForm,
    LinkNotesForm,
    LookAtForm,
    ReopenForm,
)
from joinedup.web.inspectorate.enquiry_frame import show_line, the_line
from joinedup.web.inspectorate.enquiry_in_words import as_uuid, rests_on

_OPENING_WORDS = 120  # of a note, to know it again by


@team_page
def enquiry(request: HttpRequest, inspection: Inspection, enquiry_id: UUID) -> HttpResponse:
    """Show one line: what it asks, what it rests on, who follows it, what was asked, seen and found, and its history."""
    line = the_line(request, inspection, enquiry_id)
    closings, named = closed_on(line, request.user), {agency.key: agency.name for agency in agencies(inspection)}
    decisions = list(queries.decisions_on(line))
    notes = marked(
        inspection, open_notes(by=request.user, inspection=inspection, notes=notes_for(line, request.user), through=line)
    )
    marked(inspection, [link.note for links in closings.values() for link in links if link.shown])
    asked = list(queries.questions_for(line))
    for link in asked:
        asking.open_question(by=request.user, question=link.question)
    return show_line(
        request,
        "enquiry.html",
        line,
        decisions=decisions,
        grounds=[rests_on(fact, named) for fact in decisions[-1].proposal.rests_on] if decisions else [],
        notes=notes,
        questions=asked,
        things=queries.things_for(line),
        entries=[(entry, closings.get(entry.pk, [])) for entry in queries.entries_of(line)],
        may_work=rules.can_work_on(request.user, line),
        may_note=can_write_note(request.user, inspection) and rules.can_work_on(request.user, line),
        may_close=rules.can_move_line(request.user, line, EnquiryState.CLOSED),
        may_reopen=line.state == EnquiryState.CLOSED and rules.can_move_line(request.user, line, EnquiryState.OPEN),
        follows=request.user in line.inspectors.all(),
        now=timezone.now(),
    )


@require_POST
@team_page
def take(request: HttpRequest, inspection: Inspection, enquiry_id: UUID) -> HttpResponse:
    """Take a line oneself, or put it down."""
    line = the_line(request, inspection, enquiry_id)
    taking = request.POST.get("take", "1") == "1"
    people, had = ([request.user], []) if taking else ([], [request.user])
    actions.assign(by=request.user, enquiry=line, people=people, had=had)
    messages.success(request, f"You follow {line}." if taking else f"You no longer follow {line}.")
    return _to(line)


@gives_back
@team_page
def assign(request: HttpRequest, inspection: Inspection, enquiry_id: UUID) -> HttpResponse:
    """Say who follows a line."""
    line = the_line(request, inspection, enquiry_id)
    rules.check_can_work_on(request.user, line)
    people = {str(person.pk): person for person in queries.who_may_follow(inspection)}
    choices = [(key, person.name) for key, person in people.items()]
    now = [str(person.pk) for person in line.inspectors.all()]
    form = AssignForm(choices, components.posted(request), initial={"people": now, "had": " ".join(now)})
    if form.is_valid():
        known = {str(person.pk): person for person in line.inspectors.all()} | people  # who follows it may have left the team
        chosen, had = ([known[key] for key in form.cleaned_data[name] if key in known] for name in ("people", "had"))
        try:
            actions.assign(by=request.user, enquiry=line, people=chosen, had=had)
        except InspectionRefused as reason:
            form.add_error("people", str(reason))
        else:
            messages.success(request, f"Who follows {line} is kept.")
            return _to(line)
    return _form(request, line, form, "Who follows it", "Save")


@gives_back
@team_page
def change(request: HttpRequest, inspection: Inspection, enquiry_id: UUID) -> HttpResponse:
    """Put a line in other words, and say which criterion it speaks to and which sectors it goes to."""
    line = the_line(request, inspection, enquiry_id)
    rules.check_can_work_on(request.user, line)
    now = {"words": line.words, "criterion": line.criterion, "sectors": line.sectors, **ChangeForm.as_it_stands(line)}
    form = ChangeForm(inspection.framework, components.posted(request), initial=now)
    if form.is_valid():
        try:
            change_line(by=request.user, enquiry=line, had=form.had(), said=form.said())
        except ChangedMeanwhileError as reason:
            form.data = _as_of_now(form, the_line(request, inspection, enquiry_id))
            form.add_error(reason.field, f"{reason} Yours is below. Save again to put it in its place.")
        else:
            messages.success(request, f"{line} is saved. Earlier wordings stay in its history.")
            return _to(line)
    return _form(request, line, form, "Words, criterion and sectors", "Save")


@gives_back
@team_page
def ask(request: HttpRequest, inspection: Inspection, enquiry_id: UUID) -> HttpResponse:
    """Put a line to an agency through the query log; a like question there is shown first, and its answer can be used."""
    line = the_line(request, inspection, enquiry_id)
    rules.check_can_work_on(request.user, line)
    posted = components.posted(request)
    if posted and (used := questions.questions_seen_by(request.user, inspection).filter(pk=as_uuid(posted.get("use"))).first()):
        actions.use_answer_for(by=request.user, enquiry=line, question=used, words=posted.get("text", "") or line.words)
        messages.success(request, f"Question {used.number} stands beside {line}. Nothing was sent.")
        return _to(line)
    form = LineQuestionForm(line, agencies(inspection), inspection.framework.working_hours.answer_within, posted)
    before: list[Question] = []
    if form.is_valid():
        try:
            asked = actions.ask_agency(by=request.user, enquiry=line, **form.cleaned_data)
        except asking.AskedBefore as found:
            before = [asking.open_question(by=request.user, question=one) for one in found.questions]
            form.add_error("despite", "Something like this was asked already. Use its answer, or say why it does not do.")
        else:
            messages.success(request, f"Question {asked.number} is with {asked.agency.name}.")
            return _to(line)
    return show_line(
        request,
        "enquiry_ask.html",
        line,
        title=f"{line}: ask an agency",
        form=form,
        before=[(one, questions.latest_answer(one)) for one in before],
        errors=components.error_list(form) if form.is_bound else [],
    )


@gives_back
@team_page
def look_at(request: HttpRequest, inspection: Inspection, enquiry_id: UUID) -> HttpResponse:
    """Write down something to look at for a line."""
    line = the_line(request, inspection, enquiry_id)
    rules.check_can_work_on(request.user, line)
    form = LookAtForm(agencies(inspection), components.posted(request))
    if form.is_valid():
        actions.look_at(by=request.user, enquiry=line, **form.cleaned_data)
        messages.success(request, "It stands among the things to look at.")
        return _to(line)
    return _form(request, line, form, "A thing to look at", "Save")


@require_POST
@team_page
def looked_at(request: HttpRequest, inspection: Inspection, enquiry_id: UUID, thing_id: UUID) -> HttpResponse:
    """Tick off something that was looked at."""
    line = the_line(request, inspection, enquiry_id)
    thing = get_object_or_404(queries.things_for(line), pk=thing_id)
    rules.check_can_work_on(request.user, line)
    try:
        actions.looked_at(by=request.user, thing=thing)
    except InspectionRefused as reason:  # a colleague was there first
        messages.info(request, f"{reason} Write down what you saw as a note.")
    else:
        messages.success(request, "Looked at. Write down what you saw as a note.")
    return _to(line)


@gives_back
@team_page
def notes(request: HttpRequest, inspection: Inspection, enquiry_id: UUID) -> HttpResponse:
    """Link notes that are there to a line they speak to."""
    line = the_line(request, inspection, enquiry_id)
    rules.check_can_work_on(request.user, line)
    there = marked(
        inspection, open_notes(by=request.user, inspection=inspection, notes=notes_to_link(line, request.user), through=line)
    )
    form = LinkNotesForm(_choices(there), components.posted(request))
    if form.is_valid():
        enquiring.link_notes(by=request.user, enquiry=line, notes=_chosen(there, form.cleaned_data["notes"]))
        messages.success(request, "The notes are linked.")
        return _to(line)
    return _form(
        request, line, form, "Link notes", "Link these notes", nothing="" if there else "No other note could be linked yet."
    )


@gives_back
@team_page
def close(request: HttpRequest, inspection: Inspection, enquiry_id: UUID) -> HttpResponse:
    """Close a line with what was found and the notes it rests on."""
    line = the_line(request, inspection, enquiry_id)
    rules.check_can_move_line(request.user, line, EnquiryState.CLOSED)
    linked = [note for note in marked(inspection, notes_for(line, request.user)) if not note.aside]
    found = [*notes_for(line, request.user), *notes_to_link(line, request.user)]
    there = marked(inspection, open_notes(by=request.user, inspection=inspection, notes=found, through=line))
    form = CloseForm(_choices(there), components.posted(request), initial={"notes": [str(note.pk) for note in linked]})
    if form.is_valid():
        said = {**form.cleaned_data, "notes": _chosen(there, form.cleaned_data["notes"])}
        try:
            enquiring.close_line(by=request.user, enquiry=line, **said)
        except InspectionRefused as reason:
            form.add_error("notes", str(reason))
        else:
            messages.success(request, f"{line} is closed.")
            return _to(line)
    return _form(request, line, form, "Close it", "Close the line")


@gives_back
@team_page
def reopen(request: HttpRequest, inspection: Inspection, enquiry_id: UUID) -> HttpResponse:
    """Open a closed line again, saying why."""
    line = the_line(request, inspection, enquiry_id)
    rules.check_can_move_line(request.user, line, EnquiryState.OPEN)
    form = ReopenForm(components.posted(request))
    if form.is_valid():
        actions.reopen(by=request.user, enquiry=line, reason=form.cleaned_data["reason"])
        messages.success(request, f"{line} is open again.")
        return _to(line)
    return _form(request, line, form, "Open it again", "Open it again")


def _form(request: HttpRequest, line: Enquiry, form: Form, heading: str, button: str, *, nothing: str = "") -> HttpResponse:
    """Show a form about a line; `nothing` is said in its stead where there is nothing to choose from."""
    errors = components.error_list(form) if form.is_bound else []
    context = {"form": form, "errors": errors, "button": button, "nothing": nothing}
    return show_line(request, "enquiry_form.html", line, title=f"{line}: {heading[:1].lower()}{heading[1:]}", **context)


def _as_of_now(form: ChangeForm, line: Enquiry) -> QueryDict:
    """Return what was sent, written over what the line says now, which its page tells: sent again it is meant."""
    sent = form.data.copy()
    chosen = set(form.said().sectors)
    gone = set(form.had().sectors) - chosen
    sent.setlist("sectors", [*chosen, *(one for one in line.sectors if one not in chosen | gone)])
    for name, value in form.as_it_stands(line).items():
        sent[name] = value
    return sent


def _choices(notes: list[Note]) -> list[tuple[str, str]]:
    """Return notes by number with how each begins."""
    return [(str(note.pk), f"{note.number}.{' Set aside:' if note.aside else ''} {_begins(note.current.text)}") for note in notes]


def _begins(text: str) -> str:
    return text if len(text) <= _OPENING_WORDS else f"{text[:_OPENING_WORDS].rsplit(' ', 1)[0]} …"


def _chosen(notes: list[Note], keys: list[str]) -> list[Note]:
    return [note for note in notes if str(note.pk) in keys]


def _to(line: Enquiry) -> HttpResponse:
    return redirect("inspectorate:enquiry", line.inspection_id, line.pk)
