"""What a note must be to speak to a line of enquiry. Each check raises InspectionRefused; its twin answers yes or no."""

from collections.abc import Collection

from joinedup.cases.enquiries.enums import RESTS_ON_NOTES, Found
from joinedup.cases.enquiries.rules import check_can_work_on
from joinedup.cases.models import Enquiry
from joinedup.evidence.models import Note
from joinedup.evidence.queries import marked
from joinedup.evidence.rules import check_can_read_note
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_link(person: Person, enquiry: Enquiry, note: Note) -> None:
    """Refuse whoever may not work on the line, another inspection's note, and a note about another child."""
    check_can_work_on(person, enquiry)
    if note.inspection_id != enquiry.inspection_id:
        raise InspectionRefused("A line of enquiry is followed with notes of its own inspection only.")
    check_can_read_note(person, note)
    about = note.current.tracked_id
    if enquiry.tracked_id and about and about != enquiry.tracked_id:
        raise InspectionRefused(f"{note} is about another child than {enquiry}.")


def can_link(person: Person, enquiry: Enquiry, note: Note) -> bool:
    """Return whether `check_can_link` would pass."""
    return passes(check_can_link, person, enquiry, note)


def check_rests(found: Found, notes: Collection[Note]) -> None:
    """Refuse to close a line on nothing seen, unless all that is said is that nothing could be established.

    A note set aside since consent was withdrawn is not to be used: refuse to close on one whatever is said.
    """
    for inspection in {note.inspection for note in notes}:
        if aside := [str(note.number) for note in marked(inspection, notes) if note.aside]:
            raise InspectionRefused(
                f"Set aside since consent was withdrawn: note {', '.join(aside)}. Close the line on other notes."
            )
    if found in RESTS_ON_NOTES and not notes:
        raise InspectionRefused(
            "What was found rests on at least one note. Write it down first, or say that it could not be established."
        )


def rests(found: Found, notes: Collection[Note]) -> bool:
    """Return whether `check_rests` would pass."""
    return passes(check_rests, found, notes)
