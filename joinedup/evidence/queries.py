"""Reads of notes and findings."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from joinedup.cases.consent.queries import set_aside
from joinedup.evidence.core.late import first_written, written_late
from joinedup.evidence.models import Finding, Note, NoteRevision


def notes_of(inspection) -> QuerySet[Note]:
    """Return one inspection's notes by number, whoever may read them: for proofs and counts. A page shows `notes_seen_by`."""
    return inspection.notes.select_related("current__tracked", "current__question__agency", "author", "inspectorate").order_by(
        "number"
    )


def notes_seen_by(person, inspection) -> QuerySet[Note]:
    """Return an inspection's notes as far as a person may see them."""
    return notes_of(inspection).filter(pk__in=Note.objects.visible_to(person).filter(inspection=inspection).values("pk"))


def readable_among(person, notes: Iterable[Note]) -> set[UUID]:
    """Return the ids of those of some notes that a person may read."""
    return set(Note.objects.visible_to(person).filter(pk__in=[note.pk for note in notes]).values_list("pk", flat=True))


def notes_for_team(inspection) -> QuerySet[Note]:
    """Return an inspection's notes that the whole team may read: what a count that is the same for everybody counts."""
    return notes_of(inspection).filter(restricted=False)


def findings_seen_by(person, inspection) -> QuerySet[Finding]:
    """Return an inspection's findings as far as a person may see them."""
    return Finding.objects.visible_to(person).filter(inspection=inspection)


def notes_about(tracked, person) -> QuerySet[Note]:
    """Return the notes whose current wording is about one tracked child, as far as a person may see them."""
    return notes_seen_by(person, tracked.inspection).filter(current__tracked=tracked)


def marked(inspection, notes: Iterable[Note]) -> list[Note]:
    """Return notes, each with `aside`: why it is set aside since consent was withdrawn, or null."""
    found = list(notes)
    aside = set_aside(inspection, [note.pk for note in found])
    for note in found:
        note.aside = aside.get(note.pk)
    return found


def timed(notes: Iterable[Note]) -> list[Note]:
    """Return notes, each with `written`: when it was first written down, and `late`: whether that was after the day it was seen.

    By the clock of its device where it was written on one, since it may have waited there for a network.
    """
    found = list(notes)
    moments: dict[UUID, list[datetime]] = defaultdict(list)
    waited = [note.pk for note in found if written_late(note.current.seen_on, note.created_at)]
    rows = NoteRevision.objects.filter(note__in=waited) if waited else NoteRevision.objects.none()
    for key, written, recorded in rows.values_list("note", "written_at", "recorded_at"):
        moments[key].append(written or recorded)
    for note in found:
        note.written = first_written(moments[note.pk], note.created_at)
        note.late = written_late(note.current.seen_on, note.written)
    return found


def findings_of(inspection) -> QuerySet[Finding]:
    """Return one inspection's findings by number, with the notes they rest on at hand."""
    return inspection.findings.select_related("made_by").prefetch_related("notes__current__tracked").order_by("number")


def notes_under(finding) -> QuerySet[Note]:
    """Return the notes a finding rests on, in the order they were written."""
    return notes_of(finding.inspection).filter(findings=finding)


def findings_on(note) -> QuerySet[Finding]:
    """Return the findings that rest on a note, by number."""
    return note.findings.order_by("number")


def wordings(note) -> QuerySet[NoteRevision]:
    """Return every wording a note has had, oldest first as the server had them, with who wrote it."""
    return note.revisions.select_related("by", "tracked", "question__agency").order_by("recorded_at", "pk")
