"""Who may name readers of a note for restricted eyes, and lift the restriction. Checks raise InspectionRefused with a sentence."""

from joinedup.evidence.models import Note
from joinedup.inspections.enums import Role
from joinedup.inspections.models import TeamMember
from joinedup.inspections.rules import InspectionRefused, is_inspector
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_open_up(person: Person, note: Note) -> None:
    """Refuse everyone but the note's author and the lead inspectors of the author's inspectorate, and a note that is open."""
    leads = TeamMember.objects.filter(
        person=person, inspection=note.inspection_id, inspectorate=note.inspectorate_id, role=Role.LEAD
    ).exists()
    if not is_inspector(person, note.inspection) or (note.author_id != person.pk and not leads):
        raise InspectionRefused(
            "Only its author, or a lead inspector of the author’s inspectorate, decides who reads a note for restricted eyes."
        )
    if not note.restricted:
        raise InspectionRefused(f"{note} is open to the whole team already.")


def can_open_up(person: Person, note: Note) -> bool:
    """Return whether `check_can_open_up` would pass."""
    return passes(check_can_open_up, person, note)


def check_can_be_named(reader: Person, note: Note) -> None:
    """Refuse to name somebody outside the team."""
    if not is_inspector(reader, note.inspection):
        raise InspectionRefused(f"{reader.name} is not on this inspection’s team.")


def can_be_named(reader: Person, note: Note) -> bool:
    """Return whether `check_can_be_named` would pass."""
    return passes(check_can_be_named, reader, note)
