"""The only writers of notes and findings."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max

from joinedup.audit.actions import record, record_read
from joinedup.evidence.core.revisions import EvidenceError, NoteContent, check_content, revision_hash
from joinedup.evidence.enums import FindingDirection, FindingState, KnownToLeaders
from joinedup.evidence.models import Finding, FindingNote, Note, NoteRevision
from joinedup.evidence.queries import marked
from joinedup.evidence.rules import check_can_cite, check_can_make_finding, check_can_move_finding, check_can_write_note
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import check_is_inspector, inspectorate_of


@transaction.atomic
def write_note(*, by, inspection, source, sector, criterion, direction, text, seen_on: date, tracked=None, question=None) -> Note:
    """Write down one thing seen; raise InspectionRefused or EvidenceError.

    `source`, `sector` and `criterion` are ids of the inspection's framework. `tracked` is the tracked child it is about, if any;
    `question` the answered question to an agency it rests on, if any.
    """
    check_can_write_note(by, inspection)
    said = {"source": source, "sector": sector, "criterion": criterion, "text": text, "seen_on": seen_on}
    content = _content(direction=direction, tracked=tracked, question=question, **said)
    number = _next_number(Note, inspection)
    note = Note.objects.create(inspection=inspection, author=by, inspectorate=inspectorate_of(by, inspection), number=number)
    _add_revision(by, note, content, tracked, question)
    _log(by, note, "note written", revision=note.current.hash)
    return note


@transaction.atomic
def revise_note(*, by, note, source, sector, criterion, direction, text, seen_on: date, tracked=None, question=None) -> Note:
    """Add a new wording to a note; the earlier ones stay. Raise InspectionRefused or EvidenceError."""
    check_can_write_note(by, note.inspection)
    said = {"source": source, "sector": sector, "criterion": criterion, "text": text, "seen_on": seen_on}
    content = _content(direction=direction, tracked=tracked, question=question, **said)
    locked = Note.objects.select_for_update().get(pk=note.pk)
    _add_revision(by, locked, content, tracked, question)
    _log(by, locked, "note revised", revision=locked.current.hash)
    return locked


@transaction.atomic
def make_finding(
    *,
    by,
    inspection,
    criterion,
    direction,
    sectors: Iterable[str],
    text,
    notes: Iterable[Note],
    known_to_leaders=KnownToLeaders.NOT_ESTABLISHED,
    acted_during="",
) -> Finding:
    """Make a provisional finding that rests on at least one note of its inspection; raise InspectionRefused or EvidenceError."""
    check_can_make_finding(by, inspection)
    finding = Finding(
        inspection=inspection,
        criterion=criterion,
        direction=direction,
        sectors=list(sectors),
        text=text,
        known_to_leaders=known_to_leaders,
        acted_during=acted_during,
        made_by=by,
    )
    notes = list(notes)
    _check_finding(finding, notes)
    finding.number = _next_number(Finding, inspection)
    finding.save(force_insert=True)
    FindingNote.objects.bulk_create(FindingNote(finding=finding, note=note, revision=note.current) for note in notes)
    _log(by, finding, "finding made", criterion=criterion, direction=str(direction), notes=[str(note.pk) for note in notes])
    return finding


@transaction.atomic
def move_finding(*, by, finding, to: str) -> Finding:
    """Feed a finding back, agree it, or take it back; raise InspectionRefused where its state forbids it."""
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    check_can_move_finding(by, finding, to)
    before, finding.state = finding.state, FindingState(to)
    finding.save(update_fields=["state"])
    _log(by, finding, "finding moved", before=str(before), to=str(to))
    return finding


def _next_number(model, inspection) -> int:
    """Return the next free number in the inspection; the locked inspection row keeps two writers apart."""
    Inspection.objects.select_for_update().get(pk=inspection.pk)
    return (model.objects.filter(inspection=inspection).aggregate(highest=Max("number"))["highest"] or 0) + 1


def open_notes(*, by, inspection, notes: Iterable[Note], through) -> list[Note]:
    """Return notes to somebody of the team, and log that they read them: how many, about which children. Raise InspectionRefused.

    `through` is the row whose page shows them: the note itself, a finding, a passage, or the inspection for its list of notes.
    """
    check_is_inspector(by, inspection)
    opened = marked(inspection, notes)
    record_read(
        by=by,
        chain=str(inspection.pk),
        action="notes read",
        object_kind=through._meta.model_name,
        object_id=str(through.pk),
        detail={"notes": len(opened), "children": sorted({note.current.tracked.code for note in opened if note.current.tracked})},
    )
    return opened


def _content(*, direction, tracked, question, **said) -> NoteContent:
    about, rests_on = (str(row.pk) if row else "" for row in (tracked, question))
    return NoteContent(**said, direction=str(direction), tracked=about, question=rests_on)


def _add_revision(by, note: Note, content: NoteContent, tracked, question) -> None:
    """Append a revision to the note's chain and make it the current one."""
    check_content(note.inspection.framework, content)
    if tracked is not None and tracked.inspection_id != note.inspection_id:
        raise EvidenceError("The child is not tracked in this inspection.")
    if question is not None:
        check_can_cite(note.inspection, question)
    parent = note.current
    revision = NoteRevision(
        inspection=note.inspection,
        note=note,
        parent=parent,
        by=by,
        source=content.source,
        sector=content.sector,
        criterion=content.criterion,
        tracked=tracked,
        direction=content.direction,
        text=content.text,
        seen_on=content.seen_on,
        question=question,
    )
    revision.hash = revision_hash(str(revision.pk), parent.hash if parent else "", content)
    revision.save(force_insert=True)
    note.current = revision
    note.save(update_fields=["current"])


def _check_finding(finding: Finding, notes: list[Note]) -> None:
    """Raise EvidenceError where a finding would stand on nothing, on another inspection's notes, or outside the framework."""
    framework = finding.inspection.framework
    if not finding.text.strip():
        raise EvidenceError("Say what was found: the finding is empty.")
    if not notes:
        raise EvidenceError("A finding rests on at least one note. Choose the notes it rests on.")
    if any(note.inspection_id != finding.inspection_id for note in notes):
        raise EvidenceError("A finding rests on notes of its own inspection only.")
    if aside := [str(note.number) for note in marked(finding.inspection, notes) if note.aside]:
        raise EvidenceError(f"Set aside since consent was withdrawn: note {', '.join(aside)}. Rest the finding on other notes.")
    for question in filter(None, (note.current.question for note in notes)):
        check_can_cite(finding.inspection, question)
    if finding.direction not in FindingDirection.values:
        raise EvidenceError("A finding is a strength, something to improve or a priority action.")
    if finding.criterion not in {known.id for known in framework.criteria}:
        raise EvidenceError(f"“{finding.criterion}” is not a criterion of this framework.")
    if unknown := set(finding.sectors) - {known.id for known in framework.sectors}:
        raise EvidenceError(f"“{min(unknown)}” is not a sector of this framework.")


def _log(by, row, action: str, **detail) -> None:
    record(
        by=by,
        chain=str(row.inspection_id),
        action=action,
        object_kind=row._meta.model_name,
        object_id=str(row.pk),
        detail=detail,
    )
