"""Inspectors' notes: reading them, one by one and together, and writing one down."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from joinedup.cases.enquiries.queries import open_enquiries
from joinedup.cases.enquiries.rules import can_work_on
from joinedup.cases.models import Enquiry
from joinedup.evidence import actions, queries
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.enquiring.actions import write_note_for
from joinedup.evidence.enquiring.queries import lines_of
from joinedup.evidence.eyes.queries import lifts_of, readers_of
from joinedup.evidence.eyes.rules import can_open_up
from joinedup.evidence.models import Note
from joinedup.evidence.rules import can_write_note, check_can_write_note
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.note_filters import Narrowed
from joinedup.web.inspectorate.note_history import told
from joinedup.web.inspectorate.note_pages import NotePage, crumbs, refused


@team_page
def notes(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the notes by number, narrowed to what the address asks for."""
    everything = list(queries.notes_seen_by(request.user, inspection))
    narrowed = Narrowed(inspection, request.user, everything, request.GET)
    shown = actions.open_notes(by=request.user, inspection=inspection, notes=narrowed.notes, through=inspection)
    return show(
        request,
        "notes.html",
        inspection,
        child_level=True,
        notes=shown,
        total=len(everything),
        labels=Labels(inspection.framework),
        narrowed=narrowed,
        may_write=can_write_note(request.user, inspection),
    )


@team_page
def note(request: HttpRequest, inspection: Inspection, note_id: UUID) -> HttpResponse:
    """Show one note: what it says, where it comes from, its whole history, and the findings that rest on it."""
    found = _note(request, inspection, note_id)
    actions.open_notes(by=request.user, inspection=inspection, notes=[found], through=found)
    return show(
        request,
        "note.html",
        inspection,
        child_level=True,
        crumbs=crumbs(inspection),
        note=found,
        history=told(queries.wordings(found)),
        findings=queries.findings_on(found),
        lines=lines_of(found),
        readers=readers_of(found),
        lifts=lifts_of(found),
        labels=Labels(inspection.framework),
        may_write=can_write_note(request.user, inspection),
        may_open_up=can_open_up(request.user, found),
    )


@gives_back
@team_page
def write(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Write a note down."""
    check_can_write_note(request.user, inspection)
    page = NotePage(request, inspection, lines=_open_lines(request, inspection))
    if not page.complete():
        return page.show("Write a note")
    try:
        written = _write(request, inspection, page.line, page.said())
    except InspectionRefused as reason:
        if page.line is None:  # the line is not what was refused
            raise
        page.form.add_error("enquiry", str(reason))
        return page.show("Write a note")
    messages.success(request, f"Note {written.number} is saved.")
    return redirect("inspectorate:note", inspection.pk, written.pk)


@gives_back
@team_page
def revise(request: HttpRequest, inspection: Inspection, note_id: UUID) -> HttpResponse:
    """Give a note a new wording; the earlier ones stay beside it, and one that came meanwhile too."""
    check_can_write_note(request.user, inspection)
    found = _note(request, inspection, note_id)
    before = _revision(found, request.GET.get("from", ""))
    page = NotePage(request, inspection, note=found, before=before, parents=[str(before.pk)])
    heading = f"Reword note {found.number}"
    if not page.complete():
        return page.show(heading)
    try:
        now = actions.revise_note(by=request.user, note=found, based_on=page.based_on, **page.said())
    except EvidenceError as reason:
        return refused(page, reason, heading)
    moved = "Somebody had written another wording meanwhile: both stand side by side until they are joined."
    messages.success(request, moved if now.branched else "The new wording is saved. The earlier one stays below.")
    return redirect("inspectorate:note", inspection.pk, found.pk)


@gives_back
@team_page
def join(request: HttpRequest, inspection: Inspection, note_id: UUID) -> HttpResponse:
    """Join the wordings of a note that stand side by side in one."""
    check_can_write_note(request.user, inspection)
    found = _note(request, inspection, note_id)
    history = told(queries.wordings(found))
    page = NotePage(request, inspection, note=found, before=found.current, parents=list(found.heads))
    heading = f"Join the wordings of note {found.number}"
    if not page.complete():
        return page.show(heading, branches=history.branches, note=found)
    try:
        now = actions.join_branches(by=request.user, note=found, heads=page.form.based_on, **page.said())
    except EvidenceError as reason:
        return refused(page, reason, heading, branches=history.branches, note=found)
    left = "One more wording came meanwhile: join that as well." if now.branched else "The wordings are joined in one."
    messages.success(request, left)
    return redirect("inspectorate:note", inspection.pk, found.pk)


def _note(request: HttpRequest, inspection: Inspection, note_id: UUID) -> Note:
    return get_object_or_404(queries.notes_seen_by(request.user, inspection), pk=note_id)


def _revision(note: Note, named: str) -> Any:
    """Return the wording somebody wants to go on from: the one the address names, else the one shown first."""
    return next((one for one in queries.wordings(note) if str(one.pk) == named), note.current)


def _write(request: HttpRequest, inspection: Inspection, line: Enquiry | None, said: dict[str, Any]) -> Note:
    """Write the note, and link it to the line it was written for."""
    if line is None:
        return actions.write_note(by=request.user, inspection=inspection, **said)
    return write_note_for(by=request.user, enquiry=line, **said)


def _open_lines(request: HttpRequest, inspection: Inspection) -> dict[str, Enquiry]:
    """Return the lines a note may be written for, by id as a form sends it; none once they are followed no more."""
    return {str(line.pk): line for line in open_enquiries(inspection) if can_work_on(request.user, line)}
