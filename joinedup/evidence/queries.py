"""Reads of notes and findings."""

from django.db.models import QuerySet

from joinedup.evidence.models import Finding, Note


def notes_of(inspection) -> QuerySet[Note]:
    """Return one inspection's notes in the order they were written, each with its current wording and author."""
    return inspection.notes.select_related("current__tracked", "author", "inspectorate").order_by("number")


def notes_about(tracked) -> QuerySet[Note]:
    """Return the notes whose current wording is about one tracked child."""
    return notes_of(tracked.inspection).filter(current__tracked=tracked)


def findings_of(inspection) -> QuerySet[Finding]:
    """Return one inspection's findings by number, with the notes they rest on at hand."""
    return inspection.findings.select_related("made_by").prefetch_related("notes__current__tracked").order_by("number")
