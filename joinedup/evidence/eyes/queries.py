"""Reads of who was named to read a note, and of when it was opened."""

from django.db.models import QuerySet

from joinedup.evidence.models import Note, NoteLift, NoteReader
from joinedup.inspections.enums import Role
from joinedup.inspections.models import TeamMember


def readers_of(note: Note) -> QuerySet[NoteReader]:
    """Return whoever was named to read a note, in the order they were."""
    return NoteReader.objects.filter(note=note).select_related("person", "named_by")


def lifts_of(note: Note) -> QuerySet[NoteLift]:
    """Return each time a note was opened to the team, with why."""
    return NoteLift.objects.filter(note=note).select_related("by")


def could_be_named(note: Note) -> dict[str, str]:
    """Return those of the team, by id, who do not read a note for restricted eyes yet, with name and inspectorate."""
    reading = {note.author_id, *NoteReader.objects.filter(note=note).values_list("person_id", flat=True)}
    rows = TeamMember.objects.filter(inspection=note.inspection_id, person__is_active=True).select_related("person", "inspectorate")
    colleagues = rows.filter(inspectorate=note.inspectorate_id, role__in=(Role.LEAD, Role.INSPECTOR)).values("person")
    others = rows.exclude(person__in=reading).exclude(person__in=colleagues).order_by("inspectorate__name", "person__name")
    return {str(row.person_id): f"{row.person.name}, {row.inspectorate.name}" for row in others}
