"""Inspectors' notes: reading them, one by one and together, and writing one down."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from joinedup.cases import queries as cases
from joinedup.cases.enquiries.queries import open_enquiries
from joinedup.cases.enquiries.rules import can_work_on
from joinedup.cases.models import Enquiry, TrackedChild
from joinedup.evidence import actions, queries
from joinedup.evidence.enquiring.actions import write_note_for
from joinedup.evidence.enquiring.queries import lines_of
from joinedup.evidence.models import Note
from joinedup.evidence.rules import can_write_note, check_can_cite, check_can_write_note
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.linkage.models import NotKnownQuestion
from joinedup.linkage.not_known.enums import QuestionState
from joinedup.linkage.not_known.queries import questions_of
from joinedup.web.components import forms as components
from joinedup.web.components.asked_about import in_one_line
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.forms import NoteForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels

Tracked = dict[str, TrackedChild]


@team_page
def notes(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the notes in the order they were written; `?sector=` and `?child=` narrow them."""
    everything = list(queries.notes_of(inspection))
    sector, child = request.GET.get("sector", ""), request.GET.get("child", "")
    fitting = (note for note in everything if _fits(note, sector, child))
    shown = actions.open_notes(by=request.user, inspection=inspection, notes=fitting, through=inspection)
    return show(
        request,
        "notes.html",
        inspection,
        child_level=True,
        notes=shown,
        total=len(everything),
        labels=Labels(inspection.framework),
        sector=sector,
        may_write=can_write_note(request.user, inspection),
    )


@team_page
def note(request: HttpRequest, inspection: Inspection, note_id: UUID) -> HttpResponse:
    """Show one note: what it says, where it comes from, its earlier wordings, and the findings that rest on it."""
    found = get_object_or_404(queries.notes_seen_by(request.user, inspection), pk=note_id)
    actions.open_notes(by=request.user, inspection=inspection, notes=[found], through=found)
    return show(
        request,
        "note.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        note=found,
        wordings=queries.wordings(found),
        findings=queries.findings_on(found),
        lines=lines_of(found),
        labels=Labels(inspection.framework),
        may_write=can_write_note(request.user, inspection),
    )


@team_page
def write(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Write a note down."""
    check_can_write_note(request.user, inspection)
    form, tracked = _form(request, inspection)
    if not form.is_valid() or _refused(form, inspection):
        return _form_page(request, inspection, form, "Write a note")
    said, line = _said(form, tracked, inspection), _open_lines(request, inspection).get(form.cleaned_data["enquiry"])
    try:
        written = _write(request, inspection, line, said)
    except InspectionRefused as reason:
        if line is None:  # the line is not what was refused
            raise
        form.add_error("enquiry", str(reason))
        return _form_page(request, inspection, form, "Write a note")
    messages.success(request, f"Note {written.number} is saved.")
    return redirect("inspectorate:note", inspection.pk, written.pk)


@team_page
def revise(request: HttpRequest, inspection: Inspection, note_id: UUID) -> HttpResponse:
    """Give a note a new wording; the earlier ones stay beside it."""
    check_can_write_note(request.user, inspection)
    found = get_object_or_404(queries.notes_seen_by(request.user, inspection), pk=note_id)
    form, tracked = _form(request, inspection, found)
    if not form.is_valid() or _refused(form, inspection):
        return _form_page(request, inspection, form, f"Reword note {found.number}")
    actions.revise_note(by=request.user, note=found, **_said(form, tracked, inspection))
    messages.success(request, "The new wording is saved. The earlier one stays below.")
    return redirect("inspectorate:note", inspection.pk, found.pk)


def _form(request: HttpRequest, inspection: Inspection, note: Note | None = None) -> tuple[NoteForm, Tracked]:
    """Return the form, filled in with a note's current wording where there is one, and the children it may be about."""
    tracked = {str(child.pk): child for child in cases.tracked_children(inspection)}
    choices = [(key, child.code) for key, child in tracked.items()]
    before = {name: getattr(note.current, name) for name in NoteForm.base_fields if name != "enquiry"} if note else {}
    line = _open_lines(request, inspection).get(request.GET.get("enquiry", "")) if note is None else None
    before |= {"enquiry": str(line.pk), "criterion": line.criterion} if line else {}
    before |= {name: request.GET.get(name, "") for name in ("source", "sector")} if note is None else {}
    about = str(line.tracked_id or "") if line else request.GET.get("tracked", "")
    before["tracked"] = str(note.current.tracked_id or "") if note else about
    before["question"] = str(note.current.question_id or "") if note else request.GET.get("question", "")
    asked = [(str(one.pk), in_one_line(one)) for one in _citable(inspection)]
    lines = [] if note else [(key, f"{line}, {line.about}: {line.words}") for key, line in _open_lines(request, inspection).items()]
    form = NoteForm(inspection.framework, choices, components.posted(request), initial=before, questions=asked, enquiries=lines)
    return form, tracked


def _said(form: NoteForm, tracked: Tracked, inspection: Inspection) -> dict[str, Any]:
    cited = next((one for one in _citable(inspection) if str(one.pk) == form.cleaned_data["question"]), None)
    said = {name: value for name, value in form.cleaned_data.items() if name != "enquiry"}
    return {**said, "tracked": tracked.get(form.cleaned_data["tracked"]), "question": cited}


def _write(request: HttpRequest, inspection: Inspection, line: Enquiry | None, said: dict[str, Any]) -> Note:
    """Write the note, and link it to the line it was written for."""
    if line is None:
        return actions.write_note(by=request.user, inspection=inspection, **said)
    return write_note_for(by=request.user, enquiry=line, **said)


def _open_lines(request: HttpRequest, inspection: Inspection) -> dict[str, Enquiry]:
    """Return the lines a note may be written for, by id as a form sends it; none once they are followed no more."""
    return {str(line.pk): line for line in open_enquiries(inspection) if can_work_on(request.user, line)}


def _citable(inspection: Inspection) -> list[NotKnownQuestion]:
    """Return the questions a note could be about. Those without an answer are shown too: the rule says why they cannot be cited."""
    return [one for one in questions_of(inspection) if one.state != QuestionState.WITHDRAWN]


def _refused(form: NoteForm, inspection: Inspection) -> bool:
    """Say whether the note cites a question it cannot rest on, with the rule's sentence on the form."""
    chosen = _said(form, {}, inspection)["question"]
    try:
        if chosen is not None:
            check_can_cite(inspection, chosen)
    except InspectionRefused as reason:
        form.add_error("question", str(reason))
        return True
    return False


def _form_page(request: HttpRequest, inspection: Inspection, form: NoteForm, heading: str) -> HttpResponse:
    errors = components.error_list(form) if form.is_bound else []
    about = form["tracked"].value()
    child = about if about in {str(one.pk) for one in cases.tracked_children(inspection)} else ""
    context = {"form": form, "errors": errors, "heading_text": heading, "child": child}
    return show(request, "note_new.html", inspection, child_level=True, crumbs=_crumbs(inspection), **context)


def _fits(note: Note, sector: str, child: str) -> bool:
    revision = note.current
    return sector in ("", revision.sector) and child in ("", str(revision.tracked_id))


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Notes", reverse("inspectorate:notes", args=[inspection.pk])),)
